//! Mutations.

use schema::tenancy::Permission as P;

use super::reads::ON_THE_LIST_OF_ONE_ROUND;
use super::rows::Row;
use super::rules::Reach::{Anywhere, Cadre, City, Here, Lineage, Names, Nowhere, Own, Subtree};

/// Mutations that name nothing of any union: whoever sends them shows a password, a code or a token
/// of their own. The list only shrinks.
pub(crate) const EXEMPT: [(&str, &str); 6] = [
    ("signIn", "before anybody is known; by password"),
    ("refreshSession", "the refresh token of the own cookie"),
    ("signOut", "the own session"),
    (
        "acceptInvitation",
        "before anybody is known; by one-time code",
    ),
    ("changePassword", "the own password"),
    ("resetPassword", "before anybody is known; by one-time code"),
];

/// Every other mutation, by every argument that names a row.
pub(crate) const WRITES: &[Row] = &[
    // Posts that are the person's own are acted for in identity/sessions.rs; here none of them is.
    Row::personal("actFor", "", r#"{"input": {"postId": "@staff 2"}}"#, Nowhere).seen(Nowhere).at_best("NOT_FOUND"),
    Row::personal("signOutEverywhere", "", "{}", Here).everybodys(),
    Row::write("inviteStaff", "", r#"{"input": {"unionId": "@union", "name": "赵小河", "title": "干事", "employment": "FULL", "roles": ["VIEWER"]}}"#, P::StaffManage, Subtree).seen(Lineage),
    Row::write("issuePasswordReset", "", r#"{"input": {"id": "@staff 3"}}"#, P::StaffManage, Subtree),
    Row::write("updateStaff", "", r#"{"input": {"id": "@staff 3", "version": 1, "title": "主任"}}"#, P::StaffManage, Subtree),
    Row::write("setRoles", "", r#"{"input": {"id": "@staff 3", "version": 1, "roles": ["LEGAL"]}}"#, P::StaffManage, Subtree),
    Row::write("endStaff", "", r#"{"input": {"id": "@staff 3", "version": 1, "reason": "调离"}}"#, P::StaffManage, Subtree),
    Row::write("createUnion", "", r#"{"input": {"parentId": "@union", "name": "某新社区工会", "level": "COMMUNITY"}}"#, P::UnionStructure, Subtree).seen(Lineage),
    Row::write("updateUnion", "", r#"{"input": {"id": "@union", "version": 1, "address": "平安路 1 号"}}"#, P::UnionEdit, Subtree).seen(Lineage),
    Row::write("moveUnion", "", r#"{"input": {"id": "@union", "version": 1, "newParentId": "@second union"}}"#, P::UnionStructure, Subtree).seen(Lineage),
    Row::write("moveUnion", "newParentId", r#"{"input": {"id": "@third union", "version": 1, "newParentId": "@union"}}"#, P::UnionStructure, Subtree).seen(Lineage),
    Row::write("mergeUnion", "", r#"{"input": {"id": "@union", "version": 1, "intoId": "@second union"}}"#, P::UnionStructure, Subtree).seen(Lineage).first(NO_FUNDS),
    Row::write("mergeUnion", "intoId", r#"{"input": {"id": "@third union", "version": 1, "intoId": "@union"}}"#, P::UnionStructure, Subtree).seen(Lineage),
    Row::write("approveUnion", "", r#"{"input": {"id": "@union", "version": 1, "reason": "已批复"}}"#, P::UnionStructure, Subtree).seen(Lineage).first("UPDATE unions SET state = 'PREPARING' WHERE id = '{union}'"),
    Row::write("activateUnion", "", r#"{"input": {"id": "@union", "version": 1, "reason": "已选举"}}"#, P::UnionStructure, Subtree).seen(Lineage).first("UPDATE unions SET state = 'APPROVED' WHERE id = '{union}'"),
    Row::write("suspendUnion", "", r#"{"input": {"id": "@union", "version": 1, "reason": "停产"}}"#, P::UnionStructure, Subtree).seen(Lineage),
    Row::write("resumeUnion", "", r#"{"input": {"id": "@union", "version": 1, "reason": "复产"}}"#, P::UnionStructure, Subtree).seen(Lineage).first("UPDATE unions SET state = 'SUSPENDED' WHERE id = '{union}'"),
    Row::write("dissolveUnion", "", r#"{"input": {"id": "@union", "version": 1, "reason": "企业注销"}}"#, P::UnionStructure, Subtree).seen(Lineage)
        .first("UPDATE staff SET state = 'LEFT' WHERE id::text LIKE '{tag}%'; UPDATE household SET status = 'CLOSED', close_reason = 'DECLINED' WHERE union_id = '{union}';
            UPDATE fund_account SET balance_fen = 0 WHERE union_id = '{union}'"),
    Row::write("submitFoundingApplication", "", r#"{"input": {"name": "某物流园工会", "level": "GRASSROOTS", "workerCount": 40, "migrantWorkerCount": 30, "reason": "园区职工集中"}}"#, P::FoundingApply, Here),
    Row::write("decideFoundingApplication", "", r#"{"input": {"id": "@founding 6", "version": 1, "approve": false, "note": "材料不全"}}"#, P::FoundingDecide, Subtree),
    Row::write("grantStewardship", "", r#"{"input": {"unionId": "@union", "stewardId": "@own union", "beginsOn": "2027-01-01", "reason": "无专职人员"}}"#, P::StewardshipGrant, Subtree).seen(Lineage).first(NO_STAFF),
    Row::write("grantStewardship", "stewardId", r#"{"input": {"unionId": "@child union", "stewardId": "@union", "beginsOn": "2027-01-01", "reason": "无专职人员"}}"#, P::StewardshipGrant, Subtree).seen(Lineage).first(NO_STAFF),
    Row::write("endStewardship", "", r#"{"input": {"id": "@stewardship 7", "version": 1, "endsOn": "2026-08-06"}}"#, P::StewardshipGrant, Subtree).first("UPDATE stewardship SET ends_on = NULL"),
    Row::write("registerHousehold", "", r#"{"input": {"unionId": "@union", "kind": "LINKED", "address": "平安路 2 号", "hukou": "RURAL", "housing": "RENT", "population": 1, "labourForce": 1,
        "annualIncomePerHead": "9800.00", "mainCause": "ILLNESS", "tier": "DEEP",
        "members": [{"name": "赵小河", "relation": "SELF", "sex": "MALE", "birthDate": "1980-01-01", "health": "GOOD", "education": "PRIMARY", "migrantWorker": true}]}}"#, P::HouseholdEdit, Own).seen(Lineage),
    Row::write("updateHousehold", "", r#"{"input": {"id": "@household 10", "version": 1, "note": "已核实"}}"#, P::HouseholdEdit, Own),
    Row::write("addMember", "", r#"{"input": {"householdId": "@household 10", "version": 1, "member": {"name": "李桂英", "sex": "FEMALE", "relation": "MOTHER", "health": "GOOD", "education": "NONE", "migrantWorker": false}}}"#, P::HouseholdEdit, Own),
    Row::write("updateMember", "", r#"{"input": {"id": "@member 20", "version": 1, "member": {"name": "赵小河", "sex": "MALE", "relation": "SELF", "health": "GOOD", "education": "NONE", "migrantWorker": false}}}"#, P::HouseholdEdit, Own),
    Row::write("removeMember", "", r#"{"input": {"id": "@member 21", "version": 1, "reason": "外地成家"}}"#, P::HouseholdEdit, Own)
        .first(TWO_MEMBERS),
    Row::write("changeHead", "", r#"{"input": {"id": "@household 10", "version": 1, "headId": "@member 21", "formerHeadLeaves": true, "relations": [], "reason": "原户主病故"}}"#, P::HouseholdEdit, Own).first(TWO_MEMBERS),
    Row::write("changeHead", "headId", r#"{"input": {"id": "@own household 10", "version": 1, "headId": "@member 21", "formerHeadLeaves": false, "relations": [{"id": "@own member 20", "relation": "FATHER"}], "reason": "年老体弱"}}"#, P::HouseholdEdit, Own).first(TWO_MEMBERS),
    Row::write("changeHead", "relations", r#"{"input": {"id": "@own household 10", "version": 1, "headId": "@own member 21", "formerHeadLeaves": false, "relations": [{"id": "@member 20", "relation": "FATHER"}], "reason": "年老体弱"}}"#, P::HouseholdEdit, Own).first(TWO_MEMBERS),
    Row::write("setHouseholdStatus", "", r#"{"input": {"id": "@household 11", "version": 1, "status": "RELIEVED"}}"#, P::HouseholdEdit, Own),
    Row::write("openHousehold", "", r#"{"input": {"id": "@household 10", "reason": "核查来信反映的情况"}}"#, P::HouseholdOpen, Subtree).opening(),
    Row::write("settleDuplicate", "", r#"{"input": {"id": "@claim 30", "version": 1, "decision": "KEEP_EARLIER", "note": "已核实"}}"#, P::DuplicateSettle, Own).first("UPDATE duplicate_pair SET open = true"),
    // A load that was begun would go on behind the probe.
    Row::write("loadRoster", "", r#"{"input": {"id": "@roster 70"}}"#, P::RosterLoad, Own).seen(Names).first("UPDATE roster SET state = 'LOADED'").at_best("STATE"),
    Row::write("cancelRoster", "", r#"{"input": {"id": "@roster 70"}}"#, P::RosterLoad, Own).seen(Names),
    Row::write("pairHousehold", "", r#"{"input": {"householdId": "@household 11", "cadreId": "@staff 2"}}"#, P::PairingManage, Own),
    Row::write("pairHousehold", "cadreId", r#"{"input": {"householdId": "@own household 11", "cadreId": "@staff 2"}}"#, P::PairingManage, Subtree),
    Row::write("pairHouseholds", "", r#"{"input": {"pairs": [{"householdId": "@household 11", "cadreId": "@staff 2"}]}}"#, P::PairingManage, Own),
    Row::write("pairHouseholds", "cadreId", r#"{"input": {"pairs": [{"householdId": "@own household 11", "cadreId": "@staff 2"}]}}"#, P::PairingManage, Subtree),
    Row::write("endPairing", "", r#"{"input": {"id": "@pairing 40", "version": 1, "reason": "DECLINED"}}"#, P::PairingManage, Own),
    Row::write("transferPairing", "", r#"{"input": {"id": "@pairing 40", "version": 1, "toCadreId": "@cadre"}}"#, P::PairingManage, Own),
    Row::write("transferPairing", "toCadreId", r#"{"input": {"id": "@own pairing 40", "version": 1, "toCadreId": "@staff 2"}}"#, P::PairingManage, Subtree).first(PAIRED_WITH_WHO_ASKS),
    Row::write("addHelper", "", r#"{"input": {"householdId": "@household 10", "staffId": "@cadre"}}"#, P::PairingManage, Own),
    Row::write("addHelper", "staffId", r#"{"input": {"householdId": "@own household 11", "staffId": "@staff 2"}}"#, P::PairingManage, Subtree),
    Row::write("removeHelper", "", r#"{"input": {"householdId": "@household 10", "staffId": "@staff 3"}}"#, P::PairingManage, Own),
    // Nobody of another place helps there, so there is nobody to be found.
    Row::write("removeHelper", "staffId", r#"{"input": {"householdId": "@own household 10", "staffId": "@staff 3"}}"#, P::PairingManage, Here).seen(Here),
    Row::write("proposeHandOver", "", r#"{"input": {"pairingId": "@pairing 40", "toCadreId": "@own staff 2", "note": "调片"}}"#, P::HandOver, Own).first(PAIRED_WITH_WHO_ASKS),
    Row::write("proposeHandOver", "toCadreId", r#"{"input": {"pairingId": "@own pairing 40", "toCadreId": "@staff 2", "note": "调片"}}"#, P::HandOver, Subtree).first(PAIRED_WITH_WHO_ASKS),
    Row::write("acceptHandOver", "", r#"{"input": {"id": "@handover 41", "version": 1}}"#, P::HandOver, Own).seen(Names).first(OFFERED_TO_WHO_ASKS),
    Row::write("refuseHandOver", "", r#"{"input": {"id": "@handover 41", "version": 1}}"#, P::HandOver, Own).seen(Names).first(OFFERED_TO_WHO_ASKS),
    Row::write("recordVisit", "", r#"{"input": {"householdId": "@household 10", "visitedOn": "2026-08-05", "kind": "HOME", "purpose": "ROUTINE", "met": true}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("addMeasure", "", r#"{"input": {"householdId": "@household 10", "text": "联系招工", "dueOn": "2026-09-01"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("completeMeasure", "", r#"{"input": {"id": "@measure 60", "version": 1, "proof": "DOCUMENT", "note": "收据", "doneOn": "2026-08-05"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("dropMeasure", "", r#"{"input": {"id": "@measure 60", "version": 1, "reason": "已就业"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    // Ids that are only filters lead to a table without rows: see exports.rs.
    Row::write("exportList", "households.unionId", r#"{"input": {"list": {"households": {"unionId": "@union"}}}}"#, P::HouseholdRead, Subtree),
    Row::write("exportList", "households.cadreId", r#"{"input": {"list": {"households": {"cadreId": "@staff 2"}}}}"#, P::HouseholdRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "members.unionId", r#"{"input": {"list": {"members": {"unionId": "@union"}}}}"#, P::HouseholdRead, Subtree),
    Row::write("exportList", "members.cadreId", r#"{"input": {"list": {"members": {"cadreId": "@staff 2"}}}}"#, P::HouseholdRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "rightsCases.unionId", r#"{"input": {"list": {"rightsCases": {"unionId": "@union"}}}}"#, P::RightsRead, Subtree),
    Row::write("exportList", "rightsCases.employerId", r#"{"input": {"list": {"rightsCases": {"employerId": "@employer 300"}}}}"#, P::RightsRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "rightsCases.householdId", r#"{"input": {"list": {"rightsCases": {"householdId": "@household 10"}}}}"#, P::RightsRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "visits.unionId", r#"{"input": {"list": {"visits": {"unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "visits.cadreId", r#"{"input": {"list": {"visits": {"cadreId": "@staff 2"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "visits.householdId", r#"{"input": {"list": {"visits": {"householdId": "@household 10"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "measures.unionId", r#"{"input": {"list": {"measures": {"unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "measures.householdId", r#"{"input": {"list": {"measures": {"householdId": "@household 10"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "staff.unionId", r#"{"input": {"list": {"staff": {"unionId": "@union"}}}}"#, P::StaffRead, Subtree),
    Row::write("exportList", "figures.unionId", r#"{"input": {"list": {"figures": {"unionId": "@union"}}}}"#, P::FiguresRead, Subtree),
    Row::write("exportList", "fundStatement.unionId", r#"{"input": {"list": {"fundStatement": {"unionId": "@union", "year": 2026}}}}"#, P::FundRead, Subtree),
    Row::write("exportList", "fundTransactions.unionId", r#"{"input": {"list": {"fundTransactions": {"unionId": "@union"}}}}"#, P::FundRead, Subtree),
    Row::write("exportList", "fundTransactions.fundId", r#"{"input": {"list": {"fundTransactions": {"fundId": "@fund 60"}}}}"#, P::FundRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "fundTransactions.accountId", r#"{"input": {"list": {"fundTransactions": {"accountId": "@fundaccount 61"}}}}"#, P::FundRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "fundAllocations.unionId", r#"{"input": {"list": {"fundAllocations": {"unionId": "@union"}}}}"#, P::FundRead, Subtree),
    Row::write("exportList", "bankLines.monthId", r#"{"input": {"list": {"bankLines": {"monthId": "@bankmonth 100"}}}}"#, P::FundRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "bankOpenTransactions.monthId", r#"{"input": {"list": {"bankOpenTransactions": {"monthId": "@bankmonth 100"}}}}"#, P::FundRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "fundAllocations.fundId", r#"{"input": {"list": {"fundAllocations": {"fundId": "@fund 60"}}}}"#, P::FundRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "aidApplications.unionId", r#"{"input": {"list": {"aidApplications": {"unionId": "@union"}}}}"#, P::AidRead, Subtree),
    Row::write("exportList", "aidApplications.householdId", r#"{"input": {"list": {"aidApplications": {"householdId": "@household 10"}}}}"#, P::AidRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "aidApplications.programmeId", r#"{"input": {"list": {"aidApplications": {"programmeId": "@programme 90"}}}}"#, P::AidRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "aidPaymentBatch.batchId", r#"{"input": {"list": {"aidPaymentBatch": {"batchId": "@aidbatch 210"}}, "reason": "送银行代发"}}"#, P::FundManage, Anywhere).seen(Anywhere),
    Row::write("exportList", "auditTrail.unionId", r#"{"input": {"list": {"auditTrail": {"unionId": "@union"}}}}"#, P::AuditRead, Subtree),
    Row::write("exportList", "auditTrail.staffId", r#"{"input": {"list": {"auditTrail": {"staffId": "@staff 3"}}}}"#, P::AuditRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "auditTrail.subjectId", r#"{"input": {"list": {"auditTrail": {"subjectId": "@household 10"}}}}"#, P::AuditRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "unions.unionId", r#"{"input": {"list": {"unions": {"unionId": "@union"}}}}"#, P::UnionRead, Subtree),
    Row::write("exportList", "surveyTasks.roundId", r#"{"input": {"list": {"surveyTasks": {"roundId": "@survey 70"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "surveyTasks.unionId", r#"{"input": {"list": {"surveyTasks": {"roundId": "@own survey 70", "unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "surveyProgress.roundId", r#"{"input": {"list": {"surveyProgress": {"roundId": "@survey 70"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "surveyProgress.unionId", r#"{"input": {"list": {"surveyProgress": {"roundId": "@own survey 70", "unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "surveyFindings.roundId", r#"{"input": {"list": {"surveyFindings": {"roundId": "@survey 70"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "surveyFindings.unionId", r#"{"input": {"list": {"surveyFindings": {"roundId": "@own survey 70", "unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "surveyUnfinished.roundId", r#"{"input": {"list": {"surveyUnfinished": {"roundId": "@survey 70"}}}}"#, P::VisitRead, Anywhere).seen(Anywhere),
    Row::write("exportList", "surveyUnfinished.unionId", r#"{"input": {"list": {"surveyUnfinished": {"roundId": "@own survey 70", "unionId": "@union"}}}}"#, P::VisitRead, Subtree),
    Row::write("exportList", "surveyCadres.roundId", r#"{"input": {"list": {"surveyCadres": {"roundId": "@survey 70"}}}}"#, P::SurveyManage, Anywhere).seen(Anywhere),
    Row::write("printPaper", "householdFile", r#"{"input": {"paper": {"householdFile": "@household 10"}}}"#, P::HouseholdNames, Own),
    Row::write("printPaper", "application", r#"{"input": {"paper": {"application": "@household 10"}}}"#, P::HouseholdNames, Own),
    Row::write("printPaper", "notice", r#"{"input": {"paper": {"notice": "@household 10"}}}"#, P::HouseholdNames, Own),
    Row::write("printPaper", "powerOfAttorney", r#"{"input": {"paper": {"powerOfAttorney": "@delegation 350"}}}"#, P::RightsHandle, Own),
    Row::write("printPaper", "rightsLetter", r#"{"input": {"paper": {"rightsLetter": "@rightsletter 333"}}}"#, P::RightsHandle, Own),
    Row::write("printPaper", "visitRecord", r#"{"input": {"paper": {"visitRecord": "@visit 50"}}}"#, P::HouseholdNames, Own),
    Row::write("removeAttachment", "", r#"{"input": {"id": "@attachment 70", "reason": "传错了"}}"#, P::HouseholdEdit, Own),
    Row::write("removeAttachment", "visit", r#"{"input": {"id": "@attachment 71", "reason": "传错了"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("removeAttachment", "measure", r#"{"input": {"id": "@attachment 72", "reason": "传错了"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("markNotificationsRead", "", r#"{"input": {"ids": ["@notification 70"]}}"#, P::UnionRead, Cadre).seen(Cadre).first(TOLD_TO_WHO_ASKS),
    Row::write("markNotificationsRead", "upTo", r#"{"input": {"upTo": "@notification 70"}}"#, P::UnionRead, Cadre).seen(Cadre).first(TOLD_TO_WHO_ASKS),
    Row::personal("setNotificationPreferences", "", r#"{"input": {"channel": "MAIL", "pace": "DAILY", "kinds": ["MEASURE_DUE"]}}"#, Here),
    Row::personal("setMailAddress", "", r#"{"input": {"address": "wang@example.cn"}}"#, Here),
    // Nobody waits for a code here.
    Row::personal("confirmMailAddress", "", r#"{"input": {"code": "7K3M-Q0ZT-9XBD"}}"#, Here).at_best("STATE"),
    Row::personal("removeMailAddress", "", r#"{"input": {}}"#, Here),
    Row::write("createSurveyRound", "", r#"{"input": {"name": "全市摸底", "opensOn": "2026-08-06", "questions": [{"kind": "TEXT", "label": "最想解决什么"}]}}"#, P::SurveyManage, Here),
    Row::write("createSurveyRound", "scopeId", r#"{"input": {"name": "全市摸底", "opensOn": "2026-08-06", "questions": [{"kind": "TEXT", "label": "最想解决什么"}], "scopeId": "@union"}}"#, P::SurveyManage, Subtree).seen(Lineage),
    Row::write("updateSurveyRound", "", r#"{"input": {"id": "@survey 76", "version": 1, "name": "全市摸底", "opensOn": "2026-08-06", "questions": [{"kind": "TEXT", "label": "最想解决什么"}]}}"#, P::SurveyManage, Own),
    Row::write("updateSurveyRound", "scopeId", r#"{"input": {"id": "@own survey 76", "version": 1, "name": "全市摸底", "opensOn": "2026-08-06", "questions": [{"kind": "TEXT", "label": "最想解决什么"}], "scopeId": "@union"}}"#, P::SurveyManage, Subtree).seen(Lineage),
    Row::write("deleteSurveyRound", "", r#"{"input": {"id": "@survey 76", "version": 1}}"#, P::SurveyManage, Own),
    // The list and the report of a round are of its union and of those below.
    Row::write("openSurveyRound", "", r#"{"input": {"id": "@survey 76", "version": 1}}"#, P::SurveyManage, Own).touching(Subtree),
    Row::write("closeSurveyRound", "", r#"{"input": {"id": "@survey 70", "version": 1}}"#, P::SurveyManage, Own).touching(Subtree),
    Row::write("remindSurvey", "", r#"{"input": {"id": "@survey 70"}}"#, P::SurveyManage, Subtree),
    Row::write("remindSurvey", "unionId", r#"{"input": {"id": "@own survey 70", "unionId": "@union"}}"#, P::SurveyManage, Subtree).seen(Lineage).first(ON_THE_LIST_OF_ONE_ROUND),
    Row::write("recordSurvey", "", r#"{"input": {"taskId": "@surveytask 73", "version": 1, "visitedOn": "2026-08-05", "kind": "HOME", "hukou": "RURAL", "housing": "OWNED", "population": 3, "labourForce": 1, "annualIncomePerHead": "1.00", "annualRigidExpense": "0.00", "mainCause": "ILLNESS", "tier": "DEEP", "needyFile": "NONE", "singleParentFemaleWorker": false}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
    Row::write("recordSurvey", "correctsId", r#"{"input": {"taskId": "@own surveytask 71", "version": 1, "correctsId": "@surveyrecord 72", "correction": "收入填错", "visitedOn": "2026-08-02", "kind": "HOME", "hukou": "RURAL", "housing": "OWNED", "population": 3, "labourForce": 1, "annualIncomePerHead": "1.00", "annualRigidExpense": "0.00", "mainCause": "ILLNESS", "tier": "DEEP", "needyFile": "NONE", "singleParentFemaleWorker": false}}"#, P::VisitRecord, Here).seen(Here)
        .first(ANSWERED_BY_WHO_ASKS_AND_NAMED),
    Row::write("createFund", "", r#"{"input": {"name": "爱心捐助", "source": "DONATION", "year": 2026}}"#, P::FundManage, Here),
    Row::write("updateFund", "", r#"{"input": {"id": "@fund 60", "version": 1, "name": "爱心捐助"}}"#, P::FundManage, Own).seen(Lineage),
    Row::write("recordFundIncome", "", r#"{"input": {"fundId": "@fund 60", "amount": "1.00", "purpose": "捐助到账"}}"#, P::FundManage, Own).seen(Lineage),
    // The accounts there are not those that the ledger would keep.
    Row::write("reverseFundTransaction", "", r#"{"input": {"id": "@fundtransaction 63", "reason": "金额录入错误"}}"#, P::FundManage, Own).at_best("LIMIT"),
    Row::write("setFundDues", "", r#"{"input": {"year": 2026, "version": 1, "base": "1000.00", "ratePercent": "5"}}"#, P::FundManage, Here),
    Row::write("proposeAllocations", "fundId", r#"{"input": {"fundId": "@fund 60", "year": 2026, "purpose": "下拨", "lines": [{"unionId": "@second union", "amount": "0.50"}]}}"#, P::FundManage, Lineage).seen(Lineage),
    // A union elsewhere is refused at its line.
    Row::write("proposeAllocations", "unionId", r#"{"input": {"fundId": "@own fund 60", "year": 2026, "purpose": "下拨", "lines": [{"unionId": "@union", "amount": "0.50"}]}}"#, P::FundManage, Anywhere).seen(Anywhere),
    Row::write("sendBackFunds", "fundId", r#"{"input": {"fundId": "@fund 60", "year": 2026, "toUnionId": "@parent union", "amount": "0.50", "purpose": "退回"}}"#, P::FundManage, Lineage).seen(Lineage).at_best("INVALID"),
    Row::write("sendBackFunds", "toUnionId", r#"{"input": {"fundId": "@own fund 60", "year": 2026, "toUnionId": "@union", "amount": "0.50", "purpose": "退回"}}"#, P::FundManage, Lineage).seen(Lineage).at_best("INVALID"),
    Row::write("stepAllocation", "", r#"{"input": {"id": "@fundallocation 64", "version": 1, "step": "CANCEL"}}"#, P::FundManage, Own),
    Row::write("saveFundBudget", "", r#"{"input": {"year": 2026, "version": 1, "lines": [{"programme": "WARMTH", "amount": "5.00"}]}}"#, P::FundManage, Here),
    Row::write("submitFundBudget", "", r#"{"input": {"id": "@fundbudget 65", "version": 1}}"#, P::FundManage, Own).seen(Own),
    Row::write("decideFundBudget", "", r#"{"input": {"id": "@fundbudget 65", "version": 1, "approve": true}}"#, P::FundApprove, Own).seen(Own)
        .first("UPDATE fund_budget SET state = 'SUBMITTED', submitted_at = now(), submitter_id = id"),
    Row::write("closeFundYear", "", r#"{"input": {"year": 2025}}"#, P::FundApprove, Here),
    Row::write("matchBankLines", "", r#"{"input": {"monthId": "@bankmonth 100", "matches": [{"lineId": "@bankline 102", "transactionIds": ["@fundtransaction 63"]}]}}"#, P::FundManage, Own).first(NOTHING_MATCHED),
    // A line or a transaction elsewhere is refused at its place.
    Row::write("matchBankLines", "lineId", r#"{"input": {"monthId": "@own bankmonth 100", "matches": [{"lineId": "@bankline 102", "transactionIds": ["@own fundtransaction 63"]}]}}"#, P::FundManage, Anywhere).seen(Anywhere).first(NOTHING_MATCHED),
    Row::write("matchBankLines", "transactionIds", r#"{"input": {"monthId": "@own bankmonth 100", "matches": [{"lineId": "@own bankline 102", "transactionIds": ["@fundtransaction 63"]}]}}"#, P::FundManage, Anywhere).seen(Anywhere).first(NOTHING_MATCHED),
    Row::write("unmatchBankLine", "", r#"{"input": {"lineId": "@bankline 102"}}"#, P::FundManage, Own).seen(Own),
    Row::write("explainBankLine", "", r#"{"input": {"lineId": "@bankline 103", "note": "利息下月入账"}}"#, P::FundManage, Own).seen(Own),
    Row::write("setBankBalance", "", r#"{"input": {"monthId": "@bankmonth 100", "account": "农行专户 0012", "closing": "9.00"}}"#, P::FundManage, Own),
    Row::write("removeBankStatement", "", r#"{"input": {"id": "@bankstatement 101", "reason": "传错了账户"}}"#, P::FundManage, Own).seen(Own),
    Row::write("settleBankMonth", "", r#"{"input": {"id": "@bankmonth 100", "version": 1, "note": "开始对账前的结余"}}"#, P::FundApprove, Own).first(EVERYTHING_EXPLAINED),
    Row::write("createProgramme", "", r#"{"input": {"year": 2026, "kind": "LIVING_RELIEF", "name": "生活救助", "opensOn": "2026-08-01", "closesOn": "2026-12-31", "terms": {"rules": [{"kind": "TIER", "tiers": ["DEEP"], "sentence": "深度困难", "source": "某文"}], "amounts": [{"least": "500.00"}]}}}"#, P::ProgrammeManage, Here),
    Row::write("updateProgramme", "", r#"{"input": {"id": "@programme 91", "version": 1, "name": "生活救助", "opensOn": "2026-08-01", "closesOn": "2026-12-31", "terms": {"rules": [{"kind": "TIER", "tiers": ["DEEP"], "sentence": "深度困难", "source": "某文"}], "amounts": [{"least": "500.00"}]}}}"#, P::ProgrammeManage, Own).seen(Own),
    Row::write("updateProgramme", "open", r#"{"input": {"id": "@programme 90", "version": 1, "name": "生活救助", "opensOn": "2026-08-01", "closesOn": "2026-12-31", "terms": {"rules": [{"kind": "TIER", "tiers": ["DEEP"], "sentence": "深度困难", "source": "某文"}], "amounts": [{"least": "500.00"}]}, "reason": "标准提高了"}}"#, P::ProgrammeManage, Own).seen(Lineage),
    Row::write("openProgramme", "", r#"{"input": {"id": "@programme 91", "version": 1}}"#, P::ProgrammeManage, Own).seen(Own),
    Row::write("closeProgramme", "", r#"{"input": {"id": "@programme 90", "version": 1}}"#, P::ProgrammeManage, Own).seen(Lineage),
    Row::write("deleteProgramme", "", r#"{"input": {"id": "@programme 91", "version": 1}}"#, P::ProgrammeManage, Own).seen(Own),
    Row::write("setLivingLine", "", r#"{"input": {"divisionCode": "371302", "area": "RURAL", "validFrom": "2026-08-01", "monthly": "650.00", "source": "某文"}}"#, P::ProgrammeManage, Here).first(OF_THE_CITY),
    // Another line than the one that there is: somebody changed it meanwhile.
    Row::write("setLivingLine", "correctsId", r#"{"input": {"divisionCode": "371300", "area": "RURAL", "validFrom": "2026-01-01", "monthly": "650.00", "source": "某文", "correctsId": "@livingline 93"}}"#, P::ProgrammeManage, Anywhere).seen(Anywhere).first(OF_THE_CITY),
    Row::write("saveAidApplication", "id", r#"{"input": {"id": "@aidapplication 200", "version": 1, "householdId": "@household 10", "programmeId": "@programme 90", "asked": "1.00", "reason": "生活困难", "papers": [], "payeeName": "赵小河"}}"#, P::AidApply, Own).seen(Own).first(WITH_NAMES),
    Row::write("saveAidApplication", "householdId", r#"{"input": {"householdId": "@household 10", "programmeId": "@own programme 90", "asked": "1.00", "reason": "生活困难", "papers": [], "payeeName": "赵小河"}}"#, P::AidApply, Own).first(NOTHING_APPLIED_FOR),
    Row::write("saveAidApplication", "memberId", r#"{"input": {"householdId": "@household 10", "memberId": "@member 20", "programmeId": "@programme 90", "asked": "1.00", "reason": "生活困难", "papers": [], "payeeName": "赵小河"}}"#, P::AidApply, Own).first(NOTHING_APPLIED_FOR),
    Row::write("saveAidApplication", "programmeId", r#"{"input": {"householdId": "@own household 10", "programmeId": "@programme 90", "asked": "1.00", "reason": "生活困难", "papers": [], "payeeName": "赵小河"}}"#, P::AidApply, Lineage).seen(Lineage).first(NOTHING_APPLIED_FOR),
    Row::write("deleteAidApplication", "", r#"{"input": {"id": "@aidapplication 200", "version": 1}}"#, P::AidApply, Own).seen(Own),
    Row::write("correctAidPayee", "", r#"{"input": {"id": "@aidapplication 203", "version": 1, "payeeName": "赵小河"}}"#, P::AidApply, Own)
        .first("UPDATE aid_application_private SET stage = 'BOUNCED' WHERE application_id = '{tag}-0000-7000-8000-000000000203'"),
    Row::write("stepAidApplications", "", r#"{"input": {"step": "PASS", "lines": [{"id": "@aidapplication 201", "version": 1}]}}"#, P::AidReview, Own),
    Row::write("approveAidApplications", "lines.id", r#"{"input": {"fundId": "@fund 60", "year": 2026, "lines": [{"id": "@aidapplication 202", "version": 1, "granted": "0.50"}]}}"#, P::FundApprove, Own).first(WITH_MONEY),
    Row::write("approveAidApplications", "fundId", r#"{"input": {"fundId": "@fund 60", "year": 2026, "lines": [{"id": "@own aidapplication 202", "version": 1, "granted": "0.50"}]}}"#, P::FundApprove, Lineage).seen(Lineage).first(WITH_MONEY),
    Row::write("postAidNotice", "", r#"{"input": {"title": "某项救助公示", "telephone": "0539-8312345", "lines": [{"id": "@aidapplication 206", "version": 1}]}}"#, P::AidReview, Own),
    Row::write("takeDownAidNotice", "", r#"{"input": {"id": "@aidnotice 205", "version": 1, "reason": "标题写错了"}}"#, P::AidReview, Own).seen(Own)
        .first("UPDATE aid_notice SET ends_on = '2026-12-31'"),
    Row::write("payAid", "", r#"{"input": {"method": "CASH", "lines": [{"id": "@aidapplication 203", "version": 1}]}}"#, P::FundManage, Own).first(WITH_MONEY),
    Row::write("settleAidBatch", "", r#"{"input": {"id": "@aidbatch 210", "version": 1, "returned": []}}"#, P::FundManage, Own).first(WITH_MONEY),
    Row::write("fileAidComplaint", "", r#"{"input": {"applicationId": "@aidapplication 201", "text": "没有说明理由就退回了"}}"#, P::AidApply, Own),
    Row::write("stepAidComplaint", "", r#"{"input": {"id": "@aidcomplaint 211", "version": 1, "step": "ACCEPT"}}"#, P::AidReview, Own).seen(Own),
    // Everybody's, also without signing in; nothing of the specimens hangs.
    Row::personal("objectToNotice", "", r#"{"input": {"noticeId": "@aidnotice 205", "line": 1, "text": "这户人家去年买了轿车"}}"#, Anywhere).by_anybody().at_best("STATE"),
    // The city federation's alone.
    Row::write("setWorkYear", "", r#"{"input": {"year": 2027, "source": "某文", "days": [{"day": "2027-01-01", "working": false, "name": "元旦"}]}}"#, P::ProgrammeManage, Here).at_best("STATE"),
    Row::write("saveEmployer", "", r#"{"input": {"name": "某某建筑公司"}}"#, P::RightsReport, Here),
    Row::write("saveEmployer", "id", r#"{"input": {"id": "@employer 300", "version": 1, "name": "某某建筑公司"}}"#, P::RightsReport, Subtree).seen(City),
    Row::write("mergeEmployers", "id", r#"{"input": {"id": "@employer 301", "version": 1, "intoId": "@own employer 300", "reason": "同一家公司"}}"#, P::RightsHandle, Nowhere).seen(City).at_best("FORBIDDEN"),
    Row::write("mergeEmployers", "intoId", r#"{"input": {"id": "@own employer 301", "version": 1, "intoId": "@employer 300", "reason": "同一家公司"}}"#, P::RightsHandle, Nowhere).seen(City).at_best("FORBIDDEN"),
    Row::write("saveRightsCase", "id", r#"{"input": {"id": "@rightscase 310", "version": 1, "kind": "OTHER", "employerId": "@own employer 300", "placeCode": "371302", "workersConcerned": 1, "account": "某事", "claim": "某事", "facts": {}, "workers": [{"name": "赵小河"}]}}"#, P::RightsReport, Own),
    Row::write("saveRightsCase", "workers.id", r#"{"input": {"id": "@rightscase 310", "version": 1, "kind": "OTHER", "employerId": "@own employer 300", "placeCode": "371302", "workersConcerned": 1, "account": "某事", "claim": "某事", "facts": {}, "workers": [{"id": "@rightsworker 320", "name": "赵小河"}]}}"#, P::RightsReport, Own),
    Row::write("saveRightsCase", "unionId", r#"{"input": {"unionId": "@union", "kind": "OTHER", "employerId": "@own employer 300", "placeCode": "371302", "workersConcerned": 1, "account": "某事", "claim": "某事", "facts": {}, "workers": [{"name": "赵小河"}]}}"#, P::RightsReport, Own).seen(Lineage),
    // A member or an employer elsewhere is refused at its place, or is the city's.
    Row::write("saveRightsCase", "memberId", r#"{"input": {"kind": "OTHER", "employerId": "@own employer 300", "placeCode": "371302", "workersConcerned": 1, "account": "某事", "claim": "某事", "facts": {}, "workers": [{"memberId": "@member 20"}]}}"#, P::RightsReport, Anywhere).seen(Anywhere).first(WITH_NAMES),
    Row::write("saveRightsCase", "employerId", r#"{"input": {"kind": "OTHER", "employerId": "@employer 300", "placeCode": "371302", "workersConcerned": 1, "account": "某事", "claim": "某事", "facts": {}, "workers": [{"name": "赵小河"}]}}"#, P::RightsReport, Anywhere).seen(Anywhere),
    Row::write("openRightsCase", "", r#"{"input": {"id": "@rightscase 311", "reason": "核查来信反映的情况"}}"#, P::RightsHandle, Subtree).opening(),
    // The city federation's alone.
    Row::write("setRightsRule", "", r#"{"input": {"code": "INSPECTION", "validFrom": "2027-01-01", "count": 3, "unit": "YEARS", "title": "某事", "law": "某条例"}}"#, P::RightsHandle, Here).at_best("STATE"),
    Row::write("stepRightsCase", "", r#"{"input": {"id": "@rightscase 310", "version": 1, "step": "ACCEPT"}}"#, P::RightsHandle, Own),
    Row::write("referRightsCase", "id", r#"{"input": {"id": "@rightscase 311", "version": 1, "unionId": "@second union", "reason": "工地在当地", "dueOn": "2026-09-01"}}"#, P::RightsHandle, Own).at_best("STATE"),
    // Where nobody takes cases, none is sent.
    Row::write("referRightsCase", "unionId", r#"{"input": {"id": "@own rightscase 311", "version": 1, "unionId": "@union", "reason": "工地在当地", "dueOn": "2026-09-01"}}"#, P::RightsHandle, Anywhere).seen(Anywhere).at_best("STATE"),
    Row::write("recordRightsRecovery", "", r#"{"input": {"caseId": "@rightscase 312", "version": 1, "on": "2026-08-01", "amount": "0.20", "workers": 1}}"#, P::RightsHandle, Own),
    Row::write("cancelRightsRecovery", "caseId", r#"{"input": {"id": "@rightsrecovery 331", "caseId": "@rightscase 312", "version": 1, "reason": "金额录入错误"}}"#, P::RightsHandle, Own),
    Row::write("meetRightsDeadline", "", r#"{"input": {"id": "@rightsdeadline 332", "version": 1, "metOn": "2026-08-01"}}"#, P::RightsReport, Own),
    Row::write("saveRightsLetter", "caseId", r#"{"input": {"caseId": "@rightscase 311", "department": "HEALTH", "recipient": "卫生健康局", "title": "某函", "body": "某事", "dueOn": "2026-09-01"}}"#, P::RightsHandle, Own),
    Row::write("saveRightsLetter", "id", r#"{"input": {"id": "@rightsletter 333", "version": 1, "caseId": "@rightscase 311", "department": "HEALTH", "recipient": "卫生健康局", "title": "某函", "body": "某事", "dueOn": "2026-09-01"}}"#, P::RightsHandle, Own),
    Row::write("stepRightsLetter", "", r#"{"input": {"id": "@rightsletter 333", "version": 1, "step": "SEND", "number": "某函〔2026〕1号"}}"#, P::RightsHandle, Own),
    // County federations and the city register partners.
    Row::write("savePartner", "", r#"{"input": {"name": "某某法律援助中心", "kind": "LEGAL_AID_CENTRE", "specialities": [], "districts": []}}"#, P::PartnerManage, Here).at_best("STATE"),
    Row::write("savePartner", "id", r#"{"input": {"id": "@partner 344", "version": 1, "name": "某某法律援助中心", "kind": "LEGAL_AID_CENTRE", "specialities": [], "districts": []}}"#, P::PartnerManage, Nowhere).seen(City).at_best("FORBIDDEN"),
    Row::write("setPartnerState", "", r#"{"input": {"id": "@partner 344", "version": 1, "state": "SUSPENDED", "reason": "年度考核未完成"}}"#, P::PartnerManage, Nowhere).seen(City).at_best("FORBIDDEN"),
    Row::write("inviteLawyer", "", r#"{"input": {"partnerId": "@partner 344", "name": "赵小河", "specialities": [], "admin": false}}"#, P::RightsRead, Nowhere).seen(City).shared(),
    Row::write("updateLawyer", "", r#"{"input": {"id": "@lawyer 348", "version": 1, "name": "赵小河", "specialities": [], "admin": false}}"#, P::RightsRead, Nowhere).seen(City).shared(),
    Row::write("issueLawyerCode", "", r#"{"input": {"id": "@lawyer 348"}}"#, P::RightsRead, Nowhere).seen(City).shared(),
    Row::write("endLawyer", "", r#"{"input": {"id": "@lawyer 348", "version": 1}}"#, P::RightsRead, Nowhere).seen(City).shared(),
    Row::personal("addPartnerConflict", "", r#"{"input": {"name": "某某公司"}}"#, Here).of_partner(),
    Row::personal("removePartnerConflict", "", r#"{"input": {"id": "@partnerconflict 349"}}"#, Own).of_partner(),
    Row::write("saveDelegation", "caseId", r#"{"input": {"caseId": "@rightscase 314", "partnerId": "@own partner 344", "kind": "MEDIATION", "authority": "GENERAL", "powers": [], "brief": "某事", "claim": "某事", "contact": "某人", "answerBy": "2026-08-20", "attachmentIds": [], "workers": [{"workerId": "@rightsworker 324"}]}}"#, P::RightsHandle, Own),
    Row::write("saveDelegation", "id", r#"{"input": {"id": "@delegation 351", "version": 1, "partnerId": "@own partner 344", "kind": "MEDIATION", "authority": "GENERAL", "powers": [], "brief": "某事", "claim": "某事", "contact": "某人", "answerBy": "2026-08-20", "attachmentIds": [], "workers": [{"workerId": "@rightsworker 321"}]}}"#, P::RightsHandle, Own),
    // Whom a case is given to is the city's; workers and files of another case are refused at their place.
    Row::write("saveDelegation", "partnerId", r#"{"input": {"caseId": "@own rightscase 314", "partnerId": "@partner 344", "kind": "MEDIATION", "authority": "GENERAL", "powers": [], "brief": "某事", "claim": "某事", "contact": "某人", "answerBy": "2026-08-20", "attachmentIds": [], "workers": [{"workerId": "@own rightsworker 324"}]}}"#, P::RightsHandle, Anywhere).seen(Anywhere),
    Row::write("saveDelegation", "workers", r#"{"input": {"caseId": "@own rightscase 314", "partnerId": "@own partner 344", "kind": "MEDIATION", "authority": "GENERAL", "powers": [], "brief": "某事", "claim": "某事", "contact": "某人", "answerBy": "2026-08-20", "attachmentIds": ["@attachment 359"], "workers": [{"workerId": "@rightsworker 324", "signedCopyId": "@attachment 358"}]}}"#, P::RightsHandle, Anywhere).seen(Anywhere).at_best("INVALID"),
    Row::write("stepDelegation", "", r#"{"input": {"id": "@delegation 350", "version": 1, "step": "MESSAGE", "text": "请补充考勤记录"}}"#, P::RightsHandle, Own).shared(),
    Row::write("stepDelegation", "REVOKE", r#"{"input": {"id": "@delegation 350", "version": 1, "step": "REVOKE", "text": "职工已经和解"}}"#, P::RightsHandle, Own).seen_by_partner(),
    Row::write("stepDelegation", "lawyerId", r#"{"input": {"id": "@own delegation 350", "version": 1, "step": "APPOINT", "lawyerId": "@lawyer 345"}}"#, P::RightsHandle, Anywhere).of_partner(),
    Row::write("shareDelegationDocuments", "id", r#"{"input": {"id": "@delegation 350", "version": 1, "attachmentIds": ["@own attachment 359"]}}"#, P::RightsHandle, Own).seen_by_partner(),
    Row::write("shareDelegationDocuments", "attachmentIds", r#"{"input": {"id": "@own delegation 350", "version": 1, "attachmentIds": ["@attachment 359"]}}"#, P::RightsHandle, Anywhere).seen(Anywhere),
    Row::write("saveHearing", "delegationId", r#"{"input": {"delegationId": "@delegation 350", "kind": "COURT", "startsAt": "2026-09-01T02:00:00Z", "minutes": 60, "venue": "某法院"}}"#, P::RightsHandle, Own).shared(),
    Row::write("saveHearing", "id", r#"{"input": {"id": "@hearing 353", "version": 1, "kind": "COURT", "startsAt": "2026-09-01T02:00:00Z", "minutes": 60, "venue": "某法院"}}"#, P::RightsHandle, Own).shared(),
    Row::write("stepHearing", "", r#"{"input": {"id": "@hearing 353", "version": 1, "step": "CANCEL", "text": "仲裁院通知改期"}}"#, P::RightsHandle, Own).shared(),
    Row::write("createCalendarFeed", "", "{}", P::RightsRead, Here).everybodys(),
    Row::personal("endCalendarFeed", "", "{}", Here).everybodys(),
    Row::write("settleSurveyTask", "", r#"{"input": {"id": "@surveytask 73", "version": 1, "state": "NOT_MET", "visitedOn": "2026-08-05"}}"#, P::VisitRecord, Own).first(ANSWERED_BY_WHO_ASKS),
];

/// The household has a son besides its head, and names that the rules for names take.
const TWO_MEMBERS: &str = "UPDATE member SET relation = 'SON', household_id = '{tag}-0000-7000-8000-000000000010', position = 1 WHERE id = '{tag}-0000-7000-8000-000000000021';
    UPDATE member_private SET name = '赵小河' WHERE union_id = '{union}';
    INSERT INTO member_private (member_id, household_id, union_id, union_path, name, health)
    SELECT '{tag}-0000-7000-8000-000000000021', household_id, union_id, union_path, '赵大河', 'GOOD' FROM member_private WHERE member_id = '{tag}-0000-7000-8000-000000000020'";

/// Names that the rules for names take.
const WITH_NAMES: &str =
    "UPDATE household_private SET head_name = '赵小河' WHERE union_id = '{union}';
    UPDATE member_private SET name = '赵小河' WHERE union_id = '{union}'";

/// As before, and nothing was applied for.
const NOTHING_APPLIED_FOR: &str =
    "UPDATE household_private SET head_name = '赵小河' WHERE union_id = '{union}';
    UPDATE member_private SET name = '赵小河' WHERE union_id = '{union}';
    UPDATE aid_application SET state = 'WITHDRAWN', desk_id = NULL WHERE union_id = '{union}'";

/// Money and budget as the ledger would keep them.
const WITH_MONEY: &str = "DELETE FROM fund_entry WHERE union_id = '{union}'; DELETE FROM fund_account WHERE union_id = '{union}';
    INSERT INTO fund_account (id, union_id, union_path, fund_id, year, programme, kind, balance_fen, entries, head)
    SELECT fund_account_id('{union}', ROW (f.id, 2026, v.programme, v.kind, 0)::fund_posting), '{union}', u.path, f.id, 2026, v.programme, v.kind, 100, 0, ''
    FROM unions u CROSS JOIN (VALUES (NULL, 'AVAILABLE'), ('LIVING_RELIEF', 'COMMITTED'), ('LIVING_RELIEF', 'PAYING'), ('LIVING_RELIEF', 'BUDGET_FREE')) AS v (programme, kind)
    CROSS JOIN LATERAL (SELECT CASE WHEN v.kind <> 'BUDGET_FREE' THEN '{tag}-0000-7000-8000-000000000060'::uuid END AS id) AS f WHERE u.id = '{union}'";

/// Lines and transactions wait for one another.
const NOTHING_MATCHED: &str = "DELETE FROM bank_match_item WHERE union_id = '{union}';
    DELETE FROM bank_match WHERE union_id = '{union}'";
/// No line of the bank's is left that has neither a transaction nor a reason.
const EVERYTHING_EXPLAINED: &str =
    "DELETE FROM bank_line WHERE id = '{tag}-0000-7000-8000-000000000103';
    UPDATE bank_month SET open = 0 WHERE union_id = '{union}'";
/// A union that holds money does not end.
const NO_FUNDS: &str = "UPDATE fund_account SET balance_fen = 0 WHERE union_id = '{union}'";
/// Each union is a city's federation.
pub(crate) const OF_THE_CITY: &str =
    "UPDATE unions SET division_code = '3713', level = 'MUNICIPAL' WHERE id = '{union}'";

const NO_STAFF: &str = "UPDATE staff SET state = 'LEFT' WHERE id::text LIKE '{tag}%'";

/// As the next, where the second household of each place has a name too.
const ANSWERED_BY_WHO_ASKS_AND_NAMED: &str = "UPDATE household SET cadre_id = '{cadre}' WHERE union_id = '{union}';
    INSERT INTO household_private (household_id, union_id, union_path, head_name, search, address)
    SELECT id, union_id, union_path, '赵小河', '赵小河', '平安路 3 号' FROM household WHERE id = '{tag}-0000-7000-8000-000000000011'";

const ANSWERED_BY_WHO_ASKS: &str =
    "UPDATE household SET cadre_id = '{cadre}' WHERE union_id = '{union}'";

/// Four places take the four slots of one cadre.
const PAIRED_WITH_WHO_ASKS: &str = "DELETE FROM hand_over;
    UPDATE pairing SET cadre_id = '{cadre}', slot = right('{tag}', 1)::int + 1 WHERE union_id = '{union}' AND right('{tag}', 1)::int < 4";

const OFFERED_TO_WHO_ASKS: &str = "UPDATE hand_over SET from_id = '{tag}-0000-7000-8000-000000000003', to_id = '{cadre}' WHERE union_id = '{union}';
    UPDATE pairing SET cadre_id = '{tag}-0000-7000-8000-000000000003' WHERE union_id = '{union}'";

/// The news of the own place alone: the rows of the others stay those of other people.
const TOLD_TO_WHO_ASKS: &str = "UPDATE notification SET staff_id = '{cadre}' WHERE id::text LIKE '{tag}%' AND '{tag}' = '0e0e0e00'";

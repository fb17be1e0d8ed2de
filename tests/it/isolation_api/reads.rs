//! Queries and subscriptions.

use schema::tenancy::Permission as P;

use super::rows::Row;
use super::rows::Shows::{Names, Rows, Unions};
use super::rules::Reach::{Cadre, Here, Lineage, Names as NamesOnly, Nowhere, Own, Subtree};
use super::writes::OF_THE_CITY;

/// Every query and subscription, by every argument that names a row.
pub(crate) const READS: &[Row] = &[
    Row::read(
        "union",
        "",
        r#"{"id": "@union"}"#,
        P::UnionRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "searchUnions",
        "",
        r#"{"text": "工会", "first": 100}"#,
        P::UnionRead,
        Subtree,
        Unions,
    ),
    Row::read(
        "unions",
        "",
        r#"{"first": 100}"#,
        P::UnionRead,
        Subtree,
        Unions,
    ),
    Row::read(
        "unions",
        "unionId",
        r#"{"unionId": "@union", "first": 100}"#,
        P::UnionRead,
        Subtree,
        Unions,
    )
    .not_found_elsewhere(),
    Row::read(
        "foundingApplications",
        "",
        r#"{"first": 100}"#,
        P::UnionRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "stewardships",
        "",
        r#"{"first": 100}"#,
        P::UnionRead,
        Subtree,
        Rows,
    ),
    Row::personal("viewer", "", "{}", Own).showing(Unions).everybodys(),
    Row::read(
        "staffMember",
        "",
        r#"{"id": "@staff 2"}"#,
        P::StaffRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "staffMembers",
        "subtree",
        r#"{"filter": {"subtree": true}, "first": 100}"#,
        P::StaffRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "staffMembers",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::StaffRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "household",
        "",
        r#"{"id": "@household 10"}"#,
        P::HouseholdRead,
        Subtree,
        Names,
    ),
    Row::read(
        "households",
        "",
        r#"{"first": 100}"#,
        P::HouseholdRead,
        Own,
        Names,
    ),
    Row::read(
        "households",
        "subtree",
        r#"{"filter": {"subtree": true}, "first": 100}"#,
        P::HouseholdRead,
        Subtree,
        Names,
    ),
    Row::read(
        "households",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::HouseholdRead,
        Subtree,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "households",
        "cadreId",
        r#"{"filter": {"subtree": true, "cadreId": "@staff 2"}, "first": 100}"#,
        P::HouseholdRead,
        Subtree,
        Names,
    )
    .first(ANSWERED_BY_ITS_CADRE),
    // Whoever may not read a name must not find out by searching that somebody has it.
    Row::read(
        "households",
        "text",
        r#"{"filter": {"subtree": true, "text": "密"}, "first": 100}"#,
        P::HouseholdRead,
        NamesOnly,
        Names,
    ),
    Row::read(
        "duplicateClaims",
        "",
        r#"{"first": 100}"#,
        P::HouseholdRead,
        Own,
        Rows,
    ),
    Row::read(
        "paper",
        "",
        r#"{"id": "@paper 70"}"#,
        P::HouseholdRead,
        Own,
        Names,
    ),
    Row::read(
        "papers",
        "",
        r#"{"first": 100}"#,
        P::HouseholdRead,
        Own,
        Names,
    ),
    Row::read(
        "papers",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::HouseholdRead,
        Own,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "roster",
        "",
        r#"{"id": "@roster 70"}"#,
        P::RosterLoad,
        NamesOnly,
        Names,
    ),
    Row::read(
        "rosters",
        "",
        r#"{"first": 100}"#,
        P::RosterLoad,
        NamesOnly,
        Names,
    ),
    Row::read(
        "visits",
        "subtree",
        r#"{"filter": {"subtree": true}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "visits",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "visits",
        "cadreId",
        r#"{"filter": {"cadreId": "@staff 2"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "visits",
        "householdId",
        r#"{"filter": {"householdId": "@household 10"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "measures",
        "subtree",
        r#"{"filter": {"subtree": true}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "measures",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "measures",
        "householdId",
        r#"{"filter": {"householdId": "@household 10"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "handOvers",
        "",
        r#"{"first": 100}"#,
        P::PairingRead,
        Cadre,
        Names,
    )
    .first("UPDATE hand_over SET to_id = '{cadre}'"),
    Row::read(
        "pairingProposal",
        "",
        r#"{"unionId": "@union", "limit": 200}"#,
        P::PairingManage,
        Own,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "surveyRound",
        "",
        r#"{"id": "@survey 70"}"#,
        P::VisitRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "surveyRounds",
        "",
        r#"{"first": 100}"#,
        P::VisitRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "surveyTask",
        "",
        r#"{"id": "@surveytask 71"}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "surveyTasks",
        "roundId",
        r#"{"filter": {"roundId": "@survey 70", "subtree": true}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    )
    .not_found_elsewhere(),
    Row::read(
        "surveyTasks",
        "unionId",
        r#"{"filter": {"roundId": "@own survey 70", "unionId": "@union"}, "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    )
    .not_found_elsewhere()
    .first(ON_THE_LIST_OF_ONE_ROUND),
    Row::read(
        "surveyRecords",
        "",
        r#"{"householdId": "@household 11", "first": 100}"#,
        P::VisitRead,
        Subtree,
        Names,
    ),
    Row::read(
        "fund",
        "",
        r#"{"id": "@fund 60"}"#,
        P::FundRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "funds",
        "",
        r#"{"first": 100}"#,
        P::FundRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "funds",
        "unionId",
        r#"{"unionId": "@union", "first": 100}"#,
        P::FundRead,
        Lineage,
        Unions,
    )
    .not_found_elsewhere(),
    Row::read(
        "fundStatement",
        "unionId",
        r#"{"year": 2026, "unionId": "@union", "ownBooks": false}"#,
        P::FundRead,
        Nowhere,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "fundAccounts",
        "unionId",
        r#"{"year": 2026, "unionId": "@union", "first": 10}"#,
        P::FundRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "fundAccounts",
        "fundId",
        r#"{"year": 2026, "fundId": "@fund 60", "first": 10}"#,
        P::FundRead,
        Here,
        Rows,
    ),
    Row::read(
        "fundTransaction",
        "",
        r#"{"id": "@fundtransaction 63"}"#,
        P::FundRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "fundTransactions",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::FundRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "fundTransactions",
        "fundId",
        r#"{"filter": {"fundId": "@fund 60"}, "first": 100}"#,
        P::FundRead,
        Here,
        Rows,
    ),
    Row::read(
        "fundTransactions",
        "accountId",
        r#"{"filter": {"accountId": "@fundaccount 61"}, "first": 100}"#,
        P::FundRead,
        Here,
        Rows,
    ),
    Row::read(
        "fundAllocation",
        "",
        r#"{"id": "@fundallocation 64"}"#,
        P::FundRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "fundAllocations",
        "",
        r#"{"first": 100}"#,
        P::FundRead,
        Own,
        Rows,
    ),
    Row::read(
        "fundAllocations",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::FundRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "fundAllocations",
        "fundId",
        r#"{"filter": {"fundId": "@fund 60"}, "first": 100}"#,
        P::FundRead,
        Own,
        Rows,
    ),
    Row::read(
        "fundBudget",
        "",
        r#"{"id": "@fundbudget 65"}"#,
        P::FundRead,
        Own,
        Rows,
    ),
    Row::read(
        "fundBudgets",
        "unionId",
        r#"{"unionId": "@union", "first": 100}"#,
        P::FundRead,
        Own,
        Rows,
    )
    .not_found_elsewhere(),
    // Numbers alone.
    Row::read(
        "fundDues",
        "unionId",
        r#"{"year": 2026, "unionId": "@union"}"#,
        P::FundRead,
        Nowhere,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "closedFundYears",
        "unionId",
        r#"{"unionId": "@union"}"#,
        P::FundRead,
        Nowhere,
        Rows,
    )
    .not_found_elsewhere(),
    // Superiors read how far a month is, and nothing of its lines.
    Row::read("bankMonth", "", r#"{"id": "@bankmonth 100"}"#, P::FundRead, Subtree, Rows),
    Row::read("bankMonths", "unionId", r#"{"unionId": "@union", "first": 100}"#, P::FundRead, Subtree, Rows).not_found_elsewhere(),
    // Sums and sentences alone.
    Row::read("bankReconciliation", "", r#"{"monthId": "@bankmonth 100"}"#, P::FundRead, Nowhere, Rows),
    Row::read("bankLines", "monthId", r#"{"monthId": "@bankmonth 100", "first": 100}"#, P::FundRead, Own, Rows).not_found_elsewhere(),
    Row::read("bankOpenTransactions", "monthId", r#"{"monthId": "@bankmonth 100", "first": 100}"#, P::FundRead, Own, Rows)
        .not_found_elsewhere()
        .first(NOTHING_MATCHED),
    Row::read("bankProposals", "monthId", r#"{"monthId": "@bankmonth 100", "first": 100}"#, P::FundRead, Own, Rows)
        .not_found_elsewhere()
        .first(NOTHING_MATCHED),
    Row::read(
        "programme",
        "",
        r#"{"id": "@programme 90"}"#,
        P::AidRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "programme",
        "draft",
        r#"{"id": "@programme 91"}"#,
        P::AidRead,
        Own,
        Rows,
    ),
    Row::read(
        "programmes",
        "",
        r#"{"first": 100}"#,
        P::AidRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "livingLines",
        "",
        r#"{"corrected": true, "first": 100}"#,
        P::AidRead,
        Lineage,
        Unions,
    ),
    Row::read(
        "aidApplication",
        "",
        r#"{"id": "@aidapplication 201"}"#,
        P::AidRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidApplication",
        "draft",
        r#"{"id": "@aidapplication 200"}"#,
        P::AidRead,
        Own,
        Rows,
    ),
    Row::read(
        "aidApplications",
        "",
        r#"{"first": 100}"#,
        P::AidRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidApplications",
        "householdId",
        r#"{"filter": {"householdId": "@household 11"}, "first": 100}"#,
        P::AidRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidApplications",
        "programmeId",
        r#"{"filter": {"programmeId": "@programme 94"}, "first": 100}"#,
        P::AidRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidApplications",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::AidRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidComplaint",
        "",
        r#"{"id": "@aidcomplaint 211"}"#,
        P::AidReview,
        Own,
        Rows,
    ),
    Row::read(
        "aidComplaints",
        "",
        r#"{"first": 100}"#,
        P::AidReview,
        Own,
        Rows,
    ),
    Row::read(
        "aidNotice",
        "",
        r#"{"id": "@aidnotice 205"}"#,
        P::AidRead,
        Own,
        Rows,
    ),
    Row::read(
        "aidNotices",
        "",
        r#"{"first": 100}"#,
        P::AidRead,
        Own,
        Rows,
    ),
    Row::read(
        "aidPaymentBatch",
        "",
        r#"{"id": "@aidbatch 210"}"#,
        P::FundRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "aidPaymentBatches",
        "",
        r#"{"first": 100}"#,
        P::FundRead,
        Own,
        Rows,
    ),
    // The calendar of everybody, and what hangs for everybody: nothing of the specimens does.
    Row::read("workYears", "", "{}", P::UnionRead, Nowhere, Rows),
    Row::read("noticeEnd", "", r#"{"workingDays": 5}"#, P::UnionRead, Nowhere, Rows),
    Row::personal("publicNotices", "", "{}", Nowhere).everybodys(),
    Row::personal("publicNotice", "", r#"{"id": "@aidnotice 205"}"#, Nowhere).everybodys(),
    // Numbers alone.
    Row::read(
        "previewProgramme",
        "",
        r#"{"input": {"id": "@programme 90", "year": 2026, "kind": "LIVING_RELIEF", "terms": {"rules": [{"kind": "TIER", "tiers": ["DEEP"], "sentence": "深度困难", "source": "某文"}], "amounts": [{"least": "500.00"}]}}}"#,
        P::ProgrammeManage,
        Nowhere,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "previewLivingLine",
        "",
        r#"{"input": {"divisionCode": "371302", "area": "RURAL", "validFrom": "2026-08-01", "monthly": "650.00"}}"#,
        P::ProgrammeManage,
        Lineage,
        Unions,
    )
    .first(OF_THE_CITY),
    // The register is the city's.
    Row::read("employer", "", r#"{"id": "@employer 300"}"#, P::RightsRead, Subtree, Names).published(),
    Row::read("employers", "", r#"{"first": 100}"#, P::RightsRead, Subtree, Names),
    Row::read("repeatEmployers", "unionId", r#"{"unionId": "@union", "first": 100}"#, P::RightsRead, Nowhere, Rows).not_found_elsewhere(),
    Row::read("rightsCase", "", r#"{"id": "@rightscase 311"}"#, P::RightsRead, Subtree, Names),
    Row::read("rightsCases", "", r#"{"first": 100}"#, P::RightsRead, Subtree, Names),
    Row::read("rightsCases", "unionId", r#"{"filter": {"unionId": "@union"}, "first": 100}"#, P::RightsRead, Subtree, Names).not_found_elsewhere(),
    Row::read("rightsCases", "employerId", r#"{"filter": {"employerId": "@employer 300"}, "first": 100}"#, P::RightsRead, Subtree, Names),
    Row::read("rightsCases", "householdId", r#"{"filter": {"householdId": "@household 10"}, "first": 100}"#, P::RightsRead, Subtree, Names),
    Row::read("rightsDeadlines", "", r#"{"first": 100}"#, P::RightsRead, Own, Rows),
    // Sentences of the law.
    Row::read("rightsCaseKinds", "", "{}", P::RightsRead, Nowhere, Rows),
    Row::read("rightsRules", "", "{}", P::RightsRead, Nowhere, Rows),
    // Words that name the workers.
    Row::read("rightsLetterDraft", "caseId", r#"{"caseId": "@rightscase 311", "department": "LABOUR_INSPECTION"}"#, P::RightsHandle, Own, Names),
    // Names and places of unions that take cases, of which there are none but the own and those that it manages.
    Row::personal("partnerViewer", "", "{}", Own).showing(Names).of_partner(),
    Row::read("partner", "", r#"{"id": "@partner 344"}"#, P::RightsRead, Subtree, Names).published().shared(),
    // The names of the counties are no secret, and none of a union.
    Row::read("districts", "", "{}", P::RightsRead, Nowhere, Rows).everybodys(),
    Row::read("partners", "", r#"{"first": 100}"#, P::RightsRead, Subtree, Names),
    Row::read("partners", "caseId", r#"{"filter": {"caseId": "@rightscase 311"}, "first": 100}"#, P::RightsRead, Subtree, Names).not_found_elsewhere(),
    Row::read("delegation", "", r#"{"id": "@delegation 350"}"#, P::RightsRead, Subtree, Names).shared(),
    Row::read("delegations", "", r#"{"first": 100}"#, P::RightsRead, Subtree, Names).shared(),
    Row::read("delegations", "caseId", r#"{"filter": {"caseId": "@rightscase 313"}, "first": 100}"#, P::RightsRead, Subtree, Names).shared(),
    Row::read("delegations", "partnerId", r#"{"filter": {"partnerId": "@partner 344"}, "first": 100}"#, P::RightsRead, Subtree, Names).shared(),
    Row::read("delegations", "lawyerId", r#"{"filter": {"lawyerId": "@lawyer 345"}, "first": 100}"#, P::RightsRead, Subtree, Names).shared(),
    Row::read("delegationDraft", "caseId", r#"{"caseId": "@rightscase 314"}"#, P::RightsHandle, Own, Names),
    Row::read("hearings", "", r#"{"from": "2026-08-01", "to": "2026-12-31", "first": 100}"#, P::RightsRead, Own, Names).shared(),
    Row::read("calendarFeed", "", "{}", P::UnionRead, Nowhere, Rows).everybodys(),
    Row::read("unionDirectory", "", r#"{"query": "工会", "first": 100}"#, P::RightsHandle, Nowhere, Unions),
    Row::read(
        "auditTrail",
        "subtree",
        r#"{"filter": {"subtree": true}, "first": 100}"#,
        P::AuditRead,
        Subtree,
        Rows,
    ),
    Row::read(
        "auditTrail",
        "unionId",
        r#"{"filter": {"unionId": "@union"}, "first": 100}"#,
        P::AuditRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere(),
    Row::read(
        "auditTrail",
        "subjectId",
        r#"{"filter": {"subtree": true, "subjectId": "@household 10"}, "first": 100}"#,
        P::AuditRead,
        Subtree,
        Rows,
    )
    .first(BY_ITS_CADRE_ABOUT_ITS_HOUSEHOLD),
    Row::read(
        "auditTrail",
        "staffId",
        r#"{"filter": {"subtree": true, "staffId": "@staff 2"}, "first": 100}"#,
        P::AuditRead,
        Subtree,
        Rows,
    )
    .first(BY_ITS_CADRE_ABOUT_ITS_HOUSEHOLD),
    Row::read(
        "notifications",
        "",
        r#"{"first": 100}"#,
        P::UnionRead,
        Cadre,
        Names,
    )
    .first(TOLD_TO_WHO_ASKS),
    Row::read("unreadNotifications", "", "{}", P::UnionRead, Nowhere, Rows),
    Row::read(
        "notificationSettings",
        "",
        "{}",
        P::UnionRead,
        Nowhere,
        Rows,
    ),
    // The cursor of a snapshot before everything: the first message tells all that there is.
    Row::read(
        "changes",
        "",
        r#"{"subjects": ["HOUSEHOLD"], "after": "MToxOg"}"#,
        P::HouseholdRead,
        Subtree,
        Rows,
    )
    .first(BY_ITS_CADRE_ABOUT_ITS_HOUSEHOLD),
    Row::read(
        "changes",
        "unionId",
        r#"{"subjects": ["HOUSEHOLD"], "unionId": "@union", "after": "MToxOg"}"#,
        P::HouseholdRead,
        Subtree,
        Rows,
    )
    .not_found_elsewhere()
    .first(BY_ITS_CADRE_ABOUT_ITS_HOUSEHOLD),
    Row::read(
        "changes",
        "told",
        r#"{"subjects": ["NOTIFICATION"], "after": "MToxOg"}"#,
        P::UnionRead,
        Cadre,
        Rows,
    )
    .first(TOLD_TO_WHO_ASKS),
];

/// The news of the own place alone: the rows of the others stay those of other people.
const TOLD_TO_WHO_ASKS: &str = "UPDATE notification SET staff_id = '{cadre}' WHERE id::text LIKE '{tag}%' AND '{tag}' = '0e0e0e00'";

/// The households of every place are on the list of the first place's round.
pub(crate) const ON_THE_LIST_OF_ONE_ROUND: &str = "UPDATE survey_task SET round_id = (SELECT id FROM survey_round WHERE id::text LIKE '%-000000000070' ORDER BY id LIMIT 1);
    UPDATE survey_record SET round_id = (SELECT id FROM survey_round WHERE id::text LIKE '%-000000000070' ORDER BY id LIMIT 1)";

const ANSWERED_BY_ITS_CADRE: &str = "UPDATE household SET cadre_id = '{tag}-0000-7000-8000-000000000002' WHERE union_id = '{union}'";

const BY_ITS_CADRE_ABOUT_ITS_HOUSEHOLD: &str =
    "UPDATE audit_entry SET subject_id = '{tag}-0000-7000-8000-000000000010',
    staff_id = '{tag}-0000-7000-8000-000000000002' WHERE union_id = '{union}'";

/// Lines and transactions wait for one another.
const NOTHING_MATCHED: &str = "DELETE FROM bank_match_item WHERE union_id = '{union}';
    DELETE FROM bank_match WHERE union_id = '{union}'";

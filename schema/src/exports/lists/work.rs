//! Tables of what was done: visits, promises, the audit trail.

use super::{Column, Reader, Sheet, code};
use crate::assignments::rules::{MeasureProof, MeasureState, VisitKind, VisitPurpose};
use crate::audit::service::AuditAction;
use crate::exports::sheet::Kind::{Date, Text, Time, YesNo};
use crate::households::rules::Need;
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn visits() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("走访", "Visits"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($filter: VisitFilter, $after: String) {
            rows: visits(filter: $filter, first: 100, after: $after) {
                nodes {
                    visitedOn kind purpose met needs createdAt place metWhom observed claims
                    household { fileNumber headName union { name } }
                    cadre { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("走访日期", "Day", 12, Date, "/visitedOn"),
            column("档案编号", "File number", 18, Text, "/household/fileNumber"),
            column("户主", "Head", 12, Text, "/household/headName"),
            column("所属工会", "Union", 30, Text, "/household/union/name"),
            column("走访人", "Cadre", 12, Text, "/cadre/name"),
            column("方式", "How", 10, code!(VisitKind), "/kind"),
            column("目的", "What for", 14, code!(VisitPurpose), "/purpose"),
            column("见到本户", "Met", 9, YesNo, "/met"),
            column("见到谁", "Who was met", 14, Text, "/metWhom").named(),
            column("地点", "Where", 20, Text, "/place").named(),
            column("情况记录", "What was seen", 50, Text, "/observed").named(),
            column("利益诉求", "Claims", 40, Text, "/claims").named(),
            column("发现的需求", "Needs", 26, code!(Need), "/needs"),
            column("录入时间", "Entered", 18, Time, "/createdAt"),
        ],
    }
}

pub(super) fn measures() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("帮扶措施", "Measures"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($filter: MeasureFilter, $after: String) {
            rows: measures(filter: $filter, first: 100, after: $after) {
                nodes {
                    need promisedOn dueOn state overdue proof doneOn text proofNote dropReason
                    household { fileNumber headName union { name } }
                    cadre { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("档案编号", "File number", 18, Text, "/household/fileNumber"),
            column("户主", "Head", 12, Text, "/household/headName"),
            column("所属工会", "Union", 30, Text, "/household/union/name"),
            column("责任干部", "Cadre", 12, Text, "/cadre/name"),
            column("措施内容", "Promise", 50, Text, "/text").named(),
            column("对应需求", "Need", 16, code!(Need), "/need"),
            column("承诺日期", "Promised", 12, Date, "/promisedOn"),
            column("到期日", "Due", 12, Date, "/dueOn"),
            column("状态", "State", 10, code!(MeasureState), "/state"),
            column("逾期", "Overdue", 8, YesNo, "/overdue"),
            column("办结日期", "Done", 12, Date, "/doneOn"),
            column("办结依据", "Proof", 14, code!(MeasureProof), "/proof"),
            column("办结说明", "What proves it", 30, Text, "/proofNote").named(),
            column("终止原因", "Why dropped", 30, Text, "/dropReason").named(),
        ],
    }
}

pub(super) fn audit_trail() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("操作记录", "Audit trail"),
        permission: Permission::AuditRead,
        reader: Reader::Masked,
        query: "query Export($filter: AuditFilter, $after: String) {
            rows: auditTrail(filter: $filter, first: 100, after: $after) {
                nodes {
                    at action summary reason
                    by { name } actorUnion { name } union { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("时间", "When", 18, Time, "/at"),
            column("操作", "What", 14, code!(AuditAction), "/action"),
            column("内容", "Summary", 50, Text, "/summary"),
            column("操作人", "By", 12, Text, "/by/name"),
            column("操作人所在工会", "For", 30, Text, "/actorUnion/name"),
            column("所属工会", "Union", 30, Text, "/union/name"),
            column("理由", "Reason", 40, Text, "/reason"),
        ],
    }
}

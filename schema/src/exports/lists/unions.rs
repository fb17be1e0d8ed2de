//! Tables of the tree: unions, founding applications, stewardships.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Date, Number, Text, Time};
use crate::households::rules::HouseholdKind;
use crate::tenancy::Permission;
use crate::text::Text as Words;
use crate::unions::rules::{FoundingState, UnionLevel, UnionState};

pub(super) fn unions() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("工会组织", "Unions"),
        permission: Permission::UnionRead,
        reader: Reader::Masked,
        query: "query Export($unionId: ID, $after: String) {
            rows: unions(unionId: $unionId, first: 100, after: $after) {
                nodes {
                    name shortName level state creditCode divisionCode address telephone memberCount
                    migrantMemberCount householdKind createdAt
                    parent { name } steward { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("工会", "Union", 30, Text, "/name"),
            column("简称", "Short name", 16, Text, "/shortName"),
            column("层级", "Level", 18, code!(UnionLevel), "/level"),
            column("状态", "State", 10, code!(UnionState), "/state"),
            column("上级工会", "Superior", 30, Text, "/parent/name"),
            column("代管工会", "Managed by", 30, Text, "/steward/name"),
            column("统一社会信用代码", "Credit code", 21, Text, "/creditCode"),
            column("行政区划代码", "Division code", 15, Text, "/divisionCode"),
            column("办公地址", "Address", 30, Text, "/address"),
            column("办公电话", "Telephone", 16, Text, "/telephone"),
            column("会员数", "Members", 10, Number, "/memberCount"),
            column(
                "农民工会员数",
                "Migrant members",
                13,
                Number,
                "/migrantMemberCount",
            ),
            column(
                "帮扶对象",
                "Households are",
                16,
                code!(HouseholdKind),
                "/householdKind",
            ),
            column("录入时间", "Entered", 18, Time, "/createdAt"),
        ],
    }
}

pub(super) fn founding_applications() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("建会申请", "Founding applications"),
        permission: Permission::UnionRead,
        reader: Reader::Masked,
        query: "query Export($state: FoundingState, $after: String) {
            rows: foundingApplications(state: $state, first: 100, after: $after) {
                nodes {
                    name level divisionCode workerCount migrantWorkerCount reason state decisionNote
                    submittedAt decidedAt
                    applicant { name } superior { name } submittedBy { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("拟建工会名称", "Union to found", 30, Text, "/name"),
            column("层级", "Level", 18, code!(UnionLevel), "/level"),
            column("行政区划代码", "Division code", 15, Text, "/divisionCode"),
            column("申请工会", "Applicant", 30, Text, "/applicant/name"),
            column("申请人", "Applied by", 12, Text, "/submittedBy/name"),
            column("审批工会", "Decides", 30, Text, "/superior/name"),
            column("职工数", "Workers", 10, Number, "/workerCount"),
            column(
                "其中农民工",
                "Migrant workers",
                12,
                Number,
                "/migrantWorkerCount",
            ),
            column("建会理由", "Reason", 40, Text, "/reason"),
            column("状态", "State", 10, code!(FoundingState), "/state"),
            column("申请时间", "Applied", 18, Time, "/submittedAt"),
            column("审批时间", "Decided", 18, Time, "/decidedAt"),
            column("审批意见", "Remark", 40, Text, "/decisionNote"),
        ],
    }
}

pub(super) fn stewardships() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("代管", "Stewardships"),
        permission: Permission::UnionRead,
        reader: Reader::Masked,
        query: "query Export($after: String) {
            rows: stewardships(first: 100, after: $after) {
                nodes { beginsOn endsOn reason union { name } steward { name } }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("被代管的工会", "Union", 30, Text, "/union/name"),
            column("代管工会", "Managed by", 30, Text, "/steward/name"),
            column("开始日期", "First day", 12, Date, "/beginsOn"),
            column("结束日期", "Last day", 12, Date, "/endsOn"),
            column("理由", "Reason", 50, Text, "/reason"),
        ],
    }
}

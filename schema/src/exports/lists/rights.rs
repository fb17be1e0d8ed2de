//! The table of rights cases.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Date, Money, Number, Text};
use crate::rights::rules::{RightsCaseKind, RightsCaseState, RightsRoute, RightsSatisfaction};
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn cases() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("维权个案", "Rights cases"),
        permission: Permission::RightsRead,
        reader: Reader::Own,
        query: "query Export($filter: RightsCaseFilter, $after: String) {
            rows: rightsCases(filter: $filter, first: 100, after: $after) {
                nodes {
                    number kind state label workersConcerned site placeCode placeText reportedOn acceptedOn resolvedOn closedOn
                    claimed awarded recovered result route satisfaction unionName handlerName employer { name creditCode }
                    nextDeadline { title dueOn }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("个案编号", "Number", 14, Text, "/number"),
            column("维权类型", "Kind", 18, code!(RightsCaseKind), "/kind"),
            column("状态", "State", 12, code!(RightsCaseState), "/state"),
            column("职工", "Workers", 16, Text, "/label"),
            column("涉及人数", "Concerned", 10, Number, "/workersConcerned"),
            column("用人单位", "Employer", 30, Text, "/employer/name"),
            column("信用代码", "Credit code", 22, Text, "/employer/creditCode"),
            column("工地或项目", "Site", 24, Text, "/site"),
            column("发生地代码", "Place code", 14, Text, "/placeCode"),
            column("发生地", "Place", 30, Text, "/placeText"),
            column("登记工会", "Union", 30, Text, "/unionName"),
            column("办理工会", "Handled by", 30, Text, "/handlerName"),
            column("登记日期", "Reported", 12, Date, "/reportedOn"),
            column("受理日期", "Accepted", 12, Date, "/acceptedOn"),
            column("诉求金额", "Claimed", 14, Money, "/claimed"),
            column("应付金额", "Awarded", 14, Money, "/awarded"),
            column("追回金额", "Recovered", 14, Money, "/recovered"),
            column("结果", "Result", 12, code!(RightsCaseState), "/result"),
            column("途径", "Route", 14, code!(RightsRoute), "/route"),
            column("解决日期", "Resolved", 12, Date, "/resolvedOn"),
            column("结案日期", "Closed", 12, Date, "/closedOn"),
            column("回访评价", "Satisfaction", 12, code!(RightsSatisfaction), "/satisfaction"),
            column("最近期限", "Next due", 12, Date, "/nextDeadline/dueOn"),
            column("期限事项", "What is due", 40, Text, "/nextDeadline/title"),
        ],
    }
}

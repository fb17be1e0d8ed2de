//! Tables of survey rounds, and of the households on their lists.

use super::{Column, Reader, Sheet, code};
use crate::assignments::rules::VisitKind;
use crate::exports::sheet::Kind::{Date, Money, Number, Text, Time, YesNo};
use crate::households::rules::{HardshipCause, HardshipTier, HouseholdKind};
use crate::surveys::rules::{IncomeChange, SurveyState, SurveyTaskState};
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn rounds() -> Sheet {
    let column = Column::new;
    let number = |zh, en, at| Column::new(zh, en, 11, Number, at);
    Sheet {
        title: Words::new("摸底调查", "Survey rounds"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($state: SurveyState, $after: String) {
            rows: surveyRounds(state: $state, first: 100, after: $after) {
                nodes {
                    name state opensOn closesOn overdue kinds openedAt closedAt
                    union { name } scope { name }
                    progress { total done late unfinished overdue }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("名称", "Name", 30, Text, "/name"),
            column("状态", "State", 10, code!(SurveyState), "/state"),
            column("组织单位", "Held by", 30, Text, "/union/name"),
            column("调查范围", "Of", 30, Text, "/scope/name"),
            column("户别", "Kinds", 30, code!(HouseholdKind), "/kinds"),
            column("开始日期", "Opens", 12, Date, "/opensOn"),
            column("截止日期", "Closes", 12, Date, "/closesOn"),
            column("已过截止日期", "Past its window", 13, YesNo, "/overdue"),
            column("下发时间", "Opened", 18, Time, "/openedAt"),
            column("截止时间", "Closed", 18, Time, "/closedAt"),
            number("本级名单", "On the list here", "/progress/total"),
            number("按期已访", "Surveyed in time", "/progress/done"),
            number("补访", "Surveyed late", "/progress/late"),
            number("未完成", "Unfinished", "/progress/unfinished"),
            number("逾期未完成", "Overdue", "/progress/overdue"),
        ],
    }
}

pub(super) fn tasks() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("调查名单", "Survey list"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($filter: SurveyTaskFilter!, $after: String) {
            rows: surveyTasks(filter: $filter, first: 100, after: $after) {
                nodes {
                    state overdue tries settledOn
                    round { name }
                    household {
                        fileNumber headName tier phone address
                        union { name } cadre { name }
                    }
                    listedCadre { name }
                    record { visitedOn kind annualIncomePerHead incomeChange mainCause tier }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("调查", "Round", 24, Text, "/round/name"),
            column("档案编号", "File number", 18, Text, "/household/fileNumber"),
            column("户主", "Head", 12, Text, "/household/headName"),
            column("所属工会", "Union", 30, Text, "/household/union/name"),
            column(
                "困难类别",
                "Tier",
                12,
                code!(HardshipTier),
                "/household/tier",
            ),
            column("联系干部", "Cadre", 12, Text, "/household/cadre/name"),
            column(
                "下发时的联系干部",
                "Cadre when listed",
                16,
                Text,
                "/listedCadre/name",
            ),
            column("联系电话", "Telephone", 14, Text, "/household/phone").named(),
            column("家庭住址", "Address", 36, Text, "/household/address").named(),
            column("状态", "State", 12, code!(SurveyTaskState), "/state"),
            column("逾期", "Overdue", 8, YesNo, "/overdue"),
            column("未遇次数", "Times not met", 10, Number, "/tries"),
            column("办理日期", "Settled", 12, Date, "/settledOn"),
            column("登记日期", "Surveyed", 12, Date, "/record/visitedOn"),
            column("方式", "How", 10, code!(VisitKind), "/record/kind"),
            column(
                "登记年人均收入（元）",
                "Income a head as surveyed (yuan)",
                17,
                Money,
                "/record/annualIncomePerHead",
            ),
            column(
                "人均年收入变化",
                "Income change",
                16,
                code!(IncomeChange),
                "/record/incomeChange",
            ),
            column(
                "登记主要致困原因",
                "Main cause as surveyed",
                16,
                code!(HardshipCause),
                "/record/mainCause",
            ),
            column(
                "登记困难类别",
                "Tier as surveyed",
                13,
                code!(HardshipTier),
                "/record/tier",
            ),
        ],
    }
}

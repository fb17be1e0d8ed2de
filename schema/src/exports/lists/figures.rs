//! The table of figures: a union, and each union directly below it.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Breakdown, Number, Text};
use crate::households::rules::{HardshipCause, HardshipTier};
use crate::tenancy::Permission;
use crate::text::{Language, Text as Words};
use crate::unions::rules::UnionLevel;

pub(super) fn figures() -> Sheet {
    let column = Column::new;
    let number = |zh, en, at| Column::new(zh, en, 12, Number, at);
    let mut columns = vec![
        column("工会", "Union", 30, Text, "/name"),
        column("层级", "Level", 14, code!(UnionLevel), "/level"),
        number("工会组织", "Unions", "/figures/unions"),
        number("帮扶户", "Households", "/figures/households"),
        number("家庭成员", "Members", "/figures/members"),
        number("已结对户", "Paired", "/figures/paired"),
        number("未结对户", "Unpaired", "/figures/unpaired"),
        number("帮扶干部", "Cadres", "/figures/cadres"),
        number("不足 2 户的干部", "Shortfalls", "/figures/shortfalls"),
        number("走访", "Visits", "/figures/visits"),
        number("本月走访", "This month", "/figures/thisMonth"),
        number("未办结措施", "Open measures", "/figures/open"),
        number("七日内到期", "Due in 7 days", "/figures/due"),
        number("逾期措施", "Overdue", "/figures/overdue"),
        number("已办结措施", "Done", "/figures/done"),
    ];
    columns.extend(HardshipTier::ALL.iter().map(|tier| {
        let (zh, en) = (tier.label(Language::Chinese), tier.label(Language::English));
        column(zh, en, 12, Breakdown(tier.code()), "/figures/tiers")
    }));
    columns.extend(HardshipCause::ALL.iter().map(|cause| {
        let (zh, en) = (
            cause.label(Language::Chinese),
            cause.label(Language::English),
        );
        column(zh, en, 12, Breakdown(cause.code()), "/figures/causes")
    }));
    Sheet {
        title: Words::new("统计", "Figures"),
        permission: Permission::FiguresRead,
        reader: Reader::Masked,
        query: "query Export($unionId: ID!, $after: String) {
            of: union(id: $unionId) {
                ...row
                children(first: 100, after: $after) {
                    nodes { ...row }
                    pageInfo { hasNextPage endCursor }
                }
            }
        }
        fragment row on Union {
            name level
            figures {
                unions: total(of: UNIONS) households: total(of: HOUSEHOLDS) members: total(of: MEMBERS)
                paired: total(of: PAIRED_HOUSEHOLDS) unpaired: total(of: UNPAIRED_HOUSEHOLDS)
                cadres: total(of: CADRES) shortfalls: total(of: CADRE_SHORTFALLS)
                visits: total(of: VISITS) thisMonth: total(of: VISITS_THIS_MONTH)
                open: total(of: MEASURES_OPEN) due: total(of: MEASURES_DUE)
                overdue: total(of: MEASURES_OVERDUE) done: total(of: MEASURES_DONE)
                tiers: breakdown(of: HOUSEHOLDS, by: TIER) { key value }
                causes: breakdown(of: HOUSEHOLDS, by: CAUSE) { key value }
            }
        }",
        connection: "/of/children",
        first: Some("/of"),
        each: None,
        columns,
    }
}

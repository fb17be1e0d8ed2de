//! Rules of the union tree. No I/O.

use crate::text::coded_enum;

coded_enum! {
    /// Level of a union (工会组织层级).
    UnionLevel {
        /// 市总工会: the root of a city.
        Municipal "MUNICIPAL" "市总工会" "municipal federation",
        /// 县区总工会, and a development zone's.
        County "COUNTY" "县区总工会" "county federation",
        /// 产业工会、局公司工会: a branch beside the counties.
        Industry "INDUSTRY" "产业（局公司）工会" "industry union",
        /// 乡镇街道工会、企业集团工会
        Township "TOWNSHIP" "乡镇街道（集团）工会" "township union",
        /// 基层工会（企业、机关事业单位）
        Grassroots "GRASSROOTS" "基层工会" "grassroots union",
        /// 社区（村居）工会 (notice §4.3 asks that they be founded)
        Community "COMMUNITY" "社区（村居）工会" "community union",
    }
}

coded_enum! {
    /// State of a union: 筹建 → 批复 → 成立; it may be suspended, merged into another, dissolved.
    UnionState {
        /// 筹建
        Preparing "PREPARING" "筹建" "preparing",
        /// 批复
        Approved "APPROVED" "已批复" "approved",
        /// 成立
        Active "ACTIVE" "正常" "active",
        /// 停止活动
        Suspended "SUSPENDED" "停止活动" "suspended",
        /// 已合并
        Merged "MERGED" "已合并" "merged",
        /// 已撤销
        Dissolved "DISSOLVED" "已撤销" "dissolved",
    }
}

coded_enum! {
    /// State of a founding application (建会申请).
    FoundingState {
        /// 待审批
        Submitted "SUBMITTED" "待审批" "submitted",
        /// 已批准
        Approved "APPROVED" "已批准" "approved",
        /// 未批准
        Rejected "REJECTED" "未批准" "rejected",
    }
}

impl UnionLevel {
    /// Rank from the city downwards; a child's rank is below its parent's. Grassroots and community
    /// unions share the last rank, and an enterprise's union may have branches of its own.
    const fn rank(self) -> u8 {
        match self {
            Self::Municipal => 0,
            Self::County | Self::Industry => 1,
            Self::Township => 2,
            Self::Grassroots | Self::Community => 3,
        }
    }

    /// Whether a union of this level may stand directly under one of `parent`.
    #[must_use]
    pub const fn may_stand_under(self, parent: Self) -> bool {
        match (parent, self) {
            (_, Self::Municipal) => false,
            (Self::Grassroots, Self::Grassroots) => true,
            _ => self.rank() > parent.rank(),
        }
    }
}

impl UnionState {
    /// Whether the union is still in the tree's figures and lists.
    #[must_use]
    pub const fn exists(self) -> bool {
        !matches!(self, Self::Merged | Self::Dissolved)
    }

    /// Whether new households, staff and unions may be added.
    #[must_use]
    pub const fn takes_new(self) -> bool {
        matches!(self, Self::Preparing | Self::Approved | Self::Active)
    }

    /// The states that may follow.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use UnionState as S;
        matches!(
            (self, next),
            (S::Preparing, S::Approved | S::Dissolved)
                | (S::Approved, S::Active | S::Dissolved)
                | (S::Active, S::Suspended | S::Merged | S::Dissolved)
                | (S::Suspended, S::Active | S::Merged | S::Dissolved)
        )
    }
}

/// Name of a division's union, as such unions are named: 临沂市总工会, 兰山区总工会,
/// 临沂高新技术产业开发区总工会, 兰山街道总工会 for a street or town, 某某村工会 for a village.
#[must_use]
pub fn division_union_name(division: &str, level: UnionLevel) -> String {
    match level {
        UnionLevel::Community | UnionLevel::Grassroots => {
            let short = ["村委会", "居委会", "村民委员会", "居民委员会"]
                .iter()
                .find_map(|suffix| division.strip_suffix(suffix))
                .map_or_else(
                    || division.to_owned(),
                    |name| {
                        if division.contains('居') && !name.ends_with("社区") {
                            format!("{name}社区")
                        } else if name.ends_with(['村', '区']) {
                            name.to_owned()
                        } else {
                            format!("{name}村")
                        }
                    },
                );
            format!("{short}工会联合会")
        }
        _ => format!("{division}总工会"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_stands_below_its_parents_level() {
        use UnionLevel as L;
        for (child, parent, allowed) in [
            (L::County, L::Municipal, true),
            (L::Industry, L::Municipal, true),
            (L::Grassroots, L::Industry, true),
            (L::Community, L::Township, true),
            (L::Grassroots, L::Grassroots, true),
            (L::County, L::County, false),
            (L::County, L::Township, false),
            (L::Municipal, L::County, false),
            (L::Township, L::Community, false),
            (L::Community, L::Grassroots, false),
        ] {
            assert_eq!(
                child.may_stand_under(parent),
                allowed,
                "{child:?} under {parent:?}"
            );
        }
    }

    #[test]
    fn ended_unions_stay_ended() {
        for ended in [UnionState::Merged, UnionState::Dissolved] {
            assert!(UnionState::ALL.iter().all(|next| !ended.may_become(*next)));
        }
    }
}

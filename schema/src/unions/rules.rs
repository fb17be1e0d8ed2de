//! Rules of the union tree. No I/O.

use crate::tenancy::tree::SEGMENT;
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

/// Levels of the tree at most, the city's own included: far more than unions have, and few enough
/// that every subtree can be counted and shown.
pub const MAX_DEPTH: usize = 12;

/// Why a union can't stand where it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceFault {
    /// It would stand under itself or under one of its own.
    Cycle,
    /// Its level does not go under the level of that superior.
    Level,
    /// The superior is suspended or has ended and takes nothing new.
    ClosedSuperior,
    /// The tree would be deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// What has to be known of a union to say what may stand where.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Path in the tree.
    pub path: &'a str,
    /// Level.
    pub level: UnionLevel,
    /// State.
    pub state: UnionState,
}

/// Whether a union of `level` with `height` levels of its own, itself included, may stand under
/// `superior`. `path` is where it stands now, if it exists.
///
/// # Errors
/// The first [`PlaceFault`].
pub fn may_stand(
    path: Option<&str>,
    level: UnionLevel,
    height: usize,
    superior: Place<'_>,
) -> Result<(), PlaceFault> {
    if path.is_some_and(|own| superior.path.starts_with(own)) {
        return Err(PlaceFault::Cycle);
    }
    if !superior.state.takes_new() {
        return Err(PlaceFault::ClosedSuperior);
    }
    if !level.may_stand_under(superior.level) {
        return Err(PlaceFault::Level);
    }
    if superior.path.len() / SEGMENT + height > MAX_DEPTH {
        return Err(PlaceFault::TooDeep);
    }
    Ok(())
}

/// Whether `ends` may be merged into `stays`.
///
/// # Errors
/// The first [`PlaceFault`].
pub fn may_merge(ends: Place<'_>, stays: Place<'_>) -> Result<(), PlaceFault> {
    if stays.path.starts_with(ends.path) {
        return Err(PlaceFault::Cycle);
    }
    if !stays.state.takes_new() {
        return Err(PlaceFault::ClosedSuperior);
    }
    if stays.level.rank() > ends.level.rank() {
        return Err(PlaceFault::Level);
    }
    Ok(())
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

    #[test]
    fn a_union_stands_only_where_the_tree_allows() {
        use UnionLevel as L;
        use UnionState as S;
        let place = |path, level, state| Place { path, level, state };
        let county = place("0001.0002.", L::County, S::Active);
        assert_eq!(may_stand(None, L::Township, 1, county), Ok(()));
        assert_eq!(
            may_stand(Some("0001.0003.0001."), L::Township, 2, county),
            Ok(())
        );
        assert_eq!(
            may_stand(None, L::County, 1, county),
            Err(PlaceFault::Level)
        );
        let under_itself = may_stand(Some("0001."), L::Municipal, 1, county);
        assert_eq!(under_itself, Err(PlaceFault::Cycle));
        assert_eq!(
            may_stand(Some(county.path), L::County, 1, county),
            Err(PlaceFault::Cycle)
        );
        for closed in [S::Suspended, S::Merged, S::Dissolved] {
            let county = place("0001.0002.", L::County, closed);
            assert_eq!(
                may_stand(None, L::Township, 1, county),
                Err(PlaceFault::ClosedSuperior)
            );
        }
        let deep = "0001.".repeat(MAX_DEPTH - 1);
        let group = place(&deep, L::Grassroots, S::Active);
        assert_eq!(may_stand(None, L::Grassroots, 1, group), Ok(()));
        assert_eq!(
            may_stand(None, L::Grassroots, 2, group),
            Err(PlaceFault::TooDeep)
        );
    }

    #[test]
    fn a_union_merges_into_its_like_or_its_superior() {
        use UnionLevel as L;
        let place = |path, level| Place {
            path,
            level,
            state: UnionState::Active,
        };
        let (a, b) = (
            place("0001.0001.", L::County),
            place("0001.0002.", L::County),
        );
        let village = place("0001.0001.0001.", L::Community);
        assert_eq!(may_merge(a, b), Ok(()));
        assert_eq!(may_merge(village, a), Ok(()));
        assert_eq!(may_merge(a, village), Err(PlaceFault::Cycle));
        assert_eq!(may_merge(b, village), Err(PlaceFault::Level));
        assert_eq!(may_merge(a, a), Err(PlaceFault::Cycle));
    }
}

//! Where a roster stands, and what it may become. No I/O.

use crate::text::coded_enum;

coded_enum! {
    /// Where a roster stands.
    RosterState {
        /// 读取中: rows are taken out of the file.
        Reading "READING" "读取中" "being read",
        /// 核对中: each household is checked, also against the city.
        Checking "CHECKING" "核对中" "being checked",
        /// 待导入: it can be looked through and loaded.
        Checked "CHECKED" "待导入" "checked",
        /// 导入中
        Loading "LOADING" "导入中" "being loaded",
        /// 已导入
        Loaded "LOADED" "已导入" "loaded",
        /// 已取消
        Cancelled "CANCELLED" "已取消" "cancelled",
        /// 无法读取: the remark says why.
        Refused "REFUSED" "无法读取" "refused",
    }
}

coded_enum! {
    /// What the check found of a household.
    Verdict {
        /// 可导入
        Good "GOOD" "可导入" "good",
        /// 有问题
        Faulty "FAULTY" "有问题" "faulty",
        /// 已有档案: nothing changes.
        Known "KNOWN" "已有档案" "on file already",
    }
}

/// Rows of one roster at most.
pub const MAX_ROWS: usize = 50_000;
/// Days that what was read of a file is kept.
pub const KEPT_DAYS: i32 = 7;

impl RosterState {
    /// Whether somebody works on it.
    #[must_use]
    pub const fn is_at_work(self) -> bool {
        matches!(self, Self::Reading | Self::Checking | Self::Loading)
    }

    /// Where it truly stands when whoever worked on it was last heard of long ago: nothing was loaded,
    /// and what was not read to its end can't be trusted.
    #[must_use]
    pub const fn when_silent(self) -> Self {
        match self {
            Self::Reading | Self::Checking => Self::Refused,
            Self::Loading => Self::Checked,
            other => other,
        }
    }

    /// Whether it may be taken back.
    #[must_use]
    pub const fn may_be_cancelled(self) -> bool {
        matches!(
            self,
            Self::Reading | Self::Checking | Self::Checked | Self::Loading
        )
    }
}

#[cfg(test)]
mod tests {
    use super::RosterState as S;

    #[test]
    fn what_nobody_works_on_any_more_is_told_as_it_is() {
        for (state, silent, cancellable) in [
            (S::Reading, S::Refused, true),
            (S::Checking, S::Refused, true),
            (S::Checked, S::Checked, true),
            (S::Loading, S::Checked, true),
            (S::Loaded, S::Loaded, false),
            (S::Cancelled, S::Cancelled, false),
            (S::Refused, S::Refused, false),
        ] {
            assert_eq!(
                (state.when_silent(), state.may_be_cancelled()),
                (silent, cancellable)
            );
        }
    }
}

//! Rules of attachments. No I/O.

use crate::id::{DelegationId, HouseholdId, MeasureId, RightsCaseId, VisitId};
use crate::text::coded_enum;

coded_enum! {
    /// What an attachment is.
    AttachmentKind {
        /// 照片, without its location and all else that a camera writes into it.
        Photo "PHOTO" "照片" "photograph",
        /// 文件: PDF, Word or Excel without macros.
        Document "DOCUMENT" "文件" "document",
    }
}

/// What an attachment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttachedTo {
    /// The file of a household.
    Household(HouseholdId),
    /// A visit.
    Visit(VisitId),
    /// A promise, as proof that it was kept.
    Measure(MeasureId),
    /// A rights case, as evidence (举证材料).
    Case(RightsCaseId),
    /// A delegation, by the partner that has it in hand; it is evidence of the case too.
    Delegation(DelegationId),
}

/// Attachments of one visit or promise at most.
pub const MAX_OF_ONE: u64 = 20;

/// Attachments of a household's own file at most, those of its visits and promises apart.
pub const MAX_OF_HOUSEHOLD: u64 = 100;

/// Attachments of one rights case at most.
pub const MAX_OF_CASE: u64 = 100;

/// Characters of a file's name at most.
pub const MAX_NAME: usize = 200;

/// For how many days after its removal the bytes of an attachment are kept, and its name with them.
pub const KEPT_DAYS: i64 = 30;

impl AttachedTo {
    /// How many attachments it may have.
    #[must_use]
    pub const fn most(self) -> u64 {
        match self {
            Self::Household(_) => MAX_OF_HOUSEHOLD,
            Self::Visit(_) | Self::Measure(_) => MAX_OF_ONE,
            Self::Case(_) | Self::Delegation(_) => MAX_OF_CASE,
        }
    }

    /// What it is called in the audit trail, which is read in Chinese.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Household(_) => "档案",
            Self::Visit(_) => "走访",
            Self::Measure(_) => "帮扶措施",
            Self::Case(_) => "维权个案",
            Self::Delegation(_) => "委托",
        }
    }
}

impl std::fmt::Display for AttachedTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Household(id) => id.fmt(f),
            Self::Visit(id) => id.fmt(f),
            Self::Measure(id) => id.fmt(f),
            Self::Case(id) => id.fmt(f),
            Self::Delegation(id) => id.fmt(f),
        }
    }
}

//! The way of a complaint.

use super::codes::{AidComplaintStage as Stage, AidComplaintStep as Step};
use crate::tenancy::Permission;

impl Step {
    /// From where it leads.
    #[must_use]
    pub const fn from(self) -> Stage {
        match self {
            Self::Accept => Stage::Filed,
            Self::Answer => Stage::Accepted,
            Self::Appeal | Self::Close => Stage::Answered,
        }
    }

    /// Whether it is of who handles it, and not of who entered it.
    #[must_use]
    pub const fn is_of_handler(self) -> bool {
        matches!(self, Self::Accept | Self::Answer)
    }

    /// What it takes.
    #[must_use]
    pub const fn permission(self) -> Permission {
        if self.is_of_handler() {
            Permission::AidReview
        } else {
            Permission::AidApply
        }
    }
}

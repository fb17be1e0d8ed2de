//! Rules of applications. No I/O.

mod calendar;
mod codes;
mod complaint;
mod notice;
pub mod returned;
mod step;

pub use calendar::{WorkCalendar, WorkDay};
pub use codes::{
    AidApplicationState, AidApplicationStep, AidComplaintKind, AidComplaintStage, AidComplaintStep,
    AidPaymentMethod, AidPaymentState, NeedyFileEnding, PrivateStage,
};
pub use notice::{NoticeFault, fit_for_notice};
pub use step::{GIVEN, Hands, Side, UNDECIDED};

/// A notice hangs so many working days at least (domain: 公示).
pub const NOTICE_DAYS: i32 = 5;
/// Working days of a notice at most.
pub const MOST_NOTICE_DAYS: i32 = 30;
/// Months that a relieved family is followed at most.
pub const MOST_FOLLOWED_MONTHS: u32 = 36;
/// Applications that one step takes at most.
pub const MOST_LINES: usize = 100;
/// Applications that are paid at once at most: what a bank takes of a transfer file.
pub const MOST_PAID: usize = 500;

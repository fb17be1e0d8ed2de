//! Rules of rights cases. No I/O.

mod codes;
mod deadline;
mod facts;
mod label;
mod step;

pub use codes::{
    RightsCaseKind, RightsCaseState, RightsCaseStep, RightsDeadlineState, RightsDepartment,
    RightsDuration, RightsFact, RightsLetterState, RightsLetterStep, RightsPeriod,
    RightsReferralState, RightsRoute, RightsSatisfaction, RightsSide, SocialInsurance,
    WorkInjuryRecognition,
};
pub use deadline::{Due, Rule, deadlines};
pub use facts::{Facts, facts_of, is_required};
pub use label::label;
pub use step::{Party, Side, Standing};

/// Workers that one case names at most.
pub const MOST_WORKERS: usize = 200;

/// Workers from which on a case is a collective one (群体性; general practice).
pub const COLLECTIVE: i32 = 10;

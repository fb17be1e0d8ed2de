//! Rules of programmes. No I/O.

mod amount;
mod codes;
mod eligibility;
mod facts;
mod finding;
mod income;
#[cfg(test)]
mod properties;
mod terms;
#[cfg(test)]
mod tests;
mod words;

pub use amount::{Part, Suggestion};
pub use codes::{
    AidDecider, AidFact, AidOutcome, AidRuleKind, LineArea, MissingPlace, ProgrammeState,
    StepOutcome,
};
pub use eligibility::{Missing, Step, Verdict, eligibility};
pub use facts::{Aid, Facts, History, Line, MemberFacts, Offer};
pub use income::{Burden, Income, Sum, comparison};
pub use terms::{Amount, Condition, MemberRule, Rule, SCHOOL_AGE, Terms};

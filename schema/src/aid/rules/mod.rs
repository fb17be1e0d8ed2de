//! Rules of programmes. No I/O.

mod amount;
mod codes;
mod eligibility;
mod finding;
mod income;
mod terms;
#[cfg(test)]
mod tests;
mod words;

pub use amount::{Part, Suggestion};
pub use codes::{
    AidFact, AidOutcome, AidRuleKind, LineArea, MissingPlace, ProgrammeState, StepOutcome,
};
pub use eligibility::{
    Aid, Facts, History, Line, MemberFacts, Missing, Offer, Step, Verdict, eligibility,
};
pub use income::{Burden, Income, Sum, comparison};
pub use terms::{Amount, Condition, MemberRule, Rule, SCHOOL_AGE, Terms};

//! Rows about households. `household` and `member` hold what is counted and what a superior may see;
//! what names a person lies in the private tables, under a stricter policy.

pub mod duplicate_claim;
pub mod duplicate_pair;
pub mod household;
pub mod household_change;
pub mod household_private;
pub mod member;
pub mod member_private;

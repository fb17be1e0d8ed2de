//! What people enter about employers.

use async_graphql::InputObject;

use crate::id::EmployerId;

/// Input of `saveEmployer`: the entry as it is to be, whole.
#[derive(Debug, Clone, InputObject)]
pub struct SaveEmployerInput {
    /// One that is there; a new one without it.
    pub id: Option<EmployerId>,
    /// The version that was seen, with the id.
    pub version: Option<i32>,
    /// As the business licence has it, 2 to 100 characters.
    pub name: String,
    /// 统一社会信用代码: 18 characters with their check character (GB 32100).
    pub credit_code: Option<String>,
    /// Where it is: 6, 9 or 12 digits.
    pub division_code: Option<String>,
    /// Its address, 100 characters at most.
    pub address: Option<String>,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

/// Input of `mergeEmployers`.
#[derive(Debug, Clone, InputObject)]
pub struct MergeEmployersInput {
    /// The entry that is a duplicate.
    pub id: EmployerId,
    /// The version that was seen.
    pub version: i32,
    /// The entry that stays.
    pub into_id: EmployerId,
    /// Why, 5 to 200 characters.
    pub reason: String,
    /// The same key gives the same answer once, for ever.
    pub idempotency_key: Option<String>,
}

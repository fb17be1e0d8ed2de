//! Values of the union's work: each type can only hold what its rule allows.
//!
//! Nothing here reads a clock, a file or a database, and no error carries text for users:
//! the areas turn a reason into a sentence.

pub mod bank_account;
pub mod credit_code;
pub mod dates;
pub mod division_code;
pub mod identity_number;
pub mod money;
pub(crate) mod normalise;
pub mod person_name;
pub mod phone;
pub mod serial;
pub mod surnames;
pub mod text;

pub use bank_account::{BankAccount, BankAccountError};
pub use credit_code::CreditCode;
pub use division_code::{DivisionCode, DivisionLevel};
pub use identity_number::{IdentityNumber, Sex};
pub use money::Fen;
pub use person_name::PersonName;
pub use phone::Phone;

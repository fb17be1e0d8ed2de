//! Text that names a person and must not reach a log by accident.

use std::fmt;

use sea_orm::DeriveValueType;

/// A personal text of a row: a name, an address, a note. `Debug` never shows it.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Private(pub String);

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}

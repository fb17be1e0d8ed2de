//! A city for tests, told as a story: `City::new()`, `city.county("兰山区")`, `county.cadre("王建国")`,
//! `cadre.run("{ viewer { … } }")`. Every city is a database of its own, made from a template.

mod city;
mod cluster;
mod counsel;
mod files;
mod households;
mod kept;
mod person;
mod place;
mod printed;
mod specimens;
mod visitor;

pub use city::{City, schema_within};
pub use counsel::{Bearer, Firm, Lawyer, Reader};
pub use files::{Files, Got, MAX_BYTES, photograph};
pub use kept::{Kept, Row};
pub use person::Person;
pub use place::Place;
pub use printed::matches_file;
pub use specimens::{Spot, spots};
pub use visitor::{PlainTokens, Visitor};

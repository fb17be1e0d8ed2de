//! Who asks and what they may reach: [`Principal`] and [`Scope`], the only way to the database.

mod announce;
mod cities;
mod connection;
mod database;
mod notice;
mod once;
mod permission;
mod principal;
mod scope;
pub mod tree;

pub use announce::{Announcements, CHANGES_CHANNEL};
pub use cities::find_city;
pub use database::Database;
pub use notice::{PRINCIPALS_CHANNEL, forget_principals};
pub use once::once;
pub use permission::{Permission, Role};
pub use principal::{Claims, Principal};
pub use scope::{Access, Granted, Scope, Tenant};

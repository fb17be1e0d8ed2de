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

/// Declares that a row belongs to a union.
macro_rules! tenant {
    ($model:ty) => {
        impl $crate::tenancy::Tenant for $model {
            fn union_id(&self) -> uuid::Uuid {
                self.union_id
            }
            fn union_path(&self) -> &str {
                &self.union_path
            }
        }
    };
}
pub(crate) use tenant;

pub use announce::{Announcements, CHANGES_CHANNEL};
pub use cities::find_city;
pub use database::Database;
pub use notice::{PRINCIPALS_CHANNEL, forget_principals};
pub use once::once;
pub use permission::{Permission, Role};
pub use principal::{Claims, Principal};
pub use scope::{Access, Granted, Scope, Tenant};

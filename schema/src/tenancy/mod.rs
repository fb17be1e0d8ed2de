//! Who asks and what they may reach: [`Actor`], which is a union's [`Principal`] or a partner's [`Counsel`], and
//! [`Scope`], the only way to the database.

mod actor;
mod announce;
mod cities;
mod connection;
mod counsel;
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

pub use actor::{Actor, Claims, Post};
pub use announce::{Announcements, CHANGES_CHANNEL};
pub use cities::find_city;
pub use counsel::Counsel;
pub use database::Database;
pub use notice::{PRINCIPALS_CHANNEL, forget_principals};
pub use once::once;
pub use permission::{Permission, Role};
pub use principal::Principal;
pub use scope::{Access, Granted, Scope, Tenant};

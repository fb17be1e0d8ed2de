//! People of the unions, their posts and roles, and how they sign in.

pub mod cookie;
pub mod entity;
pub mod graphql;
pub mod input;
pub mod passwords;
pub mod rules;
pub mod secrets;
pub mod service;

pub use cookie::{CookieChange, RefreshCookie};
pub use graphql::StaffMember;
pub use passwords::Passwords;
pub use secrets::{FeedToken, TokenIssuer};

/// Mutations that begin without the scope of whoever asks: they sign somebody in, or hash a password,
/// for which no connection shall wait.
pub const SCOPELESS: [&str; 7] = [
    "signIn",
    "refreshSession",
    "signOut",
    "actFor",
    "acceptInvitation",
    "changePassword",
    "resetPassword",
];

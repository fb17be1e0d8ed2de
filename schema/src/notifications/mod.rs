//! What a person is told: that a promise falls due, a household was assigned, an application was
//! answered; in the product at once, and by mail or the city's message gateway as the person wishes.
//!
//! An area tells by one call of [`service::tell`] (certain people) or [`service::tell_union`] (whoever
//! holds a permission at a union) in the transaction of the act, so an act that is rolled back tells
//! nothing. A notification holds ids and no facts: its words are composed when it is read, out of what
//! the reader may see by then. Jobs remind of what falls due ([`remind`]), make messages out of what is
//! new ([`pack`]) and hand them to whoever delivers them ([`outbox`]).

pub mod entity;
pub mod graphql;
pub mod outbox;
pub mod pack;
pub mod remind;
pub mod rules;
pub mod service;

pub use rules::Channels;

//! Addresses of calendars (RFC 5545): a calendar program reads the hearings of whoever made the address, without signing
//! in. They hold no name; whoever has the address has what is in it, so it is made anew when it got about.

pub mod entity;
pub mod graphql;
pub mod service;

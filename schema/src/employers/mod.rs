//! Employers (用人单位): one register of the city. It holds businesses, which are public; a natural person who employs is
//! named in the case alone.

pub mod entity;
pub mod graphql;
pub mod input;
pub mod service;

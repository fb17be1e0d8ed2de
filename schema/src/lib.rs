//! The union's work: one folder per area, each holding its whole slice (rows, rules, services, API).

// Each area nests the roots of the API once more.
#![recursion_limit = "256"]

pub mod aid;
pub mod applications;
pub mod assignments;
pub mod attachments;
pub mod audit;
mod bulk;
pub mod calendars;
pub mod delegations;
pub mod demo_people;
pub mod employers;
pub mod error;
pub mod execute;
pub mod exports;
pub mod funds;
pub mod graphql;
pub mod households;
pub mod id;
pub mod identity;
pub mod input;
pub mod jobs;
pub mod live;
pub mod loaders;
pub mod notifications;
pub mod paging;
pub mod papers;
pub mod partners;
pub mod payload;
pub mod privacy;
pub mod rights;
pub mod rosters;
pub mod scalars;
pub mod sheets;
pub mod statistics;
pub mod surveys;
pub mod tenancy;
pub mod text;
mod ticket;
pub mod unions;
pub mod values;

//! The union's work: one folder per area, each holding its whole slice (rows, rules, services, API).

pub mod assignments;
pub mod audit;
pub mod demo_people;
pub mod error;
pub mod execute;
pub mod graphql;
pub mod households;
pub mod id;
pub mod identity;
pub mod input;
pub mod jobs;
pub mod live;
pub mod loaders;
pub mod paging;
pub mod payload;
pub mod privacy;
pub mod scalars;
pub mod statistics;
pub mod surveys;
pub mod tenancy;
pub mod text;
pub mod unions;
pub mod values;

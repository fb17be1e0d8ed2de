//! The calendar of working days.

use async_graphql::SimpleObject;

use crate::applications::entity::work_year;
use crate::applications::service;
use crate::error::{Error, Result};
use crate::payload::payload;
use crate::scalars::Date;

/// The holidays of a year (放假安排): the days that are not as the week has them.
#[derive(Debug, Clone, SimpleObject)]
pub struct WorkYear {
    /// The year.
    pub year: i32,
    /// The document.
    pub source: String,
    /// The days, in their order; 80 at most.
    #[graphql(complexity = "40 * child_complexity")]
    pub days: Vec<WorkYearDay>,
    /// Raised by every correction; one with an old version is a CONFLICT.
    pub version: i32,
}

/// A day that is not as the week has it.
#[derive(Debug, Clone, SimpleObject)]
pub struct WorkYearDay {
    /// The day.
    pub day: Date,
    /// Worked on a weekend (调休上班), or off.
    pub working: bool,
    /// What for: 春节
    pub name: String,
}

impl TryFrom<work_year::Model> for WorkYear {
    type Error = Error;

    fn try_from(row: work_year::Model) -> Result<Self> {
        let days = service::days(&row)?.into_iter().map(|day| WorkYearDay {
            day: Date(day.day),
            working: day.working,
            name: day.name,
        });
        Ok(Self {
            year: row.year,
            source: row.source,
            days: days.collect(),
            version: row.version,
        })
    }
}

payload! {
    /// Answer of entering the holidays of a year.
    WorkYearPayload { work_year: WorkYear }
}

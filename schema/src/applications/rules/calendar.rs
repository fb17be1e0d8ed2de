//! Working days by the Chinese calendar: the week, and what the State Council changes of it each year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A day that is not as the week has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkDay {
    /// The day.
    pub day: NaiveDate,
    /// Worked on a weekend (调休上班), or off.
    pub working: bool,
    /// 春节
    pub name: String,
}

/// The years that are known.
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    years: BTreeSet<i32>,
    days: BTreeMap<NaiveDate, bool>,
}

impl WorkCalendar {
    /// Adds a year.
    pub fn add(&mut self, year: i32, days: &[WorkDay]) {
        self.years.insert(year);
        self.days
            .extend(days.iter().map(|day| (day.day, day.working)));
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// The year that is not known.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, i32> {
        if !self.years.contains(&day.year()) {
            return Err(day.year());
        }
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(self.days.get(&day).copied().unwrap_or(weekday))
    }

    /// The day on which so many working days after a day have passed; that day itself is not counted (民法典
    /// 第二百零一条).
    ///
    /// # Errors
    /// The year that is not known.
    pub fn after(&self, day: NaiveDate, working_days: i32) -> Result<NaiveDate, i32> {
        let (mut day, mut left) = (day, working_days);
        while left > 0 {
            day = day.checked_add_days(Days::new(1)).ok_or(day.year())?;
            if self.is_working(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> WorkCalendar {
        let mut calendar = WorkCalendar::default();
        let of = |text: &str, working| WorkDay {
            day: day(text),
            working,
            name: String::new(),
        };
        calendar.add(
            2026,
            &[
                of("2026-10-01", false),
                of("2026-10-02", false),
                of("2026-10-05", false),
                of("2026-10-06", false),
                of("2026-10-07", false),
                of("2026-10-10", true),
            ],
        );
        calendar
    }

    #[test]
    fn a_week_has_five_working_days() {
        // a Monday, and a Saturday
        assert_eq!(
            calendar().after(day("2026-11-23"), 5),
            Ok(day("2026-11-30"))
        );
        assert_eq!(
            calendar().after(day("2026-11-28"), 5),
            Ok(day("2026-12-04"))
        );
    }

    #[test]
    fn holidays_do_not_count_and_a_worked_saturday_does() {
        // 30 September is a Wednesday: 8, 9, the Saturday 10, 12, 13
        assert_eq!(
            calendar().after(day("2026-09-30"), 5),
            Ok(day("2026-10-13"))
        );
    }

    #[test]
    fn nothing_is_reckoned_across_a_year_that_is_not_known() {
        assert_eq!(
            calendar().after(day("2026-12-28"), 3),
            Ok(day("2026-12-31"))
        );
        assert_eq!(calendar().after(day("2026-12-28"), 4), Err(2027));
    }
}

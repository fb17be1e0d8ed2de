//! Civil dates as the union reckons them.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use thiserror::Error;

/// The civil date in China at an instant: UTC+8 in the whole country, without daylight saving
/// (given up in 1992; no instant before is asked for).
pub fn china_date(instant: DateTime<Utc>) -> NaiveDate {
    let offset = TimeDelta::hours(8);
    instant
        .naive_utc()
        .checked_add_signed(offset)
        .unwrap_or_else(|| instant.naive_utc())
        .date()
}

/// The first instant of a day in China; `None` outside what a clock can show.
pub fn begin_of_day(day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    midnight.checked_sub_signed(TimeDelta::hours(8))
}

/// Age in full years (周岁) on a day: a year is full on the birthday itself, for those born on
/// 29 February on 1 March of common years. `None` before the birth.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(birth)
}

/// Why a text is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a month is written like 2014-08")]
pub struct MonthError;

/// A calendar month; printed and read as `2014-08`, so that its text sorts like its time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    /// The month that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let end = self
            .0
            .checked_add_months(Months::new(1))
            .and_then(|next| next.checked_sub_days(Days::new(1)));
        end.unwrap_or(NaiveDate::MAX)
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The month after; itself at the end of the calendar, which no work reaches.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month before; itself at the begin of the calendar, which no work reaches.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let form = |i: usize, b: u8| {
            if i == 4 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        };
        if text.len() != 7 || !text.bytes().enumerate().all(|(i, b)| form(i, b)) {
            return Err(MonthError);
        }
        let year = text[..4].parse().map_err(|_| MonthError)?;
        let month = text[5..].parse().map_err(|_| MonthError)?;
        NaiveDate::from_ymd_opt(year, month, 1)
            .map(Self)
            .ok_or(MonthError)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Month({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn china_is_eight_hours_ahead() {
        for (instant, date) in [
            ("2014-08-06T15:59:59Z", "2014-08-06"),
            ("2014-08-06T16:00:00Z", "2014-08-07"),
            ("2013-12-31T16:00:00Z", "2014-01-01"),
        ] {
            assert_eq!(china_date(instant.parse().unwrap()), day(date), "{instant}");
        }
        let begin = begin_of_day(day("2014-08-07")).unwrap();
        assert_eq!(
            begin,
            "2014-08-06T16:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn age_counts_birthdays() {
        for (birth, on, age) in [
            ("1980-08-06", "2014-08-05", Some(33)),
            ("1980-08-06", "2014-08-06", Some(34)),
            ("2014-08-06", "2014-08-06", Some(0)),
            ("2014-08-07", "2014-08-06", None),
            ("2000-02-29", "2018-02-28", Some(17)),
            ("2000-02-29", "2018-03-01", Some(18)),
        ] {
            assert_eq!(age_on(day(birth), day(on)), age, "{birth} on {on}");
        }
    }

    #[test]
    fn months() {
        let august: Month = "2014-08".parse().unwrap();
        assert_eq!(Month::of(day("2014-08-31")), august);
        assert_eq!(
            (august.first_day(), august.last_day()),
            (day("2014-08-01"), day("2014-08-31"))
        );
        assert_eq!(
            "2016-02".parse::<Month>().unwrap().last_day(),
            day("2016-02-29")
        );
        assert_eq!(
            "2014-12".parse::<Month>().unwrap().next().to_string(),
            "2015-01"
        );
        assert_eq!(
            "2015-01".parse::<Month>().unwrap().previous().to_string(),
            "2014-12"
        );
        assert!(august.contains(day("2014-08-01")) && !august.contains(day("2014-09-01")));
        for wrong in [
            "",
            "2014-8",
            "2014-13",
            "2014-00",
            "201-408",
            "2014/08",
            "+014-08",
            "2014-08-01",
            "二零一四-8",
        ] {
            assert_eq!(wrong.parse::<Month>(), Err(MonthError), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn the_key_sorts_like_time(a in 0u32..5000, b in 0u32..5000) {
            let month = |n| Month::of(day("1700-01-15") + Months::new(n));
            let (a, b) = (month(a), month(b));
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
            prop_assert_eq!(a.to_string().parse(), Ok(a));
            prop_assert_eq!(a.next().previous(), a);
            prop_assert_eq!(a.last_day().succ_opt().unwrap(), a.next().first_day());
        }
    }
}

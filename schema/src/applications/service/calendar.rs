//! The calendar of working days, which the city's federation keeps.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::applications::entity::work_year::{Column, Entity, Model};
use crate::applications::input::SetWorkYearInput;
use crate::applications::rules::{MOST_NOTICE_DAYS, NOTICE_DAYS, WorkCalendar, WorkDay};
use crate::audit::service::{self as audit, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::input::Checks;
use crate::tenancy::tree::SEGMENT;
use crate::tenancy::{Permission, Scope};

/// Days of one year that are not as the week has them, at most.
const MOST_DAYS: usize = 80;

/// The years that are known, the last first.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody.
pub async fn years(scope: &Scope) -> Result<Vec<Model>> {
    scope.principal()?;
    Ok(Entity::find()
        .order_by_desc(Column::Year)
        .all(scope)
        .await?)
}

/// The days of a year, as they are stored.
///
/// # Errors
/// A fault of ours where they can't be read.
pub fn days(row: &Model) -> Result<Vec<WorkDay>> {
    serde_json::from_value(row.days.clone()).map_err(|error| Error::bug(error.to_string()))
}

/// The last day of a notice that is hung out on a day.
///
/// # Errors
/// INVALID for a number of working days that a notice may not have; STATE where the year is not known.
pub async fn end_of_notice(
    scope: &Scope,
    posted_on: NaiveDate,
    working_days: i32,
) -> Result<NaiveDate> {
    let mut checks = Checks::default();
    checks.ensure(
        (NOTICE_DAYS..=MOST_NOTICE_DAYS).contains(&working_days),
        "workingDays",
        format!("公示期为 {NOTICE_DAYS} 至 {MOST_NOTICE_DAYS} 个工作日"),
        format!("a notice hangs for {NOTICE_DAYS} to {MOST_NOTICE_DAYS} working days"),
    );
    checks.done()?;
    let mut calendar = WorkCalendar::default();
    for row in years(scope).await? {
        calendar.add(row.year, &days(&row)?);
    }
    calendar.after(posted_on, working_days).map_err(|year| {
        super::state(
            "workingDays",
            format!("{year} 年的放假安排还没有录入，算不出公示截止日；请市总工会管理员先录入"),
            format!("the holidays of {year} are not entered yet; the city federation enters them"),
        )
    })
}

/// Enters the holidays of a year, or corrects them; answers the year. Notices that hang keep their last day.
///
/// # Errors
/// STATE for everybody but the city federation's administrators; CONFLICT for an old version; all faults of
/// the input at once.
pub async fn set_year(scope: &Scope, input: &SetWorkYearInput) -> Result<i32> {
    let principal = scope.require(Permission::ProgrammeManage)?;
    if principal.path.len() != SEGMENT {
        return Err(super::state(
            "year",
            "放假安排全市统一，由市总工会管理员录入",
            "the calendar is the same for the whole city; its federation enters it",
        ));
    }
    let mut checks = Checks::default();
    checks.ensure(
        (2000..=2100).contains(&input.year),
        "year",
        "年度应在 2000 到 2100 之间",
        "a year lies between 2000 and 2100",
    );
    let source = checks.line("source", &input.source, 100);
    checks.ensure(
        (1..=MOST_DAYS).contains(&input.days.len()),
        "days",
        format!("请填写 1 到 {MOST_DAYS} 天"),
        format!("1 to {MOST_DAYS} days"),
    );
    let mut seen = HashSet::new();
    let mut list = Vec::new();
    for (at, day) in input.days.iter().take(MOST_DAYS).enumerate() {
        let path = format!("days.{at}.day");
        checks.ensure(
            day.day.0.year() == input.year,
            &path,
            format!("不是 {} 年的日期", input.year),
            format!("no day of {}", input.year),
        );
        checks.ensure(
            seen.insert(day.day.0),
            &path,
            "同一天填了两次",
            "the same day twice",
        );
        list.push(WorkDay {
            day: day.day.0,
            working: day.working,
            name: checks.line(&format!("days.{at}.name"), &day.name, 20),
        });
    }
    checks.done()?;
    list.sort_by_key(|day| day.day);
    let known = Entity::find_by_id(input.year).one(scope).await?;
    if known.as_ref().map(|row| row.version) != input.version {
        return Err(Error::conflict());
    }
    let row = Model {
        year: input.year,
        days: serde_json::to_value(&list).map_err(|error| Error::bug(error.to_string()))?,
        source,
        staff_id: Some(principal.staff_id),
        entered_at: scope.now(),
        version: input.version.unwrap_or(0) + 1,
    };
    if known.is_some() {
        let done = Entity::update_many()
            .set(row.into_active_model().reset_all())
            .filter(Column::Year.eq(input.year))
            .filter(Column::Version.eq(input.version))
            .exec(scope)
            .await?;
        if done.rows_affected != 1 {
            return Err(Error::conflict());
        }
    } else {
        Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(scope)
            .await
            .map_err(|error| match violated_constraint(&error) {
                Some("work_year_pkey") => Error::from(Refusal::new(
                    UserErrorCode::Duplicate,
                    "year",
                    "该年度刚被他人录入，请刷新后再改",
                    "somebody entered this year meanwhile",
                )),
                _ => error.into(),
            })?;
    }
    let subject = Subject {
        kind: "workyear",
        id: None,
        union_id: principal.union_id,
        union_path: &principal.path,
    };
    let summary = format!("录入{}年放假安排", input.year);
    audit::record(scope, AuditAction::Changed, subject, summary, None).await?;
    Ok(input.year)
}

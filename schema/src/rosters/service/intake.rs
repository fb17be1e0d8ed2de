//! Taking in the rows of an uploaded file.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use super::{beat, end, place, subject};
use crate::audit::service::{AuditAction, record};
use crate::bulk::insert_all;
use crate::error::{Error, Result};
use crate::households::service::at_work;
use crate::id::{RosterId, UnionId};
use crate::input::Checks;
use crate::rosters::columns::COLUMNS;
use crate::rosters::entity::{roster, roster_row};
use crate::rosters::families::Families;
use crate::rosters::rules::{MAX_ROWS, RosterState};
use crate::sheets::cell::{Place, Row};
use crate::tenancy::{Access, Database, Permission, Principal, Scope, Tenant as _};
use crate::text::{Language, Text};
use crate::unions;

/// Begins a roster for a union: the own one or one that it manages. Its rows come by [`Intake`].
///
/// # Errors
/// [`Error::Forbidden`] for a union that is neither; STATE for one that registers nobody now.
pub async fn begin(scope: &Scope, union: UnionId, file_name: &str) -> Result<RosterId> {
    scope.require(Permission::RosterLoad)?;
    let union = unions::service::get(scope, union).await?;
    let union = scope.grant(Permission::RosterLoad, union)?;
    at_work(&union)?;
    let mut checks = Checks::default();
    let file_name: String = file_name.chars().take(200).collect();
    let file_name = checks.line("name", &file_name, 200);
    checks.done()?;
    let row = roster::ActiveModel {
        id: Set(Uuid::now_v7()),
        union_id: Set(union.union_id()),
        union_path: Set(union.union_path().to_owned()),
        staff_id: Set(scope.principal()?.staff_id),
        file_name: Set(file_name),
        state: Set(RosterState::Reading),
        run: Set(Uuid::now_v7()),
        created_at: Set(scope.now()),
        ..Default::default()
    };
    let row = roster::Entity::insert(row)
        .exec_with_returning(scope)
        .await?;
    record(
        scope,
        AuditAction::Created,
        subject(&row),
        "上传花名册",
        None,
    )
    .await?;
    Ok(row.id.into())
}

/// Who works on a roster, apart from the request that began it.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) database: Database,
    pub(super) principal: Arc<Principal>,
    pub(super) now: DateTime<Utc>,
    pub(super) request_id: Option<String>,
    pub(super) roster: Uuid,
    /// The token of this work.
    pub(super) run: Uuid,
}

impl Job {
    pub(super) async fn scope(&self) -> Result<Scope> {
        Scope::open(
            &self.database,
            self.principal.clone(),
            Access::Write,
            Language::Chinese,
            self.now,
            self.request_id.clone(),
        )
        .await
    }

    /// Says how far the work is; `false` when it is no longer this worker's.
    pub(super) async fn beat(&self, done: i32, total: i32) -> Result<bool> {
        let scope = self.scope().await?;
        let mine = beat(&scope, self.roster, self.run, done, total).await?;
        scope.finish().await?;
        Ok(mine)
    }

    /// Ends the work with what a person is told.
    pub(super) async fn end(&self, state: RosterState, remark: &Text) -> Result<()> {
        let scope = self.scope().await?;
        end(&scope, self.roster, self.run, state, remark).await?;
        scope.finish().await
    }

    /// Ends the work after a fault of ours, and writes the cause to the log.
    pub(super) async fn give_up(&self, error: &Error, state: RosterState) {
        tracing::error!(?error, roster = %self.roster, "the work on a roster failed");
        if let Err(error) = self.end(state, &error.text()).await {
            tracing::warn!(?error, roster = %self.roster, "a roster was left as it is");
        }
    }
}

/// Takes in the rows of one file, batch by batch, so that its size costs no memory; then has them checked.
pub struct Intake {
    job: Job,
    families: Families,
    rows: i32,
    fields: HashSet<&'static str>,
    ignored: Vec<String>,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake")
            .field("job", &self.job)
            .finish_non_exhaustive()
    }
}

impl Intake {
    /// For a roster that [`begin`] made, in the name of whoever did.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a fault of the database.
    pub async fn of(
        database: &Database,
        principal: Arc<Principal>,
        now: DateTime<Utc>,
        request_id: Option<String>,
        roster: RosterId,
    ) -> Result<Self> {
        let mut job = Job {
            database: database.clone(),
            principal,
            now,
            request_id,
            roster: roster.uuid(),
            run: Uuid::nil(),
        };
        let scope = job.scope().await?;
        let row = roster::Entity::find_by_id(job.roster)
            .one(&scope)
            .await?
            .ok_or(Error::NotFound)?;
        scope.finish().await?;
        job.run = row.run;
        Ok(Self {
            job,
            families: Families::default(),
            rows: 0,
            fields: HashSet::new(),
            ignored: Vec::new(),
        })
    }

    /// Notes the columns that the sheets have, and headings that none is known by.
    pub fn headings(&mut self, fields: &[&'static str], ignored: &[String]) {
        self.fields.extend(fields);
        self.ignored = ignored.to_vec();
    }

    /// Keeps rows, sealed. `false`: the roster was taken back, or has more rows than are taken.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn add(&mut self, rows: Vec<(Place, Row)>) -> Result<bool> {
        let vault = self.job.database.vault();
        let mut sealed = Vec::with_capacity(rows.len());
        for (at, row) in rows {
            let number = self.rows;
            self.rows += 1;
            let family = self.families.of(&at, &row, |name| {
                let digest = vault.digest("roster", name);
                let mut alias = [0; 16];
                alias.copy_from_slice(&digest[..16]);
                alias
            });
            let text =
                serde_json::to_string(&row).map_err(|error| Error::bug(error.to_string()))?;
            let place = place("roster_row", self.job.roster, number);
            sealed.push(roster_row::ActiveModel {
                roster_id: Set(self.job.roster),
                family: Set(family),
                number: Set(number),
                sheet: Set(at.sheet),
                line: Set(i32::try_from(at.line).unwrap_or(i32::MAX)),
                sealed: Set(vault
                    .seal(&place, &text)
                    .map_err(|error| Error::bug(error.to_string()))?),
            });
        }
        if usize::try_from(self.rows).is_ok_and(|rows| rows > MAX_ROWS) {
            self.refuse(&Text::new(
                format!("花名册超过 {MAX_ROWS} 行，请拆成几个文件分别上传"),
                format!("the roster has more than {MAX_ROWS} rows; split it into several files"),
            ))
            .await;
            return Ok(false);
        }
        let scope = self.job.scope().await?;
        let mine = beat(&scope, self.job.roster, self.job.run, self.rows, 0).await?;
        if mine {
            insert_all(&scope, sealed).await?;
        }
        scope.finish().await?;
        Ok(mine)
    }

    /// Ends with a reason that is the file's.
    pub async fn refuse(&self, reason: &Text) {
        if let Err(error) = self.job.end(RosterState::Refused, reason).await {
            self.give_up(&error).await;
        }
    }

    /// Ends with a fault that is ours; the cause goes to the log.
    pub async fn give_up(&self, error: &Error) {
        self.job.give_up(error, RosterState::Refused).await;
    }

    /// After the last row: refuses a file in which a column is missing, and otherwise checks every
    /// household.
    pub async fn finish(self) {
        if let Some(reason) = self.unfit() {
            return self.refuse(&reason).await;
        }
        let job = self.job.clone();
        if let Err(error) = self.check().await {
            job.give_up(&error, RosterState::Refused).await;
        }
    }

    async fn check(self) -> Result<()> {
        let scope = self.job.scope().await?;
        let statement = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "UPDATE roster SET state = 'CHECKING', rows = $3, households = $4, ignored = string_to_array($5, chr(10)),
                 done = 0, total = $4, beat_at = clock_timestamp()
             WHERE id = $1 AND run = $2 AND state = 'READING'",
            [
                self.job.roster.into(),
                self.job.run.into(),
                self.rows.into(),
                self.families.count().into(),
                self.ignored.join("\n").into(),
            ],
        );
        let mine = scope.execute_raw(statement).await?.rows_affected() > 0;
        scope.finish().await?;
        // What was remembered of the file's households is not needed any more.
        let Self { job, families, .. } = self;
        drop(families);
        if mine {
            super::check::check(&job, None).await?;
        }
        Ok(())
    }

    fn unfit(&self) -> Option<Text> {
        if self.fields.is_empty() {
            return Some(Text::new(
                "没有找到表头：前 20 行中应有一行写着“姓名”“与户主关系”“身份证号”等列名；可下载模板对照",
                "no headings were found: one of the first 20 rows should name columns such as 姓名, 与户主关系, 身份证号; see the template",
            ));
        }
        let missing = COLUMNS
            .iter()
            .filter(|column| column.required && !self.fields.contains(column.field));
        let missing: Vec<_> = missing.collect();
        if !missing.is_empty() {
            let zh: Vec<&str> = missing.iter().map(|column| column.label).collect();
            let en: Vec<&str> = missing.iter().map(|column| column.english).collect();
            return Some(Text::new(
                format!("缺少必填的列：{}；可下载模板对照", zh.join("、")),
                format!("columns are missing: {}; see the template", en.join(", ")),
            ));
        }
        (self.rows == 0)
            .then(|| Text::new("表头下面没有数据", "there are no rows below the headings"))
    }
}

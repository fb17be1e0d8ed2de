//! Bank statements as files, beside the API: `POST /bank-statements?unionId=…&month=2026-10&account=…` takes
//! one in. What its lines say, the schema knows.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use chrono::NaiveDate;
use schema::error::{Error, Refusal, Result, UserErrorCode};
use schema::funds::rules::bank::{BankColumn, BankTable, CellFault, MAX_LINES, interpret, lacks};
use schema::funds::service::bank::{Arrival, Loaded, load};
use schema::id::{BankMonthId, UnionId};
use schema::sheets::cell::{Place, Row};
use schema::sheets::header::Heading as _;
use schema::tenancy::{Access, Permission};
use schema::text::Text;
use serde::Deserialize;
use serde_json::json;

use crate::http::{failure, language, refused, taken_as};
use crate::sheets::{Asker, Desk, Unreadable, read};

/// Bytes that a statement may have; one of five thousand lines has about one million.
pub const MAX_BYTES: usize = 8 << 20;

/// Cells that are told at once.
const TOLD: usize = 100;

/// What the answer calls what was sent.
const WHAT: &str = "bankStatement";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Destination {
    /// The union whose account it is.
    #[serde(default)]
    union_id: String,
    /// The month, such as 2026-10 or its first day.
    #[serde(default)]
    month: String,
    /// What people call the account.
    #[serde(default)]
    account: String,
}

/// The route. It limits its body itself.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/bank-statements", post(upload))
        .layer(DefaultBodyLimit::disable())
        .with_state(desk)
}

async fn upload(
    State(desk): State<Arc<Desk>>,
    request: Extensions,
    headers: HeaderMap,
    Query(to): Query<Destination>,
    body: Body,
) -> Response {
    let language = language(&headers);
    match take(&desk, &request, &headers, &to, body).await {
        Ok(loaded) => {
            let month = BankMonthId::from(loaded.month).to_string();
            let what = json!({"id": month, "added": loaded.added, "known": loaded.known});
            taken_as(StatusCode::CREATED, WHAT, what)
        }
        Err(Error::Refused(refusals)) => refused(WHAT, &refusals, language),
        Err(error) => failure(&error, language, request.get()),
    }
}

async fn take(
    desk: &Desk,
    request: &Extensions,
    headers: &HeaderMap,
    to: &Destination,
    body: Body,
) -> Result<Loaded> {
    let asker = Asker::of(desk, headers, request).await?;
    // Whoever may not is told before a byte is kept.
    if !asker.principal.may(Permission::FundManage) {
        return Err(Error::Forbidden);
    }
    let union: UnionId = to.union_id.parse().map_err(|_| Error::NotFound)?;
    let month = to.month.get(..7).map(|month| format!("{month}-01"));
    let month: NaiveDate = month
        .and_then(|month| month.parse().ok())
        .ok_or_else(|| refusal("month", Text::new("请选择月份", "choose the month")))?;
    let (file, kind, turn) = desk.receive(body).await?;
    let table = tokio::task::spawn_blocking(move || {
        let mut rows: Vec<(Place, Row)> = Vec::new();
        let headings = read::<BankColumn>(&file, kind, &mut |batch| {
            rows.extend(batch);
            rows.len() <= MAX_LINES
        });
        drop(turn);
        headings
            .map_err(Error::from)
            .and_then(|headings| table(&rows, &headings.fields, month))
    })
    .await
    // A library that stumbles over a file says no more than that it is broken.
    .unwrap_or_else(|_| Err(Unreadable::broken().into()))?;
    // Lost against another transaction, it is written again, as the API does.
    let mut left = ATTEMPTS;
    loop {
        left -= 1;
        let scope = desk.scope(&asker, Access::Write).await?;
        let arrival = Arrival {
            union,
            month,
            account: &to.account,
        };
        let written = match load(&scope, arrival, table.clone()).await {
            Ok(loaded) => scope.finish().await.map(|()| loaded),
            Err(error) => {
                scope.rollback().await;
                Err(error)
            }
        };
        match written {
            Err(Error::Retry(_)) if left > 0 => {}
            other => return other,
        }
    }
}

/// How often a file is written that loses against other writers.
const ATTEMPTS: u32 = 5;

fn table(rows: &[(Place, Row)], fields: &[&str], month: NaiveDate) -> Result<BankTable> {
    if rows.len() > MAX_LINES {
        let text = Text::new(
            format!("流水超过 {MAX_LINES} 行，请分成几份上传"),
            format!("more than {MAX_LINES} lines; send it in parts"),
        );
        let path = ["input", "file"].map(str::to_owned).to_vec();
        let code = UserErrorCode::Limit;
        return Err(Error::Refused(vec![Refusal { code, path, text }]));
    }
    if let Some(lack) = lacks(fields) {
        return Err(refusal("file", lack));
    }
    let table = interpret(rows, month).map_err(faulty)?;
    if table.entries.is_empty() {
        let text = Text::new(
            "表头下面没有收支；本月没有发生额的，请直接登记月末余额",
            "there is nothing below the headings; if nothing moved, enter the balance only",
        );
        return Err(refusal("file", text));
    }
    Ok(table)
}

fn refusal(path: &str, text: Text) -> Error {
    let path = ["input", path].map(str::to_owned).to_vec();
    let code = UserErrorCode::Invalid;
    Error::Refused(vec![Refusal { code, path, text }])
}

/// What is told of cells that can't be read: each with its place, and how many more there are.
fn faulty(faults: Vec<CellFault>) -> Error {
    let all = faults.len();
    let mut refusals: Vec<Refusal> = faults
        .iter()
        .take(TOLD)
        .map(|fault| Refusal {
            code: UserErrorCode::Invalid,
            path: vec![
                "input".to_owned(),
                "file".to_owned(),
                fault.place.line.to_string(),
                fault.column.field().to_owned(),
            ],
            text: fault.sentence(),
        })
        .collect();
    if all > TOLD {
        refusals.push(Refusal {
            code: UserErrorCode::Invalid,
            path: ["input", "file"].map(str::to_owned).to_vec(),
            text: Text::new(
                format!("另有 {} 处有误", all - TOLD),
                format!("{} more cells are at fault", all - TOLD),
            ),
        });
    }
    Error::Refused(refusals)
}

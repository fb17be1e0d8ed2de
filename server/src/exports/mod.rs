//! `GET /exports?order=…`: the Excel workbook that `exportList` ordered.
//!
//! The rows are read page by page in one snapshot and written to a file without a name, which is then
//! sent: memory does not grow with the table, and a fault on the way is an answer, not half a file.

mod workbook;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::Utc;
use schema::error::Error;
use schema::exports::{Cell, Order, rows::Rows};
use schema::graphql::LianxinSchema;
use schema::tenancy::Database;
use schema::values::dates::china_date;
use serde::Deserialize;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::io::ReaderStream;

use crate::graphql::Principals;
use crate::http::{RequestId, disposition, failure, language};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the route works with.
pub struct Exports {
    /// The schema, with limits wide enough for the questions of tables.
    pub schema: LianxinSchema,
    /// The database as the limited role reaches it.
    pub database: Database,
    /// Who orders are of.
    pub principals: Arc<Principals>,
    /// Tables that are made at once; who comes later waits.
    pub seats: Arc<Semaphore>,
}

impl std::fmt::Debug for Exports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exports")
    }
}

/// The route.
pub fn router(exports: Arc<Exports>) -> Router {
    Router::new()
        .route("/exports", get(answer))
        .with_state(exports)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    order: String,
}

async fn answer(
    State(exports): State<Arc<Exports>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let id = extensions.get::<RequestId>();
    let now = Utc::now();
    let order = match Order::open(exports.database.vault(), &asked.order, now) {
        Ok(order) => order,
        Err(error) => return failure(&error, language(&headers), id),
    };
    match make(&exports, &order, now, id.map(ToString::to_string)).await {
        Ok(response) => response,
        Err(error) => failure(&error, order.language(), id),
    }
}

async fn make(
    exports: &Exports,
    order: &Order,
    now: chrono::DateTime<Utc>,
    request_id: Option<String>,
) -> Result<Response, Error> {
    let _seat = exports.seats.acquire().await.map_err(broken)?;
    let principal = exports.principals.of_union(&order.claims, now).await?;
    let rows = Rows::open(
        &exports.schema,
        &exports.database,
        &principal,
        order,
        now,
        request_id,
    )
    .await?;
    let title = rows.sheet().title(rows.language()).to_owned();
    let (file, length) = workbook_of(rows).await?;
    let name = format!("{title}-{}.xlsx", china_date(now));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(XLSX)),
        (header::CONTENT_LENGTH, HeaderValue::from(length)),
        (
            header::CONTENT_DISPOSITION,
            disposition("attachment", "export.xlsx", &name),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// The file of a table, at its beginning, and its length. It has no name any more: it goes when it was
/// sent, or with the server.
async fn workbook_of(mut rows: Rows) -> Result<(tokio::fs::File, u64), Error> {
    let place = tempfile::tempdir().map_err(broken)?;
    let path = place.path().join("table.xlsx");
    let head = workbook::Head {
        title: rows.sheet().title(rows.language()).to_owned(),
        columns: rows
            .columns()
            .iter()
            .map(|column| (column.title(rows.language()).to_owned(), column.width))
            .collect(),
    };
    // A few pages: reading and writing go on beside one another.
    let (send, receive) = mpsc::channel::<Vec<Vec<Cell>>>(8);
    let target = path.clone();
    let writer = tokio::task::spawn_blocking(move || workbook::write(&target, &head, receive));
    let reading = async {
        while let Some(page) = rows.next().await? {
            if send.send(page).await.is_err() {
                // The writer has failed, and says why below.
                break;
            }
        }
        drop(send);
        Ok::<(), Error>(())
    };
    reading.await?;
    writer.await.map_err(broken)?.map_err(broken)?;
    let file = tokio::fs::File::open(&path).await.map_err(broken)?;
    let length = file.metadata().await.map_err(broken)?.len();
    drop(place);
    Ok((file, length))
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::bug(error.to_string())
}

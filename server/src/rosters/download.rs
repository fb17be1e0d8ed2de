//! Files to fetch.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use rust_xlsxwriter::XlsxError;
use schema::error::{Error, Result};
use schema::id::RosterId;
use schema::rosters::service::faulty_rows;
use schema::tenancy::{Access, Permission};

use super::faulty::Faulty;
use crate::http::{disposition, failure, language};
use crate::sheets::{Asker, Desk};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(XLSX)),
        (
            header::CONTENT_DISPOSITION,
            disposition("attachment", "roster.xlsx", name),
        ),
    ];
    (headers, bytes).into_response()
}

fn fault(error: XlsxError) -> Error {
    Error::bug(error.to_string())
}

pub(super) async fn template(
    State(rosters): State<Arc<Desk>>,
    request: Extensions,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let asker = Asker::of(&rosters, &headers, &request).await?;
        if !asker.principal.may(Permission::RosterLoad) {
            return Err(Error::Forbidden);
        }
        tokio::task::spawn_blocking(super::template::template)
            .await
            .map_err(|error| Error::bug(error.to_string()))?
            .map_err(fault)
    };
    match made.await {
        Ok(bytes) => file("花名册模板.xlsx", bytes),
        Err(error) => failure(&error, language(&headers), request.get()),
    }
}

pub(super) async fn faulty(
    State(rosters): State<Arc<Desk>>,
    request: Extensions,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    match rows(&rosters, &request, &headers, &id).await {
        Ok(bytes) => file("花名册有问题的户.xlsx", bytes),
        Err(error) => failure(&error, language(&headers), request.get()),
    }
}

async fn rows(
    rosters: &Desk,
    request: &Extensions,
    headers: &HeaderMap,
    id: &str,
) -> Result<Vec<u8>> {
    let asker = Asker::of(rosters, headers, request).await?;
    let id: RosterId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = rosters.scope(&asker, Access::Write).await?;
    let mut workbook = Faulty::new().map_err(fault)?;
    let mut after = -1;
    loop {
        let rows = match faulty_rows(&scope, id, after).await {
            Ok(rows) => rows,
            Err(error) => {
                scope.rollback().await;
                return Err(error);
            }
        };
        let Some(last) = rows.last() else {
            break;
        };
        after = last.family;
        workbook.add(&rows).map_err(fault)?;
    }
    scope.finish().await?;
    tokio::task::spawn_blocking(move || workbook.bytes())
        .await
        .map_err(|error| Error::bug(error.to_string()))?
        .map_err(fault)
}

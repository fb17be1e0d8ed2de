//! Ordering tables in the API.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::lists::ExportList;
use super::order::{Order, place_order};
use crate::error::Result;
use crate::id::AuditId;
use crate::payload::{answer, payload, scope, write_once};
use crate::tenancy::Scope;

/// An Excel workbook to fetch.
#[derive(Debug, Clone, SimpleObject)]
pub struct Export {
    /// The entry of the audit trail that tells of it.
    pub id: AuditId,
    /// Where it is fetched, once or more often, without any header: a path on this server.
    pub url: String,
    /// The end of the link's life; it ends with the sign-in at the latest.
    pub expires_at: DateTime<Utc>,
}

payload! {
    /// Answer of ordering a table.
    ExportPayload { export: Export }
}

/// Input of `exportList`.
#[derive(Debug, Clone, InputObject)]
pub struct ExportListInput {
    /// Which list, and which of its rows.
    list: ExportList,
    /// Why the table must hold names, numbers and addresses of the own households: 5 characters or more,
    /// for the audit trail. Without it names are masked.
    reason: Option<String>,
    /// The same key gives the same answer once, for ever.
    idempotency_key: Option<String>,
}

/// Ordering tables.
#[derive(Debug, Default)]
pub struct ExportMutation;

#[Object]
impl ExportMutation {
    /// Orders a list as an Excel workbook. The audit trail has it before anything is read; what the table
    /// shows is what the person who ordered it may see when it is fetched.
    async fn export_list(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: ExportListInput,
    ) -> Result<ExportPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let reason = input.reason.as_deref();
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        let work = async || place_order(scope, &input.list, reason).await;
        let result = match write_once(scope, key, "exportList", &input, work).await {
            Ok(id) => export(scope, id, &input.list, reason.is_some()),
            Err(error) => Err(error),
        };
        answer(scope, result.map(ExportPayload::done))
    }
}

fn export(scope: &Scope, id: Uuid, list: &ExportList, names: bool) -> Result<Export> {
    let order = Order::new(scope, list, names)?;
    Ok(Export {
        id: id.into(),
        url: format!("/exports?order={}", order.seal(scope.database().vault())?),
        expires_at: order.until(),
    })
}

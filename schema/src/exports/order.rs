//! Ordering a table, and the link by which it is fetched.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lists::ExportList;
use super::sheet::Reader;
use crate::audit::service::{AuditAction, Subject, append};
use crate::error::{Error, Result};
use crate::input::{Checks, REASON};
use crate::privacy::Vault;
use crate::tenancy::{Claims, Permission, Scope};
use crate::text::Language;
use crate::ticket;
use crate::unions::service as unions;

/// Binds sealed orders to their use.
const PURPOSE: &str = "export.order";

/// A table that somebody ordered. Sealed, it is the link's secret: it grants only what its owner may
/// read at the time it is followed, and nothing once their sign-in has ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Whose it is.
    pub claims: Claims,
    pub(super) list: String,
    pub(super) variables: serde_json::Value,
    /// Whether it holds names; the reason is in the audit trail.
    pub names: bool,
    pub(super) english: bool,
    until: DateTime<Utc>,
}

impl Order {
    /// An order of the scope's person for this list, good from now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a visitor.
    pub(super) fn new(scope: &Scope, list: &ExportList, names: bool) -> Result<Self> {
        Ok(Self {
            claims: scope.principal()?.claims(),
            list: list.code().to_owned(),
            variables: list.variables()?,
            names,
            english: scope.language() == Language::English,
            until: scope.now() + ticket::LIFE,
        })
    }

    /// The end of the link's life.
    #[must_use]
    pub const fn until(&self) -> DateTime<Utc> {
        self.until
    }

    /// The language of headings and names of codes.
    #[must_use]
    pub const fn language(&self) -> Language {
        if self.english {
            Language::English
        } else {
            Language::Chinese
        }
    }

    /// The secret of the link.
    pub(super) fn seal(&self, vault: &Vault) -> Result<String> {
        ticket::seal(vault, PURPOSE, self)
    }

    /// Reads the secret of a link that is still good.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anything else.
    pub fn open(vault: &Vault, secret: &str, now: DateTime<Utc>) -> Result<Self> {
        ticket::open(vault, PURPOSE, secret)
            .filter(|order: &Self| now < order.until)
            .ok_or(Error::NotFound)
    }
}

/// Writes the order down before anything is read: what leaves, whether with names, and why. Answers the
/// entry of the audit trail.
///
/// # Errors
/// [`Error::Forbidden`] without the permission for the list, or for names; [`Error::NotFound`] for a union
/// outside the own subtree; INVALID for a reason that says nothing.
pub async fn place_order(scope: &Scope, list: &ExportList, reason: Option<&str>) -> Result<Uuid> {
    let sheet = list.sheet();
    let principal = scope.require(sheet.permission)?;
    let mut checks = Checks::default();
    let reason = checks.optional_lines("reason", reason, 500);
    if matches!(sheet.reader, Reader::Named | Reader::Payer) {
        checks.ensure(
            reason.is_some(),
            "reason",
            format!("这张表写有家庭的情况，请写明导出的理由（至少 {REASON} 个字）"),
            format!(
                "this table tells of families; say in {REASON} characters at least why it is needed"
            ),
        );
    }
    if let Some(reason) = &reason {
        checks.ensure(
            reason.chars().count() >= REASON,
            "reason",
            format!("请写明导出实名信息的理由（至少 {REASON} 个字）；不需要姓名时请留空"),
            format!("say in {REASON} characters at least why names are needed, or leave it out"),
        );
        checks.ensure(
            sheet.has_names(),
            "reason",
            "这张表不含帮扶户的实名信息，无需填写理由",
            "this table holds no names of the people helped; leave the reason out",
        );
    }
    checks.done()?;
    if reason.is_some() && sheet.reader != Reader::Payer {
        scope.require(Permission::HouseholdNames)?;
    }
    let union = match list.union() {
        Some(id) => {
            unions::reach(scope, Some(id), true).await?;
            unions::get(scope, id).await?
        }
        None => unions::get(scope, principal.union_id.into()).await?,
    };
    let subject = Subject {
        kind: "union",
        id: Some(union.id),
        union_id: union.id,
        union_path: &union.path,
    };
    let names = if reason.is_some() {
        "（含实名信息）"
    } else {
        ""
    };
    let summary = format!("导出{}表{names}", sheet.title(Language::Chinese));
    append(
        scope,
        AuditAction::Exported,
        subject,
        summary,
        reason.as_deref(),
    )
    .await
}

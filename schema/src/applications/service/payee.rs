//! Where the money goes: the account, sealed, and its correction after the bank returned a payment.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{get, note, private_of, state};
use crate::applications::entity::private;
use crate::applications::input::CorrectAidPayeeInput;
use crate::applications::rules::PrivateStage;
use crate::audit::service::AuditAction;
use crate::error::{Error, Result};
use crate::input::Checks;
use crate::privacy::{Private, vault::context};
use crate::tenancy::{Permission, Scope};
use crate::values::{BankAccount, BankAccountError};

/// What an account is bound to in the vault.
fn bound(application: Uuid) -> String {
    context("aid_application_private.account", application)
}

pub(super) fn seal(scope: &Scope, application: Uuid, account: &BankAccount) -> Result<Vec<u8>> {
    let vault = scope.database().vault();
    vault
        .seal(&bound(application), account.as_str())
        .map_err(|error| Error::bug(error.to_string()))
}

/// The account of an application, opened.
///
/// # Errors
/// A fault of ours where it can't be opened.
pub fn account(scope: &Scope, row: &private::Model) -> Result<Option<String>> {
    let vault = scope.database().vault();
    let open = |sealed: &Vec<u8>| vault.open(&bound(row.application_id), sealed);
    row.account
        .as_ref()
        .map(open)
        .transpose()
        .map_err(|error| Error::bug(error.to_string()))
}

/// What was typed of a payee, checked.
pub(super) struct Payee {
    pub(super) name: String,
    pub(super) bank: Option<String>,
    pub(super) account: Option<BankAccount>,
}

pub(super) fn check(
    checks: &mut Checks,
    name: &str,
    bank: Option<&str>,
    account: Option<&str>,
) -> Payee {
    let name = checks.line("payeeName", name, 50);
    let bank = checks.optional_line("bank", bank, 60);
    let account = account.filter(|typed| !typed.trim().is_empty());
    let account = account.and_then(|typed| {
        let parsed = BankAccount::parse(typed);
        checks.value("account", parsed, sentence)
    });
    checks.ensure(
        account.is_none() || bank.is_some(),
        "bank",
        "填写了账号，请同时填写开户银行",
        "an account needs its bank",
    );
    Payee {
        name,
        bank,
        account,
    }
}

fn sentence(fault: &BankAccountError) -> (String, String) {
    match fault {
        BankAccountError::Character => (
            "账号只能有数字".to_owned(),
            "an account has digits alone".to_owned(),
        ),
        BankAccountError::Length(got) => (
            format!("账号应为 8 到 30 位数字，现在有 {got} 位"),
            format!("an account has 8 to 30 digits; there are {got}"),
        ),
        BankAccountError::CheckDigit => (
            "卡号有误（校验位不符），请对照银行卡核对".to_owned(),
            "the card's check digit does not fit; compare it with the card".to_owned(),
        ),
    }
}

/// Corrects the account after the bank returned a payment; answers the application's id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE where the bank returned
/// nothing; all faults of the input at once.
pub async fn correct(scope: &Scope, input: &CorrectAidPayeeInput) -> Result<Uuid> {
    let row = scope.grant(Permission::AidApply, get(scope, input.id).await?)?;
    if row.version != input.version {
        return Err(Error::conflict());
    }
    let known = private_of(scope, vec![row.id]).await?;
    let known = known.into_iter().next().ok_or(Error::Forbidden)?;
    if known.stage != PrivateStage::Bounced {
        return Err(state(
            "id",
            "银行没有退回这笔款项，收款账户不能更改",
            "the bank returned nothing, so the account stays",
        ));
    }
    let mut checks = Checks::default();
    let (bank, account) = (input.bank.as_deref(), input.account.as_deref());
    let payee = check(&mut checks, &input.payee_name, bank, account);
    checks.done()?;
    let account = payee.account.as_ref();
    let after = private::Model {
        payee: Some(Private(payee.name)),
        bank: payee.bank,
        account: account.map(|of| seal(scope, row.id, of)).transpose()?,
        ..known
    };
    // It may have been paid again meanwhile.
    let done = private::Entity::update_many()
        .set(after.into_active_model().reset_all())
        .filter(private::Column::ApplicationId.eq(row.id))
        .filter(private::Column::Stage.eq(PrivateStage::Bounced))
        .exec(scope)
        .await?;
    if done.rows_affected != 1 {
        return Err(Error::conflict());
    }
    let what = "更正收款账户";
    note(scope, AuditAction::Changed, &[row.into_inner()], what, None).await?;
    Ok(input.id.uuid())
}

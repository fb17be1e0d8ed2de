//! The address a person gets mail at: typed by the person, confirmed by a code sent to it, sealed.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QuerySelect,
    Statement,
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::preferences::no_channel;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::identity::secrets::OneTimeCode;
use crate::notifications::entity::mail_address::{ActiveModel, Column, Entity, Model};
use crate::notifications::outbox;
use crate::notifications::rules::{
    self, CODE_FAILURES, CODES_A_DAY, Channels, NotificationChannel, code_life, code_pause,
};
use crate::privacy::vault::context;
use crate::tenancy::Scope;
use crate::values::dates::china_date;

/// What a person sees of their own address.
#[derive(Debug, Clone, Default)]
pub struct MailAddress {
    /// The address that is written to.
    pub confirmed: Option<String>,
    /// The address that waits for its code.
    pub pending: Option<String>,
    /// Until when the code can be entered.
    pub code_expires_at: Option<DateTime<Utc>>,
}

/// The context in which an address is sealed.
pub(in crate::notifications) fn sealed_as(person: Uuid) -> String {
    context("mail_address", person)
}

/// The own address.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn mail_address(scope: &Scope) -> Result<MailAddress> {
    let me = scope.principal()?.person_id;
    let Some(row) = Entity::find_by_id(me).one(&scope.keyed()).await? else {
        return Ok(MailAddress::default());
    };
    let vault = scope.database().vault();
    let open = |sealed: Option<&Vec<u8>>| {
        sealed
            .map(|sealed| vault.open(&sealed_as(me), sealed))
            .transpose()
            .map_err(|error| Error::bug(format!("the mail address of a person: {error}")))
    };
    let alive = row.code_expires_at.is_some_and(|end| end > scope.now());
    Ok(MailAddress {
        confirmed: open(row.confirmed.as_ref())?,
        pending: open(row.pending.as_ref().filter(|_| alive))?,
        code_expires_at: row.code_expires_at.filter(|_| alive),
    })
}

/// Takes an address and has a code sent to it; until the code comes back the former one stays.
///
/// # Errors
/// STATE where no mail is sent, INVALID for what is no address, UNAVAILABLE for a second code within a
/// minute and a sixth in a day.
pub async fn set(scope: &Scope, channels: Channels, typed: &str) -> Result<()> {
    let me = scope.principal()?.person_id;
    if !channels.mail {
        return Err(no_channel(NotificationChannel::Mail).into());
    }
    let Some(address) = rules::mail_address(typed) else {
        return Err(Refusal::new(
            UserErrorCode::Invalid,
            "address",
            "邮箱地址不正确，应形如 wang@example.cn；请核对后重新填写",
            "this is no mail address, which looks like wang@example.cn; check it",
        )
        .into());
    };
    let before = locked(scope, me).await?;
    let now = scope.now();
    let sent_today = match before
        .as_ref()
        .and_then(|row| Some((row.code_sent_at?, row)))
    {
        Some((at, _)) if at + code_pause() > now => {
            return Err(pause((at + code_pause() - now).num_seconds()));
        }
        Some((at, row)) if china_date(at) == scope.today() => row.codes_that_day,
        _ => 0,
    };
    if sent_today >= CODES_A_DAY {
        return Err(Refusal::new(
            UserErrorCode::Unavailable,
            "address",
            format!("今天已发送 {CODES_A_DAY} 次验证码，请明天再试"),
            format!("{CODES_A_DAY} codes were sent today; try again tomorrow"),
        )
        .into());
    }
    let vault = scope.database().vault();
    let seal = |place: &str, text: &str| {
        vault
            .seal(place, text)
            .map_err(|error| Error::bug(error.to_string()))
    };
    let (code, message) = (OneTimeCode::new(), Uuid::now_v7());
    let row = Model {
        person_id: me,
        confirmed: before.and_then(|row| row.confirmed),
        pending: Some(seal(&sealed_as(me), &address)?),
        code_digest: Some(code.digest()),
        code_expires_at: Some(now + code_life()),
        code_failures: 0,
        code_sent_at: Some(now),
        codes_that_day: sent_today + 1,
    };
    write(scope, row).await?;
    let sealed = seal(
        &outbox::sealed_as(message),
        &format!("{address}\n{}", code.text()),
    )?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO outbox_message (id, person_id, channel, purpose, sealed, state, next_attempt_at, created_at)
             VALUES ($1, $2, 'MAIL', 'MAIL_CODE', $3, 'PENDING', $4, $4)",
            [message.into(), me.into(), sealed.into(), now.into()],
        ))
        .await?;
    Ok(())
}

/// Whether a confirmation code was right.
#[derive(Debug, Clone)]
pub enum CodeCheck {
    /// It was, or there is nothing to check.
    Passed,
    /// It was not. The attempt is counted and must be kept: commit, and answer the refusal.
    Wrong(Refusal),
}

/// Compares a code before an address is confirmed by it, and counts a wrong one. It is a use case of its
/// own because a refusal is rolled back, and the count must not be.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn check_code(scope: &Scope, typed: &str) -> Result<CodeCheck> {
    let me = scope.principal()?.person_id;
    let Some(row) = locked(scope, me).await?.filter(|row| waits(scope, row)) else {
        return Ok(CodeCheck::Passed);
    };
    if same(&row, typed) {
        return Ok(CodeCheck::Passed);
    }
    let failures = row.code_failures + 1;
    write(
        scope,
        Model {
            code_failures: failures,
            ..row
        },
    )
    .await?;
    let left = CODE_FAILURES - failures;
    Ok(CodeCheck::Wrong(Refusal::new(
        UserErrorCode::Invalid,
        "code",
        format!("验证码不对，还可以再试 {left} 次；请核对邮件中的验证码"),
        format!("this code is wrong; {left} more attempts. Look at the mail again"),
    )))
}

/// Confirms the address that waits for this code.
///
/// # Errors
/// STATE where no address waits for it, or it ran out or was mistyped five times.
pub async fn confirm(scope: &Scope, typed: &str) -> Result<()> {
    let me = scope.principal()?.person_id;
    let row = locked(scope, me)
        .await?
        .filter(|row| waits(scope, row) && same(row, typed))
        .ok_or_else(no_code)?;
    let after = Model {
        confirmed: row.pending.clone(),
        pending: None,
        code_digest: None,
        code_expires_at: None,
        ..row
    };
    write(scope, after).await
}

fn waits(scope: &Scope, row: &Model) -> bool {
    row.code_failures < CODE_FAILURES && row.code_expires_at.is_some_and(|end| end > scope.now())
}

fn same(row: &Model, typed: &str) -> bool {
    let kept = row.code_digest.as_deref().unwrap_or_default();
    OneTimeCode::parse(typed)
        .is_some_and(|code| code.digest().as_bytes().ct_eq(kept.as_bytes()).into())
}

/// Forgets the address, and the one that waits.
///
/// # Errors
/// [`Error::Unauthenticated`] for a visitor.
pub async fn remove(scope: &Scope) -> Result<()> {
    let me = scope.principal()?.person_id;
    if let Some(row) = locked(scope, me).await? {
        let after = Model {
            confirmed: None,
            pending: None,
            code_digest: None,
            code_expires_at: None,
            ..row
        };
        write(scope, after).await?;
    }
    Ok(())
}

async fn locked(scope: &Scope, person: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(person)
        .lock_exclusive()
        .one(scope)
        .await?)
}

async fn write(scope: &Scope, row: Model) -> Result<()> {
    let columns = [
        Column::Confirmed,
        Column::Pending,
        Column::CodeDigest,
        Column::CodeExpiresAt,
        Column::CodeFailures,
        Column::CodeSentAt,
        Column::CodesThatDay,
    ];
    let row: ActiveModel = row.into_active_model().reset_all();
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::PersonId)
                .update_columns(columns)
                .to_owned(),
        )
        .exec_without_returning(scope)
        .await?;
    Ok(())
}

fn pause(seconds: i64) -> Error {
    let seconds = seconds.max(1);
    Refusal::new(
        UserErrorCode::Unavailable,
        "address",
        format!("验证码刚刚发送过，请在 {seconds} 秒后再试"),
        format!("a code was sent just now; try again in {seconds} seconds"),
    )
    .into()
}

fn no_code() -> Refusal {
    Refusal::new(
        UserErrorCode::State,
        "code",
        "没有待验证的邮箱，或验证码已过期、多次输错；请重新填写邮箱并获取验证码",
        "no address waits for a code, or its code ran out or was mistyped too often; enter the address again",
    )
}

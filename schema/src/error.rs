//! One error type, and what a client may see of it.
//!
//! [`Error`] deliberately has no `Display`: async-graphql would hand the text of any displayable
//! error to the client, and a database's words are not for clients.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, ErrorExtensions, SimpleObject};
use sea_orm::{DbErr, RuntimeErr};

use crate::text::{Language, Text};

/// Result of everything that may fail in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug, Clone)]
pub enum Error {
    /// Nobody is signed in.
    Unauthenticated,
    /// Signed in, and the role does not allow it.
    Forbidden,
    /// There is no such row for this viewer; another tenant's row is the same as none.
    NotFound,
    /// Expected: the input or the state of things does not allow it. Nothing was written.
    Refused(Vec<Refusal>),
    /// Two transactions met; the whole request is run again by whoever opened the scope.
    Retry(Arc<DbErr>),
    /// The database can't be reached now or has no connection free; the cause goes to the log once.
    Unavailable(Arc<DbErr>),
    /// A fault of ours. The cause goes to the log once and never to the client.
    Bug(Arc<str>),
}

/// What kind of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UserErrorCode {
    /// The value can't be right.
    Invalid,
    /// A value is missing.
    Required,
    /// Somebody changed the row since it was read; the payload holds the row as it is now.
    Conflict,
    /// A limit of the rules is reached, such as four households for one cadre.
    Limit,
    /// The state of the thing does not allow it now.
    State,
    /// It exists already.
    Duplicate,
    /// Try again later, for example after too many failed sign-ins.
    Unavailable,
}

/// One expected refusal, before it is put into the viewer's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its kind.
    pub code: UserErrorCode,
    /// Where in the input, such as `input.members.0.idNumber`.
    pub path: Vec<String>,
    /// What is wrong and what to do next.
    pub text: Text,
}

impl Refusal {
    /// A refusal at a place of the input, written with dots: `"members.0.idNumber"`.
    pub fn new(
        code: UserErrorCode,
        path: &str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        let path = std::iter::once("input")
            .chain(path.split('.').filter(|part| !part.is_empty()))
            .map(str::to_owned)
            .collect();
        Self {
            code,
            path,
            text: Text::new(zh, en),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl Error {
    /// The edited row has a newer version.
    #[must_use]
    pub fn conflict() -> Self {
        Refusal::new(
            UserErrorCode::Conflict,
            "version",
            "这条记录刚被他人修改过；请核对最新内容后再保存",
            "somebody changed this record meanwhile; look at it as it is now, then save again",
        )
        .into()
    }

    /// A fault of ours, with its cause for the log.
    pub fn bug(cause: impl Into<String>) -> Self {
        Self::Bug(cause.into().into())
    }

    /// The code that clients see in `extensions.code`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::Refused(_) => "BAD_USER_INPUT",
            Self::Retry(_) | Self::Unavailable(_) => "UNAVAILABLE",
            Self::Bug(_) => "INTERNAL_SERVER_ERROR",
        }
    }

    /// The sentence that a client sees.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Unauthenticated => Text::new("请先登录", "sign in first"),
            Self::Forbidden => Text::new("您的角色没有这项权限", "your role does not allow this"),
            Self::NotFound => Text::new("没有找到这条记录", "there is no such record"),
            Self::Refused(refusals) => refusals.first().map_or_else(
                || Text::new("输入有误", "the input is not valid"),
                |refusal| refusal.text.clone(),
            ),
            Self::Retry(_) | Self::Unavailable(_) => {
                Text::new("系统繁忙，请稍后再试", "busy; please try again in a moment")
            }
            Self::Bug(_) => Text::new(
                "系统出错了，没有保存任何内容；请把请求编号告诉管理员",
                "something went wrong and nothing was saved; tell the administrator the request id",
            ),
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_retryable(&error) {
            Self::Retry(Arc::new(error))
        } else if is_unavailable(&error) {
            Self::Unavailable(Arc::new(error))
        } else {
            Self::Bug(error.to_string().into())
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        DbErr::Query(RuntimeErr::SqlxError(error.into())).into()
    }
}

/// Serialization failures, deadlocks, and a union that moved between reading its path and writing
/// under it: running the request again on a new snapshot is right for all three.
fn is_retryable(error: &DbErr) -> bool {
    let Some(db) = database_error(error) else {
        return false;
    };
    match db.code().as_deref() {
        Some("40001" | "40P01") => true,
        Some("23503") => db
            .constraint()
            .is_some_and(|name| name.ends_with("union_id_union_path_fkey")),
        _ => false,
    }
}

/// No connection was free in time, or there is no database at the other end: it starts, stops, was
/// killed, or has as many connections as it takes.
fn is_unavailable(error: &DbErr) -> bool {
    let cause = match error {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => cause,
        _ => return false,
    };
    match &**cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        // Class 08: connection exceptions.
        sqlx::Error::Database(db) => db.code().is_some_and(|code| {
            code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "57P03" | "53300")
        }),
        _ => false,
    }
}

fn database_error(error: &DbErr) -> Option<&dyn sqlx::error::DatabaseError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => {
            e.as_database_error()
        }
        _ => None,
    }
}

/// Which constraint refused a write, for rules that the database holds.
#[must_use]
pub fn violated_constraint(error: &DbErr) -> Option<&str> {
    database_error(error).and_then(|db| db.constraint())
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let code = error.code();
        let mut out = Self::new(error.text().in_language(Language::Chinese))
            .extend_with(|_, extensions| extensions.set("code", code));
        out.source = Some(Arc::new(error));
        out
    }
}

/// An expected refusal: nothing was written.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct UserError {
    /// Its kind.
    pub code: UserErrorCode,
    /// Where in the input, such as `["input","members","0","idNumber"]`.
    pub path: Vec<String>,
    #[graphql(skip)]
    text: Text,
}

#[ComplexObject]
impl UserError {
    /// What is wrong and what to do next, in the language of the request.
    async fn message(&self, ctx: &Context<'_>) -> String {
        let language = ctx.data_opt::<Language>().copied().unwrap_or_default();
        self.text.in_language(language).to_owned()
    }
}

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            path: refusal.path,
            text: refusal.text,
        }
    }
}

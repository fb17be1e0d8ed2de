//! What signing in needs, and how a session begins.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::audit::{self, AuditAction, Subject};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::execute::Caller;
use crate::identity::entity::session;
use crate::identity::passwords::Passwords;
use crate::identity::rules::{
    MAX_PASSWORD, MIN_PASSWORD, PasswordFault, SESSION_LIFE, password_fault,
};
use crate::identity::secrets::{RefreshToken, TokenIssuer};
use crate::tenancy::{Access, Actor, Claims, Database, Post, Scope, find_city};

/// Where people come in: everything that signing in needs besides what they typed.
pub struct Entrance<'a> {
    /// The database.
    pub database: &'a Database,
    /// Hashes passwords.
    pub passwords: &'a Passwords,
    /// Signs access tokens.
    pub issuer: &'a dyn TokenIssuer,
    /// Who comes, and how.
    pub caller: &'a Caller,
}

/// Somebody who was let in.
#[derive(Debug)]
pub struct Admitted {
    /// The scope of the person, in which the rest of the answer is read; not committed yet.
    pub scope: Arc<Scope>,
    /// The bearer token.
    pub access_token: String,
    /// When that ends.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Entrance<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entrance")
            .field("caller", self.caller)
            .finish_non_exhaustive()
    }
}

impl Entrance<'_> {
    /// The schema of the city that is meant.
    ///
    /// # Errors
    /// INVALID for a city that this server does not serve, REQUIRED where none is named and several
    /// are served.
    pub(super) async fn city(&self, named: Option<&str>) -> Result<String> {
        let named = named.map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = named else {
            if self.caller.city.is_empty() {
                return Err(Refusal::new(
                    UserErrorCode::Required,
                    "city",
                    "请选择城市",
                    "choose the city",
                )
                .into());
            }
            return Ok(self.caller.city.clone());
        };
        find_city(self.database, name).await?.ok_or_else(|| {
            Refusal::new(
                UserErrorCode::Invalid,
                "city",
                "这里没有这个城市，请核对城市名称或代码",
                "this server does not serve that city; check its name or code",
            )
            .into()
        })
    }

    /// A visitor's scope that presents a login name, a digest or a key of the throttle.
    pub(super) async fn scope(&self, city: &str, presented: &str, access: Access) -> Result<Scope> {
        Scope::visitor(
            self.database,
            city,
            presented,
            access,
            self.caller.language,
            self.caller.now,
            self.caller.request_id.clone(),
        )
        .await
    }

    /// Who asks.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a visitor.
    pub(super) fn actor(&self) -> Result<&Actor> {
        self.caller.actor.as_ref().ok_or(Error::Unauthenticated)
    }

    /// The city and the refresh token of the cookie.
    pub(super) async fn presented(&self) -> Result<Option<(String, RefreshToken)>> {
        let Some((city, token)) = self
            .caller
            .cookie
            .presented()
            .and_then(|value| value.split_once('.'))
        else {
            return Ok(None);
        };
        let Some(token) = RefreshToken::parse(token) else {
            return Ok(None);
        };
        Ok(find_city(self.database, city)
            .await?
            .map(|city| (city, token)))
    }

    /// Puts a refresh token into the cookie.
    pub(super) fn set_cookie(&self, city: &str, token: &RefreshToken, expires_at: DateTime<Utc>) {
        let value = format!("{city}.{}", token.text());
        self.caller.cookie.set(value, expires_at);
    }

    /// Begins a session at the first of these posts that can be acted in, and makes the scope that of
    /// the person. `None` where there is none.
    pub(super) async fn begin_session(
        &self,
        scope: Scope,
        person: Uuid,
        posts: &[Post],
    ) -> Result<Option<Admitted>> {
        let id = Uuid::now_v7();
        for post in posts {
            let claims = Claims {
                city: scope.city().to_owned(),
                session_id: id,
                person_id: person,
                post: *post,
            };
            let Some(actor) = Actor::of_post(&scope, &claims).await? else {
                continue;
            };
            let token = RefreshToken::new();
            let now = scope.now();
            let expires_at = now + SESSION_LIFE;
            let agent = self.caller.user_agent.as_deref().map(printable);
            let row = session::ActiveModel {
                id: Set(id),
                person_id: Set(person),
                staff_id: Set(post.staff()),
                lawyer_id: Set(post.lawyer()),
                family: Set(token.family_digest()),
                digest: Set(token.digest()),
                previous_digest: Set(None),
                user_agent: Set(agent),
                created_at: Set(now),
                last_used_at: Set(now),
                expires_at: Set(expires_at),
                ended_at: Set(None),
                end_reason: Set(None),
            };
            session::Entity::insert(row)
                .exec_without_returning(&scope)
                .await?;
            self.set_cookie(scope.city(), &token, expires_at);
            let admitted = self.admit(scope, actor).await?;
            record(&admitted.scope, AuditAction::SignIn, "登录").await?;
            return Ok(Some(admitted));
        }
        Ok(None)
    }

    /// Makes the scope that of the person and signs an access token.
    pub(super) async fn admit(&self, scope: Scope, actor: Actor) -> Result<Admitted> {
        let claims = actor.claims();
        scope.enter(actor).await?;
        let (access_token, expires_at) = self.issuer.issue(&claims, scope.now())?;
        Ok(Admitted {
            scope: Arc::new(scope),
            access_token,
            expires_at,
        })
    }
}

/// An entry about the person who asks, in the trail of the union they act for, or of the one that registered their
/// partner.
pub(super) async fn record(scope: &Scope, action: AuditAction, summary: &str) -> Result<()> {
    let actor = scope.actor()?;
    let (union_id, union_path) = actor.trail();
    let subject = Subject {
        kind: "person",
        id: Some(actor.person_id()),
        union_id,
        union_path,
    };
    audit::record(scope, action, subject, summary, None).await
}

/// Refuses a password that the rules don't take.
pub(super) fn check_password(path: &str, password: &str, login: &str, name: &str) -> Result<()> {
    let (zh, en) = match password_fault(password, login, name) {
        None => return Ok(()),
        Some(PasswordFault::TooShort) => (
            format!("密码至少 {MIN_PASSWORD} 个字符；用几个好记的词连起来最好"),
            format!(
                "a password has at least {MIN_PASSWORD} characters; a few words in a row are best"
            ),
        ),
        Some(PasswordFault::TooLong) => (
            format!("密码最多 {MAX_PASSWORD} 个字符"),
            format!("a password has at most {MAX_PASSWORD} characters"),
        ),
        Some(PasswordFault::Name) => (
            "密码不能只是登录名或姓名，请加上别的词".to_owned(),
            "a password is more than the login name or your name; add other words".to_owned(),
        ),
        Some(PasswordFault::Common) => (
            "这个密码太常见，别人一猜就中，请换一个".to_owned(),
            "this password is among the first that anybody would try; choose another".to_owned(),
        ),
    };
    Err(Refusal::new(UserErrorCode::Invalid, path, zh, en).into())
}

/// What a client says it is, as far as it can be shown.
fn printable(agent: &str) -> String {
    agent
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect()
}

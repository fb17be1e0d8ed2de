//! The refresh token's cookie: unreadable for scripts, sent to this endpoint only.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, Utc};
use schema::identity::{CookieChange, RefreshCookie};

const NAME: &str = "lianxin_refresh";

pub(super) fn presented(headers: &HeaderMap) -> RefreshCookie {
    let value = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME)
        .map(|(_, value)| value.to_owned());
    RefreshCookie::new(value)
}

/// The `Set-Cookie` that the request asks for, if any.
pub(super) fn header(
    cookie: &RefreshCookie,
    now: DateTime<Utc>,
    https: bool,
) -> Option<HeaderValue> {
    let (value, seconds) = match cookie.change()? {
        CookieChange::Set { value, expires_at } => (value, (expires_at - now).num_seconds().max(0)),
        CookieChange::Clear => (String::new(), 0),
    };
    let secure = if https { "; Secure" } else { "" };
    let text = format!(
        "{NAME}={value}; Path=/graphql; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"
    );
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

//! Kinds of values and what they allow.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use axum::http::HeaderValue;
use sqlx::postgres::PgConnectOptions;
use url::Url;

use crate::logging::LogFormat;

type Reader<T> = Box<dyn Fn(&str) -> Option<T>>;

/// A reader of a value, with the words that tell an operator what it takes.
pub(super) struct Allowed<T> {
    pub(super) description: String,
    reader: Reader<T>,
}

impl<T> Allowed<T> {
    fn new(description: impl Into<String>, reader: impl Fn(&str) -> Option<T> + 'static) -> Self {
        Self {
            description: description.into(),
            reader: Box::new(reader),
        }
    }

    pub(super) fn read(&self, text: &str) -> Option<T> {
        (self.reader)(text)
    }
}

impl<T: FromStr + 'static> Allowed<T> {
    pub(super) fn parsed(description: &str) -> Self {
        Self::new(description, |text| text.parse().ok())
    }
}

/// Nothing, or what `inner` reads.
pub(super) fn optional<T: 'static>(inner: Allowed<T>) -> Allowed<Option<T>> {
    Allowed::new(inner.description.clone(), move |text| {
        if text.is_empty() {
            Some(None)
        } else {
            inner.read(text).map(Some)
        }
    })
}

/// A whole number between two bounds, both allowed.
pub(super) fn whole<T>(least: u64, most: u64) -> Allowed<T>
where
    T: TryFrom<u64> + 'static,
{
    Allowed::new(
        format!("a whole number from {least} to {most}"),
        move |text| {
            let number: u64 = text.parse().ok()?;
            (least..=most).contains(&number).then_some(())?;
            T::try_from(number).ok()
        },
    )
}

pub(super) fn flag() -> Allowed<bool> {
    Allowed::parsed("true or false")
}

pub(super) fn directory() -> Allowed<PathBuf> {
    Allowed::new("the path of a directory", |text| {
        (!text.is_empty() && !text.contains('\0')).then(|| PathBuf::from(text))
    })
}

pub(super) fn text(description: &str, valid: fn(&str) -> bool) -> Allowed<String> {
    Allowed::new(description, move |text| {
        valid(text).then(|| text.to_owned())
    })
}

pub(super) fn choice() -> Allowed<LogFormat> {
    Allowed::new("auto, pretty or json", |text| match text {
        "auto" => Some(LogFormat::Auto),
        "pretty" => Some(LogFormat::Pretty),
        "json" => Some(LogFormat::Json),
        _ => None,
    })
}

/// The address of a site or a service on the web.
pub(super) fn web() -> Allowed<Url> {
    Allowed::new("an address that begins with https:// or http://", |text| {
        let url = Url::parse(text).ok()?;
        let web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        web.then_some(url)
    })
}

/// A secret, of which nothing is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    /// The secret itself: for the one who is to know it, never for a log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(…)")
    }
}

pub(super) fn hidden(description: &str, valid: fn(&str) -> bool) -> Allowed<Hidden> {
    Allowed::new(description, move |text| {
        valid(text).then(|| Hidden(text.to_owned()))
    })
}

/// How the connection to the mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// It begins in the open and must turn to TLS before anything is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all.
    None,
}

impl MailTls {
    pub(super) fn allowed() -> Allowed<Self> {
        Allowed::new("starttls, tls or none", |text| match text {
            "starttls" => Some(Self::StartTls),
            "tls" => Some(Self::Tls),
            "none" => Some(Self::None),
            _ => None,
        })
    }
}

/// Origins (scheme, host and port) in the form in which a browser sends them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    /// The origins, ready for the CORS layer.
    #[must_use]
    pub fn headers(&self) -> &[HeaderValue] {
        &self.0
    }
}

pub(super) fn origins() -> Allowed<Origins> {
    // '*' is refused by its form: answers carry credentials, so each origin is named.
    Allowed::new(
        "origins without a path, separated by commas, such as https://union.example.cn",
        |text| {
            let named = text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            named.map(origin).collect::<Option<Vec<_>>>().map(Origins)
        },
    )
}

fn origin(text: &str) -> Option<HeaderValue> {
    let url = Url::parse(text).ok()?;
    let web = matches!(url.scheme(), "http" | "https");
    // What Url makes of the origin is what a browser sends; a path, a user or a final slash is not.
    (web && url.origin().ascii_serialization() == text.to_ascii_lowercase())
        .then(|| HeaderValue::from_str(&url.origin().ascii_serialization()).ok())?
}

/// Address of a database, password included; what is printed of it has none.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Url);

impl DatabaseUrl {
    pub(super) fn allowed() -> Allowed<Self> {
        Allowed::new(
            "postgres://user:password@host:port/database with special characters percent-encoded",
            |text| {
                let url = Url::parse(text).ok()?;
                let ours = matches!(url.scheme(), "postgres" | "postgresql");
                let whole = !url.username().is_empty() && url.path().len() > 1;
                (ours && whole && PgConnectOptions::from_str(text).is_ok()).then_some(Self(url))
            },
        )
    }

    /// The address of `role` at the server whose Unix socket lies in `sockets`, as libpq and sqlx
    /// both read it.
    pub(crate) fn at_socket(
        sockets: &std::path::Path,
        port: u16,
        role: &str,
        password: &str,
        database: &str,
    ) -> Option<Self> {
        let mut url = Url::parse("postgres://localhost").ok()?;
        url.set_port(Some(port)).ok()?;
        url.set_path(database);
        // libpq takes '+' literally, so a space is written %20.
        let host: String =
            url::form_urlencoded::byte_serialize(sockets.to_str()?.as_bytes()).collect();
        url.set_query(Some(&format!(
            "host={}&sslmode=disable",
            host.replace('+', "%20")
        )));
        Self(url).with_role(role, password)
    }

    /// The same database as another role.
    pub(crate) fn with_role(&self, role: &str, password: &str) -> Option<Self> {
        let mut url = self.0.clone();
        url.set_username(role).ok()?;
        url.set_password(Some(password)).ok()?;
        Some(Self(url))
    }

    /// The same server and role, another database.
    pub(crate) fn with_database(&self, database: &str) -> Self {
        let mut url = self.0.clone();
        url.set_path(database);
        Self(url)
    }

    /// The role that the address signs in as.
    #[must_use]
    pub fn role(&self) -> &str {
        self.0.username()
    }

    /// The whole address, **with the password**: for the driver and for `lianxin database-url`,
    /// never for a log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.clone();
        // Query parameters may carry a password too, so only the socket is worth showing.
        let host = self.0.query_pairs().find(|(name, _)| name == "host");
        let query = host.map(|(_, value)| format!("host={value}"));
        shown.set_query(query.as_deref());
        if shown.password().is_some() && shown.set_password(Some("***")).is_err() {
            return f.write_str("postgres://***");
        }
        f.write_str(shown.as_str())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

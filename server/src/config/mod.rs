//! Configuration: one TOML file and environment variables, every key declared once.
//!
//! [`settings!`](settings) below is the only list of keys. From it come the struct, its defaults, the
//! readers of file and environment, and [`Config::KEYS`], which a test compares with the table in
//! `docs/operating.md`. An environment variable wins over the file. A key that is not in the list,
//! and a value that is not allowed, end the start with an error that names them: a misspelt limit
//! that is silently ignored is found only on the day it is needed.

mod load;
mod value;

use std::net::SocketAddr;
use std::path::PathBuf;

use url::Url;

pub use crate::logging::LogFormat;
pub use load::ConfigError;
use value::{Allowed, choice, directory, flag, hidden, optional, origins, text, web, whole};
pub use value::{DatabaseUrl, Hidden, MailTls, Origins};

/// One key of the configuration, as `docs/operating.md` lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Name in the TOML file.
    pub name: &'static str,
    /// Value when nothing is set; empty when there is none.
    pub default: &'static str,
    /// What the key is for, with its unit.
    pub meaning: &'static str,
}

impl Key {
    /// The environment variable that sets this key: `LIANXIN_` and the name in capitals.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{}{}", load::PREFIX, self.name.to_uppercase())
    }
}

/// Declares the keys: name, type, default as text, reader.
macro_rules! settings {
    ($( $(#[doc = $doc:literal])+ $name:ident: $type:ty = $default:literal, $reader:expr; )+) => {
        /// What an operator may decide. [`Config::load`] reads it; [`Config::default`] is what
        /// holds when nothing is said.
        #[derive(Debug, Clone)]
        pub struct Config {
            $( $(#[doc = $doc])+ pub $name: $type, )+
        }

        impl Config {
            /// Every key there is, in the order of the documentation.
            pub const KEYS: &'static [Key] = &[
                $( Key { name: stringify!($name), default: $default, meaning: concat!($($doc),+) }, )+
            ];

            /// Builds the configuration from the text that each key has in `given`.
            fn build(given: &load::Given) -> Result<Self, ConfigError> {
                Ok(Self {
                    $( $name: given.read(stringify!($name), $default, &$reader)?, )+
                })
            }
        }
    };
}

settings! {
    /// Directory of everything the server keeps on disk: the managed database, key files, passwords of database roles, photographs and documents. One server at a time may use it.
    data_dir: PathBuf = "./data", directory();
    /// Address and port on which the server listens for HTTP. Put a reverse proxy that speaks TLS in front of it.
    listen: SocketAddr = "127.0.0.1:8080", Allowed::parsed("an address and a port, such as 127.0.0.1:8080 or [::]:8080");
    /// Directory of the built web client, handed out at `/`. Where it does not exist, only the API is served.
    static_dir: PathBuf = "web-client/dist", directory();
    /// Origins of web clients served from elsewhere that may call the API (CORS); in the environment separated by commas. Empty: only the own origin.
    allowed_origins: Origins = "", origins();
    /// Whether the refresh cookie is sent over TLS only. Browsers make an exception for localhost; say `false` only where clients reach the server by plain HTTP on purpose.
    secure_cookie: bool = "true", flag();
    /// Whether a reverse proxy stands in front and writes the client's address at the end of `X-Forwarded-For`. Say `true` only then: otherwise clients could invent their address.
    behind_proxy: bool = "false", flag();
    /// Bearer token with which `/metrics` may be read from elsewhere. Empty: only from this machine.
    metrics_token: Option<String> = "", optional(text("16 to 200 printable characters", |s| (16..=200).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_graphic())));
    /// Code of the city that the sign-in page offers first: four digits, such as 3713 for Linyi.
    default_city: Option<String> = "", optional(text("four digits, such as 3713", |s| s.len() == 4 && s.bytes().all(|b| b.is_ascii_digit())));
    /// Address at which people open the web client, such as https://union.example.cn: where messages point to. Needed where mail or a gateway is configured.
    public_url: Option<Url> = "", optional(web());
    /// Mail server (SMTP) that takes mail from here. Empty: no mail is sent.
    mail_host: Option<String> = "", optional(text("the name or address of a host", |s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b))));
    /// Its port: usually 587 for `starttls`, 465 for `tls`.
    mail_port: u16 = "587", whole(1, 65535);
    /// How the connection to it is kept secret: `starttls`, `tls` from the first byte, or `none` for a server on this machine.
    mail_tls: MailTls = "starttls", MailTls::allowed();
    /// Who signs in to it. Empty: nobody does.
    mail_user: Option<String> = "", optional(text("a user name", |s| !s.is_empty()));
    /// The password of that user; better kept in the environment than in the file.
    mail_password: Option<Hidden> = "", optional(hidden("a password", |s| !s.is_empty()));
    /// Whom mail comes from, such as `连心 <lianxin@union.example.cn>`. Needed with `mail_host`.
    mail_from: Option<String> = "", optional(text("a mail address, such as 连心 <lianxin@union.example.cn>", |s| s.parse::<lettre::message::Mailbox>().is_ok()));
    /// Address of the city's own message gateway, which gets news by POST as the Standard Webhooks specification says. Empty: there is none.
    gateway_url: Option<Url> = "", optional(web());
    /// Secret that signs what the gateway gets: `whsec_` and 24 to 64 bytes in base64; while it is changed, the new one, a comma and the old one. Needed with `gateway_url`.
    gateway_secret: Option<Hidden> = "", optional(hidden("whsec_ and 24 to 64 bytes in base64, one or two of them separated by a comma", |s| crate::outbox::secrets(s).is_some()));
    /// Form of the log: `auto` is `pretty` on a terminal and `json` otherwise.
    log_format: LogFormat = "auto", choice();
    /// Which events are logged, as directives of tracing's EnvFilter, such as `info,schema=debug`.
    log: String = "info", text("directives such as info or warn,schema=debug", |s| tracing_subscriber::EnvFilter::try_new(s).is_ok());
    /// Address of a PostgreSQL of your own (15 or newer), as the role that may create roles, or as `lianxin_owner`. Also read from `DATABASE_URL`. Empty: the server manages a PostgreSQL itself.
    database_url: Option<DatabaseUrl> = "", optional(DatabaseUrl::allowed());
    /// Address for requests, as `lianxin_app`. Needed only when `database_url` is `lianxin_owner`.
    app_database_url: Option<DatabaseUrl> = "", optional(DatabaseUrl::allowed());
    /// Address for background jobs, as `lianxin_worker`. Needed only when `database_url` is `lianxin_owner`.
    worker_database_url: Option<DatabaseUrl> = "", optional(DatabaseUrl::allowed());
    /// Directory of the programs `postgres` and `initdb` for the managed database. Empty: looked for.
    pg_bin: Option<PathBuf> = "", optional(directory());
    /// TCP port on 127.0.0.1 of the managed database. Empty: none, only a Unix socket.
    pg_port: Option<u16> = "", optional(whole(1024, 65535));
    /// Connections kept for requests.
    app_connections: u32 = "16", whole(1, 1000);
    /// Connections kept for background jobs.
    worker_connections: u32 = "4", whole(1, 100);
    /// Seconds that a request waits for a free connection before it is refused.
    connection_wait_seconds: u64 = "10", whole(1, 300);
    /// Seconds that one statement of a request may run in the database.
    statement_seconds: u64 = "30", whole(1, 3600);
    /// Minutes that an access token is valid.
    access_token_minutes: u32 = "10", whole(1, 60);
    /// Levels that a GraphQL query may nest.
    max_depth: usize = "15", whole(3, 100);
    /// Cost that a GraphQL query may have: one per field, times the length of the page it stands in.
    max_complexity: usize = "20000", whole(100, 1_000_000);
    /// Aliases that a GraphQL query may use.
    max_aliases: usize = "30", whole(1, 1000);
    /// Connections that may hold subscriptions at once.
    max_subscribers: usize = "5000", whole(1, 1_000_000);
    /// Excel tables that are made at once; who comes later waits. Each holds a database connection and, in the directory for temporary files, the table.
    max_exports: usize = "2", whole(1, 64);
    /// Directory of the fonts (.ttf, .otf, .ttc) that papers are set in; one of them must write Chinese. Empty: the npm package that the web client installs, or Debian's fonts-noto-cjk.
    font_dir: Option<PathBuf> = "", optional(directory());
    /// Where photographs and documents are kept, as `s3://bucket/prefix`; the credentials are read from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. Empty: in the directory `objects` of the data directory.
    attachment_store: Option<String> = "", optional(text("s3://bucket or s3://bucket/prefix", is_bucket));
    /// Address of a store of your own that speaks S3, such as `https://minio.example.cn:9000`. Empty: Amazon's.
    attachment_endpoint: Option<String> = "", optional(text("the address of a server: http:// or https://, no path", is_server));
    /// Region of the bucket. Empty: as `AWS_REGION` says.
    attachment_region: Option<String> = "", optional(text("a word of letters, digits and hyphens", |s| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')));
    /// Bytes that a photograph or document may have when it is sent.
    max_attachment_bytes: usize = "20971520", whole(65_536, 268_435_456);
    /// Bytes that the body of a request may have; uploads have a limit of their own.
    max_body_bytes: usize = "1048576", whole(1024, 67_108_864);
    /// Bytes that an uploaded roster (花名册) may have.
    max_roster_bytes: usize = "33554432", whole(1024, 268_435_456);
    /// Seconds that a request may take from its first byte to the answer.
    request_seconds: u64 = "60", whole(1, 3600);
    /// Seconds that requests in flight have to finish when the server is stopped.
    shutdown_seconds: u64 = "30", whole(1, 600);
}

impl Default for Config {
    fn default() -> Self {
        // The defaults are literals of this file, and a test reads every one of them.
        #[expect(
            clippy::expect_used,
            reason = "a default that does not parse is a bug of this file"
        )]
        Self::build(&load::Given::default()).expect("every default is an allowed value")
    }
}

impl Config {
    /// Directory of the key files that seal personal data and sign tokens. Not part of a backup
    /// unless asked for: who holds both can read everything.
    #[must_use]
    pub fn keys_dir(&self) -> PathBuf {
        self.data_dir.join("keys")
    }

    /// Directory of photographs and documents, where no bucket has them. Part of a backup.
    #[must_use]
    pub fn objects_dir(&self) -> PathBuf {
        self.data_dir.join("objects")
    }
}

fn is_bucket(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    address.strip_prefix("s3://").is_some_and(|rest| {
        rest.bytes().all(plain)
            && !rest.starts_with('/')
            && !rest.is_empty()
            && !rest.contains("//")
    })
}

fn is_server(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_an_allowed_value() {
        let config = Config::default();
        assert_eq!(config.listen.port(), 8080);
        assert_eq!(config.access_token_minutes, 10);
        assert!(config.database_url.is_none() && config.pg_port.is_none());
    }

    #[test]
    fn the_documentation_lists_every_key_with_its_default() {
        let page = std::fs::read_to_string(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operating.md"),
        )
        .unwrap();
        let rows: Vec<&str> = page
            .lines()
            .skip_while(|line| *line != "| key | default | meaning |")
            .skip(2)
            .take_while(|line| line.starts_with("| `"))
            .collect();
        let expected: Vec<String> = Config::KEYS
            .iter()
            .map(|key| {
                let default = if key.default.is_empty() {
                    String::new()
                } else {
                    format!("`{}`", key.default)
                };
                format!("| `{}` | {default} | {} |", key.name, key.meaning.trim())
            })
            .collect();
        assert_eq!(
            rows,
            expected,
            "\nthe table should be\n{}",
            expected.join("\n")
        );
    }
}

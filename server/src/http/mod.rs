//! Everything about HTTP that is the same for every request: ids, logs, figures, limits, headers, refusals,
//! and the web client's files.
//!
//! [`shell`] puts it around the router of the API; [`serve`] runs the whole and stops it gently.

mod disposition;
mod guards;
mod metrics;
mod observe;
mod payload;
mod probes;
mod refusal;
mod serve;
mod site;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::keys::AccessTokens;

pub(crate) use disposition::disposition;
pub use guards::InvalidOrigin;
pub use metrics::{Metrics, PoolGauges, watch_pool};
pub use observe::{Operation, REQUEST_ID, RequestId, language, note};
pub use payload::{refused, taken, taken_as};
pub use probes::ReadyCheck;
pub use refusal::{failure, no_link, refusal};
pub use serve::{serve, stop_signal};

/// So many times as long as another request one that moves a file may take: the line may be bad.
const FILE_TIMES: u32 = 10;

/// How the server meets the world.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Other origins whose pages may call the API with cookies, such as `https://union.example`.
    pub allowed_origins: Vec<String>,
    /// Whether people reach the server by HTTPS, so that browsers are told never to come without.
    pub secure: bool,
    /// The longest body of a request, in bytes.
    pub body_limit: usize,
    /// How long a request may take.
    pub timeout: Duration,
    /// The directory of the built web client; `None` where another web server hands it out.
    pub site: Option<PathBuf>,
    /// What a collector of metrics shows as its bearer token; `None`: only this machine may ask, directly.
    pub metrics_token: Option<String>,
}

/// What stands in the shell.
pub struct Shell {
    /// How the server meets the world.
    pub settings: HttpSettings,
    /// The API's routes, without a fallback.
    pub api: Router,
    /// Routes that move whole files, which limit their bodies themselves and have more time.
    pub files: Router,
    /// Whose public keys are published.
    pub tokens: Arc<AccessTokens>,
    /// Whether requests can be answered.
    pub ready: ReadyCheck,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl std::fmt::Debug for Shell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The whole router: the API, the web client, `/healthz`, `/readyz`, `/metrics` and
/// `/.well-known/jwks.json`, with the guards around them.
///
/// # Errors
/// An allowed origin that no browser would ever send.
pub fn shell(shell: Shell) -> Result<Router, InvalidOrigin> {
    let settings = &shell.settings;
    let no_store = HeaderValue::from_static("no-store");
    let never_kept = SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, no_store);
    let timeout = |time| TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time);
    let files = shell.files.layer(timeout(settings.timeout * FILE_TIMES));
    let router = Router::new()
        .merge(probes::routes(
            shell.ready,
            shell.metrics.clone(),
            shell.tokens,
            settings.metrics_token.as_deref(),
        ))
        .merge(shell.api.layer(never_kept.clone()))
        .fallback_service(site::site(settings.site.clone()))
        .layer(RequestBodyLimitLayer::new(settings.body_limit))
        .layer(timeout(settings.timeout))
        .merge(files.layer(never_kept));

    // From the inside out: the last one sees the request first.
    let router = router
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(observe::catch_panic))
        .layer(guards::same_origin(&settings.allowed_origins)?)
        .layer(from_fn(refusal::tell))
        .layer(guards::cross_origin(&settings.allowed_origins)?)
        .layer(from_fn_with_state(shell.metrics, observe::observe))
        // Workbooks and papers are packed already, and keep the length by which a browser shows how far
        // it is.
        .layer(
            CompressionLayer::new().compress_when(
                DefaultPredicate::new()
                    .and(NotForContentType::const_new("application/vnd."))
                    .and(NotForContentType::const_new("application/pdf")),
            ),
        );
    Ok(guards::with_security_headers(router, settings.secure))
}

//! What machines ask: whether the server lives, whether it can work, its figures, its public keys.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRef, Request, State};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::future::BoxFuture;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::metrics::Metrics;
use crate::keys::AccessTokens;

/// Whether requests can be answered, that is whether the database answers; why not is for the log.
pub type ReadyCheck = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Balancers ask every few seconds; a slow yes is a no.
const READY_WITHIN: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Probes {
    ready: ReadyCheck,
    metrics: Arc<Metrics>,
    tokens: Arc<AccessTokens>,
    metrics_token: Option<[u8; 32]>,
}

impl FromRef<Probes> for Arc<AccessTokens> {
    fn from_ref(probes: &Probes) -> Self {
        probes.tokens.clone()
    }
}

pub(super) fn routes(
    ready: ReadyCheck,
    metrics: Arc<Metrics>,
    tokens: Arc<AccessTokens>,
    metrics_token: Option<&str>,
) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(figures))
        .route("/.well-known/jwks.json", get(jwks))
        .with_state(Probes {
            ready,
            metrics,
            tokens,
            metrics_token: metrics_token.map(digest),
        })
}

async fn healthz() -> Response {
    no_store(Json(json!({"status": "ok"})))
}

async fn readyz(State(probes): State<Probes>) -> Response {
    let reason = match tokio::time::timeout(READY_WITHIN, (probes.ready)()).await {
        Ok(Ok(())) => return no_store(Json(json!({"status": "ok"}))),
        Ok(Err(reason)) => reason,
        Err(_) => "no answer in time".to_owned(),
    };
    tracing::warn!(reason, "not ready");
    no_store((
        StatusCode::SERVICE_UNAVAILABLE,
        Json(json!({"status": "unavailable"})),
    ))
}

/// The figures tell how much work a union does and when, so they are not for everybody.
async fn figures(State(probes): State<Probes>, request: Request) -> Response {
    let may_read = match probes.metrics_token {
        Some(expected) => bearer(request.headers()).map(digest) == Some(expected),
        None => is_local(&request),
    };
    if !may_read {
        return StatusCode::NOT_FOUND.into_response();
    }
    match probes.metrics.text() {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            no_store(([(CONTENT_TYPE, HeaderValue::from_static(kind))], text))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn jwks(State(tokens): State<Arc<AccessTokens>>) -> Response {
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/jwk-set+json"),
        ),
        (
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=300"),
        ),
    ];
    (headers, Json(tokens.jwks())).into_response()
}

fn no_store(response: impl IntoResponse) -> Response {
    let header = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (header, response).into_response()
}

/// Digests are compared, so that the time of the comparison tells nothing of the token.
fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

/// From a program on this machine, and not passed on by a proxy on this machine.
fn is_local(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let passed_on = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback()) && !passed_on
}

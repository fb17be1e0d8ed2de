//! The shell around the API, asked as a client would ask it.

mod browsers;
mod machines;
mod requests;
mod site;
mod stopping;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName};
use axum::http::{Method, Request, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use chrono::TimeDelta;
use futures::FutureExt;
use serde_json::{Value, json};
use server::http::{HttpSettings, InvalidOrigin, Metrics, Operation, Shell, shell};
use server::keys::{AccessTokens, KeyDirectory, TokenSettings};
use tempfile::TempDir;
use tower::ServiceExt;
use tower_http::limit::RequestBodyLimitLayer;

pub(crate) const ORIGIN: &str = "https://union.example";
/// What the routes for files limit their bodies to.
pub(crate) const UPLOAD_LIMIT: usize = 20_000;
pub(crate) const BODY_LIMIT: usize = 10_000;

/// A server with an API made for these tests.
pub(crate) struct Server {
    pub(crate) router: Router,
    _keys: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The code of the first error, with its request id equal to the header's.
    pub(crate) fn code(&self) -> String {
        let error = &self.json()["errors"][0];
        assert_eq!(
            error["extensions"]["requestId"],
            self.header("x-request-id").unwrap()
        );
        error["extensions"]["code"].as_str().unwrap().to_owned()
    }
}

fn api() -> Router {
    let operation = || {
        Extension(Operation {
            name: "echo".into(),
            outcome: "ok".into(),
        })
    };
    Router::new()
        .route(
            "/graphql",
            post(move |body: Bytes| async move { (operation(), Json(json!({"length": body.len()}))) }),
        )
        .route("/panic", get(panicking))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                "done"
            }),
        )
        .route("/stuck", get(std::future::pending::<()>))
        .route("/large", get(|| async { "连心 ".repeat(1_000) }))
        .route("/refused", get(|| async { (StatusCode::FORBIDDEN, Json(json!({"own": "words"}))) }))
        .route(
            "/own-policy",
            get(|| async { ([(CONTENT_SECURITY_POLICY, "default-src 'none'")], "page") }),
        )
}

fn files() -> Router {
    Router::new()
        .route(
            "/files",
            post(move |body: Bytes| async move { Json(json!({"length": body.len()})) }),
        )
        .layer(RequestBodyLimitLayer::new(UPLOAD_LIMIT))
}

async fn panicking() -> StatusCode {
    panic!("the secret of the house is 42")
}

pub(crate) fn settings() -> HttpSettings {
    HttpSettings {
        allowed_origins: vec![ORIGIN.to_owned()],
        secure: true,
        body_limit: BODY_LIMIT,
        timeout: Duration::from_secs(5),
        site: None,
        metrics_token: None,
    }
}

pub(crate) fn with_settings(settings: HttpSettings) -> Server {
    with_readiness(settings, Ok(()))
}

pub(crate) fn with_readiness(settings: HttpSettings, ready: Result<(), String>) -> Server {
    build(settings, ready).unwrap()
}

pub(crate) fn build(
    settings: HttpSettings,
    ready: Result<(), String>,
) -> Result<Server, InvalidOrigin> {
    let home = tempfile::tempdir().unwrap();
    let keys = KeyDirectory::open(home.path().join("keys")).unwrap();
    let tokens = TokenSettings {
        issuer: "https://lianxin.example".to_owned(),
        audience: "lianxin".to_owned(),
        life: TimeDelta::minutes(10),
    };
    let router = shell(Shell {
        settings,
        api: api(),
        files: files(),
        tokens: Arc::new(AccessTokens::open(keys, tokens).unwrap()),
        ready: Arc::new(move || std::future::ready(ready.clone()).boxed()),
        metrics: Arc::new(Metrics::new(|_| {})),
    })?;
    Ok(Server {
        router,
        _keys: home,
    })
}

pub(crate) fn server() -> Server {
    with_settings(settings())
}

impl Server {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.into_response();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        self.send(request(Method::POST, path, headers, body.into()))
            .await
    }
}

pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Request<Body> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().unwrap();
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        request.headers_mut().append(name, value.parse().unwrap());
    }
    request
}

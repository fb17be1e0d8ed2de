//! Everything HTTP around the GraphQL endpoint: ids, log lines, metrics, limits, headers, the web
//! client's files, and a stop that lets requests in flight finish.

mod assets;
mod metrics;
mod serve;
mod telemetry;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use serde_json::Value;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

pub use metrics::{Metrics, Pool};
pub use serve::serve;

/// Whether the database answers.
pub type Ready = Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>;

/// What the site is made of.
pub struct Site {
    /// The GraphQL endpoint.
    pub api: Router,
    /// The public keys of access tokens.
    pub jwks: Arc<dyn Fn() -> Value + Send + Sync>,
    /// Whether requests can be served.
    pub ready: Ready,
    /// Where requests are counted.
    pub metrics: Arc<Metrics>,
    /// The built web client; none where another web server hands it out.
    pub web_client: Option<PathBuf>,
    /// Other origins whose pages may use the API with credentials, such as `https://web.example`.
    pub origins: Vec<HeaderValue>,
    /// Whether people reach the site by HTTPS only.
    pub https: bool,
    /// Longest body, in bytes.
    pub body_bytes: usize,
    /// Longest time of a request.
    pub timeout: Duration,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site")
            .field("web_client", &self.web_client)
            .field("origins", &self.origins)
            .finish_non_exhaustive()
    }
}

/// An origin that is none.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is no origin such as https://web.example")]
pub struct NotAnOrigin(String);

/// The whole site.
///
/// # Errors
/// [`NotAnOrigin`].
pub fn router(site: Site) -> Result<Router, NotAnOrigin> {
    let mut csrf = CsrfLayer::new();
    for origin in &site.origins {
        let text = origin.to_str().unwrap_or_default();
        csrf = csrf
            .add_trusted_origin(text)
            .map_err(|_| NotAnOrigin(text.to_owned()))?;
    }
    let metrics = site.metrics.clone();
    let api = site.api.layer(
        ServiceBuilder::new()
            .layer(cors(&site.origins))
            .layer(csrf)
            .layer(SetResponseHeaderLayer::overriding(
                header::CACHE_CONTROL,
                HeaderValue::from_static("no-store"),
            ))
            .layer(RequestBodyLimitLayer::new(site.body_bytes))
            .layer(DefaultBodyLimit::disable())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                site.timeout,
            )),
    );
    let jwks = site.jwks;
    let mut router = Router::new()
        .merge(api)
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready).with_state(site.ready))
        .route("/metrics", get(show_metrics).with_state(metrics.clone()))
        .route(
            "/.well-known/jwks.json",
            get(move || async move { Json(jwks()) }),
        );
    if let Some(directory) = site.web_client {
        router = router.fallback_service(assets::service(&directory));
    }
    let security = security_headers(site.https)
        .into_iter()
        .fold(router, |router, (name, value)| {
            router.layer(SetResponseHeaderLayer::if_not_present(name, value))
        });
    Ok(security
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(telemetry::panicked))
        .layer(from_fn_with_state(metrics, telemetry::measure))
        .layer(from_fn(telemetry::request_id)))
}

async fn ready(State(ready): State<Ready>) -> Response {
    if ready().await {
        "ok\n".into_response()
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        )
            .into_response()
    }
}

async fn show_metrics(State(metrics): State<Arc<Metrics>>) -> Response {
    (
        [(
            header::CONTENT_TYPE,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        )],
        metrics.text(),
    )
        .into_response()
}

fn cors(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            header::ACCEPT_LANGUAGE,
        ])
        .expose_headers([HeaderName::from_static(crate::graphql::REQUEST_ID)])
        .max_age(Duration::from_secs(3600))
}

fn security_headers(https: bool) -> Vec<(HeaderName, HeaderValue)> {
    // Ant Design writes its styles into the page; everything else comes from here.
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
        font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let mut headers = vec![
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("geolocation=(), camera=(), microphone=()"),
        ),
    ];
    if https {
        headers.push((
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        ));
    }
    headers
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::routing::post;
    use tower::ServiceExt as _;

    use super::*;

    fn site(web_client: Option<PathBuf>) -> Router {
        let api = Router::new()
            .route(
                "/graphql",
                post(|body: axum::body::Bytes| async move { format!("{} bytes", body.len()) }),
            )
            .route(
                "/broken",
                get(|| async { panic!("secret of the code") as &'static str }),
            );
        router(Site {
            api,
            jwks: Arc::new(|| serde_json::json!({ "keys": [] })),
            ready: Arc::new(|| Box::pin(async { false })),
            metrics: Arc::new(Metrics::new(|| Pool { used: 1, idle: 2 })),
            web_client,
            origins: vec![HeaderValue::from_static("https://web.example")],
            https: true,
            body_bytes: 1000,
            timeout: Duration::from_secs(5),
        })
        .unwrap()
    }

    async fn ask(
        request: axum::http::request::Builder,
        body: impl Into<Body>,
    ) -> (Response, String) {
        let mut response = site(None)
            .oneshot(request.body(body.into()).unwrap())
            .await
            .unwrap();
        let body = std::mem::take(response.body_mut());
        (
            response,
            String::from_utf8(to_bytes(body, 1_000_000).await.unwrap().to_vec()).unwrap(),
        )
    }

    #[tokio::test]
    async fn a_request_has_an_id_and_keeps_a_harmless_one_it_brings() {
        let (response, _) = ask(
            Request::get("/healthz").header("x-request-id", "abc-123"),
            "",
        )
        .await;
        assert_eq!(response.headers()["x-request-id"], "abc-123");
        let (response, _) = ask(
            Request::get("/healthz").header("x-request-id", "a b<script>"),
            "",
        )
        .await;
        assert_eq!(response.headers()["x-request-id"].len(), 36);
        assert!(response.headers().contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_without_the_code_s_words() {
        let (response, body) = ask(Request::get("/broken"), "").await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(
            !body.contains("secret") && body.contains("INTERNAL_SERVER_ERROR"),
            "{body}"
        );
    }

    #[tokio::test]
    async fn a_long_body_is_refused_with_and_without_a_length() {
        let (response, _) = ask(
            Request::post("/graphql").header("content-length", "5000"),
            "",
        )
        .await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let chunks =
            futures::stream::iter((0..10).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 500])));
        let (response, _) = ask(Request::post("/graphql"), Body::from_stream(chunks)).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let (response, body) = ask(Request::post("/graphql"), "x".repeat(900)).await;
        assert_eq!(
            (response.status(), body.as_str()),
            (StatusCode::OK, "900 bytes")
        );
    }

    #[tokio::test]
    async fn another_site_s_page_may_not_post() {
        let post = |origin: &'static str| {
            Request::post("/graphql")
                .header("host", "lianxin.example")
                .header("origin", origin)
        };
        assert_eq!(
            ask(post("https://evil.example"), "").await.0.status(),
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            ask(post("https://lianxin.example"), "").await.0.status(),
            StatusCode::OK
        );
        let (response, _) = ask(post("https://web.example"), "").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()["access-control-allow-origin"],
            "https://web.example"
        );
    }

    #[tokio::test]
    async fn not_ready_is_said_and_metrics_count() {
        let site = site(None);
        let get = |path: &str| {
            site.clone()
                .oneshot(Request::get(path).body(Body::empty()).unwrap())
        };
        assert_eq!(
            get("/readyz").await.unwrap().status(),
            StatusCode::SERVICE_UNAVAILABLE
        );
        let text = to_bytes(get("/metrics").await.unwrap().into_body(), 1_000_000)
            .await
            .unwrap();
        let text = String::from_utf8(text.to_vec()).unwrap();
        assert!(
            text.contains("lianxin_requests_total{operation=\"http\",status=\"503\"} 1"),
            "{text}"
        );
        assert!(
            text.contains("lianxin_database_connections{state=\"idle\"} 2"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn the_web_client_s_pages_are_its_own_to_route_and_missing_files_are_missing() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("assets")).unwrap();
        std::fs::write(directory.path().join("index.html"), "<title>连心</title>").unwrap();
        std::fs::write(directory.path().join("assets/a-1.js"), "let a;").unwrap();
        let site = site(Some(directory.path().to_owned()));
        let get = |path: &str| {
            site.clone().oneshot(
                Request::get(path)
                    .header("accept", "text/html,*/*")
                    .body(Body::empty())
                    .unwrap(),
            )
        };
        for path in ["/", "/households/household_1"] {
            let response = get(path).await.unwrap();
            assert_eq!(
                (response.status(), &response.headers()["cache-control"]),
                (StatusCode::OK, &HeaderValue::from_static("no-cache")),
                "{path}"
            );
        }
        let asset = get("/assets/a-1.js").await.unwrap();
        assert!(
            asset.headers()["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        for path in ["/assets/gone.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
            let response = get(path).await.unwrap();
            let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
            assert!(!body.starts_with(b"[workspace"), "{path}");
        }
        assert_eq!(
            get("/assets/gone.js").await.unwrap().status(),
            StatusCode::NOT_FOUND
        );
    }
}

//! Probes, figures and public keys.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode};
use server::http::HttpSettings;

use super::{Answer, Server, request, server, settings, with_readiness, with_settings};

async fn figures(server: &Server, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = request(Method::GET, "/metrics", headers, Body::empty());
    let peer: SocketAddr = peer.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    server.send(request).await
}

#[tokio::test]
async fn alive_and_ready_are_two_questions() {
    let ready = server();
    assert_eq!(ready.get("/healthz", &[]).await.json()["status"], "ok");
    assert_eq!(ready.get("/readyz", &[]).await.json()["status"], "ok");
    let waiting = with_readiness(
        settings(),
        Err("the password of the database is wrong".to_owned()),
    );
    assert_eq!(waiting.get("/healthz", &[]).await.status, StatusCode::OK);
    let answer = waiting.get("/readyz", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.text(), r#"{"status":"unavailable"}"#);
}

#[tokio::test]
async fn requests_are_counted_by_what_they_were() {
    let server = server();
    for _ in 0..3 {
        server.post("/graphql", &[], "{}").await;
    }
    server.get("/panic", &[]).await;
    server.get("/made/up/1", &[]).await;
    server.get("/made/up/2", &[]).await;
    let answer = figures(&server, "127.0.0.1:5", &[]).await;
    assert!(
        answer
            .header("content-type")
            .unwrap()
            .starts_with("application/openmetrics-text")
    );
    for line in [
        r#"lianxin_http_requests_total{operation="echo",status="200",outcome="ok"} 3"#,
        r#"lianxin_http_requests_total{operation="/panic",status="500",outcome="error"} 1"#,
        r#"lianxin_http_requests_total{operation="site",status="404",outcome="ok"} 2"#,
        // The one that asks.
        "lianxin_http_requests_in_flight 1",
    ] {
        assert!(
            answer.text().lines().any(|found| found == line),
            "{line} in {}",
            answer.text()
        );
    }
    assert!(!answer.text().contains("made"));
}

#[tokio::test]
async fn figures_are_for_this_machine_or_for_the_token() {
    let open = server();
    assert_eq!(figures(&open, "[::1]:5", &[]).await.status, StatusCode::OK);
    for (peer, headers) in [
        ("192.0.2.7:5", &[][..]),
        ("127.0.0.1:5", &[("x-forwarded-for", "192.0.2.7")][..]),
        ("127.0.0.1:5", &[("forwarded", "for=192.0.2.7")][..]),
        ("192.0.2.7:5", &[("authorization", "Bearer ")][..]),
    ] {
        let answer = figures(&open, peer, headers).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{peer} {headers:?}");
    }
    let guarded = with_settings(HttpSettings {
        metrics_token: Some("right".to_owned()),
        ..settings()
    });
    let right = [("authorization", "Bearer right")];
    assert_eq!(
        figures(&guarded, "192.0.2.7:5", &right).await.status,
        StatusCode::OK
    );
    for headers in [
        &[][..],
        &[("authorization", "Bearer wrong")],
        &[("authorization", "right")],
    ] {
        let answer = figures(&guarded, "127.0.0.1:5", headers).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{headers:?}");
    }
}

#[tokio::test]
async fn public_keys_are_published_and_private_ones_are_not() {
    let server = server();
    let answer = server.get("/.well-known/jwks.json", &[]).await;
    assert_eq!(
        answer.header("content-type"),
        Some("application/jwk-set+json")
    );
    assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
    let json = answer.json();
    let key = json["keys"][0].as_object().unwrap();
    assert_eq!(key["kty"], "OKP");
    assert_eq!(key["crv"], "Ed25519");
    assert_eq!(key["use"], "sig");
    assert!(!key.contains_key("d"));
}

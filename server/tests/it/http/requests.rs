//! Ids, limits and refusals.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use futures::stream;
use server::http::HttpSettings;

use super::{BODY_LIMIT, UPLOAD_LIMIT, server, settings, with_settings};

#[tokio::test]
async fn a_request_keeps_a_safe_id_and_gets_a_new_one_otherwise() {
    let server = server();
    let kept = server
        .get("/healthz", &[("x-request-id", "phone-7.a_B")])
        .await;
    assert_eq!(kept.header("x-request-id"), Some("phone-7.a_B"));
    let long = "a".repeat(65);
    for unsafe_id in ["", "a b", "a\"b", "{}", "张", &long] {
        let made = server.get("/healthz", &[("x-request-id", unsafe_id)]).await;
        let id: uuid::Uuid = made.header("x-request-id").unwrap().parse().unwrap();
        assert_eq!(id.get_version_num(), 7);
    }
}

#[tokio::test]
async fn a_panic_is_told_without_its_cause_and_the_server_lives() {
    let server = server();
    let answer = server.get("/panic", &[("x-request-id", "r1")]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.code(), "INTERNAL_SERVER_ERROR");
    assert!(!answer.text().contains("secret"), "{}", answer.text());
    assert!(answer.text().contains("系统出错了"));
    assert_eq!(server.get("/healthz", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_told_or_not() {
    let server = server();
    let fits = server.post("/graphql", &[], vec![b'a'; BODY_LIMIT]).await;
    assert_eq!(fits.json()["length"], BODY_LIMIT);
    let gigabyte = (BODY_LIMIT + 1).to_string();
    let told = server
        .post("/graphql", &[("content-length", &gigabyte)], "a")
        .await;
    let pieces = stream::iter((0..11).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 1_000])));
    let untold = server
        .post("/graphql", &[], Body::from_stream(pieces))
        .await;
    for answer in [told, untold] {
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.code(), "PAYLOAD_TOO_LARGE");
    }
}

#[tokio::test]
async fn a_file_may_be_larger_than_another_request() {
    let server = server();
    for (length, status) in [
        (BODY_LIMIT + 1, StatusCode::OK),
        (UPLOAD_LIMIT, StatusCode::OK),
        (UPLOAD_LIMIT + 1, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let length_told = length.to_string();
        let headers = [("content-length", length_told.as_str())];
        let answer = server.post("/files", &headers, vec![b'a'; length]).await;
        assert_eq!(answer.status, status, "{length}");
    }
}

#[tokio::test]
async fn what_takes_too_long_is_stopped() {
    let server = with_settings(HttpSettings {
        timeout: Duration::from_millis(50),
        ..settings()
    });
    let answer = server.get("/stuck", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "TIMEOUT");
}

#[tokio::test]
async fn refusals_speak_the_callers_language_and_json() {
    let server = server();
    let missing = server
        .get("/nothing", &[("accept-language", "en-GB,en;q=0.9")])
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.code(), "NOT_FOUND");
    assert!(missing.text().contains("there is no such address"));
    assert_eq!(missing.header("cache-control"), Some("no-store"));
    let method = server
        .get("/graphql", &[("accept-language", "zh-CN")])
        .await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(method.code(), "METHOD_NOT_ALLOWED");
    assert_eq!(method.header("allow"), Some("POST"));
    assert!(method.text().contains("不接受"));
}

#[tokio::test]
async fn the_apis_own_words_stay() {
    let answer = server().get("/refused", &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json()["own"], "words");
    assert!(answer.header("x-request-id").is_some());
}

#[tokio::test]
async fn long_text_is_compressed_and_short_text_is_not() {
    let server = server();
    let plain = server.get("/large", &[]).await;
    for encoding in ["br", "gzip"] {
        let packed = server.get("/large", &[("accept-encoding", encoding)]).await;
        assert_eq!(packed.header("content-encoding"), Some(encoding));
        assert!(packed.body.len() * 10 < plain.body.len());
    }
    let short = server
        .get("/healthz", &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(short.header("content-encoding"), None);
}

//! The web client's files.

use std::fs;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use server::http::HttpSettings;

use super::{Server, request, settings, with_settings};

const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

fn site() -> (tempfile::TempDir, Server) {
    let files = tempfile::tempdir().unwrap();
    let dist = files.path().join("dist");
    fs::create_dir_all(dist.join("assets")).unwrap();
    fs::write(
        dist.join("index.html"),
        "<!doctype html><title>连心</title>",
    )
    .unwrap();
    fs::write(dist.join("favicon.svg"), "<svg/>").unwrap();
    fs::write(dist.join("sw.js"), "self.skipWaiting()").unwrap();
    fs::write(dist.join("manifest.webmanifest"), "{}").unwrap();
    fs::write(dist.join("assets/app-BxZ81k2c.js"), "plain").unwrap();
    fs::write(dist.join("assets/app-BxZ81k2c.js.br"), "brotli").unwrap();
    fs::write(files.path().join("secret"), "secret").unwrap();
    let server = with_settings(HttpSettings {
        site: Some(dist),
        ..settings()
    });
    (files, server)
}

#[tokio::test]
async fn every_address_that_a_person_opens_is_the_page() {
    let (_files, server) = site();
    for path in ["/", "/index.html", "/households/household_0198", "/a/b.c/d"] {
        let answer = server.get(path, &[PAGE]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.text().contains("连心"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    let head = server
        .send(request(Method::HEAD, "/households", &[PAGE], Body::empty()))
        .await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_ever_and_come_compressed() {
    let (_files, server) = site();
    let path = "/assets/app-BxZ81k2c.js";
    let plain = server.get(path, &[]).await;
    assert_eq!(plain.text(), "plain");
    assert_eq!(plain.header("content-type"), Some("text/javascript"));
    assert_eq!(
        plain.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let packed = server.get(path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert_eq!(packed.text(), "brotli");
    let icon = server.get("/favicon.svg", &[]).await;
    assert_eq!(icon.header("cache-control"), Some("public, max-age=3600"));
}

#[tokio::test]
async fn a_newer_service_worker_is_seen_at_once() {
    let (_files, server) = site();
    let worker = server.get("/sw.js", &[("accept", "*/*")]).await;
    assert_eq!(worker.status, StatusCode::OK);
    assert_eq!(worker.header("content-type"), Some("text/javascript"));
    assert_eq!(worker.header("cache-control"), Some("no-cache"));
    let manifest = server.get("/manifest.webmanifest", &[]).await;
    assert_eq!(
        manifest.header("content-type"),
        Some("application/manifest+json")
    );
}

#[tokio::test]
async fn what_is_missing_stays_missing() {
    let (_files, server) = site();
    for (path, headers) in [
        ("/assets/app-old00000.js", &[][..]),
        ("/assets/app-old00000.js", &[PAGE][..]),
        ("/missing.png", &[("accept", "image/*")][..]),
        ("/api/unknown", &[("accept", "application/json")][..]),
    ] {
        let answer = server.get(path, headers).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {headers:?}");
        assert_eq!(answer.code(), "NOT_FOUND");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let post = server.post("/households", &[PAGE], "").await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn nothing_outside_the_directory_is_handed_out() {
    let (_files, server) = site();
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/assets/..%2f..%2fsecret",
        "/assets/%2e%2e/%2e%2e/secret",
        "//secret",
    ] {
        let answer = server.get(path, &[]).await;
        assert!(!answer.status.is_success(), "{path}");
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again() {
    let (_files, server) = site();
    let first = server.get("/somewhere", &[PAGE]).await;
    let since = first.header("last-modified").unwrap();
    let again = server
        .get("/somewhere", &[PAGE, ("if-modified-since", since)])
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header("cache-control"), Some("no-cache"));
    assert!(again.body.is_empty());
}

//! What browsers are told, and what foreign pages may do.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use server::http::{HttpSettings, InvalidOrigin};

use super::{ORIGIN, build, request, server, settings, with_settings};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = server();
    for path in ["/", "/healthz", "/large", "/panic", "/nothing"] {
        let answer = server.get(path, &[]).await;
        let policy = answer.header("content-security-policy").unwrap();
        for wanted in [
            "script-src 'self';",
            "worker-src 'self';",
            "manifest-src 'self';",
        ] {
            assert!(policy.contains(wanted), "{path}: {policy}");
        }
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            answer.header("referrer-policy"),
            Some("no-referrer"),
            "{path}"
        );
        assert!(
            answer.header("strict-transport-security").is_some(),
            "{path}"
        );
    }
    let own = server.get("/own-policy", &[]).await;
    assert_eq!(
        own.header("content-security-policy"),
        Some("default-src 'none'")
    );
}

#[tokio::test]
async fn without_https_browsers_are_not_told_to_insist_on_it() {
    let server = with_settings(HttpSettings {
        secure: false,
        ..settings()
    });
    let answer = server.get("/healthz", &[]).await;
    assert_eq!(answer.header("strict-transport-security"), None);
}

#[tokio::test]
async fn answers_of_the_api_are_not_kept() {
    let server = server();
    let answer = server.post("/graphql", &[], "{}").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn pages_of_allowed_origins_may_read_the_answers() {
    let server = server();
    for path in ["/graphql", "/panic", "/nothing"] {
        let method = if path == "/graphql" {
            Method::POST
        } else {
            Method::GET
        };
        let answer = server
            .send(request(method, path, &[("origin", ORIGIN)], Body::empty()))
            .await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            Some(ORIGIN),
            "{path}"
        );
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            Some("true"),
            "{path}"
        );
    }
    let ask = [
        ("origin", ORIGIN),
        ("access-control-request-method", "POST"),
        (
            "access-control-request-headers",
            "authorization,content-type",
        ),
    ];
    let preflight = server
        .send(request(Method::OPTIONS, "/graphql", &ask, Body::empty()))
        .await;
    assert_eq!(preflight.status, StatusCode::OK);
    assert_eq!(
        preflight.header("access-control-allow-origin"),
        Some(ORIGIN)
    );
    let allowed = preflight.header("access-control-allow-headers").unwrap();
    assert!(allowed.contains("authorization") && allowed.contains("content-type"));
}

#[tokio::test]
async fn pages_of_other_origins_may_not() {
    let server = server();
    for origin in [
        "https://evil.example",
        "https://union.example.evil.example",
        "http://union.example",
        "null",
    ] {
        let answer = server.get("/large", &[("origin", origin)]).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn foreign_pages_can_not_post_in_a_persons_name() {
    let server = server();
    let host = ("host", "lianxin.example");
    let cookie = ("cookie", "refresh=secret");
    for (headers, passes) in [
        (vec![], true),
        (vec![("sec-fetch-site", "same-origin")], true),
        (vec![("sec-fetch-site", "none")], true),
        (vec![("origin", "https://lianxin.example")], true),
        (
            vec![("sec-fetch-site", "cross-site"), ("origin", ORIGIN)],
            true,
        ),
        (vec![("sec-fetch-site", "cross-site")], false),
        (
            vec![
                ("sec-fetch-site", "same-site"),
                ("origin", "https://a.lianxin.example"),
            ],
            false,
        ),
        (vec![("origin", "https://evil.example")], false),
        (vec![("origin", "null")], false),
    ] {
        let all: Vec<_> = headers.iter().copied().chain([host, cookie]).collect();
        let answer = server.post("/graphql", &all, "{}").await;
        assert_eq!(answer.status.is_success(), passes, "{headers:?}");
        if !passes {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert_eq!(answer.code(), "CROSS_ORIGIN");
        }
    }
}

#[tokio::test]
async fn an_origin_that_no_browser_sends_is_refused_at_start() {
    for origin in [
        "union.example",
        "https://union.example/",
        "https://Union.example",
        "ftp://union.example",
        "*",
    ] {
        let settings = HttpSettings {
            allowed_origins: vec![origin.to_owned()],
            ..settings()
        };
        let error = build(settings, Ok(())).err();
        assert_eq!(error, Some(InvalidOrigin(origin.to_owned())));
    }
}

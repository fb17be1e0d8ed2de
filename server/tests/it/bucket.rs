//! The store in a bucket: a server that speaks as much S3 as is needed, and what it is sent.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use schema::id::AttachmentId;
use schema::privacy::{Vault, VaultKeys};
use server::attachments::{Part, Store, StoreError};
use server::config::Config;

#[derive(Default, Clone)]
struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    unsigned: Arc<Mutex<Vec<String>>>,
}

async fn s3(State(bucket): State<Bucket>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let signed = parts.headers.get("authorization").is_some_and(|value| {
        value
            .to_str()
            .unwrap()
            .starts_with("AWS4-HMAC-SHA256 Credential=key-of-a-test/")
    });
    if !signed {
        let mut unsigned = bucket.unsigned.lock().unwrap();
        unsigned.push(parts.uri.to_string());
    }
    let key = parts.uri.path().to_owned();
    let mut objects = bucket.objects.lock().unwrap();
    match parts.method {
        Method::PUT => {
            objects.insert(key, body);
            [("etag", "\"1\"")].into_response()
        }
        Method::GET => match objects.get(&key) {
            Some(bytes) => (
                [
                    ("etag", "\"1\""),
                    ("last-modified", "Thu, 06 Aug 2026 02:00:00 GMT"),
                ],
                bytes.clone(),
            )
                .into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::DELETE => {
            objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_keeps_what_it_is_given_and_can_read_nothing_in_it() {
    let bucket = Bucket::default();
    let router = Router::new().fallback(s3).with_state(bucket.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::http::serve(
        listener,
        router,
        async {
            let _ = stopped.await;
        },
        std::time::Duration::from_secs(1),
    ));
    let file = format!(
        "attachment_store = \"s3://lianxin/photos\"\nattachment_endpoint = \"http://{address}\"\nattachment_region = \"cn-test\""
    );
    let path = std::path::Path::new("lianxin.toml");
    let config = Config::from_parts(Some((path, &file)), []).unwrap();
    let vault = Arc::new(Vault::new(VaultKeys::generate()));
    let store = Store::open_with(
        &config,
        vault,
        [
            ("AWS_ACCESS_KEY_ID", "key-of-a-test"),
            ("AWS_SECRET_ACCESS_KEY", "secret-of-a-test"),
        ],
    )
    .unwrap();
    let id = AttachmentId::new();
    let words = b"the words of a document".to_vec();
    store
        .put("city_3713", id, Part::Whole, words.clone())
        .await
        .unwrap();
    assert_eq!(
        store.get("city_3713", id, Part::Whole).await.unwrap(),
        words
    );
    let missing = store.get("city_3713", id, Part::Small).await.unwrap_err();
    assert!(matches!(missing, StoreError::Missing(_)), "{missing}");
    {
        let objects = bucket.objects.lock().unwrap();
        let (key, bytes) = objects.first_key_value().unwrap();
        let name = id.uuid().simple().to_string();
        assert_eq!(
            *key,
            format!("/lianxin/photos/city_3713/{}/{name}", &name[30..])
        );
        assert!(!bytes.windows(5).any(|window| window == b"words"));
    }
    store.remove("city_3713", id).await.unwrap();
    assert!(bucket.objects.lock().unwrap().is_empty());
    assert_eq!(*bucket.unsigned.lock().unwrap(), Vec::<String>::new());
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

#[test]
fn an_address_that_makes_no_sense_is_refused_with_the_words_for_it() {
    for (key, value) in [
        ("attachment_store", "/var/objects"),
        ("attachment_store", "s3://"),
        ("attachment_store", "s3:///x"),
        ("attachment_store", "s3://bucket//x"),
        ("attachment_endpoint", "minio.example.cn:9000"),
        ("attachment_endpoint", "https://minio.example.cn/path"),
        ("attachment_region", "cn east"),
        ("max_attachment_bytes", "10"),
    ] {
        let file = format!("{key} = \"{value}\"");
        let path = std::path::Path::new("lianxin.toml");
        let error = Config::from_parts(Some((path, &file)), [])
            .unwrap_err()
            .to_string();
        assert!(error.contains(key) && error.contains("it takes"), "{error}");
    }
}

//! Files sent to and fetched from a test city over HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{TimeDelta, Utc};
use schema::graphql::Limits;
use serde_json::Value;
use server::attachments::{Attachments, Store, router};
use server::config::Config;
use server::graphql::Principals;
use server::http::{HttpSettings, Metrics, Shell, shell};
use server::keys::{AccessTokens, KeyDirectory, TokenSettings};
use server::papers::{self, Papers};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::City;
use crate::city::schema_within;
use crate::counsel::Bearer;

/// Bytes that one file may have in these tests.
pub const MAX_BYTES: usize = 1 << 20;

/// The routes of a server for files, before a test city.
pub struct Files {
    router: Router,
    /// Where the bytes lie.
    pub store: Arc<Store>,
    /// The configuration of the store.
    pub config: Config,
    tokens: Arc<AccessTokens>,
    _home: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Got {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The code of a refusal: of the first error, whichever form the answer has; `OK` where there is
    /// none.
    pub fn code(&self) -> String {
        let error = &self.json()["errors"][0];
        let code = error["code"].as_str();
        let code = code.or_else(|| error["extensions"]["code"].as_str());
        code.unwrap_or("OK").to_owned()
    }
}

impl Files {
    /// A server that takes files for a city, which tells the time of the city.
    pub fn of(city: &City) -> Self {
        let home = tempfile::tempdir().expect("a directory");
        let config = Config {
            data_dir: home.path().to_owned(),
            ..Config::default()
        };
        let keys = KeyDirectory::open(config.keys_dir()).expect("a directory for keys");
        let settings = TokenSettings {
            issuer: "lianxin".to_owned(),
            audience: "lianxin-api".to_owned(),
            life: TimeDelta::minutes(10),
        };
        let tokens = Arc::new(AccessTokens::open(keys, settings).expect("keys"));
        let database = city.database().clone();
        let store = Store::open(&config, database.vault().clone());
        let store = Arc::new(store.expect("a store"));
        let principals = Arc::new(Principals::new(database.clone()));
        let clock = city.clone();
        let papers = papers::router(Arc::new(Papers::new(
            schema_within(Limits::WIDE),
            database.clone(),
            principals.clone(),
            None,
            Arc::new(move || clock.now()),
        )));
        let clock = city.clone();
        let files = router(Arc::new(Attachments::new(
            database,
            store.clone(),
            principals,
            tokens.clone(),
            MAX_BYTES,
            Arc::new(move || clock.now()),
        )));
        let router = shell(Shell {
            settings: HttpSettings {
                allowed_origins: Vec::new(),
                secure: false,
                body_limit: 1_024,
                timeout: Duration::from_secs(60),
                site: None,
                metrics_token: None,
            },
            api: Router::new(),
            files: files.merge(papers),
            tokens: tokens.clone(),
            ready: Arc::new(|| Box::pin(async { Ok(()) })),
            metrics: Arc::new(Metrics::new(|_| {})),
        });
        Self {
            router: router.expect("no origins"),
            store,
            config,
            tokens,
            _home: home,
        }
    }

    /// Sends a file for what `subject` names, such as `("visitId", "visit_…")`.
    pub async fn send(
        &self,
        by: &dyn Bearer,
        subject: (&str, &str),
        name: &str,
        bytes: &[u8],
    ) -> Got {
        self.form(Some(by), &[subject], Some((name, bytes))).await
    }

    /// As [`Files::send`], for what must be taken: answers the id.
    pub async fn add(
        &self,
        by: &dyn Bearer,
        subject: (&str, &str),
        name: &str,
        bytes: &[u8],
    ) -> String {
        let got = self.send(by, subject, name, bytes).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.json());
        let id = got.json()["attachment"]["id"].take();
        id.as_str()
            .unwrap_or_else(|| panic!("{}", got.json()))
            .to_owned()
    }

    /// Sends a form.
    pub async fn form(
        &self,
        by: Option<&dyn Bearer>,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Got {
        const EDGE: &str = "----edge-of-a-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        if let Some((name, bytes)) = file {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        let request = Request::post("/attachments")
            .header(
                "content-type",
                format!("multipart/form-data; boundary={EDGE}"),
            )
            .header("content-length", body.len());
        self.answer(by, request, Body::from(body)).await
    }

    /// Fetches what an address leads to.
    pub async fn get(&self, address: &str, by: Option<&dyn Bearer>) -> Got {
        self.answer(by, Request::get(address), Body::empty()).await
    }

    async fn answer(
        &self,
        by: Option<&dyn Bearer>,
        mut request: axum::http::request::Builder,
        body: Body,
    ) -> Got {
        if let Some(person) = by {
            let token = self.tokens.sign(person.claims(), Utc::now());
            let token = token.expect("a token").token;
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let (parts, body) = response.expect("an answer").into_parts();
        Got {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.expect("a body").to_vec(),
        }
    }

    /// Objects in the store.
    pub fn objects(&self) -> usize {
        let files = walkdir::WalkDir::new(self.config.objects_dir()).into_iter();
        files
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .count()
    }
}

/// A photograph of so many pixels, told from others by its shade, with the notes of a camera in it: a
/// place, and that it stands upright when turned to the right.
#[must_use]
pub fn photograph(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([shade, 120, 120]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .expect("a picture");
    let jpeg = jpeg.into_inner();
    // Exif 2.32: one entry for the orientation, one for the place.
    let mut notes = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    notes.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    notes.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    notes.extend(b"\x01\0\x01\0\x02\0\0\0N\0\0\0\0\0\0\0GPS-35.0518-118.3265");
    let length = u16::try_from(notes.len() + 2).expect("short");
    let mut noted = jpeg[..2].to_vec();
    noted.extend([0xff, 0xe1]);
    noted.extend(length.to_be_bytes());
    noted.extend(notes);
    noted.extend(&jpeg[2..]);
    noted
}

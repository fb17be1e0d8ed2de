//! `GET /prints?paper=…`: the PDF of a paper that `printPaper` ordered.

mod fonts;
mod typeset;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use schema::error::{Error, Refusal, UserErrorCode};
use schema::graphql::LianxinSchema;
use schema::papers::{Link, facts, rules::PaperKind, service};
use schema::tenancy::{Access, Database, Scope};
use schema::text::Language;
use serde::Deserialize;
use tokio::sync::{OnceCell, Semaphore};

use self::typeset::Fonts;
use crate::attachments::Clock;
use crate::graphql::Principals;
use crate::http::{RequestId, disposition, failure, language, no_link};

/// What the route works with.
pub struct Papers {
    schema: LianxinSchema,
    database: Database,
    principals: Arc<Principals>,
    clock: Clock,
    font_dir: Option<PathBuf>,
    /// Read when the first paper is set: most servers are started more often than they print.
    fonts: OnceCell<Arc<Fonts>>,
    /// Papers that are set at once, each on one processor; who comes later waits.
    seats: Semaphore,
}

impl Papers {
    /// `schema` should have wide limits, because the questions are ours.
    pub fn new(
        schema: LianxinSchema,
        database: Database,
        principals: Arc<Principals>,
        font_dir: Option<PathBuf>,
        clock: Clock,
    ) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            schema,
            database,
            principals,
            clock,
            font_dir,
            fonts: OnceCell::new(),
            seats: Semaphore::new(cores),
        }
    }

    async fn fonts(&self) -> Result<Arc<Fonts>, Error> {
        let load = async || {
            let named = self.font_dir.clone();
            let fonts = tokio::task::spawn_blocking(move || fonts::load(named.as_deref()));
            fonts.await.map_err(broken)?.map(Arc::new).map_err(|cause| {
                tracing::error!(%cause, "no paper can be printed");
                Error::from(Refusal::new(
                    UserErrorCode::Unavailable,
                    "",
                    "服务器缺少中文字体，暂时不能打印；请联系系统管理员",
                    "the server has no Chinese font and can't print; tell its operator",
                ))
            })
        };
        self.fonts.get_or_try_init(load).await.cloned()
    }
}

impl std::fmt::Debug for Papers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Papers")
    }
}

/// The route.
pub fn router(papers: Arc<Papers>) -> Router {
    Router::new()
        .route("/prints", get(answer))
        .with_state(papers)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    paper: String,
}

async fn answer(
    State(papers): State<Arc<Papers>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let id = extensions.get::<RequestId>();
    let made = make(
        &papers,
        &asked.paper,
        (papers.clock)(),
        id.map(ToString::to_string),
    )
    .await;
    made.unwrap_or_else(|error| match error {
        Error::NotFound | Error::Forbidden | Error::Unauthenticated => {
            no_link(language(&headers), id)
        }
        error => failure(&error, language(&headers), id),
    })
}

async fn make(
    papers: &Papers,
    secret: &str,
    now: DateTime<Utc>,
    request_id: Option<String>,
) -> Result<Response, Error> {
    let link = Link::open(papers.database.vault(), secret, now)?;
    let _seat = papers.seats.acquire().await.map_err(broken)?;
    let fonts = papers.fonts().await?;
    let principal = papers.principals.of_union(&link.claims, now).await?;
    let scope = Scope::open(
        &papers.database,
        principal,
        Access::Read,
        Language::Chinese,
        now,
        request_id,
    )
    .await?;
    let scope = Arc::new(scope);
    let paper = service::get(&scope, link.paper.into()).await?;
    let facts = facts(&papers.schema, &scope, &paper).await?;
    scope.finish().await?;
    let form = form(paper.kind);
    let pdf = tokio::task::spawn_blocking(move || typeset::pdf(&fonts, form, &facts));
    let pdf = pdf.await.map_err(broken)?.map_err(broken)?;
    let title = paper.kind.label(Language::Chinese);
    let name = format!(
        "{title}-{}.pdf",
        schema::values::dates::china_date(paper.printed_at)
    );
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/pdf"),
        ),
        (
            header::CONTENT_DISPOSITION,
            disposition("inline", "paper.pdf", &name),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, pdf).into_response())
}

const fn form(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::HouseholdFile => "household_file",
        PaperKind::Application => "application",
        PaperKind::Notice => "notice",
        PaperKind::VisitRecord => "visit_record",
        PaperKind::RightsLetter => "rights_letter",
        PaperKind::PowerOfAttorney => "power_of_attorney",
    }
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::bug(error.to_string())
}

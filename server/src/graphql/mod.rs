//! The GraphQL endpoint: `POST /graphql`, and `GET /graphql` for queries, as the specification
//! "GraphQL over HTTP" has them; subscriptions over a WebSocket at the same address, or by `POST` as
//! server-sent events.

mod cookie;
mod documents;
mod ear;
mod issuer;
mod principals;
mod request;
mod response;
mod subscriptions;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use axum::routing::post;
use chrono::Utc;
use schema::error::Error;
use schema::execute::{Caller, execute, is_subscription};
use schema::graphql::LianxinSchema;
use schema::live::{Live, Watcher};
use schema::tenancy::{Actor, Claims, Database};
use schema::text::Language;
use tokio::sync::{Semaphore, watch};

use crate::http::{Operation, RequestId, language, note};
use crate::keys::AccessTokens;

pub use documents::{DocumentLimits, Documents};
pub use ear::{hear, tell};
pub use issuer::Issuer;
pub use principals::Principals;

use request::Params;
use response::{Format, Refusal};

/// What the endpoint works with.
pub struct Api {
    /// The schema.
    pub schema: LianxinSchema,
    /// The database as the limited role reaches it.
    pub database: Database,
    /// Parsed and persisted documents.
    pub documents: Documents,
    /// Who the bearers of tokens are.
    pub principals: Arc<Principals>,
    /// Verifies access tokens.
    pub tokens: Arc<AccessTokens>,
    /// Schema of the city that a visitor means where the request names none.
    pub city: String,
    /// Whether the refresh cookie is sent over HTTPS only.
    pub https: bool,
    /// Whether a proxy of ours stands in front, whose `X-Forwarded-For` ends with the client's address.
    pub behind_proxy: bool,
    /// What subscriptions work with.
    pub live: Live,
    /// Connections that may hold subscriptions at once.
    pub seats: Arc<Semaphore>,
    /// Turns true when the server is asked to stop: subscribers are told to connect again.
    pub closing: watch::Receiver<bool>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Api")
    }
}

/// The routes of the endpoint.
pub fn router(api: Arc<Api>) -> Router {
    Router::new()
        .route("/graphql", post(answer_post).get(answer_get))
        .with_state(api)
}

async fn answer_post(
    State(api): State<Arc<Api>>,
    connection: Extensions,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(&api, &connection, &headers, &Method::POST, || {
        Params::from_body(&headers, &body)
    })
    .await
}

async fn answer_get(
    State(api): State<Arc<Api>>,
    connection: Extensions,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    socket: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if let Ok(socket) = socket {
        return subscriptions::upgrade(api, socket, language(&headers), id(&connection));
    }
    let query = query.unwrap_or_default();
    answer(&api, &connection, &headers, &Method::GET, || {
        Params::from_query(&query)
    })
    .await
}

async fn answer(
    api: &Api,
    connection: &Extensions,
    headers: &HeaderMap,
    method: &Method,
    params: impl FnOnce() -> Result<Params, Refusal>,
) -> Response {
    let params = params();
    // Clients that take both say so with every request; only a subscription is pushed.
    if wants_events(headers) && params.as_ref().is_ok_and(|params| is_pushed(api, params)) {
        return match events(api, connection, headers, || params).await {
            Ok(events) => events,
            Err(refusal) => refusal.response(Format::GraphqlResponse),
        };
    }
    let Some(format) = Format::negotiate(headers) else {
        return Refusal::NotAcceptable.response(Format::Json);
    };
    match run(api, connection, headers, method, || params).await {
        Ok(done) => format.response(done),
        Err(refusal) => refusal.response(format),
    }
}

/// Answers a subscription by server-sent events.
async fn events(
    api: &Api,
    connection: &Extensions,
    headers: &HeaderMap,
    params: impl FnOnce() -> Result<Params, Refusal>,
) -> Result<Response, Refusal> {
    let language = language(headers);
    let actor = caller(api, headers, Utc::now(), language).await?;
    let params = params()?;
    let document = api.documents.find(&params)?;
    let watcher = actor.map(|actor| Watcher {
        claims: actor.claims(),
        language,
        request_id: id(connection),
    });
    Ok(subscriptions::events(
        api, &document, &params, watcher, language,
    ))
}

fn is_pushed(api: &Api, params: &Params) -> bool {
    api.documents
        .find(params)
        .is_ok_and(|document| is_subscription(&document.parsed, params.operation_name.as_deref()))
}

fn wants_events(headers: &HeaderMap) -> bool {
    text(headers, header::ACCEPT.as_str()).is_some_and(|accept| {
        accept
            .split(',')
            .any(|kind| kind.trim().starts_with("text/event-stream"))
    })
}

fn id(connection: &Extensions) -> Option<String> {
    connection.get::<RequestId>().map(ToString::to_string)
}

/// Who sends the request; `None` where it bears no token.
async fn caller(
    api: &Api,
    headers: &HeaderMap,
    now: chrono::DateTime<Utc>,
    language: Language,
) -> Result<Option<Actor>, Refusal> {
    let Some(token) = bearer(headers) else {
        return Ok(None);
    };
    bearer_of(api, token?, now)
        .await
        .map(Some)
        .map_err(|error| Refusal::from_error(&error, language))
}

struct Done {
    response: async_graphql::Response,
    operation: Operation,
    cookie: Option<HeaderValue>,
}

async fn run(
    api: &Api,
    connection: &Extensions,
    headers: &HeaderMap,
    method: &Method,
    params: impl FnOnce() -> Result<Params, Refusal>,
) -> Result<Done, Refusal> {
    let language = language(headers);
    let now = Utc::now();
    let actor = caller(api, headers, now, language).await?;
    let params = params()?;
    let document = api.documents.find(&params)?;
    if method == Method::GET && document.is_mutation(params.operation_name.as_deref()) {
        return Err(Refusal::MutationByGet);
    }
    let mut request =
        async_graphql::Request::new(document.text.as_ref()).variables(params.variables());
    request.operation_name.clone_from(&params.operation_name);
    request.set_parsed_query(document.parsed.clone());
    if actor.is_none() {
        request = request.disable_introspection();
    }
    let cookie = cookie::presented(headers);
    let tenant = actor.as_ref().map(Actor::tenant);
    let caller = Caller {
        actor,
        city: api.city.clone(),
        language,
        now,
        request_id: id(connection),
        user_agent: text(headers, header::USER_AGENT.as_str())
            .map(|agent| agent.chars().take(200).collect()),
        address: address(api, connection, headers),
        cookie: cookie.clone(),
    };
    let response = execute(&api.schema, &api.database, &caller, request).await;
    // A document that the schema refused may name anything: its words are no labels.
    let name = if response::executed(&response) {
        document.label(params.operation_name.as_deref())
    } else {
        "invalid".to_owned()
    };
    let tenant = tenant.map(|tenant| tenant.to_string());
    note(&name, tenant.as_deref());
    Ok(Done {
        operation: Operation {
            name: name.into(),
            outcome: response::outcome(&response).into(),
        },
        cookie: cookie::header(&cookie, now, api.https),
        response,
    })
}

fn address(api: &Api, connection: &Extensions, headers: &HeaderMap) -> Option<String> {
    let forwarded = text(headers, "x-forwarded-for").filter(|_| api.behind_proxy);
    // The last one was written by the proxy itself; those before it are the client's word.
    let forwarded = forwarded
        .and_then(|list| list.rsplit(',').next())
        .map(|last| last.trim().to_owned());
    let peer = connection.get::<ConnectInfo<SocketAddr>>();
    forwarded.or_else(|| peer.map(|ConnectInfo(peer)| peer.ip().to_string()))
}

async fn bearer_of(
    api: &Api,
    token: &str,
    now: chrono::DateTime<Utc>,
) -> schema::error::Result<Actor> {
    let claims = api
        .tokens
        .verify(token)
        .map_err(|_| Error::Unauthenticated)?;
    let claims = Claims::from(&claims);
    api.principals.get(&claims, now).await
}

/// The token of `Authorization: Bearer`; any other scheme is a refusal, not a visitor.
fn bearer(headers: &HeaderMap) -> Option<Result<&str, Refusal>> {
    let value = headers.get(header::AUTHORIZATION)?;
    let token = value.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    Some(token.ok_or(Refusal::Malformed(
        "Authorization: only 'Bearer <token>' is understood".into(),
    )))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

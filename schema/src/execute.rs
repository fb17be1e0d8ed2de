//! Running one request: one scope, one transaction, run again when it lost against another.

use std::sync::Arc;

use async_graphql::parser::types::{ExecutableDocument, OperationType, Selection};
use async_graphql::{Request, Response, ServerError, Variables};
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use futures::future::BoxFuture;
use futures::stream::BoxStream;

use crate::error::{Error, Refusal, UserErrorCode};
use crate::graphql::LianxinSchema;
use crate::identity::{RefreshCookie, SCOPELESS};
use crate::live::{Live, Watcher};
use crate::loaders::{Gained, Loads};
use crate::tenancy::{Access, Actor, Database, Scope};
use crate::text::{Language, Text};

/// How often a request that lost against another transaction is run again.
const ATTEMPTS: u32 = 6;

/// Who sends a request, and under which circumstances.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who asks; `None` before sign-in.
    pub actor: Option<Actor>,
    /// Schema of the city that a visitor means where the request names none.
    pub city: String,
    /// Language of the answer.
    pub language: Language,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// Id of the request, for logs and the audit trail.
    pub request_id: Option<String>,
    /// What the client says it is, for the list of sessions.
    pub user_agent: Option<String>,
    /// The network address that the request came from, for throttling guesses of one-time codes.
    pub address: Option<String>,
    /// The refresh token that came in the cookie, and what the cookie shall be afterwards.
    pub cookie: RefreshCookie,
}

/// Runs a request to its end: a query on one read-only snapshot, a mutation in one transaction that
/// commits whole or not at all. A mutation names one field, because it is one transaction.
///
/// Boxed, because the code of an async function is made anew in every crate that awaits it, and this
/// one holds all resolvers.
pub fn execute<'a>(
    schema: &'a LianxinSchema,
    database: &'a Database,
    caller: &'a Caller,
    request: Request,
) -> BoxFuture<'a, Response> {
    Box::pin(attempts(schema, database, caller, request))
}

/// Asks a question of ours in a scope that is open already and stays so, one of several that are to be
/// answered from one snapshot, and answers the data. Boxed for the same reason as [`execute`].
///
/// # Errors
/// The first error of the answer; a fault where the question itself is wrong.
pub(crate) fn ask_in<'a>(
    schema: &'a LianxinSchema,
    scope: &'a Arc<Scope>,
    question: &'a str,
    variables: serde_json::Value,
) -> BoxFuture<'a, Result<serde_json::Value, Error>> {
    let loads = Loads::default();
    let request = Request::new(question)
        .variables(Variables::from_json(variables))
        .data(scope.language())
        .data(scope.clone())
        .data(loads.loader(scope.clone()));
    Box::pin(async move {
        let response = loads.drive(schema.execute(request)).await;
        if let Some(error) = response.errors.into_iter().next() {
            return Err(error
                .source::<Error>()
                .cloned()
                .unwrap_or_else(|| Error::bug(format!("a question of ours: {}", error.message))));
        }
        let data = response.data.into_json();
        data.map_err(|error| Error::bug(error.to_string()))
    })
}

async fn attempts(
    schema: &LianxinSchema,
    database: &Database,
    caller: &Caller,
    mut request: Request,
) -> Response {
    let document = match request.parsed_query() {
        Ok(document) => document.clone(),
        Err(error) => return Response::from_errors(vec![error]),
    };
    let ground = match ground(&document, request.operation_name.as_deref()) {
        Ok(ground) => ground,
        Err(error) => return refuse(error, caller.language),
    };
    let mut attempt = 1;
    let mut caller = caller.clone();
    loop {
        let mut run = Request::new(request.query.clone()).variables(request.variables.clone());
        run.operation_name.clone_from(&request.operation_name);
        run.introspection_mode = request.introspection_mode;
        run.set_parsed_query(document.clone());
        match once(schema, database, &caller, ground, run).await {
            Ok(response) => return translate(response, caller.language),
            Err(Error::Retry(cause)) if attempt < ATTEMPTS => {
                lost_against(&cause, attempt).await;
                attempt += 1;
                // What it lost against may have moved or changed the very post that asks.
                if let Some(known) = &caller.actor {
                    match Actor::load(database, &known.claims(), caller.now).await {
                        Ok(actor) => caller.actor = Some(actor),
                        Err(error) => return refuse(error, caller.language),
                    }
                }
            }
            Err(error) => return refuse(error, caller.language),
        }
    }
}

/// Waits before the next attempt, longer each time.
async fn lost_against(cause: &sea_orm::DbErr, attempt: u32) {
    tracing::debug!(attempt, %cause, "the request lost against another transaction");
    // Spread the ones that met, or they meet again.
    tokio::time::sleep(std::time::Duration::from_millis(
        u64::from(attempt * attempt) * 2,
    ))
    .await;
}

/// Writes what is no GraphQL request, in a scope of the caller's own: whole or not at all, and again
/// where it lost against another transaction.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody, and those of `work`; then nothing was written.
pub async fn write<T, W>(
    database: &Database,
    caller: &Caller,
    work: impl Fn(Arc<Scope>) -> W,
) -> Result<T, Error>
where
    W: Future<Output = Result<T, Error>>,
{
    try_to(database, caller, true, work).await
}

/// As [`write`], and nothing is kept: whether something could be written.
///
/// # Errors
/// As [`write`].
pub async fn rehearse<T, W>(
    database: &Database,
    caller: &Caller,
    work: impl Fn(Arc<Scope>) -> W,
) -> Result<T, Error>
where
    W: Future<Output = Result<T, Error>>,
{
    try_to(database, caller, false, work).await
}

async fn try_to<T, W>(
    database: &Database,
    caller: &Caller,
    kept: bool,
    work: impl Fn(Arc<Scope>) -> W,
) -> Result<T, Error>
where
    W: Future<Output = Result<T, Error>>,
{
    let mut actor = caller.actor.clone().ok_or(Error::Unauthenticated)?;
    let mut attempt = 1;
    loop {
        let scope = Scope::open(
            database,
            actor.clone(),
            Access::Write,
            caller.language,
            caller.now,
            caller.request_id.clone(),
        );
        let written = match scope.await {
            Ok(scope) => {
                let scope = Arc::new(scope);
                written(&scope, kept, work(scope.clone())).await
            }
            Err(error) => Err(error),
        };
        match written {
            Err(Error::Retry(cause)) if attempt < ATTEMPTS => {
                lost_against(&cause, attempt).await;
                attempt += 1;
                actor = Actor::load(database, &actor.claims(), caller.now).await?;
            }
            other => return other,
        }
    }
}

async fn written<T>(
    scope: &Scope,
    kept: bool,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let done = work.await;
    if kept && done.is_ok() {
        scope.finish().await?;
    } else {
        scope.rollback().await;
    }
    done
}

/// Runs a subscription: a stream of answers, each read in a scope of its own, until the subscriber
/// goes or is no longer somebody who may.
pub fn subscribe(
    schema: &LianxinSchema,
    live: &Live,
    watcher: Option<Watcher>,
    language: Language,
    mut request: Request,
) -> BoxStream<'static, Response> {
    let name = request.operation_name.clone();
    // Of a document that can't be parsed, validation says what is wrong.
    if let Ok(document) = request.parsed_query()
        && !is_subscription(document, name.as_deref())
    {
        let refusal = Refusal::new(
            UserErrorCode::Invalid,
            "",
            "这里只接受订阅（subscription）；查询和变更请用 POST 发送",
            "only subscriptions are taken here; send queries and mutations by POST",
        );
        let refused = refuse(refusal.into(), language);
        return futures::stream::once(std::future::ready(refused)).boxed();
    }
    request = request.data(language).data(live.clone());
    if let Some(watcher) = watcher {
        request = request.data(watcher);
    }
    schema
        .execute_stream(request)
        .map(move |response| translate(response, language))
        .boxed()
}

/// Whether the operation that would run is a subscription.
#[must_use]
pub fn is_subscription(document: &ExecutableDocument, name: Option<&str>) -> bool {
    document
        .operations
        .iter()
        .find(|(own, _)| name.is_none() || own.map(|own| own.as_str()) == name)
        .is_some_and(|(_, operation)| operation.node.ty == OperationType::Subscription)
}

async fn once(
    schema: &LianxinSchema,
    database: &Database,
    caller: &Caller,
    ground: Ground,
    request: Request,
) -> Result<Response, Error> {
    caller.cookie.leave();
    let result = run(schema, database, caller, ground, request).await;
    // What was not committed must not reach the cookie.
    if result.as_ref().map_or(true, Response::is_err) {
        caller.cookie.leave();
    }
    result
}

async fn run(
    schema: &LianxinSchema,
    database: &Database,
    caller: &Caller,
    ground: Ground,
    request: Request,
) -> Result<Response, Error> {
    let loads = Loads::default();
    let gained = Gained::new(&loads);
    let mut request = request
        .data(caller.language)
        .data(caller.clone())
        .data(database.clone())
        .data(gained.clone());
    let mut scope = None;
    if let (Ground::Scope(access), Some(actor)) = (ground, &caller.actor) {
        let opened = Arc::new(
            Scope::open(
                database,
                actor.clone(),
                access,
                caller.language,
                caller.now,
                caller.request_id.clone(),
            )
            .await?,
        );
        request = request
            .data(opened.clone())
            .data(loads.loader(opened.clone()));
        scope = Some(opened);
    }
    let mut response = loads.drive(schema.execute(request)).await;
    let scope = scope.as_ref().or_else(|| gained.scope());
    if let Some(error) = response.errors.iter().find_map(lost) {
        if let Some(scope) = scope {
            scope.rollback().await;
        }
        return Err(error);
    }
    if let Some(scope) = scope {
        if response.is_err() {
            scope.refuse();
            // What a mutation read besides its fault was of a state that never came to be, or lay open
            // by an entry of the audit trail that is undone with it.
            if !matches!(ground, Ground::Scope(Access::Read)) {
                response.data = async_graphql::Value::Null;
            }
        }
        scope.finish().await?;
        tracing::debug!(statements = scope.statements(), "request done");
    }
    Ok(response)
}

fn lost(error: &ServerError) -> Option<Error> {
    match error.source::<Error>() {
        Some(retry @ Error::Retry(_)) => Some(retry.clone()),
        _ => None,
    }
}

/// On what a request runs.
#[derive(Debug, Clone, Copy)]
enum Ground {
    /// The scope of whoever asks.
    Scope(Access),
    /// None at first: signing in opens scopes of its own, so that no connection waits for a password
    /// to be hashed, and gains the request its scope.
    None,
}

fn ground(document: &ExecutableDocument, name: Option<&str>) -> Result<Ground, Error> {
    let mut operations = document
        .operations
        .iter()
        .filter(|(n, _)| name.is_none() || n.map(|n| n.as_str()) == name);
    let Some((_, operation)) = operations.next() else {
        // Validation says what is wrong with it.
        return Ok(Ground::Scope(Access::Read));
    };
    if operation.node.ty != OperationType::Mutation {
        return Ok(Ground::Scope(Access::Read));
    }
    if let [item] = operation.node.selection_set.node.items.as_slice()
        && let Selection::Field(field) = &item.node
    {
        let scopeless = SCOPELESS.contains(&field.node.name.node.as_str());
        return Ok(if scopeless {
            Ground::None
        } else {
            Ground::Scope(Access::Write)
        });
    }
    Err(Refusal::new(
        UserErrorCode::Invalid,
        "",
        "一次请求只能包含一个变更（mutation）字段，因为每个变更是一个事务",
        "a mutation names exactly one field, because each is one transaction",
    )
    .into())
}

/// The library tells its limits only by their sentences; a test holds them.
fn of_the_library(error: &ServerError) -> (&'static str, Option<Text>) {
    match error.message.as_str() {
        "Query is nested too deep." => (
            "QUERY_TOO_DEEP",
            Some(Text::new(
                "查询的层数超过上限，请分成几次查询",
                "the query nests deeper than is allowed; ask in several requests",
            )),
        ),
        "Query is too complex." => (
            "QUERY_TOO_COMPLEX",
            Some(Text::new(
                "一次查询的内容超过上限，请减少每页条数或字段",
                "the query costs more than is allowed; ask for smaller pages or fewer fields",
            )),
        ),
        _ if error.path.is_empty() => ("GRAPHQL_VALIDATION_FAILED", None),
        // A value that is none of its type, such as the id of another kind of thing.
        _ => (Error::Refused(Vec::new()).code(), None),
    }
}

fn refuse(error: Error, language: Language) -> Response {
    let error: async_graphql::Error = error.into();
    translate(
        Response::from_errors(vec![error.into_server_error(async_graphql::Pos::default())]),
        language,
    )
}

/// Puts our own errors into the language of the request, and the cause of a bug into the log; what
/// the library refused gets a code too.
fn translate(mut response: Response, language: Language) -> Response {
    for error in &mut response.errors {
        let Some(ours) = error.source::<Error>().cloned() else {
            let (code, text) = of_the_library(error);
            let extensions = error.extensions.get_or_insert_default();
            if extensions.get("code").is_none() {
                extensions.set("code", code);
            }
            if let Some(text) = text {
                error.message = text.in_language(language).to_owned();
            }
            continue;
        };
        match &ours {
            Error::Bug(cause) => tracing::error!(%cause, path = ?error.path, "a fault"),
            Error::Unavailable(cause) => tracing::warn!(%cause, "the database is out of reach"),
            _ => {}
        }
        error.message = ours.text().in_language(language).to_owned();
    }
    response
}

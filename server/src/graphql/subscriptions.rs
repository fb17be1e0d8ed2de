//! Subscriptions: `graphql-transport-ws` over a WebSocket, or server-sent events as `graphql-sse`
//! has them ("distinct connections").

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_graphql::http::{ClientMessage, WebSocket, WebSocketProtocols, WsMessage};
use async_graphql::{Data, Executor, Request, Response as Answer};
use axum::extract::ws::{CloseFrame, Message, WebSocket as Socket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use chrono::Utc;
use futures::stream::BoxStream;
use futures::{SinkExt as _, StreamExt as _};
use schema::execute::subscribe;
use schema::live::Watcher;
use schema::tenancy::{Actor, Claims};
use schema::text::Language;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::documents::Document;
use super::request::Params;
use super::{Api, bearer_of};

/// Name of the protocol in the handshake.
const PROTOCOL: &str = "graphql-transport-ws";

/// How long a client may take to say who it is.
const INIT_WITHIN: Duration = Duration::from_secs(10);

/// Between two pings; a client that says nothing for three of them is gone.
const PING_EVERY: Duration = Duration::from_secs(25);

/// The longest message of a client, in bytes: a document and its variables.
const MAX_MESSAGE: usize = 64 * 1024;

/// Subscriptions of one connection.
const PER_CONNECTION: usize = 20;

/// Closing codes of the protocol, and of the WebSocket standard for a server that restarts.
mod code {
    pub(super) const RESTART: u16 = 1012;
    pub(super) const UNAUTHORIZED: u16 = 4401;
    pub(super) const FORBIDDEN: u16 = 4403;
    pub(super) const INIT_TIMEOUT: u16 = 4408;
    pub(super) const INVALID: u16 = 4400;
}

/// Answers the handshake of a WebSocket.
pub(super) fn upgrade(
    api: Arc<Api>,
    upgrade: WebSocketUpgrade,
    language: Language,
    request_id: Option<String>,
) -> Response {
    let upgrade = upgrade.protocols([PROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        let told = "Sec-WebSocket-Protocol: graphql-transport-ws";
        return (StatusCode::BAD_REQUEST, told).into_response();
    }
    let Ok(seat) = api.seats.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    upgrade
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_upgrade(move |socket| talk(api, socket, language, request_id, seat))
}

/// Speaks the protocol until either side has enough.
async fn talk(
    api: Arc<Api>,
    socket: Socket,
    language: Language,
    request_id: Option<String>,
    _seat: OwnedSemaphorePermit,
) {
    let mut closing = api.closing.clone();
    let (mut out, incoming) = socket.split();
    let known = Arc::new(AtomicBool::new(false));
    let messages = incoming
        .take_while(|message| {
            std::future::ready(
                matches!(message, Ok(message) if !matches!(message, Message::Close(_))),
            )
        })
        .filter_map(|message| {
            std::future::ready(match message {
                Ok(Message::Text(text)) => Some(ClientMessage::from_bytes(text.as_bytes())),
                Ok(Message::Binary(bytes)) => Some(ClientMessage::from_bytes(bytes)),
                _ => None,
            })
        })
        .boxed();
    let executor = Subscriptions {
        api: api.clone(),
        language,
        request_id,
        room: Arc::new(Semaphore::new(PER_CONNECTION)),
    };
    let introduced = known.clone();
    let answers = WebSocket::from_message_stream(executor, messages, WebSocketProtocols::GraphQLWS)
        .keepalive_timeout(PING_EVERY * 3)
        .on_connection_init(move |payload: serde_json::Value| async move {
            let caller = introduce(&api, &payload).await?;
            introduced.store(true, Ordering::Release);
            let mut data = Data::default();
            data.insert(caller.claims());
            Ok(data)
        });
    let mut answers = std::pin::pin!(answers);
    let mut ping = tokio::time::interval_at(tokio::time::Instant::now() + PING_EVERY, PING_EVERY);
    let late = tokio::time::sleep(INIT_WITHIN);
    let mut late = std::pin::pin!(late);
    loop {
        let message = tokio::select! {
            answer = answers.next() => match answer {
                Some(WsMessage::Text(text)) => Message::Text(text.into()),
                Some(WsMessage::Close(given, reason)) => close(given, &reason, known.load(Ordering::Acquire)),
                None => break,
            },
            _ = ping.tick() => Message::Text(r#"{"type":"ping"}"#.into()),
            () = &mut late, if !known.load(Ordering::Acquire) => frame(code::INIT_TIMEOUT, "Connection initialisation timeout"),
            _ = closing.wait_for(|closing| *closing) => frame(code::RESTART, "the server restarts; connect again"),
        };
        let last = matches!(message, Message::Close(_));
        // A client that is gone needs no further word.
        if out.send(message).await.is_err() || last {
            break;
        }
    }
}

/// The closing codes that the protocol asks for, where the library sends general ones.
fn close(given: u16, reason: &str, known: bool) -> Message {
    match given {
        1011 => frame(code::UNAUTHORIZED, "Unauthorized"),
        1002 if !known => frame(code::FORBIDDEN, "Forbidden"),
        1002 => frame(code::INVALID, "Invalid message"),
        other => frame(other, reason),
    }
}

fn frame(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame {
        code,
        reason: reason.into(),
    }))
}

/// Who opens the connection: the payload of its first message carries the access token as the header
/// of a request would.
async fn introduce(api: &Api, payload: &serde_json::Value) -> Result<Actor, async_graphql::Error> {
    let refused = || async_graphql::Error::new("Forbidden");
    let header = payload
        .get("authorization")
        .or_else(|| payload.get("Authorization"))
        .and_then(serde_json::Value::as_str)
        .ok_or_else(refused)?;
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(refused)?;
    bearer_of(api, token, Utc::now())
        .await
        .map_err(|_| refused())
}

/// Runs what clients of one WebSocket subscribe to.
#[derive(Clone)]
struct Subscriptions {
    api: Arc<Api>,
    language: Language,
    request_id: Option<String>,
    room: Arc<Semaphore>,
}

impl Executor for Subscriptions {
    async fn execute(&self, request: Request) -> Answer {
        self.api.schema.execute(request).await
    }

    fn execute_stream(
        &self,
        request: Request,
        session: Option<Arc<Data>>,
    ) -> BoxStream<'static, Answer> {
        let claims = session.and_then(|data| {
            let claims = data.get(&std::any::TypeId::of::<Claims>())?;
            claims.downcast_ref::<Claims>().cloned()
        });
        let Ok(room) = self.room.clone().try_acquire_owned() else {
            let error = async_graphql::ServerError::new(
                format!("one connection holds {PER_CONNECTION} subscriptions at most"),
                None,
            );
            return once(Answer::from_errors(vec![error]));
        };
        let document = match self.api.documents.of_text(&request.query) {
            Ok(document) => document,
            Err(message) => {
                let error = async_graphql::ServerError::new(message, None);
                return once(Answer::from_errors(vec![error]));
            }
        };
        let watcher = claims.map(|claims| Watcher {
            claims,
            language: self.language,
            request_id: self.request_id.clone(),
        });
        let answers = answers(&self.api, &document, request, watcher, self.language);
        answers
            .map(move |answer| {
                let _held = &room;
                answer
            })
            .boxed()
    }
}

fn once(answer: Answer) -> BoxStream<'static, Answer> {
    futures::stream::once(std::future::ready(answer)).boxed()
}

fn answers(
    api: &Api,
    document: &Document,
    mut request: Request,
    watcher: Option<Watcher>,
    language: Language,
) -> BoxStream<'static, Answer> {
    request.set_parsed_query(document.parsed.clone());
    if watcher.is_none() {
        request = request.disable_introspection();
    }
    subscribe(&api.schema, &api.live, watcher, language, request)
}

/// Answers a subscription by server-sent events.
pub(super) fn events(
    api: &Api,
    document: &Document,
    params: &Params,
    watcher: Option<Watcher>,
    language: Language,
) -> Response {
    let Ok(seat) = api.seats.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut request = Request::new(document.text.as_ref()).variables(params.variables());
    request.operation_name.clone_from(&params.operation_name);
    let mut closing = api.closing.clone();
    let next = answers(api, document, request, watcher, language)
        .take_until(async move {
            drop(closing.wait_for(|closing| *closing).await);
        })
        .map(move |answer| {
            let _held = &seat;
            Event::default().event("next").json_data(&answer)
        });
    let complete = futures::stream::once(std::future::ready(Ok(Event::default()
        .event("complete")
        .data(""))));
    Sse::new(next.chain(complete))
        .keep_alive(KeepAlive::new().interval(PING_EVERY))
        .into_response()
}

//! A browser in front of a test city: it keeps a cookie and an access token.

use chrono::{DateTime, TimeDelta, Utc};
use schema::execute::Caller;
use schema::identity::{CookieChange, RefreshCookie, TokenIssuer};
use schema::tenancy::{Actor, Claims, Post};
use schema::text::Language;
use serde_json::{Value, json};

use crate::city::City;

/// Access tokens that say their claims in plain text, instead of a server's signed ones.
#[derive(Debug, Clone, Copy)]
pub struct PlainTokens;

impl TokenIssuer for PlainTokens {
    fn issue(
        &self,
        claims: &Claims,
        now: DateTime<Utc>,
    ) -> schema::error::Result<(String, DateTime<Utc>)> {
        let Claims {
            city,
            session_id,
            person_id,
            post,
        } = claims;
        let (kind, id) = match post {
            Post::Staff(id) => ("staff", id),
            Post::Lawyer(id) => ("lawyer", id),
        };
        Ok((
            format!("{city} {session_id} {person_id} {kind} {id}"),
            now + TimeDelta::minutes(10),
        ))
    }
}

fn claims(token: &str) -> Claims {
    let parts: Vec<&str> = token.split(' ').collect();
    let id = |n: usize| parts[n].parse().expect("an id");
    Claims {
        city: parts[0].to_owned(),
        session_id: id(1),
        person_id: id(2),
        post: match parts[3] {
            "staff" => Post::Staff(id(4)),
            _ => Post::Lawyer(id(4)),
        },
    }
}

/// A browser. Clones have the same cookie at first, as two tabs do.
#[derive(Clone)]
pub struct Visitor {
    city: City,
    /// The cookie with the refresh token.
    pub cookie: Option<String>,
    /// The access token.
    pub token: Option<String>,
    /// The network address of the browser.
    pub address: Option<String>,
}

impl Visitor {
    pub(crate) fn new(city: &City) -> Self {
        Self {
            city: city.clone(),
            cookie: None,
            token: None,
            address: None,
        }
    }

    /// Who the access token stands for now.
    pub async fn actor(&self) -> Option<Actor> {
        let token = self.token.as_ref()?;
        Actor::load(self.city.database(), &claims(token), self.city.now())
            .await
            .ok()
    }

    /// Sends a request and answers the whole response; keeps the cookie and the access token.
    pub async fn run(&mut self, query: &str, variables: Value) -> Value {
        let cookie = RefreshCookie::new(self.cookie.clone());
        let caller = Caller {
            actor: self.actor().await,
            city: self.city.schema_name().to_owned(),
            language: Language::Chinese,
            now: self.city.now(),
            request_id: Some("test".to_owned()),
            user_agent: Some("Firefox\u{7}".to_owned()),
            address: self.address.clone(),
            cookie: cookie.clone(),
        };
        let response = self.city.send(&caller, query, variables).await;
        match cookie.change() {
            Some(CookieChange::Set { value, .. }) => self.cookie = Some(value),
            Some(CookieChange::Clear) => self.cookie = None,
            None => {}
        }
        let fields = response["data"].as_object().into_iter().flatten();
        for (_, field) in fields {
            if let Some(token) = field["accessToken"].as_str() {
                self.token = Some(token.to_owned());
            }
        }
        response
    }

    /// As [`Visitor::run`], for one field that must have no `errors`: answers that field.
    pub async fn ask(&mut self, query: &str, variables: Value) -> Value {
        let mut response = self.run(query, variables).await;
        assert!(response.get("errors").is_none(), "{response:#}");
        let data = response["data"].as_object_mut().expect("data");
        data.values_mut().next().expect("a field").take()
    }

    /// Signs in and answers the payload.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Value {
        self.ask(
            "mutation($input: SignInInput!) { signIn(input: $input) { accessToken expiresAt
                viewer { person { name login } roles union { name ancestors { name } } posts { id union { name } } sessions { userAgent current } }
                errors { code path message } } }",
            json!({ "input": { "login": login, "password": password } }),
        )
        .await
    }

    /// Accepts an invitation and answers the payload.
    pub async fn accept(&mut self, code: &str, login: &str, password: &str) -> Value {
        self.ask(
            "mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken
                viewer { person { id name login } post { id state roles } union { name } posts { id } } errors { code path message } } }",
            json!({ "input": { "code": code, "login": login, "password": password } }),
        )
        .await
    }

    /// Exchanges the cookie's refresh token and answers the payload.
    pub async fn refresh(&mut self) -> Value {
        self.ask("mutation { refreshSession { accessToken viewer { union { name } } errors { code message } } }", json!({})).await
    }
}

//! Six places with a row in every table, and somebody of every role who asks.

use std::collections::HashMap;
use std::sync::Mutex;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, Response, Variables};
use futures::StreamExt as _;
use schema::execute::{Caller, execute, is_subscription, subscribe};
use schema::graphql::{LianxinSchema, Limits};
use schema::identity::RefreshCookie;
use schema::live::Watcher;
use schema::tenancy::{Actor, Claims, Post, Role};
use schema::text::Language;
use schema::unions::rules::UnionLevel;
use serde_json::{Map, Value};
use tests::{City, Kept, Person, Spot, schema_within, spots};
use uuid::Uuid;

use super::rules::{Shown, Who};
use super::sdl::{Argument, Sdl};

/// Somebody who asks.
pub(crate) struct Asker {
    pub(crate) name: String,
    pub(crate) who: Who,
    caller: Caller,
}

/// Everything that a probe needs.
pub(crate) struct World {
    city: City,
    schema: LianxinSchema,
    /// Requests that were asked before, so that each is parsed once.
    parsed: Mutex<HashMap<String, ExecutableDocument>>,
    pub(crate) sdl: Sdl,
    /// own, child, parent, sibling, branch, city.
    pub(crate) spots: Vec<Spot>,
    /// A place that nothing is at.
    pub(crate) nowhere: Spot,
    /// What names the union of each spot in an answer: its id and its name.
    unions: Vec<[String; 2]>,
    second: Uuid,
    third: Uuid,
    cadre: Person,
    pub(crate) askers: Vec<Asker>,
}

impl World {
    /// The places, and at the own one a person of every role; then the administrator as one whose union
    /// manages the child; then nobody.
    pub(crate) async fn new() -> (Self, Kept) {
        let city = City::new().await;
        let mut owner = city.owner().await;
        let spots = spots(&city, &mut owner).await;
        let own = spots[0].place(&city, UnionLevel::Township);
        let second = own.child("第二某某工会", UnionLevel::Township).await;
        let third = second.child("第三某某工会", UnionLevel::Community).await;
        let mut people = Vec::new();
        let mut askers = Vec::new();
        for role in Role::ALL {
            let person = own.person("某某某", &[*role]).await;
            askers.push(Asker {
                name: role.code().to_owned(),
                who: Who {
                    role: Some(*role),
                    steward: false,
                    partner: false,
                },
                caller: person.caller().await,
            });
            people.push(person);
        }
        // What a person may see is looked up when a token is, and the policies know no more than that;
        // so the grant need not last for the probes, which would rather have none in their way.
        let mut kept = Kept::new(&city).await;
        spots[1]
            .place(&city, UnionLevel::Community)
            .managed_by(&own)
            .await;
        askers.push(Asker {
            name: "ADMIN 代管".to_owned(),
            who: Who {
                role: Some(Role::Admin),
                steward: true,
                partner: false,
            },
            caller: people[0].caller().await,
        });
        kept.restore().await;
        let row = |number: u32| {
            let id = format!("{}-0000-7000-8000-{number:0>12}", spots[0].tag);
            id.parse::<Uuid>().expect("an id")
        };
        let claims = Claims {
            city: city.schema_name().to_owned(),
            session_id: row(347),
            person_id: row(346),
            post: Post::Lawyer(row(345)),
        };
        let actor = Actor::load(city.database(), &claims, city.now()).await;
        askers.push(Asker {
            name: "partner".to_owned(),
            who: Who {
                role: None,
                steward: false,
                partner: true,
            },
            caller: Caller {
                actor: Some(actor.expect("somebody of a partner")),
                ..people[0].caller().await
            },
        });
        askers.push(Asker {
            name: "nobody".to_owned(),
            who: Who {
                role: None,
                steward: false,
                partner: false,
            },
            caller: Caller {
                actor: None,
                city: city.schema_name().to_owned(),
                language: Language::Chinese,
                now: city.now(),
                request_id: None,
                user_agent: None,
                address: None,
                cookie: RefreshCookie::default(),
            },
        });
        let mut unions = Vec::new();
        for spot in &spots {
            let sql = format!("SELECT name FROM {}.unions WHERE id = $1", spot.schema);
            let name: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .bind(spot.union)
                .fetch_one(&mut owner)
                .await
                .unwrap();
            unions.push([spot.union.simple().to_string(), name]);
        }
        let limits = Limits {
            depth: 40,
            complexity: 1_000_000_000,
        };
        let world = Self {
            parsed: Mutex::default(),
            schema: schema_within(limits),
            city,
            sdl: Sdl::read(),
            spots,
            nowhere: Spot::nowhere(),
            unions,
            second: second.id.uuid(),
            third: third.id.uuid(),
            cadre: people.swap_remove(1),
            askers,
        };
        (world, kept)
    }

    /// Sends a request and answers the whole response.
    pub(crate) async fn ask(&self, asker: &Asker, query: &str, variables: &Value) -> Value {
        let mut request = Request::new(query).variables(Variables::from_json(variables.clone()));
        let document = self.document(query);
        let pushed = is_subscription(&document, None);
        request.set_parsed_query(document);
        let response = if pushed {
            self.first_message(asker, request).await
        } else {
            execute(&self.schema, self.city.database(), &asker.caller, request).await
        };
        serde_json::to_value(response).expect("a response is JSON")
    }

    /// The request as it was parsed the first time.
    fn document(&self, query: &str) -> ExecutableDocument {
        let mut parsed = self.parsed.lock().expect("not poisoned");
        parsed
            .entry(query.to_owned())
            .or_insert_with(|| parse_query(query).expect("a request"))
            .clone()
    }

    /// What a subscription says at once.
    async fn first_message(&self, asker: &Asker, request: Request) -> Response {
        let watcher = asker.caller.actor.as_ref().map(|actor| Watcher {
            claims: actor.claims(),
            language: asker.caller.language,
            request_id: None,
        });
        let live = self.city.live();
        let mut messages = subscribe(&self.schema, &live, watcher, asker.caller.language, request);
        messages.next().await.expect("a message")
    }

    /// The arguments of a row for a place, all of them: what is not declared is left to its default.
    pub(crate) fn variables(&self, arguments: &[Argument], declared: &Value, at: &Spot) -> Value {
        let mut variables = Map::new();
        for argument in arguments {
            if let Some(value) = declared.get(&argument.name) {
                variables.insert(argument.name.clone(), self.filled(value, at));
            }
        }
        Value::Object(variables)
    }

    fn filled(&self, value: &Value, at: &Spot) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix('@') {
                Some(token) => Value::String(self.id(token, at)),
                None => value.clone(),
            },
            Value::Array(values) => values.iter().map(|value| self.filled(value, at)).collect(),
            Value::Object(fields) => {
                let filled = fields.iter();
                Value::Object(
                    filled
                        .map(|(name, value)| (name.clone(), self.filled(value, at)))
                        .collect(),
                )
            }
            other => other.clone(),
        }
    }

    fn id(&self, token: &str, at: &Spot) -> String {
        let union = |id: Uuid| format!("union_{}", id.simple());
        let words: Vec<&str> = token.split(' ').collect();
        match words.as_slice() {
            ["cadre"] => self.cadre.staff.to_string(),
            ["union"] => union(at.union),
            ["second", "union"] => union(self.second),
            ["third", "union"] => union(self.third),
            ["own", rest @ ..] => self.id(&rest.join(" "), &self.spots[0]),
            ["child", rest @ ..] => self.id(&rest.join(" "), &self.spots[1]),
            ["parent", rest @ ..] => self.id(&rest.join(" "), &self.spots[2]),
            [kind, number] => at.id(kind, number.parse().expect("the number of a row")),
            _ => panic!("what is @{token}?"),
        }
    }

    /// Prepares the rows of every place and keeps them so.
    pub(crate) async fn prepare(&self, kept: &mut Kept, sql: &str) {
        for spot in &self.spots {
            let sql = sql
                .replace("{tag}", &spot.tag)
                .replace("{union}", &spot.union.to_string())
                .replace("{cadre}", &self.cadre.staff.uuid().to_string());
            kept.alter(spot.schema, &sql).await;
        }
        kept.keep().await;
    }

    /// How much of each spot an answer shows.
    pub(crate) fn shown(&self, answer: &Value) -> Vec<Shown> {
        let text = answer.to_string();
        let of = self.spots.iter().zip(&self.unions);
        of.map(|(spot, union)| {
            let text = without_published(&text, spot, &union[0]);
            if text.contains(&spot.secret()) {
                Shown::Whole
            } else if text.contains(&spot.tag) {
                Shown::Masked
            } else if union.iter().any(|mark| text.contains(mark)) {
                Shown::Named
            } else {
                Shown::Nothing
            }
        })
        .collect()
    }

    /// Whose row a changed row is: the path of its union, or nothing for one that hangs on a person.
    pub(crate) fn path_of<'a>(&self, row: &'a Value) -> Option<&'a str> {
        row["union_path"].as_str().or_else(|| row["path"].as_str())
    }

    /// Whether a row that hangs on a person is of one who asks, of one of the own union or below, or about that
    /// union.
    pub(crate) fn is_of_somebody_here(&self, asker: &Asker, row: &Value) -> bool {
        let text = row.to_string();
        let own = asker.caller.actor.as_ref();
        own.is_some_and(|own| text.contains(&own.person_id().to_string()))
            || self.spots[..2]
                .iter()
                .any(|spot| text.contains(&spot.tag) || text.contains(&spot.union.to_string()))
    }
}

/// The rows that a union tells everybody of the city.
const OF_THE_CITY: [&str; 4] = ["employer", "lawyer", "livingline", "partner"];

/// The rows that a union tells those below it: seen from there they say no more than that it is there.
const OF_THOSE_BELOW: [&str; 3] = ["fund", "programme", "programmeedition"];

/// An answer without the ids of rows that are told to whoever asks.
fn without_published(text: &str, spot: &Spot, union: &str) -> String {
    let mut text = text.to_owned();
    for kind in OF_THE_CITY {
        text = text.replace(&format!("{kind}_{}", spot.tag), kind);
    }
    if spot.position == "parent" {
        for kind in OF_THOSE_BELOW {
            text = text.replace(&format!("{kind}_{}", spot.tag), union);
        }
    }
    text
}

/// The code of an error of the request itself, and the path of the field that it is about.
pub(crate) fn failures(answer: &Value) -> Vec<(Vec<&str>, &str)> {
    let errors = answer["errors"].as_array().into_iter().flatten();
    errors
        .map(|error| {
            let path = error["path"].as_array().into_iter().flatten();
            let code = error["extensions"]["code"].as_str();
            (
                path.filter_map(Value::as_str).collect(),
                code.unwrap_or_else(|| panic!("an error without a code: {error}")),
            )
        })
        .collect()
}

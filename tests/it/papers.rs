//! Papers: what they show, to whom, and which of them a change makes stale.

use std::collections::BTreeMap;
use std::sync::Arc;

use schema::graphql::Limits;
use schema::id::HouseholdId;
use schema::papers::{Link, facts, service};
use schema::tenancy::{Access, Principal, Scope};
use schema::text::Language;
use serde_json::{Value, json};
use tests::{City, Person, Place, schema_within};

use crate::assignments::pair;

mod reach;
mod shows;
mod stale;

const PRINT: &str = "mutation($input: PrintPaperInput!) { printPaper(input: $input) {
    print { url expiresAt paper { id kind printedAt staleFields staleSince printedBy { name } } }
    errors { code path message } } }";

const REGISTER: &str =
    "mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) {
    household { id } errors { code message path } } }";

const KINDS: [&str; 4] = ["HOUSEHOLD_FILE", "APPLICATION", "NOTICE", "VISIT_RECORD"];

/// A county, a family of it, their cadre, and a visit with a promise.
struct Home {
    city: City,
    county: Place,
    admin: Person,
    cadre: Person,
    household: HouseholdId,
    visit: String,
}

async fn home() -> Home {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let admin = county.admin().await;
    let cadre = county.cadre("王建国").await;
    let input = json!({ "input": {
        "unionId": county.id.to_string(), "kind": "LINKED", "address": "通达路 9 号", "hukou": "RURAL",
        "housing": "RENT", "population": 3, "labourForce": 1, "annualIncomePerHead": "9800.50",
        "annualRigidExpense": "12000", "mainCause": "ILLNESS", "otherCauses": ["SCHOOLING"], "tier": "DEEP",
        "needs": ["JOB", "TRAINING"], "note": "门朝东",
        "members": [
            { "name": "赵小河", "idNumber": "11010519491231002X", "phone": "13800138000", "relation": "SELF",
              "sex": "FEMALE", "ethnicity": "汉族", "health": "CHRONIC_ILLNESS", "education": "PRIMARY", "migrantWorker": true,
              "employer": "示例板材厂", "workPlace": "义堂镇", "trade": "板材加工", "monthlyWage": "3200.00" },
            { "name": "赵大山", "relation": "SON", "sex": "MALE", "birthDate": "2010-05-01", "health": "GOOD",
              "education": "PRIMARY", "migrantWorker": false, "school": "示例中学", "grade": "初一" } ],
    } });
    let answer = admin.ask(REGISTER, input).await["registerHousehold"].take();
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    let household = answer["household"]["id"].as_str().expect("an id");
    let household: HouseholdId = household.parse().expect("an id");
    pair(&admin, household, &cadre).await;
    let input = json!({ "input": {
        "householdId": household.to_string(), "visitedOn": "2026-08-05", "kind": "HOME", "purpose": "ROUTINE",
        "met": true, "place": "家中", "metWhom": "户主", "observed": "腰伤未愈。\n在家休养。", "claims": "追讨工资",
        "needs": ["RIGHTS"], "measures": [{ "text": "联系法律援助", "dueOn": "2026-09-01", "need": "RIGHTS" }],
    } });
    let query = "mutation($input: RecordVisitInput!) { recordVisit(input: $input) { visit { id } errors { code path message } } }";
    let answer = cadre.ask(query, input).await["recordVisit"].take();
    assert_eq!(answer["errors"], json!([]), "{answer:#}");
    let visit = answer["visit"]["id"].as_str().expect("an id").to_owned();
    Home {
        city,
        county,
        admin,
        cadre,
        household,
        visit,
    }
}

impl Home {
    fn order(&self, kind: &str) -> Value {
        let household = self.household.to_string();
        match kind {
            "HOUSEHOLD_FILE" => json!({ "householdFile": household }),
            "APPLICATION" => json!({ "application": household }),
            "NOTICE" => json!({ "notice": household }),
            _ => json!({ "visitRecord": self.visit }),
        }
    }

    async fn print(&self, by: &Person, kind: &str) -> Value {
        let input = json!({ "input": { "paper": self.order(kind) } });
        let answer = by.ask(PRINT, input).await["printPaper"].take();
        assert_eq!(answer["errors"], json!([]), "{answer:#}");
        answer["print"].clone()
    }

    async fn print_all(&self) {
        for kind in KINDS {
            self.print(&self.cadre, kind).await;
        }
    }

    /// The facts of a printed paper, read as the server does.
    async fn facts(&self, print: &Value) -> Value {
        let url = print["url"].as_str().expect("a link");
        let secret = url.strip_prefix("/prints?paper=").expect("a secret");
        let link = Link::open(self.city.database().vault(), secret, self.city.now());
        let link = link.expect("a link that is good");
        let principal = Principal::load(self.city.database(), &link.claims, self.city.now()).await;
        let scope = Scope::open(
            self.city.database(),
            principal.expect("a principal"),
            Access::Read,
            Language::Chinese,
            self.city.now(),
            None,
        );
        let scope = Arc::new(scope.await.expect("a scope"));
        let paper = service::get(&scope, link.paper.into())
            .await
            .expect("a paper");
        let facts = facts(&schema_within(Limits::WIDE), &scope, &paper).await;
        facts.expect("facts")
    }

    /// What is stale of every kind that was printed.
    async fn stale(&self) -> BTreeMap<String, Vec<String>> {
        let query = "query($id: ID!) { household(id: $id) { papers { kind staleFields } visits { nodes { paper { kind staleFields } } } } }";
        let answer = self
            .admin
            .ask(query, json!({ "id": self.household.to_string() }))
            .await;
        let household = &answer["household"];
        let visits = household["visits"]["nodes"]
            .as_array()
            .expect("visits")
            .iter();
        let papers = household["papers"].as_array().expect("papers").iter();
        let papers = papers.chain(visits.map(|visit| &visit["paper"]));
        papers
            .filter(|paper| !paper.is_null())
            .map(|paper| {
                let fields = paper["staleFields"].as_array().expect("fields").iter();
                let fields = fields.map(|field| field.as_str().expect("text").to_owned());
                (
                    paper["kind"].as_str().expect("a kind").to_owned(),
                    fields.collect(),
                )
            })
            .collect()
    }
}

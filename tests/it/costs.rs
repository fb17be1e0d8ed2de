//! What a request may cost: a list counts as often as it may have rows, and no list is without end.
//! The lists come from the schema, so that a new one can't be forgotten.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument};
use async_graphql::{Request, Variables};
use schema::graphql::{LianxinSchema, Limits};
use serde_json::{Value, json};
use server::config::Config;
use tests::schema_within;

use crate::isolation_api::{DEEP, Field, Row, Sdl, Selection, World, rows};

/// Lists that are not paged, and what they end at.
const ENDS: &[(&str, &str)] = &[
    (
        "AidApplication.complaints",
        "fifty of a notice, and those of one family",
    ),
    (
        "AidApplication.findings",
        "the rules of the programme, and its days",
    ),
    ("AidApplication.papers", "20, checked in the draft"),
    ("AidApplication.way", "the steps of one application"),
    (
        "AidApplicationsPayload.applications",
        "the 100 lines of the input",
    ),
    ("AidComplaint.answers", "two"),
    ("AidEligibility.parts", "the members"),
    (
        "AidEligibility.steps",
        "the rules of the programme, and its days",
    ),
    ("AidNotice.lines", "100, checked when it is posted"),
    ("AidPaymentBatch.bankReturns", "its lines, 500 at most"),
    ("AidPaymentBatch.payments", "500, checked when it is made"),
    ("AidTerms.amounts", "80, checked in the draft"),
    ("AidTerms.rules", "20, checked in the draft"),
    ("BankMatch.items", "500, checked when it is confirmed"),
    ("BankMonth.statements", "20, checked when one comes in"),
    ("BankProposal.items", "500"),
    ("Change.fields", "the facts of a household and its members"),
    (
        "Delegation.documents",
        "100, checked when they are given and added",
    ),
    ("Delegation.hearings", "50, checked when one is entered"),
    ("Delegation.way", "200"),
    ("Delegation.workers", "200, checked when it is saved"),
    ("Figures.breakdown", "the codes of a form, or months"),
    (
        "FundAllocationsPayload.allocations",
        "the 200 lines of the input",
    ),
    ("FundBudget.lines", "the programmes of a form"),
    ("FundStatement.byProgramme", "the programmes of a form"),
    ("FundStatement.bySource", "the sources of a form"),
    ("FundTransaction.entries", "the accounts of one act"),
    ("Household.aidApplications", "100"),
    ("Household.eligibility", "100"),
    ("Household.helpers", "200"),
    ("Household.measures", "200"),
    ("Household.members", "30, checked when one joins"),
    ("Household.pairings", "200"),
    (
        "Household.papers",
        "the three forms that are of a household",
    ),
    ("Household.rightsCases", "100"),
    ("LivingLinePreviewPayload.preview", "50"),
    ("Measure.attachments", "20, checked when one is added"),
    ("NotificationSettings.preferences", "the two channels"),
    (
        "PairHouseholdsPayload.pairings",
        "the 100 pairs of the input",
    ),
    ("Partner.districts", "the counties of the city"),
    ("Partner.lawyers", "200, checked when one is invited"),
    ("PartnerViewer.conflicts", "500, checked when one is added"),
    ("PartnerViewer.sessions", "100"),
    ("Programme.editions", "100"),
    ("PublicNotice.lines", "100, checked when it is posted"),
    ("Query.bankProposals", "first, 100 at most"),
    ("Query.districts", "the counties of the city"),
    ("Query.pairingProposal", "its limit, 200 at most"),
    ("Query.publicNotices", "100"),
    ("Query.repeatEmployers", "first, 100 at most"),
    ("Query.rightsCaseKinds", "the kinds of a form"),
    ("Query.rightsRules", "one of each code"),
    ("Query.searchUnions", "first, 100 at most"),
    ("Query.unionDirectory", "first, 100 at most"),
    ("Query.workYears", "one a year since 2024"),
    ("RightsCase.deadlines", "100"),
    ("RightsCase.delegations", "50"),
    ("RightsCase.evidence", "100, checked when one is added"),
    ("RightsCase.letters", "50"),
    ("RightsCase.recoveries", "200"),
    ("RightsCase.referrals", "20"),
    ("RightsCase.way", "200"),
    ("RightsCase.workers", "200, checked when it is saved"),
    ("RightsCaseKindInfo.facts", "the facts of a form"),
    ("StaffMember.pairings", "200"),
    (
        "SurveyFinding.cells",
        "the codes of a form, or the options of a question",
    ),
    ("SurveyQuestion.options", "20, checked in the draft"),
    ("SurveyRecord.answers", "the questions of the round"),
    ("SurveyRound.answers", "the options of a question"),
    ("SurveyRound.byCadre", "200"),
    ("SurveyRound.distribution", "the codes of a form"),
    (
        "SurveyRound.findings",
        "four dimensions, 30 questions, and the round before",
    ),
    ("SurveyRound.questions", "30, checked in the draft"),
    ("SurveyRound.reminders", "20"),
    ("Union.ancestors", "the 12 levels of the tree"),
    (
        "Viewer.managedUnions",
        "the unions that the policies hold for own",
    ),
    ("Viewer.posts", "one post at each union"),
    ("Viewer.sessions", "100"),
    ("Visit.attachments", "20, checked when one is added"),
    ("Visit.measures", "20, checked when the visit is recorded"),
    ("WorkYear.days", "80, checked when it is entered"),
];

/// Rows of one list that is not paged, at most.
const MANY: usize = 200;

/// A list of objects in the schema, with the way to it from a root field.
struct List {
    /// `Type.field`
    name: String,
    /// What it is a list of.
    of: String,
    row: &'static Row,
    way: Vec<Selection>,
    paged: bool,
}

impl List {
    /// Every list but the refusals of a mutation, which are as many as the fields of its input.
    fn all(sdl: &Sdl) -> Vec<Self> {
        let roots = sdl.root_fields();
        let below = sdl
            .objects()
            .filter(|(name, _)| !name.ends_with("Connection"));
        let below = below.flat_map(|(name, fields)| fields.iter().map(move |field| (name, field)));
        roots
            .chain(below)
            .filter(|(_, field)| is_list(sdl, field))
            .map(|(parent, field)| Self::find(sdl, parent, field))
            // A message that is pushed has its end in the service: 200 changes.
            .filter(|list| !list.is_pushed(sdl))
            .collect()
    }

    fn is_pushed(&self, sdl: &Sdl) -> bool {
        let root = sdl.root_field(self.row.field);
        root.is_some_and(|(root, _)| root == "Subscription")
    }

    fn find(sdl: &Sdl, parent: &str, field: &Field) -> Self {
        let name = format!("{parent}.{}", field.name);
        let ways = rows().filter_map(|row| {
            let (root, of) = sdl.root_field(row.field)?;
            let way = Selection::of_root(sdl, root, of, DEEP).way_to(parent, &field.name)?;
            Some((row, way))
        });
        let (row, way) = ways
            .min_by_key(|(_, way)| way.len())
            .unwrap_or_else(|| panic!("no row of the isolation matrix leads to {name}"));
        let page = sdl.fields_of(&field.of).into_iter().flatten();
        let node = page.into_iter().find(|inner| inner.name == "nodes");
        Self {
            of: node.unwrap_or(field).of.clone(),
            name,
            row,
            way,
            paged: field.of.ends_with("Connection"),
        }
    }

    /// So many values of each of its rows.
    fn values(&self, sdl: &Sdl, many: usize) -> String {
        values(sdl, &self.of, many).unwrap_or_else(|| panic!("{} has no values", self.of))
    }

    /// So many values of the object that has the list; `None` where it has none at all.
    fn values_beside(&self, sdl: &Sdl, many: usize) -> Option<String> {
        values(sdl, &self.way.last()?.parent, many)
    }

    /// A request that asks one page of every list on the way, `first` rows of this one, and `inside` of
    /// its rows or `beside` it.
    fn request(&self, first: usize, beside: &str, inside: &str) -> String {
        let mut text = String::new();
        let last = self.way.len() - 1;
        for (step, selection) in self.way.iter().enumerate() {
            let rows = if step == last { first } else { 1 };
            let paged = selection.arguments.contains("first: ") && step > 0;
            let arguments = match paged {
                true => format!("first: {rows}"),
                false => selection.arguments.clone(),
            };
            if step == last {
                text.push_str(beside);
            }
            text.push_str(&selection.name);
            if !arguments.is_empty() {
                write!(text, "({arguments})").unwrap();
            }
            text.push_str(" { ");
        }
        text.push_str(if self.paged { "nodes { " } else { "" });
        text.push_str(inside);
        let depth = self.way.len() + usize::from(self.paged);
        text + &" }".repeat(depth)
    }
}

fn values(sdl: &Sdl, object: &str, many: usize) -> Option<String> {
    let fields = sdl.fields_of(object)?.iter();
    let mut values = fields.filter(|field| sdl.fields_of(&field.of).is_none());
    let value = values.find(|field| field.arguments.is_empty())?;
    let each = (0..many).map(|number| format!("f{number}: {} ", value.name));
    Some(each.collect())
}

fn is_list(sdl: &Sdl, field: &Field) -> bool {
    let object = sdl.fields_of(&field.of).is_some();
    object && field.of != "UserError" && (field.list || field.of.ends_with("Connection"))
}

/// The head of a request that carries the variables of the root field.
fn operation(sdl: &Sdl, row: &Row, selection: &str) -> String {
    let (root, field) = sdl.root_field(row.field).expect("a root field");
    let variables: Vec<String> = field
        .arguments
        .iter()
        .map(|argument| format!("${}: {}", argument.name, argument.written))
        .collect();
    let variables = match variables.is_empty() {
        true => String::new(),
        false => format!("({})", variables.join(", ")),
    };
    format!("{}{variables} {{ {selection} }}", root.to_lowercase())
}

async fn is_too_complex(schema: &LianxinSchema, query: &str, variables: &Value) -> bool {
    let request = Request::new(query).variables(Variables::from_json(variables.clone()));
    let response = schema.execute(request).await;
    let messages: Vec<&str> = response.errors.iter().map(|e| e.message.as_str()).collect();
    for message in &messages {
        assert!(!message.contains("nested too deep"), "{query}: {message}");
    }
    messages.contains(&"Query is too complex.")
}

#[tokio::test]
async fn a_list_costs_as_often_as_it_may_have_rows() {
    const LIMIT: usize = 300;
    let sdl = Sdl::read();
    let limits = Limits {
        depth: 40,
        complexity: LIMIT,
    };
    let schema = schema_within(limits);
    let mut cheap = Vec::new();
    for list in List::all(&sdl) {
        let variables = |first: usize| {
            let mut variables = list.row.declared();
            if list.way.len() > 1 {
                variables["first"] = json!(1);
            } else {
                variables["first"] = json!(first);
                variables["limit"] = json!(first);
            }
            variables
        };
        let asks = |query: &str| operation(&sdl, list.row, query);
        if list.paged || list.way.len() == 1 {
            let one = asks(&list.request(1, "", &list.values(&sdl, 1)));
            let page = asks(&list.request(100, "", &list.values(&sdl, 4)));
            assert!(
                !is_too_complex(&schema, &one, &variables(1)).await,
                "{}: one row costs more than {LIMIT}",
                list.name
            );
            if !is_too_complex(&schema, &page, &variables(100)).await {
                cheap.push(list.name);
            }
            continue;
        }
        // As many values as may stand beside the list must be too many for each of its rows.
        let mut many = 0;
        while let Some(beside) = list.values_beside(&sdl, many + 5) {
            let query = asks(&list.request(1, &beside, &list.values(&sdl, 1)));
            if is_too_complex(&schema, &query, &variables(1)).await {
                break;
            }
            many += 5;
        }
        // Where no value can stand beside it, nothing that counts for several stands above it either.
        let many = if many == 0 { LIMIT / 2 } else { many };
        let within = asks(&list.request(1, "", &list.values(&sdl, many)));
        if !is_too_complex(&schema, &within, &variables(1)).await {
            cheap.push(list.name);
        }
    }
    assert!(
        cheap.is_empty(),
        "lists that cost as much as one row; give them #[graphql(complexity = …)]: {cheap:?}"
    );
}

#[tokio::test]
async fn what_the_web_client_asks_costs_less_than_the_limit() {
    let mut client = Vec::new();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/src");
    gather(&pages, &mut client);
    let config = Config::default();
    let limits = Limits {
        depth: config.max_depth,
        complexity: config.max_complexity,
    };
    let schema = schema_within(limits);
    let mut fragments = HashMap::new();
    let mut operations = Vec::new();
    for document in client {
        fragments.extend(document.fragments);
        let of = document.operations.iter();
        operations.extend(of.map(|(name, operation)| (name.unwrap().clone(), operation.clone())));
    }
    assert!(!operations.is_empty(), "the web client asks nothing");
    for (name, operation) in operations {
        let one = HashMap::from([(name.clone(), operation)]);
        let variables = Variables::from_json(json!({ "first": 100 }));
        let mut request = Request::new("").variables(variables);
        request.set_parsed_query(ExecutableDocument {
            operations: DocumentOperations::Multiple(one),
            fragments: fragments.clone(),
        });
        // Nobody asks, so what is not refused for its size is refused for that.
        for error in schema.execute(request).await.errors {
            let size = ["Query is too complex.", "Query is nested too deep."];
            assert!(
                !size.contains(&error.message.as_str()),
                "{name}: {}",
                error.message
            );
        }
    }
}

fn gather(folder: &Path, documents: &mut Vec<ExecutableDocument>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, documents);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "graphql")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            // A file of fragments alone is no request yet.
            let text = format!("{text}\nquery Nothing {{ __typename }}");
            documents.push(parse_query(&text).unwrap_or_else(|error| panic!("{path:?}: {error}")));
        }
    }
}

#[test]
fn every_list_without_pages_has_an_end() {
    let sdl = Sdl::read();
    let mut lists: Vec<String> = List::all(&sdl)
        .into_iter()
        .filter(|list| !list.paged)
        .map(|list| list.name)
        .collect();
    lists.sort();
    let known: Vec<&str> = ENDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        lists, known,
        "make it a connection, or give it an end and say here which"
    );
}

#[tokio::test]
async fn no_page_is_longer_than_a_hundred_rows() {
    let (world, _) = World::new().await;
    let admin = &world.askers[0];
    for list in List::all(&world.sdl) {
        if !list.paged {
            continue;
        }
        let (_, field) = world.sdl.root_field(list.row.field).expect("a root field");
        let mut variables =
            world.variables(&field.arguments, &list.row.declared(), &world.spots[0]);
        let nested = list.way.len() > 1;
        variables["first"] = json!(if nested { 1 } else { 101 });
        let query = operation(
            &world.sdl,
            list.row,
            &list.request(101, "", &list.values(&world.sdl, 1)),
        );
        let answer = world.ask(admin, &query, &variables).await;
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, "BAD_USER_INPUT", "{}: {answer}", list.name);
    }
}

#[tokio::test]
async fn a_long_life_is_cut_to_its_newest_rows() {
    let (world, mut kept) = World::new().await;
    let own = &world.spots[0];
    let sql = "
        INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on, ended_on, end_reason)
            SELECT gen_random_uuid(), union_id, union_path, household_id, cadre_id, 1, '2025-01-01', '2025-02-01', 'REASSIGNED'
            FROM pairing, generate_series(1, 250) WHERE union_id = '{union}';
        INSERT INTO staff (id, union_id, union_path, name, title, employment, state, roles, search)
            SELECT gen_random_uuid(), union_id, union_path, name, title, employment, state, roles, search
            FROM staff, generate_series(1, 250) WHERE id = '{tag}-0000-7000-8000-000000000003';
        INSERT INTO helper (household_id, staff_id, union_id, union_path, since)
            SELECT '{tag}-0000-7000-8000-000000000010', id, union_id, union_path, '2025-01-01' FROM staff
            WHERE union_id = '{union}' ON CONFLICT DO NOTHING;
        INSERT INTO measure (id, union_id, union_path, household_id, cadre_id, promised_on, due_on, state)
            SELECT gen_random_uuid(), union_id, union_path, household_id, cadre_id, promised_on, due_on, state
            FROM measure, generate_series(1, 250) WHERE union_id = '{union}'";
    let sql = sql
        .replace("{tag}", &own.tag)
        .replace("{union}", &own.union.to_string());
    kept.alter(own.schema, &sql).await;
    let query = "query($household: ID!, $cadre: ID!) {
        household(id: $household) { pairings { id } helpers { id } measures { id } }
        staffMember(id: $cadre) { pairings(active: false) { id } } }";
    let variables = json!({ "household": own.id("household", 10), "cadre": own.id("staff", 2) });
    let answer = world.ask(&world.askers[0], query, &variables).await;
    for list in ["pairings", "helpers", "measures"] {
        let rows = answer["data"]["household"][list].as_array();
        assert_eq!(rows.map(Vec::len), Some(MANY), "{list}: {answer}");
    }
    let rows = answer["data"]["staffMember"]["pairings"].as_array();
    assert_eq!(rows.map(Vec::len), Some(MANY), "{answer}");
}

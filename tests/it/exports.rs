//! Tables to take along: what they hold, for whom, and who is told.

mod funds;
mod organisation;
mod surveys;

use schema::error::Error;
use schema::exports::rows::Rows;
use schema::exports::{Cell, Order};
use schema::graphql::Limits;
use schema::tenancy::{Principal, Role};
use serde_json::{Value, json};
use tests::{City, Person, Place, schema_within};

const ORDER: &str = "mutation($input: ExportListInput!) { exportList(input: $input) {
    export { id url expiresAt } errors { code path message } } }";

/// A table as its reader has it.
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn column(&self, head: &str) -> Vec<Cell> {
        let at = self.heads.iter().position(|other| other == head);
        let at = at.unwrap_or_else(|| panic!("no column {head} in {:?}", self.heads));
        self.rows.iter().map(|row| row[at].clone()).collect()
    }

    fn texts(&self) -> String {
        format!("{:?}", self.rows)
    }
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(crate) async fn order(person: &Person, list: Value, reason: Option<&str>) -> Value {
    let input = json!({ "input": { "list": list, "reason": reason } });
    person.ask(ORDER, input).await["exportList"].take()
}

async fn link(person: &Person, list: Value, reason: Option<&str>) -> String {
    let answer = order(person, list, reason).await;
    let url = answer["export"]["url"].as_str();
    url.unwrap_or_else(|| panic!("{answer:#}"))
        .strip_prefix("/exports?order=")
        .unwrap()
        .to_owned()
}

/// Follows a link as the server does.
async fn fetch(city: &City, secret: &str) -> Result<Table, Error> {
    let order = Order::open(city.database().vault(), secret, city.now())?;
    let principal = Principal::load(city.database(), &order.claims, city.now()).await?;
    let schema = schema_within(Limits::WIDE);
    let mut rows = Rows::open(
        &schema,
        city.database(),
        &principal,
        &order,
        city.now(),
        None,
    )
    .await?;
    let language = rows.language();
    let heads = rows.columns().iter();
    let heads = heads
        .map(|column| column.title(language).to_owned())
        .collect();
    let mut all = Vec::new();
    while let Some(page) = rows.next().await? {
        all.extend(page);
    }
    Ok(Table { heads, rows: all })
}

pub(crate) async fn table(
    city: &City,
    person: &Person,
    list: Value,
    reason: Option<&str>,
) -> Table {
    fetch(city, &link(person, list, reason).await)
        .await
        .unwrap()
}

async fn county_with_a_family() -> (City, Place, Person) {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let admin = county.admin().await;
    let input = json!({ "input": {
        "unionId": county.id.to_string(), "kind": "LINKED", "address": "通达路 9 号", "hukou": "RURAL", "housing": "RENT",
        "population": 2, "labourForce": 1, "annualIncomePerHead": "9800.50", "mainCause": "ILLNESS", "tier": "DEEP",
        "needs": ["JOB", "TRAINING"],
        "members": [
            { "name": "赵小河", "idNumber": "11010519491231002X", "phone": "13800138000", "relation": "SELF", "sex": "FEMALE",
              "health": "GOOD", "education": "PRIMARY", "migrantWorker": true, "monthlyWage": "3200.00" },
            { "name": "赵大山", "relation": "SON", "sex": "MALE", "birthDate": "2010-05-01", "health": "GOOD",
              "education": "PRIMARY", "migrantWorker": false } ],
    } });
    let answer = admin
        .ask(
            "mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { household { id } errors { message path } } }",
            input,
        )
        .await;
    assert_eq!(
        answer["registerHousehold"]["errors"],
        json!([]),
        "{answer:#}"
    );
    (city, county, admin)
}

#[tokio::test]
async fn a_table_with_a_reason_holds_names_and_real_cells() {
    let (city, _, admin) = county_with_a_family().await;
    let reason = Some("报送市总工会年度检查");
    let households = table(&city, &admin, json!({ "households": {} }), reason).await;
    assert_eq!(households.column("户主"), [text("赵小河")]);
    assert_eq!(households.column("家庭住址"), [text("通达路 9 号")]);
    assert_eq!(households.column("联系电话"), [text("13800138000")]);
    assert_eq!(households.column("主要致困原因"), [text("患病")]);
    assert_eq!(households.column("帮扶需求"), [text("就业岗位、技能培训")]);
    assert_eq!(households.column("家庭人口"), [Cell::Number(2)]);
    assert_eq!(
        households.column("年人均收入（元）"),
        [Cell::Money("9800.50".parse().unwrap())]
    );
    assert_eq!(
        households.column("建档日期"),
        [Cell::Date("2026-08-06".parse().unwrap())]
    );
    assert_eq!(households.column("注销原因"), [Cell::Empty]);

    let members = table(&city, &admin, json!({ "members": {} }), reason).await;
    assert_eq!(members.column("姓名"), [text("赵小河"), text("赵大山")]);
    assert_eq!(
        members.column("身份证号"),
        [text("11010519491231002X"), Cell::Empty]
    );
    assert_eq!(members.column("与户主关系")[1], text("子"));
    let file = households.column("档案编号").remove(0);
    assert_eq!(members.column("档案编号"), [file.clone(), file]);
}

#[tokio::test]
async fn without_a_reason_and_for_superiors_nothing_names_anybody() {
    let (city, county, admin) = county_with_a_family().await;
    let city_admin = city.root().admin().await;
    let below = json!({ "unionId": county.id.to_string() });
    for (person, list) in [
        (&admin, json!({ "households": {} })),
        (&admin, json!({ "members": {} })),
        (&city_admin, json!({ "households": below })),
        (&city_admin, json!({ "members": below })),
    ] {
        let table = table(&city, person, list, None).await;
        assert_eq!(table.column("户主")[0], text("赵**"));
        for named in [
            "小河",
            "大山",
            "通达路",
            "13800138000",
            "11010519491231002X",
        ] {
            assert!(
                !table.texts().contains(named),
                "{named} in {}",
                table.texts()
            );
        }
        assert!(
            !table
                .heads
                .iter()
                .any(|head| head == "家庭住址" || head == "联系电话")
        );
    }
    // A reason opens the own households, never a union's below.
    let list = json!({ "households": below });
    let table = table(&city, &city_admin, list, Some("核对全市报表")).await;
    assert_eq!(table.column("户主"), [text("赵**")]);
    assert_eq!(table.column("家庭住址"), [Cell::Empty]);
    assert_eq!(table.column("联系电话"), [Cell::Empty]);
}

#[tokio::test]
async fn the_trail_has_the_order_before_anything_is_read() {
    let (city, county, admin) = county_with_a_family().await;
    let secret = link(&admin, json!({ "members": {} }), Some("报送年度检查")).await;
    let trail = admin
        .ask(
            "{ auditTrail(filter: {action: EXPORTED}) { nodes { summary reason union { id } } } }",
            Value::Null,
        )
        .await;
    assert_eq!(
        trail["auditTrail"]["nodes"],
        json!([{ "summary": "导出家庭成员表（含实名信息）", "reason": "报送年度检查", "union": { "id": county.id.to_string() } }])
    );
    fetch(&city, &secret).await.unwrap();
}

#[tokio::test]
async fn a_reason_is_one_and_needs_the_role() {
    let (city, county, admin) = county_with_a_family().await;
    let short = order(&admin, json!({ "households": {} }), Some("看看")).await;
    assert_eq!(short["errors"][0]["code"], "INVALID");
    assert_eq!(short["errors"][0]["path"], json!(["input", "reason"]));
    let none = order(&admin, json!({ "staff": {} }), Some("报送年度检查")).await;
    assert_eq!(none["errors"][0]["code"], "INVALID");
    let viewer = county.person("陈晨", &[Role::Viewer]).await;
    let input = json!({ "input": { "list": { "households": {} }, "reason": "报送年度检查" } });
    let answer = viewer.run_with(ORDER, input).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let masked = table(&city, &viewer, json!({ "households": {} }), None).await;
    assert_eq!(masked.column("户主"), [text("赵**")]);
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_with_the_sign_in() {
    let (city, _, admin) = county_with_a_family().await;
    let list = json!({ "households": {} });
    let secret = link(&admin, list.clone(), None).await;
    assert!(fetch(&city, &secret).await.is_ok());
    let mut forged = secret.clone().into_bytes();
    forged[40] = if forged[40] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    assert!(matches!(fetch(&city, &forged).await, Err(Error::NotFound)));
    assert!(matches!(fetch(&city, "").await, Err(Error::NotFound)));
    city.pass_seconds(601);
    assert!(matches!(fetch(&city, &secret).await, Err(Error::NotFound)));

    let secret = link(&admin, list, None).await;
    admin
        .ask(
            "mutation { signOutEverywhere { errors { code } } }",
            Value::Null,
        )
        .await;
    assert!(matches!(
        fetch(&city, &secret).await,
        Err(Error::Unauthenticated)
    ));
}

#[tokio::test]
async fn names_are_gone_from_a_link_whose_owner_lost_the_role() {
    let (city, _, admin) = county_with_a_family().await;
    let secret = link(&admin, json!({ "households": {} }), Some("报送年度检查")).await;
    let mut owner = city.owner().await;
    sqlx::query("UPDATE staff SET roles = '{VIEWER}'")
        .execute(&mut owner)
        .await
        .unwrap();
    let table = fetch(&city, &secret).await.unwrap();
    assert_eq!(table.column("户主"), [text("赵**")]);
}

#[tokio::test]
async fn many_pages_are_one_snapshot_and_each_row_once() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let admin = county.admin().await;
    county.households(120).await;
    let secret = link(&admin, json!({ "households": {} }), None).await;
    let order = Order::open(city.database().vault(), &secret, city.now()).unwrap();
    let principal = admin.principal().await;
    let schema = schema_within(Limits::WIDE);
    let database = city.database();
    let mut rows = Rows::open(&schema, database, &principal, &order, city.now(), None)
        .await
        .unwrap();
    let mut all = rows.next().await.unwrap().unwrap();
    // What comes meanwhile is not in the table.
    county.household("钱多").await;
    while let Some(page) = rows.next().await.unwrap() {
        all.extend(page);
    }
    let mut files: Vec<String> = all.iter().map(|row| format!("{:?}", row[0])).collect();
    files.sort();
    files.dedup();
    assert_eq!((all.len(), files.len()), (120, 120));
}

#[tokio::test]
async fn every_list_has_its_table() {
    let (city, county, admin) = county_with_a_family().await;
    let town = county.township("兰山街道").await;
    let cadre = county.cadre("王建国").await;
    let answer = admin
        .ask("{ households { nodes { id } } }", Value::Null)
        .await;
    let household = &answer["households"]["nodes"][0]["id"];
    admin
        .ask(
            "mutation($h: ID!, $c: ID!) { pairHousehold(input: {householdId: $h, cadreId: $c}) { errors { message } } }",
            json!({ "h": household, "c": cadre.staff.to_string() }),
        )
        .await;
    let visit = cadre
        .ask(
            "mutation($h: ID!) { recordVisit(input: {householdId: $h, visitedOn: \"2026-08-05\", kind: HOME, purpose: ROUTINE, met: true,
                observed: \"屋顶漏雨\", measures: [{text: \"联系修缮\", dueOn: \"2026-09-01\"}]}) { errors { message } } }",
            json!({ "h": household }),
        )
        .await;
    assert_eq!(visit["recordVisit"]["errors"], json!([]));
    let reason = Some("报送年度检查");

    let visits = table(&city, &admin, json!({ "visits": {} }), reason).await;
    assert_eq!(visits.column("情况记录"), [text("屋顶漏雨")]);
    assert_eq!(visits.column("走访人"), [text("王建国")]);
    assert_eq!(visits.column("户主"), [text("赵小河")]);
    let masked = table(&city, &admin, json!({ "visits": {} }), None).await;
    assert!(!masked.texts().contains("漏雨") && !masked.texts().contains("小河"));
    let measures = table(&city, &admin, json!({ "measures": {} }), reason).await;
    assert_eq!(measures.column("措施内容"), [text("联系修缮")]);
    assert_eq!(measures.column("逾期"), [text("否")]);
    let staff = table(&city, &admin, json!({ "staff": {} }), None).await;
    assert_eq!(staff.column("结对户数"), [Cell::Number(0), Cell::Number(1)]);
    let trail = table(&city, &admin, json!({ "auditTrail": {} }), None).await;
    assert!(trail.column("操作").contains(&text("导出")));
    assert!(trail.column("操作人").contains(&text("王建国")));
    let figures = json!({ "figures": { "unionId": county.id.to_string() } });
    let figures = table(&city, &admin, figures, None).await;
    assert_eq!(
        figures.column("工会"),
        [text("兰山区总工会"), text("兰山街道总工会")]
    );
    assert_eq!(figures.column("走访"), [Cell::Number(1), Cell::Number(0)]);
    assert_eq!(figures.column("患病"), [Cell::Number(1), Cell::Number(0)]);
    // A filter that names what is elsewhere is a table without rows; a union elsewhere is none.
    let elsewhere = town.admin().await;
    let list = json!({ "visits": { "householdId": household } });
    assert!(table(&city, &elsewhere, list, None).await.rows.is_empty());
    let input =
        json!({ "input": { "list": { "households": { "unionId": county.id.to_string() } } } });
    let answer = elsewhere.run_with(ORDER, input).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

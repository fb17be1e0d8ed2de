//! Looking ahead: what is counted in the database is what each household would be told.

use serde_json::{Value, json};
use tests::Person;

use super::{faults, field, lined, opened, relief, rule, set_line, with};

async fn preview(by: &Person, programme: Option<&Value>, input: &Value) -> Value {
    let query = "query($input: PreviewProgrammeInput!) { previewProgramme(input: $input) {
        preview { households eligible unclear before gained lost } errors { code path message } } }";
    let input = json!({ "id": programme.map(|of| of["id"].clone()), "year": input["year"], "kind": input["kind"], "terms": input["terms"] });
    by.ask(query, json!({ "input": input })).await["previewProgramme"].take()
}

async fn preview_line(by: &Person, more: Value) -> Value {
    let query = "query($input: PreviewLivingLineInput!) { previewLivingLine(input: $input) {
        preview { programme { name } before after gained lost } errors { code path message } } }";
    let base = json!({ "divisionCode": "371302", "area": "RURAL", "validFrom": "2026-08-01", "monthly": "620.00" });
    by.ask(query, json!({ "input": with(base, more) })).await["previewLivingLine"].take()
}

/// What each household is told of one programme, by walking them one by one.
async fn told(by: &Person, name: &str) -> Vec<(String, String)> {
    let query = "query($a: String) { households(filter: { subtree: true }, first: 100, after: $a) {
        nodes { id eligibility { outcome programme { name } } } pageInfo { endCursor hasNextPage } } }";
    let (mut after, mut all) = (json!(null), Vec::new());
    loop {
        let page = by.ask(query, json!({ "a": after })).await["households"].take();
        for node in page["nodes"].as_array().unwrap() {
            let list = node["eligibility"].as_array().unwrap();
            let of = list.iter().find(|one| one["programme"]["name"] == name);
            all.extend(of.map(|one| {
                (
                    node["id"].as_str().unwrap().to_owned(),
                    one["outcome"].as_str().unwrap().to_owned(),
                )
            }));
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            return all;
        }
    }
}

fn count(told: &[(String, String)], outcome: &str) -> usize {
    told.iter().filter(|(_, of)| of == outcome).count()
}

/// Families of every kind, drawn always the same.
const MANY: &str = "
    UPDATE household SET
        tier = (ARRAY['DEEP','RELATIVE','ACCIDENTAL'])[1 + n % 3],
        income_fen = (n * 7919 % 40) * 50000 + n % 3,
        rigid_fen = (n * 104729 % 30) * 100000,
        population = 1 + n % 6, labour_force = n % 2,
        hukou = (ARRAY['RURAL','URBAN','CONVERTED','RURAL'])[1 + n % 4],
        division_code = (ARRAY['371302','371302001','371325',NULL])[1 + n % 4],
        main_cause = (ARRAY['ILLNESS','SCHOOLING','WORK_INJURY'])[1 + n / 2 % 3],
        other_causes = CASE WHEN n % 5 = 0 THEN ARRAY['SCHOOLING'] ELSE '{}'::text[] END,
        needy_file = (ARRAY['NONE','APPLIED','FILED','RELIEVED'])[1 + n / 3 % 4],
        single_parent_female_worker = n % 7 = 0,
        consent_on = CASE WHEN n % 4 < 3 THEN DATE '2026-01-01' END,
        status = CASE WHEN n % 11 = 0 THEN 'RELIEVED' ELSE 'ACTIVE' END
    FROM (SELECT id AS hid, row_number() OVER (ORDER BY id)::int AS n FROM household) AS k WHERE id = hid;
    INSERT INTO member (id, household_id, union_id, union_path, position, masked_name, sex, birth_year, relation, education, migrant_worker, school_level)
    SELECT gen_random_uuid(), h.id, h.union_id, h.union_path, p, '某**', 'MALE',
        CASE WHEN (n + p) % 6 = 0 THEN NULL ELSE 2026 - (n * 13 + p * 17) % 45 END,
        CASE WHEN p = 0 THEN 'SELF' ELSE (ARRAY['SON','DAUGHTER','SPOUSE','MOTHER'])[1 + (n + p) % 4] END, 'PRIMARY', (n + p) % 5 = 0,
        (ARRAY['PRIMARY','SENIOR_MIDDLE','BACHELOR',NULL,NULL])[1 + (n * 3 + p) % 5]
    FROM (SELECT *, row_number() OVER (ORDER BY id)::int AS n FROM household) AS h, generate_series(0, 2) AS p";

/// Programmes that together hold every kind of rule.
fn all_kinds() -> Vec<(&'static str, Value)> {
    let terms = |rules: Value| json!({ "rules": rules, "amounts": [{ "least": "500.00" }] });
    vec![
        (
            "收入",
            terms(json!([
                rule("INCOME", json!({ "percent": 150 })),
                rule("TIER", json!({ "tiers": ["DEEP", "RELATIVE"] }))
            ])),
        ),
        (
            "不扣刚性",
            terms(json!([rule(
                "INCOME",
                json!({ "percent": 80, "lessRigid": false })
            )])),
        ),
        (
            "支出",
            terms(json!([
                rule("BURDEN", json!({ "percent": 80 })),
                rule("CAUSE", json!({ "causes": ["SCHOOLING", "WORK_INJURY"] }))
            ])),
        ),
        (
            "情形",
            terms(json!([
                rule(
                    "FACTS",
                    json!({ "facts": ["NEEDY_FILE", "SINGLE_PARENT_FEMALE_WORKER"] })
                ),
                rule("WITHOUT", json!({ "facts": ["RELIEVED", "NO_LABOUR"] }))
            ])),
        ),
        (
            "同意",
            terms(json!([
                rule("FACTS", json!({ "facts": ["CONSENT"] })),
                rule("FACTS", json!({ "facts": ["LINKED", "OWN_UNIT"] }))
            ])),
        ),
        (
            "不含档案",
            terms(json!([rule(
                "WITHOUT",
                json!({ "facts": ["NEEDY_FILE", "MIGRANT_WORKER"] })
            )])),
        ),
        (
            "学生",
            terms(json!([rule(
                "MEMBER",
                json!({ "relations": ["SON", "DAUGHTER"], "levels": ["PRIMARY", "SENIOR_MIDDLE"], "ageFrom": 6, "ageTo": 20 })
            )])),
        ),
        (
            "大学",
            terms(json!([
                rule("MEMBER", json!({ "levels": ["BACHELOR"] })),
                rule("ONCE_A_YEAR", json!({})),
                rule("NOT_WITH", json!({ "kinds": ["SCHOOL_AID"] }))
            ])),
        ),
        (
            "老人",
            terms(json!([rule("MEMBER", json!({ "ageFrom": 40 }))])),
        ),
    ]
}

#[tokio::test]
async fn what_is_counted_ahead_is_what_every_household_is_told_afterwards() {
    let field = field().await;
    field.village.households(160).await;
    field.lanshan.households(20).await;
    field.alter(MANY).await;
    lined(&field.xian, json!({})).await;
    lined(&field.xian, json!({ "area": "URBAN", "monthly": "900.00" })).await;
    for (name, terms) in all_kinds() {
        let input = with(
            relief(),
            json!({ "name": name.to_owned() + "救助", "terms": terms }),
        );
        let ahead = preview(&field.xian, None, &input).await;
        assert_eq!(ahead["errors"], json!([]), "{ahead:#}");
        opened(&field.xian, input).await;
        let told = told(&field.xian, &format!("{name}救助")).await;
        assert_eq!(told.len(), 180);
        let (eligible, unclear) = (count(&told, "ELIGIBLE"), count(&told, "UNCLEAR"));
        assert_eq!(
            ahead["preview"],
            json!({ "households": 180, "eligible": eligible, "unclear": unclear, "before": 0, "gained": eligible, "lost": 0 }),
            "{name}"
        );
        assert!(
            eligible > 0 && eligible < 180,
            "{name}: {eligible} of 180 prove nothing"
        );
    }
}

#[tokio::test]
async fn a_changed_programme_is_compared_with_the_one_that_applies() {
    let field = field().await;
    field.village.households(120).await;
    field.alter(MANY).await;
    lined(&field.xian, json!({})).await;
    let mut input = relief();
    input["terms"]["rules"] = json!([
        rule("INCOME", json!({ "percent": 100 })),
        rule("TIER", json!({ "tiers": ["DEEP", "RELATIVE"] }))
    ]);
    let programme = opened(&field.xian, input.clone()).await;
    let before = told(&field.xian, "生活救助").await;
    let mut changed = input.clone();
    changed["terms"]["rules"] = json!([
        rule("INCOME", json!({ "percent": 150 })),
        rule("TIER", json!({ "tiers": ["DEEP", "ACCIDENTAL"] }))
    ]);
    let ahead = preview(&field.xian, Some(&programme), &changed).await;
    // Nothing has changed by looking.
    assert_eq!(told(&field.xian, "生活救助").await, before);
    let said = json!({ "reason": "标准调整了" });
    let update = super::update(&field.xian, super::edit(&programme, &changed, said)).await;
    assert_eq!(update["errors"], json!([]), "{update:#}");
    let after = told(&field.xian, "生活救助").await;
    let moved = |from: &[(String, String)], to: &[(String, String)]| {
        let both = from.iter().zip(to);
        both.filter(|((_, from), (_, to))| from != "ELIGIBLE" && to == "ELIGIBLE")
            .count()
    };
    let (gained, lost) = (moved(&before, &after), moved(&after, &before));
    assert!(gained > 0 && lost > 0);
    assert_eq!(
        ahead["preview"],
        json!({ "households": 120, "eligible": count(&after, "ELIGIBLE"), "unclear": count(&after, "UNCLEAR"),
            "before": count(&before, "ELIGIBLE"), "gained": gained, "lost": lost })
    );
    let faulty = preview(
        &field.xian,
        Some(&programme),
        &with(
            changed,
            json!({ "terms": { "rules": [rule("TIER", json!({}))], "amounts": [] } }),
        ),
    )
    .await;
    assert_eq!(faults(&faulty), ["REQUIRED terms.rules.0.tiers"]);
}

#[tokio::test]
async fn a_changed_line_is_looked_at_before_it_applies() {
    let field = field().await;
    field.village.households(120).await;
    field.alter(MANY).await;
    let line = lined(&field.xian, json!({ "monthly": "300.00" })).await;
    let mut input = relief();
    input["terms"]["rules"] = json!([rule("INCOME", json!({ "percent": 100 }))]);
    opened(&field.xian, input.clone()).await;
    opened(&field.shi, with(input, json!({ "name": "市里的" }))).await;
    // One that measures no income is not asked.
    let deep = json!({ "rules": [rule("TIER", json!({ "tiers": ["DEEP"] }))], "amounts": [{ "least": "1.00" }] });
    opened(
        &field.xian,
        with(relief(), json!({ "name": "不看收入", "terms": deep })),
    )
    .await;
    let before = told(&field.xian, "生活救助").await;
    let ahead = preview_line(&field.xian, json!({ "monthly": "700.00" })).await;
    assert_eq!(ahead["errors"], json!([]), "{ahead:#}");
    assert_eq!(told(&field.xian, "生活救助").await, before);
    let corrected = set_line(
        &field.xian,
        json!({ "monthly": "700.00", "correctsId": line["id"] }),
    )
    .await;
    assert_eq!(corrected["errors"], json!([]), "{corrected:#}");
    let after = told(&field.xian, "生活救助").await;
    let gained = count(&after, "ELIGIBLE") - count(&before, "ELIGIBLE");
    assert!(gained > 0);
    let rows = ahead["preview"].as_array().unwrap();
    let names: Vec<_> = rows
        .iter()
        .map(|row| row["programme"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["市里的", "生活救助"]);
    for row in rows {
        assert_eq!((&row["gained"], &row["lost"]), (&json!(gained), &json!(0)));
        assert_eq!(
            row["after"].as_i64().unwrap() - row["before"].as_i64().unwrap(),
            i64::try_from(gained).unwrap()
        );
    }
    // Back again, the same leave.
    let back = preview_line(&field.xian, json!({ "monthly": "300.00" })).await;
    assert_eq!(back["preview"][0]["lost"], json!(gained));
    let wrong = preview_line(
        &field.xian,
        json!({ "divisionCode": "371325", "monthly": "0.00" }),
    )
    .await;
    assert_eq!(faults(&wrong), ["INVALID divisionCode", "INVALID monthly"]);
}

#[tokio::test]
async fn another_countys_programme_is_not_looked_at() {
    let field = field().await;
    let theirs = opened(&field.other, relief()).await;
    let query = "query($input: PreviewProgrammeInput!) { previewProgramme(input: $input) { preview { households } } }";
    let input = json!({ "id": theirs["id"], "year": 2026, "kind": "LIVING_RELIEF", "terms": relief()["terms"] });
    let answer = field.xian.run_with(query, json!({ "input": input })).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let above = field.shi.run_with(query, json!({ "input": input })).await;
    assert_eq!(
        above["data"]["previewProgramme"]["preview"]["households"],
        0
    );
}

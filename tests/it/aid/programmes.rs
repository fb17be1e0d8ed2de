//! Programmes from draft to closing: what is refused, and what stays readable.

use schema::tenancy::Role;
use serde_json::{Value, json};

use super::{change, draft, edit, faults, field, opened, relief, rule, step, update, with};

#[tokio::test]
async fn a_county_writes_opens_and_closes_a_programme() {
    let field = field().await;
    let drafted = draft(&field.xian, relief()).await;
    assert_eq!(drafted["errors"], json!([]), "{drafted:#}");
    let programme = &drafted["programme"];
    assert_eq!(
        (
            &programme["state"],
            &programme["edition"],
            &programme["editions"]
        ),
        (&json!("DRAFT"), &json!(0), &json!([]))
    );
    assert_eq!(
        programme["terms"]["rules"][1]["text"],
        "（年收入 − 刚性支出）÷ 12 ÷ 人口 低于当地当月低保线的 100%"
    );
    assert_eq!(
        programme["terms"]["amounts"],
        json!([{ "tier": "DEEP", "level": null, "least": "2000.00", "most": "2000.00" },
            { "tier": null, "level": null, "least": "1000.00", "most": "1500.00" }])
    );
    let open = step(&field.xian, "openProgramme", programme).await;
    assert_eq!(open["programme"]["state"], "OPEN");
    assert_eq!(open["programme"]["editions"][0]["edition"], 1);
    let closed = step(&field.xian, "closeProgramme", &open["programme"]).await;
    assert_eq!(closed["programme"]["state"], "CLOSED");
    for mutation in ["openProgramme", "closeProgramme", "deleteProgramme"] {
        let again = step(&field.xian, mutation, &closed["programme"]).await;
        assert_eq!(faults(&again), ["STATE id"], "{mutation}");
    }
    let changed = update(
        &field.xian,
        edit(&closed["programme"], &relief(), json!({})),
    )
    .await;
    assert_eq!(faults(&changed), ["STATE id"]);
}

#[tokio::test]
async fn a_change_of_an_open_programme_is_a_new_edition_and_the_old_one_stays() {
    let field = field().await;
    let programme = opened(&field.xian, relief()).await;
    let mut dearer = relief();
    dearer["terms"]["rules"][1]["percent"] = json!(150);
    dearer["terms"]["amounts"][0]["least"] = json!("3000.00");
    let silent = update(&field.xian, edit(&programme, &dearer, json!({}))).await;
    assert_eq!(faults(&silent), ["REQUIRED reason"]);
    let said = json!({ "reason": "县财政提高了标准" });
    let changed = update(&field.xian, edit(&programme, &dearer, said)).await;
    assert_eq!(changed["errors"], json!([]), "{changed:#}");
    let row = &changed["programme"];
    assert_eq!(
        (&row["edition"], &row["state"]),
        (&json!(2), &json!("OPEN"))
    );
    let editions: Vec<Value> = row["editions"].as_array().unwrap().clone();
    let of = |edition: &Value| {
        (
            edition["edition"].clone(),
            edition["reason"].clone(),
            edition["terms"]["rules"][1]["percent"].clone(),
            edition["terms"]["amounts"][0]["least"].clone(),
        )
    };
    assert_eq!(
        editions.iter().map(of).collect::<Vec<_>>(),
        [
            (
                json!(2),
                json!("县财政提高了标准"),
                json!(150),
                json!("3000.00")
            ),
            (json!(1), json!(null), json!(100), json!("2000.00")),
        ]
    );
    // A note for the cadres changes nothing that anybody is decided by.
    let noted = update(
        &field.xian,
        edit(row, &dearer, json!({ "note": "材料交到二楼" })),
    )
    .await;
    assert_eq!(noted["programme"]["edition"], 2, "{noted:#}");
    // An old version is told, with the programme as it is.
    let old = update(
        &field.xian,
        edit(&programme, &relief(), json!({ "reason": "改回原来的" })),
    )
    .await;
    assert_eq!(faults(&old), ["CONFLICT version"]);
    assert_eq!(old["programme"]["edition"], 2);
    let trail = field
        .xian
        .ask(
            "{ auditTrail(filter: {}, first: 3) { nodes { summary reason } } }",
            json!(null),
        )
        .await;
    let nodes = trail["auditTrail"]["nodes"].as_array().unwrap();
    assert_eq!(nodes[1]["summary"], "修改救助项目“生活救助”，第 2 版起执行");
    assert_eq!(nodes[1]["reason"], "县财政提高了标准");
}

#[tokio::test]
async fn every_fault_of_a_draft_is_told_at_once() {
    let field = field().await;
    let terms = json!({
        "rules": [
            rule("TIER", json!({})),
            rule("INCOME", json!({ "percent": 0 })),
            rule("BURDEN", json!({})),
            rule("MEMBER", json!({})),
            rule("MEMBER", json!({ "ageFrom": 20, "ageTo": 10 })),
            rule("NOT_WITH", json!({ "kinds": [] })),
            rule("WINDOW", json!({})),
            rule("ONCE_A_YEAR", json!({ "sentence": " ", "source": "" })),
        ],
        "amounts": [{ "least": "0.00" }, { "least": "5.00", "most": "4.00" }],
        "pupilCap": "-1.00", "papers": [""] });
    let input = with(
        relief(),
        json!({ "year": 1999, "name": "救", "closesOn": "2026-07-01", "terms": terms }),
    );
    let answer = draft(&field.xian, input).await;
    assert_eq!(answer["programme"], json!(null));
    assert_eq!(
        faults(&answer),
        [
            "INVALID year",
            "INVALID name",
            "INVALID closesOn",
            "REQUIRED terms.rules.0.tiers",
            "INVALID terms.rules.1.percent",
            "REQUIRED terms.rules.2.percent",
            "INVALID terms.rules.3",
            "INVALID terms.rules.4.ageTo",
            "REQUIRED terms.rules.5.kinds",
            "INVALID terms.rules.6.kind",
            "REQUIRED terms.rules.7.sentence",
            "REQUIRED terms.rules.7.source",
            "INVALID terms.amounts.0",
            "INVALID terms.amounts.1.most",
            "INVALID terms.amounts.1",
            "REQUIRED terms.papers.0",
            "INVALID terms.pupilCap",
        ]
    );
    let empty = json!({ "rules": [], "amounts": [] });
    let input = with(
        relief(),
        json!({ "terms": empty, "opensOn": "2026-06-01", "closesOn": "2026-07-01" }),
    );
    let drafted = draft(&field.xian, input).await;
    let opened = step(&field.xian, "openProgramme", &drafted["programme"]).await;
    assert_eq!(
        faults(&opened),
        ["REQUIRED terms.rules", "REQUIRED terms.amounts", "STATE id"]
    );
    assert_eq!(opened["programme"], json!(null));
}

#[tokio::test]
async fn a_draft_is_removed_and_an_open_programme_stays() {
    let field = field().await;
    let drafted = draft(&field.xian, relief()).await;
    let gone = step(&field.xian, "deleteProgramme", &drafted["programme"]).await;
    assert_eq!(
        (&gone["errors"], &gone["programme"]),
        (&json!([]), &json!(null))
    );
    let open = opened(&field.xian, relief()).await;
    let kept = step(&field.xian, "deleteProgramme", &open).await;
    assert_eq!(faults(&kept), ["STATE id"]);
    let list = field
        .xian
        .ask(
            "{ programmes(year: 2026, first: 10) { nodes { name } } }",
            json!(null),
        )
        .await;
    assert_eq!(list["programmes"]["nodes"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_makes_one_programme() {
    let field = field().await;
    let input = with(relief(), json!({ "idempotencyKey": "k-1" }));
    let one = draft(&field.xian, input.clone()).await;
    let two = draft(&field.xian, input).await;
    assert_eq!(one["programme"]["id"], two["programme"]["id"]);
}

#[tokio::test]
async fn only_an_administrator_of_the_own_union_writes() {
    let field = field().await;
    let programme = opened(&field.xian, relief()).await;
    let input = json!({ "id": programme["id"], "version": programme["version"] });
    let query =
        "mutation($input: ProgrammeInput!) { closeProgramme(input: $input) { errors { code } } }";
    let cadre = field.lanshan.cadre("王干部").await;
    let finance = field.lanshan.person("某财务", &[Role::Finance]).await;
    for by in [&cadre, &finance, &field.cun, &field.shi] {
        let answer = by.run_with(query, json!({ "input": input })).await;
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], "FORBIDDEN",
            "{answer:#}"
        );
    }
    let librarian = field.lanshan.person("某管理员", &[Role::Librarian]).await;
    let answer = librarian
        .run("{ programmes(first: 1) { nodes { id } } }")
        .await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let still = change(&field.xian, "closeProgramme", "ProgrammeInput", input).await;
    assert_eq!(still["errors"], json!([]));
}

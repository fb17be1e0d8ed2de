//! The register of employers.

use schema::tenancy::Role;
use serde_json::{Value, json};

use super::{Field, arrears, assert_figures_true, employer, save};
use crate::funds::{change, done, faults};

#[tokio::test]
async fn an_employer_is_registered_once_by_its_code_and_found_by_anybody() {
    let field = Field::new().await;
    let code = "91350100M000100Y43";
    let entry = employer(
        &field.cadre,
        "临沂示例板材有限公司",
        Some(&code.to_lowercase()),
    )
    .await;
    assert_eq!(entry["creditCode"], code);
    let again = json!({ "name": "示例板材", "creditCode": code });
    let answer = change(&field.legal, "saveEmployer", "employer { id }", again).await;
    assert_eq!(faults(&answer), ["DUPLICATE input.creditCode"]);
    let wrong = json!({ "name": "板", "creditCode": "91350100M000100Y44", "divisionCode": "37" });
    let answer = change(&field.legal, "saveEmployer", "employer { id }", wrong).await;
    assert_eq!(
        faults(&answer),
        [
            "INVALID input.name",
            "INVALID input.creditCode",
            "INVALID input.divisionCode"
        ]
    );
    let query =
        "query($query: String) { employers(query: $query) { nodes { name editable mergeable } } }";
    for text in ["板材", "bancai", "y43"] {
        let found = field.other.ask(query, json!({ "query": text })).await;
        assert_eq!(
            found["employers"]["nodes"],
            json!([{ "name": "临沂示例板材有限公司", "editable": false, "mergeable": true }]),
            "{text}"
        );
    }
    // Who registered it, and who stands above, corrects it.
    let input =
        json!({ "id": entry["id"], "version": entry["version"], "name": "临沂示例木业有限公司" });
    let input = json!({ "input": input });
    let edit = "mutation($input: SaveEmployerInput!) { saveEmployer(input: $input) { employer { name version } errors { code } } }";
    let denied = field.other.run_with(edit, input.clone()).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let saved = field.superior.ask(edit, input.clone()).await;
    assert_eq!(
        saved["saveEmployer"]["employer"]["name"],
        "临沂示例木业有限公司"
    );
    let stale = field.superior.ask(edit, input).await;
    assert_eq!(stale["saveEmployer"]["errors"][0]["code"], "CONFLICT");
    assert_eq!(stale["saveEmployer"]["employer"]["version"], 2);
}

#[tokio::test]
async fn duplicates_are_merged_with_every_case_against_them() {
    let field = Field::new().await;
    let twice = employer(&field.other, "临沂某某劳务", None).await;
    done(save(&field.cadre, arrears(&field.employer)).await, "case");
    done(save(&field.cadre, arrears(&twice)).await, "case");
    done(save(&field.other, arrears(&twice)).await, "case");
    let repeat = "{ repeatEmployers { cases claimed employer { name record { cases openCases workers claimed recovered } cases { nodes { label } } } } }";
    let before = field.superior.ask(repeat, Value::Null).await;
    assert_eq!(before["repeatEmployers"], json!([]));
    let merge = json!({ "id": twice["id"], "version": twice["version"], "intoId": field.employer["id"], "reason": "同一家公司的简称" });
    let of = "employer { id name }";
    let merged = done(
        change(&field.superior, "mergeEmployers", of, merge.clone()).await,
        "employer",
    );
    assert_eq!(merged["id"], field.employer["id"]);
    let after = field.superior.ask(repeat, Value::Null).await;
    let after = &after["repeatEmployers"][0];
    // Two of the own subtree; three in the city, of which one is not seen.
    assert_eq!(after["cases"], 2);
    assert_eq!(after["claimed"], "40001.00");
    assert_eq!(
        after["employer"]["record"],
        json!({ "cases": 3, "openCases": 3, "workers": 9, "claimed": "60001.50", "recovered": "0.00" })
    );
    assert_eq!(
        after["employer"]["cases"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let again = change(&field.superior, "mergeEmployers", of, merge).await;
    assert_eq!(again["errors"][0]["code"], "CONFLICT");
    // What was merged away can't be chosen any more, and a village merges nothing.
    let answer = save(&field.cadre, arrears(&twice)).await;
    assert_eq!(faults(&answer), ["STATE input.employerId"]);
    let village = json!({ "input": { "id": field.employer["id"], "version": 1, "intoId": twice["id"], "reason": "同一家公司的简称" } });
    let query = "mutation($input: MergeEmployersInput!) { mergeEmployers(input: $input) { errors { code } } }";
    let denied = field.legal.run_with(query, village).await;
    assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_figures_true(&field.city).await;
}

#[tokio::test]
async fn a_natural_person_who_owes_is_named_in_the_case_alone() {
    let field = Field::new().await;
    let mut input = arrears(&field.employer);
    input["employerId"] = json!(null);
    input["respondent"] = json!("吴老板");
    let case = done(save(&field.cadre, input).await, "case");
    assert_eq!(case["details"]["respondent"], "吴老板");
    let above = super::seen(&field.superior, &case).await;
    assert!(!above.to_string().contains("吴老板"));
    let viewer = field.there.person("韩查看", &[Role::Viewer]).await;
    let found = viewer
        .ask(
            "{ employers(query: \"吴\") { nodes { name } } }",
            Value::Null,
        )
        .await;
    assert_eq!(found["employers"]["nodes"], json!([]));
}

//! Several at once: one wins, the other is told.

use serde_json::{Value, json};

use super::{draft, edit, faults, field, opened, relief, set_line, update};

#[tokio::test]
async fn of_two_who_change_one_programme_one_is_told() {
    let field = field().await;
    let programme = opened(&field.xian, relief()).await;
    let second = field.lanshan.admin().await;
    let to = |least: &str| {
        let mut input = relief();
        input["terms"]["amounts"][0]["least"] = json!(least);
        edit(&programme, &input, json!({ "reason": "提高了标准" }))
    };
    let (one, two) = tokio::join!(
        update(&field.xian, to("3000.00")),
        update(&second, to("4000.00"))
    );
    let mut all = [faults(&one), faults(&two)];
    all.sort();
    assert_eq!(all, [vec![], vec!["CONFLICT version".to_owned()]]);
    // Both are shown the one that was kept, which is the second edition.
    assert_eq!(one["programme"]["terms"], two["programme"]["terms"]);
    assert_eq!(one["programme"]["editions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_draft_is_opened_or_removed_and_not_both() {
    let field = field().await;
    let drafted = draft(&field.xian, relief()).await;
    let second = field.lanshan.admin().await;
    let input = json!({ "input": { "id": drafted["programme"]["id"], "version": 1 } });
    let send = |name: &str| {
        format!(
            "mutation($input: ProgrammeInput!) {{ {name}(input: $input) {{ errors {{ code }} }} }}"
        )
    };
    let (open, gone) = (send("openProgramme"), send("deleteProgramme"));
    let (open, gone) = tokio::join!(
        field.xian.run_with(&open, input.clone()),
        second.run_with(&gone, input)
    );
    let done = |answer: &Value, name: &str| answer["data"][name]["errors"] == json!([]);
    // Who comes second finds it opened meanwhile, or gone.
    let told = |answer: &Value, name: &str| {
        answer["data"][name]["errors"][0]["code"] == "CONFLICT"
            || answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    };
    let opened = done(&open, "openProgramme") && told(&gone, "deleteProgramme");
    let removed = done(&gone, "deleteProgramme") && told(&open, "openProgramme");
    assert!(opened != removed, "{open:#} {gone:#}");
}

#[tokio::test]
async fn of_two_who_enter_one_line_one_is_told() {
    let field = field().await;
    for round in 0..5 {
        let from = format!("2026-{:02}-01", round + 1);
        let (one, two) = tokio::join!(
            set_line(
                &field.xian,
                json!({ "validFrom": from, "monthly": "600.00" })
            ),
            set_line(
                &field.shi,
                json!({ "validFrom": from, "monthly": "700.00" })
            )
        );
        let mut all = [faults(&one), faults(&two)];
        all.sort();
        assert_eq!(all, [vec![], vec!["CONFLICT validFrom".to_owned()]]);
        assert_eq!(one["line"]["id"], two["line"]["id"]);
    }
}

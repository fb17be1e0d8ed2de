//! Dates at courts and tribunals.

use serde_json::{Value, json};

use super::{Matter, act, shown};
use crate::funds::{change, done, faults, with};

const HEARING: &str = "id version kind state startsAt minutes venue note result next editable delegation { state number }";

fn date(row: &Value) -> Value {
    json!({ "delegationId": row["id"], "kind": "ARBITRATION", "startsAt": "2026-08-10T01:30:00Z", "minutes": 120, "venue": "临沂市劳动人事争议仲裁院第一庭" })
}

#[tokio::test]
async fn a_date_is_entered_moved_and_held_and_stands_in_both_agendas() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let of = format!("hearing {{ {HEARING} }}");
    let made = done(
        act(&matter.lawyer, "saveHearing", &of, date(&row)).await,
        "hearing",
    );
    assert_eq!(made["delegation"]["state"], "IN_PROGRESS");
    assert_eq!(made["next"], json!(["HOLD", "CANCEL"]));
    // The union moves it: it has had a call.
    let moved = with(
        date(&row),
        json!({ "id": made["id"], "version": made["version"], "startsAt": "2026-08-11T06:00:00Z" }),
    );
    let moved = done(
        change(&matter.field.legal, "saveHearing", &of, moved).await,
        "hearing",
    );
    assert_eq!(moved["startsAt"], "2026-08-11T06:00:00+00:00");
    let agenda = "{ hearings(from: \"2026-08-11\", to: \"2026-08-11\") { nodes { id delegation { number } } } }";
    for answer in [
        matter.field.legal.ask(agenda, json!({})).await,
        matter.lawyer.ask(agenda, json!({})).await,
    ] {
        assert_eq!(answer["hearings"]["nodes"][0]["id"], made["id"]);
    }
    let other = matter.field.other.ask(agenda, json!({})).await;
    assert_eq!(other["hearings"]["nodes"], json!([]));
    let early = json!({ "id": moved["id"], "version": moved["version"], "step": "HOLD", "text": "双方到庭，等待裁决" });
    let refused = act(&matter.lawyer, "stepHearing", &of, early.clone()).await;
    assert_eq!(faults(&refused), ["INVALID input.step"]);
    matter.field.city.pass_days(6);
    let held = done(
        act(&matter.lawyer, "stepHearing", &of, early.clone()).await,
        "hearing",
    );
    assert_eq!(held["state"], "HELD");
    assert_eq!(held["result"], "双方到庭，等待裁决");
    let again = act(
        &matter.lawyer,
        "stepHearing",
        &of,
        with(early, json!({ "version": held["version"] })),
    )
    .await;
    assert_eq!(faults(&again), ["STATE input.id"]);
    // One that has not come is off when the delegation ends.
    let later = with(date(&row), json!({ "startsAt": "2026-09-20T01:30:00Z" }));
    done(
        act(&matter.lawyer, "saveHearing", &of, later).await,
        "hearing",
    );
    let row = shown(&matter.lawyer, &row).await;
    assert_eq!(row["nextHearing"]["id"], row["hearings"][1]["id"]);
    let end = json!({ "text": "双方已达成和解协议", "result": "SETTLED" });
    let row = done(
        super::answer(&matter.lawyer, &row, "CONCLUDE", end).await,
        "delegation",
    );
    assert_eq!(row["nextHearing"], json!(null));
    let states: Vec<&Value> = row["hearings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["HELD", "CANCELLED"]);
}

#[tokio::test]
async fn a_date_with_faults_is_refused_and_one_of_an_offer_too() {
    let matter = Matter::new().await;
    let row = matter.offered().await;
    let refused = act(&matter.head, "saveHearing", "hearing { id }", date(&row)).await;
    assert_eq!(faults(&refused), ["STATE input.id"]);
    let accepted = super::answer(&matter.head, &row, "ACCEPT", matter.to(&matter.lawyer)).await;
    let row = done(accepted, "delegation");
    let bad = with(
        date(&row),
        json!({ "startsAt": "1926-08-10T01:30:00Z", "minutes": 3, "venue": " ", "note": "联系 13800000001" }),
    );
    let refused = act(&matter.lawyer, "saveHearing", "hearing { id }", bad).await;
    assert_eq!(
        faults(&refused),
        [
            "INVALID input.startsAt",
            "INVALID input.minutes",
            "REQUIRED input.venue",
            "INVALID input.note"
        ]
    );
    let wide = "{ hearings(from: \"2026-01-01\", to: \"2028-01-01\") { nodes { id } } }";
    let refused = matter.lawyer.run_with(wide, json!({})).await;
    assert!(
        refused["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("一年"),
        "{refused}"
    );
}

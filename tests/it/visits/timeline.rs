//! The timeline of a household.

use serde_json::{Value, json};

use super::{cadre, complete, record, visit, with};
use crate::assignments::{county, page};

#[tokio::test]
async fn a_timeline_tells_everything_newest_first() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    city.pass_days(1);
    let input = with(
        visit(household, "2026-08-07"),
        json!({ "measures": [{ "text": "推荐岗位", "need": "JOB", "dueOn": "2026-09-01" }] }),
    );
    record(&wang, input).await;
    // Written down two days late: it stands at the noon of its day.
    city.pass_days(2);
    record(
        &wang,
        with(
            visit(household, "2026-08-08"),
            json!({ "kind": "PHONE", "purpose": "FOLLOW_UP" }),
        ),
    )
    .await;
    city.pass_days(1);
    let data = wang
        .ask(
            "{ measures(filter: { mine: true }) { nodes { id } } }",
            json!({}),
        )
        .await;
    let id = &data["measures"]["nodes"][0]["id"];
    complete(&wang, json!({ "id": id, "version": 1, "proof": "DOCUMENT", "note": "录用通知", "doneOn": "2026-08-10" })).await;
    let fields = "timeline { nodes { at kind summary by { name } visit { purpose } measure { state } pairing { state } } }";
    let seen = page(&wang, household, fields).await;
    let event = |at: &str, kind: &str, by: Value, summary: &str| json!({ "at": at, "kind": kind, "summary": summary, "by": by, "visit": null, "measure": null, "pairing": null });
    let wang_name = json!({ "name": "王建国" });
    let done = json!({ "state": "DONE" });
    let expected = json!([
        with(
            event(
                "2026-08-10T02:00:00+00:00",
                "MEASURE_DONE",
                wang_name.clone(),
                "帮扶措施已办结（就业岗位），依据：凭证"
            ),
            json!({ "measure": done })
        ),
        with(
            event(
                "2026-08-08T04:00:00+00:00",
                "VISIT",
                wang_name.clone(),
                "走访（电话，回访）"
            ),
            json!({ "visit": { "purpose": "FOLLOW_UP" } })
        ),
        with(
            event(
                "2026-08-07T02:00:00+00:00",
                "MEASURE_PROMISED",
                wang_name.clone(),
                "承诺帮扶措施（就业岗位），2026-09-01 前办结"
            ),
            json!({ "measure": done })
        ),
        with(
            event(
                "2026-08-07T02:00:00+00:00",
                "VISIT",
                wang_name,
                "走访（入户，日常走访）"
            ),
            json!({ "visit": { "purpose": "ROUTINE" } })
        ),
        with(
            event(
                "2026-08-06T02:00:00+00:00",
                "PAIRED",
                json!({ "name": "管理员" }),
                "与王建国结对"
            ),
            json!({ "pairing": { "state": "ACTIVE" } })
        ),
        event(
            "2026-08-06T02:00:00+00:00",
            "REGISTERED",
            Value::Null,
            "建立档案"
        ),
    ]);
    assert_eq!(seen["timeline"]["nodes"], expected);

    // A change of the file shows to its own union only.
    let mut conn = city.owner().await;
    sqlx::query("INSERT INTO household_change (id, household_id, union_id, union_path, at, staff_id, kind, fields) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'CHANGED', '{}')")
        .bind(household.uuid())
        .bind(lanshan.id.uuid())
        .bind(&lanshan.path)
        .bind(city.now())
        .bind(admin.staff.uuid())
        .execute(&mut conn)
        .await
        .expect("a change");
    let kinds = "timeline { nodes { kind } }";
    let count = |seen: &Value| seen["timeline"]["nodes"].as_array().map(Vec::len);
    assert_eq!(count(&page(&wang, household, kinds).await), Some(7));
    assert_eq!(
        count(&page(&city.root().admin().await, household, kinds).await),
        Some(6)
    );

    // Page by page gives the same as at once.
    let all: Vec<Value> =
        page(&wang, household, "timeline { nodes { at kind summary } }").await["timeline"]["nodes"]
            .as_array()
            .expect("events")
            .clone();
    let mut paged = Vec::new();
    let mut after = String::new();
    loop {
        let fields = format!(
            "timeline(first: 2{after}) {{ nodes {{ at kind summary }} pageInfo {{ hasNextPage endCursor }} }}"
        );
        let seen = page(&wang, household, &fields).await;
        paged.extend(
            seen["timeline"]["nodes"]
                .as_array()
                .expect("events")
                .clone(),
        );
        if seen["timeline"]["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = format!(", after: {}", seen["timeline"]["pageInfo"]["endCursor"]);
    }
    assert_eq!(paged, all);
}

//! Public notices: what hangs for everybody, for how long, and what never stands on one.

use serde_json::{Value, json};

use super::*;
use crate::funds::faults;

const PUBLIC: &str = "id title note union telephone postedOn endsOn lines { number name union programme tier amount }";

async fn hanging(field: &Field) -> Value {
    let query = format!("{{ publicNotices {{ {PUBLIC} }} }}");
    field.city.visitor().ask(&query, json!({})).await
}

async fn one(field: &Field, notice: &Value) -> Value {
    let query = format!("{{ publicNotice(id: {}) {{ {PUBLIC} }} }}", notice["id"]);
    field.city.visitor().ask(&query, json!({})).await
}

#[tokio::test]
async fn everybody_reads_what_hangs_and_nobody_what_came_down() {
    let field = field().await;
    let first = reviewed(&field, "王秀英").await;
    let second = reviewed(&field, "王秀兰").await;
    assert_eq!(hanging(&field).await, json!([]));
    let note = json!({ "note": "公示期间如有异议，请向区总工会反映。" });
    let notice = done(
        post(&field.reviewer, &[&first, &second], note).await,
        "notice",
    );
    let seen = one(&field, &notice).await;
    assert_eq!(seen["union"], "兰山区总工会");
    assert_eq!(seen["telephone"], "0539-8312345");
    assert_eq!(seen["lines"].as_array().unwrap().len(), 2);
    let everything = seen.to_string();
    for secret in ["王小明", "王秀英", "913200", "平安路", "SCHOOLING"] {
        assert!(!everything.contains(secret), "{secret}: {everything}");
    }
    assert_eq!(hanging(&field).await, json!([seen]));

    // One comes off when it is returned, and the proof stays.
    let row = read(&field.reviewer, &first).await;
    stepped(
        &field.reviewer,
        &row,
        "RETURN",
        Some("有人反映家庭已购车，请核实"),
    )
    .await;
    assert_eq!(
        one(&field, &notice).await["lines"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let kept = "query($id: ID!) { aidNotice(id: $id) { hanging digest lines { name } } }";
    let kept_of =
        async |by: &Person| by.ask(kept, json!({ "id": notice["id"] })).await["aidNotice"].take();
    let proof = kept_of(&field.qu.chair).await;
    assert_eq!(proof["lines"].as_array().unwrap().len(), 2);
    assert_eq!(proof["digest"], notice["digest"]);

    // It hangs on its last day, and comes down by itself.
    field.city.pass_days(7);
    assert_eq!(one(&field, &notice).await["endsOn"], "2026-08-13");
    field.city.pass_days(1);
    assert_eq!(one(&field, &notice).await, Value::Null);
    assert_eq!(hanging(&field).await, json!([]));
    assert_eq!(kept_of(&field.qu.chair).await["hanging"], false);
    assert_eq!(kept_of(&field.cadre).await, Value::Null, "another union's");
}

#[tokio::test]
async fn a_notice_that_was_taken_down_is_hung_out_anew() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    let notice = done(post(&field.reviewer, &[&row], json!({})).await, "notice");
    let down = |reason: &str| json!({ "id": notice["id"], "version": notice["version"], "reason": reason });
    let of = format!("notice {{ {NOTICE} }}");
    let bad = change(&field.reviewer, "takeDownAidNotice", &of, down("错")).await;
    assert_eq!(faults(&bad), ["INVALID input.reason"]);
    let gone = done(
        change(
            &field.reviewer,
            "takeDownAidNotice",
            &of,
            down("标题写错，重新公示"),
        )
        .await,
        "notice",
    );
    assert_eq!(
        (&gone["hanging"], &gone["takenDownOn"]),
        (&json!(false), &json!("2026-08-06"))
    );
    assert_eq!(one(&field, &notice).await, Value::Null);
    let row = read(&field.reviewer, &row).await;
    assert_eq!(
        (&row["state"], &row["noticeEndsOn"]),
        (&json!("REVIEWED"), &Value::Null)
    );
    done(post(&field.reviewer, &[&row], json!({})).await, "notice");
}

#[tokio::test]
async fn no_number_and_no_illness_stands_on_a_notice() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    for (more, fault) in [
        (
            json!({ "title": "尿毒症患者救助公示" }),
            "INVALID input.title",
        ),
        (
            json!({ "note": "身份证号 371302199001011233" }),
            "INVALID input.note",
        ),
        (
            json!({ "note": "户主因癌症手术致困" }),
            "INVALID input.note",
        ),
        (
            json!({ "telephone": "13905391234" }),
            "INVALID input.telephone",
        ),
        (json!({ "workingDays": 4 }), "INVALID input.workingDays"),
    ] {
        let answer = post(&field.reviewer, &[&row], more).await;
        assert_eq!(faults(&answer), [fault], "{answer:#}");
    }
    assert_eq!(read(&field.reviewer, &row).await["state"], "REVIEWED");
}

#[tokio::test]
async fn working_days_follow_the_holidays_and_stop_where_they_are_not_known() {
    let field = field().await;
    let query = "query($day: Date!, $days: Int!) { noticeEnd(postedOn: $day, workingDays: $days) }";
    let end = async |day: &str, days: i32| {
        field
            .reviewer
            .ask(query, json!({ "day": day, "days": days }))
            .await["noticeEnd"]
            .take()
    };
    // 30 September is a Wednesday: seven days off, 8, 9, the Saturday 10 that is worked, 12, 13
    assert_eq!(end("2026-09-30", 5).await, "2026-10-13");
    assert_eq!(end("2026-08-06", 5).await, "2026-08-13");
    assert_eq!(end("2026-12-28", 5).await, Value::Null, "2027 is not known");
    assert_eq!(end("2026-08-06", 4).await, Value::Null);

    let year = json!({ "year": 2027, "source": "国务院办公厅关于2027年部分节假日安排的通知",
        "days": [{ "day": "2027-01-01", "working": false, "name": "元旦" }] });
    let of = "workYear { year source version days { day working name } }";
    let set = async |by: &Person, input: Value| change(by, "setWorkYear", of, input).await;
    let root = set(&field.shi.chair, year.clone()).await;
    assert_eq!(root["workYear"]["version"], 1, "{root:#}");
    assert_eq!(end("2026-12-28", 5).await, "2027-01-05");
    let twice = set(&field.shi.chair, year.clone()).await;
    assert_eq!(faults(&twice), ["CONFLICT input.version"]);
    let wrong = with(
        year.clone(),
        json!({ "version": 1, "days": [{ "day": "2026-01-01", "working": false, "name": "元旦" }] }),
    );
    assert_eq!(
        faults(&set(&field.shi.chair, wrong).await),
        ["INVALID input.days.0.day"]
    );
    let county = set(&field.qu.chair, with(year, json!({ "version": 1 }))).await;
    assert_eq!(faults(&county), ["STATE input.year"]);
}

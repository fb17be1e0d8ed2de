//! Objections of everybody and complaints of a family, with stages and an answer.

use serde_json::{Value, json};

use super::*;
use crate::funds::faults;

const COMPLAINT: &str = "id number kind stage text contact level version next answers { text upheld union { name } by { name } }
    application { number } union { name } filedBy { name }";

async fn object(field: &Field, notice: &Value, more: Value) -> Value {
    let input = with(
        json!({ "noticeId": notice["id"], "line": 1, "text": "这户人家去年买了轿车，请核实。", "contact": "邻居老张 13905391234" }),
        more,
    );
    let query = "mutation($input: ObjectToNoticeInput!) { objectToNotice(input: $input) { number errors { code path message } } }";
    field
        .city
        .visitor()
        .ask(query, json!({ "input": input }))
        .await
}

async fn all(by: &Person) -> Value {
    let query = format!("{{ aidComplaints {{ nodes {{ {COMPLAINT} }} }} }}");
    by.ask(&query, json!({})).await["aidComplaints"]["nodes"].take()
}

async fn take(by: &Person, row: &Value, step: &str, more: Value) -> Value {
    let input = with(
        json!({ "id": row["id"], "version": row["version"], "step": step }),
        more,
    );
    let of = format!("complaint {{ {COMPLAINT} }}");
    change(by, "stepAidComplaint", &of, input).await
}

#[tokio::test]
async fn an_objection_of_a_neighbour_is_answered_before_anything_is_approved() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    let notice = done(post(&field.reviewer, &[&row], json!({})).await, "notice");
    for (more, fault) in [
        (json!({ "text": "不公平" }), "INVALID input.text"),
        (json!({ "line": 2 }), "STATE input.line"),
        (
            json!({ "noticeId": "aidnotice_00000000000070008000000000000001" }),
            "STATE input.line",
        ),
    ] {
        let answer = object(&field, &notice, more).await;
        assert_eq!(faults(&answer), [fault], "{answer:#}");
    }
    let key = json!({ "idempotencyKey": "an-objection-of-a-neighbour" });
    let number = object(&field, &notice, key.clone()).await["number"].take();
    assert_eq!(
        object(&field, &notice, key).await["number"],
        number,
        "sent twice, taken once"
    );
    assert!(number.as_str().unwrap().starts_with("YY"), "{number}");

    let trail = "{ auditTrail(first: 100) { nodes { summary } } }";
    let trail = field.qu.chair.ask(trail, json!({})).await.to_string();
    assert!(trail.contains("收到公示异议"), "{trail}");

    // Only who handles it reads it.
    let seen = all(&field.qu.chair).await;
    assert_eq!(
        (&seen[0]["number"], &seen[0]["contact"]),
        (&number, &json!("邻居老张 13905391234"))
    );
    assert_eq!(seen[0]["next"], json!(["ACCEPT"]));
    assert_eq!(seen.as_array().unwrap().len(), 1);
    for by in [&field.shi.chair, &field.cadre] {
        assert_eq!(all(by).await, json!([]));
    }
    let told = "{ notifications(first: 5) { nodes { kind text } } }";
    let news = field.qu.chair.ask(told, json!({})).await["notifications"]["nodes"].take();
    assert!(news.to_string().contains("AID_COMPLAINT_FILED"), "{news}");

    field.city.pass_days(8);
    let now = read(&field.qu.chair, &row).await;
    let stands = approve(&field.qu.chair, &field, &[(&now, "3000.00")], json!({})).await;
    assert_eq!(faults(&stands), ["STATE input.lines"]);
    let taken = done(
        take(&field.qu.chair, &seen[0], "ACCEPT", json!({})).await,
        "complaint",
    );
    let by_reviewer = take(
        &field.reviewer,
        &taken,
        "ANSWER",
        json!({ "answer": "经核实不属实", "upheld": false }),
    )
    .await;
    assert_eq!(
        faults(&by_reviewer),
        ["STATE input.id"],
        "who reviewed it does not answer for it"
    );
    assert_eq!(
        faults(&take(&field.qu.chair, &taken, "ANSWER", json!({})).await),
        ["REQUIRED input.answer", "REQUIRED input.upheld"]
    );
    let answer = json!({ "answer": "经入户核实，车辆为其兄所有", "upheld": false });
    let closed = done(
        take(&field.qu.chair, &taken, "ANSWER", answer).await,
        "complaint",
    );
    assert_eq!(
        (&closed["stage"], &closed["next"]),
        (&json!("CLOSED"), &json!([]))
    );
    assert_eq!(closed["answers"][0]["by"]["name"], "孙主席");
    done(
        approve(&field.qu.chair, &field, &[(&now, "3000.00")], json!({})).await,
        "applications",
    );
}

#[tokio::test]
async fn what_an_objection_found_right_is_not_approved() {
    let field = field().await;
    let row = reviewed(&field, "王秀英").await;
    let notice = done(post(&field.reviewer, &[&row], json!({})).await, "notice");
    object(&field, &notice, json!({ "contact": null })).await;
    let seen = all(&field.qu.chair).await[0].take();
    let taken = done(
        take(&field.qu.chair, &seen, "ACCEPT", json!({})).await,
        "complaint",
    );
    let answer = json!({ "answer": "情况属实，退回重新核对", "upheld": true });
    done(
        take(&field.qu.chair, &taken, "ANSWER", answer).await,
        "complaint",
    );
    field.city.pass_days(8);
    let now = read(&field.qu.chair, &row).await;
    let stands = approve(&field.qu.chair, &field, &[(&now, "3000.00")], json!({})).await;
    assert_eq!(faults(&stands), ["STATE input.lines"]);
    stepped(
        &field.reviewer,
        &now,
        "REJECT",
        Some("家庭已购车，不符合条件"),
    )
    .await;
}

#[tokio::test]
async fn a_family_s_complaint_is_answered_and_once_more_by_the_union_above() {
    let field = field().await;
    let home = family(&field.cadre, "王秀英", &["王小明"]).await;
    let draft = done(
        save(&field.cadre, typed(&field, &home, 0)).await,
        "application",
    );
    let of = format!("complaint {{ {COMPLAINT} }}");
    let text = "没有说明理由就不予救助，请重新审核。";
    let input = json!({ "applicationId": draft["id"], "text": text });
    let early = change(&field.cadre, "fileAidComplaint", &of, input.clone()).await;
    assert_eq!(faults(&early), ["STATE input.applicationId"]);
    let sent = stepped(&field.cadre, &draft, "SUBMIT", None).await;
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    stepped(&field.reviewer, &up, "REJECT", Some("材料真实性存疑")).await;
    let filed = done(
        change(&field.cadre, "fileAidComplaint", &of, input).await,
        "complaint",
    );
    assert_eq!(
        (&filed["stage"], &filed["union"]["name"]),
        (&json!("FILED"), &json!("兰山区总工会"))
    );
    let taken = done(
        take(&field.qu.chair, &filed, "ACCEPT", json!({})).await,
        "complaint",
    );
    let answer = json!({ "answer": "录取通知书编号查无此人", "upheld": false });
    done(
        take(&field.qu.chair, &taken, "ANSWER", answer.clone()).await,
        "complaint",
    );
    let answered = all(&field.cadre).await[0].take();
    assert_eq!(answered["next"], json!(["APPEAL", "CLOSE"]));
    let why = json!({ "answer": "学校已重新出具证明" });
    let appealed = done(
        take(&field.cadre, &answered, "APPEAL", why).await,
        "complaint",
    );
    assert_eq!(
        (&appealed["stage"], &appealed["level"]),
        (&json!("FILED"), &json!(2))
    );
    let above = all(&field.shi.chair).await[0].take();
    assert_eq!(above["next"], json!(["ACCEPT"]));
    let taken = done(
        take(&field.shi.chair, &above, "ACCEPT", json!({})).await,
        "complaint",
    );
    let right = json!({ "answer": "证明属实，请区总工会重新受理", "upheld": true });
    let closed = done(
        take(&field.shi.chair, &taken, "ANSWER", right).await,
        "complaint",
    );
    assert_eq!(
        (
            &closed["stage"],
            closed["answers"].as_array().unwrap().len()
        ),
        (&json!("CLOSED"), 2)
    );
    let mine = all(&field.cadre).await[0].take();
    assert_eq!(
        (&mine["stage"], &mine["next"]),
        (&json!("CLOSED"), &json!([]))
    );
}

//! Another head for a household (户主变更).

use serde_json::{Value, json};
use tests::{City, Person, Place};

use super::family::{
    claimed, codes, failure, family_of, figures_are_true, number, registered, send, total,
};
use crate::identity::trail;

const ANSWER: &str = "household { id version headName phone members { id name relation version } }";

/// 王建国 with his wife 赵秀英, their son 王小宝 and his mother 孙桂兰.
async fn four(own: &Person, street: &Place) -> Value {
    let mut input = family_of(street, "王建国", 1);
    input["population"] = 4.into();
    let kin = |name: &str, serial: u32, relation: &str| json!({ "name": name, "idNumber": number(serial), "relation": relation, "health": "GOOD", "education": "PRIMARY", "migrantWorker": false });
    let mut wife = kin("赵秀英", 2, "SPOUSE");
    wife["phone"] = "15400000002".into();
    input["members"] = json!([
        input["members"][0],
        wife,
        kin("王小宝", 3, "SON"),
        kin("孙桂兰", 4, "MOTHER")
    ]);
    registered(own, input).await
}

fn change(household: &Value, head: usize, leaves: bool, relations: &[(usize, &str)]) -> Value {
    let id = |member: usize| household["members"][member]["id"].clone();
    let relations: Vec<Value> = relations
        .iter()
        .map(|(member, relation)| json!({ "id": id(*member), "relation": relation }))
        .collect();
    json!({ "id": household["id"], "version": household["version"], "headId": id(head),
        "formerHeadLeaves": leaves, "relations": relations, "reason": "原户主因病去世" })
}

fn people(payload: &Value) -> Vec<(String, String)> {
    let members = payload["household"]["members"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    members
        .iter()
        .map(|member| (text(&member["name"]), text(&member["relation"])))
        .collect()
}

fn pairs(people: &[(&str, &str)]) -> Vec<(String, String)> {
    people
        .iter()
        .map(|(name, relation)| ((*name).to_owned(), (*relation).to_owned()))
        .collect()
}

async fn found(own: &Person, text: &str) -> Value {
    own.ask(
        "query($text: String!) { households(filter: { text: $text }) { nodes { headName } } }",
        json!({ "text": text }),
    )
    .await["households"]["nodes"]
        .take()
}

#[tokio::test]
async fn after_a_death_the_widow_is_the_head_and_everything_follows() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above) = (street.admin().await, county.admin().await);
    let household = four(&own, &street).await;
    let input = change(&household, 1, true, &[(2, "SON"), (3, "IN_LAW")]);
    let changed = send(&own, "changeHead", ANSWER, input).await;
    assert_eq!(changed["errors"], json!([]), "{changed}");
    assert_eq!(changed["household"]["headName"], "赵秀英");
    assert_eq!(changed["household"]["phone"], "15400000002");
    assert_eq!(changed["household"]["version"], 2);
    assert_eq!(
        people(&changed),
        pairs(&[("赵秀英", "SELF"), ("王小宝", "SON"), ("孙桂兰", "IN_LAW")])
    );
    // Whose relation stays as it was is not edited.
    let versions: Vec<i64> = changed["household"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["version"].as_i64().unwrap())
        .collect();
    assert_eq!(versions, [2, 1, 2]);

    let seen = above
        .ask(
            "query($id: ID!) { household(id: $id) { headName masked members { name } } }",
            json!({ "id": household["id"] }),
        )
        .await["household"]
        .take();
    assert_eq!(
        seen,
        json!({ "headName": "赵**", "masked": true, "members": [{ "name": "赵**" }, { "name": "王**" }, { "name": "孙**" }] })
    );
    for text in ["赵秀英", "zxy", &number(2), "王小宝"] {
        assert_eq!(
            found(&own, text).await,
            json!([{ "headName": "赵秀英" }]),
            "{text}"
        );
    }
    for text in ["王建国", "wjg"] {
        assert_eq!(found(&own, text).await, json!([]), "{text}");
    }
    // Whoever comes with the paper of somebody who left finds the file that they were in.
    assert_eq!(
        found(&own, &number(1)).await,
        json!([{ "headName": "赵秀英" }])
    );

    let history = own
        .ask("query($id: ID!) { household(id: $id) { changes(first: 1) { nodes { by { name } fields { field before after } } } } }", json!({ "id": household["id"] }))
        .await["household"]["changes"]["nodes"]
        .take();
    assert_eq!(
        history,
        json!([{ "by": { "name": "管理员" }, "fields": [
            { "field": "headName", "before": "王建国", "after": "赵秀英" },
            { "field": "members", "before": "王建国", "after": null },
            { "field": "members.relation", "before": "孙桂兰，MOTHER", "after": "孙桂兰，IN_LAW" },
        ] }])
    );
    let entry = trail(&city).await.pop().unwrap();
    assert_eq!(entry, "CHANGED 王** 户户主变更为 赵**，原户主移出");
    assert_eq!(total(&own, "MEMBERS").await, 3);
    figures_are_true(&city).await;

    // The file keeps that he was there, and his number is free.
    let kept: (i64, bool) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM member WHERE relation = 'SELF'), p.current FROM member_private p WHERE p.name = '王建国'",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(kept, (2, false));
    registered(&own, family_of(&street, "王建国", 1)).await;
}

#[tokio::test]
async fn a_head_who_stays_is_one_of_the_others() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = four(&own, &street).await;
    let relations = [(0, "FATHER"), (1, "MOTHER"), (3, "GRANDPARENT")];
    let input = change(&household, 2, false, &relations);
    let changed = send(&own, "changeHead", ANSWER, input).await;
    assert_eq!(changed["errors"], json!([]), "{changed}");
    // They change places.
    assert_eq!(
        people(&changed),
        pairs(&[
            ("王小宝", "SELF"),
            ("赵秀英", "MOTHER"),
            ("王建国", "FATHER"),
            ("孙桂兰", "GRANDPARENT")
        ])
    );
    assert_eq!(total(&own, "MEMBERS").await, 4);
    // And back again: every relation is to the head of the day.
    let relations = [(0, "SON"), (1, "SPOUSE"), (3, "MOTHER")];
    let back = change(&changed["household"], 2, false, &relations);
    let back = send(&own, "changeHead", ANSWER, back).await;
    assert_eq!(
        people(&back)[0],
        ("王建国".to_owned(), "SELF".to_owned()),
        "{back}"
    );
    assert_eq!(back["household"]["headName"], "王建国");
    figures_are_true(&city).await;
}

#[tokio::test]
async fn every_fault_is_told_and_nothing_changes() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let own = street.admin().await;
    let household = four(&own, &street).await;
    let other = registered(&own, family_of(&street, "李四光", 9)).await;
    let refused = async |input: Value| codes(&send(&own, "changeHead", ANSWER, input).await);
    let at = |code: &str, path: &str| (code.to_owned(), path.to_owned());

    let mut input = change(&household, 0, true, &[(2, "SON"), (3, "IN_LAW")]);
    input["reason"] = " ".into();
    assert_eq!(
        refused(input).await,
        [
            at("REQUIRED", "input.reason"),
            at("INVALID", "input.headId")
        ],
        "the head is the head already"
    );
    let mut input = change(&household, 1, true, &[(2, "SON"), (3, "IN_LAW")]);
    input["headId"] = other["members"][0]["id"].clone();
    assert_eq!(
        refused(input).await,
        [at("INVALID", "input.headId")],
        "of another household"
    );
    let input = change(&household, 1, true, &[(2, "SELF"), (0, "OTHER")]);
    assert_eq!(
        refused(input).await,
        [
            at("INVALID", "input.relations.0.relation"),
            at("INVALID", "input.relations.1.id"),
            at("REQUIRED", "input.relations")
        ],
        "a second head, one who leaves, and one forgotten"
    );
    let input = change(
        &household,
        1,
        false,
        &[(2, "SON"), (3, "IN_LAW"), (2, "SON")],
    );
    assert_eq!(
        refused(input).await,
        [
            at("INVALID", "input.relations.2.id"),
            at("REQUIRED", "input.relations")
        ],
        "one twice, and the former head forgotten"
    );
    let read = "query($id: ID!) { household(id: $id) { version headName members { relation } } }";
    let now = own.ask(read, json!({ "id": household["id"] })).await["household"].take();
    assert_eq!(
        (&now["version"], &now["headName"]),
        (&json!(1), &json!("王建国"))
    );

    let input = change(&household, 1, true, &[(2, "SON"), (3, "IN_LAW")]);
    assert_eq!(
        failure(&county.admin().await, "changeHead", input.clone()).await,
        "FORBIDDEN"
    );
    let elsewhere = county.township("银雀山街道").await.admin().await;
    assert_eq!(
        failure(&elsewhere, "changeHead", input.clone()).await,
        "NOT_FOUND"
    );
    let close = json!({ "id": household["id"], "version": 1, "status": "CLOSED", "closeReason": "MOVED_AWAY" });
    assert_eq!(
        send(&own, "setHouseholdStatus", "household { id }", close).await["errors"],
        json!([])
    );
    let stale = send(&own, "changeHead", ANSWER, input.clone()).await;
    assert_eq!(codes(&stale), [at("CONFLICT", "input.version")]);
    assert_eq!(stale["household"]["version"], 2);
    let mut input = input;
    input["version"] = 2.into();
    assert_eq!(refused(input).await, [at("STATE", "input.id")], "closed");
}

#[tokio::test]
async fn of_two_at_once_one_changes_the_head_and_a_replay_changes_it_once() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    let household = four(&own, &street).await;
    let mut widow = change(&household, 1, true, &[(2, "SON"), (3, "IN_LAW")]);
    widow["idempotencyKey"] = "head-000001".into();
    let son = change(&household, 2, true, &[(1, "MOTHER"), (3, "GRANDPARENT")]);
    let (one, two) = tokio::join!(
        send(&own, "changeHead", ANSWER, widow.clone()),
        send(&own, "changeHead", ANSWER, son)
    );
    let errors = [&one["errors"], &two["errors"]];
    assert_eq!(
        errors
            .iter()
            .filter(|errors| **errors == &json!([]))
            .count(),
        1,
        "{errors:?}"
    );
    let heads: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM member WHERE relation = 'SELF' AND removed_on IS NULL",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(heads, 1);
    assert_eq!(total(&own, "MEMBERS").await, 3);
    if one["errors"] == json!([]) {
        assert_eq!(one, send(&own, "changeHead", ANSWER, widow).await);
    }
    figures_are_true(&city).await;
}

#[tokio::test]
async fn a_former_head_who_leaves_settles_what_was_claimed_of_the_file() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let (street, other) = (
        county.township("兰山街道").await,
        county.township("银雀山街道").await,
    );
    let (own, elsewhere) = (street.admin().await, other.admin().await);
    let household = four(&own, &street).await;
    let second = claimed(&elsewhere, family_of(&other, "王建国", 1)).await;
    assert_eq!(second["members"][0]["disputed"], true);
    let input = change(&household, 1, true, &[(2, "SON"), (3, "IN_LAW")]);
    let changed = send(&own, "changeHead", ANSWER, input).await;
    assert_eq!(changed["errors"], json!([]), "{changed}");
    let now = elsewhere
        .ask(
            "query($id: ID!) { household(id: $id) { members { disputed } } duplicateClaims { nodes { state decision } } }",
            json!({ "id": second["id"] }),
        )
        .await;
    assert_eq!(now["household"]["members"][0]["disputed"], false);
    assert_eq!(
        now["duplicateClaims"]["nodes"],
        json!([{ "state": "SETTLED", "decision": "KEEP_CLAIMANT" }])
    );
}

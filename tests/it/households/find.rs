//! Finding households and paging through them.

use serde_json::{Value, json};
use tests::{City, Person};

use super::family::{family_of, number, registered, send};

#[tokio::test]
async fn a_household_is_found_by_whole_numbers_of_the_own_union_only() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let (own, above) = (street.admin().await, county.admin().await);
    let household = registered(&own, family_of(&street, "王小二", 1)).await;
    let search = "query($text: String!) { households(filter: { subtree: true, text: $text }) { nodes { id } } }";
    let file = household["fileNumber"].as_str().unwrap().to_owned();
    for text in [
        number(1),
        "15400000001".into(),
        "154 0000 0001".into(),
        file.clone(),
    ] {
        assert_eq!(
            own.ask(search, json!({ "text": text })).await["households"]["nodes"][0]["id"],
            household["id"],
            "{text}"
        );
    }
    for text in [
        number(1),
        "15400000001".into(),
        "王小二".into(),
        "wxe".into(),
    ] {
        assert_eq!(
            above.ask(search, json!({ "text": text })).await["households"]["nodes"],
            json!([]),
            "a superior found {text}"
        );
    }
    assert_eq!(
        above.ask(search, json!({ "text": file })).await["households"]["nodes"][0]["id"],
        household["id"]
    );
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let mut expected = 0;
    for n in 0..3 {
        let street = county.township(&format!("第{n}街道")).await;
        let own = street.admin().await;
        for serial in 0..4 {
            registered(&own, family_of(&street, "王小二", n * 10 + serial * 2 + 1)).await;
            expected += 1;
        }
    }
    let above = county.admin().await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = above.ask("query($after: String) { households(filter: { subtree: true }, first: 5, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }", json!({ "after": after })).await["households"].take();
        seen.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["id"].as_str().unwrap().to_owned()),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen.len(), expected);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), expected);
}

async fn heads(person: &Person, filter: Value) -> Vec<String> {
    let query = "query($filter: HouseholdFilter) { households(filter: $filter, first: 100) { nodes { headName } } }";
    let data = person.ask(query, json!({ "filter": filter })).await;
    let nodes = data["households"]["nodes"].as_array().unwrap();
    let mut heads: Vec<String> = nodes
        .iter()
        .map(|node| node["headName"].as_str().unwrap().to_owned())
        .collect();
    heads.sort();
    heads
}

#[tokio::test]
async fn every_filter_narrows() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    village.managed_by(&street).await;
    let own = street.admin().await;
    let cadre = street.cadre("王建国").await;
    let mut deep = family_of(&street, "赵大", 1);
    deep["members"][0]["phone"] = "0539-8312345".into();
    let deep = registered(&own, deep).await;
    let mut relative = family_of(&street, "钱二", 3);
    relative["tier"] = "RELATIVE".into();
    relative["mainCause"] = "SCHOOLING".into();
    let relative = registered(&own, relative).await;
    registered(&own, family_of(&village, "孙三", 5)).await;
    let pair = json!({ "householdId": deep["id"], "cadreId": cadre.staff.to_string() });
    assert_eq!(
        send(&own, "pairHousehold", "pairing { id }", pair).await["errors"],
        json!([])
    );
    let status = json!({ "id": relative["id"], "version": 1, "status": "RELIEVED" });
    assert_eq!(
        send(&own, "setHouseholdStatus", "household { id }", status).await["errors"],
        json!([])
    );
    let staff = cadre.staff.to_string();
    for (filter, expected) in [
        (json!({}), vec!["孙三", "赵大", "钱二"]),
        (Value::Null, vec!["孙三", "赵大", "钱二"]),
        (
            json!({ "unionId": street.id.to_string() }),
            vec!["赵大", "钱二"],
        ),
        (
            json!({ "unionId": street.id.to_string(), "subtree": true }),
            vec!["孙三", "赵大", "钱二"],
        ),
        (json!({ "unionId": village.id.to_string() }), vec!["孙三"]),
        (json!({ "tier": "RELATIVE" }), vec!["钱二"]),
        (json!({ "cause": "SCHOOLING" }), vec!["钱二"]),
        (json!({ "status": "RELIEVED" }), vec!["钱二"]),
        (
            json!({ "status": "ACTIVE", "tier": "DEEP" }),
            vec!["孙三", "赵大"],
        ),
        (json!({ "paired": true }), vec!["赵大"]),
        (json!({ "paired": false }), vec!["孙三"]),
        (json!({ "cadreId": staff }), vec!["赵大"]),
        (json!({ "kind": "OWN_UNIT" }), vec![]),
        (json!({ "text": "钱" }), vec!["钱二"]),
        (json!({ "text": "zd" }), vec!["赵大"]),
        (json!({ "text": "sunsan" }), vec!["孙三"]),
        (json!({ "text": "0539-8312345" }), vec!["赵大"]),
        (json!({ "text": "05398312345" }), vec!["赵大"]),
        (
            json!({ "text": deep["fileNumber"], "tier": "DEEP" }),
            vec!["赵大"],
        ),
        (
            json!({ "text": deep["fileNumber"], "tier": "RELATIVE" }),
            vec![],
        ),
        (
            json!({ "mine": null, "subtree": null, "text": null, "tier": "RELATIVE" }),
            vec!["钱二"],
        ),
    ] {
        assert_eq!(heads(&own, filter.clone()).await, expected, "{filter}");
    }
    assert_eq!(heads(&cadre, json!({ "mine": true })).await, ["赵大"]);
    assert_eq!(heads(&own, json!({ "mine": true })).await, [""; 0]);
    let above = county.admin().await;
    assert_eq!(heads(&above, json!({})).await, [""; 0]);
    assert_eq!(
        heads(&above, json!({ "subtree": true })).await,
        ["孙*", "赵*", "钱*"]
    );
    assert_eq!(
        heads(&above, json!({ "unionId": village.id.to_string() })).await,
        ["孙*"]
    );
    let other = county.township("银雀山街道").await;
    let query = "query($id: ID!) { households(filter: { unionId: $id }) { nodes { id } } }";
    let answer = own
        .run_with(query, json!({ "id": other.id.to_string() }))
        .await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn odd_texts_find_nothing_and_break_nothing() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let own = street.admin().await;
    registered(&own, family_of(&street, "王小二", 1)).await;
    for text in [
        "%",
        "_",
        "\\",
        "%%",
        "王%",
        "王_二",
        "'; DROP TABLE household; --",
        "' OR '1'='1",
        "\u{0}",
        "王\u{0}小二\u{0}%",
        "😀",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "-",
        "--",
        "1-2-3",
        "3713-2026-",
        "\u{202e}二小王",
        "|",
        "wxe|wangxiaoer",
        "١٢٣",
        "九",
        "ｂ",
    ] {
        assert_eq!(
            heads(&own, json!({ "text": text })).await,
            [""; 0],
            "{text:?}"
        );
    }
    let long = "王".repeat(10_000);
    assert_eq!(heads(&own, json!({ "text": long })).await, [""; 0]);
    for text in ["", "  ", "王 小 二", "ＷＸＥ", "王小", "wangxiao"] {
        assert_eq!(
            heads(&own, json!({ "text": text })).await,
            ["王小二"],
            "{text:?}"
        );
    }
}

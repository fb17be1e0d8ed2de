//! Who may hand in a roster, for whom, and who may look at it.

use axum::body::Body;
use axum::http::StatusCode;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::City;

use super::desk::{Desk, HEADINGS, counts, head, loaded, roster, told};

#[tokio::test]
async fn only_the_union_itself_or_who_manages_it_hands_in_a_roster() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let street = county.township("兰山街道").await;
    let village = street.village("沂州社区").await;
    let other = county.township("银雀山街道").await;
    let desk = Desk::new(&city);
    let text = || [HEADINGS, &head("张三丰", 1)].concat().into_bytes();
    let (status, answer) = desk.upload(None, &street, text()).await;
    assert_eq!(
        (status, &answer["errors"][0]["extensions"]["code"]),
        (StatusCode::UNAUTHORIZED, &json!("UNAUTHENTICATED"))
    );
    for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
        let person = street.person("某某某", &[*role]).await;
        let (status, _) = desk.upload(Some(&person), &street, text()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{role}");
        for path in ["/rosters/template.xlsx", "/rosters/roster_0190/faulty.xlsx"] {
            let status = desk
                .send(Some(&person), "GET", path, Body::empty())
                .await
                .status();
            assert!(
                matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                "{role}: {status}"
            );
        }
    }
    let (above, own, elsewhere) = (
        county.admin().await,
        street.admin().await,
        other.admin().await,
    );
    for (person, to, expected) in [
        (&above, &street, StatusCode::FORBIDDEN),
        (&own, &village, StatusCode::FORBIDDEN),
        (&elsewhere, &street, StatusCode::NOT_FOUND),
        (&own, &other, StatusCode::NOT_FOUND),
    ] {
        let (status, _) = desk.upload(Some(person), to, text()).await;
        assert_eq!(status, expected);
    }
    let template = desk
        .send(Some(&own), "GET", "/rosters/template.xlsx", Body::empty())
        .await;
    assert_eq!(template.status(), StatusCode::OK);

    village.managed_by(&street).await;
    let mine = desk
        .checked(&own, &village, &String::from_utf8(text()).unwrap())
        .await;
    let id = mine["id"].as_str().unwrap();
    // Whoever else asks finds nothing, here as there.
    for person in [&above, &elsewhere] {
        assert_eq!(roster(person, id).await, Value::Null);
        let path = format!("/rosters/{id}/faulty.xlsx");
        assert_eq!(
            desk.send(Some(person), "GET", &path, Body::empty())
                .await
                .status(),
            StatusCode::NOT_FOUND
        );
        let response = person.run_with("mutation($input: LoadRosterInput!) { loadRoster(input: $input) { errors { code } } }", json!({ "input": { "id": id } })).await;
        assert_eq!(response["errors"][0]["extensions"]["code"], "NOT_FOUND");
    }
    loaded(&own, &mine, false).await;
    let households: Vec<String> = sqlx::query_scalar("SELECT union_path FROM household")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(households, [village.path]);
}

#[tokio::test]
async fn a_row_may_name_a_union_that_is_managed() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (one, two) = (
        street.village("沂州社区").await,
        street.village("前园社区").await,
    );
    one.managed_by(&street).await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let row = |name: &str, serial: u32, union: &str| {
        head(name, serial).replace(",\n", &format!(",,{union}\n"))
    };
    let text = [
        &HEADINGS.replace("备注\n", "备注,所属工会\n"),
        &row("张三丰", 1, "沂州社区"),
        &row("王建国", 2, "沂州社区工会"),
        &row("周瑜生", 3, ""),
        &row("赵子龙", 4, "前园社区"),
    ]
    .map(String::as_str)
    .concat();
    let roster = desk.checked(&own, &street, &text).await;
    assert_eq!(told(&roster), [(5, "union".to_owned())], "{roster}");
    loaded(&own, &roster, true).await;
    let places: Vec<(String, i64)> =
        sqlx::query_as("SELECT union_path, count(*) FROM household GROUP BY 1 ORDER BY 1")
            .fetch_all(&mut city.owner().await)
            .await
            .unwrap();
    assert_eq!(places, [(street.path.clone(), 1), (one.path.clone(), 2)]);
    assert!(!places.iter().any(|(path, _)| *path == two.path));
    assert_eq!(counts(&city).await.0, 3);
    super::desk::figures_are_true(&city).await;
}

//! Who adds, sees and removes: by place in the tree, by role, by link.

use axum::http::StatusCode;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{Got, Person, photograph};

use super::{Home, home, remove, seen, text};

async fn code(home: &Home, by: &Person, field: &str, id: &str) -> String {
    let got = home
        .files
        .send(by, (field, id), "a.jpg", &photograph(40, 30, 60))
        .await;
    got.code()
}

#[tokio::test]
async fn who_may_write_there_adds_and_removes() {
    let home = home().await;
    let household = home.household.to_string();
    let id = home
        .files
        .add(
            &home.cadre,
            ("visitId", &home.visit),
            "a.jpg",
            &photograph(40, 30, 60),
        )
        .await;
    let other = home.county.cadre("李秀英").await;
    let superior = home.city.root().admin().await;
    let sibling = home.city.county("费县").await.admin().await;
    let below = home.county.township("兰山街道").await.admin().await;
    for (who, person, of_household, of_visit) in [
        ("the administrator", &home.admin, "OK", "OK"),
        // Who edits the file's facts may add to it; a visit is of who serves the household.
        ("a cadre of other households", &other, "OK", "FORBIDDEN"),
        (
            "finance",
            &home.county.person("钱会计", &[Role::Finance]).await,
            "FORBIDDEN",
            "FORBIDDEN",
        ),
        (
            "legal",
            &home.county.person("周律师", &[Role::Legal]).await,
            "FORBIDDEN",
            "FORBIDDEN",
        ),
        ("a superior", &superior, "FORBIDDEN", "FORBIDDEN"),
        ("a sibling", &sibling, "NOT_FOUND", "NOT_FOUND"),
        ("a union below", &below, "NOT_FOUND", "NOT_FOUND"),
    ] {
        assert_eq!(
            code(&home, person, "householdId", &household).await,
            of_household,
            "{who}"
        );
        assert_eq!(
            code(&home, person, "visitId", &home.visit).await,
            of_visit,
            "{who}"
        );
        assert_eq!(
            code(&home, person, "measureId", &home.measure).await,
            of_visit,
            "{who}"
        );
        if of_visit != "OK" {
            assert_eq!(
                remove(person, &id, "不需要").await,
                json!(of_visit),
                "{who}"
            );
        }
    }
    let nobody = home
        .files
        .form(None, &[("visitId", &home.visit)], Some(("a.jpg", b"x")))
        .await;
    assert_eq!(
        (nobody.status, nobody.code().as_str()),
        (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
    );
    assert_eq!(
        home.files.objects(),
        2 * seen(&home, &home.admin).await.len(),
        "refusals left nothing"
    );
}

#[tokio::test]
async fn who_may_not_read_names_sees_that_it_is_there_and_no_more() {
    let home = home().await;
    home.files
        .add(
            &home.cadre,
            ("visitId", &home.visit),
            "张德胜家.jpg",
            &photograph(40, 30, 60),
        )
        .await;
    for (person, masked) in [
        (home.cadre.clone(), false),
        (home.county.person("周律师", &[Role::Legal]).await, false),
        (home.county.person("孙审计", &[Role::Auditor]).await, true),
        (home.city.root().admin().await, true),
    ] {
        let [photo] = seen(&home, &person).await.try_into().expect("one");
        assert_eq!(photo["kind"], "PHOTO");
        for field in ["fileName", "url", "thumbnailUrl"] {
            assert_eq!(photo[field].is_null(), masked, "{field}: {photo}");
        }
    }
    let sibling = home.city.county("费县").await.admin().await;
    assert!(seen(&home, &sibling).await.is_empty());
    let librarian = home.county.person("吴馆员", &[Role::Librarian]).await;
    let query = "query($id: ID!) { household(id: $id) { attachments { nodes { id } } } }";
    let answer = librarian
        .run_with(query, json!({ "id": home.household.to_string() }))
        .await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn a_superior_with_a_reason_looks_for_some_minutes() {
    let home = home().await;
    home.files
        .add(
            &home.cadre,
            ("visitId", &home.visit),
            "张德胜家.jpg",
            &photograph(40, 30, 60),
        )
        .await;
    let superior = home.city.root().admin().await;
    let open = "mutation($input: OpenHouseholdInput!) { openHousehold(input: $input) { household {
        attachments { nodes { fileName url thumbnailUrl } } visits { nodes { attachments { fileName url } } } } errors { code } } }";
    let input = json!({ "id": home.household.to_string(), "reason": "核查来信反映的情况" });
    let opened =
        superior.ask(open, json!({ "input": input })).await["openHousehold"]["household"].take();
    let photo = &opened["attachments"]["nodes"][0];
    assert_eq!(photo["fileName"], "张德胜家.jpg");
    assert_eq!(
        opened["visits"]["nodes"][0]["attachments"][0]["fileName"],
        "张德胜家.jpg"
    );
    let url = text(&photo["url"]);
    let got = home.files.get(&url, None).await;
    assert_eq!(got.status, StatusCode::OK);
    // The name is not in a link that outlives the look.
    assert_eq!(
        got.header("content-disposition"),
        "inline; filename=\"attachment.jpg\"; filename*=UTF-8''attachment.jpg"
    );
    assert_eq!(
        home.files
            .get(&text(&photo["thumbnailUrl"]), Some(&superior))
            .await
            .status,
        StatusCode::OK
    );
    let trail = home
        .admin
        .ask(
            "{ auditTrail(filter: { action: OPENED }) { nodes { reason } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        trail["auditTrail"]["nodes"][0]["reason"],
        "核查来信反映的情况"
    );
    home.city.pass_seconds(21 * 60);
    assert_eq!(
        home.files.get(&url, None).await.status,
        StatusCode::NOT_FOUND
    );
    // Without the reason, as before.
    assert!(seen(&home, &superior).await[0]["url"].is_null());
}

/// What every link that leads nowhere answers.
fn nowhere(got: &Got) {
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::NOT_FOUND, "NOT_FOUND")
    );
    assert!(
        got.json()["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("已过期")
    );
}

#[tokio::test]
async fn a_link_is_one_persons_and_ends() {
    let home = home().await;
    let files = &home.files;
    let id = files
        .add(
            &home.cadre,
            ("visitId", &home.visit),
            "a.jpg",
            &photograph(40, 30, 60),
        )
        .await;
    let url = async |by: &Person| text(&seen(&home, by).await[0]["url"]);
    let (of_cadre, of_admin) = (url(&home.cadre).await, url(&home.admin).await);
    assert_ne!(of_cadre, of_admin);
    assert_eq!(
        of_cadre,
        url(&home.cadre).await,
        "the same while a page is read again"
    );
    assert_eq!(
        files.get(&of_cadre, Some(&home.cadre)).await.status,
        StatusCode::OK
    );
    assert_eq!(files.get(&of_cadre, None).await.status, StatusCode::OK);
    nowhere(&files.get(&of_cadre, Some(&home.admin)).await);

    // Forged: another attachment's or person's words under this signature, a changed letter, nothing.
    let split = |url: &str| {
        let (_, link) = url.split_once("?link=").unwrap();
        let (said, mac) = link.split_once('.').unwrap();
        (said.to_owned(), mac.to_owned())
    };
    let ((said, mac), (other, _)) = (split(&of_cadre), split(&of_admin));
    let mut changed = mac.clone().into_bytes();
    changed[0] = if changed[0] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    for forged in [
        format!("{other}.{mac}"),
        format!("{said}.{changed}"),
        said.clone(),
        String::new(),
    ] {
        nowhere(
            &files
                .get(&format!("/attachments/file?link={forged}"), None)
                .await,
        );
    }
    nowhere(&files.get("/attachments/file", None).await);

    // Its time, counted from the first moment that it may have been made.
    home.city.pass_seconds(9 * 60);
    assert_eq!(files.get(&of_cadre, None).await.status, StatusCode::OK);
    home.city.pass_seconds(11 * 60);
    nowhere(&files.get(&of_cadre, None).await);

    // The right to it, the session, the attachment itself.
    let now = url(&home.cadre).await;
    let mut owner = home.city.owner().await;
    let roles = async |owner: &mut sqlx::PgConnection, roles: &[&str]| {
        sqlx::query("UPDATE staff SET roles = $2 WHERE id = $1")
            .bind(home.cadre.staff.uuid())
            .bind(roles)
            .execute(owner)
            .await
            .unwrap();
    };
    roles(&mut owner, &["VIEWER"]).await;
    nowhere(&files.get(&now, None).await);
    roles(&mut owner, &["CADRE"]).await;
    assert_eq!(files.get(&now, None).await.status, StatusCode::OK);
    let of_admin = url(&home.admin).await;
    home.admin
        .ask(
            "mutation { signOutEverywhere { errors { code } } }",
            Value::Null,
        )
        .await;
    nowhere(&files.get(&of_admin, None).await);
    assert_eq!(
        remove(&home.cadre, &id, "拍糊了").await["errors"],
        json!([])
    );
    nowhere(&files.get(&now, None).await);
}

#[tokio::test]
async fn attachments_follow_their_household_when_unions_merge() {
    let home = home().await;
    let (old, new) = (
        home.county.township("甲街道").await,
        home.county.township("乙街道").await,
    );
    let household = old.household("赵大").await;
    let admin = old.admin().await;
    home.files
        .add(
            &admin,
            ("householdId", &household.to_string()),
            "证明.jpg",
            &photograph(40, 30, 60),
        )
        .await;
    let merge = "mutation($id: ID!, $into: ID!) { mergeUnion(input: { id: $id, version: 1, intoId: $into }) { errors { message } } }";
    let merged = home
        .admin
        .ask(
            merge,
            json!({ "id": old.id.to_string(), "into": new.id.to_string() }),
        )
        .await;
    assert_eq!(merged["mergeUnion"]["errors"], json!([]));
    let query = "query($id: ID!) { household(id: $id) { attachments { nodes { fileName url } } } }";
    let mut data = new
        .admin()
        .await
        .ask(query, json!({ "id": household.to_string() }))
        .await;
    let photo = data["household"]["attachments"]["nodes"][0].take();
    assert_eq!(photo["fileName"], "证明.jpg");
    assert_eq!(
        home.files.get(&text(&photo["url"]), None).await.status,
        StatusCode::OK
    );
}

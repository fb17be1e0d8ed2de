//! Staff and their roles.

use schema::id::HouseholdId;
use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};
use uuid::Uuid;

use super::{INVITE, figure, invite, newcomer, refusal, trail};

async fn set_roles(by: &Person, post: &str, version: i32, roles: &[Role]) -> Value {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    by.run_with(
        "mutation($input: SetRolesInput!) { setRoles(input: $input) { staffMember { roles version } errors { code path message } } }",
        json!({ "input": { "id": post, "version": version, "roles": roles } }),
    )
    .await
}

async fn end(by: &Person, post: &str, version: i32) -> Value {
    by.run_with(
        "mutation($input: EndStaffInput!) { endStaff(input: $input) { staffMember { state version } errors { code path message } } }",
        json!({ "input": { "id": post, "version": version, "reason": "调离" } }),
    )
    .await
}

async fn update(by: &Person, mut input: Value, post: &str, version: i32) -> Value {
    input["id"] = json!(post);
    input["version"] = json!(version);
    by.run_with(
        "mutation($input: UpdateStaffInput!) { updateStaff(input: $input) { staffMember { name title phone state version } errors { code path message } } }",
        json!({ "input": input }),
    )
    .await
}

fn code(response: &Value, field: &str) -> String {
    let refused = refusal(&response["data"][field]).to_owned();
    if refused.is_empty() {
        response["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    } else {
        refused
    }
}

/// Pairs a cadre behind the services with so many households.
async fn pair(city: &City, place: &Place, cadre: &str, households: i16) {
    let cadre: schema::id::StaffId = cadre.parse().unwrap();
    let mut owner = city.owner().await;
    for slot in 1..=households {
        let household = HouseholdId::new().uuid();
        // Only the pairing matters here, so the household's own columns are left to nobody.
        sqlx::raw_sql("ALTER TABLE pairing DROP CONSTRAINT IF EXISTS pairing_household_id_fkey")
            .execute(&mut owner)
            .await
            .unwrap();
        sqlx::query("INSERT INTO pairing (id, union_id, union_path, household_id, cadre_id, slot, started_on) VALUES ($1, $2, $3, $4, $5, $6, '2026-08-01')")
            .bind(Uuid::now_v7())
            .bind(place.id.uuid())
            .bind(&place.path)
            .bind(household)
            .bind(cadre.uuid())
            .bind(slot)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let cells: Vec<(String, i64)> = vec![("0".to_owned(), -1), (households.to_string(), 1)];
    for (key, value) in cells {
        sqlx::query("INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value) VALUES ($1, $2, $3, 'CADRES', 'LOAD', $4, $5)")
            .bind(Uuid::now_v7())
            .bind(place.id.uuid())
            .bind(&place.path)
            .bind(key)
            .bind(value)
            .execute(&mut owner)
            .await
            .unwrap();
    }
}

async fn loads(admin: &Person) -> Value {
    admin
        .ask(
            "{ viewer { union { figures { breakdown(of: CADRES, by: LOAD) { key value } } } } }",
            json!({}),
        )
        .await["viewer"]["union"]["figures"]["breakdown"]
        .take()
}

#[tokio::test]
async fn staff_are_listed_searched_and_paged() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let township = lanshan.township("兰山街道").await;
    let fei = city.county("费县").await;
    let admin = lanshan.admin().await;
    for (place, name, role) in [
        (&lanshan, "王建国", Role::Cadre),
        (&township, "欧阳娜娜", Role::Cadre),
        (&township, "李四光", Role::Viewer),
    ] {
        invite(&admin, place, name, &[role]).await;
    }
    fei.cadre("费县的人").await;
    let list = async |filter: Value| -> Vec<String> {
        let query =
            "query($filter: StaffFilter) { staffMembers(filter: $filter) { nodes { name } } }";
        let data = admin.ask(query, json!({ "filter": filter })).await;
        data["staffMembers"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list(json!(null)).await, ["管理员", "王建国"]);
    assert_eq!(
        list(json!({ "subtree": true })).await,
        ["管理员", "王建国", "欧阳娜娜", "李四光"]
    );
    assert_eq!(
        list(json!({ "unionId": township.id.to_string() })).await,
        ["欧阳娜娜", "李四光"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "oynn" })).await,
        ["欧阳娜娜"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "jianguo" })).await,
        ["王建国"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "text": "建国" })).await,
        ["王建国"]
    );
    assert_eq!(list(json!({ "subtree": true, "text": "%" })).await, [""; 0]);
    assert_eq!(
        list(json!({ "subtree": true, "role": "CADRE" })).await,
        ["王建国", "欧阳娜娜"]
    );
    assert_eq!(
        list(json!({ "subtree": true, "state": "ACTIVE" })).await,
        ["管理员"]
    );
    let elsewhere = admin
        .run_with(
            "query($filter: StaffFilter) { staffMembers(filter: $filter) { nodes { name } } }",
            json!({ "filter": { "unionId": fei.id.to_string() } }),
        )
        .await;
    assert_eq!(
        elsewhere["errors"][0]["extensions"]["code"],
        json!("NOT_FOUND")
    );

    let (mut after, mut names) = (Value::Null, Vec::new());
    loop {
        let query = "query($after: String) { staffMembers(filter: { subtree: true }, first: 3, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }";
        let page = admin.ask(query, json!({ "after": after })).await["staffMembers"].take();
        names.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["name"].clone()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    assert_eq!(names, ["管理员", "王建国", "欧阳娜娜", "李四光"]);
}

#[tokio::test]
async fn a_post_elsewhere_is_none() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let township = lanshan.township("兰山街道").await;
    let (admin, other, below) = (
        lanshan.admin().await,
        fei.cadre("费县的人").await,
        township.admin().await,
    );
    for post in [
        other.staff.to_string(),
        city.root().admin().await.staff.to_string(),
        schema::id::StaffId::new().to_string(),
    ] {
        assert_eq!(
            admin
                .ask(
                    "query($id: ID!) { staffMember(id: $id) { name } }",
                    json!({ "id": post })
                )
                .await,
            json!({ "staffMember": null })
        );
        assert_eq!(
            code(
                &set_roles(&admin, &post, 1, &[Role::Viewer]).await,
                "setRoles"
            ),
            "NOT_FOUND"
        );
        assert_eq!(code(&end(&admin, &post, 1).await, "endStaff"), "NOT_FOUND");
        assert_eq!(
            code(
                &update(&admin, json!({ "title": "主席" }), &post, 1).await,
                "updateStaff"
            ),
            "NOT_FOUND"
        );
    }
    // A subordinate does not manage the superior's staff, nor invites there.
    assert_eq!(
        code(&end(&below, &admin.staff.to_string(), 1).await, "endStaff"),
        "NOT_FOUND"
    );
    for place in [&lanshan, &fei] {
        let input = json!({ "unionId": place.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": ["ADMIN"] });
        let response = below.run_with(INVITE, json!({ "input": input })).await;
        assert!(
            matches!(
                code(&response, "inviteStaff").as_str(),
                "NOT_FOUND" | "FORBIDDEN"
            ),
            "{response}"
        );
    }
}

#[tokio::test]
async fn only_administrators_manage_staff() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let cadre = lanshan.cadre("李四光").await;
    let post = cadre.staff.to_string();
    for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
        let person = lanshan.person("王五福", &[*role]).await;
        let input = json!({ "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": ["ADMIN"] });
        assert_eq!(
            code(
                &person.run_with(INVITE, json!({ "input": input })).await,
                "inviteStaff"
            ),
            "FORBIDDEN"
        );
        assert_eq!(
            code(
                &set_roles(&person, &post, 1, &[Role::Admin]).await,
                "setRoles"
            ),
            "FORBIDDEN"
        );
        assert_eq!(code(&end(&person, &post, 1).await, "endStaff"), "FORBIDDEN");
        assert_eq!(
            code(
                &update(&person, json!({ "title": "主席" }), &post, 1).await,
                "updateStaff"
            ),
            "FORBIDDEN"
        );
        let reset = person
            .run_with(
                "mutation($id: ID!) { issuePasswordReset(input: { id: $id }) { code } }",
                json!({ "id": post }),
            )
            .await;
        assert_eq!(code(&reset, "issuePasswordReset"), "FORBIDDEN");
    }
    let anonymous = city.visitor().run(INVITE, json!({ "input": { "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "employment": "FULL", "roles": [] } })).await;
    assert_eq!(
        anonymous["errors"][0]["extensions"]["code"],
        json!("UNAUTHENTICATED")
    );
}

#[tokio::test]
async fn an_invitation_is_checked_as_a_whole_and_replayed_once() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let input = json!({ "unionId": lanshan.id.to_string(), "name": "王5", "title": " ", "phone": "123", "employment": "FULL", "roles": [] });
    let refused = admin.ask(INVITE, json!({ "input": input })).await["inviteStaff"].take();
    let paths: Vec<&Value> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["path"][1])
        .collect();
    assert_eq!(paths, ["name", "title", "phone", "roles"]);
    let both = json!({ "unionId": lanshan.id.to_string(), "name": "王建国", "title": "会计", "employment": "FULL", "roles": ["FINANCE", "AUDITOR"] });
    assert_eq!(
        refusal(&admin.ask(INVITE, json!({ "input": both })).await["inviteStaff"]),
        "INVALID"
    );

    let good = json!({ "input": { "unionId": lanshan.id.to_string(), "name": "王建国", "title": "干事", "phone": "138 1234 5678", "employment": "FULL", "roles": ["CADRE"], "idempotencyKey": "invite-0001" } });
    let first = admin.ask(INVITE, good.clone()).await["inviteStaff"].take();
    let replay = admin.ask(INVITE, good).await["inviteStaff"].take();
    assert!(first["code"].is_string() && replay["code"].is_null());
    assert_eq!(
        (&first["staffMember"], &first["expiresAt"]),
        (&replay["staffMember"], &replay["expiresAt"])
    );
    let posts: i64 = sqlx::query_scalar("SELECT count(*) FROM staff WHERE phone = '13812345678'")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(posts, 1);
    let other = json!({ "input": { "unionId": lanshan.id.to_string(), "name": "李四光", "title": "干事", "employment": "FULL", "roles": ["CADRE"], "idempotencyKey": "invite-0001" } });
    assert_eq!(
        refusal(&admin.ask(INVITE, other).await["inviteStaff"]),
        "DUPLICATE"
    );
}

#[tokio::test]
async fn a_stale_edit_answers_the_row_as_it_is() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (admin, cadre) = (lanshan.admin().await, lanshan.cadre("李四光").await);
    let post = cadre.staff.to_string();
    let done = update(
        &admin,
        json!({ "name": "李四維", "title": "部长", "phone": "0539-8312345", "state": "AWAY" }),
        &post,
        1,
    )
    .await;
    assert_eq!(
        done["data"]["updateStaff"]["staffMember"],
        json!({ "name": "李四維", "title": "部长", "phone": "0539-8312345", "state": "AWAY", "version": 2 })
    );
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (0, json!([]))
    );
    for stale in [
        update(&admin, json!({ "title": "主席" }), &post, 1).await["data"]["updateStaff"].take(),
        set_roles(&admin, &post, 1, &[Role::Viewer]).await["data"]["setRoles"].take(),
    ] {
        assert_eq!(refusal(&stale), "CONFLICT");
        assert_eq!(stale["staffMember"]["version"], json!(2));
    }
    let back = update(
        &admin,
        json!({ "phone": null, "state": "ACTIVE" }),
        &post,
        2,
    )
    .await;
    assert_eq!(
        back["data"]["updateStaff"]["staffMember"]["phone"],
        json!(null)
    );
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (1, json!([{ "key": "0", "value": 1 }]))
    );
    // The same key again is the same answer, although the version is old by now.
    let keyed = || json!({ "title": "副主席", "idempotencyKey": "update-0001" });
    for _ in 0..2 {
        let done = update(&admin, keyed(), &post, 3).await;
        assert_eq!(
            done["data"]["updateStaff"]["staffMember"]["version"],
            json!(4),
            "{done}"
        );
    }
    for state in ["LEFT", "INVITED"] {
        assert_eq!(
            code(
                &update(&admin, json!({ "state": state }), &post, 4).await,
                "updateStaff"
            ),
            "STATE"
        );
    }
    let found = admin
        .ask(
            "{ staffMembers(filter: { text: \"lsw\" }) { nodes { title } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        found["staffMembers"]["nodes"],
        json!([{ "title": "副主席" }])
    );
}

#[tokio::test]
async fn roles_follow_their_rules() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (root_admin, admin) = (city.root().admin().await, lanshan.admin().await);
    let own = admin.staff.to_string();
    assert_eq!(
        code(
            &set_roles(&admin, &own, 1, &[Role::Admin, Role::Finance]).await,
            "setRoles"
        ),
        "STATE"
    );
    assert_eq!(
        code(
            &set_roles(&admin, &own, 1, &[Role::Viewer]).await,
            "setRoles"
        ),
        "STATE"
    );
    assert_eq!(code(&end(&admin, &own, 1).await, "endStaff"), "STATE");
    // With a second administrator the first may go; a superior may take the last one away.
    let second = lanshan.person("李四光", &[Role::Admin, Role::Cadre]).await;
    assert_eq!(
        code(
            &set_roles(&second, &own, 1, &[Role::Viewer]).await,
            "setRoles"
        ),
        ""
    );
    assert_eq!(
        code(
            &set_roles(&second, &second.staff.to_string(), 1, &[Role::Cadre]).await,
            "setRoles"
        ),
        "STATE"
    );
    let taken = set_roles(&root_admin, &second.staff.to_string(), 1, &[Role::Cadre]).await;
    assert_eq!(
        taken["data"]["setRoles"]["staffMember"],
        json!({ "roles": ["CADRE"], "version": 2 })
    );
    assert_eq!(
        code(
            &set_roles(
                &root_admin,
                &second.staff.to_string(),
                2,
                &[Role::Finance, Role::Auditor]
            )
            .await,
            "setRoles"
        ),
        "INVALID"
    );
    assert_eq!(
        code(
            &set_roles(&root_admin, &second.staff.to_string(), 2, &[]).await,
            "setRoles"
        ),
        "REQUIRED"
    );
    // What was taken away is gone at once.
    assert_eq!(
        code(
            &set_roles(&second, &own, 2, &[Role::Admin]).await,
            "setRoles"
        ),
        "FORBIDDEN"
    );
    assert!(
        trail(&city)
            .await
            .contains(&"REVOKED 角色：帮扶干部".to_owned())
    );
}

#[tokio::test]
async fn two_administrators_can_not_remove_each_other() {
    for _ in 0..5 {
        let city = City::new().await;
        let lanshan = city.county("兰山区").await;
        let (one, two) = (lanshan.admin().await, lanshan.admin().await);
        let (first, second) = (one.staff.to_string(), two.staff.to_string());
        let (a, b) = tokio::join!(end(&one, &second, 1), end(&two, &first, 1));
        let admins: i64 = sqlx::query_scalar("SELECT count(*) FROM staff WHERE state = 'ACTIVE'")
            .fetch_one(&mut city.owner().await)
            .await
            .unwrap();
        assert_eq!(admins, 1, "{a:#}\n{b:#}");
    }
}

#[tokio::test]
async fn who_answers_for_households_transfers_them_before_leaving() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let (browser, post) = newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    pair(&city, &lanshan, &post, 3).await;
    let refused = end(&admin, &post, 2).await;
    assert_eq!(code(&refused, "endStaff"), "STATE");
    assert!(
        refused["data"]["endStaff"]["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("3 户"),
        "{refused}"
    );
    assert_eq!(
        code(
            &set_roles(&admin, &post, 2, &[Role::Viewer]).await,
            "setRoles"
        ),
        "STATE"
    );
    // The load stays with the post while other roles change.
    assert_eq!(
        code(
            &set_roles(&admin, &post, 2, &[Role::Cadre, Role::Viewer]).await,
            "setRoles"
        ),
        ""
    );
    assert_eq!(loads(&admin).await, json!([{ "key": "3", "value": 1 }]));
    assert!(browser.principal().await.is_some());

    let mut owner = city.owner().await;
    sqlx::query("UPDATE pairing SET ended_on = '2026-08-05', end_reason = 'REASSIGNED'")
        .execute(&mut owner)
        .await
        .unwrap();
    let scope = admin.scope(schema::tenancy::Access::Write).await;
    schema::identity::service::load_changed(&scope, post.parse().unwrap(), 3, 0)
        .await
        .unwrap();
    scope.finish().await.unwrap();
    assert_eq!(loads(&admin).await, json!([{ "key": "0", "value": 1 }]));
    let ended = end(&admin, &post, 3).await;
    assert_eq!(
        ended["data"]["endStaff"]["staffMember"],
        json!({ "state": "LEFT", "version": 4 })
    );
    assert!(browser.principal().await.is_none());
    let reasons: Vec<Option<String>> =
        sqlx::query_scalar("SELECT end_reason FROM session WHERE user_agent IS NOT NULL")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(reasons, [Some("REVOKED".to_owned())]);
    assert_eq!(
        (figure(&admin, "CADRES").await, loads(&admin).await),
        (0, json!([]))
    );
    assert_eq!(code(&end(&admin, &post, 4).await, "endStaff"), "STATE");
}

#[tokio::test]
async fn functions_that_look_elsewhere_obey_their_caller() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let (own, other) = (lanshan.cadre("李四光").await, fei.cadre("费县的人").await);
    let mut app = city.connect_as("lianxin_app").await;
    for (path, ended) in [("", 0_i64), (lanshan.path.as_str(), 1)] {
        let mut tx = sqlx::Connection::begin(&mut app).await.unwrap();
        sqlx::query("SELECT set_config('lianxin.path', $1, true)")
            .bind(path)
            .execute(&mut *tx)
            .await
            .unwrap();
        for (post, expected) in [(own.staff, ended), (other.staff, 0)] {
            let count: i64 = sqlx::query_scalar("SELECT end_sessions_of($1, now())")
                .bind(post.uuid())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert_eq!(count, expected, "{path}");
            let elsewhere: bool = sqlx::query_scalar("SELECT has_posts_elsewhere($1)")
                .bind(post.uuid())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            assert_eq!(elsewhere, expected == 0, "{path}");
        }
        // Nothing was opened to the caller by the way.
        let sessions: i64 = sqlx::query_scalar("SELECT count(*) FROM session")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert_eq!(sessions, 0);
        tx.commit().await.unwrap();
    }
    assert_eq!(other.principal().await.union_id, fei.id.uuid());
}

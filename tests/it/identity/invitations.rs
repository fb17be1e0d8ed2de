//! One-time codes: invitations and new passwords.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Visitor};

use super::{PASSWORD, figure, invite, newcomer, refusal, trail};

const RESET: &str = "mutation($input: StaffMemberIdInput!) { issuePasswordReset(input: $input) { staffMember { id } code expiresAt errors { code message } } }";

async fn issue_reset(admin: &Person, post: &str) -> Value {
    admin.ask(RESET, json!({ "input": { "id": post } })).await["issuePasswordReset"].take()
}

async fn reset(visitor: &mut Visitor, code: &str, password: &str) -> Value {
    visitor
        .ask(
            "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { accessToken viewer { person { login } } errors { code path } } }",
            json!({ "input": { "code": code, "password": password } }),
        )
        .await
}

#[tokio::test]
async fn an_invitation_becomes_a_post_once() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let invited = invite(
        &admin,
        &lanshan,
        "王建国",
        &[Role::Cadre, Role::Admin, Role::Cadre],
    )
    .await;
    assert_eq!(invited["staffMember"]["state"], json!("INVITED"));
    assert_eq!(invited["staffMember"]["roles"], json!(["ADMIN", "CADRE"]));
    assert_eq!(invited["expiresAt"], json!("2026-08-13T02:00:00+00:00"));
    let code = invited["code"].as_str().unwrap();
    assert_eq!(code.len(), 14);
    assert_eq!(figure(&admin, "CADRES").await, 0);

    let mut browser = city.visitor();
    assert_eq!(
        browser.accept(code, "w", PASSWORD).await["errors"][0]["path"],
        json!(["input", "login"])
    );
    assert_eq!(
        browser.accept(code, "wang", "wangjianguo").await["errors"][0]["path"],
        json!(["input", "password"])
    );
    assert_eq!(
        browser.accept("0000-0000-0000", "wang", PASSWORD).await["errors"][0]["path"],
        json!(["input", "code"])
    );
    let accepted = browser
        .accept(&code.to_lowercase().replace('-', " "), "wang", PASSWORD)
        .await;
    assert_eq!(accepted["errors"], json!([]));
    assert_eq!(accepted["viewer"]["post"]["state"], json!("ACTIVE"));
    assert!(browser.cookie.is_some() && browser.actor().await.is_some());
    assert_eq!(
        (
            figure(&admin, "CADRES").await,
            figure(&admin, "CADRE_SHORTFALLS").await
        ),
        (1, 1)
    );
    assert_eq!(
        refusal(&city.visitor().accept(code, "li", PASSWORD).await),
        "INVALID"
    );
    assert_eq!(
        trail(&city).await,
        [
            "CREATED 邀请王**：管理员、帮扶干部",
            "SIGN_IN 登录",
            "CHANGED 接受邀请，到岗"
        ]
    );
}

#[tokio::test]
async fn one_code_accepted_by_many_at_once_makes_one_person() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let invited = invite(&admin, &city.root(), "王建国", &[Role::Cadre]).await;
    let tasks = (0..6).map(|n| {
        let (city, code) = (city.clone(), invited["code"].as_str().unwrap().to_owned());
        tokio::spawn(async move {
            city.visitor()
                .accept(&code, &format!("wang{n}"), PASSWORD)
                .await
        })
    });
    let mut accepted = 0;
    for task in tasks.collect::<Vec<_>>() {
        accepted += i32::from(task.await.unwrap()["accessToken"].is_string());
    }
    assert_eq!(accepted, 1);
    let people: i64 = sqlx::query_scalar("SELECT count(*) FROM person WHERE login LIKE 'wang%'")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!((people, figure(&admin, "CADRES").await), (1, 1));
}

#[tokio::test]
async fn codes_end_and_a_new_one_voids_the_old() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let invited = invite(&admin, &city.root(), "王建国", &[Role::Cadre]).await;
    let post = invited["staffMember"]["id"].as_str().unwrap();
    city.pass_days(7);
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(invited["code"].as_str().unwrap(), "wang", PASSWORD)
                .await
        ),
        "INVALID"
    );
    // For a post that nobody took up, the code is a new invitation.
    let (first, second) = (
        issue_reset(&admin, post).await,
        issue_reset(&admin, post).await,
    );
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(first["code"].as_str().unwrap(), "wang", PASSWORD)
                .await
        ),
        "INVALID"
    );
    // A code of one kind is not taken for the other.
    assert_eq!(
        refusal(
            &reset(
                &mut city.visitor(),
                second["code"].as_str().unwrap(),
                PASSWORD
            )
            .await
        ),
        "INVALID"
    );
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(second["code"].as_str().unwrap(), "wang", PASSWORD)
                .await
        ),
        ""
    );
}

#[tokio::test]
async fn who_has_an_account_keeps_it_for_the_next_post() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let (admin, other) = (lanshan.admin().await, fei.admin().await);
    newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    let invited = invite(&other, &fei, "王建国", &[Role::Cadre]).await;
    let code = invited["code"].as_str().unwrap();
    let wrong = city.visitor().accept(code, "wang", "somebody-else-9").await;
    assert_eq!(wrong["errors"][0]["path"], json!(["input", "password"]));
    let accepted = city.visitor().accept(code, "wang", PASSWORD).await;
    assert_eq!(
        accepted["viewer"]["posts"].as_array().map(Vec::len),
        Some(2)
    );
    let people: i64 = sqlx::query_scalar("SELECT count(*) FROM person WHERE login = 'wang'")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(people, 1);
    // A second post at the same union is refused.
    let again = invite(&other, &fei, "王建国", &[Role::Viewer]).await;
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(again["code"].as_str().unwrap(), "wang", PASSWORD)
                .await
        ),
        "DUPLICATE"
    );
    // Guessing that person's password by an invitation is slowed down as signing in is.
    for _ in 0..5 {
        city.visitor()
            .accept(again["code"].as_str().unwrap(), "wang", "guess-guess-guess")
            .await;
    }
    assert_eq!(
        refusal(&city.visitor().sign_in("wang", PASSWORD).await),
        "UNAVAILABLE"
    );
}

#[tokio::test]
async fn nobody_accepts_an_invitation_of_their_own() {
    let city = City::new().await;
    let root_admin = city.root().admin().await;
    let (mut boss, _) = newcomer(&city, &root_admin, &city.root(), "boss", &[Role::Admin]).await;
    let village = city.county("兰山区").await;
    let input = json!({ "input": { "unionId": village.id.to_string(), "name": "王建国", "title": "主席", "employment": "PART", "roles": ["ADMIN"] } });
    let invited = boss.ask(super::INVITE, input).await;
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(invited["code"].as_str().unwrap(), "boss", PASSWORD)
                .await
        ),
        "STATE"
    );
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(invited["code"].as_str().unwrap(), "somebody", PASSWORD)
                .await
        ),
        ""
    );
}

#[tokio::test]
async fn a_reset_sets_a_new_password_once_and_ends_all_sign_ins() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    let (mut browser, post) = newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    for _ in 0..5 {
        city.visitor().sign_in("wang", "forgotten-it-again").await;
    }
    let issued = issue_reset(&admin, &post).await;
    assert_eq!(issued["expiresAt"], json!("2026-08-07T02:00:00+00:00"));
    let code = issued["code"].as_str().unwrap();
    let mut phone = city.visitor();
    assert_eq!(
        reset(&mut phone, code, "1234567890").await["errors"][0]["path"],
        json!(["input", "password"])
    );
    let new = "忘了旧的就用新的密码";
    let done = reset(&mut phone, code, new).await;
    assert_eq!(done["viewer"]["person"]["login"], json!("wang"));
    assert!(phone.actor().await.is_some() && browser.actor().await.is_none());
    assert_eq!(refusal(&browser.refresh().await), "STATE");
    assert_eq!(
        refusal(&reset(&mut city.visitor(), code, PASSWORD).await),
        "INVALID"
    );
    // The failures before are forgotten with the old password.
    assert_eq!(refusal(&browser.sign_in("wang", new).await), "");
    let trail = trail(&city).await;
    assert!(trail.contains(&"GRANTED 签发重设密码的一次性码".to_owned()));
    assert!(trail.contains(&"PASSWORD_CHANGED 凭一次性码重设密码".to_owned()));

    let late = issue_reset(&admin, &post).await;
    city.pass_days(1);
    assert_eq!(
        refusal(&reset(&mut phone, late["code"].as_str().unwrap(), PASSWORD).await),
        "INVALID"
    );
}

#[tokio::test]
async fn only_a_common_superior_resets_who_has_posts_elsewhere() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let village = lanshan.village("后十").await;
    let (root_admin, county_admin, village_admin) = (
        city.root().admin().await,
        lanshan.admin().await,
        village.admin().await,
    );
    let (mut chair, _) = newcomer(&city, &root_admin, &lanshan, "chair", &[Role::Admin]).await;
    let invited = invite(&village_admin, &village, "王建国", &[Role::Viewer]).await;
    let post = invited["staffMember"]["id"].as_str().unwrap();
    assert_eq!(
        refusal(
            &chair
                .accept(invited["code"].as_str().unwrap(), "chair", PASSWORD)
                .await
        ),
        ""
    );
    // With the code, the village's administrator could sign in as the county's.
    assert_eq!(refusal(&issue_reset(&village_admin, post).await), "STATE");
    assert!(issue_reset(&county_admin, post).await["code"].is_string());

    // A code that was given out before the person gained the post elsewhere is void.
    let (_, young) = newcomer(&city, &village_admin, &village, "young", &[Role::Viewer]).await;
    let code = issue_reset(&village_admin, &young).await;
    let promotion = invite(&root_admin, &lanshan, "王建国", &[Role::Admin]).await;
    assert_eq!(
        refusal(
            &city
                .visitor()
                .accept(promotion["code"].as_str().unwrap(), "young", PASSWORD)
                .await
        ),
        ""
    );
    assert_eq!(
        refusal(
            &reset(
                &mut city.visitor(),
                code["code"].as_str().unwrap(),
                "另外一个很长的密码"
            )
            .await
        ),
        "INVALID"
    );
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_by_address() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let invited = invite(&admin, &city.root(), "王建国", &[Role::Cadre]).await;
    let code = invited["code"].as_str().unwrap();
    let mut guesser = city.visitor();
    guesser.address = Some("203.0.113.7".to_owned());
    for n in 0..20 {
        assert_eq!(
            refusal(
                &guesser
                    .accept(&format!("0000-0000-00{n:02}"), "wang", PASSWORD)
                    .await
            ),
            "INVALID"
        );
    }
    assert_eq!(
        refusal(&guesser.accept("0000-0000-0000", "wang", PASSWORD).await),
        "UNAVAILABLE"
    );
    assert_eq!(
        refusal(&guesser.accept(code, "wang", PASSWORD).await),
        "UNAVAILABLE"
    );
    // Others are not.
    let mut other = city.visitor();
    other.address = Some("203.0.113.8".to_owned());
    assert_eq!(refusal(&other.accept(code, "wang", PASSWORD).await), "");
}

//! Refreshing, ending and changing sessions.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Visitor};

use super::{PASSWORD, invite, newcomer, refusal, trail};

async fn signed_in() -> (City, Visitor) {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let (visitor, _) = newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    (city, visitor)
}

async fn end_reason(city: &City) -> Vec<Option<String>> {
    sqlx::query_scalar("SELECT end_reason FROM session WHERE user_agent IS NOT NULL ORDER BY id")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn each_refresh_exchanges_the_token() {
    let (city, mut browser) = signed_in().await;
    let mut seen = vec![browser.cookie.clone().unwrap()];
    for _ in 0..3 {
        city.pass_seconds(600);
        let payload = browser.refresh().await;
        assert_eq!(payload["viewer"]["union"]["name"], json!("临沂市总工会"));
        let cookie = browser.cookie.clone().unwrap();
        assert!(!seen.contains(&cookie));
        seen.push(cookie);
    }
    assert!(browser.actor().await.is_some());
    let stored: Vec<String> =
        sqlx::query_scalar("SELECT concat(family, digest, previous_digest) FROM session")
            .fetch_all(&mut city.owner().await)
            .await
            .unwrap();
    let token = seen.last().unwrap().split_once('.').unwrap().1;
    assert!(
        token
            .split('.')
            .all(|half| stored.iter().all(|row| !row.contains(half))),
        "a token is stored in the clear"
    );
}

#[tokio::test]
async fn any_old_token_ends_the_session() {
    for (age, exchanges) in [(11, 1), (0, 2), (0, 5)] {
        let (city, mut browser) = signed_in().await;
        let mut thief = browser.clone();
        for _ in 0..exchanges {
            assert_eq!(refusal(&browser.refresh().await), "");
        }
        city.pass_seconds(age);
        let caught = thief.refresh().await;
        assert_eq!(refusal(&caught), "STATE", "after {exchanges} exchanges");
        assert!(caught["accessToken"].is_null() && thief.cookie.is_none());
        // The rightful browser is out too: nobody knows which of the two is the thief.
        assert!(browser.actor().await.is_none());
        assert_eq!(refusal(&browser.refresh().await), "STATE");
        assert_eq!(end_reason(&city).await, [Some("REUSED".to_owned())]);
        assert!(
            trail(&city)
                .await
                .iter()
                .any(|entry| entry.starts_with("REVOKED 登录凭证被重复使用"))
        );
    }
}

#[tokio::test]
async fn two_tabs_that_refresh_at_once_stay_signed_in_on_one_chain() {
    let (city, browser) = signed_in().await;
    let tabs = (0..6).map(|_| {
        let mut tab = browser.clone();
        tokio::spawn(async move {
            let payload = tab.refresh().await;
            (payload, tab)
        })
    });
    let mut chains = std::collections::BTreeSet::new();
    for tab in tabs.collect::<Vec<_>>() {
        let (payload, tab) = tab.await.unwrap();
        assert_eq!(refusal(&payload), "", "{payload:#}");
        assert!(tab.actor().await.is_some());
        chains.insert(tab.cookie.unwrap());
    }
    // The one that was first has the new token; the others left the cookie alone.
    assert_eq!(chains.len(), 2);
    chains.remove(browser.cookie.as_ref().unwrap());
    let mut jar = browser.clone();
    jar.cookie = chains.pop_first();
    city.pass_seconds(60);
    assert_eq!(refusal(&jar.refresh().await), "");
    assert_eq!(end_reason(&city).await, [None]);
}

#[tokio::test]
async fn cookies_that_are_none_change_nothing() {
    let (city, browser) = signed_in().await;
    let good = browser.cookie.clone().unwrap();
    let (family, _) = good.rsplit_once('.').unwrap();
    for bad in [
        "",
        "x",
        ".",
        "city_3713.",
        "public.a.b",
        "city_9999.a.b",
        &good[..good.len() - 1],
        &good.replace("city_3713", "city_3714"),
        family,
        "city_3713'; --.a.b",
    ] {
        let mut visitor = city.visitor();
        visitor.cookie = Some(bad.to_owned());
        assert_eq!(refusal(&visitor.refresh().await), "STATE", "{bad}");
        assert!(visitor.cookie.is_none());
    }
    assert_eq!(refusal(&city.visitor().refresh().await), "STATE");
    assert_eq!(refusal(&browser.clone().refresh().await), "");
}

#[tokio::test]
async fn a_sign_in_ends_after_thirty_days() {
    let (city, mut browser) = signed_in().await;
    city.pass_days(29);
    assert_eq!(refusal(&browser.refresh().await), "");
    city.pass_days(1);
    assert!(browser.actor().await.is_none());
    assert_eq!(refusal(&browser.refresh().await), "STATE");
}

#[tokio::test]
async fn signing_out_ends_this_sign_in_and_everywhere_all() {
    let (city, mut first) = signed_in().await;
    let mut second = city.visitor();
    second.sign_in("wang", PASSWORD).await;
    let mut third = city.visitor();
    third.sign_in("wang", PASSWORD).await;

    assert_eq!(
        first
            .ask("mutation { signOut { errors { code } } }", json!({}))
            .await,
        json!({ "errors": [] })
    );
    assert!(first.cookie.is_none() && first.actor().await.is_none());
    // Twice is no fault, and neither is a visitor.
    first
        .ask("mutation { signOut { errors { code } } }", json!({}))
        .await;
    city.visitor()
        .ask("mutation { signOut { errors { code } } }", json!({}))
        .await;
    // The cookie alone is enough: the access token may have ended.
    second.token = None;
    let kept = second.cookie.clone();
    second
        .ask("mutation { signOut { errors { code } } }", json!({}))
        .await;
    second.cookie = kept;
    assert_eq!(refusal(&second.refresh().await), "STATE");

    let mut fourth = city.visitor();
    fourth.sign_in("wang", PASSWORD).await;
    fourth
        .ask(
            "mutation { signOutEverywhere { errors { code } } }",
            json!({}),
        )
        .await;
    assert!(fourth.cookie.is_none());
    for browser in [&third, &fourth] {
        assert!(browser.actor().await.is_none());
    }
    assert_eq!(
        end_reason(&city).await,
        vec![Some("SIGNED_OUT".to_owned()); 4]
    );
    let outs = trail(&city)
        .await
        .into_iter()
        .filter(|entry| entry.starts_with("SIGN_OUT"))
        .collect::<Vec<_>>();
    assert_eq!(
        outs,
        ["SIGN_OUT 退出", "SIGN_OUT 退出", "SIGN_OUT 退出全部设备"]
    );
    let visitor = city
        .visitor()
        .run(
            "mutation { signOutEverywhere { errors { code } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        visitor["errors"][0]["extensions"]["code"],
        json!("UNAUTHENTICATED")
    );
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sign_ins() {
    let (city, mut browser) = signed_in().await;
    let mut phone = city.visitor();
    phone.sign_in("wang", PASSWORD).await;
    let change = async |browser: &mut Visitor, current: &str, new: &str| -> Value {
        browser
            .ask(
                "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code path message } } }",
                json!({ "input": { "current": current, "new": new } }),
            )
            .await
    };
    let new = "风雨同舟二零二六年";
    for bad in [
        "short",
        "1234567890",
        "wangjianguo1",
        "长".repeat(200).as_str(),
    ] {
        let payload = change(&mut browser, PASSWORD, bad).await;
        assert_eq!(
            payload["errors"][0]["path"],
            json!(["input", "new"]),
            "{bad}"
        );
    }
    let wrong = change(&mut browser, "not-my-password", "结对帮扶心连心一家亲").await;
    assert_eq!(wrong["errors"][0]["path"], json!(["input", "current"]));
    assert_eq!(
        change(&mut browser, PASSWORD, &format!("{new}八月")).await,
        json!({ "errors": [] })
    );
    assert!(browser.actor().await.is_some());
    assert!(phone.actor().await.is_none());
    assert_eq!(refusal(&phone.refresh().await), "STATE");
    assert_eq!(refusal(&phone.sign_in("wang", PASSWORD).await), "INVALID");
    assert_eq!(
        refusal(&phone.sign_in("wang", &format!("{new}八月")).await),
        ""
    );
    let trail = trail(&city).await;
    assert!(trail.contains(&"PASSWORD_CHANGED 本人修改密码".to_owned()));
    assert!(trail.contains(&"SIGN_IN_FAILED 修改密码时原密码错误".to_owned()));
    // Guessing the present password with a stolen access token is slowed down as signing in is.
    for _ in 0..5 {
        change(&mut browser, "guess-guess-guess", PASSWORD).await;
    }
    assert_eq!(
        refusal(&change(&mut browser, "guess-guess-guess", PASSWORD).await),
        "UNAVAILABLE"
    );
    let visitor = city.visitor().run("mutation { changePassword(input: { current: \"a\", new: \"b\" }) { errors { code } } }", json!({})).await;
    assert_eq!(
        visitor["errors"][0]["extensions"]["code"],
        json!("UNAUTHENTICATED")
    );
}

#[tokio::test]
async fn acting_for_another_union_changes_what_one_sees() {
    let city = City::new().await;
    let (lanshan, fei) = (city.county("兰山区").await, city.county("费县").await);
    let (admin, other_admin) = (lanshan.admin().await, fei.admin().await);
    let (mut browser, first) = newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    let invited = invite(&other_admin, &fei, "王建国", &[Role::Viewer]).await;
    let second = invited["staffMember"]["id"].as_str().unwrap().to_owned();
    let accepted = city
        .visitor()
        .accept(invited["code"].as_str().unwrap(), "wang", PASSWORD)
        .await;
    assert_eq!(
        accepted["viewer"]["posts"],
        json!([{ "id": first }, { "id": second }])
    );

    let posts = browser
        .ask("{ viewer { posts { id union { name } } } }", json!({}))
        .await;
    assert_eq!(
        posts["posts"],
        json!([{ "id": first, "union": { "name": "兰山区总工会" } }, { "id": second, "union": { "name": "费县总工会" } }])
    );
    let act = "mutation($input: ActForInput!) { actFor(input: $input) { accessToken viewer { roles post { id } union { name } sessions { current } } errors { code } } }";
    let old_token = browser.token.clone();
    let acting = browser
        .ask(act, json!({ "input": { "postId": second } }))
        .await;
    assert_eq!(acting["viewer"]["union"]["name"], json!("费县总工会"));
    assert_eq!(
        (&acting["viewer"]["roles"], &acting["viewer"]["post"]["id"]),
        (&json!(["VIEWER"]), &json!(second))
    );
    // The token for the former union is over; the next sign-in and refresh are for the new one.
    let mut stale = browser.clone();
    stale.token = old_token;
    assert!(stale.actor().await.is_none());
    assert_eq!(
        browser.refresh().await["viewer"]["union"]["name"],
        json!("费县总工会")
    );

    // Somebody else's post, and one that was left, are not there.
    let left = sqlx::query("UPDATE staff SET state = 'LEFT' WHERE id = $1")
        .bind(first.parse::<schema::id::StaffId>().unwrap().uuid());
    left.execute(&mut city.owner().await).await.unwrap();
    for post in [
        admin.staff.to_string(),
        first,
        schema::id::StaffId::new().to_string(),
    ] {
        let response = browser
            .run(act, json!({ "input": { "postId": post } }))
            .await;
        assert_eq!(
            response["errors"][0]["extensions"]["code"],
            json!("NOT_FOUND")
        );
    }
    assert!(browser.actor().await.is_some());
}

#[tokio::test]
async fn servers_are_told_when_sessions_end_and_roles_change() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    let (mut browser, post) = newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    let mut listener = sqlx::postgres::PgListener::connect_with(city.app_pool())
        .await
        .unwrap();
    listener
        .listen(schema::tenancy::PRINCIPALS_CHANNEL)
        .await
        .unwrap();
    let mut told = async || {
        let told = tokio::time::timeout(std::time::Duration::from_secs(5), listener.recv()).await;
        told.expect("the servers are told")
            .unwrap()
            .payload()
            .to_owned()
    };
    let roles = "mutation($input: SetRolesInput!) { setRoles(input: $input) { errors { code } } }";
    admin
        .ask(
            roles,
            json!({ "input": { "id": post, "version": 2, "roles": ["VIEWER"] } }),
        )
        .await;
    assert_eq!(told().await, "city_3713");
    browser
        .ask(
            "mutation { signOutEverywhere { errors { code } } }",
            json!({}),
        )
        .await;
    assert_eq!(told().await, "city_3713");
}

//! Signing in, and being slowed down.

use schema::tenancy::Role;
use serde_json::json;
use tests::City;

use super::{PASSWORD, newcomer, refusal, trail};

#[tokio::test]
async fn signing_in_answers_a_token_a_cookie_and_who_one_is() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    newcomer(&city, &admin, &lanshan, "Wang.JianGuo", &[Role::Cadre]).await;

    let mut browser = city.visitor();
    assert_eq!(
        browser.ask("{ viewer { roles } }", json!({})).await,
        json!(null)
    );
    let payload = browser.sign_in(" WANG.jianguo ", PASSWORD).await;
    assert_eq!(
        payload["viewer"],
        json!({
            "person": { "name": "王建国", "login": "wang.jianguo" },
            "roles": ["CADRE"],
            "union": { "name": "兰山区总工会", "ancestors": [{ "name": "临沂市总工会" }] },
            "posts": [{ "id": payload["viewer"]["posts"][0]["id"], "union": { "name": "兰山区总工会" } }],
            "sessions": [{ "userAgent": "Firefox", "current": true }, { "userAgent": "Firefox", "current": false }],
        })
    );
    assert_eq!(payload["expiresAt"], json!("2026-08-06T02:10:00+00:00"));
    assert!(browser.cookie.as_ref().unwrap().starts_with("city_3713."));
    assert_eq!(
        browser.ask("{ viewer { roles } }", json!({})).await,
        json!({ "roles": ["CADRE"] })
    );
    let stored: Vec<String> =
        sqlx::query_scalar("SELECT password_hash FROM person WHERE login = 'wang.jianguo'")
            .fetch_all(&mut city.owner().await)
            .await
            .unwrap();
    assert!(stored[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(trail(&city).await.contains(&"SIGN_IN 登录".to_owned()));
}

#[tokio::test]
async fn wrong_passwords_and_unknown_names_are_told_alike_and_kept() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    let mut browser = city.visitor();
    let wrong = browser.sign_in("wang", "falsch-falsch").await;
    let unknown = browser.sign_in("nobody", PASSWORD).await;
    let nonsense = browser
        .sign_in("a\0'; DROP TABLE person; --", PASSWORD)
        .await;
    assert_eq!(
        wrong["errors"],
        json!([{ "code": "INVALID", "path": ["input", "password"], "message": "登录名或密码不正确" }])
    );
    assert_eq!(wrong, unknown);
    assert_eq!(wrong, nonsense);
    assert!(browser.cookie.is_none() && browser.token.is_none());
    let trail = trail(&city).await;
    assert!(
        trail.ends_with(&[
            "SIGN_IN_FAILED 密码错误".to_owned(),
            "SIGN_IN_FAILED 没有这个登录名".to_owned()
        ]),
        "{trail:?}"
    );
}

#[tokio::test]
async fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    let mut times = [u128::MAX; 2];
    for round in 0..4 {
        for (place, login) in [(0, "wang".to_owned()), (1, format!("nobody{round}"))] {
            let start = std::time::Instant::now();
            city.visitor().sign_in(&login, "falsch-falsch").await;
            times[place] = times[place].min(start.elapsed().as_micros());
        }
    }
    // The hash is most of the time, so leaving it out would make one several times faster.
    assert!(
        times[1] * 4 > times[0] && times[0] * 4 > times[1],
        "{times:?}"
    );
}

#[tokio::test]
async fn twenty_guesses_at_once_get_five_tries() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    let guesses = (0..20).map(|n| {
        let city = city.clone();
        tokio::spawn(async move {
            city.visitor()
                .sign_in("wang", &format!("guess-number-{n}"))
                .await
        })
    });
    let mut codes = Vec::new();
    for guess in guesses.collect::<Vec<_>>() {
        codes.push(refusal(&guess.await.unwrap()).to_owned());
    }
    let tries = codes.iter().filter(|code| *code == "INVALID").count();
    let blocked = codes.iter().filter(|code| *code == "UNAVAILABLE").count();
    assert_eq!((tries, blocked), (5, 15), "{codes:?}");

    let mut browser = city.visitor();
    let blocked = browser.sign_in("wang", PASSWORD).await;
    assert_eq!(refusal(&blocked), "UNAVAILABLE");
    assert!(
        blocked["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("30 秒"),
        "{blocked}"
    );
    // Nobody else is slowed down.
    assert_eq!(
        refusal(&browser.sign_in("other", PASSWORD).await),
        "INVALID"
    );

    city.pass_seconds(31);
    assert_eq!(
        refusal(&browser.sign_in("wang", "still-wrong-one").await),
        "INVALID"
    );
    let blocked = browser.sign_in("wang", PASSWORD).await;
    assert!(
        blocked["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("60 秒"),
        "{blocked}"
    );
    city.pass_seconds(61);
    assert_eq!(refusal(&browser.sign_in("wang", PASSWORD).await), "");
    // Success forgets the failures: five more tries.
    for _ in 0..5 {
        assert_eq!(
            refusal(&browser.sign_in("wang", "wrong-again").await),
            "INVALID"
        );
    }
    assert_eq!(
        refusal(&browser.sign_in("wang", PASSWORD).await),
        "UNAVAILABLE"
    );
}

#[tokio::test]
async fn twenty_right_sign_ins_at_once_all_come_in_with_four_connections() {
    let city = City::with_pool(4).await;
    let admin = city.root().admin().await;
    for n in 0..4 {
        newcomer(
            &city,
            &admin,
            &city.root(),
            &format!("wang{n}"),
            &[Role::Cadre],
        )
        .await;
    }
    let tasks = (0..20).map(|n| {
        let city = city.clone();
        tokio::spawn(async move {
            city.visitor()
                .sign_in(&format!("wang{}", n % 4), PASSWORD)
                .await
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        let payload = task.await.unwrap();
        // Five at once of one person may count as five failures for a moment, never as a fault.
        assert!(
            matches!(refusal(&payload), "" | "UNAVAILABLE"),
            "{payload:#}"
        );
    }
}

#[tokio::test]
async fn a_city_is_named_by_name_or_code_and_others_are_refused() {
    let city = City::new().await;
    let admin = city.root().admin().await;
    newcomer(&city, &admin, &city.root(), "wang", &[Role::Cadre]).await;
    let mut owner = city.connect_as("lianxin_owner").await;
    migrations::add_city(&mut owner, "3714", "德州市")
        .await
        .unwrap();
    let mut browser = city.visitor();
    let mut sign_in = async |name: &str| {
        let input = json!({ "input": { "login": "wang", "password": PASSWORD, "city": name } });
        let payload = browser
            .ask(
                "mutation($input: SignInInput!) { signIn(input: $input) { errors { code path } } }",
                input,
            )
            .await;
        payload["errors"][0].clone()
    };
    for name in ["临沂市", "临沂", "3713", " "] {
        assert_eq!(sign_in(name).await, json!(null), "{name}");
    }
    assert_eq!(sign_in("德州市").await["code"], json!("INVALID"));
    for unknown in ["火星", "a\0b", "public"] {
        assert_eq!(
            sign_in(unknown).await,
            json!({ "code": "INVALID", "path": ["input", "city"] }),
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn who_holds_no_post_does_not_come_in() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let admin = lanshan.admin().await;
    newcomer(&city, &admin, &lanshan, "wang", &[Role::Cadre]).await;
    let mut owner = city.owner().await;
    sqlx::query("UPDATE unions SET state = 'DISSOLVED' WHERE id = $1")
        .bind(lanshan.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    let mut browser = city.visitor();
    assert_eq!(refusal(&browser.sign_in("wang", PASSWORD).await), "STATE");
    sqlx::query("UPDATE unions SET state = 'SUSPENDED' WHERE id = $1")
        .bind(lanshan.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(refusal(&browser.sign_in("wang", PASSWORD).await), "");
    sqlx::query("UPDATE staff SET state = 'LEFT'")
        .execute(&mut owner)
        .await
        .unwrap();
    assert!(browser.actor().await.is_none());
    assert_eq!(refusal(&browser.sign_in("wang", PASSWORD).await), "STATE");
}

#[tokio::test]
async fn what_a_request_may_not_introspect_stays_hidden_when_it_runs() {
    let city = City::new().await;
    let caller = schema::execute::Caller {
        actor: None,
        city: city.schema_name().to_owned(),
        language: schema::text::Language::Chinese,
        now: city.now(),
        request_id: None,
        user_agent: None,
        address: None,
        cookie: schema::identity::RefreshCookie::default(),
    };
    for (request, shown) in [
        (
            async_graphql::Request::new("{ __schema { queryType { name } } }"),
            true,
        ),
        (
            async_graphql::Request::new("{ __schema { queryType { name } } }")
                .disable_introspection(),
            false,
        ),
    ] {
        let response =
            schema::execute::execute(city.schema(), city.database(), &caller, request).await;
        let text = serde_json::to_string(&response).unwrap();
        assert_eq!(text.contains("queryType"), shown, "{text}");
    }
}

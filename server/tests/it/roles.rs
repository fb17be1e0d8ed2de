//! Roles in the database, and a database that others run.

use server::config::Config;
use server::postgres::roles::refuse_privileged_role;
use server::postgres::{Database, Error, Role};
use sqlx::{AssertSqlSafe, Executor, PgConnection};

use crate::trial::{config, place};

async fn url(database: &Database, role: Role, name: &str) -> Option<server::config::DatabaseUrl> {
    let address = database
        .address(role)
        .reveal()
        .replacen("/lianxin?", &format!("/{name}?"), 1);
    Config::from_parts(None, [("DATABASE_URL".to_owned(), address)])
        .unwrap()
        .database_url
}

async fn refused(conn: &mut PgConnection) -> Vec<String> {
    match refuse_privileged_role(conn).await {
        Ok(()) => Vec::new(),
        Err(Error::Privileged { reasons, .. }) => reasons,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_could_pass_the_policies_is_refused() {
    let place = place();
    let database = Database::ready(&config(place.path().join("data")))
        .await
        .unwrap();
    let mut owner = database.connect(Role::Owner).await.unwrap();
    migrations::add_city(&mut owner, "3713", "临沂市")
        .await
        .unwrap();
    let mut admin = database.connect(Role::Admin).await.unwrap();
    let mut app = database.connect(Role::App).await.unwrap();
    assert_eq!(refused(&mut app).await, Vec::<String>::new());
    assert_eq!(
        refused(&mut database.connect(Role::Worker).await.unwrap()).await,
        Vec::<String>::new()
    );

    let reasons = refused(&mut owner).await.join("\n");
    for part in [
        "member of lianxin_owner",
        "owns the schema city_3713",
        "owns the schema lianxin",
        "tables, for example",
        "owns the function",
    ] {
        assert!(reasons.contains(part), "{part} in {reasons}");
    }
    assert!(
        refused(&mut admin)
            .await
            .join("\n")
            .contains("lianxin_admin is a superuser")
    );
    for role in [Role::Admin, Role::Owner] {
        let error = database.pool(role).await.unwrap_err();
        assert!(matches!(error, Error::Privileged { .. }), "{error}");
        assert!(
            error
                .to_string()
                .contains("row-level security would not hold it"),
            "{error}"
        );
    }

    // Each power alone, given and taken away again.
    for (give, take, reason) in [
        (
            "ALTER ROLE lianxin_app SUPERUSER",
            "ALTER ROLE lianxin_app NOSUPERUSER",
            "lianxin_app is a superuser",
        ),
        (
            "ALTER ROLE lianxin_app BYPASSRLS",
            "ALTER ROLE lianxin_app NOBYPASSRLS",
            "(BYPASSRLS)",
        ),
        (
            "ALTER ROLE lianxin_app CREATEROLE",
            "ALTER ROLE lianxin_app NOCREATEROLE",
            "(CREATEROLE)",
        ),
        (
            "ALTER ROLE lianxin_app REPLICATION",
            "ALTER ROLE lianxin_app NOREPLICATION",
            "(REPLICATION)",
        ),
        (
            "GRANT lianxin_owner TO lianxin_app",
            "REVOKE lianxin_owner FROM lianxin_app",
            "member of lianxin_owner",
        ),
        (
            "CREATE ROLE bridge BYPASSRLS NOINHERIT; GRANT bridge TO lianxin_app",
            "DROP ROLE bridge",
            "bridge may bypass",
        ),
        (
            "GRANT pg_execute_server_program TO lianxin_app",
            "REVOKE pg_execute_server_program FROM lianxin_app",
            "pg_execute_server_program",
        ),
        (
            "GRANT CREATE ON SCHEMA city_3713 TO lianxin_app",
            "REVOKE CREATE ON SCHEMA city_3713 FROM lianxin_app",
            "may create in the schema city_3713",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO PUBLIC",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "may create in the schema public",
        ),
        (
            "ALTER TABLE lianxin.city OWNER TO lianxin_app",
            "ALTER TABLE lianxin.city OWNER TO lianxin_owner",
            "lianxin_app owns",
        ),
        (
            "CREATE FUNCTION city_3713.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION city_3713.f() OWNER TO lianxin_app",
            "DROP FUNCTION city_3713.f()",
            "owns the function",
        ),
    ] {
        admin.execute(give).await.unwrap();
        let reasons = refused(&mut app).await;
        assert!(
            reasons.iter().any(|line| line.contains(reason)),
            "{reason}: {reasons:?}"
        );
        assert!(
            matches!(
                database.pool(Role::App).await,
                Err(Error::Privileged { .. })
            ),
            "{give}"
        );
        admin.execute(take).await.unwrap();
        assert_eq!(refused(&mut app).await, Vec::<String>::new(), "{take}");
    }
    database.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_ones_own() {
    let place = place();
    // One managed server plays the database administrator's.
    let host = Database::ready(&config(place.path().join("host")))
        .await
        .unwrap();
    let mut admin = host.connect(Role::Admin).await.unwrap();
    for name in ["ours", "byhand"] {
        admin
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
    }

    // As a role that may make roles: everything is made, and two servers with one passwords file share.
    let mut with_admin = config(place.path().join("one"));
    with_admin.database_url = url(&host, Role::Admin, "ours").await;
    let database = Database::ready(&with_admin).await.unwrap();
    assert!(database.managed().is_none());
    database.pool(Role::App).await.unwrap().close().await;
    let mut owner = database.connect(Role::Owner).await.unwrap();
    migrations::add_city(&mut owner, "3713", "临沂市")
        .await
        .unwrap();
    let (first, second) = tokio::join!(Database::ready(&with_admin), Database::ready(&with_admin));
    assert_eq!(first.unwrap().cities(), second.unwrap().cities());
    let taken = server::backup::take(&database, &place.path().join("b"), None, None)
        .await
        .unwrap_err();
    assert!(matches!(taken, server::backup::Error::External), "{taken}");
    assert_eq!(
        Database::url(&with_admin, Role::App).unwrap().reveal(),
        database.address(Role::App).reveal()
    );

    // As the owner, with roles made by hand.
    admin
        .execute("GRANT CREATE ON DATABASE byhand TO lianxin_owner")
        .await
        .unwrap();
    let mut by_hand = config(place.path().join("two"));
    let passwords = |role| {
        let address = database
            .address(role)
            .reveal()
            .replacen("/ours?", "/byhand?", 1);
        Config::from_parts(None, [("DATABASE_URL".to_owned(), address)])
            .unwrap()
            .database_url
    };
    by_hand.database_url = passwords(Role::Owner);
    let error = Database::ready(&by_hand).await.unwrap_err();
    assert!(matches!(error, Error::CannotCreateRoles { .. }), "{error}");
    by_hand.app_database_url = passwords(Role::App);
    by_hand.worker_database_url = passwords(Role::App);
    let error = Database::ready(&by_hand).await.unwrap_err().to_string();
    assert_eq!(
        error,
        "worker_database_url must sign in as lianxin_worker, not as 'lianxin_app'"
    );
    by_hand.worker_database_url = passwords(Role::Worker);
    let database = Database::ready(&by_hand).await.unwrap();
    database.pool(Role::Worker).await.unwrap().close().await;
    assert!(!by_hand.data_dir.exists(), "nothing on disk is needed");

    // Nobody there: said with the address, without the password.
    let mut nobody = config(place.path().join("three"));
    let environment = [(
        "DATABASE_URL".to_owned(),
        "postgres://lianxin:geheim@127.0.0.1:1/x".to_owned(),
    )];
    nobody.database_url = Config::from_parts(None, environment).unwrap().database_url;
    let error = Database::ready(&nobody).await.unwrap_err().to_string();
    assert!(
        error.contains("lianxin:***@127.0.0.1:1/x") && !error.contains("geheim"),
        "{error}"
    );
    host.stop().await;
}

//! Start, stop, crashes of either process, and two servers on one directory.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use server::postgres::{Database, Error, Role};
use sqlx::Row;

use crate::trial::{Writer, config, kill, lines, make_table, names, place};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_directory_becomes_a_database_and_stays_one() {
    let place = place();
    let config = config(place.path().join("data"));
    let database = Database::ready(&config).await.unwrap();
    let managed = database.managed().unwrap();
    let mut app = database.connect(Role::App).await.unwrap();
    let row = sqlx::query(
        "SELECT current_user::text, current_setting('server_encoding'), current_setting('fsync'),
                current_setting('listen_addresses'), current_setting('data_checksums'),
                lower('ÄÖ临沂'), '临沂' ~ '^\\w+$', public.similarity('临沂市总工会', '临沂市工会') > 0.2",
    )
    .fetch_one(&mut app)
    .await
    .unwrap();
    let facts: Vec<String> = (0..5).map(|i| row.get::<String, _>(i)).collect();
    assert_eq!(facts, ["lianxin_app", "UTF8", "on", "", "on"]);
    assert_eq!(row.get::<String, _>(5), "äö临沂");
    assert!(row.get::<bool, _>(6), "Chinese characters are letters");
    assert!(row.get::<bool, _>(7), "trigrams of Chinese characters");
    drop(app);
    make_table(&database).await;

    // Closed to others: secrets to everybody, the cluster to everybody but its account.
    let mode = |path: &str| {
        config
            .data_dir
            .join(path)
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode("database-passwords.toml"), 0o600);
    assert_eq!(mode("lock"), 0o600);
    assert_eq!(mode("postgres"), 0o700);
    assert_eq!(mode("postgres/cluster"), 0o700);
    assert_eq!(mode("postgres/socket"), 0o700);
    assert_eq!(mode(".") & 0o066, 0);
    assert_ne!(
        managed.directory.metadata().unwrap().uid(),
        0,
        "PostgreSQL does not run as root"
    );
    let shown = format!("{database:?}");
    assert!(shown.contains(":***@"), "{shown}");

    database.stop().await;
    assert!(!Database::is_running(&config.data_dir));
    let begun = Instant::now();
    let database = Database::ready(&config).await.unwrap();
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(lines(&database).await, Vec::<i64>::new());
    database.stop().await;
    assert!(
        names(&managed.directory.join(".."))
            .iter()
            .all(|name| !name.contains("initdb-"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_is_told_and_a_command_shares() {
    let place = place();
    let config = config(place.path().join("data"));
    let database = Database::ready(&config).await.unwrap();
    let error = Database::ready(&config).await.unwrap_err();
    assert!(
        matches!(error, Error::InUse { pid: Some(_), .. }),
        "{error}"
    );
    let text = error.to_string();
    assert!(
        text.contains(&format!(
            "another lianxin process ({}) uses",
            std::process::id()
        )),
        "{text}"
    );
    assert!(text.contains("LIANXIN_DATA_DIR"), "{text}");

    let command = Database::open(&config).await.unwrap();
    assert_eq!(
        command.managed().unwrap().pid,
        0,
        "a command does not manage what a server does"
    );
    command.connect(Role::App).await.unwrap();
    command.stop().await;
    assert!(
        Database::is_running(&config.data_dir),
        "a command does not stop the server's database"
    );
    assert_eq!(
        Database::url(&config, Role::App).unwrap().reveal(),
        database.address(Role::App).reveal()
    );
    database.stop().await;
    // Alone, a command starts and stops it.
    let command = Database::open(&config).await.unwrap();
    command.stop().await;
    assert!(!Database::is_running(&config.data_dir));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_postgresql_comes_back_with_everything_committed() {
    let place = place();
    let config = config(place.path().join("data"));
    let database = Database::ready(&config).await.unwrap();
    let pool = database.pool(Role::App).await.unwrap();
    let writer = Writer::start(make_table(&database).await);
    tokio::time::sleep(Duration::from_millis(700)).await;
    let before = database.managed().unwrap().pid;
    kill(before);
    let confirmed = writer.confirmed().await;
    assert!(!confirmed.is_empty(), "nothing was written before the kill");
    // The pool finds its way back by itself. Until its successor stands, a backend of the killed
    // one may answer still: it hears of the death at its next wait.
    let begun = Instant::now();
    while database.managed().unwrap().pid == before
        || sqlx::query("SELECT 1").execute(&pool).await.is_err()
    {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it does not come back"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let kept = lines(&database).await;
    assert!(
        confirmed.iter().all(|(n, _)| kept.contains(n)),
        "{} of {}",
        kept.len(),
        confirmed.len()
    );
    pool.close().await;
    database.stop().await;
    assert!(!Database::is_running(&config.data_dir));
}

/// Not a test: the process that [`a_killed_server_leaves_a_database_to_go_on_with`] kills.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a helper process of another test"]
async fn serve_until_killed() {
    let Some(data_dir) = std::env::var_os("TRIAL_DATA_DIR") else {
        return;
    };
    let database = Database::ready(&config(data_dir)).await.unwrap();
    let writer = Writer::start(make_table(&database).await);
    tokio::time::sleep(Duration::from_secs(120)).await;
    writer.confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_leaves_a_database_to_go_on_with() {
    for postgres_too in [false, true] {
        let place = place();
        let config = config(place.path().join("data"));
        let mut server = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "lifecycle::serve_until_killed", "--ignored"])
            .env("TRIAL_DATA_DIR", &config.data_dir)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let mut last = 0;
        // What a reader sees is committed.
        while last < 50 {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "it does not start"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
            let Ok(address) = Database::url(&config, Role::Owner) else {
                continue;
            };
            let Ok(pool) = sqlx::PgPool::connect(address.reveal()).await else {
                continue;
            };
            last = sqlx::query_scalar("SELECT coalesce(max(n), 0) FROM trial.line")
                .fetch_one(&pool)
                .await
                .unwrap_or(0);
            pool.close().await;
        }
        let orphan: i32 =
            std::fs::read_to_string(config.data_dir.join("postgres/cluster/postmaster.pid"))
                .unwrap()
                .lines()
                .next()
                .unwrap()
                .parse()
                .unwrap();
        server.kill().unwrap();
        server.wait().unwrap();
        if postgres_too {
            kill(orphan);
        } else {
            assert!(
                Database::is_running(&config.data_dir),
                "PostgreSQL outlives the server"
            );
        }
        let database = Database::ready(&config).await.unwrap();
        assert_eq!(
            database.managed().unwrap().pid == orphan,
            !postgres_too,
            "attached, or started anew"
        );
        let kept = lines(&database).await;
        assert!(
            kept.len() >= 50 && kept.last().unwrap() >= &last,
            "{kept:?} {last}"
        );
        database.stop().await;
        assert!(!Database::is_running(&config.data_dir));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_major_version_is_refused() {
    let place = place();
    let config = config(place.path().join("data"));
    Database::ready(&config).await.unwrap().stop().await;
    let version = config.data_dir.join("postgres/cluster/PG_VERSION");
    let made_by = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "14\n").unwrap();
    let error = Database::ready(&config).await.unwrap_err();
    assert!(
        matches!(error, Error::OtherVersion { wanted: 14, .. }),
        "{error}"
    );
    assert!(
        error.to_string().contains("Install PostgreSQL 14"),
        "{error}"
    );
    std::fs::write(&version, made_by).unwrap();
    Database::ready(&config).await.unwrap().stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_too_long_for_a_socket_works() {
    let place = place();
    let deep = place.path().join("a".repeat(60)).join("b".repeat(60));
    std::fs::create_dir_all(&deep).unwrap();
    let config = config(deep.join("with space & 临沂"));
    let database = Database::ready(&config).await.unwrap();
    let address = database.address(Role::App).to_string();
    let (_, sockets) = address.split_once("?host=").unwrap();
    assert!(
        sockets.contains("/lianxin-") && sockets.len() < 60,
        "{address}"
    );
    database.connect(Role::App).await.unwrap();
    database.stop().await;
    std::fs::remove_dir(sockets).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_path_with_odd_characters_works() {
    let place = place();
    let config = config(place.path().join("it's + 临沂 %41"));
    let database = Database::ready(&config).await.unwrap();
    assert!(
        config
            .data_dir
            .join("postgres/socket/.s.PGSQL.5432")
            .exists()
    );
    database.connect(Role::App).await.unwrap();
    database.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tcp_port_is_open_only_when_asked_for() {
    let place = place();
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut config = config(place.path().join("data"));
    config.pg_port = Some(free);
    let database = Database::ready(&config).await.unwrap();
    let over_tcp = database
        .address(Role::App)
        .reveal()
        .replace("localhost", "127.0.0.1");
    let over_tcp = over_tcp.split_once('?').unwrap().0.to_owned();
    sqlx::PgPool::connect(&over_tcp)
        .await
        .unwrap()
        .close()
        .await;
    let wrong = over_tcp.replacen("lianxin_app:", "lianxin_app:x", 1);
    let error = sqlx::PgPool::connect(&wrong).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().code().unwrap(), "28P01");
    database.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_passwords_are_made_anew() {
    let place = place();
    let config = config(place.path().join("data"));
    let database = Database::ready(&config).await.unwrap();
    make_table(&database).await;
    let old = database.address(Role::App).reveal().to_owned();
    database.stop().await;
    std::fs::remove_file(config.data_dir.join("database-passwords.toml")).unwrap();
    let database = Database::ready(&config).await.unwrap();
    assert_ne!(database.address(Role::App).reveal(), old);
    assert!(
        sqlx::PgPool::connect(&old).await.is_err(),
        "the old password is void"
    );
    database.pool(Role::App).await.unwrap().close().await;
    lines(&database).await;
    database.stop().await;
}

/// Only root meets this: the account that runs PostgreSQL can enter neither the checkout nor the
/// data directory.
#[tokio::test(flavor = "multi_thread")]
async fn under_a_home_that_is_closed_to_the_account() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let closed = tempfile::tempdir().unwrap();
    std::fs::set_permissions(closed.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let mut config = config(closed.path().join("data"));
    let database = Database::ready(&config).await.unwrap();
    let managed = database.managed().unwrap();
    assert!(
        managed.directory.starts_with("/var/lib/lianxin"),
        "{}",
        managed.directory.display()
    );
    assert!(config.data_dir.join("postgres").is_symlink());
    database.stop().await;
    let remains = managed.directory.parent().unwrap().to_path_buf();

    let home = managed.programs.parent().unwrap().to_path_buf();
    std::os::unix::fs::symlink(&home, closed.path().join("programs")).unwrap();
    config.pg_bin = Some(closed.path().join("programs/bin"));
    let outcome = Database::ready(&config).await;
    if home.join("share").is_dir() {
        let database = outcome.unwrap();
        let programs = database.managed().unwrap().programs;
        assert!(programs.starts_with(&remains), "{}", programs.display());
        database.connect(Role::App).await.unwrap();
        database.stop().await;
    } else {
        // A distribution's programs have their files elsewhere and can't be moved.
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::OutOfReach { .. }), "{error}");
    }
    std::fs::remove_dir_all(remains).unwrap();
}

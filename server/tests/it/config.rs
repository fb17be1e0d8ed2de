//! Configuration: what is accepted, and how refusals read.

use std::path::Path;

use server::config::{Config, LogFormat};

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_parts(Some((Path::new("lianxin.toml"), file)), environment)
        .map_err(|error| error.to_string())
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
    let config = read(
        "listen = '0.0.0.0:80'\nmax_depth = 20\nlog_format = 'json'\nallowed_origins = ['https://a.cn', 'http://b.cn:81']",
        &[("LIANXIN_MAX_DEPTH", "9"), ("LIANXIN_PG_PORT", "15432"), ("LIANXIN_DEFAULT_CITY", ""), ("PATH", "/bin")],
    )
    .unwrap();
    assert_eq!(config.listen.to_string(), "0.0.0.0:80");
    assert_eq!(config.max_depth, 9);
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(
        config.allowed_origins.headers(),
        ["https://a.cn", "http://b.cn:81"]
    );
    assert_eq!(config.pg_port, Some(15432));
    assert_eq!(config.default_city, None);
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    let error = read("max_dept = 3", &[]).unwrap_err();
    assert!(
        error.starts_with("lianxin.toml: there is no key 'max_dept'; did you mean 'max_depth'?"),
        "{error}"
    );
    assert!(error.contains("data_dir, listen"), "{error}");
    let error = read("", &[("LIANXIN_PGBIN", "/opt")]).unwrap_err();
    assert!(
        error.starts_with("environment: there is no key 'LIANXIN_PGBIN'; did you mean 'pg_bin'?"),
        "{error}"
    );
    // A table is a key that does not exist, too.
    assert!(
        read("[limits]\nmax_depth = 3", &[])
            .unwrap_err()
            .contains("no key 'limits'")
    );
}

#[test]
fn a_bad_value_is_named_with_what_is_allowed() {
    for (file, expected) in [
        (
            "listen = 8080",
            "listen = '8080' is not allowed; it takes an address and a port, such as 127.0.0.1:8080 or [::]:8080",
        ),
        (
            "max_depth = 1000",
            "max_depth = '1000' is not allowed; it takes a whole number from 3 to 100",
        ),
        (
            "max_depth = -1",
            "max_depth = '-1' is not allowed; it takes a whole number from 3 to 100",
        ),
        (
            "secure_cookie = 'yes'",
            "secure_cookie = 'yes' is not allowed; it takes true or false",
        ),
        (
            "log_format = 'xml'",
            "log_format = 'xml' is not allowed; it takes auto, pretty or json",
        ),
        (
            "allowed_origins = ['*']",
            "allowed_origins = '*' is not allowed; it takes origins without a path, separated by commas, such as https://union.example.cn",
        ),
        (
            "allowed_origins = ['https://a.cn/']",
            "allowed_origins = 'https://a.cn/' is not allowed; it takes origins without a path, separated by commas, such as https://union.example.cn",
        ),
        (
            "default_city = '37'",
            "default_city = '37' is not allowed; it takes four digits, such as 3713",
        ),
    ] {
        assert_eq!(
            read(file, &[]).unwrap_err(),
            format!("lianxin.toml: {expected}")
        );
    }
    let error = read("", &[("LIANXIN_MAX_ALIASES", "all")]).unwrap_err();
    assert_eq!(
        error,
        "LIANXIN_MAX_ALIASES: max_aliases = 'all' is not allowed; it takes a whole number from 1 to 1000"
    );
    assert!(
        read("max_depth = = 3", &[])
            .unwrap_err()
            .contains("not valid TOML")
    );
}

#[test]
fn a_password_is_never_shown() {
    let error = read("", &[("DATABASE_URL", "mysql://lianxin:geheim@db/x")]).unwrap_err();
    assert!(
        error.starts_with("DATABASE_URL: database_url = (hidden) is not allowed"),
        "{error}"
    );
    let config = read(
        "",
        &[(
            "DATABASE_URL",
            "postgres://lianxin:geheim@db:5433/union?sslmode=require&password=geheim",
        )],
    )
    .unwrap();
    let shown = format!("{config:?}");
    assert!(
        !shown.contains("geheim") && shown.contains("postgres://lianxin:***@db:5433/union"),
        "{shown}"
    );
}

#[test]
fn our_own_variable_wins_over_the_common_one() {
    let environment = [
        ("DATABASE_URL", "postgres://a:b@common/x"),
        ("LIANXIN_DATABASE_URL", "postgres://a:b@ours/x"),
    ];
    let config = read("database_url = 'postgres://a:b@file/x'", &environment).unwrap();
    assert!(config.database_url.unwrap().reveal().contains("@ours/"));
    let config = read("database_url = 'postgres://a:b@file/x'", &environment[..1]).unwrap();
    assert!(config.database_url.unwrap().reveal().contains("@common/"));
}

#[test]
fn a_named_file_must_be_there() {
    let error = Config::load(Some(Path::new("/nowhere/lianxin.toml")))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("can't read the configuration file /nowhere/lianxin.toml"),
        "{error}"
    );
}

use clap::CommandFactory as _;
use clap::error::ErrorKind;

use super::*;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(["lianxin"].into_iter().chain(line.split_whitespace()))
}

fn command(line: &str) -> Command {
    parse(line).unwrap().command
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_is_understood() {
    let city = || CityArg { city: None };
    assert_eq!(command("serve"), Command::Serve);
    assert_eq!(command("migrate"), Command::Migrate);
    assert_eq!(
        command("demo"),
        Command::Demo(DemoArgs {
            households: 3_000,
            if_empty: false
        })
    );
    assert_eq!(
        command("demo --households 600000"),
        Command::Demo(DemoArgs {
            households: 600_000,
            if_empty: false,
        })
    );
    assert_eq!(
        command("user add --union 371302 --name 王芳 --city 临沂市"),
        Command::User {
            action: UserCommand::Add(UserAddArgs {
                union: "371302".to_owned(),
                name: "王芳".to_owned(),
                title: "管理员".to_owned(),
                city: CityArg {
                    city: Some("临沂市".to_owned())
                },
            })
        }
    );
    assert_eq!(
        command("user reset --login wangfang"),
        Command::User {
            action: UserCommand::Reset(UserResetArgs {
                login: "wangfang".to_owned(),
                city: city(),
            })
        }
    );
    assert_eq!(
        command("import-tree linyi.csv"),
        Command::ImportTree(ImportTreeArgs {
            file: "linyi.csv".into()
        })
    );
    assert_eq!(
        command("keys list"),
        Command::Keys {
            action: KeysCommand::List
        }
    );
    assert_eq!(
        command("keys rotate signing --at-once"),
        Command::Keys {
            action: KeysCommand::Rotate {
                kind: RotateCommand::Signing { at_once: true },
            }
        }
    );
    assert_eq!(
        command("backup /b"),
        Command::Backup {
            target: "/b".into(),
            with_keys: false,
        }
    );
    assert_eq!(
        command("backup --with-keys /b.tar"),
        Command::Backup {
            target: "/b.tar".into(),
            with_keys: true,
        }
    );
    assert_eq!(
        command("restore /b"),
        Command::Restore {
            source: "/b".into()
        }
    );
    for (line, what) in [
        ("verify", Verification::All),
        ("verify all", Verification::All),
        ("verify statistics", Verification::Statistics),
        ("verify audit", Verification::Audit),
        ("verify attachments", Verification::Attachments),
    ] {
        assert_eq!(
            command(line),
            Command::Verify(VerifyArgs { what, city: city() })
        );
    }
    assert_eq!(command("schema"), Command::Schema);
    for (line, role) in [
        ("database-url", Role::Owner),
        ("database-url --role admin", Role::Admin),
        ("database-url --role app", Role::App),
    ] {
        assert_eq!(
            command(line),
            Command::DatabaseUrl(DatabaseUrlArgs { role })
        );
    }
}

#[test]
fn the_settings_file_may_stand_anywhere() {
    for line in [
        "--config a.toml serve",
        "serve --config a.toml",
        "keys list -c a.toml",
    ] {
        assert_eq!(parse(line).unwrap().config, Some("a.toml".into()), "{line}");
    }
}

#[test]
fn mistakes_are_told() {
    for (line, kind) in [
        ("", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
        ("sreve", ErrorKind::InvalidSubcommand),
        ("serve now", ErrorKind::UnknownArgument),
        ("demo --households 0", ErrorKind::ValueValidation),
        ("demo --households many", ErrorKind::ValueValidation),
        ("user add --name 王芳", ErrorKind::MissingRequiredArgument),
        (
            "keys rotate",
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
        ),
        ("keys rotate all", ErrorKind::InvalidSubcommand),
        ("keys rotate vault --at-once", ErrorKind::UnknownArgument),
        ("verify money", ErrorKind::InvalidValue),
        ("backup", ErrorKind::MissingRequiredArgument),
    ] {
        assert_eq!(parse(line).unwrap_err().kind(), kind, "{line}");
    }
}

#[test]
fn help_teaches_every_command() {
    fn check(command: &mut clap::Command, path: &str) {
        let path = format!("{path} {}", command.get_name());
        let help = command.render_long_help().to_string();
        assert!(
            command.get_about().is_some(),
            "{path} says what it does: {help}"
        );
        for argument in command.get_arguments() {
            let known = matches!(argument.get_id().as_str(), "help" | "version");
            assert!(known || argument.get_help().is_some(), "{path} {argument}");
        }
        for inner in command.get_subcommands_mut() {
            check(inner, &path);
        }
    }
    check(&mut Cli::command(), "");
}

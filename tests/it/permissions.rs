//! The role × action matrix is a file, so that a change of permission is a visible diff.

use std::fmt::Write as _;

use async_graphql::resolver_utils::EnumType as _;
use schema::tenancy::{Permission, Role};
use tests::matches_file;

#[test]
fn every_permission_is_as_the_file_says() {
    let permissions = Permission::items();
    assert_eq!(
        permissions.len(),
        Permission::ALL.len(),
        "Permission::ALL leaves some out"
    );
    let mut text = String::from(
        "# What each role may do (x), at its own union and where a service says so below it.\n\n",
    );
    write!(text, "{:<18}", "").unwrap();
    for role in Role::ALL {
        write!(text, " {:<9}", role.code()).unwrap();
    }
    for permission in permissions {
        write!(text, "\n{:<18}", permission.name).unwrap();
        for role in Role::ALL {
            let mark = if role.may(permission.value) { "x" } else { "." };
            write!(text, " {mark:<9}").unwrap();
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    matches_file("permissions.txt", &(lines.join("\n") + "\n"));
}

#[test]
fn the_administrator_alone_changes_the_tree_and_the_people() {
    for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
        for permission in [
            Permission::UnionEdit,
            Permission::UnionStructure,
            Permission::FoundingDecide,
            Permission::StewardshipGrant,
            Permission::StaffManage,
            Permission::HouseholdOpen,
        ] {
            assert!(!role.may(permission), "{role} may {permission:?}");
        }
    }
}

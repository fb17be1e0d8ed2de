//! Isolation proved through the API: every root field, asked by every role for the rows of every place.
//!
//! The fields come from the schema, the rows from isolation/specimens.sql, and what must come out from
//! the rules told once more in `rules.rs`; what came out is printed to isolation/api.txt.

mod asking;
mod reading;
mod reads;
mod rows;
mod rules;
mod sdl;
mod selection;
mod world;
mod writes;
mod writing;

use std::collections::BTreeSet;

use tests::matches_file;

use reads::READS;
pub(crate) use rows::Row;
pub(crate) use sdl::{Field, Sdl};
pub(crate) use selection::{DEEP, Selection};
pub(crate) use world::World;
use writes::{EXEMPT, WRITES};

const HEAD: &str = "# What each role at the own union gets of each place through the API.
# Queries: whole (with the names of people helped), masked (rows without them), named (the union only), - (nothing).
# Mutations: OK or the code of the refusal. ADMIN 代管: the administrator of a union that manages the child.
";

#[tokio::test]
async fn every_role_gets_of_every_place_what_the_rules_say() {
    let (world, mut kept) = World::new().await;
    let mut matrix = String::from(HEAD);
    let mut faults = Vec::new();
    reading::probe(&world, &mut kept, &mut matrix, &mut faults).await;
    writing::probe(&world, &mut kept, &mut matrix, &mut faults).await;
    assert!(
        faults.is_empty(),
        "{} cells are not as the rules say:\n{}",
        faults.len(),
        faults.join("\n")
    );
    matches_file("isolation/api.txt", &matrix);
}

/// Every row of the matrix.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    READS.iter().chain(WRITES)
}

#[test]
fn every_root_field_has_its_row() {
    let sdl = Sdl::read();
    let with_rows: BTreeSet<&str> = rows().map(|row| row.field).collect();
    let exempt: BTreeSet<&str> = EXEMPT.iter().map(|(field, _)| *field).collect();
    let fields: BTreeSet<&str> = sdl.root_fields().map(|(_, f)| f.name.as_str()).collect();
    for (root, field) in sdl.root_fields() {
        let name = field.name.as_str();
        assert!(
            with_rows.contains(name) || exempt.contains(name),
            "{root}.{name} has no row: say in isolation_api/reads.rs or writes.rs how to ask it for a place"
        );
    }
    let stale: Vec<&&str> = with_rows
        .union(&exempt)
        .filter(|name| !fields.contains(**name))
        .collect();
    assert!(
        stale.is_empty(),
        "rows of fields that the schema does not have: {stale:?}"
    );
    let twice: Vec<&&str> = with_rows.intersection(&exempt).collect();
    assert!(twice.is_empty(), "exempt, and yet with a row: {twice:?}");
    assert_eq!(EXEMPT.len(), 6, "the list of exemptions only shrinks");
}

#[test]
fn every_argument_that_names_a_row_is_tried_with_rows_of_every_place() {
    let sdl = Sdl::read();
    for (root, field) in sdl.root_fields() {
        let tried: BTreeSet<String> = rows()
            .filter(|row| row.field == field.name)
            .flat_map(Row::targets)
            .collect();
        for path in sdl.ids_in(&field.arguments) {
            assert!(
                tried.contains(&path),
                "{root}.{}: no row puts the ids of every place into {path}",
                field.name
            );
        }
    }
}

#[test]
fn every_type_has_its_rule() {
    assert_eq!(
        rules::unknown_types(&Sdl::read()),
        Vec::<String>::new(),
        "say in TYPES of isolation_api/rules.rs what a role needs to find one"
    );
}

#[test]
fn every_field_of_every_type_is_asked_for() {
    let sdl = Sdl::read();
    let mut asked = BTreeSet::new();
    for row in rows() {
        let (root, field) = sdl.root_field(row.field).expect("a root field");
        Selection::of_root(&sdl, root, field, DEEP).asked(&mut asked);
    }
    for (object, fields) in sdl.objects() {
        for field in fields {
            let name = format!("{object}.{}", field.name);
            // Edges hold the nodes of the page once more.
            let again = object.ends_with("Edge") && field.name == "node";
            assert!(
                again || asked.contains(&name),
                "no row asks for {name}: does any root field lead there, and is it within the depth of isolation_api/selection.rs?"
            );
        }
    }
}

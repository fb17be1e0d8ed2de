//! Probing queries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use futures::future::join_all;
use tests::Kept;

use super::asking::{Answer, Refused, ask_all};
use super::reads::READS;
use super::rows::{Partner, Row, Shows};
use super::rules::{Reach, Shown, Who};
use super::selection::{DEEP, Selection};
use super::world::{Asker, World};

/// What was seen in a cell.
struct Seen {
    /// Of each spot: how much, or the code of the refusal.
    cells: Vec<String>,
    faults: Vec<String>,
    refused: BTreeSet<Refused>,
}

/// Asks every query for every place as everybody, prints what was seen and notes what should not be.
pub(crate) async fn probe(
    world: &World,
    kept: &mut Kept,
    matrix: &mut String,
    faults: &mut Vec<String>,
) {
    let names: Vec<&str> = world
        .askers
        .iter()
        .map(|asker| asker.name.as_str())
        .collect();
    write!(matrix, "\n## Queries\n{}", line("", "", &names)).unwrap();
    let mut refused: BTreeMap<Refused, Vec<&str>> = BTreeMap::new();
    for row in READS {
        if !row.first.is_empty() {
            world.prepare(kept, row.first).await;
        }
        let (root, field) = world.sdl.root_field(row.field).expect("a root field");
        // What hangs on the rows of a list is the same whatever the filter.
        let first = READS.iter().find(|other| other.field == row.field);
        let depth = if first.is_some_and(|first| first.variant == row.variant) {
            DEEP
        } else {
            1
        };
        // A payload holds nothing of its own.
        let within = usize::from(field.of.ends_with("Payload"));
        let near = Selection::of_root(&world.sdl, root, field, within);
        let whole = Selection::of_root(&world.sdl, root, field, depth + within);
        let looks = world.askers.iter();
        let looks = looks.map(|asker| look(world, asker, row, (&near, &whole)));
        let seen = join_all(looks).await;
        let cells = |at: usize| seen.iter().map(|seen| seen.cells[at].as_str()).collect();
        let lines = world.spots.iter().enumerate();
        let lines = lines.map(|(at, spot)| (spot.position, cells(at))).collect();
        matrix.push_str(&block(&row.label(), lines));
        for (asker, seen) in world.askers.iter().zip(seen) {
            faults.extend(seen.faults);
            for field in seen.refused {
                let askers = refused.entry(field).or_default();
                if !askers.contains(&asker.name.as_str()) {
                    askers.push(&asker.name);
                }
            }
        }
        let changed = kept.changed().await;
        if !changed.is_empty() {
            faults.push(format!("{}: a query changed {changed:?}", row.label()));
        }
        if !row.first.is_empty() {
            kept.undo().await;
        }
    }
    matrix.push_str("\n## Fields refused within what is shown, and to whom\n");
    for ((field, code), askers) in refused {
        writeln!(matrix, "{field:<34} {code:<10} {}", askers.join(", ")).unwrap();
    }
}

/// The lines of a row: places of which everybody gets the same share one.
pub(crate) fn block(label: &str, places: Vec<(&str, Vec<&str>)>) -> String {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for (position, cells) in places {
        match lines.last_mut() {
            Some((positions, same)) if *same == cells => {
                write!(positions, " {position}").unwrap();
            }
            _ => lines.push((position.to_owned(), cells)),
        }
    }
    let lines = lines.iter();
    lines
        .map(|(positions, cells)| line(label, positions, cells))
        .collect()
}

/// A line of the matrix.
pub(crate) fn line(label: &str, positions: &str, cells: &[&str]) -> String {
    let mut text = format!("{label:<34} {positions:<33}");
    for cell in cells {
        write!(text, " {cell:<10}").unwrap();
    }
    format!("{}\n", text.trim_end())
}

/// What an answer holds that the role may not find, or misses that it should find.
pub(crate) fn unfit_fields(
    world: &World,
    asker: &Asker,
    row: &Row,
    answer: &Answer,
) -> Vec<String> {
    let refused = answer.refused.iter();
    let refused = refused.filter(|(field, code)| !asker.who.may_miss(&world.sdl, field, code));
    let refused = refused.map(|(field, code)| format!("{field} is {code}"));
    let answered = answer.answered.iter();
    let answered = answered.filter(|field| !asker.who.may_find(&world.sdl, field));
    let answered = answered.map(|field| format!("{field} is answered"));
    let unfit = refused.chain(answered);
    unfit
        .map(|what| format!("{} for {}: {what}", row.label(), asker.name))
        .collect()
}

/// Asks one query for every place as one person.
async fn look(
    world: &World,
    asker: &Asker,
    row: &Row,
    selections: (&Selection, &Selection),
) -> Seen {
    let mut seen = Seen {
        cells: Vec::new(),
        faults: Vec::new(),
        refused: BTreeSet::new(),
    };
    let targeted = !row.targets().is_empty();
    let nowhere = ask_all(world, asker, row, selections, &world.nowhere).await;
    if !targeted {
        // It names no place, so this was the question already.
        let shown = world.shown(&nowhere.response);
        for (spot, shown) in world.spots.iter().zip(shown) {
            seen.cell(asker, row, spot.position, &nowhere, shown);
        }
        seen.check_all(world, asker, row, &nowhere);
        return seen;
    }
    for (at, spot) in world.spots.iter().enumerate() {
        let answer = ask_all(world, asker, row, selections, spot).await;
        seen.cell(
            asker,
            row,
            spot.position,
            &answer,
            world.shown(&answer.response)[at],
        );
        seen.check_all(world, asker, row, &answer);
        let mine = asker.who.reaches(row.reach, spot.position)
            || asker.who.reaches(Reach::Subtree, spot.position);
        let told = row.published && spot.position != "city";
        if !mine && !told && answer.response != nowhere.response {
            seen.faults.push(format!(
                "{} of {} for {}: what is not there answers {:.200}, and this {:.200}",
                row.label(),
                spot.position,
                asker.name,
                nowhere.response.to_string(),
                answer.response.to_string()
            ));
        }
    }
    seen
}

impl Seen {
    /// Notes a cell, and whether it is as the rules say.
    fn cell(&mut self, asker: &Asker, row: &Row, position: &str, answer: &Answer, shown: Shown) {
        let outcome = answer.code.as_deref().unwrap_or_else(|| shown.word());
        let expected = expected(row, asker.who, position);
        let fits = match (&expected, &answer.code) {
            (Expected::Code(expected), Some(code)) => expected == code,
            (Expected::Shown(least, most), None) => (*least..=*most).contains(&shown),
            _ => false,
        };
        if !fits {
            self.faults.push(format!(
                "{} of {position} for {}: {outcome}, expected {expected:?}",
                row.label(),
                asker.name
            ));
        }
        self.cells.push(outcome.to_owned());
    }

    /// Whether anything in an answer is more than this person may ever see.
    fn check_all(&mut self, world: &World, asker: &Asker, row: &Row, answer: &Answer) {
        for (spot, shown) in world.spots.iter().zip(world.shown(&answer.response)) {
            if shown > asker.who.most(spot.position) {
                self.faults.push(format!(
                    "{} shows {} of {} to {}",
                    row.label(),
                    shown.word(),
                    spot.position,
                    asker.name
                ));
            }
        }
        self.faults.extend(unfit_fields(world, asker, row, answer));
        self.refused.extend(answer.refused.iter().cloned());
    }
}

/// What a cell must hold.
#[derive(Debug)]
enum Expected {
    Code(&'static str),
    /// At least and at most.
    Shown(Shown, Shown),
}

fn expected(row: &Row, who: Who, position: &str) -> Expected {
    let targeted = !row.targets().is_empty();
    let most = who.most(position);
    match (row.partner, who.partner) {
        (Partner::Forbidden, true) => return Expected::Code("FORBIDDEN"),
        (Partner::Everybodys, true) | (Partner::Only, false) => {
            return Expected::Shown(Shown::Nothing, most.min(Shown::Named));
        }
        _ => {}
    }
    if who.role.is_none() && !who.partner && row.permission.is_some() {
        Expected::Code("UNAUTHENTICATED")
    } else if who.role.is_some() && !who.may(row.permission) {
        Expected::Code("FORBIDDEN")
    } else if who.reaches(row.reach, position) {
        let least = match row.shows {
            Shows::Names => most,
            Shows::Rows => Shown::Masked,
            Shows::Unions => Shown::Named,
        };
        Expected::Shown(least, most)
    } else if row.elsewhere == "NOT_FOUND" && !who.reaches(Reach::Subtree, position) {
        Expected::Code("NOT_FOUND")
    } else if targeted {
        Expected::Shown(Shown::Nothing, Shown::Nothing)
    } else {
        Expected::Shown(Shown::Nothing, most.min(Shown::Named))
    }
}

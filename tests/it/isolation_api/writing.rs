//! Probing mutations.

use std::fmt::Write as _;

use futures::future::join_all;
use serde_json::Value;
use tests::{Kept, Spot};

use super::asking::{Answer, ask};
use super::reading::{block, line, unfit_fields};
use super::rows::{Partner, Row};
use super::rules::{Reach, Shown, Verdict};
use super::selection::{DEEP, Selection};
use super::world::{Asker, World};
use super::writes::WRITES;

/// Sends every mutation for every place as everybody, prints what came of it and notes what should not.
///
/// What must be refused is sent first, and then no row of any table may have changed. What is allowed
/// is really done, one after the other, the rows that changed are looked at, and all is put back.
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
    write!(matrix, "\n## Mutations\n{}", line("", "", &names)).unwrap();
    for row in WRITES {
        if !row.first.is_empty() {
            world.prepare(kept, row.first).await;
        }
        let probed = Probe::new(world, row);
        let cells = probed.run(kept, faults).await;
        let lines = probed.spots.iter().zip(&cells);
        let lines =
            lines.map(|(spot, cells)| (spot.position, cells.iter().map(String::as_str).collect()));
        matrix.push_str(&block(&row.label(), lines.collect()));
        let best = cells.iter().flatten().any(|cell| cell == row.best);
        if !best {
            faults.push(format!(
                "{}: nobody gets {}, so that the others don't proves nothing",
                row.label(),
                row.best
            ));
        }
        if !row.first.is_empty() {
            kept.undo().await;
        }
    }
}

struct Probe<'a> {
    world: &'a World,
    row: &'a Row,
    /// What is asked for of a refusal, and of what was done.
    near: Selection,
    whole: Selection,
    /// Whether the mutation names a place.
    targeted: bool,
    spots: &'a [Spot],
}

impl<'a> Probe<'a> {
    fn new(world: &'a World, row: &'a Row) -> Self {
        let (root, field) = world.sdl.root_field(row.field).expect("a root field");
        let targeted = !row.targets().is_empty();
        Self {
            world,
            row,
            near: Selection::of_root(&world.sdl, root, field, 1),
            whole: Selection::of_root(&world.sdl, root, field, DEEP),
            targeted,
            spots: if targeted {
                &world.spots
            } else {
                &world.spots[..1]
            },
        }
    }

    fn verdict(&self, asker: &Asker, spot: &Spot) -> Verdict {
        if self.row.public {
            return Verdict::Allowed;
        }
        match (self.row.partner, asker.who.partner) {
            // Whatever it names is not there for a partner; the rest the partner may not.
            (Partner::Forbidden, true) => return Verdict::ForbiddenOrNotFound,
            (Partner::Only, false) if asker.who.role.is_some() => return Verdict::Forbidden,
            (Partner::Seen, true) => {
                return match spot.position {
                    "own" => Verdict::Forbidden,
                    _ => Verdict::NotFound,
                };
            }
            (Partner::Everybodys, true) => return Verdict::Allowed,
            (Partner::Shared | Partner::Only, true) => {
                let reaches = !self.targeted || self.row.reach == Reach::Anywhere;
                return match reaches || spot.position == "own" {
                    true => Verdict::Allowed,
                    false => Verdict::NotFound,
                };
            }
            _ => {}
        }
        let (reach, sees) = if self.targeted {
            (self.row.reach, self.row.sees)
        } else {
            (Reach::Here, Reach::Here)
        };
        Verdict::of(asker.who, self.row.permission, reach, sees, spot.position)
    }

    /// The outcomes by place and person.
    async fn run(&self, kept: &mut Kept, faults: &mut Vec<String>) -> Vec<Vec<String>> {
        let mut cells = vec![vec![String::new(); self.world.askers.len()]; self.spots.len()];
        let askers = self.world.askers.iter().enumerate();
        for (refused, outcomes) in join_all(askers.map(|(n, asker)| self.refused(n, asker))).await {
            faults.extend(refused);
            for (at, n, outcome) in outcomes {
                cells[at][n] = outcome;
            }
        }
        let changed = kept.changed().await;
        if !changed.is_empty() {
            faults.push(format!(
                "{}: what was refused changed {changed:?}",
                self.row.label()
            ));
            kept.put_back(&changed).await;
        }
        for (n, asker) in self.world.askers.iter().enumerate() {
            for (at, spot) in self.spots.iter().enumerate() {
                if self.verdict(asker, spot) == Verdict::Allowed {
                    cells[at][n] = self.allowed(kept, asker, spot, faults).await;
                }
            }
        }
        cells
    }

    /// Sends what this person must be refused; it may run beside what others are.
    async fn refused(&self, n: usize, asker: &Asker) -> (Vec<String>, Vec<(usize, usize, String)>) {
        let (mut faults, mut outcomes) = (Vec::new(), Vec::new());
        let mut nothing: Option<Answer> = None;
        for (at, spot) in self.spots.iter().enumerate() {
            let verdict = self.verdict(asker, spot);
            if verdict == Verdict::Allowed {
                continue;
            }
            let answer = self.send(asker, &self.near, spot).await;
            let outcome = outcome(self.row, &answer);
            if !verdict.fits(&outcome) {
                faults.push(self.fault(asker, spot, &format!("{outcome}, expected {verdict:?}")));
            }
            if matches!(verdict, Verdict::NotFound | Verdict::ForbiddenOrNotFound) {
                if nothing.is_none() {
                    nothing = Some(self.send(asker, &self.near, &self.world.nowhere).await);
                }
                let nothing = nothing.as_ref().map(|answer| answer.response.to_string());
                let this = answer.response.to_string();
                if nothing.as_deref() != Some(this.as_str()) {
                    let nothing = nothing.unwrap_or_default();
                    let answers =
                        format!("what is not there answers {nothing:.200}, and this {this:.200}");
                    faults.push(self.fault(asker, spot, &answers));
                }
            }
            self.check_shown(asker, spot, &answer, &mut faults);
            outcomes.push((at, n, outcome));
        }
        (faults, outcomes)
    }

    /// Sends what this person may do, looks at what it changed, and puts that back.
    async fn allowed(
        &self,
        kept: &mut Kept,
        asker: &Asker,
        spot: &Spot,
        faults: &mut Vec<String>,
    ) -> String {
        let answer = self.send(asker, &self.whole, spot).await;
        let outcome = outcome(self.row, &answer);
        if !Verdict::Allowed.fits(&outcome) {
            faults.push(self.fault(
                asker,
                spot,
                &format!("{outcome}, expected {:?}", Verdict::Allowed),
            ));
        }
        self.check_shown(asker, spot, &answer, faults);
        faults.extend(unfit_fields(self.world, asker, self.row, &answer));
        let changed = kept.changed().await;
        if outcome != "OK" && !changed.is_empty() {
            faults.push(self.fault(asker, spot, &format!("{outcome} changed {changed:?}")));
        }
        for (table, changed) in &changed {
            if !self.may_change(asker, table, changed) {
                faults.push(self.fault(asker, spot, &format!("changed {table}: {changed}")));
            }
        }
        kept.put_back(&changed).await;
        outcome
    }

    async fn send(&self, asker: &Asker, selection: &Selection, spot: &Spot) -> Answer {
        ask(self.world, asker, self.row, selection, spot).await
    }

    fn check_shown(&self, asker: &Asker, spot: &Spot, answer: &Answer, faults: &mut Vec<String>) {
        for (other, shown) in self.spots.iter().zip(self.world.shown(&answer.response)) {
            let opened = self.row.opens
                && other.position == spot.position
                && self.verdict(asker, spot) == Verdict::Allowed;
            let most = if opened {
                Shown::Whole
            } else {
                asker.who.most(other.position)
            };
            if shown > most {
                let what = format!("shows {} of {}", shown.word(), other.position);
                faults.push(self.fault(asker, spot, &what));
            }
        }
    }

    /// Whether a row is one that this person's writing may touch: of the unions that the right reaches,
    /// in this city.
    fn may_change(&self, asker: &Asker, table: &str, row: &Value) -> bool {
        if !table.starts_with(&format!("{}.", self.world.spots[0].schema)) {
            return false;
        }
        let Some(path) = self.world.path_of(row) else {
            return self.world.is_of_somebody_here(asker, row);
        };
        if asker.who.partner {
            return path == self.world.spots[0].path;
        }
        let reach = self.row.touches.unwrap_or(self.row.reach);
        let reached = |spot: &&Spot| asker.who.reaches(reach, spot.position);
        match reach {
            Reach::Subtree => path.starts_with(&self.world.spots[0].path),
            _ => self
                .world
                .spots
                .iter()
                .filter(reached)
                .any(|spot| spot.path == path),
        }
    }

    fn fault(&self, asker: &Asker, spot: &Spot, what: &str) -> String {
        format!(
            "{} of {} by {}: {what}",
            self.row.label(),
            spot.position,
            asker.name
        )
    }
}

/// `OK`, or why not.
fn outcome(row: &Row, answer: &Answer) -> String {
    let payload = &answer.response["data"][row.field];
    answer
        .code
        .as_deref()
        .or_else(|| payload["errors"][0]["code"].as_str())
        .unwrap_or("OK")
        .to_owned()
}

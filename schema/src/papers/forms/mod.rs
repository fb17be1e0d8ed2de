//! What each form asks and shows. The look of the forms is the server's (`server/src/papers/forms`).

mod household;
mod letter;
mod mandate;
mod notice;
mod visit;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::exports::sheet::{Cell, Kind};
use crate::papers::rules::PaperKind;
use crate::text::Language;
use crate::values::PersonName;

/// A form: its question about one paper, and what of the answer it shows.
#[derive(Debug)]
pub(super) struct Form {
    /// The question, about `paper(id: $id)`.
    pub(super) question: &'static str,
    lines: Vec<Line>,
}

/// One fact that a form shows.
#[derive(Debug)]
struct Line {
    /// What the form calls it.
    name: &'static str,
    reads: Reads,
    /// Where in the paper's answer it stands (RFC 6901).
    at: &'static str,
    /// The field whose change makes the paper stale, as a household's history names it; none for what
    /// does not change.
    field: Option<&'static str>,
}

/// How a fact becomes text.
#[derive(Debug)]
enum Reads {
    As(Kind),
    /// Every value of a coded enum, and which of them were chosen.
    Choices(fn() -> Vec<(&'static str, &'static str)>),
    /// A name with one character hidden, as public notices have it.
    OneHidden,
    /// A list of things with lines of their own.
    Each(Vec<Line>),
}

/// A fact that changes with the field of its own name.
const fn own(name: &'static str, kind: Kind, at: &'static str) -> Line {
    of(name, kind, at, name)
}

/// A fact that changes with another field.
const fn of(name: &'static str, kind: Kind, at: &'static str, field: &'static str) -> Line {
    Line {
        name,
        reads: Reads::As(kind),
        at,
        field: Some(field),
    }
}

/// A fact that does not change once it is written.
const fn fixed(name: &'static str, kind: Kind, at: &'static str) -> Line {
    Line {
        name,
        reads: Reads::As(kind),
        at,
        field: None,
    }
}

/// A list.
const fn each(
    name: &'static str,
    at: &'static str,
    field: Option<&'static str>,
    lines: Vec<Line>,
) -> Line {
    Line {
        name,
        reads: Reads::Each(lines),
        at,
        field,
    }
}

/// The form of this kind.
pub(super) fn form(kind: PaperKind) -> Form {
    match kind {
        PaperKind::HouseholdFile => household::file(),
        PaperKind::Application => household::application(),
        PaperKind::Notice => notice::notice(),
        PaperKind::VisitRecord => visit::record(),
        PaperKind::RightsLetter => letter::letter(),
        PaperKind::PowerOfAttorney => mandate::mandate(),
    }
}

impl Form {
    /// The facts that it shows, from the answer to its question: text that is ready to print, empty where
    /// nothing is known.
    pub(super) fn facts(&self, answer: &Value) -> Value {
        shown(&self.lines, answer)
    }

    /// The fields whose change makes a paper of this form stale.
    pub(super) fn fields(&self) -> BTreeSet<&'static str> {
        let mut fields = BTreeSet::new();
        gather(&self.lines, &mut fields);
        fields
    }
}

fn gather(lines: &[Line], fields: &mut BTreeSet<&'static str>) {
    for line in lines {
        fields.extend(line.field);
        if let Reads::Each(lines) = &line.reads {
            gather(lines, fields);
        }
    }
}

fn shown(lines: &[Line], answer: &Value) -> Value {
    let facts = lines.iter().map(|line| {
        let value = answer.pointer(line.at).unwrap_or(&Value::Null);
        (line.name.to_owned(), line.reads.fact(value))
    });
    Value::Object(facts.collect())
}

impl Reads {
    fn fact(&self, value: &Value) -> Value {
        match self {
            Self::As(kind) => text(kind.read(value, Language::Chinese)).into(),
            Self::Choices(all) => {
                let chosen = |code: &str| {
                    let codes = value
                        .as_array()
                        .map_or(std::slice::from_ref(value), Vec::as_slice);
                    codes.iter().any(|one| one == code)
                };
                let choices = all().into_iter();
                choices
                    .map(|(code, label)| json!({ "label": label, "chosen": chosen(code) }))
                    .collect()
            }
            Self::OneHidden => {
                let name = value.as_str().and_then(|name| PersonName::parse(name).ok());
                name.map(|name| name.one_hidden())
                    .unwrap_or_default()
                    .into()
            }
            Self::Each(lines) => {
                let things = value.as_array().map_or(&[][..], Vec::as_slice);
                things.iter().map(|thing| shown(lines, thing)).collect()
            }
        }
    }
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Money(fen) => fen.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Time(at) => at.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// Who printed it and when, on every paper.
fn printed() -> [Line; 2] {
    [
        fixed("printedBy", Kind::Text, "/printedBy/name"),
        fixed("printedAt", Kind::Time, "/printedAt"),
    ]
}

fn needs() -> Vec<(&'static str, &'static str)> {
    let all = crate::households::rules::Need::ALL.iter();
    all.map(|need| (need.code(), need.label(Language::Chinese)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_asks_for_nothing_that_it_may_not_show() {
        let form = form(PaperKind::Notice);
        for never in [
            "idNumber",
            "phone",
            "address",
            "health",
            "members",
            "note",
            "birthDate",
            "cause",
        ] {
            assert!(!form.question.contains(never), "{never}");
        }
        let answer = json!({ "household": {
            "headName": "张三丰", "tier": "RELATIVE", "kind": "LINKED", "union": { "name": "示例工会" },
        }});
        assert_eq!(form.facts(&answer)["headName"], "张*丰");
        assert_eq!(form.facts(&answer)["tier"], "相对困难");
    }

    #[test]
    fn what_is_unknown_is_an_empty_place_to_write() {
        for kind in PaperKind::ALL {
            let facts = form(*kind).facts(&Value::Null);
            for (name, fact) in facts.as_object().unwrap() {
                let empty = match fact {
                    Value::String(text) => text.is_empty(),
                    Value::Array(list) => list.iter().all(|one| one["chosen"] == false),
                    _ => false,
                };
                assert!(empty, "{kind}.{name}: {fact}");
            }
        }
    }

    #[test]
    fn a_paper_is_stale_by_the_facts_that_it_shows() {
        let fields = |kind| form(kind).fields();
        assert!(fields(PaperKind::Notice).contains("tier"));
        assert!(!fields(PaperKind::Notice).contains("address"));
        assert!(fields(PaperKind::VisitRecord).contains("address"));
        assert!(!fields(PaperKind::VisitRecord).contains("members.wish"));
        assert!(fields(PaperKind::HouseholdFile).contains("members.monthlyWage"));
        for kind in PaperKind::ALL {
            let of_household =
                !matches!(kind, PaperKind::RightsLetter | PaperKind::PowerOfAttorney);
            assert_eq!(fields(*kind).contains("headName"), of_household, "{kind}");
        }
    }
}

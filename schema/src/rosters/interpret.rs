//! The rows of a household as the input of registering it, and every cell that can't stay so.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::{COLUMNS, Column, Of, column};
use super::values::{Value, read};
use crate::households::input::{MemberInput, RegisterHouseholdInput};
use crate::households::rules as r;
use crate::households::service::{Draft, draft};
use crate::id::UnionId;
use crate::input::Checks;
use crate::scalars::{Date, Money};
use crate::sheets::cell::{Cell, Place, Row};
use crate::text::Text;
use crate::values::Fen;

/// A row of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number in the file, counted from 0.
    pub number: i32,
    /// Where it stands.
    pub place: Place,
    /// Its cells.
    pub row: Row,
}

/// A cell that can't stay so.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which of the household's lines.
    pub line: usize,
    /// Identifier of the column.
    pub field: String,
    /// Why.
    pub reason: Text,
}

/// What the rows of a household say.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The household as it would be registered; only good where there is no fault.
    pub draft: Draft,
    /// The line of each member, the head's first.
    pub members: Vec<usize>,
    /// By which door, where the roster says so.
    pub kind: Option<r::HouseholdKind>,
    /// The union that the rows name.
    pub union: Option<(usize, String)>,
    /// What can't stay so.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// Notes a fault, the first one of each cell.
    pub fn fault(&mut self, line: usize, field: &str, reason: Text) {
        note(&mut self.faults, line, field, reason);
    }
}

fn note(faults: &mut Vec<Fault>, line: usize, field: &str, reason: Text) {
    let known = |fault: &Fault| fault.line == line && fault.field == field;
    if !faults.iter().any(known) {
        faults.push(Fault {
            line,
            field: field.to_owned(),
            reason,
        });
    }
}

type Values = HashMap<&'static str, Value>;

/// Reads the rows of one household; there is at least one.
#[must_use]
pub fn interpret(lines: &[Line], today: NaiveDate) -> Reading {
    let mut faults = Vec::new();
    let members = members(lines);
    let first = members.first().copied().unwrap_or_default();
    let (facts, places) = household(lines, first, &mut faults);
    let people: Vec<MemberInput> = members
        .iter()
        .map(|line| member(&lines[*line].row, *line, &mut faults))
        .collect();
    if people
        .first()
        .is_none_or(|head| head.relation != r::Relation::Head)
    {
        note(
            &mut faults,
            first,
            "relation",
            Text::new(
                "这一户缺少户主（与户主关系填“本人”的一行）",
                "this household has no head (a row whose relation is 本人)",
            ),
        );
    }
    let kind = code(&facts, "kind").and_then(r::HouseholdKind::from_code);
    let union = text(&facts, "union").map(|name| (places["union"], name));
    let input = input(&facts, people);
    let mut checks = Checks::default();
    let draft = draft(&mut checks, &input, today);
    for refusal in checks.faults() {
        let (line, field) = match refusal.path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [_, "members", index, field] => {
                let line = index.parse().ok().and_then(|at: usize| members.get(at));
                (line.copied().unwrap_or(first), field.to_owned())
            }
            [_, "members"] => (first, "name".to_owned()),
            [_, field] => (
                places.get(field).copied().unwrap_or(first),
                field.to_owned(),
            ),
            _ => (first, "name".to_owned()),
        };
        // What is known from a number that can't be read is not missing.
        let follows = matches!(field.as_str(), "sex" | "birthDate")
            && faults
                .iter()
                .any(|fault: &Fault| fault.line == line && fault.field == "idNumber");
        if !follows {
            note(&mut faults, line, &field, refusal.text);
        }
    }
    faults.sort_by_key(|fault| (fault.line, position(&fault.field)));
    Reading {
        draft,
        members,
        kind,
        union,
        faults,
    }
}

fn position(field: &str) -> usize {
    let at = COLUMNS.iter().position(|column| column.field == field);
    at.unwrap_or(usize::MAX)
}

/// The lines that are about a member, the head's first.
fn members(lines: &[Line]) -> Vec<usize> {
    let is_member = |line: &Line| {
        line.row
            .cells
            .keys()
            .any(|field| column(field).is_some_and(|column| column.of == Of::Member))
    };
    let mut members: Vec<usize> = (0..lines.len())
        .filter(|at| is_member(&lines[*at]))
        .collect();
    members.sort_by_key(|at| !is_head(&lines[*at].row));
    members
}

fn is_head(row: &Row) -> bool {
    let relation = column("relation").zip(row.cells.get("relation"));
    relation
        .is_some_and(|(column, cell)| matches!(read(column, cell), Ok(Some(Value::Code("SELF")))))
}

fn missing(column: &Column) -> Text {
    Text::new(
        format!("请填写“{}”", column.label),
        format!("\"{}\" is needed", column.english),
    )
}

/// The facts of the household out of whichever row says them, and the line of each.
fn household(
    lines: &[Line],
    first: usize,
    faults: &mut Vec<Fault>,
) -> (Values, HashMap<&'static str, usize>) {
    let mut facts = Values::new();
    let mut places = HashMap::new();
    let shared = |column: &&Column| column.of == Of::Household || column.field == "union";
    for column in COLUMNS.iter().filter(shared) {
        let mut faulty = false;
        for (at, line) in lines.iter().enumerate() {
            let Some(cell) = line.row.cells.get(column.field) else {
                continue;
            };
            match read(column, cell) {
                Ok(None) => {}
                Ok(Some(value)) => match facts.get(column.field) {
                    None => {
                        facts.insert(column.field, value);
                        places.insert(column.field, at);
                    }
                    // A remark of a member is one more of the household.
                    Some(Value::Text(before)) if column.field == "note" => {
                        if let Value::Text(more) = value
                            && *before != more
                        {
                            let both = format!("{before}\n{more}");
                            facts.insert(column.field, Value::Text(both));
                        }
                    }
                    Some(before) if *before == value => {}
                    Some(_) => {
                        let other = lines[places[column.field]].place.words();
                        let (zh, en) = both(&other);
                        note(
                            faults,
                            at,
                            column.field,
                            Text::new(
                                format!("与{zh}同一户的内容不一致"),
                                format!("differs from {en}, which is of the same household"),
                            ),
                        );
                    }
                },
                Err(reason) => {
                    faulty = true;
                    note(faults, at, column.field, reason);
                }
            }
        }
        if column.required && !faulty && !facts.contains_key(column.field) {
            note(faults, first, column.field, missing(column));
        }
    }
    (facts, places)
}

fn both(text: &Text) -> (&str, &str) {
    use crate::text::Language::{Chinese, English};
    (text.in_language(Chinese), text.in_language(English))
}

fn text(values: &Values, field: &str) -> Option<String> {
    match values.get(field)? {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn code(values: &Values, field: &str) -> Option<&'static str> {
    match values.get(field)? {
        Value::Code(code) => Some(code),
        _ => None,
    }
}

fn codes(values: &Values, field: &str) -> Option<Vec<&'static str>> {
    match values.get(field)? {
        Value::Codes(codes) => Some(codes.clone()),
        _ => None,
    }
}

fn day(values: &Values, field: &str) -> Option<Date> {
    match values.get(field)? {
        Value::Day(day) => Some(Date(*day)),
        _ => None,
    }
}

fn amount(values: &Values, field: &str) -> Option<Money> {
    match values.get(field)? {
        Value::Money(fen) => Some(Money(*fen)),
        _ => None,
    }
}

fn whole(values: &Values, field: &str) -> Option<i32> {
    match values.get(field)? {
        Value::Whole(number) => Some(*number),
        _ => None,
    }
}

fn flag(values: &Values, field: &str) -> Option<bool> {
    match values.get(field)? {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn member(row: &Row, line: usize, faults: &mut Vec<Fault>) -> MemberInput {
    let mut values = Values::new();
    let mut unread = None;
    for column in COLUMNS.iter().filter(|column| column.of == Of::Member) {
        let cell = row.cells.get(column.field);
        match cell.map_or(Ok(None), |cell| read(column, cell)) {
            Ok(Some(value)) => {
                values.insert(column.field, value);
            }
            Ok(None) if column.required => note(faults, line, column.field, missing(column)),
            Ok(None) => {}
            Err(reason) => {
                if column.field == "idNumber" {
                    unread = cell.map(Cell::shown);
                }
                note(faults, line, column.field, reason);
            }
        }
    }
    // Where a value is missing or unreadable there is a fault, and any other value stands for it.
    MemberInput {
        name: text(&values, "name").unwrap_or_default(),
        id_number: text(&values, "idNumber").or(unread),
        birth_date: day(&values, "birthDate"),
        sex: code(&values, "sex").and_then(r::Sex::from_code),
        relation: code(&values, "relation")
            .and_then(r::Relation::from_code)
            .unwrap_or(r::Relation::Other),
        ethnicity: text(&values, "ethnicity"),
        health: code(&values, "health")
            .and_then(r::Health::from_code)
            .unwrap_or(r::Health::Other),
        education: code(&values, "education")
            .and_then(r::Education::from_code)
            .unwrap_or(r::Education::None),
        school_level: code(&values, "schoolLevel").and_then(r::SchoolLevel::from_code),
        school: text(&values, "school"),
        grade: text(&values, "grade"),
        migrant_worker: flag(&values, "migrantWorker").unwrap_or_default(),
        employer: text(&values, "employer"),
        work_place: text(&values, "workPlace"),
        trade: text(&values, "trade"),
        monthly_wage: amount(&values, "monthlyWage"),
        contract_signed: flag(&values, "contractSigned"),
        social_insurance: flag(&values, "socialInsurance"),
        union_member: flag(&values, "unionMember"),
        skills: text(&values, "skills"),
        wish: code(&values, "wish").and_then(r::Wish::from_code),
        phone: text(&values, "phone"),
        duplicate_reason: None,
    }
}

fn input(facts: &Values, members: Vec<MemberInput>) -> RegisterHouseholdInput {
    let causes = |field| {
        codes(facts, field).map(|codes| {
            let causes = codes.into_iter();
            causes.filter_map(r::HardshipCause::from_code).collect()
        })
    };
    // A household with a faulty number of people holds as many as the rule allows, so that nothing
    // else seems wrong.
    let population = whole(facts, "population").unwrap_or(50);
    RegisterHouseholdInput {
        union_id: UnionId::from(uuid::Uuid::nil()),
        kind: None,
        members,
        address: text(facts, "address").unwrap_or_default(),
        division_code: text(facts, "divisionCode"),
        hukou: code(facts, "hukou")
            .and_then(r::Hukou::from_code)
            .unwrap_or(r::Hukou::Rural),
        housing: code(facts, "housing")
            .and_then(r::Housing::from_code)
            .unwrap_or(r::Housing::Other),
        population,
        labour_force: whole(facts, "labourForce").unwrap_or_default(),
        annual_income_per_head: amount(facts, "annualIncomePerHead").unwrap_or(Money(Fen::ZERO)),
        annual_rigid_expense: amount(facts, "annualRigidExpense"),
        main_cause: code(facts, "mainCause")
            .and_then(r::HardshipCause::from_code)
            .unwrap_or(r::HardshipCause::Other),
        other_causes: causes("otherCauses"),
        needs: codes(facts, "needs")
            .map(|codes| codes.into_iter().filter_map(r::Need::from_code).collect()),
        tier: code(facts, "tier")
            .and_then(r::HardshipTier::from_code)
            .unwrap_or(r::HardshipTier::Relative),
        needy_file: code(facts, "needyFile").and_then(r::NeedyFileState::from_code),
        single_parent_female_worker: flag(facts, "singleParentFemaleWorker"),
        consent_on: day(facts, "consentOn"),
        consent_form: text(facts, "consentForm"),
        note: text(facts, "note"),
        idempotency_key: None,
    }
}

#[cfg(test)]
#[path = "interpret_tests.rs"]
mod tests;

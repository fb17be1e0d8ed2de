//! Selections made from the schema, so that a new field is asked for without anybody thinking of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::sdl::{Field, Sdl};

/// How many objects are asked for that hang on one another, beyond the row itself.
pub(crate) const DEEP: usize = 2;

/// Arguments that a field below the root can't be asked without.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("Figures", "total", "of: HOUSEHOLDS"),
    ("Figures", "breakdown", "of: HOUSEHOLDS, by: KIND"),
    ("Union", "fundStatement", "year: 2026"),
    ("SurveyRound", "distribution", "by: CAUSE"),
    ("SurveyRound", "answers", "question: \"Q1\""),
];

/// A field that is asked for, with what is asked of its object.
#[derive(Clone)]
pub(crate) struct Selection {
    /// The type whose field it is.
    pub(crate) parent: String,
    pub(crate) name: String,
    pub(crate) arguments: String,
    pub(crate) inner: Vec<Selection>,
}

impl Selection {
    /// Everything that an answer of a root field can hold, down to this depth.
    pub(crate) fn of_root(sdl: &Sdl, root: &str, field: &Field, depth: usize) -> Self {
        let arguments: Vec<String> = field
            .arguments
            .iter()
            .map(|argument| format!("{0}: ${0}", argument.name))
            .collect();
        Self {
            parent: root.to_owned(),
            name: field.name.clone(),
            arguments: arguments.join(", "),
            inner: objects(sdl, field, depth, &[]).unwrap_or_default(),
        }
    }

    /// The text of a request for this root field.
    pub(crate) fn request(&self, sdl: &Sdl) -> String {
        let (root, field) = sdl.root_field(&self.name).expect("a root field");
        let mut text = root.to_lowercase();
        let variables: Vec<String> = field
            .arguments
            .iter()
            .map(|argument| format!("${}: {}", argument.name, argument.written))
            .collect();
        if !variables.is_empty() {
            write!(text, "({})", variables.join(", ")).unwrap();
        }
        text.push_str(" { ");
        self.write(&mut text);
        text.push('}');
        text
    }

    fn write(&self, text: &mut String) {
        text.push_str(&self.name);
        if !self.arguments.is_empty() {
            write!(text, "({})", self.arguments).unwrap();
        }
        text.push(' ');
        if !self.inner.is_empty() {
            text.push_str("{ ");
            for inner in &self.inner {
                inner.write(text);
            }
            text.push_str("} ");
        }
    }

    /// Takes the field at the path of an error out, and answers its type and name.
    pub(crate) fn remove(&mut self, path: &[&str]) -> Option<(String, String)> {
        let (first, rest) = path.split_first()?;
        let at = self.inner.iter().position(|inner| inner.name == *first)?;
        if rest.is_empty() {
            let gone = self.inner.remove(at);
            return Some((gone.parent, gone.name));
        }
        let removed = self.inner[at].remove(rest);
        if self.inner[at].inner.is_empty() {
            self.inner.remove(at);
        }
        removed
    }

    /// The shortest way to a field: each field on it, the root first and the field itself last, with
    /// nothing else beside them.
    pub(crate) fn way_to(&self, parent: &str, name: &str) -> Option<Vec<Self>> {
        let alone = Self {
            inner: Vec::new(),
            ..self.clone()
        };
        if self.parent == parent && self.name == name {
            return Some(vec![alone]);
        }
        let ways = self
            .inner
            .iter()
            .filter_map(|inner| inner.way_to(parent, name));
        let mut way = ways.min_by_key(Vec::len)?;
        way.insert(0, alone);
        Some(way)
    }

    /// Every field that is asked for, as `Type.field`.
    pub(crate) fn asked(&self, fields: &mut BTreeSet<String>) {
        fields.insert(format!("{}.{}", self.parent, self.name));
        self.inner.iter().for_each(|inner| inner.asked(fields));
    }

    /// Every field that the answer has a value for, as `Type.field`.
    pub(crate) fn answered(&self, value: &Value, fields: &mut BTreeSet<String>) {
        match value {
            Value::Null => {}
            Value::Array(values) => values.iter().for_each(|value| self.answered(value, fields)),
            _ => {
                fields.insert(format!("{}.{}", self.parent, self.name));
                for inner in &self.inner {
                    inner.answered(&value[&inner.name], fields);
                }
            }
        }
    }
}

/// What is asked of the object of a field; `None` for a value.
fn objects(sdl: &Sdl, field: &Field, depth: usize, outer: &[&str]) -> Option<Vec<Selection>> {
    let fields = sdl.fields_of(&field.of)?;
    // A page is no object of its own; its edges hold the nodes once more.
    let page = field.of.ends_with("Connection");
    let edge = field.of.ends_with("Edge");
    // A type within itself shows its values only, or there would be no end.
    let depth = match (page || edge, outer.contains(&field.of.as_str())) {
        (true, _) => depth,
        (false, true) => 0,
        (false, false) => depth,
    };
    let mut path = outer.to_vec();
    if !page && !edge {
        path.push(&field.of);
    }
    let mut selections = Vec::new();
    for inner in fields {
        let arguments = arguments(&field.of, inner);
        let of = match sdl.fields_of(&inner.of) {
            None => Vec::new(),
            Some(_) if edge || (depth == 0 && !page) => continue,
            Some(_) => {
                let below = if page { depth } else { depth - 1 };
                objects(sdl, inner, below, &path).unwrap_or_default()
            }
        };
        if sdl.fields_of(&inner.of).is_some() && of.is_empty() {
            continue;
        }
        selections.push(Selection {
            parent: field.of.clone(),
            name: inner.name.clone(),
            arguments,
            inner: of,
        });
    }
    Some(selections)
}

/// The arguments of a field below the root: few rows of a list, and what is declared above.
fn arguments(parent: &str, field: &Field) -> String {
    let declared = ARGUMENTS
        .iter()
        .find(|(of, name, _)| *of == parent && *name == field.name);
    if let Some((_, _, arguments)) = declared {
        return (*arguments).to_owned();
    }
    if let Some(unknown) = field.arguments.iter().find(|argument| argument.required) {
        panic!(
            "{parent}.{} can't be asked without {}: say in ARGUMENTS of isolation_api/selection.rs how to ask for it",
            field.name, unknown.name
        );
    }
    match field
        .arguments
        .iter()
        .any(|argument| argument.name == "first")
    {
        true => "first: 10".to_owned(),
        false => String::new(),
    }
}

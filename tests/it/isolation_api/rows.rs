//! The rows of the matrix: how to ask a root field for what belongs to a place, and what that needs.

use schema::tenancy::Permission;
use serde_json::Value;

use super::rules::Reach;

/// How a root field is asked.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The root field.
    pub(crate) field: &'static str,
    /// What tells it from another row of the field, such as the argument that names the place.
    pub(crate) variant: &'static str,
    /// The arguments as JSON. A text `@household 10` is the id of row 10 of the place that is probed,
    /// and `@union` its union; `@own household 10` and `@child union` are those of a place whatever is
    /// probed, `@second union` lies below the own one and `@third union` below that, and `@cadre` is
    /// the post of the cadre who asks. Rows are those of isolation/specimens.sql.
    pub(crate) arguments: &'static str,
    /// What the role needs; nothing where everybody who is signed in may.
    pub(crate) permission: Option<Permission>,
    /// Where the right holds.
    pub(crate) reach: Reach,
    /// What is done with the rows of every place first, as SQL in which `{tag}` and `{union}` are the
    /// place's and `{cadre}` is the post of the cadre who asks.
    pub(crate) first: &'static str,
    /// Where the row that is named can be seen: what is seen and not in reach is FORBIDDEN, the rest is
    /// not found. For writes.
    pub(crate) sees: Reach,
    /// How far what hangs on the row reaches, where a write touches more than the row itself.
    pub(crate) touches: Option<Reach>,
    /// What a write comes to at its best.
    pub(crate) best: &'static str,
    /// Whether it is done without signing in too.
    pub(crate) public: bool,
    /// Whether the whole city reads the row itself; what hangs on it is as everywhere.
    pub(crate) published: bool,
    /// Whether an answer names a person of a union below, because the audit trail has the reason.
    pub(crate) opens: bool,
    /// What a reader finds at least where the right holds.
    pub(crate) shows: Shows,
    /// How a list answers a filter that names a union elsewhere; other ids are filtered to nothing.
    pub(crate) elsewhere: &'static str,
    /// What who runs the account of the partner that the own union has delegated to comes to.
    pub(crate) partner: Partner,
}

/// What somebody of a partner comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Partner {
    /// It is the unions'.
    Forbidden,
    /// It is the unions', with what the partner sees.
    Seen,
    /// It is everybody's who is signed in, and shows nothing of a place.
    Everybodys,
    /// It is done with what the own union has given to the partner, too.
    Shared,
    /// It is the partners' alone.
    Only,
}

/// What there is to read in the rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Rows with the names of people helped, for who may read names.
    Names,
    /// Rows of staff, of work done.
    Rows,
    /// Unions.
    Unions,
}

impl Row {
    const fn new(
        field: &'static str,
        variant: &'static str,
        arguments: &'static str,
        permission: Option<Permission>,
        reach: Reach,
    ) -> Self {
        Self {
            field,
            variant,
            arguments,
            permission,
            reach,
            first: "",
            sees: Reach::Subtree,
            touches: None,
            best: "OK",
            opens: false,
            published: false,
            public: false,
            shows: Shows::Rows,
            elsewhere: "-",
            partner: Partner::Forbidden,
        }
    }

    /// A query that shows rows of this kind.
    pub(crate) const fn read(
        field: &'static str,
        variant: &'static str,
        arguments: &'static str,
        permission: Permission,
        reach: Reach,
        shows: Shows,
    ) -> Self {
        Self {
            shows,
            ..Self::new(field, variant, arguments, Some(permission), reach)
        }
    }

    /// A mutation of a row of the own subtree.
    pub(crate) const fn write(
        field: &'static str,
        variant: &'static str,
        arguments: &'static str,
        permission: Permission,
        reach: Reach,
    ) -> Self {
        Self::new(field, variant, arguments, Some(permission), reach)
    }

    /// What everybody may who is signed in.
    pub(crate) const fn personal(
        field: &'static str,
        variant: &'static str,
        arguments: &'static str,
        reach: Reach,
    ) -> Self {
        Self::new(field, variant, arguments, None, reach)
    }

    /// Done by whoever passes by.
    pub(crate) const fn by_anybody(self) -> Self {
        Self {
            public: true,
            ..self
        }
    }

    pub(crate) const fn first(self, sql: &'static str) -> Self {
        Self { first: sql, ..self }
    }

    pub(crate) const fn seen(self, sees: Reach) -> Self {
        Self { sees, ..self }
    }

    pub(crate) const fn touching(self, reach: Reach) -> Self {
        Self {
            touches: Some(reach),
            ..self
        }
    }

    pub(crate) const fn at_best(self, best: &'static str) -> Self {
        Self { best, ..self }
    }

    pub(crate) const fn published(self) -> Self {
        Self {
            published: true,
            ..self
        }
    }

    pub(crate) const fn opening(self) -> Self {
        Self {
            opens: true,
            ..self
        }
    }

    pub(crate) const fn showing(self, shows: Shows) -> Self {
        Self { shows, ..self }
    }

    /// Also of the partner that the own union has delegated to.
    pub(crate) const fn shared(self) -> Self {
        Self {
            partner: Partner::Shared,
            ..self
        }
    }

    /// With what that partner sees, and does not do this with.
    pub(crate) const fn seen_by_partner(self) -> Self {
        Self {
            partner: Partner::Seen,
            ..self
        }
    }

    /// Of that partner alone.
    pub(crate) const fn of_partner(self) -> Self {
        Self {
            partner: Partner::Only,
            ..self
        }
    }

    /// Of the people of a partner as of everybody.
    pub(crate) const fn everybodys(self) -> Self {
        Self {
            partner: Partner::Everybodys,
            ..self
        }
    }

    pub(crate) const fn not_found_elsewhere(self) -> Self {
        Self {
            elsewhere: "NOT_FOUND",
            ..self
        }
    }

    /// As it is printed.
    pub(crate) fn label(&self) -> String {
        match self.variant {
            "" => self.field.to_owned(),
            variant => format!("{}({variant})", self.field),
        }
    }

    /// The arguments as they are declared.
    pub(crate) fn declared(&self) -> Value {
        serde_json::from_str(self.arguments)
            .unwrap_or_else(|error| panic!("{}: {error}", self.label()))
    }

    /// Where the arguments name the place that is probed, such as `input.pairs.cadreId`.
    pub(crate) fn targets(&self) -> Vec<String> {
        let mut paths = Vec::new();
        targets(&self.declared(), "", &mut paths);
        paths
    }
}

fn targets(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.strip_prefix('@').is_some_and(is_target) => {
            found.push(path.to_owned());
        }
        Value::Array(values) => values.iter().for_each(|value| targets(value, path, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                targets(value, &format!("{path}{dot}{name}"), found);
            }
        }
        _ => {}
    }
}

fn is_target(token: &str) -> bool {
    !FIXED.iter().any(|place| token.starts_with(place))
}

/// Words with which a placeholder names something else than the place that is probed.
const FIXED: [&str; 5] = ["own ", "child ", "second ", "third ", "cadre"];

//! The schema as it is printed: what may be asked and with which arguments.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

/// Types by name.
pub(crate) struct Sdl {
    objects: BTreeMap<String, Vec<Field>>,
    inputs: BTreeMap<String, Vec<Argument>>,
}

/// A field of an object type.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The named type within, such as `Union` for `[Union!]!`.
    pub(crate) of: String,
    pub(crate) list: bool,
    pub(crate) arguments: Vec<Argument>,
}

/// An argument of a field, or a field of an input type.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) name: String,
    /// The type as it is written.
    pub(crate) written: String,
    /// The named type within.
    pub(crate) of: String,
    /// Whether something must be given.
    pub(crate) required: bool,
}

/// The root types, as far as the schema has them.
pub(crate) const ROOTS: [&str; 3] = ["Query", "Mutation", "Subscription"];

impl Sdl {
    /// The schema of the program under test.
    pub(crate) fn read() -> Self {
        let document = parse_schema(schema::graphql::sdl()).expect("the SDL is one");
        let (mut objects, mut inputs) = (BTreeMap::new(), BTreeMap::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::Object(object) => {
                    let fields = object.fields.into_iter().map(|field| Field {
                        name: field.node.name.node.to_string(),
                        of: within(&field.node.ty.node),
                        list: matches!(field.node.ty.node.base, BaseType::List(_)),
                        arguments: arguments(field.node.arguments),
                    });
                    objects.insert(name, fields.collect());
                }
                TypeKind::InputObject(input) => {
                    inputs.insert(name, arguments(input.fields));
                }
                TypeKind::Scalar | TypeKind::Enum(_) => {}
                TypeKind::Interface(_) | TypeKind::Union(_) => {
                    panic!("{name}: the selections of this test know no interfaces and unions yet")
                }
            }
        }
        Self { objects, inputs }
    }

    /// Every root field with the type that it is of.
    pub(crate) fn root_fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        ROOTS.into_iter().flat_map(|root| {
            let fields = self.objects.get(root).into_iter().flatten();
            fields.map(move |field| (root, field))
        })
    }

    /// A root field by its name.
    pub(crate) fn root_field(&self, name: &str) -> Option<(&str, &Field)> {
        self.root_fields().find(|(_, field)| field.name == name)
    }

    /// Object types that are no root.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (&str, &[Field])> {
        self.objects
            .iter()
            .filter(|(name, _)| !ROOTS.contains(&name.as_str()))
            .map(|(name, fields)| (name.as_str(), fields.as_slice()))
    }

    /// The fields of an object type; `None` for a scalar or an enum.
    pub(crate) fn fields_of(&self, object: &str) -> Option<&[Field]> {
        self.objects.get(object).map(Vec::as_slice)
    }

    /// Where ids stand in the arguments, such as `input.pairs.cadreId`.
    pub(crate) fn ids_in(&self, arguments: &[Argument]) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        for argument in arguments {
            if argument.of == "ID" {
                paths.insert(argument.name.clone());
            }
            let inner = self.inputs.get(&argument.of).map(Vec::as_slice);
            for path in self.ids_in(inner.unwrap_or_default()) {
                paths.insert(format!("{}.{path}", argument.name));
            }
        }
        paths
    }
}

fn arguments(
    definitions: Vec<async_graphql::Positioned<async_graphql::parser::types::InputValueDefinition>>,
) -> Vec<Argument> {
    let argument = |definition: async_graphql::parser::types::InputValueDefinition| Argument {
        name: definition.name.node.to_string(),
        written: definition.ty.node.to_string(),
        of: within(&definition.ty.node),
        required: !definition.ty.node.nullable && definition.default_value.is_none(),
    };
    definitions
        .into_iter()
        .map(|definition| argument(definition.node))
        .collect()
}

fn within(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => within(inner),
    }
}

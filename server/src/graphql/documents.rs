//! Documents: parsed once, known by their hash, and refused before parsing where they ask too much.

use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use super::request::Params;
use super::response::Refusal;

/// What one document may ask for. Depth and complexity are limited by the schema itself.
#[derive(Debug, Clone, Copy)]
pub struct DocumentLimits {
    /// Bytes of its text: validation compares fields with each other, so long texts cost more than
    /// their length.
    pub bytes: usize,
    /// Aliases in all of it.
    pub aliases: usize,
    /// How deep brackets may nest, counted before the recursive parser sees them.
    pub nesting: usize,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self {
            bytes: 32 * 1024,
            aliases: 30,
            nesting: 40,
        }
    }
}

/// A document and what is known of it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) text: Arc<str>,
    pub(super) parsed: ExecutableDocument,
}

type Hash = [u8; 32];

#[derive(Debug, Clone)]
struct Length;

impl Weighter<Hash, Arc<Document>> for Length {
    fn weight(&self, _: &Hash, document: &Arc<Document>) -> u64 {
        document.text.len() as u64
    }
}

/// The documents that this server has seen lately, by their SHA-256. A client that sends only the
/// hash ("automatic persisted queries") is told to send the text where the server has forgotten it.
#[derive(Debug)]
pub struct Documents {
    limits: DocumentLimits,
    seen: Cache<Hash, Arc<Document>, Length>,
}

/// Text kept in memory, in bytes; parsed documents take some ten times as much.
const KEPT_BYTES: u64 = 2 * 1024 * 1024;

impl Documents {
    /// An empty store.
    #[must_use]
    pub fn new(limits: DocumentLimits) -> Self {
        Self {
            limits,
            seen: Cache::with_weighter(500, KEPT_BYTES, Length),
        }
    }

    pub(super) fn find(&self, params: &Params) -> Result<Arc<Document>, Refusal> {
        let persisted = params
            .extensions
            .as_ref()
            .and_then(|extensions| extensions.persisted_query.as_ref());
        let claimed = persisted
            .map(|persisted| parse_hash(persisted.version, &persisted.sha256_hash))
            .transpose()?;
        let Some(text) = params.query.as_deref() else {
            let hash = claimed.ok_or_else(|| Refusal::Malformed("'query' is missing".into()))?;
            return self.seen.get(&hash).ok_or(Refusal::UnknownHash);
        };
        let hash: Hash = Sha256::digest(text.as_bytes()).into();
        if claimed.is_some_and(|claimed| claimed != hash) {
            return Err(Refusal::Malformed(
                "'sha256Hash' is not the SHA-256 of 'query'".into(),
            ));
        }
        if let Some(document) = self.seen.get(&hash) {
            return Ok(document);
        }
        self.remembered(hash, text)
    }

    /// A document that comes as its text alone; a refusal in words.
    pub(super) fn of_text(&self, text: &str) -> Result<Arc<Document>, String> {
        let hash: Hash = Sha256::digest(text.as_bytes()).into();
        if let Some(document) = self.seen.get(&hash) {
            return Ok(document);
        }
        self.remembered(hash, text)
            .map_err(|refusal| match refusal {
                Refusal::Document(words) => words,
                other => format!("{other:?}"),
            })
    }

    fn remembered(&self, hash: Hash, text: &str) -> Result<Arc<Document>, Refusal> {
        let document = Arc::new(self.read(text)?);
        self.seen.insert(hash, document.clone());
        Ok(document)
    }

    fn read(&self, text: &str) -> Result<Document, Refusal> {
        if text.len() > self.limits.bytes {
            return Err(Refusal::Document(format!(
                "the document is longer than {} bytes",
                self.limits.bytes
            )));
        }
        if nesting(text) > self.limits.nesting {
            return Err(Refusal::Document(format!(
                "the document nests deeper than {}",
                self.limits.nesting
            )));
        }
        let parsed = parse_query(text).map_err(|error| Refusal::Document(error.to_string()))?;
        let aliases = parsed
            .operations
            .iter()
            .map(|(_, operation)| aliases(&operation.node.selection_set.node))
            .chain(
                parsed
                    .fragments
                    .values()
                    .map(|fragment| aliases(&fragment.node.selection_set.node)),
            )
            .sum::<usize>();
        if aliases > self.limits.aliases {
            return Err(Refusal::Document(format!(
                "the document has more than {} aliases",
                self.limits.aliases
            )));
        }
        Ok(Document {
            text: text.into(),
            parsed,
        })
    }
}

fn parse_hash(version: u32, hex: &str) -> Result<Hash, Refusal> {
    let mut hash = Hash::default();
    let digits = (version == 1 && hex.len() == 64).then_some(hex.as_bytes());
    let bytes = digits.and_then(|digits| {
        digits
            .chunks(2)
            .map(|pair| {
                std::str::from_utf8(pair)
                    .ok()
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect::<Option<Vec<u8>>>()
    });
    hash.copy_from_slice(&bytes.ok_or_else(|| {
        Refusal::Malformed("'persistedQuery' is version 1 with a SHA-256 in hexadecimal".into())
    })?);
    Ok(hash)
}

/// Deepest nesting of brackets outside of strings and comments.
fn nesting(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
                    .count()
            }
            b'"' if bytes[at..].starts_with(b"\"\"\"") => at = end_of_block_string(bytes, at + 3),
            b'"' => at = end_of_string(bytes, at + 1),
            _ => {}
        }
        at += 1;
    }
    deepest
}

fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            // A string ends with its line too; the parser will say so.
            b'"' | b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

fn end_of_block_string(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        if bytes[at..].starts_with(b"\\\"\"\"") {
            at += 4;
        } else if bytes[at..].starts_with(b"\"\"\"") {
            return at + 2;
        } else {
            at += 1;
        }
    }
    at
}

fn aliases(set: &SelectionSet) -> usize {
    set.items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(field) => {
                usize::from(field.node.alias.is_some()) + aliases(&field.node.selection_set.node)
            }
            Selection::InlineFragment(fragment) => aliases(&fragment.node.selection_set.node),
            Selection::FragmentSpread(_) => 0,
        })
        .sum()
}

impl Document {
    fn operation(&self, name: Option<&str>) -> Option<&OperationDefinition> {
        let mut operations = self
            .parsed
            .operations
            .iter()
            .filter(|(own, _)| name.is_none() || own.map(|own| own.as_str()) == name);
        operations.next().map(|(_, operation)| &operation.node)
    }

    /// Whether the operation that would run is a mutation.
    pub(super) fn is_mutation(&self, name: Option<&str>) -> bool {
        self.operation(name)
            .is_some_and(|operation| operation.ty == OperationType::Mutation)
    }

    /// The kind of the operation and its root field where there is just one: a name out of the
    /// document, so it is used as a label only after the schema has accepted it.
    pub(super) fn label(&self, name: Option<&str>) -> String {
        let Some(operation) = self.operation(name) else {
            return "unknown".to_owned();
        };
        match operation.selection_set.node.items.as_slice() {
            [only] => match &only.node {
                Selection::Field(field) => {
                    format!("{} {}", operation.ty, field.node.name.node)
                }
                _ => operation.ty.to_string(),
            },
            _ => operation.ty.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: Option<&str>, hash: Option<&str>) -> Params {
        let mut json = serde_json::json!({});
        if let Some(query) = query {
            json["query"] = query.into();
        }
        if let Some(hash) = hash {
            json["extensions"] =
                serde_json::json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
        }
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn nesting_is_counted_outside_of_strings_and_comments() {
        assert_eq!(nesting("{ a { b(c: [1, {d: 2}]) } }"), 5);
        assert_eq!(nesting(r#"{ a(b: "{{{\"{{") # {{{{{{"#), 2);
        assert_eq!(nesting("{ a(b: \"\"\"{{{ \\\"\"\" {{{\"\"\") }"), 2);
    }

    #[test]
    fn a_document_is_found_by_its_hash_once_it_was_sent_with_its_text() {
        let documents = Documents::new(DocumentLimits::default());
        let hash = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";
        assert!(matches!(
            documents.find(&params(None, Some(hash))),
            Err(Refusal::UnknownHash)
        ));
        assert!(matches!(
            documents.find(&params(Some("{ viewer { __typename } }"), Some(hash))),
            Err(Refusal::Malformed(_))
        ));
        let hash: String = Sha256::digest("{ __typename }")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(
            documents
                .find(&params(Some("{ __typename }"), Some(&hash)))
                .is_ok()
        );
        assert_eq!(
            documents
                .find(&params(None, Some(&hash)))
                .unwrap()
                .text
                .as_ref(),
            "{ __typename }"
        );
    }

    #[test]
    fn what_asks_too_much_is_refused_before_it_runs() {
        let documents = Documents::new(DocumentLimits::default());
        let deep = "{a".repeat(100_000);
        let wide = format!(
            "{{ {} }}",
            (0..40)
                .map(|n| format!("a{n}: __typename "))
                .collect::<String>()
        );
        let long = format!("{{ a }} #{}", "x".repeat(40_000));
        for text in [&deep[..2_000], &deep, &wide, &long] {
            assert!(matches!(
                documents.find(&params(Some(text), None)),
                Err(Refusal::Document(_))
            ));
        }
    }
}

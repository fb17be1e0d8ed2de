//! The guard between whatever is logged and the log: masks personal numbers, tokens and passwords in addresses.
//! It is the last line, not the first: nobody is to log them.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

use regex::Regex;
use schema::privacy::scrub;
use serde::de::IgnoredAny;
use serde_json::Value;
use tracing::Metadata;
use tracing_subscriber::fmt::MakeWriter;

/// Three parts in base64url of which the first begins as every JSON object does: a JWT.
static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| constant(r"eyJ[\w&&[:ascii:]-]{5,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"));
/// The password of an address such as `postgres://user:password@host`.
static PASSWORD: LazyLock<Regex> = LazyLock::new(|| constant(r#"(://[^ :/@"]*):[^ /@"]+@"#));
/// What log formats put between words besides spaces: colours, and escapes of strings in quotes. A letter at
/// their end would make the number after it look like a part of a longer word.
static CUT: LazyLock<Regex> = LazyLock::new(|| {
    constant(r#"\x1b\[[0-9;]*m|\\+(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[a-z"'])"#)
});

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and tests use each"
)]
fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that compiles")
}

/// The text with a mark in place of every personal number, token and password of an address.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut clean = TOKEN.replace_all(text, "[token]");
    if let Cow::Owned(changed) = PASSWORD.replace_all(&clean, "$1:[password]@") {
        clean = Cow::Owned(changed);
    }
    match redact_numbers(&clean) {
        Some(changed) => Cow::Owned(changed),
        None => clean,
    }
}

fn redact_numbers(text: &str) -> Option<String> {
    let mut clean = String::new();
    let mut changed = false;
    let mut from = 0;
    let ends = CUT.find_iter(text).map(|cut| (cut.start(), cut.end()));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        let part = scrub(&text[from..start]);
        changed |= matches!(part, Cow::Owned(_));
        clean.push_str(&part);
        clean.push_str(&text[start..end]);
        from = end;
    }
    changed.then_some(clean)
}

/// A line of JSON. A number that is masked becomes a string, so that the line stays JSON.
fn redact_json(line: &str) -> Cow<'_, str> {
    let clean = redact(line);
    if matches!(clean, Cow::Borrowed(_)) || serde_json::from_str::<IgnoredAny>(&clean).is_ok() {
        return clean;
    }
    let Ok(mut value) = serde_json::from_str::<Value>(line) else {
        return clean;
    };
    redact_value(&mut value);
    Cow::Owned(format!("{value}\n"))
}

fn redact_value(value: &mut Value) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => {
            let text = number.to_string();
            if let Cow::Owned(mark) = redact(&text) {
                *value = Value::String(mark);
            }
        }
        Value::String(text) => {
            if let Cow::Owned(clean) = redact(text) {
                *text = clean;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(redact_value),
        Value::Object(members) => members.values_mut().for_each(redact_value),
    }
}

/// Makes writers that pass on every line through [`redact`]. The formatter hands over whole lines.
#[derive(Debug, Clone)]
pub struct Redacting<M> {
    inner: M,
    json: bool,
}

impl<M> Redacting<M> {
    /// A guard before `inner`, for lines of JSON or of text.
    #[must_use]
    pub const fn new(inner: M, json: bool) -> Self {
        Self { inner, json }
    }
}

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Redacting<M> {
    type Writer = Guard<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        Guard {
            inner: self.inner.make_writer(),
            json: self.json,
        }
    }

    fn make_writer_for(&'a self, metadata: &Metadata<'_>) -> Self::Writer {
        Guard {
            inner: self.inner.make_writer_for(metadata),
            json: self.json,
        }
    }
}

/// One writer of [`Redacting`].
#[derive(Debug)]
pub struct Guard<W> {
    inner: W,
    json: bool,
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let clean = if self.json {
            redact_json(&line)
        } else {
            redact(&line)
        };
        self.inner.write_all(clean.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_secrets() {
        for (text, clean) in [
            (
                "Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJwIn0.c2ln ok",
                "Bearer [token] ok",
            ),
            (
                r#""postgres://lianxin:p4ss:w@db:5432/x""#,
                r#""postgres://lianxin:[password]@db:5432/x""#,
            ),
            (
                "\u{1b}[2m=\u{1b}[0m13812345678",
                "\u{1b}[2m=\u{1b}[0m[mobile number]",
            ),
            (r"a\\n13812345678\\", r"a\\n[mobile number]\\"),
            (
                r"\u001f13812345678 \u{1f}13812345678",
                r"\u001f[mobile number] \u{1f}[mobile number]",
            ),
        ] {
            assert_eq!(redact(text), clean);
        }
    }

    #[test]
    fn leaves_the_rest_alone() {
        for text in [
            "request_id=0198c0de138172348567813812345678",
            "https://lianxin.example/graphql took 1.5ms",
            "371302001001 临沂市",
            r#"{"timestamp":"2026-11-24T01:02:41.123456789Z"}"#,
        ] {
            assert!(matches!(redact(text), Cow::Borrowed(_)), "{text}");
        }
    }
}

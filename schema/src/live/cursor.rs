//! Up to where a subscriber knows.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Error, Refusal, Result, UserErrorCode};

/// Characters of a cursor at most: some 300 transactions at work at once.
const MAX: usize = 8_000;

/// A snapshot of PostgreSQL: which transactions had committed when the subscriber looked last. What
/// committed since is exactly what this snapshot does not show, in whatever order transactions began
/// and ended, so nothing is told twice and nothing is missed. (A number that counts up could not say
/// so: a transaction that took a lower number may commit later.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor(String);

impl Cursor {
    /// From PostgreSQL's own text of a snapshot.
    pub(super) const fn of_snapshot(snapshot: String) -> Self {
        Self(snapshot)
    }

    /// PostgreSQL's text: `xmin:xmax:running,running`.
    pub(super) fn snapshot(&self) -> &str {
        &self.0
    }

    /// Every transaction below it had ended.
    pub(super) fn oldest(&self) -> u64 {
        self.part(0)
    }

    /// No transaction from it on had begun.
    pub(super) fn newest(&self) -> u64 {
        self.part(1)
    }

    fn part(&self, n: usize) -> u64 {
        let part = self.0.split(':').nth(n).and_then(number);
        part.unwrap_or_default()
    }

    /// As clients get it.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }

    /// Reads what a client sends back.
    ///
    /// # Errors
    /// INVALID for what is no cursor of ours.
    pub(super) fn decode(text: &str) -> Result<Self> {
        if text.len() > MAX {
            return Err(bad());
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
        let snapshot = String::from_utf8(bytes).map_err(|_| bad())?;
        if is_snapshot(&snapshot) {
            Ok(Self(snapshot))
        } else {
            Err(bad())
        }
    }
}

/// What `pg_snapshot` takes: it refuses anything else with an error, which would be our fault then.
fn is_snapshot(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some(xmin), Some(xmax), Some(running), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let (Some(xmin), Some(xmax)) = (number(xmin), number(xmax)) else {
        return false;
    };
    let mut before = None;
    xmin <= xmax
        && (running.is_empty()
            || running.split(',').all(|one| {
                let Some(one) = number(one) else {
                    return false;
                };
                let ordered = before.is_none_or(|before| before < one);
                before = Some(one);
                ordered && (xmin..xmax).contains(&one)
            }))
}

/// A transaction number: 1 or more, as PostgreSQL writes it.
fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number > 0)
}

fn bad() -> Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "after",
        "续传位置无效，请重新打开页面",
        "this cursor is not one of ours; subscribe again without it",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        for snapshot in ["745:745:", "745:751:745,748", "1:2:1"] {
            let cursor = Cursor::of_snapshot(snapshot.to_owned());
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
    }

    #[test]
    fn what_postgresql_would_not_take_is_refused() {
        for snapshot in [
            "",
            "1",
            "1:2",
            "2:1:",
            "0:1:",
            "1:2:3",
            "1:9:4,3",
            "1:9:3,3",
            "1:9:3,",
            "1:2::",
            "+1:2:",
            "1:2:1; x",
            "99999999999999999999:1:",
        ] {
            let sent = URL_SAFE_NO_PAD.encode(snapshot);
            assert!(Cursor::decode(&sent).is_err(), "{snapshot}");
        }
        assert!(Cursor::decode("§").is_err());
        assert!(Cursor::decode(&"A".repeat(MAX + 1)).is_err());
    }
}

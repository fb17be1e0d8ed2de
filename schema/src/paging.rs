//! Pages by keyset: a cursor says after which key the next page begins, so that a page costs the same
//! however far down the list it is.

use async_graphql::OutputType;
use async_graphql::connection::{Connection, Edge};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Refusal, Result, UserErrorCode};

/// Rows of one page at most.
pub const MAX_PAGE: u64 = 100;

/// Which page is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// Rows wanted.
    pub first: u64,
    /// The key parts of the row before the page.
    pub after: Option<Vec<String>>,
}

impl Page {
    /// Checks `first` (1 to 100) and reads the cursor, which must have `parts` key parts.
    ///
    /// # Errors
    /// INVALID when either makes no sense.
    pub fn new(first: i32, after: Option<&str>, parts: usize) -> Result<Self> {
        let first = u64::try_from(first)
            .ok()
            .filter(|n| (1..=MAX_PAGE).contains(n))
            .ok_or_else(|| {
                Refusal::new(
                    UserErrorCode::Invalid,
                    "first",
                    format!("每页条数 first 应在 1 到 {MAX_PAGE} 之间"),
                    format!("first must lie between 1 and {MAX_PAGE}"),
                )
            })?;
        let after = after.map(|cursor| decode(cursor, parts)).transpose()?;
        Ok(Self { first, after })
    }

    /// How many rows to fetch: one more than wanted tells whether there is a next page.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.first + 1
    }

    /// One part of the cursor's key, parsed.
    ///
    /// # Errors
    /// INVALID when the cursor does not belong to this list.
    pub fn key<T: std::str::FromStr>(&self, part: usize) -> Result<Option<T>> {
        self.after
            .as_ref()
            .map(|parts| {
                parts
                    .get(part)
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(bad_cursor)
            })
            .transpose()
    }

    /// Makes the connection out of the rows fetched with [`Page::limit`].
    pub fn connection<R, N: OutputType>(
        &self,
        mut rows: Vec<R>,
        key: impl Fn(&R) -> Vec<String>,
        node: impl Fn(R) -> N,
    ) -> Connection<String, N> {
        let wanted = usize::try_from(self.first).unwrap_or(usize::MAX);
        let mut connection = Connection::new(self.after.is_some(), rows.len() > wanted);
        rows.truncate(wanted);
        connection.edges.extend(rows.into_iter().map(|row| {
            let cursor = URL_SAFE_NO_PAD.encode(key(&row).join("\n"));
            Edge::new(cursor, node(row))
        }));
        connection
    }
}

fn decode(cursor: &str, parts: usize) -> Result<Vec<String>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| bad_cursor())?;
    let text = String::from_utf8(bytes).map_err(|_| bad_cursor())?;
    let key: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if key.len() == parts {
        Ok(key)
    } else {
        Err(bad_cursor())
    }
}

fn bad_cursor() -> crate::error::Error {
    Refusal::new(
        UserErrorCode::Invalid,
        "after",
        "翻页位置无效，请从第一页重新打开",
        "this cursor does not belong to this list; start again from the first page",
    )
    .into()
}

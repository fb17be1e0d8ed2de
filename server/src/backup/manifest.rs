//! The list of what a backup holds, by which a restore knows that it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Form of the backups that this program writes, and the only one that it reads.
pub(super) const FORMAT: u32 = 1;
/// The manifest's name in a backup.
pub(super) const NAME: &str = "manifest.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Form of the backup.
    pub format: u32,
    /// When it was finished.
    pub taken_at: DateTime<Utc>,
    /// Version of the PostgreSQL that it came from, such as `18.4`.
    pub version: String,
    /// First and last file of the write-ahead log that it needs.
    pub log: (String, String),
    /// Position in that log at which the backup ended: everything committed before is in it.
    pub end: String,
    /// Whether key files are in it.
    pub keys: bool,
    /// Directories, empty ones included.
    pub directories: BTreeSet<String>,
    /// Files by path.
    pub files: BTreeMap<String, Digested>,
}

/// A file's length and digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digested {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Passes bytes on and digests them.
pub(super) struct Digesting<R> {
    inner: R,
    digest: Sha256,
    bytes: u64,
}

impl<R: Read> Digesting<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    pub(super) fn finish(self) -> Digested {
        Digested {
            bytes: self.bytes,
            sha256: hex::encode(self.digest.finalize()),
        }
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.digest.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

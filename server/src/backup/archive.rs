//! The two shapes of a backup, a directory and a tar file, written and read alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::Error;
use super::manifest::{Digested, Digesting, FORMAT, Manifest, NAME};
use crate::postgres::make_private;

/// A backup that is being written; dropped before [`Writer::finish`], it leaves nothing.
pub(super) struct Writer {
    target: PathBuf,
    sink: Sink,
    directories: BTreeSet<String>,
    files: BTreeMap<String, Digested>,
}

enum Sink {
    Directory(TempDir),
    Tar(tar::Builder<BufWriter<NamedTempFile>>),
}

/// What the writer does not know by itself of a [`Manifest`].
pub(super) struct Facts {
    pub(super) version: String,
    pub(super) log: (String, String),
    pub(super) end: String,
    pub(super) keys: bool,
}

fn parent(target: &Path) -> &Path {
    match target.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

fn is_tar(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("tar"))
}

impl Writer {
    /// Begins a backup that will appear at `target`.
    pub(super) fn create(target: &Path) -> Result<Self, Error> {
        if target.symlink_metadata().is_ok() {
            return Err(Error::TargetExists(target.to_path_buf()));
        }
        let dir = parent(target);
        fs::create_dir_all(dir).map_err(Error::file("can't create", dir))?;
        let mut unfinished = tempfile::Builder::new();
        unfinished.prefix(".unfinished-backup-");
        let sink = if is_tar(target) {
            let file = unfinished
                .tempfile_in(dir)
                .map_err(Error::file("can't write in", dir))?;
            Sink::Tar(tar::Builder::new(BufWriter::with_capacity(1 << 18, file)))
        } else {
            Sink::Directory(
                unfinished
                    .permissions(fs::Permissions::from_mode(0o700))
                    .tempdir_in(dir)
                    .map_err(Error::file("can't write in", dir))?,
            )
        };
        Ok(Self {
            target: target.to_path_buf(),
            sink,
            directories: BTreeSet::new(),
            files: BTreeMap::new(),
        })
    }

    /// Adds a directory.
    pub(super) fn directory(&mut self, name: &str) -> Result<(), Error> {
        match &mut self.sink {
            Sink::Directory(root) => {
                make_private(&root.path().join(name))?;
            }
            Sink::Tar(tar) => {
                let mut header = header(tar::EntryType::Directory, 0, 0o700);
                tar.append_data(&mut header, format!("{name}/"), io::empty())
                    .map_err(Error::file("can't write", &self.target))?;
            }
        }
        self.directories.insert(name.to_owned());
        Ok(())
    }

    /// Adds a file of exactly `bytes` bytes. PostgreSQL goes on writing meanwhile: what a file grew
    /// by, or lost, since its length was read is in the write-ahead log.
    pub(super) fn file(&mut self, name: &str, content: impl Read, bytes: u64) -> Result<(), Error> {
        let exact = content.take(bytes).chain(io::repeat(0)).take(bytes);
        let mut content = Digesting::new(exact);
        self.put(name, &mut content, bytes)?;
        self.files.insert(name.to_owned(), content.finish());
        Ok(())
    }

    fn put(&mut self, name: &str, content: &mut dyn Read, bytes: u64) -> Result<(), Error> {
        match &mut self.sink {
            Sink::Directory(root) => write_file(&root.path().join(name), content),
            Sink::Tar(tar) => {
                let mut header = header(tar::EntryType::Regular, bytes, 0o600);
                tar.append_data(&mut header, name, content)
                    .map_err(Error::file("can't write", &self.target))
            }
        }
    }

    /// Writes the manifest, flushes everything and gives the backup its name.
    pub(super) fn finish(mut self, facts: Facts) -> Result<Manifest, Error> {
        let manifest = Manifest {
            format: FORMAT,
            taken_at: chrono::Utc::now(),
            version: facts.version,
            log: facts.log,
            end: facts.end,
            keys: facts.keys,
            directories: std::mem::take(&mut self.directories),
            files: std::mem::take(&mut self.files),
        };
        let json = serde_json::to_vec_pretty(&manifest)
            .map_err(|error| Error::file("can't write", &self.target)(error.into()))?;
        self.put(NAME, &mut json.as_slice(), json.len() as u64)?;
        let failed = || Error::file("can't write", &self.target);
        match self.sink {
            Sink::Directory(root) => {
                sync_all(root.path())?;
                // A directory that appeared meanwhile is replaced only when it is empty.
                fs::rename(root.path(), &self.target).map_err(failed())?;
            }
            Sink::Tar(tar) => {
                let file = tar.into_inner().map_err(failed())?;
                let file = file
                    .into_inner()
                    .map_err(|error| failed()(error.into_error()))?;
                file.as_file().sync_all().map_err(failed())?;
                file.persist_noclobber(&self.target)
                    .map_err(|error| failed()(error.error))?;
            }
        }
        sync(parent(&self.target))?;
        Ok(manifest)
    }
}

/// Unpacks a backup into an empty directory and compares every byte with the manifest.
pub(super) fn unpack(place: &Path, into: &Path) -> Result<Manifest, Error> {
    let mut seen = Seen::default();
    if place.is_dir() {
        unpack_directory(place, into, &mut seen)?;
    } else {
        unpack_tar(place, into, &mut seen)?;
    }
    let Some(json) = seen.manifest else {
        return Err(Error::damaged(
            place,
            format!("it has no {NAME}; it was never finished"),
        ));
    };
    let manifest: Manifest = serde_json::from_slice(&json)
        .map_err(|error| Error::damaged(place, format!("{NAME} can't be understood: {error}")))?;
    if manifest.format != FORMAT {
        return Err(Error::damaged(
            place,
            format!(
                "it has the form {}, and this program reads {FORMAT}",
                manifest.format
            ),
        ));
    }
    if let Some((name, _)) = manifest
        .files
        .iter()
        .find(|(name, file)| seen.files.get(*name) != Some(*file))
    {
        let what = if seen.files.contains_key(name) {
            "was changed"
        } else {
            "is missing"
        };
        return Err(Error::damaged(place, format!("{name} {what}")));
    }
    if let Some(name) = seen
        .files
        .keys()
        .find(|name| !manifest.files.contains_key(*name))
    {
        return Err(Error::damaged(
            place,
            format!("{name} does not belong to it"),
        ));
    }
    for name in &manifest.directories {
        make_private(&inside(place, into, Path::new(name))?.1)?;
    }
    sync_all(into)?;
    Ok(manifest)
}

#[derive(Default)]
struct Seen {
    files: BTreeMap<String, Digested>,
    manifest: Option<Vec<u8>>,
}

impl Seen {
    fn file(
        &mut self,
        place: &Path,
        into: &Path,
        name: &Path,
        mut content: impl Read,
    ) -> Result<(), Error> {
        if name == Path::new(NAME) {
            let mut json = Vec::new();
            content
                .read_to_end(&mut json)
                .map_err(Error::file("can't read", place))?;
            self.manifest = Some(json);
            return Ok(());
        }
        let (name, target) = inside(place, into, name)?;
        if let Some(dir) = target.parent() {
            make_private(dir)?;
        }
        let mut content = Digesting::new(content);
        write_file(&target, &mut content)?;
        self.files.insert(name, content.finish());
        Ok(())
    }
}

fn unpack_directory(place: &Path, into: &Path, seen: &mut Seen) -> Result<(), Error> {
    for entry in walkdir::WalkDir::new(place) {
        let entry = entry.map_err(|error| Error::file("can't read", place)(error.into()))?;
        let name = entry.path().strip_prefix(place).unwrap_or(entry.path());
        if entry.file_type().is_file() {
            let file = File::open(entry.path()).map_err(Error::file("can't read", entry.path()))?;
            seen.file(place, into, name, file)?;
        } else if !entry.file_type().is_dir() {
            return Err(Error::damaged(
                place,
                format!("{} is neither file nor directory", name.display()),
            ));
        }
    }
    Ok(())
}

fn unpack_tar(place: &Path, into: &Path, seen: &mut Seen) -> Result<(), Error> {
    let file = File::open(place).map_err(Error::file("can't read", place))?;
    let mut tar = tar::Archive::new(io::BufReader::with_capacity(1 << 18, file));
    let broken = |error: io::Error| Error::damaged(place, error.to_string());
    for entry in tar.entries().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let name = entry.path().map_err(broken)?.into_owned();
        match entry.header().entry_type() {
            tar::EntryType::Regular => seen.file(place, into, &name, entry)?,
            tar::EntryType::Directory => {}
            _ => {
                return Err(Error::damaged(
                    place,
                    format!("{} is neither file nor directory", name.display()),
                ));
            }
        }
    }
    Ok(())
}

/// A name of the backup as text and as a path under `into`, never outside of it.
fn inside(place: &Path, into: &Path, name: &Path) -> Result<(String, PathBuf), Error> {
    let plain = name
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let ours = ["cluster", "objects", "keys"]
        .iter()
        .any(|dir| name.starts_with(dir));
    match name.to_str() {
        Some(text) if plain && ours => Ok((text.to_owned(), into.join(name))),
        _ => Err(Error::damaged(
            place,
            format!("{} does not belong into a backup", name.display()),
        )),
    }
}

fn write_file(path: &Path, content: &mut dyn Read) -> Result<(), Error> {
    let failed = || Error::file("can't write", path);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(failed())?;
    io::copy(content, &mut file)
        .and_then(|_| file.flush())
        .map_err(failed())
}

fn header(kind: tar::EntryType, bytes: u64, mode: u32) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(bytes);
    header.set_mode(mode);
    header.set_mtime(u64::try_from(chrono::Utc::now().timestamp()).unwrap_or_default());
    header
}

/// Flushes a whole tree, after all of it was written: the first flush then carries most of the rest.
fn sync_all(root: &Path) -> Result<(), Error> {
    for entry in walkdir::WalkDir::new(root).contents_first(true) {
        let entry = entry.map_err(|error| Error::file("can't write", root)(error.into()))?;
        sync(entry.path())?;
    }
    Ok(())
}

fn sync(dir: &Path) -> Result<(), Error> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(Error::file("can't write", dir))
}

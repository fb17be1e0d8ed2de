//! Takes a backup while the database works.

use std::fs::File;
use std::io::{self, Cursor};
use std::path::Path;

use sqlx::{Connection, Executor, Row};

use super::archive::{Facts, Writer};
use super::{Error, Report};
use crate::postgres::{Database, Role};

/// Directories whose content is of the moment and made anew at every start (as `pg_basebackup` has
/// it); of the write-ahead log, what is needed is added at the end.
const EMPTIED: &[&str] = &[
    "pg_wal",
    "pg_replslot",
    "pg_dynshmem",
    "pg_notify",
    "pg_serial",
    "pg_snapshots",
    "pg_stat_tmp",
    "pg_subtrans",
];
/// Files of the moment.
const LEFT_OUT: &[&str] = &[
    "postmaster.pid",
    "postmaster.opts",
    "postgresql.auto.conf.tmp",
    "current_logfiles",
    "current_logfiles.tmp",
    "backup_label",
    "backup_label.old",
    "backup_manifest",
    "tablespace_map",
    "tablespace_map.old",
    "pg_internal.init",
];
/// State of the whole database, read last.
const CONTROL: &str = "global/pg_control";

/// Takes a backup of the managed database to `target`: a directory, or one file when the name ends
/// in `.tar`. `objects` is the directory of photographs and documents, where there is one. `keys` is the
/// directory of the server's key files when they are to be part of it; who gets hold of such a backup
/// can read every identity number.
///
/// Rows that were committed before this returns its report, at the latest when PostgreSQL ended the
/// backup, are in it, and so are the objects that belong to them. Writers are not held up.
///
/// # Errors
/// Whatever keeps it from being whole; then nothing bears the target's name.
pub async fn take(
    database: &Database,
    target: &Path,
    objects: Option<&Path>,
    keys: Option<&Path>,
) -> Result<Report, Error> {
    let cluster = database.cluster().ok_or(Error::External)?;
    let data = cluster.data.clone();
    let target = std::path::absolute(target).map_err(Error::file("can't use", target))?;
    refuse_inside(data.parent(), &target)?;
    refuse_inside(objects, &target)?;
    if data
        .join("pg_tblspc")
        .read_dir()
        .is_ok_and(|mut dir| dir.next().is_some())
    {
        return Err(Error::Tablespaces);
    }
    let mut writer = Writer::create(&target)?;

    let sql = |doing| move |source| Error::Sql { doing, source };
    let mut conn = database.connect(Role::Admin).await?;
    // The slot keeps the log from being recycled; it ends with the connection, and so does the
    // backup's state in the server if this process dies.
    let starting = "can't begin the backup";
    conn.execute(
        "SELECT pg_create_physical_replication_slot('lianxin_backup_' || pg_backend_pid(), true, true)",
    )
    .await
    .map_err(sql(starting))?;
    conn.execute("SELECT pg_backup_start('lianxin', fast => true)")
        .await
        .map_err(sql(starting))?;

    let (files, of_keys) = (data.clone(), keys.map(Path::to_path_buf));
    let mut writer = tokio::task::spawn_blocking(move || {
        copy_cluster(&files, &mut writer)?;
        if let Some(keys) = of_keys {
            copy_tree(&keys, "keys", &mut writer)?;
        }
        Ok::<_, Error>(writer)
    })
    .await??;

    let ending = "can't end the backup";
    let row = sqlx::query(
        "SELECT labelfile, pg_walfile_name(lsn), lsn::text FROM pg_backup_stop(wait_for_archive => false)",
    )
    .fetch_one(&mut conn)
    .await
    .map_err(sql(ending))?;
    let (label, last, end): (String, String, String) = (row.get(0), row.get(1), row.get(2));
    let first = first_log(&label)
        .ok_or_else(|| Error::damaged(&target, "PostgreSQL's label names no log"))?;
    let facts = Facts {
        version: cluster.binaries.version.clone(),
        log: (first, last),
        end,
        keys: keys.is_some(),
    };
    let objects = objects.map(Path::to_path_buf);
    let manifest = tokio::task::spawn_blocking(move || {
        copy_log(&data, &facts.log, &mut writer)?;
        // After the end of the database's part: the bytes of an attachment are there before its row.
        if let Some(objects) = objects.filter(|objects| objects.exists()) {
            copy_tree(&objects, "objects", &mut writer)?;
        }
        writer.file(
            "cluster/backup_label",
            Cursor::new(&label),
            label.len() as u64,
        )?;
        writer.finish(facts)
    })
    .await??;
    drop(conn.close().await);
    Ok(Report::of(&target, &manifest))
}

/// "START WAL LOCATION: 0/2000028 (file 000000010000000000000002)"
fn first_log(label: &str) -> Option<String> {
    let (_, rest) = label.lines().next()?.split_once("(file ")?;
    Some(rest.strip_suffix(')')?.to_owned())
}

fn refuse_inside(source: Option<&Path>, target: &Path) -> Result<(), Error> {
    // The target is not there yet; the nearest directory that is decides.
    let real = target
        .ancestors()
        .skip(1)
        .find_map(|dir| dir.canonicalize().ok());
    let source = source.map(|source| source.canonicalize().unwrap_or(source.to_path_buf()));
    match (real, source) {
        (Some(dir), Some(source)) if dir.starts_with(&source) => {
            Err(Error::TargetInside(target.to_path_buf()))
        }
        _ => Ok(()),
    }
}

fn copy_cluster(data: &Path, writer: &mut Writer) -> Result<(), Error> {
    writer.directory("cluster")?;
    let walk = walkdir::WalkDir::new(data).min_depth(1).into_iter();
    let walk = walk.filter_entry(|entry| !left_out(data, entry.path()));
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            // A table was dropped or a temporary file removed meanwhile.
            Err(error) if gone(error.io_error()) => continue,
            Err(error) => return Err(Error::file("can't read", data)(error.into())),
        };
        let relative = relative(data, entry.path())?;
        if entry.file_type().is_dir() {
            writer.directory(&format!("cluster/{relative}"))?;
        } else if entry.file_type().is_file() && relative != CONTROL {
            copy_file(entry.path(), &format!("cluster/{relative}"), writer)?;
        }
    }
    let control = read_stable(&data.join(CONTROL))?;
    writer.file(
        &format!("cluster/{CONTROL}"),
        Cursor::new(&control),
        control.len() as u64,
    )
}

fn left_out(data: &Path, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let emptied = path
        .parent()
        .and_then(|dir| dir.strip_prefix(data).ok())
        .is_some_and(|dir| EMPTIED.iter().any(|emptied| dir == Path::new(emptied)));
    emptied || name.starts_with("pgsql_tmp") || LEFT_OUT.contains(&name.as_ref())
}

fn relative(data: &Path, path: &Path) -> Result<String, Error> {
    let relative = path.strip_prefix(data).ok().and_then(Path::to_str);
    relative
        .map(str::to_owned)
        .ok_or_else(|| Error::file("can't name", path)(io::Error::other("not valid UTF-8")))
}

fn copy_file(path: &Path, name: &str, writer: &mut Writer) -> Result<(), Error> {
    let failed = || Error::file("can't read", path);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if gone(Some(&error)) => return Ok(()),
        Err(error) => return Err(failed()(error)),
    };
    let bytes = file.metadata().map_err(failed())?.len();
    writer.file(name, file, bytes)
}

fn gone(error: Option<&io::Error>) -> bool {
    error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Reads a file that PostgreSQL rewrites in place until two readings agree.
fn read_stable(path: &Path) -> Result<Vec<u8>, Error> {
    let read = || std::fs::read(path).map_err(Error::file("can't read", path));
    let mut before = read()?;
    loop {
        let after = read()?;
        if after == before {
            return Ok(after);
        }
        before = after;
    }
}

fn copy_log(
    data: &Path,
    (first, last): &(String, String),
    writer: &mut Writer,
) -> Result<(), Error> {
    let dir = data.join("pg_wal");
    writer.directory("cluster/pg_wal/archive_status")?;
    let mut needed = Vec::new();
    for entry in dir.read_dir().map_err(Error::file("can't read", &dir))? {
        let entry = entry.map_err(Error::file("can't read", &dir))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        // Names of one time line are of equal length and sort by position.
        let segment = name.len() == first.len() && &name >= first && &name <= last;
        if segment || name.ends_with(".history") {
            needed.push(name);
        }
    }
    for end in [first, last] {
        if !needed.contains(end) {
            return Err(Error::file("can't read", &dir.join(end))(
                io::ErrorKind::NotFound.into(),
            ));
        }
    }
    for name in needed {
        copy_file(&dir.join(&name), &format!("cluster/pg_wal/{name}"), writer)?;
    }
    Ok(())
}

/// Copies a directory of files that are written whole under their names.
fn copy_tree(from: &Path, under: &str, writer: &mut Writer) -> Result<(), Error> {
    writer.directory(under)?;
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = match entry {
            Ok(entry) => entry,
            // Removed meanwhile.
            Err(error) if error.depth() > 0 && gone(error.io_error()) => continue,
            Err(error) => return Err(Error::file("can't read", from)(error.into())),
        };
        let name = format!("{under}/{}", relative(from, entry.path())?);
        if entry.file_type().is_dir() {
            writer.directory(&name)?;
        // What the object store has only begun to write bears a number behind a hash sign.
        } else if entry.file_type().is_file() && !name.contains('#') {
            copy_file(entry.path(), &name, writer)?;
        }
    }
    Ok(())
}

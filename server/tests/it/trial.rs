//! A data directory for one test, and a table to write to.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use server::config::Config;
use server::postgres::{Database, Role};
use sqlx::{Executor, PgConnection};
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// A place for data directories, entered by everybody, listed by nobody.
pub(crate) fn place() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
    dir
}

pub(crate) fn config(data_dir: impl Into<PathBuf>) -> Config {
    Config {
        data_dir: data_dir.into(),
        pg_bin: std::env::var_os("LIANXIN_PG_BIN").map(PathBuf::from),
        ..Config::default()
    }
}

pub(crate) async fn make_table(database: &Database) -> PgConnection {
    let mut owner = database.connect(Role::Owner).await.unwrap();
    owner
        .execute("CREATE SCHEMA trial; CREATE TABLE trial.line (n bigint PRIMARY KEY, words text)")
        .await
        .unwrap();
    owner
}

pub(crate) async fn lines(database: &Database) -> Vec<i64> {
    let mut owner = database.connect(Role::Owner).await.unwrap();
    sqlx::query_scalar("SELECT n FROM trial.line ORDER BY n")
        .fetch_all(&mut owner)
        .await
        .unwrap()
}

/// Kills a process as a power cut would.
pub(crate) fn kill(pid: i32) {
    let pid = nix::unistd::Pid::from_raw(pid);
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL).unwrap();
}

/// Writes lines 1, 2, 3 … one transaction each, and remembers what was confirmed and where the
/// write-ahead log then stood.
pub(crate) struct Writer {
    task: JoinHandle<Vec<(i64, u64)>>,
    enough: Arc<AtomicBool>,
}

impl Writer {
    pub(crate) fn start(mut conn: PgConnection) -> Self {
        let enough = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&enough);
        let task = tokio::spawn(async move {
            let mut confirmed = Vec::new();
            for n in 1.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let written =
                    sqlx::query("INSERT INTO trial.line VALUES ($1, repeat('临沂', 200))")
                        .bind(n)
                        .execute(&mut conn)
                        .await;
                if written.is_err() {
                    break;
                }
                let Ok(position) =
                    sqlx::query_scalar::<_, String>("SELECT pg_current_wal_lsn()::text")
                        .fetch_one(&mut conn)
                        .await
                else {
                    confirmed.push((n, u64::MAX));
                    break;
                };
                confirmed.push((n, lsn(&position)));
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            confirmed
        });
        Self { task, enough }
    }

    /// Stops and tells what was confirmed.
    pub(crate) async fn confirmed(self) -> Vec<(i64, u64)> {
        self.enough.store(true, Ordering::Relaxed);
        self.task.await.unwrap()
    }
}

/// A position in the write-ahead log as a number: two halves in hexadecimal.
pub(crate) fn lsn(text: &str) -> u64 {
    let (high, low) = text.split_once('/').unwrap();
    (u64::from_str_radix(high, 16).unwrap() << 32) | u64::from_str_radix(low, 16).unwrap()
}

/// Names in a directory.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

//! The process of PostgreSQL: started or found running, and stopped.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use tokio::process::Child;
use tokio::time::sleep;

use super::cluster::tail;
use super::{Cluster, Error};

/// Time between two looks at a process that is starting, or that is not our child.
const GLANCE: Duration = Duration::from_millis(30);
/// How long the processes of a killed predecessor may take to go. They notice its death when they
/// next wait for something; a statement that only computes may take a while.
const PREDECESSOR: Duration = Duration::from_secs(60);
/// How long a fast shutdown may take: its checkpoint writes what is dirty.
const FAST: Duration = Duration::from_secs(60);

/// A running PostgreSQL.
#[derive(Debug)]
pub(crate) enum Postmaster {
    /// Started by this process.
    Child(Child, Pid),
    /// Left running by a predecessor that crashed.
    Attached(Pid, PathBuf),
}

impl Postmaster {
    /// Starts PostgreSQL, or attaches to the one that runs on this data directory already, and
    /// waits until it takes connections. A recovery takes the time that it takes.
    pub(crate) async fn start(cluster: &Cluster) -> Result<Self, Error> {
        let begun = Instant::now();
        loop {
            if let Some(pid) = running(&cluster.data) {
                let mut found = Self::Attached(pid, cluster.data.clone());
                if found.ready(&cluster.data).await? {
                    tracing::info!(
                        pid = pid.as_raw(),
                        "PostgreSQL is running already; using it"
                    );
                    return Ok(found);
                }
                continue;
            }
            let log = cluster.home.data_dir.join("postgres-start.log");
            let mut started = Self::spawn(cluster, &log)?;
            if started.ready(&cluster.data).await? {
                return Ok(started);
            }
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            // Processes of a predecessor that was killed still hold its memory.
            let held = said.contains("is still in use") || said.contains("already exists");
            if !held || begun.elapsed() > PREDECESSOR {
                return Err(Error::Program {
                    program: "postgres",
                    output: tail(&format!("{said}\n{}", latest_log(cluster))),
                });
            }
            sleep(Duration::from_millis(300)).await;
        }
    }

    fn spawn(cluster: &Cluster, log: &Path) -> Result<Self, Error> {
        // Everything up to the start of PostgreSQL's own log. The file lies in the server's
        // directory, not in the account's, so that it can't be a link to somewhere else.
        let output = File::create(log).map_err(Error::file("can't write", log))?;
        let errors = output
            .try_clone()
            .map_err(Error::file("can't write", log))?;
        let mut command = cluster.program("postgres");
        command
            .arg("-D")
            .arg(&cluster.data)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            // Ctrl-C in a terminal reaches the whole group; the server stops PostgreSQL itself,
            // after its last request.
            .process_group(0);
        let failed = |error: &dyn std::fmt::Display| Error::Program {
            program: "postgres",
            output: error.to_string(),
        };
        let child = tokio::process::Command::from(command)
            .spawn()
            .map_err(|e| failed(&e))?;
        let pid = child.id().and_then(|id| i32::try_from(id).ok());
        let pid = pid.ok_or_else(|| failed(&"it ended at once"))?;
        Ok(Self::Child(child, Pid::from_raw(pid)))
    }

    /// Waits until it takes connections: `true`, or until it ends: `false`.
    async fn ready(&mut self, data: &Path) -> Result<bool, Error> {
        let mut told = Instant::now();
        loop {
            if let Some(lines) = pid_file(data)
                && lines.first().and_then(|line| line.parse().ok()) == Some(self.pid().as_raw())
                && lines.get(7).is_some_and(|status| status.trim() == "ready")
            {
                return Ok(true);
            }
            if self.ended() {
                return Ok(false);
            }
            if told.elapsed() > Duration::from_secs(10) {
                tracing::info!(
                    "PostgreSQL is not ready yet; after a crash it first recovers what was committed"
                );
                told = Instant::now();
            }
            sleep(GLANCE).await;
        }
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> Pid {
        match self {
            Self::Child(_, pid) | Self::Attached(pid, _) => *pid,
        }
    }

    fn ended(&mut self) -> bool {
        match self {
            Self::Child(child, _) => matches!(child.try_wait(), Ok(Some(_)) | Err(_)),
            Self::Attached(pid, data) => !serves(*pid, data),
        }
    }

    /// Resolves when the process has ended.
    pub(crate) async fn exited(&mut self) {
        match self {
            Self::Child(child, _) => {
                // An error means that somebody else took the status: it has ended too.
                drop(child.wait().await);
            }
            Self::Attached(pid, data) => {
                while serves(*pid, data) {
                    sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }

    /// Ends it: open transactions are rolled back, everything committed is written. One that does
    /// not end in a minute is stopped at once and recovers at the next start.
    pub(crate) async fn stop(mut self) {
        signal(self.pid(), Signal::SIGINT);
        if tokio::time::timeout(FAST, self.exited()).await.is_err() {
            tracing::warn!("PostgreSQL does not stop; ending it at once. The next start recovers");
            signal(self.pid(), Signal::SIGQUIT);
            self.exited().await;
        }
    }
}

/// Sends a signal to a process; that it has ended already is no fault.
pub(crate) fn signal(pid: Pid, signal: Signal) {
    if let Err(error) = kill(pid, signal)
        && error != Errno::ESRCH
    {
        tracing::warn!(%error, %signal, "can't signal PostgreSQL");
    }
}

fn pid_file(data: &Path) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
    Some(text.lines().map(str::to_owned).collect())
}

/// The process that serves this data directory now, if there is one.
pub(crate) fn running(data: &Path) -> Option<Pid> {
    let pid = Pid::from_raw(
        pid_file(data)?
            .first()?
            .parse()
            .ok()
            .filter(|pid| *pid > 1)?,
    );
    serves(pid, data).then_some(pid)
}

/// Whether a process lives and works in this data directory: after a restart of the machine another
/// program may have the number that stands in PostgreSQL's file, and a process that nobody collects
/// keeps its number after its end.
fn serves(pid: Pid, data: &Path) -> bool {
    // The first process of a container inherits orphans and must collect them.
    if matches!(
        waitpid(pid, Some(WaitPidFlag::WNOHANG)),
        Ok(WaitStatus::Exited(..) | WaitStatus::Signaled(..))
    ) {
        return false;
    }
    if Path::new("/proc/self/cwd").exists() {
        return std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|dir| dir == data);
    }
    kill(pid, None) != Err(Errno::ESRCH)
}

/// The newest log file of PostgreSQL, where the reason of a failed recovery stands.
fn latest_log(cluster: &Cluster) -> String {
    let newest = || -> Option<PathBuf> {
        let entries = std::fs::read_dir(cluster.log().ok()?).ok()?;
        entries
            .filter_map(Result::ok)
            .max_by_key(|entry| entry.metadata().and_then(|meta| meta.modified()).ok())
            .map(|entry| entry.path())
    };
    newest()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default()
}

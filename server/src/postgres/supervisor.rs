//! Watches the managed PostgreSQL while the server runs, and starts it again when it dies.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use nix::sys::signal::Signal;
use nix::unistd::Pid;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::postmaster::{Postmaster, running, signal};
use super::{Cluster, Error};

/// The watch over one PostgreSQL. Dropped without [`Supervisor::stop`], it tells PostgreSQL to end
/// and does not wait.
#[derive(Debug)]
pub(crate) struct Supervisor {
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
    pid: Arc<AtomicI32>,
}

impl Supervisor {
    /// Starts PostgreSQL, or takes over the one that runs, and watches it from then on.
    pub(crate) async fn start(cluster: Cluster) -> Result<Self, Error> {
        let postmaster = Postmaster::start(&cluster).await?;
        let pid = Arc::new(AtomicI32::new(postmaster.pid().as_raw()));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(watch(cluster, postmaster, stopped, Arc::clone(&pid)));
        Ok(Self {
            stop: Some(stop),
            task: Some(task),
            pid,
        })
    }

    /// Process id of PostgreSQL, 0 while it is being started again.
    pub(crate) fn pid(&self) -> i32 {
        self.pid.load(Ordering::Relaxed)
    }

    /// Stops PostgreSQL and waits for it.
    pub(crate) async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // A receiver that is gone has stopped already.
            let _gone = stop.send(());
        }
        if let Some(task) = self.task.take() {
            drop(task.await);
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            let pid = self.pid();
            if pid > 0 {
                signal(Pid::from_raw(pid), Signal::SIGINT);
            }
        }
    }
}

async fn watch(
    cluster: Cluster,
    mut postmaster: Postmaster,
    mut stopped: oneshot::Receiver<()>,
    pid: Arc<AtomicI32>,
) {
    loop {
        tokio::select! {
            _ = &mut stopped => {
                postmaster.stop().await;
                pid.store(0, Ordering::Relaxed);
                return;
            }
            () = postmaster.exited() => {
                pid.store(0, Ordering::Relaxed);
                tracing::error!("PostgreSQL has ended unexpectedly; starting it again");
            }
        }
        let again = tokio::select! {
            _ = &mut stopped => {
                if let Some(pid) = running(&cluster.data) {
                    Postmaster::Attached(pid, cluster.data.clone()).stop().await;
                }
                return;
            }
            again = restart(&cluster) => again,
        };
        pid.store(again.pid().as_raw(), Ordering::Relaxed);
        tracing::info!("PostgreSQL is back");
        postmaster = again;
    }
}

/// Tries until it works: the reason may pass (a full disk), and requests are refused meanwhile.
async fn restart(cluster: &Cluster) -> Postmaster {
    let mut pause = Duration::from_millis(200);
    loop {
        match Postmaster::start(cluster).await {
            Ok(postmaster) => return postmaster,
            Err(error) => tracing::error!(%error, "PostgreSQL does not start; trying again"),
        }
        sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(30));
    }
}

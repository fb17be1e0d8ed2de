//! Accepts connections until it is told to stop, and lets the requests in flight finish.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

/// How long a connection may take to send a request's head, and may idle between two requests. Longer than the
/// idle time of common proxies, which would else meet a connection that is just being closed.
const HEAD_WITHIN: Duration = Duration::from_secs(75);
/// The longest head of a request: address and headers, in bytes.
const MAX_HEAD: usize = 64 * 1024;

/// Serves until `stop` is ready. Then no connection is accepted any more, idle ones are closed, requests in flight
/// finish, and after `grace` what is left is cut off.
///
/// # Errors
/// When the listener has no address.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<()> {
    let address = TcpListener::local_addr(&listener)?;
    tracing::info!(%address, "serving");
    let (stopping, stopped) = watch::channel(false);
    // Every connection holds a receiver; the sender sees when the last one is gone.
    let (cut, alive) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (stream, peer) = Listener::accept(&mut listener) => {
                let router = router.clone();
                let service = move |mut request: Request<Incoming>| {
                    request.extensions_mut().insert(ConnectInfo(peer));
                    router.clone().oneshot(request.map(Body::new))
                };
                tokio::spawn(connection(stream, service, stopped.clone(), alive.clone()));
            }
        }
    }
    drop(listener);
    drop(alive);
    stopping.send_replace(true);
    tracing::info!(
        connections = cut.receiver_count(),
        "stopping: requests in flight finish"
    );
    if tokio::time::timeout(grace, cut.closed()).await.is_err() {
        tracing::warn!(
            connections = cut.receiver_count(),
            "cut off what did not finish in time"
        );
    }
    Ok(())
}

async fn connection<F, R>(
    stream: TcpStream,
    service: F,
    mut stopped: watch::Receiver<bool>,
    mut alive: watch::Receiver<()>,
) where
    F: Fn(Request<Incoming>) -> R + Clone + Send + 'static,
    R: Future<Output = Result<Response, Infallible>> + Send + 'static,
{
    // Answers are written whole; waiting for more to send only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no delay can't be set");
    }
    let service = TowerToHyperService::new(tower::service_fn(service));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut serving = pin!(serving);
    let mut told = false;
    loop {
        tokio::select! {
            end = serving.as_mut() => {
                if let Err(error) = end {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            _ = stopped.wait_for(|stop| *stop), if !told => {
                told = true;
                serving.as_mut().graceful_shutdown();
            }
            // The sender is gone: the time of grace is over.
            _ = alive.changed() => return,
        }
    }
}

/// Ready when the process is asked to stop: SIGTERM or SIGINT.
///
/// # Errors
/// When signals can't be watched.
pub async fn stop_signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

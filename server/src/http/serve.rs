//! Serving until told to stop; then requests in flight finish.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests in flight may take after the stop was asked for.
const GRACE: Duration = Duration::from_secs(30);

/// Serves until `stop` is done, then takes no new connection, lets requests in flight finish, and
/// returns when they have or the grace is over.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, mut stopped) = watch::channel(false);
    let server = axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        stop.await;
        let _ = stopping.send(true);
    });
    let grace = async move {
        // An error means that the server has ended by itself.
        if stopped.wait_for(|stopped| *stopped).await.is_ok() {
            tokio::time::sleep(GRACE).await;
            tracing::warn!(
                "requests were still in flight {} s after the stop",
                GRACE.as_secs()
            );
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        result = server => result,
        () = grace => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn a_request_in_flight_finishes_after_the_stop() {
        let (begun, has_begun) = oneshot::channel::<()>();
        let begun = std::sync::Arc::new(std::sync::Mutex::new(Some(begun)));
        let router = Router::new().route(
            "/slow",
            get(move || {
                let begun = begun.lock().unwrap().take().unwrap();
                async move {
                    begun.send(()).unwrap();
                    tokio::time::sleep(Duration::from_millis(300)).await;
                    "done"
                }
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve(listener, router, async {
            let _ = stopped.await;
        }));
        let mut client = TcpStream::connect(address).await.unwrap();
        client
            .write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        has_begun.await.unwrap();
        stop.send(()).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
            "{answer}"
        );
        server.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}

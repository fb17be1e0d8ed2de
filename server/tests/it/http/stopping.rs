//! The real listener: connections, and how they end.

use std::time::{Duration, Instant};

use server::http::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{HttpSettings, Server, server, settings, with_settings};

struct Running {
    address: String,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
    _server: Server,
}

/// What asks; made before anything is timed, because it reads the certificates of the machine.
fn client() -> reqwest::Client {
    server::attachments::provide_tls();
    reqwest::Client::new()
}

async fn start(server: Server, grace: Duration) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel::<()>();
    let router = server.router.clone();
    let ended = tokio::spawn(async move {
        let stop = async {
            let _ = stopped.await;
        };
        serve(listener, router, stop, grace).await
    });
    Running {
        address,
        stop,
        ended,
        _server: server,
    }
}

#[tokio::test]
async fn a_request_in_flight_finishes_and_no_new_one_begins() {
    let running = start(server(), Duration::from_secs(10)).await;
    let client = client();
    let mut idle = TcpStream::connect(&running.address).await.unwrap();
    let slow = client.get(format!("http://{}/slow", running.address));
    let slow = tokio::spawn(slow.send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    running.stop.send(()).unwrap();
    // An idle connection is closed at once.
    assert_eq!(idle.read(&mut [0; 8]).await.unwrap(), 0);
    assert!(begun.elapsed() < Duration::from_millis(400));
    assert!(TcpStream::connect(&running.address).await.is_err());
    running.ended.await.unwrap().unwrap();
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "it does not wait for the end of grace"
    );
    assert_eq!(slow.await.unwrap().unwrap().text().await.unwrap(), "done");
}

#[tokio::test]
async fn what_does_not_finish_in_time_is_cut_off() {
    let patient = with_settings(HttpSettings {
        timeout: Duration::from_secs(60),
        ..settings()
    });
    let running = start(patient, Duration::from_millis(300)).await;
    let stuck = client().get(format!("http://{}/stuck", running.address));
    let stuck = tokio::spawn(stuck.send());
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    let end = tokio::time::timeout(Duration::from_secs(3), running.ended).await;
    end.unwrap().unwrap().unwrap();
    let cut = tokio::time::timeout(Duration::from_secs(3), stuck).await;
    assert!(cut.unwrap().unwrap().is_err());
}

#[tokio::test]
async fn one_connection_serves_many_requests_and_knows_its_peer() {
    let running = start(server(), Duration::from_secs(1)).await;
    let client = client();
    for path in ["healthz", "panic", "metrics", "healthz"] {
        let answer = client
            .get(format!("http://{}/{path}", running.address))
            .send()
            .await
            .unwrap();
        assert_eq!(
            answer.status().as_u16(),
            if path == "panic" { 500 } else { 200 },
            "{path}"
        );
    }
    drop(client);
    running.stop.send(()).unwrap();
    running.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn nonsense_and_huge_heads_do_not_hurt() {
    let running = start(server(), Duration::from_secs(1)).await;
    for nonsense in [
        "\0\0\0\0\r\n\r\n".to_owned(),
        format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(200_000)),
    ] {
        let mut stream = TcpStream::connect(&running.address).await.unwrap();
        let _ = stream.write_all(nonsense.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(3), stream.read_to_end(&mut answer))
            .await
            .unwrap();
        assert!(!answer.starts_with(b"HTTP/1.1 2"));
    }
    let alive = client()
        .get(format!("http://{}/healthz", running.address))
        .send()
        .await
        .unwrap();
    assert!(alive.status().is_success());
    // A body of a gigabyte is refused before it is sent.
    let mut stream = TcpStream::connect(&running.address).await.unwrap();
    stream
        .write_all(b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000000\r\n\r\n")
        .await
        .unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");
}

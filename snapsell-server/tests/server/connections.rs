//! The accept loop over real sockets: protocols, limits and the stop.

use std::time::Duration;

use crate::support::{Certificate, GENEROUS, closed, expect, options, send, start};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Bytes;
use hyper::{Request, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use snapsell_server::http::accept::{self, Drained, Options};
use snapsell_server::http::limits::Limits;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;

const BRIEF: Duration = Duration::from_millis(100);

/// Two requests at once over HTTP/2 on `io`.
async fn two_over_http2(io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, uri: &str) {
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(io))
            .await
            .unwrap();
    tokio::spawn(connection);
    let request = || Request::get(uri).body(Empty::<Bytes>::new()).unwrap();
    let (first, second) = (
        sender.send_request(request()),
        sender.send_request(request()),
    );
    for answer in [first.await.unwrap(), second.await.unwrap()] {
        assert_eq!(answer.version(), Version::HTTP_2);
        assert_eq!(
            answer.into_body().collect().await.unwrap().to_bytes(),
            "127.0.0.1"
        );
    }
}

#[tokio::test]
async fn requests_follow_each_other_on_one_connection_and_know_their_peer() {
    let server = start(options(GENEROUS)).await;
    let mut stream = server.connect().await;
    for _ in 0..2 {
        send(&mut stream, "/").await;
        expect(&mut stream, "\r\n\r\n127.0.0.1").await;
    }
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\nGET /absent HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    expect(&mut stream, "404").await;
}

#[tokio::test]
async fn http2_is_spoken_in_clear_and_over_tls() {
    let server = start(options(GENEROUS)).await;
    two_over_http2(server.connect().await, "http://x/").await;

    let certificate = Certificate::new();
    let server = start(Options {
        tls: Some(certificate.acceptor()),
        ..options(GENEROUS)
    })
    .await;
    let stream = certificate
        .connect(server.address, &["h2", "http/1.1"])
        .await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    two_over_http2(stream, "https://localhost/").await;
    let stream = certificate.connect(server.address, &["http/1.1"]).await;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    let request = Request::get("/")
        .header("host", "x")
        .body(Empty::<Bytes>::new())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.version()),
        (200, Version::HTTP_11)
    );
}

#[tokio::test]
async fn a_client_that_never_finishes_its_headers_is_closed_and_an_idle_one_is_not() {
    let limits = Limits {
        head_timeout: BRIEF,
        ..GENEROUS
    };
    let server = start(options(limits)).await;
    let mut idle = server.connect().await;
    send(&mut idle, "/").await;
    expect(&mut idle, "127.0.0.1").await;

    let mut silent = server.connect().await;
    let mut slow = server.connect().await;
    slow.write_all(b"GET / HTTP/1.1\r\nx-a: ").await.unwrap();
    assert_eq!(closed(&mut slow).await, "");
    assert_eq!(closed(&mut silent).await, "");

    send(&mut idle, "/").await;
    expect(&mut idle, "127.0.0.1").await;
}

#[tokio::test]
async fn an_idle_connection_is_closed_and_one_with_a_working_handler_is_not() {
    let limits = Limits {
        head_timeout: BRIEF,
        idle_timeout: 2 * BRIEF,
        ..GENEROUS
    };
    let server = start(options(limits)).await;
    let mut working = server.connect().await;
    send(&mut working, "/slow").await;
    let mut idle = server.connect().await;
    send(&mut idle, "/").await;
    assert!(closed(&mut idle).await.contains("127.0.0.1"));
    server.release.notify_one();
    expect(&mut working, "slow").await;
}

#[tokio::test]
async fn a_head_too_long_is_refused() {
    let server = start(options(GENEROUS)).await;
    let mut stream = server.connect().await;
    let head = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-a: {}\r\n\r\n",
        "a".repeat(40_000)
    );
    // The server may close before all of it is written.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut other = server.connect().await;
    let many: String = (0..150).map(|n| format!("x-{n}: a\r\n")).collect();
    other
        .write_all(format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").as_bytes())
        .await
        .unwrap();
    assert!(!closed(&mut stream).await.contains(" 200 "));
    let answer = closed(&mut other).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer:?}");
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_flight_ends_streams_and_takes_nothing_new() {
    let server = start(options(GENEROUS)).await;
    let mut slow = server.connect().await;
    send(&mut slow, "/slow").await;
    server.begun.notified().await;
    let mut stream = server.connect().await;
    send(&mut stream, "/stream").await;
    expect(&mut stream, "200 OK").await;
    let mut idle = server.connect().await;
    send(&mut idle, "/").await;
    expect(&mut idle, "127.0.0.1").await;

    server.trigger.drain();
    closed(&mut idle).await;
    closed(&mut stream).await;
    assert!(TcpStream::connect(server.address).await.is_err());
    server.release.notify_one();
    let answer = closed(&mut slow).await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("slow"),
        "{answer}"
    );
    assert_eq!(server.ends().await, Drained { cut: 0 });
}

#[tokio::test]
async fn a_stop_is_bounded_and_a_second_one_is_immediate() {
    for second in [false, true] {
        let server = start(Options {
            drain: if second {
                crate::support::PATIENCE
            } else {
                BRIEF
            },
            ..options(GENEROUS)
        })
        .await;
        let mut stuck = server.connect().await;
        send(&mut stuck, "/slow").await;
        server.begun.notified().await;
        server.trigger.drain();
        if second {
            server.trigger.now();
        }
        assert_eq!(closed(&mut stuck).await, "");
        assert_eq!(server.ends().await, Drained { cut: 1 });
    }
}

#[tokio::test]
async fn above_the_cap_connections_wait_for_a_place() {
    let server = start(options(Limits {
        connections_max: 1,
        ..GENEROUS
    }))
    .await;
    let mut first = server.connect().await;
    send(&mut first, "/slow").await;
    server.begun.notified().await;
    let mut second = server.connect().await;
    send(&mut second, "/").await;
    let early = tokio::time::timeout(BRIEF, expect(&mut second, "127.0.0.1")).await;
    assert!(early.is_err(), "the only place is taken");
    assert_eq!(server.metrics.connections.live_now(), 1);
    server.release.notify_one();
    expect(&mut first, "slow").await;
    drop(first);
    expect(&mut second, "127.0.0.1").await;
}

#[tokio::test]
async fn a_burst_of_connections_waits_in_the_queue_and_none_tries_again() {
    let listener = accept::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    for n in 1..=300 {
        let connecting = tokio::time::timeout(5 * BRIEF, TcpStream::connect(address)).await;
        waiting.push(connecting.unwrap_or_else(|_| panic!("number {n} was not answered")));
    }
}

#[tokio::test]
async fn one_address_gets_its_share_and_a_trusted_proxy_gets_all() {
    let limits = Limits {
        connections_per_address_max: 1,
        ..GENEROUS
    };
    let server = start(options(limits)).await;
    let mut first = server.connect().await;
    send(&mut first, "/").await;
    expect(&mut first, "127.0.0.1").await;
    let mut second = server.connect().await;
    assert_eq!(closed(&mut second).await, "");
    assert_eq!(server.metrics.connections.refused.get(), 1);

    let server = start(Options {
        trusted: "127.0.0.0/8".parse().unwrap(),
        ..options(limits)
    })
    .await;
    let _first = server.connect().await;
    let mut second = server.connect().await;
    send(&mut second, "/").await;
    expect(&mut second, "127.0.0.1").await;
}

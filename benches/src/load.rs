//! The closed loop: connections that each send a request when the one before it was answered.

use crate::figures::{now, timed};
use crate::requests::Requests;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bytes of an answer at most: status, headers, empty TwiML.
const ANSWER_BYTES_MAX: usize = 2 * 1024;

/// What a run took.
#[derive(Clone, Debug)]
pub struct Run {
    /// From the first request to the last answer.
    pub took: Duration,
    /// Of each request, in microseconds, from its first try to its 200.
    pub latencies_us: Vec<u32>,
    /// Answers 503: the request is sent again at once.
    pub refused: usize,
}

impl Run {
    /// Requests answered in a second.
    pub fn per_second(&self) -> f64 {
        self.latencies_us.len() as f64 / self.took.as_secs_f64()
    }
}

/// Sends all requests over `connections` connections, on one thread.
///
/// # Errors
/// When a connection breaks or an answer is neither 200 nor 503.
pub fn closed_loop(
    address: SocketAddr,
    requests: &Arc<Requests>,
    connections: usize,
) -> io::Result<Run> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut streams = Vec::new();
        for _ in 0..connections {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            streams.push(stream);
        }
        let next = Arc::new(AtomicUsize::new(0));
        let started = now();
        let mut tasks = Vec::new();
        for stream in streams {
            let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
            tasks.push(tokio::spawn(connection(stream, requests, next)));
        }
        let mut latencies_us = Vec::with_capacity(requests.len());
        let mut refused = 0;
        for task in tasks {
            let (latencies, times) = task.await.map_err(io::Error::other)??;
            latencies_us.extend(latencies);
            refused += times;
        }
        Ok(Run {
            took: started.elapsed(),
            latencies_us,
            refused,
        })
    })
}

async fn connection(
    mut stream: TcpStream,
    requests: Arc<Requests>,
    next: Arc<AtomicUsize>,
) -> io::Result<(Vec<u32>, usize)> {
    let (mut latencies, mut refused) = (Vec::new(), 0);
    let mut buffer = [0; ANSWER_BYTES_MAX];
    while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
        let sent = now();
        while !exchange(&mut stream, request, &mut buffer).await? {
            refused += 1;
        }
        latencies.push(micros(sent.elapsed()));
    }
    Ok((latencies, refused))
}

/// One request and its answer; whether it was accepted.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut [u8]) -> io::Result<bool> {
    stream.write_all(request).await?;
    let mut filled = 0;
    loop {
        match stream.read(&mut buffer[filled..]).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => filled += read,
        }
        if let Some(accepted) = verdict(&buffer[..filled])? {
            return Ok(accepted);
        }
    }
}

/// Whether an answer is a 200 or a 503; `None` as long as it has not come whole.
///
/// # Errors
/// When it is anything else, or has no length.
pub fn verdict(answer: &[u8]) -> io::Result<Option<bool>> {
    let bad = || io::Error::other(format!("answer: {}", String::from_utf8_lossy(answer)));
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else {
        return Ok(None);
    };
    let accepted = answer.starts_with(b"HTTP/1.1 200");
    if !accepted && !answer.starts_with(b"HTTP/1.1 503") {
        return Err(bad());
    }
    let text = std::str::from_utf8(&answer[..head]).map_err(|_| bad())?;
    let length = text
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse::<usize>().ok())
        .ok_or_else(bad)?;
    Ok((answer.len() >= head + 4 + length).then_some(accepted))
}

/// A latency as it is kept.
pub fn micros(latency: Duration) -> u32 {
    u32::try_from(latency.as_micros()).unwrap_or(u32::MAX)
}

/// How long one request takes on a connection of its own.
///
/// # Errors
/// As for [`closed_loop`].
pub fn one(address: SocketAddr, requests: &Arc<Requests>) -> io::Result<Duration> {
    let (run, took) = timed(|| closed_loop(address, requests, 1));
    run.map(|_| took)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        assert_eq!(verdict(b"HTTP/1.1 200 OK\r\n").unwrap(), None);
        let half = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na";
        assert_eq!(verdict(half).unwrap(), None);
        let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab";
        assert_eq!(verdict(whole).unwrap(), Some(true));
        let busy = b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(verdict(busy).unwrap(), Some(false));
        assert!(verdict(b"HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n").is_err());
    }
}

//! The open loop: requests leave on a schedule, whether the ones before them were answered or not.

use crate::figures::now;
use crate::load::{Run, micros, verdict};
use crate::requests::Requests;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Threads, each with a connection of its own, that take turns.
const SENDERS: usize = 64;
/// Before the first request, so that every thread is there.
const HEAD_START: Duration = Duration::from_millis(50);

/// Sends all requests at `per_second`. A latency runs from the instant a request was due, so that a slow answer
/// counts against the requests behind it too.
///
/// # Errors
/// When a connection breaks or an answer is neither 200 nor 503.
pub fn open_loop(
    address: SocketAddr,
    requests: &Arc<Requests>,
    per_second: f64,
) -> io::Result<Run> {
    let mut streams = Vec::new();
    for _ in 0..SENDERS {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        streams.push(stream);
    }
    let start = now() + HEAD_START;
    let mut threads = Vec::new();
    for (first, stream) in streams.into_iter().enumerate() {
        let requests = Arc::clone(requests);
        let due = move |at: usize| start + Duration::from_secs_f64(at as f64 / per_second);
        threads.push(std::thread::spawn(move || {
            sender(stream, &requests, first, due)
        }));
    }
    let mut latencies_us = Vec::with_capacity(requests.len());
    let mut refused = 0;
    for thread in threads {
        let sent = thread.join().map_err(|_| io::Error::other("a sender"))?;
        let (latencies, times) = sent?;
        latencies_us.extend(latencies);
        refused += times;
    }
    Ok(Run {
        took: start.elapsed(),
        latencies_us,
        refused,
    })
}

fn sender(
    mut stream: TcpStream,
    requests: &Requests,
    first: usize,
    due: impl Fn(usize) -> Instant,
) -> io::Result<(Vec<u32>, usize)> {
    let (mut latencies, mut refused) = (Vec::new(), 0);
    let mut at = first;
    while let Some(request) = requests.get(at) {
        wait_until(due(at));
        while !exchange(&mut stream, request)? {
            refused += 1;
        }
        latencies.push(micros(due(at).elapsed()));
        at += SENDERS;
    }
    Ok((latencies, refused))
}

/// One request and its answer; whether it was accepted.
fn exchange(stream: &mut TcpStream, request: &[u8]) -> io::Result<bool> {
    stream.write_all(request)?;
    let mut buffer = [0; 2 * 1024];
    let mut filled = 0;
    loop {
        match stream.read(&mut buffer[filled..])? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => filled += read,
        }
        if let Some(accepted) = verdict(&buffer[..filled])? {
            return Ok(accepted);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a schedule is kept by waiting")]
fn wait_until(due: Instant) {
    std::thread::sleep(due.saturating_duration_since(now()));
}

//! A server in a process of its own: this very program, started again with another argument.

use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

/// Length of one tick of `/proc`, in microseconds: Linux counts a hundred a second.
const TICK_US: u64 = 10_000;

/// A server that runs until this value goes.
#[derive(Debug)]
pub struct Server {
    process: Child,
    input: Option<ChildStdin>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts this program with these arguments and waits until it says where it listens.
    ///
    /// # Errors
    /// When it does not.
    pub fn start(arguments: &[&str]) -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().expect("the output is piped");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().parse();
        let address = address.map_err(|_| io::Error::other(format!("no address: {line:?}")))?;
        Ok(Self {
            process,
            input,
            address,
        })
    }

    /// Ends it as a crash would.
    ///
    /// # Errors
    /// The system's own.
    pub fn crash(mut self) -> io::Result<()> {
        self.process.kill()
    }

    /// Processor time taken so far, by all its threads.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn cpu(&self) -> io::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name in parentheses may hold anything; user and system time are the 12th and 13th fields after it.
        let (_, fields) = stat.rsplit_once(')').ok_or(io::ErrorKind::InvalidData)?;
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
        Ok(Duration::from_micros(ticks * TICK_US))
    }

    /// Memory that is in use and resident, in KiB: what is its own, without the pages of files.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn memory_kib(&self) -> io::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let own = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let kib = own.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
        kib.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input tells it to stop; one that does not is ended.
        drop(self.input.take());
        if self.process.wait().is_err() && self.process.kill().is_err() {
            eprintln!("a server is left behind: {}", self.process.id());
        }
    }
}

/// In the server: says where it listens.
pub fn announce(address: SocketAddr) {
    println!("{address}");
}

/// In the server: returns when whoever started it is done.
pub async fn until_told() {
    let closed = tokio::task::spawn_blocking(|| {
        let mut nothing = Vec::new();
        io::stdin().read_to_end(&mut nothing)
    });
    if !matches!(closed.await, Ok(Ok(_))) {
        eprintln!("the input cannot be read");
    }
}

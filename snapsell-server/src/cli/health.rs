//! `snapsell health`: one question to a running server, for container health checks.

mod own_certificate;

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use super::Context;
use super::args::HealthArgs;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::talk;

/// How long each step of the question may take.
const STEP_TIMEOUT: Duration = Duration::from_secs(3);

/// Bytes of the answer that are read.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

pub(super) fn run(context: &mut Context<'_>, args: &HealthArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (shown, answer) = match &args.url {
        Some(url) => {
            let (authority, path) = plain_url(url)
                .ok_or_else(|| Failure::new(Exit::Usage, lang, &talk::HEALTH_URL, &[url]))?;
            (url.clone(), ask_plain(&authority, &path))
        }
        None => {
            let config = context.config()?;
            let authority = reachable(config.listen).to_string();
            (format!("{authority}/readyz"), ask_own(&config, &authority))
        }
    };
    let answer = answer.map_err(|error| {
        Failure::failed(lang, &talk::HEALTH_SILENT, &[&shown, &error.to_string()])
    })?;
    let (status, body) = parse(&answer);
    if status != "200" {
        return Err(Failure::failed(
            lang,
            &talk::HEALTH_NOT_READY,
            &[&shown, status, body.trim()],
        ));
    }
    context.print(&format!("{}\n", body.trim()))
}

fn ask_own(config: &Config, authority: &str) -> io::Result<String> {
    match &config.tls {
        None => ask_plain(authority, "/readyz"),
        Some(files) => {
            let stream = own_certificate::connect(connect(authority)?, files)?;
            ask(stream, authority, "/readyz")
        }
    }
}

fn ask_plain(authority: &str, path: &str) -> io::Result<String> {
    ask(connect(authority)?, authority, path)
}

fn connect(authority: &str) -> io::Result<TcpStream> {
    let address = authority
        .to_socket_addrs()?
        .next()
        .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    let stream = TcpStream::connect_timeout(&address, STEP_TIMEOUT)?;
    stream.set_read_timeout(Some(STEP_TIMEOUT))?;
    stream.set_write_timeout(Some(STEP_TIMEOUT))?;
    Ok(stream)
}

fn ask(mut stream: impl Read + Write, authority: &str, path: &str) -> io::Result<String> {
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n\r\n"
    )?;
    stream.flush()?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Status and body of an answer.
fn parse(answer: &str) -> (&str, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.split(' ').nth(1).unwrap_or("?");
    (status, body)
}

/// Host with port, and path, of an `http://` address.
fn plain_url(url: &str) -> Option<(String, String)> {
    let uri: http::Uri = url.parse().ok()?;
    let host = uri.host().filter(|host| !host.is_empty())?;
    if uri.scheme_str() != Some("http") {
        return None;
    }
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Some((
        format!("{host}:{}", uri.port_u16().unwrap_or(80)),
        path.to_owned(),
    ))
}

/// A server that listens everywhere is asked on the loopback.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let loopback: IpAddr = match listen.is_ipv4() {
        true => Ipv4Addr::LOCALHOST.into(),
        false => Ipv6Addr::LOCALHOST.into(),
    };
    match listen.ip().is_unspecified() {
        true => SocketAddr::new(loopback, listen.port()),
        false => listen,
    }
}

//! Who is at the other end: the socket's address, and the client's behind a trusted proxy.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName};

use crate::config::Networks;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the connection, put into the extensions of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

impl Peer {
    /// The address of the client: the connection's own, or, where that is a trusted proxy, the last address in
    /// `X-Forwarded-For` that is not one. What stands to the left of it was written by the client and is not believed.
    pub fn client(&self, headers: &HeaderMap, trusted: &Networks) -> IpAddr {
        let mut client = self.0.ip().to_canonical();
        for value in headers.get_all(FORWARDED_FOR).iter().rev() {
            for hop in value.to_str().unwrap_or("").rsplit(',') {
                if !trusted.contains(client) {
                    return client;
                }
                match hop.trim().parse::<IpAddr>() {
                    Ok(address) => client = address.to_canonical(),
                    Err(_) => return client,
                }
            }
        }
        client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let trusted = "127.0.0.1,10.0.0.0/8".parse().unwrap();
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 1));
        peer.client(&headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client("203.0.113.9", &["1.1.1.1"]), "203.0.113.9");
        assert_eq!(
            client("127.0.0.1", &["1.1.1.1, 198.51.100.7, 10.0.0.2"]),
            "198.51.100.7"
        );
        assert_eq!(
            client("127.0.0.1", &["1.1.1.1", "198.51.100.7"]),
            "198.51.100.7"
        );
        assert_eq!(client("127.0.0.1", &["1.1.1.1, nonsense"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
    }
}

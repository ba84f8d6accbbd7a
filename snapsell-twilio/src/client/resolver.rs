//! Names that resolve to this machine or its private network are not connected to: a link may not reach inside.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use tower::Service;

/// The system's resolver with private addresses refused, save for one trusted host. The checked address is the
/// one connected to.
#[derive(Clone)]
pub(super) struct PublicResolver {
    inner: GaiResolver,
    trusted: Box<str>,
}

impl PublicResolver {
    pub(super) fn new(trusted: &str) -> Self {
        Self {
            inner: GaiResolver::new(),
            trusted: trusted.into(),
        }
    }
}

impl Service<Name> for PublicResolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let trusted = *self.trusted == *name.as_str();
        let found = self.inner.call(name);
        Box::pin(async move {
            let addresses: Vec<_> = found
                .await?
                .filter(|address| trusted || is_public(address.ip()))
                .collect();
            if addresses.is_empty() {
                return Err(io::Error::other("the name has no public address"));
            }
            Ok(addresses.into_iter())
        })
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let local = ip.is_loopback() || ip.is_private() || ip.is_link_local();
    let shared = a == 100 && (64..128).contains(&b);
    let reserved =
        a == 0 || a >= 224 || (a, b, c) == (192, 0, 0) || (a == 198 && (18..20).contains(&b));
    !(local || shared || reserved || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    // Global unicast is 2000::/3; of it, 2001:db8::/32 is for documentation, 2002::/16 wraps an IPv4 address.
    let [first, second, ..] = ip.segments();
    first & 0xE000 == 0x2000 && first != 0x2002 && (first, second) != (0x2001, 0x0DB8)
}

#[cfg(test)]
mod tests {
    use super::{PublicResolver, is_public};
    use tower::Service as _;

    #[tokio::test]
    async fn a_name_leads_outside_unless_it_is_the_trusted_one() {
        let mut resolver = PublicResolver::new("127.0.0.1");
        let mut leads = async |name: &str| {
            let found = resolver.call(name.parse().unwrap()).await;
            found.is_ok_and(|mut addresses| addresses.next().is_some())
        };
        assert!(leads("127.0.0.1").await);
        assert!(leads("54.172.60.0").await);
        let inside = resolver.call("127.0.0.2".parse().unwrap()).await;
        assert!(inside.is_err(), "and it is said at once");
    }

    #[test]
    fn addresses_inside_are_told_from_those_outside() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "54.172.60.0",
            "100.63.255.255",
            "100.128.0.1",
            "101.64.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "199.18.0.1",
            "2606:4700::1111",
            "2001:4860::8888",
            "::ffff:54.172.60.0",
        ] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }
}

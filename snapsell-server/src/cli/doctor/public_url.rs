//! Check 4: the address that the provider signs over is one that it can call.

use std::net::IpAddr;

use super::Found;
use crate::config::Config;
use crate::talk::{Both, Lang};

const UNSET: Both = Both {
    en: "public_url is not set: signatures are checked over {0}, which Twilio does not call",
    fr: "public_url n'est pas défini : les signatures portent sur {0}, que Twilio n'appelle pas",
};
const PLAIN: Both = Both {
    en: "public_url says {0}, Twilio will sign https://…",
    fr: "public_url dit {0}, Twilio signera https://…",
};
const PRIVATE: Both = Both {
    en: "public_url says {0}, which only this machine or network can reach",
    fr: "public_url dit {0}, que seuls cette machine ou ce réseau peuvent joindre",
};
const SET: Both = Both {
    en: "snapsell.toml: public_url = \"https://boutique.example\"",
    fr: "snapsell.toml : public_url = \"https://boutique.example\"",
};

pub(super) fn check(config: &Config, lang: Lang) -> Found {
    let next = SET.get(lang);
    let Some(url) = &config.public_url else {
        return Found::warn(UNSET.fill(lang, &[&config.base_url()]), next);
    };
    let address: Option<http::Uri> = url.parse().ok();
    let host = address
        .as_ref()
        .and_then(http::Uri::host)
        .unwrap_or_default();
    if is_private(host) {
        return Found::fail(PRIVATE.fill(lang, &[url]), next);
    }
    if !url.starts_with("https://") {
        return Found::fail(PLAIN.fill(lang, &[url]), next);
    }
    Found::ok(url.clone())
}

/// Whether only this machine or network can reach this host.
pub(crate) fn is_private(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => {
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
        }
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
        }
        Err(_) => {
            let name = bare.to_ascii_lowercase();
            name == "localhost"
                || [".localhost", ".local", ".internal", ".lan"]
                    .iter()
                    .any(|ending| name.ends_with(ending))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_world_can_reach_is_public() {
        for host in [
            "localhost",
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "[::1]",
            "shop.local",
        ] {
            assert!(is_private(host), "{host}");
        }
        for host in [
            "boutique.example",
            "8.8.8.8",
            "[2001:4860::8888]",
            "local.example",
        ] {
            assert!(!is_private(host), "{host}");
        }
    }
}

//! Sessions: an opaque token in a cookie, its hash in the store, two timeouts, a new token whenever somebody signs in.

use http::header::{COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use snapsell_core::{Span, Timestamp, UserId};
use snapsell_store::{Store, StoreError, UserRecord};

use super::access::Role;
use super::answer::Halt;
use super::token;

/// A session that is not used for this long is over.
const IDLE: Span = Span::from_mins(3 * 24 * 60);
/// A session is over after this long, however much it is used.
const WHOLE: Span = Span::from_mins(30 * 24 * 60);
/// The same for the installation's staff, who see more.
const OPS_IDLE: Span = Span::from_mins(60);
const OPS_WHOLE: Span = Span::from_mins(12 * 60);
/// How often at most a use is noted.
const NOTED_EVERY: Span = Span::from_mins(5);
/// Longest description of a device.
const DEVICE_CHARS_MAX: usize = 60;

/// Who is signed in on the device that asks.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) token_hash: [u8; 32],
    pub(super) user: UserRecord,
    pub(super) role: Role,
    pub(super) locked: bool,
}

/// The name of the cookie. A browser takes `__Host-` only over TLS, from this host and for all of it; on this machine
/// without TLS the name is plain.
pub(super) fn cookie_name(public_url: &str) -> &'static str {
    match is_plain_loopback(public_url) {
        true => "snapsell",
        false => "__Host-snapsell",
    }
}

/// Sets the cookie, or takes it away when there is no token.
pub(super) fn cookie(public_url: &str, token: Option<&str>) -> Result<HeaderValue, Halt> {
    let name = cookie_name(public_url);
    let secure = if is_plain_loopback(public_url) {
        ""
    } else {
        "; Secure"
    };
    let age = if token.is_some() { WHOLE.secs() } else { 0 };
    let token = token.unwrap_or_default();
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::try_from(text).map_err(|_| Halt::Failed)
}

/// `http://` on this machine, where no certificate is to be had.
pub(crate) fn is_plain_loopback(public_url: &str) -> bool {
    let Some(rest) = public_url.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

/// The value of a cookie.
pub(super) fn cookie_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    named
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The session of this token while it is good; its use is noted now and then. Blocks.
pub(super) fn find(
    store: &Store,
    token: &str,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let Some(token_hash) = token::hash(token) else {
        return Ok(None);
    };
    let Some(record) = store.session(&token_hash)? else {
        return Ok(None);
    };
    let Some(role) = Role::of_word(&record.user.role) else {
        return Ok(None);
    };
    let (idle, whole) = match role {
        Role::Ops => (OPS_IDLE, OPS_WHOLE),
        Role::Owner | Role::Seller | Role::Agent => (IDLE, WHOLE),
    };
    if now.since(record.seen_at) > idle || now.since(record.created_at) > whole {
        store.close_session(&token_hash)?;
        return Ok(None);
    }
    if now.since(record.seen_at) >= NOTED_EVERY {
        store.touch_session(&token_hash, now)?;
    }
    Ok(Some(Session {
        token_hash,
        role,
        locked: record.locked,
        user: record.user,
    }))
}

/// Opens a session for `user` in place of the one of this device, if it has one. Blocks.
///
/// Answers the token for the cookie.
pub(super) fn open(
    store: &Store,
    user: UserId,
    device: &str,
    instead_of: Option<&[u8; 32]>,
    now: Timestamp,
) -> Result<String, StoreError> {
    let (token, hash) = token::fresh()?;
    if let Some(old) = instead_of {
        store.close_session(old)?;
    }
    store.close_old_sessions(now - WHOLE, now - IDLE)?;
    store.open_session(&hash, user, device, now)?;
    Ok(token)
}

/// A device in a few words, `Chrome · Android`.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let first = |names: &[&'static str]| {
        let found = names.iter().find(|name| agent.contains(**name));
        found.map_or("?", |name| name.trim_end_matches('/'))
    };
    let browser = first(&["Firefox/", "Edg/", "OPR/", "Chrome/", "Safari/", "curl/"]);
    let system = first(&["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"]);
    format!("{browser} · {system}")
        .chars()
        .take(DEVICE_CHARS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use snapsell_store::{MasterKey, Options};

    use super::*;

    #[test]
    fn the_cookie_is_bound_to_the_host_unless_there_is_no_tls_on_this_machine() {
        let set = |url| cookie(url, Some("t")).unwrap().to_str().unwrap().to_owned();
        let far = set("https://boutique.example");
        assert!(
            far.starts_with("__Host-snapsell=t; Path=/; HttpOnly; SameSite=Lax"),
            "{far}"
        );
        assert!(far.ends_with("; Secure"), "{far}");
        let near = set("http://127.0.0.1:8080");
        assert!(
            near.starts_with("snapsell=t;") && !near.contains("Secure"),
            "{near}"
        );
        assert!(set("http://boutique.example").contains("Secure"));
        assert!(set("http://127.0.0.1.evil.example").contains("Secure"));
    }

    #[test]
    fn a_cookie_lasts_as_long_as_a_session_may_and_one_without_a_token_goes_at_once() {
        let near = "http://[::1]:8080";
        let ages = [Some("t"), None].map(|token| {
            let set = cookie(near, token).unwrap();
            let text = set.to_str().unwrap().to_owned();
            assert!(!text.contains("Secure"), "{text}");
            text.split_once("Max-Age=").unwrap().1.to_owned()
        });
        assert_eq!(ages, [WHOLE.secs().to_string(), "0".to_owned()]);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "my-snapsell=no; snapsell=xyz; b=2".parse().unwrap());
        assert_eq!(cookie_value(&headers, "snapsell"), Some("xyz"));
        assert_eq!(cookie_value(&headers, "sell"), None);
    }

    /// A store with a member of this role, whose session begins at 0.
    fn signed_in(role: Role) -> (tempfile::TempDir, Store, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapsell.db");
        Store::migrate(&path, false).unwrap();
        let key = MasterKey::from_base64(&MasterKey::generate_base64().unwrap()).unwrap();
        let store = Store::open(&path, key, Options::default()).unwrap();
        let user = store.create_user(None, "awa@acme", role.word(), "$hash", at(0));
        let token = open(&store, user.unwrap(), "phone", None, at(0)).unwrap();
        (folder, store, token)
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn a_session_ends_after_its_time_to_the_moment_and_sooner_for_staff() {
        for (role, idle, whole) in [
            (Role::Owner, IDLE, WHOLE),
            (Role::Seller, IDLE, WHOLE),
            (Role::Agent, IDLE, WHOLE),
            (Role::Ops, OPS_IDLE, OPS_WHOLE),
        ] {
            let (_folder, store, token) = signed_in(role);
            let good = |millis| find(&store, &token, at(millis)).unwrap().is_some();
            let last = whole.millis() - idle.millis();
            for used in (0..=last).step_by(usize::try_from(idle.millis()).unwrap()) {
                assert!(good(used), "{role:?}, used at the last moment");
            }
            assert!(good(last) && good(whole.millis()));
            assert!(
                !good(whole.millis() + 1),
                "{role:?}, however much it is used"
            );
            assert!(!good(1), "and it is no more");
            let (_folder, store, token) = signed_in(role);
            let late = at(idle.millis() + 1);
            assert!(find(&store, &token, late).unwrap().is_none(), "{role:?}");
        }
    }

    #[test]
    fn a_use_is_noted_now_and_then() {
        let (_folder, store, token) = signed_in(Role::Agent);
        let hash = token::hash(&token).unwrap();
        let seen = |millis| {
            assert!(find(&store, &token, at(millis)).unwrap().is_some());
            store.session(&hash).unwrap().unwrap().seen_at.millis()
        };
        let every = NOTED_EVERY.millis();
        let asked = [every - 1, every, every + 9, 2 * every + 9];
        assert_eq!(asked.map(seen), [0, every, every, 2 * every + 9]);
    }

    #[test]
    fn a_new_session_takes_the_place_of_the_old_one_and_ends_what_is_over() {
        let (_folder, store, first) = signed_in(Role::Agent);
        let user = store.user_by_email("awa@acme").unwrap().unwrap().id;
        let hash = |token: &str| token::hash(token).unwrap();
        let is_open = |token: &str| store.session(&hash(token)).unwrap().is_some();
        let day = Span::from_mins(24 * 60).millis();
        let second = open(&store, user, "phone", Some(&hash(&first)), at(day)).unwrap();
        assert!(!is_open(&first) && is_open(&second));
        let third = open(&store, user, "desk", None, at(day + IDLE.millis())).unwrap();
        assert!(is_open(&second) && is_open(&third), "on another device");
        let later = day + 2 * IDLE.millis();
        open(&store, user, "desk", None, at(later)).unwrap();
        assert!(!is_open(&second) && is_open(&third), "nobody asked for it");
    }
}

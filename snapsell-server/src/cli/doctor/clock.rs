//! Check 3: the machine's clock against the provider's, and never behind what was already written.

use std::time::Duration;

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use snapsell_store::Store;
use snapsell_twilio::date::parse_rfc2822;

use super::Found;
use crate::clock::Clock;
use crate::config::Config;
use crate::talk::{Both, Lang};

/// A `Date` header is cut to the second, and the answer takes its time.
const TOLERANCE_MS: i64 = 2_000;
/// Beyond this, signatures of other services and customers' deadlines go wrong visibly.
const FAIL_MS: i64 = 60_000;
const TIMEOUT: Duration = Duration::from_secs(5);
const SET_NTP: &str = "timedatectl set-ntp true";

const BACK: Both = Both {
    en: "{0} s behind what was written last: the clock went back, or stood ahead then",
    fr: "{0} s de retard sur la dernière écriture : l'horloge a reculé, ou avançait alors",
};
const ALONE: Both = Both {
    en: "not compared: {0} gives no date",
    fr: "non comparée : {0} ne donne pas de date",
};
const RIGHT: Both = Both {
    en: "within {0} s of {1}",
    fr: "à {0} s près, celle de {1}",
};
const BEHIND: Both = Both {
    en: "{0} s behind {1}",
    fr: "{0} s de retard sur {1}",
};
const THEN: Both = Both {
    en: "timedatectl set-ntp true   (where it is right now: until that instant no hold ends; snapsell restore takes a copy from before)",
    fr: "timedatectl set-ntp true   (si elle est juste à présent : jusqu'à cet instant aucune réservation ne finit ; snapsell restore reprend une copie d'avant)",
};
const AHEAD: Both = Both {
    en: "{0} s ahead of {1}",
    fr: "{0} s d'avance sur {1}",
};

pub(super) fn check(config: &Config, opened: Option<&Store>, lang: Lang) -> Found {
    let clock = Clock::system();
    let last = opened.and_then(|opened| opened.last_heartbeat().ok().flatten());
    if let Some(last) = last
        && last.millis() - clock.now_ms() > TOLERANCE_MS
    {
        let behind = ((last.millis() - clock.now_ms()) / 1_000).to_string();
        return Found::fail(BACK.fill(lang, &[&behind]), THEN.get(lang));
    }
    let base = &config.twilio_api_base;
    let asked_ms = clock.now_ms();
    let Some(theirs_ms) = date_of(base) else {
        let next = format!("curl -sI {base}");
        return Found::warn(ALONE.fill(lang, &[base]), next);
    };
    // Their date lies somewhere between question and answer.
    let ahead_ms = match (asked_ms, clock.now_ms()) {
        (before, _) if before - theirs_ms > TOLERANCE_MS => before - theirs_ms,
        (_, after) if theirs_ms - after > 0 => after - theirs_ms,
        _ => 0,
    };
    judge(ahead_ms, base, lang)
}

fn judge(ahead_ms: i64, base: &str, lang: Lang) -> Found {
    let off = (ahead_ms.abs() / 1_000).to_string();
    let words = if ahead_ms < 0 { BEHIND } else { AHEAD };
    let said = words.fill(lang, &[&off, base]);
    let off_ms = ahead_ms.abs();
    if off_ms <= TOLERANCE_MS {
        let tolerance = (TOLERANCE_MS / 1_000).to_string();
        Found::ok(RIGHT.fill(lang, &[&tolerance, base]))
    } else if off_ms <= FAIL_MS {
        Found::warn(said, SET_NTP)
    } else {
        Found::fail(said, SET_NTP)
    }
}

/// The `Date` of whatever the provider answers, in milliseconds; no credentials are sent.
fn date_of(base: &str) -> Option<i64> {
    let runtime = super::provider::runtime()?;
    let connector = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .ok()?
        .https_or_http()
        .enable_http1()
        .build();
    runtime.block_on(async {
        let client: Client<_, Empty<Bytes>> =
            Client::builder(TokioExecutor::new()).build(connector);
        let answer = tokio::time::timeout(TIMEOUT, client.get(base.parse().ok()?));
        let answer = answer.await.ok()?.ok()?;
        let date = answer.headers().get(http::header::DATE)?.to_str().ok()?;
        parse_rfc2822(date)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Status;
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_told_by_how_much_and_in_which_direction() {
        for (ahead_ms, status, said) in [
            (0, Status::Ok, "within 2 s"),
            (-1_999, Status::Ok, "within 2 s"),
            (-9_000, Status::Warn, "9 s behind"),
            (61_000, Status::Fail, "61 s ahead"),
        ] {
            let found = judge(ahead_ms, "https://api.example", Lang::En);
            assert!(found.status == status, "{ahead_ms}");
            assert!(found.detail.starts_with(said), "{}", found.detail);
        }
    }
}

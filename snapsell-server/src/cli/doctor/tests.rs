//! The doctor from the outside, with a stand-in of the provider on this machine.

use std::sync::{Arc, mpsc};

use serde_json::Value;
use snapsell_store::NewShop;
use snapsell_twilio::Address;
use snapsell_twilio::sim::{Sim, SimConfig};

use crate::cli::bench::{Bench, CREATE};
use crate::clock::Clock;
use crate::exit::Exit;

fn status<'a>(report: &'a Value, name: &str) -> &'a str {
    let checks = report["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == name).unwrap();
    found["status"].as_str().unwrap()
}

#[test]
fn a_newcomer_is_told_step_by_step() {
    let bench = Bench::new();
    let ran = bench.run(&["doctor", "--only", "store,backup"]);
    ran.says(Exit::Failed, &["SNAP-0651", "\n  → snapsell migrate"]);
    assert!(ran.out.contains("[2] store            FAIL"), "{}", ran.out);
    assert!(ran.out.contains("→ snapsell migrate"), "{}", ran.out);
    assert!(ran.out.contains("[7] backup           WARN"), "{}", ran.out);
    let kept = bench.run(&["doctor", "--only", "twilio,configuration"]);
    assert!(
        kept.out.contains("[2] store            FAIL"),
        "{}",
        kept.out
    );
    let fixed = bench.run(&["doctor", "--only", "store", "--fix"]);
    fixed.says(Exit::Done, &[]);
    bench
        .run(&["doctor", "--only", "stor"])
        .says(Exit::Usage, &["SNAP-0652", "store"]);
    let listen = [("SNAPSELL_LISTEN", "x")];
    let kept = bench.run_with(&["doctor", "--only", "store"], "", &listen);
    kept.says(Exit::Config, &["SNAP-0651"]);
    assert!(
        kept.out.contains("[1] configuration    FAIL"),
        "{}",
        kept.out
    );
    let needs_none = bench.run_with(&["doctor", "--only", "signature"], "", &listen);
    needs_none.says(Exit::Done, &[]);
    let broken = bench.run_with(&["doctor", "--json"], "", &[("SNAPSELL_LISTEN", "x")]);
    assert_eq!(broken.exit, Exit::Config);
    let report: Value = serde_json::from_str(&broken.out).unwrap();
    assert_eq!(status(&report, "configuration"), "FAIL");
    assert_eq!(status(&report, "store"), "-");
    assert_eq!(status(&report, "signature"), "OK");
}

#[test]
fn the_public_address_must_be_one_that_the_provider_can_call() {
    let bench = Bench::new();
    for (url, exit, word) in [
        ("http://boutique.example", Exit::Failed, "FAIL"),
        ("https://localhost", Exit::Failed, "FAIL"),
        ("", Exit::Done, "WARN"),
        ("https://boutique.example", Exit::Done, "OK"),
    ] {
        let env = [("SNAPSELL_PUBLIC_URL", url)];
        let ran = bench.run_with(&["doctor", "--only", "url"], "", &env);
        assert_eq!(ran.exit, exit, "{url} {}", ran.out);
        assert!(ran.out.contains(word), "{url} {}", ran.out);
    }
}

#[test]
fn a_key_that_others_can_read_is_closed_on_request() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new().in_french();
    let key = bench.path("snapsell.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let ran = bench.run(&["doctor", "--only", "configuration"]);
    assert!(
        ran.out.contains("WARN") && ran.out.contains("chmod 600"),
        "{}",
        ran.out
    );
    let fixed = bench.run(&["doctor", "--only", "configuration", "--fix"]);
    assert!(fixed.out.contains("OK"), "{}", fixed.out);
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_certificate_is_looked_at_for_its_end() {
    let bench = Bench::new();
    let (cert, key) = (bench.text("cert.pem"), bench.text("key.pem"));
    let own = rcgen::KeyPair::generate().unwrap();
    std::fs::write(&key, own.serialize_pem()).unwrap();
    let env = [
        ("SNAPSELL_TLS_CERT", cert.as_str()),
        ("SNAPSELL_TLS_KEY", key.as_str()),
    ];
    let today = Clock::system().now_ms() / 86_400_000;
    for (days, exit, status) in [
        (-2, Exit::Config, "FAIL"),
        (5, Exit::Done, "WARN"),
        (60, Exit::Done, "OK"),
    ] {
        let end = jiff::Timestamp::from_second((today + days) * 86_400).unwrap();
        let end = end.to_zoned(jiff::tz::TimeZone::UTC);
        let mut wanted = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
        let (year, month, day) = (end.year(), end.month() as u8, end.day() as u8);
        wanted.not_after = rcgen::date_time_ymd(year.into(), month, day);
        std::fs::write(&cert, wanted.self_signed(&own).unwrap().pem()).unwrap();
        let ran = bench.run_with(&["doctor", "--only", "configuration"], "", &env);
        assert_eq!(ran.exit, exit, "{}", ran.out);
        let said = format!("valid until {}", end.strftime("%Y-%m-%dT00:00:00Z"));
        assert!(
            ran.out.contains(status) && ran.out.contains(&said),
            "{}",
            ran.out
        );
        let checked = bench.run_with(&["serve", "--check"], "", &env);
        let (exit, words) = match days {
            ..0 => (Exit::Config, "it was valid until"),
            _ => (Exit::Done, "certificate are right"),
        };
        checked.says(exit, &[words]);
    }
    std::fs::remove_file(&key).unwrap();
    let ran = bench.run_with(&["doctor", "--only", "configuration"], "", &env);
    assert!(
        ran.out.contains("FAIL") && ran.out.contains("SNAP-0109"),
        "{}",
        ran.out
    );
}

/// Runs the stand-in until the sender is dropped; its base and its account.
fn provider() -> (String, String, String, mpsc::Sender<()>) {
    let (tell, told) = mpsc::channel();
    let (stop, stopped) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let clock = Arc::new(Clock::system());
            let config = SimConfig::new(1, move || clock.now_ms());
            let sim = Sim::start(config).await.unwrap();
            let sender = Address::from_exposed("+14155238886").unwrap();
            let account = sim.new_account(sender, "http://127.0.0.1:9/t/acme/in");
            let told = (
                sim.base().as_str().to_owned(),
                account.sid.as_str().to_owned(),
                account.token.expose().to_owned(),
            );
            tell.send(told).unwrap();
            tokio::task::spawn_blocking(move || stopped.recv())
                .await
                .unwrap()
                .unwrap_err();
        });
    });
    let (base, account, token) = told.recv().unwrap();
    (base, account, token, stop)
}

#[test]
fn credentials_are_tried_and_a_refusal_names_the_shop() {
    let (base, account, token, _running) = provider();
    let bench = Bench::with_shop();
    let env = [("SNAPSELL_TWILIO_API_BASE", base.as_str())];
    let doctor = || bench.run_with(&["doctor", "--only", "clock,twilio", "--json"], "", &env);
    let refused = doctor();
    refused.says(Exit::Failed, &["SNAP-0651"]);
    assert!(
        refused.out.contains("`acme`: the provider answers 401"),
        "{}",
        refused.out
    );
    let mut second = CREATE;
    (second[3], second[7]) = ("karim", "+2250700000043");
    bench.run(&second).says(Exit::Done, &[]);
    let both = doctor().out;
    assert!(both.contains("`acme`: ") && both.contains("`karim`: the provider answers 401"));
    let unset = NewShop {
        slug: "fresh".to_owned(),
        name: "Fresh".to_owned(),
        whatsapp: String::new(),
        account_sid: String::new(),
        auth_tokens: Vec::new(),
        api_key: None,
    };
    bench.store().create_shop(&unset).unwrap();
    let (right, new) = (
        format!("account_sid={account}"),
        format!("auth_token={token}"),
    );
    bench
        .run(&["shop", "set", "--shop", "karim", &right, &new])
        .says(Exit::Done, &[]);
    let account = format!("account_sid={account}");
    let token = format!("auth_token={token}");
    bench
        .run(&["shop", "set", "--shop", "acme", &account, &token])
        .says(Exit::Done, &[]);
    let report = doctor().json();
    assert_eq!(status(&report, "twilio"), "OK");
    assert!(
        report.to_string().contains("2 shop(s) accepted: acme +1"),
        "{report}"
    );
    assert!(report.to_string().contains(", karim +225"), "{report}");
    assert_eq!(
        status(&report, "clock"),
        "OK",
        "the stand-in runs on this clock"
    );
    let gone = [("SNAPSELL_TWILIO_API_BASE", "http://127.0.0.1:1")];
    let silent = bench.run_with(&["doctor", "--only", "twilio,clock"], "", &gone);
    silent.says(Exit::Failed, &[]);
    assert!(silent.out.contains("cannot be reached"), "{}", silent.out);
    assert!(
        silent.out.contains("[3] clock            WARN"),
        "{}",
        silent.out
    );
}

#[test]
fn shops_in_which_nobody_is_served_are_named() {
    let bench = Bench::with_shop();
    let healthy = bench.run(&["doctor", "--only", "store"]);
    healthy.says(Exit::Done, &[]);
    let spoil = "UPDATE tenant_keys SET wrapped = x'00' WHERE shop = 1";
    bench.raw().execute(spoil, []).unwrap();
    let ran = bench.run(&["doctor", "--only", "store"]);
    assert_eq!(ran.exit, Exit::Failed);
    for said in ["FAIL", "nobody is served there: acme", "backup --list"] {
        assert!(ran.out.contains(said), "{}", ran.out);
    }
    let listed = bench.run(&["shop", "list"]);
    assert!(listed.out.contains("(does not open)"), "{}", listed.out);
    bench
        .run(&["key", "rotate", "--yes"])
        .says(Exit::Done, &["the key of #1 is damaged"]);
    bench.run(&["audit"]).says(Exit::Done, &[]);
}

//! Shops and users from the outside.

use std::cell::Cell;
use std::io::Cursor;

use super::settings::OTHER_KEYS;
use crate::cli::bench::{Bench, CREATE};
use crate::cli::{Context, SettingFlags};
use crate::config::Env;
use crate::exit::Exit;
use crate::talk::Lang;

#[test]
fn help_names_every_key_that_no_list_of_settings_shows() {
    for bench in [Bench::new(), Bench::new().in_french()] {
        let help = bench.run(&["shop", "set", "--help"]).out;
        for key in OTHER_KEYS {
            assert!(help.contains(key), "{key}: {help}");
        }
    }
}

#[test]
fn a_shop_is_created_shown_changed_shown_and_its_journal_is_sound() {
    let bench = Bench::new();
    bench
        .run(&["shop", "list"])
        .says(Exit::Config, &["SNAP-0501", "snapsell migrate"]);
    let created = bench.run_with(
        &CREATE,
        "",
        &[("SNAPSELL_PUBLIC_URL", "https://boutique.example/")],
    );
    created.says(Exit::Done, &["made the database"]);
    let shop = created.json();
    assert_eq!(
        (shop["id"].as_u64(), shop["slug"].as_str()),
        (Some(1), Some("acme"))
    );
    let inbound = "https://boutique.example/t/acme/in#rc=5&rp=5xx,ct,rt";
    assert_eq!(shop["webhooks"]["inbound"], inbound);
    assert_eq!(shop["settings"]["grid"], "A:5000,B:10000");
    assert_eq!(shop["sellers"][0], "+336 ** ** ** 11");
    assert_eq!(shop["version"], 1);

    let set = ["shop", "set", "--shop", "acme", "--json"];
    let pairs = [
        "hold.soft=7m",
        "deposit=recommended:2000",
        "seller.add=+33 6 22 22 22 22",
        "name=Chez Awa",
    ];
    bench.run(&[&set[..], &pairs].concat()).json();
    let shown = bench
        .run(&["shop", "show", "--shop", "acme", "--json"])
        .json();
    assert_eq!(shown["settings"]["hold.soft"], "7m");
    assert_eq!(shown["settings"]["deposit"], "recommended:2000");
    assert_eq!(shown["name"], "Chez Awa");
    assert_eq!(shown["sellers"].as_array().unwrap().len(), 2);
    assert_eq!(shown["version"], 2);
    let again = bench.run(&[&set[..], &pairs].concat());
    assert!(again.err.contains("nothing changes"), "{}", again.err);
    assert_eq!(again.json()["version"], 2);
    bench
        .run(&[&set[..], &["seller.remove=+33611111111"]].concat())
        .json();
    let audit = bench.run(&["audit", "--json"]).json();
    assert_eq!((&audit["ok"], &audit["entries"]), (&true.into(), &3.into()));
    let list = bench.run(&["shop", "list"]);
    assert!(list.out.starts_with("acme"), "{}", list.out);
}

#[test]
fn no_command_prints_a_secret() {
    let bench = Bench::with_shop();
    let rotate = ["shop", "set", "--shop", "acme", "auth_token.add=@-"];
    let rotated = bench.run_with(&rotate, "another-s3cret\n", &[]);
    rotated.says(Exit::Done, &[]);
    let shown = bench.run(&["shop", "show", "--shop", "acme", "--json"]);
    assert_eq!(shown.json()["auth_tokens"], 2);
    let record = bench.store().shop_by_slug("acme").unwrap().unwrap();
    assert_eq!(record.auth_tokens, ["another-s3cret", "s3cret-token"]);
    let wrong = bench.run(&["shop", "set", "--shop", "acme", "api_key=SK1:s3cret"]);
    wrong.says(Exit::Usage, &["SNAP-0604", "api_key"]);
    for ran in [&rotated, &shown, &wrong] {
        assert!(!format!("{}{}", ran.out, ran.err).contains("s3cret"));
    }
    let drop_old = ["shop", "set", "--shop", "acme", "auth_token.drop_old=yes"];
    bench.run(&drop_old).says(Exit::Done, &[]);
    let record = bench.store().shop_by_slug("acme").unwrap().unwrap();
    assert_eq!(record.auth_tokens, ["another-s3cret"]);
}

#[test]
fn mistakes_are_named_with_what_is_expected_and_nothing_is_written() {
    let bench = Bench::with_shop().in_french();
    let set = |pair: &str| bench.run(&["shop", "set", "--shop", "acme", "name=Autre", pair]);
    set("hold.sotf=5m").says(Exit::Usage, &["vouliez-vous dire `hold.soft`", "SNAP-0605"]);
    set("hold.soft=soon").says(Exit::Usage, &["une durée comme `5m`", "SNAP-0604"]);
    set("seller.add=0612").says(Exit::Usage, &["+14155238886"]);
    set("queue").says(Exit::Usage, &["CLÉ=VALEUR"]);
    let shown = bench
        .run(&["shop", "show", "--shop", "acme", "--json"])
        .json();
    assert_eq!(
        (&shown["name"], &shown["version"]),
        (&"Chez Marie".into(), &1.into())
    );
    bench.run(&["shop", "show", "--shop", "acmee"]).says(
        Exit::Failed,
        &["vouliez-vous dire `acme`", "snapsell shop list"],
    );
    bench
        .run(&CREATE)
        .says(Exit::Failed, &["SNAP-0602", "il y a déjà une boutique"]);
    for (from, to, said) in [
        ("acme", "Acme Shop", "--slug"),
        ("+14155238886", "14155238886", "--whatsapp"),
        ("AC00000000000000000000000000000001", "AC1", "--account-sid"),
        ("A=5000,B=10000", "A=cheap", "grid"),
        ("+33611111111", "12", "--seller"),
    ] {
        let line = CREATE.map(|word| if word == from { to } else { word });
        bench
            .run(&line)
            .says(Exit::Usage, &[said, "→ snapsell shop"]);
    }
}

#[test]
fn how_long_a_shop_keeps_what_is_set_and_shown_in_months() {
    let bench = Bench::with_shop();
    let set = |pairs: &[&str]| bench.run(&[&["shop", "set", "--shop", "acme"][..], pairs].concat());
    let shown = || {
        let shown = bench.run(&["shop", "show", "--shop", "acme", "--json"]);
        let settings = &shown.json()["settings"];
        ["messages", "proofs", "people"].map(|what| settings[format!("retention.{what}")].clone())
    };
    assert_eq!(shown(), ["12", "12", "24"]);
    let done = set(&["retention.messages=6", "retention.people=36", "queue=off"]);
    assert!(
        done.out.contains("retention.people        36  (months)"),
        "{}",
        done.out
    );
    assert_eq!(shown(), ["6", "12", "36"]);
    let same = set(&["retention.messages=6"]);
    assert!(same.err.contains("nothing changes"), "{}", same.err);

    // Nothing of a wrong line is written.
    for value in ["0", "121", "-1", "1.5", "", "for ever"] {
        let refused = set(&["queue=on", &format!("retention.proofs={value}")]);
        refused.says(Exit::Usage, &["SNAP-0604", "from 1 to 120"]);
    }
    let near = set(&["retention.message=6"]);
    near.says(Exit::Usage, &["SNAP-0605", "retention.messages"]);
    assert_eq!(shown(), ["6", "12", "36"]);
    let text = bench.run(&["shop", "show", "--shop", "acme"]).out;
    assert!(
        text.contains("retention.messages      6  (months)"),
        "{text}"
    );
    let record = bench.store().shop_by_slug("acme").unwrap().unwrap();
    assert!(
        !super::load(&bench.store(), &record)
            .unwrap()
            .settings()
            .queue
    );
}

#[test]
fn a_setting_is_laid_over_what_a_running_server_commits_meanwhile() {
    let bench = Bench::with_shop();
    let server = bench.store();
    bench.message("+33611111111", "Marie", "A12", 1);
    bench
        .run(&["shop", "set", "--shop", "acme", "queue=off"])
        .says(Exit::Done, &[]);
    let record = server.shop_by_slug("acme").unwrap().unwrap();
    let shop = super::load(&server, &record).unwrap();
    assert_eq!((shop.version().get(), shop.settings().queue), (3, false));
    assert_eq!(shop.items().count(), 1);
}

#[test]
fn settings_are_decided_again_when_a_running_server_was_first() {
    let bench = Bench::with_shop();
    let config = bench.text("snapsell.toml");
    let env = Env::of_pairs(&[("SNAPSELL_CONFIG", config.as_str())]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let context = Context {
        lang: Lang::En,
        env: &env,
        flags: &SettingFlags::default(),
        input: &mut Cursor::new(""),
        out: &mut out,
        err: &mut err,
    };
    let (config, opened) = crate::cli::store::open(&context).unwrap();
    let record = opened.shop_by_slug("acme").unwrap().unwrap();
    let tries = Cell::new(0_u128);
    super::state::configure(&context, &config, &opened, &record, |settings| {
        tries.set(tries.get() + 1);
        if tries.get() < 3 {
            bench.message("+33611111111", "Marie", "A12", tries.get());
        }
        settings.queue = false;
        Ok(())
    })
    .unwrap();
    let shop = super::load(&opened, &record).unwrap();
    assert_eq!((tries.get(), shop.version().get()), (3, 4));
    assert!(!shop.settings().queue);
    bench.run(&["audit"]).says(Exit::Done, &[]);
}

#[test]
fn a_user_signs_in_with_what_was_typed() {
    let bench = Bench::with_shop();
    let create = |role: &str, shop: &[&str], password: &str| {
        let email = format!("{role}@Example.org");
        let line = [
            "user",
            "create",
            "--role",
            role,
            "--email",
            &email,
            "--password-stdin",
            "--json",
        ];
        bench.run_with(&[&line[..], shop].concat(), password, &[])
    };
    let acme = ["--shop", "acme"];
    let owner = create("owner", &acme, "correct horse\r\n").json();
    assert_eq!(owner["email"], "owner@example.org");
    assert_eq!(owner["shop"], "acme");
    let user = bench
        .store()
        .user_by_email("owner@example.org")
        .unwrap()
        .unwrap();
    assert!(crate::password::fits("correct horse", &user.password_hash));
    assert_eq!(
        create("ops", &[], "battery staple").json()["shop"],
        serde_json::Value::Null
    );

    create("owner", &acme, "correct horse").says(Exit::Failed, &["SNAP-0611"]);
    create("agent", &acme, "short").says(Exit::Usage, &["at least 8 characters"]);
    create("ops", &[], "Password1").says(Exit::Usage, &["SNAP-0612", "everybody tries first"]);
    create("ops", &acme, "battery staple").says(Exit::Usage, &["SNAP-0613"]);
    let elsewhere = create("seller", &["--shop", "other"], "battery staple");
    elsewhere.says(Exit::Failed, &["SNAP-0601"]);
}

#[test]
fn a_database_of_another_time_or_key_is_refused_with_what_to_type() {
    let bench = Bench::with_shop();
    let list = || bench.run(&["shop", "list"]);
    let another = snapsell_store::MasterKey::generate_base64().unwrap();
    let key = std::fs::read(bench.path("snapsell.key")).unwrap();
    std::fs::write(bench.path("snapsell.key"), another).unwrap();
    list().says(Exit::Config, &["SNAP-0505"]);
    std::fs::write(bench.path("snapsell.key"), key).unwrap();
    list().says(Exit::Done, &[]);
    bench
        .raw()
        .execute("INSERT INTO schema_version VALUES (99, 'later', x'00')", [])
        .unwrap();
    list().says(Exit::Config, &["SNAP-0503", "99"]);
    bench
        .raw()
        .execute("DELETE FROM schema_version WHERE version > 5", [])
        .unwrap();
    list().says(Exit::Config, &["SNAP-0502", "→ snapsell migrate"]);
}

#[test]
fn migrate_says_what_it_would_do_and_never_goes_back() {
    let bench = Bench::new();
    let status = bench.run(&["migrate", "--status"]);
    assert!(status.out.contains("schema 0") && status.out.contains("would apply initial"));
    assert!(!bench.path("snapsell.db").exists());
    bench
        .run(&["migrate"])
        .says(Exit::Done, &["snapsell shop create"]);
    let again = bench.run(&["migrate"]);
    assert!(again.out.contains("nothing to do"), "{}", again.out);
    bench
        .run(&["migrate", "--to", "0"])
        .says(Exit::Usage, &["SNAP-0510"]);
}

#[test]
fn a_plan_is_set_by_hand_and_shown() {
    let bench = Bench::new();
    bench.run(&CREATE);
    let plan = ["shop", "plan", "--shop", "acme"];
    bench.run(&plan).says(Exit::Done, &["without limit"]);
    let day = |day| [&plan[..], &["--name", "Pro", "--paid-to", day]].concat();
    bench.run(&day("demain")).says(Exit::Usage, &["paid-to"]);
    bench.run(&[&day("2026-12-31")[..], &["--lives", "20"]].concat());
    let shown = bench.run(&[&plan[..], &["--json"]].concat()).json();
    assert_eq!(shown["name"], "Pro");
    assert_eq!(shown["lives_max"], 20);
    assert_eq!(shown["paid_to"], "2026-12-31T23:59:59Z");
}

#[test]
fn somebody_who_cannot_sign_in_gets_a_link_and_loses_her_second_factor_only_on_request() {
    let bench = Bench::new();
    bench.run(&CREATE).json();
    let create = "user create --shop acme --email awa@example.org --role owner --password-stdin";
    let create: Vec<&str> = create.split(' ').collect();
    bench.run_with(&create, "correct horse\n", &[]);
    let reset = ["user", "reset", "--email", "Awa@example.org"];
    let address = [("SNAPSELL_PUBLIC_URL", "https://boutique.example/")];
    let made = bench.run_with(&reset, "", &address);
    made.says(Exit::Done, &[]);
    let link = made.out.lines().next().unwrap();
    assert!(
        link.starts_with("https://boutique.example/mot-de-passe/"),
        "{link}"
    );
    let more = [&reset[..], &["--second-factor", "--json"]].concat();
    let made = bench.run(&more).json();
    assert!(made["link"].as_str().unwrap().contains("/mot-de-passe/"));
    bench
        .run(&["user", "reset", "--email", "nobody@example.org"])
        .says(Exit::Failed, &["SNAP-0614"]);
}

#[test]
fn the_currency_stays_once_something_has_a_price() {
    let bench = Bench::with_shop();
    let set = |currency: &str| {
        let (currency, whatsapp) = (format!("currency={currency}"), "whatsapp=+14155238899");
        bench.run(&["shop", "set", "--shop", "acme", &currency, whatsapp])
    };
    set("EUR").says(Exit::Done, &[]);
    set("XOF").says(Exit::Done, &[]);
    bench.run(&["shop", "set", "--shop", "acme", "whatsapp=+14155238886"]);
    bench.sell();
    set("EUR").says(Exit::Failed, &["SNAP-0615", "XOF", "make another shop"]);
    let record = bench.store().shop_by_slug("acme").unwrap().unwrap();
    assert_eq!(record.whatsapp, "+14155238886", "nothing is done by halves");
    set("XOF").says(Exit::Done, &[]);
    // Nothing is for sale when a live is over, but its orders have their amounts.
    let had = crate::currency::had_prices(&bench.store(), record.id);
    assert!(had.unwrap());
}

#[test]
fn a_token_comes_from_one_place_and_the_safe_ones_are_named_first() {
    let bench = Bench::new();
    let token = CREATE
        .iter()
        .position(|word| *word == "--auth-token")
        .unwrap();
    let without = [&CREATE[..token], &CREATE[token + 2..]].concat();
    let ran = bench.run(&without);
    ran.says(
        Exit::Usage,
        &["--auth-token-stdin|--auth-token-file <FILE>|--auth-token <TOKEN>"],
    );
    let both = [&CREATE[..], &["--auth-token-stdin"]].concat();
    bench.run(&both).says(Exit::Usage, &["cannot be used with"]);
    let typed = [&without[..], &["--auth-token-stdin"]].concat();
    bench.run_with(&typed, "s3cret-token\n", &[]).json();
}

#[test]
fn a_second_shop_with_the_same_number_is_made_with_a_warning() {
    let bench = Bench::with_shop();
    let other = CREATE.map(|word| if word == "acme" { "other" } else { word });
    bench
        .run(&other)
        .says(Exit::Done, &["`acme` has the same WhatsApp number"]);
}

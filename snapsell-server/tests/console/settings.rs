//! The settings page: each section saves alone, by the same door as every other command.

use snapsell_core::{Money, Settings};

use crate::world::{Page, SELLER, World};

async fn owner() -> (World, String) {
    let world = World::new().await;
    let user = world.user(Some(world.shop), "owner@acme", "owner");
    let cookie = world.session(user);
    (world, cookie)
}

/// The fields of four sections as they may be sent.
const FILLED: [(&str, &str); 15] = [
    ("deposit-rule", "none"),
    ("codes", "open"),
    ("labels-first", "1"),
    ("labels-last", "50"),
    ("after-stop", "transactional"),
    ("messages-cost", "5"),
    ("hold-soft", "9 min"),
    ("hold-reminder", "2 min"),
    ("hold-locked", "15 min"),
    ("hold-review", "30 min"),
    ("hold-after-refusal", "3 min"),
    ("hold-outage-credit", "30 min"),
    ("live-inactive", "45 min"),
    ("hold-most", "10"),
    ("queue", "1"),
];

/// What the form of a section carries as seen.
fn seen(page: &Page, section: &str) -> String {
    let form = page.text.find(&format!("action=\"/reglages/{section}\""));
    let form = &page.text[form.expect("a form")..];
    let mark = "name=\"seen\" value=\"";
    let start = form.find(mark).unwrap() + mark.len();
    let value: String = form[start..].chars().take_while(|c| *c != '"').collect();
    value.replace("&quot;", "\"")
}

#[tokio::test]
async fn the_grid_is_saved_alone_and_a_wrong_row_is_kept_and_named() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    assert!(page.has("value=\"5000\""), "{}", page.text);
    let before = seen(&page, "grille");
    let fields = |price: &'static str| {
        [
            ("seen", before.clone()),
            ("letters", "a".to_owned()),
            ("price", "6 500".to_owned()),
            ("letters", "ROBE".to_owned()),
            ("price", price.to_owned()),
            ("letters", String::new()),
            ("price", String::new()),
        ]
    };
    let post = async |price| {
        let fields = fields(price);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        world.post("/reglages/grille", &cookie, &fields).await
    };
    let wrong = post("beaucoup").await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.has("value=\"beaucoup\"") && wrong.has("Écrivez 1 à 4 lettres"),
        "{}",
        wrong.text
    );
    assert_eq!(world.settings().await.grid.len(), 3, "nothing was saved");
    let saved = post("20000").await;
    assert_eq!(saved.location, "/reglages?dit=saved#grille");
    let now = world.settings().await;
    let grid: Vec<_> = now
        .grid
        .iter()
        .map(|(letters, price)| (letters.as_str(), *price))
        .collect();
    assert_eq!(
        grid,
        [
            ("A", Money::from_minor(6_500)),
            ("ROBE", Money::from_minor(20_000))
        ]
    );
    assert_eq!(now.hold, Settings::default().hold, "the rest stays");
}

/// The form of the delivery section: the fee, then rows of a name and a fee.
async fn deliver(world: &World, cookie: &str, seen: &str, fee: &str, rows: &[[&str; 2]]) -> Page {
    let mut fields = vec![("seen", seen), ("delivery-fee", fee)];
    for [name, fee] in rows {
        fields.extend([("zone", *name), ("zone-fee", *fee)]);
    }
    world.post("/reglages/livraison", cookie, &fields).await
}

#[tokio::test]
async fn zones_are_added_and_removed_by_rows_and_a_wrong_row_is_kept_and_named() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    assert!(page.has("toutes les commandes ont les mêmes frais"));
    assert_eq!(page.text.matches("name=\"zone\"").count(), 3);
    let seen_before = seen(&page, "livraison");
    let all = [["Bonapriso", "1 000"], ["", ""], [" Bonabéri ", "2000"]];
    let forty_one = "é".repeat(41);
    for wrong in [
        ["Akwa", "loin"],
        ["Akwa", ""],
        ["", "500"],
        ["BONAPRISO", "500"],
        ["Akwa, Bali", "500"],
        ["Akwa:5, Bali", "500"],
        ["Akwa", "5:6"],
        ["Ak\u{202e}wa", "500"],
        [&forty_one, "500"],
    ] {
        let rows = [all[0], wrong];
        let page = deliver(&world, &cookie, &seen_before, "1500", &rows).await;
        assert_eq!(page.status, 422, "{wrong:?}");
        let kept = wrong
            .iter()
            .all(|typed| page.has(&format!("value=\"{typed}\"")));
        assert!(
            kept && page.has("value=\"1 000\""),
            "{wrong:?}: {}",
            page.text
        );
        assert!(
            page.has("Écrivez un nom de 40 caractères au plus"),
            "{wrong:?}"
        );
    }
    let many: Vec<String> = (1..=21).map(|zone| format!("Zone {zone}")).collect();
    let many: Vec<[&str; 2]> = many.iter().map(|name| [name.as_str(), "500"]).collect();
    let page = deliver(&world, &cookie, &seen_before, "1500", &many).await;
    assert_eq!(page.status, 422, "twenty at most");
    let now = world.settings().await;
    assert!(
        now.zones.is_empty() && now.delivery_fee == Money::ZERO,
        "nothing was saved"
    );
    let saved = deliver(&world, &cookie, &seen_before, "1500", &all).await;
    assert_eq!(saved.location, "/reglages?dit=saved#livraison");
    let now = world.settings().await;
    assert_eq!(
        now.words()["delivery.zones"],
        "Bonapriso:1000, Bonabéri:2000"
    );
    assert_eq!(now.delivery_fee, Money::from_minor(1_500));
    let page = world.get("/reglages", &cookie).await;
    assert!(
        page.has("La livraison dépend du quartier\u{a0}: Bonapriso 1\u{202f}000\u{a0}F CFA"),
        "as she will read it: {}",
        page.text
    );
    assert_eq!(
        page.text.matches("name=\"zone\"").count(),
        5,
        "two, and three that are free"
    );
    let twenty = deliver(
        &world,
        &cookie,
        &seen(&page, "livraison"),
        "1500",
        &many[..20],
    )
    .await;
    assert_eq!(twenty.status, 303);
    let page = world.get("/reglages", &cookie).await;
    assert_eq!(
        page.text.matches("name=\"zone\"").count(),
        20,
        "no room for more"
    );
    let none = deliver(
        &world,
        &cookie,
        &seen(&page, "livraison"),
        "1500",
        &[["", ""]],
    )
    .await;
    assert_eq!(none.status, 303);
    assert!(world.settings().await.zones.is_empty());
}

#[tokio::test]
async fn a_section_that_somebody_else_saved_meanwhile_is_not_overwritten() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    let before = seen(&page, "livraison");
    let fee = async |amount: &str| {
        let fields = [("seen", before.as_str()), ("delivery-fee", amount)];
        world.post("/reglages/livraison", &cookie, &fields).await
    };
    assert_eq!(fee("1500").await.status, 303);
    assert_eq!(
        fee("1500").await.status,
        303,
        "a double click is no quarrel"
    );
    let stale = fee("2000").await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.has("Frais de livraison") && stale.has("1500"),
        "{}",
        stale.text
    );
    assert_eq!(
        world.settings().await.delivery_fee,
        Money::from_minor(1_500)
    );
    // What has no words of its own is said as its form says it.
    let seen_before = seen(&world.get("/reglages", &cookie).await, "delais");
    let mut settings = world.settings().await;
    for (key, word) in [("queue", "off"), ("hold.soft", "6m")] {
        settings.set(key, word).unwrap();
    }
    world.configure(settings).await;
    let mut fields = FILLED.to_vec();
    fields.push(("seen", &seen_before));
    let stale = world.post("/reglages/delais", &cookie, &fields).await;
    assert_eq!(stale.status, 409, "{}", stale.text);
    for words in ["<td>oui</td><td><b>non</b></td>", "<b>6 min</b>"] {
        assert!(stale.has(words), "{words}: {}", stale.text);
    }
    // Another section was not touched, so its form is still good.
    let seen = seen(&page, "langue");
    let fields = [
        ("seen", seen.as_str()),
        ("lang", "en"),
        ("currency", "xof"),
        ("timezone", "Mars/Base"),
    ];
    let wrong = world.post("/reglages/langue", &cookie, &fields).await;
    assert!(
        wrong.status == 422 && wrong.has("value=\"Mars/Base\""),
        "{}",
        wrong.text
    );
}

#[tokio::test]
async fn a_reminder_that_could_never_go_is_named_and_not_saved() {
    let (world, cookie) = owner().await;
    for (lasts, reminder, status) in [
        ("8 min", "20 min", 422),
        ("8 min", "8", 422),
        ("8 min", "7 min", 303),
        ("90 s", "0", 303),
    ] {
        let seen = seen(&world.get("/reglages", &cookie).await, "delais");
        let mut fields = FILLED.to_vec();
        fields.retain(|(name, _)| !["hold-soft", "hold-reminder"].contains(name));
        fields.extend([("hold-soft", lasts), ("hold-reminder", reminder)]);
        fields.push(("seen", &seen));
        let page = world.post("/reglages/delais", &cookie, &fields).await;
        assert_eq!(page.status, status, "{lasts} {reminder}: {}", page.text);
        let told = page.has("id=\"hold-reminder-wrong\"")
            && page.has("Une réservation dure 8 min\u{a0}: aucun rappel");
        assert_eq!(told, status == 422, "{}", page.text);
    }
}

#[tokio::test]
async fn the_currency_stays_once_something_has_a_price() {
    let (world, cookie) = owner().await;
    let choose = async |currency: &str| {
        let seen = seen(&world.get("/reglages", &cookie).await, "langue");
        let fields = [
            ("seen", seen.as_str()),
            ("lang", "fr"),
            ("currency", currency),
            ("timezone", "auto"),
        ];
        world.post("/reglages/langue", &cookie, &fields).await
    };
    for currency in ["EUR", "XOF"] {
        assert_eq!(choose(currency).await.status, 303, "nothing has a price");
    }
    world.says(SELLER, "Marie", "A12").await;
    let stays = choose("EUR").await;
    assert!(
        stays.status == 422 && stays.has("currency-wrong"),
        "{}",
        stays.text
    );
    assert!(stays.has("Créez une autre boutique"), "{}", stays.text);
    assert_eq!(choose("XOF").await.status, 303, "the rest is saved");
}

#[tokio::test]
async fn what_messages_cost_is_saved_and_a_wrong_amount_is_kept_and_named() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    assert!(page.has("name=\"messages-cost\" type=\"text\" value=\"0\""));
    let before = seen(&page, "messages");
    let cost = async |amount: &str| {
        let fields = [
            ("seen", before.as_str()),
            ("after-stop", "transactional"),
            ("messages-cost", amount),
        ];
        world.post("/reglages/messages", &cookie, &fields).await
    };
    for wrong in ["cher", "", "34,50", "-1", "1000000000001"] {
        let page = cost(wrong).await;
        let kept = format!("name=\"messages-cost\" type=\"text\" value=\"{wrong}\"");
        assert!(
            page.status == 422 && page.has(&kept) && page.has("messages-cost-wrong"),
            "{wrong}: {}",
            page.text
        );
    }
    assert_eq!(world.settings().await.messages_cost, Money::ZERO);
    let saved = cost("3 450").await;
    assert_eq!(saved.location, "/reglages?dit=saved#messages");
    let now = world.settings().await.messages_cost;
    assert_eq!(now, Money::from_minor(3_450));
}

#[tokio::test]
async fn times_deposit_and_messages_are_shown_as_customers_will_read_them() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    let all = [
        ("hold-soft", "7"),
        ("hold-reminder", "90 s"),
        ("hold-locked", "15 min"),
        ("hold-review", "1 h"),
        ("hold-after-refusal", "3min"),
        ("hold-outage-credit", "30 min"),
        ("live-inactive", "45 min"),
        ("hold-most", "10"),
        ("queue", "1"),
    ];
    let seen_times = seen(&page, "delais");
    let mut fields = all.to_vec();
    fields.push(("seen", seen_times.as_str()));
    assert_eq!(
        world
            .post("/reglages/delais", &cookie, &fields)
            .await
            .status,
        303
    );
    let hold = world.settings().await.hold;
    assert_eq!((hold.soft.secs(), hold.reminder.secs()), (420, 90));
    let seen_deposit = seen(&page, "acompte");
    let fields = [
        ("seen", seen_deposit.as_str()),
        ("deposit-rule", "compulsory"),
        ("deposit-much", "20%"),
        ("deposit-above", "2 000"),
        ("payment-text", "Wave <07>"),
    ];
    assert_eq!(
        world
            .post("/reglages/acompte", &cookie, &fields)
            .await
            .status,
        303
    );
    let page = world.get("/reglages", &cookie).await;
    for shown in [
        "value=\"7 min\"",
        "20:21",
        "Wave &lt;07&gt;",
        "http://127.0.0.1:8080/t/acme/in#rc=5&amp;rp=5xx,ct,rt",
        "+141 ** ** ** 86",
    ] {
        assert!(page.has(shown), "{shown}: {}", page.text);
    }
    assert!(!page.has("0123456789abcdef"), "no secret is shown");
}

#[tokio::test]
async fn what_somebody_else_chose_is_told_in_the_words_of_the_page() {
    let (world, cookie) = owner().await;
    let page = world.get("/reglages", &cookie).await;
    let mut settings = world.settings().await;
    for (key, value) in [
        ("deposit", "compulsory:2000:5000"),
        ("codes", "strict"),
        ("after_stop", "none"),
        ("hold.soft", "7m"),
    ] {
        settings.set(key, value).unwrap();
    }
    world.configure(settings).await;
    for (section, now, raw) in [
        ("acompte", "proposé en dessous · 2000 · 5000", "compulsory:"),
        ("codes", "ne peut pas être réservé", "strict"),
        ("messages", "plus rien ne part", "transactional"),
        ("delais", "<b>7 min</b>", "<b>7m</b>"),
    ] {
        let before = seen(&page, section);
        let mut fields: Vec<(&str, &str)> = FILLED.to_vec();
        fields.push(("seen", before.as_str()));
        let path = format!("/reglages/{section}");
        let stale = world.post(&path, &cookie, &fields).await;
        assert_eq!(stale.status, 409, "{section}: {}", stale.text);
        assert!(stale.has(now) && !stale.has(raw), "{}", stale.text);
    }
}

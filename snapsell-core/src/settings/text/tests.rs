use super::*;

#[test]
fn what_is_shown_can_be_set_again() {
    let mut settings = Settings::default();
    for (key, value) in [
        ("currency", "EUR"),
        ("grid", "A:12.50,ROBE:40"),
        ("hold.soft", "90s"),
        ("deposit", "compulsory:20%:15"),
        ("labels", "5-50"),
        ("queue", "off"),
        ("payment.text", "Wave 07"),
        ("template.queue", "HX0123456789abcdef0123456789abcdef"),
        ("timezone", "America/Port-au-Prince"),
        ("delivery.zones", "Bonapriso:10, Bonabéri:12.50"),
        ("messages.cost", "4.75"),
    ] {
        settings.set(key, value).unwrap();
    }
    let mut again = Settings::default();
    again.set("currency", "EUR").unwrap();
    for (key, value) in settings.words() {
        again.set(key, &value).unwrap();
    }
    assert_eq!(again, settings);
    assert_eq!(
        settings.grid[&Letters::new("A").unwrap()],
        Money::from_minor(1_250)
    );
}

#[test]
fn a_length_of_time_is_said_in_its_largest_unit() {
    let mut settings = Settings::default();
    for (value, said) in [
        ("0", "0"),
        ("0s", "0"),
        ("1500ms", "1500ms"),
        ("90000ms", "90s"),
        ("120s", "2m"),
        ("5min", "5m"),
        ("24h", "24h"),
    ] {
        settings.set("photo.window", value).unwrap();
        assert_eq!(settings.words()["photo.window"], said, "{value}");
    }
    settings.set("deposit", "recommended:5").unwrap();
    settings.set("deposit", "none").unwrap();
    assert_eq!(settings.deposit, DepositRule::None);
}

#[test]
fn a_hold_lasts_a_week_at_most_and_the_window_for_a_photo_a_day() {
    let mut settings = Settings::default();
    for (key, longest, too_long) in [
        ("hold.soft", "168h", "10081m"),
        ("photo.window", "24h", "1441m"),
    ] {
        settings.set(key, longest).unwrap();
        assert_eq!(settings.words()[key], longest);
        assert!(settings.set(key, too_long).is_err(), "{key}={too_long}");
    }
}

#[test]
fn auto_is_no_name_of_a_time_zone() {
    let mut settings = Settings::default();
    for value in ["auto", ""] {
        settings.set("timezone", "Europe/Paris").unwrap();
        settings.set("timezone", value).unwrap();
        assert_eq!(settings.timezone, "", "{value:?}");
    }
}

#[test]
fn a_price_has_fifteen_digits_at_most() {
    let mut settings = Settings::default();
    settings.set("grid", "A:000000000000005").unwrap();
    let price = settings.grid[&Letters::new("A").unwrap()];
    assert_eq!(price, Money::from_minor(5));
}

#[test]
fn zones_are_shown_as_they_are_written_and_empty_words_take_them_away() {
    let mut settings = Settings::default();
    let key = "delivery.zones";
    settings
        .set(key, "Bonapriso : 1000,PK 14: 0,,Bonabéri:2000, ")
        .unwrap();
    let said = "Bonapriso:1000, PK 14:0, Bonabéri:2000";
    assert_eq!(settings.words()[key], said);
    settings.set(key, said).unwrap();
    let fees: Vec<i64> = settings.zones.iter().map(|z| z.fee().minor()).collect();
    assert_eq!(fees, [1_000, 0, 2_000]);
    settings.set(key, "").unwrap();
    assert_eq!(settings, Settings::default());
    let wrong = settings.set(key, "Akwa").expect_err("no fee");
    assert!(
        wrong.to_string().contains("such as `Bonapriso:1000"),
        "{wrong}"
    );
}

#[test]
fn a_thousand_messages_cost_as_much_as_anything_may_and_nothing_when_nobody_knows() {
    let mut settings = Settings::default();
    assert_eq!(settings.words()["messages.cost"], "0");
    for (value, cost) in [("3500", 3_500), ("1000000000000", PRICE_MAX), ("0", 0)] {
        settings.set("messages.cost", value).unwrap();
        assert_eq!(settings.messages_cost, Money::from_minor(cost));
        assert_eq!(settings.words()["messages.cost"], value);
    }
    assert_eq!(settings, Settings::default());
}

#[test]
fn an_unknown_key_is_answered_with_those_there_are_and_a_bad_value_with_what_fits() {
    let mut settings = Settings::default();
    let unknown = settings.set("hold.softly", "5m");
    assert!(
        matches!(unknown, Err(SettingError::UnknownKey { known, .. }) if known.contains("hold.soft,"))
    );
    let (key, expected) = ("hold.most", "holds per customer, 1 to 50");
    let bad = settings.set(key, "51").expect_err("too many");
    assert!(bad.to_string().contains(expected), "{bad}");
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut settings = Settings::default();
    for (key, value) in [
        ("hold.soft", "0"),
        ("hold.soft", "5"),
        ("hold.soft", "-5m"),
        ("grid", "A"),
        ("grid", "A:12.50"),
        ("deposit", "recommended:120%"),
        ("hold.most", "51"),
        ("template.queue", "HX12"),
        ("template.answer", "none"),
        ("labels", "9-1"),
        ("timezone", "../etc/passwd"),
        ("timezone", "Europe/Pa ris"),
        ("timezone", "9urope"),
        (
            "timezone",
            "Europe/A-zone-with-a-name-that-nobody-would-give-to-any-place-at-all",
        ),
        ("payment.text", "a\nb"),
        ("grid", "A:1x"),
        ("grid", "A:1.x"),
        ("grid", "A:.5"),
        ("grid", "A:+5"),
        ("grid", "A:0000000000000005"),
        ("grid", "A:1000000000001"),
        ("delivery.zones", "Akwa"),
        ("delivery.zones", "Akwa:1000:2000"),
        ("delivery.zones", "Akwa=1000"),
        ("delivery.zones", "Akwa:-5"),
        ("delivery.zones", "Akwa:12.50"),
        ("delivery.zones", "Akwa:1000000000001"),
        ("delivery.zones", ":1000"),
        ("delivery.zones", "Akwa:1000, AKWA:2000"),
        ("delivery.zones", "Ak\u{202e}wa:1000"),
        ("messages.cost", ""),
        ("messages.cost", "-1"),
        ("messages.cost", "12.50"),
        ("messages.cost", "1000000000001"),
        ("photo.window", "1"),
        ("photo.window", "0x"),
        ("hold.softly", "5m"),
    ] {
        assert!(settings.set(key, value).is_err(), "{key}={value}");
    }
    assert_eq!(settings, Settings::default());
}

#[test]
fn a_letter_has_one_price() {
    let mut settings = Settings::default();
    settings.set("grid", "A:5000").unwrap();
    for twice in ["A:5000,A:6000", "B:1,A:5000,b:1"] {
        assert!(settings.set("grid", twice).is_err(), "{twice}");
    }
    assert_eq!(settings.words()["grid"], "A:5000");
}

//! Settings as typed, `hold.soft=5m`, and what is said of wrong ones in both languages.

use snapsell_core::{SETTING_KEYS, SettingError, Settings};

use super::retention;
use crate::config::nearest;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Lang};
use crate::zone;

const TEMPLATE: &str = "l'identifiant d'un modèle approuvé comme `HX` et 32 chiffres, ou `none`";

/// What each setting may be, in French; the English is the core's own.
const FRENCH: [(&str, &str); 28] = [
    ("after_stop", "`transactional` ou `none`"),
    ("codes", "`strict`, `grid` ou `open`"),
    (
        "currency",
        "un code ISO comme `XOF` ; les montants gardent leurs chiffres",
    ),
    ("delivery.fee", "un montant comme `1500`"),
    (
        "delivery.zones",
        "des noms et des frais comme `Bonapriso:1000, Bonabéri:2000` : 20 au plus, chaque nom une fois, de 40 caractères au plus, sans virgule ni deux-points ; vide pour aucun",
    ),
    (
        "deposit",
        "`none`, `recommended:2000`, `recommended:20%` ou `compulsory:2000:10000` (au-dessus de 10000)",
    ),
    ("grid", "des prix par lettre comme `A:5000,B:10000`"),
    (
        "hold.after_refusal",
        "une durée comme `3m`, un jour au plus",
    ),
    (
        "hold.locked",
        "une durée comme `15m`, d'une seconde à une semaine",
    ),
    (
        "hold.most",
        "un nombre de réservations par cliente, de 1 à 50",
    ),
    (
        "hold.outage_credit",
        "une durée comme `30m`, un jour au plus",
    ),
    ("hold.release_unreviewed", "`on` ou `off`"),
    (
        "hold.reminder",
        "une durée comme `2m`, `0` pour aucun rappel",
    ),
    (
        "hold.review",
        "une durée comme `30m`, d'une seconde à une semaine",
    ),
    (
        "hold.soft",
        "une durée comme `5m`, d'une seconde à une semaine",
    ),
    ("labels", "des numéros comme `1-999`"),
    ("lang", "`fr` ou `en`"),
    (
        "live.inactive",
        "une durée comme `45m`, d'une seconde à une semaine",
    ),
    (
        "live.seller_active",
        "une durée comme `12h`, une semaine au plus",
    ),
    (
        "messages.cost",
        "ce que coûtent 1 000 messages, reçus et envoyés, comme `3500` ; `0` si vous ne le savez pas",
    ),
    (
        "payment.text",
        "des mots comme `Wave 07 00 00 00 00`, 200 caractères au plus",
    ),
    ("photo.window", "une durée comme `2m`, un jour au plus"),
    ("queue", "`on` ou `off`"),
    ("template.info", TEMPLATE),
    ("template.queue", TEMPLATE),
    ("template.reminder", TEMPLATE),
    ("template.transactional", TEMPLATE),
    (
        "timezone",
        "un lieu comme `Europe/Paris`, ou `auto` pour celui de la monnaie",
    ),
];

/// Keys of the shop beside its settings.
pub(super) const OTHER_KEYS: [&str; 9] = [
    "name",
    "whatsapp",
    "account_sid",
    "auth_token",
    "auth_token.add",
    "auth_token.drop_old",
    "api_key",
    "seller.add",
    "seller.remove",
];

/// Sets one setting.
pub(super) fn set(
    settings: &mut Settings,
    key: &str,
    value: &str,
    lang: Lang,
) -> Result<(), Failure> {
    let before = settings.timezone.clone();
    settings.set(key, value).map_err(|error| match error {
        SettingError::UnknownKey { key, .. } => unknown(&key, lang),
        SettingError::BadValue { key, expected, .. } => misfit(&key, expected, lang),
    })?;
    // The core knows the form of such a name, this machine knows whether there is such a place.
    if settings.timezone != before && !zone::exists(&settings.timezone) {
        settings.timezone = before;
        let expected = SETTING_KEYS.iter().find(|(known, _)| *known == key);
        return Err(misfit(key, expected.map_or("", |(_, text)| text), lang));
    }
    Ok(())
}

/// Sets what was typed as `KEY=VALUE`, settings alone.
///
/// # Errors
/// Exit code 2, with the nearest setting where there is no such one.
pub(in crate::cli) fn set_all(
    settings: &mut Settings,
    pairs: &[String],
    lang: Lang,
) -> Result<(), Failure> {
    for pair in pairs {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = key.trim();
        if exists(key) {
            set(settings, key, value, lang)?;
            continue;
        }
        let known = SETTING_KEYS.iter().map(|(known, _)| *known);
        return Err(match nearest(key, known) {
            Some(near) => Failure::new(Exit::Usage, lang, &talk::SET_UNKNOWN_NEAR, &[key, near]),
            None => Failure::new(Exit::Usage, lang, &talk::SET_UNKNOWN, &[key]),
        });
    }
    Ok(())
}

fn misfit(key: &str, english: &'static str, lang: Lang) -> Failure {
    let expected = match lang {
        Lang::En => english,
        Lang::Fr => french(key).unwrap_or(english),
    };
    Failure::new(Exit::Usage, lang, &talk::SET_VALUE, &[key, expected])
}

/// Whether there is such a setting.
pub(super) fn exists(key: &str) -> bool {
    SETTING_KEYS.iter().any(|(known, _)| *known == key)
}

/// The failure that names the nearest key.
pub(super) fn unknown(key: &str, lang: Lang) -> Failure {
    let known = SETTING_KEYS.iter().map(|(known, _)| *known);
    match nearest(key, known.chain(OTHER_KEYS).chain(retention::keys())) {
        Some(near) => Failure::new(Exit::Usage, lang, &talk::SET_UNKNOWN_NEAR, &[key, near]),
        None => Failure::new(Exit::Usage, lang, &talk::SET_UNKNOWN, &[key]),
    }
}

fn french(key: &str) -> Option<&'static str> {
    let found = FRENCH.iter().find(|(known, _)| *known == key);
    found.map(|(_, expected)| *expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_must_exist() {
        let mut settings = Settings::default();
        assert!(set(&mut settings, "timezone", "Africa/Dakar", Lang::Fr).is_ok());
        assert!(set(&mut settings, "timezone", "Africa/Dakkar", Lang::Fr).is_err());
        assert_eq!(settings.timezone, "Africa/Dakar");
        assert!(set(&mut settings, "timezone", "auto", Lang::Fr).is_ok());
        assert_eq!(settings.timezone, "");
    }

    #[test]
    fn every_setting_is_explained_in_french() {
        for (key, english) in SETTING_KEYS {
            let french = french(key).unwrap_or_else(|| panic!("{key} is not explained"));
            let samples = |text: &str| text.matches('`').count();
            assert_eq!(samples(french), samples(english), "{key}");
        }
    }
}

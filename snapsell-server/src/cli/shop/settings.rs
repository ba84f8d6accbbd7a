//! Settings as typed, `hold.soft=5m`, and what is said of wrong ones in both languages.

use snapsell_core::{SETTING_KEYS, SettingError, Settings};

use crate::config::nearest;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Lang};

const TEMPLATE: &str = "l'identifiant d'un modèle approuvé comme `HX` et 32 chiffres, ou `none`";

/// What each setting may be, in French; the English is the core's own.
const FRENCH: [(&str, &str); 25] = [
    ("after_stop", "`transactional` ou `none`"),
    ("codes", "`strict`, `grid` ou `open`"),
    (
        "currency",
        "un code ISO comme `XOF` ; les montants gardent leurs chiffres",
    ),
    ("delivery.fee", "un montant comme `1500`"),
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
        "payment.text",
        "des mots comme `Wave 07 00 00 00 00`, 200 caractères au plus",
    ),
    ("photo.window", "une durée comme `2m`, un jour au plus"),
    ("queue", "`on` ou `off`"),
    ("template.info", TEMPLATE),
    ("template.queue", TEMPLATE),
    ("template.reminder", TEMPLATE),
    ("template.transactional", TEMPLATE),
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
    settings.set(key, value).map_err(|error| match error {
        SettingError::UnknownKey { key, .. } => unknown(&key, lang),
        SettingError::BadValue { key, expected, .. } => {
            let expected = match lang {
                Lang::En => expected,
                Lang::Fr => french(&key).unwrap_or(expected),
            };
            Failure::new(Exit::Usage, lang, &talk::SET_VALUE, &[&key, expected])
        }
    })
}

/// Whether there is such a setting.
pub(super) fn exists(key: &str) -> bool {
    SETTING_KEYS.iter().any(|(known, _)| *known == key)
}

/// The failure that names the nearest key.
pub(super) fn unknown(key: &str, lang: Lang) -> Failure {
    let known = SETTING_KEYS.iter().map(|(known, _)| *known);
    match nearest(key, known.chain(OTHER_KEYS)) {
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
    fn every_setting_is_explained_in_french() {
        for (key, english) in SETTING_KEYS {
            let french = french(key).unwrap_or_else(|| panic!("{key} is not explained"));
            let samples = |text: &str| text.matches('`').count();
            assert_eq!(samples(french), samples(english), "{key}");
        }
    }
}

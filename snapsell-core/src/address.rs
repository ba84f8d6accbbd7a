//! The words of an address, without the words that come before them.

/// Words that announce an address, lower case, without accents.
const ANNOUNCED_BY: [&str; 33] = [
    "changer mon adresse pour",
    "changer mon adresse",
    "change mon adresse pour",
    "change mon adresse",
    "change my address to",
    "change my address",
    "ma nouvelle adresse est",
    "ma nouvelle adresse",
    "nouvelle adresse",
    "my new address is",
    "my new address",
    "new address",
    "mon adresse de livraison est",
    "mon adresse de livraison",
    "mon adresse est",
    "mon adresse c'est",
    "voici mon adresse",
    "mon adresse",
    "my address is",
    "my address",
    "adresse de livraison est",
    "adresse de livraison",
    "delivery address",
    "adresse",
    "address",
    "livraison a",
    "livraison",
    "livrez moi a",
    "livrez-moi a",
    "livrez a",
    "deliver to",
    "j'habite",
    "i live",
];

/// Words of assent that come before an address.
const YES: [&str; 9] = [
    "oui",
    "ouais",
    "yes",
    "yeah",
    "yep",
    "je confirme",
    "je valide",
    "i confirm",
    "confirm",
];
/// The same, if a comma or more such words follow: `OK Market` may be a place.
const WELL: [&str; 11] = [
    "ok",
    "okay",
    "d'accord",
    "daccord",
    "c'est bon",
    "merci",
    "je prends",
    "je le prends",
    "je la prends",
    "i'll take it",
    "please",
];

/// The address in a customer's message: `oui, adresse : 3 rue du Lac` gives `3 rue du Lac`.
///
/// ```
/// use snapsell_core::address_in;
/// assert_eq!(address_in("Adresse : 3 rue du Lac "), "3 rue du Lac");
/// assert_eq!(address_in("12 rue de l'Adresse"), "12 rue de l'Adresse");
/// ```
#[must_use]
pub fn address_in(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = after_assent(text) {
        text = rest;
    }
    after_any(&ANNOUNCED_BY, text).unwrap_or(text)
}

/// What follows a word of assent, if that is not all there is.
fn after_assent(text: &str) -> Option<&str> {
    after_any(&YES, text).or_else(|| {
        let rest = after_any(&WELL, text)?;
        let end = text.len() - rest.len();
        let said = text.get(..end)?.trim_end();
        let more = [&YES[..], &WELL[..], &ANNOUNCED_BY[..]];
        let goes_on = || more.iter().any(|words| after_any(words, rest).is_some());
        (!said.ends_with(char::is_alphanumeric) || goes_on()).then_some(rest)
    })
}

/// What follows the first of these words that the text starts with, and the signs behind it, if that is not all there is.
fn after_any<'a>(words: &[&str], text: &'a str) -> Option<&'a str> {
    let rests = words.iter().filter_map(|word| after(text, word));
    let mut rests = rests.map(|rest| {
        rest.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '-' | '=' | '.' | ',' | '!')
        })
    });
    rests.find(|rest| !rest.is_empty())
}

/// What follows `word` at the start of `text`, case and the accents of French vowels aside, at the end of a word.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        let found = match rest.next()? {
            'à' | 'À' => 'a',
            'é' | 'è' | 'É' | 'È' => 'e',
            '’' => '\'',
            other => other.to_ascii_lowercase(),
        };
        if found != expected {
            return None;
        }
    }
    let rest = rest.as_str();
    rest.starts_with(|c: char| !c.is_alphanumeric())
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn only_the_announcing_word_is_taken_off() {
        for (text, address) in [
            ("adresse : 3 rue du Lac", "3 rue du Lac"),
            ("ADRESSE DE LIVRAISON 3 rue du Lac", "3 rue du Lac"),
            ("Livraison à Cocody, villa 3", "Cocody, villa 3"),
            ("Address: 3 Lake St", "3 Lake St"),
            ("mon adresse : Cocody Riviera 3", "Cocody Riviera 3"),
            ("Mon adresse de livraison est Abobo gare", "Abobo gare"),
            ("My address is 3 Lake St", "3 Lake St"),
            ("adressez le colis à Awa", "adressez le colis à Awa"),
            ("adresse", "adresse"),
            ("New address: 14 Acre Lane", "14 Acre Lane"),
            ("my new address is 14 Acre Lane", "14 Acre Lane"),
            ("Nouvelle adresse Thiès", "Thiès"),
            ("  3 rue du Lac\n", "3 rue du Lac"),
            ("change my address to 5 Oxford Street", "5 Oxford Street"),
            ("Change my address: 5 Oxford Street", "5 Oxford Street"),
            ("changer mon adresse pour Yoff", "Yoff"),
            ("Change mon adresse : Yoff", "Yoff"),
            ("Mon adresse c’est Yoff Virage", "Yoff Virage"),
            ("voici mon adresse : Yoff", "Yoff"),
            ("Livraison : Yoff, villa 3", "Yoff, villa 3"),
            ("livraison Yoff", "Yoff"),
            ("Livrez-moi à Mermoz", "Mermoz"),
            ("livrez moi à Mermoz", "Mermoz"),
            ("livrez à Mermoz", "Mermoz"),
            ("J’habite à Bingerville", "à Bingerville"),
            ("j'habite à côté de la gare", "à côté de la gare"),
            ("I live in Soho", "in Soho"),
            ("j'habite", "j'habite"),
            ("OUI Deido, rue 5", "Deido, rue 5"),
            (
                "Oui, je confirme. Bonamoussadi rue 12",
                "Bonamoussadi rue 12",
            ),
            ("oui c’est bon, je suis à Makepe", "je suis à Makepe"),
            ("ok je prends, livrez moi à Yoff", "Yoff"),
            ("Yes! Address: 3 Lake St", "3 Lake St"),
            ("OK Market, rue 5", "OK Market, rue 5"),
            ("ok, rue 5", "rue 5"),
            ("d'accord rue 5", "d'accord rue 5"),
            ("oui", "oui"),
            ("oui !", "oui !"),
            ("Ouidah, rue 5", "Ouidah, rue 5"),
        ] {
            assert_eq!(address_in(text), address, "{text}");
        }
    }
}

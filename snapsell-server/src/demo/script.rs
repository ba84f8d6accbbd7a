//! The scripted live: who writes what and when, in both languages. Ten minutes that show every rule at work.

use snapsell_twilio::sim::Fault;

use super::cast::Who;
use super::round::Picture;
use crate::talk::{Both, Lang};

/// Something that happens at a moment of the script.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Milliseconds of the demo's clock since the beginning.
    pub(super) at_ms: i64,
    pub(super) act: Act,
    /// One sentence for those who watch.
    pub(super) caption: Option<Both>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Somebody writes.
    Say(Who, Both),
    /// Somebody sends a picture, with words or none.
    Photo(Who, Picture, Both),
    /// The network delivers somebody's last message once more.
    Again(Who),
    /// The provider will fail so often.
    Fault(Fault, u32),
    /// Twenty people write this in the same instant.
    Crowd(&'static str),
    /// Time passes.
    Wait,
}

const fn both(fr: &'static str, en: &'static str) -> Both {
    Both { en, fr }
}

const fn same(text: &'static str) -> Both {
    both(text, text)
}

impl Act {
    /// What the act says in the list of events, where nobody writes.
    pub(super) fn told(&self, lang: Lang) -> Option<String> {
        let told = match self {
            Self::Say(..) | Self::Photo(..) | Self::Wait => return None,
            Self::Again(who) => {
                let name = who.name().unwrap_or_default();
                let phrase = both(
                    "le réseau livre encore une fois le message de {0}",
                    "the network delivers {0}'s message once more",
                );
                return Some(phrase.fill(lang, &[name]));
            }
            Self::Fault(Fault::AcceptThenReset, _) => both(
                "le fournisseur va accepter un message et couper sans répondre",
                "the provider will accept a message and hang up without an answer",
            ),
            Self::Fault(_, times) => {
                let phrase = both(
                    "le fournisseur va répondre 503, {0} fois",
                    "the provider will answer 503, {0} time(s)",
                );
                return Some(phrase.fill(lang, &[&times.to_string()]));
            }
            Self::Crowd(_) => both(
                "20 clientes écrivent d'un coup",
                "20 customers write at once",
            ),
        };
        Some(told.get(lang).to_owned())
    }
}

fn step(at_ms: i64, act: Act) -> Step {
    Step {
        at_ms,
        act,
        caption: None,
    }
}

fn shown(at_ms: i64, act: Act, caption: Both) -> Step {
    Step {
        caption: Some(caption),
        ..step(at_ms, act)
    }
}

/// The steps, in order.
pub(super) fn steps() -> Vec<Step> {
    let mut steps = opening();
    steps.extend(orders());
    steps.extend(trouble());
    steps
}

fn opening() -> Vec<Step> {
    use Act::{Photo, Say};
    vec![
        shown(
            5_000,
            Photo(Who::Marie, Picture::Dress, same("A12")),
            both(
                "Marie envoie un code et une photo : le live s'ouvre tout seul.",
                "Marie sends a code and a photo: the live opens by itself.",
            ),
        ),
        step(30_000, Say(Who::Marie, same("S01 x3"))),
        step(50_000, Say(Who::Marie, same("B07"))),
        shown(
            80_000,
            Say(Who::Awa, same("A12")),
            both(
                "Awa et Fatou veulent la même robe, à 40 millisecondes d'écart.",
                "Awa and Fatou want the same dress, 40 milliseconds apart.",
            ),
        ),
        step(80_040, Say(Who::Fatou, same("A12"))),
        shown(
            140_000,
            Say(Who::Binta, same("a 12A")),
            both(
                "Binta se trompe de code : rien n'est réservé, on lui propose le bon.",
                "Binta mistypes: nothing is reserved, the right code is suggested.",
            ),
        ),
        step(160_000, Say(Who::Binta, same("1"))),
    ]
}

fn orders() -> Vec<Step> {
    use Act::{Photo, Say};
    vec![
        shown(
            180_000,
            Say(Who::Kady, same("S01")),
            both(
                "Kady commande : le stock ne baisse qu'à son OUI.",
                "Kady orders: the stock only goes down at her YES.",
            ),
        ),
        step(200_000, Say(Who::Kady, same("12 rue des Jardins, Cocody"))),
        step(220_000, Say(Who::Kady, both("OUI", "YES"))),
        step(240_000, Say(Who::Binta, same("S01"))),
        shown(
            260_000,
            Say(Who::Mariam, same("B07")),
            both(
                "Mariam envoie son reçu d'acompte : son temps s'arrête, Marie valide.",
                "Mariam sends the receipt of a deposit: her clock stops, Marie approves.",
            ),
        ),
        step(280_000, Photo(Who::Mariam, Picture::Receipt, same(""))),
        step(300_000, Say(Who::Marie, same("OK B07"))),
        shown(
            340_000,
            Act::Wait,
            both(
                "Awa ne dit rien : un rappel, puis sa réservation expire et passe à Fatou.",
                "Awa says nothing: a reminder, then her hold expires and goes to Fatou.",
            ),
        ),
        shown(
            400_000,
            Act::Again(Who::Fatou),
            both(
                "Le réseau livre deux fois le même message : le doublon est ignoré.",
                "The network delivers a message twice: the duplicate is ignored.",
            ),
        ),
        step(412_000, Say(Who::Fatou, same("Rue 7, Marcory"))),
    ]
}

fn trouble() -> Vec<Step> {
    use Act::Say;
    vec![
        shown(
            418_000,
            Act::Fault(Fault::Status(503), 1),
            both(
                "Le rappel de Binta échoue, et elle dit STOP : il est retenu.",
                "Binta's reminder fails, and she says STOP: it is withheld.",
            ),
        ),
        step(422_000, Say(Who::Binta, same("STOP"))),
        step(
            430_000,
            Say(Who::Mariam, same("villa 3, Riviera, Yopougon")),
        ),
        step(440_000, Say(Who::Fatou, both("OUI", "YES"))),
        step(470_000, Act::Fault(Fault::Status(503), 2)),
        shown(
            471_000,
            Say(Who::Mariam, both("OUI", "YES")),
            both(
                "Deux refus de suite : le message est renvoyé jusqu'à ce qu'il parte.",
                "Two refusals in a row: the message is sent again until it leaves.",
            ),
        ),
        step(499_000, Act::Fault(Fault::AcceptThenReset, 1)),
        shown(
            500_000,
            Say(Who::Kady, both("PANIER", "BASKET")),
            both(
                "Le fournisseur accepte puis coupe : le message n'est pas envoyé deux fois.",
                "The provider accepts, then hangs up: the message is not sent twice.",
            ),
        ),
        shown(
            535_000,
            Say(Who::Marie, same("C03")),
            both(
                "Vingt clientes veulent la même pièce au même instant : une seule l'a, dix-neuf sont en file.",
                "Twenty customers want the same piece in the same instant: one has it, nineteen queue.",
            ),
        ),
        step(560_000, Act::Crowd("C03")),
        shown(
            590_000,
            Say(Who::Marie, both("LISTE", "LIST")),
            both(
                "Les commandes sont prêtes. À vous !",
                "The orders are ready. Your turn!",
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_forward_and_lasts_a_minute_at_ten_times_the_pace() {
        let steps = steps();
        assert!(steps.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
        assert!(steps.last().is_some_and(|last| last.at_ms <= 600_000));
    }
}

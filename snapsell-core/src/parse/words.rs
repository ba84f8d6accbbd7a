//! The words that customers use, in French and English, folded.

use crate::lang::Lang;

/// What a word of command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Confirm,
    Cancel,
    Basket,
    Why,
    Stop,
    Resume,
    Help,
    Proof,
    Speak(Lang),
}

/// What a word of a customer's message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Says nothing by itself.
    Filler,
    /// BONJOUR: a filler, unless there is nothing else.
    Greeting,
    /// MERCI: the same.
    Thanks,
    /// She wants something: with codes, a claim.
    Wish,
    /// OUI, NON, PANIER.
    Ask(Ask),
    /// CONFIRME, ANNULER: no wish beside it makes a claim of it.
    Firm(Ask),
    /// OK, PASSE, INFO: yields to every other word.
    Hint(Ask),
    /// COMMANDE, COLIS: a thing to look at, or the verb of a claim.
    Order,
    /// END: opting out when nothing stands beside it.
    StopAlone,
    /// ADRESSE.
    Address,
    /// LIVRAISON.
    Delivery,
    /// NOUVELLE, before ADRESSE.
    New,
    /// PAS: the code that follows is not wanted.
    Not,
    /// COMMENT: a question.
    Question,
    /// COMBIEN: the question what something costs.
    HowMuch,
    /// PRIX, DISPO: one, when something is asked.
    Price,
    /// TOTAL: what everything costs.
    Total,
    /// DOIS, PAYER: the same, beside COMBIEN.
    Due,
    /// DON'T: nothing here is wanted.
    Never,
    /// NE, of `ne … pas`.
    Ne,
    /// PLUS: more, or no more.
    More,
    /// TAILLE.
    SizeMark,
    /// DEUX: as good as its digits.
    Number(u32),
    /// X, QTE.
    Times,
    /// VF, of `VF-0001`.
    Vf,
}

/// Looks a folded word up; letters repeated at its end (`OUIII`) count once.
pub(super) fn word(text: &str) -> Option<Word> {
    exact(text).or_else(|| {
        let last = text.chars().next_back()?;
        let short = text.trim_end_matches(last);
        let once = short.len() + last.len_utf8();
        (once < text.len()).then(|| exact(&text[..once])).flatten()
    })
}

fn exact(text: &str) -> Option<Word> {
    WORDS
        .binary_search_by_key(&text, |&(known, _)| known)
        .ok()
        .map(|at| WORDS[at].1)
}

use Word as W;

/// Sorted.
#[rustfmt::skip]
const WORDS: &[(&str, Word)] = &[
    ("A", W::Filler), ("ABANDONNE", W::Never), ("ABANDONNER", W::Never), ("ABEG", W::Filler),
    ("ACCORD", W::Hint(Ask::Confirm)), ("ACHETE", W::Wish), ("ACHETER", W::Wish), ("ACOMPTE", W::Ask(Ask::Proof)),
    ("ACTUALLY", W::Filler), ("ADD", W::Wish), ("ADDRESS", W::Address), ("ADDRESSE", W::Address),
    ("ADRESS", W::Address), ("ADRESSE", W::Address), ("AI", W::Filler), ("AIDE", W::Ask(Ask::Help)),
    ("AIDER", W::Ask(Ask::Help)), ("AIDEZ", W::Ask(Ask::Help)), ("AIMERAIS", W::Wish), ("AJOUTE", W::Wish),
    ("AJOUTER", W::Wish), ("ALL", W::Filler), ("ALORS", W::Filler), ("ALREADY", W::Filler), ("ALSO", W::Filler),
    ("ALTOGETHER", W::Due), ("AN", W::Filler), ("AND", W::Filler), ("ANGLAIS", W::Ask(Ask::Speak(Lang::En))),
    ("ANNUL", W::Firm(Ask::Cancel)), ("ANNULATION", W::Firm(Ask::Cancel)), ("ANNULE", W::Firm(Ask::Cancel)),
    ("ANNULER", W::Firm(Ask::Cancel)), ("ANNULEZ", W::Firm(Ask::Cancel)), ("ARRET", W::Ask(Ask::Stop)),
    ("ARRETE", W::Ask(Ask::Stop)), ("ARRETER", W::Ask(Ask::Stop)), ("ARRETEZ", W::Ask(Ask::Stop)),
    ("ARTICLE", W::Filler), ("ARTICLES", W::Filler), ("ASAP", W::Filler), ("ATTEND", W::Filler),
    ("ATTENDEZ", W::Filler), ("ATTENDS", W::Filler), ("AU", W::Filler), ("AUSSI", W::Filler), ("AVAILABLE", W::Price),
    ("AVEC", W::Filler), ("AVIS", W::Never), ("BASKET", W::Ask(Ask::Basket)), ("BEAUCOUP", W::Filler),
    ("BEBE", W::Filler), ("BESOIN", W::Filler), ("BIEN", W::Filler), ("BIENTOT", W::Filler), ("BJR", W::Greeting),
    ("BON", W::Filler), ("BONJOUR", W::Greeting), ("BONNE", W::Filler), ("BONSOIR", W::Greeting), ("BOOK", W::Wish),
    ("BSR", W::Greeting), ("BUY", W::Wish), ("C", W::Filler), ("CA", W::Filler), ("CANCEL", W::Firm(Ask::Cancel)),
    ("CANCELED", W::Firm(Ask::Cancel)), ("CANCELLED", W::Firm(Ask::Cancel)), ("CANT", W::Never),
    ("CART", W::Ask(Ask::Basket)), ("CE", W::Filler), ("CES", W::Filler), ("CEST", W::Filler), ("CET", W::Filler),
    ("CETTE", W::Filler), ("CHANGE", W::New), ("CHANGER", W::New), ("CHERI", W::Filler), ("CHERIE", W::Filler),
    ("CHOICE", W::Filler), ("CHOISIS", W::Filler), ("CHOIX", W::Filler), ("CINQ", W::Number(5)), ("CODE", W::Filler),
    ("CODES", W::Filler), ("COLIS", W::Order), ("COMBIEN", W::HowMuch), ("COMMANDE", W::Order), ("COMMANDER", W::Wish),
    ("COMMANDES", W::Order), ("COMMENT", W::Question), ("CONFIRM", W::Firm(Ask::Confirm)),
    ("CONFIRMATION", W::Firm(Ask::Confirm)), ("CONFIRME", W::Firm(Ask::Confirm)), ("CONFIRMED", W::Firm(Ask::Confirm)),
    ("CONFIRMER", W::Firm(Ask::Confirm)), ("CONFIRMEZ", W::Firm(Ask::Confirm)), ("CONFIRMONS", W::Firm(Ask::Confirm)),
    ("COST", W::Price), ("COSTS", W::Price), ("COUCOU", W::Greeting), ("COUT", W::Price), ("COUTE", W::Price),
    ("CSR", W::Filler), ("D", W::Filler), ("DACCORD", W::Hint(Ask::Confirm)), ("DE", W::Filler), ("DEAR", W::Filler),
    ("DEJA", W::Filler), ("DELETE", W::Firm(Ask::Cancel)), ("DELIVER", W::Delivery), ("DELIVERY", W::Delivery),
    ("DEPOSIT", W::Ask(Ask::Proof)), ("DERNIER", W::Filler), ("DES", W::Filler), ("DESABONNE", W::Ask(Ask::Stop)),
    ("DESABONNEMENT", W::Ask(Ask::Stop)), ("DESABONNER", W::Ask(Ask::Stop)), ("DESABONNEZ", W::Ask(Ask::Stop)),
    ("DESINSCRIRE", W::Ask(Ask::Stop)), ("DESISTE", W::Never), ("DESOLE", W::Filler), ("DESOLEE", W::Filler),
    ("DEUX", W::Number(2)), ("DIBS", W::Wish), ("DISPATCHED", W::Question), ("DISPO", W::Price),
    ("DISPONIBLE", W::Price), ("DOIS", W::Due), ("DON", W::Never), ("DONC", W::Filler), ("DONE", W::Filler),
    ("DONNE", W::Wish), ("DONNEZ", W::Wish), ("DONT", W::Never), ("DU", W::Filler), ("DUE", W::Due),
    ("ECHANGE", W::Never), ("ECHANGER", W::Never), ("EFFECTUE", W::Filler), ("EN", W::Filler), ("ENCORE", W::Filler),
    ("END", W::StopAlone), ("ENGLISH", W::Ask(Ask::Speak(Lang::En))), ("ENLEVE", W::Firm(Ask::Cancel)),
    ("ENLEVER", W::Firm(Ask::Cancel)), ("ENLEVEZ", W::Firm(Ask::Cancel)), ("ENVOI", W::Filler), ("ENVOIE", W::Filler),
    ("ENVOYE", W::Filler), ("ENVOYER", W::Filler), ("ERREUR", W::Never), ("ES", W::Filler), ("EST", W::Filler),
    ("ET", W::Filler), ("EVERYTHING", W::Filler), ("EXCEPT", W::Not), ("EXCHANGE", W::Never), ("FAIT", W::Filler),
    ("FILLE", W::Filler), ("FILS", W::Filler), ("FINALEMENT", W::Filler), ("FIVE", W::Number(5)), ("FOR", W::Filler),
    ("FORGET", W::Never), ("FOUR", W::Number(4)), ("FRANCAIS", W::Ask(Ask::Speak(Lang::Fr))),
    ("FRANCAISE", W::Ask(Ask::Speak(Lang::Fr))), ("FRENCH", W::Ask(Ask::Speak(Lang::Fr))), ("GARDE", W::Wish),
    ("GARDEZ", W::Wish), ("GIVE", W::Wish), ("GRAB", W::Wish), ("GRAND", W::Filler), ("GRANDE", W::Filler),
    ("HAS", W::Filler), ("HAVE", W::Filler), ("HELLO", W::Greeting), ("HELP", W::Ask(Ask::Help)), ("HESITE", W::Never),
    ("HEY", W::Greeting), ("HI", W::Greeting), ("HOW", W::Question), ("HOWMUCH", W::HowMuch), ("HUN", W::Filler),
    ("I", W::Filler), ("IF", W::Filler), ("IL", W::Filler), ("IN", W::Filler), ("INFO", W::Hint(Ask::Help)),
    ("INFOS", W::Hint(Ask::Help)), ("INSTEAD", W::Not), ("IS", W::Filler), ("IT", W::Filler), ("J", W::Filler),
    ("JE", W::Filler), ("JOURNEE", W::Filler), ("JPRENDS", W::Wish), ("JUST", W::Filler), ("JUSTE", W::Filler),
    ("KAY", W::Hint(Ask::Confirm)), ("KEEP", W::Wish), ("KOI", W::Question), ("L", W::Filler), ("LA", W::Filler),
    ("LAST", W::Filler), ("LATER", W::Filler), ("LE", W::Filler), ("LES", W::Filler), ("LIKE", W::Wish),
    ("LIVRAISON", W::Delivery), ("LIVRER", W::Delivery), ("LIVREZ", W::Delivery), ("LL", W::Filler), ("M", W::Filler),
    ("MA", W::Filler), ("MADAME", W::Filler), ("MAINTENANT", W::Filler), ("MAMAN", W::Filler), ("MARI", W::Filler),
    ("ME", W::Filler), ("MERCI", W::Thanks), ("MERE", W::Filler), ("MES", W::Filler), ("MET", W::Wish),
    ("METS", W::Wish), ("METTEZ", W::Wish), ("MIND", W::Never), ("MINE", W::Wish), ("MISTAKE", W::Never),
    ("MLLE", W::Filler), ("MME", W::Filler), ("MOI", W::Filler), ("MON", W::Filler), ("MONTRE", W::Filler),
    ("MR", W::Filler), ("MUCH", W::Price), ("MY", W::Filler), ("N", W::Ne), ("NAH", W::Ask(Ask::Cancel)),
    ("NAN", W::Ask(Ask::Cancel)), ("NE", W::Ne), ("NEED", W::Wish), ("NEVERMIND", W::Never), ("NEW", W::New),
    ("NO", W::Ask(Ask::Cancel)), ("NON", W::Ask(Ask::Cancel)), ("NOPE", W::Ask(Ask::Cancel)), ("NOT", W::Not),
    ("NOUVEAU", W::New), ("NOUVELLE", W::New), ("NOW", W::Filler), ("NUIT", W::Filler), ("NUMERO", W::Filler),
    ("NVM", W::Never), ("OF", W::Filler), ("OFF", W::Never), ("OK", W::Hint(Ask::Confirm)),
    ("OKAY", W::Hint(Ask::Confirm)), ("OKE", W::Hint(Ask::Confirm)), ("OKEY", W::Hint(Ask::Confirm)),
    ("OKI", W::Hint(Ask::Confirm)), ("ON", W::Filler), ("ONLY", W::Filler), ("OPTION", W::Filler), ("ORDER", W::Order),
    ("ORDERS", W::Order), ("OU", W::Question), ("OUAIS", W::Ask(Ask::Confirm)), ("OUBLIE", W::Never),
    ("OUBLIEZ", W::Never), ("OUE", W::Ask(Ask::Confirm)), ("OUI", W::Ask(Ask::Confirm)), ("OUIS", W::Ask(Ask::Confirm)),
    ("OWE", W::Total), ("PAID", W::Ask(Ask::Proof)), ("PAIEMENT", W::Ask(Ask::Proof)), ("PANIER", W::Ask(Ask::Basket)),
    ("PARCEL", W::Order), ("PARLE", W::Filler), ("PARLER", W::Filler), ("PARLEZ", W::Filler), ("PAS", W::Not),
    ("PASS", W::Hint(Ask::Cancel)), ("PASSE", W::Hint(Ask::Cancel)), ("PATIENTE", W::Filler), ("PATIENTEZ", W::Filler),
    ("PAYE", W::Ask(Ask::Proof)), ("PAYEE", W::Ask(Ask::Proof)), ("PAYMENT", W::Ask(Ask::Proof)), ("PIECE", W::Filler),
    ("PIECES", W::Filler), ("PLAIT", W::Filler), ("PLEASE", W::Filler), ("PLS", W::Filler), ("PLUS", W::More),
    ("PLZ", W::Filler), ("POINTURE", W::SizeMark), ("POINTURES", W::SizeMark), ("POUR", W::Filler),
    ("POURQUOI", W::Ask(Ask::Why)), ("PREN", W::Wish), ("PREND", W::Wish), ("PRENDRAI", W::Wish),
    ("PRENDRAIS", W::Wish), ("PRENDRE", W::Wish), ("PRENDS", W::Wish), ("PREUVE", W::Ask(Ask::Proof)),
    ("PREUVES", W::Ask(Ask::Proof)), ("PRICE", W::Price), ("PRIX", W::Price), ("PROOF", W::Ask(Ask::Proof)),
    ("PUIS", W::Filler), ("QTE", W::Times), ("QTY", W::Times), ("QU", W::Filler), ("QUAND", W::Question),
    ("QUANTITE", W::Times), ("QUANTITY", W::Times), ("QUATRE", W::Number(4)), ("QUEL", W::Question),
    ("QUELLE", W::Question), ("QUELS", W::Question), ("QUIT", W::StopAlone), ("QUOI", W::Question),
    ("RECEIPT", W::Hint(Ask::Proof)), ("RECU", W::Hint(Ask::Proof)), ("REMOVE", W::Firm(Ask::Cancel)),
    ("REPONSE", W::Filler), ("REPRENDRE", W::Ask(Ask::Resume)), ("RESERVATION", W::Order), ("RESERVE", W::Wish),
    ("RESERVER", W::Wish), ("RESERVERAI", W::Wish), ("RESERVEZ", W::Wish), ("RESUME", W::Ask(Ask::Resume)),
    ("RETIRE", W::Firm(Ask::Cancel)), ("RETIRER", W::Firm(Ask::Cancel)), ("RETIREZ", W::Firm(Ask::Cancel)),
    ("SA", W::Filler), ("SALAM", W::Greeting), ("SALUT", W::Greeting), ("SANS", W::Not), ("SAUF", W::Not),
    ("SEE", W::Filler), ("SENT", W::Filler), ("SEULEMENT", W::Filler), ("SHIPPED", W::Question), ("SHOW", W::Filler),
    ("SIL", W::Filler), ("SIS", W::Filler), ("SISTER", W::Filler), ("SIZE", W::SizeMark), ("SIZES", W::SizeMark),
    ("SKIP", W::Never), ("SOEUR", W::Filler), ("SOIREE", W::Filler), ("SORRY", W::Filler), ("SOUHAITE", W::Wish),
    ("SPEAK", W::Filler), ("START", W::Ask(Ask::Resume)), ("STILL", W::Filler), ("STOP", W::Ask(Ask::Stop)),
    ("STOPALL", W::Ask(Ask::Stop)), ("STOPPER", W::Ask(Ask::Stop)), ("STP", W::Filler),
    ("SUPPRIME", W::Firm(Ask::Cancel)), ("SUPPRIMER", W::Firm(Ask::Cancel)), ("SUPPRIMEZ", W::Firm(Ask::Cancel)),
    ("SVP", W::Filler), ("SWAP", W::Never), ("SZ", W::SizeMark), ("T", W::Filler), ("TAIL", W::SizeMark),
    ("TAILLE", W::SizeMark), ("TAILLES", W::SizeMark), ("TAKE", W::Wish), ("TAKING", W::Wish), ("TANTIE", W::Filler),
    ("TARD", W::Filler), ("TARIF", W::Price), ("TATA", W::Filler), ("TE", W::Filler), ("THANK", W::Thanks),
    ("THANKS", W::Thanks), ("THAT", W::Filler), ("THE", W::Filler), ("THEM", W::Filler), ("THESE", W::Filler),
    ("THIS", W::Filler), ("THOSE", W::Filler), ("THREE", W::Number(3)), ("THX", W::Thanks), ("TO", W::Filler),
    ("TOMBER", W::Never), ("TOO", W::Filler), ("TOTAL", W::Total), ("TOUS", W::Filler), ("TOUT", W::Filler),
    ("TOUTE", W::Filler), ("TOUTES", W::Filler), ("TROIS", W::Number(3)), ("TU", W::Filler), ("TWO", W::Number(2)),
    ("UN", W::Filler), ("UNE", W::Filler), ("UNSTOP", W::Ask(Ask::Resume)), ("UNSUBSCRIBE", W::Ask(Ask::Stop)),
    ("VALIDE", W::Firm(Ask::Confirm)), ("VALIDER", W::Firm(Ask::Confirm)), ("VALIDEZ", W::Firm(Ask::Confirm)),
    ("VE", W::Filler), ("VERSE", W::Ask(Ask::Proof)), ("VEU", W::Wish), ("VEUT", W::Wish), ("VEUX", W::Wish),
    ("VF", W::Vf), ("VITE", W::Filler), ("VOICI", W::Filler), ("VOILA", W::Filler), ("VOIR", W::Filler),
    ("VOUDRAI", W::Wish), ("VOUDRAIS", W::Wish), ("VOUS", W::Filler), ("VX", W::Wish), ("WAIT", W::Filler),
    ("WANT", W::Wish), ("WHAT", W::Question), ("WHATS", W::Question), ("WHEN", W::Question), ("WHERE", W::Question),
    ("WHY", W::Ask(Ask::Why)), ("WI", W::Ask(Ask::Confirm)), ("WILL", W::Filler), ("WITH", W::Filler),
    ("WITHOUT", W::Not), ("WONT", W::Never), ("WOULD", W::Filler), ("X", W::Times), ("YEA", W::Ask(Ask::Confirm)),
    ("YEAH", W::Ask(Ask::Confirm)), ("YEP", W::Ask(Ask::Confirm)), ("YES", W::Ask(Ask::Confirm)),
    ("YH", W::Ask(Ask::Confirm)), ("YOU", W::Filler), ("YUP", W::Ask(Ask::Confirm)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_without_repeats() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_drawn_out_word_is_the_word() {
        assert_eq!(word("OUIIII"), Some(Word::Ask(Ask::Confirm)));
        assert_eq!(word("OKKK"), Some(Word::Hint(Ask::Confirm)));
        assert_eq!(word("PASS"), Some(Word::Hint(Ask::Cancel)));
        assert_eq!(word("OUIX"), None);
        assert_eq!(word(""), None);
    }
}

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
    /// MONTRE, VOIR: to look at, not to have.
    Show,
    /// VENDU, RESTE: whether it is still there, when something is asked.
    Left,
    /// DEMAIN, TROP, MAIS: part of a talk, and of no address by itself.
    Talk,
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
    ("A", W::Filler), ("ABANDONNE", W::Never), ("ABANDONNER", W::Never), ("ABEG", W::Filler), ("ABSOLUTELY", W::Talk),
    ("ACCORD", W::Hint(Ask::Confirm)), ("ACHETE", W::Wish), ("ACHETER", W::Wish), ("ACOMPTE", W::Ask(Ask::Proof)),
    ("ACTUALLY", W::Filler), ("ADD", W::Wish), ("ADDRESS", W::Address), ("ADDRESSE", W::Address), ("ADORE", W::Talk),
    ("ADRESS", W::Address), ("ADRESSE", W::Address), ("AFTERNOON", W::Greeting), ("AHEAD", W::Talk), ("AI", W::Filler),
    ("AIDE", W::Ask(Ask::Help)), ("AIDER", W::Ask(Ask::Help)), ("AIDEZ", W::Ask(Ask::Help)), ("AIME", W::Talk),
    ("AIMERAIS", W::Wish), ("AJOUTE", W::Wish), ("AJOUTER", W::Wish), ("AJOUTEZ", W::Wish), ("ALL", W::Filler),
    ("ALLEZ", W::Talk), ("ALLO", W::Greeting), ("ALORS", W::Filler), ("ALREADY", W::Filler), ("ALSO", W::Filler),
    ("ALTOGETHER", W::Due), ("AN", W::Filler), ("AND", W::Filler), ("ANGLAIS", W::Ask(Ask::Speak(Lang::En))),
    ("ANNUL", W::Firm(Ask::Cancel)), ("ANNULATION", W::Firm(Ask::Cancel)), ("ANNULE", W::Firm(Ask::Cancel)),
    ("ANNULER", W::Firm(Ask::Cancel)), ("ANNULEZ", W::Firm(Ask::Cancel)), ("APPELER", W::Talk), ("APPELEZ", W::Talk),
    ("APPELLE", W::Talk), ("ARRET", W::Ask(Ask::Stop)), ("ARRETE", W::Ask(Ask::Stop)), ("ARRETER", W::Ask(Ask::Stop)),
    ("ARRETEZ", W::Ask(Ask::Stop)), ("ARRIVE", W::Talk), ("ARTICLE", W::Filler), ("ARTICLES", W::Filler),
    ("ASAP", W::Filler), ("ATTEND", W::Filler), ("ATTENDEZ", W::Filler), ("ATTENDS", W::Filler), ("AU", W::Filler),
    ("AUJOURD", W::Talk), ("AUJOURDHUI", W::Talk), ("AUSSI", W::Filler), ("AUTRE", W::Talk), ("AVAILABLE", W::Price),
    ("AVEC", W::Filler), ("AVIS", W::Never), ("AVOIR", W::Talk), ("BABE", W::Filler), ("BASKET", W::Ask(Ask::Basket)),
    ("BEAU", W::Talk), ("BEAUCOUP", W::Filler), ("BEBE", W::Filler), ("BELLE", W::Talk), ("BENISSE", W::Talk),
    ("BESOIN", W::Filler), ("BIEN", W::Filler), ("BIENTOT", W::Filler), ("BJR", W::Greeting), ("BLESS", W::Talk),
    ("BON", W::Filler), ("BONJOUR", W::Greeting), ("BONNE", W::Filler), ("BONSOIR", W::Greeting), ("BOOK", W::Wish),
    ("BOTH", W::Talk), ("BSR", W::Greeting), ("BUT", W::Talk), ("BUY", W::Wish), ("C", W::Filler), ("CA", W::Filler),
    ("CALL", W::Talk), ("CAN", W::Talk), ("CANCEL", W::Firm(Ask::Cancel)), ("CANCELED", W::Firm(Ask::Cancel)),
    ("CANCELLED", W::Firm(Ask::Cancel)), ("CANT", W::Never), ("CART", W::Ask(Ask::Basket)), ("CASH", W::Talk),
    ("CC", W::Greeting), ("CE", W::Filler), ("CES", W::Filler), ("CEST", W::Filler), ("CET", W::Filler),
    ("CETTE", W::Filler), ("CHANGE", W::New), ("CHANGER", W::New), ("CHAUSSE", W::Talk), ("CHER", W::Talk),
    ("CHERCHER", W::Talk), ("CHERE", W::Talk), ("CHERI", W::Filler), ("CHERIE", W::Filler), ("CHOICE", W::Filler),
    ("CHOISIS", W::Filler), ("CHOIX", W::Filler), ("CINQ", W::Number(5)), ("CODE", W::Filler), ("CODES", W::Filler),
    ("COLIS", W::Order), ("COMBIEN", W::HowMuch), ("COMMANDE", W::Order), ("COMMANDER", W::Wish),
    ("COMMANDES", W::Order), ("COMMENT", W::Question), ("CONFIRM", W::Firm(Ask::Confirm)),
    ("CONFIRMATION", W::Firm(Ask::Confirm)), ("CONFIRME", W::Firm(Ask::Confirm)), ("CONFIRMED", W::Firm(Ask::Confirm)),
    ("CONFIRMER", W::Firm(Ask::Confirm)), ("CONFIRMEZ", W::Firm(Ask::Confirm)), ("CONFIRMONS", W::Firm(Ask::Confirm)),
    ("COOL", W::Talk), ("CORRECT", W::Talk), ("COST", W::Price), ("COSTS", W::Price), ("COUCOU", W::Greeting),
    ("COULD", W::Talk), ("COURSE", W::Talk), ("COUT", W::Price), ("COUTE", W::Price), ("CSR", W::Filler),
    ("D", W::Filler), ("DAC", W::Hint(Ask::Confirm)), ("DACCORD", W::Hint(Ask::Confirm)), ("DE", W::Filler),
    ("DEAR", W::Filler), ("DEJA", W::Filler), ("DELETE", W::Firm(Ask::Cancel)), ("DELIVER", W::Delivery),
    ("DELIVERY", W::Delivery), ("DEMAIN", W::Talk), ("DEPOSIT", W::Ask(Ask::Proof)), ("DERNIER", W::Filler),
    ("DES", W::Filler), ("DESABONNE", W::Ask(Ask::Stop)), ("DESABONNEMENT", W::Ask(Ask::Stop)),
    ("DESABONNER", W::Ask(Ask::Stop)), ("DESABONNEZ", W::Ask(Ask::Stop)), ("DESINSCRIRE", W::Ask(Ask::Stop)),
    ("DESISTE", W::Never), ("DESOLE", W::Filler), ("DESOLEE", W::Filler), ("DEUX", W::Number(2)), ("DI", W::Talk),
    ("DIBS", W::Wish), ("DIEU", W::Talk), ("DIMANCHE", W::Talk), ("DISPATCHED", W::Question), ("DISPO", W::Price),
    ("DISPONIBLE", W::Price), ("DIT", W::Talk), ("DOIS", W::Due), ("DONC", W::Filler), ("DONE", W::Filler),
    ("DONNE", W::Wish), ("DONNEZ", W::Wish), ("DONT", W::Never), ("DU", W::Filler), ("DUE", W::Due),
    ("ECHANGE", W::Never), ("ECHANGER", W::Never), ("ECRIRE", W::Filler), ("EFFECTUE", W::Filler), ("EN", W::Filler),
    ("ENCORE", W::Filler), ("END", W::StopAlone), ("ENGLISH", W::Ask(Ask::Speak(Lang::En))),
    ("ENLEVE", W::Firm(Ask::Cancel)), ("ENLEVER", W::Firm(Ask::Cancel)), ("ENLEVEZ", W::Firm(Ask::Cancel)),
    ("ENVOI", W::Filler), ("ENVOIE", W::Filler), ("ENVOYE", W::Filler), ("ENVOYER", W::Filler), ("ERREUR", W::Never),
    ("ES", W::Filler), ("EST", W::Filler), ("ET", W::Filler), ("EVENING", W::Greeting), ("EVERYONE", W::Filler),
    ("EVERYTHING", W::Filler), ("EXACT", W::Talk), ("EXACTEMENT", W::Talk), ("EXCEPT", W::Not), ("EXCHANGE", W::Never),
    ("EXISTE", W::Left), ("EXPENSIVE", W::Talk), ("FAIS", W::Talk), ("FAIT", W::Filler), ("FAMILLE", W::Filler),
    ("FILLE", W::Filler), ("FILS", W::Filler), ("FINALEMENT", W::Filler), ("FIVE", W::Number(5)), ("FOR", W::Filler),
    ("FORGET", W::Never), ("FOUR", W::Number(4)), ("FRANCAIS", W::Ask(Ask::Speak(Lang::Fr))),
    ("FRANCAISE", W::Ask(Ask::Speak(Lang::Fr))), ("FRENCH", W::Ask(Ask::Speak(Lang::Fr))), ("FRIDAY", W::Talk),
    ("GARDE", W::Wish), ("GARDEZ", W::Wish), ("GET", W::Talk), ("GIVE", W::Wish), ("GM", W::Greeting), ("GO", W::Talk),
    ("GOD", W::Talk), ("GONE", W::Left), ("GOOD", W::Filler), ("GRAB", W::Wish), ("GRAND", W::Filler),
    ("GRANDE", W::Filler), ("GREAT", W::Talk), ("HAS", W::Filler), ("HAVE", W::Filler), ("HELLO", W::Greeting),
    ("HELP", W::Ask(Ask::Help)), ("HESITE", W::Never), ("HEY", W::Greeting), ("HI", W::Greeting), ("HOLD", W::Wish),
    ("HOW", W::Question), ("HOWMUCH", W::HowMuch), ("HUI", W::Talk), ("HUN", W::Filler), ("I", W::Filler),
    ("IF", W::Talk), ("IL", W::Filler), ("IN", W::Filler), ("INFINIMENT", W::Filler), ("INFO", W::Hint(Ask::Help)),
    ("INFOS", W::Hint(Ask::Help)), ("INSTEAD", W::Not), ("IRA", W::Talk), ("IS", W::Filler), ("IT", W::Filler),
    ("J", W::Filler), ("JE", W::Filler), ("JEUDI", W::Talk), ("JOLI", W::Talk), ("JOLIE", W::Talk),
    ("JOURNEE", W::Filler), ("JPRENDS", W::Wish), ("JUST", W::Filler), ("JUSTE", W::Filler), ("JVEU", W::Wish),
    ("JVEUX", W::Wish), ("JVX", W::Wish), ("KAY", W::Hint(Ask::Confirm)), ("KEEP", W::Wish), ("KNOW", W::Talk),
    ("KOI", W::Question), ("L", W::Filler), ("LA", W::Filler), ("LARGE", W::Talk), ("LAST", W::Filler),
    ("LATER", W::Filler), ("LE", W::Filler), ("LEFT", W::Left), ("LES", W::Filler), ("LIBERE", W::Firm(Ask::Cancel)),
    ("LIBERER", W::Firm(Ask::Cancel)), ("LIBEREZ", W::Firm(Ask::Cancel)), ("LIKE", W::Wish), ("LIVRAISON", W::Delivery),
    ("LIVRER", W::Delivery), ("LIVREZ", W::Delivery), ("LL", W::Filler), ("LONGER", W::Never), ("LOVE", W::Talk),
    ("LUNDI", W::Talk), ("M", W::Filler), ("MA", W::Filler), ("MADAME", W::Filler), ("MAINTENANT", W::Filler),
    ("MAIS", W::Talk), ("MAMAN", W::Filler), ("MARDI", W::Talk), ("MARI", W::Filler), ("MATIN", W::Talk),
    ("MAYBE", W::Never), ("ME", W::Filler), ("MEDIUM", W::Talk), ("MEME", W::Filler), ("MERCI", W::Thanks),
    ("MERCREDI", W::Talk), ("MERE", W::Filler), ("MES", W::Filler), ("MESSAGE", W::Filler), ("MESSAGES", W::Filler),
    ("MET", W::Wish), ("METS", W::Wish), ("METTEZ", W::Wish), ("MIND", W::Never), ("MINE", W::Wish),
    ("MISTAKE", W::Never), ("MLLE", W::Filler), ("MME", W::Filler), ("MOI", W::Filler), ("MON", W::Filler),
    ("MONDAY", W::Talk), ("MONEY", W::Talk), ("MONTRE", W::Show), ("MONTRER", W::Show), ("MONTREZ", W::Show),
    ("MORE", W::Talk), ("MORNING", W::Greeting), ("MR", W::Filler), ("MUCH", W::Price), ("MWA", W::Filler),
    ("MY", W::Filler), ("N", W::Ne), ("NAH", W::Ask(Ask::Cancel)), ("NAN", W::Ask(Ask::Cancel)), ("NE", W::Ne),
    ("NEED", W::Wish), ("NEVERMIND", W::Never), ("NEW", W::New), ("NO", W::Ask(Ask::Cancel)),
    ("NON", W::Ask(Ask::Cancel)), ("NOPE", W::Ask(Ask::Cancel)), ("NOT", W::Not), ("NOUVEAU", W::New),
    ("NOUVELLE", W::New), ("NOW", W::Filler), ("NUIT", W::Filler), ("NUMERO", W::Filler), ("NVM", W::Never),
    ("OF", W::Filler), ("OFF", W::Never), ("OK", W::Hint(Ask::Confirm)), ("OKAY", W::Hint(Ask::Confirm)),
    ("OKE", W::Hint(Ask::Confirm)), ("OKEY", W::Hint(Ask::Confirm)), ("OKI", W::Hint(Ask::Confirm)), ("ON", W::Filler),
    ("ONLY", W::Filler), ("OOPS", W::Talk), ("OPTION", W::Filler), ("ORDER", W::Order), ("ORDERS", W::Order),
    ("OU", W::Question), ("OUAIS", W::Ask(Ask::Confirm)), ("OUBLIE", W::Never), ("OUBLIEZ", W::Never),
    ("OUE", W::Ask(Ask::Confirm)), ("OUI", W::Ask(Ask::Confirm)), ("OUIS", W::Ask(Ask::Confirm)), ("OUPS", W::Talk),
    ("OWE", W::Total), ("PAID", W::Ask(Ask::Proof)), ("PAIE", W::Talk), ("PAIEMENT", W::Ask(Ask::Proof)),
    ("PANIER", W::Ask(Ask::Basket)), ("PARCEL", W::Order), ("PARDON", W::Talk), ("PARFAIT", W::Talk),
    ("PARLE", W::Filler), ("PARLER", W::Filler), ("PARLEZ", W::Filler), ("PARTI", W::Left), ("PARTIE", W::Left),
    ("PAS", W::Not), ("PASS", W::Hint(Ask::Cancel)), ("PASSE", W::Hint(Ask::Cancel)), ("PATIENTE", W::Filler),
    ("PATIENTEZ", W::Filler), ("PAY", W::Talk), ("PAYE", W::Ask(Ask::Proof)), ("PAYEE", W::Ask(Ask::Proof)),
    ("PAYER", W::Talk), ("PAYMENT", W::Ask(Ask::Proof)), ("PEINE", W::Never), ("PERFECT", W::Talk), ("PHONE", W::Talk),
    ("PHOTO", W::Show), ("PIECE", W::Filler), ("PIECES", W::Filler), ("PLAISANTE", W::Talk), ("PLAISIR", W::Talk),
    ("PLAIT", W::Filler), ("PLEASE", W::Filler), ("PLS", W::Filler), ("PLUS", W::More), ("PLUTOT", W::Talk),
    ("PLZ", W::Filler), ("POINTURE", W::SizeMark), ("POINTURES", W::SizeMark), ("POSSIBLE", W::Talk),
    ("POUR", W::Filler), ("POURQUOI", W::Ask(Ask::Why)), ("PREFER", W::Talk), ("PREFERE", W::Talk), ("PREN", W::Wish),
    ("PREND", W::Wish), ("PRENDRAI", W::Wish), ("PRENDRAIS", W::Wish), ("PRENDRE", W::Wish), ("PRENDS", W::Wish),
    ("PREUVE", W::Ask(Ask::Proof)), ("PREUVES", W::Ask(Ask::Proof)), ("PRICE", W::Price), ("PRIS", W::Left),
    ("PRISE", W::Left), ("PRIX", W::Price), ("PROBLEM", W::Talk), ("PROBLEME", W::Talk), ("PROOF", W::Ask(Ask::Proof)),
    ("PUIS", W::Filler), ("QTE", W::Times), ("QTY", W::Times), ("QU", W::Filler), ("QUAND", W::Question),
    ("QUANTITE", W::Times), ("QUANTITY", W::Times), ("QUATRE", W::Number(4)), ("QUE", W::Talk), ("QUEL", W::Question),
    ("QUELLE", W::Question), ("QUELQU", W::Never), ("QUELS", W::Question), ("QUIT", W::StopAlone),
    ("QUOI", W::Question), ("RECEIPT", W::Hint(Ask::Proof)), ("RECU", W::Hint(Ask::Proof)), ("REFLECHIR", W::Never),
    ("REFLECHIS", W::Never), ("RELEASE", W::Firm(Ask::Cancel)), ("REMONTRE", W::Show), ("REMONTRER", W::Show),
    ("REMONTREZ", W::Show), ("REMOVE", W::Firm(Ask::Cancel)), ("REMPLACE", W::Never), ("REMPLACER", W::Never),
    ("REMPLACEZ", W::Never), ("REPLACE", W::Never), ("REPONSE", W::Filler), ("REPRENDRE", W::Ask(Ask::Resume)),
    ("RESERVATION", W::Order), ("RESERVE", W::Wish), ("RESERVER", W::Wish), ("RESERVERAI", W::Wish),
    ("RESERVEZ", W::Wish), ("RESTE", W::Left), ("RESUME", W::Ask(Ask::Resume)), ("RETIRE", W::Firm(Ask::Cancel)),
    ("RETIRER", W::Firm(Ask::Cancel)), ("RETIREZ", W::Firm(Ask::Cancel)), ("REVOIR", W::Show), ("RIEN", W::Talk),
    ("RIGHT", W::Talk), ("RUSH", W::Talk), ("SA", W::Filler), ("SAID", W::Talk), ("SAIS", W::Talk),
    ("SALAM", W::Greeting), ("SALUT", W::Greeting), ("SAME", W::Filler), ("SAMEDI", W::Talk), ("SANS", W::Not),
    ("SATURDAY", W::Talk), ("SAUF", W::Not), ("SAVE", W::Wish), ("SEE", W::Show), ("SENDING", W::Filler),
    ("SENT", W::Filler), ("SEULEMENT", W::Filler), ("SHIPPED", W::Question), ("SHOW", W::Show), ("SI", W::Talk),
    ("SIL", W::Filler), ("SIS", W::Filler), ("SISTER", W::Filler), ("SIZE", W::SizeMark), ("SIZES", W::SizeMark),
    ("SKIP", W::Never), ("SLT", W::Greeting), ("SMALL", W::Talk), ("SOEUR", W::Filler), ("SOIR", W::Talk),
    ("SOIREE", W::Filler), ("SOLD", W::Left), ("SOMEONE", W::Never), ("SORRY", W::Filler), ("SOUCI", W::Talk),
    ("SOUHAITE", W::Wish), ("SPEAK", W::Filler), ("START", W::Ask(Ask::Resume)), ("STILL", W::Filler),
    ("STOP", W::Ask(Ask::Stop)), ("STOPALL", W::Ask(Ask::Stop)), ("STOPPER", W::Ask(Ask::Stop)), ("STP", W::Filler),
    ("SUNDAY", W::Talk), ("SUPER", W::Talk), ("SUPPRIME", W::Firm(Ask::Cancel)), ("SUPPRIMER", W::Firm(Ask::Cancel)),
    ("SUPPRIMEZ", W::Firm(Ask::Cancel)), ("SUR", W::Talk), ("SURE", W::Talk), ("SVP", W::Filler), ("SWAP", W::Never),
    ("SZ", W::SizeMark), ("T", W::Filler), ("TAIL", W::SizeMark), ("TAILLE", W::SizeMark), ("TAILLES", W::SizeMark),
    ("TAKE", W::Wish), ("TAKEN", W::Left), ("TAKING", W::Wish), ("TANTIE", W::Filler), ("TARD", W::Filler),
    ("TARIF", W::Price), ("TATA", W::Filler), ("TE", W::Filler), ("TEL", W::Talk), ("TELEPHONE", W::Talk),
    ("THANK", W::Thanks), ("THANKS", W::Thanks), ("THAT", W::Filler), ("THE", W::Filler), ("THEM", W::Filler),
    ("THESE", W::Filler), ("THINKING", W::Never), ("THIS", W::Filler), ("THOSE", W::Filler), ("THREE", W::Number(3)),
    ("THURSDAY", W::Talk), ("THX", W::Thanks), ("TO", W::Filler), ("TODAY", W::Talk), ("TOMBER", W::Never),
    ("TOMORROW", W::Talk), ("TONIGHT", W::Talk), ("TOO", W::Filler), ("TOP", W::Talk), ("TOTAL", W::Total),
    ("TOUJOURS", W::Filler), ("TOUS", W::Filler), ("TOUT", W::Filler), ("TOUTE", W::Filler), ("TOUTES", W::Filler),
    ("TROIS", W::Number(3)), ("TROP", W::Talk), ("TU", W::Filler), ("TUESDAY", W::Talk), ("TWO", W::Number(2)),
    ("UN", W::Filler), ("UNE", W::Filler), ("UNSTOP", W::Ask(Ask::Resume)), ("UNSUBSCRIBE", W::Ask(Ask::Stop)),
    ("VA", W::Talk), ("VALIDE", W::Firm(Ask::Confirm)), ("VALIDER", W::Firm(Ask::Confirm)),
    ("VALIDEZ", W::Firm(Ask::Confirm)), ("VAS", W::Talk), ("VE", W::Filler), ("VENDREDI", W::Talk), ("VENDU", W::Left),
    ("VENDUE", W::Left), ("VENDUS", W::Left), ("VERSE", W::Ask(Ask::Proof)), ("VEU", W::Wish), ("VEUT", W::Wish),
    ("VEUX", W::Wish), ("VF", W::Vf), ("VIENS", W::Talk), ("VITE", W::Filler), ("VOICI", W::Filler),
    ("VOILA", W::Filler), ("VOIR", W::Show), ("VOIS", W::Talk), ("VOLONTIERS", W::Talk), ("VOUDRAI", W::Wish),
    ("VOUDRAIS", W::Wish), ("VOUS", W::Filler), ("VU", W::Talk), ("VX", W::Wish), ("WAIT", W::Filler),
    ("WANT", W::Wish), ("WAVE", W::Talk), ("WEDNESDAY", W::Talk), ("WHAT", W::Question), ("WHATS", W::Question),
    ("WHEN", W::Question), ("WHERE", W::Question), ("WHY", W::Ask(Ask::Why)), ("WI", W::Ask(Ask::Confirm)),
    ("WILL", W::Filler), ("WITH", W::Filler), ("WITHOUT", W::Not), ("WONT", W::Never), ("WORRIES", W::Talk),
    ("WOULD", W::Filler), ("WRONG", W::Never), ("X", W::Times), ("Y", W::Talk), ("YEA", W::Ask(Ask::Confirm)),
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

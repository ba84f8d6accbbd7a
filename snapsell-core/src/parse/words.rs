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
    /// BONNE SOIRÉE: the same, and no answer is awaited.
    Farewell,
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
    /// JOLI, SUPER: the same, and by itself only kind.
    Praise,
    /// ROBE, ROUGE: what is sold and how it looks, as a claim may say it.
    Ware,
    /// RUE, VILLA: a part of an address.
    Place,
    /// ENVOYÉ, FAIT: a filler, and beside money a payment.
    Sent,
    /// WAVE, DÉPÔT: how money is sent.
    Means,
    /// PAYER: what is done with it, and part of a talk.
    Pay,
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

impl Word {
    /// Whether labels may begin with it: `ROBE-7`.
    pub(super) const fn may_name_a_category(self) -> bool {
        matches!(self, Self::Ware | Self::Place | Self::Means)
    }
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
    ("A", W::Filler), ("ABANDONNE", W::Never), ("ABANDONNER", W::Never), ("ABAYA", W::Ware), ("ABEG", W::Filler),
    ("ABSOLUTELY", W::Talk), ("ACCORD", W::Hint(Ask::Confirm)), ("ACCOUNT", W::Means), ("ACHETE", W::Wish),
    ("ACHETER", W::Wish),
    ("ACOMPTE", W::Ask(Ask::Proof)), ("ACTUALLY", W::Filler), ("ADD", W::Wish), ("ADDRESS", W::Address),
    ("ADDRESSE", W::Address), ("ADORE", W::Praise), ("ADRESS", W::Address), ("ADRESSE", W::Address), ("AFTER", W::Talk),
    ("AFTERNOON", W::Greeting), ("AHEAD", W::Talk), ("AI", W::Filler), ("AIDE", W::Ask(Ask::Help)),
    ("AIDER", W::Ask(Ask::Help)), ("AIDEZ", W::Ask(Ask::Help)), ("AIME", W::Talk), ("AIMERAIS", W::Wish),
    ("AJOUTE", W::Wish), ("AJOUTER", W::Wish), ("AJOUTEZ", W::Wish), ("ALEIKOUM", W::Filler), ("ALEYKOUM", W::Filler),
    ("ALL", W::Filler), ("ALLEE", W::Place),
    ("ALLEES", W::Place), ("ALLEZ", W::Talk), ("ALLO", W::Greeting), ("ALORS", W::Filler), ("ALREADY", W::Filler),
    ("ALRIGHT", W::Talk), ("ALSO", W::Filler), ("ALTOGETHER", W::Due), ("AMEN", W::Praise), ("AMINE", W::Praise),
    ("AMOUR", W::Filler), ("AN", W::Filler),
    ("AND", W::Filler), ("ANGLAIS", W::Ask(Ask::Speak(Lang::En))), ("ANNUL", W::Firm(Ask::Cancel)),
    ("ANNULATION", W::Firm(Ask::Cancel)), ("ANNULE", W::Firm(Ask::Cancel)), ("ANNULER", W::Firm(Ask::Cancel)),
    ("ANNULEZ", W::Firm(Ask::Cancel)), ("APPART", W::Place), ("APPARTEMENT", W::Place), ("APPELER", W::Talk),
    ("APPELEZ", W::Talk), ("APPELLE", W::Talk), ("APPT", W::Place), ("APRES", W::Talk), ("APT", W::Place),
    ("ARGENT", W::Means), ("ARRET", W::Ask(Ask::Stop)), ("ARRETE", W::Ask(Ask::Stop)), ("ARRETER", W::Ask(Ask::Stop)),
    ("ARRETEZ", W::Ask(Ask::Stop)), ("ARRIVE", W::Talk), ("ARTICLE", W::Filler), ("ARTICLES", W::Filler),
    ("ASAP", W::Filler), ("ATTEND", W::Filler), ("ATTENDEZ", W::Filler), ("ATTENDRE", W::Talk), ("ATTENDS", W::Filler),
    ("AU", W::Filler), ("AUJOURD", W::Talk), ("AUJOURDHUI", W::Talk), ("AUSSI", W::Filler), ("AUTRE", W::Talk),
    ("AUX", W::Filler), ("AV", W::Place), ("AVAILABLE", W::Price), ("AVANT", W::Talk), ("AVE", W::Place),
    ("AVEC", W::Filler),
    ("AVENUE", W::Place), ("AVIS", W::Never), ("AVOIR", W::Talk), ("BABE", W::Filler), ("BAG", W::Ware),
    ("BAGS", W::Ware), ("BAGUE", W::Ware), ("BASKET", W::Ask(Ask::Basket)), ("BASKETS", W::Ware), ("BAT", W::Place),
    ("BATIMENT", W::Place), ("BAZIN", W::Ware), ("BCP", W::Filler), ("BD", W::Place), ("BEAU", W::Praise),
    ("BEAUCOUP", W::Filler), ("BEAUTIFUL", W::Praise), ("BEBE", W::Filler), ("BEFORE", W::Talk), ("BEHIND", W::Place),
    ("BEIGE", W::Ware), ("BELLE", W::Praise), ("BENISSE", W::Talk), ("BESOIN", W::Filler), ("BIEN", W::Filler),
    ("BIENTOT", W::Farewell), ("BIJOU", W::Ware), ("BIJOUX", W::Ware), ("BISOU", W::Farewell), ("BISOUS", W::Farewell),
    ("BJR", W::Greeting), ("BLACK", W::Ware), ("BLANC", W::Ware), ("BLANCHE", W::Ware), ("BLD", W::Place),
    ("BLESS", W::Talk), ("BLEU", W::Ware), ("BLEUE", W::Ware), ("BLOC", W::Place), ("BLUE", W::Ware),
    ("BLVD", W::Place), ("BON", W::Filler), ("BONJOUR", W::Greeting), ("BONNE", W::Filler), ("BONSOIR", W::Greeting),
    ("BOOK", W::Wish), ("BOSS", W::Filler), ("BOTH", W::Talk), ("BOUBOU", W::Ware), ("BOUBOUS", W::Ware),
    ("BOULANGERIE", W::Place),
    ("BOULEVARD", W::Place), ("BOULOT", W::Talk), ("BOUTIQUE", W::Talk), ("BRACELET", W::Ware), ("BRAVO", W::Praise),
    ("BROWN", W::Ware),
    ("BSR", W::Greeting), ("BUREAU", W::Talk), ("BUT", W::Talk), ("BUY", W::Wish), ("BYE", W::Farewell),
    ("C", W::Filler), ("CA", W::Filler), ("CADEAU", W::Talk), ("CAFTAN", W::Ware), ("CALL", W::Talk), ("CAN", W::Talk),
    ("CANCEL", W::Firm(Ask::Cancel)), ("CANCELED", W::Firm(Ask::Cancel)), ("CANCELLED", W::Firm(Ask::Cancel)),
    ("CANT", W::Never), ("CARREFOUR", W::Place), ("CART", W::Ask(Ask::Basket)), ("CASH", W::Talk),
    ("CBIEN", W::HowMuch), ("CBN", W::HowMuch), ("CBON", W::Filler), ("CC", W::Greeting), ("CE", W::Filler),
    ("CES", W::Filler),
    ("CEST", W::Filler), ("CET", W::Filler), ("CETTE", W::Filler), ("CHANGE", W::New), ("CHANGED", W::Talk),
    ("CHANGER", W::New),
    ("CHAUSSE", W::Talk), ("CHAUSSURE", W::Ware), ("CHAUSSURES", W::Ware), ("CHEF", W::Filler), ("CHEMISE", W::Ware),
    ("CHEMISES", W::Ware),
    ("CHEMISIER", W::Ware), ("CHER", W::Talk), ("CHERCHER", W::Talk), ("CHERE", W::Talk), ("CHERI", W::Filler),
    ("CHERIE", W::Filler), ("CHOICE", W::Filler), ("CHOISIS", W::Filler), ("CHOIX", W::Filler), ("CIAO", W::Farewell),
    ("CINQ", W::Number(5)), ("CITE", W::Place), ("CLINIQUE", W::Place), ("CMB", W::HowMuch), ("CODE", W::Filler),
    ("CODES", W::Filler), ("COLIS", W::Order), ("COLLIER", W::Ware), ("COLOR", W::Ware), ("COLOUR", W::Ware),
    ("COMB", W::HowMuch), ("COMBI", W::Ware), ("COMBIEN", W::HowMuch), ("COMBINAISON", W::Ware), ("COMMANDE", W::Order),
    ("COMMANDER", W::Wish), ("COMMANDES", W::Order), ("COMME", W::Talk), ("COMMENT", W::Question),
    ("COMPLETE", W::Talk), ("CONBIEN", W::HowMuch), ("CONFIRM", W::Firm(Ask::Confirm)),
    ("CONFIRMATION", W::Firm(Ask::Confirm)), ("CONFIRME", W::Firm(Ask::Confirm)),
    ("CONFIRMED", W::Firm(Ask::Confirm)), ("CONFIRMER", W::Firm(Ask::Confirm)), ("CONFIRMEZ", W::Firm(Ask::Confirm)),
    ("CONFIRMONS", W::Firm(Ask::Confirm)), ("COOL", W::Praise), ("CORNICHE", W::Place), ("CORRECT", W::Talk),
    ("CORRECTE", W::Talk), ("COST", W::Price), ("COSTS", W::Price), ("COTE", W::Place), ("COUCOU", W::Greeting),
    ("COULD", W::Talk),
    ("COULEUR", W::Ware), ("COULEURS", W::Ware), ("COURAGE", W::Praise), ("COURSE", W::Talk), ("COUT", W::Price),
    ("COUTE", W::Price),
    ("CSR", W::Filler), ("D", W::Filler), ("DAC", W::Hint(Ask::Confirm)), ("DACC", W::Hint(Ask::Confirm)),
    ("DACCORD", W::Hint(Ask::Confirm)),
    ("DE", W::Filler), ("DEAR", W::Filler), ("DEDET", W::Ask(Ask::Cancel)), ("DEEDEET", W::Ask(Ask::Cancel)),
    ("DEEDET", W::Ask(Ask::Cancel)),
    ("DEJA", W::Filler), ("DELAI", W::Talk), ("DELETE", W::Firm(Ask::Cancel)),
    ("DELIVER", W::Delivery), ("DELIVERIES", W::Delivery), ("DELIVERY", W::Delivery), ("DEMAIN", W::Talk),
    ("DEPOSE", W::Sent), ("DEPOSIT", W::Ask(Ask::Proof)), ("DEPOT", W::Means), ("DERNIER", W::Filler),
    ("DERRIERE", W::Place), ("DES", W::Filler), ("DESABONNE", W::Ask(Ask::Stop)), ("DESABONNEMENT", W::Ask(Ask::Stop)),
    ("DESABONNER", W::Ask(Ask::Stop)), ("DESABONNEZ", W::Ask(Ask::Stop)), ("DESINSCRIRE", W::Ask(Ask::Stop)),
    ("DESISTE", W::Never), ("DESOLE", W::Filler), ("DESOLEE", W::Filler), ("DETAILS", W::Talk), ("DEUX", W::Number(2)),
    ("DEVANT", W::Place),
    ("DI", W::Talk), ("DIBS", W::Wish), ("DIEU", W::Talk), ("DIMANCHE", W::Talk), ("DIRE", W::Talk),
    ("DISPATCHED", W::Question), ("DISPO", W::Price), ("DISPONIBLE", W::Price), ("DIT", W::Talk), ("DODO", W::Farewell),
    ("DOIS", W::Due), ("DOMICILE", W::Talk), ("DOMMAGE", W::Talk), ("DONC", W::Filler), ("DONE", W::Filler),
    ("DONNE", W::Wish), ("DONNEZ", W::Wish),
    ("DONT", W::Never), ("DORE", W::Ware), ("DOREE", W::Ware), ("DRESS", W::Ware), ("DRESSES", W::Ware),
    ("DRIVE", W::Place), ("DSL", W::Filler), ("DSLE", W::Filler), ("DU", W::Filler), ("DUE", W::Due),
    ("ECHANGE", W::Never), ("ECHANGER", W::Never),
    ("ECOLE", W::Place), ("ECRIRE", W::Filler), ("EFFECTUE", W::Sent), ("EFFECTUEE", W::Sent), ("EGLISE", W::Place),
    ("EMAIL", W::Talk), ("EMBALLAGE", W::Talk), ("EN", W::Filler), ("ENCORE", W::Filler), ("END", W::StopAlone),
    ("ENDROIT", W::Talk),
    ("ENGLISH", W::Ask(Ask::Speak(Lang::En))), ("ENLEVE", W::Firm(Ask::Cancel)), ("ENLEVER", W::Firm(Ask::Cancel)),
    ("ENLEVEZ", W::Firm(Ask::Cancel)), ("ENSEMBLE", W::Ware), ("ENSEMBLES", W::Ware), ("ENVOI", W::Filler),
    ("ENVOIE", W::Filler), ("ENVOIES", W::Talk), ("ENVOYE", W::Sent), ("ENVOYEE", W::Sent), ("ENVOYER", W::Filler),
    ("ENVOYEZ", W::Filler), ("ERREUR", W::Never), ("ERRONEE", W::Talk), ("ES", W::Filler), ("ESPECES", W::Talk),
    ("EST", W::Filler),
    ("ESTATE", W::Place), ("ET", W::Filler),
    ("ETAGE", W::Place), ("EVENING", W::Greeting), ("EVERYONE", W::Filler), ("EVERYTHING", W::Filler),
    ("EXACT", W::Talk), ("EXACTE", W::Talk), ("EXACTEMENT", W::Talk), ("EXCEPT", W::Not), ("EXCHANGE", W::Never),
    ("EXISTE", W::Left),
    ("EXPENSIVE", W::Talk), ("FACE", W::Place), ("FAIS", W::Talk), ("FAIT", W::Sent), ("FAITE", W::Sent),
    ("FAMILLE", W::Filler), ("FAUSSE", W::Talk), ("FAUX", W::Talk), ("FEE", W::Price), ("FEES", W::Price),
    ("FELICITATIONS", W::Praise), ("FILLE", W::Filler),
    ("FILLES", W::Filler), ("FILS", W::Filler), ("FIN", W::Talk), ("FINALEMENT", W::Filler), ("FIVE", W::Number(5)),
    ("FLAT", W::Place),
    ("FOIS", W::Talk), ("FOR", W::Filler), ("FORGET", W::Never), ("FOULARD", W::Ware), ("FOULARDS", W::Ware),
    ("FOUR", W::Number(4)), ("FRAIS", W::Price), ("FRANCAIS", W::Ask(Ask::Speak(Lang::Fr))),
    ("FRANCAISE", W::Ask(Ask::Speak(Lang::Fr))), ("FRENCH", W::Ask(Ask::Speak(Lang::Fr))), ("FRIDAY", W::Talk),
    ("GARDE", W::Wish), ("GARDEZ", W::Wish), ("GARE", W::Place), ("GENIAL", W::Praise), ("GET", W::Talk),
    ("GIFT", W::Talk), ("GIVE", W::Wish), ("GM", W::Greeting), ("GO", W::Talk), ("GOD", W::Talk), ("GONE", W::Left),
    ("GOOD", W::Filler), ("GRAB", W::Wish), ("GRAND", W::Filler), ("GRANDE", W::Filler), ("GRATUIT", W::Price),
    ("GRATUITE", W::Price), ("GREAT", W::Praise), ("GREEN", W::Ware), ("GREY", W::Ware), ("GRIS", W::Ware),
    ("GRISE", W::Ware), ("HABITUDE", W::Talk), ("HABITUELLE", W::Talk), ("HAHA", W::Praise), ("HAHAHA", W::Praise),
    ("HAS", W::Filler),
    ("HAUT", W::Ware), ("HAVE", W::Filler), ("HEIN", W::Talk), ("HELLO", W::Greeting), ("HELP", W::Ask(Ask::Help)),
    ("HESITE", W::Never), ("HEURE", W::Talk), ("HEURES", W::Talk), ("HEY", W::Greeting), ("HI", W::Greeting),
    ("HIER", W::Talk), ("HIHI", W::Praise), ("HIJAB", W::Ware), ("HLM", W::Place), ("HOLD", W::Wish),
    ("HOPITAL", W::Place), ("HOUR", W::Talk), ("HOURS", W::Talk), ("HOUSE", W::Place), ("HOW", W::Question),
    ("HOWMUCH", W::HowMuch), ("HUI", W::Talk), ("HUN", W::Filler), ("I", W::Filler), ("IDENTIQUE", W::Talk),
    ("IF", W::Talk), ("IL", W::Filler),
    ("ILOT", W::Place), ("IMM", W::Place), ("IMMEUBLE", W::Place), ("IMPASSE", W::Place), ("IN", W::Filler),
    ("INCHALLAH", W::Praise), ("INCHANGEE", W::Talk), ("INCOMPLETE", W::Talk), ("INCORRECT", W::Talk),
    ("INCORRECTE", W::Talk),
    ("INFINIMENT", W::Filler), ("INFO", W::Hint(Ask::Help)), ("INFOS", W::Hint(Ask::Help)),
    ("INSTANT", W::Talk), ("INSTEAD", W::Not), ("INTROUVABLE", W::Talk), ("IRA", W::Talk), ("IS", W::Filler),
    ("IT", W::Filler),
    ("J", W::Filler), ("JACKET", W::Ware),
    ("JAUNE", W::Ware), ("JE", W::Filler), ("JEAN", W::Ware), ("JEANS", W::Ware), ("JEUDI", W::Talk),
    ("JOLI", W::Praise), ("JOLIE", W::Praise), ("JOURNEE", W::Farewell), ("JPRENDS", W::Wish), ("JUNCTION", W::Place),
    ("JUPE", W::Ware), ("JUPES", W::Ware), ("JUST", W::Filler), ("JUSTE", W::Filler), ("JVEU", W::Wish),
    ("JVEUX", W::Wish), ("JVX", W::Wish), ("KAY", W::Hint(Ask::Confirm)), ("KEEP", W::Wish), ("KNOW", W::Talk),
    ("KOI", W::Question), ("KOMBIEN", W::HowMuch), ("L", W::Filler), ("LA", W::Filler), ("LAISSE", W::Talk),
    ("LAISSEZ", W::Talk), ("LANE", W::Place),
    ("LARGE", W::Talk), ("LAST", W::Filler), ("LATER", W::Filler), ("LE", W::Filler), ("LEFT", W::Left),
    ("LES", W::Filler), ("LIBERE", W::Firm(Ask::Cancel)), ("LIBERER", W::Firm(Ask::Cancel)),
    ("LIBEREZ", W::Firm(Ask::Cancel)), ("LIBERTE", W::Place), ("LIKE", W::Wish), ("LIVRAISON", W::Delivery),
    ("LIVRAISONS", W::Delivery), ("LIVRE", W::Delivery), ("LIVREE", W::Delivery), ("LIVRER", W::Delivery),
    ("LIVRES", W::Delivery), ("LIVREZ", W::Delivery), ("LL", W::Filler), ("LOL", W::Praise), ("LONGER", W::Never),
    ("LOT", W::Place), ("LOTISSEMENT", W::Place), ("LOVE", W::Praise), ("LOVELY", W::Praise), ("LUNDI", W::Talk),
    ("LYCEE", W::Place),
    ("M", W::Filler), ("MA", W::Filler), ("MACHALLAH", W::Praise), ("MADAME", W::Filler), ("MAGASIN", W::Talk),
    ("MAGNIFIQUE", W::Praise), ("MAIL", W::Talk), ("MAINTENANT", W::Filler), ("MAIS", W::Talk), ("MAISON", W::Place),
    ("MALEKUM", W::Filler), ("MAMAN", W::Filler),
    ("MARCHE", W::Place), ("MARDI", W::Talk), ("MARI", W::Filler), ("MARRON", W::Ware), ("MASHALLAH", W::Praise),
    ("MATIN", W::Talk), ("MAUVAIS", W::Talk), ("MAUVAISE", W::Talk), ("MAYBE", W::Never), ("MDR", W::Praise),
    ("ME", W::Filler),
    ("MECHES", W::Ware), ("MEDIUM", W::Talk), ("MEME", W::Filler), ("MERCI", W::Thanks), ("MERCREDI", W::Talk),
    ("MERE", W::Filler), ("MES", W::Filler), ("MESSAGE", W::Filler), ("MESSAGES", W::Filler), ("MET", W::Wish),
    ("METS", W::Wish), ("METTEZ", W::Wish), ("MIDI", W::Talk), ("MIN", W::Talk), ("MIND", W::Never), ("MINE", W::Wish),
    ("MINUTE", W::Talk), ("MINUTES", W::Talk), ("MISTAKE", W::Never), ("MLLE", W::Filler), ("MME", W::Filler),
    ("MODIFIER", W::Talk), ("MOI", W::Filler), ("MOIS", W::Talk), ("MOMENT", W::Talk), ("MOMO", W::Means),
    ("MON", W::Filler), ("MONDAY", W::Talk),
    ("MONDE", W::Filler),
    ("MONEY", W::Means), ("MONTRE", W::Show), ("MONTRER", W::Show), ("MONTRES", W::Ware), ("MONTREZ", W::Show),
    ("MOOV", W::Means),
    ("MORE", W::Talk), ("MORNING", W::Greeting), ("MOSQUEE", W::Place), ("MR", W::Filler), ("MRC", W::Thanks),
    ("MTN", W::Means),
    ("MUCH", W::Price),
    ("MUCHAS", W::Filler), ("MWA", W::Filler), ("MY", W::Filler), ("N", W::Ne), ("NAATA", W::HowMuch),
    ("NAH", W::Ask(Ask::Cancel)),
    ("NAN", W::Ask(Ask::Cancel)), ("NATA", W::HowMuch), ("NE", W::Ne), ("NEAR", W::Place), ("NEED", W::Wish),
    ("NEVERMIND", W::Never),
    ("NEW", W::New), ("NIATA", W::HowMuch), ("NICE", W::Praise), ("NIGHT", W::Farewell), ("NN", W::Ask(Ask::Cancel)),
    ("NO", W::Ask(Ask::Cancel)), ("NOIR", W::Ware),
    ("NOIRE", W::Ware), ("NOIRS", W::Ware), ("NON", W::Ask(Ask::Cancel)), ("NOPE", W::Ask(Ask::Cancel)),
    ("NOT", W::Not), ("NOTE", W::Talk), ("NOTED", W::Talk), ("NOUVEAU", W::New), ("NOUVELLE", W::New),
    ("NOW", W::Filler),
    ("NUIT", W::Farewell), ("NUMERO", W::Filler), ("NVM", W::Never), ("OF", W::Filler), ("OFF", W::Never),
    ("OFFRIR", W::Talk), ("OK", W::Hint(Ask::Confirm)), ("OKAY", W::Hint(Ask::Confirm)), ("OKE", W::Hint(Ask::Confirm)),
    ("OKEY", W::Hint(Ask::Confirm)), ("OKI", W::Hint(Ask::Confirm)), ("OM", W::Means), ("ON", W::Filler),
    ("ONLY", W::Filler), ("OOPS", W::Talk), ("OPPOSITE", W::Place), ("OPTION", W::Filler), ("ORANGE", W::Ware),
    ("ORDER", W::Order), ("ORDERS", W::Order), ("OU", W::Question), ("OUAIS", W::Ask(Ask::Confirm)),
    ("OUBLIE", W::Never), ("OUBLIEZ", W::Never), ("OUE", W::Ask(Ask::Confirm)), ("OUI", W::Ask(Ask::Confirm)),
    ("OUIS", W::Ask(Ask::Confirm)), ("OUPS", W::Talk), ("OWE", W::Total), ("PAGNE", W::Ware), ("PAGNES", W::Ware),
    ("PAID", W::Ask(Ask::Proof)), ("PAIE", W::Pay), ("PAIEMENT", W::Ask(Ask::Proof)), ("PANIER", W::Ask(Ask::Basket)),
    ("PANTALON", W::Ware), ("PANTALONS", W::Ware), ("PARCEL", W::Order), ("PARCELLES", W::Place), ("PARDON", W::Talk),
    ("PARFAIT", W::Praise), ("PARFAITE", W::Talk), ("PARFUM", W::Ware), ("PARFUMS", W::Ware), ("PARLE", W::Filler),
    ("PARLER", W::Filler),
    ("PARLEZ", W::Filler), ("PARTI", W::Left), ("PARTIE", W::Left), ("PARTIR", W::Talk), ("PAS", W::Not),
    ("PASS", W::Hint(Ask::Cancel)),
    ("PASSAGE", W::Place), ("PASSE", W::Hint(Ask::Cancel)), ("PASSERA", W::Talk), ("PATIENTE", W::Filler),
    ("PATIENTEZ", W::Filler), ("PAY", W::Pay), ("PAYE", W::Ask(Ask::Proof)), ("PAYEE", W::Ask(Ask::Proof)),
    ("PAYEMENT", W::Ask(Ask::Proof)), ("PAYER", W::Pay), ("PAYMENT", W::Ask(Ask::Proof)), ("PEINE", W::Never),
    ("PERFECT", W::Praise),
    ("PERFUME", W::Ware), ("PERRUQUE", W::Ware), ("PERRUQUES", W::Ware), ("PEU", W::Talk), ("PEUT", W::Talk),
    ("PEUX", W::Talk), ("PHARMACIE", W::Place), ("PHONE", W::Talk), ("PHOTO", W::Show), ("PICKUP", W::Talk),
    ("PIECE", W::Filler),
    ("PIECES", W::Filler), ("PINK", W::Ware), ("PLAISANTE", W::Talk), ("PLAISIR", W::Talk), ("PLAIT", W::Filler),
    ("PLATEAU", W::Place), ("PLEASE", W::Filler), ("PLS", W::Filler), ("PLUS", W::More), ("PLUTOT", W::Talk),
    ("PLZ", W::Filler), ("POINT", W::Place), ("POINTURE", W::SizeMark), ("POINTURES", W::SizeMark), ("POLO", W::Ware),
    ("PORTE", W::Place), ("POSSIBLE", W::Talk), ("POSTE", W::Place), ("POUR", W::Filler),
    ("POURQUOI", W::Ask(Ask::Why)), ("POURRAIS", W::Talk), ("POUVEZ", W::Talk), ("PRECISE", W::Talk),
    ("PREFER", W::Talk),
    ("PREFERE", W::Talk), ("PREN", W::Wish), ("PREND", W::Wish), ("PRENDRA", W::Talk), ("PRENDRAI", W::Wish),
    ("PRENDRAIS", W::Wish), ("PRENDRE", W::Wish), ("PRENDS", W::Wish), ("PREUVE", W::Ask(Ask::Proof)),
    ("PREUVES", W::Ask(Ask::Proof)), ("PRICE", W::Price), ("PRIS", W::Left), ("PRISE", W::Left), ("PRIVE", W::Talk),
    ("PRIX", W::Price), ("PROBLEM", W::Talk), ("PROBLEME", W::Talk), ("PROLONGE", W::Talk), ("PROLONGER", W::Talk),
    ("PROOF", W::Ask(Ask::Proof)), ("PRX", W::Price), ("PTDR", W::Praise), ("PUIS", W::Filler), ("PX", W::Price),
    ("QTE", W::Times), ("QTY", W::Times),
    ("QU", W::Filler), ("QUAND", W::Question), ("QUANTITE", W::Times), ("QUANTITY", W::Times), ("QUARTIER", W::Place),
    ("QUATRE", W::Number(4)), ("QUE", W::Talk), ("QUEL", W::Question), ("QUELLE", W::Question), ("QUELQU", W::Never),
    ("QUELS", W::Question), ("QUIT", W::StopAlone), ("QUOI", W::Question), ("RECEIPT", W::Hint(Ask::Proof)),
    ("RECEPTION", W::Talk), ("RECU", W::Hint(Ask::Proof)), ("RECUE", W::Talk), ("RECUPERER", W::Talk), ("RED", W::Ware),
    ("REFLECHIR", W::Never),
    ("REFLECHIS", W::Never), ("REFUSE", W::Never), ("RELEASE", W::Firm(Ask::Cancel)), ("REMONTRE", W::Show),
    ("REMONTRER", W::Show),
    ("REMONTREZ", W::Show), ("REMOVE", W::Firm(Ask::Cancel)), ("REMPLACE", W::Never), ("REMPLACER", W::Never),
    ("REMPLACEZ", W::Never), ("REPLACE", W::Never), ("REPONSE", W::Filler), ("REPRENDRE", W::Ask(Ask::Resume)),
    ("RESERVATION", W::Order), ("RESERVE", W::Wish), ("RESERVER", W::Wish), ("RESERVERAI", W::Wish),
    ("RESERVEZ", W::Wish), ("RESIDENCE", W::Place), ("RESTE", W::Left), ("RESUME", W::Ask(Ask::Resume)),
    ("RETIRE", W::Firm(Ask::Cancel)), ("RETIRER", W::Firm(Ask::Cancel)), ("RETIREZ", W::Firm(Ask::Cancel)),
    ("RETOUR", W::Talk), ("RETRAIT", W::Talk), ("REVOIR", W::Show), ("RIB", W::Means), ("RIEN", W::Talk),
    ("RIGHT", W::Talk), ("RN", W::Place),
    ("ROAD", W::Place), ("ROBE", W::Ware),
    ("ROBES", W::Ware), ("ROND", W::Place), ("ROSE", W::Ware), ("ROUGE", W::Ware), ("ROUNDABOUT", W::Place),
    ("ROUTE", W::Place), ("RUE", W::Place), ("RUSH", W::Talk), ("SA", W::Filler), ("SAC", W::Ware), ("SACS", W::Ware),
    ("SAID", W::Talk), ("SAIS", W::Talk), ("SALAM", W::Greeting), ("SALAMALEKUM", W::Greeting),
    ("SALUT", W::Greeting), ("SAME", W::Filler),
    ("SAMEDI", W::Talk), ("SANDALES", W::Ware), ("SANS", W::Not), ("SATURDAY", W::Talk), ("SAUF", W::Not),
    ("SAVE", W::Wish), ("SCARF", W::Ware), ("SECTEUR", W::Place), ("SEE", W::Show), ("SEND", W::Filler),
    ("SENDING", W::Filler),
    ("SENT", W::Sent), ("SEULEMENT", W::Filler), ("SHIPPED", W::Question), ("SHIRT", W::Ware), ("SHOE", W::Ware),
    ("SHOES", W::Ware), ("SHOP", W::Talk), ("SHORT", W::Ware), ("SHOW", W::Show), ("SHOWROOM", W::Talk),
    ("SI", W::Talk), ("SICAP", W::Place), ("SIL", W::Filler), ("SIS", W::Filler), ("SISTER", W::Filler),
    ("SIZE", W::SizeMark), ("SIZES", W::SizeMark), ("SKIP", W::Never), ("SKIRT", W::Ware), ("SLT", W::Greeting),
    ("SMALL", W::Talk), ("SO", W::Filler), ("SOEUR", W::Filler), ("SOIR", W::Talk), ("SOIREE", W::Farewell),
    ("SOLD", W::Left), ("SOMEONE", W::Never), ("SORRY", W::Filler), ("SOUCI", W::Talk), ("SOUHAITE", W::Wish),
    ("SOUS", W::Means), ("SPEAK", W::Filler), ("SQUARE", W::Place), ("STADE", W::Place), ("START", W::Ask(Ask::Resume)),
    ("STATION", W::Place), ("STILL", W::Filler), ("STOP", W::Ask(Ask::Stop)), ("STOPALL", W::Ask(Ask::Stop)),
    ("STOPPER", W::Ask(Ask::Stop)), ("STP", W::Filler), ("STREET", W::Place), ("SUBLIME", W::Praise),
    ("SUIS", W::Filler), ("SUNDAY", W::Talk), ("SUPER", W::Praise), ("SUPPRIME", W::Firm(Ask::Cancel)),
    ("SUPPRIMER", W::Firm(Ask::Cancel)), ("SUPPRIMEZ", W::Firm(Ask::Cancel)), ("SUR", W::Talk), ("SURE", W::Talk),
    ("SVP", W::Filler), ("SWAP", W::Never), ("SZ", W::SizeMark), ("T", W::Filler), ("TAIL", W::SizeMark),
    ("TAILLE", W::SizeMark), ("TAILLES", W::SizeMark), ("TAKE", W::Wish), ("TAKEN", W::Left), ("TAKING", W::Wish),
    ("TALONS", W::Ware), ("TANTIE", W::Filler), ("TARD", W::Filler), ("TARIF", W::Price), ("TATA", W::Filler),
    ("TE", W::Filler), ("TEL", W::Talk), ("TELEPHONE", W::Talk), ("TEMPS", W::Talk), ("TERMINUS", W::Place),
    ("THANK", W::Thanks), ("THANKS", W::Thanks), ("THAT", W::Filler), ("THE", W::Filler), ("THEM", W::Filler),
    ("THERE", W::Left), ("THESE", W::Filler), ("THINKING", W::Never), ("THIS", W::Filler), ("THOSE", W::Filler),
    ("THREE", W::Number(3)), ("THURSDAY", W::Talk), ("THX", W::Thanks),
    ("TJR", W::Filler), ("TJRS", W::Filler), ("TJS", W::Filler), ("TO", W::Filler), ("TODAY", W::Talk),
    ("TOMBER", W::Never), ("TOMORROW", W::Talk), ("TON", W::Talk), ("TONIGHT", W::Talk), ("TOO", W::Filler),
    ("TOP", W::Praise),
    ("TOPS", W::Ware), ("TOT", W::Talk), ("TOTAL", W::Total), ("TOUJOURS", W::Filler), ("TOUS", W::Filler),
    ("TOUT", W::Filler),
    ("TOUTE", W::Filler), ("TOUTES", W::Filler), ("TRANSFER", W::Means), ("TRANSFERE", W::Sent),
    ("TRANSFERRED", W::Sent), ("TRANSFERT", W::Means), ("TRAVAIL", W::Talk), ("TROIS", W::Number(3)),
    ("TROMPE", W::Never),
    ("TROMPEE", W::Never), ("TROMPER", W::Never), ("TROP", W::Talk), ("TROUSERS", W::Ware), ("TSHIRT", W::Ware),
    ("TU", W::Filler), ("TUESDAY", W::Talk), ("TUNIQUE", W::Ware), ("TWICE", W::Number(2)), ("TWO", W::Number(2)),
    ("TY", W::Thanks), ("UN", W::Filler),
    ("UNE", W::Filler), ("UNITE", W::Place), ("UNSTOP", W::Ask(Ask::Resume)), ("UNSUBSCRIBE", W::Ask(Ask::Stop)),
    ("URGENT", W::Talk), ("VA", W::Talk), ("VALIDE", W::Firm(Ask::Confirm)), ("VALIDER", W::Firm(Ask::Confirm)),
    ("VALIDEZ", W::Firm(Ask::Confirm)), ("VAS", W::Talk), ("VE", W::Filler), ("VENDREDI", W::Talk), ("VENDU", W::Left),
    ("VENDUE", W::Left), ("VENDUS", W::Left), ("VENIR", W::Talk), ("VERSE", W::Ask(Ask::Proof)), ("VERT", W::Ware),
    ("VERTE", W::Ware), ("VESTE", W::Ware), ("VEU", W::Wish), ("VEUT", W::Wish), ("VEUX", W::Wish), ("VF", W::Vf),
    ("VIENDRA", W::Talk), ("VIENS", W::Talk), ("VIENT", W::Talk), ("VILLA", W::Place), ("VIOLET", W::Ware),
    ("VIOLETTE", W::Ware), ("VIRE", W::Sent), ("VIREMENT", W::Means), ("VITE", W::Filler), ("VOICI", W::Filler),
    ("VOILA", W::Filler), ("VOILE", W::Ware), ("VOIR", W::Show), ("VOIS", W::Talk), ("VOLONTIERS", W::Talk),
    ("VOS", W::Talk), ("VOTRE", W::Talk), ("VOUDRAI", W::Wish), ("VOUDRAIS", W::Wish), ("VOUS", W::Filler),
    ("VU", W::Talk), ("VX", W::Wish), ("WAAW", W::Ask(Ask::Confirm)), ("WAIT", W::Filler), ("WANT", W::Wish),
    ("WAOUH", W::Praise), ("WAVE", W::Means),
    ("WAX", W::Ware), ("WEDNESDAY", W::Talk), ("WHAT", W::Question), ("WHATS", W::Question), ("WHEN", W::Question),
    ("WHERE", W::Question), ("WHITE", W::Ware), ("WHY", W::Ask(Ask::Why)), ("WI", W::Ask(Ask::Confirm)),
    ("WIG", W::Ware), ("WILL", W::Filler), ("WITH", W::Filler), ("WITHOUT", W::Not), ("WONT", W::Never),
    ("WORRIES", W::Talk), ("WOULD", W::Filler), ("WOW", W::Praise), ("WRONG", W::Never), ("X", W::Times),
    ("Y", W::Talk), ("YA", W::Left), ("YEA", W::Ask(Ask::Confirm)), ("YEAH", W::Ask(Ask::Confirm)), ("YELLOW", W::Ware),
    ("YEP", W::Ask(Ask::Confirm)), ("YES", W::Ask(Ask::Confirm)), ("YESTERDAY", W::Talk), ("YH", W::Ask(Ask::Confirm)),
    ("YOU", W::Filler), ("YOUR", W::Talk), ("YUP", W::Ask(Ask::Confirm)), ("ZONE", W::Place),
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

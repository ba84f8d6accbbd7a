//! The words that sellers begin with, in French and English, folded.

use crate::order::CancelReason;

/// What a seller's first word commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Live,
    Begin,
    End,
    Withdraw,
    Release,
    Sold,
    For,
    Approve,
    Refuse,
    Prepare,
    SendOut,
    Deliver,
    Cancel,
    Block,
    Unblock,
    List,
    Why,
    Help,
    Edit,
}

/// Looks a folded word up.
pub(super) fn verb(text: &str) -> Option<Verb> {
    Some(match text {
        "LIVE" => Verb::Live,
        "START" | "DEBUT" | "OPEN" | "OUVRE" | "OUVRIR" | "COMMENCE" => Verb::Begin,
        "FIN" | "FINI" | "END" | "CLOSE" | "TERMINE" => Verb::End,
        "PAS" | "RETIRE" | "RETIRER" | "SUPPRIME" | "SUPPRIMER" | "ENLEVE" | "ENLEVER"
        | "WITHDRAW" | "REMOVE" | "DELETE" => Verb::Withdraw,
        "LIBERE" | "LIBERER" | "LIBEREZ" | "RELEASE" => Verb::Release,
        "VENDU" | "VENDUE" | "VENDUS" | "SOLD" => Verb::Sold,
        "POUR" | "FOR" | "RESERVE" | "RESERVER" | "BOOK" => Verb::For,
        "OK" | "VALIDE" | "VALIDER" | "APPROVE" | "ACCEPTE" | "ACCEPTER" | "ACCEPT" | "PAYE"
        | "PAYEE" | "PAID" => Verb::Approve,
        "REFUSE" | "REFUSER" | "REJECT" | "REJETTE" | "REJETER" => Verb::Refuse,
        "PREPARE" | "PREPARER" | "READY" | "PREPARATION" => Verb::Prepare,
        "LIVRAISON" | "ROUTE" | "SHIP" | "SHIPPED" | "EXPEDIE" | "EXPEDIER" | "EXPEDIEE" => {
            Verb::SendOut
        }
        "LIVRE" | "LIVREE" | "LIVRER" | "DELIVERED" => Verb::Deliver,
        "ANNULE" | "ANNULER" | "ANNULEE" | "CANCEL" => Verb::Cancel,
        "BLOQUE" | "BLOQUER" | "BLOCK" => Verb::Block,
        "DEBLOQUE" | "DEBLOQUER" | "UNBLOCK" => Verb::Unblock,
        "LISTE" | "LIST" | "COMMANDES" | "ORDERS" | "VENTES" | "SALES" => Verb::List,
        "POURQUOI" | "WHY" => Verb::Why,
        "AIDE" | "HELP" | "INFO" | "MENU" => Verb::Help,
        "MODIF" | "MODIFIE" | "MODIFIER" | "EDIT" | "CHANGE" | "CHANGER" => Verb::Edit,
        _ => return None,
    })
}

/// What is said behind an order or a piece: a verb, or PRÊTE, which begins no command (`prêt à porter A12`).
pub(super) fn state(text: &str) -> Option<Verb> {
    match text {
        "PRET" | "PRETE" | "PRETES" => Some(Verb::Prepare),
        text => verb(text),
    }
}

/// Words that may stand anywhere in a command.
pub(super) fn is_filler(text: &str) -> bool {
    matches!(
        text,
        "ET" | "AND"
            | "LE"
            | "LA"
            | "LES"
            | "DE"
            | "DU"
            | "DES"
            | "D"
            | "L"
            | "THE"
            | "OF"
            | "TO"
            | "A"
            | "AU"
            | "EN"
            | "ON"
            | "SVP"
            | "STP"
            | "PLEASE"
            | "PLS"
            | "PLZ"
            | "VENTE"
            | "MERCI"
            | "PREUVE"
            | "PROOF"
            | "THANKS"
            | "POUR"
            | "FOR"
            | "CODE"
            | "ARTICLE"
    )
}

/// Words that end a message which closes a live.
pub(super) fn is_farewell(text: &str) -> bool {
    matches!(
        text,
        "CE" | "SOIR"
            | "TOUT"
            | "TOUS"
            | "TOUTES"
            | "MONDE"
            | "FILLES"
            | "BONNE"
            | "NUIT"
            | "SOIREE"
            | "BISOUS"
            | "EVERYONE"
            | "ALL"
            | "TONIGHT"
            | "GOOD"
            | "NIGHT"
    )
}

/// Words behind a number of units.
pub(super) fn is_pieces(text: &str) -> bool {
    matches!(text, "PIECES" | "PCS" | "PC" | "UNITES" | "EXEMPLAIRES")
}

/// Words that give each of several codes one price.
pub(super) fn is_each(text: &str) -> bool {
    matches!(text, "CHACUN" | "CHACUNE" | "CHAQUE" | "EACH")
}

/// Words behind a number that measures something.
pub(super) fn is_measure(text: &str) -> bool {
    matches!(
        text,
        "AN" | "ANS" | "MOIS" | "YEARS" | "MONTHS" | "CM" | "METRES"
    )
}

/// Words behind `livraison` in an offer.
pub(super) fn is_included(text: &str) -> bool {
    matches!(
        text,
        "GRATUITE" | "OFFERT" | "OFFERTE" | "INCLUSE" | "COMPRISE" | "GRATUIT"
    )
}

/// Words of a sentence about an item, which is no offer of it.
pub(super) fn is_talk(text: &str) -> bool {
    matches!(
        text,
        "EST"
            | "IS"
            | "SONT"
            | "ARE"
            | "NE"
            | "NOT"
            | "PLUS"
            | "DEJA"
            | "ALREADY"
            | "RESERVE"
            | "RESERVEE"
            | "RESERVED"
            | "PARTI"
            | "PARTIE"
            | "PRIS"
            | "PRISE"
            | "INDISPONIBLE"
            | "EPUISE"
            | "EPUISEE"
            | "FINISHED"
            | "TAKEN"
            | "ENCORE"
            | "ADD"
            | "AJOUTE"
            | "GONE"
            | "QUI"
            | "WHO"
            | "STOP"
            | "ERREUR"
            | "PARDON"
            | "OUPS"
            | "ATTENDEZ"
            | "ATTENDS"
            | "DEMAIN"
            | "ARRIVE"
            | "RUPTURE"
            | "COMBIEN"
    )
}

/// Words of a remark on a piece, unless a price says what it costs like that.
pub(super) fn is_remark(text: &str) -> bool {
    matches!(
        text,
        "NON" | "ABIME" | "ABIMEE" | "DECHIRE" | "DECHIREE" | "CASSE" | "CASSEE" | "LIBRE"
    )
}

/// Whom a piece is for that is for many: `pour femme`.
pub(super) fn is_for_many(text: &str) -> bool {
    matches!(
        text,
        "FEMME"
            | "FEMMES"
            | "HOMME"
            | "HOMMES"
            | "DAME"
            | "DAMES"
            | "ENFANT"
            | "ENFANTS"
            | "FILLE"
            | "FILLES"
            | "GARCON"
            | "GARCONS"
            | "BEBE"
            | "BEBES"
            | "MARIAGE"
            | "FETE"
            | "TABASKI"
            | "KORITE"
            | "NOEL"
    )
}

/// Words for a currency, beside a price.
pub(super) fn is_currency(text: &str) -> bool {
    matches!(
        text,
        "F" | "FR"
            | "FRS"
            | "FCFA"
            | "CFA"
            | "XOF"
            | "XAF"
            | "FRANC"
            | "FRANCS"
            | "E"
            | "EUR"
            | "EURO"
            | "EUROS"
            | "USD"
            | "DOLLAR"
            | "DOLLARS"
            | "DH"
            | "DHS"
            | "MAD"
            | "DA"
            | "DZD"
            | "DT"
            | "TND"
            | "GNF"
            | "CHF"
            | "CAD"
            | "GBP"
    )
}

/// The reason for calling an order off that a word gives.
pub(super) fn reason(text: &str) -> Option<CancelReason> {
    Some(match text {
        "CLIENT" | "CLIENTE" | "CUSTOMER" => CancelReason::Customer,
        "VENDEUR" | "VENDEUSE" | "SELLER" | "MOI" => CancelReason::Seller,
        "ABSENT" | "ABSENTE" | "NOSHOW" | "SHOW" | "INJOIGNABLE" | "UNREACHABLE" | "FANTOME" => {
            CancelReason::NoShow
        }
        "RUPTURE" | "STOCK" | "EPUISE" | "EPUISEE" | "MANQUE" | "MANQUANT" => {
            CancelReason::OutOfStock
        }
        "ACOMPTE" | "DEPOSIT" | "IMPAYE" | "UNPAID" => CancelReason::DepositMissing,
        "FRAUDE" | "FRAUD" | "ARNAQUE" | "SCAM" | "FAUX" | "FAUSSE" | "FAKE" => CancelReason::Fraud,
        _ => return None,
    })
}

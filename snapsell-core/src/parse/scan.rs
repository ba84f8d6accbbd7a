//! One pass over a customer's words: what she asks for, what she names, what nobody knows.

use super::claims::Claims;
use super::measure::{joins, number_size};
use super::phrases::{heard, tells};
use super::text::{Shape, Text};
use super::words::{Ask, Word};
use crate::ids::OrderNumber;
use crate::intent::Claim;

/// The least that a number alone says is paid.
pub(super) const AMOUNT_MIN: u32 = 500;

/// What one pass has seen.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) claims: Claims,
    /// The last order named, and how many there are.
    pub(super) order: Option<OrderNumber>,
    pub(super) orders: u32,
    /// Words that nobody knows, those of a negation included.
    pub(super) unknown: u32,
    /// Numbers that belong to nothing, and the last of them.
    pub(super) numbers: u32,
    pub(super) number: u32,
    /// How many of these numbers may be a quantity without its `x`, and the last that may not.
    pub(super) counts: u32,
    pub(super) price: u32,
    /// How many of them may at least be meant so.
    pub(super) counted: u32,
    /// Letters and digits together that are no code.
    pub(super) references: u32,
    /// The first word that says something, if it is a known one.
    pub(super) first: Option<Word>,
    /// She wants, takes, orders.
    pub(super) wish: bool,
    /// CONFIRME or ANNULER: no wish changes that.
    pub(super) firm: bool,
    /// She says hello.
    pub(super) greets: bool,
    /// She says thank you.
    pub(super) thanks: bool,
    /// She says goodbye.
    pub(super) leaves: bool,
    /// She asks something.
    pub(super) question: bool,
    /// With a word for it, and not only where something is.
    pub(super) asks: bool,
    /// She wants to see something.
    pub(super) shows: bool,
    /// She speaks of one thing beside another: `si A12 est pris, B7`.
    pub(super) weighs: bool,
    /// How many of the unknown words ask it.
    pub(super) questions: u32,
    /// COMBIEN.
    pub(super) how_much: bool,
    /// How many of the unknown words speak of a price.
    pub(super) prices: u32,
    /// How many of them ask whether it is still there.
    pub(super) left: u32,
    /// How many of them speak of what everything costs.
    pub(super) totals: u32,
    /// TOTAL: one of them that needs no question.
    pub(super) total: bool,
    /// How many of them speak of delivery.
    pub(super) delivery: u32,
    /// How many of them are no part of an address either.
    pub(super) talk: u32,
    /// Kind words among them.
    pub(super) praises: u32,
    /// Words of a claim about what is sold, among them.
    pub(super) wares: u32,
    /// Words that only an address has.
    pub(super) places: u32,
    /// She tells what she does, and not where she is.
    pub(super) tells: bool,
    /// She cites the reference of a payment.
    pub(super) cites: bool,
    /// ENVOYÉ, how many words say how money is sent, and how many that one pays.
    pub(super) sent: bool,
    pub(super) means: u32,
    pub(super) pays: u32,
    /// What she names, she does not want.
    pub(super) negated: bool,
    /// She calls something off and wants something else: nobody knows which is which.
    pub(super) torn: bool,
    /// NON, ANNULER.
    off: bool,
    /// She named something before that.
    behind: bool,
    /// She named something that she wants, or something more behind an OK.
    taken: bool,
    /// OK behind something that she named.
    agreed: bool,
    strong: Asked,
    weak: Asked,
    /// Whether a word has said something.
    begun: bool,
    /// A `pas` that reaches the next code.
    not: bool,
    no_more: bool,
    ne: bool,
    /// PAS, anywhere.
    pub(super) any_not: bool,
}

/// Several words may ask for the same thing; two different things ask for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Asked {
    #[default]
    Nothing,
    One(Ask),
    Conflict,
}

impl Asked {
    fn add(&mut self, ask: Ask) {
        *self = match *self {
            Self::Nothing => Self::One(ask),
            Self::One(known) if known == ask => Self::One(ask),
            Self::One(_) | Self::Conflict => Self::Conflict,
        };
    }
}

impl Scan {
    /// Reads every word once.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut scan = Self {
            question: text.question,
            ..Self::default()
        };
        let mut at = 0;
        while at < text.len() {
            at += scan.step(text, at);
        }
        scan.negated |= scan.ne && scan.any_not;
        scan
    }

    /// How many words are no part of what they are beside: unknown ones, and a quantity without its code.
    pub(super) fn foreign(&self) -> u32 {
        self.unknown + self.references + u32::from(self.claims.dangles())
    }

    /// What the words of command ask for together; weak ones count when there is no other.
    pub(super) fn ask(&self) -> Option<Ask> {
        match (self.strong, self.weak) {
            (Asked::One(ask), _) | (Asked::Nothing, Asked::One(ask)) => Some(ask),
            (Asked::Conflict, _) | (Asked::Nothing, Asked::Nothing | Asked::Conflict) => None,
        }
    }

    /// Whether a word asks clearly, and not only OK or the like.
    pub(super) fn says_so(&self) -> bool {
        self.strong != Asked::Nothing
    }

    /// Whether what she names may be what she calls off.
    pub(super) fn calls_off(&self, whole: bool) -> bool {
        self.off && (self.firm || !self.wish || (whole && self.torn))
    }

    /// `J'ai envoyé 5000 par Wave`: she says that she paid.
    pub(super) fn pays(&self, claims: &[Claim]) -> bool {
        let amount = self.unknown == 0 && self.numbers == 1 && self.number >= AMOUNT_MIN;
        let money = self.means > 0 || (amount && claims.is_empty());
        self.sent && money && self.places == 0 && !self.any_not && !self.question && !self.off
    }

    /// Reads what starts at a word; how many words it took.
    fn step(&mut self, text: &Text<'_>, at: usize) -> usize {
        self.tells |= text.shape(at) == Some(Shape::Letters) && tells(text, at);
        if let Some((order, words)) = text.order(at) {
            self.order = Some(order);
            self.orders += 1;
            self.begun = true;
            self.claims.other(false);
            return words;
        }
        if let Some(words) = text.courtesy(at) {
            self.claims.other(false);
            return words;
        }
        if let Some(words) = text.link(at) {
            self.unknown += 1;
            self.begun = true;
            self.claims.other(false);
            return words;
        }
        if let Some(words) = text.reference(at) {
            self.cites = true;
            self.strong.add(Ask::Proof);
            return words;
        }
        let first_claim = self.claims.is_empty();
        let words = self.claims.read(text, at);
        if words > 0 {
            self.negated |= self.not || (self.no_more && first_claim) || text.ends_span(at);
            self.taken |= self.wish || self.agreed;
            self.torn |= self.behind || (self.agreed && self.off);
            self.not = false;
            self.no_more = false;
            self.begun = true;
            return words;
        }
        if text.is_elided(at) {
            self.ne |= text.word(at) == "N";
            return 1;
        }
        match text.shape(at) {
            Some(Shape::Letters) => self.letters(text, at),
            Some(Shape::Digits) => {
                self.numbers += 1;
                self.number = text.number(at).unwrap_or_default();
                if text.counts(at) {
                    self.counts += 1;
                } else {
                    self.price = self.number;
                }
                if text.may_count(at) {
                    self.count(text, at, self.number);
                }
                self.claims.other(false);
            }
            Some(Shape::Mixed) | None => {
                self.references += 1;
                self.claims.other(false);
            }
        }
        1
    }

    /// A number that may count pieces; behind ET it belongs to what follows.
    fn count(&mut self, text: &Text<'_>, at: usize, units: u32) {
        let joined = at > 0 && joins(text.word(at - 1));
        self.claims.count(units, joined);
        self.counted += 1;
    }

    fn letters(&mut self, whole: &Text<'_>, at: usize) {
        let text = whole.word(at);
        let found = heard(whole, at);
        self.negated |= matches!(text, "OU" | "OR" | "SINON" | "VS") && self.is_either(whole, at);
        self.weighs |= matches!(text, "SI" | "IF") && whole.code(at + 1).is_some();
        if let Some(Word::Number(units)) = found {
            self.count(whole, at, units);
        }
        self.claims.other(matches!(
            text,
            "EN" | "IN" | "ET" | "AND" | "UN" | "UNE" | "LA" | "LE" | "THE" | "DU"
        ));
        let silent = matches!(
            found,
            Some(
                Word::Filler
                    | Word::Greeting
                    | Word::Thanks
                    | Word::Farewell
                    | Word::Wish
                    | Word::New
                    | Word::Show
                    | Word::Sent
            )
        );
        if !self.begun && !silent {
            self.first = found;
            self.begun = true;
        }
        let Some(known) = found else {
            self.unknown += 1;
            self.not = false;
            self.no_more = false;
            return;
        };
        self.note(known, text);
    }

    fn note(&mut self, known: Word, text: &str) {
        match known {
            Word::Filler => {}
            Word::Greeting => self.greets = true,
            Word::Thanks => self.thanks = true,
            Word::Farewell => self.leaves = true,
            Word::Show => self.shows = true,
            Word::Sent => self.sent = true,
            Word::Wish => {
                self.wish = true;
                self.torn |= self.off && (self.firm || !self.claims.is_empty());
            }
            // `J'enlève A12 de mon panier`.
            Word::Ask(Ask::Basket) if self.firm => {}
            Word::Ask(ask) => self.asks(ask),
            Word::StopAlone => self.strong.add(Ask::Stop),
            Word::Hint(ask) => {
                self.agreed |= ask == Ask::Confirm && !self.claims.is_empty();
                self.weak.add(ask);
            }
            Word::Firm(ask) => {
                self.firm = true;
                self.asks(ask);
            }
            Word::Order => {
                self.wish = true;
                self.weak.add(Ask::Basket);
            }
            Word::More => {
                self.no_more = true;
                self.any_not = true;
            }
            Word::Not | Word::Never | Word::Ne => self.negation(known),
            Word::Number(_) => {
                self.numbers += 1;
                self.counts += 1;
            }
            Word::Question
            | Word::HowMuch
            | Word::Price
            | Word::Left
            | Word::Total
            | Word::Due
            | Word::Delivery
            | Word::Talk
            | Word::Praise
            | Word::Ware
            | Word::Means
            | Word::Pay
            | Word::Place
            | Word::New
            | Word::SizeMark
            | Word::Times
            | Word::Vf
            | Word::Address => self.speaks(known, text),
        }
    }

    /// A word that is no part of a claim, though a known one.
    fn speaks(&mut self, known: Word, text: &str) {
        let asks = matches!(known, Word::Question | Word::HowMuch);
        let about = matches!(
            known,
            Word::Talk
                | Word::Praise
                | Word::Ware
                | Word::Means
                | Word::Pay
                | Word::SizeMark
                | Word::Times
                | Word::Address
        );
        self.unknown += 1;
        self.question |= asks;
        self.asks |= asks && !matches!(text, "OU" | "WHERE");
        self.questions += u32::from(asks);
        self.how_much |= known == Word::HowMuch;
        self.prices += u32::from(known == Word::Price);
        self.left += u32::from(known == Word::Left);
        self.total |= known == Word::Total;
        self.totals += u32::from(matches!(known, Word::Total | Word::Due));
        self.delivery += u32::from(known == Word::Delivery);
        self.talk += u32::from(about);
        self.wares += u32::from(matches!(known, Word::Ware | Word::Praise));
        self.praises += u32::from(known == Word::Praise);
        self.places += u32::from(known == Word::Place);
        self.means += u32::from(known == Word::Means);
        self.pays += u32::from(known == Word::Pay);
        self.weighs |= matches!(
            text,
            "PARDON" | "OUPS" | "OOPS" | "PLUTOT" | "PREFERE" | "PREFER"
        );
    }

    fn asks(&mut self, ask: Ask) {
        if ask == Ask::Cancel {
            self.off = true;
            self.behind |= !self.claims.is_empty();
            self.torn |= self.taken;
        }
        self.strong.add(ask);
    }

    /// `A12 ou B7`, `A12 M ou L`.
    fn is_either(&self, text: &Text<'_>, at: usize) -> bool {
        let article = matches!(text.word(at + 1), "LA" | "LE" | "THE");
        let next = at + 1 + usize::from(article);
        let thing =
            text.code(next).is_some() || text.size(next).is_some() || number_size(text.word(next));
        thing && !self.claims.is_empty()
    }

    fn negation(&mut self, known: Word) {
        self.unknown += 1;
        self.talk += 1;
        self.negated |= known == Word::Never;
        self.ne |= known == Word::Ne;
        self.not |= known == Word::Not;
        self.any_not |= known == Word::Not;
    }
}

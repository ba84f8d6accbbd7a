//! Changes of the journal as short lines, in French and English: what the list of events shows.

use snapsell_core::{
    CancelReason, Change, CustomerId, EndReason, HoldId, ItemId, LeaveReason, OrderStatus, Origin,
    Payment, Shop,
};

use crate::talk::{Both, Lang};

/// What is needed to tell a change.
pub(super) struct Telling<'a> {
    pub(super) lang: Lang,
    /// The shop before the entry.
    pub(super) before: &'a Shop,
    /// The shop after it.
    pub(super) after: &'a Shop,
    pub(super) name: &'a dyn Fn(CustomerId) -> String,
}

impl Telling<'_> {
    fn pick(&self, fr: String, en: String) -> String {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    fn word(&self, fr: &'static str, en: &'static str) -> &'static str {
        Both { en, fr }.get(self.lang)
    }

    fn item(&self, item: ItemId) -> String {
        let found = self.after.item(item).or_else(|| self.before.item(item));
        found.map_or_else(|| "?".to_owned(), |item| item.named.to_string())
    }

    /// What a hold is of and for whom.
    fn hold(&self, hold: HoldId) -> (String, String) {
        let mut holds = self.before.holds().chain(self.after.holds());
        match holds.find(|found| found.id == hold) {
            Some(found) => (self.item(found.item), (self.name)(found.customer)),
            None => ("?".to_owned(), "?".to_owned()),
        }
    }

    /// The line for a change; `None` for what the list need not show.
    #[expect(clippy::too_many_lines, reason = "one arm for each change")]
    pub(super) fn told(&self, change: &Change) -> Option<String> {
        let name = |id: &CustomerId| (self.name)(*id);
        Some(match change {
            Change::LiveOpened(_) => self.word("le live s'ouvre", "the live opens").to_owned(),
            Change::LiveClosing { .. } => self
                .word(
                    "le live ne prend plus de réservation",
                    "the live takes no more claims",
                )
                .to_owned(),
            Change::LiveClosed => self
                .word("le live est clos", "the live is closed")
                .to_owned(),
            Change::Offered { item, quantity, .. } => {
                let item = self.item(*item);
                self.pick(
                    format!("{item} ×{quantity} en vente"),
                    format!("{item} ×{quantity} on sale"),
                )
            }
            Change::StockAdded { item, quantity } => format!("{} + {quantity}", self.item(*item)),
            Change::StockRemoved { item, slots } => {
                format!("{} - {}", self.item(*item), slots.len())
            }
            Change::Withdrawn(item) => {
                let item = self.item(*item);
                self.pick(format!("{item} retiré"), format!("{item} withdrawn"))
            }
            Change::PhotoBound { item, .. } => {
                let item = self.item(*item);
                self.pick(
                    format!("{item} a sa photo"),
                    format!("{item} has its photo"),
                )
            }
            Change::Held {
                item,
                customer,
                slots,
                origin,
                ..
            } => {
                let how = match origin {
                    Origin::Claimed => self.word("réservé", "held"),
                    Origin::Promoted => {
                        self.word("passe à la suivante", "goes to the next in line")
                    }
                    Origin::Team => self.word("mis de côté", "set aside"),
                    Origin::Late => self.word("repris", "held again"),
                };
                let count = match slots.len() {
                    1 => String::new(),
                    count => format!(" ×{count}"),
                };
                format!("{}{count} {how} · {}", self.item(*item), name(customer))
            }
            Change::HoldGrown { hold, slots, .. } => {
                let (item, who) = self.hold(*hold);
                format!("{item} + {} · {who}", slots.len())
            }
            Change::HoldShrunk { hold, slots } => {
                let (item, who) = self.hold(*hold);
                format!("{item} - {} · {who}", slots.len())
            }
            Change::HoldMoved { hold, .. } => {
                let (item, who) = self.hold(*hold);
                self.pick(
                    format!("{item} prolongé · {who}"),
                    format!("{item} prolonged · {who}"),
                )
            }
            Change::HoldEnded { hold, reason } => {
                let (item, who) = self.hold(*hold);
                format!("{item} {} · {who}", self.ended(*reason))
            }
            Change::Reminded(who) => self.pick(
                format!("rappel · {}", name(who)),
                format!("reminder · {}", name(who)),
            ),
            Change::OutageCredited { span, .. } => self.pick(
                format!("chaque réservation gagne {} s", span.secs()),
                format!("every hold gains {} s", span.secs()),
            ),
            Change::Queued { item, customer, .. } => {
                let (item, place) = (self.item(*item), self.place(*item, *customer));
                self.pick(
                    format!("{item} file n° {place} · {}", name(customer)),
                    format!("{item} queue no. {place} · {}", name(customer)),
                )
            }
            Change::PlaceLeft {
                item,
                customer,
                reason,
            } => self.left(*item, *customer, *reason)?,
            Change::OrderPlaced {
                order, customer, ..
            } => self.pick(
                format!("commande {order} · {}", name(customer)),
                format!("order {order} · {}", name(customer)),
            ),
            Change::OrderExtended { order, .. } => {
                self.pick(format!("{order} complétée"), format!("{order} extended"))
            }
            Change::OrderMoved { order, status } => {
                format!("{order} · {}", status_word(*status, self.lang))
            }
            Change::UnitsReturned(order) => self.pick(
                format!("les pièces de {order} sont libres"),
                format!("the units of {order} are free"),
            ),
            Change::OrderPaid { order, payment } => {
                format!("{order} · {}", payment_word(*payment, self.lang))
            }
            Change::OrderReaddressed { order, .. } => self.pick(
                format!("{order} : autre adresse"),
                format!("{order}: another address"),
            ),
            Change::OrderFeeSet { order, .. } => self.pick(
                format!("{order} : autres frais de livraison"),
                format!("{order}: another delivery fee"),
            ),
            Change::ProofReceived { customer, .. } => self.pick(
                format!("reçu à vérifier · {}", name(customer)),
                format!("receipt to check · {}", name(customer)),
            ),
            Change::ProofApproved { customer, .. } => self.pick(
                format!("reçu validé · {}", name(customer)),
                format!("receipt approved · {}", name(customer)),
            ),
            Change::ProofRefused { customer, .. } => self.pick(
                format!("reçu refusé · {}", name(customer)),
                format!("receipt refused · {}", name(customer)),
            ),
            Change::ReviewOverdue(who) => self.pick(
                format!("reçu en attente · {}", name(who)),
                format!("receipt waiting · {}", name(who)),
            ),
            Change::AddressGiven { customer, .. } => self.pick(
                format!("adresse notée · {}", name(customer)),
                format!("address noted · {}", name(customer)),
            ),
            Change::Suggested { customer, items } if !items.is_empty() => {
                let items: Vec<String> = items.iter().map(|&item| self.item(item)).collect();
                let items = items.join(", ");
                self.pick(
                    format!("suggestion {items} · {}", name(customer)),
                    format!("suggestion {items} · {}", name(customer)),
                )
            }
            Change::OptedOut(who) => format!("STOP · {}", name(who)),
            Change::OptedIn(who) => self.pick(
                format!("de retour · {}", name(who)),
                format!("back · {}", name(who)),
            ),
            Change::Unreachable(who) => self.pick(
                format!("injoignable · {}", name(who)),
                format!("cannot be reached · {}", name(who)),
            ),
            Change::Blocked(who) => self.pick(
                format!("bloquée · {}", name(who)),
                format!("blocked · {}", name(who)),
            ),
            Change::Unblocked(who) => self.pick(
                format!("débloquée · {}", name(who)),
                format!("unblocked · {}", name(who)),
            ),
            Change::Noted { customer, .. } => self.pick(
                format!("message à lire · {}", name(customer)),
                format!("message to read · {}", name(customer)),
            ),
            Change::Configured(_) => self
                .word("réglages de la boutique", "settings of the shop")
                .to_owned(),
            Change::Repriced { item, .. } => {
                let item = self.item(*item);
                self.pick(
                    format!("{item} : autre prix"),
                    format!("{item}: another price"),
                )
            }
            Change::Checked(_)
            | Change::PlaceResized { .. }
            | Change::AddressAwaited { .. }
            | Change::Suggested { .. }
            | Change::OrderRetired(_)
            | Change::Reachable(_)
            | Change::LanguageChosen { .. }
            | Change::DepositKept { .. }
            | Change::NotesRead
            | Change::Done { .. } => return None,
        })
    }

    /// Her place in the queue after this entry, from 1.
    fn place(&self, item: ItemId, customer: CustomerId) -> usize {
        let mut queue = self.after.queue(item);
        let place = queue.position(|place| place.customer == customer);
        place.map_or(0, |place| place + 1)
    }

    fn ended(&self, reason: EndReason) -> &'static str {
        match reason {
            EndReason::Expired => self.word("expiré", "expired"),
            EndReason::Cancelled => self.word("annulé", "cancelled"),
            EndReason::Released => self.word("libéré", "released"),
            EndReason::SoldElsewhere => self.word("vendu ailleurs", "sold elsewhere"),
            EndReason::Withdrawn => self.word("retiré", "withdrawn"),
        }
    }

    fn left(&self, item: ItemId, customer: CustomerId, reason: LeaveReason) -> Option<String> {
        let why = match reason {
            LeaveReason::Served => return None,
            LeaveReason::Cancelled => self.word("annulé", "cancelled"),
            LeaveReason::OptedOut => "STOP",
            LeaveReason::Unreachable => self.word("injoignable", "cannot be reached"),
            LeaveReason::Blocked => self.word("bloquée", "blocked"),
            LeaveReason::TooManyHolds => self.word("trop de réservations", "too many holds"),
            LeaveReason::Withdrawn => self.word("retiré", "withdrawn"),
            LeaveReason::SoldOut => self.word("épuisé", "sold out"),
            LeaveReason::LiveClosed => self.word("fin du live", "end of the live"),
        };
        let (item, who) = (self.item(item), (self.name)(customer));
        Some(self.pick(
            format!("{item} quitte la file ({why}) · {who}"),
            format!("{item} leaves the queue ({why}) · {who}"),
        ))
    }
}

/// An order's status in one or two words.
pub(super) fn status_word(status: OrderStatus, lang: Lang) -> &'static str {
    let both = |fr, en| Both { en, fr };
    match status {
        OrderStatus::New => both("attend l'acompte", "awaits the deposit"),
        OrderStatus::Confirmed => both("confirmée", "confirmed"),
        OrderStatus::Preparing => both("en préparation", "being prepared"),
        OrderStatus::OutForDelivery => both("en livraison", "out for delivery"),
        OrderStatus::Delivered => both("livrée", "delivered"),
        OrderStatus::Cancelled(reason) => match reason {
            CancelReason::Customer => both("annulée par la cliente", "cancelled by the customer"),
            CancelReason::Seller => both("annulée", "cancelled"),
            CancelReason::NoShow => both("annulée, absente", "cancelled, no show"),
            CancelReason::OutOfStock => both("annulée, épuisé", "cancelled, out of stock"),
            CancelReason::DepositMissing => both("annulée, sans acompte", "cancelled, no deposit"),
            CancelReason::Fraud => both("annulée, fraude", "cancelled, fraud"),
        },
    }
    .get(lang)
}

/// What was paid ahead, in one or two words.
pub(super) fn payment_word(payment: Payment, lang: Lang) -> &'static str {
    let both = |fr, en| Both { en, fr };
    match payment {
        Payment::NoDeposit => both("à la livraison", "on delivery"),
        Payment::DepositPending => both("reçu à vérifier", "receipt to check"),
        Payment::DepositApproved => both("acompte validé", "deposit approved"),
        Payment::DepositRejected => both("reçu refusé", "receipt refused"),
    }
    .get(lang)
}

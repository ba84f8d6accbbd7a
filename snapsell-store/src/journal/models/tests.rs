//! Rows of orders and proofs, one change at a time, beside rows of others that must stay.

use crate::exports::ProofState;
use crate::fixture::{Folder, answered, at, held, offered};
use crate::words::slots_of;
use crate::{Store, StoreError};
use snapsell_core::{
    CancelReason, Change, CommandId, CommitError, CustomerId, EndReason, HoldId, HoldState,
    Journal as _, LiveId, Money, OrderNumber, OrderStatus, Payment, ShopId, Span, Timestamp,
};

const HER: CustomerId = CustomerId::new(7);
const OTHER: CustomerId = CustomerId::new(8);

/// A shop whose journal is written entry by entry.
struct Told {
    folder: Folder,
    store: Store,
    shop: ShopId,
    version: u64,
}

impl Told {
    /// One in which an item of many units is on sale.
    fn new() -> Self {
        let (folder, store, shop) = Folder::with_shop();
        let mut told = Self {
            folder,
            store,
            shop,
            version: 0,
        };
        told.so(vec![Change::LiveOpened(LiveId::new(1)), offered(1, 90)]);
        told
    }

    /// Another entry, at this second.
    fn at(&mut self, second: i64, changes: Vec<Change>) -> Result<(), StoreError> {
        let mut commit = answered(self.shop, self.version + 1, changes, "words");
        commit.decision.at = at(second);
        match self.store.commit(&[commit]).remove(0) {
            Ok(()) => self.version += 1,
            Err(CommitError::Store(error)) => return Err(error),
            Err(other) => panic!("{other:?}"),
        }
        Ok(())
    }

    /// Another entry, a second later than the one before.
    fn so(&mut self, changes: Vec<Change>) {
        let second = i64::try_from(self.version).unwrap() + 1;
        self.at(second, changes).unwrap();
    }

    /// The command of the entry that comes next.
    fn message(&self) -> CommandId {
        CommandId::new(u128::from(self.version) + 1_001)
    }

    fn proof(&self, customer: CustomerId, review_until: Option<Timestamp>) -> Change {
        Change::ProofReceived {
            customer,
            proof: self.message(),
            order: None,
            review_until,
            expected: None,
        }
    }

    fn states(&self) -> Vec<HoldState> {
        let holds = self.store.holds(self.shop).unwrap();
        holds.into_iter().map(|hold| hold.state).collect()
    }

    /// What became of her newest proof, and whose order it is.
    fn newest_proof(&self) -> (ProofState, Option<OrderNumber>) {
        let proofs = self.store.proofs(self.shop, 9).unwrap();
        let hers = proofs.into_iter().find(|proof| proof.customer == HER);
        hers.map(|proof| (proof.state, proof.order)).unwrap()
    }

    fn count(&self, sql: &str) -> u32 {
        let disk = rusqlite::Connection::open(self.folder.database()).unwrap();
        disk.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Writes past the store.
    fn disk(&self, sql: &str) {
        let disk = rusqlite::Connection::open(self.folder.database()).unwrap();
        disk.execute_batch(sql).unwrap();
    }

    /// An entry that contradicts the rows is refused.
    fn refused(&mut self, changes: Vec<Change>) {
        let now = i64::try_from(self.version).unwrap() + 100;
        let refused = self.at(now, changes).unwrap_err();
        assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused}");
    }

    /// The bits of the first units that are held, and of those that are sold.
    fn units(&self) -> (u32, u32) {
        let of = |column| self.count(&format!("SELECT {column} FROM unit_blocks WHERE block = 0"));
        (of("held"), of("sold"))
    }
}

fn placed(number: u32, hold: u32) -> Change {
    Change::OrderPlaced {
        order: OrderNumber::new(number),
        customer: HER,
        holds: vec![HoldId::new(hold)],
        fee: Money::ZERO,
        status: OrderStatus::Confirmed,
        deposit: Money::ZERO,
        address: CommandId::new(1_001),
    }
}

fn ended(hold: u32) -> Change {
    Change::HoldEnded {
        hold: HoldId::new(hold),
        reason: EndReason::Expired,
    }
}

fn moved(number: u32, status: OrderStatus) -> Change {
    Change::OrderMoved {
        order: OrderNumber::new(number),
        status,
    }
}

const fn soft(second: i64) -> HoldState {
    HoldState::Soft {
        until: Timestamp::from_millis(1_000_000 + second * 1_000),
    }
}

const fn paused(seconds: i64) -> HoldState {
    HoldState::ProofPending {
        remaining: Span::from_secs(seconds),
    }
}

/// She has a locked hold, then one that runs long and one that is nearly over; somebody else has one too.
fn with_holds() -> Told {
    let mut told = Told::new();
    told.so(vec![held(1, 1, 7, &[0], 500)]);
    told.so(vec![told.proof(HER, Some(at(900)))]);
    let until = at(400);
    told.so(vec![Change::ProofApproved {
        customer: HER,
        until,
    }]);
    told.so(vec![
        held(2, 1, 7, &[1], 100),
        held(3, 1, 7, &[2], 8),
        held(4, 1, 8, &[3], 100),
    ]);
    told
}

const LOCKED: HoldState = HoldState::Locked {
    until: Timestamp::from_millis(1_400_000),
};

#[test]
fn a_proof_stops_the_clocks_of_her_soft_holds_and_of_nothing_else() {
    let mut told = with_holds();
    told.at(10, vec![told.proof(HER, Some(at(900)))]).unwrap();
    assert_eq!(told.states(), [LOCKED, paused(90), paused(0), soft(100)]);
    assert_eq!(told.newest_proof(), (ProofState::Pending, None));
    let idle = "SELECT count(*) FROM holds WHERE state = 'locked' AND remaining IS NOT NULL";
    assert_eq!(told.count(idle), 0);
}

#[test]
fn a_second_proof_stops_no_clock_again() {
    let mut told = with_holds();
    told.at(10, vec![told.proof(HER, None)]).unwrap();
    assert_eq!(told.states(), [LOCKED, soft(100), soft(8), soft(100)]);
}

#[test]
fn a_proof_that_is_refused_lets_the_clocks_run_on_and_none_of_them_is_short() {
    let mut told = with_holds();
    told.at(10, vec![told.proof(HER, Some(at(900)))]).unwrap();
    let since = vec![held(5, 1, 7, &[4], 300), held(6, 1, 7, &[5], 30)];
    told.at(15, since).unwrap();
    let refused = Change::ProofRefused {
        customer: HER,
        at_least_until: at(50),
    };
    told.at(20, vec![refused]).unwrap();
    let hers = [LOCKED, soft(110), soft(50), soft(100), soft(300), soft(50)];
    assert_eq!(told.states(), hers);
    assert_eq!(told.newest_proof().0, ProofState::Refused);
}

#[test]
fn an_approved_proof_locks_what_she_has_whatever_its_clock() {
    let mut told = with_holds();
    told.at(10, vec![told.proof(HER, Some(at(900)))]).unwrap();
    let since = vec![held(5, 1, 7, &[4], 300)];
    told.at(15, since).unwrap();
    let until = at(700);
    let approved = Change::ProofApproved {
        customer: HER,
        until,
    };
    told.at(20, vec![approved]).unwrap();
    let locked = HoldState::Locked { until };
    assert_eq!(told.states(), [locked, locked, locked, soft(100), locked]);
    assert_eq!(told.newest_proof().0, ProofState::Approved);
    let idle = "SELECT count(*) FROM holds WHERE state = 'locked' AND remaining IS NOT NULL";
    assert_eq!(told.count(idle), 0);
}

#[test]
fn a_proof_waits_until_its_order_is_over() {
    for (last, open) in [
        (OrderStatus::Delivered, true),
        (OrderStatus::Cancelled(CancelReason::Seller), false),
    ] {
        let mut told = with_holds();
        told.at(10, vec![told.proof(HER, Some(at(900)))]).unwrap();
        told.at(11, vec![placed(1, 2)]).unwrap();
        let number = OrderNumber::new(1);
        let steps = [OrderStatus::Preparing, OrderStatus::OutForDelivery];
        for status in steps.into_iter().filter(|_| open) {
            told.at(12, vec![moved(1, status)]).unwrap();
            assert_eq!(told.newest_proof(), (ProofState::Pending, Some(number)));
        }
        told.at(13, vec![moved(1, last)]).unwrap();
        assert_eq!(told.newest_proof(), (ProofState::Settled, Some(number)));
        let row = told.store.order(told.shop, number).unwrap().unwrap();
        assert_eq!((row.moved_at, row.order.status), (at(13), last));
    }
}

#[test]
fn what_a_basket_has_paid_goes_to_one_order_with_the_newest_proof() {
    let mut told = with_holds();
    told.at(10, vec![told.proof(HER, Some(at(900)))]).unwrap();
    told.at(11, vec![placed(1, 1)]).unwrap();
    told.at(12, vec![placed(2, 2)]).unwrap();
    let orders = told.store.orders(told.shop).unwrap();
    let payments = orders.into_iter().map(|row| row.order.payment);
    let expected = [Payment::DepositPending, Payment::NoDeposit];
    assert_eq!(payments.collect::<Vec<_>>(), expected);
    let proofs = told.store.proofs(told.shop, 9).unwrap();
    let whose: Vec<_> = proofs.iter().map(|proof| proof.order).collect();
    assert_eq!(
        whose,
        [Some(OrderNumber::new(1)), None],
        "the older is a basket's"
    );
    // What comes later is of the basket again, and judges no order.
    told.at(13, vec![told.proof(HER, None)]).unwrap();
    told.at(14, vec![told.proof(OTHER, None)]).unwrap();
    let refused = Change::ProofRefused {
        customer: HER,
        at_least_until: at(50),
    };
    told.at(15, vec![refused]).unwrap();
    let proofs = told.store.proofs(told.shop, 9).unwrap();
    let states: Vec<_> = proofs.iter().map(|proof| proof.state).collect();
    let expected = [
        ProofState::Pending,
        ProofState::Refused,
        ProofState::Settled,
        ProofState::Approved,
    ];
    assert_eq!(states, expected);
}

#[test]
fn the_proof_of_one_order_is_not_the_next_one_s() {
    let mut told = with_holds();
    told.at(10, vec![placed(1, 1)]).unwrap();
    told.at(11, vec![told.proof(HER, None)]).unwrap();
    let number = OrderNumber::new(1);
    let of_the_order = Change::ProofReceived {
        customer: HER,
        proof: told.message(),
        order: Some(number),
        review_until: None,
        expected: None,
    };
    told.at(12, vec![of_the_order]).unwrap();
    told.at(13, vec![placed(2, 2)]).unwrap();
    assert_eq!(told.newest_proof(), (ProofState::Pending, Some(number)));
}

#[test]
fn an_order_takes_over_what_it_is_extended_by_and_keeps_what_was_paid() {
    let mut told = with_holds();
    told.at(10, vec![placed(1, 1)]).unwrap();
    let number = OrderNumber::new(1);
    let extended = |hold, deposit| Change::OrderExtended {
        order: number,
        holds: vec![HoldId::new(hold)],
        deposit: Money::from_minor(deposit),
    };
    told.at(11, vec![told.proof(HER, None)]).unwrap();
    told.at(12, vec![extended(2, 700)]).unwrap();
    let order = |told: &Told| told.store.order(told.shop, number).unwrap().unwrap().order;
    let now = order(&told);
    assert_eq!(
        (now.payment, now.deposit),
        (Payment::DepositApproved, Money::from_minor(700))
    );
    let lines = now.lines.iter().map(|line| line.slots.iter().collect());
    let lines: Vec<Vec<u16>> = lines.collect();
    assert_eq!(lines, [[0], [1]]);
    told.at(13, vec![extended(3, 900)]).unwrap();
    assert_eq!(order(&told).payment, Payment::DepositApproved);
}

#[test]
fn messages_that_orders_and_proofs_refer_to_are_found_by_them() {
    let mut told = with_holds();
    let referred = |told: &Told| told.count("SELECT count(*) FROM message_refs");
    let before = referred(&told);
    told.at(10, vec![told.proof(HER, None)]).unwrap();
    told.at(11, vec![placed(1, 1)]).unwrap();
    let readdressed = Change::OrderReaddressed {
        order: OrderNumber::new(1),
        message: told.message(),
    };
    assert_eq!(referred(&told) - before, 1, "the proof");
    told.at(12, vec![readdressed]).unwrap();
    assert_eq!(referred(&told) - before, 2, "and the address");
}

#[test]
fn units_that_nobody_has_are_neither_sold_nor_given_back() {
    let mut told = with_holds();
    told.at(10, vec![placed(1, 1)]).unwrap();
    // Unit 0 is sold and unit 1 held.
    told.disk("UPDATE unit_blocks SET held = held & ~2, sold = sold & ~1");
    for changes in [
        vec![placed(2, 2)],
        vec![ended(2)],
        vec![Change::UnitsReturned(OrderNumber::new(1))],
    ] {
        told.refused(changes);
    }
}

#[test]
fn a_hold_gives_back_its_own_units_only() {
    let mut told = with_holds();
    let shrunk = |slots: &[u16]| {
        vec![Change::HoldShrunk {
            hold: HoldId::new(2),
            slots: slots_of(slots),
        }]
    };
    told.refused(shrunk(&[3]));
    told.refused(shrunk(&[1, 2]));
    told.at(10, shrunk(&[1])).unwrap();
    assert_eq!(told.units(), (0b1101, 0));
}

#[test]
fn a_unit_that_is_held_or_sold_is_not_given_again() {
    let mut told = with_holds();
    told.at(10, vec![placed(1, 1)]).unwrap();
    assert_eq!(told.units(), (0b1110, 0b1));
    for taken in [&[0][..], &[1], &[3, 4], &[2, 40]] {
        told.refused(vec![held(5, 1, 8, taken, 500)]);
    }
    told.at(11, vec![held(5, 1, 8, &[4, 31, 32, 64], 500)])
        .unwrap();
    told.refused(vec![held(6, 1, 8, &[32], 500)]);
    told.at(
        12,
        vec![ended(5), Change::UnitsReturned(OrderNumber::new(1))],
    )
    .unwrap();
    assert_eq!(told.units(), (0b1110, 0));
    told.at(13, vec![held(6, 1, 8, &[0, 32], 500)]).unwrap();
    assert_eq!(told.store.audit(told.shop).unwrap().violation, None);
}

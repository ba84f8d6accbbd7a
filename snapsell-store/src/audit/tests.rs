//! The audit against a live in which everything happens, sound and damaged.

use super::*;
use crate::fixture::{Folder, answered, at, commit, held, offered, reply};
use snapsell_core::{
    CancelReason, Change, Class, CommandId, CustomerId, EndReason, HoldId, ItemId, Journal,
    LeaveReason, LiveId, Money, OrderNumber, OrderStatus, Span, Unclear,
};

const SEVEN: CustomerId = CustomerId::new(7);
const EIGHT: CustomerId = CustomerId::new(8);
const ORDER: OrderNumber = OrderNumber::new(1);
const ONE: ItemId = ItemId::new(1);

/// A live in which everything happens.
#[expect(
    clippy::too_many_lines,
    reason = "a list of everything that can happen"
)]
fn lively(shop: ShopId) -> Vec<snapsell_core::Commit> {
    let placed = Change::OrderPlaced {
        order: ORDER,
        customer: SEVEN,
        holds: vec![HoldId::new(1), HoldId::new(3)],
        fee: Money::from_minor(1_500),
        status: OrderStatus::Confirmed,
        deposit: Money::ZERO,
        address: CommandId::new(1_001),
    };
    let queued = |customer| Change::Queued {
        item: ONE,
        customer,
        quantity: 1,
    };
    let proof = Change::ProofReceived {
        customer: SEVEN,
        proof: CommandId::new(1_004),
        order: None,
        review_until: Some(at(90)),
        expected: None,
    };
    let refused = Change::ProofRefused {
        customer: SEVEN,
        at_least_until: at(200),
    };
    let left = Change::PlaceLeft {
        item: ONE,
        customer: EIGHT,
        reason: LeaveReason::Served,
    };
    let ended = Change::HoldEnded {
        hold: HoldId::new(2),
        reason: EndReason::Expired,
    };
    let credit = Change::OutageCredited {
        until: at(8),
        span: Span::from_secs(60),
    };
    let moved = Change::OrderMoved {
        order: ORDER,
        status: OrderStatus::Cancelled(CancelReason::NoShow),
    };
    let mut commits: Vec<_> = [
        vec![
            Change::LiveOpened(LiveId::new(1)),
            offered(1, 2),
            offered(2, 9),
        ],
        vec![
            held(1, 1, 7, &[0], 100),
            held(2, 1, 9, &[1], 100),
            held(3, 2, 7, &[2, 3], 100),
        ],
        vec![queued(EIGHT), queued(CustomerId::new(9))],
        vec![proof],
        vec![
            Change::Repriced {
                item: ONE,
                price: Money::from_minor(7_000),
            },
            credit,
        ],
        vec![refused],
        vec![ended, left, held(4, 1, 8, &[1], 300)],
        vec![placed],
        vec![moved, Change::UnitsReturned(ORDER)],
        vec![
            Change::Noted {
                customer: EIGHT,
                what: Unclear::Voice,
            },
            Change::OptedOut(EIGHT),
        ],
    ]
    .into_iter()
    .zip(1..)
    .map(|(changes, version)| commit(shop, version, changes))
    .collect();
    let mut last = answered(shop, 11, Vec::new(), "what");
    last.decision.replies.push(reply(8, Class::Info));
    commits.push(last);
    commits
}

fn damaged(sql: &str) -> Option<Violation> {
    let (folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&lively(shop)).iter().all(Result::is_ok));
    let raw = Connection::open(folder.database()).unwrap();
    raw.execute_batch(sql).unwrap();
    store.audit(shop).unwrap().violation
}

#[test]
fn a_sound_journal_and_its_rows_pass() {
    let (_folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&lively(shop)).iter().all(Result::is_ok));
    let report = store.audit(shop).unwrap();
    assert_eq!(report.violation, None);
    assert_eq!((report.entries, report.rows), (11, 15));
    let order = &store.orders(shop).unwrap()[0].order;
    assert_eq!(order.total(), Money::from_minor(5_000 + 2 * 5_000 + 1_500));
    assert_eq!(order.payment, snapsell_core::Payment::DepositRejected);
}

#[test]
fn the_first_entry_that_was_changed_is_named() {
    for sql in [
        "UPDATE journal SET changes = replace(changes, '7000', '1000') WHERE version = 5",
        "UPDATE journal SET at = at + 1 WHERE version = 5",
        "UPDATE journal SET changes = replace(changes, 'customer', 'seller') WHERE version = 5",
    ] {
        let violation = damaged(sql).unwrap();
        assert_eq!(
            violation.version,
            Some(Version::new(5)),
            "{sql}: {}",
            violation.what
        );
    }
    let gap = damaged("DELETE FROM journal WHERE version = 4").unwrap();
    assert_eq!(gap.version, Some(Version::new(5)));
    let cut = damaged("DELETE FROM journal WHERE version = 11").unwrap();
    assert_eq!(cut.what, "the journal does not end at its head");
}

#[test]
fn the_first_row_that_differs_from_the_journal_is_named() {
    for (sql, row) in [
        (
            "UPDATE holds SET until = until + 1 WHERE hold = 4",
            "holds 4",
        ),
        ("DELETE FROM unit_blocks", "units 1/1"),
        (
            "INSERT INTO unit_blocks VALUES (1, 2, 1, 2, 0)",
            "units 2/33",
        ),
        (
            "UPDATE unit_blocks SET held = sold, sold = held",
            "units 1/1",
        ),
        ("UPDATE queue SET quantity = 5", "queue 1/9"),
        ("UPDATE orders SET fee = 0", "orders VF-0001"),
        (
            "UPDATE order_lines SET price = 1 WHERE line = 1",
            "orders VF-0001",
        ),
        ("UPDATE items SET stock = 3 WHERE item = 2", "items 2"),
        (
            "UPDATE customers SET payment = 'deposit_approved' WHERE customer = 7",
            "customers 7",
        ),
        (
            "UPDATE customers SET opted_at = opted_at - 1 WHERE customer = 8",
            "customers 8",
        ),
        (
            "UPDATE customers SET opted_at = NULL WHERE customer = 8",
            "customers 8",
        ),
        (
            "INSERT INTO customers (shop, customer, blocked) VALUES (1, 3, 1)",
            "customers 3",
        ),
        ("UPDATE lives SET closed_at = 5", "lives 1"),
        ("DELETE FROM lives", "lives 1"),
        ("UPDATE proofs SET state = 'approved'", "proofs 4/0"),
        ("UPDATE notes SET customer = 1", "notes 10/0"),
        ("DELETE FROM notes", "notes 10/0"),
        (
            "UPDATE holds_ended SET reason = 'released' WHERE hold = 2",
            "holds_ended 2",
        ),
        ("DELETE FROM holds_ended WHERE hold = 3", "holds_ended 3"),
        ("UPDATE outbox SET version = 3 WHERE id = 1", "outbox 1"),
        ("DELETE FROM outbox WHERE id = 1", "outbox 2"),
        ("DELETE FROM outbox WHERE id = 2", "outbox 2"),
        ("UPDATE outbox SET seq = 1 - seq", "outbox 1"),
        ("UPDATE inbox SET command = zeroblob(16)", "inbox 11"),
    ] {
        assert_eq!(damaged(sql).unwrap().row.as_deref(), Some(row), "{sql}");
    }
}

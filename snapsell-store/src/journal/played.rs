//! Random histories of the real rules, committed in slices: rows, journal, snapshot and the shop in memory agree.

use crate::exports::HoldRow;
use crate::fixture::Folder;
use snapsell_core::testkit::{Step, World, command};
use snapsell_core::{
    CommandId, Commit, CustomerId, Journal, Order, Receipt, Shop, ShopId, Span, Timestamp, decide,
};

/// Steps of one history, and those of one slice.
const STEPS: u32 = 800;
const SLICE: u32 = 40;

#[test]
fn the_rows_of_random_histories_are_what_the_rules_say() {
    let (_folder, store, _) = Folder::with_shop();
    let mut shops: Vec<_> = (1..=4).map(|seed| Played::new(&store, seed)).collect();
    // Side by side: all of them have the same people, items and numbers.
    for _ in 0..STEPS / SLICE {
        for at in 0..shops.len() {
            shops[at].play(&store);
            for played in &shops {
                agree(&store, played.id, &played.shop);
            }
        }
    }
    for Played {
        id, shop, world, ..
    } in shops
    {
        let report = store.audit(id).unwrap();
        assert_eq!(report.violation, None, "shop {id:?}");
        assert!(report.rows > 20, "something happened");
        replayed(&store, id, &shop, world);
    }
}

/// A shop with a history of its own, in memory and on the disk.
struct Played {
    id: ShopId,
    shop: Shop,
    world: World,
    dice: Dice,
    now: Timestamp,
    number: u32,
}

impl Played {
    fn new(store: &crate::Store, seed: u64) -> Self {
        let new = crate::fixture::new_shop(&format!("seed-{seed}"));
        let world = World::default();
        Self {
            id: store.create_shop(&new).unwrap(),
            shop: Shop::new(world.settings()),
            world,
            dice: Dice(seed),
            now: Timestamp::from_millis(1_000_000),
            number: 0,
        }
    }

    /// Some more steps, whose decisions are committed together.
    fn play(&mut self, store: &crate::Store) {
        let mut slice = Vec::new();
        for _ in 0..SLICE {
            let step = self.dice.step();
            self.now = self.now + Span::from_secs(i64::from(step.pause));
            self.number += 1;
            let id = CommandId::new(self.number.into());
            let command = command(&self.world, &self.shop, id, step, self.now);
            let decision = decide(&self.shop, &command, self.now);
            if !decision.is_committed() {
                continue;
            }
            self.shop.apply(&decision.entry());
            let receipt = (decision.command != CommandId::NONE).then(|| Receipt {
                native_id: format!("SM{:032x}", self.number),
                from: CustomerId::new(2),
                content: b"words".to_vec(),
            });
            slice.push(Commit {
                shop: self.id,
                decision,
                receipt,
            });
        }
        let answers = store.commit(&slice);
        assert!(
            answers.iter().all(Result::is_ok),
            "{:?}: {answers:?}",
            self.id
        );
    }
}

/// The holds and orders on the disk are those in memory.
fn agree(store: &crate::Store, id: ShopId, shop: &Shop) {
    let holds: Vec<HoldRow> = shop
        .holds()
        .map(|hold| HoldRow {
            hold: hold.id,
            item: hold.item,
            customer: hold.customer,
            slots: hold.slots.clone(),
            price: hold.price,
            since: hold.since,
            state: hold.state,
            origin: hold.origin,
        })
        .collect();
    assert_eq!(store.holds(id).unwrap(), holds);
    let kept: Vec<Order> = shop.orders().cloned().collect();
    let rows = store.orders(id).unwrap().into_iter().map(|row| row.order);
    let rows: Vec<Order> = rows
        .filter(|order| shop.order(order.number).is_some())
        .collect();
    assert_eq!(rows, kept);
    let places = store.places(id).unwrap();
    for item in shop.items() {
        let waiting: Vec<_> = places
            .iter()
            .filter(|row| row.item == item.id)
            .map(|row| (row.customer, row.quantity, row.since))
            .collect();
        let queue: Vec<_> = shop
            .queue(item.id)
            .map(|place| (place.customer, place.quantity, place.since))
            .collect();
        assert_eq!(waiting, queue, "{:?}", item.code);
    }
}

/// Both ways back to the state in memory: the whole journal, and a snapshot.
fn replayed(store: &crate::Store, id: ShopId, shop: &Shop, world: World) {
    let mut again = Shop::new(world.settings());
    for entry in store
        .entries_after(id, again.version(), usize::MAX)
        .unwrap()
    {
        again.apply(&entry);
    }
    assert_eq!(&again, shop);
    store.save_snapshot(id, shop).unwrap();
    assert_eq!(store.snapshot(id).unwrap().as_ref(), Some(shop));
}

/// A small generator: the same seed gives the same history.
struct Dice(u64);

impl Dice {
    fn step(&mut self) -> Step {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let [action, who, what, much, pause, ..] = (self.0 ^ (self.0 >> 33)).to_be_bytes();
        Step {
            action,
            who,
            what,
            much,
            pause: u16::from(pause % 40),
        }
    }
}

//! A million holds that end at the same instant: how long others wait meanwhile.

use serde_json::json;
use snapsell_benches::child::Server;
use snapsell_benches::figures::{percentile, wall_clock};
use snapsell_benches::load::{self, Run};
use snapsell_benches::market::code;
use snapsell_benches::open_loop::open_loop;
use snapsell_benches::options::{Options, runtime};
use snapsell_benches::product::{self, Broken, commit, new_shop};
use snapsell_benches::requests::{ITEMS, Requests, Spread, TOKEN};
use snapsell_core::{
    Action, Actor, Change, Claim, Command, CommandId, Commit, CustomerId, HoldSettings, Journal,
    Label, List, Offer, Settings, Shop, ShopId, Size, Span, Timestamp, Typed, UserId, Written,
};
use snapsell_store::Store;
use snapsell_twilio::AuthToken;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const USAGE: &str = "due [--scale PERCENT] [--dir FOLDER] [--json]";
/// The shop whose holds end.
const CROWD: &str = "crowd";
/// Its items at full scale.
const CROWD_ITEMS: u32 = 1_000;
/// Units of each, one for each hold.
const UNITS: u32 = 1_000;
/// Holds of one customer: as many as she may have.
const HOLDS_EACH: u32 = 50;
/// Items in one offer, claims in one message, messages in one commit, while the shop is filled.
const OFFERS_EACH: usize = 20;
const CLAIMS_EACH: usize = 20;
const COMMIT: usize = 100;
/// Messages a second to the other shop.
const PER_SECOND: u32 = 500;
/// How long messages are sent before the holds are due, and from then on.
const BEFORE: Duration = Duration::from_secs(10);
const AFTER: Duration = Duration::from_secs(20);

fn main() -> Result<(), Broken> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve-product", folder] => runtime()?.block_on(product::serve(Path::new(folder), false)),
        words => measure(words),
    }
}

fn measure(words: &[&str]) -> Result<(), Broken> {
    let Options {
        scale,
        folder,
        json: as_json,
    } = Options::read(words, USAGE)?;
    let items = (CROWD_ITEMS * u32::try_from(scale)? / 100).max(HOLDS_EACH);
    let folder = tempfile::tempdir_in(folder)?;
    product::prepare(folder.path())?;
    let store = product::open(folder.path())?;
    let crowd = new_shop(&store, CROWD)?;
    // Filling takes some 40 µs for each hold.
    let holds = items * UNITS;
    let due = wall_clock() + Span::from_secs(20 + i64::from(holds) / 15_000);
    let filled = fill(&store, crowd, items, due)?;
    drop(store);
    let path = folder
        .path()
        .to_str()
        .ok_or("the folder's name is not UTF-8")?;
    let server = Server::start(&["serve-product", path])?;
    load::one(server.address, &one_message(CROWD, 1))?;
    wait_until(due - Span::from_millis(BEFORE.as_millis() as i64 + 500))?;
    let before = others(&server, BEFORE, 11)?;
    wait_until(due - Span::from_millis(500))?;
    let after = others(&server, AFTER, 12)?;
    drop(server);
    let store = product::open(folder.path())?;
    report(
        as_json,
        (before, after),
        &ended(&store, crowd, &filled, due)?,
    );
    Ok(())
}

/// A live of this many items, every unit of which is held until `due`.
fn fill(store: &Store, shop: ShopId, items: u32, due: Timestamp) -> Result<Shop, Broken> {
    let settings = Settings {
        hold: HoldSettings {
            reminder: Span::ZERO,
            ..Default::default()
        },
        holds_per_customer: HOLDS_EACH,
        ..Settings::default()
    };
    let held_at = due - settings.hold.soft;
    let team = Actor::Team(UserId::new(1));
    let mut acts = Vec::from([
        (team, Action::Configure(Box::new(settings))),
        (team, Action::OpenLive),
    ]);
    acts.extend(batches(0..items, OFFERS_EACH).map(|batch| (team, offers(batch))));
    for customer in 0..items * UNITS / HOLDS_EACH {
        // Those of one customer are of different items, and each item is held by a thousand customers.
        let hers = (0..HOLDS_EACH).map(|hold| (customer * HOLDS_EACH + hold) % items);
        let by = Actor::Customer(CustomerId::new(customer + 2));
        acts.extend(batches(hers, CLAIMS_EACH).map(|batch| (by, claims(batch))));
    }
    let mut state = Shop::new(Settings::default());
    for (acts, first) in batches(acts, COMMIT).zip((1_u128..).step_by(COMMIT)) {
        let decide = |((by, action), id)| {
            let id = CommandId::new(id);
            let mut decision = state.carry_out(&Command { id, by, action }, held_at);
            // They count as sent long ago.
            decision.replies = List::new();
            Commit {
                shop,
                decision,
                receipt: None,
            }
        };
        let commits: Vec<Commit> = acts.into_iter().zip(first..).map(decide).collect();
        commit(store, &commits)?;
        store.checkpoint()?;
    }
    assert_eq!(state.holds().count(), (items * UNITS) as usize);
    store.save_snapshot(shop, &state)?;
    Ok(state)
}

/// These in their order, `size` at a time.
fn batches<T>(all: impl IntoIterator<Item = T>, size: usize) -> impl Iterator<Item = Vec<T>> {
    let mut all = all.into_iter();
    std::iter::from_fn(move || {
        let batch: Vec<T> = all.by_ref().take(size).collect();
        (!batch.is_empty()).then_some(batch)
    })
}

fn offers(items: Vec<u32>) -> Action {
    let offer = |item| Offer {
        code: code(item),
        label: Label::from(code(item)),
        quantity: Some(UNITS),
        price: Some(5_000),
        sizes: Vec::new(),
    };
    Action::Offer {
        offers: items.into_iter().map(offer).collect(),
        photo: false,
    }
}

fn claims(items: Vec<u32>) -> Action {
    let claim = |item| Claim {
        code: Written::Code(code(item)),
        size: Size::ONE,
        quantity: None,
        typed: Typed::default(),
    };
    Action::Claim {
        claims: items.into_iter().map(claim).collect(),
        skipped: 0,
    }
}

#[expect(clippy::disallowed_methods, reason = "a schedule is kept by waiting")]
fn wait_until(at: Timestamp) -> Result<(), Broken> {
    let left = u64::try_from(at.since(wall_clock()).millis());
    let left = left.map_err(|_| "the shop was filled too slowly for this scale")?;
    std::thread::sleep(Duration::from_millis(left));
    Ok(())
}

/// Messages to another shop.
fn others(server: &Server, long: Duration, series: u32) -> Result<Run, Broken> {
    let count = long.as_secs() as usize * PER_SECOND as usize;
    let requests = Arc::new(Requests::claims(count, Spread::Uniform, series));
    assert!(count < ITEMS as usize * 20, "every claim finds a unit");
    Ok(open_loop(server.address, &requests, f64::from(PER_SECOND))?)
}

fn one_message(slug: &str, number: u128) -> Arc<Requests> {
    let mut requests = Requests::default();
    requests.push(slug, number << 64, 1, "merci", &AuthToken::new(TOKEN));
    Arc::new(requests)
}

/// What became of the holds.
struct Ended {
    /// Those that still stand.
    left: usize,
    /// The most that ended in one entry.
    at_once: usize,
    /// Seconds from the instant at which they were due to the last end.
    seconds: f64,
}

fn ended(store: &Store, shop: ShopId, filled: &Shop, due: Timestamp) -> Result<Ended, Broken> {
    let (mut ends, mut at_once, mut last) = (0, 0, due);
    let mut version = filled.version();
    loop {
        let entries = store.entries_after(shop, version, 1_000)?;
        let Some(newest) = entries.last() else { break };
        version = newest.version;
        for entry in &entries {
            let is_end = |change: &&Change| matches!(change, Change::HoldEnded { .. });
            let count = entry.changes.iter().filter(is_end).count();
            if count > 0 {
                (ends, last) = (ends + count, entry.at);
                at_once = at_once.max(count);
            }
        }
    }
    Ok(Ended {
        left: filled.holds().count() - ends,
        at_once,
        seconds: last.since(due).millis() as f64 / 1e3,
    })
}

fn report(as_json: bool, (mut before, mut after): (Run, Run), ended: &Ended) {
    let mut figures = Vec::new();
    for (name, run) in [("before", &mut before), ("while holds end", &mut after)] {
        for percent in [50.0, 99.0, 99.9, 100.0] {
            let latency = percentile(&mut run.latencies_us, percent);
            figures.push((
                format!("{name}: p{percent}, in ms"),
                f64::from(latency) / 1e3,
            ));
        }
    }
    let at_most = |run: &Run| *run.latencies_us.last().unwrap_or(&0);
    let waits = f64::from(at_most(&after).saturating_sub(at_most(&before))) / 1e3;
    figures.push((
        "the longest wait beyond that before, in ms".to_owned(),
        waits,
    ));
    figures.push(("holds left".to_owned(), ended.left as f64));
    figures.push(("most ends in one entry".to_owned(), ended.at_once as f64));
    figures.push(("until the last end, in s".to_owned(), ended.seconds));
    if as_json {
        let figures: serde_json::Map<_, _> = figures
            .into_iter()
            .map(|(name, figure)| (name, json!(figure)))
            .collect();
        println!("{}", json!(figures));
        return;
    }
    for (name, figure) in figures {
        println!("{name:48} {figure:>10.2}");
    }
}

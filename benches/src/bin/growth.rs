//! What grows with the data: cost of a message, memory of idle shops, the time a cold start takes.

use serde_json::json;
use snapsell_benches::ceiling;
use snapsell_benches::child::Server;
use snapsell_benches::figures::{median, timed, wall_clock};
use snapsell_benches::load;
use snapsell_benches::market::{Market, code};
use snapsell_benches::options::{Options, runtime};
use snapsell_benches::product::{self, Broken, commit, decided, new_shop};
use snapsell_benches::requests::{Requests, SLUG, TOKEN};
use snapsell_core::{
    Action, Actor, Claim, CustomerId, Journal, Letters, List, Money, Settings, Shop, ShopId, Size,
    Span, Typed, Written,
};
use snapsell_server::engine;
use snapsell_store::Store;
use snapsell_twilio::AuthToken;
use std::path::Path;
use std::sync::Arc;

const USAGE: &str = "growth [--scale PERCENT] [--dir FOLDER] [--json]";
/// Decisions in one commit.
const BATCH: usize = 100;
/// Commits whose median is the cost at one size.
const SAMPLES: usize = 60;
/// Live items of a shop.
const ITEMS: u32 = 1_000;
/// Live items of one of many shops.
const ITEMS_OF_MANY: u32 = 50;
/// Entries written since a state was saved, where a server is started cold: at least half of what a server lets pass
/// for these shops, which is what a crash leaves on average.
const TAIL: u64 = 2 * engine::SNAPSHOT_EVERY as u64;
/// Starts whose median is the time of a cold start.
const STARTS: usize = 5;

/// The shop that a server without use is asked about.
const PROBE: &str = "probe";

/// One figure beside its goal.
struct Line {
    name: &'static str,
    figure: f64,
    goal: f64,
}

fn main() -> Result<(), Broken> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve-ceiling"] => Ok(runtime()?.block_on(ceiling::serve())?),
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
    let mut lines = Vec::new();
    rows(&folder, 1_000_000 * scale / 100, &mut lines)?;
    shops(&folder, (100_000 * scale / 100) as u32, &mut lines)?;
    orders(&folder, (10_000 * scale / 100) as u32, &mut lines)?;
    if as_json {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| json!({"name": line.name, "figure": line.figure, "goal": line.goal}))
            .collect();
        println!("{}", json!(lines));
        return Ok(());
    }
    for line in lines {
        let verdict = match line.figure <= line.goal {
            _ if line.goal.is_infinite() => String::new(),
            true => format!("goal ≤ {}: met", line.goal),
            false => format!("goal ≤ {}: missed", line.goal),
        };
        println!("{:60} {:>10.2}   {verdict}", line.name, line.figure);
    }
    Ok(())
}

/// The cost of a message while the journal grows, then a cold start on that journal.
fn rows(folder: &Path, most: u64, lines: &mut Vec<Line>) -> Result<(), Broken> {
    let folder = tempfile::tempdir_in(folder)?;
    let store = product::open(folder.path())?;
    let shop = new_shop(&store, SLUG)?;
    let start = wall_clock() - Span::from_millis(i64::try_from(most)?);
    let mut market = Market::journalled(ITEMS, shop, start);
    grow(&store, &mut market, most / 100)?;
    let before = cost(&store, std::slice::from_mut(&mut market))?;
    grow(&store, &mut market, most - TAIL)?;
    store.save_snapshot(shop, market.shop())?;
    tail_is_fair(market.shop());
    grow(&store, &mut market, most)?;
    let after = cost(&store, std::slice::from_mut(&mut market))?;
    lines.push(figure("a message at 1 % of the rows, in µs", before));
    lines.push(figure("a message at all rows (1,000,000), in µs", after));
    lines.push(Line {
        name: "all rows vs 1 % of them",
        figure: after / before,
        goal: 1.3,
    });
    drop(store);
    lines.push(Line {
        name: "cold start to a durable 200, 1,000,000 entries, in ms",
        figure: cold_start(folder.path())?,
        goal: 200.0,
    });
    Ok(())
}

/// Writes entries until there are `most`. Their replies count as sent long ago.
fn grow(store: &Store, market: &mut Market, most: u64) -> Result<(), Broken> {
    while market.shop().version().get() < most {
        (0..BATCH * 5).for_each(|_| market.turn());
        let mut commits = market.take();
        for commit in &mut commits {
            commit.decision.replies = List::new();
        }
        commit(store, &commits)?;
        store.checkpoint()?;
    }
    Ok(())
}

/// Microseconds that one decision costs the store, in commits of a hundred over these shops.
fn cost(store: &Store, markets: &mut [Market]) -> Result<f64, Broken> {
    let mut samples = Vec::new();
    let mut turn = 0;
    for _ in 0..SAMPLES {
        let mut commits = Vec::new();
        while commits.len() < BATCH {
            let count = markets.len();
            let market = &mut markets[turn % count];
            market.turn();
            commits.extend(market.take());
            turn += 1;
        }
        let (done, took) = timed(|| commit(store, &commits));
        done?;
        samples.push(took.as_secs_f64() * 1e6 / commits.len() as f64);
        store.checkpoint()?;
    }
    Ok(median(&samples))
}

/// The cost of a message beside ten shops and beside very many, and the memory that they take when nobody uses them.
fn shops(folder: &Path, many: u32, lines: &mut Vec<Line>) -> Result<(), Broken> {
    let few = tempfile::tempdir_in(folder)?;
    let store = product::open(few.path())?;
    let beside_few = cost(&store, &mut new_markets(&store, 10)?)?;
    drop(store);

    let folder = tempfile::tempdir_in(folder)?;
    let store = product::open(folder.path())?;
    new_shop(&store, PROBE)?;
    drop(store);
    let memory_of_few = idle_memory(folder.path())?;
    let store = product::open(folder.path())?;
    for number in 0..many {
        new_shop(&store, &format!("idle-{number}"))?;
        if number % 1_000 == 0 {
            store.checkpoint()?;
        }
    }
    drop(store);
    let memory_of_many = idle_memory(folder.path())?;
    let store = product::open(folder.path())?;
    let beside_many = cost(&store, &mut new_markets(&store, 10)?)?;
    let spread = cost(&store, &mut new_markets(&store, 1_000)?)?;
    lines.push(figure("a message beside 10 shops, in µs", beside_few));
    lines.push(figure("the same beside 100,000 shops, in µs", beside_many));
    lines.push(figure("spread over 1,000 of 101,000 shops, in µs", spread));
    lines.push(Line {
        name: "100,000 shops vs 10",
        figure: beside_many / beside_few,
        goal: 1.3,
    });
    lines.push(Line {
        name: "memory of a server without use, in MiB",
        figure: memory_of_few / 1_024.0,
        goal: 30.0,
    });
    lines.push(Line {
        name: "memory of 1,000 idle shops, in KiB",
        figure: (memory_of_many - memory_of_few).max(0.0) / (f64::from(many) / 1_000.0),
        goal: 100.0,
    });
    Ok(())
}

fn new_markets(store: &Store, count: u32) -> Result<Vec<Market>, Broken> {
    let mut markets = Vec::new();
    for number in 0..count {
        let shop = new_shop(store, &format!("shop-{count}-{number}"))?;
        let start = wall_clock() - Span::from_mins(1);
        let mut market = Market::journalled(ITEMS_OF_MANY, shop, start);
        commit(store, &market.take())?;
        markets.push(market);
    }
    Ok(markets)
}

/// Memory of a server that has just answered one message, in KiB.
fn idle_memory(folder: &Path) -> Result<f64, Broken> {
    let path = folder.to_str().ok_or("the folder's name is not UTF-8")?;
    let server = Server::start(&["serve-product", path])?;
    load::one(server.address, &claim(PROBE, 1))?;
    Ok(server.memory_kib()? as f64)
}

/// A server would have saved this shop's state as often as the bench assumes, or nearly.
fn tail_is_fair(shop: &Shop) {
    let after = u64::from(engine::snapshot_after(shop, engine::SNAPSHOT_EVERY));
    assert!(
        after / 2 <= TAIL,
        "{after} entries pass before this state is saved"
    );
}

/// A cold start on a shop with very many orders.
fn orders(folder: &Path, many: u32, lines: &mut Vec<Line>) -> Result<(), Broken> {
    let folder = tempfile::tempdir_in(folder)?;
    let store = product::open(folder.path())?;
    let shop = new_shop(&store, SLUG)?;
    let mut state = Shop::new(Settings::default());
    let mut settings = Settings {
        label_last: u16::MAX,
        ..Settings::default()
    };
    for item in 0..many {
        let letters: Letters = code(item).letters();
        settings.grid.insert(letters, Money::from_minor(5_000));
    }
    let mut commits = Vec::new();
    let configure = Action::Configure(Box::new(settings));
    commits.extend(decided(shop, &mut state, Actor::System, configure, 0));
    let team = Actor::Team(snapsell_core::UserId::new(1));
    commits.extend(decided(shop, &mut state, team, Action::OpenLive, 1));
    let last = u64::from(many) * 3;
    for item in 0..many {
        commits.extend(order(shop, &mut state, item));
        if commits.len() >= BATCH {
            commit(&store, &std::mem::take(&mut commits))?;
        }
        let left = last.saturating_sub(state.version().get());
        if (TAIL..TAIL + 3).contains(&left) {
            commit(&store, &std::mem::take(&mut commits))?;
            store.save_snapshot(shop, &state)?;
        }
    }
    commit(&store, &commits)?;
    assert_eq!(state.orders().count(), many as usize);
    tail_is_fair(&state);
    drop(store);
    lines.push(Line {
        name: "cold start to a durable 200, 10,000 orders, in ms",
        figure: cold_start(folder.path())?,
        goal: 50.0,
    });
    let mut samples = Vec::new();
    for _ in 0..STARTS {
        let (server, took) = timed(|| {
            let server = Server::start(&["serve-ceiling"])?;
            load::one(server.address, &claim(SLUG, 1))?;
            Ok::<_, Broken>(server)
        });
        server?.crash()?;
        samples.push(took.as_secs_f64() * 1e3);
    }
    lines.push(figure("cold start of the ceiling, in ms", median(&samples)));
    Ok(())
}

/// A customer claims an item, gives her address and says yes.
fn order(shop: ShopId, state: &mut Shop, item: u32) -> Vec<snapsell_core::Commit> {
    let by = Actor::Customer(CustomerId::new(item + 2));
    let claims = Vec::from([Claim {
        code: Written::Code(code(item)),
        size: Size::ONE,
        quantity: None,
        typed: Typed::default(),
    }]);
    let actions = [
        Action::Claim { claims, skipped: 0 },
        Action::GiveAddress,
        Action::Confirm(Vec::new()),
    ];
    let ids = (u128::from(item) * 3 + 10)..;
    let commits = actions
        .into_iter()
        .zip(ids)
        .filter_map(|(action, id)| decided(shop, state, by, action, id));
    let mut commits: Vec<_> = commits.collect();
    for commit in &mut commits {
        commit.decision.replies = List::new();
    }
    commits
}

/// From the start of the process to its first durable 200, in milliseconds; each start follows a crash.
fn cold_start(folder: &Path) -> Result<f64, Broken> {
    let path = folder.to_str().ok_or("the folder's name is not UTF-8")?;
    let mut samples = Vec::new();
    for number in 0..STARTS {
        let claim = claim(SLUG, number as u128 + 1);
        let (server, took) = timed(|| {
            let server = Server::start(&["serve-product", path])?;
            load::one(server.address, &claim)?;
            Ok::<_, Broken>(server)
        });
        server?.crash()?;
        samples.push(took.as_secs_f64() * 1e3);
    }
    eprintln!("cold starts: {samples:.1?} ms");
    Ok(median(&samples))
}

fn claim(slug: &str, number: u128) -> Arc<Requests> {
    let mut requests = Requests::default();
    let token = AuthToken::new(TOKEN);
    requests.push(slug, number << 64, 1, "AA1", &token);
    Arc::new(requests)
}

const fn figure(name: &'static str, figure: f64) -> Line {
    Line {
        name,
        figure,
        goal: f64::INFINITY,
    }
}

//! Small worlds under faults, as many as it takes for the messages asked for; every invariant after every message.
//!
//! ```text
//! cargo run --release -p snapsell-core --features testkit --example simulate -- --messages 10000000 --seed 1
//! cargo run --release -p snapsell-core --features testkit --example simulate -- --messages 1000000000 --seconds 900
//! cargo run --release -p snapsell-core --features testkit --example simulate -- --verify-determinism 200
//! cargo run --release -p snapsell-core --features testkit --example simulate -- --only 4711
//! ```
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use snapsell_core::testkit::{Event, Plan, Tally};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Seeds that a thread takes at a time.
const SEEDS_AT_ONCE: u64 = 64;

struct Asked {
    messages: u64,
    /// The run ends after so many seconds at the latest; 0 for no end but the messages.
    seconds: u64,
    seed: u64,
    verify: u64,
    only: Option<u64>,
}

fn main() -> ExitCode {
    let asked = match asked(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(wrong) => {
            println!(
                "{wrong}\nsimulate [--messages N] [--seconds N] [--seed S] [--verify-determinism N] [--only SEED]"
            );
            return ExitCode::FAILURE;
        }
    };
    // A seed that fails is told once, at its shortest.
    std::panic::set_hook(Box::new(|_| {}));
    if let Some(seed) = asked.only {
        return match play(&Plan::draw(seed)) {
            Ok(tally) => told(&format!("seed {seed}: {tally:?}")),
            Err(_) => broken(seed),
        };
    }
    if asked.verify > 0 {
        return verify(asked.seed, asked.verify);
    }
    simulate(&asked)
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked {
        messages: 1_000_000,
        seconds: 0,
        seed: 1,
        verify: 0,
        only: None,
    };
    while let Some(word) = words.next() {
        let number = words.next().and_then(|number| number.parse().ok());
        let number = number.ok_or_else(|| format!("{word} wants a number"))?;
        match word.as_str() {
            "--messages" => asked.messages = number,
            "--seconds" => asked.seconds = number,
            "--seed" => asked.seed = number,
            "--verify-determinism" => asked.verify = number,
            "--only" => asked.only = Some(number),
            _ => return Err(format!("{word} is not known")),
        }
    }
    Ok(asked)
}

fn told(words: &str) -> ExitCode {
    println!("{words}");
    ExitCode::SUCCESS
}

fn play(plan: &Plan) -> Result<Tally, String> {
    let played = catch_unwind(AssertUnwindSafe(|| plan.play()));
    played.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
        text.unwrap_or_else(|| "a panic without words".to_owned())
    })
}

fn simulate(asked: &Asked) -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the speed of the run itself")]
    let began = Instant::now();
    let most = Duration::from_secs(asked.seconds);
    let late = || !most.is_zero() && began.elapsed() >= most;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, done) = (AtomicU64::new(asked.seed), AtomicU64::new(0));
    let sums = Mutex::new((Tally::default(), None::<u64>));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < asked.messages && !late() {
                    let first = next.fetch_add(SEEDS_AT_ONCE, Ordering::Relaxed);
                    let (sum, failed) = block(first);
                    done.fetch_add(sum.messages, Ordering::Relaxed);
                    let mut sums = sums.lock().expect("no thread panics with the sums");
                    sums.0 = plus(sums.0, sum);
                    if let Some(seed) = failed {
                        sums.1 = Some(sums.1.map_or(seed, |known| known.min(seed)));
                        done.store(u64::MAX / 2, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let (sum, failed) = sums.into_inner().expect("no thread panics with the sums");
    if let Some(seed) = failed {
        return broken(seed);
    }
    let secs = began.elapsed().as_secs_f64();
    let seeds = next.into_inner() - asked.seed;
    let speed = sum.messages as f64 / secs;
    println!("seeds {}..{}: {sum:?}", asked.seed, asked.seed + seeds);
    told(&format!(
        "{} messages in {secs:.1} s on {threads} threads: {speed:.0} a second, 0 violations, journals {:016x}",
        sum.messages, sum.journal_hash
    ))
}

/// The sums of some seeds, and the first that failed. Hashes are added, so that no order of threads shows.
fn block(first: u64) -> (Tally, Option<u64>) {
    let mut sum = Tally::default();
    for seed in first..first + SEEDS_AT_ONCE {
        match play(&Plan::draw(seed)) {
            Ok(tally) => sum = plus(sum, tally),
            Err(_) => return (sum, Some(seed)),
        }
    }
    (sum, None)
}

fn plus(one: Tally, other: Tally) -> Tally {
    Tally {
        messages: one.messages + other.messages,
        duplicates: one.duplicates + other.duplicates,
        conflicts: one.conflicts + other.conflicts,
        crashes: one.crashes + other.crashes,
        given: one.given + other.given,
        promoted: one.promoted + other.promoted,
        journal_hash: one.journal_hash.wrapping_add(other.journal_hash),
    }
}

fn verify(first: u64, seeds: u64) -> ExitCode {
    let mut all = 0_u64;
    for seed in first..first + seeds {
        let (Ok(one), Ok(other)) = (play(&Plan::draw(seed)), play(&Plan::draw(seed))) else {
            return broken(seed);
        };
        if one != other {
            println!("seed {seed} is not the same twice: {one:?} {other:?}");
            return ExitCode::FAILURE;
        }
        all = all.wrapping_add(one.journal_hash);
    }
    told(&format!(
        "{seeds} seeds played twice, the same journals: {all:016x}"
    ))
}

/// Cuts the history of a failing seed as short as it gets, and tells it.
fn broken(seed: u64) -> ExitCode {
    let mut plan = Plan::draw(seed);
    let mut size = plan.events.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < plan.events.len() {
            let to = (from + size).min(plan.events.len());
            let mut shorter: Vec<Event> = plan.events.clone();
            shorter.drain(from..to);
            let shorter = Plan {
                world: plan.world,
                events: shorter,
            };
            if play(&shorter).is_err() {
                plan = shorter;
            } else {
                from = to;
            }
        }
        size /= 2;
    }
    println!(
        "seed {seed} breaks: {}",
        play(&plan).err().unwrap_or_default()
    );
    println!(
        "shortest history found, {} events in {:?}:",
        plan.events.len(),
        plan.world
    );
    for event in &plan.events {
        println!("  {event:?}");
    }
    println!(
        "again: cargo run --release -p snapsell-core --features testkit --example simulate -- --only {seed}"
    );
    ExitCode::FAILURE
}

//! Every order in which a few messages, two nodes, deaths and deadlines can meet, on the real rules.
//!
//! ```text
//! cargo run --release -p snapsell-core --features testkit --example exhaustive               # over a million states
//! cargo run --release -p snapsell-core --features testkit --example exhaustive -- large 900  # seconds at most
//! cargo run --release -p snapsell-core --features testkit --example exhaustive -- broken     # three known-bad stores
//! ```
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod model;
mod owners;
mod properties;
mod state;

use model::{Bounds, Flaw, Small};
use stateright::{Checker, Model};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// States that the quick run must reach, so that a smaller model does not pass unseen.
const STATES_MIN: usize = 1_000_000;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let which = words.next().unwrap_or_else(|| "small".to_owned());
    let secs = words.next().and_then(|secs| secs.parse().ok());
    match which.as_str() {
        "small" => explore(Bounds::SMALL, secs, STATES_MIN),
        "large" => explore(Bounds::LARGE, secs.or(Some(900)), STATES_MIN),
        "broken" => broken(),
        _ => {
            println!("exhaustive [small | large [SECONDS] | broken]");
            ExitCode::FAILURE
        }
    }
}

fn explore(bounds: Bounds, secs: Option<u64>, states_min: usize) -> ExitCode {
    let model = Small::new(bounds, Flaw::None);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    #[expect(clippy::disallowed_methods, reason = "the speed of the run itself")]
    let began = Instant::now();
    let mut builder = model.checker().threads(threads);
    if let Some(secs) = secs {
        builder = builder.timeout(Duration::from_secs(secs));
    }
    let checker = builder.spawn_bfs().join();
    let discoveries = checker.discoveries();
    let mut wrong = 0;
    for property in checker.model().properties() {
        let found = discoveries.get(property.name);
        let fine = (property.expectation == stateright::Expectation::Sometimes) == found.is_some();
        println!(
            "{} {:?} {}",
            if fine { "ok   " } else { "WRONG" },
            property.expectation,
            property.name
        );
        if let (false, Some(path)) = (fine, found) {
            println!("{path}");
        }
        wrong += u32::from(!fine);
    }
    let states = checker.unique_state_count();
    let took = began.elapsed().as_secs();
    let whole = secs.is_none_or(|secs| took < secs);
    println!(
        "{states} unique states, {} in all, {} deep, in {took} s: {}",
        checker.state_count(),
        checker.max_depth(),
        if whole {
            "every one there is"
        } else {
            "as many as there was time for"
        }
    );
    if wrong == 0 && states >= states_min {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Stores and senders that are known to be wrong: each must be found.
fn broken() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for flaw in [
        Flaw::NoHeadCheck,
        Flaw::SentBeforeCommit,
        Flaw::AnsweredBeforeCommit,
    ] {
        let checker = Small::new(Bounds::SMALL, flaw).checker().threads(2);
        let checker = checker
            .finish_when(stateright::HasDiscoveries::AnyFailures)
            .spawn_bfs()
            .join();
        let failures = checker.model().properties().into_iter().filter(|property| {
            property.expectation == stateright::Expectation::Always
                && checker.discovery(property.name).is_some()
        });
        let names: Vec<&str> = failures.map(|property| property.name).collect();
        println!(
            "{flaw:?}: {}",
            if names.is_empty() {
                "NOT CAUGHT".into()
            } else {
                names.join(", ")
            }
        );
        if names.is_empty() {
            code = ExitCode::FAILURE;
        }
    }
    code
}

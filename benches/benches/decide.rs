//! The rules against bare data structures: a claim and the end of a hold, at three sizes and on one hot item.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, criterion_group, criterion_main};
use snapsell_benches::bare::Bare;
use snapsell_benches::figures::{Numbers, median, timed};
use snapsell_benches::market::{Hot, Market, free};
use snapsell_core::limits::QUEUE_MAX;
use std::time::Duration;

/// The most that the rules may cost, in times of the bare structures.
const GOAL: f64 = 4.0;

/// Measures turns with criterion; nanoseconds a turn, as the median of its samples. What turns is built only when
/// this bench is chosen.
fn measure<T: FnMut()>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    build: impl FnOnce() -> T,
) -> f64 {
    let mut samples = Vec::new();
    let mut build = Some(build);
    let mut built = None;
    group.bench_function(name, |bench| {
        if let Some(build) = build.take() {
            built = Some(build());
        }
        let turn = built.as_mut().expect("it was built above");
        bench.iter_custom(|turns| {
            let ((), took) = timed(|| (0..turns).for_each(|_| turn()));
            samples.push(took.as_nanos() as f64 / turns as f64);
            took
        });
    });
    median(&samples)
}

fn ratio(what: &str, rules: f64, bare: f64) {
    if rules == 0.0 || bare == 0.0 {
        return;
    }
    println!(
        "{what}: rules {rules:.0} ns, bare {bare:.0} ns, ratio {:.1} (goal ≤ {GOAL})\n",
        rules / bare
    );
}

fn uniform(criterion: &mut Criterion) {
    for (name, items) in [("1k", 1_000), ("100k", 100_000), ("1M", 1_000_000)] {
        let mut group = criterion.benchmark_group(format!("claim_and_expiry/{name}"));
        group.sampling_mode(SamplingMode::Flat).sample_size(30);
        group.measurement_time(Duration::from_secs(3));
        let bare = measure(&mut group, "bare", || bare_turns(items));
        let rules = measure(&mut group, "rules", || {
            let mut market = Market::new(items);
            move || market.turn()
        });
        group.finish();
        ratio(&format!("{name} live items"), rules, bare);
    }
}

/// The same holds in the same order, without rules.
fn bare_turns(items: u32) -> impl FnMut() {
    let mut bare = Bare::new(items);
    let order = Numbers::new(1).shuffled(items);
    let held = i64::from(items - free(items));
    let mut step = 0;
    let mut claim = move |bare: &mut Bare| {
        let item = order[step as usize % order.len()];
        assert!(bare.reserve(item.into(), step as u32, step + held));
        step += 1;
        step
    };
    let mut now = 0;
    while now < held {
        now = claim(&mut bare);
    }
    move || {
        assert_eq!(bare.expire(now, now + held), 1);
        now = claim(&mut bare);
    }
}

fn hot(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("claim_and_expiry/one_hot_item");
    let bare = measure(&mut group, "bare", || {
        let mut bare = Bare::new(1);
        for customer in 0..=QUEUE_MAX as u32 {
            bare.reserve(0, customer, 1);
        }
        let mut now = 0;
        move || {
            now += 1;
            assert_eq!(bare.expire(now, now + 1), 1);
            assert!(!bare.reserve(0, now as u32, now + 1));
        }
    });
    let rules = measure(&mut group, "rules", || {
        let mut hot = Hot::default();
        move || hot.turn()
    });
    group.finish();
    ratio("one hot item, 1,000 waiting", rules, bare);
}

criterion_group!(benches, uniform, hot);
criterion_main!(benches);

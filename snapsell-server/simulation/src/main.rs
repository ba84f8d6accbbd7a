//! Plays histories until so many messages were written or so many seconds have passed, and reports:
//! `cargo run --config scripts/optimised.toml -p snapsell-simulation -- [--messages N] [--seconds S] [--seed S]
//! [--steps N] [--only 0-9,12] [--twice N] [--cuts N] [--processes N]`.
//!
//! Several processes share the work, each with every so manieth seed: SQLite's page cache is one of the process, so
//! that threads would change what each other's histories read, and no seed could be repeated.

use std::process::{Child, Command, ExitCode};
use std::time::Instant;

use snapsell_powerloss::rig::Rig;
use snapsell_simulation::base::Base;
use snapsell_simulation::shrink::{as_text, from_text, shrink};
use snapsell_simulation::world::{Failure, Report, run};

/// Steps of a history.
const STEPS: u64 = 240;

struct Wanted {
    messages: u64,
    seconds: u64,
    seed: u64,
    steps: u64,
    only: Option<Vec<u64>>,
    twice: u64,
    cuts: u64,
    /// How far seeds are apart.
    stride: u64,
    processes: u64,
}

fn wanted() -> Option<Wanted> {
    let mut wanted = Wanted {
        messages: 0,
        seconds: 0,
        seed: 1,
        steps: STEPS,
        only: None,
        twice: 0,
        cuts: 0,
        stride: 1,
        processes: 1,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(flag) = arguments.next() {
        let value = arguments.next()?;
        match flag.as_str() {
            "--messages" => wanted.messages = value.parse().ok()?,
            "--seconds" => wanted.seconds = value.parse().ok()?,
            "--seed" => wanted.seed = value.parse().ok()?,
            "--steps" => wanted.steps = value.parse().ok()?,
            "--only" => wanted.only = Some(from_text(&value)?),
            "--twice" => wanted.twice = value.parse().ok()?,
            "--cuts" => wanted.cuts = value.parse().ok()?,
            "--stride" => wanted.stride = value.parse().ok().filter(|&stride| stride > 0)?,
            "--processes" => wanted.processes = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(wanted)
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took is part of the report"
)]
fn instant() -> Instant {
    Instant::now()
}

fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        eprintln!(
            "usage: [--messages N] [--seconds S] [--seed S] [--steps N] [--only 0-9,12] [--twice N] [--cuts N] \
             [--processes N]"
        );
        return ExitCode::from(2);
    };
    if wanted.processes > 1 {
        return shared(&wanted);
    }
    let done = power_cuts(&wanted)
        .and_then(|()| histories(&wanted))
        .and_then(|()| twice(&wanted));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

/// Shares the work among processes of this program.
fn shared(wanted: &Wanted) -> ExitCode {
    let n = wanted.processes;
    let start = |number: u64| -> std::io::Result<Child> {
        let mut child = Command::new(std::env::current_exe()?);
        for (flag, value) in [
            ("--messages", wanted.messages.div_ceil(n)),
            ("--seconds", wanted.seconds),
            ("--seed", wanted.seed + number),
            ("--steps", wanted.steps),
            ("--twice", wanted.twice.div_ceil(n)),
            ("--cuts", wanted.cuts.div_ceil(n)),
            ("--stride", n),
        ] {
            child.arg(flag).arg(value.to_string());
        }
        child.spawn()
    };
    let children: Vec<_> = (0..n).map(start).collect();
    let ended = children
        .into_iter()
        .map(|child| child.and_then(|mut child| child.wait()))
        .fold(true, |all, one| {
            all & one.is_ok_and(|status| status.success())
        });
    if ended {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Histories, one seed after another, until there were enough messages or no time is left.
fn histories(wanted: &Wanted) -> Result<(), String> {
    let steps: Vec<u64> = wanted
        .only
        .clone()
        .unwrap_or_else(|| (0..wanted.steps).collect());
    if wanted.messages == 0 && (wanted.cuts > 0 || wanted.twice > 0) {
        return Ok(());
    }
    let base = Base::new()?;
    let started = instant();
    let mut total = Report::default();
    let mut seed = wanted.seed;
    loop {
        let report =
            run(&base, seed, &steps).map_err(|failure| told(&base, seed, &steps, &failure))?;
        total = sum(&total, &report);
        seed += wanted.stride;
        let enough = total.messages >= wanted.messages && wanted.messages > 0;
        let once = wanted.only.is_some() || wanted.messages == 0 && wanted.seconds == 0;
        if enough || once || late(wanted, started) {
            break;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "simulation: seeds {} to {}{}, {} messages written, {} deliveries, {} entries, {} messages sent, {} processes killed, \
         {} power cuts by themselves, {} faults of the disk, 0 violations, {seconds:.1} s, {:.0} messages a second",
        wanted.seed,
        seed - wanted.stride,
        match wanted.stride {
            1 => String::new(),
            stride => format!(", every {stride}th"),
        },
        total.messages,
        total.deliveries,
        total.entries,
        total.sent,
        total.kills,
        total.cuts,
        total.faults,
        total.messages as f64 / seconds,
    );
    Ok(())
}

fn told(base: &Base, seed: u64, steps: &[u64], failure: &Failure) -> String {
    eprintln!(
        "seed {seed} fails at step {}: {}",
        failure.step, failure.what
    );
    let (left, last) = shrink(base, seed, steps, failure);
    format!(
        "the shortest history found has {} steps and fails at step {}: {}\nrepeat it with: \
         cargo run --config scripts/optimised.toml -p snapsell-simulation -- --seed {seed} --only {}",
        left.len(),
        last.step,
        last.what,
        as_text(&left)
    )
}

fn sum(one: &Report, other: &Report) -> Report {
    Report {
        messages: one.messages + other.messages,
        deliveries: one.deliveries + other.deliveries,
        sent: one.sent + other.sent,
        entries: one.entries + other.entries,
        kills: one.kills + other.kills,
        cuts: one.cuts + other.cuts,
        faults: one.faults + other.faults,
        hash: String::new(),
    }
}

/// The same seeds twice: the same journals.
fn twice(wanted: &Wanted) -> Result<(), String> {
    if wanted.twice == 0 {
        return Ok(());
    }
    let steps: Vec<u64> = (0..60).collect();
    let (stride, times) = (count(wanted.stride), count(wanted.twice));
    let base = Base::new()?;
    let (started, mut played) = (instant(), 0);
    for seed in (wanted.seed..).step_by(stride).take(times) {
        let play =
            || run(&base, seed, &steps).map_err(|failure| told(&base, seed, &steps, &failure));
        let (one, other) = (play()?, play()?);
        if one != other {
            return Err(format!("seed {seed} gives {one:?} and then {other:?}"));
        }
        played += 1;
        if late(wanted, started) {
            break;
        }
    }
    println!("determinism: {played} seeds twice, the same journals");
    Ok(())
}

/// Power cuts under the store alone, three in a history.
fn power_cuts(wanted: &Wanted) -> Result<(), String> {
    if wanted.cuts == 0 {
        return Ok(());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let rig = Rig::new(folder.path()).map_err(|error| error.to_string())?;
    let started = instant();
    let (mut acked, mut histories) = (0, 0);
    for seed in (wanted.seed..)
        .step_by(count(wanted.stride))
        .take(count(wanted.cuts.div_ceil(3)))
    {
        acked += rig
            .cycle(seed, 3)
            .map_err(|what| format!("power cuts, seed {seed}: {what}"))?;
        histories += 1;
        if late(wanted, started) {
            break;
        }
    }
    println!(
        "power cuts: {} cuts, {acked} entries acknowledged, 0 lost, {:.1} s",
        histories * 3,
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Whether the time for a part of the run is over.
fn late(wanted: &Wanted, started: Instant) -> bool {
    wanted.seconds > 0 && started.elapsed().as_secs() >= wanted.seconds
}

fn count(number: u64) -> usize {
    usize::try_from(number).expect("small")
}

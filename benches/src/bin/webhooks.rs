//! A durable webhook against the stateless ceiling, both measured in this run: throughput, latency, processor time.

use serde_json::{Value, json};
use snapsell_benches::ceiling;
use snapsell_benches::child::Server;
use snapsell_benches::figures::{median, percentile};
use snapsell_benches::load::{Run, closed_loop};
use snapsell_benches::open_loop::open_loop;
use snapsell_benches::options::runtime;
use snapsell_benches::product::{self, Broken};
use snapsell_benches::requests::{Requests, Spread};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const USAGE: &str = "webhooks [--rounds N] [--scale PERCENT] [--dir FOLDER] [--json]";

/// What a run is asked to do.
struct Options {
    rounds: usize,
    /// Hundredths of the usual number of requests.
    scale: usize,
    /// Where databases are made: the disk that is measured.
    folder: PathBuf,
    json: bool,
}

/// The figures of all rounds, by name.
#[derive(Default)]
struct Figures(BTreeMap<String, Vec<f64>>);

impl Figures {
    fn add(&mut self, name: impl Into<String>, figure: f64) {
        self.0.entry(name.into()).or_default().push(figure);
    }

    fn median(&self, name: &str) -> f64 {
        self.0.get(name).map_or(0.0, |figures| median(figures))
    }

    /// The median of the ratios inside each round.
    fn ratio(&self, over: &str, under: &str) -> f64 {
        let (Some(over), Some(under)) = (self.0.get(over), self.0.get(under)) else {
            return 0.0;
        };
        let ratios: Vec<f64> = over.iter().zip(under).map(|(a, b)| a / b).collect();
        median(&ratios)
    }
}

/// Requests made once for all rounds: every round has a database of its own.
struct Prepared {
    closed: Vec<(usize, Arc<Requests>)>,
    hot: Arc<Requests>,
    open: Vec<(u32, Arc<Requests>)>,
}

impl Prepared {
    fn new(scale: usize) -> Self {
        let claims = |count: usize, spread, series| {
            Arc::new(Requests::claims(
                (count * scale / 100).max(256),
                spread,
                series,
            ))
        };
        Self {
            closed: vec![
                (1, claims(4_000, Spread::Uniform, 1)),
                (32, claims(40_000, Spread::Uniform, 2)),
                (256, claims(60_000, Spread::Uniform, 3)),
            ],
            hot: claims(60_000, Spread::Hot, 4),
            open: vec![
                (500, claims(2_500, Spread::Uniform, 5)),
                (2_000, claims(10_000, Spread::Uniform, 6)),
            ],
        }
    }
}

fn main() -> Result<(), Broken> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve-ceiling"] => Ok(runtime()?.block_on(ceiling::serve())?),
        ["serve-product", folder] => runtime()?.block_on(product::serve(Path::new(folder), false)),
        ["serve-silent", folder] => runtime()?.block_on(product::serve(Path::new(folder), true)),
        words => measure(&options(words)?),
    }
}

fn options(words: &[&str]) -> Result<Options, Broken> {
    let mut options = Options {
        rounds: 5,
        scale: 100,
        folder: std::env::temp_dir(),
        json: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(USAGE);
        match *word {
            "--rounds" => options.rounds = value()?.parse()?,
            "--scale" => options.scale = value()?.parse()?,
            "--dir" => options.folder = PathBuf::from(value()?),
            "--json" => options.json = true,
            _ => return Err(USAGE.into()),
        }
    }
    Ok(options)
}

fn measure(options: &Options) -> Result<(), Broken> {
    let prepared = Prepared::new(options.scale);
    let mut figures = Figures::default();
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        let server = Server::start(&["serve-ceiling"])?;
        for (connections, requests) in &prepared.closed {
            closed(&server, "ceiling", *connections, requests, &mut figures)?;
        }
        drop(server);
        for name in ["product", "silent"] {
            let folder = tempfile::tempdir_in(&options.folder)?;
            product::prepare(folder.path())?;
            let path = folder
                .path()
                .to_str()
                .ok_or("the folder's name is not UTF-8")?;
            let server = Server::start(&[&format!("serve-{name}"), path])?;
            loaded(&server, name, &prepared, &mut figures)?;
        }
    }
    if options.json {
        println!("{}", report(&figures));
    } else {
        table(&figures);
    }
    Ok(())
}

/// The product, or the product without its sender and timers.
fn loaded(
    server: &Server,
    who: &str,
    prepared: &Prepared,
    figures: &mut Figures,
) -> Result<(), Broken> {
    for (per_second, requests) in &prepared.open {
        let mut run = open_loop(server.address, requests, f64::from(*per_second))?;
        for percent in [50, 99] {
            let latency = percentile(&mut run.latencies_us, f64::from(percent));
            let name = format!("{who} open {per_second}/s p{percent} ms");
            eprintln!("  {name}: {:.2}", f64::from(latency) / 1_000.0);
            figures.add(name, f64::from(latency) / 1_000.0);
        }
    }
    for (connections, requests) in &prepared.closed {
        closed(server, who, *connections, requests, figures)?;
    }
    closed(server, &format!("{who} hot"), 256, &prepared.hot, figures)?;
    figures.add(
        format!("{who} memory MiB"),
        server.memory_kib()? as f64 / 1_024.0,
    );
    Ok(())
}

fn closed(
    server: &Server,
    name: &str,
    connections: usize,
    requests: &Arc<Requests>,
    figures: &mut Figures,
) -> Result<(), Broken> {
    let before = server.cpu()?;
    let mut run: Run = closed_loop(server.address, requests, connections)?;
    let cpu = server.cpu()?.saturating_sub(before);
    let name = format!("{name} {connections}");
    figures.add(format!("{name} per s"), run.per_second());
    let cpu_us = cpu.as_secs_f64() * 1e6 / requests.len() as f64;
    eprintln!(
        "  {name}: {:.0}/s, {cpu_us:.0} µs of processor time each",
        run.per_second()
    );
    figures.add(format!("{name} cpu us"), cpu_us);
    if run.refused > 0 {
        eprintln!("  {name}: {} answers 503", run.refused);
    }
    figures.add(format!("{name} answers 503"), run.refused as f64);
    let p99 = percentile(&mut run.latencies_us, 99.0);
    figures.add(format!("{name} p99 ms"), f64::from(p99) / 1_000.0);
    Ok(())
}

/// What is asked of the figures: a name, the figure, and how it compares.
fn judged(figures: &Figures) -> Vec<(String, f64, &'static str, bool)> {
    let mut lines = Vec::new();
    for who in ["product", "silent"] {
        let mut judge = |what: &str, figure: f64, goal: &'static str, met: bool| {
            lines.push((format!("{who}: {what}"), figure, goal, met));
        };
        let ratio =
            |what: &str| figures.ratio(&format!("{who} {what}"), &format!("ceiling {what}"));
        let some = ratio("32 per s");
        judge(
            "webhooks vs ceiling, 32 connections",
            some,
            "≥ 0.20",
            some >= 0.2,
        );
        let many = ratio("256 per s");
        judge(
            "webhooks vs ceiling, 256 connections",
            many,
            "≥ 0.40",
            many >= 0.4,
        );
        let cpu = ratio("256 cpu us");
        judge("processor time vs ceiling, 256", cpu, "≤ 4", cpu <= 4.0);
        let hot = figures.ratio(&format!("{who} hot 256 per s"), &format!("{who} 256 per s"));
        judge("one hot item vs uniform, 256", hot, "≥ 0.9", hot >= 0.9);
        let p50 = figures.median(&format!("{who} open 2000/s p50 ms"));
        judge("open loop 2,000/s, p50 in ms", p50, "≤ 1", p50 <= 1.0);
    }
    lines
}

fn table(figures: &Figures) {
    println!(
        "medians of {} rounds",
        figures.0.values().map(Vec::len).max().unwrap_or(0)
    );
    for (name, values) in &figures.0 {
        let (low, high) = values
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), &value| {
                (low.min(value), high.max(value))
            });
        println!(
            "{name:28} {:>12.2}   ({low:.2} to {high:.2})",
            median(values)
        );
    }
    println!();
    for (name, figure, goal, met) in judged(figures) {
        let verdict = if met { "met" } else { "missed" };
        println!("{name:48} {figure:>8.2}   goal {goal}: {verdict}");
    }
}

fn report(figures: &Figures) -> Value {
    let goals: Vec<Value> = judged(figures)
        .into_iter()
        .map(|(name, figure, goal, met)| json!({"name": name, "figure": figure, "goal": goal, "met": met}))
        .collect();
    json!({"figures": figures.0, "goals": goals})
}

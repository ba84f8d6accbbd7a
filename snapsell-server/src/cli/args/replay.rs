//! Arguments of the commands that play a live again, or one that never was.

use clap::Args;

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The shop's short name, or a recording of the demo that ends in .jsonl
    #[arg(value_name = "SHOP|FILE")]
    pub shop: String,
    /// With a recording: exit 1 when a line comes out otherwise by a byte
    #[arg(long = "assert", conflicts_with_all = ["at", "live", "customer", "item", "set"])]
    pub check: bool,
    /// The instant: 2026-11-22T20:03 by the shop's clock, 20:03 for that day of the live, or with Z or +01:00; without
    /// it, the end of the live
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// The live, by its number; without it, the last one
    #[arg(long, value_name = "N")]
    pub live: Option<u32>,
    /// Only this customer, by her number in the shop or her phone, with what was said
    #[arg(long, value_name = "WHO")]
    pub customer: Option<String>,
    /// Only this item
    #[arg(long, value_name = "CODE")]
    pub item: Option<String>,
    /// What if: decide the live again with another setting, such as hold.soft=8m, and show what would differ
    #[arg(long, value_name = "KEY=VALUE", conflicts_with = "at")]
    pub set: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `rehearse`.
#[derive(Debug, Args)]
pub struct RehearseArgs {
    /// The shop whose settings are tried; without it, the settings of a new shop
    #[arg(value_name = "SHOP")]
    pub shop: Option<String>,
    /// How many customers write
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    pub customers: u32,
    /// Seed of everything random: the same seed, the same report
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Try another setting, such as hold.soft=8m
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

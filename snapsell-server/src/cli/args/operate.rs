//! Arguments of the commands that look after a server: demo, checks, migration, audit, outbox, exports and copies.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// Keep everything in this folder instead of a temporary one
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// How many times as fast as real time the clock runs
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub speed: u32,
    /// Play without a page, print a transcript
    #[arg(long)]
    pub headless: bool,
    /// Check the invariants after every event; exit 1 on a breach
    #[arg(long = "assert", requires = "headless")]
    pub check: bool,
    /// Write everything that came in, and what it led to, into this new file, for `snapsell replay FILE.jsonl --assert`
    #[arg(long, value_name = "FILE", requires = "headless")]
    pub record: Option<PathBuf>,
    /// Seed of everything random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The language of the shop and its page
    #[arg(long, value_enum, default_value = "fr")]
    pub lang: DemoLang,
}

/// The language of the demo's shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DemoLang {
    /// French
    Fr,
    /// English
    En,
}

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Repair what can be repaired without a question
    #[arg(long)]
    pub fix: bool,
    /// Only these checks: configuration, store, clock, url, twilio, signature, backup
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub only: Vec<String>,
}

/// Arguments of `key`.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// What to do with the master key.
    #[command(subcommand)]
    pub command: KeyCommand,
}

/// What to do with the master key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Put a new master key in the place of the one in force
    Rotate(KeyRotateArgs),
}

/// Arguments of `key rotate`.
#[derive(Debug, Args)]
pub struct KeyRotateArgs {
    /// Do it; without this flag, only say what would be done
    #[arg(long)]
    pub yes: bool,
}

/// Arguments of `migrate`.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Show the version of the database and of this program, change nothing
    #[arg(long, conflicts_with_all = ["to", "dry_run"])]
    pub status: bool,
    /// Refuse unless this is the version that this program brings a database to: it knows no other, and never goes back
    #[arg(long, value_name = "N")]
    pub to: Option<u32>,
    /// Print what would be run, change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// Only this shop
    #[arg(long, value_name = "SLUG")]
    pub shop: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `outbox`.
#[derive(Debug, Args)]
pub struct OutboxArgs {
    /// What to do
    #[command(subcommand)]
    pub command: OutboxCommand,
}

/// What to do with messages that have not left.
#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// List messages that wait or were given up
    List(OutboxListArgs),
    /// Try messages again that were given up
    Retry(OutboxRetryArgs),
    /// Give messages up for good
    Drop(OutboxDropArgs),
}

/// Arguments of `outbox list`.
#[derive(Debug, Args)]
pub struct OutboxListArgs {
    /// Only this shop
    #[arg(long, value_name = "SLUG")]
    pub shop: Option<String>,
    /// Only messages that were given up, without the counts
    #[arg(long)]
    pub dead: bool,
    /// Show numbers and texts in full
    #[arg(long)]
    pub reveal: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Which messages.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true).args(["ids", "all"])))]
pub struct OutboxPick {
    /// The shop's short name
    #[arg(long, value_name = "SLUG")]
    pub shop: String,
    /// The messages, by the number that `outbox list` shows
    #[arg(value_name = "ID")]
    pub ids: Vec<i64>,
    /// All that were given up
    #[arg(long)]
    pub all: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `outbox retry`.
#[derive(Debug, Args)]
pub struct OutboxRetryArgs {
    /// Which messages.
    #[command(flatten)]
    pub pick: OutboxPick,
}

/// Arguments of `outbox drop`.
#[derive(Debug, Args)]
pub struct OutboxDropArgs {
    /// Which messages.
    #[command(flatten)]
    pub pick: OutboxPick,
    /// Do it; without this flag, only say what would be done
    #[arg(long)]
    pub yes: bool,
}

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// Orders and their lines
    Orders,
    /// Holds, past and present
    Holds,
    /// Everything that happened, a row a change; ids of messages are 32 hexadecimal digits
    Events,
}

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to export
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// The shop's short name
    #[arg(long, value_name = "SLUG")]
    pub shop: String,
    /// The format
    #[arg(long, value_enum, default_value = "csv")]
    pub format: ExportFormat,
    /// Write into this new file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The new file, or the folder in which to make one; without it, backup_dir
    #[arg(value_name = "TO")]
    pub to: Option<PathBuf>,
    /// List the copies in this folder; without it, in backup_dir
    #[arg(long, value_name = "DIR", num_args = 0..=1, conflicts_with = "to")]
    pub list: Option<Option<PathBuf>>,
    /// Check a copy
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "list"])]
    pub verify: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The copy
    #[arg(value_name = "FROM")]
    pub from: PathBuf,
    /// Do it; without this flag, only say what would be replaced
    #[arg(long)]
    pub yes: bool,
}

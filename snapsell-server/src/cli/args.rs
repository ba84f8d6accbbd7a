//! What can be typed: commands, arguments and flags.

mod operate;
mod shop;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::flags::SettingFlags;

pub use operate::{
    AuditArgs, BackupArgs, DemoArgs, DoctorArgs, ExportArgs, ExportFormat, ExportKind, MigrateArgs,
    OutboxArgs, OutboxCommand, OutboxListArgs, OutboxPickArgs, RestoreArgs,
};
pub use shop::{
    Role, ShopArgs, ShopCommand, ShopCreateArgs, ShopListArgs, ShopSetArgs, ShopShowArgs, UserArgs,
    UserCommand, UserCreateArgs,
};

/// Sell live on WhatsApp: reservations, queues, orders.
#[derive(Debug, Parser)]
#[command(name = "snapsell", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Settings, valid before and after the command.
    #[command(flatten)]
    pub settings: SettingFlags,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server
    Serve(ServeArgs),
    /// Write a configuration file and a master key into a folder
    Init(InitArgs),
    /// Show the configuration in force, or an example of one
    Config(ConfigArgs),
    /// Ask a running server whether it is ready
    Health(HealthArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Check configuration, key and certificate, then stop
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder; it is made where it does not exist
    #[arg(default_value = ".")]
    pub folder: PathBuf,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Print every key, its value and who set it; this is also what happens without a flag
    #[arg(long, conflicts_with = "example")]
    pub show: bool,
    /// Print a commented file with every key at its default
    #[arg(long)]
    pub example: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "example")]
    pub json: bool,
}

/// Arguments of `health`.
#[derive(Debug, Args)]
pub struct HealthArgs {
    /// The address to ask; without it, /readyz of the server configured here
    pub url: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

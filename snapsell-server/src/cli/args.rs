//! What can be typed: commands, arguments and flags.

mod erase;
mod events;
mod operate;
mod replay;
mod shop;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::flags::SettingFlags;

pub use erase::EraseArgs;
pub use events::EventsArgs;
pub use operate::{
    AuditArgs, BackupArgs, DemoArgs, DemoLang, DoctorArgs, ExportArgs, ExportFormat, ExportKind,
    KeyArgs, KeyCommand, KeyRotateArgs, MigrateArgs, OutboxArgs, OutboxCommand, OutboxDropArgs,
    OutboxListArgs, OutboxPick, OutboxRetryArgs, RestoreArgs,
};
pub use replay::{RehearseArgs, ReplayArgs};
pub use shop::{
    Role, ShopArgs, ShopCommand, ShopCreateArgs, ShopListArgs, ShopPlanArgs, ShopSetArgs,
    ShopShowArgs, UserArgs, UserCommand, UserCreateArgs, UserResetArgs,
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
    /// Show a whole live on this machine: no account, nothing kept
    #[cfg(feature = "demo")]
    Demo(DemoArgs),
    /// Start the server
    Serve(ServeArgs),
    /// Write a configuration file and a master key into a folder
    Init(InitArgs),
    /// Show the configuration in force, or an example of one
    Config(ConfigArgs),
    /// Bring the database to the schema of this program; an older one is copied first, to a file beside it
    Migrate(MigrateArgs),
    /// The master key: put a new one in its place
    Key(KeyArgs),
    /// Create, change and show shops
    Shop(ShopArgs),
    /// Create users of the console, and let them in again
    User(UserArgs),
    /// Replay every journal and compare it with what is stored
    Audit(AuditArgs),
    /// A live that never was: many customers in a minute, against the settings of a shop; nothing is written
    Rehearse(RehearseArgs),
    /// A past live at any instant: who held what, who waited, what a customer had been told
    Replay(ReplayArgs),
    /// Messages that have not left
    Outbox(OutboxArgs),
    /// Orders, holds or events of a shop, as a table or as JSON
    Export(ExportArgs),
    /// Follow one message from its receipt to its answers
    Events(EventsArgs),
    /// Forget a customer, or a whole shop, for good
    Erase(EraseArgs),
    /// Copy the database while it runs, list or check copies
    Backup(BackupArgs),
    /// Put a copy in the place of the database
    Restore(RestoreArgs),
    /// Check that everything is right
    Doctor(DoctorArgs),
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

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    fn parse<A: Args>(line: &str) -> Result<A, ErrorKind> {
        let command = A::augment_args(clap::Command::new("snapsell").no_binary_name(true));
        command.clone().debug_assert();
        let matches = command
            .try_get_matches_from(line.split(' '))
            .map_err(|error| error.kind())?;
        A::from_arg_matches(&matches).map_err(|error| error.kind())
    }

    #[test]
    fn a_shop_is_created_as_documented() {
        let line = "create --slug acme --name Acme --whatsapp +14155238886 --account-sid AC1 --auth-token t \
                    --seller +33611111111 --seller +33622222222 --grid A=5000,B=10000 --currency XOF --lang fr --json";
        let Ok(ShopCommand::Create(args)) = parse::<ShopArgs>(line).map(|args| args.command) else {
            panic!("it is a create");
        };
        assert_eq!(args.seller, ["+33611111111", "+33622222222"]);
        assert_eq!(args.grid, ["A=5000", "B=10000"]);
        let without_token = line.replace("--auth-token t ", "");
        let error = parse::<ShopArgs>(&without_token).err();
        assert_eq!(error, Some(ErrorKind::MissingRequiredArgument));
    }

    #[test]
    fn everyone_but_ops_belongs_to_a_shop() {
        let line = |role: &str| format!("create --email a@b.c --password-stdin --role {role}");
        assert!(parse::<UserArgs>(&line("ops")).is_ok());
        for role in ["owner", "seller", "agent"] {
            let without = parse::<UserArgs>(&line(role)).err();
            assert_eq!(without, Some(ErrorKind::MissingRequiredArgument), "{role}");
            assert!(
                parse::<UserArgs>(&format!("{} --shop acme", line(role))).is_ok(),
                "{role}"
            );
        }
    }

    #[test]
    fn the_other_commands_read_what_is_documented() {
        let set = parse::<ShopArgs>("set --shop acme hold.soft=5m deposit=recommended:2000");
        assert!(
            matches!(set.map(|args| args.command), Ok(ShopCommand::Set(args)) if args.settings.len() == 2)
        );
        assert!(parse::<AuditArgs>("--shop acme --json").is_ok());
        assert!(parse::<DemoArgs>("--headless --assert --seed 7").is_ok_and(|args| args.check));
        assert!(
            parse::<DoctorArgs>("--only twilio,store --fix").is_ok_and(|args| args.only.len() == 2)
        );
        assert!(parse::<MigrateArgs>("--to 3 --dry-run").is_ok());
        let export = parse::<ExportArgs>("holds --shop acme --format json");
        assert!(export.is_ok_and(|args| args.format == ExportFormat::Json));
        let replay = parse::<ReplayArgs>("acme --live 3 --customer #7 --item A12 --set queue=off");
        assert!(replay.is_ok_and(|args| args.set == ["queue=off"]));
        assert!(parse::<ReplayArgs>("acme --at 20:03 --set queue=off").is_err());
        assert!(parse::<RehearseArgs>("acme --customers 300 --seed 7").is_ok());
        assert!(parse::<RehearseArgs>("--customers 0").is_err());
        assert!(parse::<OutboxArgs>("retry --shop acme 1 2").is_ok());
        assert!(parse::<OutboxArgs>("drop --shop acme 1 --yes").is_ok());
        assert!(parse::<OutboxArgs>("drop --shop acme --all 1").is_err());
        assert!(parse::<BackupArgs>("/var/backups").is_ok());
        assert!(parse::<BackupArgs>("--verify a.db").is_ok());
        assert!(parse::<BackupArgs>("--list").is_ok_and(|args| args.list.is_some()));
        assert!(parse::<RestoreArgs>("a.db --yes").is_ok());
    }
}

//! Arguments of `events`.

use clap::Args;

/// Arguments of `events`.
#[derive(Debug, Args)]
pub struct EventsArgs {
    /// The eight digits that logs show, a whole command id, or the provider's id of a message that came or was sent
    #[arg(long, value_name = "ID")]
    pub correlation: String,
    /// Only this shop
    #[arg(long, value_name = "SLUG")]
    pub shop: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

//! Arguments of `erase`.

use clap::Args;

/// Arguments of `erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The shop's short name
    #[arg(value_name = "SHOP")]
    pub shop: String,
    /// Only this customer: her number in the shop, or her phone number
    #[arg(long, value_name = "WHO")]
    pub customer: Option<String>,
    /// Do it; without this flag, only say what would go and what would stay
    #[arg(long)]
    pub yes: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

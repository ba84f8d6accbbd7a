//! Arguments of `shop` and `user`: who sells, and who helps.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

/// Arguments of `shop`.
#[derive(Debug, Args)]
pub struct ShopArgs {
    /// What to do
    #[command(subcommand)]
    pub command: ShopCommand,
}

/// What to do with shops.
#[derive(Debug, Subcommand)]
pub enum ShopCommand {
    /// Create a shop
    Create(Box<ShopCreateArgs>),
    /// Change settings of a shop
    Set(ShopSetArgs),
    /// Show a shop and its settings
    Show(ShopShowArgs),
    /// List the shops
    List(ShopListArgs),
    /// Show or set what a shop has subscribed to; no message is ever refused because of it
    Plan(ShopPlanArgs),
}

/// Arguments of `shop create`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("token").required(true).args(["auth_token_stdin", "auth_token_file", "auth_token"]))]
pub struct ShopCreateArgs {
    /// Short name, used in addresses: acme
    #[arg(long)]
    pub slug: String,
    /// Name shown to people
    #[arg(long)]
    pub name: String,
    /// The shop's WhatsApp number: +14155238886
    #[arg(long, value_name = "NUMBER")]
    pub whatsapp: String,
    /// Twilio account: AC…
    #[arg(long, value_name = "SID")]
    pub account_sid: String,
    /// Read the Twilio token from the first line of standard input
    #[arg(long)]
    pub auth_token_stdin: bool,
    /// Read the Twilio token from the first line of this file
    #[arg(long, value_name = "FILE")]
    pub auth_token_file: Option<PathBuf>,
    /// Twilio token; prefer --auth-token-stdin, since other users of this machine can read command lines
    #[arg(long, value_name = "TOKEN")]
    pub auth_token: Option<String>,
    /// A Twilio API key for requests, SK…:SECRET; @FILE reads it from a file
    #[arg(long, value_name = "SK…:SECRET")]
    pub api_key: Option<String>,
    /// A seller's number; may be given several times
    #[arg(long, value_name = "NUMBER")]
    pub seller: Vec<String>,
    /// Price of each category: A=5000,B=10000, or A=12.50 where the currency has cents
    #[arg(long, value_name = "A=PRICE,…", value_delimiter = ',')]
    pub grid: Vec<String>,
    /// Currency: XOF, EUR
    #[arg(long, default_value = "XOF")]
    pub currency: String,
    /// Language of the shop's messages
    #[arg(long, default_value = "fr", value_parser = ["fr", "en"])]
    pub lang: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `shop set`.
#[derive(Debug, Args)]
pub struct ShopSetArgs {
    /// The shop's short name
    #[arg(long, value_name = "SLUG")]
    pub shop: String,
    /// Settings as `shop show` lists them: hold.soft=5m codes=grid retention.people=24. Beside them name, whatsapp,
    /// account_sid, auth_token (instead of all there are), auth_token.add (those before it are believed until
    /// auth_token.drop_old=yes), api_key, seller.add, seller.remove; @FILE reads a secret from a file
    #[arg(value_name = "KEY=VALUE", required = true)]
    pub settings: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `shop show`.
#[derive(Debug, Args)]
pub struct ShopShowArgs {
    /// The shop's short name
    #[arg(long, value_name = "SLUG")]
    pub shop: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `shop plan`.
#[derive(Debug, Args)]
pub struct ShopPlanArgs {
    /// The shop's short name
    #[arg(long, value_name = "SLUG")]
    pub shop: String,
    /// Name of the plan; without it the present one is shown
    #[arg(long)]
    pub name: Option<String>,
    /// Lives a month; without it as many as she likes
    #[arg(long, value_name = "COUNT", requires = "name")]
    pub lives: Option<u32>,
    /// Last day paid for, such as 2026-12-31
    #[arg(long, value_name = "DAY", requires = "name")]
    pub paid_to: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `shop list`.
#[derive(Debug, Args)]
pub struct ShopListArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What to do
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create a user of the console
    Create(UserCreateArgs),
    /// Make a link, good once for an hour, for somebody who cannot sign in any more
    Reset(UserResetArgs),
}

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Everything of one shop
    Owner,
    /// Lives, orders and proofs
    Seller,
    /// The same, without the name of seller
    Agent,
    /// Support staff, across shops; takes no --shop
    Ops,
}

/// Arguments of `user reset`.
#[derive(Debug, Args)]
pub struct UserResetArgs {
    /// What the user signs in with
    #[arg(long)]
    pub email: String,
    /// Also remove her second factor and its recovery codes: she lost her phone
    #[arg(long)]
    pub second_factor: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `user create`.
#[derive(Debug, Args)]
pub struct UserCreateArgs {
    /// The shop's short name; every role but ops needs it
    #[arg(long, value_name = "SLUG", required_if_eq_any = [("role", "owner"), ("role", "seller"), ("role", "agent")])]
    pub shop: Option<String>,
    /// What the user signs in with
    #[arg(long)]
    pub email: String,
    /// What the user may do
    #[arg(long, value_enum)]
    pub role: Role,
    /// Read the password from the first line of standard input
    #[arg(long, required = true)]
    pub password_stdin: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

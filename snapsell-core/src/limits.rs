//! Every bound of the rules, by name.

/// Longest message text read, in bytes; the rest is ignored. WhatsApp's own limit is 4,096 characters.
pub const TEXT_BYTES_MAX: usize = 8 * 1024;
/// Claims read from one message; more are named in the answer and not read.
pub const CLAIMS_PER_MESSAGE_MAX: usize = 20;
/// Units one claim may ask for.
pub const CLAIM_QUANTITY_MAX: u32 = 50;
/// Units one item may have.
pub const STOCK_MAX: u32 = 9_999;
/// Letters of a code.
pub const CODE_LETTERS_MAX: usize = 4;
/// Digits of a code's number, leading zeros removed.
pub const CODE_DIGITS_MAX: usize = 4;
/// Characters of a size such as `XL` or `42`.
pub const SIZE_BYTES_MAX: usize = 6;
/// Sizes of one code.
pub const SIZES_PER_CODE_MAX: usize = 16;
/// Customers waiting for one item.
pub const QUEUE_MAX: usize = 1_000;
/// Queues one customer may stand in.
pub const PLACES_PER_CUSTOMER_MAX: usize = 20;
/// Hard cap on the holds of one customer, whatever the shop's setting.
pub const HOLDS_PER_CUSTOMER_MAX: u32 = 50;
/// Expired lines remembered for a late OUI.
pub const LAPSED_PER_CUSTOMER_MAX: usize = 20;
/// How long after its end a hold can still be confirmed, in seconds.
pub const LATE_YES_SECS: i64 = 30 * 60;
/// Codes of past lives remembered, so that nobody but the seller brings one to life again.
pub const SPENT_CODES_MAX: usize = 10_000;
/// Lines of one order.
pub const ORDER_LINES_MAX: usize = 200;
/// Holds that one decision expires because time has passed.
pub const EXPIRIES_PER_DECISION_MAX: usize = 64;
/// Customers whose queue places one decision dissolves at the closing of a live.
pub const FAREWELLS_PER_DECISION_MAX: usize = 64;
/// Live items of one shop.
pub const ITEMS_MAX: usize = 2_000_000;
/// Ids of recent commands kept to recognise a repeated delivery.
pub const RECENT_COMMANDS_MAX: usize = 65_536;
/// Orders delivered or cancelled that a shop keeps in memory; older ones live in the store alone.
pub const CLOSED_ORDERS_MAX: usize = 20_000;
/// Highest price, in minor units.
pub const PRICE_MAX: i64 = 1_000_000_000_000;
/// Letters in the price grid.
pub const GRID_MAX: usize = 256;
/// Delivery zones of one shop.
pub const ZONES_MAX: usize = 20;
/// Characters of a zone's name.
pub const ZONE_NAME_CHARS_MAX: usize = 40;
/// Sellers' numbers of one shop.
pub const SELLERS_MAX: usize = 32;
/// Characters of a free text kept with a reply (the reason of a refusal).
pub const NOTE_CHARS_MAX: usize = 200;
/// Orders named in the answer to LISTE.
pub const LIST_LINES_MAX: usize = 20;

const _: () = assert!(CLAIMS_PER_MESSAGE_MAX <= EXPIRIES_PER_DECISION_MAX);
const _: () = assert!(STOCK_MAX <= u16::MAX as u32);
const _: () = assert!(QUEUE_MAX <= u16::MAX as usize);

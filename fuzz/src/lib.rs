//! What the fuzz targets share: bytes read as a history of a small shop, and intents printed in canonical words.

mod history;
mod print;

pub use history::{STEPS_MAX, play, steps};
pub use print::{customer, seller};

//! What strangers type or send, without a server around it: for fuzzing and for tests of programs built on this crate.

use serde_json::json;
use snapsell_core::{Currency, Lang, Offer};

use super::form::Fields;
use super::items::file;
use super::proofs::picture;
use super::templates::Templates;

/// What a table of stock would offer, and how many of its rows are left out.
///
/// # Errors
/// The name of the words for what is wrong with the whole file.
pub fn stock(bytes: &[u8], currency: Currency) -> Result<(Vec<Offer>, usize), &'static str> {
    let found = file::read(bytes, currency)?;
    let rows = found.len();
    let lines: Vec<_> = found.into_iter().filter_map(|row| row.line.ok()).collect();
    Ok((file::offers(&lines), rows - lines.len()))
}

/// Rows of a table of stock, at most.
pub const STOCK_ROWS_MAX: usize = file::ROWS_MAX;

/// The pages with forms, read once.
#[derive(Debug)]
pub struct Pages([Templates; 2]);

impl Default for Pages {
    fn default() -> Self {
        Self([Lang::Fr, Lang::En].map(Templates::new))
    }
}

impl Pages {
    /// The sign-up page with what was typed, in French and English; `None` when the form is refused.
    pub fn typed_again(&self, form: &[u8]) -> Option<[String; 2]> {
        let fields = Fields::parse(form).ok()?;
        let value =
            json!({"f": {"lang": "fr"}, "typed": fields.typed(), "wrong": {}, "action": "/"});
        let page = |pages: &Templates| pages.render("signup.html", &value).ok();
        let [french, english] = &self.0;
        Some([page(french)?, page(english)?])
    }
}

/// The picture as it would be shown; `None` for what is no picture, or too large a one.
pub fn picture(bytes: &[u8]) -> Option<Vec<u8>> {
    picture::anew(bytes).ok()
}

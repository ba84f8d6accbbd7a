//! The same help on every page: what the seller and her customers may write, and which keys do what.

use serde_json::json;

use super::access::{Member, Role};
use super::answer::Answer;
use super::ask::Ask;

/// `GET /aide?de=`: with the place that one came from among the others.
pub(super) async fn show(_: Member, ask: Ask) -> Answer {
    ask.page("help.html", json!({"from": ask.query.line("de")})).await
}

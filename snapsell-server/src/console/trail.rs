//! One message as a vertical line, by its correlation id, or what was done beside messages: of her own shop for an owner,
//! of all shops for staff.

use serde_json::{Value, json};
use snapsell_core::{Settings, ShopId, Timestamp, UserId};

use super::access::{Ops, Owner};
use super::answer::Answer;
use super::ask::Ask;
use super::deeds;
use super::show::Show;
use crate::trail::{Line, Step, Wanted, lines};

/// `GET /suivi?id=`
pub(super) async fn own(owner: Owner, ask: Ask) -> Answer {
    let show = Show::of(&ask, owner.shop).await?;
    page(&ask, owner.user, Some(owner.shop), show).await
}

/// `GET /ops/suivi?id=`
pub(super) async fn all(ops: Ops, ask: Ask) -> Answer {
    let show = Show::with(&ask, &Settings::default());
    page(&ask, ops.user, None, show).await
}

async fn page(ask: &Ask, user: UserId, only: Option<ShopId>, show: Show) -> Answer {
    let typed = ask.query.line("id");
    let wanted = Wanted::read(&typed);
    let mut found: Vec<(String, Line)> = Vec::new();
    if let Some(wanted) = wanted {
        found = ask
            .store(move |store| {
                let mut found = Vec::new();
                for record in store.shops()? {
                    if only.is_none_or(|shop| shop == record.id) {
                        let lines = lines(store, record.id, wanted)?;
                        found.extend(lines.into_iter().map(|line| (record.slug.clone(), line)));
                    }
                }
                Ok(found)
            })
            .await?;
        for of_shop in found.chunk_by(|(_, one), (_, next)| one.shop == next.shop) {
            let line = &of_shop[0].1;
            let subject = line.correlation.clone();
            ask.note(Some(line.shop), Some(user), "traced", subject)
                .await?;
        }
    }
    let lines: Vec<Value> = found
        .iter()
        .map(|(slug, line)| value(ask, slug, line, &show))
        .collect();
    let deeds = match typed.is_empty() {
        true => deeds::page(ask, only, show).await?,
        false => Value::Null,
    };
    let value = json!({
        "typed": typed,
        "deeds": deeds,
        "place": if only.is_some() { "/suivi" } else { "/ops/suivi" },
        "wrong": (!typed.is_empty() && wanted.is_none()).then(|| ask.t("trail-wrong")),
        "nothing": wanted.is_some() && lines.is_empty(),
        "lines": lines,
    });
    ask.page("trail.html", value).await
}

fn value(ask: &Ask, slug: &str, line: &Line, show: &Show) -> Value {
    let steps = line.steps.iter().map(|step| {
        json!({
            "word": ask.t(&format!("trail-{}", step.what)),
            "why": why(ask, step),
            "what": step.what,
            "at": step.at.map(|at: Timestamp| show.second(at)),
            "facts": facts(ask, step),
            "changes": changes(step),
        })
    });
    json!({
        "slug": slug,
        "correlation": line.correlation,
        "steps": steps.collect::<Vec<_>>(),
        "text": text(line),
    })
}

/// Why a reply was kept back or given up, in words; a reason without words stays among the facts.
fn why(ask: &Ask, step: &Step) -> Option<String> {
    let reason = step.facts["reason"].as_str()?;
    let words = ask.console.words(ask.lang);
    let names = ["trail", "errors"].map(|page| format!("{page}-why-{reason}"));
    let known = names.iter().find(|name| words.has(name));
    known.map(|name| words.plain(name))
}

fn facts(ask: &Ask, step: &Step) -> Vec<Value> {
    let known = step.facts.as_object().into_iter().flatten();
    let told = why(ask, step).is_some();
    known
        .filter(|(key, value)| !value.is_null() && *key != "changes" && !(told && *key == "reason"))
        .map(|(key, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            json!({"key": key, "value": value})
        })
        .collect()
}

fn changes(step: &Step) -> Vec<String> {
    let changes = step.facts["changes"].as_array();
    changes
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect()
}

/// The same for whoever copies it into a letter to support.
fn text(line: &Line) -> String {
    serde_json::to_string_pretty(&line.json()).unwrap_or_default()
}

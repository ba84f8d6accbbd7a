//! `snapsell events --correlation ID`: one message from the moment it came to the last thing known of its answers.

use std::fmt::Write as _;

use serde_json::{Value, json};
use snapsell_store::{DeedRow, StoreError};

use super::args::EventsArgs;
use super::iso::iso;
use super::{Context, shop, store};
use crate::clock::Clock;
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};
use crate::trail::{Line, Wanted, lines};

pub(super) fn run(context: &mut Context<'_>, args: &EventsArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let wanted = Wanted::read(&args.correlation);
    let wanted = wanted.ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            lang,
            &talk::CORRELATION_VALUE,
            &[&args.correlation],
        )
    })?;
    let (config, opened) = store::open(context)?;
    let failure = |error: StoreError| store::failure(&config, lang, &error);
    let records = shop::find_some(&opened, &config, args.shop.as_deref(), lang)?;
    let mut found = Vec::new();
    for record in &records {
        let lines = lines(&opened, record.id, wanted).map_err(failure)?;
        if let Some(first) = lines.first() {
            let deed = DeedRow {
                shop: Some(record.id),
                at: Clock::system().now(),
                user: None,
                what: "traced".to_owned(),
                subject: first.correlation.clone(),
            };
            opened.note_deed(&deed).map_err(failure)?;
        }
        found.extend(lines.into_iter().map(|line| (record.slug.clone(), line)));
    }
    if args.json {
        let rows = found.iter().map(|(slug, line)| {
            let mut row = line.json();
            row["shop"] = json!(slug);
            row
        });
        let rows = Value::Array(rows.collect());
        return context.print(&format!("{rows:#}\n"));
    }
    if found.is_empty() {
        return Err(Failure::failed(
            lang,
            &talk::CORRELATION_UNKNOWN,
            &[&args.correlation],
        ));
    }
    let mut text = String::new();
    for (slug, line) in &found {
        draw(&mut text, slug, line, lang);
    }
    context.print(&text)
}

fn draw(text: &mut String, slug: &str, line: &Line, lang: Lang) {
    let mut put = |arguments: std::fmt::Arguments<'_>| {
        writeln!(text, "{arguments}").expect("a string can always be written to");
    };
    put(format_args!("{}  {slug}", line.correlation));
    let last = line.steps.len().saturating_sub(1);
    for (index, step) in line.steps.iter().enumerate() {
        let bend = if index == last { "└" } else { "├" };
        let at = step.at.map_or_else(|| " ".repeat(20), iso);
        put(format_args!(
            "{bend} {at}  {:12} {}",
            word(step.what).get(lang),
            facts(&step.facts)
        ));
        for change in step.facts["changes"].as_array().into_iter().flatten() {
            let stem = if index == last { " " } else { "│" };
            put(format_args!("{stem} {:20}  {:12} {change}", "", ""));
        }
    }
}

/// `key value` for whatever is known; changes have lines of their own.
fn facts(facts: &Value) -> String {
    let known = facts.as_object().into_iter().flatten();
    let known = known.filter(|(key, value)| !value.is_null() && *key != "changes");
    let words: Vec<String> = known
        .map(|(key, value)| match value.as_str() {
            Some(text) => format!("{key} {text}"),
            None => format!("{key} {value}"),
        })
        .collect();
    words.join(", ")
}

fn word(step: &'static str) -> Both {
    let fr = match step {
        "received" => "reçu",
        "checked" => "signature",
        "decided" => "décidé",
        "queued" => "réponse",
        "attempted" => "essayé",
        "retry" => "réessai",
        "sending" => "en cours",
        "unknown" => "incertain",
        "sent" => "envoyé",
        "delivered" => "remis",
        "read" => "lu",
        "failed" => "non remis",
        "dead" => "abandonné",
        "withheld" => "retenu",
        other => other,
    };
    let en = if step == "checked" { "signature" } else { step };
    Both { en, fr }
}

#[cfg(test)]
mod tests {
    use snapsell_core::Span;
    use snapsell_store::Turn;

    use crate::cli::bench::Bench;
    use crate::clock::Clock;
    use crate::exit::Exit;

    #[test]
    fn a_message_is_followed_from_its_sid_to_its_answers_without_its_words() {
        let bench = Bench::with_shop().in_french();
        bench.sell();
        let store = bench.store();
        let shop = store.shop_by_slug("acme").unwrap().unwrap().id;
        drop(store);
        let number = 0xfeed_beef_u128 << 96 | 3;
        let who = bench.message("+33622222222", "=Awa;1", "B7 svp", number);
        let id = format!("{number:032x}");
        let said = bench.run(&["events", "--correlation", &id]);
        said.says(Exit::Done, &[]);
        for shown in [
            "reçu",
            "signature",
            "décidé",
            "queued",
            "réponse",
            "+336 ** ** ** 22",
        ] {
            assert!(said.out.contains(shown), "{shown}\n{}", said.out);
        }
        for hidden in ["33622222222", "Awa", "svp"] {
            assert!(!said.out.contains(hidden), "{hidden}\n{}", said.out);
        }
        let json = bench
            .run(&[
                "events",
                "--correlation",
                "feedbeef",
                "--shop",
                "acme",
                "--json",
            ])
            .json();
        let steps = json[0]["steps"].as_array().unwrap();
        let names: Vec<_> = steps
            .iter()
            .map(|step| step["step"].as_str().unwrap())
            .collect();
        assert_eq!(names[..4], ["received", "checked", "decided", "queued"]);
        let deed = &bench.store().deeds(Some(shop), 0, 1).unwrap()[0];
        assert_eq!(deed.what, "traced");
        // An answer is found by the id that the provider gave it.
        let store = bench.store();
        let now = Clock::system().now();
        let leased = store.lease(now, 9, Span::from_mins(1), |_| Turn::Now);
        let sid = format!("SM{:032x}", 77);
        let to_her = leased.unwrap();
        let to_her = to_her.iter().find(|one| one.customer == who).unwrap();
        store.sent(to_her, &sid, now).unwrap();
        let said = bench.run(&["events", "--correlation", &sid]);
        said.says(Exit::Done, &[]);
        assert!(said.out.contains("feedbeef  acme"), "{}", said.out);
        assert_eq!(
            store.deeds(Some(shop), 0, 1).unwrap()[0].subject,
            "feedbeef"
        );
        let other = format!("SM{:032x}", 78);
        bench
            .run(&["events", "--correlation", &other])
            .says(Exit::Failed, &["SNAP-0667"]);
        bench
            .run(&["events", "--correlation", "deadbeef"])
            .says(Exit::Failed, &["SNAP-0667"]);
        bench
            .run(&["events", "--correlation", "nonsense"])
            .says(Exit::Usage, &["SNAP-0666"]);
    }
}

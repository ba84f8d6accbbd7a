//! `snapsell audit`: every journal is read from its first entry, its chain recomputed, its rows compared and its rules checked.

mod replay;

use std::fmt::Write as _;

use serde_json::{Value, json};
use snapsell_core::Version;
use snapsell_store::{ShopRecord, Store, StoreError};

use super::args::AuditArgs;
use super::{Context, shop, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both, Lang};

const SOUND: Both = Both {
    en: "{0}: sound, {1} entries, {2} rows",
    fr: "{0} : sain, {1} entrées, {2} lignes",
};
const BROKEN: Both = Both {
    en: "{0}: BROKEN at {1}: {2} ({3} entries, {4} rows before it)",
    fr: "{0} : ROMPU à {1} : {2} ({3} entrées, {4} lignes avant)",
};
const NO_SHOP: Both = Both {
    en: "no shop, nothing to audit",
    fr: "pas de boutique, rien à auditer",
};

pub(super) use replay::fold;

/// What was found in one shop.
struct Finding {
    slug: String,
    entries: u64,
    rows: u64,
    fault: Option<Fault>,
}

/// The first thing that is wrong.
struct Fault {
    version: Option<Version>,
    row: Option<String>,
    what: String,
}

impl Fault {
    /// Where, for people.
    fn place(&self, lang: Lang) -> String {
        let entry = Both {
            en: "entry {0}",
            fr: "l'entrée {0}",
        };
        let row = Both {
            en: "row {0}",
            fr: "la ligne {0}",
        };
        match (self.version, &self.row) {
            (Some(version), _) => entry.fill(lang, &[&version.get().to_string()]),
            (None, Some(name)) => row.fill(lang, &[name]),
            (None, None) => "?".to_owned(),
        }
    }
}

pub(super) fn run(context: &mut Context<'_>, args: &AuditArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let shops = shop::find_some(&opened, &config, args.shop.as_deref(), lang)?;
    let mut findings = Vec::new();
    for record in &shops {
        findings.push(match audit(&opened, record) {
            Err(error) if error.is_damage() => damaged(record, &error),
            finding => finding.map_err(|error| store::failure(&config, lang, &error))?,
        });
    }
    match args.json {
        true => context.print(&format!("{:#}\n", as_json(&findings)))?,
        false => context.print(&as_text(&findings, lang))?,
    };
    let faulty = findings
        .iter()
        .find_map(|finding| Some((&finding.slug, finding.fault.as_ref()?)));
    match faulty {
        None => Ok(Exit::Done),
        Some((slug, fault)) => {
            let args = [slug, &fault.place(lang), fault.what.as_str()];
            Err(Failure::failed(lang, &talk::AUDIT_FAILED, &args))
        }
    }
}

/// First what is on the disk, as the store knows it; then what the rules make of it.
fn audit(opened: &Store, record: &ShopRecord) -> Result<Finding, StoreError> {
    let report = opened.audit(record.id)?;
    let fault = match report.violation {
        Some(violation) => Some(Fault {
            version: violation.version,
            row: violation.row,
            what: violation.what.to_owned(),
        }),
        None => replay::check(opened, record)?,
    };
    Ok(Finding {
        slug: record.slug.clone(),
        entries: report.entries,
        rows: report.rows,
        fault,
    })
}

/// What is found of a shop that cannot be read to the end.
fn damaged(record: &ShopRecord, error: &StoreError) -> Finding {
    Finding {
        slug: record.slug.clone(),
        entries: 0,
        rows: 0,
        fault: Some(Fault {
            version: None,
            row: None,
            what: error.to_string(),
        }),
    }
}

fn as_json(findings: &[Finding]) -> Value {
    let sum = |count: fn(&Finding) -> u64| findings.iter().map(count).sum::<u64>();
    let shops = findings.iter().map(|finding| {
        let fault = finding.fault.as_ref().map(|fault| {
            json!({
                "version": fault.version.map(Version::get),
                "row": fault.row,
                "what": fault.what,
            })
        });
        json!({
            "shop": finding.slug,
            "entries": finding.entries,
            "rows": finding.rows,
            "violation": fault,
        })
    });
    json!({
        "ok": findings.iter().all(|finding| finding.fault.is_none()),
        "entries": sum(|finding| finding.entries),
        "rows": sum(|finding| finding.rows),
        "shops": shops.collect::<Vec<_>>(),
    })
}

fn as_text(findings: &[Finding], lang: Lang) -> String {
    if findings.is_empty() {
        return format!("{}\n", NO_SHOP.get(lang));
    }
    let mut text = String::new();
    for finding in findings {
        let (entries, rows) = (finding.entries.to_string(), finding.rows.to_string());
        let said = match &finding.fault {
            None => SOUND.fill(lang, &[&finding.slug, &entries, &rows]),
            Some(fault) => {
                let place = fault.place(lang);
                let args = [&finding.slug, &place, &fault.what, &entries, &rows];
                BROKEN.fill(lang, &args.map(String::as_str))
            }
        };
        writeln!(text, "{said}").expect("a string can always be written to");
    }
    text
}

#[cfg(test)]
mod tests;

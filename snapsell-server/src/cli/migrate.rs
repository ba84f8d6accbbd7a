//! `snapsell migrate`: brings the database to this program's schema, or says what that would take.

use std::fmt::Write as _;

use snapsell_store::MigrationReport;

use super::args::MigrateArgs;
use super::{Context, store};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Both};

const AT: Both = Both {
    en: "{0}: schema {1}, this program needs {2}",
    fr: "{0} : schéma {1}, ce programme demande le {2}",
};
const NOTHING: Both = Both {
    en: "nothing to do",
    fr: "rien à faire",
};
const WOULD: Both = Both {
    en: "would apply {0}",
    fr: "appliquerait {0}",
};
const DID: Both = Both {
    en: "applied {0}",
    fr: "appliqué : {0}",
};
const NEXT_NEW: Both = Both {
    en: "  → snapsell shop create --help",
    fr: "  → snapsell shop create --help",
};

pub(super) fn run(context: &mut Context<'_>, args: &MigrateArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let config = context.config()?;
    let planned = store::planned(&config, lang)?;
    if let Some(to) = args.to.filter(|to| *to != planned.wanted) {
        let words = [to, planned.wanted, planned.before].map(|number| number.to_string());
        let words = words.each_ref().map(String::as_str);
        return Err(Failure::new(Exit::Usage, lang, &talk::MIGRATE_TO, &words));
    }
    let (report, kept) = if args.status || args.dry_run {
        (planned, None)
    } else {
        let brought = store::migrate(&config, lang)?;
        let kept = store::kept(&brought, lang);
        (brought.report, kept)
    };
    let path = store::database(&config).display().to_string();
    context.print(&words(context, &path, &report))?;
    if let Some(kept) = kept {
        context.say(&kept);
    }
    if report.before == 0 && !report.dry_run {
        context.say(NEXT_NEW.get(lang));
    }
    Ok(Exit::Done)
}

fn words(context: &Context<'_>, path: &str, report: &MigrationReport) -> String {
    let lang = context.lang;
    let (before, wanted) = (report.before.to_string(), report.wanted.to_string());
    let mut text = AT.fill(lang, &[path, &before, &wanted]);
    if report.steps.is_empty() {
        write!(text, "\n{}\n", NOTHING.get(lang)).expect("a string can always be written to");
        return text;
    }
    text.push('\n');
    for step in &report.steps {
        let line = if report.dry_run { WOULD } else { DID };
        text.push_str(&line.fill(lang, &[step]));
        text.push('\n');
    }
    text
}

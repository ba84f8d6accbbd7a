//! What the figures of a rehearsal say about the settings, where they say it clearly.

use super::both;
use super::report::Report;
use crate::talk::{Both, Lang};

/// Of a hundred holds, so many that run out are worth a word.
const MANY: u64 = 25;

const LONGER: Both = both(
    "{0} of 100 holds ran out ({1} YES came too late for everything): try --set hold.soft with more than {2}",
    "{0} réservations sur 100 sont arrivées à terme ({1} OUI sont venus trop tard pour tout) : essayez --set hold.soft avec plus que {2}",
);
const REMIND: Both = both(
    "reminders are off and {0} of 100 holds ran out: try --set hold.reminder=2m",
    "les rappels sont coupés et {0} réservations sur 100 sont arrivées à terme : essayez --set hold.reminder=2m",
);
const NEVER_REMINDED: Both = both(
    "no reminder was ever sent: hold.soft={0} is too short for one (4 minutes at least)",
    "aucun rappel n'est jamais parti : hold.soft={0} est trop court pour cela (4 minutes au moins)",
);
const QUEUE: Both = both(
    "{0} claims were turned away because everything was taken: try --set queue=on",
    "{0} demandes ont été refusées parce que tout était pris : essayez --set queue=on",
);
const DEPOSIT: Both = both(
    "{0} orders still wait for their deposit: a lower one, or a higher threshold, would let more through",
    "{0} commandes attendent encore leur acompte : plus bas, ou au-dessus d'un seuil plus haut, il en laisserait passer plus",
);

/// One line each, none when nothing is clear.
pub(super) fn of(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let (tally, counts) = (&report.stage.tally, &report.stage.counts);
    let settings = &report.plan.settings;
    let words = settings.words();
    let soft = words.get("hold.soft").map_or("", String::as_str);
    let ran_out = report.percent_expired();
    let reminders_off = settings.hold.reminder.millis() == 0;
    let mut advice = Vec::new();
    if ran_out >= MANY && reminders_off {
        advice.push(REMIND.fill(lang, &[&ran_out.to_string()]));
    }
    if ran_out >= MANY {
        let args = [ran_out.to_string(), counts.too_late.to_string()];
        advice.push(LONGER.fill(lang, &[&args[0], &args[1], soft]));
    }
    if !reminders_off && tally.reminded == 0 && tally.expired > 0 {
        advice.push(NEVER_REMINDED.fill(lang, &[soft]));
    }
    if !settings.queue && counts.taken > 0 {
        advice.push(QUEUE.fill(lang, &[&counts.taken.to_string()]));
    }
    if report.awaiting_deposit() > 0 {
        advice.push(DEPOSIT.fill(lang, &[&report.awaiting_deposit().to_string()]));
    }
    advice
}

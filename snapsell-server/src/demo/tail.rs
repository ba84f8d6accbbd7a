//! After the script: random customers with typing errors, double sends, changes of mind and long silences.

use super::cast::{PASSERS_MAX, Who};
use super::headless::{Played, Stage, unbroken};
use super::round::{Content, Picture};
use super::script::Act;
use crate::random::{Random, slip};

/// Of a hundred messages, how many the seller sends.
const SELLER_PERCENT: usize = 22;

/// Plays `messages` random messages.
pub(super) async fn play(stage: &mut Stage<'_>, seed: u64, messages: usize) -> Played {
    let mut random = Random::new(seed);
    let mut offered: Vec<String> = vec!["A12".to_owned(), "S01".to_owned()];
    for _ in 0..messages {
        unbroken!(
            stage
                .pass_until(stage.world.clock.now_ms() + pause_ms(&mut random))
                .await
        );
        if random.chance(6) {
            trouble(stage, &mut random);
        }
        let (who, content) = match random.chance(SELLER_PERCENT) {
            true => (Who::Marie, Content::Text(seller(&mut random, &mut offered))),
            false => customer(&mut random, &offered),
        };
        unbroken!(stage.say(who, content.clone()).await);
        // The same person taps twice, or the network delivers twice.
        if random.chance(8) {
            stage.world.clock.jump(400);
            unbroken!(stage.say(who, content).await);
        } else if random.chance(8) {
            unbroken!(stage.act(&Act::Again(who)).await);
        }
    }
    let rest = stage.world.clock.now_ms() + 2 * 3_600_000;
    stage.pass_until(rest).await
}

fn pause_ms(random: &mut Random) -> i64 {
    let most = match random.below(20) {
        0 => 600_000,
        1..=4 => 90_000,
        _ => 12_000,
    };
    i64::try_from(random.below(most)).unwrap_or(0)
}

/// The provider will misbehave a little.
fn trouble(stage: &Stage<'_>, random: &mut Random) {
    use snapsell_twilio::sim::Fault;
    let faults = [
        Fault::Status(503),
        Fault::TooManyRequests {
            retry_after: Some(2),
        },
        Fault::AcceptThenReset,
        Fault::ResetUnprocessed,
        Fault::DuplicateCallbacks,
        Fault::LoseCallbacks,
        Fault::ShuffleCallbacks,
    ];
    stage.world.sim.fault(*random.one(&faults), 1);
}

fn seller(random: &mut Random, offered: &mut Vec<String>) -> String {
    let fresh = format!(
        "{}{:02}",
        random.one(&["A", "B", "C"]),
        20 + random.below(60)
    );
    let known = random.one(offered).clone();
    match random.below(14) {
        0..=6 => {
            offered.push(fresh.clone());
            fresh
        }
        7 => format!("{fresh} x{}", 2 + random.below(3)),
        8 => "S01 +2".to_owned(),
        9 => format!("PAS {known}"),
        10 => format!("LIBERE {known}"),
        11 => format!("OK {known}"),
        12 => format!("VENDU {known}"),
        _ => format!("POURQUOI {known}"),
    }
}

fn customer(random: &mut Random, offered: &[String]) -> (Who, Content) {
    let index = u8::try_from(random.below(PASSERS_MAX)).unwrap_or(0);
    let who = Who::Passer(index);
    let code = random.one(offered).clone();
    let words = match random.below(24) {
        0..=8 => code,
        9 => format!("{} je prends !!", code.to_lowercase()),
        10 => format!("{code} x2"),
        11 => slip(random, &code),
        12 => format!("{code} {}", random.one(offered)),
        13..=15 => "OUI".to_owned(),
        16 | 17 => format!(
            "{} rue {}, Cocody",
            1 + random.below(90),
            1 + random.below(30)
        ),
        18 => "ANNULER".to_owned(),
        19 => "PANIER".to_owned(),
        20 => {
            let caption = random.one(&["", "voilà le reçu"]);
            return (who, Content::Photo(Picture::Receipt, (*caption).to_owned()));
        }
        21 => "STOP".to_owned(),
        22 => "REPRENDRE".to_owned(),
        _ => "bonsoir, c'est combien ?".to_owned(),
    };
    (who, Content::Text(words))
}

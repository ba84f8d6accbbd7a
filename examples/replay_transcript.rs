//! A chat as plain text, played against the real rules: the quickest way to see what a message leads to.

use snapsell_core::testkit::play;

/// What people write, and what follows from it: indented lines are written anew by playing.
const TRANSCRIPT: &str = "\
Rules: holds 3
The hold of a customer who goes silent passes to the next in line.
Settings: grid=A:5000 hold.reminder=0
Seller: Marie

20:00:00 Marie: A12
20:00:05 Awa: a12 svp
20:00:06 Bea: A12
20:05:05 time passes
20:05:30 Bea: OUI
20:05:40 Bea: Bea Koné, Cocody, rue 12
";

fn main() {
    let played = play(TRANSCRIPT).expect("the transcript can be read");
    println!("{}", played.text);
    assert_eq!(played.rules, ["holds 3"]);
    assert!(played.text.contains("* VF-0001 for Bea"));

    // What was played is a transcript itself, and goes the same way again: it can be kept as a test.
    let again = play(&played.text).expect("what was played can be played");
    assert_eq!(again.text, played.text);

    let error = play("20:00:00 nobody says anything").expect_err("there is no colon");
    println!("a line that cannot be played: {error}");
}

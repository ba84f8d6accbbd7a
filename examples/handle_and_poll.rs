//! The rules as a machine that is fed and then drained, for those who like that shape.

use snapsell_core::{
    Action, Actor, Command, CommandId, CustomerId, Entry, Letters, Message, Money, Reply, Settings,
    Shop, Timestamp, decide, interpret,
};
use std::collections::VecDeque;

/// Feed it with `handle_…`, then drain `poll_entry` and make the entries durable, then drain `poll_reply`.
///
/// The one rule: replies are sent only after the entries are durable. After a failed write the machine is
/// ahead of the disk: throw it away and replay.
struct Machine {
    shop: Shop,
    entries: VecDeque<Entry>,
    replies: VecDeque<Reply>,
}

impl Machine {
    fn new(settings: Settings) -> Self {
        Self {
            shop: Shop::new(settings),
            entries: VecDeque::new(),
            replies: VecDeque::new(),
        }
    }

    fn handle_message(&mut self, message: &Message, now: Timestamp) {
        self.handle(&interpret(&self.shop, message), now);
    }

    fn handle_timeout(&mut self, now: Timestamp) {
        let tick = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Tick,
        };
        self.handle(&tick, now);
    }

    fn handle(&mut self, command: &Command, now: Timestamp) {
        let decision = decide(&self.shop, command, now);
        if decision.is_committed() {
            let entry = decision.entry();
            self.shop.apply(&entry);
            self.entries.push_back(entry);
            self.replies.extend(decision.replies);
        }
    }

    fn poll_entry(&mut self) -> Option<Entry> {
        self.entries.pop_front()
    }

    fn poll_reply(&mut self) -> Option<Reply> {
        self.replies.pop_front()
    }

    fn poll_timeout(&self) -> Option<Timestamp> {
        self.shop.next_deadline()
    }
}

fn main() {
    let [marie, awa] = [1, 2].map(CustomerId::new);
    let mut settings = Settings::default();
    let letters = Letters::new("B").expect("B is a letter");
    settings.grid.insert(letters, Money::from_minor(10_000));
    settings.sellers.insert(marie);
    let mut machine = Machine::new(settings);
    let now = Timestamp::from_millis(1_795_377_600_000);

    machine.handle_message(&Message::text(CommandId::new(1), marie, "B7"), now);
    machine.handle_message(&Message::text(CommandId::new(2), awa, "b-07"), now);
    assert_eq!(drain(&mut machine), (2, 2));

    // A reminder, the end of the hold, the end of the live: time goes from one deadline to the next.
    while let Some(due) = machine.poll_timeout() {
        println!("nothing to do until {due:?}");
        machine.handle_timeout(due);
        let (entries, _) = drain(&mut machine);
        assert_eq!(entries, 1, "what is due leads to an entry");
    }
    assert!(machine.shop.holds().next().is_none());
    assert!(machine.shop.live().is_none());
}

fn drain(machine: &mut Machine) -> (usize, usize) {
    let (mut entries, mut replies) = (0, 0);
    while let Some(entry) = machine.poll_entry() {
        println!("durable: entry {}", entry.version.get());
        entries += 1;
    }
    while let Some(reply) = machine.poll_reply() {
        println!("send:    {:?} to {:?}", reply.class, reply.to);
        replies += 1;
    }
    (entries, replies)
}

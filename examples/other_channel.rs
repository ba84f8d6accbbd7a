//! Another channel than WhatsApp: texts come in, texts go out, and the rules do not notice.

use snapsell_core::wording::{Facts, Words};
use snapsell_core::{
    CommandId, Content, Currency, CustomerId, Letters, Message, Money, Reply, Settings, Shop,
    Timestamp, decide, interpret,
};
use std::collections::BTreeMap;

/// An update as a chat bot receives it; an SMS is the same without `photo`.
struct Update {
    id: u64,
    chat: i64,
    name: &'static str,
    text: &'static str,
    photo: bool,
}

/// What goes back to the channel.
#[derive(Debug, PartialEq)]
struct Outgoing {
    chat: i64,
    text: String,
}

/// Who is who: the channel's ids on one side, ours on the other. A real program keeps this on disk.
#[derive(Default)]
struct People {
    ids: BTreeMap<i64, CustomerId>,
    chats: BTreeMap<CustomerId, (i64, &'static str)>,
}

impl People {
    fn id(&mut self, chat: i64, name: &'static str) -> CustomerId {
        let next = CustomerId::new(self.ids.len() as u32 + 1);
        let id = *self.ids.entry(chat).or_insert(next);
        self.chats.insert(id, (chat, name));
        id
    }
}

fn main() {
    let mut people = People::default();
    let mut settings = Settings::default();
    let letters = Letters::new("A").expect("A is a letter");
    settings.grid.insert(letters, Money::from_minor(5_000));
    settings.sellers.insert(people.id(-100, "Marie"));
    let mut shop = Shop::new(settings);
    let words = Words::new();
    let now = Timestamp::from_millis(1_795_377_600_000);

    let update = |id, chat, name, text, photo| Update {
        id,
        chat,
        name,
        text,
        photo,
    };
    let updates = [
        update(1, -100, "Marie", "A12", true),
        update(2, 7, "Awa", "A12 !", false),
        update(3, 8, "Bea", "A12", false),
        update(3, 8, "Bea", "A12", false), // the channel delivers twice
    ];
    let mut sent = Vec::new();
    for update in &updates {
        let message = message(update, &mut people);
        let decision = decide(&shop, &interpret(&shop, &message), now);
        if decision.is_committed() {
            shop.apply(&decision.entry());
        }
        for reply in &decision.replies {
            sent.push(outgoing(reply, &words, &shop, &people, now));
        }
    }
    for message in &sent {
        println!("{message:?}");
    }
    let chats: Vec<i64> = sent.iter().map(|message| message.chat).collect();
    assert_eq!(chats, [-100, 7, 8], "one answer each, none for the repeat");
}

/// A message from the channel. The same update twice has the same id, so it is carried out once.
fn message(update: &Update, people: &mut People) -> Message {
    let words = String::from(update.text);
    Message {
        id: CommandId::new(u128::from(update.id)),
        from: people.id(update.chat, update.name),
        content: if update.photo {
            Content::Image(words)
        } else {
            Content::Text(words)
        },
        mention: None,
    }
}

/// A reply in words. Names come in here: the rules never knew them.
fn outgoing(
    reply: &Reply,
    words: &Words,
    shop: &Shop,
    people: &People,
    now: Timestamp,
) -> Outgoing {
    let facts = Facts {
        shop_name: "Chez Marie",
        currency: Currency::XOF,
        utc_offset_minutes: &|_| 0,
        to_seller: shop.settings().sellers.contains(&reply.to),
        name: &|id| people.chats.get(&id).map(|(_, name)| String::from(*name)),
        address: &|_| None,
        now,
    };
    let (chat, _) = people.chats[&reply.to];
    Outgoing {
        chat,
        text: words.render(reply, &facts),
    }
}

//! A folder with a configuration, where command lines are run: for the tests of the commands.

use std::io::Cursor;
use std::path::PathBuf;

use serde_json::Value;
use snapsell_core::{
    Action, Actor, Command, CommandId, Commit, CustomerId, Journal as _, Message, Receipt,
    Timestamp, decide, interpret,
};
use snapsell_store::{ContactRef, MasterKey, Options, Store};

use super::run_with_input;
use crate::config::Env;
use crate::exit::Exit;

/// What a command line did.
pub(super) struct Ran {
    pub(super) exit: Exit,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    pub(super) fn json(&self) -> Value {
        assert_eq!(self.exit, Exit::Done, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// Fails unless the command ended like this, with all of these words on stderr.
    pub(super) fn says(&self, exit: Exit, words: &[&str]) {
        assert_eq!(self.exit, exit, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "{word}: {}", self.err);
        }
    }
}

/// The folder.
pub(super) struct Bench {
    folder: tempfile::TempDir,
    lang: &'static str,
}

pub(super) const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub(super) const CREATE: [&str; 17] = [
    "shop",
    "create",
    "--slug",
    "acme",
    "--name",
    "Chez Marie",
    "--whatsapp",
    "+14155238886",
    "--account-sid",
    ACCOUNT,
    "--auth-token",
    "s3cret-token",
    "--seller",
    "+33611111111",
    "--grid",
    "A=5000,B=10000",
    "--json",
];

impl Bench {
    /// After `init`.
    pub(super) fn new() -> Self {
        let bench = Self {
            folder: tempfile::tempdir().unwrap(),
            lang: "C",
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let folder = bench.folder.path().display().to_string();
        let line = ["snapsell", "init", &folder].map(Into::into);
        let env = Env::of_pairs(&[]);
        let mut input = Cursor::new("");
        assert_eq!(
            run_with_input(line, &env, &mut input, &mut out, &mut err),
            Exit::Done
        );
        bench
    }

    /// After `init`, `migrate` and `shop create`.
    pub(super) fn with_shop() -> Self {
        let bench = Self::new();
        bench.run(&["migrate"]).says(Exit::Done, &[]);
        bench.run(&CREATE).says(Exit::Done, &[]);
        bench
    }

    pub(super) fn in_french(mut self) -> Self {
        self.lang = "fr_FR.UTF-8";
        self
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub(super) fn run(&self, line: &[&str]) -> Ran {
        self.run_with(line, "", &[])
    }

    /// Runs a command line with this on standard input and these variables.
    pub(super) fn run_with(&self, line: &[&str], input: &str, env: &[(&str, &str)]) -> Ran {
        let config = self.text("snapsell.toml");
        let mut pairs = vec![("LANG", self.lang), ("SNAPSELL_CONFIG", config.as_str())];
        pairs.extend(env);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let line = ["snapsell"].iter().chain(line).map(Into::into);
        let mut input = Cursor::new(input.to_owned());
        let env = Env::of_pairs(&pairs);
        let exit = run_with_input(line, &env, &mut input, &mut out, &mut err);
        Ran {
            exit,
            out: String::from_utf8(out).unwrap(),
            err: String::from_utf8(err).unwrap(),
        }
    }

    pub(super) fn store(&self) -> Store {
        let key = MasterKey::from_file(&self.path("snapsell.key")).unwrap();
        Store::open(&self.path("snapsell.db"), key, Options::default()).unwrap()
    }

    /// The database as SQLite has it, to damage it.
    pub(super) fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path("snapsell.db")).unwrap()
    }

    /// Somebody writes to the shop now, as the engine takes it.
    pub(super) fn message(&self, number: &str, name: &str, words: &str, id: u128) -> CustomerId {
        let at = crate::clock::Clock::system().now();
        self.message_at(at, number, name, words, id)
    }

    /// Time passes, as the timer tells it.
    pub(super) fn tick_at(&self, at: Timestamp) {
        let store = self.store();
        let record = store.shop_by_slug("acme").unwrap().unwrap();
        let shop = super::shop::load(&store, &record).unwrap();
        let tick = Command {
            id: CommandId::NONE,
            by: Actor::System,
            action: Action::Tick,
        };
        let commit = Commit {
            shop: record.id,
            decision: decide(&shop, &tick, at),
            receipt: None,
        };
        assert!(commit.decision.is_committed(), "something is due");
        assert!(store.commit(&[commit]).pop().unwrap().is_ok());
    }

    /// Somebody writes to the shop at this instant.
    pub(super) fn message_at(
        &self,
        at: Timestamp,
        number: &str,
        name: &str,
        words: &str,
        id: u128,
    ) -> CustomerId {
        let store = self.store();
        let record = store.shop_by_slug("acme").unwrap().unwrap();
        let who = ContactRef {
            phone: Some(number),
            user_id: None,
            name: Some(name),
            at,
        };
        let from = store.contact(record.id, &who).unwrap();
        let shop = super::shop::load(&store, &record).unwrap();
        let message = Message::text(CommandId::new(id), from, words);
        let command = interpret(&shop, &message);
        let receipt = Receipt {
            native_id: format!("SM{id:032x}"),
            from,
            content: words.as_bytes().to_vec(),
        };
        let commit = Commit {
            shop: record.id,
            decision: decide(&shop, &command, at),
            receipt: Some(receipt),
        };
        assert!(store.commit(&[commit]).pop().unwrap().is_ok());
        from
    }

    /// One order of two lines, and one hold that is alive.
    pub(super) fn sell(&self) {
        self.message("+33611111111", "Marie", "A12", 1);
        self.message("+33611111111", "Marie", "B7 x3", 2);
        self.message("+33622222222", "=Awa;1", "A12 B7 x2", 3);
        self.message("+33622222222", "=Awa;1", "12 rue des Fleurs, Lyon", 4);
        self.message("+33622222222", "=Awa;1", "OUI", 5);
        self.message("+33633333333", "Binta", "B7", 6);
    }
}

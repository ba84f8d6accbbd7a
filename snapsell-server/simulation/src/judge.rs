//! The judge: watches the disk and the provider from outside, step by step, and settles the account at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use snapsell_powerloss::{Disk, OBSERVER};

use crate::fold::Fold;
use crate::people::SHOPS;
use crate::provider::Sent;

/// What the judge knows.
#[derive(Default)]
pub struct Judge {
    shops: [Fold; 2],
    /// What the provider accepted, as far as it was looked at.
    seen: usize,
    /// Writes of the disk when it was looked at.
    writes: u64,
    connection: Option<Connection>,
    /// Whom each entry gave something to.
    given: BTreeMap<(usize, u64), Vec<u64>>,
}

/// A message that somebody wrote, as its writer knows it.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its id.
    pub sid: String,
    /// To which shop.
    pub shop: usize,
    /// From which phone.
    pub phone: String,
}

type Judged = Result<(), String>;

fn words(error: rusqlite::Error) -> String {
    format!("the judge cannot read: {error}")
}

impl Judge {
    /// Looks at what is new, first at what was sent: what is sent in a step was decided before it.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn look(&mut self, disk: &Disk, sent: &[Sent]) -> Judged {
        let writes = disk.writes();
        if writes == self.writes && sent.len() == self.seen {
            return Ok(());
        }
        let connection = self.connection(disk)?;
        let judged = self.look_with(&connection, sent);
        self.connection = Some(connection);
        self.writes = writes;
        judged
    }

    /// Whether a reply is still to be sent, or a hold to end.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn waits(&mut self, disk: &Disk) -> Result<bool, String> {
        if self.shops.iter().any(|fold| fold.held() > 0) {
            return Ok(true);
        }
        let connection = self.connection(disk)?;
        let open = connection
            .prepare_cached("SELECT 1 FROM outbox WHERE state <= 3 LIMIT 1")
            .and_then(|mut statement| statement.exists([]))
            .map_err(words);
        self.connection = Some(connection);
        open
    }

    fn connection(&mut self, disk: &Disk) -> Result<Connection, String> {
        disk.boot(OBSERVER);
        if let Some(connection) = self.connection.take()
            && connection
                .query_row("SELECT count(*) FROM shops", [], |_| Ok(()))
                .is_ok()
        {
            return Ok(connection);
        }
        let connection = Connection::open(disk.path(OBSERVER)).map_err(words)?;
        connection
            .pragma_update(None, "query_only", true)
            .map_err(words)?;
        Ok(connection)
    }

    fn look_with(&mut self, connection: &Connection, sent: &[Sent]) -> Judged {
        for sent in &sent[self.seen..] {
            self.one_sent(connection, sent)?;
        }
        self.seen = sent.len();
        for shop in 0..SHOPS.len() {
            self.entries(connection, shop)?;
        }
        Ok(())
    }

    /// A message left: it stands in the outbox, with its entry in the journal, and she had not said STOP to such messages.
    fn one_sent(&self, connection: &Connection, sent: &Sent) -> Judged {
        let row: Result<(u64, u64, String), _> = connection
            .prepare_cached(
                "SELECT version, customer, class FROM outbox JOIN journal USING (shop, version)
                 WHERE shop = ?1 AND id = ?2",
            )
            .map_err(words)?
            .query_row(
                [i64::try_from(sent.shop + 1).expect("small"), sent.first_row],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            );
        let (version, customer, class) =
            row.map_err(|_| format!("{} was sent, and nothing durable says so", sent.sid))?;
        let stopped = self.shops[sent.shop].stopped.get(&customer);
        match stopped {
            Some(since) if ["reminder", "queue", "info"].contains(&class.as_str()) => Err(format!(
                "customer {customer} said STOP in entry {since}, and is sent {class} of entry {version} in step {}",
                sent.step
            )),
            _ => Ok(()),
        }
    }

    fn entries(&mut self, connection: &Connection, shop: usize) -> Judged {
        let fold = &mut self.shops[shop];
        let mut statement = connection
            .prepare_cached("SELECT version, at, changes FROM journal WHERE shop = ?1 AND version > ?2 ORDER BY version")
            .map_err(words)?;
        let number = u64::try_from(shop + 1).expect("small");
        let mut rows = statement.query([number, fold.version]).map_err(words)?;
        while let Some(row) = rows.next().map_err(words)? {
            let (version, at): (u64, i64) =
                (row.get(0).map_err(words)?, row.get(1).map_err(words)?);
            let changes: String = row.get(2).map_err(words)?;
            let given = fold.entry(version, at, &changes)?;
            self.given.insert((shop, version), given);
        }
        Ok(())
    }

    /// What was seen once stays: after a cut the journal is as long as it was.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn nothing_is_gone(&mut self, disk: &Disk) -> Judged {
        let connection = self.connection(disk)?;
        for (fold, number) in self.shops.iter().zip(1..) {
            let last: u64 = connection
                .query_row(
                    "SELECT coalesce(max(version), 0) FROM journal WHERE shop = ?1",
                    [number],
                    |row| row.get(0),
                )
                .map_err(words)?;
            if last < fold.version {
                return Err(format!(
                    "shop {number} had {} entries and has {last}",
                    fold.version
                ));
            }
        }
        self.connection = Some(connection);
        Ok(())
    }

    /// The account at the end, when all faults have stopped and everything had time to settle.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn settle(&mut self, disk: &Disk, written: &[Written], sent: &[Sent]) -> Judged {
        self.look(disk, sent)?;
        let connection = self.connection(disk)?;
        let people = messages(&connection, written)?;
        self.replies(&connection, sent, &people)?;
        for (fold, number) in self.shops.iter().zip(1..) {
            units(&connection, fold, number)?;
            if fold.held() > 0 {
                return Err(format!("{} holds of shop {number} never end", fold.held()));
            }
        }
        aliases(&connection)
    }

    /// Every reply was sent, once, to whom it was meant for.
    fn replies(
        &self,
        connection: &Connection,
        sent: &[Sent],
        people: &BTreeMap<(usize, u64), String>,
    ) -> Judged {
        let mut accepted: BTreeMap<(usize, i64), Vec<&Sent>> = BTreeMap::new();
        for one in sent {
            accepted
                .entry((one.shop, one.first_row))
                .or_default()
                .push(one);
        }
        let mut told = BTreeSet::new();
        let mut statement = connection
            .prepare("SELECT shop, id, version, customer, state, coalesce(batch, id), coalesce(reason, '') FROM outbox")
            .map_err(words)?;
        let mut rows = statement.query([]).map_err(words)?;
        while let Some(row) = rows.next().map_err(words)? {
            let shop = row.get::<_, usize>(0).map_err(words)? - 1;
            let (id, version, customer): (i64, u64, u64) = (
                row.get(1).map_err(words)?,
                row.get(2).map_err(words)?,
                row.get(3).map_err(words)?,
            );
            let (state, batch, reason): (u8, i64, String) = (
                row.get(4).map_err(words)?,
                row.get(5).map_err(words)?,
                row.get(6).map_err(words)?,
            );
            told.insert((shop, version, customer));
            let messages = accepted.get(&(shop, batch)).map_or(&[][..], Vec::as_slice);
            let name = format!("reply {id} of shop {}", shop + 1);
            match state {
                0..=3 => return Err(format!("{name} is never sent, its state stays {state}")),
                4..=7 if messages.is_empty() => {
                    return Err(format!(
                        "{name} counts as sent, and the provider never had it"
                    ));
                }
                8 if !["opted_out", "not_reachable", "outside_window"]
                    .contains(&reason.as_str()) =>
                {
                    return Err(format!("{name} is given up: {reason}"));
                }
                9 if reason != "opted_out" => return Err(format!("{name} is withheld: {reason}")),
                _ => {}
            }
            if messages.len() > 1 {
                let when: Vec<_> = messages.iter().map(|one| (one.step, &one.body)).collect();
                return Err(format!(
                    "{name} was sent {} times: {when:?}",
                    messages.len()
                ));
            }
            let meant = people.get(&(shop, customer));
            if let Some(wrong) = messages
                .iter()
                .find(|one| meant.is_some_and(|phone| *phone != one.to))
            {
                return Err(format!(
                    "{name} went to {}, and was meant for {meant:?}",
                    wrong.to
                ));
            }
        }
        self.everybody_knows(&told)
    }

    /// Whoever was given something was told so.
    fn everybody_knows(&self, told: &BTreeSet<(usize, u64, u64)>) -> Judged {
        for (&(shop, version), customers) in &self.given {
            if let Some(who) = customers
                .iter()
                .find(|&&who| !told.contains(&(shop, version, who)))
            {
                return Err(format!(
                    "entry {version} of shop {} gives to customer {who} and tells her nothing",
                    shop + 1
                ));
            }
        }
        Ok(())
    }

    /// Entries of all shops, and a hash of all journals and of what became of the replies.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn hash(&mut self, disk: &Disk) -> Result<(u64, String), String> {
        let connection = self.connection(disk)?;
        let mut hash = Sha256::new();
        let mut entries = 0;
        for sql in [
            "SELECT shop || '/' || version || '/' || at || '/' || hex(command) || changes FROM journal ORDER BY shop, version",
            "SELECT shop || '/' || id || '/' || version || '/' || state || '/' || attempts FROM outbox ORDER BY shop, id",
        ] {
            let mut statement = connection.prepare(sql).map_err(words)?;
            let mut rows = statement.query([]).map_err(words)?;
            while let Some(row) = rows.next().map_err(words)? {
                hash.update(row.get::<_, String>(0).map_err(words)?.as_bytes());
                entries += u64::from(sql.contains("journal"));
            }
        }
        let mut text = String::new();
        for byte in hash.finalize().iter().take(8) {
            write!(text, "{byte:02x}").expect("a string can always be written to");
        }
        self.connection = Some(connection);
        Ok((entries, text))
    }
}

/// Every message that was written has its effect once, and nothing else has one; who is behind which number.
fn messages(
    connection: &Connection,
    written: &[Written],
) -> Result<BTreeMap<(usize, u64), String>, String> {
    let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    let mut statement = connection
        .prepare("SELECT native_id, shop, customer FROM inbox")
        .map_err(words)?;
    let mut rows = statement.query([]).map_err(words)?;
    while let Some(row) = rows.next().map_err(words)? {
        let sid: String = row.get(0).map_err(words)?;
        let whose = (
            row.get::<_, usize>(1).map_err(words)? - 1,
            row.get(2).map_err(words)?,
        );
        if found.insert(sid.clone(), whose).is_some() {
            return Err(format!("message {sid} has its effect twice"));
        }
    }
    let mut people: BTreeMap<(usize, u64), String> = BTreeMap::new();
    let mut numbers: BTreeMap<(usize, &str), u64> = BTreeMap::new();
    for one in written {
        let (shop, customer) = found
            .remove(&one.sid)
            .ok_or_else(|| format!("message {} is lost", one.sid))?;
        if shop != one.shop {
            return Err(format!("message {} went to another shop", one.sid));
        }
        if *numbers.entry((shop, &one.phone)).or_insert(customer) != customer {
            return Err(format!(
                "{} is two customers of shop {}",
                one.phone,
                shop + 1
            ));
        }
        let phone = people
            .entry((shop, customer))
            .or_insert_with(|| one.phone.clone());
        if *phone != one.phone {
            return Err(format!(
                "customer {customer} of shop {} is two people",
                shop + 1
            ));
        }
    }
    match found.keys().next() {
        None => Ok(people),
        Some(sid) => Err(format!("message {sid} has an effect, and nobody wrote it")),
    }
}

/// The rows of units are what the journal gives.
fn units(connection: &Connection, fold: &Fold, shop: u64) -> Judged {
    let mut statement = connection
        .prepare("SELECT item, slot FROM units WHERE shop = ?1")
        .map_err(words)?;
    let rows = statement
        .query_map([shop], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(words)?;
    let found: BTreeSet<(u64, u64)> = rows.collect::<Result<_, _>>().map_err(words)?;
    if found == fold.owned() {
        Ok(())
    } else {
        Err(format!(
            "the units of shop {shop} are not those of its journal"
        ))
    }
}

/// The same person looks different in each shop's index.
fn aliases(connection: &Connection) -> Judged {
    let sql = "SELECT count(*) FROM (SELECT alias FROM aliases GROUP BY alias HAVING count(*) > 1)";
    let shared: u64 = connection
        .query_row(sql, [], |row| row.get(0))
        .map_err(words)?;
    if shared == 0 {
        Ok(())
    } else {
        Err(format!("{shared} people can be recognised across shops"))
    }
}

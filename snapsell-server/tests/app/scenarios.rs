//! Transcripts of what only shows with a provider and a disk, in plain text: `tests/scenarios/*.txt`.
//!
//! A line begins with a day and a time; what people are told, and what the team sees of the outbox, follows indented.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use snapsell_store::OutboxState;
use snapsell_twilio::Address;
use snapsell_twilio::sim::{Delivery, Fault};

use crate::world::{SELLER, START_MS, World, customer, host, phone};

/// Midnight of the first day.
const MIDNIGHT_MS: i64 = START_MS - 18 * 3_600_000;

#[tokio::test(flavor = "multi_thread")]
async fn every_transcript_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are transcripts");
    let mut wrong = Vec::new();
    for file in files {
        let written = fs::read_to_string(&file).unwrap();
        let played = play(&written).await;
        if played != written {
            let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file.file_name().unwrap());
            fs::write(&actual, &played).unwrap();
            wrong.push(format!(
                "{}\nplayed:\n{played}\ncp {} {}",
                file.display(),
                actual.display(),
                file.display()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} transcripts differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

async fn play(text: &str) -> String {
    let mut stage = Stage {
        world: World::still().await,
        people: BTreeMap::new(),
        last: None,
        heard: 0,
        out: String::new(),
    };
    for line in text.lines().filter(|line| !line.starts_with("  ")) {
        stage.out.push_str(line);
        stage.out.push('\n');
        if let Some(rest) = line.strip_prefix("day ") {
            let (day, rest) = rest.split_once(' ').expect("a day, a time, what happens");
            let (time, what) = rest.split_once(' ').expect("a time, what happens");
            stage.happen(instant(day, time), what).await;
        }
    }
    stage.world.stop().await;
    stage.out
}

fn instant(day: &str, time: &str) -> i64 {
    let day: i64 = day.parse().unwrap();
    let mut parts = time.split(':').map(|part| part.parse::<i64>().unwrap());
    let mut next = || parts.next().unwrap();
    let (hours, minutes, seconds) = (next(), next(), next());
    MIDNIGHT_MS + (((day - 1) * 24 + hours) * 3_600 + minutes * 60 + seconds) * 1_000
}

struct Stage {
    world: World,
    people: BTreeMap<String, Address>,
    last: Option<Delivery>,
    heard: usize,
    out: String,
}

impl Stage {
    async fn happen(&mut self, at: i64, what: &str) {
        let wait = at - self.world.clock.now_ms();
        assert!(wait >= 0, "transcripts go forward: {what}");
        self.world
            .pass(Duration::from_millis(wait.unsigned_abs()))
            .await;
        match what {
            "time passes" => {}
            "the provider breaks its next answer off" => {
                // Without a callback it is the look-up that settles it, at a time that is always the same.
                self.world.sim.fault(Fault::LoseCallbacks, 1);
                self.world.sim.fault(Fault::AcceptThenReset, 1);
            }
            "the provider is down for its next two requests" => {
                self.world.sim.fault(Fault::Status(503), 2)
            }
            "the provider asks to wait 20 seconds" => {
                self.world.sim.fault(
                    Fault::TooManyRequests {
                        retry_after: Some(20),
                    },
                    1,
                );
            }
            "the server stops and starts again" => {
                self.world.stop().await;
                self.world.start(false).await;
            }
            "the network delivers the last message again" => {
                let sid = self.last.as_ref().expect("a message came").sid;
                let status = self.world.sim.redeliver(sid).await.answer.unwrap();
                self.note(&format!("answered {status}"));
            }
            "somebody forges a message of Awa" => {
                let status = self.forge().await;
                self.note(&format!("answered {status}"));
            }
            "the team looks at the outbox" => self.letters(),
            "the team sends everything again" => {
                let store = &self.world.app().store;
                for letter in store.dead_letters(Some(self.world.shop), 100).unwrap() {
                    store.replay(letter.shop, letter.id).unwrap();
                }
            }
            what => match what.strip_prefix("the shop sets ") {
                Some(setting) => {
                    let (key, value) = setting.split_once('=').expect("a setting is KEY=VALUE");
                    self.world
                        .configure(|settings| settings.set(key, value).unwrap())
                        .await;
                }
                None => self.message(what).await,
            },
        }
        self.world.settle().await;
        self.told();
    }

    async fn message(&mut self, what: &str) {
        let (name, words) = what
            .split_once(": ")
            .expect("a name, a colon, and what is written");
        let next = u32::try_from(self.people.len()).unwrap() + 1;
        let from = match name {
            "Marie" => phone(SELLER),
            _ => customer(next),
        };
        let from = self.people.entry(name.to_owned()).or_insert(from).clone();
        let delivery = self.world.deliver(&from, words).await;
        assert_eq!(delivery.answer, Ok(200), "{what}");
        self.last = Some(delivery);
    }

    async fn forge(&self) -> u16 {
        use http_body_util::{BodyExt as _, Full};
        let form = "AccountSid=AC11111111111111111111111111111111&Body=A12&From=whatsapp%3A%2B2250500000001";
        let stream = tokio::net::TcpStream::connect((host(), self.world.port))
            .await
            .unwrap();
        let io = hyper_util::rt::TokioIo::new(stream);
        let (mut client, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
        let connection = tokio::spawn(connection);
        let request = http::Request::post("/t/acme/in")
            .header("host", "shop.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
            .body(Full::new(hyper::body::Bytes::from(form)))
            .unwrap();
        let response = client.send_request(request).await.unwrap();
        let status = response.status().as_u16();
        response.into_body().collect().await.unwrap();
        drop(client);
        connection.await.unwrap().unwrap();
        status
    }

    /// What arrived on the phones since the last line: for each person in order, people by name, since they are
    /// written to side by side.
    fn told(&mut self) {
        let sent = self.world.sim.accepted();
        let mut lines = Vec::new();
        for message in &sent[self.heard..] {
            let name = self
                .people
                .iter()
                .find(|(_, address)| **address == message.to);
            let name = name.map_or("?", |(name, _)| name.as_str());
            let text = match &message.template {
                Some((content, values)) => format!("[template {content} with {values}]"),
                None => message.body.replace("\n\n", "\n").replace('\n', "\n    "),
            };
            lines.push((name, format!("  to {name}: {text}\n")));
        }
        lines.sort_by_key(|(name, _)| *name);
        self.out.extend(lines.into_iter().map(|(_, line)| line));
        self.heard = sent.len();
    }

    fn letters(&mut self) {
        let store = &self.world.app().store;
        let mut lines = Vec::new();
        for letter in store.dead_letters(Some(self.world.shop), 100).unwrap() {
            lines.push(format!(
                "not sent: {:?}, {}",
                letter.class,
                letter.reason.unwrap_or_default()
            ));
        }
        for (state, count) in store.outbox_counts().unwrap() {
            if state.is_open() || state == OutboxState::Failed {
                lines.push(format!("{state:?}: {count}"));
            }
        }
        if lines.is_empty() {
            lines.push("everything is sent".to_owned());
        }
        for line in lines {
            self.note(&line);
        }
    }

    fn note(&mut self, line: &str) {
        self.out.push_str(&format!("  * {line}\n"));
    }
}

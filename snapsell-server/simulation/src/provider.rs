//! The provider, in this process: takes messages, lists them, tells their statuses, and fails as the mood of the hour says.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use snapsell_powerloss::Disk;
use snapsell_twilio::client::{Answer, Transport};
use snapsell_twilio::{Form, Method, Request, Response, TransportError};

use crate::chance::Chance;
use crate::people::SHOPS;

/// Probabilities of what goes wrong with a creation, in thousandths.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mood {
    /// Nobody answers.
    pub down: u64,
    /// 500 or 429, nothing accepted.
    pub refuses: u64,
    /// Accepted, and the answer is lost or is a 500.
    pub breaks_off: u64,
    /// The process that asks ends before or after the message is accepted.
    pub kills: u64,
    /// Says that the person opted out, or cannot be reached.
    pub unreachable: u64,
    /// Callbacks that get lost.
    pub loses_callbacks: u64,
    /// Lists cannot be read.
    pub lists_fail: u64,
}

/// A message that the provider accepted.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its id.
    pub sid: String,
    /// Which shop's.
    pub shop: usize,
    /// To whom, as a phone.
    pub to: String,
    /// The words.
    pub body: String,
    /// The first reply of the message: the number in its status address before the dash.
    pub first_row: i64,
    /// When, in Unix milliseconds.
    pub at_ms: i64,
    /// The step of the history.
    pub step: u64,
}

/// A status to be told.
#[derive(Debug, Clone)]
pub struct Callback {
    /// When.
    pub due_ms: i64,
    /// Path and query.
    pub target: String,
    /// Which shop's.
    pub shop: usize,
    /// The fields.
    pub form: Form,
}

/// What the provider knows.
#[derive(Debug)]
pub struct State {
    /// Its clock.
    pub now_ms: i64,
    /// The step of the history.
    pub step: u64,
    /// How it behaves.
    pub mood: Mood,
    /// What it draws from; set anew for every step.
    pub chance: Chance,
    /// Messages from us, in the order accepted.
    pub sent: Vec<Sent>,
    /// Messages to us, as the list shows them: shop and JSON.
    pub inbound: Vec<(usize, Value)>,
    /// Statuses to be told.
    pub callbacks: Vec<Callback>,
    sids: u64,
}

/// The provider. Clones share it.
#[derive(Debug, Clone)]
pub struct Provider(Arc<Mutex<State>>);

impl Provider {
    /// A provider in the best of moods.
    #[must_use]
    pub fn new(now_ms: i64) -> Self {
        Self(Arc::new(Mutex::new(State {
            now_ms,
            step: 0,
            mood: Mood::default(),
            chance: Chance::new(0, 0),
            sent: Vec::new(),
            inbound: Vec::new(),
            callbacks: Vec::new(),
            sids: 0,
        })))
    }

    /// Its state.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One node's way to the provider.
pub struct Wire {
    /// Whose.
    pub node: u32,
    /// To whom.
    pub provider: Provider,
    /// Where the node dies when the provider kills it.
    pub disk: Disk,
}

impl Transport for Wire {
    fn send(&self, request: Request) -> Answer<'_> {
        let answer = self.answer(&request);
        Box::pin(async move { answer })
    }
}

type Done = Result<Response, TransportError>;

impl Wire {
    fn answer(&self, request: &Request) -> Done {
        if !self.disk.is_up(self.node) {
            return Err(TransportError::Connect);
        }
        let mut state = self.provider.state();
        let path = request.url.split('?').next().unwrap_or_default();
        let shop = SHOPS.iter().position(|shop| path.contains(shop.2));
        let Some(shop) = shop.filter(|_| path.ends_with("/Messages.json")) else {
            return Ok(error(404, 20404));
        };
        let mood = state.mood;
        if state.chance.permil(mood.down) {
            return Err(TransportError::Connect);
        }
        match (request.method, &request.form) {
            (Method::Get, _) => Ok(list(&mut state, shop, &request.url)),
            (_, Some(form)) => self.create(&mut state, shop, form),
            _ => Ok(error(404, 20404)),
        }
    }

    fn create(&self, state: &mut State, shop: usize, form: &str) -> Done {
        let Ok(form) = Form::parse(form.as_bytes()) else {
            return Ok(error(400, 20001));
        };
        let mood = state.mood;
        if state.chance.permil(mood.refuses) {
            return Ok(match state.chance.below(3) {
                0 => Response {
                    retry_after: Some("7".to_owned()),
                    ..error(429, 20429)
                },
                1 => error(503, 20503),
                _ => return Err(TransportError::Interrupted),
            });
        }
        if state.chance.permil(mood.unreachable) {
            let code = state.chance.pick(&[21610, 63024]);
            return Ok(error(400, code));
        }
        if state.chance.permil(mood.kills) {
            if state.chance.permil(700) {
                state.accept(shop, &form);
            }
            self.disk.kill(self.node);
            return Err(TransportError::Interrupted);
        }
        let accepted = state.accept(shop, &form);
        if state.chance.permil(mood.breaks_off) {
            return match state.chance.below(2) {
                0 => Err(TransportError::Interrupted),
                _ => Ok(error(500, 20500)),
            };
        }
        Ok(answer(201, &accepted))
    }
}

impl State {
    fn accept(&mut self, shop: usize, form: &Form) -> Value {
        self.sids += 1;
        let sid = format!("SM{:032x}", u128::from(self.sids) | 0xf << 120);
        let field = |name| form.get(name).unwrap_or_default().to_owned();
        let (to, callback) = (field("To"), field("StatusCallback"));
        let target = callback.split('#').next().unwrap_or_default();
        let target = target.find("/t/").map_or("", |at| &target[at..]).to_owned();
        let mid = target
            .split("mid=")
            .nth(1)
            .and_then(|mid| mid.split('-').next());
        let sent = Sent {
            sid: sid.clone(),
            shop,
            to: to.trim_start_matches("whatsapp:").to_owned(),
            body: field("Body"),
            first_row: mid.and_then(|mid| mid.parse().ok()).unwrap_or(-1),
            at_ms: self.now_ms,
            step: self.step,
        };
        self.follow(&sent, &target);
        let shown = shown(
            shop,
            &sid,
            &to,
            SHOPS[shop].1,
            &sent.body,
            self.now_ms,
            false,
        );
        self.sent.push(sent);
        shown
    }

    /// Draws which statuses will be told, how often and in which order.
    fn follow(&mut self, sent: &Sent, target: &str) {
        for status in ["sent", "delivered"] {
            let count = match self.chance.below(1_000) {
                lost if lost < self.mood.loses_callbacks => 0,
                990.. => 2,
                _ => 1,
            };
            for _ in 0..count {
                let due_ms = self.now_ms + i64::try_from(self.chance.below(20_000)).expect("small");
                let to = format!("whatsapp:{}", sent.to);
                let from = format!("whatsapp:{}", SHOPS[sent.shop].1);
                let form = Form::from_pairs([
                    ("AccountSid", SHOPS[sent.shop].2),
                    ("From", from.as_str()),
                    ("MessageSid", sent.sid.as_str()),
                    ("MessageStatus", status),
                    ("To", to.as_str()),
                ]);
                let form = form.expect("few fields");
                let target = target.to_owned();
                self.callbacks.push(Callback {
                    due_ms,
                    target,
                    shop: sent.shop,
                    form,
                });
            }
        }
    }

    /// Somebody wrote to us: the list will show it.
    pub fn receive(&mut self, shop: usize, sid: &str, phone: &str, words: &str, photo: bool) {
        let from = format!("whatsapp:{phone}");
        let mut message = shown(
            shop,
            sid,
            &format!("whatsapp:{}", SHOPS[shop].1),
            "",
            words,
            self.now_ms,
            true,
        );
        message["from"] = json!(from);
        message["num_media"] = json!(if photo { "1" } else { "0" });
        self.inbound.push((shop, message));
    }
}

fn shown(
    shop: usize,
    sid: &str,
    to: &str,
    from: &str,
    body: &str,
    at_ms: i64,
    inbound: bool,
) -> Value {
    let date = date(at_ms);
    json!({
        "sid": sid,
        "account_sid": SHOPS[shop].2,
        "to": to,
        "from": format!("whatsapp:{from}"),
        "body": body,
        "direction": if inbound { "inbound" } else { "outbound-api" },
        "status": "queued",
        "error_code": null,
        "num_media": "0",
        "date_created": date,
        "date_sent": date,
    })
}

/// As mail writes dates; the history begins on 2026-11-22, a Sunday, and lasts a few days.
fn date(at_ms: i64) -> String {
    let seconds = at_ms.div_euclid(1_000) - 1_795_305_600;
    let (day, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let name = names[usize::try_from(day.rem_euclid(7)).expect("a day of the week")];
    let (date, month) = if day < 9 {
        (22 + day, "Nov")
    } else {
        (day - 8, "Dec")
    };
    let (hours, minutes, seconds) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{name}, {date:02} {month} 2026 {hours:02}:{minutes:02}:{seconds:02} +0000")
}

fn list(state: &mut State, shop: usize, url: &str) -> Response {
    let mood = state.mood;
    if state.chance.permil(mood.lists_fail) {
        return error(503, 20503);
    }
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let Ok(query) = Form::parse(query.as_bytes()) else {
        return error(400, 20001);
    };
    let (to, from) = (query.get("To"), query.get("From"));
    let sender = format!("whatsapp:{}", SHOPS[shop].1);
    let messages: Vec<Value> = if from.is_none() && to == Some(&sender) {
        state
            .inbound
            .iter()
            .rev()
            .filter(|one| one.0 == shop)
            .map(|one| one.1.clone())
            .collect()
    } else {
        let to = to.unwrap_or_default().trim_start_matches("whatsapp:");
        let ours = state
            .sent
            .iter()
            .rev()
            .filter(|sent| sent.shop == shop && sent.to == to);
        ours.take(1_000)
            .map(|sent| {
                let to = format!("whatsapp:{}", sent.to);
                shown(
                    shop,
                    &sent.sid,
                    &to,
                    SHOPS[shop].1,
                    &sent.body,
                    sent.at_ms,
                    false,
                )
            })
            .collect()
    };
    answer(200, &json!({"messages": messages, "next_page_uri": null}))
}

fn answer(status: u16, body: &Value) -> Response {
    Response {
        status,
        content_type: Some("application/json".to_owned()),
        body: body.to_string().into_bytes(),
        ..Response::default()
    }
}

fn error(status: u16, code: u32) -> Response {
    answer(
        status,
        &json!({"code": code, "message": "on request", "status": status}),
    )
}

//! One request as a handler sees it: what was typed, in which language, and the way to store, engine and pages.

use std::net::IpAddr;

use axum::response::{Html, IntoResponse as _, Response};
use fluent_bundle::FluentArgs;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;
use snapsell_core::{
    Action, Actor, Command, CommandId, CustomerId, Lang, Outcome, Receipt, Shop, ShopId, Timestamp,
    UserId,
};
use snapsell_store::{DeedRow, Store};

use super::Console;
use super::access::Team;
use super::answer::{Answer, Halt, go_to};
use super::form::{Fields, Upload};
use super::frame;
use super::session::{self, Session};
use crate::blocking;
use crate::engine;

/// One request.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) console: Console,
    pub(super) method: Method,
    /// The path with its query, as it was asked for.
    pub(super) place: String,
    pub(super) headers: HeaderMap,
    pub(super) client: IpAddr,
    pub(super) params: Vec<(String, String)>,
    pub(super) query: Fields,
    pub(super) form: Fields,
    pub(super) files: Vec<Upload>,
    pub(super) session: Option<Session>,
    pub(super) lang: Lang,
}

impl Ask {
    /// A part of the path; empty when the route has none of that name.
    pub(super) fn path(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// Words of the console.
    pub(super) fn t(&self, name: &str) -> String {
        self.console.words(self.lang).plain(name)
    }

    /// Words with something filled in.
    pub(super) fn t_with(&self, name: &str, gaps: &[(&'static str, &str)]) -> String {
        let gaps = gaps.iter().map(|(gap, text)| (*gap, *text));
        let gaps = FluentArgs::from_iter(gaps);
        self.console.words(self.lang).get(name, &gaps).into_owned()
    }

    /// The instant, as the rules count it.
    pub(super) fn now(&self) -> Timestamp {
        self.console.app().now()
    }

    /// Counts a try under this key; whoever has had as many as she may in a quarter of an hour has to wait.
    pub(super) fn may_try(&self, key: &str, most: u32) -> Result<(), Halt> {
        let throttle = &self.console.0.throttle;
        throttle
            .may(key, most, self.now().millis())
            .map_err(Halt::TooOften)
    }

    /// The hash of the field `password`, made beside the async tasks.
    pub(super) async fn password_hash(&self) -> Result<String, Halt> {
        let typed = self.form.raw("password").to_owned();
        self.console.0.hasher.hash(typed).await
    }

    /// Works with the store beside the async tasks.
    pub(super) async fn store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Halt> + Send + 'static,
    ) -> Result<T, Halt> {
        let store = self.console.app().store.clone();
        let done = blocking::blocking(move || Ok(work(&store)));
        done.await?
    }

    /// Reads a picture and makes it anew, when it is its turn: until then not even the file is in memory.
    pub(super) async fn picture(
        &self,
        work: impl FnOnce(&Store) -> Result<Vec<u8>, Halt> + Send + 'static,
    ) -> Result<Vec<u8>, Halt> {
        let store = self.console.app().store.clone();
        self.console.0.pictures.run(move || work(&store)).await?
    }

    /// Reads a shop as the rules see it.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        shop: ShopId,
        read: impl FnOnce(&Shop) -> T + Send + 'static,
    ) -> Result<T, Halt> {
        Ok(self.console.app().engine.look(shop, read).await?)
    }

    /// Carries a wish of a member out by the rules, durably. The same form sent twice is carried out once.
    pub(super) async fn act(&self, seat: Team, action: Action) -> Result<Outcome, Halt> {
        let command = self.command(seat.actor(), action)?;
        self.carry_out(seat, command).await
    }

    /// The same for the `nth` of several wishes of one form, the first being 0.
    pub(super) async fn act_nth(
        &self,
        seat: Team,
        nth: u32,
        action: Action,
    ) -> Result<Outcome, Halt> {
        let mut command = self.command(seat.actor(), action)?;
        command.id = CommandId::new(command.id.get().wrapping_add(u128::from(nth)).max(1));
        self.carry_out(seat, command).await
    }

    /// The same with words for a customer, which are kept as hers are.
    pub(super) async fn act_typed(
        &self,
        seat: Team,
        action: Action,
        whose: CustomerId,
        words: String,
    ) -> Result<Outcome, Halt> {
        let command = self.command(seat.actor(), action)?;
        let words = Receipt {
            native_id: String::new(),
            from: whose,
            content: words.into_bytes(),
        };
        let engine = &self.console.app().engine;
        done(engine.typed(seat.shop, command, words).await)
    }

    async fn carry_out(&self, seat: Team, command: Command) -> Result<Outcome, Halt> {
        done(self.console.app().engine.command(seat.shop, command).await)
    }

    /// The same for one of several wishes of a form, which cannot share its id.
    pub(super) async fn act_anew(&self, seat: Team, action: Action) -> Result<Outcome, Halt> {
        let command = Command {
            id: CommandId::new(fresh_id()?),
            by: seat.actor(),
            action,
        };
        self.carry_out(seat, command).await
    }

    /// A command with the id that the form carries, so that a double click counts once.
    fn command(&self, by: Actor, action: Action) -> Result<Command, Halt> {
        Ok(Command {
            id: CommandId::new(self.once()?),
            by,
            action,
        })
    }

    /// The number that the form carries, the same when it is sent twice; else a new one.
    pub(super) fn once(&self) -> Result<u128, Halt> {
        let written = u128::from_str_radix(self.form.raw("once"), 16).ok();
        written.filter(|id| *id != 0).map_or_else(fresh_id, Ok)
    }

    /// Notes what a member did where the journal does not tell it.
    pub(super) async fn note(
        &self,
        shop: Option<ShopId>,
        user: Option<UserId>,
        what: &'static str,
        subject: String,
    ) -> Result<(), Halt> {
        let deed = DeedRow {
            shop,
            at: self.now(),
            user,
            what: what.to_owned(),
            subject,
        };
        self.store(move |store| Ok(store.note_deed(&deed)?)).await
    }

    /// A page.
    pub(super) async fn page(&self, name: &str, value: Value) -> Answer {
        self.page_as(StatusCode::OK, name, value).await
    }

    /// A page with another status: 422 for a form that must be typed again.
    pub(super) async fn page_as(&self, status: StatusCode, name: &str, mut value: Value) -> Answer {
        value["f"] = frame::of(self).await?;
        value["lang"] = Value::from(frame::tag(self.lang));
        let page = self.console.templates(self.lang).render(name, &value)?;
        Ok((status, Html(page)).into_response())
    }

    /// Back to a page of ours after a form, with something to say there.
    pub(super) fn done(&self, path: &str, said: &str) -> Answer {
        let mark = if path.contains('?') { '&' } else { '?' };
        let (path, part) = path.split_once('#').unwrap_or((path, ""));
        let part = if part.is_empty() {
            String::new()
        } else {
            format!("#{part}")
        };
        Ok(go_to(&format!("{path}{mark}dit={said}{part}")))
    }

    /// Opens a session for `user` on this device and goes to `path`.
    pub(super) async fn enter(&self, user: UserId, path: &str) -> Answer {
        let mut response = go_to(path);
        self.open_session(user, &mut response).await?;
        Ok(response)
    }

    /// Opens a session for `user` on this device in place of the one it has.
    pub(super) async fn open_session(
        &self,
        user: UserId,
        response: &mut Response,
    ) -> Result<(), Halt> {
        let device = session::device(&self.headers);
        let old = self.session.as_ref().map(|session| session.token_hash);
        let now = self.now();
        let token = self
            .store(move |store| Ok(session::open(store, user, &device, old.as_ref(), now)?))
            .await?;
        self.set_cookie(
            response,
            session::cookie(self.console.public_url(), Some(&token))?,
        );
        Ok(())
    }

    /// Adds a cookie to an answer.
    pub(super) fn set_cookie(&self, response: &mut Response, cookie: HeaderValue) {
        response
            .headers_mut()
            .append(http::header::SET_COOKIE, cookie);
    }
}

/// What was done, unless the rules refused it.
fn done(answer: engine::Answer) -> Result<Outcome, Halt> {
    match answer?.outcome {
        Outcome::Refused(refusal) => Err(Halt::Refused(refusal)),
        outcome @ (Outcome::Done | Outcome::Duplicate | Outcome::Idle) => Ok(outcome),
    }
}

/// A random number that names one command.
pub(super) fn fresh_id() -> Result<u128, Halt> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| Halt::Failed)?;
    Ok(u128::from_be_bytes(bytes))
}

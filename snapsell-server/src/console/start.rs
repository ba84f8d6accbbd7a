//! The set-up: prices, delivery, the WhatsApp number, and a first message that turns the page green. Each step stands
//! alone and can be left out and found again.

use http::StatusCode;
use serde_json::{Value, json};
use snapsell_core::{Action, Currency, Money};
use snapsell_store::{ContactRef, NewShop};
use snapsell_twilio::AccountSid;

use super::access::Owner;
use super::answer::{Answer, Halt, go_to};
use super::ask::Ask;
use super::currencies::is_untouched;
use super::live::phone;
use super::person::wrote;
use super::show::Show;
use crate::cli::is_private;
use crate::webhook;

/// Settings of the first step.
const KEYS: [&str; 3] = ["grid", "delivery.fee", "payment.text"];
/// The deed of whoever saved the first step.
const PRICES: &str = "prices";
/// Deeds that are looked back to for it.
const DEEDS_MAX: usize = 500;
/// Longest token, in bytes.
const TOKEN_BYTES_MAX: usize = 256;

/// `GET /demarrer`
pub(super) async fn show(owner: Owner, ask: Ask) -> Answer {
    page(owner, &ask, StatusCode::OK, &json!({})).await
}

/// `POST /demarrer/prix`
pub(super) async fn prices(owner: Owner, ask: Ask) -> Answer {
    let _mine = ask.console.0.configuring.of(owner.shop).await;
    let mut settings = ask.look(owner.shop, |shop| shop.settings().clone()).await?;
    let mut wrong = json!({});
    for key in KEYS {
        let field = key.replace('.', "-");
        if settings.set(key, &ask.form.line(&field)).is_err() {
            wrong[field] = unread(&ask, key, settings.currency).into();
        }
    }
    if wrong != json!({}) {
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await;
    }
    ask.act(owner.team(), Action::Configure(Box::new(settings)))
        .await?;
    ask.note(Some(owner.shop), Some(owner.user), PRICES, String::new())
        .await?;
    Ok(go_to("/demarrer?dit=saved#whatsapp"))
}

/// What is wrong with a setting of the first step, with an example in the shop's own currency.
fn unread(ask: &Ask, key: &str, currency: Currency) -> String {
    let typed = ask.form.line(&key.replace('.', "-"));
    let code = currency.code();
    let has_cents = |text: &str| {
        let parts = text.split_once(['.', ',']);
        let ends = |text: &str| text.ends_with(|letter: char| letter.is_ascii_digit());
        parts.is_some_and(|(whole, part)| {
            ends(whole) && part.starts_with(|letter: char| letter.is_ascii_digit())
        })
    };
    if currency.exponent() == 0 && key != "payment.text" && has_cents(&typed) {
        return ask.t_with("wrong-no-cents", &[("currency", code)]);
    }
    match key {
        "grid" => ask.t_with("start-wrong-grid", &[("example", example(currency))]),
        "delivery.fee" => ask.t("wrong-set-amount"),
        _ => ask.t("wrong-set-text"),
    }
}

/// A grid as people write it in this currency.
fn example(currency: Currency) -> &'static str {
    if currency.exponent() == 0 {
        "A:5000,B:10000,C:15000"
    } else {
        "A:10,B:25.50,C:40"
    }
}

/// What A and B cost in the example.
fn example_prices(currency: Currency) -> [Money; 2] {
    let unit = 10_i64.pow(currency.exponent().into());
    if unit == 1 {
        [Money::from_minor(5_000), Money::from_minor(10_000)]
    } else {
        [
            Money::from_minor(10 * unit),
            Money::from_minor(51 * unit / 2),
        ]
    }
}

/// `POST /demarrer/whatsapp`: the number, the provider's account, and the phone that the seller writes from.
pub(super) async fn whatsapp(owner: Owner, ask: Ask) -> Answer {
    let (number, seller) = (phone(ask.form.raw("number")), phone(ask.form.raw("seller")));
    let account = ask.form.line("account");
    let token = ask.form.line("token");
    let mut wrong = json!({});
    if number.is_none() {
        wrong["number"] = ask.t("wrong-phone").into();
    }
    if seller.is_none() {
        wrong["seller"] = ask.t("wrong-phone").into();
    }
    if AccountSid::parse(&account).is_err() {
        wrong["account"] = ask.t("start-wrong-account").into();
    }
    if token.is_empty() || token.len() > TOKEN_BYTES_MAX {
        wrong["token"] = ask.t("start-wrong-token").into();
    }
    let (Some(number), Some(seller), true) = (number, seller, wrong == json!({})) else {
        return page(owner, &ask, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await;
    };
    let (shop, at) = (owner.shop, ask.now());
    let person = ask.store(move |store| {
        let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
        let new = NewShop {
            slug: record.slug,
            name: record.name,
            whatsapp: number,
            account_sid: account,
            auth_tokens: vec![token],
            api_key: None,
        };
        store.update_shop(shop, &new)?;
        let who = ContactRef {
            phone: Some(&seller),
            user_id: None,
            name: None,
            at,
        };
        Ok(store.mention(shop, &who)?)
    });
    let person = person.await?;
    let _mine = ask.console.0.configuring.of(shop).await;
    let mut settings = ask.look(shop, |shop| shop.settings().clone()).await?;
    settings.sellers.insert(person);
    ask.act(owner.team(), Action::Configure(Box::new(settings)))
        .await?;
    ask.note(
        Some(shop),
        Some(owner.user),
        "connected",
        "whatsapp".to_owned(),
    )
    .await?;
    Ok(go_to("/demarrer?dit=saved#essai"))
}

async fn page(owner: Owner, ask: &Ask, status: StatusCode, wrong: &Value) -> Answer {
    let settings = ask.look(owner.shop, |shop| shop.settings().clone()).await?;
    let shop = owner.shop;
    let sellers = settings.sellers.clone();
    let (record, heard, noted) = ask
        .store(move |store| {
            let record = store.shop(shop)?.ok_or(Halt::NotFound)?;
            let mut heard = false;
            for seller in sellers {
                heard |= wrote(store, shop, seller)?;
            }
            let deeds = store.deeds(Some(shop), 0, DEEDS_MAX)?;
            let noted = deeds.iter().any(|deed| deed.what == PRICES);
            Ok((record, heard, noted))
        })
        .await?;
    let show = Show::with(ask, &settings);
    let [first, second] = example_prices(settings.currency).map(|price| show.money(price));
    let words = settings.words();
    let own_prices = !settings.grid.is_empty() && !is_untouched(&settings);
    let kept = |key: &str| words.get(key).cloned().unwrap_or_default();
    let value = json!({
        "wrong": wrong,
        "typed": ask.form.typed(),
        "currency": settings.currency.code(),
        "example": example(settings.currency),
        "first": first,
        "second": second,
        "grid": kept("grid"),
        "fee": kept("delivery.fee"),
        "payment": kept("payment.text"),
        "number": record.whatsapp,
        "account": record.account_sid,
        "connected": !record.whatsapp.is_empty(),
        "heard": heard,
        "local": is_local(ask.console.public_url()),
        "public_url": ask.console.public_url(),
        "priced": noted || own_prices,
        "webhook": webhook::inbound_address(ask.console.public_url(), &record.slug),
    });
    ask.page_as(status, "start.html", value).await
}

/// Whether the provider cannot reach this address.
fn is_local(public_url: &str) -> bool {
    let address: Option<http::Uri> = public_url.parse().ok();
    let host = address.as_ref().and_then(http::Uri::host);
    host.is_none_or(is_private)
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn an_address_of_this_machine_or_house_is_local() {
        for url in [
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:8080",
            "http://192.168.1.20:8080",
            "",
        ] {
            assert!(is_local(url), "{url}");
        }
        assert!(!is_local("https://boutique.example"));
    }
}

//! From the provider's message to ours: which kinds there are, what is kept as words, which media are believed.

use snapsell_core::Content;
use snapsell_twilio::{self as twilio, Address, Inbound, Location, Media, MediaUrl, OptOut};

use crate::engine::{Incoming, Sender};
use crate::tenants::Tenant;

/// The message as the engine takes it.
pub fn incoming(inbound: &Inbound<'_>, tenant: &Tenant) -> Incoming {
    let mut media = Vec::new();
    let mut words = None;
    let mut accept = |one: &Media<'_>| match MediaUrl::accept(
        one.url,
        &tenant.api,
        inbound.message_sid,
    ) {
        Ok(url) => media.push(url.as_str().to_owned()),
        Err(refusal) => {
            tracing::warn!(shop = tenant.shop.get(), slug = tenant.slug, %refusal, "media left out")
        }
    };
    let content = match &inbound.content {
        twilio::Content::Text(text) => Content::Text((*text).to_owned()),
        twilio::Content::Image { media, caption } => {
            accept(media);
            Content::Image(caption.unwrap_or_default().to_owned())
        }
        twilio::Content::Document { media, file_name } => {
            accept(media);
            words = file_name.map(str::to_owned);
            Content::Document
        }
        twilio::Content::SeveralMedia { media, caption } => {
            media.iter().for_each(&mut accept);
            let image = media
                .iter()
                .any(|one| one.content_type.starts_with("image/"));
            words = caption.map(str::to_owned);
            match image {
                true => Content::Image(caption.unwrap_or_default().to_owned()),
                false => Content::Document,
            }
        }
        twilio::Content::Button { payload, .. } => Content::Button((*payload).to_owned()),
        twilio::Content::Location(place) => {
            words = Some(place_words(place));
            Content::Location
        }
        twilio::Content::Voice { .. } => Content::Voice,
        twilio::Content::Video { .. } => Content::Video,
        twilio::Content::Sticker { .. } => Content::Sticker,
        twilio::Content::Contact { .. } => Content::Contact,
        twilio::Content::Empty => Content::Empty,
    };
    Incoming {
        native_id: inbound.message_sid.as_str().to_owned(),
        sender: sender(inbound),
        content: opted(inbound.opt_out).unwrap_or(content),
        words,
        media,
    }
}

/// What the provider recognised counts, whatever word its list has for it.
fn opted(opt_out: Option<OptOut>) -> Option<Content> {
    let word = match opt_out? {
        OptOut::Stop => "STOP",
        OptOut::Start => "REPRENDRE",
        OptOut::Help => return None,
    };
    Some(Content::Text(word.to_owned()))
}

fn sender(inbound: &Inbound<'_>) -> Sender {
    let phone = match &inbound.from {
        Address::Phone(phone) => Some(phone.expose().to_owned()),
        Address::UserId(_) => None,
    };
    let user_id = match (&inbound.user_id, &inbound.from) {
        (Some(Address::UserId(id)), _) | (_, Address::UserId(id)) => Some(id.expose().to_owned()),
        (Some(Address::Phone(_)) | None, Address::Phone(_)) => None,
    };
    Sender {
        phone,
        user_id,
        name: inbound.profile_name.map(str::to_owned),
    }
}

/// A place as an address that a courier can follow.
fn place_words(place: &Location<'_>) -> String {
    let mut words = String::new();
    for part in [place.label, place.address].into_iter().flatten() {
        words.push_str(part);
        words.push_str(", ");
    }
    format!("{words}{}, {}", place.latitude, place.longitude)
}

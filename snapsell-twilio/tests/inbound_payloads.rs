//! Every kind of inbound webhook, from complete payloads.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

use serde_json::Value;
use snapsell_twilio::{Content, Form, Inbound, OptOut, Referral, WebhookError, parse_inbound};

const PAYLOADS: &str = include_str!("data/payloads.json");

fn form(kind: &str) -> Form {
    let payloads: Value = serde_json::from_str(PAYLOADS).unwrap();
    let fields = payloads[kind]
        .as_object()
        .unwrap_or_else(|| panic!("no payload {kind}"));
    Form::from_pairs(
        fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap())),
    )
    .unwrap()
}

fn form_with(kind: &str, changes: &[(&str, &str)]) -> Form {
    let form = form(kind);
    let changed = |name: &str| changes.iter().any(|&(other, _)| other == name);
    let kept = form.iter().filter(|&(name, _)| !changed(name));
    Form::from_pairs(kept.chain(changes.iter().copied())).unwrap()
}

fn check(kind: &str, judge: impl FnOnce(&Inbound<'_>) -> bool) {
    let form = form(kind);
    let inbound = parse_inbound(&form).unwrap_or_else(|error| panic!("{kind}: {error}"));
    assert_eq!(
        inbound.account_sid.as_str(),
        "AC11111111111111111111111111111111",
        "{kind}"
    );
    assert_eq!(
        Some(inbound.message_sid.as_str()),
        form.get("MessageSid"),
        "{kind}"
    );
    assert_eq!(inbound.to.expose(), "+14155238886", "{kind}");
    assert_eq!(
        inbound.user_id.as_ref().unwrap().expose(),
        "FR.459295677263412313",
        "{kind}"
    );
    assert_eq!(inbound.profile_name, Some("Awa Ndèye"), "{kind}");
    assert!(judge(&inbound), "{kind}: {inbound:?}");
}

fn check_text(kind: &str, expected: &str) {
    check(kind, |inbound| inbound.content == Content::Text(expected));
}

#[test]
fn words_come_as_text() {
    check_text("text", "A12");
    check_text("emoji", "🍾");
    check_text("unknown-field", "A12");
    check(
        "text-long",
        |inbound| matches!(inbound.content, Content::Text(text) if text.chars().count() > 1200),
    );
    check("text", |inbound| {
        inbound.from.expose() == "+33612345678" && !inbound.forwarded && inbound.referral.is_none()
    });
}

#[test]
fn keywords_are_text_unless_the_provider_says_it_handled_them() {
    check_text("stop", "STOP");
    check_text("start", "START");
    check_text("help", "HELP");
    check("stop", |inbound| inbound.opt_out.is_none());
    let handled = form_with("stop", &[("OptOutType", "STOP")]);
    assert_eq!(parse_inbound(&handled).unwrap().opt_out, Some(OptOut::Stop));
    let handled = form_with("start", &[("OptOutType", "START")]);
    assert_eq!(
        parse_inbound(&handled).unwrap().opt_out,
        Some(OptOut::Start)
    );
    let handled = form_with("help", &[("OptOutType", "HELP")]);
    assert_eq!(parse_inbound(&handled).unwrap().opt_out, Some(OptOut::Help));
}

#[test]
fn a_person_without_a_number_is_known_by_her_user_id() {
    check("bsuid", |inbound| {
        inbound.from.expose() == "FR.459295677263412313"
            && inbound.user_id.as_ref() == Some(&inbound.from)
    });
}

#[test]
fn media_come_with_their_kind_url_and_words() {
    check("image", |inbound| {
        matches!(inbound.content, Content::Image { media, caption: None }
            if media.content_type == "image/jpeg" && media.url.starts_with("https://api.twilio.com/2010-04-01/"))
    });
    check("image-caption", |inbound| {
        matches!(
            inbound.content,
            Content::Image {
                caption: Some("A12"),
                ..
            }
        )
    });
    check(
        "voice",
        |inbound| matches!(inbound.content, Content::Voice { media } if media.content_type == "audio/ogg"),
    );
    check("video", |inbound| {
        matches!(inbound.content, Content::Video { caption: None, .. })
    });
    check("document", |inbound| {
        matches!(
            inbound.content,
            Content::Document {
                file_name: Some("preuve_acompte.pdf"),
                ..
            }
        )
    });
    check("sticker", |inbound| {
        matches!(inbound.content, Content::Sticker { .. })
    });
    check("contact", |inbound| {
        matches!(inbound.content, Content::Contact { .. })
    });
    check(
        "multi-media",
        |inbound| matches!(&inbound.content, Content::SeveralMedia { media, caption: Some("A12") } if media.len() == 2),
    );
}

#[test]
fn the_announced_type_decides_where_the_message_type_is_absent() {
    for kind in ["image", "voice", "video", "document", "contact"] {
        let whole = form(kind);
        let without =
            Form::from_pairs(whole.iter().filter(|&(name, _)| name != "MessageType")).unwrap();
        let (a, b) = (
            parse_inbound(&whole).unwrap(),
            parse_inbound(&without).unwrap(),
        );
        assert_eq!(a.content, b.content, "{kind}");
    }
}

#[test]
fn the_message_type_decides_where_the_announced_type_says_something_else() {
    let kinds = ["image", "document", "voice", "video", "contact"];
    for (kind, announced) in kinds
        .iter()
        .flat_map(|kind| ["image/jpeg", "application/x-unknown"].map(|announced| (kind, announced)))
    {
        let form = form_with(kind, &[("MediaContentType0", announced)]);
        let content = parse_inbound(&form).unwrap().content;
        let is_that = match *kind {
            "image" => matches!(content, Content::Image { .. }),
            "document" => matches!(content, Content::Document { .. }),
            "voice" => matches!(content, Content::Voice { .. }),
            "video" => matches!(content, Content::Video { .. }),
            _ => matches!(content, Content::Contact { .. }),
        };
        assert!(is_that, "{kind} announced as {announced}: {content:?}");
    }
}

#[test]
fn only_so_many_media_count_as_the_message_says() {
    let one = form_with("multi-media", &[("NumMedia", "1")]);
    let content = parse_inbound(&one).unwrap().content;
    assert!(matches!(content, Content::Image { .. }), "{content:?}");
    let none = form_with("image", &[("MediaUrl0", "")]);
    assert_eq!(parse_inbound(&none).unwrap().content, Content::Empty);
}

#[test]
fn a_place_keeps_its_degrees_as_written() {
    check("location", |inbound| {
        matches!(inbound.content, Content::Location(place)
            if place.latitude == "48.8566969" && place.longitude == "2.3514616" && place.address.is_none())
    });
    check("location-place", |inbound| {
        matches!(inbound.content, Content::Location(place)
            if place.label == Some("Café du Live") && place.address.is_some())
    });
    for (field, value) in [("Latitude", "north"), ("Longitude", "180.5")] {
        let nowhere = form_with("location", &[(field, value)]);
        assert_eq!(parse_inbound(&nowhere).unwrap().content, Content::Empty);
    }
    let unnamed = form_with("location-place", &[("Label", ""), ("Address", "")]);
    assert!(matches!(
        parse_inbound(&unnamed).unwrap().content,
        Content::Location(place) if place.label.is_none() && place.address.is_none()
    ));
}

#[test]
fn a_tap_gives_the_id_of_the_button() {
    let tap = |payload: &'static str, label: &'static str| {
        move |inbound: &Inbound<'_>| {
            inbound.content
                == Content::Button {
                    payload,
                    text: label,
                }
                && inbound.replied_to.is_some()
        }
    };
    check("button", tap("confirm:A12", "OUI, je confirme"));
    check("button-template", tap("OUI", "OUI"));
    check("list", tap("size:M", "Taille M"));
    let without = |gone: &[&str]| {
        let form = form("list");
        let kept = form.iter().filter(|(name, _)| !gone.contains(name));
        Form::from_pairs(kept).unwrap()
    };
    let (chosen, label) = ("size:M", "Taille M");
    for (gone, payload) in [
        (&["ButtonPayload", "ButtonText", "Body"][..], chosen),
        (&["ListId", "ListTitle", "Body"][..], chosen),
        (&["ButtonPayload", "ListId", "ListTitle"][..], label),
        (&["ButtonPayload", "ListId", "ButtonText"][..], label),
    ] {
        let form = without(gone);
        let tapped = Content::Button {
            payload,
            text: label,
        };
        assert_eq!(parse_inbound(&form).unwrap().content, tapped, "{gone:?}");
    }
    let empty = form_with("list", &[("ButtonPayload", ""), ("ButtonText", "")]);
    assert!(matches!(
        parse_inbound(&empty).unwrap().content,
        Content::Button { payload, text } if payload == chosen && text == label
    ));
}

#[test]
fn replies_forwards_and_advertisements_are_marked() {
    check("reply", |inbound| {
        inbound
            .replied_to
            .is_some_and(|sid| sid.as_str() == "SMbb55962d32f2175ca47cdb12e7e7b70c")
    });
    check("reply", |inbound| !inbound.forwarded);
    check("forwarded", |inbound| inbound.forwarded);
    let often = form_with(
        "forwarded",
        &[("Forwarded", "false"), ("FrequentlyForwarded", "true")],
    );
    assert!(parse_inbound(&often).unwrap().forwarded);
    check("referral", |inbound| {
        inbound.referral
            == Some(Referral {
                source_id: Some("118588094077142"),
                source_type: Some("ad"),
                source_url: Some("https://fb.me/xyz123"),
                headline: Some("Réserve sur WhatsApp"),
                body: Some("Live ce soir 20h"),
                click_id: Some("ARAkLkA8rmlFeiCktEJQ"),
            })
    });
}

#[test]
fn nothing_at_all_is_still_a_message() {
    check("empty", |inbound| inbound.content == Content::Empty);
    let nameless = form_with("text", &[("ProfileName", "")]);
    assert_eq!(parse_inbound(&nameless).unwrap().profile_name, None);
}

#[test]
fn every_payload_is_a_message_and_prints_no_personal_data() {
    let payloads: Value = serde_json::from_str(PAYLOADS).unwrap();
    for kind in payloads.as_object().unwrap().keys() {
        let form = form(kind);
        let printed = format!("{:?}", parse_inbound(&form).unwrap());
        for secret in [
            "612345678",
            "459295677263412313",
            "Awa",
            "Rivoli",
            "48.85",
            "Bonjour",
        ] {
            assert!(!printed.contains(secret), "{kind}: {printed}");
        }
    }
}

#[test]
fn a_known_field_given_twice_is_refused() {
    let form = form("text");
    let twice = Form::from_pairs(form.iter().chain([("From", "whatsapp:+33698765432")])).unwrap();
    assert_eq!(parse_inbound(&twice), Err(WebhookError::Duplicate("From")));
    let unknown = Form::from_pairs(form.iter().chain([("New", "1"), ("New", "2")])).unwrap();
    assert!(parse_inbound(&unknown).is_ok());
}

#[test]
fn absent_or_malformed_identity_is_refused_by_name() {
    let absent = |name: &str| {
        let form = form("text");
        let kept: Vec<_> = form.iter().filter(|&(other, _)| other != name).collect();
        let form = Form::from_pairs(kept).unwrap();
        parse_inbound(&form).map(|_| ()).unwrap_err()
    };
    for name in ["MessageSid", "AccountSid", "From", "To"] {
        assert_eq!(
            absent(name).to_string(),
            format!("the field {name} is missing")
        );
        let form = form_with("text", &[(name, "SM12")]);
        assert_eq!(
            parse_inbound(&form).unwrap_err().to_string(),
            format!("the field {name} is malformed")
        );
    }
}

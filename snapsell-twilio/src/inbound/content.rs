//! What a message holds: one kind out of those WhatsApp knows.

use core::fmt;

use super::fields::Fields;
use crate::limits::MEDIA_COUNT_MAX;

const DEGREE_DIGITS_MAX: usize = 20;

/// What was sent. Texts are as they came, untrimmed and untrusted; `Debug` shows kinds and lengths only.
#[derive(Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// Words.
    Text(&'a str),
    /// A picture, with the words under it.
    Image {
        /// Where it lies.
        media: Media<'a>,
        /// The words sent with it.
        caption: Option<&'a str>,
    },
    /// A document.
    Document {
        /// Where it lies.
        media: Media<'a>,
        /// Its file name, or the words sent with it in place of the name.
        file_name: Option<&'a str>,
    },
    /// A voice note or other sound.
    Voice {
        /// Where it lies.
        media: Media<'a>,
    },
    /// A film, with the words under it.
    Video {
        /// Where it lies.
        media: Media<'a>,
        /// The words sent with it.
        caption: Option<&'a str>,
    },
    /// A sticker.
    Sticker {
        /// Where it lies.
        media: Media<'a>,
    },
    /// A contact card.
    Contact {
        /// Where it lies.
        media: Media<'a>,
    },
    /// A place.
    Location(Location<'a>),
    /// A tap on a button or on a line of a list.
    Button {
        /// The id we gave the button; its text where it had none.
        payload: &'a str,
        /// What the button said.
        text: &'a str,
    },
    /// Several media in one message.
    SeveralMedia {
        /// Two or more.
        media: Vec<Media<'a>>,
        /// The words sent with them.
        caption: Option<&'a str>,
    },
    /// Nothing we can read.
    Empty,
}

/// A medium as announced. Its URL is untrusted: [`MediaUrl::accept`](crate::MediaUrl::accept) decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Media<'a> {
    /// Where it is said to lie.
    pub url: &'a str,
    /// What it is said to be, `image/jpeg`; empty where nothing is said.
    pub content_type: &'a str,
}

/// A place: decimal degrees, checked to be numbers in range and kept as written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Location<'a> {
    /// Degrees north, -90 to 90.
    pub latitude: &'a str,
    /// Degrees east, -180 to 180.
    pub longitude: &'a str,
    /// The place's address; absent on a plain pin.
    pub address: Option<&'a str>,
    /// The place's name; absent on a plain pin.
    pub label: Option<&'a str>,
}

pub(super) fn read<'a>(fields: &Fields<'a>) -> Content<'a> {
    let body = fields.body.filter(|body| !body.is_empty());
    if let Some(button) = button(fields) {
        return button;
    }
    if let Some(location) = location(fields) {
        return Content::Location(location);
    }
    if let Some(media) = media(fields, 0) {
        return match several(fields) {
            Some(media) => Content::SeveralMedia {
                media,
                caption: body,
            },
            None => one_medium(media, fields.message_type, body),
        };
    }
    body.map_or(Content::Empty, Content::Text)
}

fn button<'a>(fields: &Fields<'a>) -> Option<Content<'a>> {
    let first = |values: [Option<&'a str>; 2]| values.into_iter().flatten().find(|t| !t.is_empty());
    let label = first([fields.button_text, fields.list_title]);
    let payload = first([fields.button_payload, fields.list_id]).or(label)?;
    let text = first([label, fields.body]).unwrap_or(payload);
    Some(Content::Button { payload, text })
}

fn location<'a>(fields: &Fields<'a>) -> Option<Location<'a>> {
    Some(Location {
        latitude: fields.latitude.filter(|text| is_degrees(text, 90))?,
        longitude: fields.longitude.filter(|text| is_degrees(text, 180))?,
        address: fields.address.filter(|text| !text.is_empty()),
        label: fields.label.filter(|text| !text.is_empty()),
    })
}

/// An optional sign, one to three digits, optionally a point and more digits; at most `max` either way.
fn is_degrees(text: &str, max: u16) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(fraction, DEGREE_DIGITS_MAX) {
        return false;
    }
    let whole: u16 = whole.parse().expect("at most three digits");
    whole < max || (whole == max && fraction.bytes().all(|b| b == b'0'))
}

fn media<'a>(fields: &Fields<'a>, index: usize) -> Option<Media<'a>> {
    let url = fields.media_urls[index].filter(|url| !url.is_empty())?;
    Some(Media {
        url,
        content_type: fields.media_types[index].unwrap_or_default(),
    })
}

fn several<'a>(fields: &Fields<'a>) -> Option<Vec<Media<'a>>> {
    media(fields, 1)?;
    let stated: usize = fields
        .media_count
        .and_then(|count| count.parse().ok())
        .unwrap_or(MEDIA_COUNT_MAX);
    let all: Vec<_> = (0..MEDIA_COUNT_MAX.min(stated))
        .filter_map(|index| media(fields, index))
        .collect();
    (all.len() > 1).then_some(all)
}

fn one_medium<'a>(
    media: Media<'a>,
    message_type: Option<&str>,
    body: Option<&'a str>,
) -> Content<'a> {
    match message_type {
        Some("image") => Content::Image {
            media,
            caption: body,
        },
        Some("document") => Content::Document {
            media,
            file_name: body,
        },
        Some("audio" | "voice") => Content::Voice { media },
        Some("video") => Content::Video {
            media,
            caption: body,
        },
        Some("sticker") => Content::Sticker { media },
        Some("contacts") => Content::Contact { media },
        // The field is undocumented and may be absent: the announced type decides.
        _ => match media
            .content_type
            .split(['/', ';'])
            .next()
            .unwrap_or_default()
        {
            "image" => Content::Image {
                media,
                caption: body,
            },
            "audio" => Content::Voice { media },
            "video" => Content::Video {
                media,
                caption: body,
            },
            _ if media.content_type.ends_with("vcard") => Content::Contact { media },
            _ => Content::Document {
                media,
                file_name: body,
            },
        },
    }
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Image { media, .. } => write!(f, "Image({media:?})"),
            Self::Document { media, .. } => write!(f, "Document({media:?})"),
            Self::Voice { media } => write!(f, "Voice({media:?})"),
            Self::Video { media, .. } => write!(f, "Video({media:?})"),
            Self::Sticker { media } => write!(f, "Sticker({media:?})"),
            Self::Contact { media } => write!(f, "Contact({media:?})"),
            Self::Location(location) => location.fmt(f),
            Self::Button { payload, .. } => write!(f, "Button({} bytes)", payload.len()),
            Self::SeveralMedia { media, .. } => write!(f, "SeveralMedia({media:?})"),
            Self::Empty => f.write_str("Empty"),
        }
    }
}

impl fmt::Debug for Media<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Media({})", self.content_type.escape_debug())
    }
}

impl fmt::Debug for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Location(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::is_degrees;

    #[test]
    fn degrees_are_decimal_and_in_range() {
        for text in ["0", "48.8566969", "-90", "90.000", "-0.1"] {
            assert!(is_degrees(text, 90), "{text}");
        }
        for text in [
            "", "-", "+1", "90.1", "91", "1e1", "NaN", "1.", ".5", "48,85", "0001",
        ] {
            assert!(!is_degrees(text, 90), "{text}");
        }
    }
}

//! One message as it comes in, whatever carried it.

use crate::ids::{CommandId, CustomerId};
use alloc::string::String;

/// One inbound message. Its words are read once and never kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same delivery twice has the same id.
    pub id: CommandId,
    /// Who wrote it.
    pub from: CustomerId,
    /// What it holds.
    pub content: Content,
    /// The person behind the phone number that [`mentioned_phone`](crate::mentioned_phone) found in a seller's text.
    pub mention: Option<CustomerId>,
}

impl Message {
    /// A message of words.
    #[must_use]
    pub fn text(id: CommandId, from: CustomerId, words: impl Into<String>) -> Self {
        Self {
            id,
            from,
            content: Content::Text(words.into()),
            mention: None,
        }
    }
}

/// What a message holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A picture and its caption, empty when there is none.
    Image(String),
    /// A file.
    Document,
    /// A pin on the map.
    Location,
    /// A tapped button or list row: its payload, which is a text we wrote ourselves.
    Button(String),
    /// A voice note.
    Voice,
    /// A video.
    Video,
    /// A sticker.
    Sticker,
    /// A contact card.
    Contact,
    /// Nothing at all.
    Empty,
    /// A kind that did not exist when this was written.
    Unknown,
}

impl Content {
    /// The words in it: a text, a caption, a payload; empty for everything else.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Image(words) | Self::Button(words) => words,
            Self::Document
            | Self::Location
            | Self::Voice
            | Self::Video
            | Self::Sticker
            | Self::Contact
            | Self::Empty
            | Self::Unknown => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_and_a_button_say_their_words_and_a_voice_says_none() {
        for content in [Content::Text, Content::Image, Content::Button] {
            assert_eq!(content("A12".into()).words(), "A12");
        }
        assert_eq!(Content::Voice.words(), "");
    }
}

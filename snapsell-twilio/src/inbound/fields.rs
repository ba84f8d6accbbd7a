//! One pass over the form into the fields we know; a known field may come once.

use super::{Referral, WebhookError};
use crate::form::Form;
use crate::limits::MEDIA_COUNT_MAX;

/// The known fields, as they came.
#[derive(Default)]
pub(super) struct Fields<'a> {
    pub(super) message_sid: Option<&'a str>,
    pub(super) account_sid: Option<&'a str>,
    pub(super) from: Option<&'a str>,
    pub(super) to: Option<&'a str>,
    pub(super) user_id: Option<&'a str>,
    pub(super) profile_name: Option<&'a str>,
    pub(super) body: Option<&'a str>,
    pub(super) message_type: Option<&'a str>,
    pub(super) media_count: Option<&'a str>,
    pub(super) media_urls: [Option<&'a str>; MEDIA_COUNT_MAX],
    pub(super) media_types: [Option<&'a str>; MEDIA_COUNT_MAX],
    pub(super) button_payload: Option<&'a str>,
    pub(super) button_text: Option<&'a str>,
    pub(super) list_id: Option<&'a str>,
    pub(super) list_title: Option<&'a str>,
    pub(super) latitude: Option<&'a str>,
    pub(super) longitude: Option<&'a str>,
    pub(super) address: Option<&'a str>,
    pub(super) label: Option<&'a str>,
    pub(super) replied_to: Option<&'a str>,
    pub(super) forwarded: Option<&'a str>,
    pub(super) often_forwarded: Option<&'a str>,
    pub(super) opt_out: Option<&'a str>,
    referral_id: Option<&'a str>,
    referral_type: Option<&'a str>,
    referral_url: Option<&'a str>,
    referral_headline: Option<&'a str>,
    referral_body: Option<&'a str>,
    referral_click: Option<&'a str>,
}

impl<'a> Fields<'a> {
    pub(super) fn read(form: &'a Form) -> Result<Self, WebhookError> {
        let mut fields = Self::default();
        for (name, value) in form.iter() {
            let Some((known, slot)) = fields.slot(name) else {
                continue;
            };
            if slot.replace(value).is_some() {
                return Err(WebhookError::Duplicate(known));
            }
        }
        Ok(fields)
    }

    fn slot(&mut self, name: &str) -> Option<(&'static str, &mut Option<&'a str>)> {
        let known = match name {
            "MessageSid" => ("MessageSid", &mut self.message_sid),
            "AccountSid" => ("AccountSid", &mut self.account_sid),
            "From" => ("From", &mut self.from),
            "To" => ("To", &mut self.to),
            "ExternalUserId" => ("ExternalUserId", &mut self.user_id),
            "ProfileName" => ("ProfileName", &mut self.profile_name),
            "Body" => ("Body", &mut self.body),
            "MessageType" => ("MessageType", &mut self.message_type),
            "NumMedia" => ("NumMedia", &mut self.media_count),
            "ButtonPayload" => ("ButtonPayload", &mut self.button_payload),
            "ButtonText" => ("ButtonText", &mut self.button_text),
            "ListId" => ("ListId", &mut self.list_id),
            "ListTitle" => ("ListTitle", &mut self.list_title),
            "Latitude" => ("Latitude", &mut self.latitude),
            "Longitude" => ("Longitude", &mut self.longitude),
            "Address" => ("Address", &mut self.address),
            "Label" => ("Label", &mut self.label),
            "OriginalRepliedMessageSid" => ("OriginalRepliedMessageSid", &mut self.replied_to),
            "Forwarded" => ("Forwarded", &mut self.forwarded),
            "FrequentlyForwarded" => ("FrequentlyForwarded", &mut self.often_forwarded),
            "OptOutType" => ("OptOutType", &mut self.opt_out),
            "ReferralSourceId" => ("ReferralSourceId", &mut self.referral_id),
            "ReferralSourceType" => ("ReferralSourceType", &mut self.referral_type),
            "ReferralSourceUrl" => ("ReferralSourceUrl", &mut self.referral_url),
            "ReferralHeadline" => ("ReferralHeadline", &mut self.referral_headline),
            "ReferralBody" => ("ReferralBody", &mut self.referral_body),
            "ReferralCtwaClid" => ("ReferralCtwaClid", &mut self.referral_click),
            _ => return self.media_slot(name),
        };
        Some(known)
    }

    fn media_slot(&mut self, name: &str) -> Option<(&'static str, &mut Option<&'a str>)> {
        if let Some(number) = name.strip_prefix("MediaUrl") {
            return Some(("MediaUrl", &mut self.media_urls[media_index(number)?]));
        }
        let number = name.strip_prefix("MediaContentType")?;
        Some((
            "MediaContentType",
            &mut self.media_types[media_index(number)?],
        ))
    }

    pub(super) fn referral(&self) -> Option<Referral<'a>> {
        let referral = Referral {
            source_id: self.referral_id,
            source_type: self.referral_type,
            source_url: self.referral_url,
            headline: self.referral_headline,
            body: self.referral_body,
            click_id: self.referral_click,
        };
        (referral != Referral::default()).then_some(referral)
    }
}

fn media_index(number: &str) -> Option<usize> {
    let [digit @ b'0'..=b'9'] = number.as_bytes() else {
        return None;
    };
    Some(usize::from(digit - b'0'))
}

const _: () = assert!(MEDIA_COUNT_MAX == 10, "a media number is one digit");

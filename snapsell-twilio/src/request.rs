//! Requests to the Messages API of one account, built whole and carried by somebody else.

use core::fmt;

use form_urlencoded::Serializer;

use crate::address::Address;
use crate::base::ApiBase;
use crate::date::format_day;
use crate::http_message::{Method, Request};
use crate::limits::{ANSWER_BYTES_MAX, BODY_CHARS_MAX, PAGE_SIZE};
use crate::sid::{AccountSid, ContentSid, MediaSid, MessageSid};
use crate::status::is_mid;
use crate::token::Credentials;

/// Three retries of a callback that we could not take, but none after a refusal of ours.
const CALLBACK_OVERRIDES: &str = "#rc=3&rp=5xx,ct,rt";

/// A request that the provider would refuse; nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The text is empty.
    #[error("the text is empty")]
    EmptyBody,
    /// Over [`BODY_CHARS_MAX`].
    #[error("the text is longer than {BODY_CHARS_MAX} characters")]
    BodyTooLong,
    /// A template variable is empty, which the provider refuses.
    #[error("the template variable is empty")]
    EmptyVariable,
    /// Not 1 to 64 letters, digits, `-` or `_`.
    #[error("the message id cannot stand in a URL")]
    Mid,
    /// A page link that leaves this account's messages.
    #[error("the next page is not one of this account's messages")]
    Page,
}

/// A message to send.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The recipient.
    pub to: &'a Address,
    /// Our sender.
    pub from: &'a Address,
    /// What is said.
    pub body: OutgoingBody<'a>,
    /// Where statuses go, as [`status_callback`] makes it.
    pub status_callback: Option<&'a str>,
}

/// What is said: free text inside the 24-hour window, an approved template at any time.
#[derive(Clone, Copy)]
pub enum OutgoingBody<'a> {
    /// Free text, 1 to 1600 characters.
    Text(&'a str),
    /// A template with its variables, `("1", "Awa")`, none of them empty.
    Template {
        /// The template.
        content: ContentSid,
        /// Names and values.
        variables: &'a [(&'a str, &'a str)],
    },
}

impl fmt::Debug for OutgoingBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Template { content, .. } => write!(f, "Template({content})"),
        }
    }
}

/// The callback URL of one message: our id in its query comes back signed with each status.
///
/// `url` is the tenant's status URL, without query or fragment.
pub fn status_callback(url: &str, mid: &str) -> Result<String, RequestError> {
    if !is_mid(mid) {
        return Err(RequestError::Mid);
    }
    Ok(format!("{url}?mid={mid}{CALLBACK_OVERRIDES}"))
}

/// The Messages API of one account.
#[derive(Debug, Clone)]
pub struct Api {
    base: ApiBase,
    credentials: Credentials,
}

impl Api {
    /// The account that the credentials are for, at a base.
    pub fn new(base: ApiBase, credentials: Credentials) -> Self {
        Self { base, credentials }
    }

    /// Where the API is.
    pub fn base(&self) -> &ApiBase {
        &self.base
    }

    /// The account acted for.
    pub fn account(&self) -> AccountSid {
        self.credentials.account()
    }

    /// Creates a message. Not idempotent: after an ambiguous failure look it up before sending again.
    pub fn create_message(&self, message: &Outgoing<'_>) -> Result<Request, RequestError> {
        let mut form = Serializer::new(String::with_capacity(256));
        form.append_pair("To", &message.to.to_channel());
        form.append_pair("From", &message.from.to_channel());
        match message.body {
            OutgoingBody::Text(text) => {
                form.append_pair("Body", checked_text(text)?);
            }
            OutgoingBody::Template { content, variables } => {
                form.append_pair("ContentSid", content.as_str());
                if !variables.is_empty() {
                    form.append_pair("ContentVariables", &variables_json(variables)?);
                }
            }
        }
        if let Some(url) = message.status_callback {
            form.append_pair("StatusCallback", url);
        }
        Ok(self.request(Method::Post, "Messages.json", Some(form.finish())))
    }

    /// Lists what came to our sender since a day (GMT) that holds the moment: the catch-up after an outage.
    pub fn list_inbound(&self, to: &Address, since_unix_ms: i64) -> Request {
        self.list(&[("To", &to.to_channel())], since_unix_ms)
    }

    /// Lists what we sent to one recipient since a day (GMT) that holds the moment: the look-up of an unknown send.
    pub fn list_sent(&self, to: &Address, from: &Address, since_unix_ms: i64) -> Request {
        self.list(
            &[("To", &to.to_channel()), ("From", &from.to_channel())],
            since_unix_ms,
        )
    }

    /// The page that a list answer names as its next; refused where it leaves this account's messages.
    pub fn next_page(&self, next_page_uri: &str) -> Result<Request, RequestError> {
        let messages = format!("/2010-04-01/Accounts/{}/Messages.json?", self.account());
        let query = next_page_uri
            .strip_prefix(&messages)
            .ok_or(RequestError::Page)?;
        if !query.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RequestError::Page);
        }
        Ok(self.to_url(
            Method::Get,
            format!("{}{next_page_uri}", self.base.as_str()),
            None,
        ))
    }

    /// Fetches one message.
    pub fn fetch_message(&self, message: MessageSid) -> Request {
        self.request(Method::Get, &format!("Messages/{message}.json"), None)
    }

    /// Lists the media of one message, for messages found in the list.
    pub fn list_media(&self, message: MessageSid) -> Request {
        self.request(Method::Get, &format!("Messages/{message}/Media.json"), None)
    }

    /// Deletes one medium at the provider, after our copy is made.
    pub fn delete_media(&self, message: MessageSid, media: MediaSid) -> Request {
        self.request(
            Method::Delete,
            &format!("Messages/{message}/Media/{media}.json"),
            None,
        )
    }

    /// Empties the text of one message at the provider.
    pub fn redact_body(&self, message: MessageSid) -> Request {
        self.request(
            Method::Post,
            &format!("Messages/{message}.json"),
            Some("Body=".to_owned()),
        )
    }

    /// Deletes one message at the provider.
    pub fn delete_message(&self, message: MessageSid) -> Request {
        self.request(Method::Delete, &format!("Messages/{message}.json"), None)
    }

    /// Asks for one message, any: proves that account and secret may do what we need, and no more than that.
    pub fn check_account(&self) -> Request {
        self.request(Method::Get, "Messages.json?PageSize=1", None)
    }

    pub(crate) fn to_url(&self, method: Method, url: String, form: Option<String>) -> Request {
        let authorization = Some(self.credentials.authorization());
        Request {
            method,
            url,
            authorization,
            form,
            response_bytes_max: ANSWER_BYTES_MAX,
        }
    }

    fn list(&self, filters: &[(&str, &str)], since_unix_ms: i64) -> Request {
        let path = "Messages.json?";
        let mut query = Serializer::for_suffix(path.to_owned(), path.len());
        query.extend_pairs(filters);
        query.append_pair("DateSent>", &format_day(since_unix_ms));
        query.append_pair("PageSize", &PAGE_SIZE.to_string());
        self.request(Method::Get, &query.finish(), None)
    }

    fn request(&self, method: Method, path: &str, form: Option<String>) -> Request {
        let url = format!(
            "{}/2010-04-01/Accounts/{}/{path}",
            self.base.as_str(),
            self.account()
        );
        self.to_url(method, url, form)
    }
}

fn checked_text(text: &str) -> Result<&str, RequestError> {
    if text.trim().is_empty() {
        return Err(RequestError::EmptyBody);
    }
    if text.chars().count() > BODY_CHARS_MAX {
        return Err(RequestError::BodyTooLong);
    }
    Ok(text)
}

fn variables_json(variables: &[(&str, &str)]) -> Result<String, RequestError> {
    let mut map = serde_json::Map::new();
    for &(name, value) in variables {
        if value.is_empty() {
            return Err(RequestError::EmptyVariable);
        }
        map.insert(name.to_owned(), value.into());
    }
    Ok(serde_json::Value::Object(map).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::AuthToken;

    const ACCOUNT: &str = "AC11111111111111111111111111111111";

    fn api() -> Api {
        let account = AccountSid::parse(ACCOUNT).unwrap();
        Api::new(
            ApiBase::default(),
            Credentials::auth_token(account, &AuthToken::new("12345")),
        )
    }

    #[test]
    fn a_text_is_checked_by_characters() {
        let to = Address::parse("whatsapp:+33612345678").unwrap();
        let create = |text: &str| {
            api().create_message(&Outgoing {
                to: &to,
                from: &to,
                body: OutgoingBody::Text(text),
                status_callback: None,
            })
        };
        assert!(create(&"é".repeat(1600)).is_ok());
        assert_eq!(
            create(&"é".repeat(1601)).unwrap_err(),
            RequestError::BodyTooLong
        );
        assert_eq!(create(" \n").unwrap_err(), RequestError::EmptyBody);
    }

    #[test]
    fn a_template_goes_with_its_variables_and_none_of_them_is_empty() {
        let to = Address::parse("whatsapp:+33612345678").unwrap();
        let create = |variables: &[(&str, &str)]| {
            let message = Outgoing {
                to: &to,
                from: &to,
                body: OutgoingBody::Template {
                    content: ContentSid::parse("HX11111111111111111111111111111111").unwrap(),
                    variables,
                },
                status_callback: None,
            };
            let form = api().create_message(&message)?.form.unwrap();
            let mut fields = form_urlencoded::parse(form.as_bytes()).into_owned();
            Ok(fields.find(|(name, _)| name == "ContentVariables"))
        };
        let (_, variables) = create(&[("1", "Awa"), ("2", "A12")]).unwrap().unwrap();
        assert_eq!(variables, r#"{"1":"Awa","2":"A12"}"#);
        assert_eq!(create(&[]), Ok(None));
        assert_eq!(create(&[("1", "")]), Err(RequestError::EmptyVariable));
    }

    #[test]
    fn a_list_is_of_these_two_ends_since_that_day_in_large_pages() {
        let [shop, awa] =
            ["whatsapp:+14155238886", "whatsapp:+33612345678"].map(|a| Address::parse(a).unwrap());
        let query = |request: Request| request.url.split_once('?').unwrap().1.to_owned();
        let since = 1_795_362_181_000;
        assert_eq!(
            query(api().list_inbound(&shop, since)),
            "To=whatsapp%3A%2B14155238886&DateSent%3E=2026-11-22&PageSize=200"
        );
        assert_eq!(
            query(api().list_sent(&awa, &shop, since)),
            "To=whatsapp%3A%2B33612345678&From=whatsapp%3A%2B14155238886&DateSent%3E=2026-11-22&PageSize=200"
        );
    }

    #[test]
    fn our_id_stands_in_the_query_and_the_overrides_in_the_fragment() {
        assert_eq!(
            status_callback("https://shop.example/t/acme/status", "01J_a-b").unwrap(),
            "https://shop.example/t/acme/status?mid=01J_a-b#rc=3&rp=5xx,ct,rt"
        );
        assert_eq!(
            status_callback("https://shop.example/", "a&b"),
            Err(RequestError::Mid)
        );
    }

    #[test]
    fn a_page_of_another_account_or_host_is_refused() {
        let next = format!(
            "/2010-04-01/Accounts/{ACCOUNT}/Messages.json?PageSize=200&Page=1&PageToken=PASM1"
        );
        assert_eq!(
            api().next_page(&next).unwrap().url,
            format!("https://api.twilio.com{next}")
        );
        for uri in [
            "https://evil.example/",
            "@evil.example/2010-04-01/",
            "/2010-04-01/Accounts/AC22222222222222222222222222222222/Messages.json?Page=1",
            "/2010-04-01/Accounts/AC11111111111111111111111111111111/Messages/../../x",
            "/2010-04-01/Accounts/AC11111111111111111111111111111111/MessagesX.json?Page=1",
            "/2010-04-01/Accounts/AC11111111111111111111111111111111/Messages.json?Page=1 HTTP/1.1",
        ] {
            assert_eq!(
                api().next_page(uri).unwrap_err(),
                RequestError::Page,
                "{uri}"
            );
        }
    }

    #[test]
    fn a_request_prints_neither_secret_nor_personal_data() {
        let to = Address::parse("whatsapp:+33612345678").unwrap();
        let printed = format!("{:?} {:?}", api().list_inbound(&to, 0), api());
        assert!(
            !printed.contains("612345678") && !printed.contains("12345)"),
            "{printed}"
        );
    }
}

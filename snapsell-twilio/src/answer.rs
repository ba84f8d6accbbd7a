//! The answer to a send, and what it means for the message: sent, again, unknown or never.

use core::time::Duration;

use serde::Deserialize;

use crate::code::{ErrorCode, Reason, Treatment, treatment};
use crate::http_message::Response;
use crate::limits::RETRY_AFTER_SECONDS_MAX;
use crate::sid::MessageSid;
use crate::status::MessageStatus;

/// What became of a send.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an outcome that is not recorded is a message sent twice or never"]
pub enum SendOutcome {
    /// The provider has it under this id.
    Sent {
        /// Its id.
        sid: MessageSid,
        /// How far it has come.
        status: MessageStatus,
    },
    /// It was not processed: send again.
    Retry {
        /// Not before this long, where the provider or the code says so.
        after: Option<Duration>,
        /// The provider's code.
        code: Option<ErrorCode>,
    },
    /// It may have been processed: wait for a callback, then look it up, only then send again.
    Unknown,
    /// It will never be accepted as it is.
    Permanent {
        /// The provider's code.
        code: Option<ErrorCode>,
        /// What the caller does about it.
        reason: Reason,
    },
}

/// How far a request had come when the connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Name, connection or TLS: nothing was written.
    BeforeWrite,
    /// A timeout, reset or malformed answer once writing had begun.
    AfterWrite,
}

/// Judges an answer to [`Api::create_message`](crate::Api::create_message).
pub fn classify(response: &Response) -> SendOutcome {
    let error = ErrorBody::read(&response.body);
    let code = error.code();
    match response.status {
        200..=299 => created(&response.body),
        429 => SendOutcome::Retry {
            after: retry_after(response),
            code,
        },
        401 => SendOutcome::Permanent {
            code,
            reason: Reason::Credentials,
        },
        408 | 500.. => SendOutcome::Unknown,
        status => match code.map(treatment) {
            Some(Treatment::Retry(after) | Treatment::RetryOnce(after)) => SendOutcome::Retry {
                after: Some(retry_after(response).unwrap_or(after)),
                code,
            },
            Some(Treatment::Permanent(Reason::Other)) | None => {
                let refused = matches!(status, 403 | 404);
                SendOutcome::Permanent {
                    code,
                    reason: if refused {
                        Reason::Credentials
                    } else {
                        Reason::Other
                    },
                }
            }
            Some(Treatment::Permanent(reason)) => SendOutcome::Permanent { code, reason },
        },
    }
}

/// Judges a send without an answer.
pub fn classify_io_error(phase: Phase) -> SendOutcome {
    match phase {
        Phase::BeforeWrite => SendOutcome::Retry {
            after: None,
            code: None,
        },
        Phase::AfterWrite => SendOutcome::Unknown,
    }
}

/// The code of an error answer, in either of the provider's two forms.
pub fn error_code(response: &Response) -> Option<ErrorCode> {
    ErrorBody::read(&response.body).code()
}

/// A success that cannot be read is still a message created.
fn created(body: &[u8]) -> SendOutcome {
    #[derive(Deserialize)]
    struct Created<'a> {
        sid: &'a str,
        #[serde(default)]
        status: &'a str,
    }
    let created = serde_json::from_slice::<Created<'_>>(body).ok();
    match created.and_then(|created| Some((MessageSid::parse(created.sid).ok()?, created.status))) {
        Some((sid, status)) => SendOutcome::Sent {
            sid,
            status: MessageStatus::parse(status),
        },
        None => SendOutcome::Unknown,
    }
}

/// Classic (`code`, `message`, `status`) and RFC 9457 (`type`, `title`, `code`) bodies hold their code alike;
/// where a problem document has none, the last part of its type may be one.
#[derive(Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    code: Option<serde_json::Value>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
}

impl ErrorBody {
    fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }

    fn code(&self) -> Option<ErrorCode> {
        let stated = match &self.code {
            Some(serde_json::Value::String(text)) => ErrorCode::parse(text),
            Some(number) => number
                .as_u64()
                .and_then(|code| u32::try_from(code).ok())
                .filter(|&c| c != 0)
                .map(ErrorCode),
            None => None,
        };
        stated.or_else(|| {
            self.kind
                .as_deref()?
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .and_then(ErrorCode::parse)
        })
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds: u64 = response.retry_after.as_deref()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(RETRY_AFTER_SECONDS_MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> SendOutcome {
        classify(&Response {
            status,
            body: body.as_bytes().to_vec(),
            ..Response::default()
        })
    }

    fn classic(code: u32) -> String {
        format!(
            r#"{{"code":{code},"message":"no","more_info":"https://www.twilio.com/docs/errors/{code}","status":400}}"#
        )
    }

    fn check_permanent(outcome: SendOutcome, reason: Reason) {
        assert!(
            matches!(outcome, SendOutcome::Permanent { reason: actual, .. } if actual == reason),
            "{outcome:?}"
        );
    }

    #[test]
    fn a_created_message_is_sent_under_its_id() {
        let sid = MessageSid::parse("SMaf4a629ab1ee91869ca5871b178605ab").unwrap();
        let body =
            format!(r#"{{"sid":"{sid}","status":"queued","error_code":null,"body":"\u00e9"}}"#);
        assert_eq!(
            answer(201, &body),
            SendOutcome::Sent {
                sid,
                status: MessageStatus::Queued
            }
        );
        assert_eq!(
            answer(201, "<html>"),
            SendOutcome::Unknown,
            "created, but we cannot tell under which id"
        );
        assert_eq!(answer(201, ""), SendOutcome::Unknown);
    }

    #[test]
    fn what_was_never_processed_is_sent_again() {
        let mut response = Response {
            status: 429,
            body: classic(20429).into_bytes(),
            ..Response::default()
        };
        assert_eq!(
            classify(&response),
            SendOutcome::Retry {
                after: None,
                code: Some(ErrorCode(20429))
            }
        );
        response.retry_after = Some(" 7 ".into());
        assert!(
            matches!(classify(&response), SendOutcome::Retry { after: Some(after), .. } if after.as_secs() == 7)
        );
        response.retry_after = Some("999999999".into());
        assert!(
            matches!(classify(&response), SendOutcome::Retry { after: Some(after), .. } if after.as_secs() == 86_400)
        );
        assert!(matches!(
            answer(400, &classic(21611)),
            SendOutcome::Retry { after: Some(_), .. }
        ));
        assert!(matches!(
            classify_io_error(Phase::BeforeWrite),
            SendOutcome::Retry { .. }
        ));
    }

    #[test]
    fn what_may_have_been_processed_is_unknown() {
        for status in [408, 500, 502, 503, 504] {
            assert_eq!(
                answer(status, &classic(20500)),
                SendOutcome::Unknown,
                "{status}"
            );
        }
        assert_eq!(classify_io_error(Phase::AfterWrite), SendOutcome::Unknown);
    }

    #[test]
    fn refusals_carry_the_reason_that_the_caller_acts_on() {
        check_permanent(answer(401, &classic(20003)), Reason::Credentials);
        check_permanent(answer(403, ""), Reason::Credentials);
        check_permanent(answer(404, &classic(20404)), Reason::Credentials);
        check_permanent(answer(400, &classic(21610)), Reason::OptedOut);
        check_permanent(answer(403, &classic(21610)), Reason::OptedOut);
        check_permanent(answer(400, &classic(63007)), Reason::SenderMisconfigured);
        check_permanent(answer(400, &classic(21211)), Reason::NotReachable);
        check_permanent(answer(400, &classic(12345)), Reason::Other);
        check_permanent(answer(400, "not json"), Reason::Other);
        check_permanent(answer(302, ""), Reason::Other);
    }

    #[test]
    fn problem_documents_are_read_too() {
        let with_code = r#"{"type":"https://www.twilio.com/docs/api/errors/20001","title":"x","status":400,"code":21610}"#;
        check_permanent(answer(400, with_code), Reason::OptedOut);
        let by_type = r#"{"type":"https://www.twilio.com/docs/api/errors/21610","title":"x","status":400,"detail":"y"}"#;
        check_permanent(answer(400, by_type), Reason::OptedOut);
        check_permanent(answer(400, r#"{"code":"21610"}"#), Reason::OptedOut);
        let none = r#"{"type":"https://www.twilio.com/docs/api/errors/21610","code":0}"#;
        check_permanent(answer(400, none), Reason::OptedOut);
    }
}

//! The rules of fetching media, without a network.

use super::*;
use crate::token::{AuthToken, Credentials};

const ACCOUNT: &str = "AC11111111111111111111111111111111";
const MESSAGE: &str = "MM2ebfbc54e7bb6e94b12c062fd51bf192";
const MEDIA: &str = "MEac43b2f22d747853213765122ae246a9";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";
const LINK: &str = "https://mms.twiliocdn.com/AC1/x?Expires=1&Signature=a";

fn api() -> Api {
    let account = AccountSid::parse(ACCOUNT).unwrap();
    Api::new(
        ApiBase::default(),
        Credentials::auth_token(account, &AuthToken::new("12345")),
    )
}

fn message() -> MessageSid {
    MessageSid::parse(MESSAGE).unwrap()
}

fn good_url() -> String {
    format!("https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/{MESSAGE}/Media/{MEDIA}")
}

fn fetch() -> MediaFetch {
    let media = MediaUrl::accept(&good_url(), &api(), message()).unwrap();
    MediaFetch::new(api(), media, "image/jpeg")
}

fn response(status: u16, location: Option<&str>, body: &[u8]) -> Result<Response, TransportError> {
    let location = location.map(str::to_owned);
    Ok(Response {
        status,
        location,
        body: body.to_vec(),
        ..Response::default()
    })
}

#[test]
fn only_the_exact_url_of_this_message_is_believed() {
    assert!(MediaUrl::accept(&good_url(), &api(), message()).is_ok());
    let other_account = good_url().replace(ACCOUNT, "AC22222222222222222222222222222222");
    let other_message = good_url().replace(MESSAGE, "MM00000000000000000000000000000000");
    let bad = [
        other_account,
        other_message,
        good_url().replace("https", "http"),
        good_url().replace("api.twilio.com", "api.twilio.com.evil.example"),
        good_url().replace("api.twilio.com", "api.twilio.com@evil.example"),
        good_url().replace("api.twilio.com", "user:pw@api.twilio.com"),
        good_url().replace("api.twilio.com", "api.twilio.com:8443"),
        good_url().replace("api.twilio.com", "169.254.169.254"),
        good_url().replace("api.twilio.com", "[::1]"),
        good_url().replace("/Media/", "/Media/../Media/"),
        good_url().replace("api.twilio.com/", "api.twilio.com//"),
        format!("{}?x=1", good_url()),
        format!("{}/", good_url()),
        format!("https://evil.example/{MEDIA}"),
        String::new(),
    ];
    for url in bad {
        assert_eq!(
            MediaUrl::accept(&url, &api(), message()),
            Err(MediaRefusal::Url),
            "{url}"
        );
    }
}

#[test]
fn credentials_go_to_the_api_and_not_to_the_storage() {
    let mut fetch = fetch();
    assert!(fetch.request().authorization.is_some());
    assert_eq!(
        fetch.on_answer(response(307, Some(LINK), b"")),
        MediaStep::Again
    );
    assert_eq!(fetch.request().url, LINK);
    assert!(fetch.request().authorization.is_none());
    let MediaStep::Done(file) = fetch.on_answer(response(200, None, JPEG)) else {
        panic!("not done")
    };
    assert_eq!(
        (file.content_type.as_str(), file.bytes.as_slice()),
        ("image/jpeg", JPEG)
    );
}

#[test]
fn redirects_elsewhere_are_refused() {
    for location in [
        "https://evil.example/x",
        "http://mms.twiliocdn.com/x",
        "http://api.twilio.com/x",
        "https://mms.twiliocdn.com/a b",
        "https://mms.twiliocdn.com/a\\b",
        "https://mms.twiliocdn.com/\u{e9}",
        "https://mms.twiliocdn.com.evil.example/x",
        "https://mms.twiliocdn.com@evil.example/x",
        "https://evil.example\\@mms.twiliocdn.com/x",
        "https://mms.twiliocdn.com:8080/x",
        "https://169.254.169.254/latest/meta-data",
        "http://[::1]/x",
        "https://2852039166/",
        "//evil.example/x",
        "file:///etc/passwd",
        "",
    ] {
        let refused = MediaStep::Refused(MediaRefusal::Redirect);
        assert_eq!(
            fetch().on_answer(response(307, Some(location), b"")),
            refused,
            "{location}"
        );
    }
}

#[test]
fn at_most_two_redirects_are_followed() {
    let mut fetch = fetch();
    for _ in 0..REDIRECTS_MAX {
        assert_eq!(
            fetch.on_answer(response(302, Some(LINK), b"")),
            MediaStep::Again
        );
    }
    assert_eq!(
        fetch.on_answer(response(302, Some(LINK), b"")),
        MediaStep::Refused(MediaRefusal::Redirect)
    );
}

#[test]
fn a_redirect_within_the_api_keeps_the_secret_and_one_of_the_storage_does_not_lead_back() {
    let mut within = fetch();
    let other = format!("{}?again", good_url());
    let answer = response(302, Some(&other), b"");
    assert_eq!(within.on_answer(answer), MediaStep::Again);
    assert!(within.request().authorization.is_some());
    let mut away = fetch();
    assert_eq!(
        away.on_answer(response(302, Some(LINK), b"")),
        MediaStep::Again
    );
    assert_eq!(
        away.on_answer(response(302, Some("/x"), b"")),
        MediaStep::Refused(MediaRefusal::Redirect)
    );
}

#[test]
fn what_the_provider_says_decides_whether_a_medium_is_asked_for_again() {
    let first = |status| fetch().on_answer(response(status, None, b""));
    for status in [404, 408, 429, 500, 503] {
        let wait = MediaStep::After(Duration::from_secs(1));
        assert_eq!(first(status), wait, "{status}");
    }
    assert_eq!(first(410), MediaStep::Refused(MediaRefusal::Gone));
    assert_eq!(first(418), MediaStep::Refused(MediaRefusal::Unavailable));
}

#[test]
fn a_medium_that_is_not_there_yet_is_asked_for_again_and_then_given_up() {
    let mut fetch = fetch();
    let waits: Vec<_> = (0..MEDIA_RETRIES_MAX)
        .map(|_| fetch.on_answer(response(404, None, b"")))
        .collect();
    assert_eq!(
        waits,
        [1, 2, 4].map(|seconds| MediaStep::After(Duration::from_secs(seconds)))
    );
    assert_eq!(
        fetch.on_answer(response(404, None, b"")),
        MediaStep::Refused(MediaRefusal::Gone)
    );
}

#[test]
fn an_expired_link_leads_back_to_the_api() {
    let mut fetch = fetch();
    assert_eq!(
        fetch.on_answer(response(307, Some(LINK), b"")),
        MediaStep::Again
    );
    assert_eq!(
        fetch.on_answer(response(403, None, b"")),
        MediaStep::After(Duration::from_secs(1))
    );
    assert_eq!(fetch.request().url, good_url());
    assert!(fetch.request().authorization.is_some());
    for _ in 0..REDIRECTS_MAX {
        let again = fetch.on_answer(response(307, Some(LINK), b""));
        assert_eq!(again, MediaStep::Again, "its redirects count anew");
    }
    assert_eq!(
        fetch.on_answer(response(403, None, b"")),
        MediaStep::After(Duration::from_secs(2))
    );
    assert_eq!(
        fetch.on_answer(response(401, None, b"")),
        MediaStep::Refused(MediaRefusal::Credentials)
    );
}

#[test]
fn size_and_type_are_checked_whatever_was_announced() {
    assert_eq!(fetch().request().response_bytes_max, IMAGE_BYTES_MAX);
    assert_eq!(
        fetch().on_answer(Err(TransportError::TooLarge)),
        MediaStep::Refused(MediaRefusal::TooLarge)
    );
    let page = response(200, None, b"<html>");
    assert_eq!(
        fetch().on_answer(page),
        MediaStep::Refused(MediaRefusal::WrongType)
    );
    let media = MediaUrl::accept(&good_url(), &api(), message()).unwrap();
    let mut document = MediaFetch::new(api(), media, "application/pdf");
    assert_eq!(document.request().response_bytes_max, FILE_BYTES_MAX);
    let mut sized = |begin: &[u8], bytes| {
        let mut body = begin.to_vec();
        body.resize(bytes, 0);
        document.on_answer(response(200, None, &body))
    };
    let too_large = MediaStep::Refused(MediaRefusal::TooLarge);
    assert!(matches!(sized(JPEG, IMAGE_BYTES_MAX), MediaStep::Done(_)));
    assert_eq!(sized(JPEG, IMAGE_BYTES_MAX + 1), too_large);
    assert!(matches!(
        sized(b"%PDF-", FILE_BYTES_MAX),
        MediaStep::Done(_)
    ));
    assert_eq!(sized(b"%PDF-", FILE_BYTES_MAX + 1), too_large);
}

#[test]
fn a_file_is_what_it_begins_like_then_what_the_provider_says() {
    let media = MediaUrl::accept(&good_url(), &api(), message()).unwrap();
    let mut document = MediaFetch::new(api(), media, "text/plain");
    let mut kind = |body: &[u8], stated: Option<&str>| {
        let answer = Response {
            status: 200,
            content_type: stated.map(str::to_owned),
            body: body.to_vec(),
            ..Response::default()
        };
        let MediaStep::Done(file) = document.on_answer(Ok(answer)) else {
            panic!("not done")
        };
        file.content_type
    };
    assert_eq!(kind(JPEG, Some("text/plain")), "image/jpeg");
    assert_eq!(kind(b"words", Some("text/plain")), "text/plain");
    for nothing in [None, Some("")] {
        assert_eq!(kind(b"words", nothing), "application/octet-stream");
    }
}

#[test]
fn the_stand_in_may_keep_files_on_another_port_of_its_host_but_gets_no_credentials_there() {
    let base = ApiBase::parse("http://127.0.0.1:4010").unwrap();
    let account = AccountSid::parse(ACCOUNT).unwrap();
    let api = Api::new(
        base.clone(),
        Credentials::auth_token(account, &AuthToken::new("12345")),
    );
    let media = MediaUrl::of(&base, account, message(), MediaSid::parse(MEDIA).unwrap());
    let follow = |location: &str| {
        let mut fetch = MediaFetch::new(api.clone(), media.clone(), "image/jpeg");
        let step = fetch.on_answer(response(307, Some(location), b""));
        (step, fetch.request())
    };
    let (step, request) = follow("/links/1");
    assert_eq!(
        (step, request.url.as_str()),
        (MediaStep::Again, "http://127.0.0.1:4010/links/1")
    );
    assert!(request.authorization.is_some());
    let (step, request) = follow("http://127.0.0.1:4011/links/1");
    assert_eq!(step, MediaStep::Again);
    assert!(request.authorization.is_none());
    for location in [
        "http://127.0.0.2:4010/x",
        "https://127.0.0.1:4011/x",
        "http://127.0.0.1:4010@evil.example/x",
        "http://[::1]/x",
    ] {
        let (step, _) = follow(location);
        assert_eq!(
            step,
            MediaStep::Refused(MediaRefusal::Redirect),
            "{location}"
        );
    }
}

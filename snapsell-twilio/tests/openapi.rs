//! Every request we build, against the provider's own OpenAPI description.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

use serde_json::Value;
use snapsell_twilio::{
    AccountSid, Address, Api, ApiBase, AuthToken, ContentSid, Credentials, MediaFetch, MediaSid,
    MediaUrl, MessageSid, Method, Outgoing, OutgoingBody, Request, status_callback,
};

const SPEC: &str = include_str!("data/openapi-messages.json");

/// Panics unless the description has this operation, knows every parameter and allows every value.
fn check(spec: &Value, request: &Request) {
    let url = request
        .url
        .strip_prefix("https://api.twilio.com")
        .expect("the API's own host");
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (template, item) = spec["paths"]
        .as_object()
        .unwrap()
        .iter()
        .find(|(template, _)| fits(template, path))
        .unwrap_or_else(|| panic!("no such path: {path}"));
    let operation = &item[request.method.as_str().to_lowercase()];
    assert!(
        operation.is_object(),
        "{} {path} is not described",
        request.method.as_str()
    );
    let parameters = operation["parameters"].as_array().unwrap();
    let schema_of = |place: &str, name: &str| {
        let found = parameters
            .iter()
            .find(|p| p["in"] == place && p["name"] == name);
        &found.unwrap_or_else(|| panic!("{place} parameter {name} is unknown to {path}"))["schema"]
    };
    for (part, value) in template.split('/').zip(path.split('/')) {
        if let Some(name) = part.strip_prefix('{') {
            let (name, suffix) = name.split_once('}').unwrap();
            check_value(
                schema_of("path", name),
                name,
                value.strip_suffix(suffix).unwrap(),
            );
        }
    }
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        check_value(schema_of("query", &name), &name, &value);
    }
    let body = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    assert_eq!(
        request.form.is_some(),
        body.is_object(),
        "a body exactly where one is described"
    );
    if let Some(form) = &request.form {
        check_form(body, form);
    }
}

fn fits(template: &str, path: &str) -> bool {
    let same = |(part, value): (&str, &str)| match part.split_once('}') {
        Some((_, suffix)) => value
            .strip_suffix(suffix)
            .is_some_and(|id| suffix.is_empty() || !id.contains('.')),
        None => part == value,
    };
    template.split('/').count() == path.split('/').count()
        && template.split('/').zip(path.split('/')).all(same)
}

fn check_form(schema: &Value, form: &str) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes())
        .into_owned()
        .collect();
    for (name, value) in &pairs {
        let property = &schema["properties"][name];
        assert!(property.is_object(), "parameter {name} is unknown");
        check_value(property, name, value);
    }
    let has = |name: &Value| {
        pairs
            .iter()
            .any(|(known, _)| known == name.as_str().unwrap())
    };
    let has_all = |list: &Value| list.as_array().is_none_or(|names| names.iter().all(has));
    assert!(
        has_all(&schema["required"]),
        "a required parameter is missing: {form}"
    );
    for condition in schema["allOf"].as_array().into_iter().flatten() {
        let choices = condition["anyOf"].as_array().unwrap();
        assert!(
            choices.iter().any(|choice| has_all(&choice["required"])),
            "none of {choices:?}"
        );
    }
}

fn check_value(schema: &Value, name: &str, value: &str) {
    let chars = u64::try_from(value.chars().count()).unwrap();
    assert!(
        schema["maxLength"].as_u64().is_none_or(|max| chars <= max),
        "{name} is too long"
    );
    assert!(
        schema["minLength"].as_u64().is_none_or(|min| chars >= min),
        "{name} is too short"
    );
    if schema["type"] == "integer" {
        let number: i64 = value.parse().unwrap();
        assert!(
            schema["maximum"].as_i64().is_none_or(|max| number <= max),
            "{name} is too large"
        );
        assert!(
            schema["minimum"].as_i64().is_none_or(|min| number >= min),
            "{name} is too small"
        );
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        // Every pattern of this description is `^XX[0-9a-fA-F]{32}$` or `^(XX|YY)[0-9a-fA-F]{32}$`.
        let prefixes = pattern
            .strip_prefix('^')
            .and_then(|p| p.strip_suffix("[0-9a-fA-F]{32}$"))
            .unwrap();
        let mut prefixes = prefixes.trim_matches(['(', ')']).split('|');
        assert!(
            prefixes.any(|prefix| value.starts_with(prefix)),
            "{name} does not fit {pattern}"
        );
        assert!(
            value.len() == 34 && value[2..].bytes().all(|b| b.is_ascii_hexdigit()),
            "{name}"
        );
    }
}

fn spec() -> Value {
    serde_json::from_str(SPEC).unwrap()
}

fn api() -> Api {
    let account = AccountSid::parse("AC11111111111111111111111111111111").unwrap();
    Api::new(
        ApiBase::default(),
        Credentials::auth_token(account, &AuthToken::new("12345")),
    )
}

fn ends() -> (Address, Address) {
    let parse = |text| Address::parse(text).unwrap();
    (
        parse("whatsapp:+33612345678"),
        parse("whatsapp:+14155238886"),
    )
}

#[test]
fn messages_are_created_as_described() {
    let (to, from) = ends();
    let callback = status_callback("https://shop.example/t/acme/status", "01J").unwrap();
    let content = ContentSid::parse("HX00000000000000000000000000000000").unwrap();
    let template = OutgoingBody::Template {
        content,
        variables: &[("1", "Awa"), ("2", "A12")],
    };
    let longest = "é".repeat(1600);
    for body in [
        OutgoingBody::Text("A12 est à toi"),
        OutgoingBody::Text(&longest),
        template,
    ] {
        let outgoing = Outgoing {
            to: &to,
            from: &from,
            body,
            status_callback: Some(&callback),
        };
        let request = api().create_message(&outgoing).unwrap();
        check(&spec(), &request);
        let form: Vec<_> = form_urlencoded::parse(request.form.as_ref().unwrap().as_bytes())
            .into_owned()
            .collect();
        assert!(form.contains(&("StatusCallback".into(), callback.clone())));
        assert!(form.contains(&("To".into(), "whatsapp:+33612345678".into())));
    }
    let user = Address::parse("whatsapp:FR.459295677263412313").unwrap();
    let outgoing = Outgoing {
        to: &user,
        from: &from,
        body: OutgoingBody::Text("ok"),
        status_callback: None,
    };
    check(&spec(), &api().create_message(&outgoing).unwrap());
}

#[test]
fn everything_else_is_asked_for_as_described() {
    let (to, from) = ends();
    let message = MessageSid::parse("MM2ebfbc54e7bb6e94b12c062fd51bf192").unwrap();
    let media = MediaSid::parse("MEac43b2f22d747853213765122ae246a9").unwrap();
    let next = "/2010-04-01/Accounts/AC11111111111111111111111111111111/Messages.json?To=x&Page=1&PageToken=PASM1";
    for request in [
        api().list_inbound(&from, 1_795_362_182_000),
        api().list_sent(&to, &from, 1_795_362_182_000),
        api().next_page(next).unwrap(),
        api().fetch_message(message),
        api().list_media(message),
        api().delete_media(message, media),
        api().redact_body(message),
        api().delete_message(message),
        api().check_account(),
    ] {
        check(&spec(), &request);
        assert!(request.authorization.is_some());
    }
    assert!(
        api()
            .list_inbound(&from, 1_795_362_182_000)
            .url
            .contains("DateSent%3E=2026-11-22")
    );
}

#[test]
fn a_medium_is_the_described_resource_without_its_suffix() {
    let message = MessageSid::parse("MM2ebfbc54e7bb6e94b12c062fd51bf192").unwrap();
    let media = MediaSid::parse("MEac43b2f22d747853213765122ae246a9").unwrap();
    let url = MediaUrl::of(api().base(), api().account(), message, media);
    let mut request = MediaFetch::new(api(), url, "image/jpeg").request();
    request.url.push_str(".json");
    check(&spec(), &request);
}

#[test]
fn the_checker_itself_refuses_what_is_not_described() {
    let refuses = |request: Request| {
        std::panic::catch_unwind(move || check(&spec(), &request))
            .expect_err("the checker let it pass");
    };
    let (to, from) = ends();
    let body = OutgoingBody::Text("ok");
    let good = api()
        .create_message(&Outgoing {
            to: &to,
            from: &from,
            body,
            status_callback: None,
        })
        .unwrap();
    let with_form = |form: &str| Request {
        form: Some(form.to_owned()),
        ..good.clone()
    };
    refuses(with_form("From=x&Body=y"));
    refuses(with_form("To=x&Body=y"));
    refuses(with_form("To=x&From=y"));
    refuses(with_form("To=x&From=y&Body=z&Bodies=z"));
    refuses(with_form("To=x&From=y&ContentSid=HX1"));
    refuses(with_form(&format!("To=x&From=y&Body={}", "z".repeat(1601))));
    refuses(Request {
        method: Method::Delete,
        ..good.clone()
    });
    refuses(Request {
        form: None,
        url: format!("{}?Unknown=1", good.url),
        method: Method::Get,
        ..good
    });
}

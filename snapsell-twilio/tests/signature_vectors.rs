//! The signature vectors published with the provider's own libraries.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

use serde_json::Value;
use snapsell_twilio::{AuthToken, Form, VerifyError, sign, verify, verify_json};

const VECTORS: &str = include_str!("data/signature-vectors.json");

fn check(vector: &Value) {
    let text = |name: &str| {
        vector[name]
            .as_str()
            .unwrap_or_else(|| panic!("{name} in {vector}"))
    };
    let name = text("name");
    let tokens = [
        AuthToken::new("an older token"),
        AuthToken::new(text("auth_token")),
    ];
    let pairs: Vec<(&str, &str)> = vector["params"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
        .collect();
    let form = Form::from_pairs(pairs).unwrap();
    let (url, signature) = (text("request_url"), text("signature"));
    let verified = match vector["body"].as_str() {
        Some(body) => verify_json(url, body.as_bytes(), signature, &tokens),
        None => verify(url, &form, signature, &tokens),
    };
    assert_eq!(
        verified.is_ok(),
        vector["valid"].as_bool().unwrap(),
        "{name}: {verified:?}"
    );
    let signed = sign(text("signed_url"), &form, &tokens[1]);
    assert_eq!(
        signed == signature,
        vector["valid"].as_bool().unwrap(),
        "{name}"
    );
}

#[test]
fn every_published_vector_is_judged_as_published() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let mut count = 0;
    for list in ["sdk", "sdk_negative"] {
        for vector in vectors[list].as_array().unwrap() {
            check(vector);
            count += 1;
        }
    }
    assert_eq!(count, 19);
}

#[test]
fn a_json_body_counts_with_its_hash_and_a_signature_of_both() {
    let url = "https://mycompany.com/myapp.php?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    let tokens = [AuthToken::new("12345")];
    let (body, signature) = (
        r#"{"property": "value", "boolean": true}"#,
        "y77kIzt2vzLz71DgmJGsen2scGs=",
    );
    let judged = |body: &str, signature| verify_json(url, body.as_bytes(), signature, &tokens);
    assert_eq!(judged(body, signature), Ok(()));
    let other = body.replace("value", "other");
    assert_eq!(judged(&other, signature), Err(VerifyError::Body));
    let strangers = sign(url, &Form::empty(), &AuthToken::new("67890"));
    assert_eq!(judged(body, &strangers), Err(VerifyError::Mismatch));
}

//! Forms and signatures: any body is read or refused, encoding comes back, one flipped bit is noticed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_twilio::{AuthToken, Form, FormError, VerifyError, sign, verify, verify_json};

const URL: &str = "https://shop.example/t/acme/in?x=1";

fuzz_target!(|data: &[u8]| {
    let [place, body @ ..] = data else { return };
    let tokens = [AuthToken::new("current"), AuthToken::new("next")];
    as_header_and_url(body, &tokens);
    let Ok(form) = Form::parse(body) else {
        return;
    };
    match Form::parse(form.encode().as_bytes()) {
        // Escapes take more room than the bytes they stand for.
        Err(FormError::TooLarge) => {}
        again => assert!(again.is_ok_and(|again| again.iter().eq(form.iter()))),
    }
    let header = sign(URL, &form, &tokens[1]);
    assert_eq!(verify(URL, &form, &header, &tokens), Ok(()));
    assert_eq!(
        verify(URL, &form, &header, &tokens[..1]),
        Err(VerifyError::Mismatch)
    );
    flipped(usize::from(*place), &form, &header, &tokens);
});

/// A body that says something else is not signed any more.
fn flipped(place: usize, form: &Form, header: &str, tokens: &[AuthToken]) {
    if form.is_empty() {
        return;
    }
    let at = place % form.len();
    let changed = form.iter().enumerate().map(|(index, (name, value))| {
        let value = if index == at {
            format!("{value}!")
        } else {
            value.to_owned()
        };
        (name.to_owned(), value)
    });
    let changed: Vec<(String, String)> = changed.collect();
    let pairs = changed.iter().map(|(name, value)| (&**name, &**value));
    let Ok(other) = Form::from_pairs(pairs) else {
        return;
    };
    // The scheme signs the sorted text without separators and drops repeated pairs, so some changes are the same text.
    if text(&other) != text(form) {
        assert_eq!(
            verify(URL, &other, header, tokens),
            Err(VerifyError::Mismatch)
        );
    }
}

fn text(form: &Form) -> String {
    let pairs: std::collections::BTreeSet<_> = form.iter().collect();
    pairs
        .into_iter()
        .flat_map(|(name, value)| [name, value])
        .collect()
}

/// What a stranger sends as header, and what an operator sets as address.
fn as_header_and_url(body: &[u8], tokens: &[AuthToken]) {
    let text = String::from_utf8_lossy(body);
    let (url, header) = text.split_once('\n').unwrap_or(("", &text));
    let _ = verify(url, &Form::empty(), header, tokens);
    let _ = verify_json(url, body, header, tokens);
    let signed = sign(url, &Form::empty(), &tokens[0]);
    match verify(url, &Form::empty(), &signed, tokens) {
        Ok(()) | Err(VerifyError::Url) => {}
        Err(error) => panic!("{url:?} as signed: {error}"),
    }
}

//! What holds for any form: decoding agrees with the URL standard, and a signature covers everything but the order.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must panic")]

use proptest::collection::vec;
use proptest::prelude::*;
use snapsell_twilio::{AuthToken, Form, parse_inbound, parse_status, sign, verify};

const URL: &str = "https://shop.example/t/acme/in?x=1";

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    // Few letters, so that names repeat and are prefixes of each other.
    vec(("[AB]{0,3}|\\PC{0,12}", "[ab]{0,2}|\\PC{0,20}"), 0..20)
}

fn form(pairs: &[(String, String)]) -> Form {
    Form::from_pairs(
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    )
    .unwrap()
}

/// The signed text by the book: names sorted, values of one name sorted and without repeats.
fn reference(pairs: &[(String, String)]) -> String {
    let set: std::collections::BTreeSet<_> = pairs.iter().collect();
    set.into_iter()
        .flat_map(|(name, value)| [name.as_str(), value.as_str()])
        .collect()
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_read_as_the_url_standard_reads_them(body in vec(any::<u8>(), 0..200)) {
        if let Ok(form) = Form::parse(&body) {
            let expected: Vec<_> = form_urlencoded::parse(&body).into_owned().collect();
            let actual: Vec<_> = form.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            prop_assert_eq!(actual, expected);
            let _ = (parse_inbound(&form), parse_status(&form, None));
        }
    }

    #[test]
    fn what_is_encoded_is_decoded_the_same(pairs in pairs()) {
        let form = form(&pairs);
        let actual: Vec<_> = form.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        prop_assert_eq!(actual, pairs);
        prop_assert_eq!(Form::parse(form.encode().as_bytes()), Ok(form));
    }

    #[test]
    fn a_signature_is_that_of_the_sorted_text_whatever_the_order(pairs in pairs(), turn in 0usize..20) {
        let token = AuthToken::new("12345");
        let signature = sign(URL, &form(&pairs), &token);
        // The same bytes signed as one long URL: no field is left to sort. A URL would end at `#`.
        if !reference(&pairs).contains('#') {
            let by_the_book = sign(&format!("{URL}{}", reference(&pairs)), &Form::empty(), &token);
            prop_assert_eq!(&signature, &by_the_book);
        }
        let mut turned = pairs.clone();
        turned.rotate_left(turn.min(pairs.len()));
        prop_assert_eq!(verify(URL, &form(&turned), &signature, std::slice::from_ref(&token)), Ok(()));
        let mut more = pairs;
        more.push(("ZZZ".to_owned(), "one more".to_owned()));
        prop_assert!(verify(URL, &form(&more), &signature, &[token]).is_err());
    }
}

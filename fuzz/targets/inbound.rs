//! Webhooks: any form is a message or a status, or refused; what is shown of it holds nothing personal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use snapsell_twilio::{Address, Form, is_mid, parse_inbound, parse_status};

fuzz_target!(|data: &[u8]| {
    let Ok(form) = Form::parse(data) else { return };
    let shown = format!("{form:?}");
    assert!(shown.starts_with("Form["));
    if let Ok(inbound) = parse_inbound(&form) {
        let _ = format!("{inbound:?}");
        for address in [&inbound.from, &inbound.to] {
            assert_eq!(Address::parse(&address.to_channel()).as_ref(), Ok(address));
            assert_eq!(
                Address::from_exposed(address.expose()).as_ref(),
                Ok(address)
            );
        }
    }
    let query = form.get("query");
    if let Ok(update) = parse_status(&form, query) {
        assert!(update.mid.is_none_or(is_mid));
        let _ = format!("{update:?}");
    }
});

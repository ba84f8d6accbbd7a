//! Numbers of orders stand on one line: a browser would break `VF-0001` after its hyphen. The characters stay what they
//! are, so that a copied number is found again.

use minijinja::HtmlEscape;
use minijinja::value::Value;

/// What every number of an order begins with.
const BEGINS: &str = "VF-";

/// The text as markup, each number of an order in a part that does not break.
pub(super) fn whole(text: &Value) -> Value {
    let markup = if text.is_safe() {
        text.to_string()
    } else {
        HtmlEscape(&text.to_string()).to_string()
    };
    let mut parts = markup.split(BEGINS);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        match number {
            "" => made.push_str(BEGINS),
            _ => made.push_str(&format!("<span class=\"n\">{BEGINS}{number}</span>")),
        }
        made.push_str(rest);
    }
    Value::from_safe_string(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_in_one_piece_and_nothing_becomes_markup() {
        for (text, markup) in [
            ("", ""),
            ("A12", "A12"),
            ("VF-0001 créée", "<span class=\"n\">VF-0001</span> créée"),
            (
                "<b>VF-1</b>, VF-12345",
                "&lt;b&gt;<span class=\"n\">VF-1</span>&lt;&#x2f;b&gt;, <span class=\"n\">VF-12345</span>",
            ),
            ("un numéro VF- déjà", "un numéro VF- déjà"),
        ] {
            assert_eq!(whole(&Value::from(text)).to_string(), markup);
        }
        let safe = Value::from_safe_string("<b>VF-0001</b>".to_owned());
        assert_eq!(
            whole(&safe).to_string(),
            "<b><span class=\"n\">VF-0001</span></b>"
        );
    }
}

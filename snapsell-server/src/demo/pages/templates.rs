//! The templates, part of the program. What is put into them is escaped.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde_json::Value;

use crate::http::error::HttpError;

const TEMPLATES: [(&str, &str); 9] = [
    ("page.html", include_str!("../../../assets/demo/page.html")),
    ("bar.html", include_str!("../../../assets/demo/bar.html")),
    (
        "status.html",
        include_str!("../../../assets/demo/status.html"),
    ),
    (
        "stock.html",
        include_str!("../../../assets/demo/stock.html"),
    ),
    ("log.html", include_str!("../../../assets/demo/log.html")),
    (
        "events.html",
        include_str!("../../../assets/demo/events.html"),
    ),
    (
        "event.html",
        include_str!("../../../assets/demo/event.html"),
    ),
    (
        "opened.html",
        include_str!("../../../assets/demo/opened.html"),
    ),
    (
        "orders.html",
        include_str!("../../../assets/demo/orders.html"),
    ),
];

/// The templates, read once.
#[derive(Debug)]
pub(super) struct Templates(Environment<'static>);

impl Templates {
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, text) in TEMPLATES {
            environment
                .add_template(name, text)
                .expect("the templates are part of the program");
        }
        Self(environment)
    }

    pub(super) fn render(&self, name: &str, value: &Value) -> Result<String, HttpError> {
        let rendered = self
            .0
            .get_template(name)
            .and_then(|template| template.render(Serde(value)));
        rendered.map_err(|error| {
            tracing::error!(%error, name, "a page cannot be made");
            HttpError::INTERNAL
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_write_never_becomes_markup() {
        let bubble = json!({"key": "k", "hers": true, "time": "20:14", "text": "<script>alert(1)</script>\"'"});
        let value = json!({"w": {}, "phone": {"bubbles": [bubble]}});
        let page = Templates::new().render("log.html", &value).unwrap();
        assert!(
            !page.contains("<script") && page.contains("&lt;script"),
            "{page}"
        );
    }

    #[test]
    fn the_style_stays_small() {
        assert!(super::super::STYLE.len() <= 8 * 1024);
    }
}

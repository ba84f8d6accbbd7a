//! The pages, part of the program, once for each language. What is put into them is escaped.

mod whole;

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Serde, Value as Filled, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde_json::Value;
use snapsell_core::Lang;

use super::answer::Halt;
use super::ask::fresh_id;
use super::words::Words;

/// A list of templates with their texts.
macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "frame.html",
    "bare.html",
    "parts.html",
    "error.html",
    "enter.html",
    "second.html",
    "signup.html",
    "invite.html",
    "password.html",
    "lock.html",
    "account.html",
    "codes.html",
    "team.html",
    "help.html",
    "landing.html",
    "live.html",
    "orders.html",
    "order.html",
    "slips.html",
    "picks.html",
    "riders.html",
    "proofs.html",
    "start.html",
    "ops.html",
    "customers.html",
    "customer.html",
    "erase.html",
    "data.html",
    "trail.html",
    "accounts.html",
    "settings.html",
    "items.html",
    "import.html",
    "labels.html",
    "figures.html",
    "overlay.html",
    "errors.html",
    "trial.html",
];

/// The pages of one language, read once.
#[derive(Debug)]
pub(super) struct Templates(Environment<'static>);

impl Templates {
    pub(super) fn new(lang: Lang) -> Self {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Lenient);
        let words = Words::new(lang);
        environment.add_function(
            "t",
            move |name: &str, gaps: Kwargs| -> Result<String, Error> {
                let mut arguments = FluentArgs::new();
                for gap in gaps.args() {
                    arguments.set(gap.to_owned(), fluent(&gaps.get::<Filled>(gap)?));
                }
                Ok(words.get(name, &arguments).into_owned())
            },
        );
        // Each form asks for its own: two forms with one name would pass for one form sent twice.
        environment.add_function("once", || {
            let id = fresh_id().map_err(|_| {
                Error::new(ErrorKind::InvalidOperation, "no random number is to be had")
            })?;
            Ok::<_, Error>(format!("{id:032x}"))
        });
        environment.add_filter("whole", |text: Filled| whole::whole(&text));
        for (name, text) in TEMPLATES {
            environment
                .add_template(name, text)
                .expect("a test reads every template");
        }
        Self(environment)
    }

    pub(super) fn render(&self, name: &str, value: &Value) -> Result<String, Halt> {
        let rendered = self.0.get_template(name);
        let rendered = rendered.and_then(|template| template.render(Serde(value)));
        rendered.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), name, "a page cannot be made");
            debug_assert!(false, "{name}: {error:#}");
            Halt::Failed
        })
    }
}

fn fluent(value: &Filled) -> FluentValue<'static> {
    if value.kind() == ValueKind::Number
        && let Ok(number) = i64::try_from(value.clone())
    {
        return FluentValue::from(number);
    }
    value.to_string().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_write_never_becomes_markup() {
        let typed = json!({"email": "\"><script>alert(1)</script>"});
        let value = json!({"f": {"lang": "fr"}, "typed": typed, "wrong": {}});
        let page = Templates::new(Lang::Fr)
            .render("enter.html", &value)
            .unwrap();
        assert!(
            !page.contains("<script>alert") && page.contains("&lt;script&gt;"),
            "{page}"
        );
    }
}

//! The table of `config --show`: every key, what is in force and who said so.

use std::fmt::Write as _;

use super::keys::KEYS;
use super::settings::Settings;
use super::value::redacted;
use crate::talk::Lang;

impl Settings {
    /// One line a key: name, value with passwords hidden, origin.
    pub fn table(&self, lang: Lang) -> String {
        let rows: Vec<[String; 3]> = KEYS.iter().map(|key| self.row(key.name, lang)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
        let (name_width, value_width) = (width(0).unwrap_or(0), width(1).unwrap_or(0));
        let mut table = String::new();
        for [name, value, origin] in &rows {
            writeln!(table, "{name:name_width$}  {value:value_width$}  {origin}")
                .expect("a string can always be written to");
        }
        table
    }

    /// The same as a JSON list of `{"key", "value", "origin"}`; an unset value is null.
    pub fn json(&self, lang: Lang) -> String {
        let row = |name: &str| {
            let setting = self.get(name);
            let value = (!setting.text.is_empty()).then(|| redacted(&setting.text));
            serde_json::json!({"key": name, "value": value, "origin": setting.origin.words(lang)})
        };
        let rows: Vec<serde_json::Value> = KEYS.iter().map(|key| row(key.name)).collect();
        format!("{:#}\n", serde_json::Value::Array(rows))
    }

    fn row(&self, name: &str, lang: Lang) -> [String; 3] {
        let setting = self.get(name);
        let value = match setting.text.as_str() {
            "" => "-".to_owned(),
            text => redacted(text),
        };
        [name.to_owned(), value, setting.origin.words(lang)]
    }
}

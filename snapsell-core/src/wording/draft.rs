//! A message being put together: lines that must stay, lists that may be cut, and one next step.

use super::catalog::Catalog;
use alloc::string::String;
use alloc::vec::Vec;

/// Longest message, in UTF-16 units, which are never fewer than characters: the provider's limit.
pub(super) const MESSAGE_UNITS_MAX: usize = 1_600;

/// What is said about one reply.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    catalog: &'a Catalog,
    blocks: Vec<Block>,
    next: Next,
}

#[derive(Debug, PartialEq, Eq)]
enum Block {
    /// A line that is always said.
    Line(String),
    /// Lines of which the last may be left out, how many are already, and how the list goes on behind each.
    List {
        lines: Vec<String>,
        beyond: u32,
        on: Vec<String>,
    },
}

/// What a reply says about the customer's next step.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Nothing: what an earlier reply said still holds.
    Keep,
    /// This, or that there is none any more.
    Is(Option<String>),
}

impl<'a> Draft<'a> {
    /// Nothing yet.
    pub(super) const fn new(catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            blocks: Vec::new(),
            next: Next::Keep,
        }
    }

    /// One more line.
    pub(super) fn line(mut self, line: String) -> Self {
        self.blocks.push(Block::Line(line));
        self
    }

    /// One more line, if there is one.
    pub(super) fn line_if(self, line: Option<String>) -> Self {
        match line {
            Some(line) => self.line(line),
            None => self,
        }
    }

    /// Lines of which the last ones may be left out.
    pub(super) fn list(self, lines: impl IntoIterator<Item = String>) -> Self {
        self.list_and_more(lines, 0)
    }

    /// The same, when `beyond` more are already left out.
    pub(super) fn list_and_more(
        self,
        lines: impl IntoIterator<Item = String>,
        beyond: u32,
    ) -> Self {
        self.push_list(lines.into_iter().collect(), beyond, Vec::new())
    }

    /// The same, each line with how the list goes on when it is the last that is shown.
    pub(super) fn list_and_on(
        self,
        lines: impl IntoIterator<Item = (String, String)>,
        beyond: u32,
    ) -> Self {
        let (lines, on) = lines.into_iter().unzip();
        self.push_list(lines, beyond, on)
    }

    fn push_list(mut self, lines: Vec<String>, beyond: u32, on: Vec<String>) -> Self {
        if !lines.is_empty() || beyond > 0 {
            self.blocks.push(Block::List { lines, beyond, on });
        }
        self
    }

    /// What the customer does next, `None` for nothing: it replaces what earlier replies said.
    pub(super) fn next(mut self, next: Option<String>) -> Self {
        self.next = Next::Is(next);
        self
    }

    fn body(&self) -> String {
        let mut body = String::new();
        for block in &self.blocks {
            match block {
                Block::Line(line) => push_line(&mut body, line),
                Block::List { lines, beyond, on } => {
                    for line in lines {
                        push_line(&mut body, line);
                    }
                    if *beyond > 0 {
                        let more = self.catalog.text("more", [("count", (*beyond).into())]);
                        push_line(&mut body, &more);
                        let last = lines.len().checked_sub(1);
                        if let Some(on) = last.and_then(|last| on.get(last)) {
                            push_line(&mut body, on);
                        }
                    }
                }
            }
        }
        body
    }
}

/// One message of these drafts: the same is not said twice, the last next step stands at the end,
/// and the longest lists are cut until it fits.
pub(super) fn join(mut drafts: Vec<Draft<'_>>) -> String {
    let mut next = None;
    for draft in &mut drafts {
        match core::mem::replace(&mut draft.next, Next::Keep) {
            Next::Keep => {}
            Next::Is(step) => next = step,
        }
    }
    loop {
        let body = body(&drafts);
        let ending = ending(&body, next.as_deref());
        let length = units(&body) + units(&ending);
        if length <= MESSAGE_UNITS_MAX {
            return body + &ending;
        }
        if !shorten(&mut drafts, length - MESSAGE_UNITS_MAX) {
            return cut(&body, MESSAGE_UNITS_MAX - units(&ending)) + &ending;
        }
    }
}

fn body(drafts: &[Draft<'_>]) -> String {
    let mut bodies: Vec<String> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let body = draft.body();
        if !body.is_empty() && !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    bodies.join("\n\n")
}

/// The next step stands apart when the rest is more than a line.
fn ending(body: &str, next: Option<&str>) -> String {
    let mut ending = String::new();
    if let Some(next) = next {
        ending.push_str(match body {
            "" => "",
            _ if body.contains('\n') || next.contains('\n') => "\n\n",
            _ => "\n",
        });
        ending.push_str(next);
    }
    ending
}

/// Leaves out last lines of the longest lists until `excess` units are gone; `false` when there is
/// nothing to leave out.
fn shorten(drafts: &mut [Draft<'_>], mut excess: usize) -> bool {
    let mut lists = Vec::new();
    for block in drafts.iter_mut().flat_map(|draft| &mut draft.blocks) {
        match block {
            Block::Line(_) => {}
            Block::List { lines, beyond, .. } => {
                let length: usize = lines.iter().map(|line| units(line)).sum();
                lists.push((length, lines, beyond));
            }
        }
    }
    let mut shorter = false;
    while excess > 0 {
        let longest = lists.iter_mut().max_by_key(|(length, ..)| *length);
        let Some((length, lines, beyond)) = longest else {
            break;
        };
        let Some(line) = lines.pop() else {
            break;
        };
        let gone = units(&line);
        *length -= gone;
        **beyond = beyond.saturating_add(1);
        excess = excess.saturating_sub(gone + 1);
        shorter = true;
    }
    shorter
}

/// The beginning of `text`, with a mark where it ends.
fn cut(text: &str, most: usize) -> String {
    let mut kept = String::new();
    let mut left = most.saturating_sub(1);
    for c in text.chars() {
        let Some(rest) = left.checked_sub(c.len_utf16()) else {
            break;
        };
        left = rest;
        kept.push(c);
    }
    kept.push('…');
    kept
}

fn push_line(body: &mut String, line: &str) {
    if !body.is_empty() {
        body.push('\n');
    }
    body.push_str(line);
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use alloc::format;
    use alloc::string::ToString;

    fn lines(count: usize) -> Vec<String> {
        (1..=count)
            .map(|number| format!("{number:03} {}", "x".repeat(60)))
            .collect()
    }

    #[test]
    fn a_long_list_is_cut_and_says_how_much_is_missing() {
        let catalog = Catalog::new(Lang::Fr);
        let draft = Draft::new(&catalog)
            .line("Début".to_string())
            .list(lines(100))
            .next(Some("Fin".to_string()));
        let text = join(Vec::from([draft]));
        assert!(units(&text) <= MESSAGE_UNITS_MAX && units(&text) > 1_500);
        let shown = text.lines().filter(|line| line.contains("xxx")).count();
        assert!(text.starts_with("Début\n001 "));
        assert!(text.ends_with(&format!("… et {} autres\n\nFin", 100 - shown)));
    }

    #[test]
    fn a_list_goes_on_behind_the_last_line_that_is_shown() {
        let catalog = Catalog::new(Lang::Fr);
        let said = |count, beyond| {
            let lines = lines(count).into_iter();
            let numbered = lines
                .zip(1..)
                .map(|(line, at)| (line, format!("Après {at}")));
            let draft = Draft::new(&catalog).list_and_on(numbered, beyond);
            join(Vec::from([draft]))
        };
        let cut = said(100, 3);
        let shown = cut.lines().filter(|line| line.contains("xxx")).count();
        let end = format!("\n… et {} autres\nAprès {shown}", 103 - shown);
        assert!(shown < 100 && cut.ends_with(&end), "{cut}");
        assert!(said(2, 1).ends_with("\n… et 1 autre\nAprès 2"));
        assert!(!said(2, 0).contains("Après"));
    }

    #[test]
    fn of_two_long_lists_as_many_lines_are_shown_as_fit_and_as_many_of_each() {
        let catalog = Catalog::new(Lang::Fr);
        let one = Draft::new(&catalog).list(lines(60));
        let other = Draft::new(&catalog).list(lines(50).iter().map(|line| line.replace('x', "y")));
        let text = join(Vec::from([one, other]));
        let shown = |mark| text.lines().filter(|line| line.contains(mark)).count();
        let (one, other) = (shown("xxx"), shown("yyy"));
        assert!(one.abs_diff(other) <= 1 && one > 5, "{one} and {other}");
        let line = 1 + units(&lines(1)[0]);
        assert!(units(&text) <= MESSAGE_UNITS_MAX && units(&text) + line > MESSAGE_UNITS_MAX);
    }

    #[test]
    fn a_text_without_lists_is_cut_before_its_next_step() {
        let catalog = Catalog::new(Lang::En);
        let drafts = (0..40)
            .map(|number| Draft::new(&catalog).line(format!("{number} {}", "😀".repeat(60))));
        let mut drafts: Vec<Draft<'_>> = drafts.collect();
        drafts.push(Draft::new(&catalog).next(Some("Reply YES.".to_string())));
        let text = join(drafts);
        assert!(units(&text) <= MESSAGE_UNITS_MAX && units(&text) > 1_590);
        assert!(text.ends_with("…\n\nReply YES."));
    }

    #[test]
    fn a_list_of_which_nothing_is_shown_says_how_much_is_missing() {
        let catalog = Catalog::new(Lang::Fr);
        let said = |beyond| join(Vec::from([Draft::new(&catalog).list_and_more([], beyond)]));
        assert_eq!((said(0).as_str(), said(3).as_str()), ("", "… et 3 autres"));
        let next = Draft::new(&catalog).next(Some("Fin".to_string()));
        assert_eq!(join(Vec::from([next])), "Fin");
    }

    #[test]
    fn only_the_last_next_step_is_said_and_nothing_is_said_twice() {
        let catalog = Catalog::new(Lang::En);
        let said = |text: &str| Draft::new(&catalog).line(text.to_string());
        let text = join(Vec::from([
            said("one").next(Some("first".to_string())),
            said("two").next(Some("last".to_string())),
            said("one"),
        ]));
        assert_eq!(text, "one\n\ntwo\n\nlast");
        let text = join(Vec::from([
            said("one").next(Some("first".to_string())),
            said("two").next(None),
        ]));
        assert_eq!(text, "one\n\ntwo");
    }
}

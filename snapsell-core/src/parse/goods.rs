//! What a seller's text puts on sale, adds or changes.

use super::offer::{Line, Sized, lines};
use super::text::{Shape, Text};
use super::verbs::{is_filler, is_talk, verb};
use super::words::{Word, word};
use crate::code::Size;
use crate::intent::{Offer, SellerIntent};
use crate::money::Currency;
use alloc::vec;
use alloc::vec::Vec;

/// Words that describe an item before its code, at most.
const DESCRIBING_MAX: usize = 4;

/// `MODIF A12 7000`, `MODIF S01 M x15`, `MODIF S01 M:4 L:1`, `MODIF S01 +5`.
pub(super) fn edit(text: &Text<'_>, rest: usize, currency: Currency) -> Option<SellerIntent> {
    let named = |at: usize| {
        let word = text.word(at);
        let beside = is_filler(word) || matches!(word, "PRIX" | "PRICE" | "STOCK");
        beside && text.code(at).is_none()
    };
    let from = (rest..text.len()).find(|&at| !named(at))?;
    let line = single(lines(text, from, currency)?)?;
    if line.words > 0 || text.question {
        return None;
    }
    if line.more.is_some() {
        return more(&line);
    }
    let ((size, counted), more) = match &line.sizes[..] {
        [] => ((Size::ONE, None), Vec::new()),
        &[only] => (only, Vec::new()),
        // Of several each has its own, and no other.
        [first, rest @ ..] if line.quantity.is_none() => (*first, counted_once(*first, rest)?),
        [_, _, ..] => return None,
    };
    let quantity = line.quantity.or(counted);
    let something = line.price.is_some() || quantity.is_some();
    something.then_some(SellerIntent::Edit {
        code: line.code,
        size,
        price: line.price,
        quantity,
        more,
    })
}

/// The sizes behind the first, where each is named once and counted.
fn counted_once(first: Sized, rest: &[Sized]) -> Option<Vec<(Size, u32)>> {
    first.1?;
    let mut known = vec![first.0];
    let mut more = Vec::with_capacity(rest.len());
    for &(size, counted) in rest {
        more.push((size, counted.filter(|_| !known.contains(&size))?));
        known.push(size);
    }
    Some(more)
}

/// Where the first code stands, behind nothing but what describes its item: `la belle robe A30 5000`.
fn described(text: &Text<'_>) -> Option<usize> {
    let mut words = 0..text.len().min(DESCRIBING_MAX + 1);
    let code = words.find(|&at| text.code(at).is_some_and(|found| !found.loose || at == 0))?;
    let describes = |at: usize| {
        let said = text.word(at);
        let known = matches!(
            word(said),
            None | Some(Word::Filler | Word::New | Word::Praise | Word::Ware)
        );
        let letters = text.shape(at) == Some(Shape::Letters);
        letters && known && verb(said).is_none() && !is_talk(said)
    };
    (0..code).all(describes).then_some(code)
}

/// New items, or more units of one.
pub(super) fn offer(text: &Text<'_>, currency: Currency) -> Option<SellerIntent> {
    if text.question {
        return None;
    }
    let from = described(text)?;
    let lines = lines(text, from, currency)?;
    let known = (0..from).all(|at| {
        let said = word(text.word(at));
        is_filler(text.word(at)) || matches!(said, Some(Word::New | Word::Praise | Word::Ware))
    });
    if !known && lines.iter().any(|line| line.price.is_none()) {
        return None;
    }
    if lines.iter().all(|line| line.more.is_none()) {
        let offers = lines.into_iter().map(offered).collect();
        return Some(SellerIntent::Offer(offers));
    }
    more(&single(lines)?)
}

/// `S01 +5`, `S01 M +5`, and nothing else beside it.
fn more(line: &Line) -> Option<SellerIntent> {
    let size = match line.sizes[..] {
        [] => Size::ONE,
        [(size, None)] => size,
        [(_, Some(_))] | [_, _, ..] => return None,
    };
    let plain = line.words == 0 && line.price.is_none() && line.quantity.is_none();
    let quantity = line.more.filter(|_| plain)?;
    Some(SellerIntent::AddStock {
        code: line.code,
        size,
        quantity,
    })
}

fn offered(line: Line) -> Offer {
    Offer {
        code: line.code,
        label: line.label,
        quantity: line.quantity,
        price: line.price,
        sizes: line.sizes,
    }
}

fn single(lines: Vec<Line>) -> Option<Line> {
    let mut lines = lines.into_iter();
    let first = lines.next()?;
    lines.next().is_none().then_some(first)
}

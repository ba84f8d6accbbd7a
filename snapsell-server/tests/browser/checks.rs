//! What every page must pass: sizes of what is pressed, no sideways scrolling, and the rules of axe-core.

use serde_json::Value;

use crate::tab::Tab;

/// axe-core 4.14.1, under the Mozilla Public License 2.0, as its authors publish it.
const AXE: &str = include_str!("vendor/axe.min.js");

/// Least side of what a finger presses, in CSS pixels.
const TARGET: u32 = 44;

/// Least side of a link, in CSS pixels.
const LINK: u32 = 24;

/// Fails when something that is pressed is smaller than a finger. Links may be, though not by far, and those inside of
/// sentences are no higher than their line; a box to tick is as large as its label.
pub(crate) fn targets_are_large(tab: &mut Tab) {
    let small = tab.eval(&format!(
        "[...document.querySelectorAll('button, [role=button], input:not([type=hidden]), select, textarea, summary, \
         nav a, a.btn')].filter((e) => e.checkVisibility({{visibilityProperty: true}}) && !e.closest('.vh')) \
         .map((e) => [e, ((/radio|checkbox/.test(e.type) && e.closest('label')) || e).getBoundingClientRect()]) \
         .filter(([e, r]) => r.width + 0.5 < {TARGET} || r.height + 0.5 < {TARGET}) \
         .map(([e, r]) => `${{e.outerHTML.slice(0, 80)}}: ${{r.width}} × ${{r.height}}`)"
    ));
    assert_eq!(small, Value::Array(Vec::new()), "too small to be pressed");
    // WCAG 2.2, 2.5.8: also a link by itself; one that stands in a sentence is as high as its line.
    let thin = tab.eval(&format!(
        "[...document.querySelectorAll('a[href]')].filter((e) => e.checkVisibility({{visibilityProperty: true}}) \
         && !e.matches('.skip') && !e.closest('.vh') \
         && ![...e.parentElement.childNodes].some((near) => near.nodeType === Node.TEXT_NODE && near.data.trim())) \
         .map((e) => [e, e.getBoundingClientRect()]) \
         .filter(([, r]) => r.width + 0.5 < {LINK} || r.height + 0.5 < {LINK}) \
         .map(([e, r]) => `${{e.outerHTML.slice(0, 80)}}: ${{r.width}} × ${{r.height}}`)"
    ));
    assert_eq!(thin, Value::Array(Vec::new()), "too thin to be pressed");
}

/// Fails when the page is wider than its window.
pub(crate) fn nothing_scrolls_sideways(tab: &mut Tab) {
    let wide = tab.eval(
        "(() => { const page = document.documentElement; \
         return page.scrollWidth <= page.clientWidth ? [] : [...document.querySelectorAll('body *')] \
         .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1) \
         .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5).concat([`${page.scrollWidth} of ${page.clientWidth}`]); })()",
    );
    assert_eq!(wide, Value::Array(Vec::new()), "wider than the window");
}

/// Fails when an example in a field is cut off by its edge.
pub(crate) fn examples_are_read_whole(tab: &mut Tab) {
    let cut = tab.eval(
        "(() => { const pen = document.createElement('canvas').getContext('2d'); \
         return [...document.querySelectorAll('input[placeholder]')].filter((e) => e.checkVisibility()).filter((e) => { \
         const look = getComputedStyle(e); pen.font = look.font; \
         const room = e.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight); \
         return pen.measureText(e.placeholder).width > room + 1; }).map((e) => `${e.outerHTML.slice(0, 120)}: ${e.clientWidth}`); })()",
    );
    assert_eq!(cut, Value::Array(Vec::new()), "examples that are cut off");
}

/// Fails when the number of an order could break after its hyphen.
pub(crate) fn numbers_stay_whole(tab: &mut Tab) {
    let broken = tab.eval(
        "(() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = []; \
         while (walk.nextNode()) { const text = walk.currentNode, e = text.parentElement; \
         if (/VF-\\d/.test(text.data) && e.checkVisibility() && !e.closest('option, textarea, script, .vh') \
         && getComputedStyle(e).whiteSpace !== 'nowrap') found.push(e.outerHTML.slice(0, 120)); } return found; })()",
    );
    assert_eq!(broken, Value::Array(Vec::new()), "numbers that break");
}

/// Fails on a serious or critical finding.
pub(crate) fn axe_finds_nothing_serious(tab: &mut Tab) {
    if tab.eval("typeof axe") != "object" {
        tab.eval(&format!("{AXE}\n;0"));
    }
    let found = tab.eval(
        "axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations \
         .filter((v) => ['serious', 'critical'].includes(v.impact)) \
         .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 120)} ${n.failureSummary}`)))",
    );
    assert_eq!(found, Value::Array(Vec::new()), "findings of axe-core");
    let rules = tab.eval("axe.getRules().length").as_u64();
    assert!(rules > Some(50), "the checker has its rules: {rules:?}");
}

//! The console in a browser: every page that can be reached, in both languages, on a phone and on a desk.

use crate::checks::{
    axe_finds_nothing_serious, examples_are_read_whole, nothing_scrolls_sideways,
    numbers_stay_whole, targets_are_large,
};
use crate::stage::Stage;
use crate::tab::Tab;

/// From the demo's page into its console, by the buttons that people press: the second page is the one looked at from here.
fn enter(stage: &mut Stage) {
    let tab = &mut stage.tab;
    tab.until("document.querySelectorAll('#events .e').length > 12");
    tab.eval("document.querySelector('[action=\"/demo/console\"] button').click()");
    let mut console = stage.opened("/entrer/");
    console.until("document.querySelector('main form button')");
    console.leads_on(|tab| {
        tab.eval("document.querySelector('main form button').click()");
    });
    assert_eq!(console.eval("location.pathname"), "/live");
    std::mem::replace(&mut stage.tab, console).has_no_complaints();
}

/// Where the page's links lead, without those that change something or bring a file.
fn links(tab: &mut Tab) -> Vec<String> {
    let found = tab.eval(
        "[...new Set([...document.querySelectorAll('a[href^=\"/\"]')].map((a) => a.getAttribute('href')) \
         .filter((href) => !/^\\/(assets|demo|photos)|image|#|\\.(csv|xlsx|json|svg)/.test(href)))].slice(0, 40)",
    );
    serde_json::from_value(found).unwrap()
}

/// Every page that links lead to from the live, at most so many.
fn pages(tab: &mut Tab, base: &str) -> Vec<String> {
    let mut all = vec!["/live".to_owned(), "/compte".to_owned(), "/aide".to_owned()];
    let mut next = 0;
    while next < all.len() && all.len() < 24 {
        tab.goto(&format!("{base}{}", all[next]));
        for link in links(tab) {
            // One order stands for all orders, one filter for all.
            let kind = |path: &str| {
                path.split(['?', '0', '1', '2', '3'])
                    .next()
                    .map(str::to_owned)
            };
            if !all.iter().any(|known| kind(known) == kind(&link)) {
                all.push(link);
            }
        }
        next += 1;
    }
    all
}

fn base(url: &str) -> String {
    url.trim_end_matches("/demo").to_owned()
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the page that fails is the last one named"
)]
fn every_page_fits_a_phone_and_fingers_and_axe_finds_nothing_serious() {
    let mut stage = Stage::open(60, 1280, 800);
    let base = base(&stage.url);
    enter(&mut stage);
    let tab = &mut stage.tab;
    let pages = pages(tab, &base);
    assert!(
        pages.len() >= 6 && pages.iter().any(|page| page.starts_with("/commandes")),
        "{pages:?}"
    );
    for (lang, scheme) in [("fr", "light"), ("en", "dark")] {
        tab.goto(&format!("{base}/live"));
        tab.eval(&format!(
            "fetch('/langue', {{method: 'POST', body: new URLSearchParams({{lang: '{lang}', back: '/live'}})}}) \
             .then((answer) => answer.status)"
        ));
        tab.colours(scheme);
        for page in &pages {
            println!("{page} {lang} {scheme}");
            tab.size(1280, 800);
            tab.goto(&format!("{base}{page}"));
            tab.until("document.querySelector('h1')");
            assert_eq!(tab.eval("document.documentElement.lang"), lang, "{page}");
            axe_finds_nothing_serious(tab);
            tab.size(360, 740);
            axe_finds_nothing_serious(tab);
            targets_are_large(tab);
            numbers_stay_whole(tab);
            examples_are_read_whole(tab);
            tab.size(320, 640);
            nothing_scrolls_sideways(tab);
        }
    }
    stage.close();
}

#[test]
fn a_console_of_a_round_that_is_over_leads_to_the_one_that_plays() {
    let mut stage = Stage::open(60, 1280, 800);
    let base = base(&stage.url);
    enter(&mut stage);
    let tab = &mut stage.tab;
    tab.goto(&format!("{base}/bilan"));
    tab.until("document.querySelector('h1')");
    tab.leads_on(|tab| {
        let again = "new URLSearchParams({quoi: 'recommencer'})";
        tab.eval(&format!(
            "fetch('/demo/faire', {{method: 'POST', body: {again}}}), 0"
        ));
    });
    assert_eq!(tab.eval("location.pathname"), "/connexion");
    axe_finds_nothing_serious(tab);
    for form in ["[action=\"/demo/console\"]", "main form"] {
        tab.leads_on(|tab| {
            tab.eval(&format!("document.querySelector('{form} button').click()"));
        });
    }
    assert_eq!(tab.eval("location.pathname"), "/live");
    stage.close();
}

#[test]
fn figures_fit_a_desk_as_a_table_and_a_phone_as_cards() {
    let mut stage = Stage::open(60, 1280, 800);
    let base = base(&stage.url);
    stage.tab.until("document.querySelector('.end')");
    enter(&mut stage);
    let tab = &mut stage.tab;
    // With a cost beside the number of messages, the table is at its widest.
    tab.goto(&format!("{base}/reglages"));
    tab.leads_on(|tab| {
        tab.eval(
            "document.querySelector('#messages-cost').value = '35000', \
             document.querySelector('[action=\"/reglages/messages\"] button').click()",
        );
    });
    tab.goto(&format!("{base}/bilan"));
    tab.until("document.querySelector('.sums tbody').textContent.includes('≈')");
    let cut = "(() => { const box = document.querySelector('.sums .scroll'); return box.scrollWidth - box.clientWidth; })()";
    for lang in ["fr", "en"] {
        tab.eval(&format!(
            "fetch('/langue', {{method: 'POST', body: new URLSearchParams({{lang: '{lang}', back: '/bilan'}})}}) \
             .then((answer) => answer.status)"
        ));
        tab.size(1280, 800);
        tab.goto(&format!("{base}/bilan"));
        assert_eq!(tab.eval(cut), 0, "{lang}: nothing is cut on a desk");
        let text =
            "Math.round(document.querySelector('.chart text').getBoundingClientRect().height)";
        let large = tab.eval(text);
        tab.size(360, 740);
        assert_eq!(tab.eval(text), large, "words of a chart do not shrink");
        assert_eq!(tab.eval(cut), 0, "{lang}: nothing is cut on a phone");
        let labelled = "[...document.querySelectorAll('.sums td')].every((cell) => \
             getComputedStyle(cell, '::before').content.length > 3 && cell.getBoundingClientRect().width > 200)";
        assert_eq!(tab.eval(labelled), true, "{lang}: each number has its name");
        axe_finds_nothing_serious(tab);
        tab.size(320, 640);
        assert_eq!(tab.eval(cut), 0, "{lang}: nothing is cut on a small phone");
    }
    stage.close();
}

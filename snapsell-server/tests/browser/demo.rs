//! The page of the demo as people use it: with keys, on a phone, with a reader.

use crate::checks::{axe_finds_nothing_serious, nothing_scrolls_sideways, targets_are_large};
use crate::stage::Stage;

#[test]
fn a_whole_sale_is_made_with_the_keyboard_alone() {
    let mut stage = Stage::open(1, 1280, 800);
    let tab = &mut stage.tab;
    tab.press("Tab");
    assert_eq!(tab.eval("document.activeElement.className"), "skip");

    // One key picks a phone, Enter sends.
    tab.press("1");
    assert_eq!(tab.focus(), "in-marie");
    tab.type_words("A77");
    tab.press("Enter");
    tab.until("document.querySelector('#log-marie').innerText.includes('A77 ·')");
    tab.eval("document.activeElement.blur()");
    tab.press("4");
    assert_eq!(tab.focus(), "in-binta");
    tab.type_words("a 77");
    tab.press("Enter");
    tab.until("document.querySelector('#log-binta').innerText.includes('A77, c')");
    assert_eq!(tab.focus(), "in-binta", "the field keeps the focus");

    // Tab goes from phone to phone, and each is shown.
    tab.eval("document.querySelector('#vendeuse .pic').focus()");
    for phone in ["awa", "fatou", "binta", "kady", "mariam"] {
        tab.press("Tab");
        assert_eq!(tab.focus(), phone);
        tab.until(&format!("!document.querySelector('#{phone}').hidden"));
    }

    // Space stops the clock, a point lets two minutes pass.
    tab.eval("document.activeElement.blur()");
    tab.press(" ");
    tab.until("document.querySelector('[value=pause]').getAttribute('aria-pressed') === 'true'");
    let clock = "document.querySelector('.clock time').innerText";
    let before = tab.eval(clock);
    tab.press(".");
    tab.until(&format!("{clock} !== {before}"));
    tab.press("?");
    tab.until("document.querySelector('#help').open");
    tab.press("Escape");
    tab.until("!document.querySelector('#help').open");
    stage.close();
}

#[test]
fn forms_that_no_script_sends_are_taken() {
    let mut stage = Stage::open(1, 1280, 800);
    let tab = &mut stage.tab;
    // What `submit()` sends no listener hears of: this is the form as a page without a script sends it.
    tab.leads_on(|tab| {
        tab.eval(
            "(() => { const form = document.querySelector('[action=\"/demo/faire\"]'); \
             const what = document.createElement('input'); what.name = 'quoi'; what.value = 'saut'; \
             form.append(what); form.submit(); })()",
        );
    });
    assert_eq!(tab.eval("location.pathname"), "/demo");
    tab.leads_on(|tab| {
        tab.eval(
            "(() => { const form = document.querySelector('#vendeuse form'); \
             form.querySelector('[name=texte]').value = 'A77'; form.submit(); })()",
        );
    });
    tab.until("document.querySelector('#log-marie').innerText.includes('A77 ·')");
    stage.close();
}

#[test]
fn an_answer_that_comes_late_takes_neither_the_focus_nor_what_was_typed_since() {
    let mut stage = Stage::open(1, 1280, 800);
    let tab = &mut stage.tab;
    // The server answers, and the page hears of it when the test says so.
    tab.eval(
        "(() => { const fetched = window.fetch; const held = new Promise((go) => { window.letGo = go; }); \
         window.heard = 0; window.fetch = async (...asked) => { const answer = await fetched(...asked); await held; \
         window.heard += 1; return answer; }; })()",
    );
    tab.press("1");
    tab.type_words("A77");
    tab.press("Enter");
    assert_eq!(
        tab.eval("document.activeElement.value"),
        "",
        "the words have left"
    );
    tab.until("document.querySelector('#log-marie').innerText.includes('A77 ·')");
    tab.type_words("A78");
    tab.eval("document.activeElement.blur()");
    tab.press("2");
    tab.type_words("a 7");
    tab.eval("window.letGo()");
    // Whatever follows the answer has followed it by the next task.
    tab.eval("new Promise((ok) => { const look = () => window.heard ? setTimeout(ok) : setTimeout(look); look(); })");
    assert_eq!(tab.focus(), "in-awa");
    assert_eq!(tab.eval("document.activeElement.value"), "a 7");
    assert_eq!(tab.eval("document.querySelector('#in-marie').value"), "A78");

    // What could not be sent comes back into its field.
    tab.eval("window.fetch = () => Promise.reject(new TypeError('no network'))");
    tab.press("Enter");
    tab.until("document.querySelector('#in-awa').value === 'a 7'");
    stage.close();
}

#[test]
fn what_is_new_stays_in_view_when_there_is_less_room() {
    let mut stage = Stage::open(60, 1280, 800);
    let tab = &mut stage.tab;
    tab.until("document.querySelectorAll('#events .e').length > 12");
    let to_its_end = "(() => { const box = document.querySelector('#events'); \
                      return box.scrollHeight - box.scrollTop - box.clientHeight; })()";
    tab.until(&format!("{to_its_end} < 2"));
    // The bar at the foot grows when the sale is over.
    tab.eval("document.querySelector('#bar').style.minHeight = '200px'");
    tab.until(&format!("{to_its_end} < 2"));
    // Who reads what was before is not called back, unless she writes.
    tab.press("1");
    tab.type_words("A77");
    tab.eval("document.querySelector('#log-marie').style.maxHeight = '80px'");
    tab.eval("document.querySelector('#log-marie').scrollTop = 0");
    tab.until("document.querySelector('#log-marie').scrollTop === 0");
    tab.press("Enter");
    tab.until("document.querySelector('#log-marie').innerText.includes('A77 ·')");
    tab.until(
        "(() => { const box = document.querySelector('#log-marie'); \
         return box.scrollTop > 0 && box.scrollHeight - box.scrollTop - box.clientHeight < 2; })()",
    );
    stage.close();
}

#[test]
fn it_fits_a_phone_and_fingers() {
    let mut stage = Stage::open(60, 360, 740);
    let tab = &mut stage.tab;
    tab.until("document.querySelectorAll('#events .e').length > 12");
    for part in ["vendeuse", "clientes", "evenements"] {
        tab.eval(&format!(
            "document.querySelector('.parts a[href=\"#{part}\"]').click()"
        ));
        tab.size(360, 740);
        targets_are_large(tab);
        tab.size(320, 640);
        nothing_scrolls_sideways(tab);
    }
    let orders = format!("{}/commandes", stage.url);
    stage.tab.goto(&orders);
    nothing_scrolls_sideways(&mut stage.tab);
    targets_are_large(&mut stage.tab);
    stage.close();
}

#[test]
fn a_checker_of_accessibility_finds_nothing_serious() {
    let mut stage = Stage::open(60, 1280, 800);
    let tab = &mut stage.tab;
    tab.until("document.querySelectorAll('#events .e').length > 12");
    for scheme in ["light", "dark"] {
        tab.colours(scheme);
        axe_finds_nothing_serious(tab);
        tab.size(360, 740);
        axe_finds_nothing_serious(tab);
        tab.size(1280, 800);
    }
    // On a slow machine the script is over by itself meanwhile, and its end is there.
    tab.eval("document.querySelector('[value=essayer]')?.click()");
    tab.until("document.querySelector('.end')?.innerText.includes('0 double attribution')");
    tab.press("?");
    axe_finds_nothing_serious(tab);
    let orders = format!("{}/commandes", stage.url);
    stage.tab.goto(&orders);
    axe_finds_nothing_serious(&mut stage.tab);
    stage.close();
}

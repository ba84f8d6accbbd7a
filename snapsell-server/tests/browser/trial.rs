//! From the link that a fresh installation prints to an order among the orders, by what can be seen and pressed alone,
//! without any account at the provider.

use serde_json::json;

use crate::checks::{axe_finds_nothing_serious, nothing_scrolls_sideways, targets_are_large};
use crate::shop::Shop;
use crate::tab::Tab;

/// Seconds that a person takes to type one character, and to look at one page or answer.
const TYPED: f64 = 0.3;
const LOOKED: f64 = 3.0;

/// Somebody who has never seen the product, with a clock.
struct Owner<'a> {
    shop: &'a mut Shop,
    seconds: f64,
}

impl Owner<'_> {
    fn tab(&mut self) -> &mut Tab {
        &mut self.shop.tab
    }

    fn presses(&mut self, words: &str) {
        self.seconds += LOOKED;
        press(self.tab(), words);
    }

    /// The same, where another page follows.
    fn follows(&mut self, words: &str) {
        self.seconds += LOOKED;
        self.tab().leads_on(|tab| press(tab, words));
    }

    /// Types into the field with this label.
    fn types(&mut self, label: &str, words: &str) {
        self.seconds += TYPED * f64::from(u32::try_from(words.chars().count()).unwrap());
        let found = self.tab().eval(&format!(
            "(() => {{ const l = [...document.querySelectorAll('label')].find((l) => l.innerText.trim() === {label:?}); \
             if (!l || !l.checkVisibility()) return false; l.control.focus(); l.control.select(); return true; }})()"
        ));
        assert_eq!(found, true, "no field is called `{label}`");
        self.tab().type_words(words);
    }

    /// Waits until the page says this where it is shown.
    fn reads(&mut self, words: &str) {
        self.tab().until(&format!(
            "document.body.innerText.replace(/\\s+/g, ' ').includes({words:?})"
        ));
    }
}

/// Presses with the mouse what bears these words, where it is seen: scrolled to, and covered by nothing.
fn press(tab: &mut Tab, words: &str) {
    let place = tab.eval(&format!(
        "(() => {{ const e = [...document.querySelectorAll('button, a, summary')].find((e) => \
         e.checkVisibility({{visibilityProperty: true}}) && e.innerText.replace(/\\s+/g, ' ').trim() === {words:?}); \
         if (!e) return null; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect(); \
         const x = r.x + r.width / 2, y = r.y + r.height / 2; \
         return e.contains(document.elementFromPoint(x, y)) ? [x, y] : null; }})()"
    ));
    let Some([x, y]) = place.as_array().map(Vec::as_slice) else {
        panic!("nothing that is seen says `{words}`");
    };
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
        tab.call("Input.dispatchMouseEvent", &event);
    }
}

/// The words of one language on the way.
struct Way {
    lang: &'static str,
    chosen: &'static str,
    shop: &'static str,
    make: &'static str,
    fields: [&'static str; 3],
    save: &'static str,
    go: &'static str,
    held: &'static str,
    address: &'static str,
    yes: &'static str,
    done: &'static str,
    see: &'static str,
    orders: &'static str,
    help: &'static str,
    end: &'static str,
    over: &'static str,
    cancelled: &'static str,
}

const FRENCH: Way = Way {
    lang: "fr",
    chosen: "Français",
    shop: "Chez Marie",
    make: "Créer ma boutique",
    fields: ["Nom de votre boutique", "Adresse e-mail", "Mot de passe"],
    save: "Enregistrer",
    go: "Essayer sans WhatsApp",
    held: "c'est à toi",
    address: "Cocody Angré, 8e tranche, villa 12",
    yes: "OUI",
    done: "votre première commande",
    see: "Voir VF-0001 dans Commandes",
    orders: "Commandes",
    help: "Aide",
    end: "Terminer l'essai",
    over: "L'essai est terminé",
    cancelled: "Annulées",
};
const ENGLISH: Way = Way {
    lang: "en",
    chosen: "English",
    shop: "Mary's",
    make: "Create my shop",
    fields: ["Name of your shop", "E-mail address", "Password"],
    save: "Save",
    go: "Try it without WhatsApp",
    held: "yours",
    address: "12 Ring Road, Osu, Accra",
    yes: "YES",
    done: "your first order",
    see: "See VF-0001 in Orders",
    orders: "Orders",
    help: "Help",
    end: "End the trial",
    over: "The trial is over",
    cancelled: "Cancelled",
};

/// The whole way; the seconds it takes a person.
fn first_order(shop: &mut Shop, way: &Way) -> f64 {
    let link = shop.setup_link();
    shop.tab.goto(&link);
    let mut owner = Owner { shop, seconds: 0.0 };
    owner.follows(way.chosen);
    let words = [way.shop, "marie@example.org", "correct horse"];
    for (field, words) in way.fields.into_iter().zip(words) {
        owner.types(field, words);
    }
    owner.follows(way.make);
    // The prices of the first step will do.
    owner.follows(way.save);
    owner.follows(way.go);
    assert_eq!(owner.tab().eval("document.documentElement.lang"), way.lang);
    owner.presses("A12");
    owner
        .tab()
        .until("document.querySelector('#trial-picks [value=A12]')");
    next_step_is_in_sight(owner.tab());
    is_fit(owner.tab());
    owner.presses("A12");
    owner.reads(way.held);
    owner.presses(way.address);
    owner
        .tab()
        .until("document.querySelectorAll('#trial-talk .hers').length === 2");
    owner.presses(way.yes);
    owner.reads(way.done);
    next_step_is_in_sight(owner.tab());
    is_fit(owner.tab());
    owner.follows(way.see);
    assert_eq!(owner.tab().eval("location.pathname"), "/commandes/VF-0001");
    owner.follows(way.orders);
    owner
        .tab()
        .until("document.querySelector('#orders')?.innerText.includes('VF-0001')");
    owner.seconds
}

/// What is to be pressed next stands where it is seen, and the focus is on something that can be pressed.
fn next_step_is_in_sight(tab: &mut Tab) {
    tab.until(
        "(() => { const r = document.querySelector('.talk .go')?.getBoundingClientRect(); \
         return r && r.top >= 0 && r.bottom <= innerHeight && document.activeElement.matches('button, a'); })()",
    );
}

/// What every page must pass, as it is now.
fn is_fit(tab: &mut Tab) {
    axe_finds_nothing_serious(tab);
    targets_are_large(tab);
    nothing_scrolls_sideways(tab);
}

#[test]
#[expect(clippy::print_stdout, reason = "how long it takes is what is wanted")]
fn a_first_order_from_the_first_link_by_pressing_what_is_seen() {
    for (way, width, scheme) in [(&FRENCH, 360, "light"), (&ENGLISH, 1280, "dark")] {
        let mut shop = Shop::open(width, 800);
        shop.tab.colours(scheme);
        let seconds = first_order(&mut shop, way);
        println!("{}: {seconds:.0} s", way.lang);
        assert!(seconds < 300.0, "{seconds} s");
        let attempts = shop.sim.attempts();
        assert_eq!(attempts, 0, "nothing was sent");
        taken_away(&mut shop, way);
        shop.close();
    }
}

/// One button, found again under Help, and nothing of it is left but a number.
fn taken_away(shop: &mut Shop, way: &Way) {
    let mut owner = Owner { shop, seconds: 0.0 };
    owner.follows(way.help);
    owner.follows(way.go);
    is_fit(owner.tab());
    owner.presses(way.end);
    owner.reads(way.over);
    owner.tab().until("!document.querySelector('#fin *')");
    owner.tab().size(320, 640);
    nothing_scrolls_sideways(owner.tab());
    owner.follows(way.orders);
    owner.follows(way.cancelled);
    owner.tab().until("document.querySelector('#orders.empty')");
}

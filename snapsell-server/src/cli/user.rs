//! `snapsell user create` and `reset`: somebody who may sign in to the console, and a way back for who no longer can.

use serde_json::json;
use snapsell_store::StoreError;

use super::args::{Role, UserCommand, UserCreateArgs, UserResetArgs};
use super::{Context, shop, store};
use crate::clock::Clock;
use crate::console;
use crate::email::is_email;
use crate::exit::{Exit, Failure};
use crate::password;
use crate::talk::{self, Both, Lang};

const EMAIL: Both = Both {
    en: "an address such as awa@example.org",
    fr: "une adresse comme awa@example.org",
};
const PASSWORD: Both = Both {
    en: "one line of at least 8 characters on standard input, and not a password that everybody tries first, such as 12345678; take a sentence",
    fr: "une ligne d'au moins 8 caractères sur l'entrée standard, et pas un mot de passe que tout le monde essaie, comme 12345678 ; prenez une phrase",
};
const CREATED: Both = Both {
    en: "user {0} created: {1}, {2}\n",
    fr: "compte {0} créé : {1}, {2}\n",
};

const RESET: Both = Both {
    en: "{0}\nGood once, for an hour. Send it to them yourself.\n",
    fr: "{0}\nBon une fois, pendant une heure. Envoyez-le-lui vous-même.\n",
};

pub(super) fn run(context: &mut Context<'_>, command: &UserCommand) -> Result<Exit, Failure> {
    match command {
        UserCommand::Create(args) => create(context, args),
        UserCommand::Reset(args) => reset(context, args),
    }
}

fn reset(context: &mut Context<'_>, args: &UserResetArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (config, opened) = store::open(context)?;
    let now = Clock::system().now();
    let url = config.base_url();
    let link = console::rescue_link(&opened, &url, &args.email, args.second_factor, now)
        .map_err(|error| store::failure(&config, lang, &error))?;
    let Some(link) = link else {
        let email = args.email.trim();
        return Err(Failure::failed(lang, &talk::USER_NONE, &[email]));
    };
    match args.json {
        true => context.print(&format!("{:#}\n", json!({"link": link}))),
        false => context.print(&RESET.fill(lang, &[&link])),
    }
}

fn create(context: &mut Context<'_>, args: &UserCreateArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    if args.role == Role::Ops && args.shop.is_some() {
        return Err(Failure::new(Exit::Usage, lang, &talk::OPS_WITH_SHOP, &[]));
    }
    let email = args.email.trim().to_lowercase();
    if !is_email(&email) {
        return Err(wrong("--email", EMAIL, lang));
    }
    let (config, opened) = store::open(context)?;
    let record = match &args.shop {
        Some(slug) => Some(shop::find(&opened, &config, slug, lang)?),
        None => None,
    };
    let hash = hashed(context)?;
    let role = word(args.role);
    let now = Clock::system().now();
    let shop_id = record.as_ref().map(|record| record.id);
    let user = opened
        .create_user(shop_id, &email, role, &hash, now)
        .map_err(|error| {
            if let StoreError::Taken(_) = error {
                return Failure::failed(lang, &talk::USER_TAKEN, &[&email]);
            }
            store::failure(&config, lang, &error)
        })?;
    let user = user.get();
    let slug = record.map(|record| record.slug);
    match args.json {
        true => {
            let value = json!({"id": user, "email": email, "role": role, "shop": slug});
            context.print(&format!("{value:#}\n"))
        }
        false => context.print(&CREATED.fill(lang, &[&user.to_string(), &email, role])),
    }
}

fn hashed(context: &mut Context<'_>) -> Result<String, Failure> {
    let lang = context.lang;
    let typed = context
        .first_line()
        .map_err(|_| wrong("--password-stdin", PASSWORD, lang))?;
    if !password::will_do(&typed) {
        return Err(wrong("--password-stdin", PASSWORD, lang));
    }
    password::hash(&typed)
        .map_err(|error| Failure::failed(lang, &talk::RUNTIME_FAILED, &[&error.to_string()]))
}

/// The word that the store keeps.
fn word(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Seller => "seller",
        Role::Agent => "agent",
        Role::Ops => "ops",
    }
}

fn wrong(flag: &str, expected: Both, lang: Lang) -> Failure {
    let args = [flag, expected.get(lang)];
    Failure::new(Exit::Usage, lang, &talk::USER_VALUE, &args)
}

//! Intents in the canonical words that their grammar reads back; `None` where there are none.

use snapsell_core::{
    CancelReason, Claim, Code, Currency, CustomerIntent, Lang, Offer, OrderNumber, Pick, ProofOf,
    SellerIntent, Size, Typed, Who, Written,
};
use std::fmt::Write;

/// Largest quantity with a canonical form.
const QUANTITY_MAX: u32 = 9_999;

/// What a customer would write for this.
pub fn customer(intent: &CustomerIntent) -> Option<String> {
    Some(match intent {
        CustomerIntent::Claim { claims, skipped } if *skipped == 0 => written(claims)?,
        CustomerIntent::Confirm(list) => format!("OUI {}", picks(list)?),
        CustomerIntent::Agree => "OK".to_owned(),
        CustomerIntent::Cancel(list) => format!("ANNULER {}", picks(list)?),
        CustomerIntent::CancelUnits { of, units } if *units <= QUANTITY_MAX => {
            format!("ANNULER {} x{units}", picks(&[*of])?)
        }
        CustomerIntent::CancelOrder(order) => format!("ANNULER {order}"),
        CustomerIntent::Choose(number) => number.to_string(),
        CustomerIntent::Basket => "PANIER".to_owned(),
        CustomerIntent::Why(code) => format!("POURQUOI {}", known(*code)?),
        CustomerIntent::Price(list) => format!("PRIX {}", codes(list)?),
        CustomerIntent::Delivery => "LIVRAISON COMBIEN".to_owned(),
        CustomerIntent::HowToPay => "COMMENT PAYER".to_owned(),
        CustomerIntent::Proof => "PREUVE".to_owned(),
        CustomerIntent::Paid => "ENVOYE PAR WAVE".to_owned(),
        CustomerIntent::Stop => "STOP".to_owned(),
        CustomerIntent::Resume => "REPRENDRE".to_owned(),
        CustomerIntent::Help => "AIDE".to_owned(),
        CustomerIntent::Speak(Lang::Fr) => "FRANCAIS".to_owned(),
        CustomerIntent::Speak(Lang::En) => "ENGLISH".to_owned(),
        CustomerIntent::Greeting => "BONJOUR".to_owned(),
        CustomerIntent::Thanks => "MERCI".to_owned(),
        CustomerIntent::Nod => "SUPER".to_owned(),
        CustomerIntent::Claim { .. }
        | CustomerIntent::CancelUnits { .. }
        | CustomerIntent::Address
        | CustomerIntent::ConfirmTo
        | CustomerIntent::Unclear => {
            return None;
        }
    })
}

/// What a seller would write for this.
pub fn seller(intent: &SellerIntent, currency: Currency) -> Option<String> {
    Some(match intent {
        SellerIntent::Offer(offers) => {
            let lines: Option<Vec<String>> =
                offers.iter().map(|line| offer(line, currency)).collect();
            lines?.join("\n")
        }
        SellerIntent::AddStock {
            code,
            size,
            quantity,
        } => {
            format!("{}{} +{quantity}", known(*code)?, sized(*size))
        }
        SellerIntent::Edit {
            code,
            size,
            price,
            quantity,
            more,
        } => edit(*code, (*size, *quantity), more, *price, currency)?,
        SellerIntent::OpenLive => "LIVE".to_owned(),
        SellerIntent::CloseLive => "FIN".to_owned(),
        SellerIntent::Withdraw(list) => format!("PAS {}", sizes_of(list)?),
        SellerIntent::Release { code, size, who } => {
            let whose = who.as_ref().map_or_else(String::new, person);
            format!("LIBERE {}{} {whose}", known(*code)?, sized(*size))
        }
        SellerIntent::SoldElsewhere {
            code,
            size,
            quantity,
        } => {
            format!(
                "VENDU {}{} x{}",
                known(*code)?,
                sized(*size),
                counted(*quantity)?
            )
        }
        SellerIntent::ClaimFor { who, claims } => {
            format!("POUR {} {}", person(who), written(claims)?)
        }
        SellerIntent::Approve { of, who } => format!("OK {}{}", proof(*of)?, beside(who.as_ref())),
        SellerIntent::Refuse { of, who, why } if why.is_empty() => {
            format!("REFUSE {}{}", proof(*of)?, beside(who.as_ref()))
        }
        SellerIntent::Prepare(list) => format!("PREPARE {}", numbers(list)),
        SellerIntent::SendOut(list) => format!("LIVRAISON {}", numbers(list)),
        SellerIntent::Deliver(list) => format!("LIVRE {}", numbers(list)),
        SellerIntent::CancelOrder {
            order,
            reason: None,
        } => format!("ANNULE {order}"),
        SellerIntent::CancelOrder {
            order,
            reason: Some(CancelReason::NoShow),
        } => format!("ANNULE {order} absente"),
        SellerIntent::Block(who) => format!("BLOQUE {}", person(who)),
        SellerIntent::Unblock(who) => format!("DEBLOQUE {}", person(who)),
        SellerIntent::List(from) => format!("LISTE {from}"),
        SellerIntent::ShowOrder(order) => order.to_string(),
        SellerIntent::Why(code) => format!("POURQUOI {}", known(*code)?),
        SellerIntent::Help => "AIDE".to_owned(),
        SellerIntent::Refuse { .. } | SellerIntent::CancelOrder { .. } | SellerIntent::Unclear => {
            return None;
        }
    })
}

fn sizes_of(codes: &[(Code, Size)]) -> Option<String> {
    let written = |&(code, size)| Some(format!("{}{}", known(code)?, sized(size)));
    let words: Option<Vec<String>> = codes.iter().map(written).collect();
    words.map(|words| words.join(", "))
}

fn numbers(orders: &[OrderNumber]) -> String {
    let words: Vec<String> = orders.iter().map(ToString::to_string).collect();
    words.join(" ")
}

fn written(claims: &[Claim]) -> Option<String> {
    let mut words = Vec::new();
    for claim in claims {
        if claim.typed != Typed::default() {
            return None;
        }
        let Written::Code(code) = &claim.code else {
            return None;
        };
        let mut text = format!("{}{}", known(*code)?, sized(claim.size));
        if let Some(quantity) = claim.quantity {
            write!(text, " x{}", counted(quantity)?).ok()?;
        }
        words.push(text);
    }
    Some(words.join(", "))
}

fn offer(offer: &Offer, currency: Currency) -> Option<String> {
    let mut text = known(offer.code)?;
    amounts(&mut text, offer.quantity, offer.price, currency)?;
    for (size, quantity) in &offer.sizes {
        text.push_str(&sized(*size));
        if let Some(quantity) = quantity {
            write!(text, ":{}", counted(*quantity)?).ok()?;
        }
    }
    // The label as first written may differ from the code; the canonical form has the code's.
    (offer.label.as_str() == offer.code.to_string()).then_some(text)
}

/// `MODIF …`; of several sizes each with its own number.
fn edit(
    code: Code,
    (size, quantity): (Size, Option<u32>),
    more: &[(Size, u32)],
    price: Option<i64>,
    currency: Currency,
) -> Option<String> {
    let mut text = format!("MODIF {}{}", known(code)?, sized(size));
    if more.is_empty() {
        amounts(&mut text, quantity, price, currency)?;
        return Some(text);
    }
    write!(text, ":{}", quantity?).ok()?;
    for (size, units) in more {
        write!(text, "{}:{units}", sized(*size)).ok()?;
    }
    amounts(&mut text, None, price, currency)?;
    Some(text)
}

fn amounts(
    text: &mut String,
    quantity: Option<u32>,
    price: Option<i64>,
    currency: Currency,
) -> Option<()> {
    if let Some(quantity) = quantity {
        write!(text, " x{}", counted(quantity)?).ok()?;
    }
    if let Some(price) = price {
        if price < 0 {
            return None;
        }
        let unit = 10_i64.pow(u32::from(currency.exponent()));
        let digits = usize::from(currency.exponent());
        write!(text, " {}", price / unit).ok()?;
        if digits > 0 {
            write!(text, ".{:0digits$}", price % unit).ok()?;
        }
        write!(text, " {currency}").ok()?;
    }
    Some(())
}

fn sized(size: Size) -> String {
    if size.is_one() {
        String::new()
    } else {
        format!(" taille {size}")
    }
}

fn picks(picks: &[Pick]) -> Option<String> {
    let sizes: Vec<(Code, Size)> = picks.iter().map(|pick| (pick.code, pick.size)).collect();
    sizes_of(&sizes)
}

fn codes(codes: &[Code]) -> Option<String> {
    let words: Option<Vec<String>> = codes.iter().copied().map(known).collect();
    words.map(|words| words.join(", "))
}

/// Behind another word `X2` is a quantity and `T42` a size, and behind a counted size `MX4` counts another, so such codes have
/// no form that stands everywhere.
fn known(code: Code) -> Option<String> {
    let letters = code.letters();
    let counts = letters.as_str().strip_suffix('X').map(is_size);
    let plain = !matches!(letters.as_str(), "X" | "T") && counts != Some(true);
    plain.then(|| code.to_string())
}

fn is_size(letters: &str) -> bool {
    letters == "TU" || matches!(letters.trim_start_matches('X'), "S" | "M" | "L")
}

fn counted(quantity: u32) -> Option<u32> {
    (quantity <= QUANTITY_MAX).then_some(quantity)
}

fn proof(of: ProofOf) -> Option<String> {
    match of {
        ProofOf::Order(order) => Some(order.to_string()),
        ProofOf::Code(code) => known(code),
    }
}

fn beside(who: Option<&Who>) -> String {
    who.map_or_else(String::new, |who| format!(" {}", person(who)))
}

fn person(who: &Who) -> String {
    match who {
        Who::Customer(customer) => format!("CLIENTE {}", customer.get()),
        Who::Me => "MOI".to_owned(),
        Who::Phone(phone) => phone.expose().to_owned(),
    }
}

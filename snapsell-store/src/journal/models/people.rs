//! Rows of what the shop knows of a person, without knowing who she is.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "models.rs names every change and sends each to its file"
)]

use super::{At, Failure};
use crate::words::{command_bytes, word};
use rusqlite::params;
use snapsell_core::{Change, CustomerId};

pub(super) fn write(at: At<'_, '_>, change: &Change) -> Result<(), Failure> {
    let shop = at.shop.get();
    match change {
        Change::OptedOut(customer) => opted(at, *customer, true),
        Change::OptedIn(customer) => opted(at, *customer, false),
        Change::Unreachable(customer) => flag(at, UNREACHABLE, *customer, true),
        Change::Reachable(customer) => flag(at, UNREACHABLE, *customer, false),
        Change::Blocked(customer) => flag(at, BLOCKED, *customer, true),
        Change::Unblocked(customer) => flag(at, BLOCKED, *customer, false),
        Change::AddressGiven { customer, message } => {
            at.refer(*message)?;
            at.run(
                "INSERT INTO customers (shop, customer, address) VALUES (?1, ?2, ?3)
                 ON CONFLICT (shop, customer) DO UPDATE SET address = excluded.address",
                params![shop, customer.get(), command_bytes(*message)],
            )?;
            Ok(())
        }
        Change::LanguageChosen { customer, lang } => {
            at.run(
                "INSERT INTO customers (shop, customer, lang) VALUES (?1, ?2, ?3)
                 ON CONFLICT (shop, customer) DO UPDATE SET lang = excluded.lang",
                params![shop, customer.get(), word(lang)],
            )?;
            Ok(())
        }
        Change::Noted { customer, what } => {
            at.run(
                "INSERT INTO notes (shop, seq, customer, what) VALUES (?1, ?2, ?3, ?4)",
                params![shop, at.place, customer.get(), word(what)],
            )?;
            Ok(())
        }
        Change::NotesRead => {
            at.run("DELETE FROM notes WHERE shop = ?1", params![shop])?;
            Ok(())
        }
        _ => unreachable!("not a change of a person"),
    }
}

const UNREACHABLE: &str = "INSERT INTO customers (shop, customer, unreachable) VALUES (?1, ?2, ?3)
     ON CONFLICT (shop, customer) DO UPDATE SET unreachable = excluded.unreachable";
const BLOCKED: &str = "INSERT INTO customers (shop, customer, blocked) VALUES (?1, ?2, ?3)
     ON CONFLICT (shop, customer) DO UPDATE SET blocked = excluded.blocked";

fn opted(at: At<'_, '_>, customer: CustomerId, out: bool) -> Result<(), Failure> {
    at.run(
        "INSERT INTO customers (shop, customer, opted_out, opted_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (shop, customer)
         DO UPDATE SET opted_out = excluded.opted_out, opted_at = excluded.opted_at",
        params![at.shop.get(), customer.get(), out, at.at.millis()],
    )?;
    Ok(())
}

fn flag(at: At<'_, '_>, sql: &'static str, customer: CustomerId, on: bool) -> Result<(), Failure> {
    at.run(sql, params![at.shop.get(), customer.get(), on])?;
    Ok(())
}

//! What must hold always, and what must happen in some order of things, so that nothing holds for want of cases.

use crate::model::Small;
use crate::state::{Node, Said, State};
use snapsell_core::{CommandId, Origin};
use stateright::Property;

pub(crate) fn all() -> Vec<Property<Small>> {
    vec![
        Property::always("no unit has two owners", |_, state: &State| {
            !state.owners.twice
        }),
        Property::always("every invariant of the shop", |_, state: &State| {
            !state.broken
        }),
        Property::always("who is told has it in the journal", |_, state: &State| {
            let had = |said: &Said| {
                let mut holds = state.owners.holds.iter();
                holds.any(|(customer, hold, _)| (*customer, *hold) == *said)
            };
            state.told.iter().all(had)
        }),
        Property::always("what is answered is in the journal", |_, state: &State| {
            let mut answered = (1..).zip(&state.answered).filter(|(_, is)| **is);
            answered.all(|(id, _)| state.entries.contains(&CommandId::new(id)))
        }),
        Property::always("no message has two entries", |_, state: &State| {
            state.entries.windows(2).all(|pair| pair[0] != pair[1])
        }),
        Property::sometimes("the next in line is served", |_, state: &State| {
            let mut holds = state.durable.shop.holds();
            holds.any(|hold| hold.origin == Origin::Promoted)
        }),
        Property::sometimes("somebody waits", |_, state: &State| {
            let mut items = state.durable.shop.items();
            items.any(|item| state.durable.shop.queue(item.id).next().is_some())
        }),
        Property::sometimes("a hold ends by itself", |model, state: &State| {
            state.owners.holds.len() > state.durable.shop.holds().count()
                && state.durable.shop.orders().next().is_none()
                && model.bounds.instants[usize::from(state.clock)] >= 300
        }),
        Property::sometimes("an order is placed", |_, state: &State| {
            state.durable.shop.orders().next().is_some()
        }),
        Property::sometimes(
            "two nodes want the same place in the journal",
            |_, state: &State| {
                let base = |node: &Node| node.pending.as_ref().map(|p| p.base.shop.version());
                let [one, other] = &state.nodes;
                base(one).is_some() && base(one) == base(other)
            },
        ),
        Property::sometimes("a decision is stale", |_, state: &State| {
            let stale = |node: &Node| {
                node.pending
                    .as_ref()
                    .is_some_and(|p| p.base != state.durable)
            };
            state.nodes.iter().any(stale)
        }),
        Property::sometimes(
            "a message is answered after a death",
            |model, state: &State| {
                state.deaths < model.bounds.deaths && state.answered.contains(&true)
            },
        ),
        Property::sometimes("everybody is answered", |_, state: &State| {
            state.answered.iter().all(|is| *is)
        }),
        Property::sometimes("what was said is no longer so", |_, state: &State| {
            let over = |(_, hold): &Said| state.durable.shop.hold(*hold).is_none();
            state.told.iter().any(over)
        }),
    ]
}

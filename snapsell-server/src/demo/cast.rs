//! The people of the demo: a seller, five customers with a phone on the page, and a crowd.

use snapsell_twilio::{Address, Phone};

/// Somebody with a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// The seller.
    Marie,
    /// A customer.
    Awa,
    /// A customer.
    Fatou,
    /// A customer.
    Binta,
    /// A customer.
    Kady,
    /// A customer.
    Mariam,
    /// One of twenty who write in the same instant, from 0.
    Crowd(u8),
    /// A random customer of the tail, from 0.
    Passer(u8),
}

/// Those with a phone on the page, the seller first.
pub(crate) const PHONES: [Who; 6] = [
    Who::Marie,
    Who::Awa,
    Who::Fatou,
    Who::Binta,
    Who::Kady,
    Who::Mariam,
];

/// How many people write in the same instant.
pub(crate) const CROWD: u8 = 20;

impl Who {
    /// Her name, where she has one.
    pub(crate) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Marie => "Marie",
            Self::Awa => "Awa",
            Self::Fatou => "Fatou",
            Self::Binta => "Binta",
            Self::Kady => "Kady",
            Self::Mariam => "Mariam",
            Self::Crowd(_) => return None,
            Self::Passer(index) => *PASSERS.get(usize::from(index))?,
        })
    }

    /// Her short name in addresses of the page.
    pub(crate) fn slug(self) -> String {
        self.name().unwrap_or_default().to_lowercase()
    }

    /// Whose phone on the page has this short name.
    pub(crate) fn of_slug(slug: &str) -> Option<Self> {
        PHONES.into_iter().find(|who| who.slug() == slug)
    }

    /// Her number. Those of the crowd look the same once masked, so that their order can stay open.
    pub(crate) fn phone(self) -> String {
        match self {
            Self::Marie => "+2250700000001".to_owned(),
            Self::Awa => "+2250700000012".to_owned(),
            Self::Fatou => "+2250700000023".to_owned(),
            Self::Binta => "+2250700000034".to_owned(),
            Self::Kady => "+2250700000045".to_owned(),
            Self::Mariam => "+2250700000056".to_owned(),
            Self::Crowd(index) => format!("+2250702{index:02}0000"),
            Self::Passer(index) => format!("+2250703{index:02}00{index:02}"),
        }
    }

    /// Her number as an address.
    pub(crate) fn address(self) -> Address {
        address(&self.phone())
    }
}

/// How many random customers there are at most.
pub(crate) const PASSERS_MAX: usize = PASSERS.len();

const PASSERS: [&str; 12] = [
    "Aïcha", "Djeneba", "Estelle", "Grâce", "Hawa", "Inès", "Josiane", "Khady", "Lamine", "Nadia",
    "Oumou", "Rokia",
];

/// A number of the demo as an address.
pub(crate) fn address(phone: &str) -> Address {
    Address::Phone(Phone::parse(phone).expect("the numbers of the demo are numbers"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::mask::Masked;

    #[test]
    fn everybody_has_a_number_of_her_own_and_the_crowd_looks_the_same_once_masked() {
        let crowd: Vec<Who> = (0..CROWD).map(Who::Crowd).collect();
        let passers = (0..12).map(Who::Passer);
        let all = PHONES
            .into_iter()
            .chain(crowd.iter().copied())
            .chain(passers);
        let numbers: Vec<String> = all.map(|who| who.address().to_channel()).collect();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
        let masks: BTreeSet<String> = crowd
            .iter()
            .map(|who| Masked(&who.phone()).to_string())
            .collect();
        assert_eq!(masks.len(), 1, "{masks:?}");
        assert_eq!(Who::of_slug("awa"), Some(Who::Awa));
        assert_eq!(Who::of_slug("crowd"), None);
    }
}

//! Who may do what. A handler takes one of these seats, so its signature says whose tenant it works for and as whom;
//! nobody else can make one.

use std::fmt;

use snapsell_core::{Actor, ShopId, UserId};

use super::answer::Halt;
use super::session::Session;

/// What a member of the installation may do, as the table of roles says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Everything of her own tenant.
    Owner,
    /// The live, orders and proofs of her tenant.
    Seller,
    /// The same as a seller.
    Agent,
    /// The installation's own staff: events and errors of every tenant, without personal data.
    Ops,
}

impl Role {
    /// The word that the store keeps.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Seller => "seller",
            Self::Agent => "agent",
            Self::Ops => "ops",
        }
    }

    /// The role behind a word; `None` for one that nobody gave.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Owner, Self::Seller, Self::Agent, Self::Ops]
            .into_iter()
            .find(|role| role.word() == word)
    }
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum May {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever is signed in, for what is her own.
    Member,
    /// Owner, seller and agent, for their tenant.
    Team,
    /// The owner, for her tenant.
    Owner,
    /// The installation's staff.
    Ops,
}

impl May {
    /// Whether this role may call it.
    pub const fn admits(self, role: Role) -> bool {
        match (self, role) {
            (Self::Anyone | Self::Member, _)
            | (Self::Team | Self::Owner, Role::Owner)
            | (Self::Team, Role::Seller | Role::Agent)
            | (Self::Ops, Role::Ops) => true,
            (Self::Team, Role::Ops)
            | (Self::Owner, Role::Seller | Role::Agent | Role::Ops)
            | (Self::Ops, Role::Owner | Role::Seller | Role::Agent) => false,
        }
    }
}

/// A place at the console that a request was found worthy of.
pub(super) trait Seat: Sized + Send + 'static {
    /// Who gets one.
    const MAY: May;

    /// The seat of whoever asks.
    fn take(session: Option<&Session>) -> Result<Self, Halt>;
}

/// Anybody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anyone(());

/// Whoever is signed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// She.
    pub(super) user: UserId,
    /// Her role.
    pub(super) role: Role,
    /// Her tenant; `None` for the installation's staff.
    pub(super) shop: Option<ShopId>,
}

/// Owner, seller or agent of one tenant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Team {
    /// Who acts.
    pub(super) user: UserId,
    /// Her tenant; nothing of another one is reached through this.
    pub(super) shop: ShopId,
    /// Whether she is the owner.
    pub(super) owner: bool,
}

/// The owner of one tenant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    /// Who acts.
    pub(super) user: UserId,
    /// Her tenant.
    pub(super) shop: ShopId,
}

/// One of the installation's staff.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ops {
    /// Who acts.
    pub(super) user: UserId,
}

impl Team {
    /// Who acts, as the rules know her.
    pub(super) fn actor(self) -> Actor {
        Actor::Team(self.user)
    }
}

impl Owner {
    /// The owner sits with her team.
    pub(super) fn team(self) -> Team {
        Team {
            user: self.user,
            shop: self.shop,
            owner: true,
        }
    }
}

impl Seat for Anyone {
    const MAY: May = May::Anyone;

    fn take(_: Option<&Session>) -> Result<Self, Halt> {
        Ok(Self(()))
    }
}

impl Seat for Member {
    const MAY: May = May::Member;

    fn take(session: Option<&Session>) -> Result<Self, Halt> {
        let session = session.ok_or(Halt::SignIn)?;
        if session.locked {
            return Err(Halt::Unlock);
        }
        Ok(Self {
            user: session.user.id,
            role: session.role,
            shop: session.user.shop,
        })
    }
}

impl Seat for Team {
    const MAY: May = May::Team;

    fn take(session: Option<&Session>) -> Result<Self, Halt> {
        let member = Member::take(session)?;
        match (member.shop, May::Team.admits(member.role)) {
            (Some(shop), true) => Ok(Self {
                user: member.user,
                shop,
                owner: member.role == Role::Owner,
            }),
            _ => Err(Halt::Forbidden),
        }
    }
}

impl Seat for Owner {
    const MAY: May = May::Owner;

    fn take(session: Option<&Session>) -> Result<Self, Halt> {
        let team = Team::take(session)?;
        match team.owner {
            true => Ok(Self {
                user: team.user,
                shop: team.shop,
            }),
            false => Err(Halt::Forbidden),
        }
    }
}

impl Seat for Ops {
    const MAY: May = May::Ops;

    fn take(session: Option<&Session>) -> Result<Self, Halt> {
        let member = Member::take(session)?;
        match (member.shop, May::Ops.admits(member.role)) {
            (None, true) => Ok(Self { user: member.user }),
            _ => Err(Halt::Forbidden),
        }
    }
}

impl fmt::Display for May {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anyone => "anyone",
            Self::Member => "member",
            Self::Team => "team",
            Self::Owner => "owner",
            Self::Ops => "ops",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_roles_is_the_one_that_was_decided() {
        use Role::{Agent, Ops, Owner, Seller};
        let admitted = |may: May| -> Vec<Role> {
            let all = [Owner, Seller, Agent, Ops];
            all.into_iter().filter(|role| may.admits(*role)).collect()
        };
        assert_eq!(admitted(May::Member), [Owner, Seller, Agent, Ops]);
        assert_eq!(admitted(May::Team), [Owner, Seller, Agent]);
        assert_eq!(admitted(May::Owner), [Owner]);
        assert_eq!(admitted(May::Ops), [Ops]);
    }
}

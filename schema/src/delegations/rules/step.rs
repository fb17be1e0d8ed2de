//! The way of a delegation: one state machine. The database has the same in `delegation_transitions`, and a test holds
//! both against each other.

use super::codes::{DelegationState as S, DelegationStep as T};

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The union that handles the case.
    Union,
    /// The partner that it was offered to.
    Partner,
    /// Either of the two.
    Either,
}

impl Side {
    /// As the database has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Union => "UNION",
            Self::Partner => "PARTNER",
            Self::Either => "EITHER",
        }
    }
}

/// What the viewer is to a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Somebody of the union that handles the case.
    Union,
    /// Somebody of the partner who has it in hand.
    Lawyer,
    /// Who runs the partner's account.
    Admin,
}

impl T {
    /// From where it leads.
    #[must_use]
    pub const fn from(self) -> &'static [S] {
        match self {
            Self::Draft => &[],
            Self::Edit | Self::Offer => &[S::Draft],
            Self::Accept | Self::Decline => &[S::Offered],
            Self::Appoint
            | Self::Progress
            | Self::Hearing
            | Self::Document
            | Self::Conclude
            | Self::Resign => &[S::Accepted, S::InProgress],
            Self::Share | Self::Message => &[S::Offered, S::Accepted, S::InProgress],
            Self::Revoke => &[S::Draft, S::Offered, S::Accepted, S::InProgress],
            Self::Rate => &[S::Concluded],
        }
    }

    /// To where; nowhere else for what only adds to it.
    #[must_use]
    pub const fn to(self) -> Option<S> {
        Some(match self {
            Self::Draft => S::Draft,
            Self::Offer => S::Offered,
            Self::Accept => S::Accepted,
            Self::Decline => S::Declined,
            Self::Progress | Self::Hearing => S::InProgress,
            Self::Conclude => S::Concluded,
            Self::Resign => S::Resigned,
            Self::Revoke => S::Revoked,
            Self::Edit
            | Self::Appoint
            | Self::Document
            | Self::Share
            | Self::Message
            | Self::Rate => return None,
        })
    }

    /// Whose it is.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Draft | Self::Edit | Self::Offer | Self::Share | Self::Revoke | Self::Rate => {
                Side::Union
            }
            Self::Hearing | Self::Message => Side::Either,
            _ => Side::Partner,
        }
    }

    /// Whether the party may take it as the delegation stands.
    #[must_use]
    pub fn is_open_to(self, party: Party, state: S) -> bool {
        let side = match (self.side(), party) {
            (Side::Either, _) | (Side::Union, Party::Union) => true,
            (Side::Partner, Party::Admin) => true,
            // Who answers an offer, and who has it in hand, the partner's administrators decide.
            (Side::Partner, Party::Lawyer) => {
                !matches!(self, Self::Accept | Self::Decline | Self::Appoint)
            }
            _ => false,
        };
        side && self.from().contains(&state)
    }

    /// Whether it is taken with words that say why or what.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(
            self,
            Self::Decline
                | Self::Progress
                | Self::Message
                | Self::Conclude
                | Self::Resign
                | Self::Revoke
        )
    }

    /// Whether it is one of those that [`crate::delegations::service::step`] takes; the others need more.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        !matches!(
            self,
            Self::Draft | Self::Edit | Self::Hearing | Self::Document | Self::Share
        )
    }

    /// Whether it may be taken whatever happened since the viewer looked: it only adds words.
    #[must_use]
    pub const fn only_adds(self) -> bool {
        matches!(self, Self::Progress | Self::Message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_those_that_live_are_left() {
        for state in S::ALL {
            assert!(
                T::ALL.iter().any(|step| step.to() == Some(*state)),
                "{state}"
            );
            let over = matches!(state, S::Concluded | S::Declined | S::Resigned | S::Revoked);
            let leaves = |step: &&T| step.from().contains(state) && step.to().is_some();
            assert_eq!(T::ALL.iter().find(leaves).is_none(), over, "{state}");
        }
    }

    #[test]
    fn a_union_revokes_at_every_moment_and_a_partner_sees_no_draft() {
        for state in [S::Draft, S::Offered, S::Accepted, S::InProgress] {
            assert!(T::Revoke.is_open_to(Party::Union, state), "{state}");
        }
        for step in T::ALL {
            for party in [Party::Lawyer, Party::Admin] {
                assert!(!step.is_open_to(party, S::Draft), "{step}");
            }
            if step.side() == Side::Partner {
                for state in S::ALL {
                    assert!(!step.is_open_to(Party::Union, *state), "{step}");
                }
            }
        }
    }

    #[test]
    fn only_who_runs_the_account_answers_and_appoints() {
        for (step, state) in [
            (T::Accept, S::Offered),
            (T::Decline, S::Offered),
            (T::Appoint, S::Accepted),
        ] {
            assert!(step.is_open_to(Party::Admin, state), "{step}");
            assert!(!step.is_open_to(Party::Lawyer, state), "{step}");
        }
        assert!(T::Conclude.is_open_to(Party::Lawyer, S::InProgress));
    }
}

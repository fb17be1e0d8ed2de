//! The way of a case: one state machine. The database has the same in `rights_transitions`, and a test holds both
//! against each other.

use super::codes::{RightsCaseState as S, RightsCaseStep as T};
use crate::tenancy::Permission;

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Whose case it is.
    Home,
    /// With whom a referral shares it.
    Target,
    /// Who handles it: the target once it has taken the case in, else the home.
    Handler,
    /// The home, or the target that handles it.
    Either,
}

impl Side {
    /// As the database has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "HOME",
            Self::Target => "TARGET",
            Self::Handler => "HANDLER",
            Self::Either => "EITHER",
        }
    }
}

/// What the viewer is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// It is an own union's.
    pub home: bool,
    /// A living referral shares it with an own union.
    pub target: bool,
}

/// How a case stands between the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: S,
    /// A referral lives.
    pub shared: bool,
    /// The other union has taken it in.
    pub taken: bool,
}

impl Standing {
    /// Whether this party handles it.
    #[must_use]
    pub const fn is_handled_by(self, party: Party) -> bool {
        if self.taken { party.target } else { party.home }
    }
}

impl T {
    /// From where it leads.
    #[must_use]
    pub const fn from(self) -> &'static [S] {
        match self {
            Self::Report => &[],
            Self::Edit => &[
                S::Reported,
                S::Accepted,
                S::Coordinating,
                S::Delegated,
                S::Settled,
                S::Won,
                S::Lost,
                S::Withdrawn,
            ],
            Self::Accept => &[S::Reported],
            Self::Refuse => &[S::Reported, S::Accepted],
            Self::Note => &[
                S::Reported,
                S::Accepted,
                S::Referred,
                S::Coordinating,
                S::Delegated,
                S::Settled,
                S::Won,
                S::Lost,
                S::Withdrawn,
            ],
            Self::Refer => &[S::Reported, S::Accepted, S::Coordinating],
            Self::Receive | Self::Take => &[S::Referred],
            Self::Return => &[S::Referred, S::Accepted, S::Coordinating],
            Self::Recall => &[S::Referred, S::Accepted, S::Coordinating, S::Delegated],
            Self::Finish | Self::Close => &[S::Settled, S::Won, S::Lost, S::Withdrawn],
            Self::Coordinate => &[S::Accepted, S::Coordinating],
            Self::Answer => &[
                S::Accepted,
                S::Coordinating,
                S::Delegated,
                S::Settled,
                S::Won,
                S::Lost,
                S::Withdrawn,
            ],
            // While it is in a partner's hands the union does not end it.
            Self::Delegate | Self::Settle | Self::Win | Self::Lose => {
                &[S::Accepted, S::Coordinating]
            }
            Self::Regain => &[S::Delegated],
            Self::Withdraw => &[S::Reported, S::Accepted, S::Coordinating],
            Self::Recover | Self::Correct => &[
                S::Accepted,
                S::Coordinating,
                S::Delegated,
                S::Settled,
                S::Won,
                S::Lost,
                S::Withdrawn,
                S::Closed,
            ],
            Self::Continue => &[
                S::Settled,
                S::Won,
                S::Lost,
                S::Withdrawn,
                S::Refused,
                S::Closed,
            ],
        }
    }

    /// To where; nowhere else for what only adds to the case.
    #[must_use]
    pub const fn to(self) -> Option<S> {
        Some(match self {
            Self::Report => S::Reported,
            Self::Accept
            | Self::Take
            | Self::Return
            | Self::Recall
            | Self::Regain
            | Self::Continue => S::Accepted,
            Self::Delegate => S::Delegated,
            Self::Refuse => S::Refused,
            Self::Refer => S::Referred,
            Self::Coordinate => S::Coordinating,
            Self::Settle => S::Settled,
            Self::Win => S::Won,
            Self::Lose => S::Lost,
            Self::Withdraw => S::Withdrawn,
            Self::Close => S::Closed,
            Self::Edit
            | Self::Note
            | Self::Receive
            | Self::Finish
            | Self::Answer
            | Self::Recover
            | Self::Correct => return None,
        })
    }

    /// Whose it is.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Report
            | Self::Accept
            | Self::Refuse
            | Self::Refer
            | Self::Recall
            | Self::Close => Side::Home,
            Self::Receive | Self::Take | Self::Return | Self::Finish => Side::Target,
            Self::Edit | Self::Note | Self::Recover | Self::Correct => Side::Either,
            _ => Side::Handler,
        }
    }

    /// What it takes.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Report | Self::Edit | Self::Note => Permission::RightsReport,
            _ => Permission::RightsHandle,
        }
    }

    /// Whether the party may take it as the case stands.
    #[must_use]
    pub fn is_open_to(self, party: Party, standing: Standing) -> bool {
        let side = match self.side() {
            Side::Home => party.home,
            Side::Target => party.target,
            Side::Handler => standing.is_handled_by(party),
            Side::Either => party.home || party.target && standing.taken,
        };
        let fits = match self {
            Self::Accept | Self::Refuse | Self::Refer | Self::Close => !standing.shared,
            Self::Recall | Self::Return => standing.shared,
            _ => true,
        };
        side && fits && self.from().contains(&standing.state)
    }

    /// Whether it is taken with words that say why or what.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(
            self,
            Self::Refuse
                | Self::Note
                | Self::Refer
                | Self::Return
                | Self::Recall
                | Self::Finish
                | Self::Settle
                | Self::Win
                | Self::Lose
                | Self::Withdraw
                | Self::Correct
                | Self::Continue
        )
    }

    /// Whether it ends with an outcome.
    #[must_use]
    pub const fn resolves(self) -> bool {
        matches!(self, Self::Settle | Self::Win | Self::Lose)
    }

    /// Whether a delegation takes it of its case, and nobody else does.
    #[must_use]
    pub const fn follows(self) -> bool {
        matches!(self, Self::Delegate | Self::Regain)
    }

    /// Whether it is one of those that [`crate::rights::service::step`] takes; the others need more.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        !matches!(
            self,
            Self::Report
                | Self::Edit
                | Self::Refer
                | Self::Coordinate
                | Self::Answer
                | Self::Delegate
                | Self::Regain
                | Self::Recover
                | Self::Correct
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Party = Party {
        home: true,
        target: false,
    };
    const TARGET: Party = Party {
        home: false,
        target: true,
    };
    const STRANGER: Party = Party {
        home: false,
        target: false,
    };

    fn standings() -> Vec<Standing> {
        let mut all = Vec::new();
        for state in S::ALL {
            for (shared, taken) in [(false, false), (true, false), (true, true)] {
                all.push(Standing {
                    state: *state,
                    shared,
                    taken,
                });
            }
        }
        all
    }

    #[test]
    fn every_state_is_reached_and_none_is_a_trap() {
        for state in S::ALL {
            assert!(
                T::ALL.iter().any(|step| step.to() == Some(*state)),
                "{state}"
            );
            let left = |step: &T| step.from().contains(state) && step.to().is_some();
            assert!(T::ALL.iter().any(left), "{state}");
        }
    }

    #[test]
    fn a_stranger_takes_no_step_and_a_side_only_its_own() {
        for standing in standings() {
            for step in T::ALL {
                assert!(!step.is_open_to(STRANGER, standing), "{step}");
                if step.side() == Side::Target {
                    assert!(!step.is_open_to(HOME, standing), "{step}");
                }
                if step.side() == Side::Home {
                    assert!(!step.is_open_to(TARGET, standing), "{step}");
                }
            }
        }
    }

    #[test]
    fn who_gave_it_away_does_not_decide_it_and_who_was_only_asked_does_not_write() {
        let taken = Standing {
            state: S::Accepted,
            shared: true,
            taken: true,
        };
        for step in [T::Settle, T::Withdraw, T::Coordinate, T::Refer, T::Refuse] {
            assert!(!step.is_open_to(HOME, taken), "{step}");
        }
        for step in [T::Recall, T::Note, T::Edit] {
            assert!(step.is_open_to(HOME, taken), "{step}");
        }
        let sent = Standing {
            state: S::Referred,
            shared: true,
            taken: false,
        };
        for step in [T::Receive, T::Take, T::Return] {
            assert!(step.is_open_to(TARGET, sent), "{step}");
        }
        assert!(!T::Note.is_open_to(TARGET, sent));
        assert!(T::Note.is_open_to(HOME, sent));
    }
}

//! The way of an application: one state machine. The database has the same in `aid_transitions`, and a test
//! holds both against each other.

use uuid::Uuid;

use super::codes::{AidApplicationState as S, AidApplicationStep as T};
use crate::funds::rules::ProgrammeKind;
use crate::tenancy::Permission;

/// States in which aid counts as given: once a year, within the caps.
pub const GIVEN: [S; 4] = [S::Approved, S::Paying, S::Paid, S::Received];

/// States of a file that say nothing of the household.
pub const UNDECIDED: [S; 3] = [S::Draft, S::Rejected, S::Withdrawn];

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The family's union.
    Family,
    /// Whoever's turn it is.
    Desk,
    /// Who decides.
    Decider,
}

impl Side {
    /// As the database has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Family => "FAMILY",
            Self::Desk => "DESK",
            Self::Decider => "DECIDER",
        }
    }
}

/// Persons who had a hand in an application.
#[derive(Debug, Clone, Copy)]
pub struct Hands<'a> {
    /// Who submitted it.
    pub submitter: Option<Uuid>,
    /// Who passed it.
    pub reviewers: &'a [Uuid],
    /// Who approved or filed it.
    pub approver: Option<Uuid>,
    /// Who proposed to end it.
    pub proposer: Option<Uuid>,
}

impl T {
    /// From where it leads.
    #[must_use]
    pub const fn from(self) -> &'static [S] {
        match self {
            Self::Submit => &[S::Draft, S::Returned],
            Self::Withdraw => &[S::Submitted, S::Returned, S::Reviewed, S::Publicised],
            Self::Pass => &[S::Submitted],
            Self::Return | Self::Reject => &[S::Submitted, S::Reviewed, S::Publicised],
            Self::Publicise => &[S::Reviewed],
            Self::TakeDown | Self::Approve | Self::File => &[S::Publicised],
            Self::Revoke => &[S::Approved, S::Filed],
            Self::Send | Self::HandOver => &[S::Approved],
            Self::Settle => &[S::Paying],
            Self::Bounce => &[S::Paying, S::Paid],
            Self::Confirm => &[S::Paid],
            Self::ProposeEnd => &[S::Filed],
            Self::End | Self::Keep => &[S::Ending],
        }
    }

    /// To where; a pass leads on to the next desk first, and the end of a file that is not relieved to REMOVED.
    #[must_use]
    pub const fn to(self) -> S {
        match self {
            Self::Submit => S::Submitted,
            Self::Withdraw => S::Withdrawn,
            Self::Pass | Self::TakeDown => S::Reviewed,
            Self::Return => S::Returned,
            Self::Reject | Self::Revoke => S::Rejected,
            Self::Publicise => S::Publicised,
            Self::Approve | Self::Bounce => S::Approved,
            Self::Send => S::Paying,
            Self::HandOver | Self::Settle => S::Paid,
            Self::Confirm => S::Received,
            Self::File | Self::Keep => S::Filed,
            Self::ProposeEnd => S::Ending,
            Self::End => S::Relieved,
        }
    }

    /// Whose it is.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Submit | Self::Withdraw | Self::Confirm | Self::ProposeEnd => Side::Family,
            Self::Pass | Self::Return | Self::Reject => Side::Desk,
            _ => Side::Decider,
        }
    }

    /// What it takes.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Submit | Self::Withdraw | Self::Confirm | Self::ProposeEnd => {
                Permission::AidApply
            }
            Self::Pass
            | Self::Return
            | Self::Reject
            | Self::Publicise
            | Self::TakeDown
            | Self::File
            | Self::End
            | Self::Keep => Permission::AidReview,
            Self::Approve | Self::Revoke => Permission::FundApprove,
            Self::Send | Self::HandOver | Self::Settle | Self::Bounce => Permission::FundManage,
        }
    }

    /// Whether somebody may take it who has not had a hand in what it is to look at: nobody reviews or hangs
    /// out what they submitted, approves or files what they submitted or reviewed, pays what they approved, or
    /// ends a file that they proposed to end.
    #[must_use]
    pub fn is_with_other_eyes(self, me: Uuid, hands: &Hands<'_>) -> bool {
        match self {
            Self::Pass | Self::Return | Self::Reject | Self::Publicise => {
                hands.submitter != Some(me)
            }
            Self::Approve | Self::File => {
                hands.submitter != Some(me) && !hands.reviewers.contains(&me)
            }
            Self::Send | Self::HandOver => hands.approver != Some(me),
            Self::End => hands.proposer != Some(me),
            _ => true,
        }
    }

    /// Whether it is a step of this kind: a file takes no money, and what takes money is no file.
    #[must_use]
    pub const fn fits(self, kind: ProgrammeKind) -> bool {
        match self {
            Self::Approve
            | Self::Send
            | Self::HandOver
            | Self::Settle
            | Self::Bounce
            | Self::Confirm => kind.takes_money(),
            Self::File | Self::ProposeEnd | Self::End | Self::Keep => !kind.takes_money(),
            _ => true,
        }
    }

    /// Whether it is taken with a reason.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Withdraw
                | Self::Return
                | Self::Reject
                | Self::Revoke
                | Self::ProposeEnd
                | Self::Keep
        )
    }

    /// Whether it is one of those that [`crate::applications::service::step`] takes; the others need more
    /// than a reason.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Withdraw
                | Self::Pass
                | Self::Return
                | Self::Reject
                | Self::Revoke
                | Self::Confirm
                | Self::File
                | Self::ProposeEnd
                | Self::End
                | Self::Keep
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_only_ends_have_no_step() {
        for state in S::ALL {
            // The end of a file leads to either.
            let reached = matches!(state, S::Draft | S::Removed)
                || T::ALL.iter().any(|step| step.to() == *state);
            assert!(reached, "{state}");
            let ends = matches!(
                state,
                S::Received | S::Rejected | S::Withdrawn | S::Relieved | S::Removed
            );
            let leads_on = T::ALL.iter().any(|step| step.from().contains(state));
            assert_eq!(leads_on, !ends, "{state}");
        }
    }

    #[test]
    fn money_is_only_given_after_a_notice_and_an_approval() {
        // Without its approval, no step leads from what was not given to what was.
        for step in T::ALL.iter().filter(|step| **step != T::Approve) {
            for from in step.from() {
                assert!(
                    GIVEN.contains(from) || !GIVEN.contains(&step.to()),
                    "{step}"
                );
            }
        }
        assert_eq!(T::Approve.from(), [S::Publicised]);
    }
}

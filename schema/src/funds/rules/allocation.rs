//! The way of an allocation, as the server takes it and the web client shows it.

use super::codes::FundAllocationState as State;
use crate::text::coded_enum;

coded_enum! {
    /// A step of an allocation (下拨) or of a return.
    AllocationStep {
        /// 拨付: by another person than the one who proposed it.
        Issue "ISSUE" "拨付" "issue",
        /// 取消: before it was issued.
        Cancel "CANCEL" "取消" "cancel",
        /// 确认到账
        Receive "RECEIVE" "确认到账" "receive",
        /// 拒收: with a reason; the money goes back.
        Refuse "REFUSE" "拒收" "refuse",
        /// 收回: while it has not been received, with a reason.
        Recall "RECALL" "收回" "recall",
    }
}

impl AllocationStep {
    /// From which state it leads.
    #[must_use]
    pub const fn from(self) -> State {
        match self {
            Self::Issue | Self::Cancel => State::Proposed,
            Self::Receive | Self::Refuse | Self::Recall => State::Issued,
        }
    }

    /// Whether the receiving side takes it, and not the one that the money comes from.
    #[must_use]
    pub const fn is_of_receiver(self) -> bool {
        matches!(self, Self::Receive | Self::Refuse)
    }

    /// Whether it takes a reason.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Refuse | Self::Recall)
    }
}

impl State {
    /// The steps that lead on from here, for the side that sent the money or the one that gets it.
    #[must_use]
    pub fn steps(self, receiver: bool) -> Vec<AllocationStep> {
        AllocationStep::ALL
            .iter()
            .copied()
            .filter(|step| step.from() == self && step.is_of_receiver() == receiver)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_settled_goes_no_further() {
        for state in State::ALL {
            let steps: Vec<_> = [false, true]
                .into_iter()
                .flat_map(|receiver| state.steps(receiver))
                .collect();
            let open = matches!(state, State::Proposed | State::Issued);
            assert_eq!(steps.is_empty(), !open, "{state:?}: {steps:?}");
        }
        assert_eq!(
            State::Issued.steps(true),
            [AllocationStep::Receive, AllocationStep::Refuse]
        );
        assert_eq!(State::Issued.steps(false), [AllocationStep::Recall]);
    }
}

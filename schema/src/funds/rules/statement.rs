//! A statement (收支表): what came in, what went out, what is left, out of the balances of accounts.

use std::collections::BTreeMap;

use super::codes::{FundAccountKind as Kind, FundSource, ProgrammeKind};
use crate::values::money::{Fen, MoneyError};

/// What the statement of a year is made from: the balances of a union, or of all unions of a subtree.
pub type Balances = BTreeMap<StatementCell, Fen>;

/// One cell of a year's balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementCell {
    /// Where the money stands.
    pub kind: Kind,
    /// What it is for, where that is decided.
    pub programme: Option<ProgrammeKind>,
    /// Where it came from; none for a budget.
    pub source: Option<FundSource>,
}

impl StatementCell {
    /// The cell of a maintained figure, whose key is `kind:programme:source` after the year.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        let mut parts = key.split(':');
        let kind = Kind::from_code(parts.next()?)?;
        let (programme, source) = (parts.next()?, parts.next()?);
        Some(Self {
            kind,
            programme: match programme {
                "" => None,
                code => Some(ProgrammeKind::from_code(code)?),
            },
            source: match source {
                "" => None,
                code => Some(FundSource::from_code(code)?),
            },
        })
    }
}

/// The lines of a statement, in fen. Amounts that passed between unions inside stand on neither side.
///
/// `opening + income + received − paid − issued − carried = available + committed + paying + transit`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flows {
    /// 上年结转
    pub opening: Fen,
    /// 本级收入
    pub income: Fen,
    /// 从外部拨入: received from unions outside, less what was returned to them.
    pub received: Fen,
    /// 向外部拨出: issued to unions outside, less what they returned.
    pub issued: Fen,
    /// 已支付
    pub paid: Fen,
    /// 结转下年
    pub carried: Fen,
    /// 可用
    pub available: Fen,
    /// 已占用
    pub committed: Fen,
    /// 支付中
    pub paying: Fen,
    /// 在途
    pub in_transit: Fen,
    /// 预算
    pub budget: Fen,
    /// 已用预算
    pub budget_used: Fen,
}

impl Flows {
    /// The statement of a union's own books, or of a subtree's, from those of its cells that `wanted`
    /// takes.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn of(
        balances: &Balances,
        wanted: impl Fn(&StatementCell) -> bool,
    ) -> Result<Self, MoneyError> {
        let sum = |kind: Kind| {
            let cells = balances.iter().filter(|(cell, _)| cell.kind == kind);
            Fen::sum(cells.filter(|(cell, _)| wanted(cell)).map(|(_, fen)| *fen))
        };
        let origin = |kind: Kind| sum(kind)?.negated();
        // What one union issued another of them received, so what is left of both passed the border of the
        // subtree: to the outside where more was issued.
        let down = origin(Kind::Received)?.minus(sum(Kind::Issued)?)?;
        let up = origin(Kind::TakenBack)?.minus(sum(Kind::Returned)?)?;
        let net = down.plus(up)?;
        let (received, issued) = if net.0 >= 0 {
            (net, Fen::ZERO)
        } else {
            (Fen::ZERO, net.negated()?)
        };
        Ok(Self {
            opening: origin(Kind::CarriedIn)?,
            income: origin(Kind::Income)?,
            received,
            issued,
            paid: sum(Kind::Paid)?,
            carried: sum(Kind::CarriedOut)?,
            available: sum(Kind::Available)?,
            committed: sum(Kind::Committed)?,
            paying: sum(Kind::Paying)?,
            in_transit: sum(Kind::InTransit)?,
            budget: origin(Kind::Budget)?,
            budget_used: sum(Kind::BudgetUsed)?,
        })
    }

    /// What is still held, in all its places.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn held(&self) -> Result<Fen, MoneyError> {
        Fen::sum([self.available, self.committed, self.paying, self.in_transit])
    }

    /// Whether everything adds up.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let came = Fen::sum([self.opening, self.income, self.received]);
        let went = Fen::sum([self.paid, self.issued, self.carried]);
        match (came, went, self.held()) {
            (Ok(came), Ok(went), Ok(held)) => came.minus(went) == Ok(held),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balances(cells: &[(Kind, i64)]) -> Balances {
        cells
            .iter()
            .map(|(kind, fen)| {
                let cell = StatementCell {
                    kind: *kind,
                    programme: None,
                    source: Some(FundSource::UnionDues),
                };
                (cell, Fen(*fen))
            })
            .collect()
    }

    #[test]
    fn what_passed_inside_a_subtree_stands_on_neither_side() {
        // A city raised 100, sent 60 to a county, which paid 10 and returned 20.
        let city = balances(&[
            (Kind::Income, -100),
            (Kind::Issued, 60),
            (Kind::TakenBack, -20),
            (Kind::Available, 60),
        ]);
        let county = balances(&[
            (Kind::Received, -60),
            (Kind::Returned, 20),
            (Kind::Paid, 10),
            (Kind::Available, 30),
        ]);
        let mut both = city.clone();
        for (cell, fen) in &county {
            let sum = both.entry(*cell).or_default();
            *sum = sum.plus(*fen).unwrap();
        }
        let all = |balances: &Balances| Flows::of(balances, |_| true).unwrap();
        let [city, county, both] = [all(&city), all(&county), all(&both)];
        assert_eq!((city.income, city.issued), (Fen(100), Fen(40)));
        assert_eq!((county.received, county.paid), (Fen(40), Fen(10)));
        assert_eq!((both.received, both.issued), (Fen(0), Fen(0)));
        assert_eq!(
            (both.income, both.paid, both.available),
            (Fen(100), Fen(10), Fen(90))
        );
        assert!(city.adds_up() && county.adds_up() && both.adds_up());
    }

    #[test]
    fn a_statement_that_lacks_a_fen_does_not_add_up() {
        let flows = Flows::of(
            &balances(&[(Kind::Income, -100), (Kind::Available, 99)]),
            |_| true,
        );
        assert!(!flows.unwrap().adds_up());
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let cell = StatementCell::of_key("PAID:COLLEGE_AID:DONATION").unwrap();
        assert_eq!(cell.kind, Kind::Paid);
        assert_eq!(cell.programme, Some(ProgrammeKind::CollegeAid));
        assert_eq!(cell.source, Some(FundSource::Donation));
        let budget = StatementCell::of_key("BUDGET:WARMTH:").unwrap();
        assert_eq!((budget.programme.is_some(), budget.source), (true, None));
        for bad in ["", "PAID", "PAID:", "X::", "PAID:X:", "PAID::X"] {
            assert_eq!(StatementCell::of_key(bad), None, "{bad}");
        }
    }
}

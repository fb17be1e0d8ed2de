//! The table of adjustment (银行存款余额调节表).

use serde::{Deserialize, Serialize};

use crate::values::money::{Fen, MoneyError};

/// What both sides come to at the end of a month, in fen; what went out is above zero too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// 账面余额: what the books hold in the bank.
    pub books: i64,
    /// 期初差额: what the accounts held when reconciling began and the books did not.
    pub opening: i64,
    /// 银行已收、账上未收
    pub bank_in: i64,
    /// 银行已付、账上未付
    pub bank_out: i64,
    /// 银行对账单余额
    pub bank: i64,
    /// 账上已收、银行未收
    pub books_in: i64,
    /// 账上已付、银行未付
    pub books_out: i64,
}

/// The table: both balances, adjusted by what only one side has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
    /// What it is made from.
    pub sums: Sums,
    /// The books' balance, with what only the bank has.
    pub books: Fen,
    /// The bank's balance, with what only the books have.
    pub bank: Fen,
    /// The bank's less the books'; zero where everything is accounted for.
    pub difference: Fen,
}

impl Adjustment {
    /// The table of these sums.
    ///
    /// # Errors
    /// [`MoneyError::Range`].
    pub fn of(sums: Sums) -> Result<Self, MoneyError> {
        let books = Fen::sum([Fen(sums.books), Fen(sums.opening), Fen(sums.bank_in)])?
            .minus(Fen(sums.bank_out))?;
        let bank = Fen(sums.bank)
            .plus(Fen(sums.books_in))?
            .minus(Fen(sums.books_out))?;
        Ok(Self {
            sums,
            books,
            bank,
            difference: bank.minus(books)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_come_to_the_same_or_the_difference_is_told() {
        // The bank has a charge of 5 that the books have not; the books a payment of 20 that the bank has not.
        let sums = Sums {
            books: 980,
            opening: 50,
            bank_out: 5,
            bank: 1_045,
            books_out: 20,
            ..Sums::default()
        };
        let table = Adjustment::of(sums).unwrap();
        assert_eq!(
            (table.books, table.bank, table.difference),
            (Fen(1_025), Fen(1_025), Fen(0))
        );
        let lost = Adjustment::of(Sums {
            bank: 1_044,
            ..sums
        })
        .unwrap();
        assert_eq!(lost.difference, Fen(-1));
    }
}

//! Which payments a bank's statement says came back (退汇).

use std::collections::HashSet;

use uuid::Uuid;

use crate::values::Fen;

/// Days after a payment within which a transfer comes back: passbook transfers that no account takes are held
/// by the receiving bank for a month or two at most.
pub const RETURNS_WITHIN_DAYS: i32 = 60;
/// Words by which banks name what comes back.
const WORDS: [&str; 4] = ["退汇", "退回", "退票", "冲正"];

/// A payment that may have come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// The payment.
    pub batch: Uuid,
    /// Its line.
    pub number: i32,
    /// How much.
    pub amount: Fen,
    /// Who was to receive it.
    pub payee: String,
}

/// What a statement says came in and nobody has matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameIn {
    /// The line of the statement.
    pub line: Uuid,
    /// How much.
    pub amount: Fen,
    /// What the bank says about it.
    pub summary: String,
    /// The other side.
    pub party: String,
}

/// Which payment each line may be the return of: one of the same amount whose payee it names; else, where the
/// bank's word for a return stands there, the only payment of that amount. No payment and no line twice.
#[must_use]
pub fn returned<'a>(paid: &'a [Paid], came_in: &'a [CameIn]) -> Vec<(&'a Paid, &'a CameIn)> {
    let mut found: Vec<(&Paid, &CameIn)> = Vec::new();
    let (mut lines, mut payments) = (HashSet::new(), HashSet::new());
    let says = |line: &CameIn, word: &str| line.summary.contains(word) || line.party.contains(word);
    for by_name in [true, false] {
        for line in came_in {
            let known = by_name || WORDS.iter().any(|word| says(line, word));
            if !known || lines.contains(&line.line) {
                continue;
            }
            let mut of_amount = paid.iter().filter(|one| {
                one.amount == line.amount
                    && (!by_name || says(line, &one.payee))
                    && !payments.contains(&(one.batch, one.number))
            });
            if let Some(one) = of_amount.next()
                && (by_name || of_amount.next().is_none())
            {
                lines.insert(line.line);
                payments.insert((one.batch, one.number));
                found.push((one, line));
            }
        }
    }
    found
}

/// Why it came back, in the bank's words without the payee's name and without the other side's, which may be a
/// person's: every union of the way reads it.
#[must_use]
pub fn reason(line: &CameIn, payee: &str) -> String {
    let without = line.summary.replace(payee, "");
    let without = match line.party.as_str() {
        "" => without,
        party => without.replace(party, ""),
    };
    let without = without.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = format!(
        "银行退回：{}",
        if without.is_empty() {
            "未写明原因"
        } else {
            &without
        }
    );
    reason.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(number: i32, fen: i64, payee: &str) -> Paid {
        Paid {
            batch: Uuid::nil(),
            number,
            amount: Fen(fen),
            payee: payee.to_owned(),
        }
    }

    fn line(number: u128, fen: i64, words: &str) -> CameIn {
        CameIn {
            line: Uuid::from_u128(number),
            amount: Fen(fen),
            summary: words.to_owned(),
            party: String::new(),
        }
    }

    #[test]
    fn a_return_is_known_by_its_payee_or_by_the_only_amount() {
        let all = [
            paid(1, 150_000, "王秀英"),
            paid(2, 150_000, "赵春梅"),
            paid(3, 200_000, "韩敏"),
        ];
        let seen = |came_in: &[CameIn]| -> Vec<(i32, u128)> {
            let found = returned(&all, came_in);
            found
                .iter()
                .map(|(one, line)| (one.number, line.line.as_u128()))
                .collect()
        };
        assert_eq!(seen(&[line(1, 150_000, "赵春梅 户名不符")]), [(2, 1)]);
        assert_eq!(seen(&[line(1, 200_000, "退汇 账户已销户")]), [(3, 1)]);
        assert_eq!(
            seen(&[line(1, 150_000, "退汇 账户已销户")]),
            [],
            "two of that amount"
        );
        assert_eq!(
            seen(&[line(1, 150_000, "退汇"), line(2, 150_000, "退汇 王秀英")]),
            [(1, 2), (2, 1)],
            "who is named goes first, then one is left"
        );
        assert_eq!(seen(&[line(1, 200_000, "捐款")]), []);
        assert_eq!(seen(&[line(1, 199_999, "退汇 韩敏")]), []);
    }

    #[test]
    fn the_reason_names_nobody() {
        assert_eq!(
            reason(&line(1, 1, "退汇 王秀英  户名不符"), "王秀英"),
            "银行退回：退汇 户名不符"
        );
        let by_another = CameIn {
            party: "李四".to_owned(),
            ..line(1, 1, "退汇 李四")
        };
        assert_eq!(reason(&by_another, "王秀英"), "银行退回：退汇");
        assert_eq!(
            reason(&line(1, 1, "王秀英"), "王秀英"),
            "银行退回：未写明原因"
        );
    }
}

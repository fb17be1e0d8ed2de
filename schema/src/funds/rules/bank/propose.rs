//! Which transactions a line may be.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::sheets::key;
use crate::values::Fen;

/// Days that may lie between a line and its transaction: the longest closing of the banks' clearing, at
/// Spring Festival, lasts eight days, and the paper reaches the books a day or two later.
pub const WINDOW_DAYS: u64 = 10;
/// Pairs of one amount and two days that are told apart by words; of more, the order decides.
const COMPARED: usize = 100_000;

/// A line or a transaction that waits for its other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its id.
    pub id: Uuid,
    /// Its day.
    pub day: NaiveDate,
    /// Above zero where it came into the bank.
    pub amount: Fen,
    /// What is said about it.
    pub words: String,
}

/// A transaction that waits, with the number of its paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The transaction.
    pub side: Side,
    /// Number of its paper; transactions of one batch have one.
    pub document: Option<String>,
}

/// A line, and what it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The line.
    pub line: Uuid,
    /// The transactions, whose sum is its amount.
    pub transactions: Vec<Uuid>,
    /// Days between the line and the furthest of them.
    pub days: u64,
}

/// Proposes for each line the transaction of its amount, nearest by day and then by words; or a batch, which
/// is all that waits under one document number and comes to the line's amount. No line and no transaction is
/// proposed twice, and sums are equal. Answered in the order of the lines.
#[must_use]
pub fn propose(lines: &[Side], candidates: &[Candidate]) -> Vec<Proposal> {
    let mut work = Work {
        lines,
        candidates,
        taken: HashSet::new(),
        proposals: BTreeMap::new(),
    };
    // A line that names a document is that batch, whatever else has its amount.
    work.batches(true);
    work.singles();
    work.batches(false);
    work.proposals.into_values().collect()
}

struct Work<'a> {
    lines: &'a [Side],
    candidates: &'a [Candidate],
    /// Places of transactions that have a line.
    taken: HashSet<usize>,
    /// By the line's place.
    proposals: BTreeMap<usize, Proposal>,
}

impl Work<'_> {
    fn take(&mut self, line: usize, transactions: &[usize]) {
        self.taken.extend(transactions);
        let day = self.lines[line].day;
        let days = transactions
            .iter()
            .map(|at| apart(day, self.candidates[*at].side.day))
            .max();
        let proposal = Proposal {
            line: self.lines[line].id,
            transactions: transactions
                .iter()
                .map(|at| self.candidates[*at].side.id)
                .collect(),
            days: days.unwrap_or_default(),
        };
        self.proposals.insert(line, proposal);
    }

    fn singles(&mut self) {
        let mut waiting: HashMap<(Fen, NaiveDate), Vec<usize>> = HashMap::new();
        for (at, candidate) in self.candidates.iter().enumerate() {
            if !self.taken.contains(&at) {
                let place = (candidate.side.amount, candidate.side.day);
                waiting.entry(place).or_default().push(at);
            }
        }
        let mut open: BTreeMap<(Fen, NaiveDate), Vec<usize>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            if !self.proposals.contains_key(&at) {
                open.entry((line.amount, line.day)).or_default().push(at);
            }
        }
        for days in 0..=WINDOW_DAYS {
            for ((amount, day), lines) in &mut open {
                let mut others = vec![day.checked_sub_days(Days::new(days))];
                if days > 0 {
                    others.push(day.checked_add_days(Days::new(days)));
                }
                for other in others.into_iter().flatten() {
                    let Some(there) = waiting.get_mut(&(*amount, other)) else {
                        continue;
                    };
                    for (line, transaction) in self.pairs(lines, there) {
                        lines.retain(|at| *at != line);
                        there.retain(|at| *at != transaction);
                        self.take(line, &[transaction]);
                    }
                }
            }
        }
    }

    /// Which of these lines goes with which of these transactions, of one amount and two days: those whose
    /// words are most alike first.
    fn pairs(&self, lines: &[usize], transactions: &[usize]) -> Vec<(usize, usize)> {
        if lines.len() * transactions.len() > COMPARED {
            let pairs = lines.iter().copied();
            return pairs.zip(transactions.iter().copied()).collect();
        }
        let grams = |text: &str| -> HashSet<(char, char)> {
            let text = key(text);
            text.chars().zip(text.chars().skip(1)).collect()
        };
        let of_lines: Vec<_> = lines
            .iter()
            .map(|at| grams(&self.lines[*at].words))
            .collect();
        let mut scored = Vec::new();
        for transaction in transactions {
            let candidate = &self.candidates[*transaction];
            let words = grams(&candidate.side.words);
            for (line, said) in lines.iter().zip(&of_lines) {
                let named = names(&self.lines[*line], candidate.document.as_deref());
                let alike = words.intersection(said).count();
                scored.push((std::cmp::Reverse((named, alike)), *line, *transaction));
            }
        }
        scored.sort_unstable();
        let (mut used_lines, mut used) = (HashSet::new(), HashSet::new());
        let mut pairs = Vec::new();
        for (_, line, transaction) in scored {
            if !used_lines.contains(&line) && !used.contains(&transaction) {
                used_lines.insert(line);
                used.insert(transaction);
                pairs.push((line, transaction));
            }
        }
        pairs
    }

    fn batches(&mut self, named: bool) {
        let mut groups: BTreeMap<(&str, bool), Vec<usize>> = BTreeMap::new();
        for (at, candidate) in self.candidates.iter().enumerate() {
            if let Some(document) = candidate.document.as_deref()
                && !self.taken.contains(&at)
            {
                let comes_in = candidate.side.amount > Fen::ZERO;
                groups.entry((document, comes_in)).or_default().push(at);
            }
        }
        for ((document, _), group) in groups {
            // What was booked on one day first, then all of it.
            let mut days: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
            for at in &group {
                let day = self.candidates[*at].side.day;
                days.entry(day).or_default().push(*at);
            }
            for batch in days.into_values().chain([group]) {
                if !(2..=super::MAX_ITEMS).contains(&batch.len())
                    || batch.iter().any(|at| self.taken.contains(at))
                {
                    continue;
                }
                let amounts = batch.iter().map(|at| self.candidates[*at].side.amount);
                let Ok(sum) = Fen::sum(amounts) else {
                    continue;
                };
                let furthest = |line: &Side| {
                    let days = batch
                        .iter()
                        .map(|at| apart(line.day, self.candidates[*at].side.day));
                    days.max().unwrap_or_default()
                };
                let best = self
                    .lines
                    .iter()
                    .enumerate()
                    .filter(|(at, line)| {
                        line.amount == sum
                            && !self.proposals.contains_key(at)
                            && (!named || names(line, Some(document)))
                            && furthest(line) <= WINDOW_DAYS
                    })
                    .min_by_key(|(_, line)| furthest(line))
                    .map(|(at, _)| at);
                if let Some(line) = best {
                    self.take(line, &batch);
                }
            }
        }
    }
}

fn apart(one: NaiveDate, other: NaiveDate) -> u64 {
    one.signed_duration_since(other).num_days().unsigned_abs()
}

/// Whether a line names the document.
fn names(line: &Side, document: Option<&str>) -> bool {
    let document = document.map(key).unwrap_or_default();
    document.chars().count() >= 3 && key(&line.words).contains(&document)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(number: u128, day: u64, amount: i64, words: &str) -> Side {
        Side {
            id: Uuid::from_u128(number),
            day: NaiveDate::from_ymd_opt(2026, 10, 1)
                .unwrap()
                .checked_add_days(Days::new(day))
                .unwrap(),
            amount: Fen(amount),
            words: words.to_owned(),
        }
    }

    fn candidate(number: u128, day: u64, amount: i64, words: &str, document: &str) -> Candidate {
        Candidate {
            side: side(number, day, amount, words),
            document: (!document.is_empty()).then(|| document.to_owned()),
        }
    }

    /// Numbers of the line and of the transactions.
    fn told(lines: &[Side], candidates: &[Candidate]) -> Vec<(u128, Vec<u128>)> {
        let proposals = propose(lines, candidates).into_iter();
        proposals
            .map(|proposal| {
                let ids = proposal.transactions.iter().map(Uuid::as_u128);
                (proposal.line.as_u128(), ids.collect())
            })
            .collect()
    }

    #[test]
    fn the_nearest_day_goes_first_and_then_the_words() {
        let lines = [
            side(1, 9, 100, "拨款"),
            side(2, 9, 500, "下拨 金秋助学资金"),
            side(3, 9, 500, "下拨 送温暖资金"),
        ];
        let candidates = [
            candidate(11, 5, 100, "", ""),
            candidate(12, 8, 100, "", ""),
            candidate(13, 9, -100, "", ""),
            candidate(14, 9, 500, "2026年送温暖", ""),
            candidate(15, 9, 500, "2026年金秋助学", ""),
        ];
        assert_eq!(
            told(&lines, &candidates),
            [(1, vec![12]), (2, vec![15]), (3, vec![14])]
        );
    }

    #[test]
    fn beyond_the_window_nothing_is_proposed() {
        let lines = [side(1, 0, 100, "")];
        assert_eq!(
            told(&lines, &[candidate(11, WINDOW_DAYS, 100, "", "")]).len(),
            1
        );
        assert!(told(&lines, &[candidate(11, WINDOW_DAYS + 1, 100, "", "")]).is_empty());
    }

    #[test]
    fn a_batch_is_what_waits_under_one_document() {
        let batch = [
            candidate(11, 3, -100, "", "批〔2026〕7号"),
            candidate(12, 3, -250, "", "批〔2026〕7号"),
            candidate(13, 3, -50, "", "批〔2026〕8号"),
        ];
        assert_eq!(
            told(&[side(1, 4, -350, "批量代付")], &batch),
            [(1, vec![11, 12])]
        );
        // Not a part of it, and not two documents together.
        assert!(told(&[side(1, 4, -400, "批量代付")], &batch).is_empty());
        // A line that names the document is the batch, though something else has its amount.
        let mut with_single = batch.to_vec();
        with_single.push(candidate(14, 4, -350, "", ""));
        assert_eq!(
            told(&[side(1, 4, -350, "代付批〔2026〕7号")], &with_single),
            [(1, vec![11, 12])]
        );
    }

    proptest! {
        #[test]
        fn sums_are_equal_and_nothing_is_used_twice(
            lines in prop::collection::vec((0_u64..20, -6_i64..6), 0..14),
            candidates in prop::collection::vec((0_u64..20, -4_i64..4, 0_usize..4), 0..20),
        ) {
            let lines: Vec<Side> = lines.iter().zip(1..).filter(|((_, amount), _)| *amount != 0)
                .map(|((day, amount), id)| side(id, *day, *amount, "甲〔1〕号")).collect();
            let candidates: Vec<Candidate> = candidates.iter().zip(1_000..).filter(|((_, amount, _), _)| *amount != 0)
                .map(|((day, amount, paper), id)| candidate(id, *day, *amount, "甲", ["", "甲〔1〕号", "乙〔2〕号", "丙"][*paper])).collect();
            let proposals = propose(&lines, &candidates);
            let mut used = HashSet::new();
            for proposal in &proposals {
                let line = lines.iter().find(|line| line.id == proposal.line).unwrap();
                prop_assert!(used.insert(proposal.line));
                let mut sum = Fen::ZERO;
                for id in &proposal.transactions {
                    prop_assert!(used.insert(*id));
                    let of = candidates.iter().find(|candidate| candidate.side.id == *id).unwrap();
                    prop_assert!(apart(line.day, of.side.day) <= WINDOW_DAYS);
                    sum = sum.plus(of.side.amount).unwrap();
                }
                prop_assert_eq!(sum, line.amount);
            }
            // Nothing that fits is left on both sides.
            for line in lines.iter().filter(|line| !used.contains(&line.id)) {
                for of in candidates.iter().filter(|of| !used.contains(&of.side.id)) {
                    prop_assert!(line.amount != of.side.amount || apart(line.day, of.side.day) > WINDOW_DAYS);
                }
            }
        }
    }
}

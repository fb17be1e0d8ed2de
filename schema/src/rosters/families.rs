//! Which rows are one household: those after a head's row, and those that name the household.

use std::collections::HashMap;

use super::choices::RELATION;
use crate::sheets::cell::{Cell, Place, Row};
use crate::sheets::key;
use crate::sheets::values::is_blank;

/// The hash of a household's name in the file, so that many of them cost little memory.
pub type Alias = [u8; 16];

/// Gives each row its household, in the order of the file.
#[derive(Debug, Default)]
pub struct Families {
    aliases: HashMap<Alias, i32>,
    /// Whether a household has had its head's row, by its number.
    headed: Vec<bool>,
    current: Option<(String, i32)>,
}

impl Families {
    /// The household of the next row, counted from 0. `hash` hides what is remembered.
    pub fn of(&mut self, place: &Place, row: &Row, hash: impl Fn(&str) -> Alias) -> i32 {
        let relation = text(row, "relation");
        let head = relation.is_some_and(|text| RELATION.find(&key(&text)) == Some("SELF"));
        let number = text(row, "family").map(|number| hash(&format!("number:{}", key(&number))));
        let of_head = text(row, "headIdNumber").or_else(|| text(row, "idNumber").filter(|_| head));
        let of_head = of_head.map(|number| hash(&format!("head:{}", key(&number))));
        let known = |alias: Option<Alias>| self.aliases.get(&alias?).copied();
        let family = known(number)
            // A second head with the number of the first is another household with a fault.
            .or_else(|| known(of_head).filter(|family| !(head && self.is_headed(*family))))
            .or_else(|| {
                let (sheet, family) = self.current.as_ref()?;
                let follows = !head && number.is_none() && of_head.is_none();
                (follows && *sheet == place.sheet).then_some(*family)
            })
            .unwrap_or_else(|| {
                self.headed.push(false);
                self.count() - 1
            });
        for alias in [number, of_head].into_iter().flatten() {
            self.aliases.entry(alias).or_insert(family);
        }
        if let Some(headed) = usize::try_from(family)
            .ok()
            .and_then(|at| self.headed.get_mut(at))
        {
            *headed |= head;
        }
        self.current = Some((place.sheet.clone(), family));
        family
    }

    fn is_headed(&self, family: i32) -> bool {
        usize::try_from(family).is_ok_and(|at| self.headed.get(at).copied().unwrap_or_default())
    }

    /// How many households there are so far.
    #[must_use]
    pub fn count(&self) -> i32 {
        i32::try_from(self.headed.len()).unwrap_or(i32::MAX)
    }
}

fn text(row: &Row, field: &str) -> Option<String> {
    let cell = row.cells.get(field)?;
    let text = match cell {
        Cell::Formula | Cell::Error(_) => return None,
        other => other.shown(),
    };
    let text = text.trim_start_matches(['\'', '‘', '’']).to_owned();
    (!is_blank(&text)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families(rows: &[(&str, &[(&str, &str)])]) -> Vec<i32> {
        let mut families = Families::default();
        let hash = |text: &str| {
            let mut alias = [0; 16];
            for (at, byte) in text.bytes().enumerate() {
                alias[at % 16] ^= byte.rotate_left(u32::try_from(at % 7).unwrap());
            }
            alias
        };
        rows.iter()
            .map(|(sheet, cells)| {
                let place = Place {
                    sheet: (*sheet).to_owned(),
                    line: 1,
                };
                let cells = cells
                    .iter()
                    .map(|(field, text)| ((*field).to_owned(), Cell::Text((*text).to_owned())));
                families.of(
                    &place,
                    &Row {
                        cells: cells.collect(),
                    },
                    hash,
                )
            })
            .collect()
    }

    #[test]
    fn members_follow_their_head() {
        let of = |relation: &'static str| ("", vec![("relation", relation)]);
        let rows = [
            of("户主"),
            of("配偶"),
            of("子"),
            of("本人"),
            of("户主"),
            of("母"),
        ];
        let rows: Vec<(&str, &[(&str, &str)])> =
            rows.iter().map(|(s, c)| (*s, c.as_slice())).collect();
        assert_eq!(families(&rows), [0, 0, 0, 1, 2, 2]);
    }

    #[test]
    fn rows_are_linked_by_number_across_the_file() {
        assert_eq!(
            families(&[
                ("户", &[("family", "1"), ("address", "甲")]),
                ("户", &[("family", "2"), ("address", "乙")]),
                ("人", &[("family", "2"), ("relation", "本人")]),
                ("人", &[("family", "1"), ("relation", "本人")]),
                ("人", &[("family", "2"), ("relation", "子")]),
                ("人", &[("family", "1"), ("relation", "女")]),
            ]),
            [0, 1, 1, 0, 1, 0]
        );
        assert_eq!(
            families(&[
                ("", &[("relation", "本人"), ("idNumber", "11")]),
                ("", &[("relation", "本人"), ("idNumber", "22")]),
                ("", &[("relation", "子"), ("headIdNumber", "11")]),
                ("", &[("relation", "子"), ("headIdNumber", "22")]),
                ("", &[("relation", "子"), ("headIdNumber", "33")]),
            ]),
            [0, 1, 0, 1, 2]
        );
    }

    #[test]
    fn a_row_before_any_head_is_a_household_of_its_own() {
        assert_eq!(
            families(&[
                ("", &[("relation", "子")]),
                ("", &[("relation", "女")]),
                ("", &[("relation", "本人")])
            ]),
            [0, 0, 1]
        );
        // Another sheet does not go on with the last household of the one before.
        assert_eq!(
            families(&[
                ("甲", &[("relation", "本人")]),
                ("乙", &[("relation", "子")])
            ]),
            [0, 1]
        );
    }
}

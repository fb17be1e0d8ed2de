//! Finding the headings of a sheet: below titles, in any order, over one or two rows.

use super::cell::{Cell, Place, Row};
use super::key;

/// What a table's headings mean to whoever takes it.
pub trait Heading: Copy + std::fmt::Debug + Send + 'static {
    /// Columns of which a row below a word for "total" is data all the same.
    const OF_DATA: &'static str;

    /// What a heading means, and by which power of ten amounts below it are meant (4 for 万元).
    fn of(text: &str) -> Option<(Self, u32)>;

    /// The column's identifier.
    fn field(self) -> &'static str;

    /// Whether amounts stand below it.
    fn is_money(self) -> bool;
}

/// Rows in which the headings are looked for; titles and remarks above them take some.
const SOUGHT: usize = 20;
/// Headings that a row must have to be taken for the one.
const ENOUGH: usize = 3;
/// Sheets of the template that hold no rows.
const NOT_DATA: [&str; 3] = ["填写说明", "示例", "选项"];

/// Cells of a row that are not empty, by their column in the sheet.
pub type Cells = Vec<(u32, Cell)>;

/// A sheet on its way: it holds back the first rows until it knows its headings.
#[derive(Debug)]
pub struct Sheet<H> {
    name: String,
    held: Vec<(u32, Cells)>,
    headings: Headings<H>,
}

#[derive(Debug)]
enum Headings<H> {
    Sought,
    Found(Vec<(u32, H, u32)>),
    None,
}

impl<H: Heading> Sheet<H> {
    /// A sheet with this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let is_data = !NOT_DATA.contains(&name.trim());
        Self {
            name: name.to_owned(),
            held: Vec::new(),
            headings: if is_data {
                Headings::Sought
            } else {
                Headings::None
            },
        }
    }

    /// The only sheet of its file, whose name says nothing of a row's place.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.name.clear();
        self
    }

    /// Takes a row that is not empty; `out` gets the rows below the headings.
    pub fn feed(&mut self, line: u32, cells: Cells, out: &mut Found) {
        match &self.headings {
            Headings::None => {}
            Headings::Found(columns) => self.row(line, cells, columns, out),
            Headings::Sought => {
                self.held.push((line, cells));
                if self.held.len() >= SOUGHT {
                    self.decide(out);
                }
            }
        }
    }

    /// Ends the sheet.
    pub fn finish(mut self, out: &mut Found) {
        if matches!(self.headings, Headings::Sought) {
            self.decide(out);
        }
    }

    fn decide(&mut self, out: &mut Found) {
        let held = std::mem::take(&mut self.held);
        let count = |cells: &Cells| {
            let mut fields: Vec<&str> = cells
                .iter()
                .filter_map(|(_, cell)| Some(heading::<H>(cell)?.0.field()))
                .collect();
            fields.sort_unstable();
            fields.dedup();
            fields.len()
        };
        let best = held
            .iter()
            .enumerate()
            .map(|(at, (_, cells))| (count(cells), at))
            .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
        let Some((_, at)) = best.filter(|(count, _)| *count >= ENOUGH) else {
            self.headings = Headings::None;
            return;
        };
        let (columns, last) = headings(&held, at, out);
        for (line, cells) in held.into_iter().skip(last + 1) {
            self.row(line, cells, &columns, out);
        }
        self.headings = Headings::Found(columns);
    }

    fn row(&self, line: u32, cells: Cells, columns: &[(u32, H, u32)], out: &mut Found) {
        let is_total = cells.iter().any(|(_, cell)| {
            matches!(cell, Cell::Text(text) if matches!(key(text).as_str(), "合计" | "总计" | "小计" | "共计"))
        });
        let mut row = Row::default();
        for (at, cell) in cells {
            if let Some((_, column, power)) = columns.iter().find(|(column, ..)| *column == at) {
                row.cells
                    .insert(column.field().to_owned(), in_unit(*column, cell, *power));
            }
        }
        if row.cells.is_empty() || is_total && !row.cells.contains_key(H::OF_DATA) {
            return;
        }
        out.rows.push((
            Place {
                sheet: self.name.clone(),
                line,
            },
            row,
        ));
    }
}

/// What was found in the sheets so far.
#[derive(Debug, Default)]
pub struct Found {
    /// Rows below headings; whoever takes them leaves none.
    pub rows: Vec<(Place, Row)>,
    /// Identifiers of the columns of all sheets.
    pub fields: Vec<&'static str>,
    /// Headings that no column is known by.
    pub ignored: Vec<String>,
}

fn heading<H: Heading>(cell: &Cell) -> Option<(H, u32)> {
    match cell {
        Cell::Text(text) => H::of(text),
        _ => None,
    }
}

/// The columns under the headings of a row, completed by the rows beside it where headings are merged
/// over two; and the last row that is part of them.
fn headings<H: Heading>(
    held: &[(u32, Cells)],
    at: usize,
    out: &mut Found,
) -> (Vec<(u32, H, u32)>, usize) {
    let mut columns: Vec<(u32, H, u32)> = Vec::new();
    let mut last = at;
    let main = &held[at].1;
    for row in [Some(at), at.checked_sub(1), Some(at + 1)] {
        let Some((row, (_, cells))) = row.and_then(|row| Some((row, held.get(row)?))) else {
            continue;
        };
        // One word below the headings that is a heading too is a value.
        let known = cells
            .iter()
            .filter(|(_, cell)| heading::<H>(cell).is_some());
        if row > at && known.count() < 2 {
            continue;
        }
        for (column, cell) in cells {
            let taken = columns.iter().any(|(other, ..)| other == column);
            let Some((found, power)) = heading::<H>(cell).filter(|_| !taken) else {
                continue;
            };
            if columns
                .iter()
                .any(|(_, other, _)| other.field() == found.field())
            {
                continue;
            }
            columns.push((*column, found, power));
            last = last.max(row);
        }
    }
    for (column, cell) in main {
        if let Cell::Text(text) = cell
            && !columns.iter().any(|(other, ..)| other == column)
        {
            let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let name: String = name.chars().take(40).collect();
            if !name.is_empty() && !out.ignored.contains(&name) && out.ignored.len() < 50 {
                out.ignored.push(name);
            }
        }
    }
    for (_, column, _) in &columns {
        if !out.fields.contains(&column.field()) {
            out.fields.push(column.field());
        }
    }
    (columns, last)
}

/// An amount under a heading in 万元 says so itself.
fn in_unit<H: Heading>(column: H, cell: Cell, power: u32) -> Cell {
    if power == 0 || !column.is_money() {
        return cell;
    }
    let text = match &cell {
        Cell::Number(_) => cell.shown(),
        Cell::Text(text) if !text.contains(['万', '元']) && !super::values::is_blank(text) => {
            text.trim().to_owned()
        }
        _ => return cell,
    };
    Cell::Text(format!("{text}万元"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rosters::columns::Column;

    fn row(cells: &[&str]) -> Cells {
        let cells = cells
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty());
        cells
            .map(|(at, text)| (u32::try_from(at).unwrap(), Cell::Text((*text).to_owned())))
            .collect()
    }

    fn read(rows: &[&[&str]]) -> Found {
        let mut found = Found::default();
        let mut sheet = Sheet::<&'static Column>::new("花名册");
        for (index, cells) in rows.iter().enumerate() {
            sheet.feed(u32::try_from(index + 1).unwrap(), row(cells), &mut found);
        }
        sheet.finish(&mut found);
        found
    }

    #[test]
    fn headings_stand_below_titles_in_any_order() {
        let found = read(&[
            &["2014年临沂市兰山区困难职工花名册"],
            &["填报单位：兰山街道总工会", "", "", "填报日期：2014年8月"],
            &[
                "序号",
                "与户主关系",
                "姓 名",
                "身份证号码",
                "人均年收入(万元)",
            ],
            &["1", "户主", "张三", "371302197801010010", "0.8"],
            &["2", "妻子", "李四", "", ""],
            &["合计", "", "2", "", "0.8"],
        ]);
        assert_eq!(found.ignored, ["序号"]);
        assert_eq!(
            found.fields,
            ["relation", "name", "idNumber", "annualIncomePerHead"]
        );
        let lines: Vec<u32> = found.rows.iter().map(|(place, _)| place.line).collect();
        assert_eq!(lines, [4, 5]);
        assert_eq!(
            found.rows[0].1.cells["annualIncomePerHead"],
            Cell::Text("0.8万元".into())
        );
    }

    #[test]
    fn headings_merged_over_two_rows_are_one() {
        let found = read(&[
            &["花名册"],
            &["姓名", "身份证号", "家庭情况", "", "联系电话"],
            &["", "", "户口类型", "住房类型", ""],
            &[
                "张三",
                "371302197801010010",
                "农业",
                "自建房",
                "15400000001",
            ],
        ]);
        assert_eq!(
            found.fields,
            ["name", "idNumber", "phone", "hukou", "housing"]
        );
        assert_eq!(found.rows.len(), 1);
        assert!(found.rows[0].1.cells.contains_key("housing"));
    }

    #[test]
    fn sheets_without_headings_and_those_of_the_template_hold_no_rows() {
        let found = read(&[&["说明", "请认真填写"], &["一", "二", "三"]]);
        assert!(found.rows.is_empty() && found.fields.is_empty());
        let mut found = Found::default();
        let mut sheet = Sheet::<&'static Column>::new("示例");
        sheet.feed(1, row(&["姓名", "与户主关系", "身份证号"]), &mut found);
        sheet.finish(&mut found);
        assert!(found.fields.is_empty());
    }

    #[test]
    fn a_second_column_of_one_meaning_is_told_as_ignored() {
        let found = read(&[
            &["姓名", "电话", "手机", "关系"],
            &["张三", "1", "2", "本人"],
        ]);
        assert_eq!(found.ignored, ["手机"]);
        assert_eq!(found.rows[0].1.cells["phone"], Cell::Text("1".into()));
    }
}

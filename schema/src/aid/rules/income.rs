//! Incomes held against a line: exact, because nothing is divided before it is compared.

use crate::text::Text;
use crate::values::Fen;

/// What an income is held against a line with. All amounts are fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    /// 年人均收入, as the file has it.
    pub per_head: i64,
    /// 家庭人口
    pub persons: i32,
    /// 年刚性支出 of the whole household; nothing where the rule does not take it off.
    pub rigid: Option<i64>,
    /// The line, a month.
    pub line: i64,
    /// So many percent of the line.
    pub percent: i32,
}

/// Rigid costs held against the year's income, in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burden {
    /// 年人均收入
    pub per_head: i64,
    /// 家庭人口
    pub persons: i32,
    /// 年刚性支出
    pub rigid: i64,
    /// More than so many percent.
    pub percent: i32,
}

/// The arithmetic of a step, as numbers and as a text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sum {
    /// The household's income of a year.
    pub income: i64,
    /// Rigid costs that were taken off, or held against it.
    pub rigid: Option<i64>,
    /// 家庭人口
    pub persons: i32,
    /// What is left for each person in a month, rounded down; only for showing.
    pub monthly: Option<i64>,
    /// The line.
    pub line: Option<i64>,
    /// Percent of the line, or of the income.
    pub percent: i32,
    /// How it reads.
    pub text: Text,
}

impl Income {
    /// The household's income of a year.
    #[must_use]
    pub fn of_year(&self) -> i128 {
        i128::from(self.per_head) * i128::from(self.persons)
    }

    fn left(&self) -> i128 {
        self.of_year() - i128::from(self.rigid.unwrap_or(0))
    }

    /// Whether the monthly income of each person lies below so many percent of the line:
    /// `left ÷ 12 ÷ persons < line × percent ÷ 100`, multiplied out.
    #[must_use]
    pub fn is_below(&self) -> bool {
        self.left() * 100
            < i128::from(self.line) * i128::from(self.percent) * 12 * i128::from(self.persons)
    }

    /// As numbers and as a text; `place` and `month` say whose line it is.
    #[must_use]
    pub fn sum(&self, place: &str, month: (i32, u32)) -> Sum {
        let (persons, left) = (i128::from(self.persons), self.left());
        let monthly = left.div_euclid(12 * persons);
        let equals = if left.rem_euclid(12 * persons) == 0 {
            "="
        } else {
            "≈"
        };
        let sign = if self.is_below() { "<" } else { "≥" };
        let (line, year) = (yuan(self.line.into()), yuan(self.of_year()));
        let limit = i128::from(self.line) * i128::from(self.percent);
        let (times_zh, times_en) = if self.percent == 100 {
            (String::new(), String::new())
        } else {
            let is = if limit % 100 == 0 { "=" } else { "≈" };
            let limit = yuan(limit.div_euclid(100));
            (
                format!(" × {}% {is} {limit} 元/月", self.percent),
                format!(" × {}% {is} {limit} a month", self.percent),
            )
        };
        let (unit_zh, unit_en) = if self.percent == 100 {
            (" 元/月", " a month")
        } else {
            ("", "")
        };
        let (from_zh, from_en) = match self.rigid {
            Some(rigid) => {
                let rigid = yuan(rigid.into());
                (
                    format!("(年收入 {year} − 刚性支出 {rigid})"),
                    format!("(income of the year {year} − rigid costs {rigid})"),
                )
            }
            None => (
                format!("年收入 {year}"),
                format!("income of the year {year}"),
            ),
        };
        let (number, monthly_text) = (self.persons, yuan(monthly));
        let (of_year, of_month) = month;
        Sum {
            income: clamp(self.of_year()),
            rigid: self.rigid,
            persons: self.persons,
            monthly: Some(clamp(monthly)),
            line: Some(self.line),
            percent: self.percent,
            text: Text::new(
                format!(
                    "{from_zh} ÷ 12 ÷ {number} 人 {equals} {monthly_text} 元/月 {sign} 低保线 {line}{unit_zh}{times_zh} ({place} {of_year}年{of_month}月)"
                ),
                format!(
                    "{from_en} ÷ 12 ÷ {number} persons {equals} {monthly_text} a month {sign} line {line}{unit_en}{times_en} ({place}, {of_year}-{of_month:02})"
                ),
            ),
        }
    }
}

impl Burden {
    /// Whether the rigid costs are more than so many percent of the year's income.
    #[must_use]
    pub fn is_above(&self) -> bool {
        i128::from(self.rigid) * 100 > self.of_year() * i128::from(self.percent)
    }

    fn of_year(&self) -> i128 {
        i128::from(self.per_head) * i128::from(self.persons)
    }

    /// As numbers and as a text.
    #[must_use]
    pub fn sum(&self) -> Sum {
        let sign = if self.is_above() { ">" } else { "≤" };
        let (rigid, year) = (yuan(self.rigid.into()), yuan(self.of_year()));
        let (limit, percent) = (self.of_year() * i128::from(self.percent), self.percent);
        let is = if limit % 100 == 0 { "=" } else { "≈" };
        let limit = yuan(limit.div_euclid(100));
        Sum {
            income: clamp(self.of_year()),
            rigid: Some(self.rigid),
            persons: self.persons,
            monthly: None,
            line: None,
            percent,
            text: Text::new(
                format!("刚性支出 {rigid} {sign} 年收入 {year} × {percent}% {is} {limit}"),
                format!(
                    "rigid costs {rigid} {sign} income of the year {year} × {percent}% {is} {limit}"
                ),
            ),
        }
    }
}

/// The amounts of a rule as the SQL of the preview compares them, kept beside [`Income::is_below`] so
/// that both stay one: `h` is the household, `line` the line's amount.
#[must_use]
pub fn comparison(less_rigid: bool, percent: &str, line: &str) -> String {
    let rigid = if less_rigid {
        " - h.rigid_fen::numeric"
    } else {
        ""
    };
    format!(
        "(h.income_fen::numeric * h.population{rigid}) * 100 < {line}::numeric * {percent} * 12 * h.population"
    )
}

fn clamp(fen: i128) -> i64 {
    i64::try_from(fen).unwrap_or(if fen < 0 { i64::MIN } else { i64::MAX })
}

/// Yuan with thousands apart: 36,000.00.
pub(super) fn yuan(fen: i128) -> String {
    let text = Fen(clamp(fen)).to_string();
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |text| ("-", text));
    let (whole, rest) = text.split_once('.').unwrap_or((text, "00"));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{rest}")
}

//! Rules in words, as a county's notice would put them.

use super::finding::list;
use super::terms::{Condition, MemberRule};
use crate::text::{Language, Text};

fn around(text: &Text, zh: (&str, &str), en: (&str, &str)) -> Text {
    Text::new(
        format!("{}{}{}", zh.0, text.in_language(Language::Chinese), zh.1),
        format!("{}{}{}", en.0, text.in_language(Language::English), en.1),
    )
}

impl Condition {
    /// What is asked.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Self::Tier { tiers } => around(
                &list(tiers, |tier, language| tier.label(language)),
                ("困难类别为：", ""),
                ("the tier is one of: ", ""),
            ),
            Self::Cause { causes } => around(
                &list(causes, |cause, language| cause.label(language)),
                ("致困原因含有：", ""),
                ("among the causes is: ", ""),
            ),
            Self::Facts { facts } => around(
                &list(facts, |fact, language| fact.label(language)),
                ("具备其中一项：", ""),
                ("one of these holds: ", ""),
            ),
            Self::Without { facts } => around(
                &list(facts, |fact, language| fact.label(language)),
                ("没有以下情形：", ""),
                ("none of these holds: ", ""),
            ),
            Self::Income {
                percent,
                less_rigid,
            } => {
                let (zh, en) = if *less_rigid {
                    (
                        "（年收入 − 刚性支出）÷ 12 ÷ 人口",
                        "(income − rigid costs) ÷ 12 ÷ persons",
                    )
                } else {
                    ("年收入 ÷ 12 ÷ 人口", "income ÷ 12 ÷ persons")
                };
                Text::new(
                    format!("{zh} 低于当地当月低保线的 {percent}%"),
                    format!("{en} is below {percent}% of the county's line of the month"),
                )
            }
            Self::Burden { percent } => Text::new(
                format!("刚性支出超过年收入的 {percent}%"),
                format!("rigid costs are more than {percent}% of the year's income"),
            ),
            Self::Member(member) => member.words(),
            Self::OnceAYear => Text::new(
                "本年度没有享受过同类救助",
                "no aid of this kind was given this year",
            ),
            Self::NotWith { kinds } => around(
                &list(kinds, |kind, language| kind.label(language)),
                ("本年度没有享受过：", ""),
                ("none of these was given this year: ", ""),
            ),
        }
    }
}

impl MemberRule {
    fn words(&self) -> Text {
        let of = |language| {
            let chinese = language == Language::Chinese;
            let labels = |texts: Vec<&'static str>| texts.join(if chinese { "、" } else { ", " });
            let mut marks = Vec::new();
            if !self.relations.is_empty() {
                marks.push(labels(
                    self.relations.iter().map(|of| of.label(language)).collect(),
                ));
            }
            let age = match (self.age_from, self.age_to, chinese) {
                (Some(from), Some(to), true) => Some(format!("当年满 {from} 至 {to} 岁")),
                (Some(from), None, true) => Some(format!("当年满 {from} 岁以上")),
                (None, Some(to), true) => Some(format!("当年不超过 {to} 岁")),
                (Some(from), Some(to), false) => {
                    Some(format!("{from} to {to} years within the year"))
                }
                (Some(from), None, false) => Some(format!("{from} years or more within the year")),
                (None, Some(to), false) => Some(format!("{to} years at most within the year")),
                (None, None, _) => None,
            };
            marks.extend(age);
            if !self.levels.is_empty() {
                let levels = labels(self.levels.iter().map(|of| of.label(language)).collect());
                marks.push(if chinese {
                    format!("就读{levels}")
                } else {
                    format!("at {levels}")
                });
            }
            let (before, between) = if chinese {
                ("家庭成员中有：", "，")
            } else {
                ("a member: ", "; ")
            };
            format!("{before}{}", marks.join(between))
        };
        Text::new(of(Language::Chinese), of(Language::English))
    }
}

//! What the facts of a household are, in words that name nobody.

use super::codes::{AidFact, MissingPlace};
use super::eligibility::Missing;
use super::facts::{Facts, Line, MemberFacts};
use super::income::yuan;
use super::terms::MemberRule;
use crate::funds::rules::ProgrammeKind;
use crate::text::{Language, Text};

/// Labels in both languages, one after the other.
pub(super) fn list<T: Copy>(values: &[T], label: fn(T, Language) -> &'static str) -> Text {
    let of = |language, between: &str| {
        let labels: Vec<_> = values.iter().map(|value| label(*value, language)).collect();
        labels.join(between)
    };
    Text::new(of(Language::Chinese, "、"), of(Language::English, ", "))
}

fn both(text: &Text) -> (&str, &str) {
    (
        text.in_language(Language::Chinese),
        text.in_language(Language::English),
    )
}

pub(super) fn tier(facts: &Facts) -> Text {
    Text::new(
        format!("困难类别为{}", facts.tier.label(Language::Chinese)),
        format!("the tier is {}", facts.tier.label(Language::English)),
    )
}

pub(super) fn causes(facts: &Facts) -> Text {
    let causes = list(&facts.causes, |cause, language| cause.label(language));
    let (zh, en) = both(&causes);
    Text::new(format!("致困原因为{zh}"), format!("the causes are {en}"))
}

pub(super) fn facts(answers: &[(AidFact, Option<bool>)]) -> Text {
    let of = |language, between: &str, words: [&str; 3]| {
        let one = |(fact, answer): &(AidFact, Option<bool>)| {
            let word = match answer {
                Some(true) => words[0],
                Some(false) => words[1],
                None => words[2],
            };
            format!("{}{word}", fact.label(language))
        };
        let all: Vec<_> = answers.iter().map(one).collect();
        all.join(between)
    };
    Text::new(
        of(Language::Chinese, "；", ["：是", "：否", "：待定"]),
        of(
            Language::English,
            "; ",
            [": yes", ": no", ": not known yet"],
        ),
    )
}

pub(super) fn missing_facts(answers: &[(AidFact, Option<bool>)]) -> Vec<Missing> {
    let unknown = answers.iter().filter(|(_, answer)| answer.is_none());
    let what = |fact: AidFact| match fact {
        AidFact::NeedyFile => Text::new(
            "困难职工档案正在审批，批准后自动更新",
            "the needy worker's file is being decided; what comes of it is told here",
        ),
        AidFact::Consent => Text::new(
            "同意使用信息的日期（同意书）",
            "the day of consent to the use of the family's data",
        ),
        other => Text::new(
            other.label(Language::Chinese),
            other.label(Language::English),
        ),
    };
    unknown
        .map(|(fact, _)| Missing {
            place: MissingPlace::Household,
            what: what(*fact),
        })
        .collect()
}

pub(super) fn income(facts: &Facts) -> Text {
    let (income, rigid) = (yuan(facts.income_fen.into()), yuan(facts.rigid_fen.into()));
    Text::new(
        format!("年人均收入 {income} 元，年刚性支出 {rigid} 元"),
        format!("income a head {income} a year, rigid costs {rigid} a year"),
    )
}

pub(super) fn missing_line(line: &Line) -> Missing {
    let Some(place) = &line.place else {
        return Missing {
            place: MissingPlace::Household,
            what: Text::new(
                "住址的区划代码（用来确定按哪个县区的低保线计算）",
                "the division code of the home, which says whose line counts",
            ),
        };
    };
    let (year, month) = line.month;
    Missing {
        place: MissingPlace::LivingLine,
        what: Text::new(
            format!(
                "{place} {year}年{month}月的{}低保线",
                line.area.label(Language::Chinese)
            ),
            format!(
                "the {} line of {place} in {year}-{month:02}",
                line.area.label(Language::English)
            ),
        ),
    }
}

/// A member without a name: 子（16 岁，高中）.
pub(super) fn member(member: &MemberFacts, year: i32) -> Text {
    let of = |language, years: &str, between: &str, open: &str, close: &str| {
        let mut marks = Vec::new();
        if let Some(born) = member.birth_year {
            marks.push(format!("{}{years}", year - born));
        }
        if let Some(level) = member.level {
            marks.push(level.label(language).to_owned());
        }
        let relation = member.relation.label(language);
        if marks.is_empty() {
            return relation.to_owned();
        }
        format!("{relation}{open}{}{close}", marks.join(between))
    };
    Text::new(
        of(Language::Chinese, " 岁", "，", "（", "）"),
        of(Language::English, " years", ", ", " (", ")"),
    )
}

pub(super) fn members(answers: &[(&MemberFacts, Option<bool>)], year: i32) -> Text {
    let fit = answers.iter().filter(|(_, answer)| *answer == Some(true));
    let texts: Vec<Text> = fit.map(|(of, _)| member(of, year)).collect();
    if texts.is_empty() {
        return Text::new("没有这样的家庭成员", "there is no such member");
    }
    let of = |language, between: &str| {
        let texts: Vec<_> = texts
            .iter()
            .map(|text| text.in_language(language))
            .collect();
        texts.join(between)
    };
    Text::new(of(Language::Chinese, "、"), of(Language::English, ", "))
}

/// What is not known of the members who may be meant; nothing when somebody is.
pub(super) fn missing_of_members(
    rule: &MemberRule,
    answers: &[(&MemberFacts, Option<bool>)],
) -> Vec<Missing> {
    if answers.iter().any(|(_, answer)| *answer == Some(true)) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for (of, _) in answers.iter().filter(|(_, answer)| answer.is_none()) {
        let (zh, en) = (
            of.relation.label(Language::Chinese),
            of.relation.label(Language::English),
        );
        let mut note = |what_zh: &str, what_en: &str| {
            missing.push(Missing {
                place: MissingPlace::Members,
                what: Text::new(format!("{zh}的{what_zh}"), format!("{what_en} of the {en}")),
            });
        };
        if of.birth_year.is_none() {
            note("出生日期", "the birth date");
        }
        if of.level.is_none() && !rule.levels.is_empty() {
            note("学段", "the stage of school");
        }
    }
    missing
}

pub(super) fn given(kinds: &[ProgrammeKind], year: i32, times: usize) -> Text {
    let kinds = list(kinds, |kind, language| kind.label(language));
    let (zh, en) = both(&kinds);
    if times == 0 {
        return Text::new(
            format!("{year} 年没有享受过{zh}"),
            format!("no {en} was given in {year}"),
        );
    }
    Text::new(
        format!("{year} 年已享受{zh} {times} 次"),
        format!("{en} was given {times} times in {year}"),
    )
}

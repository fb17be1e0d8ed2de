//! The rules, case by case, with the section of the notice (临会发〔2014〕20号) that each comes from.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, NeedyFileState, Relation,
    SchoolLevel,
};
use crate::text::Language;

pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 8, 6).unwrap()
}

fn child(year: i32, level: Option<SchoolLevel>) -> MemberFacts {
    MemberFacts {
        id: Uuid::from_u128(u128::try_from(year).unwrap()),
        relation: Relation::Son,
        birth_year: Some(year),
        migrant_worker: false,
        level,
    }
}

/// Three persons with 36,000.00 a year and 18,000.00 of rigid costs.
pub(super) fn facts() -> Facts {
    Facts {
        kind: HouseholdKind::Linked,
        status: HouseholdStatus::Active,
        tier: HardshipTier::Relative,
        causes: vec![HardshipCause::Illness, HardshipCause::Schooling],
        needy_file: NeedyFileState::Filed,
        single_parent_female_worker: false,
        consent: true,
        population: 3,
        labour_force: 1,
        income_fen: 1_200_000,
        rigid_fen: 1_800_000,
        members: vec![
            MemberFacts {
                id: Uuid::from_u128(1),
                relation: Relation::Head,
                birth_year: Some(1970),
                migrant_worker: true,
                level: None,
            },
            child(1998, Some(SchoolLevel::SeniorMiddle)),
        ],
    }
}

pub(super) fn line() -> Line {
    Line {
        place: Some("兰山区".to_owned()),
        area: LineArea::Rural,
        month: (2014, 8),
        monthly_fen: Some(62_000),
    }
}

pub(super) fn offer(kind: ProgrammeKind, conditions: Vec<Condition>) -> Offer {
    let rule = |condition| Rule {
        condition,
        sentence: "条文".to_owned(),
        source: "临会发〔2014〕20号".to_owned(),
    };
    Offer {
        kind,
        year: 2014,
        opens_on: NaiveDate::from_ymd_opt(2014, 8, 1).unwrap(),
        closes_on: NaiveDate::from_ymd_opt(2014, 8, 31).unwrap(),
        terms: Terms {
            rules: conditions.into_iter().map(rule).collect(),
            ..Terms::default()
        },
    }
}

fn held(condition: Condition, facts: &Facts) -> StepOutcome {
    let offer = offer(ProgrammeKind::SchoolAid, vec![condition]);
    eligibility(&offer, facts, &line(), &History::default(), day()).steps[1].outcome
}

fn income(percent: i32, less_rigid: bool) -> Condition {
    Condition::Income {
        percent,
        less_rigid,
    }
}

fn at_school(levels: &[SchoolLevel]) -> Condition {
    Condition::Member(MemberRule {
        relations: vec![Relation::Son, Relation::Daughter],
        levels: levels.to_vec(),
        age_from: None,
        age_to: Some(22),
    })
}

#[test]
fn an_income_is_held_against_the_line_of_its_county_and_month() {
    let offer = offer(ProgrammeKind::LivingRelief, vec![income(100, true)]);
    let verdict = eligibility(&offer, &facts(), &line(), &History::default(), day());
    assert_eq!(verdict.outcome, AidOutcome::Eligible);
    let sum = verdict.steps[1].sum.clone().unwrap();
    assert_eq!(
        sum.text.in_language(Language::Chinese),
        "(年收入 36,000.00 − 刚性支出 18,000.00) ÷ 12 ÷ 3 人 = 500.00 元/月 < 低保线 620.00 元/月 (兰山区 2014年8月)"
    );
    assert_eq!(
        (sum.income, sum.rigid, sum.monthly, sum.line),
        (3_600_000, Some(1_800_000), Some(50_000), Some(62_000))
    );
}

#[test]
fn arithmetic_reads_as_it_was_reckoned() {
    let at = |rigid, percent, per_head, persons| Income {
        per_head,
        persons,
        rigid,
        line: 62_000,
        percent,
    };
    for (income, below, text) in [
        (
            at(None, 100, 1_200_000, 3),
            false,
            "年收入 36,000.00 ÷ 12 ÷ 3 人 = 1,000.00 元/月 ≥ 低保线 620.00 元/月 (兰山区 2014年8月)",
        ),
        (
            at(None, 200, 1_200_000, 3),
            true,
            "年收入 36,000.00 ÷ 12 ÷ 3 人 = 1,000.00 元/月 < 低保线 620.00 × 200% = 1,240.00 元/月 (兰山区 2014年8月)",
        ),
        // Costs may be more than there is.
        (
            at(Some(5_000_000), 100, 1_200_000, 3),
            true,
            "(年收入 36,000.00 − 刚性支出 50,000.00) ÷ 12 ÷ 3 人 ≈ -388.89 元/月 < 低保线 620.00 元/月 (兰山区 2014年8月)",
        ),
        // A hair below the line is below it, and just the line is not.
        (
            at(Some(1), 100, 744_000, 2),
            true,
            "(年收入 14,880.00 − 刚性支出 0.01) ÷ 12 ÷ 2 人 ≈ 619.99 元/月 < 低保线 620.00 元/月 (兰山区 2014年8月)",
        ),
        (
            at(Some(0), 100, 744_000, 2),
            false,
            "(年收入 14,880.00 − 刚性支出 0.00) ÷ 12 ÷ 2 人 = 620.00 元/月 ≥ 低保线 620.00 元/月 (兰山区 2014年8月)",
        ),
    ] {
        assert_eq!(income.is_below(), below, "{text}");
        let sum = income.sum("兰山区", (2014, 8));
        assert_eq!(sum.text.in_language(Language::Chinese), text);
    }
}

#[test]
fn each_rule_is_met_not_met_or_lacks_a_fact() {
    use StepOutcome::{Met, NotMet, Unknown};
    let tiers = |tiers: &[HardshipTier]| Condition::Tier {
        tiers: tiers.to_vec(),
    };
    let of = |facts: &[AidFact]| Condition::Facts {
        facts: facts.to_vec(),
    };
    let without = |facts: &[AidFact]| Condition::Without {
        facts: facts.to_vec(),
    };
    let changed = |change: fn(&mut Facts)| {
        let mut facts = facts();
        change(&mut facts);
        facts
    };
    let plain = facts();
    let applied = changed(|facts| facts.needy_file = NeedyFileState::Applied);
    let mother = changed(|facts| {
        facts.single_parent_female_worker = true;
        facts.needy_file = NeedyFileState::None;
    });
    let unsaid = changed(|facts| facts.members[1].level = None);
    let unborn = changed(|facts| facts.members[1].birth_year = None);
    let grown = changed(|facts| {
        facts.members[1] = child(1985, None);
    });
    let working = changed(|facts| {
        facts.members[1].level = None;
        facts.members[1].migrant_worker = true;
    });
    let unasked = changed(|facts| facts.consent = false);
    let senior = [SchoolLevel::SeniorMiddle, SchoolLevel::Vocational];
    for (section, condition, facts, outcome) in [
        // §4.3: the file of needy workers, its tiers and causes.
        ("4.3 tier", tiers(&[HardshipTier::Deep]), &plain, NotMet),
        (
            "4.3 tier",
            tiers(&[HardshipTier::Deep, HardshipTier::Relative]),
            &plain,
            Met,
        ),
        (
            "4.3 cause",
            Condition::Cause {
                causes: vec![HardshipCause::Schooling],
            },
            &plain,
            Met,
        ),
        (
            "4.3 cause",
            Condition::Cause {
                causes: vec![HardshipCause::WorkInjury],
            },
            &plain,
            NotMet,
        ),
        // §4.3: children of needy workers and of single-parent female workers.
        ("4.3 file", of(&[AidFact::NeedyFile]), &plain, Met),
        ("4.3 file", of(&[AidFact::NeedyFile]), &applied, Unknown),
        ("4.3 file", of(&[AidFact::NeedyFile]), &mother, NotMet),
        (
            "4.3 either",
            of(&[AidFact::NeedyFile, AidFact::SingleParentFemaleWorker]),
            &mother,
            Met,
        ),
        (
            "4.3 either",
            of(&[AidFact::SingleParentFemaleWorker, AidFact::NeedyFile]),
            &applied,
            Unknown,
        ),
        ("3.1 migrant", of(&[AidFact::MigrantWorker]), &plain, Met),
        ("3.1 door", of(&[AidFact::OwnUnit]), &plain, NotMet),
        ("consent", of(&[AidFact::Consent]), &unasked, Unknown),
        ("excluded", without(&[AidFact::Relieved]), &plain, Met),
        ("excluded", without(&[AidFact::NeedyFile]), &plain, NotMet),
        (
            "excluded",
            without(&[AidFact::NeedyFile]),
            &applied,
            Unknown,
        ),
        // §4.3: 帮扶送教育 and 金秋助学 ask for somebody at school.
        ("4.3 school", at_school(&senior), &plain, Met),
        (
            "4.3 school",
            at_school(&[SchoolLevel::Bachelor]),
            &plain,
            NotMet,
        ),
        ("4.3 school", at_school(&senior), &unsaid, Unknown),
        ("4.3 school", at_school(&senior), &unborn, Unknown),
        ("4.3 school", at_school(&senior), &grown, NotMet),
        ("4.3 school", at_school(&senior), &working, NotMet),
        (
            "rigid costs",
            Condition::Burden { percent: 49 },
            &plain,
            Met,
        ),
        (
            "rigid costs",
            Condition::Burden { percent: 50 },
            &plain,
            NotMet,
        ),
        ("once", Condition::OnceAYear, &plain, Met),
    ] {
        assert_eq!(
            held(condition.clone(), facts),
            outcome,
            "{section}: {condition:?}"
        );
    }
}

#[test]
fn what_is_missing_is_said_with_the_place_where_it_is_entered() {
    let offer = offer(
        ProgrammeKind::SchoolAid,
        vec![
            income(100, true),
            at_school(&[SchoolLevel::Primary]),
            Condition::Facts {
                facts: vec![AidFact::Consent],
            },
        ],
    );
    let mut facts = facts();
    facts.members[1] = child(2004, None);
    facts.consent = false;
    let line = Line {
        monthly_fen: None,
        ..line()
    };
    let verdict = eligibility(&offer, &facts, &line, &History::default(), day());
    assert_eq!(verdict.outcome, AidOutcome::Unclear);
    let missing: Vec<_> = verdict
        .steps
        .iter()
        .flat_map(|step| &step.missing)
        .map(|missing| (missing.place, missing.what.in_language(Language::Chinese)))
        .collect();
    assert_eq!(
        missing,
        [
            (MissingPlace::LivingLine, "兰山区 2014年8月的农村低保线"),
            (MissingPlace::Members, "子的学段"),
            (MissingPlace::Household, "同意使用信息的日期（同意书）"),
        ]
    );
    let nowhere = Line {
        place: None,
        ..line
    };
    let verdict = eligibility(&offer, &facts, &nowhere, &History::default(), day());
    assert_eq!(verdict.steps[1].missing[0].place, MissingPlace::Household);
}

#[test]
fn one_rule_against_it_outweighs_what_is_missing() {
    let offer = offer(
        ProgrammeKind::SchoolAid,
        vec![
            Condition::Tier {
                tiers: vec![HardshipTier::Deep],
            },
            income(100, true),
        ],
    );
    let line = Line {
        monthly_fen: None,
        ..line()
    };
    let verdict = eligibility(&offer, &facts(), &line, &History::default(), day());
    assert_eq!(verdict.outcome, AidOutcome::NotEligible);
    assert_eq!(verdict.suggestion, None);
}

#[test]
fn the_days_to_apply_are_the_first_step() {
    let offer = offer(ProgrammeKind::LivingRelief, vec![]);
    for (day, outcome) in [
        ("2014-07-31", AidOutcome::NotEligible),
        ("2014-08-01", AidOutcome::Eligible),
        ("2014-08-31", AidOutcome::Eligible),
        ("2014-09-01", AidOutcome::NotEligible),
    ] {
        let verdict = eligibility(
            &offer,
            &facts(),
            &line(),
            &History::default(),
            day.parse().unwrap(),
        );
        assert_eq!(verdict.outcome, outcome, "{day}");
        assert_eq!(verdict.steps[0].kind, AidRuleKind::Window);
    }
}

pub(super) fn aid(kind: ProgrammeKind, year: i32, member: Option<Uuid>, amount_fen: i64) -> Aid {
    Aid {
        kind,
        year,
        member,
        amount_fen,
    }
}

#[test]
fn what_was_given_this_year_counts_against_it() {
    use ProgrammeKind::{CollegeAid, LivingRelief, SchoolAid};
    let not_with = Condition::NotWith {
        kinds: vec![CollegeAid],
    };
    for (given, outcome) in [
        (vec![], AidOutcome::Eligible),
        (vec![aid(SchoolAid, 2013, None, 1)], AidOutcome::Eligible),
        (vec![aid(LivingRelief, 2014, None, 1)], AidOutcome::Eligible),
        (vec![aid(SchoolAid, 2014, None, 1)], AidOutcome::NotEligible),
        (
            vec![aid(CollegeAid, 2014, None, 1)],
            AidOutcome::NotEligible,
        ),
    ] {
        let offer = offer(SchoolAid, vec![Condition::OnceAYear, not_with.clone()]);
        let verdict = eligibility(&offer, &facts(), &line(), &History(given.clone()), day());
        assert_eq!(verdict.outcome, outcome, "{given:?}");
    }
}

pub(super) fn amounts(
    rows: &[(Option<HardshipTier>, Option<SchoolLevel>, i64, i64)],
) -> Vec<Amount> {
    let row = |(tier, level, from_fen, to_fen): &(_, _, i64, i64)| Amount {
        tier: *tier,
        level: *level,
        from_fen: *from_fen,
        to_fen: *to_fen,
    };
    rows.iter().map(row).collect()
}

#[test]
fn the_row_that_names_most_is_the_standard() {
    let terms = Terms {
        amounts: amounts(&[
            (None, None, 1, 1),
            (None, Some(SchoolLevel::Primary), 2, 2),
            (Some(HardshipTier::Deep), None, 3, 3),
            (Some(HardshipTier::Deep), Some(SchoolLevel::Primary), 4, 4),
        ]),
        ..Terms::default()
    };
    for (tier, level, fen) in [
        (HardshipTier::Relative, None, 1),
        (HardshipTier::Relative, Some(SchoolLevel::Primary), 2),
        (HardshipTier::Deep, Some(SchoolLevel::Bachelor), 3),
        (HardshipTier::Deep, Some(SchoolLevel::Primary), 4),
    ] {
        assert_eq!(terms.standard(tier, level).unwrap().from_fen, fen);
    }
    assert_eq!(Terms::default().standard(HardshipTier::Deep, None), None);
}

#[test]
fn an_amount_is_what_the_caps_of_the_year_leave() {
    let mut offer = offer(
        ProgrammeKind::SchoolAid,
        vec![at_school(&[
            SchoolLevel::Primary,
            SchoolLevel::SeniorMiddle,
        ])],
    );
    offer.terms.amounts = amounts(&[
        (None, Some(SchoolLevel::Primary), 50_000, 50_000),
        (None, Some(SchoolLevel::SeniorMiddle), 100_000, 150_000),
    ]);
    let mut facts = facts();
    facts.members.push(child(2004, Some(SchoolLevel::Primary)));
    let primary = facts.members[2].id;
    let reckon = |offer: &Offer, given: Vec<Aid>| {
        let verdict = eligibility(offer, &facts, &line(), &History(given), day());
        let found = verdict.suggestion.unwrap();
        let text = found.text.in_language(Language::Chinese).to_owned();
        (found.from_fen, found.to_fen, text)
    };
    let whole = "子（16 岁，高中） 1,000.00–1,500.00 元；子（10 岁，小学） 500.00 元；合计 1,500.00–2,000.00 元";
    assert_eq!(reckon(&offer, vec![]), (150_000, 200_000, whole.to_owned()));
    offer.terms.household_cap_fen = Some(180_000);
    assert_eq!(reckon(&offer, vec![]).1, 180_000);
    offer.terms.pupil_cap_fen = Some(60_000);
    let given = vec![aid(ProgrammeKind::SchoolAid, 2014, Some(primary), 40_000)];
    let (least, most, text) = reckon(&offer, given);
    assert_eq!((least, most), (80_000, 80_000));
    assert!(text.ends_with("（不超过本年度上限的余额）"), "{text}");
    let given = vec![aid(ProgrammeKind::SchoolAid, 2014, None, 500_000)];
    assert_eq!(reckon(&offer, given).1, 0);
}

#[test]
fn terms_are_read_as_they_were_stored() {
    let terms = Terms {
        rules: vec![
            Rule {
                condition: income(150, true),
                sentence: "家庭月人均收入低于低保线 1.5 倍".to_owned(),
                source: "临会发〔2014〕20号".to_owned(),
            },
            Rule {
                condition: at_school(&[SchoolLevel::Bachelor]),
                sentence: "子女考入大学".to_owned(),
                source: "临会发〔2014〕20号".to_owned(),
            },
            Rule {
                condition: Condition::OnceAYear,
                sentence: "一年一次".to_owned(),
                source: "临会发〔2014〕20号".to_owned(),
            },
        ],
        amounts: amounts(&[(None, None, 1, 2)]),
        household_cap_fen: Some(1),
        pupil_cap_fen: None,
        papers: vec!["录取通知书".to_owned()],
        decides: crate::aid::rules::AidDecider::County,
    };
    let stored = serde_json::to_value(&terms).unwrap();
    assert_eq!(stored["rules"][0]["kind"], "INCOME");
    assert_eq!(stored["rules"][0]["percent"], 150);
    assert_eq!(stored["rules"][1]["levels"][0], "BACHELOR");
    assert_eq!(serde_json::from_value::<Terms>(stored).unwrap(), terms);
}

//! What befell a family, in figures and in a cadre's words.

use chrono::NaiveDate;

use super::{
    chance::Chance,
    codes::{Cause, Marital, Occupation, Relation, Schooling, Tier},
    family::Person,
};
use crate::values::{Fen, Sex};

/// What the main cause did.
pub(super) struct Hardship {
    pub(super) affected: usize,
    pub(super) story: String,
    /// Yearly cost in yuan that it brought.
    pub(super) costs: u32,
    /// Months of the year for which wages came.
    pub(super) months_paid: i64,
}

/// An illness: the form's word, what is told, ages, yearly cost to the family in hundreds of yuan.
struct Illness(&'static str, &'static str, u32, u32, u32, u32);

const ILLNESSES: &[Illness] = &[
    Illness(
        "恶性肿瘤",
        "查出恶性肿瘤，手术后需定期化疗",
        25,
        95,
        250,
        800,
    ),
    Illness(
        "心血管病",
        "患冠心病，做了支架手术，须长期服药",
        40,
        95,
        80,
        250,
    ),
    Illness(
        "脑血管病",
        "突发脑梗塞，留下半身行动不便，生活需人照料",
        42,
        95,
        100,
        300,
    ),
    Illness(
        "终末期肾病(尿毒症)",
        "患尿毒症，每周透析三次",
        20,
        80,
        250,
        500,
    ),
    Illness(
        "糖尿病",
        "患糖尿病多年，已有并发症，靠胰岛素维持",
        30,
        95,
        60,
        150,
    ),
    Illness(
        "腰颈椎病",
        "患严重的腰椎间盘突出，不能干重活",
        25,
        75,
        40,
        120,
    ),
    Illness("肺病", "患慢性肺病，冬季反复住院", 40, 95, 60, 180),
    Illness("血液病", "患白血病，在省城医院住院化疗", 1, 45, 400, 1200),
    Illness("心血管病", "患先天性心脏病，等待手术", 0, 18, 150, 500),
];

const DISABILITIES: &[&str] = &["肢体", "视力", "听力", "智力", "精神"];

/// Lets the cause befall the fitting member, and tells it.
pub(super) fn strike(
    chance: &mut Chance,
    members: &mut [Person],
    cause: Cause,
    day: NaiveDate,
) -> Hardship {
    let affected = affected(chance, members, cause);
    let mut costs = 0;
    let mut months_paid = 10;
    let who = kin(&members[affected]);
    let pupils = members.iter().filter(|m| m.schooling.is_some()).count();
    let earners = members.iter().filter(|m| m.job.is_some()).count();
    let person = &mut members[affected];
    let story = match cause {
        Cause::Illness => {
            let age = person.age(day);
            let fitting: Vec<&Illness> = ILLNESSES
                .iter()
                .filter(|i| (i.2..=i.3).contains(&age))
                .collect();
            let Illness(health, told, _, _, low, high) = chance.one(&fitting);
            costs = chance.between(*low, *high) * 100;
            person.health = health;
            stop_work(person, Occupation::OnSickLeave);
            format!(
                "{who}{told}，每年自付医药费约{}，家中欠有外债。",
                in_words(costs)
            )
        }
        Cause::WorkInjury => {
            let (hurt, part) = chance.one(&[
                ("被机器压伤", "右手"),
                ("从脚手架上摔下", "腰部"),
                ("被叉车撞伤", "左腿"),
                ("卸货时被砸伤", "右脚"),
            ]);
            costs = chance.between(60, 260) * 100;
            let post = person.job.as_ref().map_or("临时工", |job| job.post);
            let story = format!(
                "{who}做{post}时{hurt}，{part}落下伤残，停工治疗，工伤待遇尚未落实，已自付{}。",
                in_words(costs)
            );
            person.health = "一般疾病";
            stop_work(person, Occupation::OnSickLeave);
            story
        }
        Cause::Disability => {
            let kind = chance.one(DISABILITIES);
            let degree = chance.between(1, 3);
            person.disability = Some((kind, degree));
            person.health = "残疾";
            costs = chance.between(20, 80) * 100;
            let needs_care = degree < 3 || matches!(kind, "智力" | "精神");
            if needs_care {
                stop_work(person, Occupation::Unable);
            }
            let life = if needs_care {
                "需要家人照料"
            } else {
                "行动做事多有不便"
            };
            let degree = ["一", "二", "三"][degree as usize - 1];
            format!(
                "{who}{kind}残疾{degree}级，{life}，每年康复和药费约{}。",
                in_words(costs)
            )
        }
        Cause::Schooling => {
            let (stage, grade) = person.schooling.unwrap_or((Schooling::Primary, 1));
            let stage = format!(
                "{}{}年级",
                stage.label(),
                ["一", "二", "三", "四", "五", "六"][grade.clamp(1, 6) as usize - 1]
            );
            if pupils > 1 {
                format!(
                    "家中有{pupils}个孩子上学，{who}读{stage}，学费和生活费主要靠务工收入，供养吃力。"
                )
            } else {
                format!("{who}读{stage}，学费和生活费主要靠务工收入，供养吃力。")
            }
        }
        Cause::Disaster => {
            costs = chance.between(50, 300) * 100;
            let what = chance.one(&[
                "夏季暴雨冲垮了院墙，屋内进水",
                "冰雹打坏了大棚，当年几乎没有收成",
                "大风掀翻了养殖棚，禽畜死伤大半",
                "线路老化引起火灾，烧毁两间房屋",
            ]);
            format!("{what}，损失约{}。", in_words(costs))
        }
        Cause::Accident => {
            costs = chance.between(100, 600) * 100;
            person.health = "一般疾病";
            stop_work(person, Occupation::OnSickLeave);
            let what = chance.one(&[
                "骑电动车回家途中遭遇车祸，肇事方无力赔偿",
                "在家修房时摔伤，多处骨折",
                "被烫伤，大面积植皮",
            ]);
            format!("{who}{what}，住院花费{}，仍在休养。", in_words(costs))
        }
        Cause::Unemployment => {
            let post = person.job.as_ref().map_or("临时工", |job| job.post);
            let why = chance.one(&["企业停产", "工程完工", "企业搬迁", "订单减少、车间裁员"]);
            let story = format!(
                "{who}原做{post}，因{why}失去工作，已{}个月没有稳定收入。",
                chance.between(3, 11)
            );
            stop_work(person, Occupation::Unemployed);
            story
        }
        Cause::LowIncome => {
            let wage = person
                .job
                .as_ref()
                .map_or(0, |job| job.monthly_wage.0 / 100);
            match earners {
                0 | 1 => format!("全家主要靠{who}务工，月工资{wage}元左右，没有其他固定收入。"),
                _ => format!("全家{earners}人务工，{who}月工资{wage}元左右，工资都不高。"),
            }
        }
        Cause::WageArrears => {
            let months = chance.between(2, 7);
            months_paid = 12 - i64::from(months);
            let wage = person
                .job
                .as_ref()
                .map_or(0, |job| job.monthly_wage.0 / 100);
            let reason = chance.one(&[
                "包工头说工程款没有结清",
                "企业称资金周转困难",
                "老板一拖再拖、近来联系不上",
            ]);
            format!(
                "{who}被拖欠工资{months}个月，约{}元，{reason}，多次讨要无果。",
                wage * i64::from(months)
            )
        }
        Cause::SingleParent => {
            let how = if person.marital == Marital::Widowed {
                "配偶因病去世，"
            } else {
                "离异后"
            };
            format!("{how}独自抚养孩子，既要上工又要照料家里，收入有限。")
        }
        Cause::WidowedOrOrphaned => {
            let grandchild = members
                .iter()
                .find(|m| m.relation == Relation::Grandchild)
                .map(kin);
            match grandchild {
                Some(who) => {
                    format!("老伴去世，儿子病故、儿媳改嫁，独自带着{who}生活，靠种地和零工维持。")
                }
                None => "老伴去世，身边没有子女照应，年纪大了干不动重活，生活没有着落。".to_owned(),
            }
        }
        Cause::Other => {
            costs = chance.between(50, 200) * 100;
            let why = chance.one(&[
                "为他人借款担保，被追偿",
                "合伙做小生意亏本",
                "老家房屋成了危房，翻建借了钱",
            ]);
            format!("{why}，背上债务约{}，还款压力大。", in_words(costs))
        }
    };
    Hardship {
        affected,
        story,
        costs,
        months_paid,
    }
}

fn affected(chance: &mut Chance, members: &[Person], cause: Cause) -> usize {
    let only = |fits: fn(&Person) -> bool| members.iter().position(fits).unwrap_or(0);
    match cause {
        Cause::Illness | Cause::Disability => chance.below(members.len() as u32) as usize,
        Cause::Accident if members.len() > 1 && members[1].relation == Relation::Spouse => {
            chance.below(2) as usize
        }
        Cause::Schooling => only(|m| m.schooling.is_some()),
        _ => 0,
    }
}

fn stop_work(person: &mut Person, occupation: Occupation) {
    if matches!(
        person.occupation,
        Occupation::MigrantWorker | Occupation::Farmer
    ) {
        person.occupation = occupation;
        person.job = None;
        if occupation != Occupation::Unemployed {
            person.wish = None;
        }
    }
}

/// What the head calls the member.
pub(super) fn kin(person: &Person) -> &'static str {
    match (person.relation, person.sex) {
        (Relation::Head, _) => "本人",
        (Relation::Spouse, Sex::Female) => "妻子",
        (Relation::Spouse, Sex::Male) => "丈夫",
        (Relation::Son, _) => "儿子",
        (Relation::Daughter, _) => "女儿",
        (Relation::Father, _) => "父亲",
        (Relation::Mother, _) => "母亲",
        (Relation::InLaw, Sex::Male) => "公公",
        (Relation::InLaw, Sex::Female) => "婆婆",
        (Relation::Grandchild, Sex::Male) => "孙子",
        (Relation::Grandchild, Sex::Female) => "孙女",
    }
}

/// Yuan as people say them: 8500元, 3.6万元.
pub(super) fn in_words(yuan: u32) -> String {
    match (yuan / 10_000, yuan % 10_000 / 1000) {
        (0, _) => format!("{yuan}元"),
        (ten_thousands, 0) => format!("{ten_thousands}万元"),
        (ten_thousands, thousands) => format!("{ten_thousands}.{thousands}万元"),
    }
}

/// Wages for the months paid, and what farming and odd jobs bring.
pub(super) fn income(chance: &mut Chance, members: &[Person], months_paid: i64) -> Fen {
    let fen = members
        .iter()
        .map(|member| match (&member.job, member.occupation) {
            (Some(job), _) if member.relation == Relation::Head => job.monthly_wage.0 * months_paid,
            (Some(job), _) => job.monthly_wage.0 * 8,
            (None, Occupation::Farmer) => i64::from(chance.between(30, 80)) * 10_000,
            (None, _) if member.relation == Relation::Head => {
                i64::from(chance.between(10, 40)) * 10_000
            }
            _ => 0,
        });
    Fen(fen.sum())
}

/// The cause's costs, and a pupil's by stage.
pub(super) fn rigid_costs(members: &[Person], costs: u32) -> Fen {
    let school = members
        .iter()
        .filter_map(|m| m.schooling)
        .map(|(stage, _)| match stage {
            Schooling::Primary | Schooling::JuniorMiddle => 1_500,
            Schooling::SeniorMiddle | Schooling::Vocational => 6_000,
            Schooling::College => 15_000,
        });
    Fen((i64::from(costs) + school.sum::<i64>()) * 100)
}

/// (income − rigid costs) ÷ 12 ÷ persons, against a line of 300 yuan for the demo; sudden events have their own tier.
pub(super) fn tier(cause: Cause, income: Fen, costs: Fen, persons: usize) -> Tier {
    if matches!(cause, Cause::Accident | Cause::Disaster) {
        return Tier::Accidental;
    }
    let months = 12 * i64::try_from(persons.max(1)).unwrap_or(1);
    if (income.0 - costs.0) / months < 30_000 {
        Tier::Deep
    } else {
        Tier::Relative
    }
}

/// Causes that the family's facts show beside the main one.
pub(super) fn further_causes(members: &[Person], main: Cause, single_parent: bool) -> Vec<Cause> {
    let pupils = members.iter().filter(|m| m.schooling.is_some()).count();
    let facts = [
        (Cause::SingleParent, single_parent),
        (Cause::Schooling, pupils > 1),
        (Cause::LowIncome, members.iter().all(|m| m.job.is_none())),
    ];
    facts
        .into_iter()
        .filter(|(cause, holds)| *holds && *cause != main)
        .map(|(cause, _)| cause)
        .collect()
}

//! Notes of visits in the words in which cadres write them.

use super::{
    chance::Chance,
    codes::{Cause, Occupation, Wish},
    family::Family,
    hardship::kin,
};

/// A visit's note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitNote {
    /// What was seen and heard.
    pub seen: String,
    /// What the family asks for (利益诉求).
    pub claim: &'static str,
}

pub(super) fn draw(chance: &mut Chance, family: &Family) -> VisitNote {
    let opening = chance.one(&[
        "入户走访，了解到",
        "上门走访，与家人座谈，了解到",
        "入户再摸底，了解到",
        "傍晚收工后入户，了解到",
    ]);
    let people = family.members.len();
    let working = family
        .members
        .iter()
        .filter(|m| matches!(m.occupation, Occupation::MigrantWorker | Occupation::Farmer))
        .count();
    let home = match working {
        0 => format!("全家{people}口人，目前没有劳动力。"),
        _ => format!("全家{people}口人，{working}人劳动。"),
    };
    let wish = family.members[0].wish.map_or("", wish_sentence);
    let met = chance.one(
        &family
            .members
            .iter()
            .filter(|m| m.occupation != Occupation::Child)
            .map(kin)
            .collect::<Vec<_>>(),
    );
    let mood = match met {
        "本人" => "本人在家，愿意配合登记。".to_owned(),
        other => format!("当天{other}在家。"),
    };
    VisitNote {
        seen: format!("{opening}：{}{home}{wish}{mood}", family.story),
        claim: chance.one(claims(family.cause)),
    }
}

fn wish_sentence(wish: Wish) -> &'static str {
    match wish {
        Wish::MigrateAgain => "打算继续外出务工，想学一门手艺。",
        Wish::ReturnAndStartUp => "想回乡创业，缺资金和门路。",
        Wish::LocalProduction => "想在家门口搞种植养殖，需要技术指导。",
        Wish::OwnUnitSkills => "想在现在的单位提高技能、换个好一点的岗位。",
    }
}

fn claims(cause: Cause) -> &'static [&'static str] {
    match cause {
        Cause::Illness => &["希望减轻医药费负担", "希望了解大病保险怎样报销"],
        Cause::WorkInjury => &["希望尽快认定工伤", "希望用人单位支付医疗费和停工工资"],
        Cause::Disability => &["希望办理残疾补贴", "希望有适合残疾人的工作"],
        Cause::Schooling => &["希望得到助学金", "希望了解助学贷款怎样办理"],
        Cause::Disaster => &["希望得到修缮房屋的补助", "希望得到恢复生产的贷款"],
        Cause::Accident => &["希望得到临时救助", "希望有人帮助打赔偿官司"],
        Cause::Unemployment => &["希望介绍一份稳定的工作", "希望参加技能培训"],
        Cause::LowIncome => &["希望提高收入", "希望找到工资高一点的岗位"],
        Cause::WageArrears => &["要求尽快拿到被拖欠的工资", "希望有人出面协调讨薪"],
        Cause::SingleParent => &["希望有人帮助照看孩子放学", "希望孩子能得到助学金"],
        Cause::WidowedOrOrphaned => &["希望申请低保", "希望有人常来看看"],
        Cause::Other => &["希望得到生活救助", "希望增加收入早日还债"],
    }
}

//! The first words of a letter, from what the case knows.

use chrono::{Days, NaiveDate};

use super::{get, private_of, workers_of};
use crate::employers::service as employers;
use crate::error::{Error, Result};
use crate::id::RightsCaseId;
use crate::rights::rules::{Facts, RightsCaseKind, RightsDepartment};
use crate::tenancy::{Permission, Scope};
use crate::text::Language;
use crate::values::{Fen, PersonName};

/// A letter as it may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterDraft {
    /// 主送机关
    pub recipient: String,
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// Until when an answer may be asked for.
    pub due_on: NaiveDate,
}

/// Days that a department usually has to answer a letter; a letter may ask for another day.
const USUAL: u64 = 15;

/// Composes a letter about a case that the viewer handles and reads by name.
///
/// # Errors
/// [`Error::NotFound`], also for who reads no names in it; [`Error::Forbidden`] without the permission.
pub async fn draft(
    scope: &Scope,
    id: RightsCaseId,
    department: RightsDepartment,
) -> Result<LetterDraft> {
    scope.require(Permission::RightsHandle)?;
    let case = get(scope, id).await?;
    let named = private_of(scope, vec![case.id]).await?;
    let named = named.into_iter().next().ok_or(Error::NotFound)?;
    let workers = workers_of(scope, vec![case.id]).await?;
    let employer = match case.employer_id {
        Some(id) => employers::get(scope, id.into()).await?.name,
        None => named.respondent.map(|name| name.0).unwrap_or_default(),
    };
    let facts: Facts =
        serde_json::from_value(named.facts).map_err(|error| Error::bug(error.to_string()))?;
    let names: Vec<&str> = workers.iter().map(|row| row.name.0.as_str()).collect();
    let people = match (names.as_slice(), case.workers_concerned) {
        ([one], 1) => (*one).to_owned(),
        (all, concerned) => {
            let shown: Vec<&str> = all.iter().take(3).copied().collect();
            format!("{}等{concerned}名职工", shown.join("、"))
        }
    };
    let kind = case.kind.label(Language::Chinese);
    let place = case.place_text.clone().unwrap_or_default();
    let site = case.site.as_deref();
    let site = match (site, place.as_str()) {
        (Some(site), "") => format!("（{site}）"),
        (Some(site), place) => format!("（{site}，位于{place}）"),
        (None, "") => String::new(),
        (None, place) => format!("（位于{place}）"),
    };
    let masked = names.first().and_then(|name| PersonName::parse(name).ok());
    let masked = masked.map_or_else(|| case.label.clone(), |name| name.one_hidden());
    let whose = match case.workers_concerned {
        1 => masked,
        concerned => format!("{masked}等{concerned}名职工"),
    };
    let body = [
        format!("近日，{people}向我会反映：{}", named.account.0.trim_end_matches(['。', '.'])) + "。",
        format!("经初步了解，用人单位为{employer}{site}。{}", what_is_known(case.kind, &facts, case.claimed_fen)),
        format!("职工的诉求是：{}。", named.claim.0.trim_end_matches(['。', '.'])),
        "根据《中华人民共和国工会法》第二十二条、第二十三条的规定，现商请贵单位依法调查处理，维护职工合法权益，\
         并将处理情况函告我会。我会将积极配合做好相关工作。"
            .to_owned(),
    ];
    Ok(LetterDraft {
        recipient: office(department).to_owned(),
        title: format!("关于商请协调处理{whose}{kind}问题的函"),
        body: body.join("\n"),
        due_on: scope.today() + Days::new(USUAL),
    })
}

/// What departments are usually called; whoever writes adds the place.
const fn office(department: RightsDepartment) -> &'static str {
    match department {
        RightsDepartment::HumanResources => "人力资源和社会保障局",
        RightsDepartment::LabourInspection => "劳动保障监察大队",
        RightsDepartment::SocialInsurance => "社会保险事业中心",
        RightsDepartment::Health => "卫生健康局",
        RightsDepartment::Housing => "住房和城乡建设局",
        RightsDepartment::PublicSecurity => "公安局",
        RightsDepartment::Other => "有关部门",
    }
}

fn what_is_known(kind: RightsCaseKind, facts: &Facts, claimed: i64) -> String {
    let month = |day: NaiveDate| day.format("%Y年%-m月").to_string();
    let day = |day: NaiveDate| day.format("%Y年%-m月%-d日").to_string();
    let mut known = Vec::new();
    if let (Some(from), Some(to)) = (facts.wages_from, facts.wages_to) {
        known.push(format!("欠薪期间为{}至{}", month(from), month(to)));
    }
    if let Some(hired) = facts.hired_on {
        known.push(format!("职工于{}入职", day(hired)));
    }
    if let Some(injured) = facts.injured_on {
        known.push(format!("于{}受伤", day(injured)));
    }
    if let Some(diagnosed) = facts.diagnosed_on {
        known.push(format!("于{}经诊断为职业病", day(diagnosed)));
    }
    if let Some(dismissed) = facts.dismissed_on {
        known.push(format!("单位于{}解除合同", day(dismissed)));
    }
    if claimed > 0 {
        let of = match kind {
            RightsCaseKind::WageArrears => "涉及工资",
            _ => "涉及金额",
        };
        known.push(format!("{of} {} 元", Fen(claimed)));
    }
    match known.is_empty() {
        true => String::new(),
        false => known.join("，") + "。",
    }
}

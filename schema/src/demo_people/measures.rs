//! What a cadre promises a family, by its main cause.

use chrono::{Days, NaiveDate};

use super::{chance::Chance, codes::Cause, family::Family};

/// A promise with its due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was promised, in Chinese.
    pub text: &'static str,
    /// The day by which it is to be kept.
    pub due: NaiveDate,
}

/// Promises that fit a cause.
pub(super) fn texts(cause: Cause) -> &'static [&'static str] {
    match cause {
        Cause::Illness => &[
            "帮助整理住院票据，申请医疗救助",
            "联系医保窗口，核实大病保险报销",
            "申请工会临时生活救助",
        ],
        Cause::WorkInjury => &[
            "协助收集材料，申请工伤认定",
            "与用人单位协商落实停工留薪期待遇",
            "联系法律援助机构提供咨询",
        ],
        Cause::Disability => &[
            "陪同办理残疾人两项补贴申请",
            "联系残联申请康复辅具",
            "为家属介绍离家近的岗位",
        ],
        Cause::Schooling => &[
            "指导申请帮扶送教育助学金",
            "开学前落实金秋助学申请材料",
            "联系学校办理生源地助学贷款",
        ],
        Cause::Disaster => &[
            "协助申报受灾救助",
            "申请工会应急救助",
            "组织工友帮助修缮房屋",
        ],
        Cause::Accident => &[
            "申请工会应急救助",
            "联系法律援助，咨询赔偿事宜",
            "协助办理医疗费用报销",
        ],
        Cause::Unemployment => &[
            "推荐三个以上合适岗位",
            "报名免费技能培训",
            "协助办理失业登记",
        ],
        Cause::LowIncome => &[
            "报名专项职业技能培训",
            "推荐收入较高的岗位",
            "联系农技人员上门指导种养",
        ],
        Cause::WageArrears => &[
            "约用人单位协商，督促支付所欠工资",
            "向劳动监察部门反映并跟踪办理",
            "协助申请劳动仲裁和法律援助",
        ],
        Cause::SingleParent => &[
            "为孩子申请帮扶送教育助学金",
            "介绍能兼顾照看孩子的岗位",
            "联系社区解决放学后托管",
        ],
        Cause::WidowedOrOrphaned => &[
            "协助申请低保或特困供养",
            "每月上门看望一次",
            "联系卫生室建立健康档案",
        ],
        Cause::Other => &[
            "上门核实债务情况，商量还款安排",
            "介绍法律咨询",
            "推荐合适岗位增加收入",
        ],
    }
}

pub(super) fn draw(chance: &mut Chance, family: &Family, day: NaiveDate) -> Vec<Measure> {
    let texts = texts(family.cause);
    let first = chance.below(texts.len() as u32) as usize;
    let count = chance.between(1, 2) as usize;
    (first..first + count)
        .map(|place| Measure {
            text: texts[place % texts.len()],
            due: day
                .checked_add_days(Days::new(chance.between(10, 180).into()))
                .unwrap_or(day),
        })
        .collect()
}

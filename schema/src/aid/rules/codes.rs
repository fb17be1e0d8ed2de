//! The values of programmes (notice §4.3; union forms).

use crate::households::rules::Hukou;
use crate::text::coded_enum;

coded_enum! {
    /// Where a programme stands: DRAFT → OPEN → CLOSED.
    ProgrammeState {
        /// 草稿: the own union's alone.
        Draft "DRAFT" "草稿" "draft",
        /// 受理中
        Open "OPEN" "受理中" "open",
        /// 已结束
        Closed "CLOSED" "已结束" "closed",
    }
}

coded_enum! {
    /// What a rule of a programme asks.
    AidRuleKind {
        /// 困难类别 is one of these.
        Tier "TIER" "困难类别" "tier",
        /// 致困原因, the main one or another, is one of these.
        Cause "CAUSE" "致困原因" "cause",
        /// At least one of these facts holds.
        Facts "FACTS" "须具备的情形" "needed facts",
        /// None of these facts holds.
        Without "WITHOUT" "不得有的情形" "excluded facts",
        /// The monthly income of each person lies below the line of the household's county.
        Income "INCOME" "收入与低保线" "income against the line",
        /// Rigid costs are more than a share of the year's income.
        Burden "BURDEN" "刚性支出占比" "share of rigid costs",
        /// A member is of this age, relation and stage of school.
        Member "MEMBER" "家庭成员" "a member",
        /// No aid of this kind was given this year.
        OnceAYear "ONCE_A_YEAR" "一年一次" "once a year",
        /// No aid of these kinds was given this year.
        NotWith "NOT_WITH" "不与其他救助重复" "not with other aid",
        /// The days on which may be applied; every programme has them.
        Window "WINDOW" "申请时间" "days to apply",
    }
}

coded_enum! {
    /// A fact of a household that rules ask for.
    AidFact {
        /// 单亲女职工 (notice §4.3)
        SingleParentFemaleWorker "SINGLE_PARENT_FEMALE_WORKER" "单亲女职工家庭" "single-parent female worker's family",
        /// 困难职工档案: a file that was granted.
        NeedyFile "NEEDY_FILE" "已建困难职工档案" "needy worker's file",
        /// A member is a migrant worker.
        MigrantWorker "MIGRANT_WORKER" "家中有农民工" "a migrant worker in the family",
        /// 结亲连心联系户
        Linked "LINKED" "结亲连心联系户" "linked household",
        /// 本单位农民工
        OwnUnit "OWN_UNIT" "本单位农民工" "own unit's migrant worker",
        /// Nobody of the household can work.
        NoLabour "NO_LABOUR" "家中没有劳动力" "nobody who can work",
        /// Relieved from hardship, and followed.
        Relieved "RELIEVED" "已脱困" "relieved from hardship",
        /// The family agreed to the use of its data, and the form is there.
        Consent "CONSENT" "已签同意书" "consent on record",
    }
}

coded_enum! {
    /// Who decides the applications of a programme, and pays.
    #[derive(Default)]
    AidDecider {
        /// 发布项目的工会
        #[default]
        Setter "SETTER" "发布项目的工会" "the union that set it",
        /// 家庭所在县区总工会 or union of an industry; the union that set it where there is none between.
        County "COUNTY" "家庭所在县区（产业）工会" "the family's county federation",
    }
}

coded_enum! {
    /// What came of holding one rule against the facts.
    StepOutcome {
        /// 符合
        Met "MET" "符合" "met",
        /// 不符合
        NotMet "NOT_MET" "不符合" "not met",
        /// 待补充: a fact or proof is missing.
        Unknown "UNKNOWN" "待补充" "something is missing",
    }
}

coded_enum! {
    /// Whether a household may apply.
    AidOutcome {
        /// 可申请
        Eligible "ELIGIBLE" "可申请" "eligible",
        /// 待补充: nothing speaks against it, and something is missing.
        Unclear "UNCLEAR" "待补充资料" "something is missing",
        /// 不符合
        NotEligible "NOT_ELIGIBLE" "不符合" "not eligible",
    }
}

coded_enum! {
    /// Where a missing fact is entered.
    MissingPlace {
        /// 帮扶户档案
        Household "HOUSEHOLD" "帮扶户档案" "the household's file",
        /// 家庭成员
        Members "MEMBERS" "家庭成员" "the members",
        /// 低保线: the county or the city enters it.
        LivingLine "LIVING_LINE" "最低生活保障线" "the living lines",
    }
}

coded_enum! {
    /// For whom a line holds.
    LineArea {
        /// 城市
        Urban "URBAN" "城市" "urban",
        /// 农村
        Rural "RURAL" "农村" "rural",
    }
}

impl LineArea {
    /// The line that a household is measured by. Who was converted to a resident (农转居) is one of the town.
    #[must_use]
    pub const fn of(hukou: Hukou) -> Self {
        match hukou {
            Hukou::Rural => Self::Rural,
            Hukou::Urban | Hukou::Converted => Self::Urban,
        }
    }
}

impl StepOutcome {
    /// Of what is true, false or not known.
    #[must_use]
    pub const fn of(answer: Option<bool>) -> Self {
        match answer {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Unknown,
        }
    }
}

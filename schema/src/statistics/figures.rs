//! What is counted, and by what.

use crate::text::coded_enum;

coded_enum! {
    /// A figure of a subtree.
    FigureMeasure {
        /// 帮扶户: not closed.
        Households "HOUSEHOLDS" "帮扶户" "households",
        /// 已结对户
        PairedHouseholds "PAIRED_HOUSEHOLDS" "已结对户" "paired households",
        /// 未结对户
        UnpairedHouseholds "UNPAIRED_HOUSEHOLDS" "未结对户" "unpaired households",
        /// 家庭成员
        Members "MEMBERS" "家庭成员" "members",
        /// 帮扶干部
        Cadres "CADRES" "帮扶干部" "cadres",
        /// 结对不足 2 户的干部 (notice §3.2)
        CadreShortfalls "CADRE_SHORTFALLS" "结对不足 2 户的干部" "cadres with fewer than two households",
        /// 走访
        Visits "VISITS" "走访" "visits",
        /// 本月走访
        VisitsThisMonth "VISITS_THIS_MONTH" "本月走访" "visits this month",
        /// 未办结的帮扶措施
        MeasuresOpen "MEASURES_OPEN" "未办结措施" "open measures",
        /// 七日内到期
        MeasuresDue "MEASURES_DUE" "七日内到期措施" "measures due within seven days",
        /// 逾期
        MeasuresOverdue "MEASURES_OVERDUE" "逾期措施" "overdue measures",
        /// 已办结
        MeasuresDone "MEASURES_DONE" "已办结措施" "measures done",
        /// 摸底调查名单户次: households on the lists of all survey rounds.
        SurveyTasks "SURVEY_TASKS" "摸底调查名单户次" "households listed for surveys",
        /// 摸底调查登记: records that count, of all survey rounds.
        SurveyRecords "SURVEY_RECORDS" "摸底调查登记" "survey records",
        /// 救助申请: submitted, whatever became of them.
        AidApplications "AID_APPLICATIONS" "救助申请" "applications for aid",
        /// 救助人次: paid.
        AidGiven "AID_GIVEN" "救助人次" "aid given",
        /// 救助金额, in fen: paid.
        AidAmount "AID_AMOUNT" "救助金额（分）" "amount of aid in fen",
        /// 专项资金, in fen: read through the statements.
        Funds "FUNDS" "专项资金（分）" "dedicated funds in fen",
        /// 维权个案: reported, whatever became of them.
        RightsCases "RIGHTS_CASES" "维权个案" "rights cases",
        /// 维权涉及职工
        RightsWorkers "RIGHTS_WORKERS" "维权涉及职工" "workers of rights cases",
        /// 维权涉及金额, in fen: what was claimed.
        RightsClaimed "RIGHTS_CLAIMED" "维权涉及金额（分）" "amount claimed in fen",
        /// 维权追回金额, in fen: what came to the workers.
        RightsRecovered "RIGHTS_RECOVERED" "维权追回金额（分）" "amount recovered in fen",
        /// 维权结案
        RightsClosed "RIGHTS_CLOSED" "维权结案" "rights cases closed",
        /// 维权委托: offered to legal-aid partners, whatever became of them.
        RightsDelegations "RIGHTS_DELEGATIONS" "维权委托" "delegations",
        /// 工会组织
        Unions "UNIONS" "工会组织" "unions",
    }
}

coded_enum! {
    /// By what a figure is broken down.
    FigureDimension {
        /// 进入渠道
        Kind "KIND" "类型" "kind",
        /// 主要致困原因
        Cause "CAUSE" "主要致困原因" "main cause",
        /// 困难类别
        Tier "TIER" "困难类别" "tier",
        /// 困难职工档案
        NeedyFile "NEEDY_FILE" "困难职工档案" "needy worker's file",
        /// 状态
        Status "STATUS" "状态" "status",
        /// 结对户数: households a cadre answers for.
        Load "LOAD" "结对户数" "households per cadre",
        /// 月份: 2014-08
        Month "MONTH" "月份" "month",
        /// 到期日
        Due "DUE" "到期日" "due date",
        /// 工会层级
        Level "LEVEL" "层级" "level",
        /// 救助项目
        AidKind "AID_KIND" "救助项目" "programme",
        /// 救助申请状态
        AidState "AID_STATE" "申请状态" "state of the application",
        /// 资金科目, by year, place, programme and source: read through the statements.
        FundAccount "FUND_ACCOUNT" "资金科目" "account of the ledger",
        /// 维权类型
        CaseKind "CASE_KIND" "维权类型" "kind of case",
        /// 维权办理状态
        CaseState "CASE_STATE" "办理状态" "state of the case",
        /// 维权结果
        CaseResult "CASE_RESULT" "维权结果" "result of the case",
        /// 委托状态
        DelegationState "DELEGATION_STATE" "委托状态" "state of the delegation",
        /// 办理用时, from report to closing.
        Duration "DURATION" "办理用时" "time taken",
        /// 用人单位: read through the register of employers.
        Employer "EMPLOYER" "用人单位" "employer",
        /// 摸底调查办理状态, of one round: read through the round.
        SurveyState "SURVEY_STATE" "摸底调查状态" "survey state",
        /// 登记的主要致困原因, of one round: read through the round.
        SurveyCause "SURVEY_CAUSE" "登记的致困原因" "cause in the survey",
        /// 登记的困难类别, of one round: read through the round.
        SurveyTier "SURVEY_TIER" "登记的困难类别" "tier in the survey",
        /// 收入变化, of one round: read through the round.
        SurveyIncome "SURVEY_INCOME" "登记的收入变化" "income change in the survey",
        /// 变化情况, of one round: read through the round.
        SurveyDifference "SURVEY_DIFFERENCE" "登记的变化情况" "differences in the survey",
        /// 附加问题的回答, of one round: read through the round.
        SurveyAnswer "SURVEY_ANSWER" "附加问题的回答" "answers in the survey",
    }
}

/// What the table holds for a figure that follows from another: the stored measure and dimension,
/// and which of its keys count on this day.
pub(super) fn source(measure: FigureMeasure, today: chrono::NaiveDate) -> Source {
    use FigureDimension as D;
    use FigureMeasure as M;
    let day = |date: chrono::NaiveDate| date.format("%Y-%m-%d").to_string();
    match measure {
        M::CadreShortfalls => Source::keys(M::Cadres, D::Load, "0", "1"),
        M::VisitsThisMonth => {
            let month = today.format("%Y-%m").to_string();
            Source::keys(M::Visits, D::Month, &month, &month)
        }
        M::MeasuresOverdue => Source::keys(
            M::MeasuresOpen,
            D::Due,
            "",
            &day(today - chrono::Days::new(1)),
        ),
        M::MeasuresDue => Source::keys(
            M::MeasuresOpen,
            D::Due,
            &day(today),
            &day(today + chrono::Days::new(7)),
        ),
        // A total has one cell, with the empty key.
        stored => Source {
            measure: stored,
            dimension: None,
            keys: (String::new(), String::new()),
        },
    }
}

/// A stored measure and the range of keys to add up.
pub(super) struct Source {
    pub(super) measure: FigureMeasure,
    pub(super) dimension: Option<FigureDimension>,
    pub(super) keys: (String, String),
}

impl Source {
    fn keys(measure: FigureMeasure, dimension: FigureDimension, from: &str, to: &str) -> Self {
        Self {
            measure,
            dimension: Some(dimension),
            keys: (from.to_owned(), to.to_owned()),
        }
    }
}

//! The values of survey rounds (union forms; notice §5.2).

use crate::text::coded_enum;

coded_enum! {
    /// Where a survey round stands.
    SurveyState {
        /// 草稿: may be changed and removed, and nobody below sees it.
        Draft "DRAFT" "草稿" "draft",
        /// 进行中: the list and the questions are fixed.
        Open "OPEN" "进行中" "open",
        /// 已截止: nothing is recorded any more, the figures stay.
        Closed "CLOSED" "已截止" "closed",
    }
}

coded_enum! {
    /// What became of a household on the list.
    SurveyTaskState {
        /// 未访
        Todo "TODO" "未访" "to be surveyed",
        /// 未遇: somebody went and met nobody.
        NotMet "NOT_MET" "未遇" "not met",
        /// 已访
        Done "DONE" "已访" "surveyed",
        /// 补访: surveyed after the window.
        Late "LATE" "补访" "surveyed late",
        /// 搬离
        MovedAway "MOVED_AWAY" "搬离" "moved away",
        /// 本人不愿
        Refused "REFUSED" "本人不愿" "declined",
        /// 档案已注销: the file was closed after the list was fixed.
        Ended "ENDED" "档案已注销" "file closed",
    }
}

impl SurveyTaskState {
    /// Whether somebody still has to go there.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::NotMet)
    }

    /// Whether there is a record of it.
    #[must_use]
    pub const fn is_surveyed(self) -> bool {
        matches!(self, Self::Done | Self::Late)
    }
}

coded_enum! {
    /// How a question of a round is answered.
    SurveyQuestionKind {
        /// 文字
        Text "TEXT" "文字" "text",
        /// 数字
        Number "NUMBER" "数字" "number",
        /// 是否
        YesNo "YES_NO" "是否" "yes or no",
        /// 单选
        SingleChoice "SINGLE_CHOICE" "单选" "one choice",
        /// 多选
        MultipleChoice "MULTIPLE_CHOICE" "多选" "several choices",
        /// 金额
        Money "MONEY" "金额" "money",
    }
}

coded_enum! {
    /// What changed since the last record of a household.
    SurveyDifference {
        /// 收入下降
        IncomeFell "INCOME_FELL" "收入下降" "income fell",
        /// 收入上升
        IncomeRose "INCOME_ROSE" "收入上升" "income rose",
        /// 刚性支出增加
        ExpenseRose "EXPENSE_ROSE" "刚性支出增加" "rigid expenses rose",
        /// 刚性支出减少
        ExpenseFell "EXPENSE_FELL" "刚性支出减少" "rigid expenses fell",
        /// 新增致困原因
        NewCause "NEW_CAUSE" "新增致困原因" "new cause",
        /// 致困原因消除
        CauseGone "CAUSE_GONE" "致困原因消除" "cause gone",
        /// 新增帮扶需求
        NewNeed "NEW_NEED" "新增帮扶需求" "new need",
        /// 新的利益诉求
        NewClaim "NEW_CLAIM" "新的利益诉求" "new claim",
        /// 困难类别变化
        TierChanged "TIER_CHANGED" "困难类别变化" "tier changed",
        /// 住房变化
        HousingChanged "HOUSING_CHANGED" "住房变化" "housing changed",
        /// 家庭人口变化
        FamilyChanged "FAMILY_CHANGED" "家庭人口或劳动力变化" "family changed",
    }
}

coded_enum! {
    /// How the yearly income per head moved since the last record.
    IncomeChange {
        /// 下降两成及以上
        FellMuch "FELL_MUCH" "下降两成及以上" "fell by a fifth or more",
        /// 下降不足两成
        Fell "FELL" "下降不足两成" "fell by less than a fifth",
        /// 不变
        Same "SAME" "不变" "the same",
        /// 上升不足两成
        Rose "ROSE" "上升不足两成" "rose by less than a fifth",
        /// 上升两成及以上
        RoseMuch "ROSE_MUCH" "上升两成及以上" "rose by a fifth or more",
    }
}

coded_enum! {
    /// By what the records of a round are broken down.
    SurveyDimension {
        /// 主要致困原因
        Cause "CAUSE" "主要致困原因" "main cause",
        /// 困难类别
        Tier "TIER" "困难类别" "tier",
        /// 收入变化
        Income "INCOME" "收入变化" "income change",
        /// 变化情况: a household counts under each of its differences.
        Difference "DIFFERENCE" "变化情况" "differences",
    }
}

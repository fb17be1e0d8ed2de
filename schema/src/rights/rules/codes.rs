//! Codes of rights cases, as union forms have them.

use crate::text::coded_enum;

coded_enum! {
    /// What a case is about (维权类型).
    RightsCaseKind {
        /// 拖欠或克扣工资
        WageArrears "WAGE_ARREARS" "拖欠工资" "unpaid wages",
        /// 不签订劳动合同
        NoContract "NO_CONTRACT" "不签订劳动合同" "no contract",
        /// 不参加社会保险
        NoSocialInsurance "NO_SOCIAL_INSURANCE" "不参加社会保险" "no social insurance",
        /// 工伤
        WorkInjury "WORK_INJURY" "工伤" "work injury",
        /// 职业病
        OccupationalDisease "OCCUPATIONAL_DISEASE" "职业病" "occupational disease",
        /// 解除劳动合同与经济补偿
        Dismissal "DISMISSAL" "解除合同" "dismissal",
        /// 加班与休假
        Overtime "OVERTIME" "加班与休假" "overtime and leave",
        /// 劳动安全卫生
        Safety "SAFETY" "劳动安全卫生" "safety at work",
        /// 女职工与未成年工保护
        SpecialProtection "SPECIAL_PROTECTION" "女职工和未成年工保护" "protection of women and minors",
        /// 扣证件、收押金
        DepositSeized "DEPOSIT_SEIZED" "扣证收押金" "papers or deposit seized",
        /// 确认劳动关系、劳务派遣
        Relation "RELATION" "确认劳动关系" "employment denied",
        /// 工会权益
        UnionRight "UNION_RIGHT" "工会权益" "union rights",
        /// 人身侵害
        Personal "PERSONAL" "人身侵害" "violence or insult",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// Where a case stands.
    RightsCaseState {
        /// 已登记，待受理
        Reported "REPORTED" "待受理" "reported",
        /// 已受理
        Accepted "ACCEPTED" "已受理" "accepted",
        /// 已转办: sent to another union, which has not taken it in yet.
        Referred "REFERRED" "已转办" "referred",
        /// 协调中: with a government department.
        Coordinating "COORDINATING" "协调中" "coordinating",
        /// 已委托: in the hands of legal counsel.
        Delegated "DELEGATED" "已委托" "delegated",
        /// 已和解
        Settled "SETTLED" "已和解" "settled",
        /// 已胜诉
        Won "WON" "胜诉" "won",
        /// 败诉
        Lost "LOST" "败诉" "lost",
        /// 已撤回: the worker does not go on with it.
        Withdrawn "WITHDRAWN" "已撤回" "withdrawn",
        /// 不予受理
        Refused "REFUSED" "不予受理" "not accepted",
        /// 已结案
        Closed "CLOSED" "已结案" "closed",
    }
}

coded_enum! {
    /// What is done with a case.
    RightsCaseStep {
        /// 登记
        Report "REPORT" "登记" "reported",
        /// 修改
        Edit "EDIT" "修改内容" "changed",
        /// 受理
        Accept "ACCEPT" "受理" "accepted",
        /// 不予受理
        Refuse "REFUSE" "不予受理" "not accepted",
        /// 办理记录
        Note "NOTE" "办理记录" "noted",
        /// 转办
        Refer "REFER" "转办" "referred",
        /// 签收
        Receive "RECEIVE" "签收" "received",
        /// 接办
        Take "TAKE" "接办" "taken in",
        /// 退回
        Return "RETURN" "退回" "returned",
        /// 收回
        Recall "RECALL" "收回" "recalled",
        /// 办结交回
        Finish "FINISH" "办结交回" "handed back",
        /// 发函协调
        Coordinate "COORDINATE" "发函协调" "letter sent",
        /// 部门答复
        Answer "ANSWER" "部门答复" "department answered",
        /// 委托: by the offer of a delegation.
        Delegate "DELEGATE" "委托" "delegated",
        /// 委托结束: by the end of a delegation.
        Regain "REGAIN" "委托结束" "delegation ended",
        /// 和解
        Settle "SETTLE" "和解" "settled",
        /// 胜诉
        Win "WIN" "胜诉" "won",
        /// 败诉
        Lose "LOSE" "败诉" "lost",
        /// 撤回
        Withdraw "WITHDRAW" "撤回" "withdrawn",
        /// 登记到账
        Recover "RECOVER" "登记到账" "money recovered",
        /// 更正到账
        Correct "CORRECT" "更正到账" "recovery cancelled",
        /// 继续办理
        Continue "CONTINUE" "继续办理" "taken up again",
        /// 结案
        Close "CLOSE" "结案" "closed",
    }
}

coded_enum! {
    /// By which way a case was resolved (维权途径).
    RightsRoute {
        /// 工会协调
        Union "UNION" "工会协调" "by the union",
        /// 政府部门
        Department "DEPARTMENT" "政府部门处理" "by a department",
        /// 调解
        Mediation "MEDIATION" "调解" "mediation",
        /// 劳动仲裁
        Arbitration "ARBITRATION" "劳动仲裁" "arbitration",
        /// 诉讼
        Litigation "LITIGATION" "诉讼" "litigation",
        /// 强制执行
        Enforcement "ENFORCEMENT" "强制执行" "enforcement",
    }
}

coded_enum! {
    /// On which side of a referral the viewer's unions are.
    RightsSide {
        /// 本会的
        Own "OWN" "本会登记" "own",
        /// 转来的
        Received "RECEIVED" "转来" "received",
        /// 转出的
        Sent "SENT" "转出" "sent",
    }
}

coded_enum! {
    /// A fact of a case; which ones a kind has, [`super::facts_of`] says.
    RightsFact {
        /// 知道或应当知道权利被侵害之日 (《劳动争议调解仲裁法》第二十七条)
        KnownOn "KNOWN_ON" "知道权利被侵害之日" "when it became known",
        /// 入职日期
        HiredOn "HIRED_ON" "入职日期" "hired on",
        /// 离职（劳动关系终止）日期
        LeftOn "LEFT_ON" "离职日期" "left on",
        /// 欠薪起始月
        WagesFrom "WAGES_FROM" "欠薪起始月" "first unpaid month",
        /// 欠薪截止月
        WagesTo "WAGES_TO" "欠薪截止月" "last unpaid month",
        /// 月工资
        MonthlyWage "MONTHLY_WAGE" "月工资" "monthly wage",
        /// 事故伤害日期
        InjuredOn "INJURED_ON" "受伤日期" "injured on",
        /// 伤情
        Injury "INJURY" "受伤经过和伤情" "injury",
        /// 工伤认定
        Recognition "RECOGNITION" "工伤认定" "recognition as a work injury",
        /// 收到工伤认定决定日期
        RecognisedOn "RECOGNISED_ON" "收到工伤认定决定日期" "recognition received on",
        /// 劳动能力鉴定等级, 1 to 10
        Grade "GRADE" "伤残等级" "grade of disability",
        /// 职业病诊断日期
        DiagnosedOn "DIAGNOSED_ON" "职业病诊断日期" "diagnosed on",
        /// 职业病名称
        Disease "DISEASE" "职业病名称" "disease",
        /// 解除合同日期
        DismissedOn "DISMISSED_ON" "解除合同日期" "dismissed on",
        /// 未参加的险种
        Insurances "INSURANCES" "未参加的险种" "insurances not taken out",
        /// 侵权起始月
        UnpaidFrom "UNPAID_FROM" "起始月" "first month",
        /// 侵权截止月
        UnpaidTo "UNPAID_TO" "截止月" "last month",
        /// 加班小时数
        OvertimeHours "OVERTIME_HOURS" "加班小时数" "hours of overtime",
        /// 被扣的证件或押金
        Seized "SEIZED" "被扣的证件或押金" "what was seized",
        /// 收到仲裁裁决书日期
        AwardReceivedOn "AWARD_RECEIVED_ON" "收到仲裁裁决书日期" "award received on",
        /// 收到一审判决书日期
        JudgmentReceivedOn "JUDGMENT_RECEIVED_ON" "收到一审判决书日期" "judgment received on",
        /// 生效文书履行期满日期
        EffectiveOn "EFFECTIVE_ON" "生效文书履行期满日期" "time to perform ended on",
    }
}

coded_enum! {
    /// How far the recognition of a work injury is.
    WorkInjuryRecognition {
        /// 未申请
        NotApplied "NOT_APPLIED" "未申请" "not applied for",
        /// 已申请
        Applied "APPLIED" "已申请" "applied for",
        /// 已认定
        Recognised "RECOGNISED" "已认定" "recognised",
        /// 不予认定
        NotRecognised "NOT_RECOGNISED" "不予认定" "not recognised",
    }
}

coded_enum! {
    /// A branch of social insurance (《社会保险法》第二条).
    SocialInsurance {
        /// 基本养老保险
        Pension "PENSION" "养老保险" "pension",
        /// 基本医疗保险
        Medical "MEDICAL" "医疗保险" "medical",
        /// 失业保险
        Unemployment "UNEMPLOYMENT" "失业保险" "unemployment",
        /// 工伤保险
        WorkInjury "WORK_INJURY" "工伤保险" "work injury",
        /// 生育保险
        Maternity "MATERNITY" "生育保险" "maternity",
    }
}

coded_enum! {
    /// Where a referral stands (转办状态).
    RightsReferralState {
        /// 已发出
        Sent "SENT" "已发出" "sent",
        /// 已签收
        Received "RECEIVED" "已签收" "received",
        /// 已接办
        Taken "TAKEN" "已接办" "taken in",
        /// 已退回
        Returned "RETURNED" "已退回" "returned",
        /// 已收回
        Recalled "RECALLED" "已收回" "recalled",
        /// 已办结
        Done "DONE" "已办结" "done",
    }
}

coded_enum! {
    /// A government department that a case is coordinated with.
    RightsDepartment {
        /// 人力资源和社会保障部门
        HumanResources "HUMAN_RESOURCES" "人社部门" "human resources",
        /// 劳动保障监察机构
        LabourInspection "LABOUR_INSPECTION" "劳动监察" "labour inspection",
        /// 社会保险经办机构
        SocialInsurance "SOCIAL_INSURANCE" "社保经办机构" "social insurance",
        /// 卫生健康部门
        Health "HEALTH" "卫生健康部门" "health",
        /// 住房和城乡建设部门
        Housing "HOUSING" "住建部门" "housing and construction",
        /// 公安机关
        PublicSecurity "PUBLIC_SECURITY" "公安机关" "public security",
        /// 其他部门
        Other "OTHER" "其他部门" "other",
    }
}

coded_enum! {
    /// Where a letter to a department stands.
    RightsLetterState {
        /// 草稿
        Draft "DRAFT" "草稿" "draft",
        /// 已发出
        Sent "SENT" "已发出" "sent",
        /// 已答复
        Answered "ANSWERED" "已答复" "answered",
        /// 已撤销
        Withdrawn "WITHDRAWN" "已撤销" "withdrawn",
    }
}

coded_enum! {
    /// What is done with a letter.
    RightsLetterStep {
        /// 发出
        Send "SEND" "发出" "send",
        /// 登记答复
        Answer "ANSWER" "登记答复" "enter the answer",
        /// 撤销
        Withdraw "WITHDRAW" "撤销" "withdraw",
    }
}

impl RightsLetterStep {
    /// From where it leads on.
    #[must_use]
    pub const fn from(self) -> &'static [RightsLetterState] {
        match self {
            Self::Send => &[RightsLetterState::Draft],
            Self::Answer => &[RightsLetterState::Sent],
            Self::Withdraw => &[RightsLetterState::Draft, RightsLetterState::Sent],
        }
    }
}

coded_enum! {
    /// What the worker says when a case is closed (回访评价).
    RightsSatisfaction {
        /// 满意
        Satisfied "SATISFIED" "满意" "satisfied",
        /// 基本满意
        Fair "FAIR" "基本满意" "fairly satisfied",
        /// 不满意
        Dissatisfied "DISSATISFIED" "不满意" "dissatisfied",
        /// 未联系上
        Unreached "UNREACHED" "未联系上" "not reached",
    }
}

coded_enum! {
    /// Where a deadline stands.
    RightsDeadlineState {
        /// 未到期
        Open "OPEN" "未到期" "open",
        /// 已办
        Met "MET" "已办" "met",
        /// 已过期
        Passed "PASSED" "已过期" "passed",
    }
}

coded_enum! {
    /// In what a period is counted.
    RightsPeriod {
        /// 日
        Days "DAYS" "日" "days",
        /// 月
        Months "MONTHS" "个月" "months",
        /// 年
        Years "YEARS" "年" "years",
    }
}

coded_enum! {
    /// How long a closed case took, from its report.
    RightsDuration {
        /// 一个月内: 30 days at most.
        Month "MONTH" "一个月内" "within a month",
        /// 三个月内: 90 days at most.
        Quarter "QUARTER" "三个月内" "within a quarter",
        /// 半年内: 180 days at most.
        HalfYear "HALF_YEAR" "半年内" "within half a year",
        /// 一年内: 365 days at most.
        Year "YEAR" "一年内" "within a year",
        /// 一年以上
        Longer "LONGER" "一年以上" "longer",
    }
}

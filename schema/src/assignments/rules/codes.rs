//! The values of forms and lists (union forms; notice §3.2, §4.2).

use crate::text::coded_enum;

coded_enum! {
    /// Whether a pairing holds.
    PairingState {
        /// 结对中
        Active "ACTIVE" "结对中" "active",
        /// 已结束
        Ended "ENDED" "已结束" "ended",
    }
}

coded_enum! {
    /// Why a pairing ended (解除结对).
    PairingEndReason {
        /// 脱困
        Relieved "RELIEVED" "脱困" "relieved",
        /// 搬离
        MovedAway "MOVED_AWAY" "搬离" "moved away",
        /// 去世
        Deceased "DECEASED" "去世" "deceased",
        /// 本人不愿
        Declined "DECLINED" "本人不愿" "declined",
        /// 不符合条件
        NotEligible "NOT_ELIGIBLE" "不符合条件" "not eligible",
        /// 干部调离
        CadreLeft "CADRE_LEFT" "干部调离" "the cadre left",
        /// 调整结对
        Reassigned "REASSIGNED" "调整结对" "reassigned",
        /// 重复建档
        Duplicate "DUPLICATE" "重复建档" "duplicate file",
    }
}

coded_enum! {
    /// State of a hand-over.
    HandOverState {
        /// 待确认
        Proposed "PROPOSED" "待接收人确认" "waiting for the receiver",
        /// 已接收
        Accepted "ACCEPTED" "已接收" "accepted",
        /// 已谢绝
        Refused "REFUSED" "已谢绝" "refused",
        /// 已失效: the pairing ended before the receiver answered.
        Lapsed "LAPSED" "已失效" "lapsed",
    }
}

coded_enum! {
    /// 走访方式
    VisitKind {
        /// 入户
        Home "HOME" "入户" "at home",
        /// 单位
        Workplace "WORKPLACE" "单位" "at the workplace",
        /// 电话
        Phone "PHONE" "电话" "by telephone",
        /// 网络
        Online "ONLINE" "网络" "online",
        /// 座谈
        Group "GROUP" "座谈" "in a group",
        /// 来访
        Office "OFFICE" "来访" "at the office",
    }
}

coded_enum! {
    /// 走访目的
    VisitPurpose {
        /// 再摸底再调查 (notice §5.2)
        Resurvey "RESURVEY" "再摸底再调查" "survey",
        /// 日常走访
        Routine "ROUTINE" "日常走访" "routine",
        /// 节日慰问
        Festival "FESTIVAL" "节日慰问" "festival greeting",
        /// 需求核实
        Check "CHECK" "需求核实" "checking needs",
        /// 政策宣讲
        Policy "POLICY" "政策宣讲" "explaining policies",
        /// 回访
        FollowUp "FOLLOW_UP" "回访" "follow-up",
        /// 脱困核验
        LiftCheck "LIFT_CHECK" "脱困核验" "checking relief",
    }
}

coded_enum! {
    /// State of a promised measure (帮扶措施).
    MeasureState {
        /// 未办结
        Open "OPEN" "未办结" "open",
        /// 已办结
        Done "DONE" "已办结" "done",
        /// 已取消
        Dropped "DROPPED" "已取消" "dropped",
    }
}

coded_enum! {
    /// What proves that a promise was kept.
    MeasureProof {
        /// 凭证: a document, named in the note.
        Document "DOCUMENT" "凭证" "document",
        /// 家庭确认码: the code that the family was given.
        FamilyCode "FAMILY_CODE" "家庭确认码" "the family's code",
        /// 家庭口头确认: who said so, when and how, in the note.
        FamilyWord "FAMILY_WORD" "家庭口头确认" "the family's word",
    }
}

coded_enum! {
    /// What happened to a household.
    TimelineKind {
        /// 建档
        Registered "REGISTERED" "建档" "registered",
        /// 信息变更
        Changed "CHANGED" "信息变更" "changed",
        /// 状态变更
        Status "STATUS" "状态变更" "status changed",
        /// 结对
        Paired "PAIRED" "结对" "paired",
        /// 结束结对
        PairingEnded "PAIRING_ENDED" "结束结对" "pairing ended",
        /// 走访
        Visit "VISIT" "走访" "visit",
        /// 承诺措施
        MeasurePromised "MEASURE_PROMISED" "承诺措施" "measure promised",
        /// 办结措施
        MeasureDone "MEASURE_DONE" "办结措施" "measure done",
        /// 取消措施
        MeasureDropped "MEASURE_DROPPED" "取消措施" "measure dropped",
        /// 申请救助
        AidSubmitted "AID_SUBMITTED" "提交救助申请" "applied for aid",
        /// 救助获批
        AidApproved "AID_APPROVED" "救助申请获批" "aid approved",
        /// 救助发放
        AidPaid "AID_PAID" "救助已发放" "aid paid",
        /// 不予救助
        AidRejected "AID_REJECTED" "救助申请未获批准" "aid rejected",
        /// 困难职工建档
        NeedyFiled "NEEDY_FILED" "困难职工档案已建档" "needy worker's file granted",
        /// 困难职工档案核销: relieved or removed.
        NeedyFileEnded "NEEDY_FILE_ENDED" "困难职工档案已核销" "needy worker's file ended",
        /// 登记维权
        RightsReported "RIGHTS_REPORTED" "登记维权个案" "rights case reported",
        /// 维权有结果: settled, won, lost or withdrawn.
        RightsResolved "RIGHTS_RESOLVED" "维权个案有结果" "rights case resolved",
        /// 维权结案
        RightsClosed "RIGHTS_CLOSED" "维权个案结案" "rights case closed",
        /// 上级查看实名信息
        Opened "OPENED" "查看实名信息" "opened by a superior",
    }
}

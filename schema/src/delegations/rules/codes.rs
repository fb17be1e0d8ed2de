//! Codes of delegations, as union forms and mandates have them.

use crate::text::coded_enum;

coded_enum! {
    /// What the partner is to do (委托方式, notice §4.2).
    DelegationKind {
        /// 诉讼
        Litigation "LITIGATION" "诉讼代理" "litigation",
        /// 非诉讼协调
        NonLitigation "NON_LITIGATION" "非诉讼协调" "settlement out of court",
        /// 调解
        Mediation "MEDIATION" "调解" "mediation",
        /// 劳动仲裁
        Arbitration "ARBITRATION" "仲裁代理" "arbitration",
    }
}

coded_enum! {
    /// How far the mandate goes (代理权限, Civil Procedure Law art. 62).
    DelegationAuthority {
        /// 一般授权
        General "GENERAL" "一般授权" "general authority",
        /// 特别授权
        Special "SPECIAL" "特别授权" "special authority",
    }
}

coded_enum! {
    /// What a special authority holds (Civil Procedure Law art. 62).
    DelegationPower {
        /// 代为承认、放弃、变更请求
        ChangeClaims "CHANGE_CLAIMS" "代为承认、放弃、变更请求" "admit, waive or change claims",
        /// 代为和解、接受调解
        Settle "SETTLE" "代为和解、接受调解" "settle",
        /// 代为提起反请求、反诉
        Counterclaim "COUNTERCLAIM" "代为提起反请求、反诉" "counterclaim",
        /// 代为上诉
        Appeal "APPEAL" "代为提起上诉" "appeal",
        /// 代为申请执行
        Enforce "ENFORCE" "代为申请强制执行" "apply for enforcement",
        /// 代收款项
        ReceiveMoney "RECEIVE_MONEY" "代收款项" "receive money",
    }
}

coded_enum! {
    /// Where a delegation stands.
    DelegationState {
        /// 草稿: the union writes it, and the partner sees nothing.
        Draft "DRAFT" "草稿" "draft",
        /// 待接受: offered to the partner.
        Offered "OFFERED" "待答复" "offered",
        /// 已接受
        Accepted "ACCEPTED" "已接受" "accepted",
        /// 办理中
        InProgress "IN_PROGRESS" "办理中" "in progress",
        /// 已办结
        Concluded "CONCLUDED" "已办结" "concluded",
        /// 未接受
        Declined "DECLINED" "未接受" "declined",
        /// 承办方辞任
        Resigned "RESIGNED" "已辞任" "resigned",
        /// 已撤销
        Revoked "REVOKED" "已撤销" "revoked",
    }
}

coded_enum! {
    /// What is done with a delegation.
    DelegationStep {
        /// 起草
        Draft "DRAFT" "起草" "drafted",
        /// 修改
        Edit "EDIT" "修改" "changed",
        /// 送出委托
        Offer "OFFER" "送出委托" "offered",
        /// 接受
        Accept "ACCEPT" "接受委托" "accepted",
        /// 不接受
        Decline "DECLINE" "不接受" "declined",
        /// 指派承办人
        Appoint "APPOINT" "指派承办人" "somebody was appointed",
        /// 办理进展
        Progress "PROGRESS" "办理进展" "progress",
        /// 开庭日程
        Hearing "HEARING" "开庭日程" "date",
        /// 上传材料
        Document "DOCUMENT" "上传材料" "file added",
        /// 提供材料
        Share "SHARE" "提供材料" "files given",
        /// 留言
        Message "MESSAGE" "留言" "message",
        /// 办结
        Conclude "CONCLUDE" "办结" "concluded",
        /// 辞任
        Resign "RESIGN" "辞任" "resigned",
        /// 撤销
        Revoke "REVOKE" "撤销委托" "revoked",
        /// 回访评价
        Rate "RATE" "回访评价" "rated",
    }
}

coded_enum! {
    /// What a date is for.
    HearingKind {
        /// 立案、递交材料
        Filing "FILING" "立案" "filing",
        /// 仲裁开庭
        Arbitration "ARBITRATION" "仲裁开庭" "arbitration hearing",
        /// 法院开庭
        Court "COURT" "法院开庭" "court hearing",
        /// 调解
        Mediation "MEDIATION" "调解" "mediation",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// Whether a date has come.
    HearingState {
        /// 待进行
        Planned "PLANNED" "待进行" "planned",
        /// 已进行
        Held "HELD" "已进行" "held",
        /// 已取消
        Cancelled "CANCELLED" "已取消" "cancelled",
    }
}

coded_enum! {
    /// What becomes of a date.
    HearingStep {
        /// 登记结果
        Hold "HOLD" "登记结果" "held",
        /// 取消
        Cancel "CANCEL" "取消" "cancelled",
    }
}

//! The values of applications.

use crate::text::coded_enum;

coded_enum! {
    /// Where an application stands.
    AidApplicationState {
        /// 草稿
        Draft "DRAFT" "草稿" "draft",
        /// 审核中: on a desk of the union that decides, or of one below it.
        Submitted "SUBMITTED" "审核中" "under review",
        /// 退回补正
        Returned "RETURNED" "退回补正" "returned",
        /// 待公示: every review passed it.
        Reviewed "REVIEWED" "待公示" "to be publicised",
        /// 公示
        Publicised "PUBLICISED" "公示" "publicised",
        /// 待发放: approved, the money is committed.
        Approved "APPROVED" "待发放" "approved",
        /// 发放中: with the bank.
        Paying "PAYING" "发放中" "being paid",
        /// 已发放
        Paid "PAID" "已发放" "paid",
        /// 已签收: the family has it.
        Received "RECEIVED" "已签收" "received",
        /// 不予救助
        Rejected "REJECTED" "不予救助" "rejected",
        /// 已撤回
        Withdrawn "WITHDRAWN" "已撤回" "withdrawn",
        /// 已建档: the family has the file of a needy worker.
        Filed "FILED" "已建档" "filed",
        /// 拟核销: the family's union proposes to end the file.
        Ending "ENDING" "拟核销" "to be ended",
        /// 已脱困: and followed for a while.
        Relieved "RELIEVED" "已脱困" "relieved",
        /// 已注销
        Removed "REMOVED" "已注销" "removed",
    }
}

coded_enum! {
    /// What is done with an application.
    AidApplicationStep {
        /// 提交
        Submit "SUBMIT" "提交" "submit",
        /// 撤回: by the family's union, before it was approved.
        Withdraw "WITHDRAW" "撤回" "withdraw",
        /// 审核通过: on to the next desk, or to the notice.
        Pass "PASS" "审核通过" "pass",
        /// 退回补正, with a reason.
        Return "RETURN" "退回补正" "return",
        /// 不予救助, with a reason.
        Reject "REJECT" "不予救助" "reject",
        /// 公示
        Publicise "PUBLICISE" "公示" "publicise",
        /// 撤下公示: before its time.
        TakeDown "TAKE_DOWN" "撤下公示" "take the notice down",
        /// 批准: commits the money.
        Approve "APPROVE" "批准" "approve",
        /// 撤销批准, with a reason: the money is free again.
        Revoke "REVOKE" "撤销批准" "revoke",
        /// 送银行代发
        Send "SEND" "送银行发放" "send to the bank",
        /// 发放: in cash or goods.
        HandOver "HAND_OVER" "发放" "hand over",
        /// 银行已发放
        Settle "SETTLE" "银行已发放" "paid by the bank",
        /// 银行退回: it is to be paid again.
        Bounce "BOUNCE" "银行退回" "returned by the bank",
        /// 签收: the family has it.
        Confirm "CONFIRM" "签收" "confirm receipt",
        /// 批准建档
        File "FILE" "批准建档" "file",
        /// 提出核销: by the family's union, with why the file is to end.
        ProposeEnd "PROPOSE_END" "提出核销" "propose to end the file",
        /// 核销: as relieved or as removed.
        End "END" "核销" "end the file",
        /// 继续建档, with a reason.
        Keep "KEEP" "继续建档" "keep the file",
    }
}

coded_enum! {
    /// Why the file of a needy worker ends (解困脱困, and the reasons of 注销 on union forms).
    NeedyFileEnding {
        /// 解困脱困
        Relieved "RELIEVED" "解困脱困" "relieved from hardship",
        /// 退休
        Retired "RETIRED" "退休" "retired",
        /// 调离
        Transferred "TRANSFERRED" "调离" "left the unit",
        /// 死亡
        Deceased "DECEASED" "死亡" "deceased",
        /// 不符合条件
        NotEligible "NOT_ELIGIBLE" "不符合条件" "not eligible",
        /// 重复合并
        Duplicate "DUPLICATE" "重复合并" "a duplicate",
    }
}

coded_enum! {
    /// How money reaches a family.
    AidPaymentMethod {
        /// 银行代发
        Bank "BANK" "银行代发" "bank transfer",
        /// 现金
        Cash "CASH" "现金" "cash",
        /// 实物
        Goods "GOODS" "实物" "goods",
    }
}

coded_enum! {
    /// Where a payment stands.
    AidPaymentState {
        /// 发放中: with the bank.
        Sent "SENT" "发放中" "with the bank",
        /// 已发放
        Paid "PAID" "已发放" "paid",
        /// 退回: by the bank.
        Returned "RETURNED" "银行退回" "returned by the bank",
    }
}

coded_enum! {
    /// What speaks against an application.
    AidComplaintKind {
        /// 异议: to its public notice, by anybody.
        Objection "OBJECTION" "公示异议" "objection to a notice",
        /// 投诉: entered by the family's union.
        Complaint "COMPLAINT" "投诉" "complaint",
    }
}

coded_enum! {
    /// Where a complaint stands.
    AidComplaintStage {
        /// 待受理
        Filed "FILED" "待受理" "filed",
        /// 受理中
        Accepted "ACCEPTED" "受理中" "accepted",
        /// 已答复: who entered it may ask the union above.
        Answered "ANSWERED" "已答复" "answered",
        /// 已办结
        Closed "CLOSED" "已办结" "closed",
    }
}

coded_enum! {
    /// What is done with a complaint.
    AidComplaintStep {
        /// 受理
        Accept "ACCEPT" "受理" "accept",
        /// 答复: found right or not, with the words.
        Answer "ANSWER" "答复" "answer",
        /// 申请复核: by the union above, once.
        Appeal "APPEAL" "申请复核" "appeal",
        /// 办结
        Close "CLOSE" "办结" "close",
    }
}

coded_enum! {
    /// Who may read and write what names a person of an application.
    PrivateStage {
        /// In writing by the family's union.
        Open "OPEN" "填写" "open",
        /// Read by the family's union alone.
        Closed "CLOSED" "关闭" "closed",
        /// Also read by who pays.
        Payable "PAYABLE" "可发放" "payable",
        /// The bank returned it: the account may be corrected.
        Bounced "BOUNCED" "待更正账户" "bounced",
    }
}

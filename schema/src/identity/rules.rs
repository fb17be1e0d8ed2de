//! Rules about people and their posts. No I/O.

use crate::text::coded_enum;

coded_enum! {
    /// 性质: how a person is employed by the union.
    Employment {
        /// 专职
        Full "FULL" "专职" "full-time",
        /// 兼职
        Part "PART" "兼职" "part-time",
        /// 挂职
        Seconded "SECONDED" "挂职" "seconded",
        /// 社会化
        Contract "CONTRACT" "社会化" "contract",
    }
}

coded_enum! {
    /// State of a post.
    StaffState {
        /// 已邀请: the code was not used yet.
        Invited "INVITED" "已邀请" "invited",
        /// 在岗
        Active "ACTIVE" "在岗" "active",
        /// 外派
        Away "AWAY" "外派" "away",
        /// 离任（调离、退休）
        Left "LEFT" "离任" "left",
    }
}

coded_enum! {
    /// What a one-time code is for.
    CodePurpose {
        /// An invitation to a post.
        Invitation "INVITATION" "邀请" "invitation",
        /// A new password.
        Password "PASSWORD" "重设密码" "new password",
    }
}

coded_enum! {
    /// Why a session ended.
    SessionEnd {
        /// 退出
        SignedOut "SIGNED_OUT" "退出" "signed out",
        /// A refresh token was used twice: it was stolen.
        Reused "REUSED" "令牌重复使用" "token reused",
        /// 修改密码
        Password "PASSWORD" "修改密码" "password changed",
        /// 被管理员终止
        Revoked "REVOKED" "被终止" "revoked",
    }
}

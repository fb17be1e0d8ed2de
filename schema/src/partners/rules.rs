//! Rules of legal-aid partners. No I/O.

use crate::text::coded_enum;

coded_enum! {
    /// What a partner is.
    PartnerKind {
        /// 律师事务所
        LawFirm "LAW_FIRM" "律师事务所" "law firm",
        /// 法律援助中心, of the department of justice.
        LegalAidCentre "LEGAL_AID_CENTRE" "法律援助中心" "legal-aid centre",
        /// 工会律师团、法律服务工作站
        UnionLawyers "UNION_LAWYERS" "工会法律服务团" "union lawyers",
    }
}

coded_enum! {
    /// Whether a partner is delegated to.
    PartnerState {
        /// 合作中
        Active "ACTIVE" "合作中" "active",
        /// 暂停: nothing new is offered; what it has goes on.
        Suspended "SUSPENDED" "暂停委托" "suspended",
        /// 终止: its people do not sign in any more.
        Ended "ENDED" "已终止" "ended",
    }
}

coded_enum! {
    /// Where a person of a partner stands.
    LawyerState {
        /// 已邀请
        Invited "INVITED" "已邀请" "invited",
        /// 在任
        Active "ACTIVE" "在任" "active",
        /// 已离开
        Left "LEFT" "已离开" "left",
    }
}

/// People of one partner at most, those who left apart.
pub const MOST_LAWYERS: u64 = 200;

/// Enterprises on one list of conflicts at most.
pub const MOST_CONFLICTS: u64 = 500;

/// A licence to practise as a lawyer has 17 digits (律师和律师事务所执业证书管理办法).
#[must_use]
pub fn is_lawyer_licence(text: &str) -> bool {
    text.len() == 17 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_lawyer_licence;

    #[test]
    fn a_licence_has_seventeen_digits() {
        assert!(is_lawyer_licence("13713201410123456"));
        for bad in [
            "",
            "1371320141012345",
            "1371320141012345X",
            "１3713201410123456",
        ] {
            assert!(!is_lawyer_licence(bad), "{bad}");
        }
    }
}

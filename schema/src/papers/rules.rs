//! Which papers there are.

use crate::text::coded_enum;

coded_enum! {
    /// A form that is printed from the file.
    PaperKind {
        /// 困难职工（农民工）家庭档案
        HouseholdFile "HOUSEHOLD_FILE" "家庭档案" "household file",
        /// 帮扶申请表, with places for the opinions of three levels.
        Application "APPLICATION" "帮扶申请表" "application",
        /// 公示: one character of the name hidden, the union and the tier; never a number, an address, a
        /// telephone or an illness.
        Notice "NOTICE" "公示" "public notice",
        /// 入户走访记录表, with a card of the promises for the family.
        VisitRecord "VISIT_RECORD" "走访记录表" "visit record",
        /// 协调函: a letter about a rights case to a government department.
        RightsLetter "RIGHTS_LETTER" "协调函" "letter to a department",
        /// 授权委托书: the mandate of each worker of a delegation, to be signed.
        PowerOfAttorney "POWER_OF_ATTORNEY" "授权委托书" "power of attorney",
    }
}

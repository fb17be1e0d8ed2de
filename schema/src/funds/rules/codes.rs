//! The values of funds (notice §4.3, §5.1; union forms).

use crate::text::coded_enum;

coded_enum! {
    /// What dedicated funds are spent on. Budgets, accounts and figures are kept by it.
    ProgrammeKind {
        /// 生活救助
        LivingRelief "LIVING_RELIEF" "生活救助" "living relief",
        /// 专项生活救助: work injury, serious illness and the like (notice §4.3).
        SpecialRelief "SPECIAL_RELIEF" "专项生活救助" "special living relief",
        /// 应急救助
        Emergency "EMERGENCY" "应急救助" "emergency relief",
        /// 医疗救助
        MedicalAid "MEDICAL_AID" "医疗救助" "medical aid",
        /// 帮扶送教育: children at school (notice §4.3).
        SchoolAid "SCHOOL_AID" "帮扶送教育" "school aid",
        /// 金秋助学: admitted to college or above (notice §4.3).
        CollegeAid "COLLEGE_AID" "金秋助学" "college aid",
        /// 送温暖
        Warmth "WARMTH" "送温暖" "warmth at festivals",
        /// 职业培训
        Training "TRAINING" "职业培训" "vocational training",
        /// 就业服务: placement, and the graduates of needy families (notice §4.1, §4.3).
        Employment "EMPLOYMENT" "就业服务" "employment service",
        /// 法律援助 (notice §4.2)
        LegalAid "LEGAL_AID" "法律援助" "legal aid",
        /// 职工书屋 (notice §4.4)
        StaffLibrary "STAFF_LIBRARY" "职工书屋" "staff library",
    }
}

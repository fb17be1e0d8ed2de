//! What is written down about a household, as union forms have it (notice §3, §4.3). No I/O.

use uuid::Uuid;

use crate::text::coded_enum;

coded_enum! {
    /// By which door a household comes in (notice §3.1).
    HouseholdKind {
        /// 结亲连心联系户: migrant workers in the households a unit is linked with.
        Linked "LINKED" "结亲连心联系户" "linked household",
        /// 本单位农民工: migrant workers of a unit without linked households.
        OwnUnit "OWN_UNIT" "本单位农民工" "own unit's migrant worker",
    }
}

coded_enum! {
    /// Where the help stands.
    HouseholdStatus {
        /// 帮扶中
        Active "ACTIVE" "帮扶中" "being helped",
        /// 已脱困: out of hardship, followed for a while.
        Relieved "RELIEVED" "已脱困（跟踪）" "relieved",
        /// 已注销
        Closed "CLOSED" "已注销" "closed",
    }
}

coded_enum! {
    /// Why a file was closed.
    CloseReason {
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
        /// 重复建档
        Duplicate "DUPLICATE" "重复建档" "duplicate file",
    }
}

coded_enum! {
    /// 困难类别. The standards are a history, so each value belongs to one of them: the first three are
    /// those of the notices since 2022, the next three of 2017, the last three of the 2011 forms.
    HardshipTier {
        /// 深度困难 (since 2022)
        Deep "DEEP" "深度困难" "deep hardship",
        /// 相对困难 (since 2022)
        Relative "RELATIVE" "相对困难" "relative hardship",
        /// 意外致困 (since 2022)
        Accidental "ACCIDENTAL" "意外致困" "hardship by accident",
        /// 低保户 (2017)
        Dibao "DIBAO" "低保户" "on minimum living allowance (2017)",
        /// 低保边缘户 (2017)
        NearDibao "NEAR_DIBAO" "低保边缘户" "near minimum living allowance (2017)",
        /// 意外致困户 (2017)
        Accident "ACCIDENT" "意外致困户" "accident household (2017)",
        /// 低保线以上 (2011)
        AboveLine "ABOVE_LINE" "低保线以上" "above the line (2011)",
        /// 享受低保 (2011)
        OnDibao "ON_DIBAO" "享受低保" "receives the allowance (2011)",
        /// 未享受低保 (2011)
        NotOnDibao "NOT_ON_DIBAO" "未享受低保" "below the line without allowance (2011)",
    }
}

coded_enum! {
    /// 致困原因
    HardshipCause {
        /// 患病
        Illness "ILLNESS" "患病" "illness",
        /// 工伤
        WorkInjury "WORK_INJURY" "工伤" "work injury",
        /// 职业病
        OccupationalDisease "OCCUPATIONAL_DISEASE" "职业病" "occupational disease",
        /// 残疾
        Disability "DISABILITY" "残疾" "disability",
        /// 子女上学
        Schooling "SCHOOLING" "子女上学" "children's schooling",
        /// 自然灾害
        Disaster "DISASTER" "自然灾害" "disaster",
        /// 意外事故
        Accident "ACCIDENT" "意外事故" "accident",
        /// 失业
        Unemployment "UNEMPLOYMENT" "失业" "unemployment",
        /// 无劳动能力
        NoCapacity "NO_CAPACITY" "无劳动能力" "no capacity to work",
        /// 收入低
        LowIncome "LOW_INCOME" "收入低" "low income",
        /// 拖欠工资
        WageArrears "WAGE_ARREARS" "拖欠工资" "wage arrears",
        /// 未参加社会保险
        Uninsured "UNINSURED" "未参加社会保险" "not insured",
        /// 社保待遇落实不到位
        BenefitNotPaid "BENEFIT_NOT_PAID" "社保待遇落实不到位" "benefits not paid",
        /// 单亲
        SingleParent "SINGLE_PARENT" "单亲" "single parent",
        /// 丧偶孤老
        WidowedOrOrphaned "WIDOWED_OR_ORPHANED" "丧偶孤老" "widowed or orphaned",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// 帮扶需求
    Need {
        /// 就业岗位
        Job "JOB" "就业岗位" "a job",
        /// 技能培训
        Training "TRAINING" "技能培训" "training",
        /// 创业扶持
        StartUp "START_UP" "创业扶持" "starting a business",
        /// 劳动合同指导
        ContractGuidance "CONTRACT_GUIDANCE" "劳动合同指导" "contract guidance",
        /// 社保参保
        SocialInsurance "SOCIAL_INSURANCE" "社保参保" "social insurance",
        /// 维权
        Rights "RIGHTS" "维护权益" "rights",
        /// 法律援助
        LegalAid "LEGAL_AID" "法律援助" "legal aid",
        /// 生活救助
        LivingRelief "LIVING_RELIEF" "生活救助" "living relief",
        /// 医疗救助
        MedicalAid "MEDICAL_AID" "医疗救助" "medical aid",
        /// 子女助学
        SchoolAid "SCHOOL_AID" "子女助学" "school aid",
        /// 毕业生就业
        GraduateJob "GRADUATE_JOB" "毕业生就业" "a job for a graduate",
        /// 子女入学
        SchoolEntry "SCHOOL_ENTRY" "子女入学" "a school place",
        /// 住房
        Housing "HOUSING" "住房" "housing",
        /// 心理疏导
        Counselling "COUNSELLING" "心理疏导" "counselling",
        /// 阅读文化
        Reading "READING" "阅读文化" "reading and culture",
    }
}

coded_enum! {
    /// 户口类型
    Hukou {
        /// 农业
        Rural "RURAL" "农业" "rural",
        /// 非农业
        Urban "URBAN" "非农业" "urban",
        /// 农转居
        Converted "CONVERTED" "农转居" "converted",
    }
}

coded_enum! {
    /// 住房类型
    Housing {
        /// 自购房
        Owned "OWNED" "自购房" "owned",
        /// 自建房
        SelfBuilt "SELF_BUILT" "自建房" "self-built",
        /// 承租单位公房
        WorkUnitRent "WORK_UNIT_RENT" "承租单位公房" "rented from the work unit",
        /// 政府廉租房
        PublicRent "PUBLIC_RENT" "政府廉租房" "public rental",
        /// 租房
        Rent "RENT" "租房" "rented",
        /// 工棚/集体宿舍
        Dorm "DORM" "工棚/集体宿舍" "site hut or dormitory",
        /// 无房
        None "NONE" "无房" "none",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// 困难职工档案 state: NONE → APPLIED → FILED → RELIEVED → REMOVED.
    NeedyFileState {
        /// 未建档
        None "NONE" "未建档" "none",
        /// 已申请
        Applied "APPLIED" "已申请" "applied",
        /// 已建档
        Filed "FILED" "已建档" "filed",
        /// 已脱困
        Relieved "RELIEVED" "已脱困" "relieved",
        /// 已注销
        Removed "REMOVED" "已注销" "removed",
    }
}

coded_enum! {
    /// 与户主关系
    Relation {
        /// 户主本人
        Head "SELF" "本人（户主）" "head of the household",
        /// 配偶
        Spouse "SPOUSE" "配偶" "spouse",
        /// 子
        Son "SON" "子" "son",
        /// 女
        Daughter "DAUGHTER" "女" "daughter",
        /// 父
        Father "FATHER" "父" "father",
        /// 母
        Mother "MOTHER" "母" "mother",
        /// 岳父母/公婆
        InLaw "IN_LAW" "岳父母/公婆" "parent-in-law",
        /// 祖父母
        Grandparent "GRANDPARENT" "祖父母" "grandparent",
        /// 孙子女
        Grandchild "GRANDCHILD" "孙子女" "grandchild",
        /// 兄弟姐妹
        Sibling "SIBLING" "兄弟姐妹" "sibling",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// 性别
    Sex {
        /// 男
        Male "MALE" "男" "male",
        /// 女
        Female "FEMALE" "女" "female",
    }
}

coded_enum! {
    /// 健康状况
    Health {
        /// 良好
        Good "GOOD" "良好" "good",
        /// 一般疾病
        CommonIllness "COMMON_ILLNESS" "一般疾病" "common illness",
        /// 重大疾病
        SeriousIllness "SERIOUS_ILLNESS" "重大疾病" "serious illness",
        /// 慢性病
        ChronicIllness "CHRONIC_ILLNESS" "慢性病" "chronic illness",
        /// 残疾
        Disabled "DISABLED" "残疾" "disabled",
        /// 职业病
        OccupationalDisease "OCCUPATIONAL_DISEASE" "职业病" "occupational disease",
        /// 精神疾病
        MentalIllness "MENTAL_ILLNESS" "精神疾病" "mental illness",
        /// 瘫痪
        Paralysed "PARALYSED" "瘫痪" "paralysed",
        /// 其他
        Other "OTHER" "其他" "other",
    }
}

coded_enum! {
    /// 文化程度
    Education {
        /// 无
        None "NONE" "未上学" "none",
        /// 小学
        Primary "PRIMARY" "小学" "primary school",
        /// 初中
        JuniorMiddle "JUNIOR_MIDDLE" "初中" "junior middle school",
        /// 高中
        SeniorMiddle "SENIOR_MIDDLE" "高中" "senior middle school",
        /// 中专/技校
        Vocational "VOCATIONAL" "中专/技校" "vocational school",
        /// 大专
        College "COLLEGE" "大专" "college",
        /// 本科
        Bachelor "BACHELOR" "本科" "bachelor",
        /// 研究生
        Master "MASTER" "研究生" "master or above",
    }
}

coded_enum! {
    /// 学段: the stage of school that a member goes to.
    SchoolLevel {
        /// 小学
        Primary "PRIMARY" "小学" "primary school",
        /// 初中
        JuniorMiddle "JUNIOR_MIDDLE" "初中" "junior middle school",
        /// 高中
        SeniorMiddle "SENIOR_MIDDLE" "高中" "senior middle school",
        /// 中职/技校
        Vocational "VOCATIONAL" "中职/技校" "vocational school",
        /// 大专
        College "COLLEGE" "大专" "college",
        /// 本科
        Bachelor "BACHELOR" "本科" "bachelor",
        /// 研究生
        Master "MASTER" "研究生" "master or above",
    }
}

coded_enum! {
    /// 就业意愿 (notice §4.1)
    Wish {
        /// 继续外出务工
        GoOut "GO_OUT" "继续外出务工" "work away again",
        /// 返乡创业
        StartUp "START_UP" "返乡创业" "return and start up",
        /// 就地生产经营
        LocalProduction "LOCAL_PRODUCTION" "就地生产经营" "produce locally",
        /// 本单位岗位提升
        OwnUnit "OWN_UNIT" "本单位岗位提升" "improve in the own unit",
        /// 求职
        Seeking "SEEKING" "求职" "looking for a job",
        /// 无
        None "NONE" "无" "none",
    }
}

coded_enum! {
    /// State of a claim that one person has two files.
    DuplicateClaimState {
        /// 待认定
        Open "OPEN" "待认定" "to be settled",
        /// 已认定
        Settled "SETTLED" "已认定" "settled",
    }
}

coded_enum! {
    /// Which of two files of one person stays.
    DuplicateDecision {
        /// 保留原档案
        KeepEarlier "KEEP_EARLIER" "保留原档案" "the earlier file stays",
        /// 保留新登记
        KeepClaimant "KEEP_CLAIMANT" "保留新登记" "the new file stays",
    }
}

/// Members of one household at most.
pub const MAX_MEMBERS: usize = 30;
/// Causes besides the main one at most (the form has three places).
pub const MAX_OTHER_CAUSES: usize = 3;

impl HouseholdStatus {
    /// Whether the help may go on like this. A closed file stays closed: whoever is in need again gets
    /// a new one, so that the old one tells the truth.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Active, Self::Relieved | Self::Closed)
                | (Self::Relieved, Self::Active | Self::Closed)
        )
    }
}

/// What is wrong with the relations that are stated anew when a household gets another head. The
/// number is the place in the list of what was stated, or of who stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationFault {
    /// Stated of somebody who is the new head, left the household or never belonged to it.
    Stranger(usize),
    /// Stated a second time of one member.
    Twice(usize),
    /// A second head.
    Head(usize),
    /// Nothing was stated of somebody who stays.
    Missing(usize),
}

/// Compares the members who stay beside a new head with the relations that are stated of them: each
/// of them has exactly one, because every relation is one to the head.
#[must_use]
pub fn relation_faults(staying: &[Uuid], stated: &[(Uuid, Relation)]) -> Vec<RelationFault> {
    let mut faults = Vec::new();
    for (place, (member, relation)) in stated.iter().enumerate() {
        if !staying.contains(member) {
            faults.push(RelationFault::Stranger(place));
        } else if stated[..place].iter().any(|(earlier, _)| earlier == member) {
            faults.push(RelationFault::Twice(place));
        }
        if *relation == Relation::Head {
            faults.push(RelationFault::Head(place));
        }
    }
    for (place, member) in staying.iter().enumerate() {
        if stated.iter().all(|(other, _)| other != member) {
            faults.push(RelationFault::Missing(place));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_one_who_stays_has_one_relation_to_the_new_head() {
        use RelationFault::{Head, Missing, Stranger, Twice};
        let [one, two, other] = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        let staying = [one, two];
        let (son, mother) = (Relation::Son, Relation::Mother);
        for (stated, faults) in [
            (&[(two, mother), (one, son)][..], &[][..]),
            (&[(one, son)], &[Missing(1)]),
            (&[(one, son), (two, Relation::Head)], &[Head(1)]),
            (&[(one, son), (one, mother), (two, son)], &[Twice(1)]),
            (&[(one, son), (other, mother)], &[Stranger(1), Missing(1)]),
            (&[], &[Missing(0), Missing(1)]),
        ] {
            assert_eq!(relation_faults(&staying, stated), faults, "{stated:?}");
        }
        assert_eq!(relation_faults(&[], &[]), []);
    }

    #[test]
    fn a_closed_file_stays_closed() {
        use HouseholdStatus as S;
        for next in [S::Active, S::Relieved, S::Closed] {
            assert!(!S::Closed.may_become(next) && !next.may_become(next));
        }
        assert!(S::Active.may_become(S::Relieved) && S::Relieved.may_become(S::Active));
    }
}

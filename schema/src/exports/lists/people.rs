//! Tables of households, their members, and of cadres.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Date, Money, Number, Text, YesNo};
use crate::households::rules::{
    CloseReason, Education, HardshipCause, HardshipTier, Health, HouseholdKind, HouseholdStatus,
    Housing, Hukou, Need, NeedyFileState, Relation, SchoolLevel, Sex, Wish,
};
use crate::identity::rules::{Employment, StaffState};
use crate::tenancy::{Permission, Role};
use crate::text::Text as Words;

pub(super) fn households() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("帮扶户", "Households"),
        permission: Permission::HouseholdRead,
        reader: Reader::Masked,
        query: "query Export($filter: HouseholdFilter, $after: String) {
            rows: households(filter: $filter, first: 100, after: $after) {
                nodes {
                    fileNumber kind status closeReason divisionCode hukou housing population labourForce
                    annualIncomePerHead annualRigidExpense mainCause otherCauses needs tier needyFile
                    singleParentFemaleWorker consentOn registeredOn headName address note phone
                    union { name } cadre { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("档案编号", "File number", 18, Text, "/fileNumber"),
            column("户主", "Head", 12, Text, "/headName"),
            column("所属工会", "Union", 30, Text, "/union/name"),
            column("类型", "Kind", 16, code!(HouseholdKind), "/kind"),
            column("状态", "Status", 10, code!(HouseholdStatus), "/status"),
            column("注销原因", "Why closed", 12, code!(CloseReason), "/closeReason"),
            column("困难类别", "Tier", 12, code!(HardshipTier), "/tier"),
            column("主要致困原因", "Main cause", 16, code!(HardshipCause), "/mainCause"),
            column("次要致困原因", "Other causes", 22, code!(HardshipCause), "/otherCauses"),
            column("帮扶需求", "Needs", 26, code!(Need), "/needs"),
            column("结对干部", "Cadre", 12, Text, "/cadre/name"),
            column("联系电话", "Telephone", 14, Text, "/phone").named(),
            column("家庭住址", "Address", 36, Text, "/address").named(),
            column("行政区划代码", "Division code", 15, Text, "/divisionCode"),
            column("户口类型", "Hukou", 10, code!(Hukou), "/hukou"),
            column("住房类型", "Housing", 14, code!(Housing), "/housing"),
            column("家庭人口", "Population", 10, Number, "/population"),
            column("劳动力人数", "Labour force", 11, Number, "/labourForce"),
            column("年人均收入（元）", "Yearly income a head (yuan)", 17, Money, "/annualIncomePerHead"),
            column("年刚性支出（元）", "Yearly rigid expense (yuan)", 17, Money, "/annualRigidExpense"),
            column("困难职工档案", "Needy file", 14, code!(NeedyFileState), "/needyFile"),
            column("单亲女职工", "Single-parent female worker", 11, YesNo, "/singleParentFemaleWorker"),
            column("授权日期", "Consent", 12, Date, "/consentOn"),
            column("建档日期", "Registered", 12, Date, "/registeredOn"),
            column("备注", "Remarks", 30, Text, "/note").named(),
        ],
    }
}

pub(super) fn members() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("家庭成员", "Members"),
        permission: Permission::HouseholdRead,
        reader: Reader::Masked,
        query: "query Export($filter: HouseholdFilter, $after: String) {
            rows: households(filter: $filter, first: 100, after: $after) {
                nodes {
                    fileNumber headName
                    union { name }
                    members {
                        name relation sex birthDate age idNumber phone ethnicity health education schoolLevel school grade
                        migrantWorker employer workPlace trade monthlyWage contractSigned socialInsurance
                        unionMember skills wish
                    }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: Some("/members"),
        columns: vec![
            column("档案编号", "File number", 18, Text, "/above/fileNumber"),
            column("户主", "Head", 12, Text, "/above/headName"),
            column("所属工会", "Union", 30, Text, "/above/union/name"),
            column("姓名", "Name", 12, Text, "/name"),
            column("与户主关系", "Relation to the head", 11, code!(Relation), "/relation"),
            column("性别", "Sex", 6, code!(Sex), "/sex"),
            column("身份证号", "Identity number", 20, Text, "/idNumber"),
            column("出生日期", "Birth date", 12, Date, "/birthDate").named(),
            column("年龄", "Age", 6, Number, "/age"),
            column("联系电话", "Telephone", 14, Text, "/phone").named(),
            column("民族", "Ethnicity", 8, Text, "/ethnicity").named(),
            column("健康状况", "Health", 14, code!(Health), "/health").named(),
            column("文化程度", "Education", 12, code!(Education), "/education"),
            column("学段", "Stage of school", 10, code!(SchoolLevel), "/schoolLevel"),
            column("学校", "School", 20, Text, "/school").named(),
            column("年级", "Grade", 10, Text, "/grade").named(),
            column("农民工", "Migrant worker", 8, YesNo, "/migrantWorker"),
            column("用人单位", "Employer", 24, Text, "/employer").named(),
            column("务工地", "Work place", 20, Text, "/workPlace").named(),
            column("工种", "Trade", 12, Text, "/trade").named(),
            column("月工资（元）", "Monthly wage (yuan)", 13, Money, "/monthlyWage").named(),
            column("签订劳动合同", "Contract signed", 13, YesNo, "/contractSigned"),
            column("参加社会保险", "Social insurance", 13, YesNo, "/socialInsurance"),
            column("工会会员", "Union member", 10, YesNo, "/unionMember"),
            column("技能", "Skills", 20, Text, "/skills").named(),
            column("就业意愿", "Wish", 16, code!(Wish), "/wish"),
        ],
    }
}

pub(super) fn staff() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("工会干部", "Staff"),
        permission: Permission::StaffRead,
        reader: Reader::Masked,
        query: "query Export($filter: StaffFilter, $after: String) {
            rows: staffMembers(filter: $filter, first: 100, after: $after) {
                nodes {
                    name title employment state phone roles activePairingCount
                    union { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("姓名", "Name", 12, Text, "/name"),
            column("工会", "Union", 30, Text, "/union/name"),
            column("职务", "Title", 16, Text, "/title"),
            column("性质", "Employment", 10, code!(Employment), "/employment"),
            column("状态", "State", 10, code!(StaffState), "/state"),
            column("角色", "Roles", 24, code!(Role), "/roles"),
            column("办公电话", "Telephone", 16, Text, "/phone"),
            column("结对户数", "Households", 10, Number, "/activePairingCount"),
        ],
    }
}

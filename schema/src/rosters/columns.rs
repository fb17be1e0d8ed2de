//! The columns of a roster, as data: what a heading means, and what may stand below it.

use super::choices::{self, Choices};
use crate::sheets::header::Heading;
use crate::sheets::{heading, key};

/// What may stand in a column.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words.
    Text,
    /// An identity number (GB 11643).
    IdNumber,
    /// A telephone number.
    Phone,
    /// A day.
    Date,
    /// An amount in yuan, or in 万元 where the heading or the cell says so.
    Money,
    /// A whole number.
    Whole,
    /// 是 or 否.
    Flag,
    /// One of a list.
    One(&'static Choices),
    /// Some of a list, between 、 or commas.
    Some(&'static Choices),
}

/// Whose fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Which household a row belongs to, and which union the household.
    Link,
    /// The household's: it stands in any row of the household, such as the head's.
    Household,
    /// The member's.
    Member,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its identifier: the field of `registerHousehold`'s input.
    pub field: &'static str,
    /// Its heading in the template.
    pub label: &'static str,
    /// Its heading in English.
    pub english: &'static str,
    /// Other headings that mean the same.
    pub synonyms: &'static [&'static str],
    /// What may stand in it.
    pub kind: Kind,
    /// Whose fact it is.
    pub of: Of,
    /// Whether a roster must have it.
    pub required: bool,
    /// What the example in the template says.
    pub example: &'static str,
}

macro_rules! columns {
    ($($of:ident { $($field:literal $label:literal $english:literal $kind:expr, $need:ident, [$($synonym:literal),*], $example:literal;)+ })+) => {
        /// Every column, in the order of the template.
        pub static COLUMNS: &[Column] = &[$($(Column {
            field: $field,
            label: $label,
            english: $english,
            synonyms: &[$($synonym),*],
            kind: $kind,
            of: Of::$of,
            required: columns!(@$need),
            example: $example,
        },)+)+];
    };
    (@must) => { true };
    (@may) => { false };
}

columns! {
    Link {
        "family" "户编号" "household no." Kind::Text, may, ["户号", "家庭编号", "户序号", "家庭序号"], "1";
    }
    Member {
        "name" "姓名" "name" Kind::Text, must, ["成员姓名", "家庭成员姓名", "名字", "家庭成员"], "张三";
        "relation" "与户主关系" "relation to head" Kind::One(&choices::RELATION), must,
            ["与户主的关系", "户主关系", "关系", "家庭关系", "成员关系", "与本人关系"], "本人（户主）";
        "idNumber" "身份证号" "identity number" Kind::IdNumber, may,
            ["身份证号码", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号", "居民身份证号码", "证件号码", "证件号", "身份号码"], "371390197801010012";
        "sex" "性别" "sex" Kind::One(&choices::SEX), may, [], "男";
        "birthDate" "出生日期" "birth date" Kind::Date, may, ["出生年月日", "生日"], "1978-01-01";
        "phone" "联系电话" "phone" Kind::Phone, may, ["电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系电话号码", "移动电话"], "15400000001";
        "health" "健康状况" "health" Kind::One(&choices::HEALTH), must, ["身体状况", "健康情况", "身体情况", "身体健康状况"], "良好";
        "education" "文化程度" "education" Kind::One(&choices::EDUCATION), must, ["学历", "教育程度", "受教育程度"], "初中";
        "migrantWorker" "是否农民工" "migrant worker" Kind::Flag, must, ["农民工"], "是";
    }
    Household {
        "address" "家庭住址" "address" Kind::Text, must, ["家庭地址", "住址", "地址", "现住址", "家庭详细地址", "详细地址", "家庭详细住址", "居住地址"], "兰山街道沂州社区3号楼";
        "hukou" "户口类型" "hukou" Kind::One(&choices::HUKOU), must, ["户籍类型", "户口性质", "户籍性质", "户口类别"], "农业";
        "housing" "住房类型" "housing" Kind::One(&choices::HOUSING), must, ["住房情况", "住房性质", "住房状况", "住房"], "自建房";
        "population" "家庭人口" "people" Kind::Whole, must, ["家庭人口数", "人口", "家庭人数", "人口数", "家庭总人口"], "3";
        "labourForce" "劳动力人数" "workers" Kind::Whole, must, ["劳动力", "劳动力人口", "劳动力数", "家庭劳动力"], "2";
        "annualIncomePerHead" "年人均收入（元）" "annual income per head (yuan)" Kind::Money, must,
            ["人均年收入", "家庭人均年收入", "家庭年人均收入", "人均收入", "年人均纯收入"], "8000";
        "mainCause" "主要致困原因" "main cause" Kind::One(&choices::CAUSE), must, ["致困原因", "困难原因", "主要困难原因", "致贫原因", "主因"], "患病";
        "tier" "困难类别" "tier" Kind::One(&choices::TIER), must, ["困难类型", "困难等级", "困难程度", "困难分类"], "相对困难";
        "otherCauses" "次要致困原因" "other causes" Kind::Some(&choices::CAUSE), may, ["其他致困原因", "次要原因"], "子女上学、收入低";
        "needs" "帮扶需求" "needs" Kind::Some(&choices::NEED), may, ["需求", "主要需求", "主要帮扶需求", "帮扶意愿"], "医疗救助、技能培训";
        "annualRigidExpense" "年刚性支出（元）" "annual rigid expense (yuan)" Kind::Money, may, ["刚性支出", "年度刚性支出", "家庭刚性支出"], "12000";
        "needyFile" "困难职工档案" "needy worker's file" Kind::One(&choices::NEEDY_FILE), may, ["建档状态", "建档情况", "困难职工建档"], "未建档";
        "singleParentFemaleWorker" "单亲女职工" "single-parent female worker" Kind::Flag, may, ["是否单亲女职工"], "否";
        "kind" "户别" "kind" Kind::One(&choices::KIND), may, ["进入渠道", "帮扶户类别"], "结亲连心联系户";
        "divisionCode" "区划代码" "division code" Kind::Text, may, ["行政区划代码", "户籍地代码"], "371302";
        "consentOn" "同意日期" "consent on" Kind::Date, may, ["授权日期", "同意使用信息日期"], "2026-08-01";
        "consentForm" "同意形式" "consent form" Kind::Text, may, ["授权形式"], "书面";
    }
    Member {
        "ethnicity" "民族" "ethnicity" Kind::Text, may, [], "汉族";
        "schoolLevel" "学段" "school stage" Kind::One(&choices::SCHOOL_LEVEL), may, ["就读学段", "在读学段"], "";
        "school" "学校" "school" Kind::Text, may, ["就读学校", "所在学校"], "";
        "grade" "年级" "grade" Kind::Text, may, [], "";
        "employer" "用人单位" "employer" Kind::Text, may, ["工作单位", "务工单位", "所在单位", "单位"], "某某建筑公司";
        "workPlace" "务工地" "work place" Kind::Text, may, ["务工地点", "务工地址", "工作地点"], "临沂市兰山区";
        "trade" "工种" "trade" Kind::Text, may, ["职业", "从事工种"], "瓦工";
        "monthlyWage" "月工资（元）" "monthly wage (yuan)" Kind::Money, may, ["月收入", "工资", "月工资收入", "工资收入"], "3500";
        "contractSigned" "是否签订劳动合同" "contract signed" Kind::Flag, may, ["劳动合同", "签订劳动合同", "是否签合同"], "是";
        "socialInsurance" "是否参加社会保险" "social insurance" Kind::Flag, may, ["社会保险", "参加社会保险", "社保", "是否参保"], "否";
        "unionMember" "是否工会会员" "union member" Kind::Flag, may, ["工会会员", "是否会员", "是否入会"], "是";
        "skills" "技能" "skills" Kind::Text, may, ["技能特长", "特长", "职业技能"], "";
        "wish" "就业意愿" "wish" Kind::One(&choices::WISH), may, ["就业意向"], "继续外出务工";
    }
    Household {
        "note" "备注" "note" Kind::Text, may, ["说明", "备注说明"], "";
    }
    Link {
        "headIdNumber" "户主身份证号" "head's identity number" Kind::IdNumber, may, ["户主身份证号码", "户主身份证", "户主证件号码"], "";
        "union" "所属工会" "union" Kind::Text, may, ["工会名称", "所属村居", "所在村居", "村居", "所属社区", "基层工会"], "";
    }
}

/// The column with this identifier.
#[must_use]
pub fn column(field: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.field == field)
}

impl Heading for &'static Column {
    /// Whoever has an identity number is a person, also where a note says 合计.
    const OF_DATA: &'static str = "idNumber";

    fn of(text: &str) -> Option<(Self, u32)> {
        of_heading(text)
    }

    fn field(self) -> &'static str {
        self.field
    }

    fn is_money(self) -> bool {
        matches!(self.kind, Kind::Money)
    }
}

/// What a heading means, and by which power of ten its amounts are meant (4 for 万元).
#[must_use]
pub fn of_heading(text: &str) -> Option<(&'static Column, u32)> {
    let (bare, whole, power) = heading(text);
    let is = |name: &str| {
        let name = key(name);
        name == whole || name.split('(').next() == Some(&bare) || name == bare
    };
    COLUMNS
        .iter()
        .find(|column| {
            is(column.label) || is(column.english) || column.synonyms.iter().any(|name| is(name))
        })
        .map(|column| (column, power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_means_one_column() {
        let names = COLUMNS.iter().flat_map(|column| {
            std::iter::once(column.label)
                .chain([column.english])
                .chain(column.synonyms.iter().copied())
                .map(move |name| (column.field, name))
        });
        for (field, name) in names {
            let found = of_heading(name).map(|(column, _)| column.field);
            assert_eq!(found, Some(field), "{name}");
        }
        for (index, column) in COLUMNS.iter().enumerate() {
            assert!(
                !COLUMNS[..index]
                    .iter()
                    .any(|other| other.field == column.field)
            );
        }
    }

    #[test]
    fn headings_are_read_as_people_write_them() {
        for (heading, field, power) in [
            (" 身 份 证 号 ", "idNumber", 0),
            ("身份证号\n(18位)", "idNumber", 0),
            ("*姓名", "name", 0),
            ("年人均收入(万元)", "annualIncomePerHead", 4),
            ("人均年收入（元）", "annualIncomePerHead", 0),
            ("与户主\u{3000}关系", "relation", 0),
        ] {
            let (column, found) = of_heading(heading).unwrap();
            assert_eq!((column.field, found), (field, power), "{heading}");
        }
        for unknown in ["", "序号", "年龄", "户主姓名", "（元）"] {
            assert!(of_heading(unknown).is_none(), "{unknown}");
        }
    }
}

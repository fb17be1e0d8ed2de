//! A member of a household, checked.

use async_graphql::InputObject;
use chrono::NaiveDate;

use crate::error::UserErrorCode;
use crate::households::rules::{Education, Health, Relation, SchoolLevel, Sex, Wish};
use crate::input::Checks;
use crate::scalars::{Date, Money};
use crate::values::{IdentityNumber, PersonName, Phone, Sex as NumberSex};

/// A member of a household as entered.
#[derive(Debug, Clone, InputObject)]
pub struct MemberInput {
    /// 姓名
    pub name: String,
    /// 身份证号; birth date and sex follow from it.
    pub id_number: Option<String>,
    /// Needed where there is no identity number.
    pub birth_date: Option<Date>,
    /// Needed where there is no identity number.
    pub sex: Option<Sex>,
    /// 与户主关系
    pub relation: Relation,
    /// 民族
    pub ethnicity: Option<String>,
    /// 健康状况
    pub health: Health,
    /// 文化程度
    pub education: Education,
    /// 学段, of who is at school.
    pub school_level: Option<SchoolLevel>,
    /// 学校, without a class.
    pub school: Option<String>,
    /// 年级
    pub grade: Option<String>,
    /// 是否农民工
    pub migrant_worker: bool,
    /// 用人单位
    pub employer: Option<String>,
    /// 务工地
    pub work_place: Option<String>,
    /// 工种
    pub trade: Option<String>,
    /// 月工资
    pub monthly_wage: Option<Money>,
    /// 是否签订劳动合同
    pub contract_signed: Option<bool>,
    /// 是否参加社会保险
    pub social_insurance: Option<bool>,
    /// 是否工会会员
    pub union_member: Option<bool>,
    /// 技能
    pub skills: Option<String>,
    /// 就业意愿
    pub wish: Option<Wish>,
    /// 联系电话
    pub phone: Option<String>,
    /// With this the person is registered although a file exists elsewhere, and the nearest common
    /// superior is asked to settle it.
    pub duplicate_reason: Option<String>,
}

/// A member, clean.
#[derive(Debug, Clone)]
pub struct MemberFacts {
    /// 姓名
    pub name: PersonName,
    /// 身份证号
    pub id_number: Option<IdentityNumber>,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// 性别
    pub sex: Sex,
    /// 联系电话
    pub phone: Option<Phone>,
    /// Why the person is registered although a file exists elsewhere.
    pub duplicate_reason: Option<String>,
    /// 民族
    pub ethnicity: Option<String>,
    /// 学校
    pub school: Option<String>,
    /// 年级
    pub grade: Option<String>,
    /// 用人单位
    pub employer: Option<String>,
    /// 务工地
    pub work_place: Option<String>,
    /// 工种
    pub trade: Option<String>,
    /// 月工资, fen.
    pub wage_fen: Option<i64>,
    /// 技能
    pub skills: Option<String>,
    /// What needs no check.
    pub plain: MemberInput,
}

impl MemberInput {
    /// Checks the member; `path` is where it stands in the input, such as `members.0`.
    pub fn check(&self, checks: &mut Checks, path: &str, today: NaiveDate) -> Option<MemberFacts> {
        let at = |field: &str| format!("{path}.{field}");
        let name = checks.person_name(&at("name"), &self.name);
        let typed =
            |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let without_number = !typed(&self.id_number);
        let id_number = checks.id_number(&at("idNumber"), self.id_number.as_deref(), today);
        let phone = checks.phone(&at("phone"), self.phone.as_deref());
        let number = id_number.as_ref();
        let birth_date = self.birth_date(checks, &at("birthDate"), number, today);
        let sex = self.sex(checks, &at("sex"), number, without_number);
        let facts = MemberFacts {
            name: name.clone()?,
            id_number: number.cloned(),
            birth_date,
            sex: sex?,
            phone,
            duplicate_reason: checks.optional_lines(
                &at("duplicateReason"),
                self.duplicate_reason.as_deref(),
                500,
            ),
            ethnicity: checks.optional_line(&at("ethnicity"), self.ethnicity.as_deref(), 20),
            school: checks.optional_line(&at("school"), self.school.as_deref(), 100),
            grade: checks.optional_line(&at("grade"), self.grade.as_deref(), 20),
            employer: checks.optional_line(&at("employer"), self.employer.as_deref(), 100),
            work_place: checks.optional_line(&at("workPlace"), self.work_place.as_deref(), 100),
            trade: checks.optional_line(&at("trade"), self.trade.as_deref(), 50),
            skills: checks.optional_lines(&at("skills"), self.skills.as_deref(), 200),
            wage_fen: self.monthly_wage.map(|money| money.0.0),
            plain: self.clone(),
        };
        let wage = facts
            .wage_fen
            .is_none_or(|fen| (0..=100_000_000).contains(&fen));
        checks.ensure(
            wage,
            &at("monthlyWage"),
            "月工资应在 0 到 100 万元之间",
            "a monthly wage lies between 0 and 1 million yuan",
        );
        Some(facts)
    }

    fn birth_date(
        &self,
        checks: &mut Checks,
        path: &str,
        number: Option<&IdentityNumber>,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let entered = self.birth_date.map(|day| day.0);
        if let (Some(number), Some(day)) = (number, entered) {
            checks.ensure(
                number.birth_date() == day,
                path,
                "出生日期与身份证号不一致",
                "the birth date differs from the identity number's",
            );
        }
        let birth = number.map(IdentityNumber::birth_date).or(entered);
        if let Some(day) = birth {
            let earliest = today - chrono::Days::new(130 * 366);
            checks.ensure(
                (earliest..=today).contains(&day),
                path,
                "出生日期应在过去 130 年之内",
                "the birth date lies within the last 130 years",
            );
        }
        birth
    }

    fn sex(
        &self,
        checks: &mut Checks,
        path: &str,
        number: Option<&IdentityNumber>,
        needed: bool,
    ) -> Option<Sex> {
        let of_number = number.map(|number| match number.sex() {
            NumberSex::Male => Sex::Male,
            NumberSex::Female => Sex::Female,
        });
        if let (Some(entered), Some(follows)) = (self.sex, of_number) {
            checks.ensure(
                entered == follows,
                path,
                "性别与身份证号不一致",
                "the sex differs from the identity number's",
            );
        }
        let sex = of_number.or(self.sex);
        if sex.is_none() && needed {
            checks.fault(
                UserErrorCode::Required,
                path,
                "没有身份证号时请选择性别",
                "without an identity number the sex is needed",
            );
        }
        sex
    }
}

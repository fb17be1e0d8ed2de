//! Checking what is typed of people and places, with the same sentences everywhere.

use chrono::NaiveDate;

use super::Checks;
use crate::privacy::contains_personal_number;
use crate::values::identity_number::IdentityNumberError;
use crate::values::{CreditCode, DivisionCode, IdentityNumber, PersonName, Phone};

impl Checks {
    /// Refuses the number of a person or a card in words that other unions read.
    pub fn without_numbers(&mut self, path: &str, text: &str) {
        self.ensure(
            contains_personal_number(text).is_none(),
            path,
            "请勿填写身份证号、手机号或银行卡号：其他工会会看到这段文字",
            "no identity, telephone or card number: other unions read this",
        );
    }

    /// A person's name that must be there.
    pub fn person_name(&mut self, path: &str, text: &str) -> Option<PersonName> {
        self.value(path, PersonName::parse(text), |error| {
            (
                "姓名有误：应为 2 个字以上的汉字，或带分隔点的译名，不含数字和符号".into(),
                error.to_string(),
            )
        })
    }

    /// An identity number that may be missing.
    pub fn id_number(
        &mut self,
        path: &str,
        text: Option<&str>,
        today: NaiveDate,
    ) -> Option<IdentityNumber> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        self.value(path, IdentityNumber::parse(text, today), |error| {
            (id_number_fault(*error), error.to_string())
        })
    }

    /// A telephone number that may be missing.
    pub fn phone(&mut self, path: &str, text: Option<&str>) -> Option<Phone> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        self.value(path, Phone::parse(text), |error| {
            (
                "电话号码有误：手机应为 11 位，固定电话请带区号".into(),
                error.to_string(),
            )
        })
    }

    /// A unified social credit code that may be missing.
    pub fn credit_code(&mut self, path: &str, text: Option<&str>) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        let code = self.value(path, CreditCode::parse(text), |_| {
            (
                "统一社会信用代码有误，请对照营业执照或法人证书核对 18 位代码".to_owned(),
                "the credit code is wrong; compare its 18 characters with the certificate"
                    .to_owned(),
            )
        });
        code.map(|code| code.as_str().to_owned())
    }

    /// A division code of a county or something below it, in its shortest form; empty when it is at fault.
    pub fn division_code(&mut self, path: &str, text: &str) -> String {
        let code = DivisionCode::parse(text)
            .ok()
            .filter(|code| code.as_str().len() >= 6);
        self.ensure(
            code.is_some(),
            path,
            "区划代码应为 6、9 或 12 位数字",
            "a division code has 6, 9 or 12 digits",
        );
        code.map(|code| code.as_str().to_owned())
            .unwrap_or_default()
    }
}

fn id_number_fault(error: IdentityNumberError) -> String {
    use IdentityNumberError as E;
    match error {
        E::Empty => "请填写身份证号".into(),
        E::Length { got } => format!("身份证号应为 18 位，现在是 {got} 位"),
        E::Character => "身份证号只能是数字，最后一位可以是 X".into(),
        E::Province => "身份证号开头的地区代码不存在".into(),
        E::BirthDate => "身份证号中的出生日期不存在".into(),
        E::BornInFuture => "身份证号中的出生日期晚于今天".into(),
        E::CheckDigit => "身份证号校验不符，请逐位核对".into(),
    }
}

//! What is written down about a union, checked.

use sea_orm::ActiveValue::Set;

use super::row;
use crate::error::Result;
use crate::households::rules::HouseholdKind;
use crate::id::UnionId;
use crate::input::Checks;
use crate::statistics::tally::texts;
use crate::tenancy::Scope;
use crate::unions::entity::union::{ActiveModel, Model};
use crate::unions::naming;
use crate::unions::rules::UnionLevel;
use crate::values::{DivisionCode, Phone};

/// Members that one union may have: more than any city's workers.
const MAX_MEMBERS: i32 = 100_000_000;

/// Facts of a union as typed; `None` stays as it is, `Some(None)` is emptied.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Full name.
    pub name: Option<String>,
    /// Unified social credit code (GB 32100).
    pub credit_code: Option<Option<String>>,
    /// Division code of its place.
    pub division_code: Option<Option<String>>,
    /// Address of its office.
    pub address: Option<Option<String>>,
    /// Telephone of its office.
    pub telephone: Option<Option<String>>,
    /// Its door (notice §3.1).
    pub household_kind: Option<Option<HouseholdKind>>,
    /// Members.
    pub member_count: Option<i32>,
    /// Of these, migrant workers.
    pub migrant_member_count: Option<i32>,
}

/// A union to be.
#[derive(Debug, Clone)]
pub struct NewUnion {
    /// Its superior.
    pub parent: UnionId,
    /// Its level.
    pub level: UnionLevel,
    /// What is known of it; the name is required.
    pub facts: Facts,
}

impl Facts {
    /// Checks everything and writes it into the row; `now` is the row as it is, for an edit.
    pub(super) async fn apply(
        &self,
        scope: &Scope,
        now: Option<&Model>,
        edit: &mut ActiveModel,
    ) -> Result<()> {
        let mut checks = Checks::default();
        let name = match (&self.name, now) {
            (Some(name), _) => union_name(&mut checks, name),
            (None, Some(row)) => row.name.clone(),
            (None, None) => checks.line("name", "", 100),
        };
        let credit_code = changed(
            &self.credit_code,
            now.and_then(|row| row.credit_code.clone()),
            |text| checks.credit_code("creditCode", Some(&text)),
        );
        let mut division_code = changed(
            &self.division_code,
            now.and_then(|row| row.division_code.clone()),
            |text| division_code(&mut checks, &text),
        );
        if let (Some(_), Some(code)) = (&self.division_code, &division_code)
            && !division_known(scope, code).await?
        {
            unknown_division(&mut checks);
            division_code = None;
        }
        edit.address = Set(changed(
            &self.address,
            now.and_then(|row| row.address.clone()),
            |text| checks.optional_line("address", Some(&text), 200),
        ));
        edit.telephone = Set(changed(
            &self.telephone,
            now.and_then(|row| row.telephone.clone()),
            |text| telephone(&mut checks, &text),
        ));
        edit.household_kind = Set(changed(
            &self.household_kind,
            now.and_then(|row| row.household_kind),
            Some,
        ));
        let members = self
            .member_count
            .or(now.map(|row| row.member_count))
            .unwrap_or(0);
        let migrants = self
            .migrant_member_count
            .or(now.map(|row| row.migrant_member_count))
            .unwrap_or(0);
        checks.ensure(
            (0..=MAX_MEMBERS).contains(&members),
            "memberCount",
            "会员人数不能是负数，也不会这么多",
            "the number of members can't be negative or so large",
        );
        checks.ensure(
            (0..=members).contains(&migrants),
            "migrantMemberCount",
            "农民工会员人数应在 0 和会员人数之间",
            "the number of migrant members lies between 0 and the number of members",
        );
        edit.member_count = Set(members);
        edit.migrant_member_count = Set(migrants);
        edit.short_name = Set(naming::short_name(&name));
        edit.search = Set(naming::search_text(
            &name,
            division_code.as_deref(),
            credit_code.as_deref(),
        ));
        edit.name = Set(name);
        edit.credit_code = Set(credit_code);
        edit.division_code = Set(division_code);
        checks.done()
    }
}

/// A union's name: 2 to 100 characters.
pub(super) fn union_name(checks: &mut Checks, text: &str) -> String {
    let name = checks.line("name", text, 100);
    checks.ensure(
        name.is_empty() || name.chars().count() >= 2,
        "name",
        "名称至少 2 个字",
        "a name has at least 2 characters",
    );
    name
}

/// A division that some union of the city stands for, or that lies right in one.
pub(super) async fn checked_division(
    scope: &Scope,
    checks: &mut Checks,
    text: Option<&str>,
) -> Result<Option<String>> {
    let Some(code) = text
        .filter(|text| !text.trim().is_empty())
        .and_then(|text| division_code(checks, text))
    else {
        return Ok(None);
    };
    if !division_known(scope, &code).await? {
        unknown_division(checks);
    }
    Ok(Some(code))
}

fn changed<T: Clone>(
    new: &Option<Option<T>>,
    old: Option<T>,
    check: impl FnOnce(T) -> Option<T>,
) -> Option<T> {
    match new {
        None => old,
        Some(value) => value.clone().and_then(check),
    }
}

fn division_code(checks: &mut Checks, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    checks
        .value("divisionCode", DivisionCode::parse(text), |_| {
            (
                "区划代码有误：应为 4、6、9 或 12 位数字".to_owned(),
                "the division code is wrong: it has 4, 6, 9 or 12 digits".to_owned(),
            )
        })
        .map(|code| code.as_str().to_owned())
}

fn unknown_division(checks: &mut Checks) {
    checks.ensure(
        false,
        "divisionCode",
        "本市没有这个区划代码，请核对；新设的乡镇、村居应属于已有的上一级区划",
        "the city has no such division; check the code. A new town or village lies in a division that is known",
    );
}

fn telephone(checks: &mut Checks, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    checks
        .value("telephone", Phone::parse(text), |_| {
            (
                "电话号码有误：请填手机号，或带区号的座机号，如 0539-8312345".to_owned(),
                "the telephone number is wrong: a mobile number, or a landline with its area code such as 0539-8312345".to_owned(),
            )
        })
        .map(|phone| phone.expose())
}

async fn division_known(scope: &Scope, code: &str) -> Result<bool> {
    let above = DivisionCode::parse(code)
        .ok()
        .and_then(|code| code.parent());
    // The city itself is known to everybody; a county of it only where a union stands for it.
    let codes = std::iter::once(code.to_owned()).chain(above.map(|code| code.as_str().to_owned()));
    let found = row(
        scope,
        "SELECT division_known($1) AS known",
        [texts(codes.collect())],
    )
    .await?;
    Ok(found.try_get("", "known")?)
}

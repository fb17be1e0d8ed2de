//! What every change of a post checks and records.

use crate::audit::{self, AuditAction, Subject};
use crate::error::{Refusal, Result, UserErrorCode};
use crate::identity::entity::staff;
use crate::identity::rules::{self, RolesFault, StaffState};
use crate::input::Checks;
use crate::tenancy::{Role, Scope};
use crate::text::Language;
use crate::values::{PersonName, Phone};

pub(super) async fn record(
    scope: &Scope,
    action: AuditAction,
    post: &staff::Model,
    summary: String,
    reason: Option<&str>,
) -> Result<()> {
    let subject = Subject {
        kind: "staff",
        id: Some(post.id),
        union_id: post.union_id,
        union_path: &post.union_path,
    };
    audit::record(scope, action, subject, summary, reason).await
}

pub(super) fn refuse_left(post: &staff::Model) -> Result<()> {
    if post.state == StaffState::Left {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "此人已离任；再次到岗请重新邀请",
            "this person has left; invite them again to a new post",
        )
        .into());
    }
    Ok(())
}

pub(super) fn name(checks: &mut Checks, text: &str) -> Option<PersonName> {
    checks.value("name", PersonName::parse(text), |_| {
        (
            "姓名不正确：请填 2 到 50 个汉字或字母，不带数字和符号".to_owned(),
            "this is no name: give 2 to 50 characters or letters, without digits and signs"
                .to_owned(),
        )
    })
}

pub(super) fn phone(checks: &mut Checks, text: &str) -> Option<String> {
    checks
        .value("phone", Phone::parse(text), |_| {
            (
                "电话号码不正确：请填 11 位手机号，或带区号的座机号".to_owned(),
                "this is no telephone number: give a mobile number of 11 digits, or a landline with its area code".to_owned(),
            )
        })
        .map(|phone| phone.expose())
}

pub(super) fn roles(checks: &mut Checks, wanted: &[Role]) -> Vec<Role> {
    match rules::roles_fault(wanted) {
        None => {}
        Some(RolesFault::None) => checks.fault(
            UserErrorCode::Required,
            "roles",
            "请至少选择一个角色",
            "choose one role at least",
        ),
        Some(RolesFault::AuditsItself) => checks.fault(
            UserErrorCode::Invalid,
            "roles",
            "财务与经审不能由同一人担任，请只选其一",
            "whoever keeps the accounts does not audit them; choose one of the two roles",
        ),
    }
    rules::in_order(wanted)
}

pub(super) fn codes_of(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.code().to_owned()).collect()
}

pub(super) fn labels(roles: &[Role]) -> String {
    let labels: Vec<&str> = roles
        .iter()
        .map(|role| role.label(Language::Chinese))
        .collect();
    labels.join("、")
}

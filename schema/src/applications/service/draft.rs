//! Writing an application, until it is submitted.

use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ConnectionTrait, DbBackend, EntityTrait,
    IntoActiveModel, QueryFilter, Statement,
};
use uuid::Uuid;

use super::payee::{check, seal};
use super::{get, note, refused, state};
use crate::aid::entity::programme::Model as Programme;
use crate::aid::rules::{AidDecider, ProgrammeState};
use crate::aid::service as aid;
use crate::applications::entity::application::{Column, Entity, Model};
use crate::applications::entity::private;
use crate::applications::input::{AidApplicationInput, SaveAidApplicationInput};
use crate::applications::rules::{AidApplicationState, PrivateStage};
use crate::assignments::service as assignments;
use crate::audit::service::AuditAction;
use crate::error::{Error, Result, UserErrorCode};
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::HouseholdStatus;
use crate::households::service as households;
use crate::input::Checks;
use crate::privacy::Private;
use crate::tenancy::{Granted, Permission, Scope};
use crate::values::PersonName;
use crate::values::money::Fen;
use sea_orm::ColumnTrait;

/// Writes an application, new or one that is a draft or was returned; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE for a closed file, a
/// programme that is not open and an application on its way; DUPLICATE where there is one for the same
/// programme and person; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SaveAidApplicationInput) -> Result<Uuid> {
    let known = match (input.id, input.version) {
        (Some(id), version) => Some(editable(scope, id, version).await?.into_inner()),
        (None, _) => None,
    };
    let household =
        assignments::own_household(scope, Permission::AidApply, input.household_id).await?;
    if household.status == HouseholdStatus::Closed {
        return Err(state(
            "householdId",
            "该户已注销，不能申请救助",
            "this household's file is closed",
        ));
    }
    let programme = aid::get(scope, input.programme_id).await?;
    if programme.state != ProgrammeState::Open
        || !household.union_path.starts_with(&programme.union_path)
    {
        return Err(state(
            "programmeId",
            "该项目没有在受理，或不面向本工会的家庭",
            "this programme takes no applications of this household",
        ));
    }
    let terms = aid::terms(&programme.terms)?;
    let mut checks = Checks::default();
    if let Some(known) = &known {
        checks.ensure(
            known.household_id == household.id && known.programme_id == programme.id,
            "programmeId",
            "已写的申请不能换户或换项目；请删除草稿后另写",
            "an application stays with its household and programme; write another",
        );
    }
    let name = whose(
        scope,
        &mut checks,
        input,
        household.id,
        terms.pupils().is_some(),
    )
    .await?;
    let asked = asked(&mut checks, programme.kind, input);
    let reason = checks.lines("reason", &input.reason, 500);
    let unknown = input
        .papers
        .iter()
        .any(|paper| !terms.papers.contains(paper));
    checks.ensure(
        !unknown,
        "papers",
        "有的材料不在该项目的要求之内，请刷新后重选",
        "a paper is none of those that the programme asks for",
    );
    let payee = programme.kind.takes_money().then(|| {
        let name = input.payee_name.as_deref().unwrap_or_default();
        let (bank, account) = (input.bank.as_deref(), input.account.as_deref());
        check(&mut checks, name, bank, account)
    });
    checks.done()?;
    let principal = scope.principal()?;
    let id = known.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let decider = decider(scope, &programme, terms.decides, &household.union_path).await?;
    let fresh = Model {
        id,
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        number: String::new(),
        household_id: household.id,
        member_id: input.member_id.map(|id| id.uuid()),
        programme_id: programme.id,
        edition_id: None,
        kind: programme.kind,
        year: programme.year,
        tier: household.tier,
        cause: household.main_cause,
        masked_name: name.masked(),
        findings: None,
        papers: input.papers.clone(),
        asked_fen: asked.map(|asked| asked.0),
        state: AidApplicationState::Draft,
        desk_id: Some(household.union_id),
        decider_id: decider,
        submitter_id: None,
        reviewer_ids: Vec::new(),
        approver_id: None,
        payer_id: None,
        notice_id: None,
        notice_until: None,
        granted_fen: None,
        fund_id: None,
        fund_year: None,
        marked_fen: None,
        paid_year: None,
        submitted_at: None,
        approved_at: None,
        paid_on: None,
        fact_before: None,
        filed_on: None,
        ending: None,
        proposer_id: None,
        ender_id: None,
        ended_on: None,
        followed_until: None,
        created_by: principal.staff_id,
        created_at: scope.now(),
        version: 1,
    };
    let private = private::Model {
        application_id: id,
        household_id: household.id,
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        decider_id: decider,
        stage: PrivateStage::Open,
        beneficiary: Private(name.as_str().to_owned()),
        notice_name: name.one_hidden(),
        reason: Private(reason),
        payee: payee.as_ref().map(|payee| Private(payee.name.clone())),
        bank: payee.as_ref().and_then(|payee| payee.bank.clone()),
        account: match payee.as_ref().and_then(|payee| payee.account.as_ref()) {
            Some(account) => Some(seal(scope, id, account)?),
            None => None,
        },
    };
    let (row, action, what) = match known {
        None => {
            let mut row = fresh.clone().into_active_model().reset_all();
            // The database numbers it.
            row.number = NotSet;
            Entity::insert(row)
                .exec_without_returning(scope)
                .await
                .map_err(refused)?;
            private::Entity::insert(private.into_active_model().reset_all())
                .exec_without_returning(scope)
                .await?;
            let row = get(scope, id.into()).await?;
            (row, AuditAction::Created, "起草")
        }
        Some(known) => {
            let row = Model {
                version: known.version + 1,
                member_id: fresh.member_id,
                masked_name: fresh.masked_name,
                papers: fresh.papers,
                asked_fen: fresh.asked_fen,
                decider_id: decider,
                ..known
            };
            store(scope, &row).await?;
            private::Entity::update(private.into_active_model().reset_all())
                .exec(scope)
                .await?;
            (row, AuditAction::Changed, "修改")
        }
    };
    note(scope, action, &[row], what, None).await?;
    Ok(id)
}

/// What is asked for: an amount, and none for a file, which is the household's.
fn asked(checks: &mut Checks, kind: ProgrammeKind, input: &SaveAidApplicationInput) -> Option<Fen> {
    let asked = input.asked.map(|money| money.0);
    if kind.takes_money() {
        checks.ensure(
            asked.is_some_and(Fen::is_positive),
            "asked",
            "金额应大于零",
            "an amount is above zero",
        );
        return asked;
    }
    let of_money = [&input.payee_name, &input.bank, &input.account];
    checks.ensure(
        asked.is_none() && of_money.iter().all(|typed| typed.is_none()),
        "asked",
        "申请建档不填金额和收款账户",
        "a file takes no amount and no account",
    );
    checks.ensure(
        input.member_id.is_none(),
        "memberId",
        "建档以户为单位，不选成员",
        "a file is the household's, not a member's",
    );
    None
}

/// The name of whom it is for, in full.
async fn whose(
    scope: &Scope,
    checks: &mut Checks,
    input: &SaveAidApplicationInput,
    household: Uuid,
    pupils: bool,
) -> Result<PersonName> {
    let name = match input.member_id {
        Some(id) => {
            let member = households::get_member(scope, id).await?;
            checks.ensure(
                member.household_id == household && member.removed_on.is_none(),
                "memberId",
                "此人不是该户现在的成员",
                "this person is no member of the household",
            );
            households::name_of_member(scope, id).await?
        }
        None => {
            if pupils {
                checks.fault(
                    UserErrorCode::Required,
                    "memberId",
                    "该项目按学生申请，请选择学生",
                    "this programme is for pupils; choose one",
                );
            }
            let (_, named) = households::get_named(scope, input.household_id).await?;
            named.ok_or(Error::Forbidden)?.head_name.0
        }
    };
    PersonName::parse(&name).map_err(|fault| Error::bug(format!("a kept name is none: {fault}")))
}

/// Who decides: the union that set the programme, or the nearest county federation (or union of an industry)
/// below it that the family belongs to.
async fn decider(
    scope: &Scope,
    programme: &Programme,
    decides: AidDecider,
    family: &str,
) -> Result<Uuid> {
    if decides == AidDecider::Setter {
        return Ok(programme.union_id);
    }
    let row = scope
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT id FROM unions
             WHERE path = ANY (ARRAY (SELECT left($1, n) FROM generate_series(length($2) + 5, length($1), 5) AS n))
               AND level IN ('COUNTY','INDUSTRY') ORDER BY length(path) LIMIT 1",
            [family.into(), programme.union_path.clone().into()],
        ))
        .await?;
    row.map_or(Ok(programme.union_id), |row| Ok(row.try_get("", "id")?))
}

/// Removes a draft that was never submitted; answers its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; CONFLICT for an old version; STATE for one that was submitted:
/// it stays, and can be withdrawn.
pub async fn delete(scope: &Scope, input: &AidApplicationInput) -> Result<Uuid> {
    let row = editable(scope, input.id, Some(input.version)).await?;
    if row.state != AidApplicationState::Draft {
        return Err(state(
            "id",
            "提交过的申请要留存，不能删除；不再申请的请撤回",
            "what was submitted stays; withdraw it instead",
        ));
    }
    private::Entity::delete_by_id(row.id).exec(scope).await?;
    Entity::delete_by_id(row.id).exec(scope).await?;
    let id = row.id;
    note(
        scope,
        AuditAction::Deleted,
        &[row.into_inner()],
        "删除草稿",
        None,
    )
    .await?;
    Ok(id)
}

/// An own application that is in writing, at the version that was seen.
async fn editable(
    scope: &Scope,
    id: crate::id::AidApplicationId,
    version: Option<i32>,
) -> Result<Granted<Model>> {
    let row = scope.grant(Permission::AidApply, get(scope, id).await?)?;
    if version != Some(row.version) {
        return Err(Error::conflict());
    }
    if !super::AidApplicationStep::Submit
        .from()
        .contains(&row.state)
    {
        return Err(state(
            "id",
            "申请已提交，不能修改；如需修改，请先撤回或由审核人退回",
            "it was submitted and can't be changed; it has to be returned first",
        ));
    }
    Ok(row)
}

/// Writes an own application in writing, if nobody did since.
async fn store(scope: &Scope, row: &Model) -> Result<()> {
    let done = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version - 1))
        .exec(scope)
        .await
        .map_err(refused)?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::conflict())
    }
}

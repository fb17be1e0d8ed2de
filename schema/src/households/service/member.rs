//! Members of a household: joining, changing, leaving.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use super::changes::{self, Differences};
use super::edit::{editable, note, save};
use super::store;
use crate::audit::service::AuditAction;
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::entity::{household, member, member_private};
use crate::households::files;
use crate::households::input::{AddMemberInput, MemberFacts, RemoveMemberInput, UpdateMemberInput};
use crate::households::rules::{MAX_MEMBERS, Relation};
use crate::id::MemberId;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::statistics::record;
use crate::tenancy::{Permission, Scope};

/// A member that this scope may read.
///
/// # Errors
/// [`Error::NotFound`] for another tenant's member as for none.
pub async fn get_member(scope: &Scope, id: MemberId) -> Result<member::Model> {
    scope.require(Permission::HouseholdRead)?;
    member::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?
        .ok_or(Error::NotFound)
}

/// The name of a member, in full.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not read names.
pub async fn name_of_member(scope: &Scope, id: MemberId) -> Result<String> {
    scope.require(Permission::HouseholdNames)?;
    let row = member_private::Entity::find_by_id(id.uuid())
        .one(scope)
        .await?;
    row.map(|row| row.name.0).ok_or(Error::Forbidden)
}

/// Adds a member; answers the household's id.
///
/// # Errors
/// CONFLICT for a version of the household that is not the present one; DUPLICATE for a person who
/// has a file; LIMIT; all faults of the input at once.
pub async fn add_member(scope: &Scope, input: &AddMemberInput) -> Result<Uuid> {
    let before = editable(scope, input.household_id, Some(input.version)).await?;
    let present = present(scope, before.id).await?;
    let mut checks = Checks::default();
    let facts = input.member.check(&mut checks, "member", scope.today());
    checks.ensure(
        input.member.relation != Relation::Head,
        "member.relation",
        "户主只有一位，请选择与户主的关系",
        "a household has one head",
    );
    if present.len() >= MAX_MEMBERS {
        checks.fault(
            UserErrorCode::Limit,
            "member",
            format!("一户最多登记 {MAX_MEMBERS} 人"),
            format!("a household has {MAX_MEMBERS} members at most"),
        );
    }
    checks.done()?;
    let facts = facts.ok_or_else(|| Error::bug("facts without faults"))?;
    let position = present
        .iter()
        .map(|member| member.position)
        .max()
        .unwrap_or_default()
        + 1;
    let (public, private) = store::rows(scope, Uuid::now_v7(), &before, position, &facts)?;
    store::insert(
        scope,
        &public,
        private,
        facts.duplicate_reason.as_deref(),
        "member",
    )
    .await?;
    record(scope, None, Some(&public)).await?;
    let mut after = before.clone();
    // Whoever joins is one more of the family, where the number did not say so already.
    after.population = after
        .population
        .max(i32::try_from(present.len() + 1).unwrap_or(i32::MAX));
    save(scope, &before, &mut after).await?;
    store::rename(scope, before.id).await?;
    let mut differences = Differences::default();
    differences.note("members", None, Some(facts.name.as_str().to_owned()));
    changes::write(scope, &after, "CHANGED", differences).await?;
    note(
        scope,
        &after,
        AuditAction::Changed,
        format!("{} 户增加成员 {}", after.masked_name, public.masked_name),
        None,
    )
    .await?;
    Ok(after.id)
}

/// Changes a member; answers the household's id.
///
/// # Errors
/// As [`add_member`], with the member's version.
pub async fn update_member(scope: &Scope, input: &UpdateMemberInput) -> Result<Uuid> {
    let (household, before) = locked(scope, input.id, input.version).await?;
    let mut checks = Checks::default();
    let facts = input.member.check(&mut checks, "member", scope.today());
    let head = before.relation == Relation::Head;
    checks.ensure(
        head == (input.member.relation == Relation::Head),
        "member.relation",
        "更换户主请用“户主变更”",
        "another head is made by changing the head (changeHead)",
    );
    checks.done()?;
    let facts = facts.ok_or_else(|| Error::bug("facts without faults"))?;
    let known = member_private::Entity::find_by_id(before.id)
        .one(scope)
        .await?
        .ok_or(Error::NotFound)?;
    let (mut public, mut private) =
        store::rows(scope, before.id, &household, before.position, &facts)?;
    public.version = before.version + 1;
    let same_number = private.id_number_digest == known.id_number_digest;
    private.disputed = known.disputed && same_number;
    if known.disputed && !same_number {
        store::withdraw(scope, &known).await?;
    }
    let differences = compare(scope, &before, &known, &public, &facts)?;
    if differences.is_empty() {
        return Ok(household.id);
    }
    store::rewrite(
        scope,
        &public,
        &private,
        facts.duplicate_reason.as_deref(),
        "member",
    )
    .await?;
    member::Entity::update_many()
        .set(public.clone().into_active_model().reset_all())
        .filter(member::Column::Id.eq(before.id))
        .exec(scope)
        .await?;
    if !same_number {
        store::files_changed(scope, household.id).await?;
    }
    touch(scope, &household).await?;
    store::rename(scope, household.id).await?;
    let fields = differences.fields();
    if before.relation == Relation::Head {
        let fields = differences.of_head();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        papers::changed(scope, household.id, &fields).await?;
    }
    changes::write(scope, &household, "CHANGED", differences).await?;
    note(
        scope,
        &household,
        AuditAction::Changed,
        format!(
            "{} 户成员 {} 修改：{fields}",
            household.masked_name, public.masked_name
        ),
        None,
    )
    .await?;
    Ok(household.id)
}

/// Takes a member out of the household; the file keeps that they were there. Answers the household's id.
///
/// # Errors
/// STATE for the head, whose household would be nobody's; otherwise as [`update_member`].
pub async fn remove_member(scope: &Scope, input: &RemoveMemberInput) -> Result<Uuid> {
    let (household, before) = locked(scope, input.id, input.version).await?;
    let mut checks = Checks::default();
    let reason = checks.line("reason", &input.reason, 200);
    if before.relation == Relation::Head {
        checks.fault(
            UserErrorCode::State,
            "id",
            "户主不能直接移出：请先做“户主变更”；如整户不再帮扶，请关闭档案",
            "the head can't simply leave: change the head first, or close the file where nobody is helped any more",
        );
    }
    checks.done()?;
    drop_member(scope, &household, &before).await?;
    member_private::Entity::update_many()
        .col_expr(member_private::Column::Current, Expr::value(false))
        .filter(member_private::Column::MemberId.eq(before.id))
        .exec(scope)
        .await?;
    store::files_changed(scope, household.id).await?;
    touch(scope, &household).await?;
    store::rename(scope, household.id).await?;
    let name = member_private::Entity::find_by_id(before.id)
        .one(scope)
        .await?
        .map(|row| row.name.0);
    let mut differences = Differences::default();
    differences.note("members", name, None);
    changes::write(scope, &household, "CHANGED", differences).await?;
    note(
        scope,
        &household,
        AuditAction::Changed,
        format!(
            "{} 户移出成员 {}",
            household.masked_name, before.masked_name
        ),
        Some(&reason),
    )
    .await?;
    Ok(household.id)
}

/// Writes that a member has left, and takes them out of the figures.
pub(super) async fn drop_member(
    scope: &Scope,
    household: &household::Model,
    before: &member::Model,
) -> Result<()> {
    let mut after = before.clone();
    after.removed_on = Some(scope.today());
    after.version = before.version + 1;
    member::Entity::update_many()
        .set(after.clone().into_active_model().reset_all())
        .filter(member::Column::Id.eq(before.id))
        .exec(scope)
        .await?;
    if household.status == crate::households::rules::HouseholdStatus::Closed {
        return Ok(());
    }
    record(scope, Some(before), Some(&after)).await
}

/// The members who have not left, in their order.
pub(super) async fn present(scope: &Scope, household: Uuid) -> Result<Vec<member::Model>> {
    Ok(member::Entity::find()
        .filter(member::Column::HouseholdId.eq(household))
        .filter(member::Column::RemovedOn.is_null())
        .order_by_asc(member::Column::Position)
        .all(scope)
        .await?)
}

/// The household is locked first, as everywhere, and then the member is read.
async fn locked(
    scope: &Scope,
    id: MemberId,
    version: i32,
) -> Result<(household::Model, member::Model)> {
    let seen = get_member(scope, id).await?;
    let household = editable(scope, seen.household_id.into(), None).await?;
    let member = get_member(scope, id).await?;
    if member.version != version {
        return Err(Error::conflict());
    }
    if member.removed_on.is_some() {
        return Err(Refusal::new(
            UserErrorCode::State,
            "id",
            "该成员已移出本户",
            "this member has left the household",
        )
        .into());
    }
    Ok((household, member))
}

async fn touch(scope: &Scope, household: &household::Model) -> Result<()> {
    household::Entity::update_many()
        .col_expr(household::Column::UpdatedAt, Expr::value(scope.now()))
        .filter(household::Column::Id.eq(household.id))
        .exec(scope)
        .await?;
    Ok(())
}

fn compare(
    scope: &Scope,
    before: &member::Model,
    known: &member_private::Model,
    after: &member::Model,
    facts: &MemberFacts,
) -> Result<Differences> {
    let vault = scope.database().vault();
    let broken = |error: crate::privacy::VaultError| Error::bug(error.to_string());
    let mut differences = Differences::default();
    let head = before.relation == Relation::Head;
    let mut note = |field: &str, before: Option<String>, after: Option<String>| {
        let field = match field {
            "name" if head => "headName".to_owned(),
            _ => format!("members.{field}"),
        };
        differences.note(&field, before, after)
    };
    let code = |code: &'static str| Some(code.to_owned());
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
    let plain = &facts.plain;
    note(
        "name",
        Some(known.name.0.clone()),
        Some(facts.name.as_str().to_owned()),
    );
    let digest = facts
        .id_number
        .as_ref()
        .map(|number| files::id_number_digest(vault, number));
    if digest != known.id_number_digest {
        // Two numbers may look alike once masked, so that it changed is said either way.
        note(
            "idNumber",
            before
                .masked_id_number
                .clone()
                .or_else(|| Some(String::new())),
            after
                .masked_id_number
                .clone()
                .map(|masked| format!("{masked}（新）")),
        );
    }
    let phone = known
        .phone
        .as_deref()
        .map(|sealed| files::open_phone(vault, before.id, sealed))
        .transpose()
        .map_err(broken)?;
    let masked = |phone: &crate::values::Phone| phone.masked();
    let phone = phone.and_then(|phone| crate::values::Phone::parse(&phone).ok());
    if phone != facts.phone {
        note(
            "phone",
            Some(phone.as_ref().map(masked).unwrap_or_default()),
            facts
                .phone
                .as_ref()
                .map(|phone| format!("{}（新）", masked(phone))),
        );
    }
    note(
        "birthDate",
        known.birth_date.map(|day| day.to_string()),
        facts.birth_date.map(|day| day.to_string()),
    );
    note("sex", code(before.sex.code()), code(after.sex.code()));
    note(
        "relation",
        code(before.relation.code()),
        code(after.relation.code()),
    );
    note(
        "ethnicity",
        known.ethnicity.clone(),
        facts.ethnicity.clone(),
    );
    note(
        "health",
        code(known.health.code()),
        code(plain.health.code()),
    );
    note(
        "education",
        code(before.education.code()),
        code(after.education.code()),
    );
    note(
        "schoolLevel",
        before.school_level.map(|level| level.code().to_owned()),
        after.school_level.map(|level| level.code().to_owned()),
    );
    let private = |text: &Option<crate::privacy::Private>| text.as_ref().map(|text| text.0.clone());
    note("school", private(&known.school), facts.school.clone());
    note("grade", known.grade.clone(), facts.grade.clone());
    note(
        "migrantWorker",
        flag(Some(before.migrant_worker)),
        flag(Some(after.migrant_worker)),
    );
    note("employer", private(&known.employer), facts.employer.clone());
    note(
        "workPlace",
        private(&known.work_place),
        facts.work_place.clone(),
    );
    note("trade", known.trade.clone(), facts.trade.clone());
    let yuan = |fen: Option<i64>| fen.map(|fen| crate::values::Fen(fen).to_string());
    note("monthlyWage", yuan(known.wage_fen), yuan(facts.wage_fen));
    note(
        "contractSigned",
        flag(before.contract_signed),
        flag(after.contract_signed),
    );
    note(
        "socialInsurance",
        flag(before.social_insurance),
        flag(after.social_insurance),
    );
    note(
        "unionMember",
        flag(before.union_member),
        flag(after.union_member),
    );
    note("skills", known.skills.clone(), facts.skills.clone());
    note(
        "wish",
        before.wish.map(|wish| wish.code().to_owned()),
        after.wish.map(|wish| wish.code().to_owned()),
    );
    Ok(differences)
}

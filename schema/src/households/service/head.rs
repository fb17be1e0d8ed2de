//! Another head for a household (户主变更), such as after a death.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use std::collections::HashMap;
use uuid::Uuid;

use super::changes::{self, Differences};
use super::edit::{editable, note, save};
use super::member::{drop_member, present};
use super::store;
use crate::audit::service::AuditAction;
use crate::error::{Error, Result, UserErrorCode};
use crate::households::entity::{member, member_private};
use crate::households::input::ChangeHeadInput;
use crate::households::rules::{Relation, RelationFault, relation_faults};
use crate::input::Checks;
use crate::tenancy::{Permission, Scope};

/// Makes another member the head: the former head leaves or stays, and what everybody is to the head
/// is stated anew, because a relation is one to the head. Answers the household's id.
///
/// # Errors
/// CONFLICT for a version of the household that is not the present one; STATE for a closed file; all
/// faults of the input at once; [`Error::NotFound`] or [`Error::Forbidden`] for a member elsewhere.
pub async fn change_head(scope: &Scope, input: &ChangeHeadInput) -> Result<Uuid> {
    let before = editable(scope, input.id, Some(input.version)).await?;
    let members = present(scope, before.id).await?;
    let named = input.relations.iter().map(|one| one.id.uuid());
    let strangers = named
        .chain([input.head_id.uuid()])
        .filter(|id| members.iter().all(|member| member.id != *id));
    refuse_foreign(scope, strangers.collect()).await?;
    let names = names(scope, before.id).await?;
    let name = |member: &member::Model| names.get(&member.id).cloned();
    let former = members
        .iter()
        .find(|member| member.relation == Relation::Head);
    let head = members
        .iter()
        .find(|member| member.id == input.head_id.uuid() && member.relation != Relation::Head);

    let mut checks = Checks::default();
    let reason = checks.line("reason", &input.reason, 200);
    checks.ensure(
        head.is_some(),
        "headId",
        "请从本户现有的其他成员中选择新户主；没有其他成员时，请先增加成员或关闭档案",
        "choose another member of this household; where there is none, add one first or close the file",
    );
    let leaves = input.former_head_leaves;
    let staying: Vec<&member::Model> = members
        .iter()
        .filter(|member| Some(member.id) != head.map(|head| head.id))
        .filter(|member| !leaves || member.relation != Relation::Head)
        .collect();
    if head.is_some() {
        check_relations(&mut checks, input, &staying, name);
    }
    checks.done()?;
    let (Some(head), Some(former)) = (head, former) else {
        return Err(Error::bug("a household without a head"));
    };

    // The former head first: the database knows one head at a time.
    if leaves {
        drop_member(scope, &before, former).await?;
        member_private::Entity::update_many()
            .col_expr(member_private::Column::Current, Expr::value(false))
            .filter(member_private::Column::MemberId.eq(former.id))
            .exec(scope)
            .await?;
        store::files_changed(scope, before.id).await?;
    }
    let mut differences = Differences::default();
    differences.note("headName", name(former), name(head));
    if leaves {
        differences.note("members", name(former), None);
    }
    for member in staying {
        let stated = input
            .relations
            .iter()
            .find(|one| one.id.uuid() == member.id);
        let relation = stated.ok_or_else(|| Error::bug("no relation"))?.relation;
        // Whose relation it is stands before it.
        let said = |relation: Relation| {
            let name = name(member).unwrap_or_default();
            Some(format!("{name}，{}", relation.code()))
        };
        differences.note("members.relation", said(member.relation), said(relation));
        let mut after = member.clone();
        after.relation = relation;
        if member.id == former.id {
            after.position = head.position;
        }
        rewrite(scope, member, after).await?;
    }
    let mut after = head.clone();
    after.relation = Relation::Head;
    // The head is the first of the family.
    after.position = former.position;
    rewrite(scope, head, after).await?;

    let mut household = before.clone();
    household.masked_name.clone_from(&head.masked_name);
    save(scope, &before, &mut household).await?;
    store::rename(scope, before.id).await?;
    changes::write(scope, &household, "CHANGED", differences).await?;
    let summary = format!(
        "{} 户户主变更为 {}{}",
        before.masked_name,
        head.masked_name,
        if leaves { "，原户主移出" } else { "" }
    );
    note(
        scope,
        &household,
        AuditAction::Changed,
        summary,
        Some(&reason),
    )
    .await?;
    Ok(before.id)
}

fn check_relations(
    checks: &mut Checks,
    input: &ChangeHeadInput,
    staying: &[&member::Model],
    name: impl Fn(&member::Model) -> Option<String>,
) {
    let ids: Vec<Uuid> = staying.iter().map(|member| member.id).collect();
    let stated: Vec<(Uuid, Relation)> = input
        .relations
        .iter()
        .map(|one| (one.id.uuid(), one.relation))
        .collect();
    for fault in relation_faults(&ids, &stated) {
        match fault {
            RelationFault::Stranger(place) => checks.ensure(
                false,
                &format!("relations.{place}.id"),
                "这位不是留在本户的其他成员，请刷新后重新填写",
                "this is none of the others who stay; read the household again",
            ),
            RelationFault::Twice(place) => checks.ensure(
                false,
                &format!("relations.{place}.id"),
                "同一位成员填写了两次",
                "one member was stated twice",
            ),
            RelationFault::Head(place) => checks.ensure(
                false,
                &format!("relations.{place}.relation"),
                "户主只有一位，请选择与新户主的关系",
                "a household has one head; say what this member is to the new one",
            ),
            RelationFault::Missing(place) => {
                let name = staying.get(place).and_then(|member| name(member));
                let name = name.unwrap_or_default();
                checks.fault(
                    UserErrorCode::Required,
                    "relations",
                    format!("请填写 {name} 与新户主的关系"),
                    format!("say what {name} is to the new head"),
                );
            }
        }
    }
}

/// Whoever is named and does not belong to the household is at least of the own unions.
async fn refuse_foreign(scope: &Scope, mut ids: Vec<Uuid>) -> Result<()> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let seen = member::Entity::find()
        .filter(member::Column::Id.is_in(ids.iter().copied()))
        .all(scope)
        .await?;
    if seen.len() < ids.len() {
        return Err(Error::NotFound);
    }
    for member in seen {
        scope.grant(Permission::HouseholdEdit, member)?;
    }
    Ok(())
}

async fn names(scope: &Scope, household: Uuid) -> Result<HashMap<Uuid, String>> {
    let rows = member_private::Entity::find()
        .filter(member_private::Column::HouseholdId.eq(household))
        .all(scope)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.member_id, row.name.0))
        .collect())
}

/// Writes a member whose relation or place changed, with a new version.
async fn rewrite(scope: &Scope, before: &member::Model, mut after: member::Model) -> Result<()> {
    if *before == after {
        return Ok(());
    }
    after.version = before.version + 1;
    member::Entity::update_many()
        .set(after.into_active_model().reset_all())
        .filter(member::Column::Id.eq(before.id))
        .exec(scope)
        .await?;
    Ok(())
}

//! Writing members, and noticing who already has a file.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, Statement,
};
use uuid::Uuid;

use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::households::entity::{
    duplicate_claim, household, household_private, member, member_private,
};
use crate::households::files;
use crate::households::input::MemberFacts;
use crate::households::rules::DuplicateClaimState;
use crate::notifications::rules::NotificationKind;
use crate::notifications::service::{News, tell_union};
use crate::privacy::Private;
use crate::statistics::tally::uuids;
use crate::tenancy::{Permission, Scope};
use crate::values::PersonName;

/// The two rows of a member.
pub(super) fn rows(
    scope: &Scope,
    id: Uuid,
    household: &household::Model,
    position: i16,
    facts: &MemberFacts,
) -> Result<(member::Model, member_private::Model)> {
    let vault = scope.database().vault();
    let broken = |error: crate::privacy::VaultError| Error::bug(error.to_string());
    let number = facts
        .id_number
        .as_ref()
        .map(|number| files::seal_id_number(vault, id, number))
        .transpose()
        .map_err(broken)?;
    let phone = facts
        .phone
        .as_ref()
        .map(|phone| files::seal_phone(vault, id, phone))
        .transpose()
        .map_err(broken)?;
    let (id_number, id_number_digest) = number.unzip();
    let (phone, phone_digest) = phone.unzip();
    let plain = &facts.plain;
    let public = member::Model {
        id,
        household_id: household.id,
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        position,
        masked_name: facts.name.masked(),
        masked_id_number: facts.id_number.as_ref().map(|number| number.masked()),
        sex: facts.sex,
        birth_year: facts
            .birth_date
            .and_then(|day| i16::try_from(chrono::Datelike::year(&day)).ok()),
        relation: plain.relation,
        education: plain.education,
        school_level: plain.school_level,
        migrant_worker: plain.migrant_worker,
        contract_signed: plain.contract_signed,
        social_insurance: plain.social_insurance,
        union_member: plain.union_member,
        wish: plain.wish,
        removed_on: None,
        version: 1,
    };
    let private = member_private::Model {
        member_id: id,
        household_id: household.id,
        union_id: household.union_id,
        union_path: household.union_path.clone(),
        name: Private(facts.name.as_str().to_owned()),
        id_number,
        id_number_digest,
        phone,
        phone_digest,
        birth_date: facts.birth_date,
        ethnicity: facts.ethnicity.clone(),
        health: plain.health,
        school: facts.school.clone().map(Private),
        grade: facts.grade.clone(),
        employer: facts.employer.clone().map(Private),
        work_place: facts.work_place.clone().map(Private),
        trade: facts.trade.clone(),
        wage_fen: facts.wage_fen,
        skills: facts.skills.clone(),
        disputed: false,
        current: true,
    };
    Ok((public, private))
}

/// Adds a member. A person who already has a file in the city is refused, or registered as disputed
/// where the input says why; `path` is the member's place in the input.
pub(super) async fn insert(
    scope: &Scope,
    public: &member::Model,
    mut private: member_private::Model,
    duplicate_reason: Option<&str>,
    path: &str,
) -> Result<()> {
    member::Entity::insert(public.clone().into_active_model())
        .exec_without_returning(scope)
        .await?;
    // The unique index decides, also between two who register the same person at this moment; it
    // answers for the whole city, and nothing of the other row is told.
    let taken = OnConflict::column(member_private::Column::IdNumberDigest)
        .target_and_where(
            Expr::col(member_private::Column::Current)
                .and(Expr::col(member_private::Column::Disputed).not()),
        )
        .do_nothing()
        .to_owned();
    let written = member_private::Entity::insert(private.clone().into_active_model())
        .on_conflict(taken)
        .exec_without_returning(scope)
        .await?;
    if written > 0 {
        return Ok(());
    }
    let Some(reason) = duplicate_reason else {
        return Err(already_filed(scope, &private, path).await?.into());
    };
    private.disputed = true;
    member_private::Entity::insert(private.into_active_model())
        .exec_without_returning(scope)
        .await?;
    claim(scope, public, reason, path).await
}

/// Writes the private row of a member who is there, who may have got another number; as [`insert`].
pub(super) async fn rewrite(
    scope: &Scope,
    public: &member::Model,
    private: &member_private::Model,
    duplicate_reason: Option<&str>,
    path: &str,
) -> Result<()> {
    scope.execute_unprepared("SAVEPOINT number").await?;
    let clash = match update(scope, private).await {
        Ok(()) => false,
        Err(error) if violated_constraint(&error) == Some("member_private_one_file") => true,
        Err(error) => return Err(error.into()),
    };
    if !clash {
        return Ok(());
    }
    scope
        .execute_unprepared("ROLLBACK TO SAVEPOINT number")
        .await?;
    let Some(reason) = duplicate_reason else {
        return Err(already_filed(scope, private, path).await?.into());
    };
    let disputed = member_private::Model {
        disputed: true,
        ..private.clone()
    };
    update(scope, &disputed).await?;
    claim(scope, public, reason, path).await
}

async fn update(scope: &Scope, private: &member_private::Model) -> Result<(), DbErr> {
    let row = private.clone().into_active_model().reset_all();
    member_private::Entity::update_many()
        .set(row)
        .filter(member_private::Column::MemberId.eq(private.member_id))
        .exec(scope)
        .await?;
    Ok(())
}

/// What is told: for the own union where the file lies, for everybody else just that there is one.
pub(super) async fn already_filed(
    scope: &Scope,
    private: &member_private::Model,
    path: &str,
) -> Result<Refusal> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT h.file_number FROM member_private p JOIN household h ON h.id = p.household_id
         WHERE p.id_number_digest = $1 AND p.current AND p.member_id <> $2 AND p.union_id = ANY ($3) LIMIT 1",
        [
            private.id_number_digest.clone().into(),
            private.member_id.into(),
            uuids(scope.principal()?.own_unions.clone()),
        ],
    );
    let own: Option<String> = scope
        .query_one_raw(statement)
        .await?
        .map(|row| row.try_get("", "file_number"))
        .transpose()?;
    let path = format!("{path}.idNumber");
    Ok(match own {
        Some(number) => filed_here(&path, &number),
        None => filed_elsewhere(&path),
    })
}

/// That a person has a file in the own union.
#[must_use]
pub fn filed_here(path: &str, number: &str) -> Refusal {
    Refusal::new(
        UserErrorCode::Duplicate,
        path,
        format!("该人员已在本单位建档，档案编号 {number}"),
        format!("this person already has the file {number} in your union"),
    )
}

/// That a person has a file somewhere else, and no more.
#[must_use]
pub fn filed_elsewhere(path: &str) -> Refusal {
    Refusal::new(
        UserErrorCode::Duplicate,
        path,
        "该人员已在别处建档；如确需登记，请填写理由，由共同上级认定",
        "this person already has a file elsewhere; to register anyway, say why, and the common superior will settle it",
    )
}

/// Hands the case to the nearest common superior.
pub(super) async fn claim(
    scope: &Scope,
    public: &member::Model,
    reason: &str,
    path: &str,
) -> Result<()> {
    let id = Uuid::now_v7();
    let row = duplicate_claim::ActiveModel {
        id: Set(id),
        union_id: Set(public.union_id),
        union_path: Set(public.union_path.clone()),
        household_id: Set(public.household_id),
        member_id: Set(public.id),
        reason: Set(reason.to_owned()),
        state: Set(DuplicateClaimState::Open),
        created_at: Set(scope.now()),
        version: Set(1),
        ..Default::default()
    };
    duplicate_claim::Entity::insert(row)
        .exec_without_returning(scope)
        .await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT raise_duplicate($1) AS raised",
        [id.into()],
    );
    let raised: bool = scope
        .query_one_raw(statement)
        .await?
        .ok_or_else(|| Error::bug("no answer"))?
        .try_get("", "raised")?;
    if raised {
        let news = News::of_household(NotificationKind::DuplicateToSettle, id, public.household_id);
        return tell_union(scope, None, Permission::DuplicateSettle, news).await;
    }
    // The other file was closed between the two looks.
    Err(Refusal::new(
        UserErrorCode::Unavailable,
        &format!("{path}.idNumber"),
        "另一份档案刚刚发生变化，请再提交一次",
        "the other file has just changed; please send this again",
    )
    .into())
}

/// Brings claims to where the files stand after the own union closed one, took a member out of it or
/// corrected a number: a claim about a file that ended holds, the claim of one that ended falls.
pub(super) async fn files_changed(scope: &Scope, household: Uuid) -> Result<()> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT files_changed($1, $2)",
        [household.into(), scope.now().into()],
    );
    scope.execute_raw(statement).await?;
    Ok(())
}

/// Takes back what a member with a mistyped number claimed.
pub(super) async fn withdraw(scope: &Scope, private: &member_private::Model) -> Result<()> {
    let nobody = member_private::Model {
        id_number: None,
        id_number_digest: None,
        disputed: false,
        ..private.clone()
    };
    update(scope, &nobody).await?;
    files_changed(scope, private.household_id).await
}

/// Writes what the household is called and found by, after its members changed.
pub(super) async fn rename(scope: &Scope, household: Uuid) -> Result<()> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT p.name FROM member_private p JOIN member m ON m.id = p.member_id
         WHERE p.household_id = $1 AND m.removed_on IS NULL ORDER BY m.position",
        [household.into()],
    );
    let mut names = Vec::new();
    for row in scope.query_all_raw(statement).await? {
        let name: String = row.try_get("", "name")?;
        names.extend(PersonName::parse(&name));
    }
    let Some(head) = names.first() else {
        return Err(Error::bug("a household without members"));
    };
    household_private::Entity::update_many()
        .col_expr(
            household_private::Column::HeadName,
            Expr::value(head.as_str()),
        )
        .col_expr(
            household_private::Column::Search,
            Expr::value(files::search_text(&names)),
        )
        .filter(household_private::Column::HouseholdId.eq(household))
        .exec(scope)
        .await?;
    household::Entity::update_many()
        .col_expr(household::Column::MaskedName, Expr::value(head.masked()))
        .filter(household::Column::Id.eq(household))
        .exec(scope)
        .await?;
    Ok(())
}

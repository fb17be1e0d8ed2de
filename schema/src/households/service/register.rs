//! Registering a household (建档).

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, Statement,
};
use uuid::Uuid;

use super::changes::{self, Differences};
use super::store;
use crate::audit::service::{AuditAction, Subject, record};
use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::households::entity::{household, household_private, member, member_private};
use crate::households::files;
use crate::households::input::{
    HouseholdFacts, MemberFacts, MemberInput, PrivateFacts, RegisterHouseholdInput,
};
use crate::households::rules::{
    HouseholdKind, HouseholdStatus, MAX_MEMBERS, NeedyFileState, Relation,
};
use crate::input::Checks;
use crate::privacy::Private;
use crate::statistics::Tally;
use crate::statistics::tally::{append, uuids};
use crate::tenancy::{Granted, Permission, Scope};
use crate::text::Language;
use crate::unions;
use crate::unions::entity::union;
use crate::unions::rules::UnionState;

/// Registers a household with its members; answers its id.
///
/// # Errors
/// All faults of the input at once; DUPLICATE for a person who has a file in the city; STATE for a
/// union that is not at work; [`Error::Forbidden`] for a union that is neither the own one nor
/// managed by it.
pub async fn register(scope: &Scope, input: &RegisterHouseholdInput) -> Result<Uuid> {
    let union = unions::service::get(scope, input.union_id).await?;
    scope.grant(Permission::HouseholdEdit, union)?;
    // Held, so that two who register at once can't come in by two doors.
    let union = unions::service::get_held(scope, input.union_id).await?;
    let union = scope.grant(Permission::HouseholdEdit, union)?;
    at_work(&union)?;
    let mut checks = Checks::default();
    let kind = kind(&mut checks, door(scope, &union).await?, input.kind);
    let draft = draft(&mut checks, input, scope.today());
    checks.done()?;
    let kind = kind.ok_or_else(|| Error::bug("a kind without faults"))?;

    let number = numbers(scope, 1).await?;
    let number = *number.first().ok_or_else(|| Error::bug("no number"))?;
    let Family {
        household: row,
        names,
        members,
    } = family(scope, &union, kind, number, &draft)?;
    household::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(scope)
        .await?;
    household_private::Entity::insert(names.into_active_model())
        .exec_without_returning(scope)
        .await?;

    let mut tally = Tally::default();
    tally.plus(&row);
    let mut duplicates = Vec::new();
    let count = members.len();
    for (index, ((public, private), facts)) in members.into_iter().zip(&draft.members).enumerate() {
        let path = format!("members.{index}");
        match store::insert(
            scope,
            &public,
            private,
            facts.duplicate_reason.as_deref(),
            &path,
        )
        .await
        {
            Ok(()) => tally.plus(&public),
            // Every person with a file elsewhere is told at once.
            Err(Error::Refused(refusals)) => duplicates.extend(refusals),
            Err(error) => return Err(error),
        }
    }
    if !duplicates.is_empty() {
        return Err(Error::Refused(duplicates));
    }
    append(scope, &tally).await?;
    changes::write(scope, &row, "REGISTERED", Differences::default()).await?;
    record(
        scope,
        AuditAction::Created,
        subject(&row),
        summary(&row, count),
        None,
    )
    .await?;
    Ok(row.id)
}

/// What was entered of a household, checked and not yet written.
#[derive(Debug, Clone)]
pub struct Draft {
    input: RegisterHouseholdInput,
    facts: HouseholdFacts,
    private: PrivateFacts,
    /// The members that passed their checks; the first is the head.
    pub members: Vec<MemberFacts>,
}

impl Draft {
    /// The address as it would be written.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.private.address.as_deref()
    }
}

/// Checks a household and its members; the draft is good where no fault was noted.
pub fn draft(checks: &mut Checks, input: &RegisterHouseholdInput, today: NaiveDate) -> Draft {
    let (facts, private) = input.check(checks, today);
    let members = check_members(checks, &input.members, input.population, today);
    Draft {
        input: input.clone(),
        facts,
        private,
        members,
    }
}

/// The rows of a household that is registered.
pub(super) struct Family {
    pub(super) household: household::Model,
    pub(super) names: household_private::Model,
    /// In the order of the draft's members.
    pub(super) members: Vec<(member::Model, member_private::Model)>,
}

/// The rows of a draft without faults.
pub(super) fn family(
    scope: &Scope,
    union: &Granted<union::Model>,
    kind: HouseholdKind,
    number: i64,
    draft: &Draft,
) -> Result<Family> {
    let today = scope.today();
    let input = &draft.input;
    let code = scope.city().trim_start_matches("city_").to_owned();
    let head = draft
        .members
        .first()
        .ok_or_else(|| Error::bug("a household without a head"))?;
    let mut row = household::Model {
        id: Uuid::now_v7(),
        union_id: union.id,
        union_path: union.path.clone(),
        file_number: files::file_number(&code, today.year(), number),
        kind,
        status: HouseholdStatus::Active,
        close_reason: None,
        masked_name: head.name.masked(),
        division_code: None,
        hukou: input.hukou,
        housing: input.housing,
        population: input.population,
        labour_force: input.labour_force,
        income_fen: 0,
        rigid_fen: 0,
        main_cause: input.main_cause,
        other_causes: Vec::new(),
        needs: Vec::new(),
        tier: input.tier,
        needy_file: NeedyFileState::None,
        single_parent_female_worker: false,
        consent_on: None,
        consent_form: None,
        cadre_id: None,
        registered_on: today,
        created_at: scope.now(),
        updated_at: scope.now(),
        version: 1,
    };
    draft.facts.apply(&mut Checks::default(), &mut row);
    let names = household_private::Model {
        household_id: row.id,
        union_id: row.union_id,
        union_path: row.union_path.clone(),
        head_name: Private(head.name.as_str().to_owned()),
        search: Private(files::search_text(
            draft.members.iter().map(|member| &member.name),
        )),
        address: Private(draft.private.address.clone().unwrap_or_default()),
        note: draft.private.note.clone().flatten().map(Private),
    };
    let mut members = Vec::with_capacity(draft.members.len());
    for (index, facts) in draft.members.iter().enumerate() {
        let position = i16::try_from(index).unwrap_or(i16::MAX);
        members.push(store::rows(scope, Uuid::now_v7(), &row, position, facts)?);
    }
    Ok(Family {
        household: row,
        names,
        members,
    })
}

/// What the audit trail says of a registration.
pub(super) fn subject(row: &household::Model) -> Subject<'_> {
    Subject {
        kind: "household",
        id: Some(row.id),
        union_id: row.union_id,
        union_path: &row.union_path,
    }
}

pub(super) fn summary(row: &household::Model, members: usize) -> String {
    format!("登记帮扶户 {}（{members} 人）", row.masked_name)
}

/// Refuses a union that registers nobody now.
///
/// # Errors
/// STATE.
pub fn at_work(union: &union::Model) -> Result<()> {
    if union.state == UnionState::Active {
        return Ok(());
    }
    Err(Refusal::new(
        UserErrorCode::State,
        "unionId",
        "该工会目前不能登记帮扶户",
        "this union can't register households now",
    )
    .into())
}

/// By which door households come into a union: as it was laid down, or as the first one came.
async fn door(scope: &Scope, union: &union::Model) -> Result<Option<HouseholdKind>> {
    if union.household_kind.is_some() {
        return Ok(union.household_kind);
    }
    let first = household::Entity::find()
        .filter(household::Column::UnionId.eq(union.id))
        .filter(household::Column::Status.ne(HouseholdStatus::Closed))
        .one(scope)
        .await?;
    Ok(first.map(|row| row.kind))
}

/// As [`door`], of many unions.
///
/// # Errors
/// A fault of the database.
pub async fn doors(scope: &Scope, unions: &[union::Model]) -> Result<HashMap<Uuid, HouseholdKind>> {
    let mut doors: HashMap<Uuid, HouseholdKind> = unions
        .iter()
        .filter_map(|union| Some((union.id, union.household_kind?)))
        .collect();
    let open = unions.iter().map(|union| union.id);
    let open = open.filter(|id| !doors.contains_key(id)).collect();
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT asked.id, row.kind FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT kind FROM household WHERE union_id = asked.id AND status <> 'CLOSED' LIMIT 1
         ) AS row",
        [uuids(open)],
    );
    for row in scope.query_all_raw(statement).await? {
        doors.insert(row.try_get("", "id")?, row.try_get("", "kind")?);
    }
    Ok(doors)
}

/// The door that the household comes in by: the union's own, or the one that is chosen where the union
/// has none yet (notice §3.1).
pub fn kind(
    checks: &mut Checks,
    door: Option<HouseholdKind>,
    chosen: Option<HouseholdKind>,
) -> Option<HouseholdKind> {
    let kind = door.or(chosen);
    if kind.is_none() {
        checks.fault(
            UserErrorCode::Required,
            "kind",
            "该工会还没有确定户别，请选择",
            "this union has no kind of households yet; choose one",
        );
    }
    if let Some(door) = door
        && chosen.is_some_and(|chosen| chosen != door)
    {
        let (zh, en) = (door.label(Language::Chinese), door.label(Language::English));
        checks.ensure(
            false,
            "kind",
            format!("该工会只登记“{zh}”（通知 §3.1：两种渠道不能混用）"),
            format!("this union registers {en} only (notice §3.1)"),
        );
    }
    kind
}

fn check_members(
    checks: &mut Checks,
    members: &[MemberInput],
    population: i32,
    today: NaiveDate,
) -> Vec<MemberFacts> {
    if members.is_empty() {
        checks.fault(
            UserErrorCode::Required,
            "members",
            "请至少填写户主",
            "at least the head is needed",
        );
    }
    checks.ensure(
        members.len() <= MAX_MEMBERS,
        "members",
        format!("一户最多登记 {MAX_MEMBERS} 人"),
        format!("a household has {MAX_MEMBERS} members at most"),
    );
    let fits = usize::try_from(population).is_ok_and(|population| members.len() <= population);
    checks.ensure(
        fits,
        "population",
        "家庭人口不能少于登记的成员数",
        "there can't be more members than people",
    );
    let mut facts = Vec::new();
    for (index, member) in members.iter().take(MAX_MEMBERS).enumerate() {
        let path = format!("members.{index}");
        let head = member.relation == Relation::Head;
        checks.ensure(
            head == (index == 0),
            &format!("{path}.relation"),
            "第一位成员是户主（本人），其他成员请选择与户主的关系",
            "the first member is the head, and nobody else",
        );
        facts.extend(member.check(checks, &path, today));
    }
    for (index, member) in facts.iter().enumerate() {
        let twice = member.id_number.is_some()
            && facts[..index]
                .iter()
                .any(|other| other.id_number == member.id_number);
        checks.ensure(
            !twice,
            &format!("members.{index}.idNumber"),
            "与本户另一成员的身份证号相同",
            "another member of this household has the same number",
        );
    }
    facts
}

/// The next running numbers of files.
///
/// # Errors
/// A fault of the database.
pub async fn numbers(scope: &Scope, count: i32) -> Result<Vec<i64>> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT nextval('household_number') AS number FROM generate_series(1, $1)",
        [count.into()],
    );
    let rows = scope.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", "number")?))
        .collect()
}

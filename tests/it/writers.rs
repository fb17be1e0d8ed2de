//! Households written as the services do: the row and what it counts for in one transaction, tried
//! again when it lost against another.

use std::sync::Arc;
use std::time::Duration;

use schema::error::{Error, Result};
use schema::households::entity::household::{self, Model};
use schema::households::entity::household_private;
use schema::households::rules::{
    HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, Housing, Hukou, NeedyFileState,
};
use schema::privacy::Private;
use schema::statistics;
use schema::tenancy::{Access, Scope};
use schema::text::Language;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use tests::{City, Person};
use uuid::Uuid;

/// A scope of a person as a server opens it, with an old principal where that lost.
pub(crate) async fn open(city: &City, person: &Person) -> Result<Arc<Scope>> {
    let principal = person.principal().await;
    let scope = Scope::open(
        city.database(),
        principal,
        Access::Write,
        Language::Chinese,
        city.now(),
        None,
    )
    .await?;
    Ok(Arc::new(scope))
}

/// Registers a household of the person's own union and answers its id.
pub(crate) async fn register(city: &City, person: &Person) -> Uuid {
    let mut attempt = 0;
    loop {
        match once(city, person).await {
            Ok(id) => return id,
            Err(Error::Retry(_)) if attempt < 50 => attempt += 1,
            Err(error) => panic!("{error:?}"),
        }
        tokio::time::sleep(Duration::from_millis(attempt)).await;
    }
}

async fn once(city: &City, person: &Person) -> Result<Uuid> {
    let scope = open(city, person).await?;
    let id = insert(&scope).await?;
    scope.finish().await?;
    Ok(id)
}

/// Inserts a household of the scope's own union, without committing.
pub(crate) async fn insert(scope: &Scope) -> Result<Uuid> {
    let principal = scope.principal()?;
    let id = Uuid::now_v7();
    // The kind of cause varies with the id, so that breakdowns have something to tell apart.
    let cause = HardshipCause::ALL[id.as_bytes()[15] as usize % HardshipCause::ALL.len()];
    let row = Model {
        id,
        union_id: principal.union_id,
        union_path: principal.path.clone(),
        file_number: id.simple().to_string(),
        kind: HouseholdKind::Linked,
        status: HouseholdStatus::Active,
        close_reason: None,
        masked_name: "张**".into(),
        division_code: None,
        hukou: Hukou::Rural,
        housing: Housing::Owned,
        population: 3,
        labour_force: 1,
        income_fen: 500_000,
        rigid_fen: 0,
        main_cause: cause,
        other_causes: Vec::new(),
        needs: Vec::new(),
        tier: HardshipTier::Deep,
        needy_file: NeedyFileState::None,
        single_parent_female_worker: false,
        consent_on: None,
        consent_form: None,
        cadre_id: None,
        registered_on: scope.today(),
        created_at: scope.now(),
        updated_at: scope.now(),
        version: 1,
    };
    row.clone().into_active_model().insert(scope).await?;
    let names = household_private::Model {
        household_id: id,
        union_id: row.union_id,
        union_path: row.union_path.clone(),
        head_name: Private("张三".into()),
        search: Private("张三".into()),
        address: Private("幸福路 1 号".into()),
        note: None,
    };
    names.into_active_model().insert(scope).await?;
    statistics::record(scope, None, Some(&row)).await?;
    Ok(id)
}

/// Relieves a household that is still being helped; nothing happens where it is not the own union's.
pub(crate) async fn relieve(city: &City, person: &Person, id: Uuid) -> Result<()> {
    let scope = open(city, person).await?;
    let Some(before) = household::Entity::find_by_id(id).one(&*scope).await? else {
        scope.rollback().await;
        return Ok(());
    };
    let mut edit = before.clone().into_active_model();
    edit.status = Set(HouseholdStatus::Relieved);
    match edit.update(&*scope).await {
        Ok(after) => statistics::record(&scope, Some(&before), Some(&after)).await?,
        Err(sea_orm::DbErr::RecordNotUpdated) => {}
        Err(error) => return Err(error.into()),
    }
    scope.finish().await
}

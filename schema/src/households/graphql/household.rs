//! Households in the API.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, OutputType, SimpleObject};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::change::{Change, page_of_changes};
use super::member::{Member, MembersOf};
use crate::aid::graphql::HouseholdAid;
use crate::applications::graphql::HouseholdApplications;
use crate::assignments::graphql::HouseholdAssignments;
use crate::attachments::graphql::HouseholdAttachments;
use crate::error::{Error, Result};
use crate::households::entity::{household, household_private};
use crate::households::rules::{
    CloseReason, HardshipCause, HardshipTier, HouseholdKind, HouseholdStatus, Housing, Hukou, Need,
    NeedyFileState,
};
use crate::households::service::{Named, named};
use crate::id::HouseholdId;
use crate::loaders::{Batch, load};
use crate::papers::graphql::HouseholdPapers;
use crate::payload::payload;
use crate::rights::graphql::HouseholdRights;
use crate::scalars::{Date, Money};
use crate::unions::Union;
use crate::unions::graphql::UnionById;
use crate::values::Fen;

/// A household in difficulty (帮扶户).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// 档案编号
    pub file_number: String,
    /// By which door it came in (notice §3.1).
    pub kind: HouseholdKind,
    /// Where the help stands.
    pub status: HouseholdStatus,
    /// Why the file was closed.
    pub close_reason: Option<CloseReason>,
    /// Division code of the home.
    pub division_code: Option<String>,
    /// 户口类型
    pub hukou: Hukou,
    /// 住房类型
    pub housing: Housing,
    /// 家庭人口
    pub population: i32,
    /// 劳动力人数
    pub labour_force: i32,
    /// 年人均收入
    pub annual_income_per_head: Money,
    /// 年刚性支出（医疗自付、教育等）
    pub annual_rigid_expense: Money,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 次要致困原因, three at most.
    pub other_causes: Vec<HardshipCause>,
    /// 帮扶需求
    pub needs: Vec<Need>,
    /// 困难类别
    pub tier: HardshipTier,
    /// 困难职工档案
    pub needy_file: NeedyFileState,
    /// 单亲女职工 (opens school aid, notice §4.3).
    pub single_parent_female_worker: bool,
    /// When the family agreed to the use of its data.
    pub consent_on: Option<Date>,
    /// In which form: on paper, orally before a witness.
    pub consent_form: Option<String>,
    /// 建档日期
    pub registered_on: Date,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    pub(crate) union_id: Uuid,
    #[graphql(skip)]
    pub(crate) cadre_id: Option<Uuid>,
    #[graphql(skip)]
    masked_name: String,
    #[graphql(skip)]
    names: Option<household_private::Model>,
}

impl From<Named> for Household {
    fn from((row, names): Named) -> Self {
        Self {
            id: row.id.into(),
            other_causes: row.other_causes(),
            needs: row.needs(),
            file_number: row.file_number,
            kind: row.kind,
            status: row.status,
            close_reason: row.close_reason,
            division_code: row.division_code,
            hukou: row.hukou,
            housing: row.housing,
            population: row.population,
            labour_force: row.labour_force,
            annual_income_per_head: Money(Fen(row.income_fen)),
            annual_rigid_expense: Money(Fen(row.rigid_fen)),
            main_cause: row.main_cause,
            tier: row.tier,
            needy_file: row.needy_file,
            single_parent_female_worker: row.single_parent_female_worker,
            consent_on: row.consent_on.map(Date),
            consent_form: row.consent_form,
            registered_on: Date(row.registered_on),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
            union_id: row.union_id,
            cadre_id: row.cadre_id,
            masked_name: row.masked_name,
            names,
        }
    }
}

impl Household {
    /// The head's name as this viewer may see it.
    pub(crate) fn shown_name(&self) -> &str {
        let names = self.names.as_ref();
        names.map_or(&self.masked_name, |names| &names.head_name.0)
    }
}

#[ComplexObject]
impl Household {
    /// The union whose household it is.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }

    /// The head's name as this viewer may see it: 张三 for the own union, 张** for a superior.
    async fn head_name(&self) -> &str {
        self.shown_name()
    }

    /// True where the personal facts are masked or null for this viewer.
    async fn masked(&self) -> bool {
        self.names.is_none()
    }

    /// 家庭住址
    async fn address(&self) -> Option<&str> {
        Some(&self.names.as_ref()?.address.0)
    }

    /// Remarks.
    async fn note(&self) -> Option<&str> {
        Some(&self.names.as_ref()?.note.as_ref()?.0)
    }

    /// Telephone of the head, or of the first member who has one.
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let members = load(ctx, MembersOf(self.id.uuid()))
            .await?
            .unwrap_or_default();
        for member in &members {
            if let Some(phone) = member.open_phone(ctx)? {
                return Ok(Some(phone));
            }
        }
        Ok(None)
    }

    /// The members, the head first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        Ok(load(ctx, MembersOf(self.id.uuid()))
            .await?
            .unwrap_or_default())
    }

    /// Own union only: who changed what, newest first.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "Rows of the page, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor before the page.")] after: Option<String>,
    ) -> Result<Connection<String, Change>> {
        page_of_changes(ctx, self.id.uuid(), first, after.as_deref()).await
    }

    #[graphql(flatten)]
    async fn assignments(&self) -> HouseholdAssignments {
        HouseholdAssignments::new(self.id.uuid(), self.cadre_id)
    }

    #[graphql(flatten)]
    async fn attached(&self) -> HouseholdAttachments {
        HouseholdAttachments(self.id.uuid())
    }

    #[graphql(flatten)]
    async fn aid(&self) -> HouseholdAid {
        HouseholdAid(self.id.uuid())
    }

    #[graphql(flatten)]
    async fn applications(&self) -> HouseholdApplications {
        HouseholdApplications(self.id.uuid())
    }

    #[graphql(flatten)]
    async fn rights(&self) -> HouseholdRights {
        HouseholdRights(self.id.uuid())
    }

    #[graphql(flatten)]
    async fn printed(&self) -> HouseholdPapers {
        HouseholdPapers(self.id.uuid())
    }
}

/// Loads a household by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HouseholdById(pub Uuid);

impl Loader<HouseholdById> for Batch {
    type Value = Household;
    type Error = Error;
    async fn load(&self, keys: &[HouseholdById]) -> Result<HashMap<HouseholdById, Household>> {
        let rows = named(household::Entity::find())
            .filter(household::Column::Id.eq_any(keys.iter().map(|key| key.0)))
            .all(&self.0.keyed())
            .await?;
        Ok(rows
            .into_iter()
            .map(|named| (HouseholdById(named.0.id), named.into()))
            .collect())
    }
}

payload! {
    /// Answer of a change to a household.
    HouseholdPayload { household: Household }
}

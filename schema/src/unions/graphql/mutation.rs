//! Mutations of unions.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use uuid::Uuid;

use super::Union;
use super::founding::{DecideFoundingInput, FoundingApplicationInput, FoundingApplicationPayload};
use super::stewardship::{EndStewardshipInput, GrantStewardshipInput, StewardshipPayload};
use crate::error::Result;
use crate::households::rules::HouseholdKind;
use crate::id::UnionId;
use crate::payload::{payload, scope, settle, write_once};
use crate::tenancy::Scope;
use crate::unions::rules::{UnionLevel, UnionState};
use crate::unions::service::{self, Facts, NewUnion};

payload! {
    /// Answer of a change to a union.
    UnionPayload { union: Union }
}

/// A union that exists and is entered into the tree.
#[derive(Debug, InputObject)]
pub struct CreateUnionInput {
    /// Its superior: the own union or one below.
    parent_id: UnionId,
    /// Full name, such as 兰山区总工会; 2 to 100 characters.
    name: String,
    /// Its level, below that of the superior.
    level: UnionLevel,
    /// Unified social credit code (GB 32100), used by no other union of the city.
    credit_code: Option<String>,
    /// Division code of its place, one that the city has.
    division_code: Option<String>,
    /// Address of its office.
    address: Option<String>,
    /// Telephone of its office.
    telephone: Option<String>,
    /// Its door (notice §3.1).
    household_kind: Option<HouseholdKind>,
    /// Members.
    member_count: Option<i32>,
    /// Of these, migrant workers.
    migrant_member_count: Option<i32>,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// New facts of a union; what is left out stays, null empties.
#[derive(Debug, InputObject)]
pub struct UpdateUnionInput {
    /// The own union or one below.
    id: UnionId,
    /// The version that was read.
    version: i32,
    /// Full name; 2 to 100 characters.
    name: Option<String>,
    /// Unified social credit code (GB 32100), used by no other union of the city.
    credit_code: MaybeUndefined<String>,
    /// Division code of its place, one that the city has.
    division_code: MaybeUndefined<String>,
    /// Address of its office.
    address: MaybeUndefined<String>,
    /// Telephone of its office.
    telephone: MaybeUndefined<String>,
    /// Its door (notice §3.1); not while households of the other kind are open.
    household_kind: MaybeUndefined<HouseholdKind>,
    /// Members.
    member_count: Option<i32>,
    /// Of these, migrant workers.
    migrant_member_count: Option<i32>,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// A union and everything below it gets another superior.
#[derive(Debug, InputObject)]
pub struct MoveUnionInput {
    /// A union below the own one.
    id: UnionId,
    /// The version that was read.
    version: i32,
    /// The new superior: the own union or one below.
    new_parent_id: UnionId,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// A union ends and another takes over everything it has.
#[derive(Debug, InputObject)]
pub struct MergeUnionInput {
    /// The union that ends, below the own one.
    id: UnionId,
    /// Its version that was read.
    version: i32,
    /// The union that takes over, of the same or a higher level.
    into_id: UnionId,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// A new state of a union.
#[derive(Debug, InputObject)]
pub struct UnionStateInput {
    /// A union below the own one.
    id: UnionId,
    /// The version that was read.
    version: i32,
    /// Why; it goes into the audit trail.
    reason: String,
    /// The same key gives the same answer once, for ever (8 to 100 characters).
    idempotency_key: Option<String>,
}

/// Mutations of unions.
#[derive(Debug, Default)]
pub struct UnionMutation;

#[Object]
impl UnionMutation {
    /// Enters a union that exists already; one that is to be founded is applied for.
    async fn create_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The union.")] input: CreateUnionInput,
    ) -> Result<UnionPayload> {
        let scope = scope(ctx)?;
        let written = write_once(
            scope,
            input.idempotency_key.as_deref(),
            "createUnion",
            &input,
            async || service::create(scope, input.new_union()).await,
        )
        .await;
        settle(scope, written, None, async |id| union(scope, id).await).await
    }

    /// Changes the facts of a union, its name among them.
    async fn update_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateUnionInput,
    ) -> Result<UnionPayload> {
        let scope = scope(ctx)?;
        let written = write_once(
            scope,
            input.idempotency_key.as_deref(),
            "updateUnion",
            &input,
            async || service::update(scope, input.id, input.version, &input.facts()).await,
        )
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            union(scope, id).await
        })
        .await
    }

    /// Moves a union with everything below it under another superior; its figures move with it.
    async fn move_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and where to.")] input: MoveUnionInput,
    ) -> Result<UnionPayload> {
        let scope = scope(ctx)?;
        let written = write_once(
            scope,
            input.idempotency_key.as_deref(),
            "moveUnion",
            &input,
            async || service::relocate(scope, input.id, input.version, input.new_parent_id).await,
        )
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            union(scope, id).await
        })
        .await
    }

    /// Merges a union into another, which takes over its people, its households and the unions below.
    async fn merge_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and into which.")] input: MergeUnionInput,
    ) -> Result<UnionPayload> {
        let scope = scope(ctx)?;
        let written = write_once(
            scope,
            input.idempotency_key.as_deref(),
            "mergeUnion",
            &input,
            async || service::merge(scope, input.id, input.version, input.into_id).await,
        )
        .await;
        settle(scope, written, Some(input.id.uuid()), async |id| {
            union(scope, id).await
        })
        .await
    }

    /// 批复: approves a union in preparation.
    async fn approve_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and why.")] input: UnionStateInput,
    ) -> Result<UnionPayload> {
        input
            .advance(
                scope(ctx)?,
                "approveUnion",
                &[UnionState::Preparing],
                UnionState::Approved,
            )
            .await
    }

    /// 成立: an approved union has held its meeting and elected its committee.
    async fn activate_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and why.")] input: UnionStateInput,
    ) -> Result<UnionPayload> {
        input
            .advance(
                scope(ctx)?,
                "activateUnion",
                &[UnionState::Approved],
                UnionState::Active,
            )
            .await
    }

    /// Suspends a union: it keeps what it has and takes nothing new.
    async fn suspend_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and why.")] input: UnionStateInput,
    ) -> Result<UnionPayload> {
        input
            .advance(
                scope(ctx)?,
                "suspendUnion",
                &[UnionState::Active],
                UnionState::Suspended,
            )
            .await
    }

    /// Lets a suspended union go on.
    async fn resume_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and why.")] input: UnionStateInput,
    ) -> Result<UnionPayload> {
        input
            .advance(
                scope(ctx)?,
                "resumeUnion",
                &[UnionState::Suspended],
                UnionState::Active,
            )
            .await
    }

    /// Dissolves a union that has no staff, no open households and no unions below any more.
    async fn dissolve_union(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which union, and why.")] input: UnionStateInput,
    ) -> Result<UnionPayload> {
        input
            .advance(
                scope(ctx)?,
                "dissolveUnion",
                UnionState::ALL,
                UnionState::Dissolved,
            )
            .await
    }

    /// Applies for a union below the own one; a superior decides.
    async fn submit_founding_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The union to be.")] input: FoundingApplicationInput,
    ) -> Result<FoundingApplicationPayload> {
        input.submit(scope(ctx)?).await
    }

    /// Decides an application of a union below; approved, it becomes a union below the applicant.
    async fn decide_founding_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and the decision.")] input: DecideFoundingInput,
    ) -> Result<FoundingApplicationPayload> {
        input.decide(scope(ctx)?).await
    }

    /// Lets a superior manage a union that has no staff of its own (代管).
    async fn grant_stewardship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who manages which union, and from which day.")]
        input: GrantStewardshipInput,
    ) -> Result<StewardshipPayload> {
        input.grant(scope(ctx)?).await
    }

    /// Ends a stewardship on a day.
    async fn end_stewardship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which stewardship, and its last day.")] input: EndStewardshipInput,
    ) -> Result<StewardshipPayload> {
        input.end(scope(ctx)?).await
    }
}

async fn union(scope: &Scope, id: Uuid) -> Result<Union> {
    Ok(service::get(scope, id.into()).await?.into())
}

impl CreateUnionInput {
    fn new_union(&self) -> NewUnion {
        NewUnion {
            parent: self.parent_id,
            level: self.level,
            facts: Facts {
                name: Some(self.name.clone()),
                credit_code: Some(self.credit_code.clone()),
                division_code: Some(self.division_code.clone()),
                address: Some(self.address.clone()),
                telephone: Some(self.telephone.clone()),
                household_kind: Some(self.household_kind),
                member_count: self.member_count,
                migrant_member_count: self.migrant_member_count,
            },
        }
    }
}

impl UpdateUnionInput {
    fn facts(&self) -> Facts {
        Facts {
            name: self.name.clone(),
            credit_code: self.credit_code.clone().into(),
            division_code: self.division_code.clone().into(),
            address: self.address.clone().into(),
            telephone: self.telephone.clone().into(),
            household_kind: self.household_kind.into(),
            member_count: self.member_count,
            migrant_member_count: self.migrant_member_count,
        }
    }
}

impl UnionStateInput {
    async fn advance(
        self,
        scope: &Scope,
        operation: &str,
        from: &[UnionState],
        next: UnionState,
    ) -> Result<UnionPayload> {
        let written = write_once(
            scope,
            self.idempotency_key.as_deref(),
            operation,
            &self,
            async || service::advance(scope, self.id, self.version, from, next, &self.reason).await,
        )
        .await;
        settle(scope, written, Some(self.id.uuid()), async |id| {
            union(scope, id).await
        })
        .await
    }
}

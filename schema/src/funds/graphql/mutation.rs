//! Changing funds, and moving money.

use async_graphql::{Context, Object, SimpleObject};
use uuid::Uuid;

use super::allocation::{FundAllocation, FundAllocationPayload, FundAllocationsPayload};
use super::budget::{FundBudget, FundBudgetPayload};
use super::fund::{Fund, FundDues, FundDuesPayload, FundPayload};
use super::ledger::{FundTransaction, FundTransactionPayload};
use crate::error::{Error, Result, UserError};
use crate::funds::input::{
    CloseFundYearInput, CreateFundInput, DecideFundBudgetInput, ProposeAllocationsInput,
    RecordFundIncomeInput, ReverseFundTransactionInput, SaveFundBudgetInput, SendBackFundsInput,
    SetFundDuesInput, StepAllocationInput, SubmitFundBudgetInput, UpdateFundInput,
};
use crate::funds::service;
use crate::payload::{Payload, answer, scope, settle, write_once};
use crate::tenancy::{Scope, once};
use async_graphql::InputType as _;

/// Mutations of funds.
#[derive(Debug, Default)]
pub struct FundMutation;

async fn fund(scope: &Scope, id: Uuid) -> Result<Fund> {
    Ok(service::fund(scope, id.into()).await?.into())
}

async fn transaction(scope: &Scope, id: Uuid) -> Result<FundTransaction> {
    Ok(service::transaction(scope, id.into()).await?.into())
}

async fn allocation(scope: &Scope, id: Uuid) -> Result<FundAllocation> {
    Ok(service::allocation(scope, id.into()).await?.into())
}

async fn budget(scope: &Scope, id: Uuid) -> Result<FundBudget> {
    service::budget(scope, id.into()).await?.try_into()
}

/// Answer of closing a year.
#[derive(Debug, SimpleObject)]
pub struct CloseFundYearPayload {
    /// The years that the own union has closed, the last first.
    pub closed_years: Vec<i32>,
    /// Why it was refused; empty when it was done.
    pub errors: Vec<UserError>,
}

impl Payload for CloseFundYearPayload {
    fn refused(errors: Vec<UserError>) -> Self {
        Self {
            closed_years: Vec::new(),
            errors,
        }
    }
}

#[Object]
impl FundMutation {
    /// Sets up a fund of the own union.
    async fn create_fund(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The fund.")] input: CreateFundInput,
    ) -> Result<FundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "createFund", &input, async || {
            service::create(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| fund(scope, id).await).await
    }

    /// Changes what is written down about an own fund.
    async fn update_fund(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The fund as it is to be.")] input: UpdateFundInput,
    ) -> Result<FundPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "updateFund", &input, async || {
            service::update(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| fund(scope, id).await).await
    }

    /// Records money that came into an own fund from outside the tree. What comes out of dues stays within
    /// the share that was decided.
    async fn record_fund_income(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What came.")] input: RecordFundIncomeInput,
    ) -> Result<FundTransactionPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "recordFundIncome", &input, async || {
            service::income(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| {
            transaction(scope, id).await
        })
        .await
    }

    /// Takes a transaction of the own books back by its mirror image (冲正); answers the reversal.
    async fn reverse_fund_transaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ReverseFundTransactionInput,
    ) -> Result<FundTransactionPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "reverseFundTransaction", &input, async || {
            service::reverse(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| {
            transaction(scope, id).await
        })
        .await
    }

    /// Writes down what share of a year's dues the own union sets apart, or changes it.
    async fn set_fund_dues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The base and the rate.")] input: SetFundDuesInput,
    ) -> Result<FundDuesPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setFundDues", &input, async || {
            service::set_dues(scope, &input).await
        })
        .await;
        let current = async |_| {
            let union = scope.principal()?.union_id;
            let year = i16::try_from(input.year).map_err(|_| Error::NotFound)?;
            let row = service::dues(scope, union, year).await?;
            let extracted = service::extracted(scope, union, year).await?;
            Ok(FundDues::new(row.ok_or(Error::NotFound)?, extracted))
        };
        // A conflict carries the row where there is one; the input names none by id.
        let edited = input.version.map(|_| Uuid::nil());
        settle(scope, written, edited, current).await
    }

    /// Proposes amounts for unions below, out of one fund (拟拨): all of them or none. No money moves until
    /// another person issues them.
    async fn propose_allocations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who gets how much.")] input: ProposeAllocationsInput,
    ) -> Result<FundAllocationsPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = once(
            scope,
            key,
            "proposeAllocations",
            &input.to_value(),
            async || service::propose(scope, &input).await,
        )
        .await;
        let written = match written {
            Ok(ids) => {
                let rows = service::allocations_by_id(scope, &ids).await?;
                let rows = rows.into_iter().map(FundAllocation::from).collect();
                Ok(FundAllocationsPayload {
                    allocations: rows,
                    errors: Vec::new(),
                })
            }
            Err(error) => Err(error),
        };
        answer(scope, written)
    }

    /// Proposes to send money back to the union above that it came from (退回).
    async fn send_back_funds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What goes back.")] input: SendBackFundsInput,
    ) -> Result<FundAllocationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "sendBackFunds", &input, async || {
            service::send_back(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| allocation(scope, id).await).await
    }

    /// Takes a step of an allocation or return, with the money: issue, cancel, receive, refuse, recall.
    /// Nobody issues what they proposed.
    async fn step_allocation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step.")] input: StepAllocationInput,
    ) -> Result<FundAllocationPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "stepAllocation", &input, async || {
            let reason = input.reason.as_deref();
            service::step(scope, input.id, input.version, input.step, reason).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| {
            allocation(scope, id).await
        })
        .await
    }

    /// Writes the version of the own union's budget that is in work.
    async fn save_fund_budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The budget as it is to be.")] input: SaveFundBudgetInput,
    ) -> Result<FundBudgetPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "saveFundBudget", &input, async || {
            service::save(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| budget(scope, id).await).await
    }

    /// Submits a budget for approval.
    async fn submit_fund_budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: SubmitFundBudgetInput,
    ) -> Result<FundBudgetPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "submitFundBudget", &input, async || {
            service::submit(scope, input.id, input.version).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| budget(scope, id).await).await
    }

    /// Approves a budget that another person submitted, or returns it with a reason.
    async fn decide_fund_budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: DecideFundBudgetInput,
    ) -> Result<FundBudgetPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "decideFundBudget", &input, async || {
            service::decide(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| budget(scope, id).await).await
    }

    /// Closes a year of the own union (年终结转): what is available or committed goes on into the next one,
    /// and nothing more is booked in it.
    async fn close_fund_year(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which year.")] input: CloseFundYearInput,
    ) -> Result<CloseFundYearPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "closeFundYear", &input, async || {
            service::close(scope, &input).await
        })
        .await;
        let written = match written {
            Ok(union) => {
                let years = service::closed_years(scope, union).await?;
                Ok(CloseFundYearPayload {
                    closed_years: years.into_iter().map(|row| row.year.into()).collect(),
                    errors: Vec::new(),
                })
            }
            Err(error) => Err(error),
        };
        answer(scope, written)
    }
}

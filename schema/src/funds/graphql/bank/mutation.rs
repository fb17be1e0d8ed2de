//! Mutations of reconciliation with the bank. A statement itself comes in as a file, beside the API.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::month::{BankMonth, BankMonthPayload};
use crate::error::Result;
use crate::funds::input::{
    ExplainBankLineInput, MatchBankLinesInput, RemoveBankStatementInput, SetBankBalanceInput,
    SettleBankMonthInput, UnmatchBankLineInput,
};
use crate::funds::service::bank as service;
use crate::payload::{scope, settle, write_once};
use crate::tenancy::Scope;

/// Mutations of reconciliation with the bank.
#[derive(Debug, Default)]
pub struct BankMutation;

async fn month(scope: &Scope, id: Uuid) -> Result<BankMonth> {
    service::month(scope, id.into()).await?.try_into()
}

#[Object]
impl BankMutation {
    /// Matches lines with the transactions that they are (勾对): proposals or others, all of them or none.
    /// Nothing is written to the ledger.
    async fn match_bank_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is what.")] input: MatchBankLinesInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "matchBankLines", &input, async || {
            service::match_lines(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| month(scope, id).await).await
    }

    /// Takes the match of a line back.
    async fn unmatch_bank_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: UnmatchBankLineInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "unmatchBankLine", &input, async || {
            service::unmatch(scope, input.line_id).await
        })
        .await;
        settle(scope, written, None, async |id| month(scope, id).await).await
    }

    /// Writes down why a line has no transaction (未达账项), or takes that back.
    async fn explain_bank_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ExplainBankLineInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "explainBankLine", &input, async || {
            service::explain(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| month(scope, id).await).await
    }

    /// Writes down what an account held when the month ended, where its file does not say or nothing moved.
    async fn set_bank_balance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The balance.")] input: SetBankBalanceInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "setBankBalance", &input, async || {
            service::set_balance(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| month(scope, id).await).await
    }

    /// Takes a statement out of an open month, with its lines and their matches.
    async fn remove_bank_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: RemoveBankStatementInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "removeBankStatement", &input, async || {
            service::remove_statement(scope, &input).await
        })
        .await;
        settle(scope, written, None, async |id| month(scope, id).await).await
    }

    /// Settles a month (对账完成), by another person than those who matched: it stays as it is from then on.
    async fn settle_bank_month(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: SettleBankMonthInput,
    ) -> Result<BankMonthPayload> {
        let scope = scope(ctx)?;
        let key = input.idempotency_key.as_deref();
        let written = write_once(scope, key, "settleBankMonth", &input, async || {
            service::settle(scope, &input).await
        })
        .await;
        let edited = Some(input.id.uuid());
        settle(scope, written, edited, async |id| month(scope, id).await).await
    }
}

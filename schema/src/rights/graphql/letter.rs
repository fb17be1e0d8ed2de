//! Letters to departments.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use uuid::Uuid;

use super::case::{CaseById, RightsCase};
use crate::error::{Error, Result};
use crate::id::RightsLetterId;
use crate::loaders::{Batch, load};
use crate::papers::graphql::{Paper, PaperOfLetter};
use crate::payload::{payload, scope};
use crate::rights::entity::letter::Model;
use crate::rights::entity::letter_private;
use crate::rights::rules::{RightsDepartment, RightsLetterState, RightsLetterStep};
use crate::rights::service::{self, LetterDraft};
use crate::scalars::Date;

/// A letter to a government department (协调函).
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct RightsLetter {
    /// Its id.
    pub id: RightsLetterId,
    /// To what department.
    pub department: RightsDepartment,
    /// 主送机关
    pub recipient: String,
    /// 发文字号; null until it is sent.
    pub number: Option<String>,
    /// Where it stands.
    pub state: RightsLetterState,
    /// The day it was sent.
    pub sent_on: Option<Date>,
    /// Until when an answer is asked for.
    pub due_on: Date,
    /// The day it was answered.
    pub answered_on: Option<Date>,
    /// What the union is called that writes it.
    pub writer_name: String,
    /// Raised by every change and step; one with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    row: Model,
}

impl From<Model> for RightsLetter {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            department: row.department,
            recipient: row.recipient.clone(),
            number: row.number.clone(),
            state: row.state,
            sent_on: row.sent_on.map(Date),
            due_on: Date(row.due_on),
            answered_on: row.answered_on.map(Date),
            writer_name: row.writer_name.clone(),
            version: row.version,
            row,
        }
    }
}

impl RightsLetter {
    async fn words(&self, ctx: &Context<'_>) -> Result<Option<letter_private::Model>> {
        load(ctx, WordsOf(self.row.id)).await
    }

    async fn of(&self, ctx: &Context<'_>) -> Result<RightsCase> {
        let case = load(ctx, CaseById(self.row.case_id)).await?;
        case.ok_or(Error::NotFound)
    }
}

#[ComplexObject]
impl RightsLetter {
    /// 标题, for those who read names in the case; empty for everybody else.
    async fn title(&self, ctx: &Context<'_>) -> Result<String> {
        let words = self.words(ctx).await?;
        Ok(words.map(|words| words.title.0).unwrap_or_default())
    }

    /// 正文; empty as above.
    async fn body(&self, ctx: &Context<'_>) -> Result<String> {
        let words = self.words(ctx).await?;
        Ok(words.map(|words| words.body.0).unwrap_or_default())
    }

    /// What the department says; null as long as it has not, and for who reads no names.
    async fn answer(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let words = self.words(ctx).await?;
        Ok(words.and_then(|words| words.answer).map(|answer| answer.0))
    }

    /// Whether the answer was due before today.
    async fn overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let waits = self.state == RightsLetterState::Sent;
        Ok(waits && self.row.due_on < scope(ctx)?.today())
    }

    /// The printed copy, for the union that writes it.
    async fn paper(&self, ctx: &Context<'_>) -> Result<Option<Paper>> {
        load(ctx, PaperOfLetter(self.row.id)).await
    }

    /// What the viewer may do with it now.
    async fn next(&self, ctx: &Context<'_>) -> Result<Vec<RightsLetterStep>> {
        let case = self.of(ctx).await?;
        service::letter_steps(scope(ctx)?, &self.row, &case.row)
    }

    /// Whether the viewer may print it.
    async fn printable(&self, ctx: &Context<'_>) -> Result<bool> {
        let case = self.of(ctx).await?;
        service::is_letter_printable(scope(ctx)?, &self.row, &case.row)
    }

    /// Whether the viewer may change it.
    async fn editable(&self, ctx: &Context<'_>) -> Result<bool> {
        let case = self.of(ctx).await?;
        service::is_letter_editable(scope(ctx)?, &self.row, &case.row)
    }

    /// The case.
    async fn case(&self, ctx: &Context<'_>) -> Result<RightsCase> {
        self.of(ctx).await
    }
}

/// A letter as it may be written, from what the case knows.
#[derive(Debug, Clone, SimpleObject)]
pub struct RightsLetterDraft {
    /// 主送机关, without the place.
    pub recipient: String,
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// Until when an answer may be asked for.
    pub due_on: Date,
}

impl From<LetterDraft> for RightsLetterDraft {
    fn from(draft: LetterDraft) -> Self {
        Self {
            recipient: draft.recipient,
            title: draft.title,
            body: draft.body,
            due_on: Date(draft.due_on),
        }
    }
}

/// Loads a letter by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LetterById(pub Uuid);

impl Loader<LetterById> for Batch {
    type Value = RightsLetter;
    type Error = Error;
    async fn load(&self, keys: &[LetterById]) -> Result<HashMap<LetterById, RightsLetter>> {
        let rows = service::letters_by_ids(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|row| (LetterById(row.id), row.into())).collect())
    }
}

/// Loads the letters of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LettersOf(pub(super) Uuid);

impl Loader<LettersOf> for Batch {
    type Value = Vec<RightsLetter>;
    type Error = Error;
    async fn load(&self, keys: &[LettersOf]) -> Result<HashMap<LettersOf, Vec<RightsLetter>>> {
        let rows = service::letters_of(&self.0, keys.iter().map(|key| key.0).collect()).await?;
        let mut lists: HashMap<LettersOf, Vec<RightsLetter>> = HashMap::new();
        for row in rows {
            let list = lists.entry(LettersOf(row.case_id)).or_default();
            list.push(row.into());
        }
        Ok(lists)
    }
}

/// Loads the words of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct WordsOf(Uuid);

impl Loader<WordsOf> for Batch {
    type Value = letter_private::Model;
    type Error = Error;
    async fn load(&self, keys: &[WordsOf]) -> Result<HashMap<WordsOf, letter_private::Model>> {
        let ids = keys.iter().map(|key| key.0).collect();
        let rows = service::letters_private_of(&self.0, ids).await?.into_iter();
        Ok(rows.map(|row| (WordsOf(row.letter_id), row)).collect())
    }
}

payload! {
    /// Answer of a change to a letter.
    RightsLetterPayload { letter: RightsLetter }
}

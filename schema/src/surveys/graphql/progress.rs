//! How far a round is.

use async_graphql::{ComplexObject, Context, SimpleObject};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::surveys::service::{CadreCount, Cells, Counts, Unfinished};
use crate::unions::Union;
use crate::unions::graphql::UnionById;

/// How far a round is in a union with everything below it.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyProgress {
    /// The union's name when the round closed; null before.
    pub name_then: Option<String>,
    /// Households on the list.
    pub total: i64,
    /// 未访
    pub todo: i64,
    /// 未遇
    pub not_met: i64,
    /// 已访, within the window.
    pub done: i64,
    /// 补访: done after the window, while the round was open.
    pub late: i64,
    /// 搬离
    pub moved_away: i64,
    /// 本人不愿
    pub refused: i64,
    /// 档案已注销
    pub ended: i64,
    /// Where somebody still has to go: `todo` and `notMet`.
    pub unfinished: i64,
    /// Of these, after the window.
    pub overdue: i64,
    #[graphql(skip)]
    union_id: Uuid,
}

impl SurveyProgress {
    /// Of cells by the codes of states; `over` where the window is past.
    pub(super) fn new(union: Uuid, name_then: Option<String>, cells: &Cells, over: bool) -> Self {
        let counts = Counts::of(cells);
        let unfinished = counts.todo + counts.not_met;
        Self {
            name_then,
            total: counts.total(),
            todo: counts.todo,
            not_met: counts.not_met,
            done: counts.done,
            late: counts.late,
            moved_away: counts.moved_away,
            refused: counts.refused,
            ended: counts.ended,
            unfinished,
            overdue: if over { unfinished } else { 0 },
            union_id: union,
        }
    }
}

#[ComplexObject]
impl SurveyProgress {
    /// The union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }
}

/// How far a cadre of the own union is: by who answers for the households today, in the order of names.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyCadreProgress {
    /// Households of this cadre on the list.
    pub total: i64,
    /// 已访 and 补访
    pub surveyed: i64,
    /// 未访 and 未遇
    pub unfinished: i64,
    /// 未遇
    pub not_met: i64,
    #[graphql(skip)]
    cadre_id: Option<Uuid>,
}

impl From<CadreCount> for SurveyCadreProgress {
    fn from(count: CadreCount) -> Self {
        let counts = Counts::of(&count.states);
        Self {
            total: counts.total(),
            surveyed: counts.done + counts.late,
            unfinished: counts.todo + counts.not_met,
            not_met: counts.not_met,
            cadre_id: count.cadre,
        }
    }
}

#[ComplexObject]
impl SurveyCadreProgress {
    /// The cadre; null for households without one, and for one of the union that manages this one.
    async fn cadre(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.cadre_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// Whether nobody answers for these households.
    async fn unpaired(&self) -> bool {
        self.cadre_id.is_none()
    }
}

/// A union that has households of its own left to survey.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct SurveyUnfinished {
    /// Households of its own that are left, those of the unions below not counted.
    pub households: i64,
    #[graphql(skip)]
    union_id: Uuid,
}

impl From<Unfinished> for SurveyUnfinished {
    fn from(row: Unfinished) -> Self {
        Self {
            households: row.households,
            union_id: row.union_id,
        }
    }
}

#[ComplexObject]
impl SurveyUnfinished {
    /// The union.
    async fn union(&self, ctx: &Context<'_>) -> Result<Union> {
        load(ctx, UnionById(self.union_id))
            .await?
            .ok_or(Error::NotFound)
    }
}

/// The records of a closed round beside those of the closed round before, household by household, by the
/// income per head.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct SurveyMovement {
    /// Households whose income fell.
    pub fell: i64,
    /// Households whose income rose.
    pub rose: i64,
    /// Households whose income is the same.
    pub same: i64,
    /// Households that were not recorded in the round before.
    pub entered: i64,
    /// Households that were recorded in the round before and not in this one.
    pub gone: i64,
}

impl SurveyMovement {
    pub(super) fn of(cells: &Cells) -> Self {
        let of = |code: &str| cells.get(code).copied().unwrap_or_default();
        Self {
            fell: of("FELL"),
            rose: of("ROSE"),
            same: of("SAME"),
            entered: of("NEW"),
            gone: of("GONE"),
        }
    }
}

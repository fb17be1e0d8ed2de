//! Survey rounds in the API.

mod figures;
mod lists;
mod mutation;
mod progress;
mod query;
mod record;
mod reminder;
mod round;
mod task;

pub use mutation::SurveyMutation;
pub use progress::{SurveyCadreProgress, SurveyMovement, SurveyProgress, SurveyUnfinished};
pub use query::SurveyQuery;
pub use record::{SurveyAnswer, SurveyBasis, SurveyRecord};
pub use reminder::SurveyReminder;
pub use round::{SurveyOption, SurveyQuestion, SurveyRound, SurveyRoundPayload};
pub use task::{SurveyTask, SurveyTaskPayload};

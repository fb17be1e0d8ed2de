//! Survey rounds in the API.

mod figures;
mod finding;
mod lists;
mod mutation;
mod progress;
mod query;
mod question;
mod record;
mod reminder;
mod round;
mod task;

pub use finding::SurveyFinding;
pub use mutation::SurveyMutation;
pub use progress::{SurveyCadreProgress, SurveyMovement, SurveyProgress, SurveyUnfinished};
pub use query::SurveyQuery;
pub use question::{SurveyOption, SurveyQuestion};
pub use record::{SurveyAnswer, SurveyBasis, SurveyRecord};
pub use reminder::SurveyReminder;
pub use round::{SurveyRound, SurveyRoundPayload};
pub use task::{SurveyTask, SurveyTaskPayload};

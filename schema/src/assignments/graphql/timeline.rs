//! A household's timeline.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, SecondsFormat, Utc};

use super::measure::{Measure, MeasureById};
use super::pairing::{Pairing, PairingById};
use super::visit::{Visit, VisitById};
use crate::applications::rules::NeedyFileEnding;
use crate::assignments::rules::{
    MeasureProof, PairingEndReason, TimelineKind, VisitKind, VisitPurpose,
};
use crate::assignments::service::Event;
use crate::error::Result;
use crate::funds::rules::ProgrammeKind;
use crate::households::rules::Need;
use crate::identity::StaffMember;
use crate::identity::graphql::StaffById;
use crate::loaders::load;
use crate::payload::scope;
use crate::rights::rules::{RightsCaseKind, RightsCaseState};
use crate::text::{Language, Text};

/// One thing that happened to a household.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct TimelineEvent {
    /// When: the instant it was written down, or the noon of the day where it was written down later.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: TimelineKind,
    #[graphql(skip)]
    event: Event,
}

impl From<Event> for TimelineEvent {
    fn from(event: Event) -> Self {
        Self {
            at: event.at,
            kind: event.kind,
            event,
        }
    }
}

impl TimelineEvent {
    /// The key of a page of events.
    pub(super) fn cursor(event: &Event) -> Vec<String> {
        vec![
            event.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            event.rank.to_string(),
            event.id.to_string(),
        ]
    }
}

#[ComplexObject]
impl TimelineEvent {
    /// Who did it, where the viewer may know.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.event.staff_id {
            Some(id) => load(ctx, StaffById(id)).await,
            None => Ok(None),
        }
    }

    /// One sentence in the language of the request.
    async fn summary(&self, ctx: &Context<'_>) -> Result<String> {
        let cadre = match self.event.other_id {
            Some(id) => load(ctx, StaffById(id)).await?.map(|post| post.name),
            None => None,
        };
        Ok(sentence(
            &self.event,
            cadre.as_deref(),
            scope(ctx)?.language(),
        ))
    }

    /// The visit.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        match self.kind {
            TimelineKind::Visit => load(ctx, VisitById(self.event.id)).await,
            _ => Ok(None),
        }
    }

    /// The promise.
    async fn measure(&self, ctx: &Context<'_>) -> Result<Option<Measure>> {
        use TimelineKind as K;
        match self.kind {
            K::MeasurePromised | K::MeasureDone | K::MeasureDropped => {
                load(ctx, MeasureById(self.event.id)).await
            }
            _ => Ok(None),
        }
    }

    /// The pairing.
    async fn pairing(&self, ctx: &Context<'_>) -> Result<Option<Pairing>> {
        match self.kind {
            TimelineKind::Paired | TimelineKind::PairingEnded => {
                load(ctx, PairingById(self.event.id)).await
            }
            _ => Ok(None),
        }
    }
}

fn sentence(event: &Event, cadre: Option<&str>, language: Language) -> String {
    use TimelineKind as K;
    let code = event.code.as_deref().unwrap_or_default();
    let second = event.second.as_deref().unwrap_or_default();
    let of = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    let labels = |label: &dyn Fn(Language) -> Option<&'static str>| {
        let text = |language| label(language).unwrap_or_default().to_owned();
        (text(Language::Chinese), text(Language::English))
    };
    let need = labels(&|l| Need::from_code(second).map(|v| v.label(l)));
    let about = |zh: &str, en: &str| match need.0.is_empty() {
        true => of(zh, en),
        false => (format!("{zh}（{}）", need.0), format!("{en} ({})", need.1)),
    };
    let who_zh = cadre.unwrap_or("代管工会干部");
    let who_en = cadre.unwrap_or("a cadre of the managing union");
    let (zh, en) = match event.kind {
        K::Registered => of("建立档案", "the file was opened"),
        K::Changed => of("更新档案信息", "facts of the file were changed"),
        K::Status => of("帮扶状态变更", "the status of the help changed"),
        K::Paired => (format!("与{who_zh}结对"), format!("paired with {who_en}")),
        K::PairingEnded => {
            let reason = labels(&|l| PairingEndReason::from_code(code).map(|v| v.label(l)));
            (
                format!("与{who_zh}结束结对：{}", reason.0),
                format!("pairing with {who_en} ended: {}", reason.1),
            )
        }
        K::Visit => {
            let kind = labels(&|l| VisitKind::from_code(code).map(|v| v.label(l)));
            let purpose = labels(&|l| VisitPurpose::from_code(second).map(|v| v.label(l)));
            (
                format!("走访（{}，{}）", kind.0, purpose.0),
                format!("visit ({}, {})", kind.1, purpose.1),
            )
        }
        K::MeasurePromised => {
            let (zh, en) = about("承诺帮扶措施", "a measure was promised");
            match event.day {
                Some(day) => (format!("{zh}，{day} 前办结"), format!("{en}, due {day}")),
                None => (zh, en),
            }
        }
        K::MeasureDone => {
            let proof = labels(&|l| MeasureProof::from_code(code).map(|v| v.label(l)));
            let (zh, en) = about("帮扶措施已办结", "a measure was done");
            (
                format!("{zh}，依据：{}", proof.0),
                format!("{en}, by {}", proof.1),
            )
        }
        K::MeasureDropped => about("取消帮扶措施", "a measure was dropped"),
        K::AidSubmitted | K::AidApproved | K::AidPaid | K::AidRejected => {
            let programme = labels(&|l| ProgrammeKind::from_code(code).map(|v| v.label(l)));
            let kind = |language| event.kind.label(language);
            (
                format!("{}：{}", kind(Language::Chinese), programme.0),
                format!("{}: {}", kind(Language::English), programme.1),
            )
        }
        K::NeedyFiled => of("困难职工档案已建档", "the needy worker's file was granted"),
        K::NeedyFileEnded => {
            let ending = labels(&|l| NeedyFileEnding::from_code(code).map(|v| v.label(l)));
            (
                format!("困难职工档案已核销：{}", ending.0),
                format!("the needy worker's file ended: {}", ending.1),
            )
        }
        K::RightsReported | K::RightsResolved | K::RightsClosed => {
            let kind = labels(&|l| RightsCaseKind::from_code(code).map(|v| v.label(l)));
            let stands = labels(&|l| RightsCaseState::from_code(second).map(|v| v.label(l)));
            match event.kind {
                K::RightsReported => (
                    format!("登记维权个案（{}）", kind.0),
                    format!("rights case reported: {}", kind.1),
                ),
                K::RightsResolved => (
                    format!("维权个案（{}）{}", kind.0, stands.0),
                    format!("rights case ({}) {}", kind.1, stands.1),
                ),
                _ => (
                    format!("维权个案（{}）已结案", kind.0),
                    format!("rights case closed: {}", kind.1),
                ),
            }
        }
        K::Opened => of(
            "上级工会查看了实名信息",
            "a superior union opened the record",
        ),
    };
    Text::new(zh, en).in_language(language).to_owned()
}

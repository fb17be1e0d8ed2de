//! What a change would come to, in the API.

use async_graphql::SimpleObject;

use super::programme::Programme;
use crate::aid::service;
use crate::error::{Error, Result};
use crate::payload::payload;

/// How the counts of a programme would change; days to apply are left out of it.
#[derive(Debug, Clone, SimpleObject)]
pub struct ProgrammePreview {
    /// Households of the subtree that are not closed.
    pub households: i64,
    /// Those that would meet all rules.
    pub eligible: i64,
    /// Those of which a fact is missing, and nothing else speaks against them.
    pub unclear: i64,
    /// Those that meet the rules that apply now; 0 where nothing applies yet.
    pub before: i64,
    /// Those that would become eligible.
    pub gained: i64,
    /// Those that would be eligible no more.
    pub lost: i64,
}

impl From<service::ProgrammePreview> for ProgrammePreview {
    fn from(counts: service::ProgrammePreview) -> Self {
        Self {
            households: counts.households,
            eligible: counts.eligible,
            unclear: counts.unclear,
            before: counts.before,
            gained: counts.gained,
            lost: counts.lost,
        }
    }
}

payload! {
    /// Answer of `previewProgramme`.
    ProgrammePreviewPayload { preview: ProgrammePreview }
}

/// How the counts of one programme would change by a line.
#[derive(Debug, Clone, SimpleObject)]
pub struct LivingLinePreview {
    /// The programme.
    pub programme: Programme,
    /// Households of the county and area, within the own subtree, that meet all rules with the line that
    /// holds now.
    pub before: i64,
    /// With the new line.
    pub after: i64,
    /// Those that would become eligible.
    pub gained: i64,
    /// Those that would be eligible no more.
    pub lost: i64,
}

impl TryFrom<service::LinePreview> for LivingLinePreview {
    type Error = Error;

    fn try_from(counts: service::LinePreview) -> Result<Self> {
        Ok(Self {
            programme: counts.programme.try_into()?,
            before: counts.before,
            after: counts.after,
            gained: counts.gained,
            lost: counts.lost,
        })
    }
}

payload! {
    /// Answer of `previewLivingLine`.
    LivingLinePreviewPayload { preview: Vec<LivingLinePreview> }
}

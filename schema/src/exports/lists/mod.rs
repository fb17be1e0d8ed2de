//! The lists that can be taken along.

mod figures;
mod people;
mod work;

use async_graphql::{InputObject, InputType, OneofObject};

use super::sheet::code;
use super::{Column, Sheet};
use crate::assignments::graphql::{MeasureFilter, VisitFilter};
use crate::audit::graphql::AuditFilter;
use crate::error::{Error, Result};
use crate::households::input::HouseholdFilter;
use crate::id::UnionId;
use crate::identity::input::StaffFilter;
use crate::tenancy::Permission;

/// Which list is taken along, with the filter that the list itself takes.
#[derive(Debug, Clone, OneofObject)]
pub enum ExportList {
    /// 帮扶户: one row a household.
    Households(HouseholdFilter),
    /// 家庭成员: one row a member, of these households.
    Members(HouseholdFilter),
    /// 走访
    Visits(VisitFilter),
    /// 帮扶措施
    Measures(MeasureFilter),
    /// 工会干部, with how many households each answers for.
    Staff(StaffFilter),
    /// 统计: the figures of a union, and of each union directly below it.
    Figures(FiguresOf),
    /// 操作记录
    AuditTrail(AuditFilter),
}

/// Whose figures are taken along.
#[derive(Debug, Clone, InputObject)]
pub struct FiguresOf {
    /// A union of the own subtree.
    union_id: UnionId,
}

impl ExportList {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Households(_) => "households",
            Self::Members(_) => "members",
            Self::Visits(_) => "visits",
            Self::Measures(_) => "measures",
            Self::Staff(_) => "staff",
            Self::Figures(_) => "figures",
            Self::AuditTrail(_) => "auditTrail",
        }
    }

    /// The table of the list with this code.
    pub(super) fn sheet_of(code: &str) -> Option<Sheet> {
        Some(match code {
            "households" => people::households(),
            "members" => people::members(),
            "visits" => work::visits(),
            "measures" => work::measures(),
            "staff" => people::staff(),
            "figures" => figures::figures(),
            "auditTrail" => work::audit_trail(),
            _ => return None,
        })
    }

    pub(super) fn sheet(&self) -> Sheet {
        Self::sheet_of(self.code()).unwrap_or_else(|| unreachable!("every list has its table"))
    }

    /// What one needs to read the list.
    pub(super) const fn permission(&self) -> Permission {
        match self {
            Self::Households(_) | Self::Members(_) => Permission::HouseholdRead,
            Self::Visits(_) | Self::Measures(_) => Permission::VisitRead,
            Self::Staff(_) => Permission::StaffRead,
            Self::Figures(_) => Permission::FiguresRead,
            Self::AuditTrail(_) => Permission::AuditRead,
        }
    }

    /// Whether the table can hold names of the people helped.
    pub(super) const fn has_names(&self) -> bool {
        !matches!(
            self,
            Self::Staff(_) | Self::Figures(_) | Self::AuditTrail(_)
        )
    }

    /// The union that the list is of, where one is named.
    pub(super) const fn union(&self) -> Option<UnionId> {
        match self {
            Self::Households(filter) | Self::Members(filter) => filter.union_id,
            Self::Visits(filter) => filter.union_id,
            Self::Measures(filter) => filter.union_id,
            Self::Staff(filter) => filter.union_id,
            Self::Figures(of) => Some(of.union_id),
            Self::AuditTrail(filter) => filter.union_id,
        }
    }

    /// The variables of the table's question.
    pub(super) fn variables(&self) -> Result<serde_json::Value> {
        let filter = match self {
            Self::Households(filter) | Self::Members(filter) => filter.to_value(),
            Self::Visits(filter) => filter.to_value(),
            Self::Measures(filter) => filter.to_value(),
            Self::Staff(filter) => filter.to_value(),
            Self::Figures(of) => of.union_id.to_value(),
            Self::AuditTrail(filter) => filter.to_value(),
        };
        let filter = filter
            .into_json()
            .map_err(|error| Error::bug(error.to_string()))?;
        Ok(serde_json::json!({ "filter": filter }))
    }
}

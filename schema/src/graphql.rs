//! The whole schema: every area's queries, mutations and subscriptions under their roots.

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{MergedObject, MergedSubscription, OutputType, Schema, SchemaBuilder};

use crate::aid::graphql::{AidMutation, AidQuery, LivingLine, Programme};
use crate::applications::graphql::{
    AidApplication, AidComplaint, AidNotice, AidPaymentBatch, ApplicationMutation, ApplicationQuery,
};
use crate::assignments::graphql::{
    AssignmentMutation, AssignmentQuery, HandOver, Measure, TimelineEvent, Visit,
};
use crate::attachments::graphql::{Attachment, AttachmentMutation};
use crate::audit::graphql::{AuditEntry, AuditQuery};
use crate::calendars::graphql::{CalendarMutation, CalendarQuery};
use crate::delegations::graphql::{Delegation, DelegationMutation, DelegationQuery, Hearing};
use crate::employers::graphql::{Employer, EmployerMutation, EmployerQuery};
use crate::exports::graphql::ExportMutation;
use crate::funds::graphql::{
    BankItem, BankLine, BankMonth, BankMutation, BankQuery, Fund, FundAccount, FundAllocation,
    FundBudget, FundMutation, FundQuery, FundTransaction,
};
use crate::households::graphql::{
    Change, DuplicateClaim, Household, HouseholdMutation, HouseholdQuery,
};
use crate::identity::graphql::{
    SessionMutation, StaffMember, StaffMutation, StaffQuery, ViewerQuery,
};
use crate::identity::{Passwords, TokenIssuer};
use crate::live::graphql::LiveSubscription;
use crate::notifications::Channels;
use crate::notifications::graphql::{Notification, NotificationMutation, NotificationQuery};
use crate::papers::graphql::{Paper, PaperMutation, PaperQuery};
use crate::partners::graphql::{Partner, PartnerMutation, PartnerQuery};
use crate::rights::graphql::{RightsCase, RightsDeadline, RightsMutation, RightsQuery};
use crate::rosters::graphql::{Roster, RosterFault, RosterMutation, RosterQuery};
use crate::surveys::graphql::{
    SurveyMutation, SurveyProgress, SurveyQuery, SurveyRecord, SurveyRound, SurveyTask,
    SurveyUnfinished,
};
use crate::unions::graphql::{FoundingApplication, Stewardship, Union, UnionMutation, UnionQuery};

/// Queries.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    UnionQuery,
    ViewerQuery,
    StaffQuery,
    HouseholdQuery,
    RosterQuery,
    AssignmentQuery,
    NotificationQuery,
    PaperQuery,
    SurveyQuery,
    FundQuery,
    BankQuery,
    AidQuery,
    ApplicationQuery,
    EmployerQuery,
    RightsQuery,
    PartnerQuery,
    DelegationQuery,
    CalendarQuery,
    AuditQuery,
);

/// Mutations.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    SessionMutation,
    StaffMutation,
    UnionMutation,
    HouseholdMutation,
    RosterMutation,
    AssignmentMutation,
    ExportMutation,
    AttachmentMutation,
    NotificationMutation,
    PaperMutation,
    SurveyMutation,
    FundMutation,
    BankMutation,
    AidMutation,
    ApplicationMutation,
    EmployerMutation,
    RightsMutation,
    PartnerMutation,
    DelegationMutation,
    CalendarMutation,
);

/// Subscriptions.
#[derive(Debug, MergedSubscription, Default)]
pub struct Subscription(LiveSubscription);

/// The schema.
pub type LianxinSchema = Schema<Query, Mutation, Subscription>;

/// Limits on what one request may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deep a selection may nest.
    pub depth: usize,
    /// How many fields it may cost.
    pub complexity: usize,
}

impl Limits {
    /// For questions of our own.
    pub const WIDE: Self = Self {
        depth: 32,
        complexity: 10_000_000,
    };
}

/// Builds the schema. `issuer` signs access tokens; `channels` are those that the server can send on;
/// passwords are hashed on all cores and no more.
#[must_use]
pub fn build(limits: Limits, issuer: Arc<dyn TokenIssuer>, channels: Channels) -> LianxinSchema {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    builder()
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .data(issuer)
        .data(channels)
        .data(Passwords::new(cores))
        .finish()
}

/// The contract as text.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl()
}

type Builder = SchemaBuilder<Query, Mutation, Subscription>;

fn builder() -> Builder {
    let builder = Schema::build(
        Query::default(),
        Mutation::default(),
        Subscription::default(),
    )
    // "Did you mean …?" would tell visitors, one by one, the names that they may not read.
    .disable_suggestions();
    // What a generic type can't say of itself.
    [
        page::<AidApplication>,
        page::<AidComplaint>,
        page::<AidNotice>,
        page::<AidPaymentBatch>,
        page::<Attachment>,
        page::<AuditEntry>,
        page::<BankItem>,
        page::<BankLine>,
        page::<BankMonth>,
        page::<Change>,
        page::<DuplicateClaim>,
        page::<Employer>,
        page::<FoundingApplication>,
        page::<Fund>,
        page::<FundAccount>,
        page::<FundAllocation>,
        page::<FundBudget>,
        page::<FundTransaction>,
        page::<HandOver>,
        page::<Household>,
        page::<LivingLine>,
        page::<Measure>,
        page::<Notification>,
        page::<Paper>,
        page::<Programme>,
        page::<RightsCase>,
        page::<Partner>,
        page::<Delegation>,
        page::<Hearing>,
        page::<RightsDeadline>,
        page::<Roster>,
        page::<RosterFault>,
        page::<StaffMember>,
        page::<Stewardship>,
        page::<SurveyProgress>,
        page::<SurveyRecord>,
        page::<SurveyRound>,
        page::<SurveyTask>,
        page::<SurveyUnfinished>,
        page::<TimelineEvent>,
        page::<Union>,
        page::<Visit>,
    ]
    .into_iter()
    .fold(builder, |builder, describe| describe(builder))
}

fn page<N: OutputType>(builder: Builder) -> Builder {
    builder.override_output_type_description::<Connection<String, N>>(
        "A page of a list: its rows, and where the next page begins.",
    )
}

#[cfg(test)]
mod tests {
    use async_graphql::Positioned;
    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{
        FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition,
    };

    use super::sdl;

    #[test]
    fn the_printed_contract_is_the_one_that_is_served() {
        // By lines, so that a failure shows the first that differs.
        let file = include_str!("../schema.graphql");
        let printed = sdl();
        for (number, (kept, now)) in file.lines().zip(printed.lines()).enumerate() {
            assert_eq!(
                kept,
                now,
                "line {}: print it again by `lianxin schema > schema/schema.graphql`",
                number + 1
            );
        }
        assert_eq!(file.lines().count(), printed.lines().count());
    }

    /// Signing in and out, where a repetition is another act or none; a look, of which each is
    /// written down; and the address of a calendar, of which a new one ends the old one.
    const KEYLESS: [&str; 12] = [
        "signIn",
        "refreshSession",
        "signOut",
        "signOutEverywhere",
        "actFor",
        "acceptInvitation",
        "changePassword",
        "resetPassword",
        "openHousehold",
        "openRightsCase",
        "createCalendarFeed",
        "endCalendarFeed",
    ];

    #[test]
    fn every_mutation_takes_an_idempotency_key() {
        let document = parse_schema(sdl()).unwrap();
        let (mut keyed, mut mutations) = (Vec::new(), Vec::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::InputObject(input) => {
                    let key = |field: &Positioned<InputValueDefinition>| {
                        field.node.name.node == "idempotencyKey"
                    };
                    if input.fields.iter().any(key) {
                        keyed.push(name);
                    }
                }
                TypeKind::Object(object) if name == "Mutation" => mutations = object.fields,
                _ => {}
            }
        }
        let keyless: Vec<String> = mutations
            .iter()
            .filter(|field| {
                let inputs = field.node.arguments.iter();
                !inputs
                    .map(|input| input.node.ty.node.base.to_string())
                    .any(|input| keyed.contains(&input))
            })
            .map(|field| field.node.name.node.to_string())
            .collect();
        assert_eq!(keyless, KEYLESS);
    }

    #[test]
    fn everything_in_the_contract_is_described() {
        let document = parse_schema(sdl()).unwrap();
        let mut mute = Vec::new();
        let mut note = |place: String, words: Option<&Positioned<String>>| {
            if words.is_none_or(|words| words.node.trim().is_empty()) {
                mute.push(place);
            }
        };
        for definition in &document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = &definition.node.name.node;
            note(name.to_string(), definition.node.description.as_ref());
            let (fields, inputs, values): (
                &[Positioned<FieldDefinition>],
                &[Positioned<InputValueDefinition>],
                &[_],
            ) = match &definition.node.kind {
                TypeKind::Object(object) => (&object.fields, &[], &[]),
                TypeKind::Interface(interface) => (&interface.fields, &[], &[]),
                TypeKind::InputObject(input) => (&[], &input.fields, &[]),
                TypeKind::Enum(kind) => (&[], &[], &kind.values),
                TypeKind::Scalar | TypeKind::Union(_) => (&[], &[], &[]),
            };
            for field in fields {
                let place = format!("{name}.{}", field.node.name.node);
                for argument in &field.node.arguments {
                    let of = format!("{place}({})", argument.node.name.node);
                    note(of, argument.node.description.as_ref());
                }
                note(place, field.node.description.as_ref());
            }
            for input in inputs {
                let place = format!("{name}.{}", input.node.name.node);
                note(place, input.node.description.as_ref());
            }
            for value in values {
                let place = format!("{name}.{}", value.node.value.node);
                note(place, value.node.description.as_ref());
            }
        }
        assert_eq!(mute, Vec::<String>::new());
    }
}

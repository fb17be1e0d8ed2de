//! The mandate (授权委托书) of each worker of a delegation: who gives it, to whom, for what and how far (Civil Procedure Law
//! art. 62).

use super::{Form, Line, Reads, each, of, own, printed};
use crate::delegations::rules::{DelegationAuthority, DelegationKind, DelegationPower};
use crate::exports::sheet::Kind::Text;
use crate::text::Language;

pub(super) fn mandate() -> Form {
    let mut lines = vec![
        own("number", Text, "/delegation/number"),
        own("caseNumber", Text, "/delegation/caseNumber"),
        own("partner", Text, "/delegation/partnerName"),
        of(
            "partnerLicence",
            Text,
            "/delegation/partner/licenceNumber",
            "partner",
        ),
        of(
            "partnerAddress",
            Text,
            "/delegation/partner/address",
            "partner",
        ),
        of("partnerPhone", Text, "/delegation/partner/phone", "partner"),
        own("employer", Text, "/delegation/employerName"),
        own("respondent", Text, "/delegation/respondent"),
        own("claim", Text, "/delegation/claim"),
        choice("kinds", "/delegation/kinds", "kind", kinds),
        choice(
            "authorities",
            "/delegation/authorities",
            "authority",
            authorities,
        ),
        choice("powers", "/delegation/powers", "powers", powers),
        each(
            "workers",
            "/delegation/workers",
            Some("workers"),
            vec![
                of("name", Text, "/name", "workers"),
                of("idNumber", Text, "/idNumber", "workers"),
                of("phone", Text, "/phone", "workers"),
            ],
        ),
    ];
    lines.extend(printed());
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            delegation { number caseNumber partnerName partner { licenceNumber address phone } employerName respondent claim
                kinds: kind authorities: authority powers workers { name idNumber phone } }
        } }",
        lines,
    }
}

const fn choice(
    name: &'static str,
    at: &'static str,
    field: &'static str,
    all: fn() -> Vec<(&'static str, &'static str)>,
) -> Line {
    Line {
        name,
        reads: Reads::Choices(all),
        at,
        field: Some(field),
    }
}

fn kinds() -> Vec<(&'static str, &'static str)> {
    let all = DelegationKind::ALL.iter();
    all.map(|one| (one.code(), one.label(Language::Chinese)))
        .collect()
}

fn authorities() -> Vec<(&'static str, &'static str)> {
    let all = DelegationAuthority::ALL.iter();
    all.map(|one| (one.code(), one.label(Language::Chinese)))
        .collect()
}

fn powers() -> Vec<(&'static str, &'static str)> {
    let all = DelegationPower::ALL.iter();
    all.map(|one| (one.code(), one.label(Language::Chinese)))
        .collect()
}

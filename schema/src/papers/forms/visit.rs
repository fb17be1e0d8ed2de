//! The record of a visit (入户走访记录表), and the card of its promises that the family keeps.

use super::{Form, Line, Reads, each, fixed, needs, of, own, printed};
use crate::assignments::rules::{VisitKind, VisitPurpose};
use crate::exports::sheet::Kind::{Date, Number, Text, YesNo};
use crate::exports::sheet::code;
use crate::households::rules::{HardshipTier, Need};

pub(super) fn record() -> Form {
    let mut lines = vec![
        fixed("fileNumber", Text, "/household/fileNumber"),
        own("union", Text, "/household/union/name"),
        own("headName", Text, "/household/headName"),
        own("address", Text, "/household/address"),
        own("tier", code!(HardshipTier), "/household/tier"),
        own("population", Number, "/household/population"),
        fixed("visitedOn", Date, "/visit/visitedOn"),
        fixed("kind", code!(VisitKind), "/visit/kind"),
        fixed("purpose", code!(VisitPurpose), "/visit/purpose"),
        fixed("met", YesNo, "/visit/met"),
        fixed("place", Text, "/visit/place"),
        fixed("metWhom", Text, "/visit/metWhom"),
        fixed("observed", Text, "/visit/observed"),
        fixed("claims", Text, "/visit/claims"),
        Line {
            name: "needs",
            reads: Reads::Choices(needs),
            at: "/visit/needs",
            field: None,
        },
        of("cadre", Text, "/visit/cadre/name", "visitor"),
        of("cadreTitle", Text, "/visit/cadre/title", "visitor"),
        of("cadrePhone", Text, "/visit/cadre/phone", "visitor"),
        each(
            "measures",
            "/visit/measures",
            None,
            vec![
                fixed("text", Text, "/text"),
                fixed("need", code!(Need), "/need"),
                fixed("dueOn", Date, "/dueOn"),
                fixed("familyCode", Text, "/familyCode"),
            ],
        ),
    ];
    lines.extend(printed());
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            household { fileNumber headName address tier population union { name } }
            visit {
                visitedOn kind purpose met place metWhom observed claims needs
                cadre { name title phone }
                measures { text need dueOn familyCode }
            }
        } }",
        lines,
    }
}

//! The public notice (公示). It asks for no more than it may show.

use super::{Form, Line, Reads, fixed, own, printed};
use crate::exports::sheet::Kind::Text;
use crate::exports::sheet::code;
use crate::households::rules::{HardshipTier, HouseholdKind};

pub(super) fn notice() -> Form {
    let mut lines = vec![
        Line {
            name: "headName",
            reads: Reads::OneHidden,
            at: "/household/headName",
            field: Some("headName"),
        },
        own("union", Text, "/household/union/name"),
        own("tier", code!(HardshipTier), "/household/tier"),
        fixed("kind", code!(HouseholdKind), "/household/kind"),
    ];
    lines.extend(printed());
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            household { headName tier kind union { name } }
        } }",
        lines,
    }
}

//! A letter to a government department (协调函), in the form of an official letter (GB/T 9704-2012, 10.1).

use super::{Form, fixed, of, own, printed};
use crate::exports::sheet::Kind::{Date, Text};

pub(super) fn letter() -> Form {
    let mut lines = vec![
        of("writer", Text, "/letter/writerName", "union"),
        own("number", Text, "/letter/number"),
        own("recipient", Text, "/letter/recipient"),
        own("title", Text, "/letter/title"),
        own("body", Text, "/letter/body"),
        own("dueOn", Date, "/letter/dueOn"),
        fixed("sentOn", Date, "/letter/sentOn"),
    ];
    lines.extend(printed());
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            letter { writerName number recipient title body dueOn sentOn }
        } }",
        lines,
    }
}

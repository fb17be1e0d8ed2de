//! The household's file (困难职工档案) and the application for help.

use super::{Form, Line, Reads, each, fixed, needs, of, own, printed};
use crate::assignments::rules::MeasureState;
use crate::exports::sheet::Kind::{Date, Money, Number, Text, YesNo};
use crate::exports::sheet::code;
use crate::households::rules::{
    Education, HardshipCause, HardshipTier, Health, HouseholdKind, Housing, Hukou, Relation, Sex,
};

pub(super) fn file() -> Form {
    let mut lines = family();
    lines.extend([
        fixed("registeredOn", Date, "/household/registeredOn"),
        fixed("kind", code!(HouseholdKind), "/household/kind"),
        of(
            "birthDate",
            Date,
            "/household/members/0/birthDate",
            "head.birthDate",
        ),
        of(
            "education",
            code!(Education),
            "/household/members/0/education",
            "head.education",
        ),
        of(
            "workPlace",
            Text,
            "/household/members/0/workPlace",
            "head.workPlace",
        ),
        of(
            "monthlyWage",
            Money,
            "/household/members/0/monthlyWage",
            "head.monthlyWage",
        ),
        own("divisionCode", Text, "/household/divisionCode"),
        own("housing", code!(Housing), "/household/housing"),
        own("note", Text, "/household/note"),
        own("consentOn", Date, "/household/consentOn"),
        own("cadre", Text, "/household/cadre/name"),
        of("cadrePhone", Text, "/household/cadre/phone", "cadre"),
        each(
            "members",
            "/household/members",
            Some("members"),
            vec![
                of("name", Text, "/name", "members.name"),
                of("relation", code!(Relation), "/relation", "members.relation"),
                of("sex", code!(Sex), "/sex", "members.sex"),
                of("idNumber", Text, "/idNumber", "members.idNumber"),
                of("health", code!(Health), "/health", "members.health"),
                of(
                    "education",
                    code!(Education),
                    "/education",
                    "members.education",
                ),
                of("employer", Text, "/employer", "members.employer"),
                of("school", Text, "/school", "members.school"),
                of("grade", Text, "/grade", "members.grade"),
                of("monthlyWage", Money, "/monthlyWage", "members.monthlyWage"),
            ],
        ),
        each(
            "measures",
            "/household/measures",
            Some("measures"),
            vec![
                fixed("promisedOn", Date, "/promisedOn"),
                fixed("text", Text, "/text"),
                fixed("dueOn", Date, "/dueOn"),
                fixed("state", code!(MeasureState), "/state"),
                fixed("doneOn", Date, "/doneOn"),
            ],
        ),
    ]);
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            household {
                fileNumber registeredOn kind headName hukou housing divisionCode address population
                labourForce singleParentFemaleWorker annualIncomePerHead annualRigidExpense tier mainCause
                otherCauses needs note consentOn
                union { name } cadre { name phone }
                members {
                    name relation sex ethnicity birthDate idNumber phone health education employer workPlace trade
                    school grade monthlyWage
                }
                measures { promisedOn text dueOn state doneOn }
            }
        } }",
        lines,
    }
}

pub(super) fn application() -> Form {
    let mut lines = family();
    lines.push(each(
        "members",
        "/household/members",
        Some("members"),
        vec![
            of("name", Text, "/name", "members.name"),
            of("relation", code!(Relation), "/relation", "members.relation"),
            of("birthDate", Date, "/birthDate", "members.birthDate"),
            of("health", code!(Health), "/health", "members.health"),
            of("employer", Text, "/employer", "members.employer"),
            of("school", Text, "/school", "members.school"),
            of("grade", Text, "/grade", "members.grade"),
        ],
    ));
    Form {
        question: "query Paper($id: ID!) { paper(id: $id) {
            printedAt printedBy { name }
            household {
                fileNumber headName hukou address population labourForce singleParentFemaleWorker
                annualIncomePerHead annualRigidExpense tier mainCause otherCauses needs
                union { name }
                members { name relation sex ethnicity birthDate idNumber phone health employer trade school grade }
            }
        } }",
        lines,
    }
}

/// What both say of the head and the family.
fn family() -> Vec<Line> {
    let mut lines = vec![
        fixed("fileNumber", Text, "/household/fileNumber"),
        own("union", Text, "/household/union/name"),
        own("headName", Text, "/household/headName"),
        of("sex", code!(Sex), "/household/members/0/sex", "head.sex"),
        of(
            "ethnicity",
            Text,
            "/household/members/0/ethnicity",
            "head.ethnicity",
        ),
        of(
            "idNumber",
            Text,
            "/household/members/0/idNumber",
            "head.idNumber",
        ),
        of(
            "health",
            code!(Health),
            "/household/members/0/health",
            "head.health",
        ),
        of(
            "employer",
            Text,
            "/household/members/0/employer",
            "head.employer",
        ),
        of("trade", Text, "/household/members/0/trade", "head.trade"),
        of("phone", Text, "/household/members/0/phone", "head.phone"),
        own("address", Text, "/household/address"),
        own("hukou", code!(Hukou), "/household/hukou"),
        own("population", Number, "/household/population"),
        own("labourForce", Number, "/household/labourForce"),
        own(
            "singleParentFemaleWorker",
            YesNo,
            "/household/singleParentFemaleWorker",
        ),
        own(
            "annualIncomePerHead",
            Money,
            "/household/annualIncomePerHead",
        ),
        own("annualRigidExpense", Money, "/household/annualRigidExpense"),
        own("tier", code!(HardshipTier), "/household/tier"),
        own("mainCause", code!(HardshipCause), "/household/mainCause"),
        own(
            "otherCauses",
            code!(HardshipCause),
            "/household/otherCauses",
        ),
        Line {
            name: "needs",
            reads: Reads::Choices(needs),
            at: "/household/needs",
            field: Some("needs"),
        },
    ];
    lines.extend(printed());
    lines
}

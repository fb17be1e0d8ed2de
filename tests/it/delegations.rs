//! Delegations: from the mandate of a worker to the partner's conclusion.

use schema::id::AttachmentId;
use serde_json::{Value, json};
use tests::{Files, Firm, Lawyer, Person, photograph};

use crate::funds::{change, done, with};
use crate::rights::Field;

mod at_once;
mod calendar;
mod documents;
mod hearings;
mod large;
mod machine;
mod refusals;
mod sight;
mod way;

pub(crate) const DELEGATION: &str = "id version number state kind authority powers caseNumber caseKind label workersConcerned employerName claimed unionName partnerName
    lawyer { id name } brief claim respondent contact workers { id workerId name idNumber phone signedOn signedCopy { id fileName } }
    documents { fromPartner attachment { id fileName url } } hearings { id version kind state startsAt minutes venue result next editable }
    nextHearing { id } way { number step from to text byPartner actorName } offeredOn answerBy overdue answeredOn endedOn result awarded outcome
    satisfaction next editable hearingsEditable documentsEditable printable case { id state }";

/// A case that a village has accepted with a signed copy and a payslip in it, and a firm with two people.
pub(crate) struct Matter {
    pub(crate) field: Field,
    pub(crate) files: Files,
    pub(crate) firm: Firm,
    /// Runs the firm's account.
    pub(crate) head: Lawyer,
    /// Works there.
    pub(crate) lawyer: Lawyer,
    pub(crate) case: Value,
    /// The signed copy of the mandates.
    pub(crate) copy: String,
    /// A payslip.
    pub(crate) payslip: String,
}

impl Matter {
    pub(crate) async fn new() -> Self {
        let field = Field::new().await;
        let files = Files::of(&field.city);
        let firm = field.there.firm("山东某某律师事务所").await;
        let head = firm.lawyer("孙主任", true).await;
        let lawyer = firm.lawyer("吴律师", false).await;
        let case = field.accepted().await;
        let of = ("rightsCaseId", case["id"].as_str().unwrap());
        let sent = photograph(300, 200, 60);
        let copy = files.add(&field.legal, of, "委托书.jpg", &sent).await;
        let payslip = files.add(&field.legal, of, "工资条.jpg", &sent).await;
        Self {
            field,
            files,
            firm,
            head,
            lawyer,
            case,
            copy,
            payslip,
        }
    }

    /// What is written of a delegation of the first worker, who has signed.
    pub(crate) fn draft(&self) -> Value {
        json!({ "caseId": self.case["id"], "partnerId": self.firm.id.to_string(), "kind": "ARBITRATION", "authority": "SPECIAL",
            "powers": ["SETTLE", "CHANGE_CLAIMS"], "brief": "在工地做木工三个月，没有拿到工资", "claim": "支付拖欠的工资", "contact": "小河村工会 李法助 0539-1234567",
            "answerBy": "2026-08-20", "attachmentIds": [self.payslip],
            "workers": [{ "workerId": self.case["workers"][0]["id"], "signedOn": "2026-08-05", "signedCopyId": self.copy }] })
    }

    pub(crate) async fn drafted(&self) -> Value {
        done(save(&self.field.legal, self.draft()).await, "delegation")
    }

    pub(crate) async fn offered(&self) -> Value {
        let row = self.drafted().await;
        done(
            step(&self.field.legal, &row, "OFFER", json!({})).await,
            "delegation",
        )
    }

    /// Accepted, in the hands of the lawyer.
    pub(crate) async fn accepted(&self) -> Value {
        let row = self.offered().await;
        done(
            answer(&self.head, &row, "ACCEPT", self.to(&self.lawyer)).await,
            "delegation",
        )
    }

    pub(crate) fn to(&self, lawyer: &Lawyer) -> Value {
        json!({ "lawyerId": lawyer.id.to_string(), "noConflict": true })
    }
}

pub(crate) async fn save(by: &Person, input: Value) -> Value {
    change(
        by,
        "saveDelegation",
        &format!("delegation {{ {DELEGATION} }}"),
        input,
    )
    .await
}

fn taken(row: &Value, step: &str, more: Value) -> Value {
    with(
        json!({ "id": row["id"], "version": row["version"], "step": step }),
        more,
    )
}

/// A step of the union's.
pub(crate) async fn step(by: &Person, row: &Value, step: &str, more: Value) -> Value {
    let input = taken(row, step, more);
    change(
        by,
        "stepDelegation",
        &format!("delegation {{ {DELEGATION} }}"),
        input,
    )
    .await
}

/// A change by somebody of a partner.
pub(crate) async fn act(by: &Lawyer, mutation: &str, selection: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} errors {{ code path message }} }} }}"
    );
    by.ask(&query, json!({ "input": input })).await[mutation].take()
}

/// A step of the partner's.
pub(crate) async fn answer(by: &Lawyer, row: &Value, step: &str, more: Value) -> Value {
    let input = taken(row, step, more);
    act(
        by,
        "stepDelegation",
        &format!("delegation {{ {DELEGATION} }}"),
        input,
    )
    .await
}

const ONE: &str = "query($id: ID!) { delegation(id: $id) { ";

/// The delegation as somebody of a union sees it.
pub(crate) async fn seen(by: &Person, row: &Value) -> Value {
    let query = format!("{ONE}{DELEGATION} }} }}");
    by.ask(&query, json!({ "id": row["id"] })).await["delegation"].take()
}

/// The delegation as somebody of a partner sees it.
pub(crate) async fn shown(by: &Lawyer, row: &Value) -> Value {
    let query = format!("{ONE}{DELEGATION} }} }}");
    by.ask(&query, json!({ "id": row["id"] })).await["delegation"].take()
}

/// The id of a file as the database has it.
pub(crate) fn bare(id: &str) -> uuid::Uuid {
    id.parse::<AttachmentId>().expect("an id").uuid()
}

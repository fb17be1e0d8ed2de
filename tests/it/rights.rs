//! Rights cases: from the report in a village to the money recovered, through another union and departments.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::funds::{change, done, with};

mod at_once;
mod deadlines;
mod employers;
mod evidence;
mod figures;
pub(crate) mod large;
mod letters;
mod machine;
mod random_walk;
mod referral;
mod refusals;
mod sight;
mod way;

pub(crate) const CASE: &str = "id version number kind state label workersConcerned collective claimed awarded recovered result route outcome
    satisfaction unionName handlerName handledHere next editable evidenceEditable reportedOn acceptedOn resolvedOn closedOn
    employer { id name } referral { id state fromName toName reason answer sentOn dueOn receivedOn endedOn outgoing overdue }
    details { account claim respondent facts { wagesFrom wagesTo knownOn leftOn } }
    workers { id name idNumber phone claimed household { id } } way { number step from to text unionName }
    recoveries { id on amount workers cancelledOn reason cancellable } deadlines { id version title law startsOn dueOn metOn state daysLeft markable }";

/// A village where a worker lives, and the county federation of the place where they worked.
pub(crate) struct Field {
    pub(crate) city: City,
    pub(crate) village: Place,
    /// Reports cases.
    pub(crate) cadre: Person,
    /// Handles those of the village.
    pub(crate) legal: Person,
    /// Of the county above the village.
    pub(crate) superior: Person,
    pub(crate) there: Place,
    /// Handles cases where the work was.
    pub(crate) other: Person,
    pub(crate) employer: Value,
}

impl Field {
    pub(crate) async fn new() -> Self {
        let city = City::new().await;
        let county = city.county("平邑县").await;
        let village = county.village("小河村").await;
        let there = city.county("兰山区").await;
        let cadre = village.cadre("王建国").await;
        let legal = village.person("李法助", &[Role::Legal]).await;
        let superior = county.person("周部长", &[Role::Legal]).await;
        let other = there.person("郑法援", &[Role::Legal]).await;
        let employer = employer(&cadre, "临沂某某建筑劳务有限公司", None).await;
        Self {
            city,
            village,
            cadre,
            legal,
            superior,
            there,
            other,
            employer,
        }
    }

    /// A case of unpaid wages that was reported.
    pub(crate) async fn reported(&self) -> Value {
        done(save(&self.cadre, arrears(&self.employer)).await, "case")
    }

    /// One that the village has accepted.
    pub(crate) async fn accepted(&self) -> Value {
        let case = self.reported().await;
        done(step(&self.legal, &case, "ACCEPT", json!({})).await, "case")
    }

    /// One that is on its way to the other union.
    pub(crate) async fn referred(&self) -> Value {
        let case = self.accepted().await;
        done(refer(&self.legal, &case, &self.there).await, "case")
    }

    /// One that the other union handles, as that union sees it.
    pub(crate) async fn taken(&self) -> Value {
        let case = self.referred().await;
        done(step(&self.other, &case, "TAKE", json!({})).await, "case")
    }
}

pub(crate) async fn employer(by: &Person, name: &str, code: Option<&str>) -> Value {
    let input = json!({ "name": name, "creditCode": code });
    let of = "employer { id version name creditCode }";
    done(change(by, "saveEmployer", of, input).await, "employer")
}

/// Unpaid wages of two workers.
pub(crate) fn arrears(employer: &Value) -> Value {
    json!({ "kind": "WAGE_ARREARS", "employerId": employer["id"], "site": "某某花园二期", "placeCode": "371302", "placeText": "兰山区某某路工地",
        "workersConcerned": 3, "account": "2026年3月至5月在工地做木工，包工头说没有钱", "claim": "支付拖欠的工资",
        "facts": { "wagesFrom": "2026-03-15", "wagesTo": "2026-05-20", "knownOn": "2026-06-01", "leftOn": "2026-05-31" },
        "workers": [
            { "name": "赵小河", "idNumber": "371302198001010017", "phone": "13800000001", "claimed": "12000.00" },
            { "name": "钱大山", "claimed": "8000.50" } ] })
}

pub(crate) async fn save(by: &Person, input: Value) -> Value {
    change(by, "saveRightsCase", &format!("case {{ {CASE} }}"), input).await
}

pub(crate) async fn step(by: &Person, case: &Value, step: &str, more: Value) -> Value {
    let input = with(
        json!({ "id": case["id"], "version": case["version"], "step": step }),
        more,
    );
    change(by, "stepRightsCase", &format!("case {{ {CASE} }}"), input).await
}

pub(crate) async fn refer(by: &Person, case: &Value, to: &Place) -> Value {
    let input = json!({ "id": case["id"], "version": case["version"], "unionId": to.id.to_string(),
        "reason": "工地在当地，请协助办理", "dueOn": "2026-10-01" });
    change(by, "referRightsCase", &format!("case {{ {CASE} }}"), input).await
}

pub(crate) async fn recover(by: &Person, case: &Value, yuan: &str) -> Value {
    let input = json!({ "caseId": case["id"], "version": case["version"], "on": "2026-08-06", "amount": yuan, "workers": 2 });
    change(
        by,
        "recordRightsRecovery",
        &format!("case {{ {CASE} }}"),
        input,
    )
    .await
}

/// The case as somebody sees it.
pub(crate) async fn seen(by: &Person, case: &Value) -> Value {
    let query = format!("query($id: ID!) {{ rightsCase(id: $id) {{ {CASE} }} }}");
    by.ask(&query, json!({ "id": case["id"] })).await["rightsCase"].take()
}

/// Figures of a union.
pub(crate) async fn figures(by: &Person, of: &Place, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ union(id: $id) {{ figures {{ {fields} }} }} }}");
    by.ask(&query, json!({ "id": of.id.to_string() })).await["union"]["figures"].take()
}

pub(crate) async fn assert_figures_true(city: &City) {
    let mut owner = city.owner().await;
    let differences = schema::statistics::verify(&mut owner)
        .await
        .expect("counted");
    assert_eq!(differences, []);
}

//! Applications for aid: from the family's union to the payment, with money that is exact at every step.

use schema::tenancy::Role;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use crate::funds::{Desk, change, desk, done, funded, passed, with};

mod at_once;
mod complaints;
mod given;
mod machine;
mod money;
mod needy_files;
mod notices;
mod random_walk;
mod refusals;
mod sight;
mod way;

/// A county with money, a village below it with two cadres, and a programme of the city for pupils.
struct Field {
    city: City,
    shi: Desk,
    qu: Desk,
    /// Reviews at the county.
    reviewer: Person,
    village: Place,
    /// Writes applications.
    cadre: Person,
    /// Another of the same union.
    colleague: Person,
    fund: Value,
    programme: Value,
}

/// Who fits, and what there is for them: a pupil gets 3,000 to 5,000 yuan once a year, a household 8,000.
fn programme() -> Value {
    json!({ "year": 2026, "kind": "COLLEGE_AID", "name": "2026年金秋助学", "opensOn": "2026-06-01", "closesOn": "2026-12-31",
        "terms": {
            "rules": [
                { "kind": "FACTS", "facts": ["SINGLE_PARENT_FEMALE_WORKER"], "sentence": "单亲女职工家庭", "source": "临会发〔2014〕20号" },
                { "kind": "MEMBER", "relations": ["SON", "DAUGHTER"], "levels": ["BACHELOR"], "sentence": "子女考入大学", "source": "临会发〔2014〕20号" },
                { "kind": "ONCE_A_YEAR", "sentence": "每名学生每年一次", "source": "演示标准" } ],
            "amounts": [{ "least": "3000.00", "most": "5000.00" }],
            "householdCap": "8000.00", "pupilCap": "5000.00",
            "papers": ["录取通知书"], "decides": "COUNTY" } })
}

async fn opened(by: &Person, input: Value) -> Value {
    let of = "programme { id version name }";
    let draft = done(change(by, "createProgramme", of, input).await, "programme");
    let query = "mutation($input: ProgrammeInput!) { openProgramme(input: $input) { programme { id version name } errors { code path message } } }";
    let input = json!({ "id": draft["id"], "version": draft["version"] });
    done(
        by.ask(query, json!({ "input": input })).await["openProgramme"].take(),
        "programme",
    )
}

async fn budgeted(of: &Desk, lines: Value) {
    let input = json!({ "year": 2026, "lines": lines });
    let saved = done(
        change(
            &of.finance,
            "saveFundBudget",
            "budget { id version }",
            input,
        )
        .await,
        "budget",
    );
    let input = json!({ "id": saved["id"], "version": saved["version"] });
    let sent = done(
        change(
            &of.finance,
            "submitFundBudget",
            "budget { id version }",
            input,
        )
        .await,
        "budget",
    );
    let input = json!({ "id": sent["id"], "version": sent["version"], "approve": true });
    done(
        change(&of.chair, "decideFundBudget", "budget { id }", input).await,
        "budget",
    );
}

async fn field() -> Field {
    field_of(City::new().await).await
}

async fn field_of(city: City) -> Field {
    let shi = desk(city.root()).await;
    let qu = desk(city.county("兰山区").await).await;
    let reviewer = qu.place.person("吴科员", &[Role::Cadre]).await;
    let village = qu
        .place
        .township("兰山街道")
        .await
        .village("沂州社区")
        .await;
    let fund = funded(&shi.finance, "100000.00").await;
    passed(
        &shi,
        &qu,
        &fund,
        "20000.00",
        json!({ "programme": "COLLEGE_AID" }),
    )
    .await;
    budgeted(
        &qu,
        json!([{ "programme": "COLLEGE_AID", "amount": "50000.00" }]),
    )
    .await;
    let programme = opened(&shi.chair, programme()).await;
    Field {
        cadre: village.person("周干部", &[Role::Cadre]).await,
        colleague: village.person("郑干部", &[Role::Cadre]).await,
        city,
        shi,
        qu,
        reviewer,
        village,
        fund,
        programme,
    }
}

/// A single-parent female worker's family with so many children at university.
async fn family(by: &Person, mother: &str, children: &[&str]) -> Value {
    let mut members = vec![
        json!({ "name": mother, "relation": "SELF", "sex": "FEMALE", "birthDate": "1978-05-04", "health": "GOOD", "education": "PRIMARY", "migrantWorker": true }),
    ];
    for name in children {
        members.push(json!({ "name": name, "relation": "SON", "sex": "MALE", "birthDate": "2008-03-01", "health": "GOOD",
            "education": "SENIOR_MIDDLE", "schoolLevel": "BACHELOR", "migrantWorker": false }));
    }
    let input = json!({ "kind": "LINKED", "address": "平安路 2 号", "hukou": "RURAL", "housing": "SELF_BUILT", "population": 3, "labourForce": 1,
        "annualIncomePerHead": "9000.00", "annualRigidExpense": "18000.00", "mainCause": "SCHOOLING", "tier": "RELATIVE", "needyFile": "NONE",
        "singleParentFemaleWorker": true, "members": members, "unionId": by.place.id.to_string() });
    let of = "household { id version members { id relation name } }";
    done(
        change(by, "registerHousehold", of, input).await,
        "household",
    )
}

fn child(family: &Value, number: usize) -> Value {
    family["members"][number + 1]["id"].clone()
}

const APPLICATION: &str = "id number kind year state maskedName tier cause asked granted fundYear papers { name present }
    submittedAt paidOn noticeEndsOn version next edition union { name } desk { name } decider { name } fund { name }
    payee { beneficiary reason name bank account correctable } way { number step from to reason union { name } by { name } }";

/// What the cadre types for a child.
fn typed(field: &Field, family: &Value, number: usize) -> Value {
    json!({ "householdId": family["id"], "memberId": child(family, number), "programmeId": field.programme["id"], "asked": "4000.00",
        "reason": "母亲独自抚养，考入临沂大学", "papers": ["录取通知书"], "payeeName": "王秀英", "bank": "临商银行兰山支行",
        "account": "9132 0001 2345 6789" })
}

async fn save(by: &Person, input: Value) -> Value {
    let of = format!("application {{ {APPLICATION} }}");
    change(by, "saveAidApplication", &of, input).await
}

async fn step(by: &Person, rows: &[&Value], step: &str, reason: Option<&str>) -> Value {
    let input = json!({ "step": step, "lines": seen(rows), "reason": reason });
    let of = format!("applications {{ {APPLICATION} }}");
    change(by, "stepAidApplications", &of, input).await
}

fn seen(rows: &[&Value]) -> Vec<Value> {
    let line = |row: &&Value| json!({ "id": row["id"], "version": row["version"] });
    rows.iter().map(line).collect()
}

async fn stepped(by: &Person, row: &Value, what: &str, reason: Option<&str>) -> Value {
    done(step(by, &[row], what, reason).await, "applications")[0].take()
}

async fn read(by: &Person, row: &Value) -> Value {
    let query = format!("query($id: ID!) {{ aidApplication(id: $id) {{ {APPLICATION} }} }}");
    by.ask(&query, json!({ "id": row["id"] })).await["aidApplication"].take()
}

const NOTICE: &str = "id number title note telephone postedOn endsOn workingDays hanging takenDownOn reason digest path version
    lines { number name union programme tier amount } union { name } postedBy { name }";

async fn post(by: &Person, rows: &[&Value], more: Value) -> Value {
    let input = json!({ "title": "2026年金秋助学拟救助对象公示", "telephone": "0539-8312345", "lines": seen(rows) });
    let of = format!("notice {{ {NOTICE} }}");
    change(by, "postAidNotice", &of, with(input, more)).await
}

async fn approve(by: &Person, field: &Field, rows: &[(&Value, &str)], more: Value) -> Value {
    let line = |(row, yuan): &(&Value, &str)| json!({ "id": row["id"], "version": row["version"], "granted": yuan });
    let lines: Vec<Value> = rows.iter().map(line).collect();
    let input = json!({ "fundId": field.fund["id"], "year": 2026, "lines": lines });
    let of = format!("applications {{ {APPLICATION} }}");
    change(by, "approveAidApplications", &of, with(input, more)).await
}

const BATCH: &str = "id number method onDay document goods count amount returned open version union { name } createdBy { name }
    payments { number amount state reason settledOn application { id number state version payee { name account } } }";

async fn pay(by: &Person, rows: &[&Value], more: Value) -> Value {
    let input = json!({ "method": "BANK", "document": "记 2026-081", "lines": seen(rows) });
    let of = format!("batch {{ {BATCH} }}");
    change(by, "payAid", &of, with(input, more)).await
}

async fn settle(by: &Person, batch: &Value, returned: Value) -> Value {
    let input = json!({ "id": batch["id"], "version": batch["version"], "returned": returned });
    let of = format!("batch {{ {BATCH} }}");
    change(by, "settleAidBatch", &of, input).await
}

/// An application of a family of its own that every review passed.
async fn reviewed(field: &Field, mother: &str) -> Value {
    let family = family(&field.cadre, mother, &["王小明"]).await;
    passed_on(field, &typed(field, &family, 0)).await
}

async fn passed_on(field: &Field, typed: &Value) -> Value {
    let draft = done(save(&field.cadre, typed.clone()).await, "application");
    let sent = stepped(&field.cadre, &draft, "SUBMIT", None).await;
    let up = stepped(&field.colleague, &sent, "PASS", None).await;
    stepped(&field.reviewer, &up, "PASS", None).await
}

/// These applications with their notice over, as the chair sees them.
async fn publicised(field: &Field, rows: &[&Value]) -> Vec<Value> {
    done(post(&field.reviewer, rows, json!({})).await, "notice");
    field.city.pass_days(8);
    let mut now = Vec::with_capacity(rows.len());
    for row in rows {
        now.push(read(&field.qu.chair, row).await);
    }
    now
}

/// An application that was approved, of a family of its own.
async fn approved(field: &Field, mother: &str, yuan: &str) -> Value {
    let row = reviewed(field, mother).await;
    let row = publicised(field, &[&row]).await.remove(0);
    done(
        approve(&field.qu.chair, field, &[(&row, yuan)], json!({})).await,
        "applications",
    )[0]
    .take()
}

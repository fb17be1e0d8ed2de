//! Who records visits, and who sees what of them: by place in the tree and by role.

use schema::tenancy::Role;
use serde_json::json;

use super::{RECORD, cadre, fault, record, visit, with};
use crate::assignments::{county, promise};

#[tokio::test]
async fn only_who_answers_for_the_household_records() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let li = lanshan.cadre("李敏").await;
    let clerk = lanshan.person("钱会计", &[Role::Finance]).await;
    let superior = city.root().admin().await;
    let stranger = city.county("费县").await.admin().await;
    let township = lanshan.township("兰山街道").await.admin().await;
    let input = json!({ "input": visit(household, "2026-08-06") });
    for (person, code) in [
        (&li, "FORBIDDEN"),
        (&clerk, "FORBIDDEN"),
        (&superior, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
        (&township, "NOT_FOUND"),
    ] {
        assert_eq!(fault(&person.run_with(RECORD, input.clone()).await), code);
    }
    let helper = "mutation($h: ID!, $s: ID!) { addHelper(input: { householdId: $h, staffId: $s }) { errors { code } } }";
    admin
        .ask(
            helper,
            json!({ "h": household.to_string(), "s": li.staff.to_string() }),
        )
        .await;
    for person in [&wang, &li, &admin] {
        assert_eq!(
            record(person, visit(household, "2026-08-06")).await["errors"],
            json!([])
        );
    }
    let measure = promise(&wang, household, "推荐岗位", "2026-09-01").await;
    let drop = "mutation($id: ID!) { dropMeasure(input: { id: $id, version: 1, reason: \"家庭已搬走\" }) { measure { state dropReason } errors { code } } }";
    for (person, code) in [
        (&clerk, "FORBIDDEN"),
        (&superior, "FORBIDDEN"),
        (&stranger, "NOT_FOUND"),
    ] {
        assert_eq!(
            fault(&person.run_with(drop, json!({ "id": measure["id"] })).await),
            code
        );
    }
}

#[tokio::test]
async fn a_superior_sees_that_there_was_a_visit_and_a_sibling_nothing() {
    let (city, lanshan, admin) = county().await;
    let (wang, household) = cadre(&lanshan, &admin).await;
    let input = with(
        visit(household, "2026-08-06"),
        json!({ "place": "家中", "metWhom": "本人", "observed": "患病", "claims": "助学", "measures": [{ "text": "申请助学金", "dueOn": "2026-09-01" }] }),
    );
    record(&wang, input).await;
    let query = "{ visits(filter: { subtree: true }) { nodes { place metWhom observed claims cadre { name } measures { text familyCode proofNote } } }
        measures(filter: { subtree: true }) { nodes { text familyCode need } } }";
    let data = city.root().admin().await.ask(query, json!({})).await;
    let hidden = json!({ "text": "（内容仅本工会可见）", "familyCode": null, "proofNote": null });
    assert_eq!(
        data,
        json!({
            "visits": { "nodes": [{ "place": null, "metWhom": null, "observed": null, "claims": null, "cadre": { "name": "王建国" }, "measures": [hidden] }] },
            "measures": { "nodes": [{ "text": "（内容仅本工会可见）", "familyCode": null, "need": null }] },
        })
    );
    // At the own union, whose role does not see names reads the same.
    let auditor = lanshan.person("孙审计", &[Role::Auditor]).await;
    assert_eq!(auditor.ask(query, json!({})).await, data);
    assert_eq!(
        fault(
            &lanshan
                .person("周馆员", &[Role::Librarian])
                .await
                .run(query)
                .await
        ),
        "FORBIDDEN"
    );

    let sibling = city.county("费县").await;
    let (stranger, below) = (
        sibling.admin().await,
        lanshan.township("兰山街道").await.admin().await,
    );
    for person in [&stranger, &below] {
        let empty = json!({ "visits": { "nodes": [] }, "measures": { "nodes": [] } });
        assert_eq!(person.ask(query, json!({})).await, empty);
        let of = json!({ "h": household.to_string(), "u": lanshan.id.to_string() });
        let data = person
            .ask(
                "query($h: ID!) { visits(filter: { householdId: $h }) { nodes { id } } }",
                json!({ "h": of["h"] }),
            )
            .await;
        assert_eq!(data["visits"]["nodes"], json!([]));
        let other = person
            .run_with(
                "query($u: ID!) { visits(filter: { unionId: $u }) { nodes { id } } }",
                json!({ "u": of["u"] }),
            )
            .await;
        assert_eq!(fault(&other), "NOT_FOUND");
    }
}

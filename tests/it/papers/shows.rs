//! What stands on papers, and that they become PDFs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::Files;

use super::{KINDS, home};

#[tokio::test]
async fn what_was_typed_once_stands_on_all_of_them() {
    let home = home().await;
    let mut all = Vec::new();
    for kind in KINDS {
        all.push(home.facts(&home.print(&home.cadre, kind).await).await);
    }
    let [file, application, notice, record] = all.try_into().unwrap();
    for (facts, name) in [
        (&file, "赵小河"),
        (&application, "赵小河"),
        (&notice, "赵*河"),
        (&record, "赵小河"),
    ] {
        assert_eq!(facts["headName"], name);
        assert_eq!(facts["tier"], "深度困难");
        assert_eq!(facts["union"], "兰山区总工会");
        assert_eq!(facts["printedBy"], "王建国");
        assert_eq!(facts["printedAt"], "2026-08-06 10:00");
    }
    for facts in [&file, &application] {
        assert_eq!(facts["idNumber"], "11010519491231002X");
        assert_eq!(facts["phone"], "13800138000");
        assert_eq!(facts["address"], "通达路 9 号");
        assert_eq!(facts["annualIncomePerHead"], "9800.50");
        assert_eq!(facts["otherCauses"], "子女上学");
        assert_eq!(
            facts["needs"][0],
            json!({ "label": "就业岗位", "chosen": true })
        );
        assert_eq!(facts["members"][1]["name"], "赵大山");
        assert_eq!(facts["members"][1]["school"], "示例中学");
    }
    assert_eq!(file["measures"][0]["text"], "联系法律援助");
    assert_eq!(file["cadre"], "王建国");
    assert_eq!(file["consentOn"], "");
    assert_eq!(record["observed"], "腰伤未愈。\n在家休养。");
    assert_eq!(record["visitedOn"], "2026-08-05");
    assert_eq!(record["measures"][0]["dueOn"], "2026-09-01");
    // The card that the family keeps has the code by which they close the promise.
    assert_eq!(
        record["measures"][0]["familyCode"].as_str().unwrap().len(),
        6
    );
    let named: Vec<&str> = notice
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        named,
        [
            "headName",
            "kind",
            "printedAt",
            "printedBy",
            "tier",
            "union"
        ]
    );
}

#[tokio::test]
async fn every_paper_is_a_pdf_of_one_family_and_of_a_large_one() {
    let home = home().await;
    let files = Files::of(&home.city);
    for round in 0..2 {
        for kind in KINDS {
            let print = home.print(&home.cadre, kind).await;
            let got = files.get(print["url"].as_str().unwrap(), None).await;
            assert_eq!(
                got.status,
                StatusCode::OK,
                "{kind}: {}",
                String::from_utf8_lossy(&got.body)
            );
            assert_eq!(got.header("content-type"), "application/pdf");
            assert_eq!(got.header("cache-control"), "no-store");
            assert!(
                got.header("content-disposition").starts_with("inline; "),
                "{kind}"
            );
            assert!(
                got.body.starts_with(b"%PDF-") && got.body.len() > 10_000,
                "{kind}"
            );
        }
        if round == 0 {
            grow(&home).await;
        }
    }
}

/// Many more members and promises, with texts that a form might trip over.
async fn grow(home: &super::Home) {
    let id = home.household.to_string();
    for number in 0..12 {
        let version = super::stale::ids(home).await["version"].clone();
        let member = json!({ "input": { "householdId": id, "version": version, "member": {
            "name": format!("赵家{}", ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千"][number]),
            "relation": "SIBLING", "sex": "MALE", "health": "GOOD", "education": "JUNIOR_MIDDLE", "migrantWorker": false,
            "employer": "#set page(paper: \"a6\") *粗* _斜_ $x$ \\ <标签> @引用 // 注释".repeat(2).chars().take(60).collect::<String>(),
        } } });
        let query = "mutation($input: AddMemberInput!) { addMember(input: $input) { errors { code path message } } }";
        let answer = home.admin.ask(query, member).await;
        assert_eq!(answer["addMember"]["errors"], json!([]), "{answer:#}");
        let measure = json!({ "input": { "householdId": id, "text": "很长的承诺。".repeat(40), "dueOn": "2026-09-01" } });
        let query = "mutation($input: AddMeasureInput!) { addMeasure(input: $input) { errors { code path message } } }";
        let answer = home.cadre.ask(query, measure).await;
        assert_eq!(answer["addMeasure"]["errors"], json!([]), "{answer:#}");
    }
}

#[tokio::test]
async fn the_same_key_prints_once_and_every_print_is_written_down() {
    let home = home().await;
    let input =
        json!({ "input": { "paper": home.order("NOTICE"), "idempotencyKey": "print-notice-1" } });
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = home.cadre.ask(super::PRINT, input.clone()).await;
        ids.push(answer["printPaper"]["print"]["paper"]["id"].clone());
    }
    assert!(ids[0].is_string(), "{ids:?}");
    assert_eq!(ids[0], ids[1]);
    home.print(&home.admin, "HOUSEHOLD_FILE").await;
    let query = "{ auditTrail(filter: { action: PRINTED }, first: 10) { nodes { action summary by { name } } } }";
    let answer = home.admin.run(query).await;
    let said: Vec<&Value> = answer["data"]["auditTrail"]["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer:#}"))
        .iter()
        .map(|one| &one["summary"])
        .collect();
    assert_eq!(said, ["打印 赵** 户的家庭档案", "打印 赵** 户的公示"]);
}

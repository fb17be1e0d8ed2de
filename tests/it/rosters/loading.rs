//! What loading a roster does, and that a second time does nothing.

use serde_json::{Value, json};
use tests::City;

use super::desk::{
    Desk, HEADINGS, counts, figures_are_true, head, load, loaded, member, number, told,
};

fn roster() -> String {
    [
        HEADINGS,
        &head("张三丰", 1),
        &member("李桂英", "妻子", 2),
        &member("张小宝", "长子", 3),
        &head("王建国", 4),
    ]
    .concat()
}

#[tokio::test]
async fn a_loaded_roster_does_all_that_registering_each_household_does() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let roster = desk.checked(&own, &street, &roster()).await;
    assert_eq!(roster["state"], "CHECKED", "{roster}");
    for (field, count) in [
        ("rowCount", 4),
        ("householdCount", 2),
        ("memberCount", 4),
        ("goodCount", 2),
        ("faultyCount", 0),
        ("knownCount", 0),
    ] {
        assert_eq!(roster[field], count, "{field}");
    }
    assert_eq!(counts(&city).await, (0, 0, 0, 0));
    let roster = loaded(&own, &roster, false).await;
    assert_eq!(
        (
            &roster["state"],
            &roster["loadedHouseholdCount"],
            &roster["loadedMemberCount"]
        ),
        (&json!("LOADED"), &json!(2), &json!(4))
    );
    assert_eq!(counts(&city).await, (2, 4, 2, 2));
    figures_are_true(&city).await;

    // As if each had been registered by hand: found by name, pinyin and number, with a file number.
    let find = "query($text: String) { households(filter: { text: $text }) { nodes { headName fileNumber kind address population annualIncomePerHead
        members { name idNumber relation phone birthDate sex } changes { nodes { at } } } } }";
    for text in ["张三丰", "zsf", &number(2), "李桂英"] {
        let data = own.ask(find, json!({ "text": text })).await;
        let found = data["households"]["nodes"].as_array().unwrap();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0]["headName"], "张三丰");
    }
    let data = own.ask(find, json!({ "text": "张三丰" })).await;
    let household = &data["households"]["nodes"][0];
    assert!(
        household["fileNumber"]
            .as_str()
            .unwrap()
            .starts_with("3713-2026-")
    );
    assert_eq!(household["annualIncomePerHead"], "8000.50");
    assert_eq!(household["kind"], "LINKED");
    assert_eq!(household["changes"]["nodes"].as_array().unwrap().len(), 1);
    let members = household["members"].as_array().unwrap();
    assert_eq!(members[0]["phone"], "15400000001");
    assert_eq!(members[1]["relation"], "SPOUSE");
    assert_eq!(members[2]["idNumber"], number(3).as_str());
    // Nothing that names people is left of the file.
    let rest: (i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM roster_row), (SELECT count(*) FROM roster_household)",
    )
    .fetch_one(&mut city.owner().await)
    .await
    .unwrap();
    assert_eq!(rest, (0, 0));
    let again = load(&own, &roster, false).await;
    assert_eq!(again["errors"][0]["code"], "STATE");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    // One head has no number, and is known by name, birth date and address.
    let numberless = "赵大爷,本人,,男,1950.5.1,,良好,小学,否,沂州社区8号,农业,自建房,2,0,3000,无劳动能力,相对困难,结亲连心,\n钱大妈,配偶,,女,1952年6月2日,,良好,文盲,否,,,,,,,,,,\n";
    let text = roster() + numberless;
    let first = desk.checked(&own, &street, &text).await;
    loaded(&own, &first, false).await;
    let before = counts(&city).await;
    assert_eq!(before.0, 3);
    let second = desk.checked(&own, &street, &text).await;
    for (field, count) in [
        ("goodCount", 0),
        ("faultyCount", 0),
        ("knownCount", 3),
        ("knownMemberCount", 6),
        ("faultCount", 0),
    ] {
        assert_eq!(second[field], count, "{field}: {second}");
    }
    let second = loaded(&own, &second, false).await;
    assert_eq!(
        (&second["state"], &second["loadedHouseholdCount"]),
        (&json!("LOADED"), &json!(0))
    );
    assert_eq!(counts(&city).await, before);
    figures_are_true(&city).await;
    // A new member of a household on file is told, and not silently left out or added.
    let grown = [HEADINGS, &head("张三丰", 1), &member("张新来", "次子", 30)].concat();
    let grown = desk.checked(&own, &street, &grown).await;
    assert_eq!(told(&grown), [(3, "idNumber".to_owned())]);
    assert!(
        grown["faults"]["nodes"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("3713-2026-")
    );
}

#[tokio::test]
async fn all_or_nothing_or_only_the_good_ones() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let bad = head("孙悟空", 9).replace("相对困难", "有点困难");
    let roster = desk
        .checked(
            &own,
            &street,
            &(roster() + &bad + &member("孙二娘", "妻", 10)),
        )
        .await;
    assert_eq!(
        (&roster["goodCount"], &roster["faultyCount"]),
        (&json!(2), &json!(1))
    );
    let refused = load(&own, &roster, false).await;
    assert_eq!(refused["errors"][0]["code"], "STATE");
    assert_eq!(counts(&city).await.0, 0);
    let roster = loaded(&own, &roster, true).await;
    assert_eq!(roster["loadedHouseholdCount"], 2);
    figures_are_true(&city).await;

    // The faulty household comes back whole, with its reasons, can be corrected and is then taken.
    let bytes = desk.faulty_file(&own, roster["id"].as_str().unwrap()).await;
    let unchanged = desk.checked_bytes(&own, &street, bytes).await;
    assert_eq!(unchanged["rowCount"], 2);
    assert_eq!(told(&unchanged), [(2, "tier".to_owned())]);
    assert_eq!(
        unchanged["ignoredHeadings"],
        json!(["问题说明", "原工作表", "原行号"])
    );
    let corrected = desk
        .checked(
            &own,
            &street,
            &[HEADINGS, &head("孙悟空", 9), &member("孙二娘", "妻", 10)].concat(),
        )
        .await;
    let corrected = loaded(&own, &corrected, false).await;
    assert_eq!(corrected["loadedMemberCount"], 2);
    let trail: Vec<String> = sqlx::query_scalar(
        "SELECT summary FROM audit_entry WHERE subject_kind = 'roster' ORDER BY id",
    )
    .fetch_all(&mut city.owner().await)
    .await
    .unwrap();
    assert!(
        trail.contains(&"导入花名册：2 户 4 人".to_owned())
            && trail.contains(&"下载花名册中有问题的行".to_owned()),
        "{trail:?}"
    );
}

#[tokio::test]
async fn households_come_in_by_one_door() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let text = [
        HEADINGS,
        &head("张三丰", 1),
        &head("王建国", 4).replace("结亲连心", "本单位"),
        &head("周瑜生", 5).replace("结亲连心", ""),
    ]
    .concat();
    let roster = desk.checked(&own, &street, &text).await;
    assert_eq!(told(&roster), [(3, "kind".to_owned())]);
    assert_eq!(roster["goodCount"], 2);
}

#[tokio::test]
async fn two_sheets_are_one_roster() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let rows = |sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]| {
        for (at, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.write_string(at, column, *text).unwrap();
            }
        }
    };
    let sheet = workbook.add_worksheet().set_name("家庭").unwrap();
    rows(
        sheet,
        &[
            &["2026年困难家庭情况"],
            &[
                "户号",
                "家庭地址",
                "户口性质",
                "住房情况",
                "人口",
                "劳动力",
                "人均年收入(万元)",
                "致困原因",
                "困难类型",
                "户别",
            ],
            &[
                "1",
                "甲村1号",
                "农村",
                "自建",
                "2",
                "1",
                "0.85",
                "因病",
                "深度",
                "联系户",
            ],
            &[
                "2",
                "甲村2号",
                "城镇",
                "租房",
                "1",
                "0",
                "1.2",
                "因残",
                "相对",
                "联系户",
            ],
        ],
    );
    let sheet = workbook.add_worksheet().set_name("成员").unwrap();
    let (one, two, three) = (number(1), number(2), number(3));
    rows(
        sheet,
        &[
            &[
                "户号",
                "姓名",
                "与户主的关系",
                "身份证号码",
                "身体状况",
                "学历",
                "农民工",
            ],
            &["2", "王建国", "本人", &three, "健康", "初中", "√"],
            &["1", "李桂英", "妻", &two, "一般", "小学", "×"],
            &["1", "张三丰", "本人", &one, "大病", "小学", "√"],
        ],
    );
    let roster = desk
        .checked_bytes(&own, &street, workbook.save_to_buffer().unwrap())
        .await;
    assert_eq!(told(&roster), [], "{roster}");
    assert_eq!(
        (&roster["householdCount"], &roster["memberCount"]),
        (&json!(2), &json!(3))
    );
    loaded(&own, &roster, false).await;
    let data = own
        .ask(
            "{ households { nodes { headName annualIncomePerHead members { name } } } }",
            Value::Null,
        )
        .await;
    assert_eq!(
        data["households"]["nodes"],
        json!([
            { "headName": "张三丰", "annualIncomePerHead": "8500.00", "members": [{ "name": "张三丰" }, { "name": "李桂英" }] },
            { "headName": "王建国", "annualIncomePerHead": "12000.00", "members": [{ "name": "王建国" }] },
        ])
    );
}

#[tokio::test]
async fn what_was_read_is_gone_after_a_week() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let roster = desk.checked(&own, &street, &roster()).await;
    let mut owner = city.owner().await;
    let mut worker = city.connect_as("lianxin_worker").await;
    for (days, left) in [(6, 4), (8, 0)] {
        let now = chrono::Utc::now() + chrono::TimeDelta::days(days);
        schema::jobs::purge(&mut worker, now).await.unwrap();
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM roster_row")
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert_eq!(rows, left, "after {days} days");
    }
    assert_eq!(
        super::desk::roster(&own, roster["id"].as_str().unwrap()).await,
        Value::Null
    );
}

#[tokio::test]
async fn what_is_kept_of_a_file_names_nobody_without_the_key() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    desk.checked(
        &own,
        &street,
        &(roster() + &head("孙悟空", 9).replace("相对困难", "张三丰")),
    )
    .await;
    let kept: Vec<String> = sqlx::query_scalar("SELECT r::text FROM roster_row r UNION ALL SELECT f::text FROM roster_fault f UNION ALL SELECT h::text FROM roster_household h")
        .fetch_all(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(kept.len(), 5 + 1 + 3);
    // As text and as the bytes of a text.
    let hex: String = "张三丰".bytes().map(|byte| format!("{byte:02x}")).collect();
    for row in kept {
        assert!(
            !row.contains("张三丰") && !row.contains(&hex) && !row.contains(&number(1)),
            "{row}"
        );
    }
}

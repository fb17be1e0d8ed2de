//! What is told of cells that can't stay so, and of files that can't be read.

use axum::http::StatusCode;
use serde_json::json;
use tests::City;

use super::desk::{Desk, HEADINGS, counts, head, loaded, member, number, told};

#[tokio::test]
async fn each_faulty_cell_is_told_with_row_column_value_and_reason() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    let text = [
        "兰山街道花名册,,\n",
        HEADINGS,
        &head("张三丰", 1).replace(&number(1), "3.71302E+17"),
        &head("王建国", 2).replace("初中", "幼儿园"),
        &member("王二", "侄孙", 3).replace("王二", "王2"),
        &head("周瑜生", 4).replace(&number(4), "371390198001010011"),
    ]
    .concat();
    let roster = desk.checked(&own, &street, &text).await;
    assert_eq!(
        told(&roster),
        [
            (3, "idNumber".into()),
            (4, "education".into()),
            (5, "name".into()),
            (5, "relation".into()),
            (6, "idNumber".into())
        ]
    );
    let faults = roster["faults"]["nodes"].as_array().unwrap();
    assert_eq!(faults[0]["value"], "3.71302E+17");
    assert!(faults[0]["reason"].as_str().unwrap().contains("已经丢失"));
    assert_eq!(
        (&faults[1]["label"], &faults[1]["value"]),
        (&json!("文化程度"), &json!("幼儿园"))
    );
    assert!(faults[1]["reason"].as_str().unwrap().contains("初中"));
    assert_eq!(faults[4]["reason"], "身份证号校验不符，请逐位核对");
    assert_eq!(
        (
            &roster["goodCount"],
            &roster["faultyCount"],
            &roster["faultCount"]
        ),
        (&json!(0), &json!(3), &json!(5))
    );
    assert_eq!(roster["union"]["name"], "兰山街道总工会");
}

#[tokio::test]
async fn who_is_there_twice_or_filed_already_is_told_and_no_more() {
    let city = City::new().await;
    let county = city.county("兰山区").await;
    let (street, other) = (
        county.township("兰山街道").await,
        county.township("银雀山街道").await,
    );
    let (own, elsewhere, desk) = (street.admin().await, other.admin().await, Desk::new(&city));
    let theirs = desk
        .checked(&elsewhere, &other, &[HEADINGS, &head("张三丰", 1)].concat())
        .await;
    loaded(&elsewhere, &theirs, false).await;
    let mine = desk
        .checked(
            &own,
            &street,
            &[HEADINGS, &head("李思思", 2), &member("李小妹", "女", 3)].concat(),
        )
        .await;
    loaded(&own, &mine, false).await;
    let text = [
        HEADINGS,
        &head("张三丰", 1),
        &head("王建国", 4),
        &member("王小二", "子", 4),
        &head("赵子龙", 5),
        &member("李小妹", "妻", 3),
        &head("赵又龙", 5),
    ]
    .concat();
    let roster = desk.checked(&own, &street, &text).await;
    let reasons: Vec<&str> = roster["faults"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["reason"].as_str().unwrap())
        .collect();
    assert_eq!(
        told(&roster)
            .into_iter()
            .map(|(row, _)| row)
            .collect::<Vec<_>>(),
        [2, 4, 6, 7]
    );
    // The very words of a registration, with nothing of the other union.
    assert_eq!(
        reasons[0],
        "该人员已在别处建档；如确需登记，请填写理由，由共同上级认定"
    );
    assert_eq!(reasons[1], "与本户另一成员的身份证号相同");
    assert!(
        reasons[2].starts_with("该人员已在本单位建档，档案编号 3713-2026-"),
        "{}",
        reasons[2]
    );
    assert_eq!(reasons[3], "与第 5 行是同一个人，请删去一处");
    assert!(!roster.to_string().contains("银雀山"));
    assert_eq!(counts(&city).await.0, 2);
}

#[tokio::test]
async fn files_that_are_no_rosters_are_refused_with_what_to_do() {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    for (bytes, why) in [
        (b"MZ\x90\0\x03\0".to_vec(), "不是表格文件"),
        (Vec::new(), "文件是空的"),
        ("<html><table></table></html>".as_bytes().to_vec(), "网页"),
    ] {
        let (status, answer) = desk.upload(Some(&own), &street, bytes).await;
        assert_eq!((status, &answer["roster"]), (StatusCode::OK, &json!(null)));
        let error = &answer["errors"][0];
        assert_eq!(
            (&error["code"], &error["path"]),
            (&json!("INVALID"), &json!(["input", "file"]))
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(why), "{message}");
    }
    let rosters: i64 = sqlx::query_scalar("SELECT count(*) FROM roster")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(rosters, 0);
    for (text, why) in [
        ("一,二,三\n1,2,3\n", "没有找到表头"),
        (
            "姓名,与户主关系,身份证号\n张三,本人,1\n",
            "缺少必填的列：健康状况、文化程度",
        ),
        (HEADINGS, "没有数据"),
    ] {
        let roster = desk.checked(&own, &street, text).await;
        assert_eq!(roster["state"], "REFUSED");
        assert!(roster["remark"].as_str().unwrap().contains(why), "{roster}");
    }
    let long = [HEADINGS.to_owned(), member("张三", "子", 1).repeat(50_001)].concat();
    let long = desk.checked(&own, &street, &long).await;
    assert!(
        long["remark"].as_str().unwrap().contains("50000 行"),
        "{long}"
    );
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM roster_row")
        .fetch_one(&mut city.owner().await)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    let desk = Desk::with_limit(&city, 1_000);
    let (status, answer) = desk.upload(Some(&own), &street, vec![b'a'; 1_001]).await;
    assert_eq!(
        (status, &answer["roster"], &answer["errors"][0]["code"]),
        (StatusCode::OK, &json!(null), &json!("LIMIT"))
    );
}

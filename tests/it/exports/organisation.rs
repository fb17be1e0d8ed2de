//! Tables of the tree and of what people have to settle.

use schema::exports::Cell;
use serde_json::{Value, json};
use tests::City;

use super::{link, order, table, text};
use crate::assignments::{county, pair};
use crate::households::family::{family_of, registered};

async fn done(by: &tests::Person, mutation: &str, kind: &str, input: Value) {
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ errors {{ code path message }} }} }}"
    );
    let answer = by.ask(&query, json!({ "input": input })).await;
    assert_eq!(answer[mutation]["errors"], json!([]), "{answer:#}");
}

#[tokio::test]
async fn the_tree_is_a_table_in_its_own_order() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let fei = city.county("费县").await;
    let street = lanshan.township("兰山街道").await;
    let village = street.village("前街村").await;
    let (root, county, below) = (
        city.root().admin().await,
        lanshan.admin().await,
        street.admin().await,
    );
    done(
        &county,
        "grantStewardship",
        "GrantStewardshipInput",
        json!({ "unionId": village.id.to_string(), "stewardId": street.id.to_string(),
            "beginsOn": "2026-08-06", "reason": "本级无专职人员" }),
    )
    .await;
    let unions = table(&city, &root, json!({ "unions": {} }), None).await;
    let (own, lanshan_name) = (unions.column("工会").remove(0), text("兰山区总工会"));
    assert_eq!(
        unions.column("工会"),
        [
            own.clone(),
            lanshan_name.clone(),
            text("兰山街道总工会"),
            text("前街村工会"),
            text("费县总工会")
        ]
    );
    assert_eq!(
        unions.column("上级工会"),
        [
            Cell::Empty,
            own.clone(),
            lanshan_name,
            text("兰山街道总工会"),
            own
        ]
    );
    assert_eq!(unions.column("代管工会")[3], text("兰山街道总工会"));
    assert_eq!(unions.column("层级")[1], text("县区总工会"));
    assert_eq!(unions.column("会员数")[3], Cell::Number(0));

    // Of the own subtree and no more, whatever is named.
    let own = table(&city, &below, json!({ "unions": {} }), None).await;
    assert_eq!(own.rows.len(), 2);
    let part = json!({ "unions": { "unionId": street.id.to_string() } });
    assert_eq!(table(&city, &root, part, None).await.rows.len(), 2);
    for elsewhere in [&lanshan, &fei] {
        let list = json!({ "list": { "unions": { "unionId": elsewhere.id.to_string() } } });
        let refused = below.run_with(super::ORDER, json!({ "input": list })).await;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND");
    }

    let grants = table(&city, &county, json!({ "stewardships": "ALL" }), None).await;
    assert_eq!(grants.column("被代管的工会"), [text("前街村工会")]);
    assert_eq!(
        grants.column("开始日期"),
        [Cell::Date("2026-08-06".parse().unwrap())]
    );
    let other = fei.admin().await;
    let none = table(&city, &other, json!({ "stewardships": "ALL" }), None).await;
    assert!(none.rows.is_empty());
}

#[tokio::test]
async fn founding_applications_are_taken_along_by_their_state() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let street = lanshan.township("兰山街道").await;
    let (cadre, county) = (street.cadre("王建国").await, lanshan.admin().await);
    done(
        &cadre,
        "submitFoundingApplication",
        "FoundingApplicationInput",
        json!({ "name": "前街社区工会", "level": "COMMUNITY", "workerCount": 30, "migrantWorkerCount": 12,
            "reason": "社区职工三十人，要求建会" }),
    )
    .await;
    let list = |state: &str| json!({ "foundingApplications": { "state": state } });
    let submitted = table(&city, &county, list("SUBMITTED"), None).await;
    assert_eq!(submitted.column("拟建工会名称"), [text("前街社区工会")]);
    assert_eq!(submitted.column("申请人"), [text("王建国")]);
    assert_eq!(submitted.column("审批工会"), [text("兰山区总工会")]);
    assert_eq!(submitted.column("其中农民工"), [Cell::Number(12)]);
    assert_eq!(submitted.column("审批时间"), [Cell::Empty]);
    assert!(
        table(&city, &county, list("APPROVED"), None)
            .await
            .rows
            .is_empty()
    );
    let all = json!({ "foundingApplications": {} });
    assert_eq!(table(&city, &county, all.clone(), None).await.rows.len(), 1);
    let elsewhere = city.county("费县").await.admin().await;
    assert!(table(&city, &elsewhere, all, None).await.rows.is_empty());
}

#[tokio::test]
async fn hand_overs_are_taken_along_with_a_reason_alone() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李秀英").await);
    let household = lanshan.household("张三").await;
    let pairing = pair(&admin, household, &wang).await;
    done(
        &wang,
        "proposeHandOver",
        "ProposeHandOverInput",
        json!({ "pairingId": pairing, "toCadreId": li.staff.to_string(), "note": "张三常去镇上看病" }),
    )
    .await;
    let list = json!({ "handOvers": "ALL" });
    // What a colleague should know of a family is for those who see names, and never without a reason.
    let refused = order(&li, list.clone(), None).await;
    assert_eq!(refused["errors"][0]["code"], "INVALID");
    assert_eq!(refused["errors"][0]["path"], json!(["input", "reason"]));
    let named = table(&city, &li, list.clone(), Some("交接时核对名单")).await;
    assert_eq!(named.column("户主"), [text("张三")]);
    assert_eq!(named.column("移交人"), [text("王建国")]);
    assert_eq!(named.column("接手人"), [text("李秀英")]);
    assert_eq!(named.column("交接说明"), [text("张三常去镇上看病")]);
    // Whoever neither offers nor receives has none.
    let none = table(&city, &admin, list, Some("交接时核对名单")).await;
    assert!(none.rows.is_empty());
}

#[tokio::test]
async fn claims_and_rosters_are_for_those_who_have_them_on_their_page() {
    let city = City::new().await;
    let lanshan = city.county("兰山区").await;
    let (here, there) = (
        lanshan.township("兰山街道").await,
        lanshan.township("银雀山街道").await,
    );
    let (first, second, above) = (
        here.admin().await,
        there.admin().await,
        lanshan.admin().await,
    );
    registered(&first, family_of(&here, "王小二", 1)).await;
    let mut claimed = family_of(&there, "王小二", 1);
    claimed["members"][0]["duplicateReason"] = "王小二已搬到本街道居住".into();
    registered(&second, claimed).await;
    let list = json!({ "duplicateClaims": { "state": "OPEN" } });
    let settles = table(&city, &above, list.clone(), Some("核对两份档案")).await;
    assert_eq!(settles.column("先建的户主"), [text("王**")]);
    assert_eq!(settles.column("后报的工会"), [text("银雀山街道总工会")]);
    assert_eq!(settles.column("状态"), [text("待认定")]);
    // The claimant learns nothing of the other side, and without a reason not even the own words.
    let raised = table(&city, &second, list.clone(), None).await;
    assert_eq!(raised.column("先建的档案编号"), [Cell::Empty]);
    assert_eq!(raised.column("后报的户主"), [text("王**")]);
    assert!(!raised.texts().contains("小二"), "{}", raised.texts());
    assert!(table(&city, &first, list, None).await.rows.is_empty());
    let settled = json!({ "duplicateClaims": { "state": "SETTLED" } });
    assert!(table(&city, &above, settled, None).await.rows.is_empty());

    let mut owner = city.owner().await;
    sqlx::query(
        "INSERT INTO roster (id, union_id, union_path, staff_id, file_name, state, run, created_at)
         VALUES (gen_random_uuid(), $1, $2, $3, '花名册.xlsx', 'CHECKED', gen_random_uuid(), now())",
    )
    .bind(here.id.uuid())
    .bind(&here.path)
    .bind(first.staff.uuid())
    .execute(&mut owner)
    .await
    .unwrap();
    let list = json!({ "rosters": "ALL" });
    let own = table(&city, &first, list.clone(), None).await;
    assert_eq!(own.column("文件"), [text("花名册.xlsx")]);
    assert_eq!(own.column("状态"), [text("待导入")]);
    for other in [&second, &above] {
        assert!(
            table(&city, other, list.clone(), None)
                .await
                .rows
                .is_empty()
        );
    }
    let cadre = here.cadre("王建国").await;
    let input = json!({ "input": { "list": list } });
    let refused = cadre.run_with(super::ORDER, input).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "FORBIDDEN");
    // No table of these holds names of people helped.
    let none = order(&first, json!({ "rosters": "ALL" }), Some("报送年度检查")).await;
    assert_eq!(none["errors"][0]["code"], "INVALID");
    link(&first, json!({ "rosters": "ALL" }), None).await;
}

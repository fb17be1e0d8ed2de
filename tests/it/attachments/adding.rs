//! What is sent is kept once, without what a camera noted, and found again where it belongs.

use axum::http::StatusCode;
use serde_json::json;
use tests::{Files, photograph};

use super::{home, remove, seen, text};
use crate::statements::statements;

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn a_photograph_of_a_visit_comes_back_upright_and_without_its_place() {
    let home = home().await;
    let sent = photograph(400, 200, 60);
    assert!(contains(&sent, b"GPS-35.0518"));
    let of = ("visitId", home.visit.as_str());
    let id = home.files.add(&home.cadre, of, "张德胜家.jpg", &sent).await;
    let found = seen(&home, &home.cadre).await;
    let [photo] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        json!([
            photo["id"],
            photo["kind"],
            photo["mediaType"],
            photo["width"],
            photo["height"],
            photo["fileName"],
            photo["by"]["name"],
            photo["visit"]["id"],
            photo["measure"]
        ]),
        json!([
            id,
            "PHOTO",
            "image/jpeg",
            200,
            400,
            "张德胜家.jpg",
            "王建国",
            home.visit,
            null
        ])
    );
    for (address, size) in [("url", (200, 400)), ("thumbnailUrl", (160, 320))] {
        let got = home.files.get(&text(&photo[address]), None).await;
        assert_eq!(got.status, StatusCode::OK);
        for note in [b"GPS-35.0518".as_slice(), b"Exif"] {
            assert!(!contains(&got.body, note));
        }
        let picture = image::load_from_memory(&got.body).unwrap();
        assert_eq!((picture.width(), picture.height()), size);
        assert_eq!(got.header("content-type"), "image/jpeg");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("cache-control"), "private, no-store");
        assert_eq!(
            got.header("content-security-policy"),
            "default-src 'none'; sandbox"
        );
        assert!(got.header("content-disposition").starts_with("inline; "));
    }
    assert_eq!(home.files.objects(), 2);
    // Nothing of it can be read in the store.
    for entry in walkdir::WalkDir::new(home.files.config.objects_dir()) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(!contains(&bytes, b"\xff\xd8\xff") && !contains(&bytes, b"JFIF"));
        }
    }
}

#[tokio::test]
async fn a_document_is_kept_as_it_is_and_saved_under_its_name() {
    let home = home().await;
    let pdf = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
    for (field, id) in [
        ("measureId", home.measure.clone()),
        ("householdId", home.household.to_string()),
    ] {
        home.files
            .add(&home.cadre, (field, &id), "C:\\证明\\收据.pdf", pdf)
            .await;
    }
    let found = seen(&home, &home.admin).await;
    assert_eq!(found.len(), 2);
    // The newest first.
    assert_eq!(
        json!([
            found[0]["measure"],
            found[0]["visit"],
            found[1]["measure"]["id"]
        ]),
        json!([null, null, home.measure])
    );
    for document in &found {
        assert_eq!(
            json!([
                document["kind"],
                document["mediaType"],
                document["fileName"],
                document["thumbnailUrl"],
                document["width"]
            ]),
            json!(["DOCUMENT", "application/pdf", "收据.pdf", null, null])
        );
        let got = home
            .files
            .get(&text(&document["url"]), Some(&home.admin))
            .await;
        assert_eq!(got.body, pdf);
        assert_eq!(
            got.header("content-disposition"),
            "attachment; filename=\"attachment.pdf\"; filename*=UTF-8''%E6%94%B6%E6%8D%AE.pdf"
        );
    }
}

#[tokio::test]
async fn what_is_sent_again_with_its_key_is_added_once() {
    let home = home().await;
    let fields = [
        ("visitId", home.visit.as_str()),
        ("idempotencyKey", "phone-key-1"),
    ];
    let photo = photograph(40, 30, 60);
    let mut ids = Vec::new();
    for _ in 0..3 {
        let got = home
            .files
            .form(Some(&home.cadre), &fields, Some(("a.jpg", &photo)))
            .await;
        ids.push(text(&got.json()["attachment"]["id"]));
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(seen(&home, &home.cadre).await.len(), 1);
    assert_eq!(home.files.objects(), 2, "the repetitions leave nothing");
    // Also after it was removed: the phone has not heard of that.
    remove(&home.cadre, &ids[0], "拍糊了").await;
    let got = home
        .files
        .form(Some(&home.cadre), &fields, Some(("a.jpg", &photo)))
        .await;
    assert_eq!(text(&got.json()["attachment"]["id"]), ids[0]);
    let other = photograph(40, 30, 200);
    let got = home
        .files
        .form(Some(&home.cadre), &fields, Some(("a.jpg", &other)))
        .await;
    assert_eq!(got.code(), "DUPLICATE");
    assert!(seen(&home, &home.cadre).await.is_empty());
    assert_eq!(home.files.objects(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_at_once_send_one_photograph_and_no_more_than_there_may_be() {
    let home = home().await;
    let photo = photograph(40, 30, 60);
    let of = ("visitId", home.visit.as_str());
    let fields = [of, ("idempotencyKey", "phone-key-1")];
    let same = (0..5).map(|_| {
        home.files
            .form(Some(&home.cadre), &fields, Some(("a.jpg", &photo)))
    });
    let answers = futures::future::join_all(same).await;
    assert!(answers.iter().all(|got| got.code() == "OK"), "{answers:?}");
    assert_eq!(seen(&home, &home.cadre).await.len(), 1);
    for number in 0..17 {
        home.files
            .add(&home.cadre, of, &format!("{number}.jpg"), &photo)
            .await;
    }
    // Two places are left for four.
    let more = (0..4).map(|_| home.files.send(&home.cadre, of, "b.jpg", &photo));
    let answers = futures::future::join_all(more).await;
    let mut codes: Vec<String> = answers.iter().map(tests::Got::code).collect();
    codes.sort();
    assert_eq!(codes, ["LIMIT", "LIMIT", "OK", "OK"]);
    assert_eq!(seen(&home, &home.cadre).await.len(), 20);
    assert_eq!(home.files.objects(), 40);
    // What is removed makes room.
    let first = text(&seen(&home, &home.cadre).await[0]["id"]);
    assert_eq!(
        remove(&home.cadre, &first, "重复").await["errors"],
        json!([])
    );
    home.files.add(&home.cadre, of, "c.jpg", &photo).await;
}

#[tokio::test]
async fn adding_and_removing_are_in_the_trail_with_the_reason() {
    let home = home().await;
    let of = ("visitId", home.visit.as_str());
    let id = home
        .files
        .add(&home.cadre, of, "张德胜家.jpg", &photograph(40, 30, 60))
        .await;
    assert_eq!(
        remove(&home.cadre, &id, "").await["errors"][0]["code"],
        "REQUIRED"
    );
    let removed = remove(&home.cadre, &id, "拍到了邻居").await;
    assert_eq!(removed["errors"], json!([]));
    assert!(removed["attachment"]["removedAt"].is_string());
    assert_eq!(removed["attachment"]["url"], json!(null));
    assert_eq!(
        remove(&home.admin, &id, "再删一次").await["errors"][0]["code"],
        "STATE"
    );
    let trail = home
        .admin
        .ask(
            "{ auditTrail(first: 2) { nodes { action subjectKind summary reason by { name } } } }",
            json!({}),
        )
        .await;
    let by = json!({ "name": "王建国" });
    assert_eq!(
        trail["auditTrail"]["nodes"],
        json!([
            { "action": "DELETED", "subjectKind": "household", "summary": "删除走访附件：照片", "reason": "拍到了邻居", "by": by },
            { "action": "CREATED", "subjectKind": "household", "summary": "添加走访附件：照片", "reason": null, "by": by },
        ])
    );
}

#[tokio::test]
async fn many_households_are_read_with_as_many_statements_as_one() {
    let home = home().await;
    let photo = photograph(40, 30, 60);
    let query = "{ households(first: 20) { nodes { attachments(first: 5) { nodes { url by { name } visit { id } } }
        visits(first: 5) { nodes { attachments { fileName thumbnailUrl } } } measures { attachments { url } } } } }";
    let fill = async |household: &str, visit: &str, measure: &str| {
        for (field, id) in [
            ("householdId", household),
            ("visitId", visit),
            ("measureId", measure),
        ] {
            home.files
                .add(&home.admin, (field, id), "a.jpg", &photo)
                .await;
        }
    };
    fill(&home.household.to_string(), &home.visit, &home.measure).await;
    let one = statements(&home.admin, &home.city, query, json!({})).await;
    for number in 0..4 {
        let household = home.county.household(&format!("户{number}")).await;
        let record = "mutation($input: RecordVisitInput!) { recordVisit(input: $input) { visit { id measures { id } } } }";
        let input = json!({ "householdId": household.to_string(), "visitedOn": "2026-08-06", "kind": "HOME", "purpose": "ROUTINE", "met": true,
            "measures": [{ "text": "推荐岗位", "dueOn": "2026-09-01" }] });
        let mut visit =
            home.admin.ask(record, json!({ "input": input })).await["recordVisit"]["visit"].take();
        let measure = text(&visit["measures"][0]["id"].take());
        fill(&household.to_string(), &text(&visit["id"]), &measure).await;
    }
    let many = statements(&home.admin, &home.city, query, json!({})).await;
    assert_eq!(many, one);
    drop::<Files>(home.files);
}

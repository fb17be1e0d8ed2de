//! What is no photograph and no document, what is too large, what belongs to nothing.

use std::io::{Cursor, Write as _};

use axum::http::StatusCode;
use serde_json::json;
use tests::{MAX_BYTES, photograph};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{home, seen};

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

#[tokio::test]
async fn a_file_is_judged_by_its_content_and_a_refusal_leaves_nothing() {
    let home = home().await;
    let of = ("visitId", home.visit.as_str());
    let program =
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0This program cannot be run in DOS mode".to_vec();
    let with_macros = archive(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", "<w/>"),
        ("word/vbaProject.bin", "x"),
    ]);
    let page = b"<html><script>alert(1)</script>".to_vec();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let broken = photograph(400, 300, 60)[..300].to_vec();
    // A true PDF that is a page too: it is only ever saved, never shown.
    for (name, bytes, words) in [
        ("照片.jpg", program, "不支持这种文件"),
        ("申请.docx", with_macros, "宏"),
        ("照片.png", page, "不支持这种文件"),
        ("IMG_0001.HEIC", heic, "兼容性最佳"),
        ("坏的.jpg", broken, "打不开"),
        ("空.jpg", Vec::new(), "空"),
    ] {
        let got = home.files.send(&home.cadre, of, name, &bytes).await;
        assert_eq!(got.status, StatusCode::OK);
        let answer = got.json();
        assert_eq!(answer["attachment"], json!(null), "{name}");
        assert_eq!(answer["errors"][0]["code"], "INVALID", "{name}");
        assert_eq!(
            answer["errors"][0]["path"],
            json!(["input", "file"]),
            "{name}"
        );
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(words), "{name}: {message}");
    }
    let word = archive(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", "<w/>"),
    ]);
    assert!(seen(&home, &home.cadre).await.is_empty());
    assert_eq!(home.files.objects(), 0);
    home.files.add(&home.cadre, of, "申请.docx", &word).await;
}

#[tokio::test]
async fn what_is_too_large_is_told_how_large_it_may_be() {
    let home = home().await;
    let of = ("visitId", home.visit.as_str());
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.resize(MAX_BYTES - 6, b' ');
    pdf.extend(b"%%EOF\n");
    home.files.add(&home.cadre, of, "正好.pdf", &pdf).await;
    let got = home
        .files
        .send(&home.cadre, of, "大.pdf", &[pdf.as_slice(), b"\n"].concat())
        .await;
    assert_eq!(got.code(), "LIMIT");
    assert!(
        got.json()["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("最多 1.0 MB")
    );
    // Far too large: refused before it is read.
    let vast = vec![b' '; 3 * MAX_BYTES];
    let got = home.files.send(&home.cadre, of, "很大.pdf", &vast).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE")
    );
    // A picture of a few kilobytes that would fill gigabytes.
    let mut bomb = photograph(64, 64, 60);
    let frame = bomb
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    let got = home.files.send(&home.cadre, of, "炸弹.jpg", &bomb).await;
    assert_eq!(got.code(), "LIMIT");
    assert_eq!(seen(&home, &home.cadre).await.len(), 1);
    assert_eq!(home.files.objects(), 1);
}

#[tokio::test]
async fn a_form_says_what_it_belongs_to_once() {
    let home = home().await;
    let (visit, household) = (home.visit.as_str(), home.household.to_string());
    let photo = photograph(40, 30, 60);
    let file = Some(("a.jpg", photo.as_slice()));
    let by = Some(&home.cadre);
    let long = "长".repeat(201);
    for (what, fields, file, code, path) in [
        ("nothing", vec![], file, "REQUIRED", json!(["input"])),
        (
            "no file",
            vec![("visitId", visit)],
            None,
            "REQUIRED",
            json!(["input", "file"]),
        ),
        (
            "two",
            vec![("visitId", visit), ("householdId", household.as_str())],
            file,
            "INVALID",
            json!(["input"]),
        ),
        (
            "another kind",
            vec![("visitId", household.as_str())],
            file,
            "INVALID",
            json!(["input", "visitId"]),
        ),
        (
            "no id",
            vec![("householdId", "household_1")],
            file,
            "INVALID",
            json!(["input", "householdId"]),
        ),
        (
            "a field that is none",
            vec![("visitId", visit), ("unionId", "x")],
            file,
            "INVALID",
            json!(["input"]),
        ),
        (
            "a short key",
            vec![("visitId", visit), ("idempotencyKey", "x")],
            file,
            "INVALID",
            json!(["input", "idempotencyKey"]),
        ),
        (
            "no name",
            vec![("visitId", visit)],
            Some(("", photo.as_slice())),
            "REQUIRED",
            json!(["input", "file"]),
        ),
        (
            "a long name",
            vec![("visitId", visit)],
            Some((long.as_str(), photo.as_slice())),
            "INVALID",
            json!(["input", "file"]),
        ),
    ] {
        let got = home
            .files
            .form(by.map(|by| by as &dyn tests::Bearer), &fields, file)
            .await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (StatusCode::OK, code),
            "{what}"
        );
        assert_eq!(got.json()["errors"][0]["path"], path, "{what}");
    }
    assert_eq!(home.files.objects(), 0);
    assert!(seen(&home, &home.cadre).await.is_empty());
}

#[tokio::test]
async fn a_closed_file_takes_nothing_more_and_gives_up_what_should_not_be_there() {
    let home = home().await;
    let of = ("visitId", home.visit.as_str());
    let photo = photograph(40, 30, 60);
    let id = home.files.add(&home.cadre, of, "a.jpg", &photo).await;
    let close = "mutation($id: ID!) { setHouseholdStatus(input: { id: $id, version: 1, status: CLOSED, closeReason: DECLINED }) { errors { message } } }";
    let closed = home
        .admin
        .ask(close, json!({ "id": home.household.to_string() }))
        .await;
    assert_eq!(closed["setHouseholdStatus"]["errors"], json!([]));
    let got = home.files.send(&home.admin, of, "b.jpg", &photo).await;
    assert_eq!(got.code(), "STATE");
    assert_eq!(seen(&home, &home.admin).await.len(), 1);
    assert_eq!(
        super::remove(&home.admin, &id, "家属要求删除").await["errors"],
        json!([])
    );
}

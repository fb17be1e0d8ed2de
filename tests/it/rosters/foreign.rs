//! Files that other programs wrote (tests/samples/rosters), read through the route that people use.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{City, Person, Place};

use super::desk::{Desk, loaded, told};

fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/samples/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

async fn street() -> (City, Place, Person, Desk) {
    let city = City::new().await;
    let street = city.county("兰山区").await.township("兰山街道").await;
    let (own, desk) = (street.admin().await, Desk::new(&city));
    (city, street, own, desk)
}

/// The same roster, whoever wrote it and in whatever form.
#[tokio::test]
async fn what_offices_keep_is_read_as_it_is_meant() {
    for name in [
        "xlwt.xls",
        "xlwt-1904.xls",
        "libreoffice.xls",
        "libreoffice.xlsx",
        "libreoffice-gb18030.csv",
    ] {
        let (_city, street, own, desk) = street().await;
        let roster = desk.checked_bytes(&own, &street, sample(name)).await;
        assert_eq!(roster["state"], "CHECKED", "{name}: {roster:#}");
        // A text has no formulas any more: the value that was shown is all there is.
        let text = name.ends_with(".csv");
        let mut faulty = vec![(10, "idNumber".to_owned())];
        if !text {
            faulty.push((11, "annualIncomePerHead".to_owned()));
        }
        assert_eq!(told(&roster), faulty, "{name}: {roster:#}");
        let faults = roster["faults"]["nodes"].as_array().unwrap();
        assert!(
            faults[0]["reason"].as_str().unwrap().contains("已经丢失"),
            "{name}: {roster:#}"
        );
        assert_eq!(
            (&roster["householdCount"], &roster["memberCount"]),
            (&json!(4), &json!(6)),
            "{name}"
        );
        assert_eq!(roster["ignoredHeadings"], json!(["序号"]), "{name}");
        let roster = loaded(&own, &roster, true).await;
        assert_eq!(roster["state"], "LOADED", "{name}: {roster:#}");
        let households = "{ households(first: 10) { nodes { headName phone population labourForce annualIncomePerHead address
            members { name idNumber birthDate relation } } } }";
        let data = own.ask(households, Value::Null).await;
        let families = data["households"]["nodes"].as_array().unwrap();
        assert_eq!(families.len(), if text { 3 } else { 2 }, "{name}");
        let first = json!({ "headName": "赵一", "phone": "15400000001", "population": 3, "labourForce": 2,
            "annualIncomePerHead": "8000.00", "address": "枣园镇某村13号", "members": [
                { "name": "赵一", "idNumber": "371390197801010012", "birthDate": "1978-01-01", "relation": "SELF" },
                { "name": "钱二", "idNumber": null, "birthDate": "1981-05-01", "relation": "SPOUSE" },
                { "name": "赵小三", "idNumber": null, "birthDate": "2010-05-01", "relation": "SON" } ] });
        assert_eq!(families[0], first, "{name}");
        assert_eq!(families[1]["headName"], "孙四", "{name}");
        assert_eq!(families[1]["phone"], "15400000004", "{name}");
        assert_eq!(
            families[1]["members"][0]["birthDate"], "1975-03-08",
            "{name}"
        );
        assert!(!data.to_string().contains("藏着"), "{name}");
    }
}

#[tokio::test]
async fn passwords_and_macros_of_other_programs_are_refused() {
    let (_city, street, own, desk) = street().await;
    for (name, why) in [
        ("libreoffice-password.xls", "密码"),
        ("msoffcrypto-password.xlsx", "密码"),
        ("libreoffice-macro.xlsm", "宏"),
    ] {
        let (status, answer) = desk.upload(Some(&own), &street, sample(name)).await;
        assert_eq!((status, &answer["roster"]), (StatusCode::OK, &Value::Null));
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(why), "{name}: {message}");
    }
}

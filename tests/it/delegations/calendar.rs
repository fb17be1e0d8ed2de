//! Addresses of calendars.

use schema::calendars::service::read;
use schema::error::Error;
use serde_json::{Value, json};

use super::{Matter, act, answer, shown};
use crate::funds::done;

const MAKE: &str = "mutation { createCalendarFeed { url errors { code } } }";

/// What stands behind an address: kinds of dates and numbers of delegations.
async fn behind(matter: &Matter, url: &Value) -> Result<Vec<String>, Error> {
    let address = url
        .as_str()
        .unwrap()
        .strip_prefix("/calendar.ics?feed=")
        .unwrap();
    let city = &matter.field.city;
    let found = read(city.database(), address, city.now()).await?;
    let line = |(date, of): &(
        schema::delegations::entity::hearing::Model,
        Option<schema::delegations::entity::delegation::Model>,
    )| {
        format!(
            "{} {}",
            date.kind,
            of.as_ref().map_or("-", |of| of.number.as_str())
        )
    };
    Ok(found.iter().map(line).collect())
}

#[tokio::test]
async fn a_calendar_reads_what_its_maker_sees_and_no_more_when_that_ends() {
    let matter = Matter::new().await;
    let row = matter.accepted().await;
    let date = json!({ "delegationId": row["id"], "kind": "ARBITRATION", "startsAt": "2026-08-10T01:30:00Z", "minutes": 120, "venue": "仲裁院第一庭" });
    done(
        act(&matter.lawyer, "saveHearing", "hearing { id }", date).await,
        "hearing",
    );
    let of = |answer: Value| answer["createCalendarFeed"]["url"].clone();
    let lawyers = of(matter.lawyer.ask(MAKE, json!({})).await);
    let heads = of(matter.head.ask(MAKE, json!({})).await);
    let unions = of(matter.field.legal.ask(MAKE, json!({})).await);
    let others = of(matter.field.other.ask(MAKE, json!({})).await);
    for url in [&lawyers, &heads, &unions] {
        assert_eq!(
            behind(&matter, url).await.unwrap(),
            ["ARBITRATION WT000001"]
        );
    }
    assert_eq!(behind(&matter, &others).await.unwrap(), [""; 0]);
    let read_on = matter
        .lawyer
        .ask(
            "{ partnerViewer { calendarFeed { lastReadOn } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        read_on["partnerViewer"]["calendarFeed"]["lastReadOn"],
        "2026-08-06"
    );

    // It leaves the lawyer's hands, and with that the calendar.
    let row = shown(&matter.head, &row).await;
    done(
        answer(&matter.head, &row, "APPOINT", matter.to(&matter.head)).await,
        "delegation",
    );
    assert_eq!(behind(&matter, &lawyers).await.unwrap(), [""; 0]);
    // A new address ends the one before; one that ended, was made up or is of who left leads nowhere.
    let next = of(matter.head.ask(MAKE, json!({})).await);
    assert!(matches!(
        behind(&matter, &heads).await,
        Err(Error::NotFound)
    ));
    assert_eq!(
        behind(&matter, &next).await.unwrap(),
        ["ARBITRATION WT000001"]
    );
    matter
        .head
        .ask("mutation { endCalendarFeed { url } }", json!({}))
        .await;
    assert!(matches!(behind(&matter, &next).await, Err(Error::NotFound)));
    for made_up in [
        "/calendar.ics?feed=3713.AAAA",
        "/calendar.ics?feed=9999.AAAA",
        "/calendar.ics?feed=x",
    ] {
        assert!(
            matches!(behind(&matter, &json!(made_up)).await, Err(Error::NotFound)),
            "{made_up}"
        );
    }
    let mut owner = matter.field.city.owner().await;
    sqlx::query("UPDATE lawyer SET state = 'LEFT' WHERE id = $1")
        .bind(matter.lawyer.id.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    assert!(matches!(
        behind(&matter, &lawyers).await,
        Err(Error::NotFound)
    ));
}

//! The addressee hears at once that there is news, and nobody else does.

use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::BoxStream;
use schema::live::look;
use schema::notifications::remind::remind;
use serde_json::{Value, json};
use tests::Person;
use tokio::time::timeout;

use crate::assignments::{county, pair, promise};

const CHANGES: &str = "subscription { changes(subjects: [NOTIFICATION]) { cursor resync changes { action subject subjectId } } }";

async fn begin(person: &Person) -> BoxStream<'static, Value> {
    let mut stream = person.follow(CHANGES, json!({}));
    let greeting = stream.next().await.unwrap();
    assert_eq!(greeting["data"]["changes"]["changes"], json!([]));
    stream
}

#[tokio::test]
async fn only_the_addressee_hears_that_there_is_news() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    let (mut to_wang, mut to_li, mut to_admin) =
        (begin(&wang).await, begin(&li).await, begin(&admin).await);
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    city.wake_subscribers();
    let message = timeout(Duration::from_secs(30), to_wang.next())
        .await
        .unwrap()
        .unwrap();
    let change = &message["data"]["changes"]["changes"][0];
    assert_eq!(
        (&change["action"], &change["subject"]),
        (&json!("CREATED"), &json!("NOTIFICATION"))
    );
    let told = wang
        .ask("{ notifications { nodes { id } } }", json!({}))
        .await;
    assert_eq!(change["subjectId"], told["notifications"]["nodes"][0]["id"]);
    for others in [&mut to_li, &mut to_admin] {
        assert!(
            timeout(Duration::from_millis(1500), others.next())
                .await
                .is_err()
        );
    }

    // What a job tells is heard of too.
    promise(&wang, household, "推荐岗位", "2026-08-08").await;
    let mut worker = city.connect_as("lianxin_worker").await;
    let (_, before) = look(&mut worker, city.schema_name(), None).await.unwrap();
    assert_eq!(remind(&mut worker, city.now()).await.unwrap(), 1);
    let (hints, _) = look(&mut worker, city.schema_name(), Some(&before))
        .await
        .unwrap();
    let hints = hints.unwrap();
    assert_eq!((hints.len(), &hints[0].path), (1, &lanshan.path));
    city.wake_subscribers();
    let message = timeout(Duration::from_secs(30), to_wang.next())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        message["data"]["changes"]["changes"][0]["subject"],
        "NOTIFICATION"
    );
}

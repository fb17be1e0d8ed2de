//! Promises that fall due are reminded of once, whoever runs the jobs.

use chrono::{DateTime, TimeDelta, Utc};
use schema::notifications::remind::remind;
use tests::City;

use super::{heard, kinds, rows};
use crate::assignments::{county, pair, promise};

async fn reminded(city: &City, now: DateTime<Utc>) -> u64 {
    let mut worker = city.connect_as("lianxin_worker").await;
    remind(&mut worker, now).await.unwrap()
}

#[tokio::test]
async fn a_promise_is_reminded_of_before_and_after_its_day_and_once_each() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    promise(&wang, household, "推荐岗位", "2026-08-10").await;
    promise(&wang, household, "送医上门", "2026-12-31").await;
    // The city's morning is ten o'clock on the 6th of August in China.
    let morning = |day: i64| city.now() + TimeDelta::days(day - 6);
    assert_eq!(reminded(&city, morning(6)).await, 0);
    assert_eq!(
        reminded(&city, morning(7) - TimeDelta::hours(4)).await,
        0,
        "before seven"
    );
    assert_eq!(reminded(&city, morning(7)).await, 1);
    assert_eq!(reminded(&city, morning(7)).await, 0);
    for day in 8..=10 {
        assert_eq!(reminded(&city, morning(day)).await, 0);
    }
    assert_eq!(reminded(&city, morning(11)).await, 1);
    for day in 12..=20 {
        assert_eq!(reminded(&city, morning(day)).await, 0);
    }
    let texts: Vec<String> = heard(&wang)
        .await
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        texts[..2],
        [
            "“张三”户的一项帮扶措施已于8月10日到期，尚未办结",
            "“张三”户的一项帮扶措施将于8月10日到期",
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_servers_remind_once() {
    let (city, lanshan, admin) = county().await;
    let wang = lanshan.cadre("王建国").await;
    let household = lanshan.household("张三").await;
    pair(&admin, household, &wang).await;
    for _ in 0..3 {
        promise(&wang, household, "推荐岗位", "2026-08-08").await;
    }
    let mut servers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (city, now) = (city.clone(), city.now());
        servers.spawn(async move { reminded(&city, now).await });
    }
    assert_eq!(servers.join_all().await.into_iter().sum::<u64>(), 3);
    assert_eq!(
        rows(&city, "notification WHERE kind = 'MEASURE_DUE'").await,
        3
    );
}

#[tokio::test]
async fn what_is_kept_or_was_given_up_or_whose_cadre_left_is_not_reminded_of() {
    let (city, lanshan, admin) = county().await;
    let (wang, li) = (lanshan.cadre("王建国").await, lanshan.cadre("李敏").await);
    for (cadre, head) in [(&wang, "张三"), (&li, "李四")] {
        let household = lanshan.household(head).await;
        pair(&admin, household, cadre).await;
        promise(cadre, household, "推荐岗位", "2026-08-08").await;
        promise(cadre, household, "送医上门", "2026-08-08").await;
    }
    let mut owner = city.owner().await;
    sqlx::query("UPDATE staff SET state = 'LEFT' WHERE id = $1")
        .bind(li.staff.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("UPDATE measure SET state = 'DROPPED' WHERE id = (SELECT min(id::text)::uuid FROM measure WHERE cadre_id = $1)")
        .bind(wang.staff.uuid())
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(reminded(&city, city.now()).await, 1);
    let due = kinds(&wang)
        .await
        .into_iter()
        .filter(|kind| kind == "MEASURE_DUE");
    assert_eq!(due.count(), 1);
}

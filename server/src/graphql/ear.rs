//! Hearing what any server says, and saying what this one did: PostgreSQL's `NOTIFY`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use schema::live::{Hub, look};
use schema::tenancy::{CHANGES_CHANNEL, Database, PRINCIPALS_CHANNEL};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::time::MissedTickBehavior;

use super::Principals;

/// Between two words about the same city: a busy city is told of a few times a second, not once a write.
const APART: Duration = Duration::from_millis(50);

/// How long a change may go unnoticed when the word of it got lost.
const LOOKS_ANYWAY: Duration = Duration::from_secs(5);

/// Tells every server of what this one committed, until the task is dropped.
pub async fn tell(database: Database, pool: PgPool) {
    loop {
        let cities: Vec<String> = database.announcements().take().await.into_iter().collect();
        let told = sqlx::query("SELECT pg_notify($1, city) FROM unnest($2::text[]) AS city")
            .bind(CHANGES_CHANNEL)
            .bind(&cities)
            .execute(&pool)
            .await;
        if let Err(error) = told {
            tracing::warn!(%error, "could not tell of changes; whoever watches looks a little later");
        }
        tokio::time::sleep(APART).await;
    }
}

/// Hears of changed principals and changed rows until the task is dropped. `pool` is of the role
/// `lianxin_worker`.
pub async fn hear(principals: Arc<Principals>, hub: Arc<Hub>, pool: PgPool) {
    loop {
        if let Err(error) = listen(&principals, &hub, &pool).await {
            tracing::warn!(%error, "not hearing of changes; every request looks up who asks, and pages are late");
        }
        principals.deaf();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen(principals: &Principals, hub: &Hub, pool: &PgPool) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.eager_reconnect(false);
    listener
        .listen_all([PRINCIPALS_CHANNEL, CHANGES_CHANNEL])
        .await?;
    principals.hears();
    let mut snapshots = HashMap::new();
    let mut anyway = tokio::time::interval(LOOKS_ANYWAY);
    anyway.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            heard = listener.try_recv() => match heard? {
                Some(word) if word.channel() == PRINCIPALS_CHANNEL => principals.forget(),
                Some(word) => {
                    let city = word.payload().to_owned();
                    if hub.watched().contains(&city) {
                        wake(hub, pool, &mut snapshots, city).await?;
                    }
                }
                None => return Ok(()),
            },
            _ = anyway.tick() => {
                let watched = hub.watched();
                // What nobody watches is not looked at; who comes later begins from then.
                snapshots.retain(|city, _| watched.contains(city));
                for city in watched {
                    wake(hub, pool, &mut snapshots, city).await?;
                }
            }
        }
    }
}

async fn wake(
    hub: &Hub,
    pool: &PgPool,
    snapshots: &mut HashMap<String, String>,
    city: String,
) -> sqlx::Result<()> {
    let mut conn = pool.acquire().await?;
    let since = snapshots.get(&city).map(String::as_str);
    match look(&mut conn, &city, since).await {
        Ok((hints, snapshot)) => {
            hub.wake(&city, hints);
            snapshots.insert(city, snapshot);
        }
        Err(error) => {
            tracing::warn!(?error, %city, "could not look for changes");
            snapshots.remove(&city);
        }
    }
    Ok(())
}

//! `lianxin serve`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use schema::graphql::{Limits, build};
use schema::jobs;
use schema::live::{Hub, Live};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::ground::open_vault;
use super::print;
use crate::attachments::{self, Attachments, Store};
use crate::config::Config;
use crate::exports::{self, Exports};
use crate::graphql::{self, Api, DocumentLimits, Documents, Issuer, Principals};
use crate::http::{self, HttpSettings, Metrics, Shell, watch_pool};
use crate::keys::{AccessTokens, KeyDirectory, TokenSettings};
use crate::outbox::{Carriers, Outbox, OutboxFigures};
use crate::papers::{self, Papers};
use crate::postgres::{Database, Role};
use crate::rosters;
use crate::sheets::Desk;
use crate::{bank, calendars};

/// Serves until SIGTERM or Ctrl-C; requests in flight are finished first.
pub(super) async fn serve(config: &Config) -> Result<()> {
    // The address first: a second server says what is wrong before it looks at any data.
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        format!(
            "can't listen on {}: is another server running? Set `listen` to another address",
            config.listen
        )
    })?;
    let carriers = Carriers::open(config)?;
    let database = Database::ready(config).await?;
    let result = work(config, &database, carriers, listener).await;
    database.stop().await;
    result
}

async fn work(
    config: &Config,
    database: &Database,
    carriers: Carriers,
    listener: TcpListener,
) -> Result<()> {
    let vault = open_vault(config, database)?;
    let channels = carriers.channels();
    let settings = TokenSettings {
        issuer: "lianxin".to_owned(),
        audience: "lianxin-api".to_owned(),
        life: TimeDelta::minutes(i64::from(config.access_token_minutes)),
    };
    let tokens = Arc::new(AccessTokens::open(
        KeyDirectory::open(config.keys_dir())?,
        settings,
    )?);
    let app = database.pool(Role::App).await?;
    let worker = database.pool(Role::Worker).await?;
    let store = Arc::new(Store::open(config, vault.clone())?);
    tokio::spawn(attachments::greet(store.clone()));
    let reach = schema::tenancy::Database::new(app.clone(), vault.clone());
    let principals = Arc::new(Principals::new(reach.clone()));
    let (stop, stopped) = watch::channel(false);
    let cleaning = attachments::keep_clean(worker.clone(), store.clone(), stopped.clone());
    let cleaning = tokio::spawn(cleaning);
    let jobs = tokio::spawn(jobs::run(
        worker.clone(),
        jobs::Pace::default(),
        channels,
        stopped.clone(),
    ));
    let figures = OutboxFigures::default();
    let outbox = Outbox {
        pool: worker.clone(),
        vault,
        carriers,
        figures: figures.clone(),
    };
    let delivering = tokio::spawn(outbox.run(stopped));
    let hub = Arc::new(Hub::default());
    let hearing = tokio::spawn(graphql::hear(
        principals.clone(),
        hub.clone(),
        worker.clone(),
    ));
    let telling = tokio::spawn(graphql::tell(reach.clone(), worker.clone()));
    let (close, closing) = watch::channel(false);

    let limits = Limits {
        depth: config.max_depth,
        complexity: config.max_complexity,
    };
    let wide = build(Limits::WIDE, Arc::new(Issuer(tokens.clone())), channels);
    let exports = exports::router(Arc::new(Exports {
        schema: wide.clone(),
        database: reach.clone(),
        principals: principals.clone(),
        seats: Arc::new(Semaphore::new(config.max_exports)),
    }));
    let papers = papers::router(Arc::new(Papers::new(
        wide,
        reach.clone(),
        principals.clone(),
        config.font_dir.clone(),
        Arc::new(chrono::Utc::now),
    )));
    let documents = DocumentLimits {
        aliases: config.max_aliases,
        ..DocumentLimits::default()
    };
    let attachments = attachments::router(Arc::new(Attachments::new(
        reach.clone(),
        store,
        principals.clone(),
        tokens.clone(),
        config.max_attachment_bytes,
        Arc::new(chrono::Utc::now),
    )));
    let desk = Desk::new(
        reach.clone(),
        principals.clone(),
        tokens.clone(),
        config.max_roster_bytes,
    );
    let bank = bank::router(Arc::new(desk.with_limit(bank::MAX_BYTES)));
    let rosters = rosters::router(Arc::new(desk));
    let api = graphql::router(Arc::new(Api {
        schema: build(limits, Arc::new(Issuer(tokens.clone())), channels),
        database: reach.clone(),
        documents: Documents::new(documents),
        principals,
        tokens: tokens.clone(),
        city: default_city(config, database)?,
        https: config.secure_cookie,
        behind_proxy: config.behind_proxy,
        live: Live {
            database: reach.clone(),
            hub: hub.clone(),
            clock: Arc::new(chrono::Utc::now),
        },
        seats: Arc::new(Semaphore::new(config.max_subscribers)),
        closing,
    }));
    let pool = app.clone();
    let router = http::shell(Shell {
        settings: HttpSettings {
            allowed_origins: config
                .allowed_origins
                .headers()
                .iter()
                .filter_map(|origin| origin.to_str().ok())
                .map(str::to_owned)
                .collect(),
            secure: config.secure_cookie && !config.listen.ip().is_loopback(),
            body_limit: config.max_body_bytes,
            timeout: Duration::from_secs(config.request_seconds),
            site: config
                .static_dir
                .join("index.html")
                .exists()
                .then(|| config.static_dir.clone()),
            metrics_token: config.metrics_token.clone(),
        },
        api,
        files: exports
            .merge(papers)
            .merge(attachments)
            .merge(rosters)
            .merge(bank)
            .merge(calendars::router(reach.clone())),
        tokens,
        ready: Arc::new(move || {
            let pool = pool.clone();
            Box::pin(async move {
                sqlx::query("SELECT 1")
                    .execute(&pool)
                    .await
                    .map(|_| ())
                    .map_err(|error| error.to_string())
            })
        }),
        metrics: Arc::new(Metrics::new(|registry| {
            watch_pool(registry, reach);
            figures.register(registry);
        })),
    })?;
    welcome(config, database, &listener)?;
    let grace = Duration::from_secs(config.shutdown_seconds);
    let served = http::serve(
        listener,
        router,
        async {
            drop(http::stop_signal().await);
            close.send_replace(true);
        },
        grace,
    )
    .await;
    stop.send_replace(true);
    jobs.await?;
    cleaning.await?;
    delivering.await?;
    hearing.abort();
    telling.abort();
    app.close().await;
    worker.close().await;
    Ok(served?)
}

/// The schema of the city that a sign-in without a city means; empty where several are served and
/// none is the usual one, so that the sign-in page asks.
fn default_city(config: &Config, database: &Database) -> Result<String> {
    match (&config.default_city, database.cities()) {
        (Some(code), cities) => Ok(super::ground::city(cities, Some(code))?.schema),
        (None, [only]) => Ok(only.schema.clone()),
        (None, _) => Ok(String::new()),
    }
}

fn welcome(config: &Config, database: &Database, listener: &TcpListener) -> Result<()> {
    let data = std::path::absolute(&config.data_dir)?;
    let cities: Vec<&str> = database
        .cities()
        .iter()
        .map(|city| city.name.as_str())
        .collect();
    let cities = if cities.is_empty() {
        "none yet (see `lianxin --help`)".to_owned()
    } else {
        cities.join(", ")
    };
    let mut text = format!(
        "连心 · Lianxin\n  address   http://{}\n  cities    {cities}\n  data      {}\n",
        listener.local_addr()?,
        data.display()
    );
    if database
        .cities()
        .iter()
        .any(|city| city.code == crate::demo::CITY.0)
        && super::demo::is_demo(config)
    {
        text.push_str(&super::demo::accounts(&super::demo::remembered(config)));
    }
    print(&text)
}

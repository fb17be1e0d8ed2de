//! Delivering messages: mail through an SMTP server, news through the city's own message gateway.
//!
//! The queue is `schema::notifications::outbox`. Any number of servers may deliver; each message is one
//! server's for as long as an attempt may take. A message says how much is new and nothing of what.

mod figures;
mod gateway;
mod mail;
mod wording;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::Utc;
use futures::StreamExt as _;
use schema::jobs::{cities, enter};
use schema::notifications::Channels;
use schema::notifications::outbox::{Message, Outcome, Settled, settle, take, waiting};
use schema::notifications::rules::NotificationChannel;
use schema::privacy::Vault;
use sqlx::PgPool;
use tokio::sync::watch;

use crate::config::Config;
pub use figures::OutboxFigures;
use gateway::Gateway;
pub(crate) use gateway::secrets;
use mail::Mail;
use wording::Wording;

/// Between two looks for messages that are due.
const LOOKS: Duration = Duration::from_secs(2);
/// Messages of one look. At [`AT_ONCE`] of them and [`PATIENCE`] for each, an attempt is over well
/// within its lease.
const MOST: i64 = 8;
/// Messages that are delivered at the same time.
const AT_ONCE: usize = 4;
/// How long the other side has for one message.
const PATIENCE: Duration = Duration::from_secs(25);

/// The ways on which this server delivers.
#[derive(Debug)]
pub struct Carriers {
    mail: Option<Mail>,
    gateway: Option<Gateway>,
}

impl Carriers {
    /// As configured; none where nothing is.
    ///
    /// # Errors
    /// When one of the keys that a channel needs is missing, with its name.
    pub fn open(config: &Config) -> Result<Self> {
        crate::tls::provide();
        let wording = || {
            let url = config.public_url.as_ref();
            let url = url.context("set `public_url`: messages point people there")?;
            anyhow::Ok(Wording::new(url))
        };
        let mail = match &config.mail_host {
            Some(host) => Some(Mail::open(config, host, wording()?)?),
            None => None,
        };
        let gateway = match &config.gateway_url {
            Some(url) => Some(Gateway::open(config, url, wording()?)?),
            None => None,
        };
        Ok(Self { mail, gateway })
    }

    /// Which channels there are.
    #[must_use]
    pub const fn channels(&self) -> Channels {
        Channels {
            mail: self.mail.is_some(),
            gateway: self.gateway.is_some(),
        }
    }

    async fn deliver(&self, city: &str, message: &Message) -> Outcome {
        let delivered = async {
            match (message.channel, &self.mail, &self.gateway) {
                (NotificationChannel::Mail, Some(mail), _) => mail.deliver(message).await,
                (NotificationChannel::Gateway, _, Some(gateway)) => {
                    gateway.deliver(city, message).await
                }
                _ => Outcome::Later("NO_CHANNEL"),
            }
        };
        let delivered = tokio::time::timeout(PATIENCE, delivered).await;
        delivered.unwrap_or(Outcome::Later("TIMEOUT"))
    }
}

/// What the delivery works with.
#[derive(Debug)]
pub struct Outbox {
    /// Of the role `lianxin_worker`.
    pub pool: PgPool,
    /// Opens the addresses.
    pub vault: Arc<Vault>,
    /// The ways out.
    pub carriers: Carriers,
    /// What is counted.
    pub figures: OutboxFigures,
}

impl Outbox {
    /// Delivers until `stop` turns true; attempts that have begun are finished first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let channels = self.carriers.channels();
        let channels: Vec<NotificationChannel> = NotificationChannel::ALL
            .iter()
            .copied()
            .filter(|channel| channels.has(*channel))
            .collect();
        while !channels.is_empty() && !*stop.borrow() && stop.has_changed().is_ok() {
            if let Err(error) = self.round(&channels, &stop).await {
                tracing::warn!(?error, "messages wait: the outbox can't be read");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOKS) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn round(
        &self,
        channels: &[NotificationChannel],
        stop: &watch::Receiver<bool>,
    ) -> schema::error::Result<()> {
        let mut late = 0;
        for city in cities(&self.pool).await? {
            while !*stop.borrow() {
                // The connection goes back before anything is sent.
                let messages = {
                    let mut conn = enter(&self.pool, &city).await?;
                    take(&mut conn, &self.vault, channels, Utc::now(), MOST).await?
                };
                let none_left = messages.is_empty();
                futures::stream::iter(messages)
                    .take_while(|_| std::future::ready(!*stop.borrow()))
                    .map(|message| self.attempt(&city, message))
                    .buffer_unordered(AT_ONCE)
                    .for_each(|()| std::future::ready(()))
                    .await;
                if none_left {
                    break;
                }
            }
            let mut conn = enter(&self.pool, &city).await?;
            late += waiting(&mut conn, Utc::now()).await?;
        }
        self.figures.waiting(late);
        Ok(())
    }

    /// One attempt. What can't be noted is attempted again when the lease ends.
    async fn attempt(&self, city: &str, message: Message) {
        let outcome = self.carriers.deliver(city, &message).await;
        let settled = async {
            let mut conn = enter(&self.pool, city).await?;
            settle(&mut conn, &message, outcome, Utc::now(), rand::random()).await
        };
        let (channel, id, attempt) = (message.channel.code(), message.id, message.attempt);
        match settled.await {
            Ok(Settled::Failed) => {
                tracing::error!(channel, %id, attempt, ?outcome, "a message was given up");
                self.figures.count(message.channel, "failed");
            }
            Ok(Settled::Waits) => {
                tracing::warn!(channel, %id, attempt, ?outcome, "a message will be tried again");
                self.figures.count(message.channel, "retried");
            }
            Ok(Settled::Sent) => self.figures.count(message.channel, "sent"),
            Ok(Settled::TakenOver) => {
                tracing::warn!(channel, %id, attempt, "another server sends this message too: the attempt outlived its lease");
            }
            Err(error) => tracing::warn!(
                channel, %id, attempt, ?error,
                "can't note what came of a message; it may be sent once more"
            ),
        }
    }
}

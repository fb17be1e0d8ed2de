//! The city's own message gateway, spoken to as the Standard Webhooks specification says (version 1.0.0):
//! JSON by POST, with an id, a timestamp and an HMAC-SHA-256 over both and the body.

use std::time::Duration;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{SecondsFormat, Utc};
use hmac::{Hmac, KeyInit, Mac as _};
use reqwest::{Client, StatusCode, redirect};
use schema::notifications::outbox::{Content, Message, Outcome};
use serde_json::json;
use sha2::Sha256;
use url::Url;
use zeroize::Zeroizing;

use super::PATIENCE;
use super::wording::Wording;
use crate::config::Config;

/// Keys that sign: the first is in use; a second one, the former, while the gateway learns the first.
type Secrets = Vec<Zeroizing<Vec<u8>>>;

/// The gateway, and what it is sent.
pub(super) struct Gateway {
    client: Client,
    url: Url,
    secrets: Secrets,
    wording: Wording,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gateway")
    }
}

impl Gateway {
    pub(super) fn open(config: &Config, url: &Url, wording: Wording) -> Result<Self> {
        let secret = config.gateway_secret.as_ref();
        let secret = secret.context("set `gateway_secret`: it signs what the gateway gets")?;
        let client = Client::builder()
            // Whoever answers with another address would have the news sent there.
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(PATIENCE)
            .user_agent(concat!("lianxin/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("can't speak TLS to the gateway: are the system's CA certificates there?")?;
        Ok(Self {
            client,
            url: url.clone(),
            secrets: secrets(secret.reveal()).context("`gateway_secret` is no secret")?,
            wording,
        })
    }

    pub(super) async fn deliver(&self, city: &str, message: &Message) -> Outcome {
        let Content::News { count } = message.content else {
            return Outcome::Never("CONTENT");
        };
        let id = format!("msg_{}", message.id.simple());
        let timestamp = Utc::now().timestamp().to_string();
        let body = json!({
            "type": "notifications.new",
            "timestamp": message.created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "data": {
                "city": city.trim_start_matches("city_"),
                "person": message.person.to_string(),
                "login": message.login,
                "count": count,
                "text": self.wording.line(&message.content),
                "url": self.wording.list(),
            },
        })
        .to_string();
        let signatures = signatures(&self.secrets, &id, &timestamp, &body);
        let answer = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signatures)
            .body(body)
            .send()
            .await;
        match answer {
            Ok(answer) => outcome(answer.status()),
            Err(error) if error.is_timeout() => Outcome::Later("TIMEOUT"),
            Err(_) => Outcome::Later("CONNECTION"),
        }
    }
}

fn outcome(status: StatusCode) -> Outcome {
    match status {
        status if status.is_success() => Outcome::Sent,
        // The gateway understood and says that it never will take this one.
        StatusCode::BAD_REQUEST | StatusCode::GONE | StatusCode::UNPROCESSABLE_ENTITY => {
            Outcome::Never("REFUSED")
        }
        status if status.is_redirection() => Outcome::Later("REDIRECT"),
        status if status.is_client_error() => Outcome::Later("DENIED"),
        _ => Outcome::Later("DEFERRED"),
    }
}

/// Reads one or two secrets as the specification writes them: `whsec_` and base64 of 24 to 64 bytes.
pub(crate) fn secrets(text: &str) -> Option<Secrets> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() > 2 {
        return None;
    }
    parts
        .into_iter()
        .map(|part| {
            let key = STANDARD.decode(part.strip_prefix("whsec_")?).ok()?;
            (24..=64)
                .contains(&key.len())
                .then_some(Zeroizing::new(key))
        })
        .collect()
}

/// The header `webhook-signature`: one signature for each secret.
fn signatures(secrets: &Secrets, id: &str, timestamp: &str, body: &str) -> String {
    let sign = |key: &Zeroizing<Vec<u8>>| {
        // HMAC fills a key shorter than its 64-byte block with zeros (RFC 2104, §2).
        let mut block = Zeroizing::new([0; 64]);
        block[..key.len()].copy_from_slice(key);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&(*block).into());
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn signs_as_the_reference_libraries_do() {
        let secrets = secrets(SECRET).unwrap();
        let signed = signatures(
            &secrets,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn while_a_secret_is_changed_both_sign() {
        let former = format!("whsec_{}", STANDARD.encode([7; 32]));
        let both = secrets(&format!("{SECRET}, {former}")).unwrap();
        let signed = signatures(&both, "msg_1", "1", "{}");
        assert_eq!(signed.split(' ').count(), 2);
        for bad in [
            "",
            "whsec_",
            "whsec_AAAA",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ] {
            assert!(secrets(bad).is_none(), "{bad}");
        }
        assert!(secrets(&format!("{SECRET},{SECRET},{SECRET}")).is_none());
    }
}

//! Mail, through an SMTP server that the operator names.

use std::time::SystemTime;

use anyhow::{Context as _, Result};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Letter};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport as _, Tokio1Executor};
use schema::notifications::outbox::{Message, Outcome};

use super::PATIENCE;
use super::wording::Wording;
use crate::config::{Config, MailTls};

/// The mail server, and whom mail comes from.
#[derive(Debug)]
pub(super) struct Mail {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    wording: Wording,
}

/// `Auto-Submitted` (RFC 3834): no program is to answer.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mail {
    pub(super) fn open(config: &Config, host: &str, wording: Wording) -> Result<Self> {
        let from = config.mail_from.as_ref();
        let from = from.context("set `mail_from`: whom mail comes from")?;
        let parameters = || {
            TlsParameters::new(host.to_owned()).context(
                "can't speak TLS to the mail server: are the system's CA certificates there?",
            )
        };
        let tls = match config.mail_tls {
            MailTls::StartTls => Tls::Required(parameters()?),
            MailTls::Tls => Tls::Wrapper(parameters()?),
            MailTls::None => Tls::None,
        };
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(config.mail_port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some(user) = &config.mail_user {
            let password = config.mail_password.as_ref();
            let password = password.context("set `mail_password`: `mail_user` signs in with it")?;
            let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
            server = server.credentials(credentials);
        }
        Ok(Self {
            server: server.build(),
            from: from.parse()?,
            wording,
        })
    }

    pub(super) async fn deliver(&self, message: &Message) -> Outcome {
        let Some(letter) = self.letter(message) else {
            return Outcome::Never("ADDRESS");
        };
        match self.server.send(letter).await {
            Ok(_) => Outcome::Sent,
            Err(error) => outcome(&error),
        }
    }

    /// Its id and date are the same at each attempt, so that a mailbox can tell it came twice.
    fn letter(&self, message: &Message) -> Option<Letter> {
        let to = message.address.as_ref()?.0.parse().ok()?;
        let id = format!("<{}@{}>", message.id.simple(), self.from.email.domain());
        Letter::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(self.wording.line(&message.content))
            .message_id(Some(id))
            .date(SystemTime::from(message.created_at))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(self.wording.mail(&message.content))
            .ok()
    }
}

/// What an error means for the message. Its words are not looked at nor logged: servers repeat the
/// address in them.
fn outcome(error: &smtp::Error) -> Outcome {
    match error.status().map(u16::from) {
        // What the server has against our signing in says nothing about this message.
        Some(530..=538) => Outcome::Later("SIGN_IN"),
        Some(code) if code >= 500 => Outcome::Never("REFUSED"),
        Some(_) => Outcome::Later("DEFERRED"),
        None if error.is_timeout() => Outcome::Later("TIMEOUT"),
        None if error.is_tls() => Outcome::Later("TLS"),
        None => Outcome::Later("CONNECTION"),
    }
}

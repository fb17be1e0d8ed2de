//! Logs: for people on a terminal, as JSON lines otherwise, and never with a secret or a personal number.

mod redact;

use std::io::{self, IsTerminal as _};
use std::panic;

use thiserror::Error;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub use redact::{Redacting, redact};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// Pretty on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// For people: one line with colours.
    Pretty,
    /// For machines: one JSON object a line; the fields of the request's span are under `spans`.
    Json,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct LogSettings {
    /// How lines look.
    pub format: LogFormat,
    /// What is logged, as `tracing_subscriber::EnvFilter` has it: `info,sqlx=warn`.
    pub filter: String,
}

/// Why there is no log.
#[derive(Debug, Error)]
pub enum LoggingError {
    /// The filter is not understood.
    #[error("the log filter '{filter}' is not understood: {reason}")]
    Filter {
        /// As it was given.
        filter: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is a log already.
    #[error("logging was begun before")]
    Twice,
}

/// Begins to log to the standard error output, and has panics told there too, once, through the same guard.
///
/// # Errors
/// See [`LoggingError`].
pub fn init(settings: &LogSettings) -> Result<(), LoggingError> {
    let json = match settings.format {
        LogFormat::Auto => !io::stderr().is_terminal(),
        LogFormat::Pretty => false,
        LogFormat::Json => true,
    };
    subscriber(&settings.filter, json, io::stderr)?
        .try_init()
        .map_err(|_| LoggingError::Twice)?;
    panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string);
        let cause = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(location, cause, "a panic");
    }));
    Ok(())
}

fn subscriber<W>(
    filter: &str,
    json: bool,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, LoggingError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).map_err(|error| LoggingError::Filter {
        filter: filter.to_owned(),
        reason: error.to_string(),
    })?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(Redacting::new(writer, json));
    Ok(if json {
        let lines = lines.json().flatten_event(true);
        Box::new(registry.with(lines.with_current_span(false).with_span_list(true)))
    } else {
        Box::new(registry.with(lines.compact()))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use serde_json::Value;
    use tracing::field::Empty;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(json: bool, act: impl FnOnce()) -> String {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = subscriber("debug", json, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, act);
        let bytes = kept.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    /// The example of GB 11643-1999, and a telephone number that belongs to nobody.
    const IDENTITY: &str = "11010519491231002X";
    const OLD_IDENTITY: &str = "110105491231002";
    const MOBILE: &str = "13812345678";

    fn careless() {
        let span = tracing::info_span!("request", request_id = "r1", phone = MOBILE);
        let _entered = span.enter();
        tracing::info!(phone = MOBILE, "wrote to {IDENTITY}");
        tracing::info!(phone = 13_812_345_678_u64, old = OLD_IDENTITY);
        tracing::info!(cause = ?format!("first line\n{MOBILE}\tand\"{OLD_IDENTITY}\""));
        tracing::info!("１３８１２３４５６７８ and 138-1234-5678 and 138 1234 5678");
        tracing::info!("two\n{MOBILE}\n{OLD_IDENTITY}\u{1}{MOBILE}");
    }

    #[test]
    fn no_personal_number_reaches_the_log() {
        for json in [true, false] {
            let text = logged(json, careless);
            for number in [
                IDENTITY,
                OLD_IDENTITY,
                MOBILE,
                "1234-5678",
                "1234 5678",
                "１２３４",
            ] {
                assert!(!text.contains(number), "{number} in {text}");
            }
            assert!(text.contains("[mobile number]") && text.contains("[identity number]"));
            assert!(text.contains("r1"), "the rest stays: {text}");
        }
    }

    #[test]
    fn masked_json_is_still_json() {
        let text = logged(true, careless);
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0]["message"], "wrote to [identity number]");
        assert_eq!(lines[0]["spans"][0]["request_id"], "r1");
        assert_eq!(lines[1]["phone"], "[mobile number]");
    }

    #[test]
    fn a_request_carries_its_facts() {
        let text = logged(true, || {
            let span = tracing::info_span!(
                "request",
                request_id = "r1",
                union = Empty,
                operation = Empty
            );
            let _entered = span.enter();
            span.record("union", "0001.0002.");
            span.record("operation", "households");
            tracing::info_span!("inner").in_scope(|| tracing::info!("done"));
        });
        let line: Value = serde_json::from_str(&text).unwrap();
        let request = &line["spans"][0];
        assert_eq!(request["request_id"], "r1");
        assert_eq!(request["union"], "0001.0002.");
        assert_eq!(request["operation"], "households");
    }

    #[test]
    fn a_bad_filter_is_told() {
        let error = subscriber("info,=,,!!", true, io::sink).err().unwrap();
        assert!(error.to_string().contains("info,=,,!!"), "{error}");
    }
}

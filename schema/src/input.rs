//! Checking what a person typed: every fault is collected with its place, so that a form shows all of
//! them at once, and what passes is clean.

mod people;

use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::values::text::{self, TextError};

/// Fewest characters of a reason that says anything.
pub const REASON: usize = 5;

/// Faults found so far.
#[derive(Debug, Default)]
pub struct Checks(Vec<Refusal>);

impl Checks {
    /// Notes a fault.
    pub fn fault(
        &mut self,
        code: UserErrorCode,
        path: &str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.0.push(Refusal::new(code, path, zh, en));
    }

    /// Notes an INVALID fault unless `ok`.
    pub fn ensure(&mut self, ok: bool, path: &str, zh: impl Into<String>, en: impl Into<String>) {
        if !ok {
            self.fault(UserErrorCode::Invalid, path, zh, en);
        }
    }

    /// One line that must be there, `max` characters at most; empty when it is at fault.
    pub fn line(&mut self, path: &str, text: &str, max: usize) -> String {
        let result = text::line(text, max);
        self.text(path, result).unwrap_or_default()
    }

    /// Several lines that must be there.
    pub fn lines(&mut self, path: &str, text: &str, max: usize) -> String {
        let result = text::lines(text, max);
        self.text(path, result).unwrap_or_default()
    }

    /// One line that may be missing.
    pub fn optional_line(&mut self, path: &str, text: Option<&str>, max: usize) -> Option<String> {
        let result = text::optional(text::line, text?, max);
        self.text(path, result).flatten()
    }

    /// Several lines that may be missing.
    pub fn optional_lines(&mut self, path: &str, text: Option<&str>, max: usize) -> Option<String> {
        let result = text::optional(text::lines, text?, max);
        self.text(path, result).flatten()
    }

    /// Takes the good value, or notes the sentence for what is wrong with it.
    pub fn value<T, E>(
        &mut self,
        path: &str,
        result: Result<T, E>,
        sentence: impl FnOnce(&E) -> (String, String),
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let (zh, en) = sentence(&error);
                self.fault(UserErrorCode::Invalid, path, zh, en);
                None
            }
        }
    }

    fn text<T>(&mut self, path: &str, result: Result<T, TextError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(TextError::Empty) => {
                self.fault(
                    UserErrorCode::Required,
                    path,
                    "请填写这一项",
                    "please fill this in",
                );
                None
            }
            Err(TextError::TooLong { max, got }) => {
                self.fault(
                    UserErrorCode::Invalid,
                    path,
                    format!("最多 {max} 个字，现在有 {got} 个字"),
                    format!("at most {max} characters; there are {got}"),
                );
                None
            }
            Err(TextError::Invisible(_)) => {
                self.fault(
                    UserErrorCode::Invalid,
                    path,
                    "含有看不见的控制字符，请重新输入",
                    "contains an invisible control character",
                );
                None
            }
            Err(TextError::LineBreak) => {
                self.fault(
                    UserErrorCode::Invalid,
                    path,
                    "这一项不能换行",
                    "this must be a single line",
                );
                None
            }
        }
    }

    /// Everything that was found.
    #[must_use]
    pub fn faults(self) -> Vec<Refusal> {
        self.0
    }

    /// Refuses with everything that was found.
    ///
    /// # Errors
    /// [`Error::Refused`] when there was any fault.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Refused(self.0))
        }
    }
}

//! From file and environment to [`Config`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::value::Allowed;
use super::{Config, Key};

/// Environment variables that begin so belong to this program, all of them.
pub(super) const PREFIX: &str = "LIANXIN_";
/// Names the configuration file; not a key itself.
const FILE_VARIABLE: &str = "LIANXIN_CONFIG";
/// Read when neither the command line nor the environment names a file.
const USUAL_FILE: &str = "lianxin.toml";

/// Ends of the names of keys whose values may hold a secret.
const SECRET: [&str; 4] = ["_url", "_password", "_secret", "_token"];

/// Why the configuration can't be used. Each says what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there, or may not be read.
    #[error("can't read the configuration file {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("the configuration file {path} is not valid TOML: {source}")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: toml::de::Error,
    },
    /// A key, or an environment variable with our prefix, that does not exist.
    #[error(
        "{place}: there is no key '{key}'{}. The keys are: {}",
        suggestion(key),
        names()
    )]
    UnknownKey {
        /// The file or `environment`.
        place: String,
        /// The key as it was written.
        key: String,
    },
    /// A value that the key does not take. The value of a key that may hold a password is not
    /// repeated.
    #[error("{place}: {key} = {value} is not allowed; it takes {allowed}")]
    BadValue {
        /// The file or the environment variable.
        place: String,
        /// The key.
        key: &'static str,
        /// The value as it was written, or `(hidden)`.
        value: String,
        /// What would be right.
        allowed: String,
    },
}

fn names() -> String {
    let names: Vec<&str> = Config::KEYS.iter().map(|key| key.name).collect();
    names.join(", ")
}

fn suggestion(wrong: &str) -> String {
    let wrong = wrong.trim_start_matches(PREFIX).to_lowercase();
    Config::KEYS
        .iter()
        .map(|key| (strsim::jaro_winkler(key.name, &wrong), key.name))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or_else(String::new, |(_, name)| format!("; did you mean '{name}'?"))
}

/// The text of each key that was given, and where.
#[derive(Default)]
pub(super) struct Given(BTreeMap<&'static str, (String, String)>);

impl Given {
    /// Reads one key with its reader, or its default.
    pub(super) fn read<T>(
        &self,
        key: &'static str,
        default: &str,
        allowed: &Allowed<T>,
    ) -> Result<T, ConfigError> {
        let (place, text) = self
            .0
            .get(key)
            .map_or(("default", default), |(place, text)| (place, text.as_str()));
        allowed.read(text).ok_or_else(|| ConfigError::BadValue {
            place: place.to_owned(),
            key,
            value: if SECRET.iter().any(|end| key.ends_with(end)) {
                "(hidden)".to_owned()
            } else {
                format!("'{text}'")
            },
            allowed: allowed.description.clone(),
        })
    }

    fn set(&mut self, place: &str, name: &str, text: String) -> Result<(), ConfigError> {
        let unknown = || ConfigError::UnknownKey {
            place: place.to_owned(),
            key: name.to_owned(),
        };
        let Key { name, .. } = Config::KEYS
            .iter()
            .find(|key| key.name == name)
            .ok_or_else(unknown)?;
        self.0.insert(name, (place.to_owned(), text));
        Ok(())
    }
}

impl Config {
    /// Reads the file at `path`, then the environment. Without a path it is the file that
    /// `LIANXIN_CONFIG` names, else `lianxin.toml` in the working directory where there is one.
    ///
    /// # Errors
    /// When a named file can't be read, a key does not exist or a value is not allowed.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let named = path
            .map(Path::to_path_buf)
            .or_else(|| std::env::var_os(FILE_VARIABLE).map(PathBuf::from));
        let usual = Path::new(USUAL_FILE);
        let path = named.or_else(|| usual.exists().then(|| usual.to_path_buf()));
        let file = match path {
            None => None,
            Some(path) => match std::fs::read_to_string(&path) {
                Ok(text) => Some((path, text)),
                Err(source) => return Err(ConfigError::Unreadable { path, source }),
            },
        };
        Self::from_parts(
            file.as_ref()
                .map(|(path, text)| (path.as_path(), text.as_str())),
            std::env::vars_os().filter_map(|(name, value)| {
                Some((
                    name.into_string().ok()?,
                    value.to_string_lossy().into_owned(),
                ))
            }),
        )
    }

    /// [`Config::load`] on texts: the file's path and content, and the environment. An empty
    /// environment variable counts as not set, because that is how a container's settings leave
    /// one out.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_parts(
        file: Option<(&Path, &str)>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut given = Given::default();
        if let Some((path, text)) = file {
            let table: toml::Table = text.parse().map_err(|source| ConfigError::Syntax {
                path: path.to_path_buf(),
                source,
            })?;
            for (name, value) in table {
                given.set(&path.display().to_string(), &name, plain(&value))?;
            }
        }
        let mut shared = None;
        for (variable, value) in environment {
            if value.is_empty() || variable == FILE_VARIABLE {
                continue;
            }
            if variable == "DATABASE_URL" {
                shared = Some(value);
            } else if let Some(name) = variable.strip_prefix(PREFIX) {
                given
                    .set(&variable, &name.to_lowercase(), value)
                    .map_err(|_| ConfigError::UnknownKey {
                        place: "environment".to_owned(),
                        key: variable.clone(),
                    })?;
            }
        }
        // The name that every tool knows, unless our own variable says otherwise.
        if let Some(value) = shared
            && !given
                .0
                .get("database_url")
                .is_some_and(|(place, _)| place.starts_with(PREFIX))
        {
            given.set("DATABASE_URL", "database_url", value)?;
        }
        Self::build(&given)
    }
}

/// A TOML value as the environment would say it, so that both have one reader.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join(",")
        }
        other => other.to_string(),
    }
}

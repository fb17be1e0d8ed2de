//! The data directory of PostgreSQL: made once, prepared before every start.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::finder::{self, Binaries, Places};
use super::home::{make_private, sync_dir};
use super::passwords::Passwords;
use super::settings::{OPERATORS, OURS, Settings};
use super::{Account, Error, Home, Role};
use crate::config::{Config, DatabaseUrl};

/// Number in the socket's name where no TCP port is asked for.
const USUAL_PORT: u16 = 5432;

/// A data directory with the programs that open it.
#[derive(Clone)]
pub(crate) struct Cluster {
    pub(crate) home: Home,
    pub(crate) data: PathBuf,
    pub(crate) binaries: Binaries,
    passwords: Passwords,
    sockets: PathBuf,
    port: u16,
    tcp: bool,
    connections: u32,
}

impl Cluster {
    /// Finds the programs and makes the data directory where there is none. The caller holds the
    /// lock of the home.
    pub(crate) fn prepare(home: Home, config: &Config) -> Result<Self, Error> {
        let data = home.cluster();
        let binaries = Self::programs(&home, config, &data)?;
        let passwords = match Passwords::read(&home.data_dir)? {
            Some(passwords) => passwords,
            None if data.exists() => {
                let passwords = Passwords::generate();
                tracing::warn!("the file with the database's passwords is gone; new ones are made");
                let cluster = Self::assemble(
                    home.clone(),
                    config,
                    data.clone(),
                    binaries.clone(),
                    passwords.clone(),
                )?;
                cluster.write_settings()?;
                cluster.set_admin_password()?;
                passwords.store(&home.data_dir)?;
                passwords
            }
            None => {
                let passwords = Passwords::generate();
                passwords.store(&home.data_dir)?;
                passwords
            }
        };
        let cluster = Self::assemble(home, config, data, binaries, passwords)?;
        if !cluster.data.exists() {
            cluster.initialise()?;
        }
        cluster.write_settings()?;
        Ok(cluster)
    }

    /// The cluster of a home where another process runs it, or did.
    pub(crate) fn existing(home: Home, config: &Config) -> Result<Self, Error> {
        let data = home.cluster();
        let binaries = finder::find(
            &Places::here(config.pg_bin.as_deref()),
            version(&data)?.map(|v| (data.as_path(), v)),
        )?;
        let passwords = Passwords::read(&home.data_dir)?.ok_or_else(|| Error::Passwords {
            path: Passwords::path(&home.data_dir),
            reason: "it is not there".to_owned(),
        })?;
        Self::assemble(home, config, data, binaries, passwords)
    }

    /// A data directory that was unpacked at `data`, with a new password for its superuser.
    pub(crate) fn unpacked(
        home: Home,
        config: &Config,
        data: PathBuf,
    ) -> Result<(Self, Passwords), Error> {
        let binaries = Self::programs(&home, config, &data)?;
        let passwords = Passwords::generate();
        let cluster = Self::assemble(home, config, data, binaries, passwords.clone())?;
        cluster.write_settings()?;
        cluster.set_admin_password()?;
        Ok((cluster, passwords))
    }

    fn programs(home: &Home, config: &Config, data: &Path) -> Result<Binaries, Error> {
        let places = Places::here(config.pg_bin.as_deref());
        let binaries = finder::find(&places, version(data)?.map(|v| (data, v)))?;
        within_reach(home, binaries)
    }

    fn assemble(
        home: Home,
        config: &Config,
        data: PathBuf,
        binaries: Binaries,
        passwords: Passwords,
    ) -> Result<Self, Error> {
        let port = config.pg_port.unwrap_or(USUAL_PORT);
        let sockets = home.sockets(port)?;
        Ok(Self {
            data,
            binaries,
            passwords,
            sockets,
            port,
            tcp: config.pg_port.is_some(),
            connections: config.app_connections + config.worker_connections,
            home,
        })
    }

    /// The address of one of our databases as a role.
    pub(crate) fn url(&self, role: Role, database: &str) -> Result<DatabaseUrl, Error> {
        DatabaseUrl::at_socket(
            &self.sockets,
            self.port,
            role.name(),
            self.passwords.of(role),
            database,
        )
        .ok_or_else(|| Error::Path(self.sockets.clone()))
    }

    /// The passwords of the roles.
    pub(crate) const fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// A program of PostgreSQL, to be run by the right account.
    pub(crate) fn program(&self, name: &str) -> Command {
        self.home.account.command(&self.binaries.dir.join(name))
    }

    /// Where PostgreSQL writes its log.
    pub(crate) fn log(&self) -> Result<PathBuf, Error> {
        self.home.beside("log")
    }

    fn initialise(&self) -> Result<(), Error> {
        tracing::info!(
            cluster = %self.data.display(), postgresql = %self.binaries.version,
            account = self.home.account.name(), "making a new database"
        );
        // Built beside and renamed: a crash in the middle leaves no directory that looks finished.
        let scratch = self.home.scratch("initdb-")?;
        let mut password = tempfile::NamedTempFile::new_in(scratch.path())
            .map_err(Error::file("can't write in", scratch.path()))?;
        writeln!(password, "{}", self.passwords.of(Role::Admin))
            .map_err(Error::file("can't write", password.path()))?;
        self.home.account.give(password.path())?;
        let made = scratch.path().join("cluster");
        // Every system has C.UTF-8 or, where it is old, en_US.UTF-8; sorting is by code point in
        // both cases, characters are letters as Unicode says.
        self.initdb(&made, password.path(), "C.UTF-8")
            .or_else(|_| self.initdb(&made, password.path(), "en_US.UTF-8"))?;
        let main = made.join("postgresql.conf");
        let text = std::fs::read_to_string(&main).map_err(Error::file("can't read", &main))?;
        let includes =
            format!("{text}\ninclude_if_exists = '{OURS}'\ninclude_if_exists = '{OPERATORS}'\n");
        self.replace(&main, &includes)?;
        std::fs::rename(&made, &self.data).map_err(Error::file("can't create", &self.data))?;
        sync_dir(self.data.parent().unwrap_or(&self.data))
    }

    fn initdb(&self, target: &Path, password: &Path, characters: &str) -> Result<(), Error> {
        let mut command = self.program("initdb");
        command
            .arg("--pgdata")
            .arg(target)
            .arg("--pwfile")
            .arg(password)
            .args(["--username", Role::Admin.name()])
            .args([
                "--encoding=UTF8",
                "--auth=scram-sha-256",
                "--data-checksums",
            ])
            .args([
                "--lc-collate=C",
                "--lc-messages=C",
                "--lc-monetary=C",
                "--lc-numeric=C",
                "--lc-time=C",
            ])
            .arg(format!("--lc-ctype={characters}"));
        if self.binaries.major >= 17 {
            command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
        }
        run("initdb", &mut command).map(drop)
    }

    fn write_settings(&self) -> Result<(), Error> {
        let settings = Settings {
            sockets: &self.sockets,
            log: &self.log()?,
            port: self.port,
            tcp: self.tcp,
            connections: self.connections,
        };
        self.replace(&self.data.join(OURS), &settings.render())
    }

    /// Replaces a file of the cluster by renaming: whole or not at all, and never through a link
    /// that the account may have put in its place.
    fn replace(&self, path: &Path, text: &str) -> Result<(), Error> {
        let dir = path.parent().unwrap_or(path);
        let mut file =
            tempfile::NamedTempFile::new_in(dir).map_err(Error::file("can't write in", dir))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.as_file().sync_all())
            .map_err(Error::file("can't write", path))?;
        self.home.account.give(file.path())?;
        file.persist(path)
            .map_err(|error| Error::file("can't write", path)(error.error))?;
        sync_dir(dir)
    }

    /// Sets the superuser's password without knowing the old one, by a server in single-user mode:
    /// who owns the files may do that. It also finishes a recovery that was due.
    fn set_admin_password(&self) -> Result<(), Error> {
        let mut command = self.program("postgres");
        command
            .arg("--single")
            .arg("-D")
            .arg(&self.data)
            .args(["-c", "logging_collector=off", "postgres"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let failed = |output: String| Error::Program {
            program: "postgres --single",
            output,
        };
        let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
        if let Some(mut input) = child.stdin.take() {
            let statement = format!(
                "ALTER ROLE {} PASSWORD '{}'\n",
                Role::Admin.name(),
                self.passwords.of(Role::Admin)
            );
            input
                .write_all(statement.as_bytes())
                .map_err(|error| failed(error.to_string()))?;
        }
        let output = child
            .wait_with_output()
            .map_err(|error| failed(error.to_string()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        // A refused statement does not show in the exit status.
        if output.status.success() && !said.contains("ERROR:") && !said.contains("FATAL:") {
            Ok(())
        } else {
            Err(failed(tail(&said)))
        }
    }
}

/// Major version that made a data directory; `None` where there is none yet.
pub(crate) fn version(data: &Path) -> Result<Option<u32>, Error> {
    let path = data.join("PG_VERSION");
    if !data.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(Error::file("can't read", &path))?;
    text.trim().parse().map(Some).map_err(|_| {
        Error::file("can't understand", &path)(std::io::Error::other(format!(
            "'{}' is no version",
            text.trim()
        )))
    })
}

/// Programs in a directory that the account can't enter (a checkout under root's home) are copied
/// to where it can.
fn within_reach(home: &Home, binaries: Binaries) -> Result<Binaries, Error> {
    if home.account.can_enter(&binaries.dir) {
        return Ok(binaries);
    }
    let root = binaries.dir.parent().unwrap_or(&binaries.dir);
    let target = home
        .cluster()
        .with_file_name(format!("programs-{}", binaries.version));
    if !target.exists() {
        // Programs that don't carry their own files, as a distribution has them, can't be moved.
        if !["bin", "lib", "share"]
            .iter()
            .all(|part| root.join(part).is_dir())
        {
            return Err(Error::OutOfReach {
                account: home.account.name().unwrap_or_default().to_owned(),
                dir: binaries.dir,
            });
        }
        let scratch = home.scratch("programs-new-")?;
        for part in ["bin", "lib", "share"] {
            copy_tree(&root.join(part), &scratch.path().join(part))?;
        }
        open_to_read(scratch.path())?;
        std::fs::rename(scratch.path(), &target).map_err(Error::file("can't create", &target))?;
        tracing::info!(
            from = %root.display(), to = %target.display(), account = home.account.name(),
            "copied PostgreSQL's programs to where their account can reach them"
        );
    }
    Ok(Binaries {
        dir: target.join("bin"),
        ..binaries
    })
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), Error> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.map_err(|error| Error::file("can't read", from)(error.into()))?;
        let target = entry
            .path()
            .strip_prefix(from)
            .map_or_else(|_| to.to_path_buf(), |rest| to.join(rest));
        let kind = entry.file_type();
        if kind.is_dir() {
            make_private(&target)?;
            open_to_read(&target)?;
        } else if kind.is_symlink() {
            std::fs::read_link(entry.path())
                .and_then(|link| std::os::unix::fs::symlink(link, &target))
                .map_err(Error::file("can't create", &target))?;
        } else {
            std::fs::copy(entry.path(), &target).map_err(Error::file("can't copy to", &target))?;
        }
    }
    Ok(())
}

fn open_to_read(dir: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o755))
        .map_err(Error::file("can't change the permissions of", dir))
}

fn run(program: &'static str, command: &mut Command) -> Result<String, Error> {
    let failed = |output: String| Error::Program { program, output };
    let output = command
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(failed(tail(&String::from_utf8_lossy(&output.stderr))))
    }
}

/// The last lines of an output, where the reason stands.
pub(crate) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

impl std::fmt::Debug for Cluster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cluster")
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

impl Account {
    /// Makes this account the owner of everything under a directory.
    pub(crate) fn give_all(&self, dir: &Path) -> Result<(), Error> {
        for entry in walkdir::WalkDir::new(dir) {
            let entry = entry.map_err(|error| Error::file("can't read", dir)(error.into()))?;
            self.give(entry.path())?;
        }
        Ok(())
    }
}

//! The database as the rest of the server uses it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use migrations::City;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, PgConnection, PgPool};

use super::connection::{DATABASE, close, connect, create_database, migrate, take_turn};
use super::home::Lock;
use super::passwords::Passwords;
use super::postmaster::running;
use super::roles::{self, Role, refuse_privileged_role};
use super::supervisor::Supervisor;
use super::{Cluster, Error, Home};
use crate::config::{Config, DatabaseUrl};

/// How long a command waits for the server that is just starting the database.
const STARTING: Duration = Duration::from_secs(60);

/// What is told about the PostgreSQL that the server manages.
#[derive(Debug, Clone)]
pub struct Managed {
    /// The data directory of PostgreSQL, absolute.
    pub directory: PathBuf,
    /// Directory of its programs.
    pub programs: PathBuf,
    /// Version of its programs, such as `18.4`.
    pub version: String,
    /// Process id; 0 while it is being started again, or where another process manages it.
    pub pid: i32,
}

/// A database that is up to date and ready to work, and the PostgreSQL behind it where the server
/// manages one. Call [`Database::stop`] at the end, after the last request.
#[derive(Debug)]
pub struct Database {
    admin: DatabaseUrl,
    owner: DatabaseUrl,
    app: DatabaseUrl,
    worker: DatabaseUrl,
    cities: Vec<City>,
    cluster: Option<Cluster>,
    // In this order they are dropped: PostgreSQL is told to end before the directory is free.
    supervisor: Option<Supervisor>,
    lock: Option<Lock>,
    limits: Limits,
}

#[derive(Debug, Clone)]
struct Limits {
    app: u32,
    worker: u32,
    wait: Duration,
    statement: Duration,
}

impl Limits {
    const fn of(config: &Config) -> Self {
        Self {
            app: config.app_connections,
            worker: config.worker_connections,
            wait: Duration::from_secs(config.connection_wait_seconds),
            statement: Duration::from_secs(config.statement_seconds),
        }
    }
}

impl Database {
    /// For `serve`: starts the managed PostgreSQL, or connects to `database_url`; makes the roles
    /// and brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has the data directory, and whatever else keeps the
    /// database from being ready.
    pub async fn ready(config: &Config) -> Result<Self, Error> {
        match &config.database_url {
            Some(url) => Self::external(config, url).await,
            None => {
                let home = Home::open(&config.data_dir)?;
                let lock = home.lock()?;
                Self::manage(config, home, lock).await
            }
        }
    }

    /// For commands beside the server: uses the database of a server that runs on the data directory
    /// already, as it is, and otherwise does as [`Database::ready`].
    ///
    /// # Errors
    /// As [`Database::ready`], but not [`Error::InUse`].
    pub async fn open(config: &Config) -> Result<Self, Error> {
        if let Some(url) = &config.database_url {
            return Self::external(config, url).await;
        }
        let home = Home::open(&config.data_dir)?;
        let begun = std::time::Instant::now();
        loop {
            let held = match home.lock() {
                Ok(lock) => return Self::manage(config, home, lock).await,
                Err(error @ Error::InUse { .. }) => error,
                Err(error) => return Err(error),
            };
            // The server may be about to make the database, or about to end.
            if running(&home.cluster()).is_some()
                && let Ok(database) = Self::attach(config, home.clone()).await
            {
                return Ok(database);
            }
            if begun.elapsed() > STARTING {
                return Err(held);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn manage(config: &Config, home: Home, lock: Lock) -> Result<Self, Error> {
        let settings = config.clone();
        let cluster = tokio::task::spawn_blocking(move || Cluster::prepare(home, &settings))
            .await
            .map_err(|error| Error::Program {
                program: "initdb",
                output: error.to_string(),
            })??;
        let supervisor = Supervisor::start(cluster.clone()).await?;
        let mut database = Self::of_cluster(config, cluster)?;
        database.supervisor = Some(supervisor);
        database.lock = Some(lock);
        if let Err(error) = database.establish().await {
            database.stop().await;
            return Err(error);
        }
        Ok(database)
    }

    async fn establish(&mut self) -> Result<(), Error> {
        let Some(cluster) = &self.cluster else {
            return Ok(());
        };
        create_database(&self.admin).await?;
        let mut admin = connect(&self.admin).await?;
        take_turn(&mut admin).await?;
        roles::ensure(&mut admin, &self.admin, cluster.passwords()).await?;
        self.cities = migrate(&self.owner).await?;
        close(admin).await;
        Ok(())
    }

    async fn attach(config: &Config, home: Home) -> Result<Self, Error> {
        let mut database = Self::of_cluster(config, Cluster::existing(home, config)?)?;
        database.cities = migrations::cities(&mut connect(&database.owner).await?).await?;
        Ok(database)
    }

    fn of_cluster(config: &Config, cluster: Cluster) -> Result<Self, Error> {
        let url = |role| cluster.url(role, DATABASE);
        Ok(Self {
            admin: url(Role::Admin)?,
            owner: url(Role::Owner)?,
            app: url(Role::App)?,
            worker: url(Role::Worker)?,
            cities: Vec::new(),
            cluster: Some(cluster),
            supervisor: None,
            lock: None,
            limits: Limits::of(config),
        })
    }

    async fn external(config: &Config, url: &DatabaseUrl) -> Result<Self, Error> {
        let mut admin = connect(url).await?;
        roles::refuse_old_server(&mut admin, url).await?;
        take_turn(&mut admin).await?;
        let (owner, app, worker) = match (&config.app_database_url, &config.worker_database_url) {
            (Some(app), Some(worker)) => {
                for (key, address, role) in [
                    ("database_url", url, Role::Owner),
                    ("app_database_url", app, Role::App),
                    ("worker_database_url", worker, Role::Worker),
                ] {
                    named(key, address, role)?;
                }
                (url.clone(), app.clone(), worker.clone())
            }
            _ if !roles::may_create_roles(&mut admin).await? => {
                return Err(Error::CannotCreateRoles {
                    role: url.role().to_owned(),
                });
            }
            _ => {
                let home = Home::open(&config.data_dir)?;
                let passwords = match Passwords::read(&home.data_dir)? {
                    Some(passwords) => passwords,
                    None => {
                        let passwords = Passwords::generate();
                        passwords.store(&home.data_dir)?;
                        passwords
                    }
                };
                roles::ensure(&mut admin, url, &passwords).await?;
                let address = |role: Role| {
                    url.with_role(role.name(), passwords.of(role))
                        .ok_or_else(|| Error::Path(home.data_dir.clone()))
                };
                (
                    address(Role::Owner)?,
                    address(Role::App)?,
                    address(Role::Worker)?,
                )
            }
        };
        let cities = migrate(&owner).await?;
        close(admin).await;
        Ok(Self {
            admin: url.clone(),
            owner,
            app,
            worker,
            cities,
            cluster: None,
            supervisor: None,
            lock: None,
            limits: Limits::of(config),
        })
    }

    /// The address of a role, with its password.
    #[must_use]
    pub const fn address(&self, role: Role) -> &DatabaseUrl {
        match role {
            Role::Admin => &self.admin,
            Role::Owner => &self.owner,
            Role::App => &self.app,
            Role::Worker => &self.worker,
        }
    }

    /// One connection as a role.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn connect(&self, role: Role) -> Result<PgConnection, Error> {
        connect(self.address(role)).await
    }

    /// The pool of a role that serves: [`Role::App`] or [`Role::Worker`].
    ///
    /// # Errors
    /// [`Error::Privileged`] when the role could pass the policies, which the other two roles can by
    /// their nature.
    pub async fn pool(&self, role: Role) -> Result<PgPool, Error> {
        let address = self.address(role);
        let sql = || Error::sql(format!("can't connect to the database at {address}"));
        let limits = &self.limits;
        let mut options = roles::options(address).map_err(sql())?;
        if role == Role::App {
            let statement = format!("{}s", limits.statement.as_secs());
            options = options.options([("statement_timeout", statement.as_str())]);
        }
        let connections = if role == Role::App {
            limits.app
        } else {
            limits.worker
        };
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(limits.wait)
            // One that was just in use needs no question whether it lives: that would be a round
            // trip more for every request.
            .test_before_acquire(false)
            .before_acquire(|conn, meta| {
                Box::pin(async move {
                    if meta.idle_for > Duration::from_secs(1) {
                        conn.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(sql())?;
        let mut conn = pool.acquire().await.map_err(sql())?;
        refuse_privileged_role(&mut conn).await?;
        drop(conn);
        Ok(pool)
    }

    /// The cities that the database served when it was opened.
    #[must_use]
    pub fn cities(&self) -> &[City] {
        &self.cities
    }

    /// The PostgreSQL that is managed here; `None` where `database_url` points elsewhere.
    #[must_use]
    pub fn managed(&self) -> Option<Managed> {
        self.cluster.as_ref().map(|cluster| Managed {
            directory: cluster.data.clone(),
            programs: cluster.binaries.dir.clone(),
            version: cluster.binaries.version.clone(),
            pid: self.supervisor.as_ref().map_or(0, Supervisor::pid),
        })
    }

    pub(crate) const fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }

    /// Stops the managed PostgreSQL and gives the data directory free. Close the pools before.
    pub async fn stop(mut self) {
        if let Some(supervisor) = self.supervisor.take() {
            supervisor.stop().await;
        }
        drop(self.lock.take());
    }

    /// The address of a role without starting anything, for `lianxin database-url`. The managed
    /// database answers there only while a server runs.
    ///
    /// # Errors
    /// When there is no database yet.
    pub fn url(config: &Config, role: Role) -> Result<DatabaseUrl, Error> {
        let home = Home::open(&config.data_dir)?;
        let Some(url) = &config.database_url else {
            return Cluster::existing(home, config)?.url(role, DATABASE);
        };
        let given = match role {
            Role::Admin => Some(url),
            Role::Owner if url.role() == role.name() => Some(url),
            Role::Owner => None,
            Role::App => config.app_database_url.as_ref(),
            Role::Worker => config.worker_database_url.as_ref(),
        };
        if let Some(address) = given {
            return Ok(address.clone());
        }
        let missing = |reason: &str| Error::Passwords {
            path: Passwords::path(&home.data_dir),
            reason: reason.to_owned(),
        };
        let passwords =
            Passwords::read(&home.data_dir)?.ok_or_else(|| missing("it is not there"))?;
        url.with_role(role.name(), passwords.of(role))
            .ok_or_else(|| missing("it does not fit database_url"))
    }

    /// Whether a PostgreSQL runs on the managed data directory now.
    #[must_use]
    pub fn is_running(data_dir: &Path) -> bool {
        let cluster = data_dir.join("postgres/cluster");
        cluster
            .canonicalize()
            .is_ok_and(|data| running(&data).is_some())
    }
}

fn named(key: &'static str, address: &DatabaseUrl, role: Role) -> Result<(), Error> {
    if address.role() == role.name() {
        Ok(())
    } else {
        Err(Error::WrongRole {
            key,
            wanted: role.name(),
            role: address.role().to_owned(),
        })
    }
}

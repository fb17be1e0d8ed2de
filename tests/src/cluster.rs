//! The PostgreSQL of a test run, and databases made from a template that was migrated once.

use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, PgConnection};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Password of the three roles in a cluster of tests.
const PASSWORD: &str = "lianxin-test";

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

struct Template {
    superuser: PgConnectOptions,
    name: String,
}

/// Connects to a new database that holds the migrated catalogue and one empty city.
pub(crate) struct Fresh {
    superuser: PgConnectOptions,
    name: String,
}

impl Fresh {
    pub(crate) async fn new() -> Self {
        let template = TEMPLATE.get_or_init(Template::build).await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let mut conn = template
            .superuser
            .connect()
            .await
            .expect("the test cluster answers");
        conn.execute(AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE {} OWNER lianxin_owner",
            template.name
        )))
        .await
        .expect("a database from the template");
        Self {
            superuser: template.superuser.clone(),
            name,
        }
    }

    /// Options of a role in this database.
    pub(crate) fn role(&self, role: &str) -> PgConnectOptions {
        let here = self.superuser.clone().database(&self.name);
        // The superuser is whoever the address names.
        if role == "postgres" {
            return here;
        }
        here.username(role).password(PASSWORD)
    }
}

impl Template {
    async fn build() -> Self {
        let url = std::env::var("LIANXIN_TEST_DATABASE_URL")
            .expect("run the tests by `make test`, or set LIANXIN_TEST_DATABASE_URL to the address of a superuser of a PostgreSQL that is there for tests alone");
        let superuser =
            PgConnectOptions::from_str(&url).expect("LIANXIN_TEST_DATABASE_URL is an address");
        let name = format!("template_{}", Uuid::now_v7().simple());
        let mut conn = superuser.connect().await.expect("the test cluster answers");
        for role in ["lianxin_owner", "lianxin_app", "lianxin_worker"] {
            // Several test binaries may start at once; whoever comes second finds the role.
            drop(
                conn.execute(AssertSqlSafe(format!("CREATE ROLE {role} LOGIN")))
                    .await,
            );
            drop(
                conn.execute(AssertSqlSafe(format!(
                    "ALTER ROLE {role} PASSWORD '{PASSWORD}'"
                )))
                .await,
            );
        }
        conn.execute(AssertSqlSafe(format!(
            "CREATE DATABASE {name} OWNER lianxin_owner"
        )))
        .await
        .expect("a template");
        let owner = superuser
            .clone()
            .username("lianxin_owner")
            .password(PASSWORD)
            .database(&name);
        let mut conn: PgConnection = owner.connect().await.expect("the owner may connect");
        migrations::migrate(&mut conn)
            .await
            .expect("the catalogue migrates");
        migrations::add_city(&mut conn, "3713", "临沂市")
            .await
            .expect("a city migrates");
        Self { superuser, name }
    }
}

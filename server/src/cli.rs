//! The command line of the binary `lianxin`: what it understands, and the help that teaches it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::postgres::Role;

/// 连心 · Lianxin: a platform for trade unions' help to migrant workers' households.
#[derive(Debug, Clone, PartialEq, Eq, Parser)]
#[command(
    name = "lianxin",
    version,
    about = "连心 · Lianxin: a platform for trade unions' help to migrant workers' households",
    long_about = "连心 · Lianxin: a platform for trade unions' help to migrant workers' households.\n\n\
        The server keeps its data in PostgreSQL: one that it runs itself in its data directory, or the one \
        that DATABASE_URL names. Settings come from a TOML file and from environment variables.",
    after_long_help = "First steps:\n  \
        lianxin demo                                 fill an empty database with a fictional city\n  \
        lianxin serve                                start, and print the address\n\n\
        A real city instead:\n  \
        lianxin import-tree divisions.csv            one union for each division\n  \
        lianxin user add --union 371302 --name 王芳  the first administrator, with a one-time code\n  \
        lianxin serve",
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// The settings' file (TOML). Without it the settings' defaults hold, and the environment's variables.
    #[arg(
        long,
        short,
        global = true,
        value_name = "FILE",
        env = "LIANXIN_CONFIG"
    )]
    pub config: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Start the server.
    ///
    /// Starts the managed PostgreSQL where no DATABASE_URL is set, brings its tables up to date, and serves the
    /// API and the web client until it gets SIGTERM or Ctrl-C; requests in flight are finished first.
    Serve,

    /// Bring the database's tables up to date.
    ///
    /// `serve` does so by itself on a managed PostgreSQL. With a database of your own, run this as the role
    /// that owns the tables before you start a new version; running it again changes nothing.
    Migrate,

    /// Fill an empty database with a fictional city.
    ///
    /// The tree of unions is the real one of Linyi; all people are invented, from a fixed seed, so every run
    /// makes the same city. Prints the accounts to sign in with. Refuses a database that holds a city already.
    #[command(after_help = "Examples:\n  \
        lianxin demo                       about 3,000 households\n  \
        lianxin demo --households 600000   the large city of the benchmarks")]
    Demo(DemoArgs),

    /// Make the first administrator of a union, or let a person choose a new password.
    ///
    /// Everybody else is invited in the web client by an administrator. Both commands print a one-time code,
    /// which the person types at the first sign-in; it is shown once and kept nowhere.
    User {
        /// What to do.
        #[command(subcommand)]
        action: UserCommand,
    },

    /// Make a union for each division of a table.
    ///
    /// The table is CSV in UTF-8 with the heading `code,name,level,parent_code` and a line for each division: its
    /// code (GB/T 2260, GB/T 10114: 4 digits for the city, 6 for a county, 9 for a township, 12 for a village), its
    /// name, its level (city, county, township or village) and the code of the division above it. Divisions that
    /// have their union already are left as they are; an error changes nothing and names its line.
    #[command(after_help = "Example:\n  lianxin import-tree divisions.csv")]
    ImportTree(ImportTreeArgs),

    /// List and rotate the keys that sign access tokens and seal personal numbers.
    ///
    /// The keys lie in files outside the database. Keep a copy of the vault's keys apart from the backups of
    /// the database: without them the numbers in it can't be read by anybody.
    Keys {
        /// What to do.
        #[command(subcommand)]
        action: KeysCommand,
    },

    /// Copy the managed database, photographs and documents while the server runs.
    ///
    /// Writes an online base backup with its write-ahead log, and the files of the data directory's `objects`
    /// (a bucket is not copied): one file where the path ends in .tar, otherwise a
    /// new directory. The keys are not in it unless asked for: keep their copy elsewhere, because who holds both
    /// can read every number.
    #[command(after_help = "Examples:\n  \
        lianxin backup /backups/lianxin-$(date +%F).tar\n  \
        lianxin backup --with-keys /safe/lianxin-$(date +%F).tar   everything in one place")]
    Backup {
        /// The file or directory to make.
        #[arg(value_name = "PATH")]
        target: PathBuf,
        /// Put the key files into it too.
        #[arg(long)]
        with_keys: bool,
    },

    /// Make the managed database from a backup.
    ///
    /// The server must not run, and the data directory must hold no database: move the old one away first.
    #[command(after_help = "Example:\n  lianxin restore /backups/lianxin-2026-11-24.tar")]
    Restore {
        /// What `backup` wrote.
        #[arg(value_name = "PATH")]
        source: PathBuf,
    },

    /// Recount the statistics, check the audit trail's chain, the ledger, and the bytes of photographs and documents.
    ///
    /// Changes nothing. Ends with status 1 when something does not agree, and says what.
    Verify(VerifyArgs),

    /// Print the API's schema (SDL).
    ///
    /// Needs no database.
    #[command(after_help = "Example:\n  lianxin schema > schema.graphql")]
    Schema,

    /// Print the database's address, for psql and other tools.
    ///
    /// The address of the managed database works while the server runs. The owner sees no row of a city before
    /// it says `SET lianxin.maintenance = 'on'`; dumps are taken as the administrator.
    #[command(after_help = "Examples:\n  \
        psql \"$(lianxin database-url)\"\n  \
        pg_dump --format=custom --file=lianxin.dump \"$(lianxin database-url --role admin)\"")]
    DatabaseUrl(DatabaseUrlArgs),
}

/// Whose address of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct DatabaseUrlArgs {
    /// The role that logs in there.
    #[arg(long, value_enum, default_value_t = Role::Owner)]
    pub role: Role,
}

/// How large the fictional city is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct DemoArgs {
    /// How many households live there; a third as many cadres help them.
    #[arg(long, value_name = "N", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub households: u32,
    /// Do nothing where the database holds a city already.
    #[arg(long)]
    pub if_empty: bool,
}

/// One city of several.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CityArg {
    /// Name (临沂市) or code (3713) of the city; needed where the database holds several.
    #[arg(long, value_name = "CITY")]
    pub city: Option<String>,
}

/// What `user` can do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum UserCommand {
    /// Make an administrator's post at a union and print the code that invites to it.
    #[command(after_help = "Examples:\n  \
        lianxin user add --union 371302 --name 王芳\n  \
        lianxin user add --union union_0198c0de138172348567813812345678 --name 王芳 --title 主席")]
    Add(UserAddArgs),
    /// Print a code with which a person chooses a new password. All sign-ins of that person end with it.
    #[command(after_help = "Example:\n  lianxin user reset --login wangfang")]
    Reset(UserResetArgs),
}

/// Who becomes administrator, and where.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct UserAddArgs {
    /// The union: its division's code, its credit code, its name or its id.
    #[arg(long, value_name = "UNION")]
    pub union: String,
    /// Name of the person.
    #[arg(long)]
    pub name: String,
    /// 职务: title of the post.
    #[arg(long, default_value = "管理员")]
    pub title: String,
    /// The city.
    #[command(flatten)]
    pub city: CityArg,
}

/// Who gets a new password.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct UserResetArgs {
    /// The login name.
    #[arg(long)]
    pub login: String,
    /// The city.
    #[command(flatten)]
    pub city: CityArg,
}

/// Which table becomes a tree.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ImportTreeArgs {
    /// The table of divisions (CSV).
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// What `keys` can do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum KeysCommand {
    /// Show the keys' numbers and ages, never the keys.
    List,
    /// Make a new key that is used from now on; the former ones still open what they made.
    ///
    /// Running servers sign with a new key within a minute, and publish it at /.well-known/jwks.json; a new
    /// vault key is used after their next start.
    #[command(after_help = "Examples:\n  \
        lianxin keys rotate signing              every few months\n  \
        lianxin keys rotate signing --at-once    a key may have leaked\n  \
        lianxin keys rotate vault                new numbers get the new key")]
    Rotate {
        /// The kind of key.
        #[command(subcommand)]
        kind: RotateCommand,
    },
}

/// Which key is replaced, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum RotateCommand {
    /// The key that signs access tokens.
    Signing {
        /// Refuse all tokens of the former keys at once, instead of waiting for their end; browsers fetch new
        /// ones by themselves.
        #[arg(long)]
        at_once: bool,
    },
    /// The key that seals identity and telephone numbers.
    ///
    /// The former ones stay in the file for ever: without them nobody can read what they sealed.
    Vault,
}

/// What is checked.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct VerifyArgs {
    /// What to check.
    #[arg(value_enum, default_value_t = Verification::All)]
    pub what: Verification,
    /// The city; all of them by default.
    #[command(flatten)]
    pub city: CityArg,
}

/// What can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Verification {
    /// The maintained figures against a recount.
    Statistics,
    /// The chain of the audit trail: nothing was cut out or changed.
    Audit,
    /// The ledger of dedicated funds: every balance, every sum, every hash.
    Ledger,
    /// The bytes of photographs and documents: each is there and can be opened.
    Attachments,
    /// Everything.
    All,
}

#[cfg(test)]
#[path = "cli_tests.rs"]
mod tests;

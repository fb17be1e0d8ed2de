//! The command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Lianxin 连心: the unions' help to migrant workers' households.
#[derive(Debug, Parser)]
#[command(
    name = "lianxin",
    version,
    about,
    long_about = "Lianxin 连心: the unions' help to migrant workers' households.\n\n\
        Without further settings the data lies in ./data, PostgreSQL is started and stopped with the server, and \
        pages are served at http://127.0.0.1:8080. Settings come from a TOML file (--config) and from environment \
        variables; docs/operating.md lists them all.",
    after_help = "A first try:  lianxin serve --demo\nIn earnest:   lianxin import-tree divisions.csv --city 3713 临沂市 && lianxin user add --union 临沂市总工会 --name 王建国 && lianxin serve"
)]
pub struct Cli {
    /// Settings (TOML); without it lianxin.toml in the working directory, where there is one.
    #[arg(long, global = true, value_name = "FILE", env = "LIANXIN_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the web client until stopped (Ctrl-C or SIGTERM)
    #[command(long_about = "Serve the API and the web client until stopped (Ctrl-C or SIGTERM).\n\nBrings the database up to date first. Requests in flight finish before it ends.")]
    Serve {
        /// Load the demo city first where the database holds none
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to date and end
    Migrate,
    /// Load the demo city: Linyi's real tree with fictional people
    #[command(long_about = "Load the demo city: Linyi's real tree of unions with fictional people, always the same ones.\n\n\
        The city must be empty. It is loaded whole or not at all; 600,000 households take minutes.")]
    Demo {
        /// How many households
        #[arg(long, default_value_t = 3000, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=2_000_000))]
        households: u32,
        /// Load it on this day instead of today, so that dates are the same on every day
        #[arg(long, value_name = "YYYY-MM-DD", hide = true)]
        today: Option<NaiveDate>,
    },
    /// Add a union's administrator, or let somebody set a new password
    User(UserArgs),
    /// Give every division of a list its union
    #[command(name = "import-tree", long_about = "Give every division of a list its union, named as such unions are named.\n\n\
        The list is CSV in UTF-8 with the columns code, name, level (city, county, township, village) and parent_code. \
        What is there already stays as it is, so a longer list can be imported later.",
        after_help = "Example:  lianxin import-tree linyi.csv")]
    ImportTree {
        /// The list
        file: PathBuf,
    },
    /// The keys that sign tokens and seal personal numbers
    Keys {
        /// What to do with them
        #[command(subcommand)]
        action: KeysAction,
    },
    /// Write a backup while the server runs
    #[command(long_about = "Write a backup of the managed PostgreSQL while the server runs.\n\n\
        The backup holds no keys: keep a copy of the key directory apart from it, or the personal numbers in it can't be read.")]
    Backup {
        /// A directory that does not exist yet
        directory: PathBuf,
    },
    /// Put a backup into an empty data directory
    Restore {
        /// The backup
        directory: PathBuf,
    },
    /// Prove that what is stored is consistent
    #[command(long_about = "Prove that what is stored is consistent. Ends with an error where it is not.\n\n\
        statistics: counts everything again and compares with the maintained figures.\naudit: follows the chain of hashes and finds what was changed, cut out or slipped in.")]
    Verify {
        /// What to verify
        #[arg(value_enum, default_value = "all")]
        what: Verify,
    },
    /// Print the GraphQL schema (SDL)
    Schema,
    /// Print the address of the managed database, for psql and other tools
    #[command(name = "database-url", long_about = "Print the address of the managed database, for psql and other tools.\n\n\
        The server must be running. The address holds a password: treat it as one.",
        after_help = "Example:  psql \"$(lianxin database-url)\" -c 'SET search_path = city_3713; SET lianxin.maintenance = on; SELECT count(*) FROM household'")]
    DatabaseUrl {
        /// As which role
        #[arg(long = "as", value_enum, default_value = "owner")]
        role: DatabaseRole,
    },
}

/// Arguments of `user`.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: UserAction,
}

/// What to do with a person.
#[derive(Debug, Subcommand)]
pub enum UserAction {
    /// Make somebody a union's administrator and print the one-time code to begin with
    #[command(after_help = "Example:  lianxin user add --union 临沂市总工会 --name 王建国 --title 办公室主任")]
    Add {
        /// Name of the union, as in the tree
        #[arg(long)]
        union: String,
        /// Name of the person
        #[arg(long)]
        name: String,
        /// Duty (职务)
        #[arg(long, default_value = "管理员")]
        title: String,
        /// Code of the city, where there are several
        #[arg(long)]
        city: Option<String>,
    },
    /// Print a one-time code with which somebody sets a new password
    Reset {
        /// Login name
        login: String,
        /// Code of the city, where there are several
        #[arg(long)]
        city: Option<String>,
    },
}

/// What to do with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum KeysAction {
    /// List the keys; their secret halves are never printed
    List,
    /// Add a new key that is used from now on; the former ones still verify and open
    Rotate {
        /// Which key
        #[arg(value_enum)]
        key: KeyKind,
    },
}

/// Kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyKind {
    /// Signs access tokens; running servers take the new one within seconds.
    Signing,
    /// Seals personal numbers; servers take the new one when they start again.
    Vault,
}

/// What can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Verify {
    /// The maintained figures.
    Statistics,
    /// The audit trail.
    Audit,
    /// Both.
    All,
}

/// Roles of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DatabaseRole {
    /// Owns the tables; sees rows only after `SET lianxin.maintenance = on`.
    Owner,
    /// Serves requests; sees rows only within a scope.
    App,
    /// Runs the jobs.
    Worker,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent_and_every_command_says_what_it_does() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
        }
    }

    #[test]
    fn commands_are_read() {
        let read = |line: &str| Cli::try_parse_from(line.split(' ')).map(|cli| cli.command);
        assert!(matches!(read("lianxin serve --demo"), Ok(Command::Serve { demo: true })));
        assert!(matches!(read("lianxin demo --households 600000"), Ok(Command::Demo { households: 600_000, .. })));
        assert!(matches!(read("lianxin verify"), Ok(Command::Verify { what: Verify::All })));
        assert!(matches!(read("lianxin keys rotate vault"), Ok(Command::Keys { action: KeysAction::Rotate { key: KeyKind::Vault } })));
        assert!(matches!(read("lianxin database-url --as app"), Ok(Command::DatabaseUrl { role: DatabaseRole::App })));
        for wrong in ["lianxin", "lianxin demo --households 0", "lianxin import-tree", "lianxin serve now"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}

//! Settings of the managed PostgreSQL, written anew before every start.

use std::path::Path;

/// Name of the file in the data directory of PostgreSQL that holds our settings.
pub(crate) const OURS: &str = "lianxin.conf";
/// Name of the file there in which an operator overrules them; it is never touched.
pub(crate) const OPERATORS: &str = "local.conf";

/// What the settings depend on.
pub(crate) struct Settings<'a> {
    /// Directory of the Unix socket.
    pub(crate) sockets: &'a Path,
    /// Directory of the log.
    pub(crate) log: &'a Path,
    /// Number in the socket's name, and the TCP port where one is open.
    pub(crate) port: u16,
    /// Whether to listen on 127.0.0.1 as well.
    pub(crate) tcp: bool,
    /// Connections that our pools may hold.
    pub(crate) connections: u32,
}

impl Settings<'_> {
    /// The text of the file. Memory is sized for a small machine with two cores; a larger one
    /// overrules it.
    pub(crate) fn render(&self) -> String {
        let sockets = quote(self.sockets);
        let log = quote(self.log);
        let listen = if self.tcp { "127.0.0.1" } else { "" };
        // Room for an operator's psql, a backup and the jobs' listeners beside the pools.
        let connections = self.connections + 20;
        let port = self.port;
        format!(
            "# Written by lianxin before every start. Your own settings go into {OPERATORS} beside this file.

# Who may connect: this machine, through a socket in a directory that is closed to others.
listen_addresses = '{listen}'
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = {connections}

# What was committed stays, also after a power cut.
fsync = on
full_page_writes = on
synchronous_commit = on
wal_level = replica

# Two cores, a few gigabytes of memory, a solid-state disk.
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
wal_compression = on
max_wal_size = '2GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
jit = off

timezone = 'UTC'
lc_messages = 'C'

# A week of logs. Details and statements may hold what a person typed, so neither is written.
logging_collector = on
log_directory = '{log}'
log_filename = 'postgresql-%a.log'
log_rotation_age = '1d'
log_rotation_size = 0
log_truncate_on_rotation = on
log_file_mode = 0600
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = none
"
        )
    }
}

fn quote(path: &Path) -> String {
    path.display().to_string().replace('\'', "''")
}

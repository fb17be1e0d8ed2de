//! Where a checkout of the project may lie, whose `web-client/node_modules` brings what no crate does.

use std::path::{Path, PathBuf};

/// The working directory, and the program's own place upwards, because a checkout is started from
/// anywhere.
pub(crate) fn checkouts() -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = std::env::current_dir().into_iter().collect();
    if let Ok(program) = std::env::current_exe() {
        places.extend(program.ancestors().skip(1).map(Path::to_path_buf));
    }
    places
}

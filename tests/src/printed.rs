//! Texts that tests print into files of the repository, so that a change is a visible diff.

use std::path::Path;

/// Compares the text with a file of this crate; with `LIANXIN_PRINT=1` writes the file instead.
///
/// # Panics
/// When the file is not as printed.
pub fn matches_file(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("LIANXIN_PRINT").is_some() {
        std::fs::write(&path, text).expect("the file can be written");
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let differences: Vec<String> = diff(&written, text);
    assert!(
        differences.is_empty(),
        "{file} is not as printed now; if that is meant, run the test with LIANXIN_PRINT=1 and commit the file:\n{}",
        differences.join("\n")
    );
}

fn diff(before: &str, after: &str) -> Vec<String> {
    let gone = before
        .lines()
        .filter(|line| !after.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"));
    let new = after
        .lines()
        .filter(|line| !before.lines().any(|other| other == *line))
        .map(|line| format!("+ {line}"));
    let mut lines: Vec<String> = gone.chain(new).collect();
    if lines.is_empty() && before != after {
        lines.push("the order of the lines differs".into());
    }
    lines
}

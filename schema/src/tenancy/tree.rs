//! Paths of the union tree: one segment of four characters and a dot per level.

/// Characters of one segment, its dot included.
pub const SEGMENT: usize = 5;

/// The path of the city's own federation. Its segment is the city's code, so that no path of one city
/// means anything in another.
#[must_use]
pub fn root(city_schema: &str) -> String {
    format!("{}.", city_schema.trim_start_matches("city_"))
}

/// The path of the n-th child (1-based; base 36, four characters).
///
/// Returns `None` past the last number, 36^4 − 1 children.
#[must_use]
pub fn child_path(parent: &str, number: u32) -> Option<String> {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    if number >= 36_u32.pow(4) {
        return None;
    }
    let mut path = String::with_capacity(parent.len() + SEGMENT);
    path.push_str(parent);
    for power in (0..4).rev() {
        let digit = number / 36_u32.pow(power) % 36;
        path.push(char::from(DIGITS[digit as usize]));
    }
    path.push('.');
    Some(path)
}

/// The paths of all unions above, from the root down to the parent.
#[must_use]
pub fn lineage(path: &str) -> Vec<String> {
    (1..path.len() / SEGMENT)
        .map(|level| path[..level * SEGMENT].to_owned())
        .collect()
}

/// The end of the range that holds exactly the subtree of `path`.
#[must_use]
pub fn subtree_end(path: &str) -> String {
    format!("{path}~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_sort_as_the_tree() {
        assert_eq!(child_path("", 1).as_deref(), Some("0001."));
        assert_eq!(child_path("0001.", 36).as_deref(), Some("0001.0010."));
        assert_eq!(child_path("", 36_u32.pow(4)), None);
        assert_eq!(lineage("0001.0010.0002."), ["0001.", "0001.0010."]);
        assert!(lineage("0001.").is_empty());
        let (inside, outside) = ("0001.zzzz.zzzz.", "0002.");
        assert!(inside < subtree_end("0001.").as_str() && outside > subtree_end("0001.").as_str());
    }
}

//! Numbers that the city gives out: letters and six digits or more, such as WQ000012.

/// A number as it stands on a paper, however it was typed: WQ000012 for wq000012, WQ12 and 12.
#[must_use]
pub fn whole(letters: &str, typed: &str) -> String {
    let typed = typed.trim().to_uppercase();
    let digits = typed.strip_prefix(letters).unwrap_or(&typed);
    format!("{letters}{digits:0>6}")
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_is_found_with_and_without_its_letters_and_zeros() {
        for typed in ["WQ000012", " wq000012 ", "WQ12", "12", "000012"] {
            assert_eq!(whole("WQ", typed), "WQ000012");
        }
        assert_eq!(whole("WQ", "WQ1234567"), "WQ1234567");
    }
}

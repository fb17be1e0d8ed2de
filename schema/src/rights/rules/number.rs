//! The number of a case.

/// A number as it stands on a case, however it was typed: WQ000012 for wq000012, WQ12 and 12.
#[must_use]
pub fn whole_number(typed: &str) -> String {
    let typed = typed.trim().to_uppercase();
    let digits = typed.strip_prefix("WQ").unwrap_or(&typed);
    format!("WQ{digits:0>6}")
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn a_number_is_found_with_and_without_its_letters_and_zeros() {
        for typed in ["WQ000012", " wq000012 ", "WQ12", "12", "000012"] {
            assert_eq!(whole_number(typed), "WQ000012");
        }
        assert_eq!(whole_number("WQ1234567"), "WQ1234567");
    }
}

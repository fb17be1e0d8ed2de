//! What a case is called where names are not read.

/// The label of a case: 张** for one worker, 张**等3人 for three.
#[must_use]
pub fn label(first_masked: &str, concerned: i32) -> String {
    if concerned > 1 {
        format!("{first_masked}等{concerned}人")
    } else {
        first_masked.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_label_says_how_many_there_are() {
        assert_eq!(label("张**", 1), "张**");
        assert_eq!(label("张**", 3), "张**等3人");
    }
}

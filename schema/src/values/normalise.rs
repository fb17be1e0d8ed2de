//! What Chinese input methods and copied tables put into numbers, undone in one place.

/// The half-width form of a full-width ASCII variant (U+FF01–FF5E) or ideographic space (U+3000);
/// every other character unchanged.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A number as typed, without white space and in half-width characters.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(half_width)
        .collect()
}

/// Whether a dash of any of the shapes that stand between the groups of a number.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// Whether the first two digits of a division code name a province-level division (GB/T 2260):
/// the 34 of them, with 71 Taiwan, 81 Hong Kong, 82 Macau; 83 is the second code of Taiwan that
/// residence permits for its residents carry.
pub(crate) fn is_province(code: &[u8]) -> bool {
    matches!(
        code,
        [b'1' | b'6', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'7', b'1']
            | [b'8', b'1'..=b'3']
            | [b'5', b'0'..=b'4']
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_are_those_of_the_standard() {
        // GB/T 2260-2007, table 1: 31 on the mainland, Taiwan, Hong Kong, Macau; 83 is explained above.
        let provinces = [
            11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50,
            51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
        ];
        for code in 0..100 {
            let text = format!("{code:02}");
            assert_eq!(
                is_province(text.as_bytes()),
                provinces.contains(&code),
                "{text}"
            );
        }
    }

    #[test]
    fn full_width_becomes_half_width() {
        assert_eq!(compact(" ３７　1Ｘ\t"), "371X");
        assert_eq!(half_width('中'), '中');
    }
}

//! What may stand on a public notice. Names are masked by construction; this is about the words that people
//! add to them (many counties published identity numbers, cards and illnesses).

use crate::privacy::contains_personal_number;

/// Why a text is not fit to be hung out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeFault {
    /// An identity number, a card or a telephone of a person.
    Number,
    /// Words of an illness or a disability.
    Illness(&'static str),
}

/// Words of health. Programmes are named by their own names, which stand outside of such texts.
const ILLNESS: &[&str] = &[
    "癌",
    "肿瘤",
    "白血病",
    "尿毒症",
    "透析",
    "艾滋",
    "乙肝",
    "肝炎",
    "肺结核",
    "精神",
    "抑郁",
    "残疾",
    "瘫痪",
    "截瘫",
    "偏瘫",
    "智障",
    "失明",
    "聋哑",
    "病",
    "手术",
    "化疗",
    "放疗",
    "移植",
    "住院",
    "诊断",
    "尘肺",
];

/// Whether a text names no number of a person and no illness.
///
/// # Errors
/// What it names.
pub fn fit_for_notice(text: &str) -> Result<(), NoticeFault> {
    if contains_personal_number(text).is_some() {
        return Err(NoticeFault::Number);
    }
    match ILLNESS.iter().find(|word| text.contains(**word)) {
        Some(word) => Err(NoticeFault::Illness(word)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_illnesses_are_found_and_plain_words_are_not() {
        assert_eq!(fit_for_notice("2026年金秋助学拟救助对象公示"), Ok(()));
        assert_eq!(
            fit_for_notice("户主患尿毒症"),
            Err(NoticeFault::Illness("尿毒症"))
        );
        assert_eq!(
            fit_for_notice("卡号 6222 0202 0011 2233 446"),
            Err(NoticeFault::Number)
        );
        assert_eq!(
            fit_for_notice("身份证11010519491231002X"),
            Err(NoticeFault::Number)
        );
        assert_eq!(fit_for_notice("联系 13905391234"), Err(NoticeFault::Number));
    }
}

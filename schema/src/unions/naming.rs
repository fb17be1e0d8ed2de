//! How unions are named, and how their names are searched. No I/O.

use super::rules::UnionLevel;
use crate::values::person_name;

/// How villages' and communities' committees end, in full, short, and as lists mistype them.
const VILLAGE: [&str; 2] = ["村民委员会", "村委会"];
const COMMUNITY: [&str; 4] = ["居民委员会", "居委会", "居民委员", "居会"];

/// Name of a division's union, as such unions are named: 临沂市总工会, 兰山区总工会, 银雀山街道总工会
/// for a street or town, 前街村工会 for a village, 金雀山社区工会 for a community.
#[must_use]
pub fn division_union_name(division: &str, level: UnionLevel) -> String {
    match level {
        UnionLevel::Community | UnionLevel::Grassroots => {
            let strip = |endings: &[&str]| {
                endings
                    .iter()
                    .find_map(|ending| division.strip_suffix(ending))
            };
            let place = match (strip(&VILLAGE), strip(&COMMUNITY)) {
                (Some(name), _) if !name.ends_with(['村', '区']) => format!("{name}村"),
                (None, Some(name)) if !name.ends_with(['村', '区']) => format!("{name}社区"),
                (Some(name), _) | (None, Some(name)) => name.to_owned(),
                (None, None) => division.to_owned(),
            };
            format!("{place}工会")
        }
        _ => format!(
            "{}总工会",
            division.strip_suffix("办事处").unwrap_or(division)
        ),
    }
}

/// The name for narrow places: 兰山区 for 兰山区总工会.
#[must_use]
pub fn short_name(name: &str) -> String {
    ["总工会", "工会联合会", "工会委员会", "工会"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|short| !short.is_empty())
        .unwrap_or(name)
        .to_owned()
}

/// What a search looks through: the name, its initials and pinyin, and the codes.
#[must_use]
pub fn search_text(name: &str, division_code: Option<&str>, credit_code: Option<&str>) -> String {
    person_name::search_text(name, &[division_code, credit_code])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unions_are_named_after_their_divisions() {
        use UnionLevel as L;
        for (division, level, name) in [
            ("临沂市", L::Municipal, "临沂市总工会"),
            ("兰山区", L::County, "兰山区总工会"),
            (
                "临沂高新技术产业开发区",
                L::County,
                "临沂高新技术产业开发区总工会",
            ),
            ("银雀山街道", L::Township, "银雀山街道总工会"),
            ("兰山街道办事处", L::Township, "兰山街道总工会"),
            ("化家村村民委员会", L::Community, "化家村工会"),
            ("东街村委会", L::Community, "东街村工会"),
            ("新居村委会", L::Community, "新居村工会"),
            ("祥园社区居民委员会", L::Community, "祥园社区工会"),
            ("某某社区村民委员会", L::Community, "某某社区工会"),
            ("苍源居委会", L::Community, "苍源社区工会"),
            ("孙蒿科社区居会", L::Community, "孙蒿科社区工会"),
            ("开元社区居民委员", L::Community, "开元社区工会"),
        ] {
            assert_eq!(division_union_name(division, level), name);
        }
    }

    #[test]
    fn a_union_is_found_by_characters_pinyin_initials_and_codes() {
        let text = search_text("费县总工会", Some("371325"), None);
        assert_eq!(text, "费县总工会|fxzgh|feixianzonggonghui|371325");
        assert_eq!(short_name("费县总工会"), "费县");
        assert_eq!(short_name("前街村工会"), "前街村");
        assert_eq!(short_name("总工会"), "总工会");
    }
}

use proptest::prelude::*;

use super::*;

fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

/// What `LIKE '%term%'` answers, escapes resolved.
fn finds(name: &PersonName, query: &str) -> bool {
    let Some(term) = search_term(query) else {
        return false;
    };
    let mut literal = String::new();
    let mut chars = term.chars();
    while let Some(c) = chars.next() {
        assert!(c != '%' && c != '_', "an unescaped metacharacter in {term}");
        literal.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    name.search_text().contains(&literal)
}

#[test]
fn accepts_and_normalises() {
    for (text, form) in [
        ("张三", "张三"),
        ("　张　三 ", "张三"),
        ("欧阳\t修", "欧阳修"),
        ("买买提•艾力", "买买提·艾力"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        // A character outside the first plane (吉 in its form 𠮷), and 〇.
        ("𠮷〇", "𠮷〇"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("O’Brien", "O'Brien"),
        ("Jean-Luc Picard", "Jean-Luc Picard"),
        ("J. Smith Jr.", "J. Smith Jr."),
        // Decomposed on the way in (as some systems write file names), composed here.
        ("Zoe\u{308} Bru\u{308}ck", "Zoë Brück"),
    ] {
        assert_eq!(name(text).as_str(), form, "{text}");
    }
}

#[test]
fn refuses_with_the_precise_reason() {
    use PersonNameError::*;
    for (text, reason) in [
        ("", Empty),
        (" \u{3000}", Empty),
        ("张", TooShort),
        ("张\0三", Invisible),
        ("张三\n李四", Invisible),
        ("张\u{202e}三", Invisible),
        ("张三1", Digit),
        ("张三１", Digit),
        ("13812345678", Digit),
        ("张三Ⅱ", Digit),
        ("张三😀", Character('😀')),
        ("张**", Character('*')),
        ("张三、李四", Character('、')),
        ("张三(男)", Character('(')),
        ("张-三", Character('-')),
        ("Иван", Character('И')),
        ("李Mary", Mixed),
        ("·艾力", Separator),
        ("买买提··艾力", Separator),
        ("Anne-", Separator),
    ] {
        assert_eq!(PersonName::parse(text), Err(reason), "{text}");
    }
    assert_eq!(
        PersonName::parse(&"王".repeat(51)),
        Err(TooLong { got: 51 })
    );
    assert!(PersonName::parse(&"王".repeat(50)).is_ok());
}

#[test]
fn masks_all_but_the_surname() {
    for (text, masked) in [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳修", "欧阳*"),
        ("诸葛孔明", "诸葛**"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买**·**"),
        ("John Smith", "J*** *****"),
    ] {
        assert_eq!(name(text).masked(), masked, "{text}");
    }
    assert_eq!(format!("{:?}", name("张三丰")), "PersonName(张**)");
}

#[test]
fn reads_names_aloud() {
    // Readings as surnames: 现代汉语词典, 7th edition, entries marked 姓.
    for (text, initials, pinyin) in [
        ("张三", "zs", "zhangsan"),
        ("单雄信", "sxx", "shanxiongxin"),
        ("曾国藩", "zgf", "zengguofan"),
        ("解放", "xf", "xiefang"),
        ("仇英", "qy", "qiuying"),
        ("区平", "op", "ouping"),
        ("查良镛", "zly", "zhaliangyong"),
        ("盖伟", "gw", "gewei"),
        ("任强", "rq", "renqiang"),
        ("翟光", "zg", "zhaiguang"),
        ("逄海", "ph", "panghai"),
        ("吕梁", "ll", "lvliang"),
        ("尉迟恭", "ycg", "yuchigong"),
        ("长孙皇", "zsh", "zhangsunhuang"),
        ("万俟卨", "mqx", "moqixie"),
        ("买买提·艾力", "mmtal", "maimaitiaili"),
        ("John Smith", "js", "johnsmith"),
    ] {
        let name = name(text);
        assert_eq!(
            (name.initials().as_str(), name.pinyin().as_str()),
            (initials, pinyin),
            "{text}"
        );
    }
}

#[test]
fn is_found_by_characters_initials_and_pinyin() {
    let zhang = name("张三丰");
    for query in [
        "张三",
        "三丰",
        "zsf",
        "ZSF",
        "ｚｓ",
        "zhang",
        "Zhang San",
        "sanfeng",
        "张 三",
    ] {
        assert!(finds(&zhang, query), "{query}");
    }
    for query in [
        "", " ", "%", "_", "张%丰", "张_丰", "\\", "zsfz", "丰z", "丰|zsf", "李",
    ] {
        assert!(!finds(&zhang, query), "{query}");
    }
    let gai = name("盖伟");
    assert!(finds(&gai, "gewei") && finds(&gai, "gaiwei"));
    let lv = name("吕布");
    assert!(finds(&lv, "lvbu") && finds(&lv, "LÜ BU"));
    assert!(finds(&name("买买提·艾力"), "买买提艾力") && finds(&name("买买提·艾力"), "提•艾"));
}

#[test]
fn search_terms_carry_no_metacharacters() {
    assert_eq!(search_term("50%_\\"), Some("50\\%\\_\\\\".into()));
    assert_eq!(search_term("\0 ·|"), None);
}

proptest! {
    #[test]
    fn every_part_of_a_name_finds_it(text in "[\u{4e00}-\u{9fa5}]{2,6}", from in 0usize..5, len in 1usize..6) {
        let name = name(&text);
        let part: String = text.chars().skip(from).take(len).collect();
        prop_assert!(part.is_empty() || finds(&name, &part));
        prop_assert!(finds(&name, &name.pinyin()) || name.pinyin().is_empty());
        prop_assert!(finds(&name, &name.initials()) || name.initials().is_empty());
    }

    #[test]
    fn a_mask_keeps_the_length_and_hides_the_given_name(text in "[\u{4e00}-\u{9fa5}]{2,6}") {
        let masked = name(&text).masked();
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        prop_assert!(masked.ends_with('*'));
    }

    #[test]
    fn reading_twice_changes_nothing(text in any::<String>()) {
        let _ = search_term(&text);
        if let Ok(once) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(once.as_str()), Ok(once.clone()));
            let _ = (once.masked(), once.search_text());
        }
    }

    #[test]
    fn latin_names_stay(text in "[A-Z][a-zà-ÿ]{1,8}( |-|')[A-Z][a-z]{1,8}") {
        if !text.contains('÷') {
            let parsed = name(&text);
            prop_assert_eq!(parsed.as_str(), &text);
        }
    }
}

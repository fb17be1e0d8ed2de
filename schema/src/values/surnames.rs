//! Surnames whose reading or length can't be told from their characters alone.

/// Surnames of two characters (复姓) still borne today; in a name of three or more characters, and as
/// a name's first two of two, they count as one surname. Pairs that are more often a single surname
/// with a given name are left out.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "轩辕", "夏侯", "端木", "独孤", "南宫", "司空", "西门", "百里", "呼延", "东郭", "闻人",
    "公冶", "澹台", "濮阳", "淳于", "单于", "太史", "申屠", "仲孙", "钟离", "宗政", "公羊", "赫连",
    "鲜于", "闾丘", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "漆雕", "乐正", "拓跋", "段干",
    "左丘", "羊舌", "微生", "完颜", "纳兰", "叶赫", "那拉", "万俟", "第五", "歐陽", "司馬", "諸葛",
];

/// Readings of surnames that differ from the usual reading of the character (现代汉语词典, entries marked
/// 姓), the first the standard one. Where a second is in wide local use both are found.
const READINGS: &[(&str, &[&str])] = &[
    ("单", &["shan"]),
    ("單", &["shan"]),
    ("曾", &["zeng"]),
    ("解", &["xie"]),
    ("仇", &["qiu"]),
    ("区", &["ou"]),
    ("區", &["ou"]),
    ("查", &["zha"]),
    ("盖", &["ge", "gai"]),
    ("葛", &["ge"]),
    ("任", &["ren"]),
    ("华", &["hua"]),
    ("朴", &["piao"]),
    ("尉", &["wei", "yu"]),
    ("乐", &["yue", "le"]),
    ("员", &["yun"]),
    ("贠", &["yun"]),
    ("翟", &["zhai", "di"]),
    ("覃", &["qin", "tan"]),
    ("繁", &["po"]),
    ("冼", &["xian"]),
    ("洗", &["xian"]),
    ("黑", &["he", "hei"]),
    ("折", &["she"]),
    ("逄", &["pang"]),
    ("逢", &["pang", "feng"]),
    ("牟", &["mu", "mou"]),
    ("那", &["na"]),
    ("缪", &["miao"]),
    ("宓", &["mi", "fu"]),
    ("费", &["fei", "bi"]),
    ("盛", &["sheng"]),
    ("石", &["shi"]),
    ("宿", &["su"]),
    ("隗", &["wei", "kui"]),
    ("句", &["gou"]),
    ("过", &["guo"]),
    ("哈", &["ha"]),
    ("晁", &["chao"]),
    ("种", &["chong"]),
    ("秘", &["bi"]),
    ("祭", &["zhai"]),
    ("召", &["shao"]),
    ("乜", &["nie"]),
    ("撒", &["sa"]),
    ("应", &["ying"]),
    ("柏", &["bai"]),
    ("薄", &["bo"]),
    ("纪", &["ji"]),
    ("燕", &["yan"]),
    ("贾", &["jia"]),
    ("车", &["che"]),
    ("曲", &["qu"]),
    ("沈", &["shen"]),
    ("臧", &["zang"]),
    ("藏", &["zang"]),
    ("郇", &["xun", "huan"]),
    ("郗", &["xi", "chi"]),
    ("阚", &["kan"]),
    ("能", &["nai"]),
    ("佴", &["nai"]),
    ("厍", &["she"]),
    ("相", &["xiang"]),
    ("卜", &["bu"]),
    ("谷", &["gu"]),
    ("呙", &["guo"]),
    ("瞿", &["qu"]),
    ("谌", &["chen", "shen"]),
    ("重", &["chong"]),
    ("粘", &["nian"]),
    ("占", &["zhan"]),
    ("於", &["yu"]),
    ("褚", &["chu"]),
    ("幺", &["yao"]),
    ("眭", &["sui"]),
    ("訾", &["zi"]),
    ("殷", &["yin"]),
    ("宁", &["ning"]),
    ("甯", &["ning"]),
    ("都", &["du"]),
    ("强", &["qiang"]),
    ("万", &["wan"]),
    ("郝", &["hao"]),
    ("莘", &["shen", "xin"]),
    ("降", &["jiang"]),
    ("长", &["chang"]),
    ("欧阳", &["ouyang"]),
    ("长孙", &["zhangsun"]),
    ("万俟", &["moqi"]),
    ("尉迟", &["yuchi"]),
    ("单于", &["chanyu"]),
    ("澹台", &["tantai"]),
    ("鲜于", &["xianyu"]),
    ("令狐", &["linghu"]),
    ("亓官", &["qiguan"]),
    ("乐正", &["yuezheng"]),
    ("颛孙", &["zhuansun"]),
    ("夏侯", &["xiahou"]),
    ("宇文", &["yuwen"]),
    ("百里", &["baili"]),
    ("拓跋", &["tuoba"]),
    ("那拉", &["nala"]),
];

/// Splits a name without separators into surname and given name. A name of one character is all surname.
pub fn split(name: &str) -> (&str, &str) {
    if let Some(given) = COMPOUND
        .iter()
        .find_map(|surname| name.strip_prefix(surname))
    {
        return name.split_at(name.len() - given.len());
    }
    let first = name.chars().next().map_or(0, char::len_utf8);
    name.split_at(first)
}

/// The readings of a surname where they differ from those of its characters, in plain lower-case letters.
pub(crate) fn readings(surname: &str) -> Option<&'static [&'static str]> {
    READINGS
        .iter()
        .find(|(known, _)| *known == surname)
        .map(|(_, readings)| *readings)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn splits_compound_surnames() {
        for (name, surname, given) in [
            ("张三", "张", "三"),
            ("欧阳修", "欧阳", "修"),
            ("诸葛", "诸葛", ""),
            ("单雄信", "单", "雄信"),
            ("单于明", "单于", "明"),
            ("𠮷野", "𠮷", "野"),
            ("王", "王", ""),
            ("", "", ""),
        ] {
            assert_eq!(split(name), (surname, given), "{name}");
        }
    }

    #[test]
    fn the_tables_are_sound() {
        let names: HashSet<_> = READINGS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), READINGS.len(), "a surname stands twice");
        for (name, readings) in READINGS {
            assert!(
                readings
                    .iter()
                    .all(|r| r.bytes().all(|b| b.is_ascii_lowercase())),
                "{name}"
            );
            assert!(
                name.chars().count() == 1 || COMPOUND.contains(name),
                "{name}"
            );
        }
    }
}

//! Names as Linyi bears them: surnames by frequency, given names by decade of birth and sex.

use chrono::{Datelike, NaiveDate};

use super::chance::Chance;
use crate::values::{PersonName, Sex};

/// Surnames with weights: roughly their shares in Shandong in tenths of a per cent, with surnames that are at
/// home in Linyi's counties (公 in Mengyin, 诸葛 in Yinan, 颜 in Feixian and Pingyi, 庄 in Junan).
const SURNAMES: &[(&str, u32)] = &[
    ("王", 105),
    ("张", 88),
    ("李", 84),
    ("刘", 74),
    ("孙", 38),
    ("赵", 33),
    ("陈", 28),
    ("杨", 28),
    ("徐", 26),
    ("高", 22),
    ("马", 18),
    ("宋", 18),
    ("朱", 16),
    ("周", 14),
    ("吴", 14),
    ("郭", 14),
    ("于", 14),
    ("韩", 12),
    ("胡", 11),
    ("姜", 10),
    ("崔", 9),
    ("董", 9),
    ("田", 8),
    ("郑", 8),
    ("魏", 8),
    ("冯", 7),
    ("林", 7),
    ("许", 7),
    ("曹", 7),
    ("杜", 7),
    ("孟", 7),
    ("庄", 6),
    ("薛", 6),
    ("鲁", 5),
    ("尹", 5),
    ("彭", 5),
    ("唐", 5),
    ("葛", 5),
    ("袁", 5),
    ("侯", 4),
    ("段", 4),
    ("石", 4),
    ("解", 4),
    ("公", 4),
    ("颜", 4),
    ("邵", 4),
    ("苗", 4),
    ("卞", 3),
    ("臧", 3),
    ("单", 3),
    ("密", 3),
    ("任", 3),
    ("梁", 3),
    ("贾", 3),
    ("殷", 3),
    ("严", 2),
    ("曾", 2),
    ("相", 2),
    ("郇", 2),
    ("凌", 2),
    ("来", 1),
    ("逄", 1),
    ("盖", 1),
    ("诸葛", 2),
    ("仇", 1),
    ("牟", 2),
    ("惠", 1),
    ("全", 1),
];

/// Given names of men and women of one generation; the first year of birth from which they are usual.
struct Generation {
    since: i32,
    men: &'static [&'static str],
    women: &'static [&'static str],
}

const GENERATIONS: &[Generation] = &[
    Generation {
        since: 1900,
        men: &[
            "宝山", "德福", "长贵", "玉田", "兆祥", "振东", "士忠", "传义", "连生", "广田", "守信",
            "金声", "洪恩", "培德", "福海", "庆余", "学礼", "凤岐", "继先", "景春",
        ],
        women: &[
            "秀英", "桂兰", "玉兰", "凤英", "淑兰", "桂英", "兰英", "月英", "秀兰", "玉珍", "素珍",
            "翠英", "桂香", "洪英", "增兰", "庆兰",
        ],
    },
    Generation {
        since: 1950,
        men: &[
            "建国", "卫东", "国庆", "建军", "爱国", "志强", "文革", "跃进", "立新", "永红", "新民",
            "胜利", "保国", "援朝", "解放", "德成", "纪明", "成功", "树林", "长江", "学军", "玉明",
        ],
        women: &[
            "爱华", "桂芳", "秀梅", "玉梅", "建华", "红梅", "秀芹", "凤霞", "春兰", "玉霞", "秀云",
            "素云", "桂霞", "淑芹", "学兰", "玉芹", "金凤", "新英",
        ],
    },
    Generation {
        since: 1970,
        men: &[
            "伟", "勇", "军", "强", "涛", "斌", "刚", "建华", "海波", "永刚", "志勇", "卫国",
            "晓东", "春雷", "祥军", "立军", "兆军", "宝刚", "洪涛", "金海", "士伟", "士军", "佃军",
            "学亮",
        ],
        women: &[
            "丽", "霞", "敏", "芳", "娟", "红", "艳", "燕", "玲", "梅", "春霞", "海燕", "红霞",
            "晓梅", "秀娟", "桂花", "建霞", "凤娟", "爱玲", "学芹", "庆华",
        ],
    },
    Generation {
        since: 1985,
        men: &[
            "鹏", "磊", "超", "杰", "帅", "凯", "飞", "浩", "龙", "晓明", "志鹏", "海龙", "文杰",
            "金龙", "祥龙", "洪波", "振宇", "绪亮", "宗磊", "明亮", "云鹏",
        ],
        women: &[
            "静", "婷", "娜", "倩", "雪", "莉莉", "丹丹", "文静", "晓燕", "晓丽", "海霞", "婷婷",
            "晶晶", "苗苗", "丽娜", "甜甜", "春燕", "庆梅", "蕾",
        ],
    },
    Generation {
        since: 1998,
        men: &[
            "子涵", "浩然", "宇航", "俊杰", "文博", "子豪", "博文", "天宇", "家豪", "佳明", "思远",
            "明轩", "皓轩", "一鸣", "瑞", "昊", "宇", "晨", "梓豪", "雨泽",
        ],
        women: &[
            "欣怡", "雨涵", "梦瑶", "佳怡", "诗涵", "子涵", "思雨", "雅琪", "梦琪", "可欣", "若涵",
            "晨曦", "佳琪", "悦", "欣", "慧", "雪婷", "雨桐", "梓萱",
        ],
    },
];

/// A surname by its frequency.
pub(super) fn surname(chance: &mut Chance) -> &'static str {
    chance.weighted(SURNAMES)
}

/// A full name for a person of this surname, birth and sex.
pub(super) fn full(chance: &mut Chance, surname: &str, birth: NaiveDate, sex: Sex) -> PersonName {
    let generation = GENERATIONS
        .iter()
        .rev()
        .find(|g| g.since <= birth.year())
        .unwrap_or(&GENERATIONS[0]);
    let names = match sex {
        Sex::Male => generation.men,
        Sex::Female => generation.women,
    };
    // Every table entry makes a name, as a test shows; the loop is there for the type.
    loop {
        if let Ok(name) = PersonName::parse(&format!("{surname}{}", chance.one(names))) {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::surnames;

    #[test]
    fn every_entry_makes_a_name_that_splits_again() {
        for (surname, _) in SURNAMES {
            for given in GENERATIONS.iter().flat_map(|g| g.men.iter().chain(g.women)) {
                let name = PersonName::parse(&format!("{surname}{given}")).unwrap();
                assert_eq!(surnames::split(name.as_str()), (*surname, *given));
            }
        }
    }
}

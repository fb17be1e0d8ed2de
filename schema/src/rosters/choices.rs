//! Values to choose from, and the words that people write for them.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::households::rules as r;
use crate::sheets::key;
use crate::text::Language;

/// One value of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its code.
    pub code: &'static str,
    /// Its Chinese name.
    pub label: &'static str,
    /// Its English name.
    pub english: &'static str,
}

/// The values of a column in the order of the forms, and other words for some of them.
#[derive(Debug)]
pub struct Choices {
    values: fn() -> Vec<Choice>,
    /// Other words, and the code that each stands for.
    words: &'static [(&'static str, &'static str)],
    /// Codes by all that people may write for them, made when first asked for.
    index: OnceLock<HashMap<String, &'static str>>,
}

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident: $kind:ty, [$($word:literal = $code:literal),* $(,)?]) => {
        $(#[$meta])*
        pub static $name: Choices = Choices {
            values: || <$kind>::ALL.iter().map(|value| Choice {
                code: value.code(),
                label: value.label(Language::Chinese),
                english: value.label(Language::English),
            }).collect(),
            words: &[$(($word, $code)),*],
            index: OnceLock::new(),
        };
    };
}

choices!(
    /// 户别
    KIND: r::HouseholdKind, ["结亲连心" = "LINKED", "联系户" = "LINKED", "本单位" = "OWN_UNIT"]);
choices!(
/// 户口类型
HUKOU: r::Hukou, [
    "农村" = "RURAL", "农业户口" = "RURAL", "农业户籍" = "RURAL", "城镇" = "URBAN", "城市" = "URBAN", "非农" = "URBAN",
    "非农业户口" = "URBAN", "城镇户口" = "URBAN", "农转非" = "CONVERTED", "居民" = "CONVERTED",
]);
choices!(
/// 住房类型
HOUSING: r::Housing, [
    "自有" = "OWNED", "自购" = "OWNED", "商品房" = "OWNED", "自建" = "SELF_BUILT", "自有房" = "OWNED",
    "公房" = "WORK_UNIT_RENT", "单位公房" = "WORK_UNIT_RENT", "廉租房" = "PUBLIC_RENT", "公租房" = "PUBLIC_RENT",
    "租赁" = "RENT", "租住" = "RENT", "宿舍" = "DORM", "集体宿舍" = "DORM", "工棚" = "DORM", "无" = "NONE",
]);
choices!(
/// 致困原因
CAUSE: r::HardshipCause, [
    "因病" = "ILLNESS", "疾病" = "ILLNESS", "大病" = "ILLNESS", "重病" = "ILLNESS", "患重特大疾病" = "ILLNESS", "因病致困" = "ILLNESS",
    "因残" = "DISABILITY", "因学" = "SCHOOLING", "上学" = "SCHOOLING", "因学致困" = "SCHOOLING", "因灾" = "DISASTER", "灾害" = "DISASTER",
    "意外" = "ACCIDENT", "意外灾害" = "ACCIDENT", "下岗失业" = "UNEMPLOYMENT", "下岗" = "UNEMPLOYMENT", "无业" = "UNEMPLOYMENT",
    "无劳力" = "NO_CAPACITY", "缺劳力" = "NO_CAPACITY", "丧失劳动能力" = "NO_CAPACITY", "收入低下" = "LOW_INCOME", "低收入" = "LOW_INCOME",
    "欠薪" = "WAGE_ARREARS", "单亲家庭" = "SINGLE_PARENT", "丧偶" = "WIDOWED_OR_ORPHANED", "孤老" = "WIDOWED_OR_ORPHANED", "其它" = "OTHER",
]);
choices!(
/// 帮扶需求
NEED: r::Need, [
    "就业" = "JOB", "工作" = "JOB", "培训" = "TRAINING", "创业" = "START_UP", "社保" = "SOCIAL_INSURANCE", "维权" = "RIGHTS",
    "生活" = "LIVING_RELIEF", "生活救助金" = "LIVING_RELIEF", "医疗" = "MEDICAL_AID", "助学" = "SCHOOL_AID", "入学" = "SCHOOL_ENTRY",
    "心理" = "COUNSELLING", "阅读" = "READING",
]);
choices!(
/// 困难类别
TIER: r::HardshipTier, [
    "深度" = "DEEP", "深度困难职工" = "DEEP", "相对" = "RELATIVE", "相对困难职工" = "RELATIVE", "意外致困职工" = "ACCIDENTAL",
    "低保" = "DIBAO", "低保边缘" = "NEAR_DIBAO",
]);
choices!(
    /// 困难职工档案
    NEEDY_FILE: r::NeedyFileState, ["无" = "NONE", "否" = "NONE", "申请" = "APPLIED", "建档" = "FILED", "是" = "FILED", "脱困" = "RELIEVED", "注销" = "REMOVED"]);
choices!(
/// 与户主关系
RELATION: r::Relation, [
    "户主" = "SELF", "本人" = "SELF", "户主本人" = "SELF", "妻" = "SPOUSE", "妻子" = "SPOUSE", "夫" = "SPOUSE", "丈夫" = "SPOUSE",
    "爱人" = "SPOUSE", "夫妻" = "SPOUSE", "儿子" = "SON", "长子" = "SON", "次子" = "SON", "三子" = "SON", "独生子" = "SON", "女儿" = "DAUGHTER",
    "长女" = "DAUGHTER", "次女" = "DAUGHTER", "三女" = "DAUGHTER", "独生女" = "DAUGHTER", "父亲" = "FATHER", "母亲" = "MOTHER",
    "岳父" = "IN_LAW", "岳母" = "IN_LAW", "公公" = "IN_LAW", "婆婆" = "IN_LAW", "祖父" = "GRANDPARENT", "祖母" = "GRANDPARENT",
    "爷爷" = "GRANDPARENT", "奶奶" = "GRANDPARENT", "外祖父" = "GRANDPARENT", "外祖母" = "GRANDPARENT", "孙子" = "GRANDCHILD",
    "孙女" = "GRANDCHILD", "外孙" = "GRANDCHILD", "外孙女" = "GRANDCHILD", "兄" = "SIBLING", "弟" = "SIBLING", "姐" = "SIBLING", "妹" = "SIBLING",
    "哥哥" = "SIBLING", "弟弟" = "SIBLING", "姐姐" = "SIBLING", "妹妹" = "SIBLING", "其它" = "OTHER", "儿媳" = "OTHER", "女婿" = "OTHER",
]);
choices!(
    /// 性别
    SEX: r::Sex, ["男性" = "MALE", "女性" = "FEMALE"]);
choices!(
/// 健康状况
HEALTH: r::Health, [
    "健康" = "GOOD", "一般" = "GOOD", "正常" = "GOOD", "好" = "GOOD", "疾病" = "COMMON_ILLNESS", "一般病" = "COMMON_ILLNESS",
    "大病" = "SERIOUS_ILLNESS", "重病" = "SERIOUS_ILLNESS", "重大病" = "SERIOUS_ILLNESS", "患大病" = "SERIOUS_ILLNESS", "恶性肿瘤" = "SERIOUS_ILLNESS",
    "慢病" = "CHRONIC_ILLNESS", "患慢性病" = "CHRONIC_ILLNESS", "高血压" = "CHRONIC_ILLNESS", "糖尿病" = "CHRONIC_ILLNESS", "残" = "DISABLED",
    "精神病" = "MENTAL_ILLNESS", "其它" = "OTHER",
]);
choices!(
/// 文化程度
EDUCATION: r::Education, [
    "无" = "NONE", "文盲" = "NONE", "学龄前" = "NONE", "学前" = "NONE", "未入学" = "NONE", "小学在读" = "PRIMARY", "初中在读" = "JUNIOR_MIDDLE",
    "高中在读" = "SENIOR_MIDDLE", "职高" = "VOCATIONAL", "中职" = "VOCATIONAL", "专科" = "COLLEGE", "大学专科" = "COLLEGE",
    "大学" = "BACHELOR", "大学本科" = "BACHELOR", "硕士" = "MASTER", "博士" = "MASTER", "研究生及以上" = "MASTER",
]);
choices!(
/// 学段
SCHOOL_LEVEL: r::SchoolLevel, [
    "小学在读" = "PRIMARY", "初中在读" = "JUNIOR_MIDDLE", "高中在读" = "SENIOR_MIDDLE", "职高" = "VOCATIONAL", "中专" = "VOCATIONAL",
    "专科" = "COLLEGE", "大学专科" = "COLLEGE", "大学" = "BACHELOR", "大学本科" = "BACHELOR", "硕士" = "MASTER", "博士" = "MASTER",
]);
choices!(
/// 就业意愿
WISH: r::Wish, [
    "外出务工" = "GO_OUT", "继续外出" = "GO_OUT", "创业" = "START_UP", "就地经营" = "LOCAL_PRODUCTION", "就地就业" = "LOCAL_PRODUCTION",
    "本单位提升" = "OWN_UNIT", "找工作" = "SEEKING", "无意愿" = "NONE",
]);

impl Choices {
    /// Every value.
    #[must_use]
    pub fn all(&self) -> Vec<Choice> {
        (self.values)()
    }

    /// The code that a text stands for: a name or a part of one between strokes or brackets, a code, an
    /// English name, or another word. `key` is the text as [`key`] makes it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.index.get_or_init(|| self.index()).get(key).copied()
    }

    fn index(&self) -> HashMap<String, &'static str> {
        let mut index = HashMap::new();
        let values = self.all();
        for choice in &values {
            for name in [choice.label, choice.code, choice.english] {
                index.entry(key(name)).or_insert(choice.code);
            }
        }
        for (word, code) in self.words {
            index.entry(key(word)).or_insert(*code);
        }
        // A part of a name stands for it unless it is a part of another's too.
        let parts = |choice: &Choice| {
            let parts = choice.label.split(['/', '（', '）']).map(key);
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>()
        };
        for choice in &values {
            for part in parts(choice) {
                let is_others = values
                    .iter()
                    .any(|other| other.code != choice.code && parts(other).contains(&part));
                if !is_others {
                    index.entry(part).or_insert(choice.code);
                }
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_are_understood_and_others_are_not() {
        for (choices, text, code) in [
            (&RELATION, "本人", Some("SELF")),
            (&RELATION, "本人（户主）", Some("SELF")),
            (&RELATION, " 户 主 ", Some("SELF")),
            (&RELATION, "岳父母", Some("IN_LAW")),
            (&RELATION, "邻居", None),
            (&EDUCATION, "技校", Some("VOCATIONAL")),
            (&HUKOU, "非农业", Some("URBAN")),
            (&HOUSING, "集体宿舍", Some("DORM")),
            (&SEX, "男", Some("MALE")),
            (&SEX, "ＭＡＬＥ", Some("MALE")),
            (&TIER, "", None),
        ] {
            assert_eq!(choices.find(&key(text)), code, "{text}");
        }
    }

    #[test]
    fn no_word_stands_for_two_values_and_each_names_one() {
        for choices in [
            &KIND,
            &HUKOU,
            &HOUSING,
            &CAUSE,
            &NEED,
            &TIER,
            &NEEDY_FILE,
            &RELATION,
            &SEX,
            &HEALTH,
            &EDUCATION,
            &SCHOOL_LEVEL,
            &WISH,
        ] {
            let values = choices.all();
            for (place, (word, code)) in choices.words.iter().enumerate() {
                assert!(values.iter().any(|choice| choice.code == *code), "{word}");
                assert!(
                    !choices.words[..place]
                        .iter()
                        .any(|(other, _)| other == word),
                    "{word} twice"
                );
                assert!(
                    values
                        .iter()
                        .all(|choice| choice.label != *word || choice.code == *code),
                    "{word}"
                );
            }
            for choice in values {
                assert_eq!(choices.find(&key(choice.label)), Some(choice.code));
            }
        }
    }
}

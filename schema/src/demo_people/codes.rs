//! The values of the union's forms that these people have.

/// An enumeration with the code that the program stores and the words that the interface shows.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $label] $variant,)+
        }

        impl $name {
            /// All values, in the order of the forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code, in capitals with underscores.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese words of the form.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

codes! {
    /// Cause of hardship (致困原因).
    Cause {
        Illness = "ILLNESS", "患病";
        WorkInjury = "WORK_INJURY", "工伤";
        Disability = "DISABILITY", "残疾";
        Schooling = "SCHOOLING", "子女上学";
        Disaster = "DISASTER", "灾害";
        Accident = "ACCIDENT", "意外事故";
        Unemployment = "UNEMPLOYMENT", "失业";
        LowIncome = "LOW_INCOME", "收入低";
        WageArrears = "WAGE_ARREARS", "欠薪";
        SingleParent = "SINGLE_PARENT", "单亲";
        WidowedOrOrphaned = "WIDOWED_OR_ORPHANED", "丧偶孤老";
        Other = "OTHER", "其他";
    }
}

codes! {
    /// Tier of hardship (困难类别).
    Tier {
        Deep = "DEEP", "深度困难";
        Relative = "RELATIVE", "相对困难";
        Accidental = "ACCIDENTAL", "意外致困";
    }
}

codes! {
    /// Relation to the head of the household (与户主关系).
    Relation {
        Head = "SELF", "本人";
        Spouse = "SPOUSE", "配偶";
        Son = "SON", "子";
        Daughter = "DAUGHTER", "女";
        Father = "FATHER", "父";
        Mother = "MOTHER", "母";
        InLaw = "IN_LAW", "公婆";
        Grandchild = "GRANDCHILD", "孙子女";
    }
}

codes! {
    /// Marital state (婚姻状况).
    Marital {
        Single = "SINGLE", "未婚";
        Married = "MARRIED", "已婚";
        Divorced = "DIVORCED", "离异";
        Widowed = "WIDOWED", "丧偶";
    }
}

codes! {
    /// What a person does (人员身份).
    Occupation {
        MigrantWorker = "MIGRANT_WORKER", "农民工";
        Farmer = "FARMER", "务农";
        Unemployed = "UNEMPLOYED", "失业";
        OnSickLeave = "ON_SICK_LEAVE", "病休";
        Pupil = "PUPIL", "学生";
        Unable = "UNABLE", "无劳动能力";
        Child = "CHILD", "学龄前儿童";
    }
}

codes! {
    /// Stage of schooling (学段).
    Schooling {
        Primary = "PRIMARY", "小学";
        JuniorMiddle = "JUNIOR_MIDDLE", "初中";
        SeniorMiddle = "SENIOR_MIDDLE", "高中";
        Vocational = "VOCATIONAL", "中职";
        College = "COLLEGE", "大学";
    }
}

codes! {
    /// Wish for employment (就业意愿), which leads to a training programme (§4.1).
    Wish {
        MigrateAgain = "MIGRATE_AGAIN", "继续外出务工";
        ReturnAndStartUp = "RETURN_AND_START_UP", "返乡创业";
        LocalProduction = "LOCAL_PRODUCTION", "就地生产经营";
        OwnUnitSkills = "OWN_UNIT_SKILLS", "岗位适应能力";
    }
}

codes! {
    /// Kind of a cadre's engagement (性质).
    Engagement {
        Full = "FULL", "专职";
        Part = "PART", "兼职";
        Seconded = "SECONDED", "挂职";
        Contract = "CONTRACT", "社会化";
    }
}

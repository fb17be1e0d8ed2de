//! Words for people, in the languages the interface speaks.

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文 (zh-CN), the default.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The better match for an `Accept-Language` header: English only where it is asked for first.
    #[must_use]
    pub fn from_header(header: Option<&str>) -> Self {
        match header.map(str::trim_start) {
            Some(value)
                if value
                    .get(..2)
                    .is_some_and(|tag| tag.eq_ignore_ascii_case("en")) =>
            {
                Self::English
            }
            _ => Self::Chinese,
        }
    }
}

/// One sentence in every language of the interface.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    zh: String,
    en: String,
}

impl Text {
    /// Chinese first, English second.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A code that the enum does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no value of this enum")]
pub struct UnknownCode(pub String);

/// An enum of the domain with its code (as stored and as in the API) and its name in both languages.
///
/// ```ignore
/// coded_enum! {
///     /// Sex as in the identity number.
///     Sex {
///         /// 男
///         Male "MALE" "男" "male",
///     }
/// }
/// ```
macro_rules! coded_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident $code:literal $zh:literal $en:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, async_graphql::Enum, sea_orm::DeriveValueType, serde::Serialize, serde::Deserialize)]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$vmeta])* #[graphql(name = $code)] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as stored and as in the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The name as the interface shows it.
            #[must_use]
            pub fn label(self, language: $crate::text::Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, $crate::text::Language::Chinese) => $zh,
                      (Self::$variant, $crate::text::Language::English) => $en,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Self::from_code(code).ok_or_else(|| $crate::text::UnknownCode(code.to_owned()))
            }
        }
    };
}
pub(crate) use coded_enum;

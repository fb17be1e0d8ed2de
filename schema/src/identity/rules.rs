//! Rules about people and their posts. No I/O.

use chrono::{DateTime, TimeDelta, Utc};

use crate::privacy::{PersonalNumber, contains_personal_number};
use crate::tenancy::Role;
use crate::text::coded_enum;
use crate::values::PersonName;
use crate::values::normalise::{compact, half_width};

coded_enum! {
    /// Whose account it is.
    Realm {
        /// Of a person who works for unions.
        Union "UNION" "工会" "union",
        /// Of a person who works for a legal-aid partner.
        Partner "PARTNER" "合作机构" "partner",
    }
}

coded_enum! {
    /// 性质: how a person is employed by the union.
    Employment {
        /// 专职
        Full "FULL" "专职" "full-time",
        /// 兼职
        Part "PART" "兼职" "part-time",
        /// 挂职
        Seconded "SECONDED" "挂职" "seconded",
        /// 社会化
        Contract "CONTRACT" "社会化" "contract",
    }
}

coded_enum! {
    /// State of a post.
    StaffState {
        /// 已邀请: the code was not used yet.
        Invited "INVITED" "已邀请" "invited",
        /// 在岗
        Active "ACTIVE" "在岗" "active",
        /// 外派
        Away "AWAY" "外派" "away",
        /// 离任（调离、退休）
        Left "LEFT" "离任" "left",
    }
}

coded_enum! {
    /// What a one-time code is for.
    CodePurpose {
        /// An invitation to a post.
        Invitation "INVITATION" "邀请" "invitation",
        /// A new password.
        Password "PASSWORD" "重设密码" "new password",
    }
}

coded_enum! {
    /// Why a session ended.
    SessionEnd {
        /// 退出
        SignedOut "SIGNED_OUT" "退出" "signed out",
        /// A refresh token was used twice: it was stolen.
        Reused "REUSED" "令牌重复使用" "token reused",
        /// 修改密码
        Password "PASSWORD" "修改密码" "password changed",
        /// 被管理员终止
        Revoked "REVOKED" "被终止" "revoked",
    }
}

/// Fewest characters of a password. NIST SP 800-63B of 2017 asks for 8, its revision 4 for 15 where there is
/// no second factor; cadres type it on telephones, and guessing is slowed down.
pub const MIN_PASSWORD: usize = 10;
/// Most characters of a password; more than NIST SP 800-63B asks to be allowed, few enough to hash.
pub const MAX_PASSWORD: usize = 128;

/// Passwords of ten characters and more that everybody tries first.
const COMMON: [&str; 28] = [
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "a123456789",
    "aa123456789",
    "abc1234567",
    "abc123456789",
    "abcd123456",
    "abcd12345678",
    "admin12345",
    "admin123456",
    "administrator",
    "asdfghjkl123",
    "iloveyou123",
    "letmein1234",
    "p@ssw0rd123",
    "passw0rd123",
    "password12",
    "password123",
    "password1234",
    "q1w2e3r4t5",
    "qaz123456789",
    "qq123456789",
    "qwer123456",
    "qwerty123456",
    "woaini1314",
    "woaini1314520",
    "zxcvbnm123",
];

/// Runs along a keyboard or of digits, which are common however long they are.
const RUNS: [&str; 4] = [
    "01234567890123456789",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`MIN_PASSWORD`] characters.
    TooShort,
    /// More than [`MAX_PASSWORD`] characters.
    TooLong,
    /// Little more than the login name or the person's name.
    Name,
    /// One of the first that anybody would try.
    Common,
}

/// What is wrong with a password (NIST SP 800-63B-4 §3.1.1.2): length and a list of bad ones count, rules
/// about kinds of characters don't.
#[must_use]
pub fn password_fault(password: &str, login: &str, name: &str) -> Option<PasswordFault> {
    match password.chars().count() {
        n if n < MIN_PASSWORD => return Some(PasswordFault::TooShort),
        n if n > MAX_PASSWORD => return Some(PasswordFault::TooLong),
        _ => {}
    }
    let folded: String = password
        .chars()
        .map(half_width)
        .collect::<String>()
        .to_lowercase();
    let pinyin = PersonName::parse(name).map_or_else(|_| String::new(), |name| name.pinyin());
    let names = [login.to_lowercase(), name.to_lowercase(), pinyin];
    let is_name = names
        .iter()
        .filter(|name| name.chars().count() >= 2)
        .any(|name| {
            let rest = folded.replace(name.as_str(), "");
            rest.len() < folded.len() && rest.chars().count() < 6
        });
    if is_name {
        return Some(PasswordFault::Name);
    }
    let few = folded
        .chars()
        .collect::<std::collections::BTreeSet<_>>()
        .len()
        <= 2;
    let is_run = RUNS.iter().any(|run| run.contains(&folded));
    (few || is_run || COMMON.contains(&folded.as_str())).then_some(PasswordFault::Common)
}

/// The login name that a person typed, as it is stored: half-width, lower case, 3 to 64 letters, digits
/// and `. _ - @`. `None` for anything else, and for an identity number, which is nobody's business.
#[must_use]
pub fn login(typed: &str) -> Option<String> {
    let login = compact(typed).to_lowercase();
    let fits = (3..=64).contains(&login.len())
        && login
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-@".contains(&b));
    let is_identity = contains_personal_number(&login) == Some(PersonalNumber::Identity);
    (fits && !is_identity).then_some(login)
}

/// Failed attempts that cost nothing but the attempt, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts before the first wait.
    pub free: i32,
}

impl Patience {
    /// For a password of one login name.
    pub const LOGIN: Self = Self { free: 5 };
    /// For one-time codes from one network address, behind which a whole office may sit.
    pub const CODE: Self = Self { free: 20 };

    /// How long the next attempt waits after so many failures: 30 seconds, doubled each time, 15 minutes
    /// at most, so that guessing never passes 100 attempts a day (NIST SP 800-63B-4 §3.2.2) and nobody is
    /// locked out for good by somebody else's guesses.
    #[must_use]
    pub fn wait(self, failures: i32) -> Option<TimeDelta> {
        let over = u32::try_from(failures - self.free).ok()?;
        let seconds = 30_i64.saturating_mul(1 << over.min(10)).min(15 * 60);
        Some(TimeDelta::seconds(seconds))
    }
}

/// Two tabs of one browser may refresh at once: for so long the token before the present one is no theft.
pub const REFRESH_GRACE: TimeDelta = TimeDelta::seconds(10);
/// A sign-in ends after so long at the latest (NIST SP 800-63B-4 §2.1.3: 30 days).
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(30);
/// How long an invitation may be used.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);
/// How long a code for a new password may be used.
pub const RESET_LIFE: TimeDelta = TimeDelta::days(1);

/// What a refresh token is to its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenUse {
    /// The present one: it is exchanged for its successor.
    Present,
    /// The one before, moments after it was exchanged: another tab was faster. It gets an access token,
    /// and no refresh token, because the browser's cookie already is the successor.
    Grace,
    /// An old one: it was stolen, or its thief has the present one.
    Old,
}

/// What a token with this digest is to a session.
#[must_use]
pub fn token_use(
    presented: &str,
    present: &str,
    previous: Option<&str>,
    exchanged_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> TokenUse {
    if presented == present {
        TokenUse::Present
    } else if previous == Some(presented) && now - exchanged_at <= REFRESH_GRACE {
        TokenUse::Grace
    } else {
        TokenUse::Old
    }
}

/// Why roles can't stand together at one post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolesFault {
    /// A post without any role.
    None,
    /// Whoever keeps the accounts does not audit them (中国工会审计条例; 工会经费审查委员会工作条例:
    /// 财会人员不得担任同级经审会委员).
    AuditsItself,
}

/// What is wrong with the roles of a post.
#[must_use]
pub fn roles_fault(roles: &[Role]) -> Option<RolesFault> {
    if roles.is_empty() {
        Some(RolesFault::None)
    } else if roles.contains(&Role::Auditor) && roles.contains(&Role::Finance) {
        Some(RolesFault::AuditsItself)
    } else {
        None
    }
}

/// Each role once, in the order of the forms.
#[must_use]
pub fn in_order(roles: &[Role]) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| roles.contains(role))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_what_everybody_tries() {
        let fault = |password: &str| password_fault(password, "wangjianguo", "王建国");
        for (password, expected) in [
            ("短", PasswordFault::TooShort),
            ("123456789", PasswordFault::TooShort),
            ("1234567890", PasswordFault::Common),
            ("１２３４５６７８９０", PasswordFault::Common),
            ("8888888888", PasswordFault::Common),
            ("Password123", PasswordFault::Common),
            ("qwertyuiop", PasswordFault::Common),
            ("WangJianGuo", PasswordFault::Name),
            ("wangjianguo2014", PasswordFault::Name),
            ("王建国王建国王建国王建国", PasswordFault::Name),
        ] {
            assert_eq!(fault(password), Some(expected), "{password}");
        }
        assert_eq!(fault(&"长".repeat(129)), Some(PasswordFault::TooLong));
        for good in [
            "结对帮扶暖民心二零一四",
            "correct horse battery",
            "wangjianguo-in-the-rain",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }

    #[test]
    fn logins_are_stored_in_one_form() {
        assert_eq!(login(" Wang.JianGuo ").as_deref(), Some("wang.jianguo"));
        assert_eq!(
            login("１３８１２３４５６７８").as_deref(),
            Some("13812345678")
        );
        // The identity number is the example of GB 11643-1999.
        for bad in [
            "",
            "ab",
            "王建国",
            "a b\0c'",
            "11010519491231002X",
            &"a".repeat(65),
        ] {
            assert_eq!(login(bad), None, "{bad}");
        }
    }

    #[test]
    fn waiting_grows_and_ends() {
        let waits: Vec<Option<i64>> = [1, 4, 5, 6, 7, 9, 10, 50, i32::MAX]
            .map(|n| Patience::LOGIN.wait(n).map(|wait| wait.num_seconds()))
            .to_vec();
        let expected = [
            None,
            None,
            Some(30),
            Some(60),
            Some(120),
            Some(480),
            Some(900),
            Some(900),
            Some(900),
        ];
        assert_eq!(waits, expected);
    }

    #[test]
    fn an_old_token_is_a_theft_except_for_a_moment() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        let used = |presented, seconds| {
            token_use(
                presented,
                "b",
                Some("a"),
                now,
                now + TimeDelta::seconds(seconds),
            )
        };
        assert_eq!(used("b", 0), TokenUse::Present);
        assert_eq!(used("b", 86_400), TokenUse::Present);
        assert_eq!(used("a", 10), TokenUse::Grace);
        assert_eq!(used("a", -1), TokenUse::Grace);
        assert_eq!(used("a", 11), TokenUse::Old);
        assert_eq!(used("z", 0), TokenUse::Old);
    }

    #[test]
    fn nobody_audits_their_own_accounts() {
        assert_eq!(roles_fault(&[]), Some(RolesFault::None));
        assert_eq!(
            roles_fault(&[Role::Auditor, Role::Finance]),
            Some(RolesFault::AuditsItself)
        );
        assert_eq!(roles_fault(&[Role::Admin, Role::Cadre]), None);
        assert_eq!(
            in_order(&[Role::Cadre, Role::Admin, Role::Cadre]),
            [Role::Admin, Role::Cadre]
        );
    }
}

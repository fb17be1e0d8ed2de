//! What there is to tell, on which ways, and when. No I/O.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};

use crate::text::{Text, coded_enum};
use crate::values::dates::china_date;
use crate::values::normalise::compact;

coded_enum! {
    /// What a notification is about.
    NotificationKind {
        /// 措施即将到期: an own promise is due within three days.
        MeasureDue "MEASURE_DUE" "措施即将到期" "promise due soon",
        /// 措施已逾期: the day of an own promise has passed.
        MeasureOverdue "MEASURE_OVERDUE" "措施已逾期" "promise overdue",
        /// 新增措施: somebody else promised something that the person is to keep.
        MeasurePromised "MEASURE_PROMISED" "新增帮扶措施" "promise to keep",
        /// 新结对户: a household was paired with the person or transferred to them.
        HouseholdAssigned "HOUSEHOLD_ASSIGNED" "新结对户" "household assigned",
        /// 结对解除: somebody else answers for the household now, or nobody.
        HouseholdWithdrawn "HOUSEHOLD_WITHDRAWN" "结对已解除" "household withdrawn",
        /// 协助帮扶: the person is to help with a household.
        HelpAsked "HELP_ASKED" "协助帮扶" "asked to help",
        /// 移交待答复: a colleague offers a household.
        HandOverOffered "HAND_OVER_OFFERED" "移交待答复" "hand-over offered",
        /// 移交已接收
        HandOverAccepted "HAND_OVER_ACCEPTED" "移交已接收" "hand-over accepted",
        /// 移交被谢绝
        HandOverRefused "HAND_OVER_REFUSED" "移交被谢绝" "hand-over refused",
        /// 建会申请待审批
        FoundingToDecide "FOUNDING_TO_DECIDE" "建会申请待审批" "founding to decide",
        /// 建会申请获批
        FoundingApproved "FOUNDING_APPROVED" "建会申请获批" "founding approved",
        /// 建会申请被退回
        FoundingReturned "FOUNDING_RETURNED" "建会申请被退回" "founding returned",
        /// 重复建档待认定
        DuplicateToSettle "DUPLICATE_TO_SETTLE" "重复建档待认定" "duplicate to settle",
        /// 重复建档已认定
        DuplicateSettled "DUPLICATE_SETTLED" "重复建档已认定" "duplicate settled",
        /// 代管开始: the person's union is to manage another.
        StewardshipGranted "STEWARDSHIP_GRANTED" "新增代管" "stewardship granted",
        /// 代管结束
        StewardshipEnded "STEWARDSHIP_ENDED" "代管结束" "stewardship ended",
        /// 摸底调查催办: a superior reminds of the person's households that are not surveyed yet.
        SurveyReminded "SURVEY_REMINDED" "摸底调查催办" "survey reminder",
        /// 下拨待确认: money is on its way to the own union.
        FundsSent "FUNDS_SENT" "资金待确认到账" "money on its way",
        /// 下拨已到账
        FundsArrived "FUNDS_ARRIVED" "资金已到账" "money arrived",
        /// 下拨被退
        FundsRefused "FUNDS_REFUSED" "资金被拒收" "money refused",
        /// 预算待批
        BudgetToDecide "BUDGET_TO_DECIDE" "预算待批" "budget to decide",
        /// 预算已批准
        BudgetApproved "BUDGET_APPROVED" "预算已批准" "budget approved",
        /// 预算被退回
        BudgetReturned "BUDGET_RETURNED" "预算被退回" "budget returned",
        /// 救助申请待审核
        AidToReview "AID_TO_REVIEW" "救助申请待审核" "application to review",
        /// 救助申请被退回
        AidReturned "AID_RETURNED" "救助申请被退回" "application returned",
        /// 不予救助
        AidRejected "AID_REJECTED" "救助申请未获批准" "application rejected",
        /// 救助申请获批
        AidApproved "AID_APPROVED" "救助申请获批" "application approved",
        /// 救助款已发放
        AidPaid "AID_PAID" "救助款已发放" "aid paid",
        /// 救助款被银行退回: the account is to be corrected.
        AidBounced "AID_BOUNCED" "救助款被银行退回" "payment returned by the bank",
        /// 困难职工档案待核销: its union proposes to end it.
        NeedyFileToEnd "NEEDY_FILE_TO_END" "困难职工档案待核销" "needy worker's file to end",
        /// 困难职工档案有新结果: filed, ended or kept.
        NeedyFileDecided "NEEDY_FILE_DECIDED" "困难职工档案已决定" "needy worker's file decided",
        /// 收到异议或投诉
        AidComplaintFiled "AID_COMPLAINT_FILED" "收到异议或投诉" "objection or complaint",
        /// 投诉已答复
        AidComplaintAnswered "AID_COMPLAINT_ANSWERED" "投诉已答复" "complaint answered",
        /// 维权个案待受理
        RightsReported "RIGHTS_REPORTED" "维权个案待受理" "rights case to accept",
        /// 收到转办: another union shares a case.
        RightsReferred "RIGHTS_REFERRED" "收到转办的维权个案" "rights case referred to you",
        /// 转办有回音: taken in, returned, recalled or done.
        RightsReferralAnswered "RIGHTS_REFERRAL_ANSWERED" "转办的个案有回音" "news of a referral",
        /// 时效将届满: a deadline of a case is due within thirty days.
        RightsDeadlineNear "RIGHTS_DEADLINE_NEAR" "维权期限临近" "deadline of a case is near",
        /// 时效即将届满: a deadline of a case is due within three days.
        RightsDeadlineUrgent "RIGHTS_DEADLINE_URGENT" "维权期限即将届满" "deadline of a case is urgent",
        /// 委托有进展: the partner answered, did something or ended it.
        DelegationMoved "DELEGATION_MOVED" "委托有新进展" "news of a delegation",
    }
}

impl NotificationKind {
    /// The prefix of the subject's id.
    #[must_use]
    pub const fn subject(self) -> &'static str {
        match self {
            Self::MeasureDue | Self::MeasureOverdue | Self::MeasurePromised => "measure",
            Self::HouseholdAssigned | Self::HouseholdWithdrawn => "pairing",
            Self::HelpAsked => "household",
            Self::HandOverOffered | Self::HandOverAccepted | Self::HandOverRefused => "handover",
            Self::FoundingToDecide | Self::FoundingApproved | Self::FoundingReturned => "founding",
            Self::DuplicateToSettle | Self::DuplicateSettled => "claim",
            Self::StewardshipGranted | Self::StewardshipEnded => "stewardship",
            Self::SurveyReminded => "survey",
            Self::FundsSent | Self::FundsArrived | Self::FundsRefused => "fundallocation",
            Self::BudgetToDecide | Self::BudgetApproved | Self::BudgetReturned => "fundbudget",
            Self::AidToReview
            | Self::AidReturned
            | Self::AidRejected
            | Self::AidApproved
            | Self::AidPaid
            | Self::AidBounced
            | Self::NeedyFileToEnd
            | Self::NeedyFileDecided => "aidapplication",
            Self::AidComplaintFiled | Self::AidComplaintAnswered => "aidcomplaint",
            Self::RightsReported | Self::RightsReferred | Self::RightsReferralAnswered => {
                "rightscase"
            }
            Self::RightsDeadlineNear | Self::RightsDeadlineUrgent => "rightsdeadline",
            Self::DelegationMoved => "delegation",
        }
    }

    /// Whether somebody waits for the person. Only such news goes through the gateway of whoever never
    /// chose: a message to a telephone costs money, and one too many is read by nobody.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(
            self,
            Self::MeasureOverdue
                | Self::HandOverOffered
                | Self::FoundingToDecide
                | Self::FoundingReturned
                | Self::DuplicateToSettle
                | Self::SurveyReminded
                | Self::FundsSent
                | Self::FundsRefused
                | Self::BudgetToDecide
                | Self::BudgetReturned
                | Self::AidToReview
                | Self::AidReturned
                | Self::AidBounced
                | Self::NeedyFileToEnd
                | Self::AidComplaintFiled
                | Self::RightsReported
                | Self::RightsReferred
                | Self::RightsDeadlineUrgent
        )
    }

    /// The sentence of a notification. `household` is the masked label and `union` the short name, as
    /// far as the reader may see them now; without them the sentence says less.
    #[must_use]
    pub fn sentence(self, household: Option<&str>, union: Option<&str>, day: NaiveDate) -> Text {
        let (zh_home, en_home) = (
            household.map_or_else(|| "一户".to_owned(), |name| format!("“{name}”户")),
            household.map_or_else(
                || "a household".to_owned(),
                |name| format!("household {name}"),
            ),
        );
        let (zh_union, en_union) = (
            union.map_or_else(|| "有工会".to_owned(), |name| format!("“{name}”")),
            union.unwrap_or("a union").to_owned(),
        );
        let zh_day = day.format("%-m月%-d日");
        let (zh, en) = match self {
            Self::MeasureDue => (
                format!("{zh_home}的一项帮扶措施将于{zh_day}到期"),
                format!("a promise to {en_home} is due on {day}"),
            ),
            Self::MeasureOverdue => (
                format!("{zh_home}的一项帮扶措施已于{zh_day}到期，尚未办结"),
                format!("a promise to {en_home} was due on {day} and is not kept yet"),
            ),
            Self::MeasurePromised => (
                format!("为{zh_home}新承诺了一项帮扶措施，由您落实"),
                format!("something was promised to {en_home}, for you to keep"),
            ),
            Self::HouseholdAssigned => (
                format!("{zh_home}已与您结对"),
                format!("you answer for {en_home} now"),
            ),
            Self::HouseholdWithdrawn => (
                format!("您与{zh_home}的结对已解除"),
                format!("you no longer answer for {en_home}"),
            ),
            Self::HelpAsked => (
                format!("请您协助帮扶{zh_home}"),
                format!("you are asked to help with {en_home}"),
            ),
            Self::HandOverOffered => (
                format!("有同事想把{zh_home}移交给您，请答复"),
                format!("a colleague offers you {en_home}; please answer"),
            ),
            Self::HandOverAccepted => (
                format!("您移交的{zh_home}已被接收"),
                format!("your hand-over of {en_home} was accepted"),
            ),
            Self::HandOverRefused => (
                format!("您移交的{zh_home}被谢绝，仍由您负责"),
                format!("your hand-over of {en_home} was refused; you still answer for it"),
            ),
            Self::FoundingToDecide => (
                format!("{zh_union}提交了建会申请，请审批"),
                format!("{en_union} applies for a union below it; please decide"),
            ),
            Self::FoundingApproved => (
                format!("{zh_union}的建会申请已获批"),
                format!("the founding that {en_union} applied for was approved"),
            ),
            Self::FoundingReturned => (
                format!("{zh_union}的建会申请被退回，请查看意见"),
                format!("the founding that {en_union} applied for was returned; see why"),
            ),
            Self::DuplicateToSettle => (
                "有一人两份档案，请认定保留哪一份".to_owned(),
                "one person has two files; please settle which one stays".to_owned(),
            ),
            Self::DuplicateSettled => (
                "本单位的一起重复建档已认定，请查看结果".to_owned(),
                "a duplicate file of your union was settled; see the outcome".to_owned(),
            ),
            Self::StewardshipGranted => (
                format!("{zh_union}今后由本单位代管"),
                format!("your union is to manage {en_union}"),
            ),
            Self::StewardshipEnded => (
                format!("本单位对{zh_union}的代管将结束或已结束"),
                format!("your union's management of {en_union} ends"),
            ),
            Self::SurveyReminded => (
                format!("{zh_union}催办摸底调查：您负责的户还没有访完"),
                format!("{en_union} reminds of the survey round: some of your households are left"),
            ),
            Self::FundsSent => (
                format!("{zh_union}拨来一笔专项资金，请确认到账"),
                format!("{en_union} sent money of a dedicated fund; please confirm that it came"),
            ),
            Self::FundsArrived => (
                format!("{zh_union}已确认收到专项资金"),
                format!("{en_union} confirms that the money came"),
            ),
            Self::FundsRefused => (
                format!("{zh_union}拒收了一笔专项资金，款项已退回，请查看原因"),
                format!("{en_union} refused money of a dedicated fund; it is back, see why"),
            ),
            Self::BudgetToDecide => (
                "本单位的专项资金预算已提交，请审批".to_owned(),
                "the budget of your union's dedicated funds waits for approval".to_owned(),
            ),
            Self::BudgetApproved => (
                "您提交的专项资金预算已批准".to_owned(),
                "the budget that you submitted was approved".to_owned(),
            ),
            Self::BudgetReturned => (
                "您提交的专项资金预算被退回，请查看原因".to_owned(),
                "the budget that you submitted was returned; see why".to_owned(),
            ),
            Self::AidToReview => (
                format!("{zh_union}有申请待您审核"),
                format!("an application of {en_union} waits for your review"),
            ),
            Self::AidReturned => (
                format!("{zh_home}的申请被退回，请补正后再提交"),
                format!("the application of {en_home} was returned; mend it and submit it again"),
            ),
            Self::AidRejected => (
                format!("{zh_home}的申请未获批准，请查看原因并告知家庭"),
                format!("the application of {en_home} was rejected; see why and tell the family"),
            ),
            Self::AidApproved => (
                format!("{zh_home}的救助申请已获批准"),
                format!("the application of {en_home} was approved"),
            ),
            Self::AidPaid => (
                format!("{zh_home}的救助款已发放，请核实到账并签收"),
                format!("the aid of {en_home} was paid; confirm that it came"),
            ),
            Self::NeedyFileToEnd => (
                format!("{zh_union}提出核销困难职工档案，待您决定"),
                format!("{en_union} proposes to end the file of a needy worker; please decide"),
            ),
            Self::NeedyFileDecided => (
                format!("{zh_home}的困难职工档案有了决定，请查看并告知家庭"),
                format!(
                    "the needy worker's file of {en_home} was decided; see how and tell the family"
                ),
            ),
            Self::AidComplaintFiled => (
                format!("{zh_union}收到一件公示异议或投诉，待受理"),
                format!("an objection or complaint of {en_union} waits to be handled"),
            ),
            Self::AidComplaintAnswered => (
                format!("{zh_union}答复了您登记的投诉"),
                format!("{en_union} answered the complaint that you entered"),
            ),
            Self::RightsReported => (
                format!("{zh_union}登记了一件维权个案，请受理"),
                format!("{en_union} reported a rights case; please accept it"),
            ),
            Self::RightsReferred => (
                "有工会向本会转来一件维权个案，请签收办理".to_owned(),
                "a rights case was referred to your union; please take it in".to_owned(),
            ),
            Self::RightsReferralAnswered => (
                "一件转办的维权个案有了回音，请查看".to_owned(),
                "there is news of a rights case that was referred; please look".to_owned(),
            ),
            Self::RightsDeadlineNear => (
                format!("一件维权个案的期限将于{zh_day}届满，请抓紧办理"),
                format!("a deadline of a rights case ends on {day}"),
            ),
            Self::RightsDeadlineUrgent => (
                format!("一件维权个案的期限将于{zh_day}届满，过期可能丧失权利，请立即办理"),
                format!(
                    "a deadline of a rights case ends on {day}; act now, or the right may be lost"
                ),
            ),
            Self::DelegationMoved => (
                "合作机构承办的一件委托有了新进展，请查看".to_owned(),
                "a legal-aid partner has news of a delegation; please look".to_owned(),
            ),
            Self::AidBounced => (
                format!("{zh_home}的救助款被银行退回，请更正收款账户"),
                format!("the bank returned the payment of {en_home}; correct the account"),
            ),
        };
        Text::new(zh, en)
    }
}

coded_enum! {
    /// A way on which news leaves the product.
    NotificationChannel {
        /// 邮件
        Mail "MAIL" "邮件" "mail",
        /// 短信网关: the city's own message gateway.
        Gateway "GATEWAY" "消息网关" "message gateway",
    }
}

impl NotificationChannel {
    /// What whoever never chose gets on it.
    #[must_use]
    pub const fn usual(self) -> (NotificationPace, fn(NotificationKind) -> bool) {
        match self {
            Self::Mail => (NotificationPace::Daily, |_| true),
            Self::Gateway => (NotificationPace::AtOnce, NotificationKind::waits),
        }
    }
}

coded_enum! {
    /// How soon news is sent.
    NotificationPace {
        /// 即时: within a minute; what comes together is one message.
        AtOnce "AT_ONCE" "即时发送" "at once",
        /// 每天一次: at eight in the morning.
        Daily "DAILY" "每天一次" "once a day",
    }
}

/// The channels that this server can send on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Channels {
    /// A mail server is configured.
    pub mail: bool,
    /// A message gateway is configured.
    pub gateway: bool,
}

impl Channels {
    /// Whether there is this one.
    #[must_use]
    pub const fn has(self, channel: NotificationChannel) -> bool {
        match channel {
            NotificationChannel::Mail => self.mail,
            NotificationChannel::Gateway => self.gateway,
        }
    }
}

/// Days before a promise is due on which it is reminded of.
pub const DUE_WITHIN: u64 = 3;
/// Days after which an overdue promise is not reminded of any more, should no server have run.
pub const OVERDUE_FOR: u64 = 7;
/// Days before a deadline of a rights case on which it is reminded of first, and as urgent.
pub const DEADLINE_WITHIN: [u64; 2] = [30, 3];
/// Days that a notification is kept.
pub const KEPT_DAYS: i64 = 180;
/// Wrong confirmation codes that may be entered for one address.
pub const CODE_FAILURES: i16 = 5;
/// Confirmation codes that a person may have sent in a day.
pub const CODES_A_DAY: i16 = 5;
/// Attempts to deliver a message before it is given up, over about a day.
pub const ATTEMPTS: i16 = 9;

/// How long a confirmation code is good for.
#[must_use]
pub const fn code_life() -> TimeDelta {
    TimeDelta::minutes(30)
}

/// How long to wait between two codes.
#[must_use]
pub const fn code_pause() -> TimeDelta {
    TimeDelta::seconds(60)
}

/// Whether it is time to remind: from seven in the morning in China on; and of which day.
#[must_use]
pub fn reminder_day(now: DateTime<Utc>) -> Option<NaiveDate> {
    ((now + TimeDelta::hours(8)).hour() >= 7).then(|| china_date(now))
}

/// The next eight o'clock in the morning in China.
#[must_use]
pub fn next_digest(now: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = NaiveTime::MIN;
    // Eight in China is midnight in UTC.
    let today = now.date_naive().and_time(midnight).and_utc();
    if today > now {
        today
    } else {
        today + TimeDelta::days(1)
    }
}

/// How long to wait after the n-th failed attempt (from 1): half a minute, then four times as long each
/// time and six hours at most; between three and five quarters of it by `chance` (0 to 1), so that what
/// failed together does not come back together.
#[must_use]
pub fn wait_after(attempt: i16, chance: f64) -> Duration {
    let doublings = 2 * u32::try_from(attempt.max(1) - 1).unwrap_or_default();
    let seconds = 30_u64
        .saturating_mul(1_u64.checked_shl(doublings).unwrap_or(u64::MAX))
        .min(6 * 3600);
    Duration::from_secs(seconds).mul_f64(0.75 + chance.clamp(0.0, 1.0) / 2.0)
}

/// A mail address as it is written to, or nothing for what is none: one `@`, a name before it and a
/// domain with a dot behind it, printable ASCII, 254 characters at most (RFC 5321, 4.5.3.1.3).
#[must_use]
pub fn mail_address(typed: &str) -> Option<String> {
    let text = compact(typed);
    let (name, domain) = text.rsplit_once('@')?;
    let plain = text.len() <= 254
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&b));
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let dotted = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    let domain_ok = domain.contains('.') && domain.split('.').all(label);
    (plain && !name.is_empty() && name.len() <= 64 && !name.contains('@') && dotted && domain_ok)
        .then(|| format!("{name}@{}", domain.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    use super::*;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 8, 6, hour, minute, 0).unwrap()
    }

    #[test]
    fn reminding_begins_at_seven_in_china() {
        assert_eq!(reminder_day(at(22, 59)), None);
        let seventh = NaiveDate::from_ymd_opt(2026, 8, 7).unwrap();
        assert_eq!(reminder_day(at(23, 0)), Some(seventh));
        assert_eq!(
            reminder_day(at(15, 59)),
            NaiveDate::from_ymd_opt(2026, 8, 6)
        );
        assert_eq!(reminder_day(at(16, 0)), None);
    }

    #[test]
    fn a_digest_goes_out_at_eight_in_china() {
        assert_eq!(next_digest(at(0, 0)), at(0, 0) + TimeDelta::days(1));
        assert_eq!(next_digest(at(23, 59)), at(0, 0) + TimeDelta::days(1));
    }

    #[test]
    fn waits_grow_to_a_day_in_all() {
        assert_eq!(wait_after(1, 0.5), Duration::from_secs(30));
        assert_eq!(wait_after(2, 0.5), Duration::from_secs(120));
        assert_eq!(
            wait_after(i16::MAX, 1.0),
            Duration::from_secs(6 * 3600 * 5 / 4)
        );
        let all: u64 = (1..ATTEMPTS).map(|n| wait_after(n, 0.5).as_secs()).sum();
        assert!((20 * 3600..30 * 3600).contains(&all), "{all}");
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        assert_eq!(
            mail_address(" wang.jianguo＠Union.Linyi.CN ").as_deref(),
            Some("wang.jianguo@union.linyi.cn")
        );
        for bad in [
            "",
            "@",
            "a@b",
            "a@b.",
            "a@.cn",
            "@b.cn",
            "a b@",
            "a@b@c.cn",
            "a..b@c.cn",
            ".a@c.cn",
            "王@c.cn",
            "a@王.cn",
            "a@-b.cn",
            "<a@b.cn>",
            "a@b.cn\r\nBcc:x@y.cn,",
            "a,b@c.cn",
        ] {
            assert_eq!(mail_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_sentence_says_less_without_what_the_reader_may_not_see() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 6).unwrap();
        for kind in NotificationKind::ALL {
            let whole = kind.sentence(Some("张**"), Some("兰山区"), day);
            let blind = kind.sentence(None, None, day);
            for language in [
                crate::text::Language::Chinese,
                crate::text::Language::English,
            ] {
                assert!(!blind.in_language(language).contains("张**"));
                assert!(!blind.in_language(language).is_empty());
                assert!(!whole.in_language(language).is_empty());
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_for_an_address_is_one_line_with_one_at(text in any::<String>()) {
            if let Some(address) = mail_address(&text) {
                prop_assert_eq!(address.matches('@').count(), 1);
                prop_assert!(address.bytes().all(|b| b.is_ascii_graphic()));
                prop_assert_eq!(mail_address(&address), Some(address));
            }
        }
    }
}

//! What messages say: how much is new and where to look, and nothing of whom it is about.

use schema::notifications::outbox::Content;
use url::Url;

/// Words that point to one web client.
#[derive(Debug, Clone)]
pub(super) struct Wording {
    list: String,
    account: String,
}

impl Wording {
    pub(super) fn new(public_url: &Url) -> Self {
        let base = public_url.as_str().trim_end_matches('/');
        Self {
            list: format!("{base}/notifications"),
            account: format!("{base}/account"),
        }
    }

    /// Where the notifications are read.
    pub(super) fn list(&self) -> &str {
        &self.list
    }

    /// One line.
    pub(super) fn line(&self, content: &Content) -> String {
        match content {
            Content::News { count } => format!("您在连心有 {count} 条新提醒，请登录查看"),
            Content::MailCode { .. } => "连心邮箱验证码".to_owned(),
        }
    }

    /// The text of a mail, in both languages.
    pub(super) fn mail(&self, content: &Content) -> String {
        let Self { list, account } = self;
        match content {
            Content::News { count } => format!(
                "您好：\n\n您在连心有 {count} 条新提醒，请登录查看：\n{list}\n\n\
                 如不想再收到这类邮件，可在“我的账户”中调整：\n{account}\n\n\
                 --\nYou have {count} new notification(s) in Lianxin. Sign in to read them at the address above.\n"
            ),
            Content::MailCode { code } => format!(
                "您好：\n\n您的邮箱验证码是：\n\n    {}\n\n请在 30 分钟内回到“我的账户”填写：\n{account}\n\n\
                 如果不是您本人操作，请忽略这封邮件。\n\n\
                 --\nThis code confirms your mail address in Lianxin. If you did not ask for it, ignore this mail.\n",
                code.0
            ),
        }
    }
}

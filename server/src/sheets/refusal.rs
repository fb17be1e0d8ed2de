//! Why a file was not taken.

use schema::error::{Error, Refusal, UserErrorCode};
use schema::text::Text;

/// Why a file can't be read, for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable(pub(crate) Text);

impl Unreadable {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Text::new(zh, en))
    }

    pub(crate) fn broken() -> Self {
        Self::new(
            "文件已损坏，无法读取；请用表格软件打开并另存为 .xlsx 后再上传",
            "the file is damaged; open it in a spreadsheet, save it as .xlsx and upload that",
        )
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        tracing::debug!(%error, "a file can't be read");
        Self::broken()
    }
}

impl From<Unreadable> for Error {
    fn from(Unreadable(text): Unreadable) -> Self {
        about_the_file(UserErrorCode::Invalid, text)
    }
}

/// A file that is larger than is taken.
pub(crate) fn too_long(limit: usize) -> Error {
    let megabytes = limit / 1_048_576;
    let text = Text::new(
        format!("文件超过 {megabytes} MB，请拆成几个文件分别上传"),
        format!("the file is larger than {megabytes} MB; split it into several"),
    );
    about_the_file(UserErrorCode::Limit, text)
}

fn about_the_file(code: UserErrorCode, text: Text) -> Error {
    let path = ["input", "file"].map(str::to_owned).to_vec();
    Error::Refused(vec![Refusal { code, path, text }])
}

//! From a form and its facts to a PDF, by typst. The forms are part of the program (`forms/`); a form
//! reads nothing but its facts, neither files of the machine nor packages of the network.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The file that a form reads its facts from.
const FACTS: &str = "facts.json";

/// The forms, by their names; `common` is what they share.
const FORMS: [(&str, &str); 7] = [
    ("common.typ", include_str!("forms/common.typ")),
    (
        "household_file.typ",
        include_str!("forms/household_file.typ"),
    ),
    ("application.typ", include_str!("forms/application.typ")),
    ("notice.typ", include_str!("forms/notice.typ")),
    ("visit_record.typ", include_str!("forms/visit_record.typ")),
    (
        "power_of_attorney.typ",
        include_str!("forms/power_of_attorney.typ"),
    ),
    ("rights_letter.typ", include_str!("forms/rights_letter.typ")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    FORMS
        .iter()
        .filter_map(|(name, text)| {
            let id = file(name)?;
            Some((id, Source::new(id, (*text).to_owned())))
        })
        .collect()
});

/// Why a paper could not be set: a fault of its form or of the fonts.
#[derive(Debug, thiserror::Error)]
#[error("the paper can't be set: {0}")]
pub(super) struct SetError(String);

/// The fonts that papers are set in.
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// The fonts in these files' contents.
    pub(super) fn new(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let fonts: Vec<Font> = files
            .into_iter()
            .flat_map(|file| Font::iter(Bytes::new(file)))
            .collect();
        Self {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }

    /// Whether one of them writes Chinese.
    pub(super) fn write_chinese(&self) -> bool {
        self.fonts
            .iter()
            .any(|font| font.info().coverage.contains(u32::from('户')))
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} fonts", self.fonts.len())
    }
}

/// Sets a form with these facts: a PDF. It takes a processor for a moment.
///
/// # Errors
/// [`SetError`] for a form that is none, or that does not go with its facts.
pub(super) fn pdf(
    fonts: &Fonts,
    form: &str,
    facts: &serde_json::Value,
) -> Result<Vec<u8>, SetError> {
    let main = file(&format!("{form}.typ"))
        .filter(|id| SOURCES.contains_key(id))
        .ok_or_else(|| SetError(format!("there is no form {form}")))?;
    let sheet = Sheet {
        fonts,
        main,
        facts: Bytes::from_string(facts.to_string()),
    };
    let document = typst::compile::<PagedDocument>(&sheet).output;
    let options = PdfOptions {
        creator: Smart::Custom(Some("连心".to_owned())),
        ..PdfOptions::default()
    };
    let pdf = document.and_then(|document| typst_pdf::pdf(&document, &options));
    // What was worked out for this paper helps none that has other facts.
    comemo::evict(1);
    pdf.map_err(|faults| SetError(told(&faults)))
}

fn told(faults: &[SourceDiagnostic]) -> String {
    let faults: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    faults.join("; ")
}

fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// What a form sees of the world.
struct Sheet<'a> {
    fonts: &'a Fonts,
    main: FileId,
    facts: Bytes,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == file(FACTS) {
            Ok(self.facts.clone())
        } else {
            Err(missing(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fonts() -> Fonts {
        crate::papers::fonts::load(None).unwrap()
    }

    #[test]
    fn facts_are_words_and_never_a_program() {
        let words = "#read(\"/etc/passwd\") #import \"x.typ\" $x$ *粗* <a> @b \\ // \u{0} 㐀𠀀";
        let facts = json!({ "headName": words, "union": words, "tier": words, "kind": words });
        assert!(
            pdf(&fonts(), "notice", &facts)
                .unwrap()
                .starts_with(b"%PDF-")
        );
    }

    #[test]
    fn a_form_without_its_facts_says_what_is_missing() {
        let error = pdf(&fonts(), "notice", &json!({ "headName": "张*" })).unwrap_err();
        assert!(
            error.to_string().contains("does not contain key"),
            "{error}"
        );
        let error = pdf(&fonts(), "elsewhere", &json!({})).unwrap_err();
        assert!(error.to_string().contains("no form elsewhere"), "{error}");
    }

    #[test]
    fn a_directory_without_a_chinese_font_is_named() {
        let empty = tempfile::tempdir().unwrap();
        std::fs::write(empty.path().join("broken.ttf"), b"no font").unwrap();
        let error = crate::papers::fonts::load(Some(empty.path())).unwrap_err();
        assert!(
            error.contains(&empty.path().display().to_string()),
            "{error}"
        );
    }
}

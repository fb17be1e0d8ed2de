//! What a file is, by its content alone.

use schema::attachments::rules::AttachmentKind;
use schema::error::{Refusal, UserErrorCode};

use super::{office, photo};

/// What is kept of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Photograph or document.
    pub kind: AttachmentKind,
    /// What the bytes are.
    pub media_type: &'static str,
    /// The bytes that are kept.
    pub bytes: Vec<u8>,
    /// Width and height of a photograph in pixels.
    pub size: Option<(u32, u32)>,
    /// The small picture of a photograph.
    pub small: Option<Vec<u8>>,
}

/// Looks into a file and makes of it what is kept: a photograph anew as JPEG, a document as it is. Takes
/// its time, so not on a thread that others wait for.
///
/// # Errors
/// INVALID for whatever is neither, with what to do about it.
pub fn judge(bytes: Vec<u8>) -> Result<Content, Refusal> {
    if bytes.is_empty() {
        return Err(invalid(
            "文件是空的，请重新选择",
            "the file is empty; choose another",
        ));
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let media_type = office::judge(&bytes)?;
        return Ok(document(media_type, bytes));
    }
    match infer::get(&bytes).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => photo::remake(&bytes, image::ImageFormat::Jpeg),
        Some("image/png") => photo::remake(&bytes, image::ImageFormat::Png),
        Some("image/webp") => photo::remake(&bytes, image::ImageFormat::WebP),
        Some("image/heif" | "image/heic" | "image/avif") => Err(invalid(
            "暂不支持 HEIC 格式的照片；请在手机“设置 › 相机 › 格式”中选择“兼容性最佳”后重拍，或先转换成 JPEG",
            "HEIC photographs are not taken; choose “Most Compatible” in the phone's camera settings (Formats), or convert it to JPEG",
        )),
        Some("application/msword" | "application/vnd.ms-excel" | "application/x-ole-storage") => {
            Err(invalid(
                "暂不支持旧版 Word、Excel 文件（.doc、.xls）；请另存为 .docx、.xlsx 或 PDF 后再上传",
                "old Word and Excel files (.doc, .xls) are not taken; save it as .docx, .xlsx or PDF",
            ))
        }
        _ => Err(unknown()),
    }
}

fn document(media_type: &'static str, bytes: Vec<u8>) -> Content {
    Content {
        kind: AttachmentKind::Document,
        media_type,
        bytes,
        size: None,
        small: None,
    }
}

fn pdf(bytes: Vec<u8>) -> Result<Content, Refusal> {
    // ISO 32000-1, 7.5.5: the marker of the end is in the last line; readers look for it in the last
    // 1,024 bytes.
    let tail = &bytes[bytes.len().saturating_sub(1_024)..];
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(invalid(
            "这个 PDF 文件不完整，请重新导出后上传",
            "this PDF file is cut off; export it again",
        ));
    }
    Ok(document("application/pdf", bytes))
}

pub(super) fn unknown() -> Refusal {
    invalid(
        "不支持这种文件；可以上传照片（JPEG、PNG、WebP）和文件（PDF、Word .docx、Excel .xlsx）",
        "files of this kind are not taken; send photographs (JPEG, PNG, WebP) or documents (PDF, Word .docx, Excel .xlsx)",
    )
}

pub(super) fn invalid(zh: &str, en: &str) -> Refusal {
    Refusal::new(UserErrorCode::Invalid, "file", zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        let refusal = judge(bytes.to_vec()).expect_err("is refused");
        assert_eq!(refusal.path, ["input", "file"]);
        refusal
            .text
            .in_language(schema::text::Language::Chinese)
            .to_owned()
    }

    #[test]
    fn a_file_is_what_is_in_it() {
        let pdf = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n".to_vec();
        let kept = judge(pdf.clone()).unwrap();
        assert_eq!((kept.media_type, &kept.bytes), ("application/pdf", &pdf));
        assert!(refusal(&pdf[..20]).contains("不完整"));
        assert!(refusal(b"").contains("空"));
        assert!(refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").contains("兼容性最佳"));
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        old.resize(2_048, 0);
        for (what, bytes) in [
            (
                "a program",
                b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".as_slice(),
            ),
            (
                "a program of Linux",
                b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
            ),
            ("a page", b"<!DOCTYPE html><script>alert(1)</script>"),
            ("a drawing", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("a moving picture", b"GIF89a\x01\0\x01\0\0\0\0;"),
            ("text", "只是文字".as_bytes()),
            ("an archive", b"Rar!\x1a\x07\x01\0"),
        ] {
            assert!(refusal(bytes).contains("不支持这种文件"), "{what}");
        }
    }

    #[test]
    fn what_only_begins_like_a_picture_is_none() {
        for bytes in [
            b"\xff\xd8\xff\xe0".as_slice(),
            b"\xff\xd8\xff\xe0MZ\x90\0 this program cannot be run in DOS mode",
            b"\x89PNG\r\n\x1a\n and no more",
            b"RIFF\x10\0\0\0WEBPVP8 and no more",
        ] {
            assert!(refusal(bytes).contains("打不开"), "{bytes:?}");
        }
    }
}

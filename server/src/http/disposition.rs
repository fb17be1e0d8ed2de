//! Under which name a file that is sent is shown or saved (RFC 6266, RFC 8187).

use axum::http::HeaderValue;

/// The header `Content-Disposition`: `how` is `inline` or `attachment`, `plain` a name of letters, digits
/// and dots for clients that read no other, `name` the name in full.
pub(crate) fn disposition(how: &str, plain: &str, name: &str) -> HeaderValue {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

//! What may be done with notifications: telling, reading, choosing how to be told.

mod list;
mod mail_address;
mod preferences;
mod tell;

pub use list::{Marked, list, mark_read, unread};
pub(in crate::notifications) use mail_address::sealed_as;
pub use mail_address::{CodeCheck, MailAddress, check_code, confirm, mail_address, remove, set};
pub use preferences::{Preference, preferences, set_preference};
pub use tell::{News, tell, tell_handler, tell_union};

//! Links to the bytes of an attachment: each made within the scope of one person, for that person, and
//! for minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::privacy::Vault;
use crate::tenancy::Claims;

/// The address at which the server takes links; the link follows as the parameter `link`, because
/// addresses go to logs and their parameters do not.
pub const ADDRESS: &str = "/attachments/file";

/// A link lives at least so long, and at most twice as long: those made within one such span are the
/// same, so that a page that is read again shows the pictures that it has.
const LIFE: TimeDelta = TimeDelta::minutes(10);

/// What the keyed hash of links is bound to.
const DOMAIN: &str = "attachment.link";

/// Which bytes, to whom, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The attachment.
    pub attachment: Uuid,
    /// Its small picture instead of the whole.
    pub thumbnail: bool,
    /// Made while a superior had the household opened with a reason, and therefore good without the
    /// right to read names.
    pub opened: bool,
    /// Who may use it.
    #[serde(with = "bearer")]
    pub bearer: Claims,
    /// When it ends, in seconds since 1970.
    expires: i64,
}

impl Link {
    /// A link that begins now.
    #[must_use]
    pub fn new(
        attachment: Uuid,
        thumbnail: bool,
        opened: bool,
        bearer: Claims,
        now: DateTime<Utc>,
    ) -> Self {
        let life = LIFE.num_seconds();
        Self {
            attachment,
            thumbnail,
            opened,
            bearer,
            expires: (now.timestamp().div_euclid(life) + 2) * life,
        }
    }

    /// The address with the link, relative to the server's.
    #[must_use]
    pub fn address(&self, vault: &Vault) -> String {
        // Of plain values, which always have a form.
        let said = BASE64.encode(serde_json::to_vec(self).unwrap_or_default());
        let mac = BASE64.encode(vault.digest(DOMAIN, &said));
        format!("{ADDRESS}?link={said}.{mac}")
    }

    /// What a link says, if it was made here and has not ended.
    #[must_use]
    pub fn read(link: &str, vault: &Vault, now: DateTime<Utc>) -> Option<Self> {
        let (said, mac) = link.split_once('.')?;
        let mac = BASE64.decode(mac).ok()?;
        let genuine: bool = vault.digest(DOMAIN, said).as_slice().ct_eq(&mac).into();
        let link: Self =
            genuine.then(|| serde_json::from_slice(&BASE64.decode(said).ok()?).ok())??;
        (link.expires > now.timestamp()).then_some(link)
    }
}

/// Who may use a link, as four values in a row.
mod bearer {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Claims, Uuid};
    use crate::tenancy::Post;

    pub(super) fn serialize<S: Serializer>(
        claims: &Claims,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let Claims {
            city,
            session_id,
            person_id,
            post,
        } = claims;
        (city, session_id, person_id, post).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Claims, D::Error> {
        let (city, session_id, person_id, post) =
            <(String, Uuid, Uuid, Post)>::deserialize(deserializer)?;
        Ok(Claims {
            city,
            session_id,
            person_id,
            post,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::VaultKeys;
    use crate::tenancy::Post;

    fn made(now: DateTime<Utc>) -> Link {
        let bearer = Claims {
            city: "city_3713".to_owned(),
            session_id: Uuid::from_u128(1),
            person_id: Uuid::from_u128(2),
            post: Post::Staff(Uuid::from_u128(3)),
        };
        Link::new(Uuid::from_u128(4), true, false, bearer, now)
    }

    fn text(address: &str) -> &str {
        address.split_once("?link=").unwrap().1
    }

    #[test]
    fn a_link_says_what_was_meant_for_ten_to_twenty_minutes() {
        let vault = Vault::new(VaultKeys::generate());
        for second in [0, 1, 599, 600, 1_000] {
            let now = DateTime::from_timestamp(1_775_000_000 + second, 0).unwrap();
            let link = made(now);
            let address = link.address(&vault);
            let read =
                |later: i64| Link::read(text(&address), &vault, now + TimeDelta::seconds(later));
            assert_eq!(read(600), Some(link.clone()));
            assert_eq!(read(1_200), None);
        }
    }

    #[test]
    fn a_link_that_was_made_elsewhere_or_changed_says_nothing() {
        let vault = Vault::new(VaultKeys::generate());
        let now = DateTime::from_timestamp(1_775_000_000, 0).unwrap();
        let address = made(now).address(&vault);
        let link = text(&address);
        assert!(Link::read(link, &vault, now).is_some());
        assert!(Link::read(link, &Vault::new(VaultKeys::generate()), now).is_none());
        let (said, mac) = link.split_once('.').unwrap();
        let whole = Link {
            thumbnail: false,
            ..made(now)
        };
        let other = whole.address(&vault);
        let (other, _) = text(&other).split_once('.').unwrap();
        for forged in [
            String::new(),
            ".".to_owned(),
            said.to_owned(),
            format!("{said}."),
            format!(".{mac}"),
            format!("{other}.{mac}"),
            format!("{said}.{}", &mac[1..]),
            format!("{said}.{mac}."),
        ] {
            assert_eq!(Link::read(&forged, &vault, now), None, "{forged}");
        }
    }
}

//! Where the bytes lie: a directory, or a bucket that speaks S3. Every object is sealed for its place
//! with the keys that seal identity numbers, so whoever holds the store alone can read nothing in it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _, RetryConfig};
use schema::id::AttachmentId;
use schema::privacy::vault::context;
use schema::privacy::{Vault, VaultError};
use uuid::Uuid;

use crate::config::Config;

/// How long a request to a bucket is tried again: somebody waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why bytes can't be put or got.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such object.
    #[error("there is no object {0}")]
    Missing(String),
    /// The store does not answer, or refuses.
    #[error("the object store: {0}")]
    Store(#[source] object_store::Error),
    /// Nobody whom this system trusts vouches for the store.
    #[error(
        "the certificate of the object store is not trusted: {0}; `SSL_CERT_FILE` names another file of authorities"
    )]
    Certificate(String),
    /// The object can't be sealed or opened.
    #[error("{object}: {source}")]
    Vault {
        /// The object.
        object: String,
        /// The cause.
        source: VaultError,
    },
    /// The directory can't be made.
    #[error("the directory {path}: {source}")]
    Directory {
        /// Which.
        path: std::path::PathBuf,
        /// The cause.
        source: std::io::Error,
    },
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        match crate::tls::distrust(&error) {
            Some(why) => Self::Certificate(why),
            None => Self::Store(error),
        }
    }
}

/// One of the two objects of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The whole.
    Whole,
    /// The small picture of a photograph.
    Small,
}

impl Part {
    const fn field(self) -> &'static str {
        match self {
            Self::Whole => "attachment",
            Self::Small => "attachment.small",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Small => ".small",
        }
    }
}

/// An object of the store.
#[derive(Debug, Clone)]
pub(super) struct Object {
    /// The attachment that it is of; `None` for what was not put there by us.
    pub(super) of: Option<Uuid>,
    /// Since when it lies there.
    pub(super) since: DateTime<Utc>,
    place: Path,
}

/// The bytes of all attachments.
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    vault: Arc<Vault>,
}

impl Store {
    /// The store of the configuration; credentials of a bucket come from the environment, under the names
    /// by which every tool for S3 reads them.
    ///
    /// # Errors
    /// A directory that can't be made, or a bucket whose address or credentials make no sense.
    pub fn open(config: &Config, vault: Arc<Vault>) -> Result<Self, StoreError> {
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self::open_with(config, vault, environment)
    }

    /// [`Store::open`] with another environment.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with<S: AsRef<str>>(
        config: &Config,
        vault: Arc<Vault>,
        environment: impl IntoIterator<Item = (S, S)>,
    ) -> Result<Self, StoreError> {
        let objects: Arc<dyn ObjectStore> = match &config.attachment_store {
            None => Arc::new(directory(&config.objects_dir())?),
            Some(address) => bucket(config, address, environment)?,
        };
        Ok(Self { objects, vault })
    }

    /// Asks the store for what lies there, as a sign that it answers and lets us in.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn check(&self) -> Result<(), StoreError> {
        self.objects.list(None).try_next().await?;
        Ok(())
    }

    /// Seals bytes and puts them in their place; they are on the disk when this returns.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn put(
        &self,
        city: &str,
        id: AttachmentId,
        part: Part,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let vault = self.vault.clone();
        let sealed = blocking(move || vault.seal_bytes(&context(part.field(), id), &bytes)).await;
        let sealed = sealed.map_err(|source| StoreError::Vault {
            object: id.to_string(),
            source,
        })?;
        self.objects
            .put(&place(city, id, part), sealed.into())
            .await?;
        Ok(())
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn get(
        &self,
        city: &str,
        id: AttachmentId,
        part: Part,
    ) -> Result<Vec<u8>, StoreError> {
        let place = place(city, id, part);
        let got = match self.objects.get(&place).await {
            Err(object_store::Error::NotFound { .. }) => {
                return Err(StoreError::Missing(place.to_string()));
            }
            other => other?,
        };
        let sealed = got.bytes().await?;
        let vault = self.vault.clone();
        let opened = blocking(move || vault.open_bytes(&context(part.field(), id), &sealed)).await;
        opened.map_err(|source| StoreError::Vault {
            object: place.to_string(),
            source,
        })
    }

    /// Removes the objects of an attachment, where there are any.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn remove(&self, city: &str, id: AttachmentId) -> Result<(), StoreError> {
        for part in [Part::Whole, Part::Small] {
            match self.objects.delete(&place(city, id, part)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Everything that lies there of a city.
    pub(super) fn list(&self, city: &str) -> BoxStream<'static, Result<Object, StoreError>> {
        let of = |meta: object_store::ObjectMeta| Object {
            of: attachment(&meta.location),
            since: meta.last_modified,
            place: meta.location,
        };
        let listed = self.objects.list(Some(&Path::from(city)));
        listed.map_ok(of).map_err(StoreError::from).boxed()
    }

    pub(super) async fn remove_object(&self, object: &Object) -> Result<(), StoreError> {
        match self.objects.delete(&object.place).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.objects)
    }
}

/// Ciphers take their time over megabytes.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

/// City, a byte of chance so that no directory grows too large, id.
fn place(city: &str, id: AttachmentId, part: Part) -> Path {
    let name = id.uuid().simple().to_string();
    let shelf = &name[name.len() - 2..];
    Path::from(format!("{city}/{shelf}/{name}{}", part.ending()))
}

fn attachment(place: &Path) -> Option<Uuid> {
    let name = place.filename()?;
    let name = name.strip_suffix(Part::Small.ending()).unwrap_or(name);
    Uuid::try_parse(name).ok()
}

fn directory(path: &std::path::Path) -> Result<LocalFileSystem, StoreError> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|source| StoreError::Directory {
            path: path.to_owned(),
            source,
        })?;
    Ok(LocalFileSystem::new_with_prefix(path)?.with_fsync(true))
}

/// `s3://bucket/prefix`.
fn bucket<S: AsRef<str>>(
    config: &Config,
    address: &str,
    environment: impl IntoIterator<Item = (S, S)>,
) -> Result<Arc<dyn ObjectStore>, StoreError> {
    crate::tls::provide();
    let rest = address.trim_start_matches("s3://").trim_end_matches('/');
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let mut builder = AmazonS3Builder::new();
    for (name, value) in environment {
        let name = name.as_ref().to_ascii_lowercase();
        let ours = name
            .starts_with("aws_")
            .then(|| name.parse().ok())
            .flatten();
        if let Some(key) = ours {
            builder = builder.with_config(key, value.as_ref());
        }
    }
    // Not every store takes the removal of many objects at once, and a few are removed here.
    builder = builder
        .with_bucket_name(bucket)
        .with_retry(RetryConfig {
            max_retries: 5,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        })
        .with_disable_bulk_delete(true);
    if let Some(region) = &config.attachment_region {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = &config.attachment_endpoint {
        // A store of one's own seldom has a name for each bucket.
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"))
            .with_virtual_hosted_style_request(false);
    }
    let store = builder.build()?;
    if prefix.is_empty() {
        return Ok(Arc::new(store));
    }
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

#[cfg(test)]
mod tests {
    use schema::privacy::VaultKeys;

    use super::*;

    #[tokio::test]
    async fn what_is_put_is_got_and_nobody_reads_it_in_the_directory() {
        let home = tempfile::tempdir().unwrap();
        let config = Config {
            data_dir: home.path().to_owned(),
            ..Config::default()
        };
        let vault = Arc::new(Vault::new(VaultKeys::generate()));
        let store = Store::open(&config, vault.clone()).unwrap();
        let (id, other) = (AttachmentId::new(), AttachmentId::new());
        let words = "一张照片".repeat(1_000).into_bytes();
        store
            .put("city_3713", id, Part::Whole, words.clone())
            .await
            .unwrap();
        store
            .put("city_3713", id, Part::Small, b"small".to_vec())
            .await
            .unwrap();
        assert_eq!(
            store.get("city_3713", id, Part::Whole).await.unwrap(),
            words
        );
        assert_eq!(
            store.get("city_3713", id, Part::Small).await.unwrap(),
            b"small"
        );
        for (city, id, part) in [
            ("city_3713", other, Part::Whole),
            ("city_3702", id, Part::Whole),
        ] {
            let missing = store.get(city, id, part).await.unwrap_err();
            assert!(matches!(missing, StoreError::Missing(_)), "{missing}");
        }
        let file = |part| {
            config
                .objects_dir()
                .join(place("city_3713", id, part).to_string())
        };
        let bytes = std::fs::read(file(Part::Whole)).unwrap();
        let secret = "照片".as_bytes();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));

        // Another key, another object's bytes, a changed bit: not opened.
        let strange = Store::open(&config, Arc::new(Vault::new(VaultKeys::generate()))).unwrap();
        let refused = strange.get("city_3713", id, Part::Whole).await.unwrap_err();
        assert!(matches!(refused, StoreError::Vault { .. }), "{refused}");
        std::fs::copy(file(Part::Small), file(Part::Whole)).unwrap();
        let refused = store.get("city_3713", id, Part::Whole).await.unwrap_err();
        assert!(matches!(refused, StoreError::Vault { .. }), "{refused}");

        let listed: Vec<Object> = store.list("city_3713").try_collect().await.unwrap();
        assert_eq!(
            listed.iter().map(|object| object.of).collect::<Vec<_>>(),
            [Some(id.uuid()); 2]
        );
        store.remove("city_3713", id).await.unwrap();
        store.remove("city_3713", id).await.unwrap();
        let listed: Vec<Object> = store.list("city_3713").try_collect().await.unwrap();
        assert!(listed.is_empty());
    }
}

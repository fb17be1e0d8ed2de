//! Hashing passwords: Argon2id, off the threads that serve requests, and never more at once than the
//! machine has cores.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Refusal, Result, UserErrorCode};
use crate::privacy::Private;

/// 19 MiB, two passes, one lane: the minimum of the OWASP Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash that no password has, for spending the same time where there is nobody to compare with.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hashes and verifies passwords. Cheap to clone; clones share the bound.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Passwords {
    /// At most `parallel` hashes at once, each with 19 MiB of memory.
    #[must_use]
    pub fn new(parallel: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(parallel.max(1))),
        }
    }

    /// The hash of a password, as a PHC string.
    ///
    /// # Errors
    /// UNAVAILABLE when too many people sign in at once.
    pub async fn hash(&self, password: &str) -> Result<Private> {
        let password = normalised(password);
        self.turn(move || {
            argon2()?
                .hash_password(password.as_bytes())
                .map(|hash| Private(hash.to_string()))
        })
        .await
    }

    /// Whether the password is that of the hash. Without a hash it takes the same time and is not.
    ///
    /// # Errors
    /// UNAVAILABLE when too many people sign in at once.
    pub async fn verify(&self, password: &str, hash: Option<&Private>) -> Result<bool> {
        let password = normalised(password);
        let known = hash.filter(|hash| hash.0.starts_with("$argon2id$"));
        let is_known = known.is_some();
        let hash = known.map_or_else(|| NOBODY.to_owned(), |hash| hash.0.clone());
        self.turn(
            move || match argon2()?.verify_password(password.as_bytes(), hash.as_str()) {
                Ok(()) => Ok(is_known),
                Err(HashError::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            },
        )
        .await
    }

    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| busy())?
            .map_err(|error| Error::bug(error.to_string()))?;
        tokio::task::spawn_blocking(move || {
            // Held until the hash is made, also when the request is gone meanwhile.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|error| Error::bug(error.to_string()))?
        .map_err(|error| Error::bug(error.to_string()))
    }
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// One password may be typed as different code points; NIST SP 800-63B-4 §3.1.1.2 asks for NFKC or NFKD.
fn normalised(password: &str) -> String {
    password.nfkc().collect()
}

fn busy() -> Error {
    Refusal::new(
        UserErrorCode::Unavailable,
        "password",
        "同时登录的人较多，请过一会儿再试",
        "many people are signing in right now; try again in a moment",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::new(1);
        let hash = passwords.hash("结对帮扶２０１４").await.unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("结对帮扶2014", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("结对帮扶2015", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("结对帮扶2014", None).await.unwrap());
        let none = Private("none".to_owned());
        assert!(!passwords.verify("none", Some(&none)).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let params = |hash: &str| {
            hash.split('$')
                .take(4)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let real = argon2().unwrap().hash_password(b"x").unwrap().to_string();
        assert_eq!(params(NOBODY), params(&real));
        assert_eq!(NOBODY.len(), real.len());
        assert!(argon2().unwrap().verify_password(b"x", NOBODY).is_err());
    }
}

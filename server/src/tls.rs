//! The cryptography of TLS: one for the process, chosen by whoever needs it first.

use std::error::Error;
use std::io;
use std::sync::Once;

/// Chooses it where nobody did yet. `reqwest` asks for it also where it speaks no TLS.
pub fn provide() {
    static ONCE: Once = Once::new();
    // Whoever was first has one that does.
    ONCE.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
}

/// Why the certificate of another server is not trusted, where that is what an error comes from.
#[must_use]
pub fn distrust(error: &(dyn Error + 'static)) -> Option<String> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(found @ rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return Some(found.to_string());
        }
        // An io::Error names as its source what comes after the error that it holds.
        let held = error.downcast_ref().and_then(io::Error::get_ref);
        cause = match held {
            Some(held) => Some(held),
            None => error.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("a request")]
    struct Request(#[source] io::Error);

    #[test]
    fn a_certificate_is_found_below_the_errors_that_lie_over_it() {
        let of = |error: rustls::Error| {
            let inner = io::Error::new(io::ErrorKind::InvalidData, error);
            distrust(&Request(io::Error::other(inner)))
        };
        let unknown = rustls::CertificateError::UnknownIssuer;
        let told = of(rustls::Error::InvalidCertificate(unknown)).unwrap();
        assert!(told.contains("UnknownIssuer"), "{told}");
        assert_eq!(of(rustls::Error::DecryptError), None);
        assert_eq!(distrust(&Request(io::Error::other("a full disk"))), None);
    }
}

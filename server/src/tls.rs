//! The cryptography of TLS: one for the process, chosen by whoever needs it first.

use std::sync::Once;

/// Chooses it where nobody did yet. `reqwest` asks for it also where it speaks no TLS.
pub fn provide() {
    static ONCE: Once = Once::new();
    // Whoever was first has one that does.
    ONCE.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
}

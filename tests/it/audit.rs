//! The audit trail: read by those who may, sealed in order, and every tampering found.

use std::time::{Duration, Instant};

use schema::audit::{self, Verified};
use tests::City;

mod reading;
mod sealing;
mod tampering;

const CREATE: &str = "mutation($input: CreateUnionInput!) { createUnion(input: $input) { union { id } errors { message } } }";

/// Seals until nothing waits. Other databases of the cluster may hold the oldest transaction back.
async fn seal_all(city: &City) -> Verified {
    let mut worker = city.connect_as("lianxin_worker").await;
    let begun = Instant::now();
    loop {
        audit::seal(&mut worker, 3).await.unwrap();
        let found = audit::verify(&mut worker).await.unwrap();
        if found.waiting == 0 {
            return found;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "entries are never sealed: {found:?}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

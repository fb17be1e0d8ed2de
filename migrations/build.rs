//! Builds anew when a step is added: `sqlx::migrate!` by itself sees only changes of those it has read.

fn main() {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=city");
}

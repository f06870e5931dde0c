//! A server among bad neighbours: garbage, forged and replayed packets, half-open hellos, floods of
//! every kind of message, frames too large, crews that never read, a thousand connections from one
//! address, guesses at codes and secrets. All of it on loopback and bounded; meanwhile two honest crews
//! fly and talk in a room of their own, and neither they nor the server's memory may notice.
//!
//! `cargo test -p handshake-tests --test hostile -- --nocapture` prints what each attack came to.
#![cfg(target_os = "linux")]

mod amplification;
mod attacks;
mod honest;
mod process;
mod recorder;
mod strangers;

use std::pin::Pin;

use honest::Honest;
use process::{Seen, Served};
use strangers::Target;

/// Memory the server may have grown by when all attackers are gone, KiB: what the allocator keeps of
/// the hundred connections there were at once. A leak of 256 bytes a packet would be more.
const GROWTH_KIB: u64 = 16 * 1024;
/// Memory it may have grown by at any time, KiB.
const PEAK_KIB: u64 = 32 * 1024;

/// Everything an attack may use.
pub struct Scene<'a> {
    target: Target,
    honest: &'a Honest,
    served: &'a Served,
}

type Attack = for<'a> fn(&'a Scene<'a>) -> Pin<Box<dyn Future<Output = String> + 'a>>;

/// By name; each says what it did.
const ATTACKS: [(&str, Attack); 10] = [
    ("random packets", |scene| Box::pin(attacks::garbage(scene))),
    ("forged first packets", |scene| {
        Box::pin(attacks::forged(scene))
    }),
    ("half-open hellos", |scene| {
        Box::pin(attacks::half_open(scene))
    }),
    ("frames too large", |scene| {
        Box::pin(attacks::oversize(scene))
    }),
    ("replayed packets", |scene| {
        Box::pin(attacks::replayed(scene))
    }),
    ("floods of messages", |scene| {
        Box::pin(attacks::floods(scene))
    }),
    ("floods of sticks", |scene| Box::pin(attacks::sticks(scene))),
    ("crews that never read", |scene| {
        Box::pin(attacks::slow_readers(scene))
    }),
    ("one address, 1,000 calls", |scene| {
        Box::pin(attacks::crowd(scene))
    }),
    ("guessed codes and secrets", |scene| {
        Box::pin(attacks::guesses(scene))
    }),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_neighbours_disturb_neither_the_server_nor_an_honest_room() {
    let served = Served::start();
    let mut honest = Honest::fly(&served.invite).await;
    honest.go_on(2).await;
    let target = Target {
        address: served.address(),
        key: served.invite.fingerprint,
    };
    let (first, began_kib) = (served.seen().await, served.rss_kib());
    println!(
        "{:<26} {:>8} {:>8} {:>7} {:>9} {:>9}  what came of it",
        "attack", "RSS MiB", "grown", "ticks", "late p50", "late p99"
    );
    row("none", &served, (&Seen::default(), began_kib), "").await;
    for (name, attack) in ATTACKS {
        let before = served.seen().await;
        let scene = Scene {
            target,
            honest: &honest,
            served: &served,
        };
        let told = attack(&scene).await;
        row(name, &served, (&before, began_kib), &told).await;
        let grown = served.peak_kib().saturating_sub(began_kib);
        assert!(grown < PEAK_KIB, "{name}: grown by {grown} KiB");
        honest.go_on(1).await;
    }
    let last = served.seen().await;
    row("all of them", &served, (&first, began_kib), "").await;
    println!("not let in or not taken: {}", last.since(&first));
    println!(
        "most memory at any time {:.1} MiB; time given up {} times",
        served.peak_kib() as f64 / 1024.0,
        last.value("handshake_time_given_up_total"),
    );
    let grown = served.rss_kib().saturating_sub(began_kib);
    assert!(grown < GROWTH_KIB, "grown by {grown} KiB");
    assert_eq!(last.value("handshake_room_faults_total"), 0);
    honest.end();
}

async fn row(name: &str, served: &Served, (before, began_kib): (&Seen, u64), told: &str) {
    let (seen, kib) = (served.seen().await, served.rss_kib());
    let mib = |kib: u64| kib as f64 / 1024.0;
    let ticks = |seen: &Seen| seen.value("handshake_ticks_total");
    let late_ms = |share| 1_000.0 * seen.late_s(before, share);
    println!(
        "{name:<26} {:>8.1} {:>8.1} {:>7} {:>6.1} ms {:>6.1} ms  {told}",
        mib(kib),
        mib(kib.saturating_sub(began_kib)),
        ticks(&seen) - ticks(before),
        late_ms(0.5),
        late_ms(0.99),
    );
}

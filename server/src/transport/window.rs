//! The congestion window of a game flow: constant, and a stock controller's while the breaker says
//! that the path is full. What is full and what is not is [`Breaker`]'s to judge.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use quinn::congestion::{Controller, ControllerFactory, NewReno, NewRenoConfig};
use quinn_proto::RttEstimator;

use super::breaker::Breaker;

/// Bytes in flight while the path is not full. Stock controllers shrink their window on every random
/// loss: at 200 ms and 10 % loss snapshots then queue for seconds (measured). A mission sends some
/// kB/s, as little as a telephone call, so a constant window is fair to others.
pub const WINDOW_BYTES: u64 = 64 * 1024;
/// Where the stock controller begins when the path is full, bytes: four packets, twice its least.
const FULL_WINDOW_BYTES: u64 = 4 * 1_200;

/// Makes one for each connection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Windows;

impl ControllerFactory for Windows {
    fn build(self: Arc<Self>, now: Instant, mtu: u16) -> Box<dyn Controller> {
        Box::new(Window::new(now, mtu))
    }
}

/// The window of one path.
#[derive(Clone, Debug)]
pub struct Window {
    began: Instant,
    mtu: u16,
    breaker: Breaker,
    /// Rules while the breaker is open.
    stock: Option<NewReno>,
    /// Mean size of packets that arrived, bytes: losses are told in bytes.
    mean_bytes: u64,
}

impl Window {
    fn new(now: Instant, mtu: u16) -> Window {
        Window {
            began: now,
            mtu,
            breaker: Breaker::default(),
            stock: None,
            mean_bytes: 200,
        }
    }

    /// The path is full: whoever sends should send less.
    pub fn is_narrow(&self) -> bool {
        self.stock.is_some()
    }

    fn ms(&self, at: Instant) -> u64 {
        u64::try_from(at.saturating_duration_since(self.began).as_millis()).unwrap_or(u64::MAX)
    }

    /// Hands over to the stock controller, or takes back from it.
    fn heed(&mut self, now: Instant) {
        if !self.breaker.is_open() {
            self.stock = None;
        } else if self.stock.is_none() {
            let mut config = NewRenoConfig::default();
            config.initial_window(FULL_WINDOW_BYTES);
            self.stock = Some(NewReno::new(Arc::new(config), now, self.mtu));
        }
    }
}

impl Controller for Window {
    fn on_ack(
        &mut self,
        now: Instant,
        sent: Instant,
        bytes: u64,
        app_limited: bool,
        rtt: &RttEstimator,
    ) {
        self.mean_bytes = (7 * self.mean_bytes + bytes).div_ceil(8).max(1);
        self.breaker
            .arrived(self.ms(now), self.ms(now).saturating_sub(self.ms(sent)));
        self.heed(now);
        let stands = self.breaker.queue_stands();
        if let Some(stock) = &mut self.stock {
            if stands {
                // It knows loss alone; a queue that stands is loss to come.
                stock.on_congestion_event(now, sent, false, 0);
            } else {
                stock.on_ack(now, sent, bytes, app_limited, rtt);
            }
        }
    }

    fn on_congestion_event(&mut self, now: Instant, sent: Instant, persistent: bool, lost: u64) {
        // A mark (ECN) comes without bytes and counts as a packet.
        let packets = (lost / self.mean_bytes).max(1);
        let packets = u32::try_from(packets).unwrap_or(u32::MAX);
        self.breaker.lost(self.ms(now), packets);
        self.heed(now);
        if let Some(stock) = &mut self.stock {
            stock.on_congestion_event(now, sent, persistent, lost);
        }
    }

    fn on_mtu_update(&mut self, mtu: u16) {
        self.mtu = mtu;
        if let Some(stock) = &mut self.stock {
            stock.on_mtu_update(mtu);
        }
    }

    fn window(&self) -> u64 {
        self.stock.as_ref().map_or(WINDOW_BYTES, Controller::window)
    }

    fn clone_box(&self) -> Box<dyn Controller> {
        Box::new(self.clone())
    }

    fn initial_window(&self) -> u64 {
        WINDOW_BYTES
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn loss_at_random_leaves_the_window_and_a_full_path_narrows_it_until_it_is_calm() {
        let began = Instant::now();
        let mut window = Window::new(began, 1_200);
        let rtt = Duration::from_millis(200);
        let at = |ms: u64| began + Duration::from_millis(ms);
        let mut lose = |from_ms: u64, to_ms: u64, one_in: u64| {
            for ms in (from_ms..to_ms).step_by(50) {
                if (ms / 50).is_multiple_of(one_in) {
                    window.on_congestion_event(at(ms + 200), at(ms), false, 200);
                } else {
                    window.breaker.arrived(ms + 200, rtt.as_millis() as u64);
                    window.heed(at(ms + 200));
                }
            }
            (window.window(), window.is_narrow())
        };
        assert_eq!(lose(0, 60_000, 5), (WINDOW_BYTES, false));
        let (narrow, told) = lose(60_000, 70_000, 2);
        assert!(told && narrow < FULL_WINDOW_BYTES, "{narrow}");
        assert_eq!(lose(70_000, 80_000, 10), (WINDOW_BYTES, false));
    }
}

//! Signals of the operating system that end or stop the loop as a key does.

/// A kill, and a terminal that is closed: a window shut by mistake, a line of SSH that broke.
#[cfg(unix)]
pub(crate) async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut hangup)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::hangup()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
}

#[cfg(not(unix))]
pub(crate) async fn told_to_stop() {
    std::future::pending().await
}

/// A stop sent from outside is answered as Ctrl-Z is.
#[cfg(unix)]
pub(super) struct Pause(Option<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Pause {
    pub(super) async fn told(&mut self) {
        let told = match &mut self.0 {
            Some(signal) => signal.recv().await,
            None => None,
        };
        if told.is_none() {
            std::future::pending().await
        }
    }
}

#[cfg(unix)]
pub(super) fn told_to_pause() -> Pause {
    use tokio::signal::unix::{SignalKind, signal};
    let number = rustix::process::Signal::TSTP.as_raw();
    Pause(signal(SignalKind::from_raw(number)).ok())
}

#[cfg(not(unix))]
pub(super) struct Pause;

#[cfg(not(unix))]
impl Pause {
    pub(super) async fn told(&mut self) {
        std::future::pending().await
    }
}

#[cfg(not(unix))]
pub(super) fn told_to_pause() -> Pause {
    Pause
}

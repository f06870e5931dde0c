//! What a bug costs: the task it is in, and no more. The task's panic becomes a trouble that the
//! player reads in his own language; the screen goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;

use crate::app::trouble::Trouble;

/// What the last panic said, with its place: a payload alone has no place.
static REPORT: Mutex<Option<String>> = Mutex::new(None);

/// Keeps a panic's report for whoever survives it.
pub fn keep_report(panic: &PanicHookInfo<'_>) {
    let text = panic.to_string();
    *REPORT.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
}

/// A task's own answer, or what its panic said.
pub async fn survive<T>(task: impl Future<Output = T>) -> Result<T, Trouble> {
    let done = AssertUnwindSafe(task).catch_unwind().await;
    done.map_err(|payload| Trouble::Bug(report(payload.as_ref())))
}

fn report(payload: &(dyn Any + Send)) -> String {
    let kept = REPORT.lock().unwrap_or_else(PoisonError::into_inner).take();
    kept.unwrap_or_else(|| {
        let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_default()
    })
}

/// A fault on demand, in debug builds alone: how a program dies is tested by letting it die.
/// `HANDSHAKE_FAULT` names the place.
pub fn fault_at(place: &str) {
    if cfg!(debug_assertions) && std::env::var("HANDSHAKE_FAULT").is_ok_and(|at| at == place) {
        panic!("a fault was asked for at {place}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_a_trouble_that_says_what_it_said() {
        assert_eq!(survive(async { 7 }).await, Ok(7));
        let bug = survive(async { panic!("a number was {}", 3) }).await;
        let Err(Trouble::Bug(text)) = bug else {
            panic!("{bug:?}");
        };
        assert!(text.contains("a number was 3"), "{text}");
    }
}

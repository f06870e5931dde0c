//! A flight that is watched: the line for watching read, and what comes over its link as news.

use handshake_shared::wire::watch::{INSTRUCT_SCHEME, SCHEME};
use handshake_shared::wire::{Hello, WatchInvite};
use tokio::sync::mpsc;

use super::link::closed;
use super::not_connected;
use crate::app::Settings;
use crate::app::desk::WatchNews;
use crate::app::msg::Msg;
use crate::app::trouble::Trouble;
use crate::net::{CloseReason, WatchEvent, WatchLink, watch};

/// The line that a message carries: quoted, wrapped, or behind the command it was handed over with.
pub(super) fn read(message: &str) -> Result<WatchInvite, Trouble> {
    let schemes = [SCHEME, INSTRUCT_SCHEME];
    let from = schemes.iter().find_map(|scheme| message.find(scheme));
    let from = from.unwrap_or(0);
    let kept = |c: &char| c.is_ascii_alphanumeric() || ".,:[]/#-".contains(*c);
    let line: String = message[from..].chars().filter(kept).collect();
    line.parse().map_err(Trouble::Invite)
}

/// Connects and is let in; with the first news.
pub(super) async fn enter(line: &str, settings: &Settings) -> Result<(WatchLink, Msg), Trouble> {
    let invite = read(line)?;
    let hello = Hello::watch(settings.name.clone(), invite.code);
    let link = watch(&invite, hello).await;
    let mut link = link.map_err(|why| not_connected(why, invite.addresses.clone(), None))?;
    match news(link.next().await) {
        WatchNews::Closed(why) => Err(why),
        first => Ok((link, Msg::Watch(first))),
    }
}

/// Carries news until there is no more.
pub(super) async fn carry(mut link: WatchLink, to: mpsc::Sender<Msg>) {
    loop {
        let news = news(link.next().await);
        let last = matches!(news, WatchNews::Closed(_));
        if to.send(Msg::Watch(news)).await.is_err() || last {
            return;
        }
    }
}

fn news(event: WatchEvent) -> WatchNews {
    match event {
        WatchEvent::Watching { delay_s } => WatchNews::Watching { delay_s },
        WatchEvent::Flown(flown) => WatchNews::Flown(flown),
        WatchEvent::Instructs => WatchNews::Instructs,
        WatchEvent::Injection { what, refused } => WatchNews::Injection { what, refused },
        WatchEvent::Lost => WatchNews::Lost,
        WatchEvent::Closed(CloseReason::Lost) => WatchNews::Closed(Trouble::Lost),
        WatchEvent::Closed(why) => WatchNews::Closed(closed(why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handshake_shared::wire::InviteError;

    const LINE: &str = "handshake-watch:192.168.1.7:1975/MFRGGZDFMZTWQ2LK#MFRGGZDFMZTWQ2LKNNWG23TP";

    #[test]
    fn a_line_is_read_out_of_the_message_that_carried_it() {
        let invite = LINE.parse().expect("a good line");
        for message in [
            LINE.to_owned(),
            format!("handshake watch '{LINE}'"),
            format!("«{LINE}»"),
            LINE.replace("/MF", "/\n  MF"),
        ] {
            assert_eq!(read(&message), Ok(WatchInvite::clone(&invite)), "{message}");
        }
    }

    #[test]
    fn a_crews_line_is_told_apart() {
        let crew = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
        assert_eq!(read(crew), Err(Trouble::Invite(InviteError::WatchScheme)));
        let instructor = LINE.replace("-watch:", "-instruct:");
        let message = format!("handshake watch '{instructor}'");
        assert!(read(&message).expect("a good line").instructs);
    }
}

//! What the server says, and what a crew's end makes of it.

use alloc::boxed::Box;

use crate::time::Tick;
use crate::view::View;
use crate::wire::Pace;
use crate::wire::client::{ClientMessage, Want};
use crate::wire::codec::{WireError, encode_frame};
use crate::wire::server::{Refused, ServerMessage};
use crate::wire::version::{OPENING_BYTES, Version};

use super::{ClientEvent, ClientSession, Stage};

impl ClientSession {
    /// The first bytes; whether they are there.
    pub(super) fn on_opening(&mut self) -> Result<bool, WireError> {
        let Some(raw) = self.reader.take_raw::<OPENING_BYTES>() else {
            return Ok(false);
        };
        let theirs = Version::from_opening(&raw)?;
        self.stage = Stage::Greeting;
        if theirs != self.version {
            self.events
                .push_back(ClientEvent::Refused(Refused::Version {
                    server: (theirs.protocol, theirs.catalogue),
                    client: (self.version.protocol, self.version.catalogue),
                }));
        }
        Ok(true)
    }

    /// One message.
    pub(super) fn on_message(&mut self, message: ServerMessage) -> Result<(), WireError> {
        let event = match message {
            ServerMessage::Refused(why) => ClientEvent::Refused(why),
            ServerMessage::Welcome {
                room,
                seat,
                token,
                pace,
                received,
            } => {
                self.hello.want = Want::Join { code: room };
                self.hello.seat = Some(seat);
                self.hello.token = Some(token);
                self.by_the_clock = pace == Pace::RealTime;
                // Said again on a live connection it is another seat, for which nobody is ready yet.
                self.ready &= self.stage != Stage::Live;
                self.seated(received)?;
                ClientEvent::Welcome { room, seat, pace }
            }
            ServerMessage::Lobby(roster) => ClientEvent::Lobby(roster),
            ServerMessage::Started {
                mission,
                tick,
                scenario,
                rules,
            } => {
                // A crew that comes back to its mission is told of it again, and knows it.
                if mission == self.mission {
                    return Ok(());
                }
                self.newest = None;
                self.clock.set_anew();
                self.shown.begin();
                self.known = tick;
                self.ready = false;
                self.acts.settle_grants();
                self.mission = mission;
                ClientEvent::Started {
                    tick,
                    scenario,
                    rules,
                }
            }
            ServerMessage::Ack { seq, tick } => {
                self.applied(seq, tick);
                return Ok(());
            }
            ServerMessage::Event {
                number,
                tick,
                event,
            } => {
                if number <= self.hello.heard {
                    return Ok(());
                }
                self.hello.heard = number;
                self.known = self.known.max(tick);
                ClientEvent::Event { tick, event }
            }
            ServerMessage::View(view) => {
                self.acts.seen(view.tick);
                self.send_acts();
                if self.by_the_clock {
                    self.shown.stand(view.clone());
                }
                self.show(view);
                return Ok(());
            }
            ServerMessage::Debrief(debrief) => {
                self.acts.settle();
                self.send_acts();
                ClientEvent::Debrief(debrief)
            }
            ServerMessage::Paused { why, since, left_s } => {
                self.halt(true);
                ClientEvent::Paused { why, since, left_s }
            }
            ServerMessage::Resumed => {
                self.halt(false);
                ClientEvent::Resumed
            }
            ServerMessage::Pace(pace) => {
                self.shown.run(pace.granted);
                self.clock.set_anew();
                ClientEvent::Pace(pace)
            }
            ServerMessage::GoesOn { by, in_s } => ClientEvent::GoesOn { by, in_s },
            ServerMessage::NoPause(why) => ClientEvent::NoPause(why),
            ServerMessage::Silent(for_ms) => ClientEvent::Silent(for_ms),
            ServerMessage::Briefing(briefing) => ClientEvent::Briefing(briefing),
            ServerMessage::Closing(why) => ClientEvent::Closed(why),
            ServerMessage::History {
                epoch,
                mission,
                tick,
                events,
            } => match self.epoch.replace(epoch) {
                Some(before) if before != epoch => {
                    match (self.undo(mission, tick, events)?, self.from_copy) {
                        (ClientEvent::Undone(ticks), true) => ClientEvent::Restored(ticks),
                        (undone, _) => undone,
                    }
                }
                _ => return Ok(()),
            },
            ServerMessage::Durable { seq } => {
                self.acts.durable(seq);
                ClientEvent::Durable(seq)
            }
            ServerMessage::Saving(saving) => ClientEvent::Saving(saving),
            ServerMessage::Follow(follow) => {
                self.acts.copied();
                ClientEvent::Follow(follow)
            }
            ServerMessage::WantCopy => ClientEvent::WantCopy,
            ServerMessage::FromCopy => {
                self.from_copy = true;
                return Ok(());
            }
            ServerMessage::Relief { seat, token } => ClientEvent::Relief(seat, token),
            ServerMessage::Relieved { since } => ClientEvent::Relieved(since),
            ServerMessage::WatchKey(code) => ClientEvent::WatchKey(code),
            ServerMessage::InstructorKey(code) => ClientEvent::InstructorKey(code),
            ServerMessage::Watchers(watchers) => ClientEvent::Watchers(watchers),
            ServerMessage::Flown(flown) => ClientEvent::Flown(flown),
            // It is said to those who watch, and a crew does not; nor does a crew of ours ask for failures.
            ServerMessage::Watching { .. }
            | ServerMessage::Instructs
            | ServerMessage::Injection { .. } => return Err(WireError::Malformed),
            ServerMessage::Slow(percent) => {
                // Its ticks come at other times than before.
                self.clock.set_anew();
                ClientEvent::Slow(percent)
            }
            // A crew that sits is sent nowhere.
            ServerMessage::Redirect(_) if self.stage == Stage::Live => {
                return Err(WireError::Malformed);
            }
            ServerMessage::Redirect(to) => {
                self.redirect = Some(to);
                return Ok(());
            }
        };
        self.events.push_back(event);
        Ok(())
    }

    /// The room stands still, or goes on: its clock is another one.
    fn halt(&mut self, halted: bool) {
        self.clock.set_anew();
        self.shown.halt(halted);
    }

    /// Sends again what the server has not got, or has lost, and goes on after what it has.
    fn seated(&mut self, received: u32) -> Result<(), WireError> {
        self.stage = Stage::Live;
        let again = [
            (self.wants_flight, ClientMessage::WantsFlight),
            (self.ready, ClientMessage::Ready(true)),
        ];
        for (_, message) in again.iter().filter(|(said, _)| *said) {
            self.outgoing.push_back(encode_frame(message)?);
        }
        self.acts.resume(received);
        self.send_acts();
        Ok(())
    }

    /// The server was gone, and the room stands as it stood at this tick. In lockstep it comes again to where
    /// it was, for what was granted is granted again: then nothing is undone. A mission whose start is
    /// undone is begun again: this crew was ready for it.
    fn undo(&mut self, mission: u16, tick: Tick, events: u32) -> Result<ClientEvent, WireError> {
        let same = mission == self.mission;
        if same && !self.by_the_clock {
            return Ok(ClientEvent::Undone(0));
        }
        let stands = if same { tick.0 } else { 0 };
        let undone = self.known.0.saturating_sub(stands);
        self.hello.heard = self.hello.heard.min(events);
        self.newest = None;
        self.clock.set_anew();
        self.shown.begin();
        self.known = tick;
        if !same {
            self.mission = mission;
            for wish in [ClientMessage::Ready(true), ClientMessage::Again] {
                self.outgoing.push_back(encode_frame(&wish)?);
            }
        }
        Ok(ClientEvent::Undone(undone))
    }

    /// Everything up to this number took effect. Each act is told once, however often it is said: the
    /// word for the last ones before a loss comes again. One that was undone is told again.
    fn applied(&mut self, seq: u32, tick: Tick) {
        self.known = self.known.max(tick);
        for seq in self.acts.applied(seq) {
            self.events.push_back(ClientEvent::Ack { seq, tick });
        }
        self.send_acts();
    }

    /// An older view than the newest falls.
    pub(super) fn show(&mut self, view: Box<View>) {
        if self.newest.is_none_or(|newest| view.tick >= newest) {
            self.newest = Some(view.tick);
            self.known = self.known.max(view.tick);
            self.events.push_back(ClientEvent::View(view));
        }
    }
}

//! The loop that holds everything together: keys, news and the clock become messages, effects are
//! done, and the screen is drawn when something has changed. The only place that waits.

pub mod shell;
pub(crate) mod signals;

use std::time::{Duration, Instant};

use crossterm::event::{
    Event as TerminalEvent, EventStream, MouseButton, MouseEvent, MouseEventKind,
};
use futures_util::{StreamExt, stream};
use ratatui::layout::Rect;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::demo::{self, Chord};
use crate::app::effect::Effect;
use crate::app::msg::{Msg, News};
use crate::app::rooms::begin;
use crate::app::update::update;
use crate::app::{App, Play, Screen as AppScreen};
use crate::draw::pointer::{self, Pointed};
use crate::draw::steady::{Steady, steady};
use crate::draw::{Canvases, Look, draw};
use crate::input::pad::PadEvent;
use crate::input::{is_chord, is_interrupt, is_suspend, press_of};
use crate::settings::{Motion, MouseUse};
use crate::sound::speaker::Speaker;
use crate::survive::fault_at;
use crate::terminal::Screen;
use shell::{Shell, joined_before, left_behind, remembered, wall_s};

/// Shortest time between two frames: thirty a second.
const FRAME: Duration = Duration::from_millis(33);
/// A key's own frame comes at once, or so long after one that has just been drawn.
const KEY_FRAME: Duration = Duration::from_millis(8);
/// Time between two steps of a picture that moves by itself.
const POSTER: Duration = Duration::from_millis(125);

/// Runs the client on a screen until the player leaves.
pub fn run(app: App, play: Option<Play>) -> anyhow::Result<()> {
    run_first(app, play, Vec::new())
}

/// The same, with something to do at once.
pub fn run_first(app: App, play: Option<Play>, first: Vec<Effect>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(on_screen(app, play, first))
}

async fn on_screen(mut app: App, play: Option<Play>, first: Vec<Effect>) -> anyhow::Result<()> {
    // Before the screen is taken: a library of the machine's may complain on the terminal itself.
    let mut speaker = Speaker::new(app.settings.sound);
    let mut screen = Screen::take()?;
    app.profile = remembered();
    app.recents = joined_before();
    app.began_s = wall_s();
    update(&mut app, Msg::Resume(left_behind()));
    let (columns, rows) = screen.size()?;
    update(&mut app, Msg::Resize(columns, rows));
    update(&mut app, Msg::Releases(screen.has_release()));
    let mut shell = Shell::new();
    #[cfg(feature = "gamepad")]
    shell.listen_to_pads();
    match (&mut app.screen, play) {
        (AppScreen::First(first), play) => first.then = play,
        (_, Some(play)) => {
            let effects = begin(&mut app, play);
            shell.perform(&app, effects).await;
        }
        (_, None) => {}
    }
    shell.perform(&app, first).await;
    let mut canvases = Canvases::default();
    // What was typed while the terminal was asked comes first.
    let early = screen
        .typed()
        .into_iter()
        .map(|key| Ok(TerminalEvent::Key(key)));
    let mut keys = stream::iter(early).chain(EventStream::new());
    let mut stop = Box::pin(signals::told_to_stop());
    let mut pause = signals::told_to_pause();
    let mut frame = interval(FRAME);
    frame.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut changed = true;
    let mut shown = Shown::default();
    let mut poster_ms = 0;
    let mut drawn = Instant::now();
    while !app.done {
        screen.set_mouse(app.settings.mouse == MouseUse::On)?;
        let msg = tokio::select! {
            event = keys.next() => match event {
                Some(Ok(TerminalEvent::Mouse(mouse))) => {
                    let (columns, rows) = screen.size()?;
                    let area = Rect::new(0, 0, columns, rows);
                    let look = Look::of(&app.settings);
                    let pressed = pointed(mouse).map(|pointed| {
                        pointer::keys(&app, &look, area, pointed)
                    });
                    for press in pressed.into_iter().flatten() {
                        changed = true;
                        let effects = update(&mut app, Msg::Key(press));
                        shell.perform(&app, effects).await;
                    }
                    None
                }
                Some(Ok(event)) => of_terminal(event),
                // A terminal that is gone cannot be flown from.
                Some(Err(_)) | None => Some(Msg::Cut),
            },
            () = &mut stop => Some(Msg::Cut),
            () = pause.told() => Some(Msg::Suspend),
            msg = shell.next() => msg,
            _ = frame.tick() => {
                let now_ms = shell.now_ms();
                let plays = matches!(app.screen, AppScreen::Replay | AppScreen::Demo)
                    && app.playback.as_ref().is_some_and(|playback| playback.running);
                changed |= plays || app.screen == AppScreen::Desk;
                let effects = update(&mut app, Msg::Clock(now_ms));
                // A replay goes on by the clock, and is heard by it.
                sound(&effects, &app, &mut speaker, &mut screen);
                shell.perform(&app, effects).await;
                // At a table the seconds are counted over whatever stands still.
                let turns = app.settings.motion == Motion::Full && has_poster(&app.screen);
                let moving = turns || demo::kiosk::is_kiosk(&app);
                if moving && now_ms - poster_ms >= POSTER.as_millis() as u64 {
                    poster_ms = now_ms;
                    changed = true;
                }
                // While the terminal is behind, frames are dropped: the newest is drawn when it is ready.
                if changed && screen.is_free() {
                    if app.screen == AppScreen::Cockpit {
                        fault_at("draw");
                    }
                    let look = Look::of(&app.settings);
                    let pixels = &mut canvases.pixels;
                    if let Some(written) = screen.last() {
                        pixels.pace.written(written);
                    }
                    pixels.offer(screen.pixels(app.settings.graphics, look.is_colourful()));
                    pixels.begin(now_ms);
                    drawn = Instant::now();
                    let bytes = screen.draw(|frame| draw(&app, &look, &mut canvases, frame))?;
                    if canvases.pixels.sent(bytes) {
                        screen.delete_images()?;
                    }
                    changed = canvases.pixels.is_behind();
                }
                None
            }
        };
        if let Some(msg) = msg {
            if matches!(msg, Msg::Key(_)) {
                frame.reset_after(KEY_FRAME.saturating_sub(drawn.elapsed()));
            }
            changed |= shown.is_news(&msg);
            let effects = update(&mut app, msg);
            if effects.contains(&Effect::Suspend) {
                screen.suspend().await?;
                canvases.pixels.forget();
                // It may have got another size meanwhile.
                let (columns, rows) = screen.size()?;
                update(&mut app, Msg::Resize(columns, rows));
                changed = true;
            }
            sound(&effects, &app, &mut speaker, &mut screen);
            shell.perform(&app, effects).await;
        }
    }
    shell.close().await;
    Ok(())
}

/// Makes the sounds that were asked for: the loudspeaker's, or the terminal's bell.
fn sound(effects: &[Effect], app: &App, speaker: &mut Speaker, screen: &mut Screen) {
    for effect in effects {
        if let Effect::Sound(cue) = effect
            && !speaker.play(*cue, &app.settings)
            && cue.rings()
        {
            screen.bell();
        }
    }
}

/// A screen with the Earth turning behind it.
fn has_poster(screen: &AppScreen) -> bool {
    matches!(
        screen,
        AppScreen::Start(_)
            | AppScreen::Credits
            | AppScreen::Join(_)
            | AppScreen::Replays(_)
            | AppScreen::Wait(_)
            | AppScreen::Ready(_)
            | AppScreen::Demo
    )
}

/// What of each console's last view the eye could tell.
#[derive(Debug, Default)]
struct Shown([Option<Steady>; 2]);

impl Shown {
    /// Whether a message can change the picture. After anything but a view, the next view counts.
    fn is_news(&mut self, msg: &Msg) -> bool {
        // A stick moves the craft, not the picture.
        if matches!(msg, Msg::Pad(_, PadEvent::Axis(..))) {
            return false;
        }
        let (Msg::Link(index, News::View(view)), seen) = (msg, &mut self.0) else {
            *self = Shown::default();
            return true;
        };
        let Some(seen) = seen.get_mut(*index) else {
            return true;
        };
        let now = Some(steady(view));
        if *seen == now {
            return false;
        }
        *seen = now;
        true
    }
}

/// What the mouse did, if it is anything to us.
fn pointed(mouse: MouseEvent) -> Option<Pointed> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Pointed::Click(mouse.column, mouse.row)),
        MouseEventKind::ScrollUp => Some(Pointed::Wheel(false)),
        MouseEventKind::ScrollDown => Some(Pointed::Wheel(true)),
        _ => None,
    }
}

/// What a terminal's event says; some say nothing.
fn of_terminal(event: TerminalEvent) -> Option<Msg> {
    match event {
        TerminalEvent::Key(key) if is_interrupt(&key) => Some(Msg::Interrupt),
        TerminalEvent::Key(key) if is_suspend(&key) => Some(Msg::Suspend),
        TerminalEvent::Key(key) if is_chord(&key, 'x') => Some(Msg::Chord(Chord::First)),
        TerminalEvent::Key(key) if is_chord(&key, 'q') => Some(Msg::Chord(Chord::Second)),
        TerminalEvent::Key(key) => press_of(key).map(Msg::Key),
        TerminalEvent::Paste(text) => Some(Msg::Paste(text)),
        TerminalEvent::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        TerminalEvent::FocusGained | TerminalEvent::FocusLost | TerminalEvent::Mouse(_) => None,
    }
}

//! The loop that holds everything together: keys, news and the clock become messages, effects are
//! done, and the screen is drawn when something has changed. The only place that waits.

use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{
    Event as TerminalEvent, EventStream, MouseButton, MouseEvent, MouseEventKind,
};
use futures_util::{StreamExt, stream};
use ratatui::layout::Rect;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::effect::Effect;
use crate::app::msg::{Msg, News};
use crate::app::resume::Resume;
use crate::app::update::{begin, update};
use crate::app::{App, Play, Screen as AppScreen};
use crate::draw::pointer::{self, Pointed};
use crate::draw::steady::{Steady, steady};
use crate::draw::{Canvases, Look, draw};
use crate::input::pad::PadEvent;
use crate::input::{is_interrupt, is_suspend, press_of};
use crate::lan::{Announcement, Lan, LanNews};
use crate::mission::Mission;
use crate::profile::Profile;
use crate::recent::Recents;
use crate::replays;
use crate::seats;
use crate::settings::{Motion, MouseUse};
use crate::sound::speaker::Speaker;
use crate::survive::{fault_at, survive};
use crate::terminal::Screen;

/// Shortest time between two frames: thirty a second.
const FRAME: Duration = Duration::from_millis(33);
/// A key's own frame comes at once, or so long after one that has just been drawn.
const KEY_FRAME: Duration = Duration::from_millis(8);
/// Time between two steps of a picture that moves by itself.
const POSTER: Duration = Duration::from_millis(125);
/// Messages that may wait; the senders wait when it is full.
const INBOX_MAX: usize = 256;

/// What reaches the loop from the tasks beside it.
#[derive(Debug)]
pub enum Inbox {
    /// News.
    Msg(Msg),
    /// A mission stands.
    Mission(Box<Mission>),
}

/// Runs the client on a screen until the player leaves.
pub fn run(app: App, play: Option<Play>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(on_screen(app, play))
}

async fn on_screen(mut app: App, play: Option<Play>) -> anyhow::Result<()> {
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
    let mut canvases = Canvases::default();
    // What was typed while the terminal was asked comes first.
    let early = screen
        .typed()
        .into_iter()
        .map(|key| Ok(TerminalEvent::Key(key)));
    let mut keys = stream::iter(early).chain(EventStream::new());
    let mut stop = Box::pin(told_to_stop());
    let mut pause = told_to_pause();
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
                Some(Err(_)) | None => Some(Msg::Interrupt),
            },
            () = &mut stop => Some(Msg::Interrupt),
            () = pause.told() => Some(Msg::Suspend),
            msg = shell.next() => msg,
            _ = frame.tick() => {
                let now_ms = shell.now_ms();
                let plays = app.screen == AppScreen::Replay
                    && app.playback.as_ref().is_some_and(|playback| playback.running);
                changed |= plays;
                let effects = update(&mut app, Msg::Clock(now_ms));
                // A replay goes on by the clock, and is heard by it.
                sound(&effects, &app, &mut speaker, &mut screen);
                shell.perform(&app, effects).await;
                let moving = app.settings.motion == Motion::Full
                    && has_poster(&app.screen);
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
        TerminalEvent::Key(key) => press_of(key).map(Msg::Key),
        TerminalEvent::Paste(text) => Some(Msg::Paste(text)),
        TerminalEvent::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        TerminalEvent::FocusGained | TerminalEvent::FocusLost | TerminalEvent::Mouse(_) => None,
    }
}

/// Does effects and gathers what comes of them: the same for a screen and for plain lines.
#[derive(Debug)]
pub struct Shell {
    start: Instant,
    inbox: mpsc::Receiver<Inbox>,
    post: mpsc::Sender<Inbox>,
    mission: Option<Mission>,
    lan: Option<Lan>,
    /// A mission that is being set up; its number tells it from one that was given up.
    asked: u32,
}

impl Shell {
    /// Nothing going on yet.
    pub fn new() -> Shell {
        let (post, inbox) = mpsc::channel(INBOX_MAX);
        Shell {
            start: Instant::now(),
            inbox,
            post,
            mission: None,
            lan: None,
            asked: 0,
        }
    }

    /// Time since the program began, ms.
    pub fn now_ms(&self) -> u64 {
        self.start
            .elapsed()
            .as_millis()
            .try_into()
            .unwrap_or(u64::MAX)
    }

    /// Gamepads tell what they do until the loop ends.
    #[cfg(feature = "gamepad")]
    fn listen_to_pads(&self) {
        use std::ops::ControlFlow;
        let post = self.post.clone();
        crate::input::pad_reader::read(move |told| {
            let Some((number, event)) = told else {
                return match post.is_closed() {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                };
            };
            match post.blocking_send(Inbox::Msg(Msg::Pad(number, event))) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
    }

    /// The next message from the tasks beside the loop.
    pub async fn next(&mut self) -> Option<Msg> {
        match self.inbox.recv().await? {
            Inbox::Msg(msg) => Some(msg),
            Inbox::Mission(mission) => {
                if let Some(earlier) = self.mission.replace(*mission) {
                    tokio::spawn(earlier.leave());
                }
                None
            }
        }
    }

    /// Does what was asked.
    pub async fn perform(&mut self, app: &App, effects: Vec<Effect>) {
        for effect in effects {
            match (effect, &self.mission) {
                (Effect::Open(play), _) => self.open(app, play),
                (Effect::Leave, _) => {
                    self.close().await;
                    // A full inbox has more to tell than a screen that is only being returned to.
                    let _ = self.post.try_send(Inbox::Msg(Msg::Resume(left_behind())));
                }
                (Effect::Command(index, command), Some(mission)) => {
                    mission.act(index, command);
                }
                (Effect::Stick(index, stick, ticks), Some(mission)) => {
                    mission.stick(index, stick, ticks);
                }
                (Effect::Pulse(index, stick, ticks), Some(mission)) => {
                    mission.pulse(index, stick, ticks);
                }
                (Effect::Pace(index, factor), Some(mission)) => {
                    mission.pace(index, factor);
                }
                (Effect::Ready(index, ready), Some(mission)) => {
                    mission.ready(index, ready);
                }
                (Effect::Help(index, level), Some(mission)) => {
                    mission.help(index, level);
                }
                (Effect::Sit(index, seat), Some(mission)) => {
                    mission.sit_at(index, seat);
                }
                (Effect::Pause(index, paused), Some(mission)) => {
                    mission.pause(index, paused);
                }
                (Effect::Again, Some(mission)) => mission.again(),
                (Effect::Keep, _) => {
                    if let Err(why) = app.kept.save() {
                        // A full inbox has told graver things; the file is tried again next time.
                        let _ = self.post.try_send(Inbox::Msg(Msg::NotKept(why)));
                    }
                }
                (Effect::ListReplays, _) => self.beside(listed),
                (Effect::OpenReplay(path), _) => self.beside(move || opened(&path)),
                (Effect::DeleteReplay(path), _) => self.beside(move || {
                    if let Err(error) = std::fs::remove_file(&path) {
                        tracing::debug!(%error, path = %path.display(), "a replay stays");
                    }
                    listed()
                }),
                (Effect::Remember, _) => remember(&app.profile),
                (Effect::Recent, _) => keep_recent(&app.recents),
                (Effect::Look(on), _) => self.look(on),
                (Effect::Announce(room), _) => self.announce(&room),
                // Without a mission there is nobody to tell; sound and suspension are the screen's.
                (
                    Effect::Command(..)
                    | Effect::Stick(..)
                    | Effect::Pulse(..)
                    | Effect::Pace(..)
                    | Effect::Ready(..)
                    | Effect::Help(..)
                    | Effect::Sit(..)
                    | Effect::Pause(..)
                    | Effect::Again
                    | Effect::Sound(_)
                    | Effect::Suspend,
                    _,
                ) => {}
            }
        }
    }

    /// Leaves the mission, if there is one.
    pub async fn close(&mut self) {
        self.asked += 1;
        if let Some(lan) = self.lan.take() {
            lan.close().await;
        }
        if let Some(mission) = self.mission.take() {
            mission.leave().await;
        }
    }

    /// Work with files beside the loop; what comes of it is news.
    fn beside(&self, work: impl FnOnce() -> Msg + Send + 'static) {
        let post = self.post.clone();
        tokio::spawn(async move {
            // A bug in there has been told; the loop goes on without its news.
            if let Ok(msg) = tokio::task::spawn_blocking(work).await {
                let _ = post.send(Inbox::Msg(msg)).await;
            }
        });
    }

    /// Looks around in the local network, or stops. What nobody needs is given up.
    fn look(&mut self, on: bool) {
        if !on {
            if let Some(lan) = &mut self.lan {
                lan.stop_looking();
            }
            self.lan.take_if(|lan| !lan.is_announced());
            return;
        }
        let (news, mut told) = mpsc::channel(INBOX_MAX);
        let post = self.post.clone();
        let passed_on = async move {
            while let Some(news) = told.recv().await {
                if post.send(Inbox::Msg(Msg::Lan(news))).await.is_err() {
                    return;
                }
            }
        };
        match self.lan().and_then(|lan| lan.look(news)) {
            Ok(()) => drop(tokio::spawn(passed_on)),
            Err(why) => self.lan_news(LanNews::Failed(why)),
        }
    }

    fn announce(&mut self, room: &Announcement) {
        match self.lan().and_then(|lan| lan.announce(room)) {
            Ok(Some(name)) => self.lan_news(LanNews::Announced(name)),
            Ok(None) => {}
            Err(why) => self.lan_news(LanNews::Failed(why)),
        }
    }

    /// This machine's part in the local network, from the first time it is needed.
    fn lan(&mut self) -> Result<&mut Lan, String> {
        match &mut self.lan {
            Some(lan) => Ok(lan),
            none => Ok(none.insert(Lan::open()?)),
        }
    }

    fn lan_news(&self, news: LanNews) {
        // A full inbox has told graver things; the list is told again when it changes.
        let _ = self.post.try_send(Inbox::Msg(Msg::Lan(news)));
    }

    fn open(&mut self, app: &App, play: Play) {
        self.asked += 1;
        let (settings, post) = (app.settings.clone(), self.post.clone());
        tokio::spawn(async move {
            let (news, mut told) = mpsc::channel(INBOX_MAX);
            let opened = survive(Mission::open(play, &settings, news)).await;
            let first = match opened.and_then(|opened| opened) {
                Ok((mission, opened)) => {
                    let _ = post.send(Inbox::Mission(Box::new(mission))).await;
                    opened
                }
                Err(why) => Msg::Failed(why),
            };
            // The loop has ended when nobody takes the news any more.
            if post.send(Inbox::Msg(first)).await.is_err() {
                return;
            }
            while let Some(msg) = told.recv().await {
                if post.send(Inbox::Msg(msg)).await.is_err() {
                    return;
                }
            }
        });
    }
}

/// What the folder of replays holds; a folder that cannot be read holds nothing.
fn listed() -> Msg {
    let all = replays::folder().and_then(|folder| replays::list(&folder).ok());
    Msg::Replays(all.unwrap_or_default())
}

fn opened(path: &Path) -> Msg {
    let name = path.file_stem().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    Msg::Replay(name, replays::open(path).map(Box::new))
}

/// The words the player has learned before.
pub fn remembered() -> Profile {
    let path = Profile::file();
    path.map(|path| Profile::load(&path)).unwrap_or_default()
}

/// The rooms joined before.
pub fn joined_before() -> Recents {
    let path = Recents::file();
    path.map(|path| Recents::load(&path)).unwrap_or_default()
}

/// Rooms that cannot be written down are forgotten with this run.
fn keep_recent(recents: &Recents) {
    if let Some(path) = Recents::file()
        && let Err(error) = recents.save(&path)
    {
        tracing::debug!(%error, path = %path.display(), "rooms not written");
    }
}

/// The time on the wall, seconds since 1970; zero on a machine whose clock stands before that.
pub fn wall_s() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// The seat left last that no running program holds.
fn left_behind() -> Option<Resume> {
    let free = seats::free(&seats::folder()?);
    free.into_iter().next().map(Resume::from)
}

/// Words that cannot be written down are lost with this run; the flight goes on.
fn remember(profile: &Profile) {
    if let Some(path) = Profile::file()
        && let Err(error) = profile.save(&path)
    {
        tracing::debug!(%error, path = %path.display(), "words not written");
    }
}

impl Default for Shell {
    fn default() -> Shell {
        Shell::new()
    }
}

/// A kill is answered as Ctrl-C is.
#[cfg(unix)]
async fn told_to_stop() {
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
async fn told_to_stop() {
    std::future::pending().await
}

/// A stop sent from outside is answered as Ctrl-Z is.
#[cfg(unix)]
struct Pause(Option<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Pause {
    async fn told(&mut self) {
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
fn told_to_pause() -> Pause {
    use tokio::signal::unix::{SignalKind, signal};
    let number = rustix::process::Signal::TSTP.as_raw();
    Pause(signal(SignalKind::from_raw(number)).ok())
}

#[cfg(not(unix))]
struct Pause;

#[cfg(not(unix))]
impl Pause {
    async fn told(&mut self) {
        std::future::pending().await
    }
}

#[cfg(not(unix))]
fn told_to_pause() -> Pause {
    Pause
}

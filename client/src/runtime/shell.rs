//! What stands beside the loop: the mission that is flown, the local network, files. It does effects
//! and gathers the news that comes of them, the same for a screen and for plain lines; it draws nothing.

use std::fs;
use std::num::NonZeroU16;
use std::path::Path;
use std::time::Instant;

use tokio::sync::mpsc;

use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::resume::Resume;
use crate::app::{App, Play};
use crate::debrief::{self, page};
use crate::demo;
use crate::folder::data_folder;
use crate::i18n::Locale;
use crate::lan::{Announcement, Lan, LanNews};
use crate::mission::Mission;
use crate::missions;
use crate::profile::Profile;
use crate::recent::Recents;
use crate::replays;
use crate::router::{self, Router};
use crate::seats;
use crate::survive::survive;

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

/// Does effects and gathers what comes of them: the same for a screen and for plain lines.
#[derive(Debug)]
pub struct Shell {
    start: Instant,
    inbox: mpsc::Receiver<Inbox>,
    post: mpsc::Sender<Inbox>,
    mission: Option<Mission>,
    lan: Option<Lan>,
    router: Option<Router>,
    /// A mission that is being set up; its number tells it from one that was given up.
    asked: u32,
}

impl Default for Shell {
    fn default() -> Shell {
        Shell::new()
    }
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
            router: None,
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
    pub(super) fn listen_to_pads(&self) {
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
                (Effect::Cut, _) => self.cut().await,
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
                (Effect::Relieve(index), Some(mission)) => {
                    mission.relieve(index);
                }
                (Effect::Inject(what), Some(mission)) => {
                    mission.inject(what);
                }
                (Effect::TakeOver(index), Some(mission)) => {
                    mission.take_over(index);
                }
                (Effect::Fly(seed), _) => self.beside(move || Msg::Flown(demo::fly(seed))),
                (Effect::Again, Some(mission)) => mission.again(),
                (Effect::Keep, _) => {
                    if let Err(why) = app.kept.save() {
                        // A full inbox has told graver things; the file is tried again next time.
                        let _ = self.post.try_send(Inbox::Msg(Msg::NotKept(why)));
                    }
                }
                (Effect::ListOwn, _) => self.beside(|| {
                    let folder = missions::own_folder();
                    Msg::Own(
                        folder
                            .map(|folder| missions::own(&folder))
                            .unwrap_or_default(),
                    )
                }),
                (Effect::ListReplays, _) => self.beside(listed),
                (Effect::OpenReplay(path), _) => self.beside(move || opened(&path)),
                (Effect::DeleteReplay(path), _) => self.beside(move || {
                    if let Err(error) = std::fs::remove_file(&path) {
                        tracing::debug!(%error, path = %path.display(), "a replay stays");
                    }
                    listed()
                }),
                (Effect::Share(locale), _) => self.share(app, locale),
                (Effect::Remember, _) => remember(&app.profile),
                (Effect::Recent, _) => keep_recent(&app.recents),
                (Effect::Look(on), _) => self.look(on),
                (Effect::Announce(room), _) => self.announce(&room),
                (Effect::AskRouter(port), _) => self.ask_router(port),
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
                    | Effect::Relieve(_)
                    | Effect::TakeOver(_)
                    | Effect::Inject(_)
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
        if let Some(router) = self.router.take() {
            router.close().await;
        }
        if let Some(mission) = self.mission.take() {
            mission.leave().await;
        }
    }

    /// Ends the mission as a line that goes does.
    async fn cut(&mut self) {
        if let Some(router) = self.router.take() {
            router.close().await;
        }
        if let Some(mission) = self.mission.take() {
            mission.cut().await;
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

    /// Writes the debrief as a page into the player's folder.
    fn share(&self, app: &App, locale: Locale) {
        let seat = debrief::found(app).map(|(station, _)| station.seat);
        let page = seat.and_then(|seat| page::of(app, locale, seat));
        let (Some(page), Some(folder)) = (page, data_folder()) else {
            return;
        };
        let file = page::name(app, locale) + ".html";
        self.beside(move || {
            let path = folder.join("debriefs").join(file);
            let written = fs::create_dir_all(folder.join("debriefs"))
                .and_then(|()| fs::write(&path, page))
                .map(|()| path.display().to_string());
            Msg::Shared(written.map_err(|why| why.to_string()))
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

    /// Asks the router for a port of the room; how it stands is news.
    fn ask_router(&mut self, port: NonZeroU16) {
        let (news, mut told) = mpsc::channel(INBOX_MAX);
        let post = self.post.clone();
        tokio::spawn(async move {
            while let Some(outside) = told.recv().await {
                if post.send(Inbox::Msg(Msg::Outside(outside))).await.is_err() {
                    return;
                }
            }
        });
        self.router = Some(Router::ask(router::gateway, port, news));
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
pub(super) fn left_behind() -> Option<Resume> {
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

//! The settings screen: one line a setting, every value reached by digits, arrows or Enter, and in
//! force at once. Knows which values there are; not how they look.

use handshake_shared::limits::NAME_CHARS_MAX;

use super::Settings;
use crate::draw::theme::Scheme;
use crate::i18n::Locale;
use crate::input::{Edge, Key, Press};
use crate::settings::{
    Chosen, Glyphs, Graphics, HelpName, LanUse, LangName, Motion, MouseUse, Sound, Volume,
};

/// What can be set, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Language of screens and help.
    Language,
    /// Help level a mission begins with.
    Help,
    /// Colours.
    Theme,
    /// Characters of pictures.
    Picture,
    /// How the window's picture is sent.
    Graphics,
    /// Whether pictures move by themselves.
    Motion,
    /// What may be heard.
    Sound,
    /// How loud sounds of our own are.
    Volume,
    /// Name the other crew sees.
    Name,
    /// Keys, on a screen of their own.
    Keys,
    /// Whether the local network is used to find each other.
    Lan,
    /// What the mouse is for.
    Mouse,
}

const LANGUAGES: [(LangName, Locale); 2] = [(LangName::En, Locale::En), (LangName::Ru, Locale::Ru)];
const HELPS: [HelpName; 5] = [
    HelpName::Passenger,
    HelpName::Cadet,
    HelpName::Pilot,
    HelpName::Commander,
    HelpName::Oklahomski,
];
/// Characters of pictures, in the order they are offered: finest last but the plain ones.
pub const PICTURES: [Glyphs; 5] = [
    Glyphs::Quadrants,
    Glyphs::Sextants,
    Glyphs::HalfBlocks,
    Glyphs::Braille,
    Glyphs::Ascii,
];
const GRAPHICS: [Graphics; 5] = [
    Graphics::Auto,
    Graphics::Cells,
    Graphics::Kitty,
    Graphics::Sixel,
    Graphics::Iterm2,
];
const MOTIONS: [Motion; 2] = [Motion::Full, Motion::Reduced];
/// A build without a loudspeaker does not offer it.
#[cfg(not(feature = "audio"))]
const SOUNDS: &[Sound] = &[Sound::Bell, Sound::Off];
#[cfg(feature = "audio")]
const SOUNDS: &[Sound] = &[Sound::Bell, Sound::Off, Sound::Audio];
const VOLUMES: [Volume; 3] = [Volume::Full, Volume::Half, Volume::Quiet];
const LANS: [LanUse; 2] = [LanUse::On, LanUse::Off];
const MICE: [MouseUse; 2] = [MouseUse::On, MouseUse::Off];

impl Setting {
    /// All of them.
    pub const ALL: &[Setting] = &[
        Setting::Language,
        Setting::Help,
        Setting::Theme,
        Setting::Picture,
        Setting::Graphics,
        Setting::Motion,
        Setting::Sound,
        Setting::Name,
        Setting::Keys,
        Setting::Lan,
        Setting::Mouse,
        #[cfg(feature = "audio")]
        Setting::Volume,
    ];

    /// Its name in a locale.
    pub fn word(self) -> &'static str {
        match self {
            Setting::Language => "setting-help-language",
            Setting::Help => "setting-help-level",
            Setting::Theme => "setting-theme",
            Setting::Picture => "setting-graphics",
            Setting::Graphics => "setting-pixels",
            Setting::Motion => "setting-motion",
            Setting::Sound => "setting-sound",
            Setting::Volume => "setting-volume",
            Setting::Lan => "setting-lan",
            Setting::Mouse => "setting-mouse",
            Setting::Name => "setting-name",
            Setting::Keys => "setting-keys",
        }
    }

    /// Names of its values in a locale; none where a word is typed or a screen opens.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Setting::Language => &["language-en", "language-ru"],
            Setting::Help => &[
                "level-passenger",
                "level-cadet",
                "level-pilot",
                "level-commander",
                "level-oklahomski",
            ],
            Setting::Theme => &[
                "setting-default",
                "setting-contrast",
                "setting-colorblind",
                "setting-amber",
                "setting-mono",
            ],
            Setting::Picture => &[
                "setting-quadrants",
                "setting-sextants",
                "setting-half-blocks",
                "setting-braille",
                "setting-ascii",
            ],
            Setting::Graphics => &[
                "setting-pixels-auto",
                "setting-pixels-cells",
                "setting-pixels-kitty",
                "setting-pixels-sixel",
                "setting-pixels-iterm2",
            ],
            Setting::Motion => &["setting-motion-full", "setting-motion-reduced"],
            #[cfg(not(feature = "audio"))]
            Setting::Sound => &["setting-sound-bell", "setting-sound-off"],
            #[cfg(feature = "audio")]
            Setting::Sound => &[
                "setting-sound-bell",
                "setting-sound-off",
                "setting-sound-audio",
            ],
            Setting::Volume => &[
                "setting-volume-full",
                "setting-volume-half",
                "setting-volume-quiet",
            ],
            Setting::Lan => &["setting-lan-on", "setting-lan-off"],
            Setting::Mouse => &["setting-mouse-on", "setting-mouse-off"],
            Setting::Name | Setting::Keys => &[],
        }
    }

    /// Which of its values is in force.
    pub fn value(self, settings: &Settings) -> usize {
        let found = match self {
            Setting::Language => LANGUAGES.iter().position(|row| row.1 == settings.locale),
            Setting::Help => place(&HELPS, |help| settings.help == (*help).into()),
            Setting::Theme => place(&Scheme::ALL, |scheme| settings.scheme == *scheme),
            Setting::Picture => place(&PICTURES, |glyphs| settings.glyphs == *glyphs),
            Setting::Graphics => place(&GRAPHICS, |sent| settings.graphics == *sent),
            Setting::Motion => place(&MOTIONS, |motion| settings.motion == *motion),
            Setting::Sound => place(SOUNDS, |sound| settings.sound == *sound),
            Setting::Volume => place(&VOLUMES, |volume| settings.volume == *volume),
            Setting::Lan => place(&LANS, |lan| settings.lan == *lan),
            Setting::Mouse => place(&MICE, |mouse| settings.mouse == *mouse),
            Setting::Name | Setting::Keys => None,
        };
        found.unwrap_or(0)
    }

    /// Puts a value in force, and keeps it for the next time.
    pub fn choose(self, value: usize, settings: &mut Settings, chosen: &mut Chosen) {
        match self {
            Setting::Language => {
                let (name, locale) = LANGUAGES[value % LANGUAGES.len()];
                (settings.locale, chosen.language) = (locale, Some(name));
            }
            Setting::Help => {
                let help = HELPS[value % HELPS.len()];
                (settings.help, chosen.help_level) = (help.into(), Some(help));
            }
            Setting::Theme => {
                let scheme = Scheme::ALL[value % Scheme::ALL.len()];
                (settings.scheme, chosen.theme) = (scheme, Some(scheme));
            }
            Setting::Picture => {
                let glyphs = PICTURES[value % PICTURES.len()];
                (settings.glyphs, chosen.picture) = (glyphs, Some(glyphs));
            }
            Setting::Graphics => {
                let sent = GRAPHICS[value % GRAPHICS.len()];
                (settings.graphics, chosen.graphics) = (sent, Some(sent));
            }
            Setting::Motion => {
                let motion = MOTIONS[value % MOTIONS.len()];
                (settings.motion, chosen.motion) = (motion, Some(motion));
            }
            Setting::Sound => {
                let sound = SOUNDS[value % SOUNDS.len()];
                (settings.sound, chosen.sound) = (sound, Some(sound));
            }
            Setting::Volume => {
                let volume = VOLUMES[value % VOLUMES.len()];
                (settings.volume, chosen.volume) = (volume, Some(volume));
            }
            Setting::Lan => {
                let lan = LANS[value % LANS.len()];
                (settings.lan, chosen.lan) = (lan, Some(lan));
            }
            Setting::Mouse => {
                let mouse = MICE[value % MICE.len()];
                (settings.mouse, chosen.mouse) = (mouse, Some(mouse));
            }
            Setting::Name | Setting::Keys => {}
        }
    }
}

fn place<T>(all: &[T], is: impl Fn(&T) -> bool) -> Option<usize> {
    all.iter().position(is)
}

/// The settings screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The line with the cursor.
    pub cursor: usize,
    /// The name as typed so far, while it is typed.
    pub typing: Option<String>,
}

/// What the screen asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Write the settings down.
    Keep,
    /// Write them down, and let the player hear what was chosen.
    Hear,
    /// The screen of keys.
    Keys,
    /// Back to the start screen.
    Back,
}

impl Choices {
    /// The screen with the cursor on that setting.
    pub fn at(setting: Setting) -> Choices {
        let cursor = Setting::ALL.iter().position(|other| *other == setting);
        Choices {
            cursor: cursor.unwrap_or(0),
            typing: None,
        }
    }

    /// The setting with the cursor.
    pub fn setting(&self) -> Setting {
        Setting::ALL[self.cursor.min(Setting::ALL.len() - 1)]
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, settings: &mut Settings, chosen: &mut Chosen) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        if let Some(name) = &mut self.typing {
            match press.key {
                Key::Esc => self.typing = None,
                Key::Enter => {
                    let name = name.trim().to_owned();
                    (settings.name, chosen.name) = (name.clone(), Some(name));
                    self.typing = None;
                    return Asked::Keep;
                }
                Key::Backspace => {
                    name.pop();
                }
                _ => type_in(name, press.typed.into_iter()),
            }
            return Asked::Nothing;
        }
        match press.key {
            Key::Esc => return Asked::Back,
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(Setting::ALL.len() - 1),
            Key::Left => return self.step(-1, settings, chosen),
            Key::Right | Key::Enter | Key::Space => return self.step(1, settings, chosen),
            Key::Char(digit) => {
                let line = (0..Setting::ALL.len()).find(|line| digit_of(*line) == Some(digit));
                if let Some(line) = line {
                    self.cursor = line;
                    return self.step(1, settings, chosen);
                }
            }
            _ => {}
        }
        Asked::Nothing
    }

    /// Takes pasted text into the name.
    pub fn paste(&mut self, text: &str) {
        if let Some(name) = &mut self.typing {
            type_in(name, text.chars());
        }
    }

    /// The next value, or the one before, of the setting with the cursor; the name is typed.
    fn step(&mut self, by: i8, settings: &mut Settings, chosen: &mut Chosen) -> Asked {
        let setting = self.setting();
        if setting == Setting::Keys {
            return Asked::Keys;
        }
        let count = setting.values().len();
        if count == 0 {
            self.typing = Some(settings.name.clone());
            return Asked::Nothing;
        }
        let now = setting.value(settings);
        let next = (now + if by < 0 { count - 1 } else { 1 }) % count;
        setting.choose(next, settings, chosen);
        match setting {
            Setting::Sound | Setting::Volume => Asked::Hear,
            _ => Asked::Keep,
        }
    }
}

/// The digit of a line: the tenth has 0, and those below it have none.
pub fn digit_of(line: usize) -> Option<char> {
    "1234567890".chars().nth(line)
}

fn type_in(name: &mut String, typed: impl Iterator<Item = char>) {
    for c in typed {
        if !c.is_control() && name.chars().count() < NAME_CHARS_MAX {
            name.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> (Choices, Settings, Chosen) {
        (Choices::default(), Settings::default(), Chosen::default())
    }

    #[test]
    fn every_value_of_every_setting_is_reached_by_its_digit_and_kept() {
        for (line, setting) in Setting::ALL.iter().copied().enumerate() {
            let (mut choices, mut settings, mut chosen) = fresh();
            // What stands below the last digit is reached by the arrows.
            let key = digit_of(line).map_or(Key::Right, Key::Char);
            choices.cursor = if key == Key::Right { line } else { 0 };
            if setting == Setting::Keys {
                let press = Press::down(key);
                let asked = choices.press(press, &mut settings, &mut chosen);
                assert_eq!(asked, Asked::Keys);
                continue;
            }
            let mut seen = std::collections::BTreeSet::new();
            for _ in setting.values() {
                let asked = choices.press(Press::down(key), &mut settings, &mut chosen);
                let heard = matches!(setting, Setting::Sound | Setting::Volume);
                let wanted = if heard { Asked::Hear } else { Asked::Keep };
                assert_eq!(asked, wanted, "{setting:?}");
                assert_ne!(chosen, Chosen::default(), "{setting:?}");
                seen.insert(setting.value(&settings));
            }
            assert_eq!(seen.len(), setting.values().len(), "{setting:?}");
            assert_eq!(settings, Settings::default(), "{setting:?} comes round");
        }
    }

    #[test]
    fn left_undoes_right_and_the_cursor_keeps_to_the_list() {
        let (mut choices, mut settings, mut chosen) = fresh();
        let mut press = |key| choices.press(Press::down(key), &mut settings, &mut chosen);
        for _ in 0..20 {
            press(Key::Down);
        }
        let theme = Setting::ALL
            .iter()
            .position(|other| *other == Setting::Theme);
        for _ in theme.unwrap_or(0) + 1..Setting::ALL.len() {
            press(Key::Up);
        }
        assert_eq!(press(Key::Right), Asked::Keep);
        assert_eq!(press(Key::Left), Asked::Keep);
        assert_eq!(press(Key::Left), Asked::Keep);
        assert_eq!(choices.setting(), Setting::Theme);
        assert_eq!(settings.scheme, Scheme::Mono);
        assert_eq!(chosen.theme, Some(Scheme::Mono));
    }

    #[test]
    fn a_name_is_typed_or_pasted_and_escape_leaves_it_as_it_was() {
        let (mut choices, mut settings, mut chosen) = fresh();
        choices.press(Press::down(Key::Char('8')), &mut settings, &mut chosen);
        choices.paste("Алексей\n и очень длинная фамилия");
        choices.press(Press::down(Key::Backspace), &mut settings, &mut chosen);
        let asked = choices.press(Press::down(Key::Enter), &mut settings, &mut chosen);
        assert_eq!(asked, Asked::Keep);
        assert_eq!(settings.name.chars().count(), NAME_CHARS_MAX - 1);
        assert!(settings.name.starts_with("Алексей и"));
        assert_eq!(chosen.name, Some(settings.name.clone()));
        let before = settings.clone();
        for key in [Key::Enter, Key::Char('Q'), Key::Esc] {
            let asked = choices.press(Press::down(key), &mut settings, &mut chosen);
            assert_eq!(asked, Asked::Nothing);
        }
        assert_eq!(settings, before);
        let asked = choices.press(Press::down(Key::Esc), &mut settings, &mut chosen);
        assert_eq!(asked, Asked::Back);
    }
}

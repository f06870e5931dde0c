//! The other crew's book: its pictures, how it is opened, leafed through and put away, and that the
//! flight goes on beside it.

use handshake::app::App;
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::app::station::Page;
use handshake::app::update::update;
use handshake::i18n::{Bilingual, Locale, contents};
use handshake::input::{Key, Press};
use handshake_shared::catalogue::book::{PageId, shelf};
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech, Transmission};
use handshake_shared::sim::input::{Command, Tongue};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;

use crate::{NORMAL, SMALL, TOGETHER, bless_at, demo, flying, picture, press};

fn crew(locale: Locale, seat: Seat) -> App {
    flying(locale, &[seat], demo::final_approach)
}

fn says(app: &mut App, speech: Speech) {
    let from = app.stations[0].seat.other();
    let said = Transmission {
        seq: 90,
        tick: Tick(8_700),
        from,
        speech,
        wants_read_back: false,
        noise: Noise::default(),
    };
    update(app, Msg::Link(0, News::Event(Event::Heard(said))));
}

/// The page that lies open, if one does.
fn open_page(app: &App) -> Option<PageId> {
    let station = &app.stations[0];
    let open = station.page == Page::Shelf && station.shelf.line.is_some();
    let page = station.shelf.page(station.seat).filter(|_| open)?;
    Some(page.id)
}

/// The book at its list of contents.
fn listed(locale: Locale, seat: Seat) -> App {
    let mut app = crew(locale, seat);
    press(&mut app, &[Key::F(10)]);
    if open_page(&app).is_some() {
        press(&mut app, &[Key::Esc]);
    }
    app
}

/// The book open at a page.
fn opened(locale: Locale, page: PageId) -> App {
    let seat = page.row().shelf;
    let mut app = listed(locale, seat);
    let place = shelf(seat).position(|row| row.id == page);
    app.stations[0].shelf.cursor = place.expect("a page of the shelf");
    press(&mut app, &[Key::Enter]);
    app
}

#[test]
fn the_book_is_as_blessed_in_both_seats_and_languages() {
    for (seat, name) in [(Seat::Apollo, "apollo"), (Seat::Soyuz, "soyuz")] {
        let list = format!("book-list-{name}");
        bless_at(&list, &[SMALL, NORMAL], |locale| listed(locale, seat));
    }
    for (page, name) in [
        (PageId::LatchPower, "book-latch-power"),
        (PageId::WrongCell, "book-wrong-cell"),
        (PageId::ApolloJets, "book-jets-apollo"),
        (PageId::ApolloSmell, "book-smell-apollo"),
    ] {
        bless_at(name, &[SMALL, NORMAL, TOGETHER], |locale| {
            opened(locale, page)
        });
    }
}

#[test]
fn one_key_opens_the_page_of_the_planned_cell_and_the_way_back_leads_out() {
    let mut app = crew(Locale::En, Seat::Apollo);
    press(&mut app, &[Key::F(10)]);
    assert_eq!(open_page(&app), Some(PageId::LatchPower));
    press(&mut app, &[Key::Esc]);
    assert_eq!((open_page(&app), app.stations[0].page), (None, Page::Shelf));
    press(&mut app, &[Key::Esc]);
    assert_eq!(app.stations[0].page, Page::Flight);
    press(&mut app, &[Key::F(10), Key::F(10)]);
    assert_eq!(
        app.stations[0].page,
        Page::Flight,
        "the same key puts it away"
    );
}

#[test]
fn it_opens_at_what_was_just_heard_by_a_card_or_in_their_panels_own_words() {
    let tongue = Tongue::English;
    let calls = [
        (CallId::LosingPressure, PageId::ApolloLeak),
        (CallId::SmellBurning, PageId::ApolloSmell),
        (CallId::JetsFiring, PageId::ApolloJets),
    ];
    for (call, page) in calls {
        let mut app = crew(Locale::Ru, Seat::Soyuz);
        let slots = Vec::new();
        says(
            &mut app,
            Speech::Call {
                call,
                slots,
                tongue,
            },
        );
        press(&mut app, &[Key::F(10)]);
        assert_eq!(open_page(&app), Some(page), "{call:?}");
    }
    let mut app = crew(Locale::Ru, Seat::Soyuz);
    says(&mut app, Speech::Text("cm relief hisses, what now".into()));
    press(&mut app, &[Key::F(10)]);
    assert_eq!(open_page(&app), Some(PageId::Relief));
}

#[test]
fn the_arrows_leaf_and_everything_else_still_flies_and_calls() {
    let mut app = opened(Locale::En, PageId::WrongCell);
    let lines = PageId::WrongCell.row().lines.len();
    press(&mut app, &vec![Key::Down; lines + 5]);
    assert_eq!(
        app.stations[0].shelf.line,
        Some(lines),
        "the labels come last"
    );
    press(&mut app, &[Key::Up]);
    assert_eq!(app.stations[0].shelf.line, Some(lines - 1));
    let push = update(&mut app, Msg::Key(Press::down(Key::Char('W'))));
    assert!(matches!(push[..], [Effect::Pulse(0, ..)]), "{push:?}");
    let call = update(&mut app, Msg::Key(Press::down(Key::Char('1'))));
    assert!(
        matches!(call[..], [Effect::Command(0, Command::Call { .. })]),
        "{call:?}"
    );
    assert_eq!(open_page(&app), Some(PageId::WrongCell));
    press(&mut app, &[Key::Char('T')]);
    assert_eq!(
        open_page(&app),
        Some(PageId::WrongCell),
        "read while one types"
    );
}

#[test]
fn every_line_of_every_page_comes_under_the_cursor_at_every_size() {
    for locale in Locale::ALL {
        let both = Bilingual::new();
        for seat in Seat::ALL {
            for (page, title) in contents(both.of(locale), seat) {
                for size in [SMALL, NORMAL, TOGETHER] {
                    let mut app = opened(locale, page);
                    let mut seen = picture(&mut app, size);
                    assert!(seen.contains(&title), "{page:?} at {size:?}\n{seen}");
                    for _ in 0..page.row().lines.len() {
                        press(&mut app, &[Key::Down]);
                        seen.push_str(&picture(&mut app, size));
                    }
                    let acts = page.row().lines.len();
                    assert!(seen.matches("  ► ").count() >= acts, "{page:?} at {size:?}");
                    let printed = both.of(locale).get("book-printed");
                    assert!(seen.contains(&printed), "{page:?} at {size:?}");
                }
            }
        }
    }
}

#[test]
fn at_a_shared_keyboard_the_panels_hand_reaches_the_book_as_its_last_page() {
    let mut app = flying(Locale::En, &Seat::ALL, demo::final_approach);
    // The left hand: move, turn, panel; then its pages in turn.
    press(&mut app, &[Key::Char('T'), Key::Char('T'), Key::Char('R')]);
    assert_eq!(app.stations[0].page, Page::Shelf);
    let shown = picture(&mut app, TOGETHER);
    let title = Bilingual::new().en.get("page-latch-power");
    assert!(shown.contains(&title), "{shown}");
}

#[test]
fn nobody_reads_the_other_crews_shelf() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        let own: Vec<String> = contents(&both.en, seat)
            .into_iter()
            .map(|(_, title)| title)
            .collect();
        let mut app = listed(Locale::En, seat);
        let mut seen = String::new();
        for _ in &own {
            seen.push_str(&picture(&mut app, NORMAL));
            press(&mut app, &[Key::Down]);
        }
        for (_, title) in contents(&both.en, seat.other()) {
            assert!(
                own.contains(&title) || !seen.contains(&title),
                "{seat:?}: {title}"
            );
        }
    }
}

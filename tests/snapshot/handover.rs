//! Control on offer, at both consoles: the key and the list of controls that answer it, the header that
//! names the owner, and that nothing beside them moves.

use handshake::app::App;
use handshake::app::controls::{Control, of};
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::handover::Offer;
use handshake_shared::sim::input::{Command, Role};
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::view::plan::OpenMove;

use super::{NORMAL, SMALL, TOGETHER, bless_at, demo, flying, picture};

/// Apollo offers control, and its call has been read back: Soyuz may take it.
pub fn on_offer(seat: Seat) -> View {
    let mut view = demo::final_approach(seat);
    view.plan.offer = Some(Offer::of(Role::Control, Seat::Apollo, view.tick));
    view.plan.open = vec![OpenMove {
        step: StepId::HandOver,
        index: 3,
        since: Tick(8_000),
        held: None,
    }];
    view
}

/// The same plan with nothing on offer.
fn nothing_offered(seat: Seat) -> View {
    let mut view = on_offer(seat);
    view.plan.offer = None;
    view
}

/// The same, and Soyuz has taken it.
fn taken(seat: Seat) -> View {
    let mut view = nothing_offered(seat);
    view.plan.roles.flying = Seat::Soyuz;
    view
}

fn acts(app: &mut App) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(Key::F(12))))
}

#[test]
fn control_on_offer_is_as_blessed() {
    let sizes = [SMALL, NORMAL, TOGETHER];
    for (seat, name) in [
        (Seat::Apollo, "apollo-offers"),
        (Seat::Soyuz, "soyuz-offered"),
    ] {
        bless_at(name, &sizes, |locale| flying(locale, &[seat], on_offer));
    }
}

#[test]
fn one_key_offers_control_takes_it_and_takes_the_own_offer_back() {
    let asked = |seat, view: fn(Seat) -> View| {
        let mut app = flying(Locale::En, &[seat], view);
        acts(&mut app)
    };
    let sends = |command| vec![Effect::Command(0, command)];
    let offer = Command::Offer(Role::Control);
    assert_eq!(asked(Seat::Apollo, nothing_offered), sends(offer));
    assert_eq!(asked(Seat::Apollo, on_offer), sends(Command::Withdraw));
    assert_eq!(asked(Seat::Soyuz, on_offer), sends(Command::Accept));
}

#[test]
fn the_list_of_controls_has_what_a_crew_can_do_about_a_role() {
    let roles = |view: &View| -> Vec<Control> {
        let about = |control: &Control| {
            matches!(
                control,
                Control::Offer(_) | Control::Accept | Control::Withdraw
            )
        };
        of(view).into_iter().filter(about).collect()
    };
    let own = [Role::Control, Role::Ring].map(Control::Offer);
    assert_eq!(roles(&nothing_offered(Seat::Apollo)), own);
    assert_eq!(roles(&nothing_offered(Seat::Soyuz)), []);
    assert_eq!(roles(&on_offer(Seat::Apollo)), [Control::Withdraw]);
    let theirs = [Control::Accept, Control::Withdraw];
    assert_eq!(roles(&on_offer(Seat::Soyuz)), theirs);
    assert_eq!(roles(&taken(Seat::Soyuz)), [Control::Offer(Role::Control)]);
}

/// Only the question mark and the owner's name change in the header, and nothing below it.
#[test]
fn nothing_jumps_when_control_is_offered_or_taken() {
    for seat in Seat::ALL {
        for size in [SMALL, NORMAL, TOGETHER] {
            let mut app = flying(Locale::of(seat), &[seat], nothing_offered);
            let calm = picture(&mut app, size);
            let mut show = |view: View| {
                update(&mut app, Msg::Link(0, News::View(Box::new(view))));
                picture(&mut app, size)
            };
            let (asked, gone) = (show(on_offer(seat)), show(taken(seat)));
            let rows = |shown: &str| shown.lines().map(str::to_owned).collect::<Vec<_>>();
            let (calm, asked, gone) = (rows(&calm), rows(&asked), rows(&gone));
            assert_eq!(calm[1..], asked[1..], "{seat:?} {size:?}");
            assert_eq!(
                calm[0].replace("  ", ""),
                asked[0].replace(" ?", "").replace("  ", "")
            );
            let ends = |row: &str| row.chars().rev().take(20).collect::<String>();
            assert_eq!(ends(&calm[0]), ends(&asked[0]), "help stays in its place");
            assert_eq!(ends(&calm[0]), ends(&gone[0]), "help stays in its place");
            assert_ne!(calm[0], gone[0], "the owner is another");
        }
    }
}

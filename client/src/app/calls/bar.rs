//! Which call stands on which digit. The last places keep their calls through a phase; the first
//! two take what the moment asks for, and a call that has got one keeps it while it is wanted.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::procedures::{Act, Phase};
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Transmission;
use handshake_shared::view::View;

use super::standing::{Standing, standing};
use super::{Offer, hindrance, offer, reply};

/// Places of the bar.
pub const PLACES: usize = 9;
/// Places that belong to the moment: the plan, an answer, a sight that shows nothing.
const MOMENT_PLACES: usize = 2;

/// Why a call is wanted now, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The plan asks for it.
    Plan,
    /// The other crew has asked.
    Reply,
    /// The sight shows nothing.
    Sight,
}

/// A call of the moment and the place it keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Home {
    of: Standing,
    rank: Rank,
    place: usize,
}

/// The order of the call bar as it has come about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What the last places stand for; another phase, another order.
    row: Option<(Phase, Seat, usize)>,
    homes: Vec<Home>,
}

impl Bar {
    /// Takes in what is wanted now; `places` is how many the screen shows.
    pub fn follow(&mut self, view: &View, heard: Option<&Transmission>, places: usize) {
        let row = (view.plan.phase, view.plan.roles.flying, places);
        if self.row != Some(row) {
            *self = Bar {
                row: Some(row),
                homes: Vec::new(),
            };
        }
        let wanted = wanted(view, heard, standing_shown(view, places));
        let of_plan = self.homes.iter().filter(|home| home.rank == Rank::Plan);
        let held: Vec<usize> = of_plan.map(|home| home.place).collect();
        self.homes.retain_mut(|home| {
            let Some((_, rank)) = wanted.iter().find(|(of, _)| *of == home.of) else {
                return false;
            };
            let below = home.rank != Rank::Plan && held.contains(&home.place);
            home.rank = *rank;
            // What the plan asks for from now on, below another of its calls, needs a place anew.
            !(below && *rank == Rank::Plan)
        });
        for (of, rank) in wanted {
            if self.homes.iter().any(|home| home.of == of) {
                continue;
            }
            let taken_by = |place, rank: Option<Rank>| {
                let mut here = self.homes.iter().filter(|home| home.place == place);
                here.any(|home| rank.is_none_or(|rank| home.rank == rank))
            };
            let place = (0..MOMENT_PLACES)
                .find(|place| !taken_by(*place, None))
                .or_else(|| {
                    let free = |place: &usize| !taken_by(*place, Some(Rank::Plan));
                    (0..MOMENT_PLACES).find(free).filter(|_| rank == Rank::Plan)
                });
            if let Some(place) = place {
                self.homes.push(Home { of, rank, place });
            }
        }
    }

    /// What stands in each place, filled from the panel as it reads now. A place without a call
    /// stays empty.
    pub fn offers(&self, view: &View, heard: Option<&Transmission>) -> [Option<Offer>; PLACES] {
        let mut bar = [const { None }; PLACES];
        let asked = heard.and_then(|said| reply(view, said));
        let say = |(call, place): Standing| {
            let asked = asked.as_ref().filter(|offer| named(offer) == (call, place));
            asked.cloned().or_else(|| offer(view, call, place))
        };
        let shown = self.row.map_or(PLACES, |(_, _, places)| places);
        for (cell, of) in bar[MOMENT_PLACES..]
            .iter_mut()
            .zip(standing_shown(view, shown))
        {
            *cell = say(*of);
        }
        for place in 0..MOMENT_PLACES {
            let here = self.homes.iter().filter(|home| home.place == place);
            // `min_by_key` takes the first of equals: the one that came first stays.
            bar[place] = match here.min_by_key(|home| home.rank) {
                Some(home) => say(home.of),
                None => spare(place, heard)
                    .filter(|call| bar.iter().flatten().all(|offer| offer.call != *call))
                    .filter(|call| self.homes.iter().all(|home| home.of.0 != *call))
                    .and_then(|call| offer(view, call, None)),
            };
        }
        let planned: Vec<Standing> = planned(view).collect();
        for offer in bar.iter_mut().flatten() {
            let of = named(offer);
            offer.planned = planned.contains(&of) || asked.as_ref().is_some_and(|a| named(a) == of);
        }
        bar
    }
}

/// What stands in a place of the moment when the moment asks for nothing.
fn spare(place: usize, heard: Option<&Transmission>) -> Option<CallId> {
    match place {
        0 => heard.map(|_| CallId::Roger),
        _ => Some(CallId::StandBy),
    }
}

/// Calls that keep a place through the phase, as far as the screen shows them.
fn standing_shown(view: &View, places: usize) -> &'static [Standing] {
    let all = standing(view.seat, view.plan.phase, view.plan.roles.flying);
    &all[..all.len().min(places.saturating_sub(MOMENT_PLACES))]
}

/// Calls the moment asks for that have no place of their own on the screen, the most pressing first.
fn wanted(view: &View, heard: Option<&Transmission>, shown: &[Standing]) -> Vec<(Standing, Rank)> {
    let asked = heard.and_then(|said| reply(view, said));
    let all = planned(view)
        .map(|of| (of, Rank::Plan))
        .chain(asked.as_ref().map(|offer| (named(offer), Rank::Reply)))
        .chain(hindrance(view).map(|call| ((call, None), Rank::Sight)));
    let mut wanted: Vec<(Standing, Rank)> = Vec::new();
    for (of, rank) in all {
        let has_place = shown.contains(&of) || wanted.iter().any(|(other, _)| *other == of);
        if !has_place {
            wanted.push((of, rank));
        }
    }
    wanted
}

/// The calls the open moves of this seat ask for, in plan order.
fn planned(view: &View) -> impl Iterator<Item = Standing> + '_ {
    let moves = view.plan.moves_of(view.seat);
    moves.filter_map(|(_, row)| match row.act {
        Act::Say(call, place) => Some((call, place)),
        _ => None,
    })
}

/// The call of an offer and the place it names, where the place was chosen.
fn named(offer: &Offer) -> Standing {
    let place = offer.slots.iter().find_map(|value| match value {
        SlotValue::Place(place) => Some(*place),
        _ => None,
    });
    (offer.call, place)
}

#[cfg(test)]
mod tests {
    use handshake_shared::sim::radio::noise::Noise;
    use std::collections::BTreeMap;

    use handshake_shared::catalogue::procedures::{Move, Roles, STEPS};
    use handshake_shared::ids::CompartmentId;
    use handshake_shared::rng::{Stream, Subject};
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::sim::event::Speech;
    use handshake_shared::sim::input::{HelpLevel, Tongue};
    use handshake_shared::time::Tick;
    use handshake_shared::view::panel::Panel;
    use handshake_shared::view::plan::OpenMove;
    use handshake_shared::view::sight::Hindered;
    use handshake_shared::view::{self};

    use super::*;

    /// Moments looked at in one phase of one seat.
    const MOMENTS: usize = 400;

    /// Moves by which a seat has to say something in a phase.
    fn says(phase: Phase, seat: Seat, roles: Roles) -> Vec<OpenMove> {
        let of_phase = STEPS.iter().filter(|step| step.phase == phase);
        let rows = of_phase.flat_map(|step| {
            let says = |mv: &&Move| matches!(mv.act, Act::Say(..)) && mv.who.seat(roles) == seat;
            let moves = step.moves.iter().enumerate();
            moves.filter_map(move |(index, mv)| {
                says(&mv).then_some(OpenMove {
                    step: step.id,
                    index: index as u8,
                    since: Tick(0),
                    held: None,
                })
            })
        });
        rows.collect()
    }

    fn question(stream: &mut Stream, from: Seat) -> Option<Transmission> {
        let places = CompartmentId::ALL;
        let place = places[stream.below(places.len() as u64) as usize];
        let (call, slots) = match stream.below(6) {
            0 => (CallId::AskRange, Vec::new()),
            1 => (CallId::AskPressure, vec![SlotValue::Place(place)]),
            2 => (CallId::RingReportPlease, Vec::new()),
            3 => (CallId::HailApollo, Vec::new()),
            4 => (CallId::Thanks, Vec::new()),
            _ => return None,
        };
        let tongue = Tongue::English;
        Some(Transmission {
            seq: 1,
            tick: Tick(1),
            from,
            speech: Speech::Call {
                call,
                slots,
                tongue,
            },
            wants_read_back: false,
            noise: Noise::default(),
        })
    }

    /// Goes through moments of one phase and watches every call on the bar.
    fn walk(view: &mut View, says: &[OpenMove], places: usize, stream: &mut Stream) {
        let mut bar = Bar::default();
        let mut kept: BTreeMap<String, usize> = BTreeMap::new();
        for _ in 0..MOMENTS {
            // A few things change at a time, as in a flight.
            match stream.below(3) {
                0 => {
                    let chosen = |_: &&OpenMove| stream.below(3) == 0;
                    view.plan.open = says.iter().filter(chosen).copied().take(2).collect();
                }
                1 => {
                    view.sight.hindered = match stream.below(3) {
                        0 => Some(Hindered::Dark),
                        1 => Some(Hindered::Glare),
                        _ => None,
                    }
                }
                _ => {}
            }
            let heard = question(stream, view.seat.other());
            bar.follow(view, heard.as_ref(), places);
            let offers = bar.offers(view, heard.as_ref());
            let name = |of: Standing| format!("{of:?}");
            let shown: Vec<(usize, Standing)> = offers
                .iter()
                .enumerate()
                .filter_map(|(place, offer)| Some((place, named(offer.as_ref()?))))
                .collect();
            for (index, (place, of)) in shown.iter().enumerate() {
                assert!(*place < places, "{of:?} stands where no key is");
                let again = shown[index + 1..].iter().any(|(_, other)| other == of);
                assert!(!again, "{of:?} stands twice: {shown:?}");
                let before = kept.get(&name(*of)).copied();
                assert!(
                    before.is_none_or(|before| before == *place),
                    "{of:?} jumped from {before:?} to {place} in {:?}",
                    view.plan.phase
                );
            }
            for of in planned(view) {
                let sayable = offer(view, of.0, of.1).is_some();
                let is_shown = shown.iter().any(|(_, other)| *other == of);
                assert_eq!(sayable, is_shown, "{of:?} of the plan, in {shown:?}");
            }
            // A call's context lasts while it is wanted, or stands in the phase's own row.
            let row = standing_shown(view, places);
            let wanted = wanted(view, heard.as_ref(), row);
            let lasts: Vec<String> = wanted.iter().map(|(of, _)| name(*of)).collect();
            // A call of the plan may take the place of one that is not: that one comes back anywhere.
            let of_plan: Vec<Standing> = planned(view).collect();
            let taken = |of: &String, place: usize| {
                let mut here = shown.iter().filter(|(at, _)| *at == place);
                here.any(|(_, other)| name(*other) != *of && of_plan.contains(other))
            };
            kept.retain(|of, place| lasts.contains(of) && !taken(of, *place));
            for (place, of) in shown {
                if lasts.contains(&name(of)) || row.contains(&of) {
                    kept.insert(name(of), place);
                }
            }
            for of in row {
                let place = row.iter().position(|other| other == of).unwrap_or(0);
                kept.insert(name(*of), place + MOMENT_PLACES);
            }
        }
    }

    #[test]
    fn a_question_lost_in_noise_is_asked_for_again_but_by_a_passenger() {
        let world = World::new(&load("first-handshake").expect("shipped"), 7);
        let mut view = view::of(&world, Seat::Soyuz);
        let asked = |loss_percent| Transmission {
            seq: 1,
            tick: Tick(1),
            from: Seat::Apollo,
            speech: Speech::Call {
                call: CallId::AskPressure,
                slots: vec![SlotValue::Place(CompartmentId::Om)],
                tongue: Tongue::English,
            },
            wants_read_back: false,
            noise: Noise {
                loss_percent,
                seed: 3,
            },
        };
        for level in HelpLevel::ALL {
            if let Panel::Soyuz(panel) = &mut view.panel {
                panel.craft.help = level;
            }
            let answer = |loss| reply(&view, &asked(loss)).map(|offer| offer.call);
            let lost = match level {
                HelpLevel::Passenger => CallId::Pressure,
                _ => CallId::SayAgain,
            };
            assert_eq!(answer(0), Some(CallId::Pressure), "{level:?}");
            assert_eq!(answer(100), Some(lost), "{level:?}");
        }
    }

    #[test]
    fn in_no_moment_of_any_phase_does_a_call_stand_twice_or_jump_while_its_context_lasts() {
        let world = World::new(&load("first-handshake").expect("shipped"), 7);
        let mut stream = Stream::new(11, Subject::Cards);
        for seat in Seat::ALL {
            for roles in Roles::ALL {
                for phase in Phase::ALL {
                    for places in [5, 6, PLACES] {
                        let mut view = view::of(&world, seat);
                        (view.plan.phase, view.plan.roles) = (phase, roles);
                        let says = says(phase, seat, roles);
                        walk(&mut view, &says, places, &mut stream);
                    }
                }
            }
        }
    }

    #[test]
    fn no_phase_row_repeats_a_call_and_every_call_in_it_may_be_said() {
        for seat in Seat::ALL {
            for flying in Seat::ALL {
                for phase in Phase::ALL {
                    let row = standing(seat, phase, flying);
                    assert_eq!(row.len(), PLACES - MOMENT_PLACES);
                    for (index, (call, place)) in row.iter().enumerate() {
                        assert!(call.row().who.allows(seat), "{seat:?} {phase:?} {call:?}");
                        assert!(!row[index + 1..].contains(&(*call, *place)), "{call:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn another_phase_or_a_crew_that_answers_frees_the_places() {
        let world = World::new(&load("final-approach").expect("shipped"), 7);
        let mut view = view::of(&world, Seat::Soyuz);
        let mut bar = Bar::default();
        bar.follow(&view, None, PLACES);
        let first = |bar: &Bar, view: &View| bar.offers(view, None)[0].as_ref().map(named);
        view.plan.open = says(Phase::Air, Seat::Soyuz, view.plan.roles);
        view.plan.phase = Phase::Approach;
        view.plan.open.truncate(1);
        bar.follow(&view, None, PLACES);
        let asked = planned(&view).next();
        assert_eq!(first(&bar, &view), asked);
        view.plan.open.clear();
        bar.follow(&view, None, PLACES);
        assert_eq!(first(&bar, &view), None);
    }
}

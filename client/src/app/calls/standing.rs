//! Which calls stand on the digit keys through a phase: rows, one set a seat and phase.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::ids::{CompartmentId, Seat};

/// A call, with the place it names.
pub(super) type Standing = (CallId, Option<CompartmentId>);

const fn say(call: CallId) -> Standing {
    (call, None)
}

/// Calls that stand on their keys through a phase, most useful first.
pub(super) fn standing(seat: Seat, phase: Phase, flying: Seat) -> &'static [Standing] {
    use CallId::*;
    use CompartmentId::{Dm, Om, Tunnel2};
    const HELLO: &[Standing] = &[
        say(GladToSeeYou),
        say(WelcomeAboard),
        say(ShakingHands),
        say(Thanks),
        say(WellDone),
        say(GoodDay),
        say(AllWell),
    ];
    const TALK_ON: &[Standing] = &[
        say(MoveOver),
        say(OnAxis),
        say(AskRange),
        say(Steady),
        say(SlowDown),
        say(StopClosing),
        say(TargetLost),
    ];
    const FLY_BY_RANGE: &[Standing] = &[
        say(RangeAndRate),
        say(Range),
        say(HoldAttitude),
        say(Visual),
        say(TargetCentered),
        say(TimeToContact),
        say(DockingGoPlease),
    ];
    if flying == Seat::Soyuz && matches!(phase, Phase::Approach | Phase::Station | Phase::Final) {
        return match seat {
            Seat::Apollo => TALK_ON,
            Seat::Soyuz => FLY_BY_RANGE,
        };
    }
    match (seat, phase) {
        (Seat::Apollo, Phase::Approach) => {
            const {
                &[
                    say(AskRange),
                    say(Visual),
                    say(HoldAttitude),
                    say(RangingOnPlease),
                    say(BeaconsOnPlease),
                    say(RingReportPlease),
                    say(ReadYouWell),
                ]
            }
        }
        (Seat::Apollo, Phase::Eclipse) => {
            const {
                &[
                    say(Visual),
                    say(MovingAway),
                    say(AskRange),
                    say(HoldingAttitude),
                    say(SayAgain),
                    say(Thanks),
                    say(AllWell),
                ]
            }
        }
        (Seat::Apollo, Phase::Station) => {
            const {
                &[
                    say(AskRange),
                    say(HoldAttitude),
                    say(Visual),
                    say(TargetCentered),
                    say(SayAgain),
                    say(ReadYouWell),
                    say(AllWell),
                ]
            }
        }
        (Seat::Apollo, Phase::Final) => {
            const {
                &[
                    say(AskRange),
                    say(TargetCentered),
                    say(HoldAttitude),
                    say(Affirmative),
                    say(TargetLost),
                    say(SunGlare),
                    say(DockingGoPlease),
                ]
            }
        }
        (Seat::Apollo, Phase::Capture) => {
            const {
                &[
                    say(Contact),
                    say(Capture),
                    say(ControlOffPlease),
                    say(ControlOff),
                    say(Bounced),
                    say(NoCapture),
                    say(MotionDamping),
                ]
            }
        }
        (Seat::Apollo, Phase::Retraction) => {
            const {
                &[
                    say(HooksCount),
                    say(HardDock),
                    (AskPressure, Some(Tunnel2)),
                    say(Retracting),
                    say(HooksClosed),
                    say(AddingNitrogen),
                    (Pressure, Some(Dm)),
                ]
            }
        }
        (Seat::Apollo, Phase::Air) => {
            const {
                &[
                    (AskPressure, Some(Tunnel2)),
                    (Pressure, Some(Dm)),
                    say(HatchReady),
                    (AskPressure, Some(Om)),
                    say(Equalizing),
                    say(HatchOpening),
                    say(PressureNeeded),
                ]
            }
        }
        (Seat::Soyuz, Phase::Approach) => {
            const {
                &[
                    say(RangeAndRate),
                    say(SlowDown),
                    say(SpeedUp),
                    say(StopClosing),
                    say(Range),
                    say(Visual),
                    say(HoldingAttitude),
                ]
            }
        }
        (Seat::Soyuz, Phase::Eclipse) => {
            const {
                &[
                    say(MoveOver),
                    say(Range),
                    say(OnAxis),
                    say(Steady),
                    say(HoldRange),
                    say(HoldAttitude),
                    say(WellDone),
                ]
            }
        }
        (Seat::Soyuz, Phase::Station) => {
            const {
                &[
                    say(RangeAndRate),
                    say(Range),
                    say(HoldRange),
                    say(StopClosing),
                    say(SlowDown),
                    say(Drifting),
                    say(HoldingAttitude),
                ]
            }
        }
        (Seat::Soyuz, Phase::Final) => {
            const {
                &[
                    say(RangeAndRate),
                    say(Drifting),
                    say(SlowDown),
                    say(SpeedUp),
                    say(OnAxis),
                    say(StopClosing),
                    say(TimeToContact),
                ]
            }
        }
        (Seat::Soyuz, Phase::Capture) => {
            const {
                &[
                    say(RangeAndRate),
                    say(Capture),
                    say(ControlOff),
                    say(Contact),
                    say(MotionDamping),
                    say(NoCapture),
                    say(Bounced),
                ]
            }
        }
        (Seat::Soyuz, Phase::Retraction) => {
            const {
                &[
                    say(SealPressure),
                    say(RetractComplete),
                    say(HooksCount),
                    say(SealGood),
                    say(MotionDamping),
                    say(HardDock),
                    say(SealLeaking),
                ]
            }
        }
        (Seat::Soyuz, Phase::Air) => {
            const {
                &[
                    (Pressure, Some(Tunnel2)),
                    (Pressure, Some(Om)),
                    say(LeakCheckRunning),
                    say(DeltaP),
                    say(HatchReady),
                    say(LeakCheckGood),
                    say(Equalized),
                ]
            }
        }
        (_, Phase::Handshake) => HELLO,
        (Seat::Apollo, Phase::Return) => {
            const {
                &[
                    (Pressure, Some(Dm)),
                    say(Flushing),
                    say(HatchClosed),
                    (AskPressure, Some(Tunnel2)),
                    say(CrewAboard),
                    say(FeelFaint),
                    say(AllWell),
                ]
            }
        }
        (Seat::Soyuz, Phase::Return) => {
            const {
                &[
                    (Pressure, Some(Tunnel2)),
                    say(Stop),
                    say(HatchClosed),
                    (AskPressure, Some(Dm)),
                    say(PressureSteady),
                    say(PressureFalling),
                    say(AllWell),
                ]
            }
        }
        (Seat::Apollo, Phase::School) => {
            const {
                &[
                    (AskPressure, Some(Om)),
                    (Pressure, Some(Dm)),
                    say(ReadYouWell),
                    say(AllWell),
                    say(CountDown),
                    say(GladToSeeYou),
                    say(Ready),
                ]
            }
        }
        (Seat::Soyuz, Phase::School) => {
            const {
                &[
                    (AskPressure, Some(Dm)),
                    (Pressure, Some(Om)),
                    say(SpellIt),
                    say(AllWell),
                    say(CountDown),
                    say(GladToSeeYou),
                    say(Ready),
                ]
            }
        }
        (_, Phase::Undocking) => {
            const {
                &[
                    say(UndockReady),
                    (Pressure, Some(Tunnel2)),
                    say(HooksOpen),
                    say(Separation),
                    say(MovingAway),
                    say(OpeningRate),
                    say(WellDone),
                ]
            }
        }
    }
}

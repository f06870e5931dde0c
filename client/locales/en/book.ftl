# The other crew’s book: what they may see on their panel, and what they then do. $a, $b … are that panel’s
# own labels, in its own language. A sign is what they tell you; .do is what you tell them. No card says any
# of it. A page title has at most 28 cells; a question, a sign and an act two lines of a narrow page each.

## The list of contents

book-shelf = { $who } PANEL
book-keys = ↑↓ choose, { $open } open, { $back } back
book-page-keys = ↑↓ leaf, { $back } list
book-ask = ASK
book-printed = ON THEIR PANEL
book-heard = they name it
# Stands for a cell that the book does not show yet.
book-later = not yet
# The same in the printed book, which does not know the mission.
book-on-screen = (see your screen)

## Power of the latches

page-latch-power = LATCHES WITHOUT POWER
    .ask = Is lamp { $a } lit? What do the latches count?
page-latch-power-dark = { $a } dark.
    .do = Press cell { $b }: letter first, then number. It is their letter, not one of ours.
page-latch-power-lit = { $a } lit, count { $b } at contact.
    .do = Both crews answer go at the last hold point; then touch again.

## Beacons and transponder

page-lights = LIGHTS OR RANGING DEAD
    .ask = Which word stands dark beside the switches?
page-lights-beacons = { $a } dark, and its switch does nothing.
    .do = Press { $b } once. Pressed again, it goes out again.
page-lights-transponder = { $a } dark, and its switch does nothing.
    .do = Press { $b } once. Our ranging comes back from 100 m on.
page-lights-both = { $a } and { $b } dark.
    .do = { $c } first, wait till the matrix is free, then { $d }.

## A wrong cell was pressed

page-wrong-cell = A WRONG CELL
    .ask = What changed when the cell was pressed?
page-wrong-cell-breath = { $a } dropped a little, or a bottle did, and stands again.
    .do = Nothing to put back: a test pulse. Wait six seconds, press the right cell.
page-wrong-cell-lamp = { $a } or { $b } went out.
    .do = { $a }: press { $c }. { $b }: press { $d }.
page-wrong-cell-fan = { $a } or { $b } stopped.
    .do = { $a }: press { $c }. { $b }: press { $d }.
page-wrong-cell-regenerator = { $a } or { $b } is off.
    .do = { $a }: press { $c }. { $b }: press { $d }.

## Stale air

page-air = STALE AIR
    .ask = Headache? Is a fan or a regenerator off, and does its switch answer?
page-air-cell-fan = { $a } or { $c } off, the switch does nothing.
    .do = { $a }: press { $b }. { $c }: press { $d }.
page-air-cell-regenerator = { $a } or { $c } off, the switch does nothing.
    .do = { $a }: press { $b }. { $c }: press { $d }.
page-air-fan-dead = { $a } on, but no draught.
    .do = Fan dead. Open { $b }, keep moving, stay out of corners.
page-air-oxygen = Lamp { $a }, fans run.
    .do = Open { $b } until it goes out.
page-air-apollo = STALE AIR
    .ask = Headache? Where? Which fan stands still?
page-air-module = In the module, { $a } off or without a draught.
    .do = Switch { $a } on. No draught: open { $b }, let the cabin’s fan stir both.
page-air-cabin = In the cabin, { $a } off or without a draught.
    .do = Switch { $a } on. No draught: keep moving, the canister needs the flow.

## Jets

page-jets-soyuz = A JET BLOWS BY ITSELF
    .ask = Which way are they pushed, where does the nose go? Look out: where is the flame?
page-jets-soyuz-ahead = Pushed ahead.
    .do = Nose goes left or right: close { $a }. Up or down: close { $b }.
page-jets-soyuz-back = Pushed back.
    .do = Nose goes right: close { $a }. Left: close { $b }.
page-jets-soyuz-side = Pushed aside, and it rolls.
    .do = Close { $a }. It goes on: open that, close { $b }.
page-jets-soyuz-weak = Turns slowly, hardly moves.
    .do = Close { $a }; fly on with the others.
page-jets-soyuz-leak = { $a } falls, nothing turns.
    .do = Close { $b }, { $c }, { $d } one at a time; leave shut the one that stops it.
page-jets-apollo = A JET BLOWS BY ITSELF
    .ask = Which way are they pushed, where does the nose go? Look out: where is the flame?
page-jets-apollo-ahead = Pushed ahead: nose up, down, right, left.
    .do = Close { $a }, { $b }, { $c }, { $d }, in that order of signs.
page-jets-apollo-back = Pushed back: nose up, down, right, left.
    .do = Close { $a }, { $b }, { $c }, { $d }, in that order of signs.
page-jets-apollo-roll = Rolls right and drifts right, left, down, up.
    .do = Close { $a }, { $b }, { $c }, { $d }. Rolls left: swap the first two and the last two.
page-jets-apollo-leak = { $a } of one quad falls faster.
    .do = Close that quad’s letter.
page-jets-apollo-dead = One order answers weakly, { $a } stands.
    .do = Jet dead. Close the quads in turn till the order answers cleanly.

## The ring

page-ring = THE RING STANDS STILL
    .ask = What stands beside the ring? Does it change?
page-ring-moving = { $a } for more than ten seconds.
    .do = Drive jammed. Leave { $b }; ask for the other ring, or call it off.
page-ring-still = { $a }, and the order does nothing.
    .do = Work { $b } once more. Still nothing: drive jammed, ask for the other ring.
page-ring-held = { $a }.
    .do = The latches hold it: do not work { $b }.

## Latches and sensors

page-latches = NO CAPTURE
    .ask = What lit at contact, and how far did the latches count?
page-latches-none = { $a } lit, { $b }.
    .do = Too slow, or no power: see that page. Twice so with power: a sensor is dead; ask for the other ring.
page-latches-two = { $a }, then they let go.
    .do = One latch is dead, the same each time. Back off; ask for the other ring.
page-latches-damaged = Lamp { $a }.
    .do = Do not load the ring again. Back off slowly, report.

## Hooks

page-hooks = HOOKS STOP SHORT
    .ask = What do the hooks count, and has the count stopped?
page-hooks-seven = { $a }, the drive is done.
    .do = A hook is dead. The joint holds, the seal may not: time a leak reading before { $b }.
page-hooks-few = { $a } or fewer.
    .do = Frames gape. { $b } stays shut; close the hooks again, else undock.
page-hooks-all = { $a }, but { $b } is dark.
    .do = Wait till the drive stops.

## Seals

page-seals = THE JOINT LEAKS
    .ask = Two needles: the seal cavity and the tunnel. Which one falls?
page-seals-outer = { $a } falls, { $b } stands.
    .do = Outer seal. The inner one holds: go on, read it again in ten minutes.
page-seals-inner = { $a } follows { $b }.
    .do = Inner seal. The outer one holds: keep { $c } shut, the tunnel feeds the cavity.
page-seals-both = { $a } and { $b } fall together.
    .do = Both seals. Everybody home, shut { $c } now.
page-seals-wall = { $a } changes fast, then slower, then stops; it grows warmer or colder.
    .do = No leak: a wall warms. Wait, read again.
page-seals-gauge = { $a } stands off { $b } after filling, and does not move.
    .do = Gauge wrong by that much. Trust the reading of change.

## Gauges

page-gauge = A GAUGE LIES
    .ask = Read me every gauge of the rooms that stand open to each other.
page-gauge-apart = { $a } and { $b } differ, the hatch between is open.
    .do = One lies. The one that agreed before is right; mark the other.
page-gauge-tunnel = { $a } differs from the room behind { $b }, valve open.
    .do = Tunnel gauge lies. Judge by flow: no hiss at { $b } is no difference.
page-gauge-warm = { $a } fails, then slows down by itself.
    .do = No leak, a wall warms. Read again.
page-gauge-apollo = A GAUGE LIES
    .ask = Read me every gauge of the rooms that stand open to each other.
page-gauge-module = { $a } differs from { $c } with { $b } open.
    .do = One lies. No hiss at { $b }: they are equal, whatever the needle says.

## Falling pressure

page-leak = CABIN PRESSURE FALLS
    .ask = Which needles fall? Is a valve open?
page-leak-vent = { $a } open.
    .do = Shut { $a }. No hole.
page-leak-orbital = { $a } falls, { $b } after it.
    .do = All men into the descent vehicle, shut { $c }. Or over to us: ask for { $a } and open up.
page-leak-descent = { $a } falls, { $b } after it.
    .do = All men into the orbital module, shut { $c }.
page-leak-tunnel = Only { $a } falls.
    .do = Nobody in the tunnel, { $b } stays shut.
page-leak-apollo = CABIN PRESSURE FALLS
    .ask = Which needles fall? Is a valve open?
page-leak-module = { $a } falls, the cabin stands.
    .do = Hole in the module. Men out, shut { $b } and { $c }.
page-leak-seat = { $a } falls, our tunnel rises.
    .do = It goes to the tunnel: shut { $b }.
page-leak-cabin = { $a } falls.
    .do = Open { $b }: its regulator feeds a small hole. Masks.

## Valves

page-valve = A VALVE DOES NOT ANSWER
    .ask = Which handle? Is there a hiss, does a needle move?
page-valve-no-flow = { $a } or { $b } turned, no hiss, no needle.
    .do = Poppet stuck. Ask us: pressure can come or go through our side.
page-valve-flows-on = { $a } shut, it hisses on.
    .do = Stuck open. Men to the descent vehicle, shut { $b }.
page-valve-equal = { $a } open, no hiss, needles apart.
    .do = Stuck shut. We bring the pressures together from our side; then { $b }.
page-valve-apollo = A VALVE DOES NOT ANSWER
    .ask = Which handle? Is there a hiss, does a needle move?
page-valve-fill = { $a } open, the module does not rise.
    .do = Stuck. Fill with { $b } instead and watch the oxygen.
page-valve-vent-dead = { $a } open, the module does not fall.
    .do = Stuck. With our hatch shut: open { $b }, then { $c }.
page-valve-tunnel = { $a } open, the tunnel does not fall.
    .do = Stuck. Open { $b }, and let it out by { $c }.

## Relief valve

page-relief = THE CABIN VENTS BY ITSELF
    .ask = Does it hiss steadily or in breaths? What does the cabin read?
page-relief-lifts = { $a } breathes, { $b } is high.
    .do = It does its work. Stop what fills the cabin.
page-relief-stuck = { $a } hisses on, { $b } is low.
    .do = Stuck open: lock it with { $a }. If it hisses on, masks.
page-relief-high = { $a } well above the cabin.
    .do = Not into the cabin: let it down by { $b } first.

## Fire

page-fire = FIRE OR SMOKE
    .ask = Flame or sparks? In which room?
page-fire-orbital = Flame in the orbital module.
    .do = Men out. { $a } off, press { $b } for the fan, extinguisher; else { $c }.
page-fire-descent = Flame in the descent vehicle.
    .do = { $a } off, press { $b } for the fan, extinguisher. Masks.
page-fire-sparks = Sparks only.
    .do = Cut that room’s cables: { $a } or { $b }. No oxygen in.
page-fire-apollo = FIRE OR SMOKE
    .ask = Flame or sparks? In which room?
page-fire-module = Flame in the module.
    .do = { $a } off, { $b } off, extinguisher. Not out: men out, shut { $c }, open { $d }.
page-fire-cabin = Flame in the cabin.
    .do = { $a } off, { $b } off, extinguisher. Masks.

## Smells

page-smell = A SMELL
    .ask = Like what? Does it sting? Is there any color?
page-smell-glue = Burnt glue, acetone; no haze, { $a } dark.
    .do = Masks on, wait a minute. Nothing warm: no fire, it fades.
page-smell-acid = Sharp, brown, { $a }.
    .do = Oxidizer. Masks now, hatch to it shut; flush: { $b } and { $c } together.
page-smell-smoke = { $a }, grey haze, eyes sting.
    .do = That is fire: take the fire page.

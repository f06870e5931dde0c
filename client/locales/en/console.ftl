# The consoles' own words: hints, key names, screens of the terminal client.

## Hints of the alarm line: why nothing happened, and what comes next

hint-one-setting = This craft has one rate and one deadband.
hint-cover-up = Cover is up: the same key again within 3 seconds backs off.
hint-pad = Gamepad connected. Start shows what its buttons do.
hint-pad-gone = Gamepad disconnected. Its controls are released.
hint-no-panel-move = No move of yours is waiting at the panel. See the flight plan.
hint-other-key = The flight plan’s next move is { $key }, not { $not }.
hint-valve-reach = The valve is open. Close it when the gauge reads { $p }.
hint-valve-flows = The valve is open. Wait for the pressures to meet.
hint-leak-check-runs = The leak check is running.
hint-ring-moves = The ring is moving.
hint-hooks-move = The hooks are moving.
hint-key-waits = Your key is turned. They have five seconds.
hint-their-tongue = At this level calls go out in their language.
hint-choose-card = Choose the right card with its key.
hint-cards-settle = A read-back has just been asked for. Look at the cards, then choose.
hint-nothing-heard = Nothing has been said to you yet.
hint-no-poll = No hold point is open now.
hint-no-key = No act with two keys is open now.
hint-not-a-number = Type a number, then Enter.
hint-no-reading = Your panel has no reading for that call now.
hint-no-suspend = Not while the other crew flies on this computer: Ctrl-Z would stop it.
hint-pause-spent = Your time for pauses in this flight is used up. The flight goes on.
hint-pause-soon = The flight has only just gone on. Another pause in { $wait }.
hint-software-in = A software crew flies the other seat until its own crew is back.
hint-crew-back = The other seat has its own crew again. The software crew has left.
hint-seat-again = Your seat is yours again; software flew it meanwhile. The loop has it all.
hint-not-back = The room is not open yet. The other crew’s copy may bring it back; trying on.
hint-no-relief = No software crew could take the seat. Try again.
hint-server-back = The server was gone and is back. Nothing of the flight is undone.
hint-server-back-undone = The server was gone and is back. The last { $time } of the flight are undone.
hint-slow = The server is late: time runs at { $percent } % of real. Nothing is lost.
hint-slow-over = The server keeps up again: the flight runs in real time.
hint-room-restored = The room is back from its crews’ copy; the last { $time } are undone.
hint-line-down = The line is down; that act was not sent. Do it again when it is back.
hint-no-such-pace = Time goes at 1, 2, 5, 10, 20 or 60. Type pace and one of them.

## Time compression: beside the clock, in the partner line, in the alarm line

pace-factor = ×{ $factor }
pace-short = ×{ $wanted }, now ×{ $achieved }
pace-they-ask = They ask ×{ $factor }: { $key } agrees.
pace-you-ask = You ask ×{ $factor }.
pace-hint = { $key } asks for faster time
pace-ended = ×1: the mission is over.
pace-collapse = Back to ×1: one of your men can no longer work.
pace-alarm = Back to ×1: an alarm came on.
pace-key = ×1 while a key is turned and its hatch not open yet.
pace-read-back = ×1 while a read-back is fresh and its act not done yet.
pace-call = Back to ×1: there was talk on the loop.
pace-reading = Back to ×1: the timed reading has ended.
pace-hatch = Back to ×1: a hatch moved.
pace-step = Back to ×1: a step is done.
pace-theirs = ×1: the other crew has something to see to. Ask what it is.
pace-hands = ×1 while your hand is on the controllers.
pace-asked = Back to ×1, as asked.
pace-not-docked = ×1 until all eight hooks join the ships.
pace-partner-gone = ×1: the other crew is away.
pace-offer = ×1 while a role is offered or changes hands.
pace-no-clock = ×1: this room runs without a clock.

## Instruments

console-called-ago = called { $seconds } s ago
console-called-minutes-ago = { $minutes } min ago
console-not-called = not called yet
console-as-called = { $ship } · AS CALLED
console-per-minute = { $rate }/min
console-men = { $n } MEN
console-vhf-no-lock = VHF: NO LOCK
console-no-lock = NO LOCK
console-to-contact = TO CONTACT { $time }
console-cross = CROSS
console-sun = SUN
console-turn-left = TGT OUT OF SIGHT · turn left
console-turn-right = TGT OUT OF SIGHT · turn right
console-turn-up = TGT OUT OF SIGHT · nose up
console-turn-down = TGT OUT OF SIGHT · nose down
console-dark = TOO DARK TO SEE TGT · needs beacons
console-glare = SUN IN THE SIGHT · TGT washed out
console-step-fine = PULSE 0.1 s
console-step-medium = PULSE 0.5 s
console-step-coarse = PULSE 2 s
console-ksu-busy = The matrix is still busy with the last cell: { $left }.
console-of-eight = { $count }/8
console-dm-oxygen = DM PPO₂
console-om-oxygen = OM PPO₂
console-leak-none = LEAK CK —
console-leak-good = LEAK CK GOOD
console-leak-bad = LEAK CK FAIL
console-leak-runs = LEAK CK { $time }
console-hatch-slams-open = Hatch { $n } is thrown open.
console-hatch-slams-shut = Hatch { $n } slams shut.
console-hatch-held = Hatch { $n } does not move: the pressure holds it with { $force }. Equalize first.
console-struck = The hatch has struck { $name }.
console-stopped = { $name } stops: hatch { $n } is not fully open.
console-arrived-cm = { $name } is in the Command Module.
console-arrived-tunnel1 = { $name } is in tunnel 1.
console-arrived-dm = { $name } is in the Docking Module.
console-arrived-tunnel2 = { $name } is in tunnel 2.
console-arrived-om = { $name } is in the Orbital Module.
console-arrived-sa = { $name } is in the Descent Vehicle.
console-reading-again = { $before } → { $change }
console-celsius = { $text } °C
console-fahrenheit = { $text } °F
console-cavity-read-good = Seal cavity leak check good: { $change }.
console-cavity-read-bad = Seal cavity leak check failed: { $change }. A seal may leak. Check once more.
console-tunnel2-read-good = Tunnel 2 leak check good: { $change }.
console-tunnel2-read-bad = Tunnel 2 leak check failed: { $change }. Gas that cools after a fill, or warms, moves the gauge too: watch the temperature, then check again.
console-dm-read-good = Docking Module leak check good: { $change }.
console-dm-read-bad = Docking Module leak check failed: { $change }. Gas that cools after a fill, or warms, moves the gauge too: watch the temperature, then check again.
console-north = { $degrees }° N
console-south = { $degrees }° S
console-east = { $degrees }° E
console-west = { $degrees }° W
console-no-alarms = No alarms
console-no-view = Waiting for the first picture…

## Call bar, plan, partner

console-title-text = FREE TEXT
console-title-digits = READ BACK
console-title-cards = READ BACK: WHICH ONE WAS SAID?
console-title-controls = PANEL
console-enter-sends = Enter sends, Esc drops it
console-goes-out = → { $text }
console-goes-as-call = → call: { $text }
console-text-keys = Enter sends, Tab takes it another way, Esc drops it
console-book-keys = 1–9, Tab tongue, F6 ring, F9 A–Z
console-form-number-keys = Digits, F7 point, F8 erases. F6 next, Tab language, F5 or Enter sends.
console-form-choice-keys = A digit or ↑ ↓ chooses. F6 next, Tab language, F5 or Enter sends.
console-form-live = on your gauge now
console-answer = They ask. Answer: “{ $call }”
console-they-said = They said: “{ $text }”
console-their-move = It is the other crew’s move.
console-book-cell = BOOK: cell { $cell } of their matrix
console-book-cell-spelt = BOOK: cell { $cell }, “{ $spelt }”
console-software-crew = software crew
console-crew-here = at the console
console-crew-away = nobody at the console
console-heard = heard { $ago } ago
console-not-heard = not heard yet
console-line = { $ms } ms
console-line-jitter = { $ms } ms ±{ $jitter }
console-line-loss = { $ms } ms, { $loss } % lost
console-line-both = { $ms } ms ±{ $jitter }, { $loss } % lost
console-link-lost = line lost, reconnecting
console-link-quiet = line silent
console-not-saved = not saved
console-silent = silent { $time }
console-leave = Leave the flight? Esc again leaves; any other key flies on and does what it does.
console-hand-move = MOVE
console-hand-turn = TURN
console-hand-panel = PANEL

## Phrasebook

book-ring-all = whole book
book-ring-1 = ring 1, survival
book-ring-2 = ring 2, docking
book-ring-3 = ring 3, hatches and air
book-back-never = No read-back.
book-back-later = Read back when the plan waits for it, not now.
book-back-choice = They will choose it among look-alikes.
book-back-value = They will read its number back.
slot-range = range
slot-offset = how far
slot-rate = rate
slot-angle = angle
slot-pressure = pressure
slot-change = difference
slot-time = time
slot-percent = share
slot-count = how many
slot-hatch = hatch
slot-axis = axis
slot-side = side
slot-place = where
slot-name = who

## Keys of the screens

console-key-do = do it
    .short = do
console-key-choose = choose
console-key-fly = go
console-key-language = по-русски
console-key-join = join
console-key-again = fly it again
console-key-start = start screen
console-any-key = Any key goes back.
help-page = Page { $n } of { $all } · any key goes on, Esc goes back.
help-last-page = Page { $n } of { $all } · any key goes back.
console-connecting = Setting the flight up…
console-failed = The flight cannot begin:
console-flight-over = The flight is over:

## What each key does, for the help page

does-push-forward = thrust forward
does-push-back = thrust back
does-push-left = thrust left
does-push-right = thrust right
does-push-up = thrust up
does-push-down = thrust down
does-pitch-up = pitch up
does-pitch-down = pitch down
does-yaw-left = yaw left
does-yaw-right = yaw right
does-roll-left = roll left
does-roll-right = roll right
does-finer = shorter pulses
does-coarser = longer pulses
does-mode = next control mode
does-rate = next rate of turn
does-deadband = other deadband
does-hold = hold attitude
does-call = make that call, choose that card
does-go = go
does-no-go = no go
does-hand-over = hand over control
does-two-key = turn your key
does-answer = answer: read-back, go, roger
does-say-again = say again
does-do = do your next move
does-text = type free text
does-shelf = open the other crew’s book
does-book = phrasebook
does-help = this page
does-abort = back off (cover first)
does-picture = picture: window, air, charts
does-page = next panel page
does-labels = labels in the other language
does-tongue = call in the other language
does-meaning = what the last call means
does-level = next help level
does-faster = faster time, agree
does-slower = time at ×1
does-pause = stop the flight, go on
does-cursor = cursor on a panel page
does-work = work the control
does-back = back
does-hand = this hand: move, turn, panel

## Debrief

console-title-milestones = What happened when
console-title-contact = Contact
console-no-contact = No contact to judge in this flight.
console-below = Below you at the end: { $latitude }, { $longitude }
console-envelope-axes = speed → · miss ↑ · box: what captures
console-upto = < { $limit }
console-between = { $low }–{ $high }
console-contact-closing = closing
console-contact-lateral = miss
console-contact-side-speed = side speed
console-contact-tilt = tilt
console-contact-roll = roll
console-contact-rate = turning

## Without a screen

console-plain-help = Commands: a number makes that call; rb and a card or digits reads back; g or n at a hold point; k turns your key; do does your next panel move; w s a d r f push, up down left right q e turn, z c step, m mode, y rate, j deadband, v hold; direct switches the direct coils, store stores the attitude; t and text; ksu and a cell; lamp and 1 to 6 gives a light signal; book lists the other crew’s pages, book and a number reads one; offer, offer ring, accept, withdraw pass a role on; pace and 1, 2, 5, 10, 20 or 60; see, plan, panel, again, ?, quit.
lines-cards = Read back with rb and a number: { $cards }
lines-card = { $n } “{ $call }”
lines-target = Target { $x }° { $across ->
    [left] left
   *[right] right
 }, { $y }° { $along ->
    [down] down
   *[up] up
 }.
lines-drift = It drifts { $side ->
    [left] left
    [right] right
    [up] up
   *[down] down
 }, { $rate }° a second.
lines-still = It stands still.
lines-roll = It is turned { $x }° { $side ->
    [ccw] counterclockwise
   *[cw] clockwise
 } to you.
lines-cross = Cross { $x }° { $across ->
    [left] left
   *[right] right
 }, { $y }° { $along ->
    [down] down
   *[up] up
 }: fly that way.
console-plain-unknown = Not understood: { $typed }
console-not-a-terminal = handshake: this is not a terminal; use --plain, or run it in one
console-held = held { $time }
console-ground-glass = Camera: { $share } of the Sun covered. Apollo is { $right }° right, { $up }° up of it.

## The software crew's own log

bot-sits-apollo = A software crew sits in Apollo, room { $room }. Waiting for the other crew; Ctrl-C leaves.
bot-sits-soyuz = A software crew sits in Soyuz, room { $room }. Waiting for the other crew; Ctrl-C leaves.
bot-begins = The flight begins: { $mission }
bot-goes-on = The flight goes on.
bot-lost = The line is lost; trying to come back.
bot-undone = The server was gone and is back; the last moments are flown again.
bot-left = Left the room.
bot-gone-apollo = Apollo’s crew has left. The flight waits for another.
bot-gone-soyuz = Soyuz’s crew has left. The flight waits for another.
bot-expects = Say again. I expect “{ $call }”

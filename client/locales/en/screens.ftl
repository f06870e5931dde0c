# Screens around the flight: start, missions, host and join, pauses, help, debrief.

## Title

poster-line = HANDSHAKE · РУКОПОЖАТИЕ
poster-sub = Two crews, two languages, one docking. 17 July 1975.

## Start screen; at most 30 cells

menu-together = Together at this keyboard
    .about = One keyboard, two hands each. Nothing is hidden; the words are the game.
menu-host = Host a flight
    .about = Opens a room and shows the line to give to your partner.
menu-join = Join a flight
    .about = Takes an invitation, or an address with a room code.
menu-software = Fly with a software crew
    .about = You take one seat. The other crew answers on the same radio.
menu-demo = Watch the demo
    .about = Two software crews fly the whole mission.
menu-replays = Replays
    .about = Every flight of yours, from either seat, at any speed.
menu-settings = Settings
    .about = Language of help, colors, keys, sound.
menu-credits = Credits
    .about = The crews of 1975, sources, licenses.
menu-quit = Quit
menu-again = Again from the last hold point
menu-resume = Resume
menu-debrief = Debrief
menu-export = Export

## Seats, help levels, rules

seat-apollo = Apollo, in English: you fly, you count in feet.
seat-soyuz = Soyuz, in Russian: you guide, you count in meters.
seat-observer = Observer: you see both ships and touch nothing.
seat-taken = This seat is taken.
seat-free = This seat is free.
level-passenger = Passenger
    .about = Everything is translated; a read-back is one of three cards.
level-cadet = Cadet
    .about = Translation two seconds after a key; one card of three.
level-pilot = Pilot
    .about = Numbers and calls of danger only; one card of two.
level-commander = Commander
    .about = Only words not learned yet; you type the digits of a read-back.
level-oklahomski = Oklahomski
    .about = No help at all, and your partner’s language.
rules-training = Training
    .about = Unsafe acts are refused with the reason. Nothing fails.
rules-flight = Flight
    .about = Unsafe hatch acts ask twice. One mild failure may come.
rules-real = Real
    .about = Physics decides. Several failures, noisy instruments.

## Missions

grade-school = school
grade-easy = easy
grade-medium = medium
grade-hard = hard
mission-minutes = { $n } min
mission-software = software { $points }
mission-final-approach = Final Approach
    .about = Thirty meters, three minutes, one handshake.
    .briefing = Apollo stands thirty meters off on the docking axis. Soyuz calls the range, Apollo spells the cell that powers the latches. Dock, make one air of two, open both hatches.
    .apollo = You fly: nose on the cross, brake by the range Soyuz calls, and spell the cell that stands in your book.
    .soyuz = You call range and rate, steer Apollo left and right as it drifts, and power the latches by the cell it spells.
mission-first-handshake = First Handshake
    .about = 17 July 1975 from a thousand meters.
    .briefing = 17 July 1975, the last kilometer. Transponder, beacons and cabin pressure come first; three hold points lie on the way. Contact was at 16:09:09 UTC.
    .apollo = You ask for transponder and beacons, fly all the way in, and answer at each hold point. Below a hundred meters the range is Soyuz’s.
    .soyuz = You light the beacons, lower the cabin pressure on the way, and call the range from a hundred meters on.
mission-second-docking = Second Docking
    .about = 19 July: the Soyuz ring is active and the Sun is in Apollo’s sight.
    .briefing = 19 July 1975. Soyuz’s ring is active, Apollo’s stays in, and Apollo flies all the same, with the Sun beside its line of sight. Dock, undock as Soyuz does it, latches before hooks, and back away.
    .apollo = You fly with the Sun in your eyes and your ring in: what you cannot see, Soyuz tells you.
    .soyuz = Your ring is the active one: extend it, hold still, and at the end undock, latches before hooks.
mission-soyuz-flies = Soyuz Flies
    .about = What history never tried: every role swapped.
    .briefing = What history never tried: Soyuz flies, by its own range. Only Apollo sees how far Soyuz stands off Apollo’s axis, and only from the range it was called can it say so in feet. Keep the nose on Apollo, and move over as it calls.
    .apollo = You hold still and look: how far Soyuz stands off your axis only you can say, in feet.
    .soyuz = You fly, by your own range; move over as Apollo calls, and mind the units.
mission-station-keeping = Station-keeping
    .about = Two minutes to learn the hands.
    .briefing = Hold thirty meters for two minutes, no more than five off. Soyuz alone reads the range and Apollo alone can change it. Nothing docks today.
    .apollo = You have the hands and no range: ask for it, and answer it with pulses.
    .soyuz = You have the range and no hands: call it whenever it moves.
mission-radio-school = Radio School
    .about = Calls, read-backs, the phrasebook, two keys: learn to talk.
    .briefing = Docked, one hatch left, and nothing to fly. Do what every mission asks: call, read back, look a call up, speak their language, spell what has no card, answer a poll, turn two keys. Somebody will read back wrongly.
    .apollo = You call first. Every line says which key is next.
    .soyuz = You answer first. Every line says which key is next.
mission-airlock-school = Airlock School
    .about = One air out of two, and nobody faints.
    .briefing = Docked. Stafford and Slayton go over: hatch 2 shut behind them, nitrogen up to Soyuz’s pressure, tunnel 2 filled and watched, then the hatches, one from each side. Call every pressure in your own unit. An unsafe act is refused, and told why.
    .apollo = You run the docking module: hatch 2, nitrogen, tunnel 2, hatch 3. You count in psi.
    .soyuz = You watch cabin and tunnel from your side and open hatch 4. You count in millimeters.
mission-four-transfers = Four Transfers
    .about = 17 and 18 July whole: over and back, four times.
    .briefing = Four transfers until everybody is home. Out with nitrogen, back with oxygen: bled alone, the docking module would leave its two men ninety millimeters of oxygen. At 520, hatch 2 and its valve stay shut. Docked, time may run faster when both ask.
    .apollo = You keep the docking module’s gas: nitrogen out, oxygen home, and never hatch 2 at 520.
    .soyuz = You keep your cabin and hatches 4 and 5, and count who is where.
mission-artificial-eclipse = Artificial Eclipse
    .about = Apollo backs off along the Sun line and shades Soyuz’s camera.
    .briefing = 19 July 1975, after the first undocking. Apollo backs off 220 meters towards the Sun until its hull hides the disc, and the camera in Soyuz’s hatch takes the corona. Soyuz sees how the disc is covered and has to say so; Apollo sees angles only.
    .apollo = You back off along the Sun line by angles alone; stop and hold when Soyuz says the disc is gone.
    .soyuz = You see the disc in the camera: say which way Apollo has to move until it is covered.
mission-stuck-jet = Stuck Jet
    .about = One of Apollo’s jets will not stop. Soyuz sees which.
    .briefing = Final approach as planned, until one of Apollo’s jets blows without being told to. Apollo’s own lamp stays dark; Soyuz sees the flame. Find the manifold, shut it, and dock with what is left.
    .apollo = Your own lamps will not tell you: ask what burns, shut its manifold, and fly with what is left.
    .soyuz = You see the flame: say where it stands, in his words, before he runs out of propellant.
mission-leaking-seal = Leaking Seal
    .about = One of two seals does not hold. Find out which, and whether one is enough.
    .briefing = Docked, but the cavity between the docking seals loses its gas. Soyuz reads it and calls it; tunnel 2 shows whether the inner seal holds. One seal is enough to go on with, for as long as somebody watches the gauges and the way home is short.
    .apollo = You read tunnel 2: tell Soyuz whether it falls as the cavity does.
    .soyuz = You read the seal cavity: call it, and find with Apollo which seal it is.
mission-night-approach = Night Approach
    .about = No Earth, no Sun: beacons and words.
    .briefing = 17 July, one revolution before the docking, in the Earth’s shadow. Soyuz is a dark spot until its beacons burn; a floodlight shows it only below forty meters. Dock and make the joint tight before sunrise.
    .apollo = You see nothing until beacons burn: ask for them, and trust the range you are called.
    .soyuz = You are the only light: beacons on, range and drift called without a pause.
mission-odour = The Odor
    .about = Something smells in the docking module.
    .briefing = 17 July 1975: on entering the docking module Stafford and Slayton smell something like burnt glue. Masks first. Then find out: a fire shows a flame and warms its air. Nothing is vented with men inside on a smell alone.
    .apollo = Your men are inside: masks, then gauges, then a decision.
    .soyuz = You have the gauges on your side of it: say what your air does, and keep hatch 4 shut.
mission-high-cabin = High Cabin
    .about = Two cabins that do not agree, and nobody has said so.
    .briefing = The transfer as planned. The plan knows what both cabins should hold; the gauges know what they do hold, and each crew has only its own. Read back every pressure, and think before you open what it stands behind.
    .apollo = Believe your gauges, not the plan, and ask for theirs in their unit.
    .soyuz = Believe your gauges, not the plan, and call them before anything opens.
mission-rescue = Rescue
    .about = Soyuz is losing air when you begin.
    .briefing = A hole in the orbital module: Soyuz has six minutes of air. Slayton is in the docking module at Apollo’s pressure. Bring the two pressures together, open both hatches, both cosmonauts through, hatch 3 shut behind them. Ears can follow two millimeters a second.
    .apollo = Slayton lets the pressures meet and opens hatch 3: not faster than ears can follow.
    .soyuz = Your air runs out: call every pressure, open hatch 4 the moment it may, and get both men through.

## Briefings

briefing-apollo = You doubt their ship: the ground flies it and its crew look on. By evening you want to drink a toast in it.
briefing-soyuz = You doubt their ship: pure oxygen at a third of an atmosphere and a crew that flies by hand. By evening you want them at your table.
briefing-place = Baikonur and the Cape are seven hours apart. You are two hundred and twenty kilometers above both.

## Host and join

host-title = Your room
host-line = Give this line to your partner:
host-split = Type this in a second terminal:
host-room = Room code
host-code = Room code { $code }
host-waiting = Waiting for the other crew…
host-code-small = This terminal is too small for the code. Make it larger, or hand over the line.
host-lan = In the local network, Join lists this room as { $name }.
reach-machine = this computer only
reach-link = same cable or Wi-Fi
reach-network = same network or VPN
reach-world = the internet, if let through
advice-machine = This computer has no network: only a second terminal here can join.
advice-network = These addresses reach the same network or VPN. From elsewhere nobody comes in until your router forwards UDP port { $port } to { $machine }, which is this computer. No router of your own? Run handshake-server on a machine that is reachable, and both join its line.
advice-world = If nobody comes in, let UDP port { $port } through the firewall of this computer, and let your router forward it to { $machine }. No way? Run handshake-server on a machine that is reachable, and both join its line.
advice-open = Your router lets the other crew in at { $address }, from anywhere. If nobody comes in all the same, let UDP port { $port } through the firewall of this computer.
advice-behind = Your router opened the port, but its own address, { $address }, belongs to your provider’s network: from the internet nobody reaches it. Ask the provider for a public address, or run handshake-server on a machine that is reachable, and both join its line.
join-prompt = Invitation, or address and code:
join-around = Rooms in the local network
join-around-none = Nobody announces a room here. Type or paste the line your partner has.
join-around-off = Not looked for: the local network is switched off in the settings or by --lan off.
join-around-failed = The network does not let us look ({ $why }). Type or paste the line your partner has.
join-free = { $seat } is free
join-full = both seats taken
join-other-version = another version
join-before = Joined before
join-before-none = Nothing yet.
key-forget = forget it
ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] yesterday
   *[other] { $n } days ago
}

## Ready room

ready-title = Ready room
ready-you = you
ready-you-named = { $name } (you)
ready-unnamed = no name given
ready-empty = nobody yet
ready-nobody = seat is free
ready-help = Help: { $level }
ready-link = Link: { $ms } ms
ready-link-slow = Link: { $ms } ms. You will feel it: pulse and wait.
ready-link-unknown = Link: not known yet
ready-ms = { $ms } ms
ready-rules = Rules: { $rules }.
ready-yes = READY
ready-not-yet = not ready yet
ready-own-mission = A mission of the host’s own: the host tells you what it is about.
ready-press = Read the briefing, and press Enter when you are ready.
ready-alone = Hand over the line. I shows the mission, Enter says that you are ready.
ready-partner-waits = The other crew is ready and waits for you: Enter.
ready-wait-partner = You are ready. The flight begins when the other crew is.
ready-wait-nobody = You are ready. The flight begins when the other crew has come and is ready.
ready-leave = Leave the room? The other crew stays without you. Esc again leaves.
ready-lost = The line is lost. We keep trying; your seat is held.
hint-seat-held = The other seat is held; it can be changed for a free one only.
watch-title = Who may watch
watch-hand-out = Whoever is to watch types this. It names no seat and no room: nobody can fly by it.
watch-late = Watchers see both consoles, twenty seconds late: what they call out is no instrument any more.
watch-at-once = Watchers see both consoles at once, for a projector in the same room. Do not look at it while you fly.
watch-nobody = Nobody watches at present.
watch-who = { $n ->
        [one] One watches
       *[other] { $n } watch
    }: { $names }
key-watch = Watchers
hint-watched = { $who } watches your flight now, and cannot act.
hint-instructor = { $who } watches as an instructor, and may have things fail.
hint-unnamed = Somebody
hint-unwatched = { $who } watches no more.
watch-instructor = { $name } (instructor)
watch-instruct = An instructor types this one. Whoever has it can make parts of both ships fail.
console-watched = { $n ->
        [one] 1 watches
       *[other] { $n } watch
    }
key-ready = ready
key-not-ready = not ready
key-help-level = help
key-seat = other seat
key-invite = invitation
key-mission = mission
key-code = QR code
key-words = words

## Pauses and the terminal

resume-offer = Back to your seat: { $mission }, room { $code }, left { $ago } ago
resume-mission = before the flight
pause-title = PAUSE
pause-title-line = LINE LOST
pause-by-you = You have stopped the flight.
pause-by-apollo = Apollo’s crew has stopped the flight.
pause-by-soyuz = Soyuz’s crew has stopped the flight.
pause-lost-apollo = Apollo’s crew has lost its line and is trying to come back.
pause-lost-soyuz = Soyuz’s crew has lost its line and is trying to come back.
pause-left-apollo = Apollo’s crew has left. Whoever joins with your invite line takes its seat.
pause-left-soyuz = Soyuz’s crew has left. Whoever joins with your invite line takes its seat.
pause-line = Your line to the server is lost.
pause-since = At { $clock } of the flight, { $lasts } ago.
pause-what = Nothing moves: both ships, the air and the clock wait. Nothing is lost.
pause-ends = Either crew can go on. By itself the flight goes on in { $left }.
pause-closes = The seat is held for { $left }, then the room closes.
pause-no-end = Either crew can go on. There is no hurry.
pause-count = The flight goes on in { $n }. Hands to the keys!
pause-count-over = There is no more time for pauses. The flight goes on in { $n }.
pause-tries = It is tried again by itself, { $n ->
    [one] once
    [two] twice
   *[other] { $n } times
} so far. The flight waits for you.
pause-held = Your seat is held for { $left }. What you have done is kept and takes effect once.
pause-silent-apollo = Nothing comes from Apollo’s line. Their ship holds attitude.
pause-silent-soyuz = Nothing comes from Soyuz’s line. Their ship holds attitude.
pause-key-go-on = go on
pause-key-stay = not yet
pause-key-settings = settings
pause-key-relief = software crew
pause-relief = A software crew can fly the empty seat meanwhile. The crew that was dropped takes it again when it is back.
pause-relief-in = In { $left } you may have a software crew in the empty seat.
screen-too-small = This window is { $width }×{ $height }; the console needs 80×24. The flight goes on.
screen-split = This window is { $width }×{ $height }; two consoles need 160×24 or 80×48. The flight goes on. Make it larger, or fly from two terminals: { $command }
screen-leave = Leave the flight? Your seat is held for { $left }.
screen-any-key = any key
screen-yes = yes
screen-no = no

## Settings

setting-help-language = Language of help
setting-theme = Colors
setting-sound = Sound
setting-keys = Keys
setting-graphics = Picture
setting-pixels = Graphics
setting-pixels-auto = pixels if the terminal offers them
setting-pixels-cells = characters only
setting-pixels-kitty = kitty
setting-pixels-sixel = sixel
setting-pixels-iterm2 = iTerm2
setting-name = Your name
setting-default = default
setting-contrast = high contrast
setting-colorblind = blue and orange
setting-amber = amber
setting-mono = mono
setting-lan = Local network
setting-lan-on = announce and look
setting-lan-off = off
setting-volume = Volume
setting-volume-full = full
setting-volume-half = half
setting-volume-quiet = quiet
setting-mouse = Mouse
setting-mouse-on = clicks press keys
setting-mouse-off = off
setting-help-level = Help level
setting-motion = Motion
setting-motion-full = the start picture turns
setting-motion-reduced = nothing moves by itself
setting-sound-bell = bell at contact and alarms
setting-sound-off = off
setting-sound-audio = own sounds: thump, alarm, radio tones
setting-quadrants = quarter blocks
setting-sextants = sextants
setting-half-blocks = half blocks
setting-braille = braille dots
setting-ascii = plain characters
language-en = English
language-ru = Russian
settings-key-change = change
settings-key-accept = accept
first-language = Which language shall screens and help be in? Each console keeps its own.
first-language-name = English
first-picture = The same picture, made of different characters. Which looks best here: whole, without gaps, boxes or question marks? It is remembered, and the settings change it.
first-skip = the first
keys-own = a cockpit of one’s own
keys-shared = one keyboard for two
keys-sides = ◂ left hand   ▸ right hand
keys-as-built-in = as built in
keys-changed = { $n ->
    [one] { $n } changed
   *[other] { $n } changed
}
keys-built-in = built in: { $key }
keys-fixed = always
keys-call = call or card in place { $n }
keys-cursor-left = cursor left on a panel page
keys-cursor-right = cursor right on a panel page
keys-cursor-up = cursor up on a panel page
keys-cursor-down = cursor down on a panel page
keys-wait = Press the key for: { $act }. Esc leaves it.
keys-clash = { $key } already does this: { $act }.
keys-swap = swap
keys-take = take it
keys-leave = leave it
keys-all-sure = All keys as built in?
keys-key-bind = new key
keys-key-built-in = built in
keys-key-none = no key
keys-key-all = all built in
sample-good = inside its limit
sample-caution = near its limit
sample-warning = alarm
sample-mine = your crew
sample-theirs = the other crew
sample-dim = old, or not lit
settings-broken = { $file } makes no sense at line { $line }, column { $column }. It now lies at { $aside }; built-in settings are used.
settings-broken-left = { $file } makes no sense at line { $line }, column { $column }. It is left alone; built-in settings are used and nothing is saved.
settings-unread = { $file } cannot be read ({ $why }). Built-in settings are used and nothing is saved.
settings-unwritten = { $file } cannot be written ({ $why }). The settings hold until you leave.

## Help in flight

help-title = Keys here
help-boxes = What the boxes are for
help-last-line = Last line but one
box-approach = Range and closing rate, and the fastest the range allows. Apollo has them as Soyuz called them.
box-attitude = Your attitude against the one you hold: error, then rate.
box-jets = Control mode, size of a pulse, the jets that fire, propellant.
box-docking = Ring, latches, hooks, and how far the docking has come.
box-hatches = Hatches and valves; a filled lamp is open.
box-calls = What the digits say now; a mark stands at what the plan wants.
box-plan = Whose move it is, and the key for it.
box-partner = The other crew: there or not, heard when. MATCH: how long a right read-back still counts.
help-picture = The ring of the other ship has to grow in the middle of the sight.
help-apollo-final = Fly the way CROSS points, turn the way TGT points. Range comes by radio.
help-soyuz-final = Call range and rate. What drifts left in your periscope goes right for them.
help-apollo-stands = Hold still and say “move over”: only you see them off your axis.
help-soyuz-flies = Turn to keep Apollo in the middle; thrust sideways only as it calls.
help-book = Phrasebook: F2 F3 page, F4 language, F5 send, F6 ring, F7 point, F8 erase.
help-read-back = A number they call has to come back in your own unit.
help-cell = A cell is spelled with its panel’s own words: Cyrillic В is Vasiliy, Latin B is Bravo.
help-latches = The latches stay dead until Soyuz has the right cell and both crews are go at 3 m.
help-control-off = After capture, both crews turn attitude control off, or the ring tears.
help-jets = Jet fires by itself, or stays dead with its lamp lit: shut its ISOL.
help-pad-sticks = Gamepad: left stick moves across, triggers back and ahead; right stick turns, shoulders roll.
help-pad-buttons = A your move, B back, X go, Y answer, cross calls 1 to 4, Select page, Start these keys.
help-pad-abort = Left stick pressed in: mode; right: hold; both, twice: back off.
help-abort = Back off is always legal.
help-two-keys = Count down together: three, two, one, mark.

## The handshake

story-handshake = { $apollo } and { $soyuz } shake hands above { $place }.
story-handshake-1975 = In 1975 they shook hands above Metz; it had been meant to be Bognor Regis.
story-plaque = Two halves of a plaque, one in each ship. Put them together.
story-table = Borscht from tubes with a label on it that says vodka. Leonov insists.
story-mosquito = A Florida mosquito has come along in Apollo.
story-juice = Strawberry juice is afloat in Apollo.
story-smell = The docking module smells of burnt glue, or acetone. It passes.
story-oklahomski = Leonov says three languages are spoken here: Russian, English and Oklahomski.

## Debrief

debrief-title = Debrief
debrief-total = { $n } points of 100, together
debrief-contact = Contact at { $rate }, off axis { $offset }, tilt { $angle }
debrief-1975-first = 17 July 1975: { $rate }, as recalled
debrief-1975-second = 19 July 1975: { $rate }, as recalled
debrief-propellant = Propellant: Apollo { $apollo }, Soyuz { $soyuz }
debrief-time = Time { $time }
debrief-words = Words learned: { $words }
debrief-words-title = Words learned
debrief-word = { $word }: { $means }
debrief-below = Below you at the handshake: { $latitude }, { $longitude }
debrief-transcript = Transcript
debrief-charts = Charts
debrief-saved = Saved as { $file }
debrief-cause = What decided it: { $cause }
outcome-handshake = The crews shook hands.
outcome-rings-lost = Both docking rings are ruined. Nobody docks today.
outcome-crew-lost-apollo = Apollo’s crew can no longer act.
outcome-crew-lost-soyuz = Soyuz’s crew can no longer act.
outcome-propellant-lost = Too little propellant is left to stop.
outcome-hull-struck = The ships struck each other outside the rings.
outcome-plan-flown = Every step of the plan is flown.
outcome-called-off = The crews called the docking off. Both ships are whole.
outcome-docked = The ships are joined, and the joint is tight.
outcome-station-kept = The place was held for as long as it had to be.
outcome-eclipsed = The Sun stayed covered for the whole exposure.
outcome-transferred = The crews visited each other, and everybody is where the plan wants him.
outcome-rescued = All five are alive behind a shut hatch.
outcome-crewman-lost = One man is dead, or too ill to go on.
head-safety = Safety
head-precision = Precision
head-propellant = Propellant
head-time = Time
head-language = Language
score-handshake = The crews shook hands
score-plan-flown = The whole plan is flown
score-clean-contact = Clean contact: { $value } of the limits
score-rough-contact = Contact inside the limits: { $value }
score-hard-contact = Contact outside the limits: { $value }
score-bounced = Bounces: { $value }
score-damaged = The mechanism was damaged
score-control-left-on = Control left on after capture: { $value }
score-closed-fast = Closing too fast: { $value }
score-hypoxia = Somebody was short of oxygen
score-bends-risk = Risk of decompression sickness: { $value }
score-propellant-used = Propellant used: { $value }
score-time-taken = Time taken: { $value }
score-read-backs-right = First-try read-backs: { $value }
score-read-backs-wrong = Read-backs wrong: { $value }
score-partners-language = Calls in the other crew’s language: { $value }
score-wrong-cells = Wrong cells pressed: { $value }
score-range-held = Range held, typical miss { $value }
score-sun-covered = Sun’s disc covered: { $value }
score-injured = Hurt: { $value }
score-incapacitated = Put out of action: { $value }
score-died = Lost their lives: { $value }

## Who was hurt, by what and why; the clock and how badly stand beside it

harm-bled = { $name } ran short of oxygen: { $place } was bled and no oxygen was added.
    .near = { $name } was short of oxygen for a while: { $place } was bled and no oxygen was added.
harm-escaped = { $name } ran short of oxygen: { $place } was losing its air.
    .near = { $name } was short of oxygen for a while: { $place } was losing its air.
harm-thin = { $name } ran short of oxygen: { $place } had pressure enough, but too little oxygen in it.
    .near = { $name } was short of oxygen for a while: { $place } had pressure enough, but too little oxygen in it.
harm-stale = { $name } breathed too much carbon dioxide: nothing took it out of the air { $place_loc }.
    .near = { $name } breathed a lot of carbon dioxide: nothing took it out of the air { $place_loc }.
harm-nitrogen = { $name } got the bends: too much nitrogen in his body for the low pressure { $place_loc }.
    .near = { $name } risked the bends: too much nitrogen in his body for the low pressure { $place_loc }.
harm-rise = { $name } hurt his ears: the pressure { $place_loc } rose too fast.
    .near = { $name } had earache: the pressure { $place_loc } rose too fast.
harm-fall = { $name } hurt his ears: the pressure { $place_loc } fell too fast.
    .near = { $name } had earache: the pressure { $place_loc } fell too fast.
harm-blowout = { $name } tore his lungs: { $place } lost its air all at once.
    .near = { $name } all but tore his lungs: { $place } lost its air all at once.
harm-smoke = { $name } was poisoned by smoke { $place_loc }.
    .near = { $name } breathed smoke { $place_loc }.
harm-oxidizer = { $name } breathed nitrogen tetroxide { $place_loc }: his lungs may fill with fluid within hours.
    .near = { $name } breathed a little nitrogen tetroxide { $place_loc }.
harm-heat = { $name } was burnt by the hot air { $place_loc }.
    .near = { $name } was in very hot air { $place_loc }.
harm-blow = { $name } was struck by a hatch { $place_loc }.
    .near = { $name } was bruised by a hatch { $place_loc }.

grade-near = close call
grade-hurt = hurt
grade-down = out of action
grade-dead = dead
debrief-title-crew = Crew
milestone-go-200 = Both go at 200 m
milestone-go-30 = Both go at 30 m
milestone-go-3 = Both go at 3 m
milestone-contact = Contact
milestone-capture = Capture
milestone-hard-dock = Hard dock
milestone-hatch-4 = Hatch 4 open
milestone-hatch-3 = Hatch 3 open
milestone-handshake = Handshake
milestone-undocked = Separation

# What failed in this mission. $name is the jet’s name on its panel, $n the number of a part.
failed-apollo-jet-dead = Apollo’s jet { $name } failed off
failed-apollo-jet-stuck-on = Apollo’s jet { $name } stuck on
failed-apollo-jet-leaking = Apollo’s jet { $name } began to leak
failed-soyuz-jet-dead = Soyuz’s jet { $name } failed off
failed-soyuz-jet-stuck-on = Soyuz’s jet { $name } stuck on
failed-soyuz-jet-leaking = Soyuz’s jet { $name } began to leak
failed-apollo-ring = Apollo’s ring drive jammed
failed-soyuz-ring = Soyuz’s ring drive jammed
failed-latch = Capture latch { $n } failed
failed-sensor = Capture sensor { $n } failed
failed-hook = Hook { $n } failed
failed-hull = The hull began to leak { $place_loc }
failed-seal-inner = The inner docking seal began to leak
failed-seal-outer = The outer docking seal began to leak
failed-valve = Valve { $name } stuck
failed-gauge = The pressure gauge went wrong { $place_loc }
failed-gauge-cavity = The pressure gauge of the seal cavity went wrong
failed-fan = The fan stopped { $place_loc }
failed-odour = Something smelled of burning { $place_loc }
failed-spark = A chafed cable sparked { $place_loc }
failed-oxidizer = Oxidizer vapour got in { $place_loc }
failed-wall = The wall’s temperature drifted { $place_loc }
failed-noise = Noise came over the loop
injected-what = { $what } (the instructor’s doing)
fault-noise = Radio: two minutes of noise on the loop
fault-apollo-jet-dead = Apollo’s jet { $name }: failed off
fault-apollo-jet-stuck-on = Apollo’s jet { $name }: stuck on
fault-apollo-jet-leaking = Apollo’s jet { $name }: leaking
fault-soyuz-jet-dead = Soyuz’s jet { $name }: failed off
fault-soyuz-jet-stuck-on = Soyuz’s jet { $name }: stuck on
fault-soyuz-jet-leaking = Soyuz’s jet { $name }: leaking
fault-apollo-ring = Apollo’s ring drive: jammed
fault-soyuz-ring = Soyuz’s ring drive: jammed
fault-latch = Capture latch { $n }: dead
fault-sensor = Capture sensor { $n }: dead
fault-hook = Hook { $n }: dead
fault-hull = Leak through the hull { $place_loc }
fault-seal-inner = Leak through the inner docking seal
fault-seal-outer = Leak through the outer docking seal
fault-valve = Valve { $name }: stuck
fault-gauge = Pressure gauge { $place_loc }: reads wrong
fault-gauge-cavity = Pressure gauge of the seal cavity: reads wrong
fault-fan = Fan { $place_loc }: stopped
fault-odour = Smell of burning { $place_loc }
fault-spark = Chafed cable sparking { $place_loc }
fault-oxidizer = Oxidizer vapor { $place_loc }
fault-wall = Wall { $place_loc }: warmed by the Sun

## Plain lines: the sight in words

plain-sight = Target { $x } { $xdir }, { $y } { $ydir }.
plain-sight-lost = The target is out of sight.
plain-range = Range { $range }, closing at { $rate }, limit { $limit }.
plain-range-called = Last called { $age } ago: { $range }.
plain-drift = Drifting { $dir }.

## The doctor: what a terminal can do, and what to change

doctor-title = What this terminal can do for the game:
doctor-good = The game can be played here.
doctor-bad = Change what is marked ! first.
doctor-no-terminal = This is no terminal: the screen cannot be drawn.
    .advice = Run it in a terminal window, or play in lines with --plain.
doctor-size = Size { $width }×{ $height }: room for two consoles side by side.
doctor-size-one = Size { $width }×{ $height }: room for one console.
    .advice = Two at one keyboard, side by side, need 160×48: a larger window or a smaller font.
doctor-size-small = Size { $width }×{ $height }: too small for a console.
    .advice = Make it 80×24 at least: a larger window or a smaller font.
doctor-colours-true = True color.
doctor-colours-256 = 256 colors.
    .advice = If the terminal has true color, set COLORTERM=truecolor.
doctor-colours-16 = Sixteen colors.
    .advice = If the terminal has more, set TERM=xterm-256color or COLORTERM=truecolor.
doctor-colours-none = No colors.
    .advice = NO_COLOR is set, or the output goes to a file. Nothing is told by color alone.
doctor-locale = Characters: { $name }.
doctor-locale-bytes = Characters: { $name }, which is not UTF-8.
    .advice = Set LANG=en_US.UTF-8, or every Cyrillic letter may come out wrong.
doctor-silent = The terminal does not answer questions: widths and protocols stay unknown.
    .advice = If pictures or Cyrillic come out wrong, try another terminal, or --ascii.
doctor-name = The terminal calls itself { $name }.
doctor-cyrillic = Cyrillic takes a cell a letter.
doctor-cyrillic-wide = “Союз” takes { $cells } cells instead of { $wanted }.
    .advice = Set the width of ambiguous characters to narrow in the terminal’s settings.
doctor-stress = A stress mark takes no cell of its own.
doctor-stress-wide = A word with a stress mark takes { $cells } cells instead of { $wanted }.
    .advice = Teaching lines will be shifted after a stress mark. A terminal with Unicode 9 or newer does better.
doctor-blocks = Block characters and braille take a cell each.
doctor-blocks-wide = Five block characters take { $cells } cells instead of { $wanted }.
    .advice = Choose half blocks or plain characters for pictures in the settings.
doctor-keys = Key releases are told: a key may be held.
doctor-no-keys = Key releases are not told: every press is a pulse, and that is enough.
    .advice = Terminals with the kitty keyboard protocol tell them: kitty, foot, WezTerm, Ghostty.
doctor-sync = Pictures are shown whole (synchronized output).
doctor-no-sync = Pictures may tear: no synchronized output.
    .advice = Nothing has to be changed; kitty, foot, WezTerm and Ghostty have it.
doctor-sextants = Sextants are probably drawn: choose them for pictures in the settings.
doctor-no-sextants = Whether the font has sextants is not known.
    .advice = Look: the settings show every kind of picture.
doctor-pixels = The window is shown in real pixels: { $name }, { $width }×{ $height } a cell.
doctor-pixels-asked = The window is made of characters, as the settings ask.
    .advice = For real pixels choose “if the terminal offers them” under Graphics in the settings.
doctor-pixels-not-built = The window is made of characters: this copy was built without pictures.
    .advice = Build it with the feature “pixels”.
doctor-pixels-multiplexer = The window is made of characters: a multiplexer seldom passes pictures on.
    .advice = Play outside it for real pixels, or name the protocol: --graphics sixel.
doctor-pixels-remote = The window is made of characters: over SSH pictures cost too many bytes.
    .advice = If the line is fast, name your terminal’s protocol: --graphics kitty, sixel or iterm2.
doctor-pixels-colours = The window is made of characters: a picture in pixels needs true color and block characters.
    .advice = Set COLORTERM=truecolor if the terminal has it, and choose block characters for pictures.
doctor-pixels-silent = The window is made of characters: the terminal did not say whether it shows pictures.
    .advice = If it does, name the protocol: --graphics kitty, sixel or iterm2.
doctor-pixels-none = The window is made of characters: this terminal offers no pictures, or too few colors for them.
    .advice = Real pixels show in kitty, Ghostty, foot, WezTerm, iTerm2, Konsole and, with 256 registers, xterm.
doctor-pixels-no-size = The window is made of characters: the size of a cell in pixels is not known.
    .advice = Another terminal is needed for real pixels; characters show everything too.
doctor-tmux = Inside tmux.
    .advice = For true color and key releases put “set -as terminal-features ,*:RGB” and “set -g extended-keys on” into its configuration.
doctor-multiplexer = Inside { $name }.
    .advice = It may hide colors and key releases of the terminal around it.
doctor-ssh = Over SSH.
    .advice = Set COLORTERM=truecolor on this side where the terminal has it; a slow line shows fewer pictures a second.
doctor-pads = Gamepads: { $names }.
doctor-pads-none = Gamepads work in this copy; none is plugged in.
doctor-pads-failed = Gamepads cannot be read ({ $why }).
    .advice = The keyboard does everything; on Linux reading them needs udev.
doctor-pads-not-built = No gamepads: this copy was built without them.
    .advice = Build it with the feature “gamepad”; the keyboard does everything.
doctor-sound = Loudspeaker: { $name }.
doctor-sound-failed = No loudspeaker answers ({ $why }); the terminal’s bell rings instead.
    .advice = Look at the output in the system’s sound settings; whatever sounds is shown as well.
doctor-sound-not-built = No sounds of its own: this copy has the terminal’s bell alone.
    .advice = Build it with the feature “audio”; whatever sounds is shown as well.
doctor-udp = UDP reaches this machine itself.
doctor-no-udp = UDP does not reach this machine itself ({ $why }).
    .advice = Every flight goes over UDP, a local one too: allow it for 127.0.0.1 in the firewall.
doctor-settings = Settings are kept in { $path }.
doctor-settings-not = Settings cannot be kept in { $path } ({ $why }).
    .advice = Make the folder writable, or set XDG_CONFIG_HOME to one that is.
doctor-data = Learned words and known servers are kept in { $path }.
doctor-data-not = Learned words and known servers cannot be kept in { $path } ({ $why }).
    .advice = Make the folder writable, or set XDG_DATA_HOME to one that is.

## Credits

credits-apollo = Apollo, 15–24 July 1975
credits-stafford = Thomas Stafford
    .post = commander
credits-brand = Vance Brand
    .post = command module pilot
credits-slayton = Donald Slayton
    .post = docking module pilot
credits-soyuz = Soyuz 19, 15–21 July 1975
credits-leonov = Alexei Leonov
    .post = commander
credits-kubasov = Valeri Kubasov
    .post = flight engineer
credits-docking = The docking unit that is the same on both sides: Vladimir Syromyatnikov, Caldwell Johnson and their groups.
credits-directors = Technical directors: Glynn Lunney and Konstantin Bushuyev.
credits-facts = Facts and figures: published reports of both sides, among them The Partnership (NASA SP-4209). Game values are marked as such in the source code.
credits-sky = Stars: the Hipparcos catalogue (ESA, 1997), to magnitude 5.3.
credits-earth = Coasts: Natural Earth, public domain.
credits-fonts = Fonts of the printed manual: Noto Sans, SIL Open Font License 1.1.
credits-libraries = Libraries: ratatui, quinn, rustls, glam, krilla, Fluent and others, each under its own license.
credits-licence = The game: MIT or Apache-2.0, as you like.

desk-title = MISSION CONTROL
desk-late = { $s } s late
desk-at-once = at once
desk-air = AIR: EACH HALF AS ITS OWN CREW READS IT
desk-waiting = The flight has not begun. It is shown from its first second on.
desk-waiting-late = The flight has not begun, or not { $s } seconds ago. It is shown from its first second on.
desk-lost = The line is lost. We keep trying; the flight is then shown on.
desk-strange = What the server tells cannot be flown here. Install the same release at both ends.
desk-behind = Catching up with the flight…
desk-ended = The flight has ended.
desk-cut = The flight goes on; it has grown too long to be shown further.
desk-quiet = Nothing moves: the crews have paused, or one of them is away.
desk-only-looks = Whoever watches cannot act, and the crews see who does.
desk-leave = Leave the desk? Esc again leaves.
desk-key-help = What is shown here
desk-help-late = The flight is shown as late as stands at the top right, counted in flown time: what the crews would be told from here is no instrument any more.
desk-help-read = Left and right: what each crew reads on its own console, in its own units. Between them: closing speed over range as Soyuz measures it, against the closing rule.
desk-help-loop = The loop: each call in the language it was spoken in; below one in the other language stands what it means.
desk-help-locks = The plan begins with the locks: who owes a read-back, who has turned a key, which armed act is locked until its call is read back, and which is open.
desk-help-faults = You are an instructor. F opens the list of failures; what you choose happens at the next tick. The crews are not told: they see what it does. The debrief says that it was you.
desk-instructs = You are an instructor, and the crews know it.
desk-key-faults = Failures
desk-key-choose = Choose
desk-key-inject = Have it happen
desk-faults = WHAT IS TO FAIL
desk-faults-about = The crews are not told; they see what it does. The debrief says that it was your doing.
desk-fault-has = has failed
desk-fault-asked = Asked for…
desk-fault-done = Done. { $what }.
desk-fault-no-instructor = The host has withdrawn your right to have things fail.
desk-fault-not-flying = Nothing can fail while there is no flight, or while it stands still.
desk-fault-already = That has failed already.
desk-fault-often = One thing at a time: in { $s } s again.
desk-fault-enough = Enough has failed in this flight; no more can.
desk-plain-phase = Phase: { $phase }
desk-owes = { $ship } owes a read-back
desk-key = { $ship } has turned its key: { $s } s for the other
desk-open = OPEN: { $act }
desk-locked = LOCKED: { $act }
desk-armed-ring = driving the active ring out
desk-armed-hooks = closing the hooks
desk-armed-equalise = equalising the pressures
desk-armed-hatch-4 = opening hatch 4
desk-armed-hatch-3 = opening hatch 3
desk-armed-undock = undoing the joint
desk-armed-control = taking control over
desk-armed-active-ring = changing the active ring
## The show of two software crews

demo-title = 17 July 1975, two software crews
demo-flying = Two software crews are getting ready to fly the docking of 1975. A moment.
demo-start = Apollo speaks English and counts feet. Soyuz, a kilometer ahead, speaks Russian and counts meters.
demo-range = Soyuz reads out range and speed; in the end only Soyuz has them. Apollo flies by what it hears, and hears the other language.
demo-go = A hold point. It opens when both crews have said GO; one of them cannot pass it alone.
demo-cell = Apollo’s book names a switch on Soyuz’s panel by a letter that looks Latin and is Cyrillic. It has to be spelt in words.
demo-final = The last thirty meters. Soyuz sees which way Apollo drifts; Apollo’s hands are on the jets. Between them, the radio.
demo-contact = Contact: between 5 and 30 centimeters a second the latches catch. Faster breaks a ring, slower bounces.
demo-hooks = Ring in, eight hooks on each side. Now the seal between the ships has to hold, and only Soyuz has its gauge.
demo-read-back = A pressure is read back in the hearer’s own unit: 258 mm of mercury come back as 5.0 psi. A wrong one keeps the lock shut.
demo-air = Two airs: Apollo’s is thin oxygen, Soyuz’s like ours. The Docking Module between them makes one out of two.
demo-keys = Two keys, one in each ship, within five seconds. Neither crew can open this hatch alone.
demo-handshake = The hatch is open. Each crew greets the other in the other’s language, and they shake hands.
demo-keys-hint = Any key: take a seat
demo-keys-table = Any key: fly
demo-ask-language = In which language do you read?
demo-language = English
demo-ask-seat = Which seat? Software takes the other.
demo-ask-seat-aloft = Which seat? The flight goes on from here.
demo-seat-apollo = Apollo: you fly, in feet
demo-seat-soyuz = Soyuz: you measure and call, in meters
demo-seat-halves = Or any key of a half of the keyboard: left is Apollo, right is Soyuz.
demo-one-console = This screen has room for one console, and software keeps the other seat. Two players need { $columns } columns or { $rows } rows.
demo-free-half = SOFTWARE CREW · any key of this half takes the seat
demo-nobody = Nobody there? Back to the show in { $n } s. Any key flies on.

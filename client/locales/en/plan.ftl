# The joint flight plan: titles of steps, own moves, the other crew’s moves. Whole sentences only.

## Steps: their titles

step-transponder = Ranging on
step-beacons = Beacons on
step-cabin-down = Soyuz cabin down
step-close-200 = Close to 200 m
step-gate-200 = Hold point 200 m
step-rings = Rings agreed
step-close-30 = Close to 30 m
step-line-up = Talked onto the axis
step-jet-apollo = Apollo’s stuck jet shut off
step-jet-soyuz = Soyuz’s stuck jet shut off
step-gate-30 = Hold point 30 m
step-station-range = Range called
step-station-hold = Hold 30 m
step-eclipse-out = Out along the Sun line
step-eclipse-range = Range called
step-eclipse-shade = Eclipse
step-eclipse-done = Pictures taken
step-cell = Latch power
step-close-10 = Close to 10 m
step-call-10 = Mark at 10 m
step-on-axis = On the axis
step-part = Back off to 5 m
step-close-3 = Close to 3 m
step-gate-3 = Hold point 3 m
step-dock = Contact and capture
step-control-off = Controls off
step-retract = Retract
step-hooks = Hooks
step-seal = Seal
step-seal-read = Seal cavity read
step-mayday = Soyuz loses air
step-dm-meet = Raise the docking module to meet it
step-cabin-lower = Lower the cabin
step-into-dm = Into the docking module
step-smell = A smell
step-no-fire = No fire
step-dm-shut = Hatch 2 shut
step-dm-up = Raise the docking module
step-tunnel = Fill tunnel 2
step-leak-check = Leak check
step-dm-top = Top the docking module up
step-dm-pressure = Docking module pressure
step-om-pressure = Orbital module pressure
step-equalise = Equalize
step-hatch-4 = Hatch 4
step-hatch-3 = Hatch 3
step-meet = To the hatch
step-greet = Handshake
step-over = Over to Soyuz
step-board = Into the docking module
step-shut-behind = Hatch 3 shut behind them
step-close-up = Hatches 4 and 3 shut
step-tunnel-low = Lower tunnel 2
step-dm-flush = Flush the docking module
step-hatch-2 = Hatch 2
step-home = Home to Apollo
step-tunnel-down = Empty tunnel 2
step-undock-go = Ready to undock
step-latches-first = Latches, then hooks
step-hooks-first = Hooks, then latches
step-back-off = Back off
step-school-hail = First words
step-school-ask = Ask and read back
step-school-answer = Answer
step-school-book = The phrasebook
step-school-theirs = Their language
step-school-help = Help level
step-school-cell = A cell without a card
step-school-go = Go for the hatch
step-school-keys = Two keys
step-school-greet = Greeting

## Own moves: what this crew has to do

act-part = Back off to { $range }.
act-fly = Fly on to { $range }, no faster than the limit.
act-out = Back off to { $range } along the line to the Sun.
act-hold-sun = Cover { $share } of the Sun for Soyuz’s camera, for { $time }. Soyuz alone sees how it is covered.
act-hold-range = Hold { $range }, no more than { $within } off, for { $time }. A break starts the time anew.
act-hold-calm = Watch { $room } for { $time }: no flame, no heat. A smell alone is no fire.
act-masks-on = Masks on: { $name }.
act-masks-off = Masks off: { $name }.
act-dock = Fly on to contact and capture.
act-say = Say: “{ $call }”
act-say-theirs = Say in their language: “{ $call }”
act-read-back = Read back what you heard.
act-poll = Answer at { $range }: go or no go.
act-spell = Spell the latch power cell from your book to Soyuz, in your own words. There is no card for it.
act-ksu = Press the cell that Apollo spelled for you.
act-mode = Set the control mode to { $mode }.
act-mode-off = Turn attitude control off.
act-ring-extend = Extend the ring.
act-ring-stow = Stow the ring.
act-beacons = Turn the beacons on.
act-transponder = Turn the transponder on.
act-retract = Start to retract the ring.
act-gauge = Watch the gauge: { $room } has to read { $p }.
act-settle = Wait for the motion to damp out.
act-watch = Watch the ring come home.
act-hooks = Close the hooks.
act-hooks-open = Open the hooks.
act-release = Let the capture latches go.
act-valve-open = Open { $valve }.
act-valve-shut = Close { $valve }.
act-valve-shut-called = Close { $valve } when Soyuz has called { $p } or more: { $room }.
act-valve-shut-at = Close { $valve } when { $room } reads { $p }.
act-valve-shut-oxygen = Close { $valve } when oxygen in { $room } reads { $p }.
act-valve-seal = Open { $valve } until the cavity reads { $p }.
act-isolate = Find the set of jets that fires by itself and shut its valve.
act-leak-check = Start the leak check.
act-leak-check-cavity = Start the seal cavity leak check.
act-leak-check-dm = Start the Docking Module leak check.
act-hatch-open = Open hatch { $n }.
act-hatch-shut = Close hatch { $n }.
act-key = Turn your key for hatch { $n }; both keys within { $time }.
act-move = Send { $name } to { $place }.
act-poll-hatch = Answer for the last hatch: go or no go.
act-find = Find in the phrasebook and say: “{ $call }”
act-help = Choose another help level.

## The other crew's moves, as this crew waits for them; $who is the ship

await-part = { $who } is backing off to { $range }.
await-fly = { $who } is flying to { $range }.
await-out = { $who } is backing off to { $range } along the line to the Sun.
await-hold-sun = { $who } has to cover { $share } of the Sun for { $time }. Say how to move.
await-hold-range = { $who } is holding { $range }, no more than { $within } off, for { $time }.
await-hold-calm = { $who } is watching { $room } for { $time } for flame and heat.
await-masks-on = { $who } is putting masks on: { $name }.
await-masks-off = { $who } is taking masks off: { $name }.
await-dock = { $who } is flying to contact.
await-say = { $who } is about to call: “{ $call }”
await-read-back = { $who } owes you a read-back.
await-poll = { $who } has to answer at { $range }.
await-spell = { $who } has a cell to spell to you. Ask for it.
await-ksu = { $who } is pressing the cell you spelled.
await-mode = { $who } is setting { $mode }.
await-mode-off = { $who } is turning attitude control off.
await-ring-extend = { $who } is extending the ring.
await-ring-stow = { $who } is stowing the ring.
await-beacons = { $who } is turning the beacons on.
await-transponder = { $who } is turning the transponder on.
await-retract = { $who } is starting to retract.
await-gauge = { $who } is watching the gauge until it reads { $p }.
await-settle = { $who } is waiting for the motion to damp out.
await-watch = { $who } is watching the ring.
await-hooks = { $who } is closing the hooks.
await-hooks-open = { $who } is opening the hooks.
await-release = { $who } is letting the latches go.
await-valve-open = { $who } is opening { $valve }.
await-valve-shut = { $who } is closing { $valve }.
await-isolate = { $who } is looking for the stuck jet. Tell them what you see.
await-leak-check = { $who } is starting the leak check.
await-leak-check-cavity = { $who } is starting the seal cavity leak check.
await-leak-check-dm = { $who } is starting the Docking Module leak check.
await-hatch-open = { $who } is opening hatch { $n }.
await-hatch-shut = { $who } is closing hatch { $n }.
await-key = { $who } has to turn a key for hatch { $n }.
await-move = { $who } is sending { $name } to { $place }.
await-poll-hatch = { $who } has to answer for the hatch.
await-find = { $who } is looking for a call in the phrasebook: “{ $call }”
await-help = { $who } is choosing another help level.

## The ships within a sentence, nominative

who-apollo = Apollo
who-soyuz = Soyuz

## Two men in one order

two-names = { $first } and { $second }

## What each lesson of the radio school teaches; one line of 74 cells

lesson-call = One digit sends the call beside it.
lesson-hear = What they say stands in the loop; below it, what it means.
lesson-ask = A question: they owe you the reading of a gauge that you do not have.
lesson-value = The number is your gauge’s. If they read it back wrong, say it again.
lesson-read-back = Choose the card with the same pressure in your units. Wrong: MISMATCH.
lesson-find = Type a word of it in either language: dock, стык, stykovka. Then Enter.
lesson-theirs = { $tongue } changes the language you speak. Theirs earns credit.
lesson-help = { $level } goes round the five levels. Less help hides words, never a gauge.
lesson-spell = Their letters are Cyrillic: В3 is not B3. Give the letter as a name.
lesson-ksu = { $page } opens the matrix. В is not B; if in doubt have it spelled again.
lesson-tell = They cannot see your panel: tell them that it is done.
lesson-poll = Both have to say go. Your answer stands on their panel.
lesson-key = Count down on the loop, then both turn within five seconds.
lesson-hatch = Both keys were in time: the hatch is free for one minute.
lesson-greet = Each crew greets the other in the other’s language, as in 1975.

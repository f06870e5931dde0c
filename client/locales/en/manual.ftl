# The printed manual: headings, columns, what labels mean, and how it tells that it cannot be written.

## Title page and contents

manual-title = Handshake
manual-subtitle = { $ship }’s book
manual-contents = Contents
manual-cover-apollo = For the crew that flies, reads English labels and counts in feet and psi.
manual-cover-soyuz = For the crew that guides, reads Russian labels and counts in meters and millimeters of mercury.
manual-cover-use = This book is for one of two crews. What helps when their ship fails stands here, and what helps when yours fails stands in their book: describe what you see, and tell each other.
manual-cover-version = Version { $version }, edition { $edition }. Both crews’ books should be of one edition.

## Sections

manual-flight = Your part
    .about = One ship flies; the other one holds its attitude and says how to move. Neither can finish alone.
manual-keys = Keys
    .about = Keys go by their place on the keyboard, whatever the layout. A press is one short pulse; hold a key down for more. These are the keys as delivered; keys that you have moved stand on the help page.
manual-panel = Your panel
    .about = What is painted on your panel, and what it stands for. Labels stay as they are painted; say them to the other crew in words.
manual-alarms = Alarms
    .about = What lights, what it tells you and what to do about it.
manual-plan = Joint flight plan
    .about = Every step of every mission; a mission flies some of them. Moves of one step are done from top to bottom. Where a role stands instead of a ship, the mission says who has it; in most, Apollo flies and has the active ring.
manual-loop = Talking on the loop
    .about = What both crews do with every call.
manual-calls = Phrasebook
    .about = Learn the first ring before the first flight. A blank is filled with your own reading, in your own unit. “Read back” says what the other crew owes: the number in its own unit, or which of several like calls it was; some only at the marks of the flight plan.
manual-numbers = Numbers
    .about = English is said digit by digit, Russian in whole numbers; the Russian decimal mark is a comma.
manual-units = Units
    .about = Every number on the loop has its unit. Whoever hears it turns it into his own.
manual-spelling = Spelling alphabets
    .about = A word that does not get through is spelled. A letter belongs to its alphabet: the one on the panel it is read from.
manual-matrix = Soyuz’s command matrix
    .about = Eight columns of Russian letters, five rows. A cell is spelled with Russian code words on both radios.
manual-lamps = Light signals
    .about = When no word gets through, the lamp does. F9 opens the list, the digit gives the signal. A dot is a short flash, a dash a long one.
manual-pages = Troubles of their ship
    .about = They describe what they see; find the line, and name what to press or turn as it is printed on their panel. No call says it: use your own words.
manual-air = Hatches, valves, switches
    .about = What each divides or leads to, who works it, and from where.
manual-limits = Limits
    .about = What the docking mechanism captures and bears, and the times and pressures both crews work by.
manual-glossary = Glossary
    .about = One thing, one word. In alphabetical order.
manual-help = Help levels and rules
    .about = The key O changes the level in flight; both crews see it. It helps with words and never adds an instrument.
manual-missions = Missions
    .about = The shortest first; the length is that of a practiced pair.

## Columns

manual-column-key = Key
manual-column-does = What it does
manual-column-painted = Painted
manual-column-says = It says
manual-column-sounds = Sounds like
manual-column-means = What it means
manual-column-says-more = What it tells you
manual-column-do = What to do
manual-column-step = Step
manual-column-whose = Whose
manual-column-move = Move
manual-column-transfer = Transfer
manual-column-out = Out
manual-column-meet = Meet in tunnel 2
manual-column-over = Into Soyuz
manual-column-back = Back
manual-column-english = English
manual-column-russian = Russian
manual-column-blanks = Blanks; answer
manual-column-number = Number
manual-column-unit = Unit
manual-column-own-unit = Your unit
manual-column-their-unit = Their unit
manual-column-rhythm = Flashes
manual-column-sign = If they see
manual-column-tell = Tell them
manual-column-their-panel = On their panel
manual-column-letter = Letter
manual-column-code-word = Code word
manual-column-hatch = Hatch
manual-column-between = Between
manual-column-opens-into = Opens into
manual-column-worked-by = Whose
manual-column-worked-from = Worked from
manual-column-shut-first = Shut first
manual-column-leads = Where it leads
manual-column-condition = Condition
manual-column-what = What
manual-column-value = Value
manual-column-level = Level
manual-column-rules = Rules
manual-column-mission = Mission
manual-column-length = Length
manual-column-briefing = Briefing

## Keys

manual-keys-own = A keyboard of your own
manual-keys-shared = One keyboard for two
manual-keys-left = Your half is the left one.
manual-keys-right = Your half is the right one.
manual-keys-lines = Without a screen
manual-keys-page = panel page open
manual-keys-when = { $when }: { $does }
manual-keys-help = the keys on the screen

## Panel

manual-panel-gauges = Gauges
manual-panel-rooms = Rooms
manual-panel-lamps = Lamps of the docking mechanism, from touch to hard dock
manual-panel-modes = Control modes
manual-panel-controls = Switches and buttons
manual-panel-states = Words beside them
means-label-range = distance between the docking planes
means-label-vhf = the range comes from your own VHF set, through Soyuz’s transponder; beyond 330 ft
means-label-closing = closing rate
means-label-opening = opening rate: you drift apart
means-label-limit = the fastest closing the rule allows at this range
means-console-cross = how far you are off Soyuz’s axis; fly the way it points
means-console-sun = the Sun washes the sight out
means-label-target = where the other ship’s target stands in your sight; turn the way it points
means-label-pitch = nose up or down
means-label-yaw = nose left or right
means-label-roll = turned about the long axis
means-label-error = the autopilot’s error: each needle of the ball points where to fly; its number is a full deflection
means-label-rate = turning rates round the ball: each pointer goes the way the ball goes; its number is a full deflection
means-label-jets = jets of your ship; lit when told to burn
means-label-propellant = propellant left
means-label-plume = the other ship’s exhaust strikes you
means-lamp-direct = the direct coils have power: rotation past all logic
means-label-latches = capture latches that hold, of three
means-label-latch-power = power of the capture latches: matrix cell and both crews go at the last hold point
means-label-oxygen = oxygen
means-label-nitrogen = nitrogen
means-label-co2 = carbon dioxide
means-label-ppo2 = partial pressure of oxygen
means-label-bottle = gas left in the tank
means-label-relief = pressure at which the relief valve lifts
means-label-target-pressure = pressure the plan wants here
means-state-stale = called so long ago that it proves nothing
means-label-daylight = your ship is in sunlight
means-label-night = your ship is in the Earth’s shadow
means-label-get = ground elapsed time: the mission’s clock
means-label-help = your help level; the other crew sees it too
means-room-cm = command module
means-room-tunnel1 = tunnel between hatches 1 and 2
means-room-dm = docking module, between hatches 2 and 3
means-room-tunnel2 = tunnel between hatches 3 and 4; space until you are docked
means-room-om = orbital module, between hatches 4 and 5
means-room-sa = descent vehicle
means-lamp-free = nothing touches
means-lamp-contact = the rings touch
means-lamp-capture = the latches hold: attitude control off, both ships
means-lamp-damped = the motion has died out
means-lamp-retracting = the ring is coming in
means-lamp-retracted = the frames have met: close the hooks
means-lamp-hard-dock = all eight hooks are closed
means-mode-off = no attitude control
means-mode-min-imp = one shortest pulse a press
means-mode-accel-cmd = the jets burn as long as the key is held
means-mode-rate-cmd = a held key turns at a set rate; released, it holds attitude
means-mode-manual = a held key turns at a set rate; released, it stops the turn
means-mode-inertial = holds attitude to the stars
means-mode-orbital = holds attitude to the Earth
means-mode-cmc-free = the computer leaves you to drift
means-mode-cmc-hold = the computer holds attitude
means-mode-cmc-auto = the computer turns to the stored attitude
means-mode-orbital-auto = turns to the stored attitude and holds it to the Earth
means-label-mode = the control mode switch
means-label-deadband = how far off SCS lets you drift before it fires: { $places }
means-label-stick-rate = how fast a held key turns under SCS: { $places }
means-label-direct = power of the direct coils
means-label-dap-deadband = how far off the computer lets you drift: { $places }
means-label-dap-rate = how fast the computer turns: { $places }
means-label-store-attitude = keeps the present attitude for an automatic turn
means-label-ring = drives your ring out and in; retracts once captured
means-label-hooks = closes or opens the eight structural hooks
means-label-release = lets the capture latches go
means-label-offer-control = offers control to the other crew; both keep their hands off and hold attitude
means-label-offer-ring = offers that the other ring becomes the active one
means-label-accept = takes what the other crew offers
means-label-decline = turns the offer down
means-label-withdraw = takes one’s own offer back
means-label-beacons = flashing beacons, to be seen in the dark
means-label-transponder = answers Apollo’s VHF ranging
means-label-leak-cavity = starts the timed leak reading of the seal cavity
means-label-leak-tunnel2 = starts the timed leak reading of tunnel 2
means-label-leak-dm = starts the timed leak reading of the docking module
means-isolation-valve = shuts off the jets of manifold { $name }
means-mask-label = oxygen mask: { $name } puts it on or away
means-extinguisher-label = { $name } empties the extinguisher where he is
means-state-on = on
means-state-off = off
means-state-open = open
means-state-closed = closed and latched
means-state-unlatched = closed but not latched
means-state-ajar = neither open nor closed
means-state-go = go at the hold point
means-state-no-go = no go at the hold point
means-ring-stowed = your ring is in
means-ring-moving = your ring is on its way
means-ring-extended = your ring is out, ready to touch
means-switch-fan = fan: { $room }
means-switch-regenerator = carbon dioxide canister: { $room }
means-switch-power = power of lights and fans: { $room }

## Flight plan

manual-whose-own = you
manual-whose-active = active ring
manual-whose-passive = stowed ring
manual-whose-flying = who flies
manual-whose-standing = who holds
manual-plan-transfers = Transfers
    .about = Who goes where. Above, a move names the men of the first transfer that sends a man of that crew.
manual-plan-rescue = rescue

## Loop

manual-loop-call = Say who it is for when it may be doubtful, then the call, then its numbers with their units.
manual-loop-back = A number that has to be read back comes back in the hearer’s own unit: he hears meters, he answers feet.
manual-loop-judged = A read-back is right within five percent, or within one last digit of his display, of what was called. It is judged by what was said, not by what is true.
manual-loop-fresh = What a read-back unlocks stays unlocked for { $time }. Then it has to be called and read back again.
manual-loop-gates = At each hold point ({ $gates }) and before the last hatch both crews answer go or no go. Your answer lights on the other crew’s panel.
manual-loop-keys = Two-key acts need both keys within { $time }: count down together.
manual-loop-theirs = What only the other crew reads stands on your panel as it was last called, with its age. A wrong call stands there too.
manual-loop-typed = What has no call is typed out. Numbers in it carry their units, cells are spelled out.

## Phrasebook

manual-calls-heard = Calls you only hear
    .about = Only the other crew makes these, in its own units.
manual-calls-blank = { $name } in { $unit }
manual-calls-at-marks = read back at the marks
manual-calls-value = read back
manual-calls-choice = they tell you which

## Numbers, units, alphabets

manual-numbers-examples = As they come on the loop
manual-units-said = Said aloud
manual-units-factors = One of each
manual-units-length = Range
manual-units-speed = Rate
manual-units-pressure = Pressure
manual-matrix-spell = You never see this panel. What to press is in your book or on your screen; spell it, have it spelled back, then let them press.
manual-matrix-press = Arrows move over the matrix, Enter presses. A wrong cell is live: it works another system and keeps the matrix busy.

## Hatches and valves

manual-air-hatches = Hatches of both ships
manual-air-valves = Your valves
manual-air-switches = Your switches
manual-air-regulators = Two regulators behind it feed the cabin by themselves.
manual-air-relief = Open, it lifts by itself at its pressure; shut, it is locked.
manual-air-space = space
manual-air-cavity = seal cavity
manual-air-oxygen = oxygen tank
manual-air-nitrogen = nitrogen tank

## Limits

manual-limits-contact = What captures
manual-limits-bounce = Why rings bounce
manual-limits-loads = What breaks the ring
manual-limits-times = Times
manual-limits-pressures = Pressures
manual-limits-upto = at most { $limit }
manual-limits-between = { $low } to { $high }
manual-limits-axial = Force along the axis, on the ring that is out
manual-limits-lateral = Force across the axis
manual-limits-rigid = Force between two rings that are both in
manual-limits-latches = All three latches within
manual-limits-match = A read-back stays fresh for
manual-limits-keys = Both keys within
manual-limits-keys-fresh = After both keys, the hatch has to move within
manual-limits-called = A called range is old after
manual-limits-hatch-safe = A hatch may be opened below a difference of
manual-limits-hatch-strength = The strongest man lifts a hatch against
manual-help-rules = Rules

## What goes wrong

manual-no-form = { $file }: the file’s ending has to be .pdf or .md. For Markdown on standard output, give - instead.
manual-unwritten = { $file } cannot be written ({ $why }). Check the folder and your rights to it, or choose another file.
manual-no-pdf = { $file }: no PDF came of it ({ $why }). Write .md instead, and tell us.

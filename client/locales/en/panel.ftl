# Labels and whole lines of both consoles. Capitals on panels, no full stops, Ё kept; each class has its
# widest place in its heading, and a test measures it.

## Box titles; at most 24 cells

title-approach = APPROACH
title-attitude = ATTITUDE
title-jets = JETS
title-propellant = PRPLNT
title-docking = DOCK SYS
title-pressure = PRESS, { $unit }
title-valves = VALVES
title-hatches = HATCHES
title-crew = CREW
title-plan = FLT PLAN
title-radio = COMM
title-calls = CALLS
title-phrasebook = PHRASEBOOK
title-sight = COAS
title-ball = FDAI
title-ksu = CSI
title-globus = GLOBE
title-program = PHASES
title-alarms = CAUTION / WARNING
title-book = BOOK
title-charts = TRENDS
title-stack = STACK, { $unit }
title-pressures = PRESS TREND, { $unit }
title-phase-plane = CLOSING, { $unit }
title-step = STEP
title-partner = PARTNER

## Ships and rooms; at most 7 cells

ship-apollo = APOLLO
ship-soyuz = SOYUZ
room-cm = CM
    .reading = си-эм
room-tunnel1 = TNL 1
    .reading = таннел уан
room-dm = DM
    .reading = ди-эм
room-tunnel2 = TNL 2
room-om = OM
room-sa = DV
room-cavity = CAV
tag-cm = CM
tag-tunnel1 = T1
tag-dm = DM
tag-tunnel2 = T2
tag-om = OM
tag-sa = DV
post-cdr = CDR
post-cmp = CMP
post-dmp = DMP
post-kk = CDR
post-fe = FE
initials-stafford = TS
initials-brand = VB
initials-slayton = DS
initials-leonov = AL
initials-kubasov = VK

## Instrument labels; at most 11 cells

label-range = RANGE
label-closing = CLOSING
label-opening = OPENING
label-limit = LIMIT
label-age = AGE
label-called = CALLED
label-vhf = VHF RNG
label-to-contact = TO CONTACT
label-pitch = PITCH
label-yaw = YAW
label-roll = ROLL
label-error = ERROR
label-rate = RATE
label-offset = OFFSET
label-target = TGT
label-mode = MODE
label-deadband = ATT DB
label-stick-rate = SCS RATE
label-direct = DIRECT RCS
label-dap-deadband = DAP DB
label-dap-rate = DAP RATE
label-store-attitude = STORE ATT
mask-label = O₂ MASK { $name }
# Isolation valve of a quad of jets; $name is A to D.
isolation-valve = RCS { $name } ISOL
    .reading = ар-си-эс { $name } айсол
# Lamp: the other craft’s exhaust strikes ours.
label-plume = PLUME
label-jets = JETS
label-quad-a = QUAD A
label-quad-b = QUAD B
label-quad-c = QUAD C
label-quad-d = QUAD D
label-propellant = PRPLNT
    .reading = пропеллант
label-ring = RING
    .reading = ринг
label-latches = LATCHES
label-hooks = HOOKS
label-offer-control = OFFER CTRL
label-offer-ring = OFFER RING
label-accept = TAKE ROLE
label-decline = TURN DOWN
label-withdraw = WITHDRAW
label-release = RELEASE
label-dock = DOCK SYS
label-seal = SEAL CAV
label-latch-power = LATCH PWR
label-total = PRESS
label-delta-p = ΔP
label-oxygen = O₂
label-nitrogen = N₂
label-co2 = CO₂
label-ppo2 = PPO₂
label-bottle = TANK
label-leak-cavity = LEAK CAV
label-leak-tunnel2 = LEAK TNL 2
label-leak-dm = LEAK DM
    .reading = лик ди-эм
label-relief = RELIEF
label-target-pressure = TARGET
label-beacons = BCN
label-transponder = XPNDR
label-selected = SEL
label-latitude = LAT
label-longitude = LONG
label-daylight = DAY
label-night = NIGHT
globus-night-in = NIGHT in { $time }
globus-day-in = DAY in { $time }
label-get = GET
label-msk = MSK
label-link = LINK
label-awake = AWAKE
label-bends = BENDS
label-help = HELP
label-cell = CELL

## Side words: never a bare sign; at most 5 cells

side-left = L
side-right = R
side-up = UP
side-down = DN
side-cw = CW
side-ccw = CCW

## Control modes; at most 9 cells

mode-off = OFF
mode-min-imp = MIN IMP
mode-accel-cmd = ACCEL CMD
mode-rate-cmd = RATE CMD
mode-att-hold = ATT HOLD
mode-manual = MAN
mode-inertial = INRTL
mode-orbital = ORB RATE
mode-cmc-free = CMC FREE
mode-cmc-hold = CMC HOLD
mode-cmc-auto = CMC AUTO
mode-orbital-auto = ORB AUTO
deadband-min = MIN 0.2°
deadband-max = MAX 4.2°
deadband-high-min = MIN 4°
deadband-high-max = MAX 8°
dap-deadband-min = ±0.5°
dap-deadband-max = ±5°
band-min = ±0.2°
band-max = ±4.2°
band-high-min = ±4°
band-high-max = ±8°
stick-rate-low = RATE LOW
stick-rate-high = RATE HIGH
lamp-rate-low = LOW
lamp-rate-high = HIGH
lamp-direct = DIRECT
dap-rate-005 = 0.05°/s
dap-rate-02 = 0.2°/s
dap-rate-05 = 0.5°/s
dap-rate-2 = 2.0°/s

## States; at most 9 cells

state-on = ON
state-off = OFF
state-open = OPEN
state-closed = CLOSED
state-unlatched = UNLOCK
state-ajar = AJAR
state-go = GO
state-no-go = NO GO
state-wait = WAIT
state-ready = READY
state-good = GOOD
state-fail = FAIL
state-active = ACTIVE
state-passive = PASSIVE
state-held = HELD
state-busy = BUSY
state-stale = OLD
state-none = —
ring-active = ACT
ring-stowed = STOWED
    .reading = стоуд
ring-moving = MOVING
    .reading = мувинг
ring-extended = EXT
guard-down = GUARD
guard-up = ARMED

## Lamps of the docking mechanism; at most 10 cells

lamp-free = FREE
lamp-contact = CONTACT
    .reading = контакт
lamp-capture = CAPTURE
lamp-damped = DAMPED
lamp-retracting = RETRACT
lamp-retracted = RETRACTED
lamp-hard-dock = HARD DOCK
    .reading = хард док
lamp-sealed = SEALED
lamp-bounce = BOUNCE

## Counts on the docking panel

latches-held = LATCHES { $n } OF 3
    .reading = лэтчиз { $n } оф три
hooks-held = HOOKS { $n } OF 8
    .reading = хукс { $n } оф эйт

## Hatches and valves; valves at most 13 cells

hatch-label = H{ $n }
    .short = H{ $n }
    .reading = эйч { $n }
hatch-open = H{ $n } OPEN
hatch-shut = H{ $n } CLOSED
hatch-valve = H{ $n } EQ VLV
valve-h1-eq = H1 EQ VLV
    .reading = эйч-уан и-кью валв
valve-h2-eq = H2 EQ VLV
    .reading = эйч-ту и-кью валв
valve-h3-eq = H3 EQ VLV
    .reading = эйч-три и-кью валв
valve-h4-eq = H4 EQ VLV
valve-h5-eq = H5 EQ VLV
valve-dm-nitrogen = DM N₂
    .reading = ди-эм эн-ту
valve-dm-oxygen = DM O₂
    .reading = ди-эм оу-ту
valve-dm-vent = DM VENT
    .reading = ди-эм вент
valve-tunnel2-vent = TNL 2 VENT
    .reading = таннел ту вент
valve-cavity-fill = SEAL PRESSZN
valve-om-vent = OM VENT
valve-om-oxygen = OM O₂
valve-cm-oxygen = CM O₂
    .reading = си-эм оу-ту
valve-cm-relief = CM RELIEF
    .reading = си-эм рилиф
switch-cm-fan = CM FAN
    .reading = си-эм фэн
switch-dm-fan = DM FAN
    .reading = ди-эм фэн
switch-om-fan = OM FAN
switch-sa-fan = DV FAN
switch-om-regenerator = OM REGEN
switch-sa-regenerator = DV REGEN
switch-cm-power = CM CABLE PWR
    .reading = си-эм кейбл пауэр
switch-dm-power = DM CABLE PWR
    .reading = ди-эм кейбл пауэр
switch-om-power = OM CABLE PWR
switch-sa-power = DV CABLE PWR
extinguisher-label = FIRE EXT { $name }

## The stack; one word stands over a hatch or in a compartment: at most 6 cells, the label before a row 2

stack-shut = SHUT
stack-unlatched = UNLTCH
stack-ajar = AJAR
stack-called = CALLED
stack-fire = FIRE
stack-smoke = SMOKE
stack-fumes = FUMES
stack-vent = VENT
stack-relief = RELF
stack-fill = SEAL
margin-valves = EQ

## Alarms: short name at most 11 cells, .text the alarm line, .do what to do

alarm-master = MASTER ALARM
alarm-caution = CAUTION
alarm-warning = WARNING
alarm-closing-fast = CLOSING FAST
    .text = Closing at { $rate }; the limit here is { $limit }.
    .do = Brake, or have the other crew brake.
alarm-control-fights = CONTROL ON
    .text = Attitude control is fighting the captured ring.
    .do = Turn attitude control off now.
alarm-mechanism = DOCK SYS
    .reading = док систем
    .text = The docking mechanism is damaged.
    .do = Report it. Do not load the ring again.
alarm-oxygen-low = O₂ LOW
    .reading = оу-ту лоу
    .text = Oxygen is low in { $room }: { $p }.
    .do = Add oxygen or leave.
alarm-pressure-falling = CABIN LK
    .text = Pressure is falling fast in { $room }: { $p }.
    .do = Close the hatches and the vents.
alarm-propellant-low = PRPLNT LOW
    .text = Propellant is low: { $left }.
    .do = Coast. Every second of thrust counts.
alarm-co2-high = CO₂ HIGH
    .text = Carbon dioxide is high in { $room }: { $p }.
    .do = Flush the air or open to the larger room.
alarm-smoke = SMOKE
    .reading = смоук
    .text = Smoke stings your crew’s eyes.
    .do = Masks on. Find the place; cut its cables and fan.
alarm-oxidizer = FUMES
    .reading = фьюмз
    .text = Your crew smells sharp brown fumes.
    .do = Masks on. Shut the hatch to them and flush the air.
alarm-flames = FIRE
    .text = Your crew sees flames.
    .do = Cut cables and fan, use the extinguisher or vent the room.
alarm-contact = CONTACT
alarm-fire = FIRE
alarm-none = —

## Phases; at most 15 cells

phase-approach = APPROACH
phase-eclipse = ECLIPSE
phase-station = STATION
phase-final = FINAL
phase-capture = CAPTURE
phase-retraction = RETRACT
phase-air = AIR
phase-handshake = HANDSHAKE
phase-return = RETURN
phase-undocking = UNDOCK
phase-school = SCHOOL

## Hold points and keys

gate-open = HOLD AT { $range }: GO OR NO GO?
gate-mine-go = WE ARE GO AT { $range }
gate-mine-no-go = WE ARE NO GO AT { $range }
gate-soyuz-go = SOYUZ IS GO AT { $range }
gate-soyuz-no-go = SOYUZ IS NO GO AT { $range }
gate-apollo-go = APOLLO IS GO AT { $range }
gate-apollo-no-go = APOLLO IS NO GO AT { $range }
gate-open-hatch = THE LAST HATCH: GO OR NO GO?
gate-mine-go-hatch = WE ARE GO FOR THE HATCH
gate-mine-no-go-hatch = WE ARE NO GO FOR THE HATCH
gate-soyuz-go-hatch = SOYUZ IS GO FOR THE HATCH
gate-soyuz-no-go-hatch = SOYUZ IS NO GO FOR THE HATCH
gate-apollo-go-hatch = APOLLO IS GO FOR THE HATCH
gate-apollo-no-go-hatch = APOLLO IS NO GO FOR THE HATCH
twokey-mine = HATCH { $n }: YOUR KEY IS TURNED, { $left } LEFT FOR THEIRS
twokey-theirs = HATCH { $n }: TURN YOUR KEY WITHIN { $left }
twokey-open = HATCH { $n }: BOTH KEYS

## The partner line and whose move it is

partner-soyuz = SOYUZ { $role } · heard { $ago } ago · link { $link }
partner-apollo = APOLLO { $role } · heard { $ago } ago · link { $link }
partner-soyuz-silent = SOYUZ { $role } · not heard yet · link { $link }
partner-apollo-silent = APOLLO { $role } · not heard yet · link { $link }
partner-soyuz-lost = SOYUZ: line lost, the seat is held for { $left }
partner-apollo-lost = APOLLO: line lost, the seat is held for { $left }
move-yours = YOUR MOVE
move-soyuz = SOYUZ’S MOVE
move-apollo = APOLLO’S MOVE
move-both = BOTH CREWS
move-world = WAIT

## Radio

radio-apollo = APOLLO ▸ { $text }
radio-soyuz = SOYUZ ▸ { $text }
radio-owed = READ BACK: { $text }
radio-owed-value = READ BACK in { $unit }: { $typed }
radio-awaited = Waiting for their read-back.
loop-owed = They wait for your read-back.
loop-sent = SENT: nobody is there to read it back.
loop-match = ✓ MATCH, { $left } left
loop-mismatch = ✗ MISMATCH
loop-expired = ✗ READ-BACK RAN OUT
radio-match = { $who ->
    [own] YOUR READ-BACK CORRECT
   *[partner] THEIR READ-BACK CORRECT
}
radio-wrong-value = { $who ->
    [own] YOUR READ-BACK WRONG: called { $called }, you read back { $answered }
   *[partner] THEIR READ-BACK WRONG: called { $called }, came back { $answered }
}
radio-wrong-call = { $who ->
    [own] YOUR READ-BACK WRONG: you answered “{ $call }”
   *[partner] THEIR READ-BACK WRONG: they understood “{ $call }”
}
radio-card = { $n } { $text }
radio-tongue-en = ENGLISH
radio-tongue-ru = RUSSIAN
radio-say = How to say it: { $aid }
radio-type = TEXT: { $typed }
radio-silence = Nothing heard yet.
radio-search = FIND: { $typed }
radio-nothing-found = No such call. Try a shorter word, in either language.
radio-age = { $time } ago

## What happened

event-contact = Contact.
event-bounce = Bounce. Both hold at { $range }.
# Why the rings parted again; limits in the console’s units.
bounce-unpowered = Why: the latches had no power. Both must be go at the last hold point, with the right cell pressed.
bounce-too-slow = Why: too slow. Touch at { $low } to { $high }.
bounce-too-fast = Why: too fast. Touch at { $low } to { $high }.
bounce-miss = Why: off the axis. Touch within { $limit } of it.
bounce-side-speed = Why: sliding sideways. Keep it under { $limit }.
bounce-tilt = Why: nose out of line. Keep it within { $limit }.
bounce-roll = Why: rolled too far. Keep it within { $limit }.
bounce-turning = Why: still turning. Keep it under { $limit }.
bounce-unclear = Why: nothing was past its limit, several things were near. Come in steadier.
bounce-torn = Why: far too fast, and a ring is torn. Touch at { $low } to { $high }. The other ring can take its place.
event-capture = Capture.
event-damped = Motion has damped out.
event-retracting = Retract is in progress.
event-retracted = Retract complete.
event-hard-dock = Hard dock.
event-damaged = The docking mechanism is damaged.
event-undocked = Separation.
event-ring-extended = Ring extended.
event-ring-stowed = Ring stowed.
event-their-ring-extended = Their ring is out.
event-their-ring-stowed = Their ring is in.
event-hatch-open = Hatch { $n } is open.
event-hatch-shut = Hatch { $n } is closed.
event-help-mine = Your help is now: { $level }.
event-help-apollo = Apollo’s help is now: { $level }.
event-help-soyuz = Soyuz’s help is now: { $level }.
event-leak-good = Leak check good: { $change } in { $time }.
event-leak-bad = Leak check failed: { $change } in { $time }.
event-wrong-cell = Wrong cell: another system answered.
event-step = Done: { $step }.
event-control-apollo = Apollo has control.
event-control-soyuz = Soyuz has control.
event-control-offered-mine = You offer control.
event-control-offered-theirs = They offer you control.
event-control-withdrawn-mine = You took your offer of control back.
event-control-withdrawn-theirs = They took their offer of control back.
event-control-declined-mine = They did not want control.
event-control-declined-theirs = You turned control down.
event-control-expired-mine = Nobody took your offer of control. You still have it.
event-control-expired-theirs = You did not take control in time. They still have it.
event-ring-apollo = Apollo is the active ship.
event-ring-soyuz = Soyuz is the active ship.
event-ring-offered-mine = You offer to make their ring the active one.
event-ring-offered-theirs = They offer to make your ring the active one.
event-ring-withdrawn-mine = You took your offer to swap rings back.
event-ring-withdrawn-theirs = They took their offer to swap rings back.
event-ring-declined-mine = They did not want the active ring.
event-ring-declined-theirs = You turned the active ring down.
event-ring-expired-mine = Nobody took your offer to swap rings.
event-ring-expired-theirs = You did not answer the offer to swap rings in time.
control-of-apollo = CONTROL APOLLO
control-of-soyuz = CONTROL SOYUZ
event-abort-soyuz = Soyuz calls the docking off and backs away.
event-abort-apollo = Apollo calls the docking off and backs away.

## What the keys do; at most 14 cells

key-help = help
key-phrasebook = phrasebook
    .short = book
key-read-back = read back
key-say-again = say again
    .short = again
key-abort = back off
    .short = abort
key-shelf = their book
key-back = back
key-send = send
key-translate = fly ⇄ turn
key-forward = forward
key-aft = aft
key-left = left
key-right = right
key-up = up
key-down = down
key-pitch-up = pitch up
key-pitch-down = pitch down
key-yaw-left = yaw left
key-yaw-right = yaw right
key-roll-left = roll left
key-roll-right = roll right
key-null = stop rates
key-pulse = pulse
key-latch = latch rate
key-mode = mode
key-deadband = deadband
key-ring = ring
key-retract = retract
key-hooks = hooks
key-beacons = beacons
key-transponder = transponder
key-ksu = matrix
key-valves = valves
key-hatches = hatches
key-crew = crew
key-leak-check = leak check
key-go = go
    .short = go
key-no-go = no go
key-twokey = turn key
key-text = free text
    .short = text
key-tongue = language
key-translation = translate
key-charts = trends
key-panel = panel
key-picture = view
key-plan = plan
key-level = help level
key-quit = leave
key-pause = pause
key-confirm = confirm
key-guard = lift guard

## What a man notices of himself and of the air before his face; no gauge shows it

symptom-tingling = { $name }: fingers tingle, sight is closing in.
symptom-short-of-breath = { $name }: short of breath.
symptom-headache = { $name }: my head aches.
symptom-ears = { $name }: my ears hurt.
symptom-joints = { $name }: my joints ache.
symptom-chest = { $name }: my chest hurts badly.
symptom-burnt-smell = { $name }: it smells of burnt glue, or acetone.
symptom-sharp-smell = { $name }: a sharp smell, like acid.
symptom-eyes = { $name }: my eyes sting.
symptom-coughing = { $name }: I can’t stop coughing.
symptom-heat = { $name }: it is getting very hot.
symptom-blow = { $name }: I took a blow.
symptom-faint = { $name } does not answer.
crew-slow-hands = { $name } is slow with his hands.
crew-flies = { $name } has the controls.
crew-masks = O₂ MASK { $names }

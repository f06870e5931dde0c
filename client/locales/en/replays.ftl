# Recorded flights: the list, the player, the commands.

## List

replays-none = No flight has been recorded here yet. Fly one: each is kept, and the newest fifty stay.
replays-delete = Throw this replay away for good?
replays-opening = Flying it again to know that it is the same…
replays-left = It ended before the mission did.
replays-cut = The recording stops before the end: its server was stopped.
replays-key-play = play
replays-key-delete = throw away
replays-key-keep = keep

## What is wrong with a file

replay-unread = The file cannot be read: { $why }
replay-not = This is no replay of Handshake.
replay-newer = This replay was written by a newer version. Update the game to play it.
replay-foreign = Recorded by a version with protocol { $n }: this one can list it but not play it.
replay-torn = The file ends inside a record, at byte { $at }.
replay-damaged = The file is damaged from byte { $at } on.
replay-as-recorded = Recorded under revision { $n } of the simulation: it plays as recorded and cannot be flown again.
replay-mission-unread = Its mission’s file cannot be read any more: it plays as recorded.
replay-differs = Flown again it differs from { $time } on: it plays as recorded.

## Player

replay-recorded = as recorded
replay-both = both crews
replay-type-time = Go to (h:mm:ss)
replay-key-pause = pause
replay-key-hop = ±10 s
replay-key-leap = ±1 min
replay-key-speed = speed
replay-key-event = events
replay-key-time = go to a time
replay-key-begin = beginning
replay-key-seat = seat
replay-key-level = help level
replay-key-language = help language
replay-key-labels = swap labels
replay-key-debrief = debrief
replay-mark-contact = contact
replay-mark-joined = joined
replay-mark-hatch = hatch
replay-mark-alarm = alarm
replay-mark-injected = instructor
replay-mark-end = end
replay-help = Nothing can be touched in a replay. Help level and language may be other than the crews had; the first step of each is as they had it.

## Transcript

replay-read-back-right = the read-back is right
replay-read-back-wrong = the read-back is wrong

## Commands

replay-said-identical = identical: { $ticks } ticks, { $flown } flown again in { $took } s, { $times } times real time
replay-said-differs = differs: the first tick that differs is { $tick } ({ $time }); the whole world was the same until tick { $same }
replay-said-cut = { $file }: { $why } What comes before it is read.
replay-said-exported = { $file }: { $count } lines written
replay-said-no-world = it plays only as recorded, and telemetry needs the world itself

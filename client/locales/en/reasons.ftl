# Why an act was refused, and what would make it legal.

reason-not-at-this-seat = That control is not on this console. Ask the other crew.
reason-already-so = It already stands there.
reason-ring-moving = The ring is still moving. Wait for its lamp.
reason-not-captured = There is no capture yet.
reason-not-damped = Motion has not damped out. Wait for DAMPED.
reason-not-retracted = Retract is not complete. Wait for the frames to meet.
reason-mechanism-damaged = The docking mechanism is damaged and will not do that.
reason-joined = The ships are joined; that would tear the joint. Open the hooks first.
reason-not-joined = The ships are not joined yet.
reason-confirm-not-joined = The ships are not joined: this opens to space. Do it again to confirm, or leave it shut.
reason-locked = Not yet: “{ $step }” has to be completed on the radio first.
reason-needs-both-keys = Both crews have to turn their keys within { $time }. Count down together.
reason-pressure-difference = The pressure difference is { $delta }; no more than { $limit } is safe. Equalize first.
reason-confirm-pressure-difference = The pressure difference is { $delta }; no more than { $limit } is safe. Do it again to confirm, or equalize.
reason-cabin-overpressure = The cabins would settle at { $predicted }; the Command Module relief valve opens at { $limit }. Bleed the Docking Module first.
reason-confirm-cabin-overpressure = The cabins would settle at { $predicted }; the Command Module relief valve opens at { $limit }. Do it again to confirm, or bleed the Docking Module first.
reason-hatch-held = The pressure holds the hatch with { $force }. Nobody can pull that. Equalize first.
reason-shut-first = Close hatch { $n } first.
reason-confirm-shut-first = Hatch { $n } is open, and that joins cabins that must stay apart. Do it again to confirm, or close hatch { $n }.
reason-hatch-shut = Hatch { $n } is closed. Open it first.
reason-no-such-way = There is no way there from where he is.
reason-no-mask = No oxygen mask is left { $place_loc }.
reason-no-extinguisher = There is no charged extinguisher { $place_loc }.
reason-no-answer = { $name } does not answer. Send somebody else to see.
reason-nothing-to-read-back = Nobody is waiting for a read-back.
reason-say-again = The read-back was wrong. Say the value again.
reason-no-poll-open = No hold point is open now.
reason-not-your-call = That call is for the other crew to make.
reason-bad-slots = Something in that call is not filled in.
reason-ksu-busy = The matrix is still busy with the last cell. Wait.
reason-control-still-on = Turn attitude control off first.
reason-reading-runs = A leak check is running already.
reason-too-many = Too many commands at once. Wait a moment.
reason-bad-text = Say something, in no more than { $n } characters.
reason-ended = The mission is over.
reason-nobody-cm = Nobody of yours is in the Command Module. Send a man there first.
reason-nobody-tunnel1 = Nobody of yours is in tunnel 1. Send a man there first.
reason-nobody-dm = Nobody of yours is in the Docking Module. Send a man there first.
reason-nobody-tunnel2 = Nobody of yours is in tunnel 2. Send a man there first.
reason-nobody-om = Nobody of yours is in the Orbital Module. Send a man there first.
reason-nobody-sa = Nobody of yours is in the Descent Vehicle. Send a man there first.

## Why a flight cannot begin or go on: what is wrong, and what would be right

trouble-line = That is neither an invitation nor an address with a code. Paste the host’s whole line, or type them like this: 192.168.1.7 482913.
trouble-invite-cut = The invitation is cut short: it ends in # and 24 characters of the host’s key. Copy the whole line.
trouble-invite-address = The invitation holds “{ $typed }”, and that is no address. Copy the host’s line again.
trouble-invite-addresses = The invitation names more than { $max } addresses. Copy the host’s line again.
trouble-invite-code = A room code is six digits. Compare it with the host’s line.
trouble-invite-key = The host’s key in the invitation is damaged: it is 24 letters A–Z and digits 2–7. Copy the host’s line again.
trouble-address = “{ $typed }” leads to no address. Check the spelling, or type the numbers: 192.168.1.7 482913.
trouble-mission = No mission is called “{ $name }”. There are: { $names }.
trouble-mission-there = The server does not have that mission. Choose another, or update the server.
trouble-mission-text = The mission’s text is wrong at line { $line }, column { $column }. Correct it there and try again.
trouble-mission-file = The mission’s file { $file } cannot be read ({ $why }). Check the path; a name without a folder and without .toml is a shipped mission.
trouble-mission-mistake = There is a mistake in { $file }, line { $line }, column { $column }. What is wrong and what would be right: handshake scenario check { $file }.
trouble-unreachable = Nobody answers at { $address }. Check that the host’s game still runs, that both computers reach each other, and that UDP port { $port } is open at the host.
trouble-wrong-key = The server’s key is { $seen }; the invitation says { $expected }. It is another server: ask the host for a new line.
trouble-known-key = The server’s key is { $seen }; at first contact it was { $expected }. It may be another server: ask the host, and if the key is new, remove the old one from { $file }.
trouble-room = No room has the code { $code }. Compare the digits, or ask the host for the present line.
trouble-seat = The seat in { $seat } is taken. Take the other seat, or ask the host for a new room.
trouble-full = Both seats of that flight are taken. Ask the host for a new room, or open one of your own.
trouble-token = Your seat is no longer kept for you. Join again by the host’s line.
trouble-rooms = The server keeps { $max } rooms at most, and all are in use. Try again later, or open a flight on this computer.
trouble-connections = The server has too many connections, in all or from your address. Close other games, or try again in a minute.
trouble-stopping = The server is shutting down and lets nobody in. Try again when it is back.
trouble-version-here = The server runs version { $theirs }, this game { $ours }. Update this game.
trouble-version-there = The server runs version { $theirs }, this game { $ours }. Ask the host to update.
trouble-version-tables = The server’s build is { $theirs }, this game’s { $ours }: they would misunderstand each other’s calls. Install the same release at both ends.
trouble-lost = The line was lost, and { $seconds } seconds of trying did not bring it back. Check your network; while the room stands, the same line joins it again.
trouble-stranger = What answers there is not Handshake, or is damaged on the way. Check address and port: the game’s own is UDP { $port }.
trouble-known-file = The file of known servers, { $file }, cannot be used ({ $why }). Make it readable and writable, or remove it.
trouble-listen = UDP port { $port } cannot be opened here ({ $why }). Another flight may hold it: choose another with --port, or any free one with --port 0.
trouble-server = The server inside this game does not start ({ $why }). Start the game again; if it stays so, please report it.
closed-stopping = The server was shut down. Ask the host to open the flight again and for its new line.
closed-partner = Your partner did not come back within { $minutes } minutes, and the room was closed. Open a new one when you are both there.
closed-idle = Nobody did anything in that room for an hour, and it was closed. Open a new one.
closed-fault = A fault in the server ended this room, and only this one. Open a new one, and please report it.
closed-protocol = The server did not understand this game and hung up. Install the same release at both ends.
closed-slow = This computer or its line was too slow to follow the flight. Close other programs, or use a better line.
closed-replaced = Your seat was taken up from another window or computer. Go on there.
closed-left = The seat was given up. To return, join by the same line.

## Mistakes in a mission's file

scenario-ok = { $file }: OK: { $name }, begins at { $range } m, { $steps } of { $all } steps, { $faults ->
    [0] no failures
    [one] { $faults } failure
   *[other] { $faults } failures
}
scenario-mistake = expected { $expected }
scenario-mistake-found = expected { $expected }, found { $found }
scenario-mistake-meant = expected { $expected }, found { $found }; did you mean { $meant }?
expected-toml = TOML ({ $remark })
expected-bytes = at most { $n } bytes
expected-field = one of the fields { $list }
expected-given = this field to be given
expected-section = a section
expected-list = a list
expected-text = a text in quotes
expected-flag = true or false
expected-number = a number
expected-between = a number from { $min } to { $max }
expected-moment = a moment in UTC like 1975-07-17T16:07:19Z
expected-name = 1 to { $n } lower-case letters, digits and hyphens
expected-word = one of { $list }
expected-step = one of the steps { $list }
expected-step-after = a step that comes after { $step }
expected-entry = at least one entry
expected-once = an entry that was not given before
expected-entries = at most { $n } entries
expected-part = a part that can fail: { $list }

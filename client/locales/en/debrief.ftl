# The debrief beyond the points: communication, bests, comparison with 1975, the page to share, the report.

debrief-best-first = your first result here
debrief-best-new = your best { $before }, now { $now }
debrief-best-stays = your best stays { $before }
debrief-best-of = { $mission }, { $ship }, { $level }: { $best }

debrief-talk-title = Communication
debrief-talk-total = Communication: { $n } points of 100
debrief-talk-calls = calls
debrief-talk-theirs = in the other’s language
debrief-talk-matched = read back right
debrief-talk-unmatched = never read back right
debrief-talk-wrong = read back wrong
debrief-talk-unit = in the wrong unit
debrief-talk-unitless = without a unit
debrief-talk-silent = longest silence
debrief-talk-translated = heard with translation
debrief-talk-meanings = meanings asked for
debrief-talk-note = Silence counts up to the first contact.

debrief-mark-second = ▲19
debrief-mark-first = ▲17 July 1975
debrief-key-share = save as HTML
debrief-shared = Saved: { $path }
debrief-not-shared = Not saved: { $why }

page-title = Handshake · { $mission } · debrief
page-crews = Crews
page-date = Flown
page-length = Length
page-result = Result
page-head = Head
page-cause = Cause
page-points = Points
page-sum = Together
page-condition = Condition
page-value = Value
page-limit = Limit
page-envelope = Contact in the capture envelope
page-closing-axis = closing, { $unit }
page-miss-axis = miss, { $unit }
page-approach = Closing rate over range
page-range-axis = range, { $unit }
page-limit-line = closing limit
page-flown-line = flown
page-pressures = Pressures
page-time-axis = minutes of the mission
page-pressure-axis = pressure, { $unit }
page-called = { $place }, called
page-contact-dot = contact
page-bounce-dot = bounce
page-box = what captures
page-first-1975 = 17 July 1975
page-second-1975 = 19 July 1975
page-history = Of 1975 the closing rates alone are known, as recalled: { $first } on 17 July, { $second } on 19 July. The bands are as uncertain as the memory.
page-transcript = What was said
page-time = Time
page-words = Words learned
page-made = Made by Handshake { $version }. Nothing on this page is fetched from anywhere.
replay-no-debrief = This flight was recorded without its end: there is no debrief.

report-written = The report is { $path }. In it:
report-flight = the recorded flight: names of both crews, and what they typed
report-log = what the program noted of this run and those before it
report-terminal = what handshake doctor says of this terminal
report-version = versions and system
report-settings = your settings, without your name
report-no-flight = no flight: none has been recorded yet
report-left-out = Left out: seats and their secrets, invite lines and room codes, keys of servers, addresses, and the name of your home folder. Nothing was sent anywhere.

mission-own = your own
mission-own-bad = ✗ not a mission
mission-own-at = Your own: { $path }
scenario-no-folder = There is no folder for missions of your own.

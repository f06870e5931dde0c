# Noise, light signals, doubtful numbers, the two spelling alphabets.

## Noise

noise-title = noise { $percent }%
noise-dead = no carrier
reason-loop-dead = The loop is dead: nobody would hear it. Signal with the lamp.

## Light signals. The name is what the signal means.

title-lamps = Signal lamp
signal-stop = Stop and hold
signal-go = Go
signal-no-go = No go
signal-back-off = Back off
signal-say-again = Say again
signal-capture = We have capture
light-keys = A digit sends. Esc back.
light-given = Lamp: { $rhythm } { $name }
light-seen-apollo = Apollo’s lamp: { $rhythm }
light-seen-soyuz = Soyuz’s lamp: { $rhythm }
light-seen-apollo-means = Apollo’s lamp: { $rhythm } = { $name }
light-seen-soyuz-means = Soyuz’s lamp: { $rhythm } = { $name }
light-own = You signal { $rhythm } { $name }

does-lamp = signal lamp

## Read-backs

radio-expired = “{ $step }”: the read-back has run out. Make the call again.
radio-doubtful = { $who ->
    [own] Your number has no unit: doubtful.
   *[partner] Their number has no unit: doubtful.
}
digits-unit = { $typed } { $unit }
digits-bare = { $typed } (no unit: doubtful)
digits-keys = Tab unit · Enter sends · Esc back
score-unitless = Numbers without a unit: { $value }

## The two spelling alphabets

title-alphabets = Spelling alphabets
alphabets-russian = Russian: Cyrillic letters, panel of Soyuz
alphabets-latin = Latin letters, panel of Apollo
alphabets-keys = Any key back

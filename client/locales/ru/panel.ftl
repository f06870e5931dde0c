# Надписи и строки обоих пультов. На табло прописные, без точек, с Ё; предел ширины назван в заголовке
# раздела, его измеряет тест.

## Заголовки панелей; не шире 24 знаков

title-approach = СБЛИЖЕНИЕ
title-attitude = ОРИЕНТАЦИЯ
title-jets = ДВИГАТЕЛИ
title-propellant = ТОПЛИВО
title-docking = АПАС
title-pressure = ДАВЛ, { $unit }
title-valves = КЛАПАНЫ
title-hatches = ЛЮКИ
title-crew = ЭКИПАЖ
title-plan = ПРОГРАММА
title-radio = СВЯЗЬ
title-calls = ВЫЗОВЫ
title-phrasebook = РАЗГОВОРНИК
title-sight = ВСК
title-ball = ОРИЕНТ
title-ksu = КСУ
title-globus = ГЛОБУС
title-program = ЭТАПЫ
title-alarms = ВНИМАНИЕ / АВАРИЯ
title-book = КНИГА
title-charts = ГРАФИКИ
title-stack = ОТСЕКИ, { $unit }
title-pressures = ГРАФИК ДАВЛ, { $unit }
title-phase-plane = СКОРОСТЬ, { $unit }
title-step = ПУНКТ
title-partner = ЭКИПАЖИ

## Корабли и отсеки; не шире 7 знаков

ship-apollo = АПОЛЛОН
ship-soyuz = СОЮЗ
room-cm = КМ
room-tunnel1 = ТОНН 1
room-dm = МОДУЛЬ
room-tunnel2 = ТОНН 2
room-om = БО
room-sa = СА
room-cavity = ПОЛОСТЬ
tag-cm = КМ
tag-tunnel1 = Т1
tag-dm = МОД
tag-tunnel2 = Т2
tag-om = БО
tag-sa = СА
post-cdr = КОМ
post-cmp = ПКМ
post-dmp = ПСМ
post-kk = КК
post-fe = БИ
initials-stafford = ТС
initials-brand = ВБ
initials-slayton = ДС
initials-leonov = АЛ
initials-kubasov = ВК

## Подписи приборов; не шире 11 знаков

label-range = ДАЛЬНОСТЬ
    .short = ДАЛЬН
label-closing = СКОРОСТЬ
    .short = СКОР
label-opening = РАСХОЖД
    .short = РАСХ
label-limit = ПРЕДЕЛ
label-age = ДАВНОСТЬ
label-called = СООБЩЕНО
label-vhf = УКВ ДАЛЬН
label-to-contact = ДО КАСАНИЯ
label-pitch = ТАНГАЖ
label-yaw = РЫСК
label-roll = КРЕН
label-error = ОШИБКА
label-rate = УГЛ СК
label-offset = СМЕЩ
label-target = МИШЕНЬ
label-mode = РЕЖИМ
label-deadband = ЗОНА
label-stick-rate = СКОР РУО
label-direct = ПРЯМЫЕ КЛ
label-dap-deadband = ЗОНА ЦВМ
label-dap-rate = СКОР ЦВМ
label-store-attitude = ЗАП ОРИЕНТ
mask-label = O₂ МАСКА { $name }
# Отсечной клапан коллектора двигателей; $name — его название.
isolation-valve = ОТС КЛ { $name }
# Лампа: по нам бьёт струя другого корабля.
label-plume = СТРУЯ
label-jets = ДВИГ
label-quad-a = БЛОК A
label-quad-b = БЛОК B
label-quad-c = БЛОК C
label-quad-d = БЛОК D
label-propellant = ТОПЛИВО
label-ring = КОЛЬЦО
label-latches = ЗАЩЁЛКИ
label-hooks = ЗАМКИ
label-offer-control = СДАТЬ УПР
label-offer-ring = СДАТЬ РОЛЬ
label-accept = ПРИНЯТЬ
label-decline = ОТКАЗ
label-withdraw = ОТЗЫВ
label-release = РАСЦЕПКА
label-dock = АПАС
label-seal = ПОЛОСТЬ
label-latch-power = ПИТ ЗАЩ
label-total = ДАВЛ
label-delta-p = ПЕРЕПАД
label-oxygen = O₂
label-nitrogen = N₂
label-co2 = CO₂
label-ppo2 = ПАРЦ O₂
label-bottle = БАЛЛОН
label-leak-cavity = ГЕРМ СТЫКА
label-leak-tunnel2 = ГЕРМ ТОНН 2
label-leak-dm = ГЕРМ МОДУЛЯ
label-relief = ПРЕДОХР
label-target-pressure = НУЖНО
label-beacons = МАЯКИ
label-transponder = ОТВЕТЧ
label-selected = ВЫБОР
label-latitude = ШИРОТА
label-longitude = ДОЛГОТА
label-daylight = СВЕТ
label-night = ТЕНЬ
globus-night-in = ТЕНЬ через { $time }
globus-day-in = СВЕТ через { $time }
label-get = ПВ
label-msk = ДМВ
label-link = КАНАЛ
label-awake = СОЗНАНИЕ
label-bends = ДЕКОМПР
label-help = ПОМОЩЬ
label-cell = КЛЕТКА

## Стороны: знак никогда не стоит один; не шире 5 знаков

side-left = ЛЕВ
side-right = ПРАВ
side-up = ВВЕРХ
side-down = ВНИЗ
side-cw = ПРАВ
side-ccw = ЛЕВ

## Режимы управления; не шире 9 знаков

mode-off = ОТКЛ
mode-min-imp = ИМП
mode-accel-cmd = ПРЯМОЕ
mode-rate-cmd = УПР СКОР
mode-att-hold = СТАБ
mode-manual = РО
mode-inertial = ИНЕРЦ
mode-orbital = ОСК
mode-cmc-free = ЦВМ СВОБ
mode-cmc-hold = ЦВМ СТАБ
mode-cmc-auto = ЦВМ АВТ
mode-orbital-auto = АВТ
deadband-min = МИН 0,2°
deadband-max = МАКС 4,2°
deadband-high-min = МИН 4°
deadband-high-max = МАКС 8°
dap-deadband-min = ±0,5°
dap-deadband-max = ±5°
band-min = ±0,2°
band-max = ±4,2°
band-high-min = ±4°
band-high-max = ±8°
stick-rate-low = СКОР МАЛ
stick-rate-high = СКОР БОЛ
lamp-rate-low = МАЛ
lamp-rate-high = БОЛ
lamp-direct = ПРЯМЫЕ
dap-rate-005 = 0,05°/с
dap-rate-02 = 0,2°/с
dap-rate-05 = 0,5°/с
dap-rate-2 = 2,0°/с

## Состояния; не шире 9 знаков

state-on = ВКЛ
state-off = ВЫКЛ
state-open = ОТКР
state-closed = ЗАКР
state-unlatched = ОТПЕРТ
state-ajar = ПРИОТКР
state-go = ГОТОВ
state-no-go = НЕ ГОТОВ
state-wait = ЖДЁМ
state-ready = ГОТОВ
state-good = НОРМА
state-fail = ОТКАЗ
state-active = АКТИВНЫЙ
state-passive = ПАССИВНЫЙ
state-held = ВЗЯТО
state-busy = ЗАНЯТО
state-stale = СТАРОЕ
state-none = —
ring-active = АКТ
ring-stowed = ВТЯНУТО
ring-moving = ИДЁТ
ring-extended = ВЫДВ
guard-down = КРЫШКА
guard-up = СНЯТА

## Табло стыковки; не шире 10 знаков

lamp-free = СВОБОДЕН
lamp-contact = КАСАНИЕ
lamp-capture = СЦЕПКА
lamp-damped = АМОРТ
lamp-retracting = СТЯГИВ
lamp-retracted = СТЯНУТО
lamp-hard-dock = СТЫК ЗАКР
lamp-sealed = СТЫК ГЕРМ
lamp-bounce = ОТСКОК

## Счёт на пульте стыковки

latches-held = ЗАЩЁЛКИ { $n } ИЗ 3
hooks-held = ЗАМКИ { $n } ИЗ 8

## Люки и клапаны; клапаны не шире 13 знаков

hatch-label = ЛЮК { $n }
    .short = Л{ $n }
hatch-open = ЛЮК { $n } ОТКР
hatch-shut = ЛЮК { $n } ЗАКР
hatch-valve = КВД { $n }
valve-h1-eq = КВД 1
valve-h2-eq = КВД 2
valve-h3-eq = КВД 3
valve-h4-eq = КВД 4
valve-h5-eq = КВД 5
valve-dm-nitrogen = N₂ МОДУЛЬ
valve-dm-oxygen = O₂ МОДУЛЬ
valve-dm-vent = КСД МОДУЛЬ
valve-tunnel2-vent = КСД ТОНН 2
valve-cavity-fill = НАДДУВ СТЫКА
valve-om-vent = КСД БО
valve-om-oxygen = O₂ БО
valve-cm-oxygen = O₂ КМ
valve-cm-relief = ПРЕДОХР КМ
switch-cm-fan = ВЕНТ КМ
switch-dm-fan = ВЕНТ МОДУЛЯ
switch-om-fan = ВЕНТ БО
switch-sa-fan = ВЕНТ СА
switch-om-regenerator = РЕГЕН БО
switch-sa-regenerator = РЕГЕН СА
switch-cm-power = СЕТЬ КМ
switch-dm-power = СЕТЬ МОДУЛЯ
switch-om-power = СЕТЬ БО
switch-sa-power = СЕТЬ СА
extinguisher-label = ОГНЕТУШ { $name }

## Отсеки рядом; слово стоит над люком или в отсеке: не шире 6 знаков, подпись строки не шире 2

stack-shut = ЗАКР
stack-unlatched = ОТПЕРТ
stack-ajar = ЩЕЛЬ
stack-called = ДОКЛАД
stack-fire = ПОЖАР
stack-smoke = ГАРЬ
stack-fumes = ПАРЫ
stack-vent = КСД
stack-relief = ПРЕД
stack-fill = СТЫК
margin-valves = КВ

## Сигналы: имя не шире 11 знаков, .text — строка, .do — что делать

alarm-master = ТРЕВОГА
alarm-caution = ВНИМАНИЕ
alarm-warning = АВАРИЯ
alarm-closing-fast = СКОРОСТЬ
    .text = Скорость сближения { $rate }, предел { $limit }.
    .do = Тормозите — или пусть тормозит другой экипаж.
alarm-control-fights = УПРАВЛЕНИЕ
    .text = Система ориентации работает против сцепленного кольца.
    .do = Выключите управление ориентацией.
alarm-mechanism = АПАС
    .text = Стыковочный агрегат повреждён.
    .do = Доложите. Больше не нагружайте кольцо.
alarm-oxygen-low = МАЛО O₂
    .text = Мало кислорода, { $room }: { $p }.
    .do = Добавьте кислород или уйдите.
alarm-pressure-falling = РАЗГЕРМ
    .text = Давление быстро падает, { $room }: { $p }.
    .do = Закройте люки и клапаны сброса.
alarm-propellant-low = ТОПЛИВО
    .text = Топлива мало: { $left }.
    .do = Экономьте: каждая секунда тяги на счету.
alarm-co2-high = CO₂ ВЫСОК
    .text = Углекислый газ выше нормы, { $room }: { $p }.
    .do = Продуйте отсек или откройте люк в больший объём.
alarm-smoke = ДЫМ
    .text = Экипажу дым ест глаза.
    .do = Наденьте маски. Найдите место, обесточьте отсек, выключите вентилятор.
alarm-oxidizer = ПАРЫ
    .text = Экипаж чувствует едкие бурые пары.
    .do = Наденьте маски. Закройте люк и продуйте отсек.
alarm-flames = ОГОНЬ
    .text = Экипаж видит открытый огонь.
    .do = Обесточьте отсек, выключите вентилятор, тушите или сбросьте давление.
alarm-contact = КАСАНИЕ
alarm-fire = ПОЖАР
alarm-none = —

## Этапы; не шире 15 знаков

phase-approach = СБЛИЖЕНИЕ
phase-eclipse = ЗАТМЕНИЕ
phase-station = ЗАВИСАНИЕ
phase-final = ПРИЧАЛИВАНИЕ
phase-capture = СЦЕПКА
phase-retraction = СТЯГИВАНИЕ
phase-air = ВОЗДУХ
phase-handshake = РУКОПОЖАТИЕ
phase-return = ВОЗВРАТ
phase-undocking = РАССТЫКОВКА
phase-school = ШКОЛА

## Рубежи и ключи

gate-open = РУБЕЖ { $range }: ГОТОВЫ?
gate-mine-go = МЫ ГОТОВЫ, РУБЕЖ { $range }
gate-mine-no-go = МЫ НЕ ГОТОВЫ, РУБЕЖ { $range }
gate-soyuz-go = СОЮЗ ГОТОВ, РУБЕЖ { $range }
gate-soyuz-no-go = СОЮЗ НЕ ГОТОВ, РУБЕЖ { $range }
gate-apollo-go = АПОЛЛОН ГОТОВ, РУБЕЖ { $range }
gate-apollo-no-go = АПОЛЛОН НЕ ГОТОВ, РУБЕЖ { $range }
gate-open-hatch = ПОСЛЕДНИЙ ЛЮК: ГОТОВЫ?
gate-mine-go-hatch = МЫ ГОТОВЫ ОТКРЫТЬ ЛЮК
gate-mine-no-go-hatch = МЫ НЕ ГОТОВЫ ОТКРЫТЬ ЛЮК
gate-soyuz-go-hatch = СОЮЗ ГОТОВ ОТКРЫТЬ ЛЮК
gate-soyuz-no-go-hatch = СОЮЗ НЕ ГОТОВ ОТКРЫТЬ ЛЮК
gate-apollo-go-hatch = АПОЛЛОН ГОТОВ ОТКРЫТЬ ЛЮК
gate-apollo-no-go-hatch = АПОЛЛОН НЕ ГОТОВ ОТКРЫТЬ ЛЮК
twokey-mine = ЛЮК { $n }: ВАШ КЛЮЧ ПОВЁРНУТ, ЖДЁМ ВТОРОЙ, { $left }
twokey-theirs = ЛЮК { $n }: ПОВЕРНИТЕ СВОЙ КЛЮЧ, { $left }
twokey-open = ЛЮК { $n }: ОБА КЛЮЧА

## Строка второго экипажа и чей сейчас ход

partner-soyuz = СОЮЗ { $role } · слышали { $ago } назад · канал { $link }
partner-apollo = АПОЛЛОН { $role } · слышали { $ago } назад · канал { $link }
partner-soyuz-silent = СОЮЗ { $role } · ещё не слышали · канал { $link }
partner-apollo-silent = АПОЛЛОН { $role } · ещё не слышали · канал { $link }
partner-soyuz-lost = СОЮЗ: канал потерян, место держим ещё { $left }
partner-apollo-lost = АПОЛЛОН: канал потерян, место держим ещё { $left }
move-yours = ВАШ ХОД
move-soyuz = ХОД СОЮЗА
move-apollo = ХОД АПОЛЛОНА
move-both = ОБА ЭКИПАЖА
move-world = ЖДЁМ

## Связь

radio-apollo = АПОЛЛОН ▸ { $text }
radio-soyuz = СОЮЗ ▸ { $text }
radio-owed = ДАЙТЕ КВИТАНЦИЮ: { $text }
radio-owed-value = КВИТАНЦИЯ, { $unit }: { $typed }
radio-awaited = Ждём квитанцию.
loop-owed = Ждут вашу квитанцию.
loop-sent = ПЕРЕДАНО: там сейчас никого.
loop-match = ✓ КВИТАНЦИЯ ВЕРНА, ещё { $left }
loop-mismatch = ✗ КВИТАНЦИЯ НЕВЕРНА
loop-expired = ✗ СРОК КВИТАНЦИИ ИСТЁК
radio-match = { $who ->
    [own] ВАША КВИТАНЦИЯ ВЕРНА
   *[partner] ИХ КВИТАНЦИЯ ВЕРНА
}
radio-wrong-value = { $who ->
    [own] ВАША КВИТАНЦИЯ НЕВЕРНА: передано { $called }, вы ответили { $answered }
   *[partner] ИХ КВИТАНЦИЯ НЕВЕРНА: передано { $called }, получено { $answered }
}
radio-wrong-call = { $who ->
    [own] ВАША КВИТАНЦИЯ НЕВЕРНА: вы ответили «{ $call }»
   *[partner] ИХ КВИТАНЦИЯ НЕВЕРНА: поняли «{ $call }»
}
radio-card = { $n } { $text }
radio-tongue-en = АНГЛИЙСКИЙ
radio-tongue-ru = РУССКИЙ
radio-say = Как сказать: { $aid }
radio-type = ТЕКСТ: { $typed }
radio-silence = Связи ещё не было.
radio-search = ПОИСК: { $typed }
radio-nothing-found = Такого вызова нет. Попробуйте слово короче, на любом языке.
radio-age = { $time } назад

## События

event-contact = Касание.
event-bounce = Отскок. Обоим держать { $range }.
# Почему кольца разошлись; пределы в единицах пульта.
bounce-unpowered = Причина: защёлки без питания. На последнем рубеже оба экипажа должны ответить «готовы», а на КСУ должна быть выбрана нужная клетка.
bounce-too-slow = Причина: слишком медленно. Касание на { $low } — { $high }.
bounce-too-fast = Причина: слишком быстро. Касание на { $low } — { $high }.
bounce-miss = Причина: мимо оси. Промах не больше { $limit }.
bounce-side-speed = Причина: сносило вбок. Снос не больше { $limit }.
bounce-tilt = Причина: перекос. Не больше { $limit }.
bounce-roll = Причина: крен. Не больше { $limit }.
bounce-turning = Причина: корабль вращался. Не больше { $limit }.
bounce-unclear = Причина: за пределы ничто не вышло, но многое было на пределе. Подходите ровнее.
bounce-torn = Причина: слишком быстро, кольцо повреждено. Касание на { $low } — { $high }. Его место может занять другое кольцо.
event-capture = Есть сцепка.
event-damped = Колебания погашены.
event-retracting = Идёт стягивание.
event-retracted = Стягивание закончено.
event-hard-dock = Есть стыковка.
event-damaged = Стыковочный агрегат повреждён.
event-undocked = Есть отделение.
event-ring-extended = Кольцо выдвинуто.
event-ring-stowed = Кольцо втянуто.
event-their-ring-extended = У них кольцо выдвинуто.
event-their-ring-stowed = У них кольцо втянуто.
event-hatch-open = Люк № { $n } открыт.
event-hatch-shut = Люк № { $n } закрыт.
event-help-mine = Ваши подсказки теперь: { $level }.
event-help-apollo = У «Аполлона» подсказки теперь: { $level }.
event-help-soyuz = У «Союза» подсказки теперь: { $level }.
event-leak-good = Герметичность в норме: { $change } за { $time }.
event-leak-bad = Герметичности нет: { $change } за { $time }.
event-wrong-cell = Не та клетка: сработала другая система.
event-step = Выполнено: { $step }.
event-control-apollo = Управление у «Аполлона».
event-control-soyuz = Управление у «Союза».
event-control-offered-mine = Вы предлагаете управление.
event-control-offered-theirs = Вам предлагают управление.
event-control-withdrawn-mine = Вы отозвали предложение: управление у вас.
event-control-withdrawn-theirs = Предложение отозвано: управление у них.
event-control-declined-mine = Второй экипаж отказался от управления. Оно у вас.
event-control-declined-theirs = Вы отказались от управления.
event-control-expired-mine = Управление никто не принял. Оно у вас.
event-control-expired-theirs = Вы не успели принять управление. Оно у них.
event-ring-apollo = Активный корабль — «Аполлон».
event-ring-soyuz = Активный корабль — «Союз».
event-ring-offered-mine = Вы предлагаете сделать активным их кольцо.
event-ring-offered-theirs = Вам предлагают сделать активным ваше кольцо.
event-ring-withdrawn-mine = Вы отозвали предложение сменить кольцо.
event-ring-withdrawn-theirs = Предложение сменить кольцо отозвано.
event-ring-declined-mine = Второй экипаж отказался сменить активное кольцо.
event-ring-declined-theirs = Вы отказались сменить активное кольцо.
event-ring-expired-mine = На предложение сменить кольцо не ответили.
event-ring-expired-theirs = Вы не успели ответить на предложение сменить кольцо.
control-of-apollo = УПР АПОЛЛОН
control-of-soyuz = УПР СОЮЗ
event-abort-soyuz = «Союз» отменяет стыковку и отходит.
event-abort-apollo = «Аполлон» отменяет стыковку и отходит.

## Что делают клавиши; не шире 14 знаков

key-help = помощь
key-phrasebook = разговорник
    .short = книга
key-read-back = квитанция
key-say-again = повторите
    .short = повтор
key-abort = отход
    .short = отход
key-shelf = их книга
key-back = назад
key-send = передать
key-translate = тяга ⇄ поворот
key-forward = вперёд
key-aft = назад
key-left = влево
key-right = вправо
key-up = вверх
key-down = вниз
key-pitch-up = тангаж вверх
key-pitch-down = тангаж вниз
key-yaw-left = рыск влево
key-yaw-right = рыск вправо
key-roll-left = крен влево
key-roll-right = крен вправо
key-null = гасить
key-pulse = импульс
key-latch = держать
key-mode = режим
key-deadband = зона
key-ring = кольцо
key-retract = стягивание
key-hooks = замки
key-beacons = маяки
key-transponder = ответчик
key-ksu = КСУ
key-valves = клапаны
key-hatches = люки
key-crew = экипаж
key-leak-check = герметичность
key-go = готовы
    .short = готов
key-no-go = не готовы
key-twokey = ключ
key-text = свой текст
    .short = текст
key-tongue = язык
key-translation = перевод
key-charts = графики
key-panel = пульт
key-picture = вид
key-plan = программа
key-level = подсказки
key-quit = выход
key-pause = пауза
key-confirm = да
key-guard = крышка

## Что человек замечает за собой и в воздухе перед лицом; приборы этого не покажут

symptom-tingling = { $name }: покалывает пальцы, темнеет по краям.
symptom-short-of-breath = { $name }: не хватает воздуха.
symptom-headache = { $name }: болит голова.
symptom-ears = { $name }: болят уши.
symptom-joints = { $name }: ломит суставы.
symptom-chest = { $name }: сильная боль в груди.
symptom-burnt-smell = { $name }: пахнет горелым клеем или ацетоном.
symptom-sharp-smell = { $name }: резкий запах, как от кислоты.
symptom-eyes = { $name }: щиплет глаза.
symptom-coughing = { $name }: не могу откашляться.
symptom-heat = { $name }: становится очень жарко.
symptom-blow = { $name }: меня ударило.
symptom-faint = { $name } не отвечает.
crew-slow-hands = { $name }: руки не слушаются.
crew-flies = { $name } взял управление.
crew-masks = O₂ МАСКА { $names }

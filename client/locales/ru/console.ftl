# Слова самих пультов: подсказки, названия клавиш, экраны клиента.

## Подсказки в строке сигналов: почему ничего не произошло и что дальше

hint-one-setting = У этого корабля одна скорость и одна зона нечувствительности.
hint-cover-up = Крышка открыта: та же клавиша в течение 3 секунд — отход.
hint-pad = Геймпад подключён. Start — что делают кнопки.
hint-pad-gone = Геймпад отключён, ручки отпущены.
hint-no-panel-move = Для вас на пульте сейчас действий нет. Смотрите программу.
hint-other-key = Следующий шаг программы: { $key }, а не { $not }.
hint-valve-reach = Клапан открыт. Закройте, когда прибор покажет { $p }.
hint-valve-flows = Клапан открыт. Ждите, пока давление выровняется.
hint-leak-check-runs = Проверка герметичности идёт.
hint-ring-moves = Привод кольца ещё работает.
hint-hooks-move = Привод замков ещё работает.
hint-key-waits = Ваш ключ повёрнут. У второго экипажа пять секунд.
hint-their-tongue = На этом уровне вызовы идут только на их языке.
hint-choose-card = Выберите верную карточку её клавишей.
hint-cards-settle = Только что запросили квитанцию. Прочтите карточки и выберите.
hint-nothing-heard = Вас ещё не вызывали.
hint-no-poll = Сейчас опроса нет.
hint-no-key = Сейчас ключи не нужны.
hint-not-a-number = Наберите число и нажмите Enter.
hint-no-reading = На пульте сейчас нет показаний для этого вызова.
hint-no-suspend = Нельзя: на этом компьютере летит другой экипаж, Ctrl-Z остановит и его.
hint-pause-spent = Ваше время пауз в этом полёте вышло. Полёт идёт.
hint-pause-soon = Полёт только что продолжен. Следующая пауза — через { $wait }.
hint-software-in = На втором месте программа, пока не вернётся экипаж.
hint-crew-back = Второй экипаж вернулся, программа ушла.
hint-seat-again = Место снова ваше: пока вас не было, его занимала программа. См. переговоры.
hint-not-back = Комната ещё не открыта: её может вернуть копия второго экипажа. Ждём.
hint-no-relief = Программа не смогла занять место. Попробуйте ещё раз.
hint-server-back = Сервер отключался и снова работает. Ничего не потеряно.
hint-server-back-undone = Сервер отключался и снова работает. Последние { $time } полёта отменены.
hint-slow = Сервер не успевает: время идёт на { $percent } %. Ничего не потеряно.
hint-slow-over = Сервер снова успевает: полёт идёт в обычном темпе.
hint-room-restored = Комната восстановлена по копии экипажей; последние { $time } отменены.
hint-line-down = Связи нет, команда не ушла. Повторите, когда связь вернётся.
hint-no-such-pace = Ход времени бывает 1, 2, 5, 10, 20 и 60. Наберите pace и одно из этих чисел.

## Ускорение времени: рядом с часами, в строке партнёра, в строке сигналов

pace-factor = ×{ $factor }
pace-short = ×{ $wanted }, идёт ×{ $achieved }
pace-they-ask = Просят ×{ $factor }: { $key } — согласны.
pace-you-ask = Вы просите ×{ $factor }.
pace-hint = { $key } ускорить время
pace-ended = ×1: полёт окончен.
pace-collapse = Снова ×1: один из ваших больше не может работать.
pace-alarm = Снова ×1: загорелся сигнал.
pace-key = ×1, пока ключ повёрнут, а люк ещё не открыт.
pace-read-back = ×1, пока квитанция свежая, а действие ещё не выполнено.
pace-call = Снова ×1: на связи говорят.
pace-reading = Снова ×1: отсчёт времени окончен.
pace-hatch = Снова ×1: люк сдвинулся.
pace-step = Снова ×1: пункт программы выполнен.
pace-theirs = ×1: второму экипажу нужно время. Спросите, что у них.
pace-hands = ×1, пока ваша рука на ручках управления.
pace-asked = Снова ×1, как просили.
pace-not-docked = ×1, пока корабли не стянуты всеми восемью замками.
pace-partner-gone = ×1: второго экипажа нет на связи.
pace-offer = ×1, пока предлагают или принимают управление или роль.
pace-no-clock = ×1: эта комната идёт без часов.

## Приборы

console-called-ago = { $seconds } с назад
console-called-minutes-ago = { $minutes } мин назад
console-not-called = ещё не сообщали
console-as-called = { $ship } · ПО ДОКЛАДУ
console-per-minute = { $rate }/мин
console-men = { $n } ЧЕЛ
console-vhf-no-lock = УКВ: НЕТ ОТВЕТА
console-no-lock = НЕТ СИГНАЛА
console-to-contact = ДО КАСАНИЯ { $time }
console-cross = КРЕСТ
console-sun = СОЛНЦЕ
console-turn-left = МИШЕНИ НЕ ВИДНО · доверните влево
console-turn-right = МИШЕНИ НЕ ВИДНО · доверните вправо
console-turn-up = МИШЕНИ НЕ ВИДНО · нос вверх
console-turn-down = МИШЕНИ НЕ ВИДНО · нос вниз
console-dark = ТЕМНО, МИШЕНИ НЕ ВИДНО · нужны маяки
console-glare = СОЛНЦЕ В ВИЗИРЕ · мишени не видно
console-step-fine = ИМП 0,1 с
console-step-medium = ИМП 0,5 с
console-step-coarse = ИМП 2 с
console-ksu-busy = КСУ ещё отрабатывает прошлую команду: { $left }.
console-of-eight = { $count }/8
console-dm-oxygen = O₂ МОД
console-om-oxygen = O₂ БО
console-leak-none = ПРОВ ГЕРМ —
console-leak-good = ПРОВ ГЕРМ НОРМА
console-leak-bad = ГЕРМЕТИЧНОСТИ НЕТ
console-leak-runs = ПРОВ ГЕРМ { $time }
console-hatch-slams-open = Люк № { $n } распахнуло.
console-hatch-slams-shut = Люк № { $n } захлопнулся.
console-hatch-held = Люк № { $n } не поддаётся: давление держит его, усилие { $force }. Сначала выровняйте давление.
console-struck = Ударило люком: { $name }.
console-stopped = { $name } остановился: люк № { $n } открыт не полностью.
console-arrived-cm = { $name } в командном модуле.
console-arrived-tunnel1 = { $name } в первом тоннеле.
console-arrived-dm = { $name } в стыковочном модуле.
console-arrived-tunnel2 = { $name } во втором тоннеле.
console-arrived-om = { $name } в бытовом отсеке.
console-arrived-sa = { $name } в спускаемом аппарате.
console-reading-again = { $before } → { $change }
console-celsius = { $text } °С
console-fahrenheit = { $text } ° Фар
console-cavity-read-good = Полость стыка герметична: { $change }.
console-cavity-read-bad = Полость стыка негерметична: { $change }. Возможно, травит уплотнение. Проверьте ещё раз.
console-tunnel2-read-good = Второй тоннель герметичен: { $change }.
console-tunnel2-read-bad = Второй тоннель негерметичен: { $change }. Давление меняет и газ, который остывает после наддува или греется: следите за температурой и проверьте ещё раз.
console-dm-read-good = Стыковочный модуль герметичен: { $change }.
console-dm-read-bad = Стыковочный модуль негерметичен: { $change }. Давление меняет и газ, который остывает после наддува или греется: следите за температурой и проверьте ещё раз.
console-north = { $degrees }° с. ш.
console-south = { $degrees }° ю. ш.
console-east = { $degrees }° в. д.
console-west = { $degrees }° з. д.
console-no-alarms = Сигналов нет
console-no-view = Ждём первой картинки…

## Вызовы, программа, второй экипаж

console-title-text = СВОЙ ТЕКСТ
console-title-digits = КВИТАНЦИЯ
console-title-cards = КВИТАНЦИЯ: ЧТО БЫЛО ПЕРЕДАНО?
console-title-controls = ПУЛЬТ
console-enter-sends = Enter — передать, Esc — отменить
console-goes-out = → { $text }
console-goes-as-call = → вызов: { $text }
console-text-keys = Enter — передать, Tab — понять иначе, Esc — отменить
console-book-keys = 1–9, Tab язык, F6 круг, F9 А–Я, Esc
console-form-number-keys = Цифры, F7 запятая, F8 стереть. F6 дальше, Tab язык, F5 или Enter — передать.
console-form-choice-keys = Цифра или ↑ ↓ — выбор. F6 дальше, Tab язык, F5 или Enter — передать.
console-form-live = сейчас на приборе
console-answer = Вас спрашивают. Ответьте: «{ $call }»
console-they-said = Они передали: «{ $text }»
console-their-move = Действует второй экипаж.
console-book-cell = КНИГА: клетка { $cell } на их КСУ
console-book-cell-spelt = КНИГА: клетка { $cell }, «{ $spelt }»
console-software-crew = экипаж-автомат
console-crew-here = за пультом
console-crew-away = за пультом никого
console-heard = слышали { $ago } назад
console-not-heard = ещё не слышали
console-line = { $ms } мс
console-line-jitter = { $ms } мс ±{ $jitter }
console-line-loss = { $ms } мс, потери { $loss } %
console-line-both = { $ms } мс ±{ $jitter }, потери { $loss } %
console-link-lost = связи нет, восстанавливаем
console-link-quiet = линия молчит
console-not-saved = не сохраняется
console-silent = молчит { $time }
console-leave = Выйти из полёта? Ещё раз Esc — выйти; любая другая клавиша действует, и полёт продолжается.
console-hand-move = ТЯГА
console-hand-turn = ПОВОРОТ
console-hand-panel = ПУЛЬТ

## Разговорник

book-ring-all = вся книга
book-ring-1 = круг 1: самое нужное
book-ring-2 = круг 2: стыковка
book-ring-3 = круг 3: люки и воздух
book-back-never = Квитанция не нужна.
book-back-later = Квитанцию дадут, но не сейчас: рано.
book-back-choice = Выберут его среди похожих.
book-back-value = Вернут число квитанцией.
slot-range = дальность
slot-offset = на сколько
slot-rate = скорость
slot-angle = угол
slot-pressure = давление
slot-change = перепад
slot-time = время
slot-percent = доля
slot-count = сколько
slot-hatch = люк
slot-axis = ось
slot-side = куда
slot-place = где
slot-name = кто

## Клавиши экранов

console-key-do = выполнить
    .short = пункт
console-key-choose = выбрать
console-key-fly = дальше
console-key-language = in English
console-key-join = войти
console-key-again = ещё раз
console-key-start = к началу
console-any-key = Любая клавиша — назад.
help-page = Страница { $n } из { $all } · любая клавиша — дальше, Esc — назад.
help-last-page = Страница { $n } из { $all } · любая клавиша — назад.
console-connecting = Готовим полёт…
console-failed = Полёт не может начаться:
console-flight-over = Полёт прерван:

## Что делает клавиша: для страницы помощи

does-push-forward = тяга вперёд
does-push-back = тяга назад
does-push-left = тяга влево
does-push-right = тяга вправо
does-push-up = тяга вверх
does-push-down = тяга вниз
does-pitch-up = тангаж вверх
does-pitch-down = тангаж вниз
does-yaw-left = рыскание влево
does-yaw-right = рыскание вправо
does-roll-left = крен влево
does-roll-right = крен вправо
does-finer = импульсы короче
does-coarser = импульсы длиннее
does-mode = следующий режим управления
does-rate = скорость разворота
does-deadband = другая зона нечувствительности
does-hold = держать ориентацию
does-call = передать вызов, выбрать карточку
does-go = готовы
does-no-go = не готовы
does-hand-over = передача управления
does-two-key = повернуть ключ
does-answer = ответить: квитанция, готовы, вас понял
does-say-again = повторите
does-do = ваш следующий пункт
does-text = свой текст
does-shelf = книга другого экипажа
does-book = разговорник
does-help = эта страница
does-abort = отход (сначала снимите крышку)
does-picture = вид: окно, воздух, графики
does-page = следующая страница пульта
does-labels = надписи на другом языке
does-tongue = вызовы на другом языке
does-meaning = что значит последний вызов
does-level = уровень подсказок
does-faster = ускорить время
does-slower = время ×1
does-pause = остановить полёт, продолжить
does-cursor = курсор на странице пульта
does-work = нажать
does-back = назад
does-hand = эта рука: тяга, поворот, пульт

## Разбор

console-title-milestones = Что и когда произошло
console-title-contact = Касание
console-no-contact = Касания в этом полёте не было.
console-below = Под вами в конце: { $latitude }, { $longitude }
console-envelope-axes = скорость → · промах ↑ · рамка: сцепка
console-upto = до { $limit }
console-between = { $low }–{ $high }
console-contact-closing = сближение
console-contact-lateral = промах
console-contact-side-speed = вбок
console-contact-tilt = наклон
console-contact-roll = крен
console-contact-rate = вращение

## Без экрана

console-plain-help = Команды: число — передать вызов; rb и карточка или цифры — квитанция; g или n — ответ на рубеже; k — ключ; do — ваш следующий ход на пульте; w s a d r f — тяга, up down left right q e — поворот, z c — длина импульса, m — режим, y — скорость, j — зона, v — держать; direct — прямые клапаны, store — запомнить ориентацию; t и текст; ksu и клетка; lamp и 1–6 — световой сигнал; book — листы другого экипажа, book и номер — один лист; offer, offer ring, accept, withdraw — передать роль; pace и 1, 2, 5, 10, 20 или 60; see, plan, panel, again, ?, quit.
lines-cards = Квитанция — rb и номер: { $cards }
lines-card = { $n } «{ $call }»
lines-target = Мишень { $across ->
    [left] левее
   *[right] правее
 } на { $x }°, { $along ->
    [down] ниже
   *[up] выше
 } на { $y }°.
lines-drift = Уходит { $side ->
    [left] влево
    [right] вправо
    [up] вверх
   *[down] вниз
 }, { $rate }° в секунду.
lines-still = Стоит на месте.
lines-roll = Крен относительно неё { $x }° { $side ->
    [ccw] против часовой
   *[cw] по часовой
 }.
lines-cross = Крест { $across ->
    [left] левее
   *[right] правее
 } на { $x }°, { $along ->
    [down] ниже
   *[up] выше
 } на { $y }°: летите в ту сторону.
console-plain-unknown = Не понято: { $typed }
console-not-a-terminal = handshake: это не терминал; запустите с --plain или в терминале
console-held = держится { $time }
console-ground-glass = Камера: закрыто { $share } Солнца. «Аполлон» от него на { $right }° вправо, { $up }° вверх.

## Журнал программы

bot-sits-apollo = Программа села в «Аполлон», комната { $room }. Ждём второй экипаж; Ctrl-C — выход.
bot-sits-soyuz = Программа села в «Союз», комната { $room }. Ждём второй экипаж; Ctrl-C — выход.
bot-begins = Полёт начинается: { $mission }
bot-goes-on = Полёт продолжается.
bot-lost = Связь потеряна, пробуем вернуться.
bot-undone = Сервер пропал и вернулся; последние мгновения летим заново.
bot-left = Вышли из комнаты.
bot-gone-apollo = Экипаж «Аполлона» вышел. Полёт ждёт другой экипаж.
bot-gone-soyuz = Экипаж «Союза» вышел. Полёт ждёт другой экипаж.
bot-expects = Повторите. Жду вызов «{ $call }»

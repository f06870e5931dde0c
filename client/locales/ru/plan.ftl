# Совместная программа полёта: названия пунктов, свои ходы, ходы другого экипажа. Только целые фразы.

## Пункты: названия

step-transponder = Ответчик
step-beacons = Маяки
step-cabin-down = Снизить давление в «Союзе»
step-close-200 = Подход, 200 м
step-gate-200 = Рубеж 200 м
step-rings = Выбор кольца
step-close-30 = Подход, 30 м
step-line-up = Вывод на ось
step-jet-apollo = Двигатель «Аполлона» отсечён
step-jet-soyuz = Двигатель «Союза» отсечён
step-gate-30 = Рубеж 30 м
step-station-range = Дальность передана
step-station-hold = Зависание на 30 м
step-eclipse-out = Отход к Солнцу
step-eclipse-range = Дальность передана
step-eclipse-shade = Затмение
step-eclipse-done = Съёмка окончена
step-cell = Питание защёлок
step-close-10 = Подход, 10 м
step-call-10 = Отметка 10 м
step-on-axis = На оси
step-part = Отход, 5 м
step-close-3 = Подход, 3 м
step-gate-3 = Рубеж 3 м
step-dock = Касание и сцепка
step-control-off = Управление выключить
step-retract = Стягивание
step-hooks = Замки
step-seal = Герметичность стыка
step-seal-read = Полость стыка проверена
step-mayday = «Союз» теряет воздух
step-dm-meet = Поднять давление в модуле навстречу
step-cabin-lower = Снизить давление в кабине
step-into-dm = Переход в стыковочный модуль
step-smell = Запах
step-no-fire = Не пожар
step-dm-shut = Люк № 2 закрыть
step-dm-up = Наддуть стыковочный модуль
step-tunnel = Наддуть второй тоннель
step-leak-check = Проверка герметичности
step-dm-top = Поднаддуть стыковочный модуль
step-dm-pressure = Давление в стыковочном модуле
step-om-pressure = Давление в бытовом отсеке
step-equalise = Выровнять давление
step-hatch-4 = Люк № 4
step-hatch-3 = Люк № 3
step-meet = К люку
step-greet = Рукопожатие
step-over = Переход в «Союз»
step-board = В стыковочный модуль
step-shut-behind = Люк № 3 закрыть за ними
step-close-up = Люки № 4 и № 3 закрыть
step-tunnel-low = Сбросить давление во втором тоннеле
step-dm-flush = Продуть стыковочный модуль
step-hatch-2 = Люк № 2
step-home = Переход в «Аполлон»
step-tunnel-down = Стравить второй тоннель
step-undock-go = Готовность к расстыковке
step-latches-first = Защёлки, затем замки
step-hooks-first = Замки, затем защёлки
step-back-off = Отход
step-school-hail = Первые слова
step-school-ask = Спросить и дать квитанцию
step-school-answer = Ответить
step-school-book = Разговорник
step-school-theirs = Чужой язык
step-school-help = Уровень помощи
step-school-cell = Клетка без карточки
step-school-go = Готовность открыть люк
step-school-keys = Два ключа
step-school-greet = Приветствие

## Свой ход: что делать этому экипажу

act-part = Отойти на { $range }.
act-fly = Сблизиться до { $range }, не быстрее предела.
act-out = Отойти к Солнцу на { $range }.
act-hold-sun = Закрыть от камеры «Союза» { $share } Солнца и держать { $time }. Как оно закрыто, видит только «Союз».
act-hold-range = Держать { $range }, отклонение не больше { $within }, в течение { $time }. После срыва отсчёт начнётся заново.
act-hold-calm = Следить { $time }, { $room }: ни пламени, ни жара. Один запах — ещё не пожар.
act-masks-on = Надеть маски: { $name }.
act-masks-off = Снять маски: { $name }.
act-dock = Идти до касания и сцепки.
act-say = Передать: «{ $call }»
act-say-theirs = Передать на их языке: «{ $call }»
act-read-back = Дать квитанцию.
act-poll = Ответить на рубеже { $range }: готовы или нет.
act-spell = Продиктовать «Союзу» клетку питания защёлок из книги, своими словами. Карточки для неё нет.
act-ksu = Нажать на КСУ клетку, которую продиктовал «Аполлон».
act-mode = Установить режим { $mode }.
act-mode-off = Выключить управление ориентацией.
act-ring-extend = Выдвинуть кольцо.
act-ring-stow = Втянуть кольцо.
act-beacons = Включить маяки.
act-transponder = Включить ответчик.
act-retract = Начать стягивание.
act-gauge = Следить за прибором: { $room } должен показать { $p }.
act-settle = Подождать, пока затухнут колебания.
act-watch = Следить за стягиванием.
act-hooks = Закрыть замки.
act-hooks-open = Открыть замки.
act-release = Отпустить защёлки.
act-valve-open = Открыть { $valve }.
act-valve-shut = Закрыть { $valve }.
act-valve-shut-called = Закрыть { $valve }, когда «Аполлон» передаст не меньше { $p }: { $room }.
act-valve-shut-at = Закрыть { $valve }, когда { $room } покажет { $p }.
act-valve-shut-oxygen = Закрыть { $valve }, когда O₂ { $room } покажет { $p }.
act-valve-seal = Открыть { $valve }, пока полость не покажет { $p }.
act-isolate = Найти, какой двигатель работает сам, и закрыть его отсечной клапан.
act-leak-check = Начать проверку герметичности.
act-leak-check-cavity = Начать проверку герметичности полости стыка.
act-leak-check-dm = Начать проверку герметичности стыковочного модуля.
act-hatch-open = Открыть люк № { $n }.
act-hatch-shut = Закрыть люк № { $n }.
act-key = Повернуть ключ люка № { $n }; оба ключа за { $time }.
act-move = Переход: { $name }, { $place }.
act-poll-hatch = Ответить про последний люк: готовы или нет.
act-find = Найти в разговорнике и передать: «{ $call }»
act-help = Выбрать другой уровень помощи.

## Ход другого экипажа; $who — корабль в именительном падеже

await-part = { $who } отходит на { $range }.
await-fly = { $who } сближается до { $range }.
await-out = { $who } отходит к Солнцу на { $range }.
await-hold-sun = { $who } закрывает { $share } Солнца на { $time }. Говорите, куда сместиться.
await-hold-range = { $who } держит { $range }, отклонение не больше { $within }, в течение { $time }.
await-hold-calm = { $who } следит { $time }, { $room }: нет ли пламени и жара.
await-masks-on = { $who } надевает маски: { $name }.
await-masks-off = { $who } снимает маски: { $name }.
await-dock = { $who } идёт на касание.
await-say = { $who } передаёт: «{ $call }»
await-read-back = { $who } даёт квитанцию.
await-poll = { $who } отвечает на рубеже { $range }.
await-spell = { $who } диктует вам клетку. Спросите.
await-ksu = { $who } нажимает клетку, которую вы продиктовали.
await-mode = { $who } устанавливает режим { $mode }.
await-mode-off = { $who } выключает управление ориентацией.
await-ring-extend = { $who } выдвигает кольцо.
await-ring-stow = { $who } втягивает кольцо.
await-beacons = { $who } включает маяки.
await-transponder = { $who } включает ответчик.
await-retract = { $who } начинает стягивание.
await-gauge = { $who } следит за прибором, пока не покажет { $p }.
await-settle = { $who } ждёт, пока затухнут колебания.
await-watch = { $who } следит за стягиванием.
await-hooks = { $who } закрывает замки.
await-hooks-open = { $who } открывает замки.
await-release = { $who } отпускает защёлки.
await-valve-open = { $who } открывает { $valve }.
await-valve-shut = { $who } закрывает { $valve }.
await-isolate = { $who } ищет двигатель, который работает сам. Скажите, что видите.
await-leak-check = { $who } начинает проверку герметичности.
await-leak-check-cavity = { $who } начинает проверку герметичности полости стыка.
await-leak-check-dm = { $who } начинает проверку герметичности стыковочного модуля.
await-hatch-open = { $who } открывает люк № { $n }.
await-hatch-shut = { $who } закрывает люк № { $n }.
await-key = { $who } поворачивает ключ люка № { $n }.
await-move = { $who }: переход, { $name }, { $place }.
await-poll-hatch = { $who } отвечает, готов ли открыть люк.
await-find = { $who } ищет вызов в разговорнике: «{ $call }»
await-help = { $who } выбирает другой уровень помощи.

## Корабли внутри фразы, именительный падеж

who-apollo = «Аполлон»
who-soyuz = «Союз»

## Двое в одном распоряжении

two-names = { $first } и { $second }

## Чему учит каждый урок школы радиосвязи; одна строка, 74 клетки

lesson-call = Цифра рядом с вызовом передаёт его в эфир.
lesson-hear = Услышанное стоит в журнале связи, под ним — что оно значит.
lesson-ask = Вопрос: прибора у вас нет, показание обязаны передать они.
lesson-value = Число берётся с вашего прибора. Квитанция неверна — передайте снова.
lesson-read-back = Выберите карточку с тем же давлением в ваших единицах.
lesson-find = Наберите слово на любом языке: стык, stykovka, dock. Потом Enter.
lesson-theirs = { $tongue } меняет язык ваших вызовов. За язык партнёра дают очки.
lesson-help = { $level } идёт по пяти уровням. Меньше помощи — меньше слов, не приборов.
lesson-spell = Буквы у них русские: В3 — не B3. Назовите букву именем.
lesson-ksu = { $page } открывает КСУ. В3 — не B3; неясно — пусть продиктуют снова.
lesson-tell = Вашего пульта они не видят: доложите, что сделано.
lesson-poll = «Готов» должны ответить оба. Ваш ответ виден на их пульте.
lesson-key = Отсчитайте вслух, потом оба поворачивают ключи за пять секунд.
lesson-hatch = Оба ключа повёрнуты вовремя: люк свободен одну минуту.
lesson-greet = Приветствуют на языке партнёра, как в 1975 году.

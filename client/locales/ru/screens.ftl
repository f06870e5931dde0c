# Экраны вокруг полёта: начало, задания, вход, паузы, помощь, разбор.

## Заставка

poster-line = РУКОПОЖАТИЕ · HANDSHAKE
poster-sub = Два экипажа, два языка, одна стыковка. 17 июля 1975 года.

## Начальный экран; не шире 30 знаков

menu-together = Вдвоём за этой клавиатурой
    .about = Одна клавиатура, у каждого своя половина. Ничего не скрыто: игра — в словах.
menu-host = Создать полёт
    .about = Открывает комнату и показывает строку для второго экипажа.
menu-join = Присоединиться к полёту
    .about = По приглашению или по адресу с кодом комнаты.
menu-software = Лететь с программным экипажем
    .about = Вы садитесь за один пульт. Другой экипаж отвечает по тому же радио.
menu-demo = Смотреть показ
    .about = Два программных экипажа проходят весь полёт.
menu-replays = Записи полётов
    .about = Все ваши полёты, с любого места, с любой скоростью.
menu-settings = Настройки
    .about = Язык подсказок, цвета, клавиши, звук.
menu-quit = Выход
menu-again = Снова с последнего рубежа
menu-resume = Продолжить
menu-debrief = Разбор полёта
menu-export = Сохранить отчёт

## Места, подсказки, правила

seat-apollo = «Аполлон», по-английски: пилотируете вы, счёт в футах.
seat-soyuz = «Союз», по-русски: наводите вы, счёт в метрах.
seat-observer = Наблюдатель: видно оба корабля, трогать нельзя.
seat-taken = Место занято.
seat-free = Место свободно.
level-passenger = Пассажир
    .about = Всё переведено; квитанция — одна карточка из трёх.
level-cadet = Курсант
    .about = Перевод по клавише; квитанция — одна карточка из трёх.
level-pilot = Пилот
    .about = Переведены только числа и аварийные слова; одна карточка из двух.
level-commander = Командир
    .about = Цифры квитанции вы набираете сами.
level-oklahomski = Оклахомский
    .about = Никаких подсказок, и язык партнёра.
rules-training = Учебные
    .about = Опасные действия запрещены с объяснением. Отказов нет.
rules-flight = Полётные
    .about = Опасные действия с люками нужно подтвердить. Возможен один лёгкий отказ.
rules-real = Настоящие
    .about = Решает физика. Несколько отказов, приборы шумят.

## Полёты

mission-final-approach = Причаливание
    .about = Тридцать метров, три минуты, одно рукопожатие.
    .length = 4 мин
mission-first-handshake = Первое рукопожатие
    .about = 17 июля 1975 года, с тысячи метров.
    .length = 13 мин
mission-second-docking = Вторая стыковка
    .about = 19 июля: активно кольцо «Союза», в визире «Аполлона» Солнце.
    .length = 6 мин
mission-soyuz-flies = Ведёт «Союз»
    .about = Чего не было в истории: все роли наоборот.
mission-station-keeping = Зависание
    .about = Две минуты, чтобы научить руки.
mission-radio-school = Школа радиосвязи
    .about = Десять вызовов на языке другого экипажа.
mission-airlock-school = Школа шлюзования
    .about = Из двух атмосфер одна, и никому не дурно.
mission-artificial-eclipse = Искусственное затмение
    .about = «Аполлон» отходит к Солнцу и закрывает его от камеры «Союза».
mission-stuck-jet = Двигатель не выключается
    .about = Двигатель «Аполлона» работает сам; какой — видит «Союз».
    .length = 4 мин
mission-leaking-seal = Негерметичный стык
    .about = Стыковка есть, стык не держит.
mission-night-approach = Ночное сближение
    .about = Ни Земли, ни Солнца: маяки и слова.
mission-odour = Запах
    .about = В стыковочном модуле чем-то пахнет.
mission-high-cabin = Высокое давление
    .about = «Союз» так и не снизил давление.
mission-rescue = Спасение
    .about = Когда вы начинаете, «Союз» теряет воздух.

## Вводные

briefing-apollo = Их корабль доверия не внушает: им управляет Земля, а экипаж смотрит. А вечером вам поднимать в нём тост.
briefing-soyuz = Их корабль доверия не внушает: чистый кислород в треть атмосферы и экипаж, который всё делает руками. А вечером им сидеть за вашим столом.
briefing-place = От Байконура до мыса Канаверал семь часов. Вы — в двухстах двадцати километрах над обоими.

## Открыть и войти

host-line = Передайте партнёру эту строку:
host-split = Наберите это во втором терминале:
host-code = Код комнаты { $code }
host-waiting = Ждём другой экипаж…
host-joined = { $name } — за другим пультом.
join-prompt = Приглашение или адрес и код:

## Паузы и терминал

pause-lost = Связь потеряна. Место держим ещё { $left }.
pause-back = Связь есть. Полёт продолжается.
pause-partner = Связь с партнёром потеряна. Его корабль держит ориентацию. { $left }
pause-asked = Пауза. Продолжают оба экипажа вместе.
screen-too-small = Окно { $width }×{ $height }, пульту нужно 80×24. Полёт продолжается.
screen-split = Окно { $width }×{ $height }, двум пультам нужно 160×24 или 80×48. Полёт продолжается. Увеличьте окно или летите из двух терминалов: { $command }
screen-leave = Выйти из полёта? Место держим ещё { $left }.
screen-any-key = любая клавиша
screen-yes = да
screen-no = нет

## Настройки

setting-help-language = Язык подсказок
setting-theme = Цвета
setting-sound = Звук
setting-keys = Клавиши
setting-graphics = Изображение
setting-name = Ваше имя
setting-default = обычная
setting-contrast = контрастная
setting-colorblind = синяя с оранжевым
setting-amber = янтарная
setting-mono = без цвета
language-en = английский
language-ru = русский

## Помощь в полёте

help-title = Клавиши здесь
help-picture = Кольцо другого корабля должно расти посередине визира.
help-apollo-final = Ведите по мишени: крест на основание. Дальность и скорость — по радио.
help-soyuz-final = Передавайте дальность и скорость. Что в перископе влево, то для них вправо.
help-read-back = Переданное число возвращают в своих единицах.
help-cell = Клетку диктуют словами её пульта: русское В — Василий, латинское B — Браво.
help-latches = Защёлки без питания, пока на КСУ не та клетка и пока на 3 м не готовы оба экипажа.
help-control-off = После сцепки оба экипажа выключают управление, иначе порвёт кольцо.
help-abort = Отход разрешён всегда.
help-two-keys = Считайте вместе: три, два, один, ноль.

## Рукопожатие

story-handshake = { $soyuz } и { $apollo } пожимают друг другу руки. Внизу: { $place }.
story-handshake-1975 = В 1975 году руки пожали над городом Мец, а собирались над Богнор-Риджисом.
story-plaque = Две половины памятной доски, по одной в корабле. Сложите их.
story-table = Борщ в тубах, на этикетке «Водка». Леонов настаивает.
story-mosquito = В «Аполлоне» летит комар из Флориды.
story-juice = По «Аполлону» плавает клубничный сок.
story-smell = В стыковочном модуле пахнет жжёным клеем или ацетоном. Проходит.
story-oklahomski = Леонов говорит: у нас три языка, русский, английский и оклахомский.

## Разбор полёта

debrief-title = Разбор полёта
debrief-total = { $n } из 100, на двоих
debrief-contact = Касание: скорость { $rate }, смещение { $offset }, наклон { $angle }
debrief-1975-first = 17 июля 1975 года: { $rate }, по воспоминаниям
debrief-1975-second = 19 июля 1975 года: { $rate }, по воспоминаниям
debrief-propellant = Топливо: «Аполлон» { $apollo }, «Союз» { $soyuz }
debrief-time = Время { $time }
debrief-words = Выучено слов: { $n }
debrief-below = Под вами при рукопожатии: { $latitude }, { $longitude }
debrief-transcript = Запись переговоров
debrief-charts = Графики
debrief-saved = Сохранено: { $file }
debrief-cause = Что решило: { $cause }
outcome-handshake = Экипажи пожали друг другу руки.
outcome-rings-lost = Оба кольца разрушены. Стыковки сегодня не будет.
outcome-crew-lost-apollo = Экипаж «Аполлона» не может действовать.
outcome-crew-lost-soyuz = Экипаж «Союза» не может действовать.
outcome-propellant-lost = На торможение не осталось топлива.
outcome-hull-struck = Корабли столкнулись помимо колец.
outcome-plan-flown = Программа выполнена полностью.
outcome-called-off = Экипажи отменили стыковку. Оба корабля целы.
head-safety = Безопасность
head-precision = Точность
head-propellant = Топливо
head-time = Время
head-language = Язык
score-handshake = Рукопожатие состоялось
score-plan-flown = Программа выполнена полностью
score-clean-contact = Чистое касание: { $value } от предела
score-rough-contact = Касание в пределах нормы: { $value }
score-hard-contact = Касание за пределами нормы: { $value }
score-bounced = Отскоков: { $value }
score-damaged = Агрегат повреждён
score-control-left-on = Управление не выключено после сцепки: { $value }
score-closed-fast = Превышение скорости: { $value }
score-hypoxia = Кому-то не хватало кислорода
score-bends-risk = Риск декомпрессионной болезни: { $value }
score-propellant-used = Израсходовано топлива: { $value }
score-time-taken = Время полёта: { $value }
score-read-backs-right = Верных квитанций с первого раза: { $value }
score-read-backs-wrong = Неверных квитанций: { $value }
score-partners-language = Вызовов на языке партнёра: { $value }
score-wrong-cells = Нажато не тех клеток: { $value }
milestone-go-200 = Готовы оба, 200 м
milestone-go-30 = Готовы оба, 30 м
milestone-go-3 = Готовы оба, 3 м
milestone-contact = Касание
milestone-capture = Сцепка
milestone-hard-dock = Стыковка
milestone-hatch-4 = Люк № 4 открыт
milestone-hatch-3 = Люк № 3 открыт
milestone-handshake = Рукопожатие
milestone-undocked = Отделение

# Что отказало в этом полёте. $name — название двигателя на его пульте, $n — номер узла.
failed-apollo-jet-dead = Двигатель { $name } «Аполлона» не включается
failed-apollo-jet-stuck-on = Двигатель { $name } «Аполлона» не выключается
failed-apollo-jet-leaking = Двигатель { $name } «Аполлона» травит
failed-soyuz-jet-dead = Двигатель { $name } «Союза» не включается
failed-soyuz-jet-stuck-on = Двигатель { $name } «Союза» не выключается
failed-soyuz-jet-leaking = Двигатель { $name } «Союза» травит
failed-apollo-ring = Заклинило привод кольца «Аполлона»
failed-soyuz-ring = Заклинило привод кольца «Союза»
failed-latch = Отказала защёлка { $n }
failed-sensor = Отказал датчик касания { $n }
failed-hook = Отказал крюк { $n }

## Простой режим: визир словами

plain-sight = Мишень: { $xdir } { $x }, { $ydir } { $y }.
plain-sight-lost = Мишени не видно.
plain-range = Дальность { $range }, скорость { $rate }, предел { $limit }.
plain-range-called = Сообщено { $age } назад: { $range }.
plain-drift = Сносит { $dir }.

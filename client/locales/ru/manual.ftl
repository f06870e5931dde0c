# Печатная книга экипажа: заголовки, столбцы, что значат надписи и почему книгу не удалось записать.

## Титул и содержание

manual-title = Рукопожатие
manual-subtitle = Книга экипажа корабля { $ship }
manual-contents = Содержание
manual-cover-apollo = Для экипажа, который пилотирует, читает английские надписи и считает в футах и фунтах на квадратный дюйм.
manual-cover-soyuz = Для экипажа, который наводит, читает русские надписи и считает в метрах и миллиметрах ртутного столба.
manual-cover-use = Эта книга — для одного из двух экипажей. Что делать при отказах на их корабле, написано здесь, а при отказах на вашем — в их книге: описывайте, что видите, и рассказывайте друг другу.
manual-cover-version = Версия { $version }, издание { $edition }. У обоих экипажей должны быть книги одного издания.

## Разделы

manual-flight = Ваша роль
    .about = Один корабль подходит, другой держит ориентацию и говорит, куда двигаться. В одиночку не справится никто.
manual-keys = Клавиши
    .about = Клавиши действуют по месту, в любой раскладке. Нажатие — один короткий импульс; удерживайте клавишу, чтобы тяга длилась. Здесь исходные клавиши; переназначенные показывает помощь.
manual-panel = Ваш пульт
    .about = Что написано на вашем пульте и что это значит. Надписи даны как на пульте; другому экипажу называйте их словами.
manual-alarms = Сигналы тревоги
    .about = Что загорается, о чём это говорит и что делать.
manual-plan = Совместная программа полёта
    .about = Все пункты всех заданий; каждое задание проходит часть из них. Ходы одного пункта выполняют сверху вниз. Где вместо корабля стоит роль, её назначает задание; чаще всего летит и выдвигает кольцо «Аполлон».
manual-loop = Как вести связь
    .about = Что оба экипажа делают с каждым вызовом.
manual-calls = Разговорник
    .about = Первый круг выучите до первого полёта. Пропуск заполняют своим показанием, в своих единицах. Квитанция — ответ, который должен другой экипаж: число в его единицах или какой из похожих вызовов он услышал; на некоторые вызовы — только на отметках программы.
manual-numbers = Числа
    .about = По-английски числа диктуют по цифрам, по-русски читают целиком; десятичный знак по-английски — точка.
manual-units = Единицы
    .about = В эфире у каждого числа есть единица. Кто слышит, переводит в свои.
manual-spelling = Алфавиты для передачи по буквам
    .about = Слово, которое не проходит, передают по буквам. Буква принадлежит алфавиту того пульта, с которого её читают.
manual-matrix = КСУ «Союза»
    .about = Восемь столбцов с русскими буквами, пять строк. В эфире у обоих экипажей клетку диктуют русскими словами.
manual-lamps = Световые сигналы
    .about = Когда слова не проходят, помогает фонарь. F9 открывает список, цифра подаёт сигнал. Точка — короткая вспышка, тире — длинная.
manual-pages = Отказы на их корабле
    .about = Они описывают, что видят; найдите строку и назовите, что нажать или повернуть, как это написано на их пульте. Вызова для этого нет: говорите своими словами.
manual-air = Люки, клапаны, выключатели
    .about = Что разделяет или куда ведёт каждый, чей он и откуда с ним работают.
manual-limits = Пределы
    .about = Что стыковочный агрегат сцепляет и что выдерживает, а также сроки и давления, по которым работают оба экипажа.
manual-glossary = Словарь
    .about = Одна вещь — одно слово. По алфавиту.
manual-help = Уровни подсказок и правила
    .about = Уровень меняют в полёте клавишей «O» (латинской); его видят оба экипажа. Он помогает со словами и не добавляет приборов.
manual-missions = Задания
    .about = От коротких к длинным; время — для слётанной пары.

## Столбцы

manual-column-key = Клавиша
manual-column-does = Что делает
manual-column-painted = На пульте
manual-column-says = По-русски
manual-column-sounds = Читается
manual-column-means = Что значит
manual-column-says-more = О чём говорит
manual-column-do = Что делать
manual-column-step = Пункт
manual-column-whose = Чей ход
manual-column-move = Ход
manual-column-transfer = Переход
manual-column-out = Туда
manual-column-meet = Встреча в тоннеле 2
manual-column-over = В «Союз»
manual-column-back = Обратно
manual-column-english = По-английски
manual-column-russian = По-русски
manual-column-blanks = Пропуски; ответ
manual-column-number = Число
manual-column-unit = Единица
manual-column-own-unit = Ваша единица
manual-column-their-unit = Их единица
manual-column-rhythm = Вспышки
manual-column-sign = Если они видят
manual-column-tell = Скажите им
manual-column-their-panel = На их пульте
manual-column-letter = Буква
manual-column-code-word = Слово
manual-column-hatch = Люк
manual-column-between = Между чем
manual-column-opens-into = Куда открывается
manual-column-worked-by = Чей
manual-column-worked-from = Откуда
manual-column-shut-first = Сначала закрыть
manual-column-leads = Куда ведёт
manual-column-condition = Условие
manual-column-what = Что
manual-column-value = Значение
manual-column-level = Уровень
manual-column-rules = Правила
manual-column-mission = Задание
manual-column-length = Время
manual-column-briefing = Вводная

## Клавиши

manual-keys-own = Своя клавиатура
manual-keys-shared = Одна клавиатура на двоих
manual-keys-left = Ваша половина — левая.
manual-keys-right = Ваша половина — правая.
manual-keys-lines = Без экрана
manual-keys-page = открыт пульт
manual-keys-when = { $when }: { $does }
manual-keys-help = клавиши на экране

## Пульт

manual-panel-gauges = Приборы
manual-panel-rooms = Отсеки
manual-panel-lamps = Лампы стыковочного агрегата, от касания до закрытия стыка
manual-panel-modes = Режимы управления
manual-panel-controls = Переключатели и кнопки
manual-panel-states = Слова рядом с ними
means-label-range = расстояние между стыковочными плоскостями
means-label-vhf = дальность по своей УКВ-станции, через ответчик «Союза»; дальше 100 м
means-label-closing = скорость сближения
means-label-opening = скорость расхождения: корабли удаляются
means-label-limit = самая большая скорость, которую правило допускает на этой дальности
means-console-cross = насколько вы в стороне от оси «Союза»; смещайтесь, куда указывает
means-console-sun = Солнце слепит визир
means-label-target = где в вашем визире мишень другого корабля; доворачивайте, куда указывает
means-label-pitch = нос вверх или вниз
means-label-yaw = нос влево или вправо
means-label-roll = поворот вокруг продольной оси
means-label-error = ошибка автопилота: каждая стрелка шара указывает, куда доворачивать; число — полное отклонение стрелки
means-label-rate = угловые скорости вокруг шара: указатель идёт туда же, куда и шар; число — полное отклонение указателя
means-label-jets = двигатели вашего корабля; горит, когда дана команда
means-label-propellant = остаток топлива
means-label-plume = по вам бьёт струя другого корабля
means-lamp-direct = прямые клапаны под током: поворот в обход всей логики
means-label-latches = сколько защёлок держит, из трёх
means-label-latch-power = питание защёлок: нужна клетка КСУ и готовность обоих экипажей на последнем рубеже
means-label-oxygen = кислород
means-label-nitrogen = азот
means-label-co2 = углекислый газ
means-label-ppo2 = парциальное давление кислорода
means-label-bottle = остаток газа в баллоне
means-label-relief = давление, при котором срабатывает предохранительный клапан
means-label-target-pressure = давление, которое здесь нужно по программе
means-state-stale = передано так давно, что ничего не доказывает
means-label-daylight = корабль на свету
means-label-night = корабль в тени Земли
means-label-get = полётное время: часы задания
means-label-help = ваш уровень подсказок; его видит и другой экипаж
means-room-cm = командный модуль
means-room-tunnel1 = тоннель между люками № 1 и № 2
means-room-dm = стыковочный модуль, между люками № 2 и № 3
means-room-tunnel2 = тоннель между люками № 3 и № 4; до стыковки — открытый космос
means-room-om = бытовой отсек, между люками № 4 и № 5
means-room-sa = спускаемый аппарат
means-lamp-free = касания нет
means-lamp-contact = кольца коснулись
means-lamp-capture = защёлки держат: обоим выключить управление ориентацией
means-lamp-damped = колебания погашены
means-lamp-retracting = кольцо втягивается
means-lamp-retracted = шпангоуты сошлись: закрывайте замки
means-lamp-hard-dock = замки закрыты, все восемь крюков
means-mode-off = управления ориентацией нет
means-mode-min-imp = одно нажатие — один самый короткий импульс
means-mode-accel-cmd = двигатели работают, пока клавиша нажата
means-mode-rate-cmd = нажатая клавиша поворачивает с заданной скоростью; отпущена — ориентация удерживается
means-mode-manual = ручная ориентация: нажатая клавиша поворачивает с заданной скоростью, отпущенная гасит поворот
means-mode-inertial = держит ориентацию по звёздам
means-mode-orbital = держит ориентацию по Земле
means-mode-cmc-free = ЦВМ не вмешивается
means-mode-cmc-hold = ЦВМ держит ориентацию
means-mode-cmc-auto = ЦВМ разворачивает в записанную ориентацию
means-mode-orbital-auto = разворот в записанную ориентацию, затем удержание по Земле
means-label-mode = переключатель режима управления
means-label-deadband = насколько корабль может уйти, прежде чем включатся двигатели: { $places }
means-label-stick-rate = как быстро поворачивает нажатая клавиша: { $places }
means-label-direct = питание прямых клапанов
means-label-dap-deadband = насколько ЦВМ даёт кораблю уйти: { $places }
means-label-dap-rate = как быстро разворачивает ЦВМ: { $places }
means-label-store-attitude = записывает ориентацию для автоматического разворота
means-label-ring = выдвигает и втягивает ваше кольцо; после сцепки стягивает корабли
means-label-hooks = закрывает и открывает замки, восемь крюков
means-label-release = отпускает защёлки
means-label-offer-control = предлагает управление другому экипажу: ручки отпущены, ориентация держится
means-label-offer-ring = предлагает сделать активным кольцо другого корабля
means-label-accept = принимает то, что предложил другой экипаж
means-label-decline = отказывается от предложения
means-label-withdraw = отзывает своё предложение
means-label-beacons = проблесковые маяки, чтобы вас видели в темноте
means-label-transponder = отвечает дальномеру «Аполлона»
means-label-leak-cavity = начинает проверку герметичности полости стыка
means-label-leak-tunnel2 = начинает проверку герметичности второго тоннеля
means-label-leak-dm = начинает проверку герметичности стыковочного модуля
means-isolation-valve = отсекает двигатели коллектора { $name }
means-mask-label = кислородная маска: { $name } надевает или убирает
means-extinguisher-label = { $name } разряжает огнетушитель там, где находится
means-state-on = включено
means-state-off = выключено
means-state-open = открыт
means-state-closed = закрыт и заперт
means-state-unlatched = закрыт, но не заперт
means-state-ajar = не открыт и не закрыт
means-state-go = «готовы» на рубеже
means-state-no-go = «не готовы» на рубеже
means-ring-stowed = кольцо втянуто
means-ring-moving = кольцо в пути
means-ring-extended = кольцо выдвинуто, можно касаться
means-switch-fan = вентилятор: { $room }
means-switch-regenerator = регенератор: { $room }
means-switch-power = питание света и вентиляторов: { $room }

## Программа

manual-whose-own = вы
manual-whose-active = активное кольцо
manual-whose-passive = втянутое кольцо
manual-whose-flying = кто летит
manual-whose-standing = кто держит
manual-plan-transfers = Переходы
    .about = Кто куда переходит. Выше ход называет людей из первого перехода, в котором участвует этот экипаж.
manual-plan-rescue = спасение

## Связь

manual-loop-call = Если неясно, кому вызов, сначала назовите корабль, потом вызов, потом числа с единицами.
manual-loop-back = Число, на которое нужна квитанция, возвращают в своих единицах: слышат метры, отвечают футами.
manual-loop-judged = Квитанция верна, если расходится с переданным не больше чем на пять процентов или на одну последнюю цифру своего прибора. Судят по тому, что сказано, а не по тому, что есть.
manual-loop-fresh = Разрешение по квитанции действует { $time }. Потом надо передать и подтвердить снова.
manual-loop-gates = На каждом рубеже ({ $gates }) и перед последним люком оба экипажа отвечают, готовы или нет. Ваш ответ загорается на пульте другого экипажа.
manual-loop-keys = Где нужны два ключа, оба поворачивают за { $time }: считайте вместе.
manual-loop-theirs = Что читает только другой экипаж, стоит на вашем пульте, как передано в последний раз, и с давностью. Ошибка стоит там же.
manual-loop-typed = Для чего нет вызова, пишут своими словами. Числа — с единицами, клетки — по буквам.

## Разговорник

manual-calls-heard = Вызовы, которые вы только слышите
    .about = Их передаёт только другой экипаж, в своих единицах.
manual-calls-blank = { $name }, { $unit }
manual-calls-at-marks = на отметках — квитанция
manual-calls-value = квитанция
manual-calls-choice = квитанция: какой вызов

## Числа, единицы, алфавиты

manual-numbers-examples = Как они звучат в эфире
manual-units-said = Вслух
manual-units-factors = Соотношения
manual-units-length = Дальность
manual-units-speed = Скорость
manual-units-pressure = Давление
manual-matrix-spell = Этого пульта вы не видите. Что нажать, сказано у вас в книге или на экране; продиктуйте, выслушайте повтор, и пусть нажимают.
manual-matrix-press = По КСУ перемещаются стрелками, нажимают клавишей Enter. Неверная клетка тоже работает: она включит другую систему и займёт КСУ.

## Люки и клапаны

manual-air-hatches = Люки обоих кораблей
manual-air-valves = Ваши клапаны
manual-air-switches = Ваши выключатели
manual-air-regulators = За ним два регулятора, которые сами питают кабину.
manual-air-relief = Открыт — срабатывает сам при своём давлении; закрыт — заперт.
manual-air-space = за борт
manual-air-cavity = полость стыка
manual-air-oxygen = баллон кислорода
manual-air-nitrogen = баллон азота

## Пределы

manual-limits-contact = Что сцепляется
manual-limits-bounce = Почему кольца расходятся
manual-limits-loads = Что ломает кольцо
manual-limits-times = Сроки
manual-limits-pressures = Давления
manual-limits-upto = не больше { $limit }
manual-limits-between = от { $low } до { $high }
manual-limits-axial = Сила вдоль оси, на выдвинутое кольцо
manual-limits-lateral = Сила поперёк оси
manual-limits-rigid = Сила между двумя втянутыми кольцами
manual-limits-latches = Все три защёлки — за
manual-limits-match = Квитанция действует
manual-limits-keys = Оба ключа — за
manual-limits-keys-fresh = После ключей люк должен пойти за
manual-limits-called = Переданная дальность устаревает через
manual-limits-hatch-safe = Люк открывают при перепаде меньше
manual-limits-hatch-strength = Сильный человек сдвинет люк при перепаде до
manual-help-rules = Правила

## Что пошло не так

manual-no-form = { $file }: имя файла должно кончаться на .pdf или .md. Чтобы вывести Markdown на экран, поставьте вместо него -.
manual-unwritten = Файл { $file } не записать ({ $why }). Проверьте папку и права на неё или выберите другой файл.
manual-no-pdf = { $file }: PDF не получился ({ $why }). Запишите .md и сообщите нам.

# Записи полётов: список, просмотр, команды.

## Список

replays-none = Записей пока нет. Слетайте: записывается каждый полёт, хранятся пятьдесят последних.
replays-delete = Удалить эту запись навсегда?
replays-opening = Полёт пересчитывается, чтобы убедиться, что он тот же…
replays-left = Полёт прерван раньше конца.
replays-cut = Запись обрывается: сервер остановился раньше конца.
replays-key-play = смотреть
replays-key-delete = удалить
replays-key-keep = оставить

## Что не так с файлом

replay-unread = Файл не читается: { $why }
replay-not = Это не запись полёта этой игры.
replay-newer = Записано более новой версией. Чтобы посмотреть, обновите игру.
replay-foreign = Записано версией с протоколом { $n }: эта версия её видит, но показать не может.
replay-torn = Файл обрывается внутри записи, на байте { $at }.
replay-damaged = Файл повреждён начиная с байта { $at }.
replay-as-recorded = Записано при ревизии модели { $n }: показывается как записано, пересчитать нельзя.
replay-mission-unread = Файл задания больше не читается: показывается как записано.
replay-differs = При пересчёте расходится с { $time }: показывается как записано.

## Просмотр

replay-recorded = как записано
replay-both = оба экипажа
replay-type-time = Перейти к (ч:мм:сс)
replay-key-pause = пауза
replay-key-hop = ±10 с
replay-key-leap = ±1 мин
replay-key-speed = скорость
replay-key-event = события
replay-key-time = ко времени
replay-key-begin = в начало
replay-key-seat = место
replay-key-level = уровень
replay-key-language = язык подсказок
replay-key-labels = надписи
replay-key-debrief = разбор
replay-mark-contact = касание
replay-mark-joined = сцепка
replay-mark-hatch = люк
replay-mark-alarm = сигнал
replay-mark-injected = инструктор
replay-mark-end = конец
replay-help = В записи ничего нельзя трогать. Уровень и язык подсказок можно взять другие, не те, что были у экипажей; первый шаг у каждого — как было.

## Запись переговоров

replay-read-back-right = квитанция верна
replay-read-back-wrong = квитанция неверна

## Команды

replay-said-identical = совпадает; тиков: { $ticks }; { $flown } полёта пересчитано за { $took } с, ×{ $times } к реальному времени
replay-said-differs = расходится: первый несовпавший тик { $tick } ({ $time }); до тика { $same } совпадало всё
replay-said-cut = { $file }: { $why } Всё, что до этого места, прочитано.
replay-said-exported = { $file }: записано строк: { $count }
replay-said-no-world = полёт показывается только как записано, а для телеметрии нужен сам расчёт

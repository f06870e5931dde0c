# Разбор помимо очков: переговоры, лучшие результаты, сравнение с 1975 годом, страница, отчёт.

debrief-best-first = ваш первый результат здесь
debrief-best-new = лучший был { $before }, теперь { $now }
debrief-best-stays = лучший остаётся { $before }
debrief-best-of = { $mission }, { $ship }, { $level }: { $best }

debrief-talk-title = Переговоры
debrief-talk-total = Переговоры: { $n } из 100
debrief-talk-calls = вызовов
debrief-talk-theirs = на языке партнёра
debrief-talk-matched = верных квитанций
debrief-talk-unmatched = без верной квитанции
debrief-talk-wrong = неверных квитанций
debrief-talk-unit = не в той единице
debrief-talk-unitless = без единицы
debrief-talk-silent = самое долгое молчание
debrief-talk-translated = услышано с переводом
debrief-talk-meanings = спрошено значений
debrief-talk-note = Молчание считается до первого касания.

debrief-mark-second = ▲19
debrief-mark-first = ▲17 июля 1975
debrief-key-share = сохранить HTML
debrief-shared = Сохранено: { $path }
debrief-not-shared = Не сохранено: { $why }

page-title = Рукопожатие · { $mission } · разбор полёта
page-crews = Экипажи
page-date = Дата полёта
page-length = Длительность
page-result = Результат
page-head = Раздел
page-cause = Причина
page-points = Очки
page-sum = На двоих
page-condition = Условие
page-value = Значение
page-limit = Предел
page-envelope = Касание в области сцепки
page-closing-axis = скорость сближения, { $unit }
page-miss-axis = промах, { $unit }
page-approach = Скорость сближения по дальности
page-range-axis = дальность, { $unit }
page-limit-line = предел скорости
page-flown-line = полёт
page-pressures = Давления
page-time-axis = минуты полёта
page-pressure-axis = давление, { $unit }
page-called = { $place }, по связи
page-contact-dot = касание
page-bounce-dot = отскок
page-box = область сцепки
page-first-1975 = 17 июля 1975 года
page-second-1975 = 19 июля 1975 года
page-history = О 1975 годе известны только скорости сближения, по воспоминаниям: { $first } 17 июля и { $second } 19 июля. Ширина полос показывает, насколько точна память.
page-transcript = Переговоры
page-time = Время
page-words = Выученные слова
page-made = Страница создана программой Handshake { $version }. Из сети она ничего не загружает.
replay-no-debrief = Полёт записан без конца: разбора нет.

report-written = Отчёт: { $path }. Внутри:
report-flight = запись полёта: имена экипажей и то, что они набирали
report-log = что программа записала в этот раз и раньше
report-terminal = что об этом терминале говорит handshake doctor
report-version = версии и система
report-settings = ваши настройки без вашего имени
report-no-flight = полёта нет: пока ни один не записан
report-left-out = Не вошли: места и их секреты, приглашения и коды комнат, ключи серверов, адреса и имя домашней папки. Никуда ничего не отправлено.

mission-own = свой
mission-own-bad = ✗ не полёт
mission-own-at = Ваш собственный: { $path }
scenario-no-folder = Папки для собственных полётов нет.

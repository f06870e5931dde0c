# Числа, единицы, места и имена: то, чем заполняются вызовы. Между числом и единицей стоит U+00A0.
# $text — число напечатанное или прочитанное, $n — оно же с числом знаков, для падежа.

## Единицы на табло и в тексте

printed-foot = { unit-foot }
printed-nautical-mile = { unit-nautical-mile }
printed-foot-per-second = { $text } фут/с
printed-psi = { unit-psi }
printed-meter = { $text } м
printed-centimeter = { $text } см
printed-kilometer = { $text } км
printed-meter-per-second = { $text } м/с
printed-mmhg = { $text } мм рт. ст.
printed-degree = { $text }°
printed-second = { $text } с
printed-minute = { $text } мин
printed-percent = { $text } %
printed-kilogram = { $text } кг
printed-degree-per-second = { $text }°/с
printed-millisecond = { $text } мс
printed-pound = { unit-pound }
printed-pound-force = { unit-pound-force }
printed-kilogram-force = { $text } кгс

## Единицы без числа, для заголовков

symbol-foot = фут
symbol-nautical-mile = миля
symbol-foot-per-second = фут/с
symbol-psi = фунт/дюйм²
symbol-meter = м
symbol-centimeter = см
symbol-kilometer = км
symbol-meter-per-second = м/с
symbol-mmhg = мм рт. ст.
    .short = мм
symbol-degree = °
symbol-second = с
symbol-minute = мин
symbol-percent = %
symbol-kilogram = кг
symbol-degree-per-second = °/с
symbol-millisecond = мс
symbol-pound = фунт
symbol-pound-force = фунт-сила
symbol-kilogram-force = кгс

## Единицы вслух

unit-meter = { $n ->
    [one] { $text } метр
    [few] { $text } метра
    [many] { $text } метров
   *[other] { $text } метра
}
    .stressed = { $n ->
        [one] { $text } метр
        [few] { $text } ме́тра
        [many] { $text } ме́тров
       *[other] { $text } ме́тра
    }
unit-millimeter = { $n ->
    [one] { $text } миллиметр
    [few] { $text } миллиметра
    [many] { $text } миллиметров
   *[other] { $text } миллиметра
}
    .stressed = { $n ->
        [one] { $text } миллиме́тр
        [few] { $text } миллиме́тра
        [many] { $text } миллиме́тров
       *[other] { $text } миллиме́тра
    }
unit-centimeter = { $n ->
    [one] { $text } сантиметр
    [few] { $text } сантиметра
    [many] { $text } сантиметров
   *[other] { $text } сантиметра
}
    .stressed = { $n ->
        [one] { $text } сантиме́тр
        [few] { $text } сантиме́тра
        [many] { $text } сантиме́тров
       *[other] { $text } сантиме́тра
    }
unit-kilometer = { $n ->
    [one] { $text } километр
    [few] { $text } километра
    [many] { $text } километров
   *[other] { $text } километра
}
    .stressed = { $n ->
        [one] { $text } киломе́тр
        [few] { $text } киломе́тра
        [many] { $text } киломе́тров
       *[other] { $text } киломе́тра
    }
unit-meter-per-second = { $n ->
    [one] { $text } метр в секунду
    [few] { $text } метра в секунду
    [many] { $text } метров в секунду
   *[other] { $text } метра в секунду
}
    .stressed = { $n ->
        [one] { $text } метр в секу́нду
        [few] { $text } ме́тра в секу́нду
        [many] { $text } ме́тров в секу́нду
       *[other] { $text } ме́тра в секу́нду
    }
unit-foot = { $n ->
    [one] { $text } фут
    [few] { $text } фута
    [many] { $text } футов
   *[other] { $text } фута
}
    .stressed = { $n ->
        [one] { $text } фут
        [few] { $text } фу́та
        [many] { $text } фу́тов
       *[other] { $text } фу́та
    }
unit-nautical-mile = { $n ->
    [one] { $text } миля
    [few] { $text } мили
    [many] { $text } миль
   *[other] { $text } мили
}
    .stressed = { $n ->
        [one] { $text } ми́ля
        [few] { $text } ми́ли
        [many] { $text } миль
       *[other] { $text } ми́ли
    }
unit-foot-per-second = { $n ->
    [one] { $text } фут в секунду
    [few] { $text } фута в секунду
    [many] { $text } футов в секунду
   *[other] { $text } фута в секунду
}
    .stressed = { $n ->
        [one] { $text } фут в секу́нду
        [few] { $text } фу́та в секу́нду
        [many] { $text } фу́тов в секу́нду
       *[other] { $text } фу́та в секу́нду
    }
unit-psi = { $n ->
    [one] { $text } фунт
    [few] { $text } фунта
    [many] { $text } фунтов
   *[other] { $text } фунта
}
    .stressed = { $n ->
        [one] { $text } фунт
        [few] { $text } фу́нта
        [many] { $text } фу́нтов
       *[other] { $text } фу́нта
    }
unit-mmhg = { $n ->
    [one] { $text } миллиметр
    [few] { $text } миллиметра
    [many] { $text } миллиметров
   *[other] { $text } миллиметра
}
    .stressed = { $n ->
        [one] { $text } миллиме́тр
        [few] { $text } миллиме́тра
        [many] { $text } миллиме́тров
       *[other] { $text } миллиме́тра
    }
unit-degree = { $n ->
    [one] { $text } градус
    [few] { $text } градуса
    [many] { $text } градусов
   *[other] { $text } градуса
}
    .stressed = { $n ->
        [one] { $text } гра́дус
        [few] { $text } гра́дуса
        [many] { $text } гра́дусов
       *[other] { $text } гра́дуса
    }
unit-degree-per-second = { $n ->
    [one] { $text } градус в секунду
    [few] { $text } градуса в секунду
    [many] { $text } градусов в секунду
   *[other] { $text } градуса в секунду
}
    .stressed = { $n ->
        [one] { $text } гра́дус в секу́нду
        [few] { $text } гра́дуса в секу́нду
        [many] { $text } гра́дусов в секу́нду
       *[other] { $text } гра́дуса в секу́нду
    }
unit-second = { $n ->
    [one] { $text } секунда
    [few] { $text } секунды
    [many] { $text } секунд
   *[other] { $text } секунды
}
    .stressed = { $n ->
        [one] { $text } секу́нда
        [few] { $text } секу́нды
        [many] { $text } секу́нд
       *[other] { $text } секу́нды
    }
unit-minute = { $n ->
    [one] { $text } минута
    [few] { $text } минуты
    [many] { $text } минут
   *[other] { $text } минуты
}
    .stressed = { $n ->
        [one] { $text } мину́та
        [few] { $text } мину́ты
        [many] { $text } мину́т
       *[other] { $text } мину́ты
    }
unit-percent = { $n ->
    [one] { $text } процент
    [few] { $text } процента
    [many] { $text } процентов
   *[other] { $text } процента
}
    .stressed = { $n ->
        [one] { $text } проце́нт
        [few] { $text } проце́нта
        [many] { $text } проце́нтов
       *[other] { $text } проце́нта
    }
unit-atmosphere = { $n ->
    [one] { $text } атмосфера
    [few] { $text } атмосферы
    [many] { $text } атмосфер
   *[other] { $text } атмосферы
}
    .stressed = { $n ->
        [one] { $text } атмосфе́ра
        [few] { $text } атмосфе́ры
        [many] { $text } атмосфе́р
       *[other] { $text } атмосфе́ры
    }
unit-kilogram = { $n ->
    [one] { $text } килограмм
    [few] { $text } килограмма
    [many] { $text } килограммов
   *[other] { $text } килограмма
}
    .stressed = { $n ->
        [one] { $text } килогра́мм
        [few] { $text } килогра́мма
        [many] { $text } килогра́ммов
       *[other] { $text } килогра́мма
    }
unit-pound = { $n ->
    [one] { $text } фунт
    [few] { $text } фунта
    [many] { $text } фунтов
   *[other] { $text } фунта
}
    .stressed = { $n ->
        [one] { $text } фунт
        [few] { $text } фу́нта
        [many] { $text } фу́нтов
       *[other] { $text } фу́нта
    }
unit-pound-force = { $n ->
    [one] { $text } фунт
    [few] { $text } фунта
    [many] { $text } фунтов
   *[other] { $text } фунта
}
    .stressed = { $n ->
        [one] { $text } фунт
        [few] { $text } фу́нта
        [many] { $text } фу́нтов
       *[other] { $text } фу́нта
    }
unit-kilogram-force = { $n ->
    [one] { $text } килограмм
    [few] { $text } килограмма
    [many] { $text } килограммов
   *[other] { $text } килограмма
}
    .stressed = { $n ->
        [one] { $text } килогра́мм
        [few] { $text } килогра́мма
        [many] { $text } килогра́ммов
       *[other] { $text } килогра́мма
    }
unit-hook = { $n ->
    [one] { $text } крюк
    [few] { $text } крюка
    [many] { $text } крюков
   *[other] { $text } крюка
}
    .stressed = { $n ->
        [one] { $text } крюк
        [few] { $text } крюка́
        [many] { $text } крюко́в
       *[other] { $text } крюка́
    }

## Числительные

word-0 = ноль
    .stressed = ноль
word-1 = один
    .stressed = оди́н
word-1-f = одна
    .stressed = одна́
word-2 = два
    .stressed = два
word-2-f = две
    .stressed = две
word-3 = три
    .stressed = три
word-4 = четыре
    .stressed = четы́ре
word-5 = пять
    .stressed = пять
word-6 = шесть
    .stressed = шесть
word-7 = семь
    .stressed = семь
word-8 = восемь
    .stressed = во́семь
word-9 = девять
    .stressed = де́вять
word-10 = десять
    .stressed = де́сять
word-11 = одиннадцать
    .stressed = оди́ннадцать
word-12 = двенадцать
    .stressed = двена́дцать
word-13 = тринадцать
    .stressed = трина́дцать
word-14 = четырнадцать
    .stressed = четы́рнадцать
word-15 = пятнадцать
    .stressed = пятна́дцать
word-16 = шестнадцать
    .stressed = шестна́дцать
word-17 = семнадцать
    .stressed = семна́дцать
word-18 = восемнадцать
    .stressed = восемна́дцать
word-19 = девятнадцать
    .stressed = девятна́дцать
word-20 = двадцать
    .stressed = два́дцать
word-30 = тридцать
    .stressed = три́дцать
word-40 = сорок
    .stressed = со́рок
word-50 = пятьдесят
    .stressed = пятьдеся́т
word-60 = шестьдесят
    .stressed = шестьдеся́т
word-70 = семьдесят
    .stressed = се́мьдесят
word-80 = восемьдесят
    .stressed = во́семьдесят
word-90 = девяносто
    .stressed = девяно́сто
word-100 = сто
    .stressed = сто
word-200 = двести
    .stressed = две́сти
word-300 = триста
    .stressed = три́ста
word-400 = четыреста
    .stressed = четы́реста
word-500 = пятьсот
    .stressed = пятьсо́т
word-600 = шестьсот
    .stressed = шестьсо́т
word-700 = семьсот
    .stressed = семьсо́т
word-800 = восемьсот
    .stressed = восемьсо́т
word-900 = девятьсот
    .stressed = девятьсо́т
word-1000 = тысяча
    .stressed = ты́сяча
word-1000-few = тысячи
    .stressed = ты́сячи
word-1000-many = тысяч
    .stressed = ты́сяч
word-point = запятая
    .stressed = запята́я
word-minus = минус
    .stressed = ми́нус

## Места; .loc отвечает на вопрос «где»

place-cm = командный модуль
    .stressed = кома́ндный мо́дуль
    .loc = в командном модуле
    .loc-stressed = в кома́ндном мо́дуле
place-tunnel1 = первый тоннель
    .stressed = пе́рвый тонне́ль
    .loc = в первом тоннеле
    .loc-stressed = в пе́рвом тонне́ле
place-dm = стыковочный модуль
    .stressed = стыко́вочный мо́дуль
    .loc = в стыковочном модуле
    .loc-stressed = в стыко́вочном мо́дуле
place-tunnel2 = второй тоннель
    .stressed = второ́й тонне́ль
    .loc = во втором тоннеле
    .loc-stressed = во второ́м тонне́ле
place-om = бытовой отсек
    .stressed = бытово́й отсе́к
    .loc = в бытовом отсеке
    .loc-stressed = в бытово́м отсе́ке
place-sa = спускаемый аппарат
    .stressed = спуска́емый аппара́т
    .loc = в спускаемом аппарате
    .loc-stressed = в спуска́емом аппара́те

## Люди

name-stafford = Стаффорд
    .stressed = Ста́ффорд
name-brand = Бранд
    .stressed = Бранд
name-slayton = Слейтон
    .stressed = Сле́йтон
name-leonov = Леонов
    .stressed = Лео́нов
name-kubasov = Кубасов
    .stressed = Куба́сов

## Оси и стороны

axis-pitch = тангаж
    .stressed = танга́ж
axis-yaw = рыскание
    .stressed = ры́скание
axis-roll = крен
    .stressed = крен
dir-left = влево
    .stressed = вле́во
dir-right = вправо
    .stressed = впра́во
dir-up = вверх
    .stressed = вверх
dir-down = вниз
    .stressed = вниз

## По буквам: русские слова для клеток «Союза», слова НАТО для обозначений «Аполлона»

spell-ru-anna = Анна
    .stressed = А́нна
    .latin = Ánna
spell-ru-boris = Борис
    .stressed = Бори́с
    .latin = Borís
spell-ru-vasiliy = Василий
    .stressed = Васи́лий
    .latin = Vasíliy
spell-ru-grigoriy = Григорий
    .stressed = Григо́рий
    .latin = Grigóriy
spell-ru-dmitriy = Дмитрий
    .stressed = Дми́трий
    .latin = Dmítriy
spell-ru-yelena = Елена
    .stressed = Еле́на
    .latin = Yeléna
spell-ru-zhenya = Женя
    .stressed = Же́ня
    .latin = Zhénya
spell-ru-zinaida = Зинаида
    .stressed = Зинаи́да
    .latin = Zinaída
spell-ru-ivan = Иван
    .stressed = Ива́н
    .latin = Iván
spell-ru-ivan-kratkiy = Иван краткий
    .stressed = Ива́н кра́ткий
    .latin = Iván krátkiy
spell-ru-konstantin = Константин
    .stressed = Константи́н
    .latin = Konstantín
spell-ru-leonid = Леонид
    .stressed = Леони́д
    .latin = Leoníd
spell-ru-mikhail = Михаил
    .stressed = Михаи́л
    .latin = Mikhaíl
spell-ru-nikolay = Николай
    .stressed = Никола́й
    .latin = Nikoláy
spell-ru-olga = Ольга
    .stressed = О́льга
    .latin = Ólʹga
spell-ru-pavel = Павел
    .stressed = Па́вел
    .latin = Pável
spell-ru-roman = Роман
    .stressed = Рома́н
    .latin = Román
spell-ru-semyon = Семён
    .stressed = Семён
    .latin = Semyón
spell-ru-tatyana = Татьяна
    .stressed = Татья́на
    .latin = Tatʹyána
spell-ru-ulyana = Ульяна
    .stressed = Улья́на
    .latin = Ulʹyána
spell-ru-fyodor = Фёдор
    .stressed = Фёдор
    .latin = Fyódor
spell-ru-khariton = Харитон
    .stressed = Харито́н
    .latin = Kharitón
spell-ru-tsaplya = Цапля
    .stressed = Ца́пля
    .latin = Tsáplya
spell-ru-chelovek = Человек
    .stressed = Челове́к
    .latin = Chelovék
spell-ru-shura = Шура
    .stressed = Шу́ра
    .latin = Shúra
spell-ru-shchuka = Щука
    .stressed = Щу́ка
    .latin = Shchúka
spell-ru-tvyordyy-znak = твёрдый знак
    .stressed = твёрдый знак
    .latin = tvyórdyy znak
spell-ru-yery = еры
    .stressed = еры́
    .latin = yerý
spell-ru-myagkiy-znak = мягкий знак
    .stressed = мя́гкий знак
    .latin = myágkiy znak
spell-ru-ekho = Эхо
    .stressed = Э́хо
    .latin = Ékho
spell-ru-yuriy = Юрий
    .stressed = Ю́рий
    .latin = Yúriy
spell-ru-yakov = Яков
    .stressed = Я́ков
    .latin = Yákov
spell-nato-alfa = Элфа
    .stressed = э́лфа
    .latin = Alfa
spell-nato-bravo = Браво
    .stressed = бра́во
    .latin = Bravo
spell-nato-charlie = Чарли
    .stressed = ча́рли
    .latin = Charlie
spell-nato-delta = Дэлта
    .stressed = дэ́лта
    .latin = Delta
spell-nato-echo = Эко
    .stressed = э́ко
    .latin = Echo
spell-nato-foxtrot = Фокстрот
    .stressed = фо́кстрот
    .latin = Foxtrot
spell-nato-golf = Голф
    .stressed = голф
    .latin = Golf
spell-nato-hotel = Хотэл
    .stressed = хотэ́л
    .latin = Hotel
spell-nato-india = Индиа
    .stressed = и́ндиа
    .latin = India
spell-nato-juliett = Джульет
    .stressed = джулье́т
    .latin = Juliett
spell-nato-kilo = Кило
    .stressed = ки́ло
    .latin = Kilo
spell-nato-lima = Лима
    .stressed = ли́ма
    .latin = Lima
spell-nato-mike = Майк
    .stressed = майк
    .latin = Mike
spell-nato-november = Новэмбер
    .stressed = новэ́мбер
    .latin = November
spell-nato-oscar = Оскар
    .stressed = о́скар
    .latin = Oscar
spell-nato-papa = Папа
    .stressed = папа́
    .latin = Papa
spell-nato-quebec = Кебек
    .stressed = кебе́к
    .latin = Quebec
spell-nato-romeo = Ромио
    .stressed = ро́мио
    .latin = Romeo
spell-nato-sierra = Сьера
    .stressed = сье́ра
    .latin = Sierra
spell-nato-tango = Тэнго
    .stressed = тэ́нго
    .latin = Tango
spell-nato-uniform = Юниформ
    .stressed = ю́ниформ
    .latin = Uniform
spell-nato-victor = Виктор
    .stressed = ви́ктор
    .latin = Victor
spell-nato-whiskey = Уиски
    .stressed = уи́ски
    .latin = Whiskey
spell-nato-x-ray = Экс-рэй
    .stressed = э́кс-рэй
    .latin = X-ray
spell-nato-yankee = Янки
    .stressed = я́нки
    .latin = Yankee
spell-nato-zulu = Зулу
    .stressed = зу́лу
    .latin = Zulu

spelt-cell = { $word } { $row }

# Numbers, units, places and names: what fills the slots of a call. U+00A0 stands between a number
# and its unit. $text is the number as printed or spoken, $n the same with its decimals, for plurals.

## Units as printed

printed-foot = { $text } ft
printed-nautical-mile = { $text } nmi
printed-foot-per-second = { $text } ft/s
printed-psi = { $text } psi
printed-meter = { $text } m
printed-centimeter = { $text } cm
printed-kilometer = { $text } km
printed-meter-per-second = { $text } m/s
printed-mmhg = { $text } mmHg
printed-degree = { $text }°
printed-second = { $text } s
printed-minute = { $text } min
printed-percent = { $text }%
printed-kilogram = { $text } kg
printed-degree-per-second = { $text }°/s
printed-millisecond = { $text } ms
printed-pound = { $text } lb
printed-pound-force = { $text } lbf
printed-kilogram-force = { $text } kgf

## Units alone, for headings

symbol-foot = ft
symbol-nautical-mile = nmi
symbol-foot-per-second = ft/s
symbol-psi = psi
symbol-meter = m
symbol-centimeter = cm
symbol-kilometer = km
symbol-meter-per-second = m/s
symbol-mmhg = mmHg
    .short = mmHg
symbol-degree = °
symbol-second = s
symbol-minute = min
symbol-percent = %
symbol-kilogram = kg
symbol-degree-per-second = °/s
symbol-millisecond = ms
symbol-pound = lb
symbol-pound-force = lbf
symbol-kilogram-force = kgf

## Units as spoken

unit-meter = { $n ->
    [one] { $text } meter
   *[other] { $text } meters
}
    .reading = { $n ->
        [one] { $text } ми́тер
       *[other] { $text } ми́терс
    }
unit-millimeter = { $n ->
    [one] { $text } millimeter
   *[other] { $text } millimeters
}
    .reading = { $n ->
        [one] { $text } ми́лимитер
       *[other] { $text } ми́лимитерс
    }
unit-centimeter = { $n ->
    [one] { $text } centimeter
   *[other] { $text } centimeters
}
    .reading = { $n ->
        [one] { $text } сэ́нтимитер
       *[other] { $text } сэ́нтимитерс
    }
unit-kilometer = { $n ->
    [one] { $text } kilometer
   *[other] { $text } kilometers
}
    .reading = { $n ->
        [one] { $text } ки́ломитер
       *[other] { $text } ки́ломитерс
    }
unit-meter-per-second = { $n ->
    [one] { $text } meter per second
   *[other] { $text } meters per second
}
    .reading = { $n ->
        [one] { $text } ми́тер пер сэ́конд
       *[other] { $text } ми́терс пер сэ́конд
    }
unit-foot = { $n ->
    [one] { $text } foot
   *[other] { $text } feet
}
    .reading = { $n ->
        [one] { $text } фут
       *[other] { $text } фит
    }
unit-nautical-mile = { $n ->
    [one] { $text } mile
   *[other] { $text } miles
}
    .reading = { $n ->
        [one] { $text } майл
       *[other] { $text } майлс
    }
unit-foot-per-second = { $n ->
    [one] { $text } foot per second
   *[other] { $text } feet per second
}
    .reading = { $n ->
        [one] { $text } фут пер сэ́конд
       *[other] { $text } фит пер сэ́конд
    }
unit-psi = { $n ->
    [one] { $text } pound
   *[other] { $text } pounds
}
    .reading = { $n ->
        [one] { $text } па́унд
       *[other] { $text } па́ундс
    }
unit-mmhg = { $n ->
    [one] { $text } millimeter
   *[other] { $text } millimeters
}
    .reading = { $n ->
        [one] { $text } ми́лимитер
       *[other] { $text } ми́лимитерс
    }
unit-degree = { $n ->
    [one] { $text } degree
   *[other] { $text } degrees
}
    .reading = { $n ->
        [one] { $text } дигри́
       *[other] { $text } дигри́с
    }
unit-degree-per-second = { $n ->
    [one] { $text } degree per second
   *[other] { $text } degrees per second
}
    .reading = { $n ->
        [one] { $text } дигри́ пер сэ́конд
       *[other] { $text } дигри́с пер сэ́конд
    }
unit-second = { $n ->
    [one] { $text } second
   *[other] { $text } seconds
}
    .reading = { $n ->
        [one] { $text } сэ́конд
       *[other] { $text } сэ́кондс
    }
unit-minute = { $n ->
    [one] { $text } minute
   *[other] { $text } minutes
}
    .reading = { $n ->
        [one] { $text } ми́нит
       *[other] { $text } ми́нитс
    }
unit-percent = { $n ->
    [one] { $text } percent
   *[other] { $text } percent
}
    .reading = { $n ->
        [one] { $text } персэ́нт
       *[other] { $text } персэ́нт
    }
unit-atmosphere = { $n ->
    [one] { $text } atmosphere
   *[other] { $text } atmospheres
}
    .reading = { $n ->
        [one] { $text } э́тмосфир
       *[other] { $text } э́тмосфирс
    }
unit-kilogram = { $n ->
    [one] { $text } kilogram
   *[other] { $text } kilograms
}
    .reading = { $n ->
        [one] { $text } ки́лограм
       *[other] { $text } ки́лограмс
    }
unit-pound = { $n ->
    [one] { $text } pound
   *[other] { $text } pounds
}
    .reading = { $n ->
        [one] { $text } па́унд
       *[other] { $text } па́ундс
    }
unit-pound-force = { $n ->
    [one] { $text } pound
   *[other] { $text } pounds
}
    .reading = { $n ->
        [one] { $text } па́унд
       *[other] { $text } па́ундс
    }
unit-kilogram-force = { $n ->
    [one] { $text } kilogram
   *[other] { $text } kilograms
}
    .reading = { $n ->
        [one] { $text } ки́лограм
       *[other] { $text } ки́лограмс
    }
unit-hook = { $n ->
    [one] { $text } hook
   *[other] { $text } hooks
}
    .reading = { $n ->
        [one] { $text } хук
       *[other] { $text } хукс
    }

## Numerals

word-0 = zero
    .reading = зи́роу
word-1 = one
    .reading = уа́н
word-1-f = one
    .reading = уа́н
word-2 = two
    .reading = ту
word-2-f = two
    .reading = ту
word-3 = three
    .reading = сри
word-4 = four
    .reading = фор
word-5 = five
    .reading = файв
word-6 = six
    .reading = сикс
word-7 = seven
    .reading = сэ́вен
word-8 = eight
    .reading = эйт
word-9 = nine
    .reading = найн
word-10 = ten
    .reading = тэн
word-11 = eleven
    .reading = илэ́вен
word-12 = twelve
    .reading = туэ́лв
word-13 = thirteen
    .reading = сэрти́н
word-14 = fourteen
    .reading = форти́н
word-15 = fifteen
    .reading = фифти́н
word-16 = sixteen
    .reading = сиксти́н
word-17 = seventeen
    .reading = сэвенти́н
word-18 = eighteen
    .reading = эйти́н
word-19 = nineteen
    .reading = найнти́н
word-20 = twenty
    .reading = туэ́нти
word-30 = thirty
    .reading = сёрти
word-40 = forty
    .reading = фо́рти
word-50 = fifty
    .reading = фи́фти
word-60 = sixty
    .reading = си́ксти
word-70 = seventy
    .reading = сэ́венти
word-80 = eighty
    .reading = э́йти
word-90 = ninety
    .reading = на́йнти
word-100 = one hundred
    .reading = уа́н ха́ндред
word-200 = two hundred
    .reading = ту ха́ндред
word-300 = three hundred
    .reading = сри ха́ндред
word-400 = four hundred
    .reading = фор ха́ндред
word-500 = five hundred
    .reading = файв ха́ндред
word-600 = six hundred
    .reading = сикс ха́ндред
word-700 = seven hundred
    .reading = сэ́вен ха́ндред
word-800 = eight hundred
    .reading = эйт ха́ндред
word-900 = nine hundred
    .reading = найн ха́ндред
word-1000 = thousand
    .reading = са́узенд
word-1000-few = thousand
    .reading = са́узенд
word-1000-many = thousand
    .reading = са́узенд
word-point = point
    .reading = пойнт
word-minus = minus
    .reading = ма́йнес

## Places; the English form carries its article

place-cm = the command module
    .loc = in the command module
    .reading = зэ комэ́нд мо́дьюл
place-tunnel1 = tunnel one
    .loc = in tunnel one
    .reading = та́нэл уа́н
place-dm = the docking module
    .loc = in the docking module
    .reading = зэ до́кинг мо́дьюл
place-tunnel2 = tunnel two
    .loc = in tunnel two
    .reading = та́нэл ту
place-om = the orbital module
    .loc = in the orbital module
    .reading = зи о́рбитэл мо́дьюл
place-sa = the descent vehicle
    .loc = in the descent vehicle
    .reading = зэ дисэ́нт ви́икл

## People

name-stafford = Stafford
    .reading = ста́форд
name-brand = Brand
    .reading = брэнд
name-slayton = Slayton
    .reading = слэ́йтон
name-leonov = Leonov
    .reading = лио́ноф
name-kubasov = Kubasov
    .reading = куба́соф

## Axes and sides

axis-pitch = pitch
    .reading = пич
axis-yaw = yaw
    .reading = йо
axis-roll = roll
    .reading = ро́ул
dir-left = left
    .reading = лэфт
dir-right = right
    .reading = райт
dir-up = up
    .reading = ап
dir-down = down
    .reading = да́ун

## Spelling: Russian words for Soyuz cells, NATO words for Apollo designations

spell-ru-anna = Anna
    .reading = А́нна
spell-ru-boris = Boris
    .reading = Бори́с
spell-ru-vasiliy = Vasiliy
    .reading = Васи́лий
spell-ru-grigoriy = Grigoriy
    .reading = Григо́рий
spell-ru-dmitriy = Dmitriy
    .reading = Дми́трий
spell-ru-yelena = Yelena
    .reading = Еле́на
spell-ru-zhenya = Zhenya
    .reading = Же́ня
spell-ru-zinaida = Zinaida
    .reading = Зинаи́да
spell-ru-ivan = Ivan
    .reading = Ива́н
spell-ru-ivan-kratkiy = Ivan kratkiy
    .reading = Ива́н кра́ткий
spell-ru-konstantin = Konstantin
    .reading = Константи́н
spell-ru-leonid = Leonid
    .reading = Леони́д
spell-ru-mikhail = Mikhail
    .reading = Михаи́л
spell-ru-nikolay = Nikolay
    .reading = Никола́й
spell-ru-olga = Olga
    .reading = О́льга
spell-ru-pavel = Pavel
    .reading = Па́вел
spell-ru-roman = Roman
    .reading = Рома́н
spell-ru-semyon = Semyon
    .reading = Семён
spell-ru-tatyana = Tatyana
    .reading = Татья́на
spell-ru-ulyana = Ulyana
    .reading = Улья́на
spell-ru-fyodor = Fyodor
    .reading = Фёдор
spell-ru-khariton = Khariton
    .reading = Харито́н
spell-ru-tsaplya = Tsaplya
    .reading = Ца́пля
spell-ru-chelovek = Chelovek
    .reading = Челове́к
spell-ru-shura = Shura
    .reading = Шу́ра
spell-ru-shchuka = Shchuka
    .reading = Щу́ка
spell-ru-tvyordyy-znak = tvyordyy znak
    .reading = твёрдый знак
spell-ru-yery = yery
    .reading = еры́
spell-ru-myagkiy-znak = myagkiy znak
    .reading = мя́гкий знак
spell-ru-ekho = Ekho
    .reading = Э́хо
spell-ru-yuriy = Yuriy
    .reading = Ю́рий
spell-ru-yakov = Yakov
    .reading = Я́ков
spell-nato-alfa = Alfa
    .reading = э́лфа
spell-nato-bravo = Bravo
    .reading = бра́во
spell-nato-charlie = Charlie
    .reading = ча́рли
spell-nato-delta = Delta
    .reading = дэ́лта
spell-nato-echo = Echo
    .reading = э́ко
spell-nato-foxtrot = Foxtrot
    .reading = фо́кстрот
spell-nato-golf = Golf
    .reading = голф
spell-nato-hotel = Hotel
    .reading = хотэ́л
spell-nato-india = India
    .reading = и́ндиа
spell-nato-juliett = Juliett
    .reading = джулье́т
spell-nato-kilo = Kilo
    .reading = ки́ло
spell-nato-lima = Lima
    .reading = ли́ма
spell-nato-mike = Mike
    .reading = майк
spell-nato-november = November
    .reading = новэ́мбер
spell-nato-oscar = Oscar
    .reading = о́скар
spell-nato-papa = Papa
    .reading = папа́
spell-nato-quebec = Quebec
    .reading = кебе́к
spell-nato-romeo = Romeo
    .reading = ро́мио
spell-nato-sierra = Sierra
    .reading = сье́ра
spell-nato-tango = Tango
    .reading = тэ́нго
spell-nato-uniform = Uniform
    .reading = ю́ниформ
spell-nato-victor = Victor
    .reading = ви́ктор
spell-nato-whiskey = Whiskey
    .reading = уи́ски
spell-nato-x-ray = X-ray
    .reading = э́кс-рэй
spell-nato-yankee = Yankee
    .reading = я́нки
spell-nato-zulu = Zulu
    .reading = зу́лу

spelt-cell = { $word } { $row }

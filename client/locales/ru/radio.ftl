# Помехи, световые сигналы, сомнительные числа, два алфавита для передачи по буквам.

## Помехи

noise-title = помехи { $percent } %
noise-dead = нет несущей
reason-loop-dead = Связи нет: вас никто не услышит. Подайте сигнал фонарём.

## Световые сигналы. Название говорит, что сигнал значит.

title-lamps = Сигнальный фонарь
signal-stop = Стоп, держать
signal-go = Разрешаю
signal-no-go = Запрещаю
signal-back-off = Отход
signal-say-again = Повторите
signal-capture = Есть сцепка
light-keys = Цифра — подать. Esc — назад.
light-given = Фонарь: { $rhythm } { $name }
light-seen-apollo = Фонарь «Аполлона»: { $rhythm }
light-seen-soyuz = Фонарь «Союза»: { $rhythm }
light-seen-apollo-means = Фонарь «Аполлона»: { $rhythm } = { $name }
light-seen-soyuz-means = Фонарь «Союза»: { $rhythm } = { $name }
light-own = Ваш сигнал: { $rhythm } { $name }

does-lamp = сигнальный фонарь

## Квитанции

radio-expired = «{ $step }»: срок квитанции истёк. Повторите вызов.
radio-doubtful = { $who ->
    [own] Ваше число без единицы: сомнительно.
   *[partner] Их число без единицы: сомнительно.
}
digits-unit = { $typed } { $unit }
digits-bare = { $typed } (без единицы: сомнительно)
digits-keys = Tab — единица · Enter — передать · Esc — назад
score-unitless = Чисел без единицы: { $value }

## Два алфавита для передачи по буквам

title-alphabets = Передача по буквам
alphabets-russian = Русский: буквы табло «Союза»
alphabets-latin = Латинский: буквы табло «Аполлона»
alphabets-keys = Любая клавиша — назад

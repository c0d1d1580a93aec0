"""Ukrainian: «…» with „…“ inside, em dashes, ’ in words, short words kept with the next."""

from __future__ import annotations

from bookmaker.renderer.typography.east_slavic import Vocabulary, east_slavic_steps

STEPS = east_slavic_steps(
    Vocabulary(
        particles=("би", "же", "б", "ж"),
        units=(
            "[кмд]?г|мкг|[кмсднф]?м[²³23]?|мкм|км/год|м/с|м?л|га|т|год|хв|сек|мс|[кМГ]?Вт|кВт·год"
            "|[кМГ]?Гц|дБ|[КкМГТ]?[Бб]|[КМГ]?біт|тис|млн|млрд|трлн|грн|коп|шт|чол|осіб"
            r"|рр?(?=\.)|рок(?:у|и|ом|ах)|рік"
        ),
        months=("січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"),
        centuries=r"ст(?=\.)|столітт[яі]",
        before_number=(
            *("с", "стор", "рис", "мал", "табл", "гл", "розд", "прим", "п", "пп", "ст", "т", "ч"),
            *("буд", "кв", "корп", "вип", "кн"),
        ),
        before_name=("м", "вул", "пров", "пл", "ім", "проф", "акад", "доц", "обл", "св"),
    )
)

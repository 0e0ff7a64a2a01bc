"""The calendar's words in eight languages of western Europe, and the arithmetic behind them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

from dateutil.relativedelta import relativedelta

_MONTH_ROWS = (
    "january jan januar jänner janvier janv enero ene januari gennaio janeiro",
    "february feb februar février fevrier févr febrero februari febbraio fevereiro",
    "march mar märz maerz mrz mars marzo maart março",
    "april apr avril avr abril abr aprile",
    "may mai mayo mei maggio maio maj",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet juil julio luglio julho",
    "august aug août aout agosto ago augustus augusti",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
_WEEKDAY_ROWS = (
    "monday mon montag lundi lunes maandag lunedì segunda-feira måndag mandag",
    "tuesday tue tues dienstag mardi martes dinsdag martedì terça-feira tisdag tirsdag",
    "wednesday wed weds mittwoch mercredi miércoles miercoles woensdag mercoledì quarta-feira onsdag",
    "thursday thu thur thurs donnerstag jeudi jueves donderdag giovedì quinta-feira torsdag",
    "friday fri freitag vendredi viernes vrijdag venerdì sexta-feira fredag",
    "saturday sat samstag sonnabend samedi sábado sabado zaterdag sabato lördag lørdag",
    "sunday sun sonntag dimanche domingo zondag domenica söndag søndag",
)
_NUMBER_ROWS = (
    "a an one ein eine einem einer un une una een uno um uma",
    "two zwei deux dos twee due dois duas två",
    "three drei trois tres drie tre três",
    "four vier quatre cuatro quattro quatro fyra fire",
    "five fünf cinq cinco vijf cinque",
    "six sechs seis zes sei",
    "seven sieben sept siete zeven sette sete",
    "eight acht huit ocho otto oito",
    "nine neun neuf nueve nove",
    "ten zehn dix diez dieci dez",
    "eleven elf onze once undici",
    "twelve zwölf douze doce dodici doze",
)


def _numbered(rows: Iterable[str], first: int) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, first) for word in row.split()}


MONTHS: Mapping[str, int] = _numbered(_MONTH_ROWS, 1)
"""Lower-case name or abbreviation of a month -> 1 to 12."""
WEEKDAYS: Mapping[str, int] = _numbered(_WEEKDAY_ROWS, 0)
"""Lower-case name or abbreviation of a day of the week -> 0 (Monday) to 6, as `date.weekday()` counts."""
NUMBERS: Mapping[str, int] = _numbered(_NUMBER_ROWS, 1)
"""Lower-case number word, articles included -> 1 to 12."""
CAPITAL_ONLY = frozenset({"may", "march", "mar", "ago", "mon", "wed", "sat", "sun"})
"""Names that are common words as well: only with a capital do they belong to the calendar."""
QUARTER_MONTHS = 3


class Unit(StrEnum):
    """What a span of time is counted in."""

    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_UNIT_ROWS = {
    Unit.HOUR: "hour hours hr hrs h minute minutes min mins stunde stunden heure heures hora horas uur ora ore",
    Unit.DAY: "day days tag tage tagen tages jour jours día días dia dias dag dagen dagar dager giorno giorni",
    Unit.WEEK: "week weeks wk wks woche wochen semaine semaines semana semanas weken settimana settimane vecka veckor "
    "uke uker",
    Unit.FORTNIGHT: "fortnight fortnights",
    Unit.MONTH: "month months monat monate monaten monats mois mes meses maand maanden mese mesi mês månad månader",
    Unit.QUARTER: "quarter quarters quartal quartale quartalen quartals kwartaal trimestre",
    Unit.YEAR: "year years yr yrs jahr jahre jahren jahres ans année an año años jaar jaren anno anni ano anos år",
}
UNITS: Mapping[str, Unit] = {word: unit for unit, row in _UNIT_ROWS.items() for word in row.split()}
"""Lower-case word for a unit of time -> the unit."""
SEVERAL = frozenset(
    "days weeks wks months quarters years tage tagen wochen monate monaten jours semaines días semanas dias meses "
    "dagen weken maanden giorni settimane mesi".split()
)
"""Those of several units."""
PERIOD_ENDS: Mapping[str, Unit] = {
    "eod": Unit.DAY,
    "cob": Unit.DAY,
    "eow": Unit.WEEK,
    "eom": Unit.MONTH,
    "eoq": Unit.QUARTER,
    "eoy": Unit.YEAR,
    "week-end": Unit.WEEK,
    "month-end": Unit.MONTH,
    "month end": Unit.MONTH,
    "quarter-end": Unit.QUARTER,
    "quarter end": Unit.QUARTER,
    "year-end": Unit.YEAR,
    "year end": Unit.YEAR,
    "monatsende": Unit.MONTH,
    "quartalsende": Unit.QUARTER,
    "jahresende": Unit.YEAR,
}
"""Lower-case word for the last day of a period -> the period that ends."""

PERIODS = ("sprint sprints iteration iterations cycle semester semesters term trimester trimestre semestre").split()
"""Further words for spans of time, none of which says a day."""
SEASONS = (
    "spring summer autumn fall winter christmas xmas easter thanksgiving new\\syear(?:['’]?s)? halloween weekend "
    "holidays holiday vacation frühling frühjahr sommer herbst weihnachten ostern pfingsten neujahr ferien wochenende "
    "printemps été automne hiver noël pâques vacances primavera verano otoño invierno navidad pascua vacaciones"
).split()
"""Times of the year that say no day, as regular expressions."""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, the longest first, without a group of its own name."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


_ONE = {
    Unit.DAY: relativedelta(days=1),
    Unit.WORKDAY: relativedelta(days=1),
    Unit.WEEK: relativedelta(weeks=1),
    Unit.FORTNIGHT: relativedelta(weeks=2),
    Unit.MONTH: relativedelta(months=1),
    Unit.QUARTER: relativedelta(months=QUARTER_MONTHS),
    Unit.YEAR: relativedelta(years=1),
}


def span(count: int, unit: Unit) -> relativedelta:
    """`count` units as calendar arithmetic; hours count from a whole day on."""
    if unit is Unit.HOUR:
        return relativedelta(days=count // 24)
    return _ONE[unit] * count


def later(day: dt.date, count: int, unit: Unit) -> dt.date | None:
    """`day` plus `count` units; working days skip Saturday and Sunday; None beyond the calendar's end."""
    try:
        if unit is Unit.DAY:
            return day + dt.timedelta(days=count)
        if unit is not Unit.WORKDAY:
            return day + span(count, unit)
        weeks, days = divmod(count, 5)
        day += dt.timedelta(weeks=weeks)
        for _ in range(days):
            day += dt.timedelta(days=1)
            while day.weekday() >= 5:
                day += dt.timedelta(days=1)
    except (OverflowError, ValueError):
        return None
    return day


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """That date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """A year of four digits, or of two in this century: `20` is 2020."""
    return int(digits) + (2000 if len(digits) == 2 else 0)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> dt.date:
    """The last day of a quarter of the calendar year, 1 to 4."""
    return month_end(year, QUARTER_MONTHS * quarter)


def week_friday(day: dt.date) -> dt.date:
    """The Friday of `day`'s week, or `day` itself where that Friday has passed."""
    return max(day, day + dt.timedelta(days=4 - day.weekday()))


def next_weekday(day: dt.date, weekday: int) -> dt.date:
    """The first such day of the week after `day`, never `day` itself."""
    return day + dt.timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def on_or_after(day: dt.date, month: int, day_of_month: int) -> dt.date | None:
    """The nearest such day of the year on or after `day`: 29 February waits for a leap year."""
    for year in range(day.year, min(day.year + 9, dt.MAXYEAR)):
        found = make_date(year, month, day_of_month)
        if found is not None and found >= day:
            return found
    return None

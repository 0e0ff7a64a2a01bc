"""Words that do not tell one task from another, in the languages that notes are mostly written in.

Fixed tables rather than counts over the notes: how alike two statements are must not depend on which other notes
were read.
"""

from __future__ import annotations

import re
from functools import lru_cache

SMALL_WORDS = frozenset(
    """a about above after again also an and another any are as at be because been before being both but by can
    could d did do does each for from had has have he her here him his i if in into is it its just ll let m may me
    more most my need needs new not of off on once only or other our out over re s she should since so some still
    such t than that the their them then there these they this those to too until up us ve very via was we were what
    when where which while who will with would you your
    aber am an auch auf aus bei beim bis da das dass dem den der des die dies diese diesem dieser durch ein eine
    einem einen einer er es für hat ihn ihnen im in ist ihr mal mit nach noch nochmal nur ob oder ohne sein seine sich
    sie sind so soll sollen über um und uns unser unter vom von vor war was wegen wenn werden wie wir wird zu zum zur
    à au aux avec ce ces cette dans de des du d elle en est et être il ils je l la le les leur lui ne nous ou où
    par pas plus pour qu que qui sa se ses son sont sur un une vers vous y
    a al como con de del e el ella en entre es este esta la las lo los más ni no o otra otro para pero por que se
    ser sin sobre son su sus un una unos y ya
    ao aos até com da das do dos ela ele em essa esse na nas no nos não o os ou pela pelo sem um uma
    che ci col dal dei del della di gli i il nel nella non per più si sul sulla tra una uno
    aan dat de een en het hij ik in is met naar niet nog of om ook op te tot uit van voor wat we wij ze zijn""".split()
)
"""Articles, pronouns, prepositions and the like: they say nothing about which task is meant."""

_LIGHT = """act add address answer arrange ask begin bring build call change chat check clean close come comment
    complete connect consider contact continue coordinate create decide define deliver discuss do draft email
    ensure explore fill file find finish fix follow followup gather get give go handle help implement inform
    initiate investigate keep look mail make mark mention message move open organise organize ping plan post prepare
    propose provide publish push put raise reach read ready remind remove reply report respond resolve review run
    schedule see send set share show sort speak start submit sync take talk tell test thank think track try
    understand update upload use verify work write
    how whether why
    action item issue next pr prs pull ready request task thing ticket todo
    abklären anfragen anlegen anpassen ansprechen aufnehmen beantworten besorgen bestellen einholen erledigen
    erstellen fragen geben klären kümmern lassen machen melden nachfragen organisieren planen prüfen reden schauen
    schicken schreiben senden sprechen suchen testen verschicken vorbereiten
    contacter demander donner envoyer établir faire finir mettre parler prendre préparer proposer relancer rédiger
    regarder répondre réserver vérifier voir écrire
    añadir buscar contactar crear dar enviar escribir hablar hacer mandar pedir poner preparar preguntar proponer
    revisar terminar ver
    criar enviar escrever falar fazer perguntar preparar verificar
    chiedere contattare controllare creare fare inviare mandare parlare preparare scrivere verificare
    bellen controleren maken nakijken regelen schrijven sturen vragen""".split()

REMARKS = frozenset(
    """already answered asked awaiting blocked cancelled closed coming deferred delayed done finished going got
    instead merged moved ongoing over overdue pending postponed progress pushed rescheduled sent soon started
    stalled still taken todo took waiting was written yet anstelle statt angefragt begonnen erledigt fertig
    läuft noch offen steht verschoben wartet
    attente cours encore envoyé fait fini relance relancé reporté toujours
    curso enviado espera hecho pendiente todavía
    andamento feito pendente corso fatto gedaan klaar loopt wacht""".split()
)
"""Words of a remark on how far a task is, or whose it was, as it is written behind it."""

REVIEWS = frozenset(
    """last previous prior old earlier carried review letzten letzter letzte vorigen suivi précédente précédentes
    précédent dernière anteriores anterior seguimiento precedenti scorsa vorige""".split()
)
"""Words of a heading below which the actions of earlier calls are gone through."""

EVERYBODY = frozenset("all everybody everyone group team us we alle alles tous todos tutti iedereen".split())
"""Owners that name nobody in particular: with them anybody's statement may agree."""

POINTING = frozenset("above he her him it one ones she that them there these they this those".split())
"""Words that stand for what the note says just before."""

_MONTHS = """jan january januar janvier enero janeiro gennaio januari|feb february februar février febrero fevereiro
    febbraio februari|mar march märz mars marzo março maart|apr april avril abril aprile|may mai mayo maio maggio
    mei|jun june juni juin junio junho giugno|jul july juli juillet julio julho luglio|aug august août agosto
    augustus|sep sept september septembre septiembre setembro settembre|oct october oktober octobre octubre
    outubro ottobre|nov november novembre noviembre novembro|dec december dezember décembre diciembre dezembro
    dicembre"""
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
"""The number of a month by its name."""

_ENDINGS = (
    *("ations", "ation", "ungen", "ments", "ment", "ings", "ing", "ions", "ion", "ung", "ern", "at"),
    *("ies", "ers", "ed", "er", "es", "en", "ly", "e", "n", "s", "y"),
)
"""Of English, German, French and Spanish, longest first."""
_LEAST = 4
_SHORT = frozenset(["ing", "ed", "s"])
"""Endings that are cut off a word of three letters, too: "asked", "docs"."""
_DOUBLE = re.compile(r"([bdfglmnprst])\1$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A normalised word without its common endings, of which four letters at least stay.

    So "invites" and "inviting" meet, and "Einladung" and "Einladungen". It is crude, and only for comparing.
    """
    changed = not any(map(str.isdigit, word))
    while changed:
        changed = False
        for ending in _ENDINGS:
            least = _LEAST - (ending in _SHORT)
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: -len(ending)]
                word = _DOUBLE.sub(r"\1", word) if len(word) > least else word
                changed = True
                break
    return word


LIGHT_WORDS = frozenset(map(stem, [*_LIGHT, *EVERYBODY]))
"""Stems of what is done with most things, and of what most tasks are called: the object tells tasks apart."""

SAYS_NOTHING = LIGHT_WORDS | frozenset(map(stem, REMARKS))
"""Stems of light words and of remarks: none of them names a task."""

"""The words that tell how an action stands, as tables written like those of `grammar`, in all languages at once."""

from __future__ import annotations

DONE_WORDS = (
    r"(?:done|complete|completed|finished|resolved|closed|fixed|merged|sent|erledigt|fertig|fait|terminée?|"
    r"hecho|listo|feito|concluíd[oa]|fatto|completato|gedaan|afgerond|afgehandeld|voltooid|klaar|klart?|färdig|"
    r"ferdig|færdig|utfört|utført|zrobione|gotowe|hotovo|сделано|готово|выполнено|完了|已完成|완료)"
)
"""Outcome marks at the end, in brackets, or in a remark nested below."""

REPORTED = (
    r"(?:filed|posted|submitted|sent|opened|created|published|fixed|merged|closed|completed|added|landed|shipped)"
)
"""Participles that report an outcome when something that can be looked up follows: `-- filed as https://…`."""

DROPPED_WORDS = (
    r"(?:cancell?ed|won['’]?t (?:do|fix|happen)|wontfix|dropped|abandoned|obsolete|no longer (?:needed|"
    r"required|relevant|applicable)|"
    r"not needed(?: any ?more)?|withdrawn|superseded|overtaken by events|not doing|not going to (?:do|happen)|"
    r"rejected|moot|entfällt|hinfällig|gestrichen|verworfen|storniert|abgesagt|nicht mehr nötig|annulée?|abandonnée?|"
    r"sans objet|plus nécessaire|cancelad[oa]|descartad[oa]|ya no es necesario|vervallen|vervalt|geannuleerd|"
    r"niet meer nodig|annullat[oa]|inställt|utgår|bortfaller|anulowane|zrušeno|отменено|取消|已取消|취소)"
)
"""Outcome marks of what is not to be done any more."""

STANDING_WORDS = (
    r"(?:in progress|on-?going|wip|pending|(?:still )?open|carr(?:y|ied) (?:over|forward)|"
    r"not (?:yet )?(?:done|started|complete)|no (?:progress|updates?)(?: yet)?|to be (?:done|completed)|"
    r"in arbeit|en cours|en curso)"
)
"""Remarks that say no more than that an action is still to be done: they are no part of what it is."""

REOPENED_WORDS = (
    r"(?:re-?opened|open(?:ed)? (?:again|once (?:again|more))|back to open|wieder (?:offen|geöffnet|aufgenommen)|"
    r"rouverte?|(?:de|à) nouveau ouverte?|reabiert[oa]|reabert[oa]|riapert[oa]|heropend|weer open|återöppnad|gjenåpnet|"
    r"genåbnet|重新打开|再開)"
)
"""Outcome marks of a task that was closed and is open again."""

CLOSED_LISTS = (
    r"(?P<done>completed|closed|done|finished|resolved|erledigte?n?|abgeschlossene?n?|(?:actions |tâches )?terminée?s|"
    r"(?:acciones |tareas )?(?:completad|cerrad|hech)as|afgeronde|afgehandelde|concluídas|completate|avslutade|utførte)"
    r"|(?P<dropped>cancell?ed|dropped|abandoned|withdrawn|obsolete|gestrichene?n?|verworfene?n?|(?:actions )?annulées|"
    r"(?:acciones |tareas )?canceladas|vervallen|geannuleerde|annullate)"
)
"""How the heading of a list of actions begins that are all closed: `Completed actions`."""

OUTCOME_HINTS = (
    "done", "complet", "finish", "resolv", "close", "fix", "merge", "sent", "erledigt", "fertig", "fait", "terminé",
    "hecho", "listo", "feito", "concluíd", "fatto", "gedaan", "afgerond", "afgehand", "voltooi", "klar", "klaar",
    "färdig", "ferdig", "færdig", "utfört", "utført", "zrobion", "gotow", "hotov", "сделано", "готово", "выполнено",
    "完了", "已完成", "완료", "filed", "post", "submit", "opened", "creat", "publish", "added", "land", "ship",
    "cancel", "won't", "won’t", "wont", "drop", "abandon", "obsolet", "longer", "needed", "doing", "going", "withdraw",
    "supersed", "overtak", "reject", "moot", "entfäll", "hinfäll", "gestrich", "verworf", "stornier", "abgesag",
    "nötig", "annul", "objet", "nécess", "descart", "necesar", "verval", "nodig", "inställ", "utgår", "bortfall",
    "anulow", "zrušen", "отменено", "取消", "취소", "did", "[x]", "✅", "☑", "✔", "✓", "🎉",
)  # fmt: skip
"""What every text holds, in lower case, that has a mark of the tables above, but for one that is reopened."""

REOPENED_HINTS = (
    "open", "wieder", "ouvert", "reab", "riapert", "återöpp", "gjenåpn", "genåbn", "重新打开", "再開",
)  # fmt: skip
"""The same of a task that is open again."""

OUTCOME_LEAD = (
    r"(?:(?:(?-i:(?!(?:Not|Nothing|Never|Almost|Nearly|Half|Partly|Mostly|To|No|Nicht|Pas) )[A-Z])\w{0,15}(?= done)|"
    r"now|then|but|already|all|this is|eventually|later(?: note)?:?|update:|status:|"
    r"(?:(?:this|that|it) )?(?:was|is|has been|have been)|it['’]s) ){0,4}"
)
"""Words that may stand between a dash or bracket and an outcome mark."""

NOT_DONE = (
    r"(?:not|n['’]t|never|almost|nearly|half|partly|partially|mostly|being|be|when|once|if|until|till|get|"
    r"gets|getting|have|until|"
    r"before|after|isn['’]t|still|nicht|pas|no|definition of|to be|for|is|are|what['’]s|[0-9]+%|~) (?:yet )?"
)
"""Words before an outcome mark that take it back."""

NO_DATE = (
    r"(?:(?:as soon as possible|asap|soon|sooner|later|urgent|immediately|now|whenever|any ?time|un(?:known|clear)|"
    r"not set|when(?:ever)? .{1,30}|on-?going|open(?:[ -]ended)?|rolling|recurring|continu\w+|permanent\w*|standing|"
    r"yearly|monthly|weekly|daily|(?:every|each) .{1,30}|past|overdue|done|closed|completed?|"
    r"bald|sofort|laufend|offen|erledigt|dès que possible|en cours|en continu|fait|pronto|cuanto antes|en curso|hecho)"
    r"(?: ?/ ?| or |, | - )?){1,2}"
)
"""What may stand in place of a due date and sets none."""

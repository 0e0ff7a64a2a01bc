"""The words that reading goes by, as tables that a maintainer reads in one sitting.

A pattern here is written without anchors and in lower case where case does not matter; spaces stand for any
white space. `settings.markers` and `settings.sections` add to the first two tables. The habits are those of
working groups that publish their notes; further languages carry the plainest words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wgtrack.reading import languages

MARKERS = (
    r"to[ -]?dos?",
    r"actions?(?: items?| points?| required| needed| for)?",
    r"a/?i(?: items?|s)?",
    r"a\.i\.?",
    r"next (?:steps?|actions?)",
    r"follow[ -]?ups?(?: items?| actions?)?",
    *languages.MARKERS,
)
"""Labels of an action: `TODO: …`, `ACTION Dana: …`. What must stand around them is decided in `markers`."""

HASHTAGS = r"#(?:action(?:item)?|todo|ai|task|followup)"
"""Tags that mark a line wherever they stand in it."""

SECTIONS = (
    r"to[ -]?do(?:['’]?s| items?| list| tasks?)?",
    r"(?:action )?tasks?(?: list)?",
    r"actions?(?: items?| points?| list| register| log)?",
    r"a\.?i\.?s?(?: list)?",
    r"next steps?(?: items?)?",
    r"next actions?",
    r"follow[ -]?ups?(?: items?| actions?)?",
    r"things to do",
    r"what needs to be done",
    r"homework",
    r"assignments",
    *languages.SECTIONS,
)
"""Headings and lead-ins that open a list of actions."""

TAILED_SECTIONS = r"action (?:items?|points?)|next actions?|ais"
LINKS = (
    r"for|from|of|since|after|before|by|per|until|till|at|in|during|on|regarding|re|concerning|around|about|out of|"
    r"arising (?:from|out of)|with|as of|due|in order of|sorted by|grouped by|raised (?:in|at|on|during)|"
    r"(?:agreed|assigned|taken|made|noted|recorded) (?:in|at|on|during|by|to)"
)
"""Sections that stay one whatever a link ties to them: `Action items from the chat`, `Action items, by person`."""
TIMED_SECTIONS = r"to[ -]?dos?(?: items?| list)?|actions|tasks|things to do|next steps|follow[ -]?up (?:items|actions)"
TIME_LINKS = (
    r"for|from|since|after|before|by|until|till|due|due by|ahead of|during|out of|arising from|agreed (?:in|at|on)"
)
"""Sections of plainer words, and the links that tell for when, for whom or from where rather than what of."""
WEAK_SECTIONS = r"follow[ -]?ups?(?: items?)?"
"""Sections in which talk is as frequent as tasks: only items that name who does what are read."""

SECTION_WORDS_BEFORE = (
    r"review(?:ing|ed)?|of|to|following|up|check(?:ing)?|go(?:ing)?|through|over|the|our|all|any|other|"
    r"previous|last|prior|past|earlier|old|open|outstanding|new|current|"
    r"pending|remaining|leftover|left|over|planned|immediate|short-term|long-term|suggested|proposed|potential|agreed|"
    r"assigned|additional|key|main|personal|general|final|recap|recap:|summary|list|meeting|meetings|call|week|weekly|"
    r"team|group|wg|tsc|tc|committee|today|upcoming|existing|carried|carry|carryover|unresolved|uncompleted|"
    r"incomplete|completed|resulting|admin|administrative|important|high|priority|follow-?up|followup|status|update|"
    r"updates|check|from|on|for|and|&|/|\+|-|with|decisions?|resolutions?|conclusions?|outcomes?|takeaways|issues|"
    r"your|my|his|her|their|this|next|summari[sz]ed|captured|recorded|recurring|closed|cancell?ed|dropped|finished|done|"
    rf"{languages.SECTION_WORDS_BEFORE}|[\w-]+['’]s?"
)
"""Words that may stand before a section's name and leave it one."""

SECTION_WORDS_AFTER = (
    r"for|from|of|since|after|before|until|to|by|and|&|/|\+|-|–|—|with|in|on|at|the|our|this|that|these|next|"
    r"last|previous|"
    r"prior|past|coming|upcoming|meeting|meetings|meeting['’]s|call|calls|week|weeks|session|time|today|now|"
    r"review|list|items?|summary|"
    r"updates?|status|tracker|tracking|assigned|identified|agreed|captured|recorded|recap|decisions?|resolutions?|"
    r"outcomes?|owners?|everyone|all|me|us|team|group|members?|open|new|old|closed|done|completed|pending|required|"
    r"arising|agreed|resulting|needed|notes|follow-?ups?|todos?|next|steps|actions?|tasks|discussed|carried|over|forward|dates?|sync|"
    r"release|deadlines?|"
    rf"{languages.SECTION_WORDS_AFTER}|\d[\w./-]*"
)
"""Words that may stand behind a section's name and leave it one."""

ATTENDANCE = (
    r"\b(?:attend\w*|participants?|present|roll ?call|members?|quorum|invitees?|teilnehm\w*|anwesen\w*|"
    r"asistentes|présents)\b"
)
AGENDA = r"\b(?:agenda|topics?|tagesordnung|ordre du jour|orden del día|votes?|voting|polls?|ballots?|motions?)\b"
"""Headings under which a box stands for presence, a topic or a vote."""

NOTHING = (
    r"(?:none|nothing|nil|n/?a|tb[dac]|no(?: new| open| further| outstanding| specific| immediate| other)?(?: action)?"
    r"(?: items?| points?| actions?| ais?| todos?| tasks?| next steps| follow[ -]?ups?)?|not applicable|"
    r"(?:none|nothing|nil|n/?a)(?: new)?\W{0,4}(?:from|since|to (?:report|add|do|discuss|review)|see|as|because|all|"
    r"everything)\b.{0,60}|no (?:new |open )?ones|nothing new|skipped|pass|empty|to be added|to be filled in|"
    r"add (?:your |action |new )?(?:items?|actions?|todos?) here|keine|aucune?|ninguna?|nada|tasks?|items?|"
    r"actions?|todo|name|action item)"
    r"(?: (?:none|this week|this time|today|at this time|for now|yet|so far|identified|recorded|noted|assigned|"
    r"needed|required|necessary|taken|planned|pending|raised|captured|really|at (?:all|present|the moment)|"
    r"came up|left|open|outstanding|either|for (?:the )?(?:others?|rest|everyone else)|"
    r"from (?:this|last|the last|the previous) (?:meeting|call)|for (?:this|the next) (?:meeting|call|week)|"
    r"this (?:meeting|call)|here))*"
    r"(?: (?:besides|beyond|apart from|other than|except|aside from|were) .{1,60})?"
)
"""What stands under a heading of actions when there are none, and templates left empty."""

NO_OWNER = (
    r"(?:un(?:assigned|owned|claimed|allocated)|no owner|owner ?(?:tb[ad]|\?+)|nobody(?: yet)?|up for grabs|"
    r"help wanted|volunteers? (?:needed|wanted)|others?|misc(?:ellaneous)?|general)"
)
"""What stands for a name above the tasks that nobody has taken."""

NOT_A_TASK = (
    r"(?:no action (?:needed|required|necessary)|motion(?:ed)?\b|next (?:meeting|call|session)s?(?: "
    r"date)? ?(?::|is\b|on\b|will be\b|-)|moved and seconded|vote[ds]?:|approved\b|"
    r"resolved:|resolved that|"
    r"decision:|decided:|agreed:|\(?skipped (?:due|for|because)|see (?:above|below)\W*$)"
)
"""How records of another kind begin, under a heading of actions too."""

VERBS = frozenset(
    """accept access achieve acknowledge act adapt add address adjust adopt advance advertise advise agree aim align
    allow amend analyse analyze announce answer apply appoint approach approve arrange ask assemble assess
    assign assist attach attend audit automate avoid backport ban base begin benchmark block book braindump
    bring brainstorm broadcast bug build bump call cancel capture care carry catch celebrate change chase check
    choose circle circulate clarify clean cleanup clear close code collaborate collate collect combine come
    comment commit communicate compare compile complete compose conduct configure confirm connect consider
    consolidate consult contact continue contribute convene convert coordinate copy correct cover craft create
    cross cut deal debug decide dedupe deduplicate defer define delegate delete deliver demo deploy deprecate
    describe design determine develop devise dig direct disable discuss dismiss distribute do document double
    download draft draw drive drop edit elaborate email embed enable encourage engage enhance ensure enter
    escalate establish estimate evaluate examine execute expand experiment explain explore export expose extend
    extract facilitate feed fetch figure file fill finalise finalize find finish fix flag flesh flip focus
    follow fork form format formalize forward freeze gather generate get give go grab grant group grow guide
    hand handle have help highlight hold host identify implement import improve include incorporate increase
    inform initiate inquire insert inspect install integrate introduce investigate invite involve iterate join
    keep kick label land launch lead learn leave let liaise link list load locate lock log look maintain make
    manage map mark measure meet mention merge message migrate modify monitor move need negotiate nominate note
    notify obtain offer onboard open optimize order organise organize outline own pair participate pass patch
    pay perform pick pin ping pitch place plan play point poll populate port post postpone prep prepare present
    prioritise prioritize probe process produce profile promote propose prototype prove provide publicise
    publicize publish pull purge pursue push put query question raise re-run reach react read readdress reassess
    rebase rebuild recategorize receive recheck recommend reconvene record recruit redirect reduce redo
    reevaluate refactor refer reference refine reflect refresh register reject relay release remind remove
    rename renew reopen reorganize repeat replace reply report reproduce request require rerun reschedule
    research resend reset resolve respond restart restore restructure retest retire return reuse revert review
    revise revisit rewrite roll rotate rough run save say scan schedule scope seek select send separate serve
    set setup share ship shop shorten show sign signal simplify sketch socialise socialize solicit solve sort
    spec specify speak spend spike spin split sponsor spread stage start state stay stop store strip structure
    study submit subscribe suggest summarise summarize supply support survey suspend switch sync synthesize
    table tag take talk target tell test think thank tidy tie timebox track train transcribe transfer transition
    translate triage trim try tune turn tweak type understand unblock undo unify update upgrade upload use
    validate verify version view visit volunteer vote wait walk want warn watch weigh whitelist wire work wrap
    write""".split()
)
"""Imperatives with which a task begins: never a name, and what makes `NAME to …` a task."""

VERBS_THAT_ARE_NAMES = frozenset("mark grant chase bill sue pat drew rob frank".split())
"""Imperatives that are given names too: `Mark to …` and `Mark:` are somebody, `Mark it` is not."""

NOT_NAMES = frozenset(
    """a about above account accounts action actions actually adding additional admin after again agenda ai all also
    although an and android another any api app april are arm as at audit august aws azure backend background
    beta between blocker blockers blog board bold both branch branding bug bugs but by can changelog chat ci
    cleanup client closed code comment comments community complete completed conclusion conclusions conference
    could css current currently database date dates deadline december decision decisions demo deployment design
    did discord discussion discussions do doc docs does done draft due during each early editorial either eta
    etc even event events every example examples feature features february feedback few first followup for forum
    framework friday from frontend full funding further future general git github gitlab goal goals google grant
    grants guide had has have he help her here high his hosting how however html http https i idea ideas if
    important in infra infrastructure instead internal is issue issues it item items its january java javascript
    july june just key last later latest leftover let lib library license like link links linux list low mac
    macos mailing main major many march maybe may meanwhile medium meeting meetings merge milestone minor
    minutes misc mobile monday more most my name names new next no none not note notes november now october of
    ok old on once one only open optional or other others our out outcome over overall owner package packages
    page pages people per performance phase planned please plugin plugins poll possible post potential pr
    previous priority problem process progress project projects proposal proposals prs python question questions
    quick readme ready reason recent reference release releases remaining repo repos repository res research
    resolution resolutions resolved resource resources result results roadmap rule rules same saturday schema
    scope script section security see september server service several should side site slack slides so social
    software some someone something soon spec specs sponsor sprint stable status step steps still style subject
    such summary sunday support survey task tasks td template test tests than that the their them then there
    these they thing things this those thursday time timeline title to today todo together token tomorrow tool
    tools tooling topic topics tuesday two twitter ui under until update updates upstream url us user users ux
    v1 v2 various version via video wait was we web webinar website wednesday week were what when where whether
    which while who why wiki will windows actions acks background basically clearly currently eventually finally
    followups generally hopefully ideally likely obviously possibly presumably probably remainder todos usually
    with within workflow workshop would year yes yet you your youtube zoom zulip nobody
    unassigned unowned unclaimed unallocated misc miscellaneous""".split()
) | {"to-do", "n/a", "tbd", "tba", "q1", "q2", "q3", "q4", "q&a", "wip", "fyi", "lgtm"}
"""Words that begin a sentence or name a topic, capitalised or not, and are nobody's name."""

NOT_NAME_ENDINGS = (
    "ing",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ship",
    "ology",
    "ware",
    "ability",
    "ances",
    "ences",
)
"""Endings of things rather than persons; known names are exempt."""

COLLECTIVE_NOUNS = (
    r"(?:teams?|groups?|wg|committee|community|council|board|staff|members?|maintainers?|chairs?|co-?chairs?|editors?|"
    r"contributors?|participants?|attendees|validators?|implementers?|implementors?|reviewers?|developers|devs|"
    r"authors?|champions?|organi[sz]ers?|leads?|facilitators?|sig|task ?force|crew|folks|reps?|"
    r"representatives?|core|tc|tsc|"
    r"volunteers?|translators?|testers?|speakers?|presenters?|moderators?|admins|owners)"
)
"""The last word of a group's name: `UX team`, `core maintainers`."""

EVERYBODY = (
    r"(?:everyone|everybody|all(?: of us| participants| members| attendees| hands)?|any(?:one|body)(?: who "
    rf"[^:,.]{{1,60}}(?=:))?|group|team|we all|{languages.EVERYBODY})"
)
"""Words for all of those present."""

AUXILIARIES = (
    r"(?:will|shall|should|must|can|could|would|may|might|has to|have to|needs? to|is to|are to|is going to|"
    rf"are going to|going to|agreed to|volunteered to|offered to|promised to|plans to|{languages.AUXILIARIES})"
)
"""What stands between who and what: `Dana will …`."""

DONE_WORDS = (
    r"(?:done|complete|completed|finished|resolved|closed|fixed|merged|sent|erledigt|fertig|fait|terminée?|"
    r"hecho|listo|feito|完了|已完成)"
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
    r"rejected|moot|entfällt|hinfällig|annulée?|abandonnée?|cancelado)"
)
"""Outcome marks of what is not to be done any more."""

REOPENED_WORDS = (
    r"(?:re-?opened|open(?:ed)? (?:once )?(?:again|more)|back to open|wieder (?:offen|geöffnet|aufgenommen)|"
    r"rouverte?|(?:de|à) nouveau ouverte?|reabiert[oa]|reabert[oa]|重新打开|再開)"
)
"""Outcome marks of a task that was closed and is open again."""

OUTCOME_LEAD = (
    r"(?:(?:(?-i:[A-Z])\w{0,15}(?= done)|now|then|but|already|all|this is|eventually|later(?: note)?:?|update:|status:|"
    r"was|is|has been|have been|it['’]s) ){0,4}"
)
"""Words that may stand between a dash or bracket and an outcome mark."""

NOT_DONE = (
    r"(?:not|n['’]t|never|almost|nearly|half|partly|partially|mostly|being|be|when|once|if|until|till|get|"
    r"gets|getting|have|until|"
    r"before|after|isn['’]t|still|nicht|pas|no|definition of|to be|for|is|are|what['’]s|[0-9]+%|~) (?:yet )?"
)
"""Words before an outcome mark that take it back."""

AGAIN = (
    r"(?:re-?assess|re-?visit|re-?evaluate|re-?examine|reconvene|re-?review|check (?:back )?in again|check "
    r"again|check back|"
    r"circle back|(?:look|think|talk|meet|discuss|review|evaluate|consider|see)(?: (?:at|about|into|over|on)"
    r")?(?: \w+){0,4}? again|"
    r"come back to (?:this|it|that|these|the (?:topic|question|issue|idea))|(?:re-?discuss|reconsider)|erneut "
    r"(?:prüfen|besprechen)|wieder vorlegen|réévaluer|reevaluar|volver a (?:ver|revisar))"
)
"""Verbs of an action whose point is to look at something again at a later time."""

ACTION_COLUMN = (
    r"(?:actions?(?: items?| points?| needed| required)?|tasks?|to-?dos?|what|ais?|items?|description|"
    rf"{languages.ACTION_COLUMN})"
)
NOT_A_LOGIN = frozenset(
    """ack asap approx blocked breaking carried closed contd continued current deprecated done draft existing
    experimental external friday high internal long low maybe medium minor major later monday new next nice none
    ongoing open optional old pending perhaps planned possibly postponed private probably proposed public
    recurring repeated required short skipped soon stretch tentative thursday today tomorrow tuesday unclear
    unknown unlikely urgent wednesday wip yearly weekly monthly again also both cont see""".split()
)
"""Lone words in brackets before a task that are no login."""

OWNER_COLUMN = (
    r"(?:owners?|assignees?|assigned(?: to)?|who|responsible(?: (?:person|party))?|respons[ai]b[li]+[ei]s?|"
    rf"action by|by whom|lead|person|{languages.OWNER_COLUMN})"
)
DUE_COLUMN = (
    r"(?:due(?: date| by)?|deadlines?|target(?: date)?|eta|when|by when|date due|until(?: when)?|"
    rf"{languages.DUE_COLUMN})"
)
PLAIN_WHEN = rf"when|eta|date|{languages.PLAIN_WHEN}"
STATUS_COLUMN = rf"(?:status|state|done\??|complete[d?]*|progress|outcome|result|{languages.STATUS_COLUMN})"
"""Headers of a table of actions, in any order."""


NO_DATE = (
    r"(?:(?:as soon as possible|asap|soon|sooner|later|urgent|immediately|now|whenever|any ?time|un(?:known|clear)|"
    r"not set|when(?:ever)? .{1,30}|on-?going|open(?:[ -]ended)?|rolling|recurring|continu\w+|permanent\w*|standing|"
    r"yearly|monthly|weekly|daily|(?:every|each) .{1,30}|past|overdue|done|closed|completed?|"
    r"bald|sofort|laufend|offen|erledigt|dès que possible|en cours|en continu|fait|pronto|cuanto antes|en curso|hecho)"
    r"(?: ?/ ?| or |, | - )?){1,2}"
)
"""What may stand in place of a due date and sets none."""


def any_of(patterns: Iterable[str]) -> str:
    """One alternation of `patterns`, longest first, in which a space stands for any white space."""
    return "(?:" + "|".join(sorted(map(opened_up, patterns), key=len, reverse=True)) + ")"


def spaced(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """`pattern` of a table compiled, in which a space stands for any white space."""
    return re.compile(opened_up(pattern), flags)


def opened_up(pattern: str) -> str:
    """`pattern` of a table with any white space for its spaces, to be part of another one."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def literally(words: str) -> str:
    """A pattern for `words` as a user configured them, in which a space stands for any white space."""
    return " ".join(map(re.escape, words.split()))

"""The words that reading goes by, as tables that a maintainer reads in one sitting.

A pattern here is written without anchors and in lower case where case does not matter; spaces stand for any
white space. `settings.markers` and `settings.sections` add to the first two tables. The habits are those of
working groups that publish their notes; further languages carry the plainest words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wgtrack.reading import date_words, languages, verbs
from wgtrack.reading.later import later

VERBS = verbs.VERBS
VERBS_THAT_ARE_NAMES = verbs.VERBS_THAT_ARE_NAMES

MARKERS = (
    r"to[ -]?do(?:['’]?s)?",
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
    r"actions?(?:[ -]items?|[ -]points?| list| register| log)?",
    r"actionables?|actionable items?|items (?:for|to) action|aps",
    r"a\.?i\.?s?(?: list)?",
    r"next steps?(?: items?)?",
    r"action plans?",
    r"next actions?",
    r"follow[ -]?ups?(?: items?| actions?| to-?dos?| tasks?)?",
    r"things to do|(?:things )?to be done",
    r"what needs to be done|who does what(?: by when)?",
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
TIMED_SECTIONS = (
    r"to[ -]?dos?(?: items?| list)?|(?:things )?to be done|actions|tasks|things to do|next steps|"
    r"follow[ -]?up (?:items|actions)"
)
TIME_LINKS = (
    r"for|from|since|after|before|by|until|till|due|due by|ahead of|during|out of|arising from|agreed (?:in|at|on)"
)
"""Sections of plainer words, and the links that tell for when, for whom or from where rather than what of."""
WEAK_SECTIONS = r"(?:follow[ -]?ups?(?: items?)?|ai)"
"""Sections in which talk is as frequent as tasks: only items that name who does what are read."""

SECTION_WORDS_BEFORE = (
    r"review(?:ing|ed)?|of|to|following|up|check(?:ing)?|go(?:ing)?|through|over|the|our|all|any|other|"
    r"previous|last|prior|past|earlier|old|open|outstanding|new|current|"
    r"pending|remaining|leftover|left|over|planned|immediate|short-term|long-term|suggested|proposed|potential|agreed|"
    r"assigned|additional|key|main|personal|general|final|recap|recap:|summary|list|meeting|meetings|call|week|weekly|"
    r"team|group|wg|tsc|tc|committee|today|upcoming|existing|carried|carry|carryover|unresolved|uncompleted|"
    r"incomplete|completed|resulting|admin|administrative|important|high|priority|follow-?up|followup|status|update|"
    r"updates|check|from|on|for|and|&|/|\+|-|with|decisions?|resolutions?|conclusions?|outcomes?|takeaways|issues|"
    r"post-?meeting|individual|joint|carry-?overs?|wrap|wrap-?up|wrapping|your|my|his|her|their|this|next|summari[sz]ed|captured|recorded|recurring|closed|cancell?ed|dropped|finished|done|"
    rf"{languages.SECTION_WORDS_BEFORE}|[\w-]+['’]s?"
)
"""Words that may stand before a section's name and leave it one."""

SECTION_WORDS_AFTER = (
    r"(?:and|&) (?:the )?(?:next )?agenda|(?:and|&) minutes|to be taken|"
    r"for|from|of|since|after|before|until|to|by|and|&|/|\+|-|–|—|with|in|on|at|the|our|this|that|these|next|"
    r"last|previous|"
    r"prior|past|coming|upcoming|meeting|meetings|meeting['’]s|call|calls|week|weeks|session|time|today|now|"
    r"review|list|items?|summary|"
    r"updates?|status|tracker|tracking|assigned|identified|agreed|captured|recorded|recap|decisions?|resolutions?|"
    r"outcomes?|owners?|assignees?|everyone|all|me|us|team|group|members?|open|new|old|closed|done|completed|"
    r"pending|required|arising|agreed|resulting|needed|notes|follow[ -]?ups?|todos?|next|steps|actions?|tasks|"
    r"discussed|carried|over|forward|dates?|sync|release|deadlines?|"
    rf"{languages.SECTION_WORDS_AFTER}|\d[\w./-]*"
)
"""Words that may stand behind a section's name and leave it one."""

ATTENDANCE = (
    r"\b(?:attend\w*|participants?|present|roll ?call|members?|quorum|invitees?|teilnehm\w*|anwesen\w*|"
    r"asistentes|présents)\b"
)
AGENDA = (
    r"\b(?:agenda|topics?|parking lot|tagesordnung|ordre du jour|orden del día|votes?|voting|polls?|ballots?|motions?|"
    r"options|choices|(?:standing|regular|discussion) (?:items|points)|(?:items|points) (?:to discuss|for discussion)|"
    r"talking points|(?:meeting|call|agenda) (?:flow|format|structure|procedure)|order of business|running order|"
    r"announcements?|decisions?|beschlüsse|décisions|decisiones|decisões|besluiten)\b"
)
"""Headings under which a box stands for presence, a topic or a vote."""

LAST_TIME = (
    r"(?:previously|last (?:time|week|meeting|call|session)|(?:from|since|at) (?:the )?(?:last|previous) "
    r"(?:time|week|meeting|call|session)|(?:left|carried|held) over(?: .{1,30})?|unfinished(?: business)?|old business)"
)
"""Lead-ins above what the group took upon itself at an earlier call: boxes there are tasks, in an agenda too."""

OTHER_SECTIONS = (
    r"(?:(?:date of |the )?next (?:meeting|call|session)s?|decisions?|resolutions?|announcements?|"
    r"any other business|aob|adjourn(?:ment|ed)|links|resources|references|parking lot|appendix|"
    r"nächstes treffen|beschlüsse|prochaine réunion|décisions|próxima reunión|decisiones|"
    r"próxima reunião|volgende vergadering|besluiten)"
)
"""Headings that list something else than actions, also where one stands below a heading of actions."""

_NONE = (
    r"(?:none|nothing|nil|n/?a|not applicable|nothing new|no (?:new |open )?ones|no (?:new |further |other )?updates?|"
    rf"{languages.NOTHING}|"
    r"no(?: new| open| further| outstanding| specific| immediate| other)?"
    r"(?: action)?(?: items?| points?| actions?| ais?| todos?| tasks?| next steps| follow[ -]?ups?)?)"
)
_UNFILLED = (
    r"(?:tb[dac]|skipped|pass|empty|to be (?:added|filled in)|fill (?:this |me )?in|"
    r"(?:action )?items?|actions?|tasks?|todo|name|"
    r"add (?:your |action |new )?(?:items?|actions?|todos?) here|"
    r"date|owner|who|what|when|due(?: date)?|deadline|description|title|topic|x{3,}|lorem ipsum.{0,80})"
)
_AT_THIS_CALL = (
    r"(?:new|really|either|left|open|outstanding|pending|today|here|yet|so far|for now|at (?:all|present|this time|the "
    r"moment)|this (?:week|time|meeting|call)|(?:that )?(?:came up|arose)|"
    r"(?:from|for|since|at|in) (?:the )?(?:last|this|next|previous)(?: (?:meeting|call|week|time))?|"
    r"(?:were |was )?(?:identified|recorded|noted|assigned|needed|required|necessary|taken|planned|raised|captured))"
)
_GOES_ON = (
    r"\W{0,4}(?:for|from|since|to (?:report|add|do|discuss|review)|see|as|because|besides|beyond|apart from|other than|"
    r"except|aside from|were|all|everything)(?![\w-]).{0,60}"
)
NOTHING = rf"(?:{_NONE}(?: (?:{_NONE}|{_AT_THIS_CALL}))*(?:{_GOES_ON})?|{_UNFILLED}(?: (?:{_NONE}|{_AT_THIS_CALL}))*)"
"""What stands under a heading of actions when there are none, and templates left empty."""

NO_OWNER = (
    r"(?:un(?:assigned|owned|claimed|allocated)|no owner|owner ?(?:tb[ad]|\?+)|nobody(?: yet)?|up for grabs|"
    r"help wanted|volunteers? (?:needed|wanted)|others?|misc(?:ellaneous)?|general)"
)
"""What stands for a name above the tasks that nobody has taken."""

NOT_A_TASK = (
    r"(?:no action (?:needed|required|necessary)|motion(?:ed)?\b|next (?:meeting|call|session|meetup|telecon|sync|"
    r"stand-?up)s?(?: date)? ?(?::|is\b|on\b|will be\b|-)|(?:aob|any other business) ?:|moved,? (?:and )?seconded|"
    r"vote[ds]?:|approved\b|resolved:|resolved that|resolution:|"
    r"(?:(?:call|meeting|session) )?(?:started|ended|adjourned|closed|start|end|début|fin|beginn|ende|inicio|início) ?"
    r"(?::|at) ?\d{1,2} ?[:.h]|decision:|decided:|agreed:|\(?skipped (?:due|for|because)|see (?:above|below)\W*$|"
    rf"{languages.NEXT_CALL})"
)
"""How records of another kind begin, under a heading of actions too."""

MOTION_OUTCOMES = r"(?:tabled|carried|adopted|ratified|denied|deferred|postponed|approved|passed)(?![\w:-])"
"""How minutes say what became of a motion: `Action: tabled until …`."""

_DAYS = frozenset(word for word in date_words.WEEKDAYS if len(word) > 4) - {"domingo", "domenica"}
"""Days of the week in full, but for those that people are called by; so may `Mon` and `Sun` be."""

NOT_NAMES = (
    languages.NOT_NAMES
    | _DAYS
    | frozenset(
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
    nice good great hard easy free able happy glad sure sorry worth thanks thank
    asap prior tonight unassigned unowned unclaimed unallocated misc miscellaneous
    accessibility accounting analytics anybody anyone benchmark benchmarks booth budget bylaws catering certificates
    charter comms communications compiler conda container containers contract contracts coverage cuda dashboard
    debian discourse docker domain domains driver drivers election elections equipment facilities fedora finance
    finances formatter fundraising golang governance gsoc hackathon image images installer insurance
    internationalization internship inventory invoice invoices irc kernel kubernetes legal licence linter
    localization logo marketing mastodon membership mentoring metrics newsletter npm onboarding operations outreach
    parser policies policy pypi registry riscv runtime rust safety servers somebody stickers summit sustainability
    swag tarball telemetry trademark translation translations travel treasury ubuntu venue wheel wheels
    whoever attempt difficult easier harder intend listen opt refuse related remember similar strive tempted want wants
    wish reminder reminders homework prework heads-up closes""".split()
    )
    | {"to-do", "pre-work", "n/a", "tbd", "tba", "q1", "q2", "q3", "q4", "q&a", "wip", "fyi", "lgtm"}
)
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

NAMES_LIKE_THINGS = frozenset(
    """charity clement felicity flemming frances hemming henning irving jiaming jianing jiaying jianming
    keating lansing manning sterling trinity verity weiming wenjing xiaojing xiaoming xiaoling xiaoqing xueqing
    yanling yating yuqing yuting zhiming""".split()
)
"""First and family names that end like things."""

COLLECTIVE_NOUNS = (
    r"(?:teams?|groups?|wg|committee|community|council|board|staff|members?|maintainers?|chairs?|co-?chairs?|editors?|"
    r"contributors?|participants?|attendees|validators?|implementers?|implementors?|reviewers?|developers|devs|"
    r"authors?|champions?|organi[sz]ers?|leads?|facilitators?|sig|task ?force|crew|folks|reps?|"
    r"representatives?|core|tc|tsc|"
    r"trustees?|directors?|delegates?|secretar(?:y|ies)|treasurers?|presidents?|coordinators?|conveners?|convenors?|"
    r"stewards?|committers?|packagers?|mentors?|liaisons?|webmasters?|sysadmins?|"
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
    r"are going to|going to|ought to|(?:has |have )?(?:agreed|volunteered|offered|promised) to|plans to|intends to|"
    r"(?:is|are|was|were|has been) (?:asked|requested|tasked|invited|assigned|expected) to|"
    rf"{languages.AUXILIARIES})"
)
"""What stands between who and what: `Dana will …`."""

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
    experimental external friday high internal long low maybe medium minor major morgen later monday new next nice none
    ongoing open optional old pending perhaps planned possibly postponed private probably proposed public
    recurring repeated required short skipped soon stretch tentative thursday today tomorrow tuesday unclear
    unknown unlikely urgent wednesday wip yearly weekly monthly again also both cont see""".split()
)
"""Lone words in brackets before a task that are no login."""

OWNER_COLUMN = (
    r"(?:owners?|(?:ap|ai|task|item) owners?|assignees?|assigned(?: to)?|who|res\.?|"
    r"responsible(?: (?:person|party))?|responsibility|"
    r"action by|by whom|leads?|person|people|resp\.?|pic|dri|poc|champions?|volunteers?|drivers?|action owners?|"
    rf"actioners?|(?:assigned|lead|point) person|{languages.OWNER_COLUMN})"
)
DUE_COLUMN = (
    r"(?:due(?: date| by)?|deadlines?|target(?: date)?|eta|when|by when|(?:to be )?completed? by|date due|"
    r"until(?: when)?|(?:deadline|completion|target|expected) date|expected|time ?(?:line|frame)|"
    rf"{languages.DUE_COLUMN})"
)
PLAIN_WHEN = rf"when|eta|date|{languages.PLAIN_WHEN}"
STATUS_COLUMN = (
    r"(?:(?:current |latest )?status(?: update)?|state|done\??|complete[d?]*|progress|outcome|result|"
    rf"{languages.STATUS_COLUMN})"
)
"""Headers of a table of actions, in any order."""


LOGIN = r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*"
"""A login as GitHub, GitLab, Mattermost and Slack have them: a full stop within, never at the end."""
MENTIONED = rf"{LOGIN}(?:/(?:\w{{1,20}}-){{0,3}}{COLLECTIVE_NOUNS}(?![\w-]))?"
"""What stands behind an `@`: a login, or a team with its organisation, `@acme/web-team`."""
LONE_LOGIN = rf"@{LOGIN}|[A-Za-z0-9][\w-]*(?:\.[A-Za-z][\w-]*)*"
"""A login that stands alone where only a name may stand; without `@`, what looks like a version is none."""


def any_of(patterns: Iterable[str]) -> str:
    """One alternation of `patterns`, longest first, in which a space stands for any white space."""
    return "(?:" + "|".join(sorted(map(opened_up, patterns), key=len, reverse=True)) + ")"


def spaced(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """`pattern` of a table, in which a space stands for any white space; compiled when it is first used."""
    return later(opened_up(pattern), flags)


def opened_up(pattern: str) -> str:
    """`pattern` of a table with any white space for its spaces, to be part of another one."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def literally(words: str) -> str:
    """A pattern for `words` as a user configured them, in which a space stands for any white space."""
    return " ".join(map(re.escape, words.split()))

"""The words of attendance lists, as tables: labels of those present and away, roles, and what no name is.

Patterns are written without anchors, for matching without regard to case; a space stands for any white space.
Beside English, the languages carry the plainest words only.
"""

from __future__ import annotations

PRESENT = (
    r"part(?:ic|ec)ip(?:a|e)nts?",
    r"att?end(?:ee?|ees|ance|ence|ace|ess)s?",
    r"attend(?:ing|ed)(?: by)?|attendance by|participating|participated",
    r"present",
    r"in att?end(?:ance|ence|ace)",
    r"folks",
    r"people present",
    r"members present",
    r"roll[ -]?call(?: of (?:(?:the|our|all) )?(?:[\w-]{1,20} )?(?:members?|attendees|participants|delegates|voters))?",
    r"on the call",
    r"in the (?:room|call)",
    r"in the meeting",
    r"with us(?: (?:today|were|are|on the call))*",
    r"we had",
    r"joined(?: by| us)?",
    r"joining(?: us)?(?: today| were| are)*",
    r"sign[ -]?in",
    r"who(?:['’]?s| is| was)? (?:here|there|present|attending|attended|joined|came|in(?: the (?:call|room))?|"
    r"on(?: the call)?)",
    r"introductions|introductions? of (?:attendees|participants|members)(?:/roll call)?",
    r"attendee list|roster|(?:here|present|joining) today",
    r"teilnehmer(?:[*:_]?innen)?(?:liste)?",
    r"teilnehmende",
    r"anwesende?(?: (?:waren|sind))?",
    r"anwesenheit(?:sliste)?",
    r"dabei",
    r"(?:(?:étaient|sont|liste des|personnes|membres) )?présente?s?(?: et présentes)?",
    r"(?:liste de |feuille de )?présences?",
    r"participants?[·.(-]+e\)?[·.-]?s",
    r"participant[ae]s",
    r"participantEs",
    r"asistentes",
    r"(?:lista de )?asistencia",
    r"presentes",
    r"assistents",
    r"(?:lista de )?presenças?",
    r"presenti",
    r"partecipanti",
    r"aanwezig(?:e|en)?",
    r"deelnemers",
    r"närvarande",
    r"deltagare",
    r"deltagere",
    r"til ?stede",
    r"deltakere",
    r"läsnä",
    r"osallistujat",
    r"obecni",
    r"uczestnicy",
    r"přítomni",
    r"účastníci",
    r"resztvevők|résztvevők|jelenlévők",
    r"katılımcılar|katılanlar",
    r"присутствовали|присутствующие|присутні|участники|учасники",
    r"(?:会议|會議|本次|实际)?(?:参加|参与|参会|与会|出席|到会|參會|參加|參與|與會)(?:人员|人員|者|人|成员|成員|名单|名單)|出席|与会|参会",
    r"참석자|참가자|참석|참여자",
)
"""Labels behind which, or below which, those stand who were there."""

TELLING = (
    "particip", "participent", "roster", "here", "attend", "atend", "folks", "presen", "présen", "introduc", "join",
    "teilnehm", "anwes", "dabei", "waren", "asist", "assist", "partecip", "deelnem", "aanwez", "närvar", "deltag",
    "deltak", "stede", "läsnä", "osallistu", "obecn", "uczest", "přítom", "účast", "resztv", "résztv", "jelen",
    "katıl", "katil",
)  # fmt: skip
"""Parts of those words, in lower case: a block of Latin script without any of them is hardly looked into."""

AWAY = (
    r"async(?:hronous(?:ly)?)?(?: (?:only|updates?|participants|attendees))?|"
    r"absent|absence|absences|absentees|regrets?|apolog(?:y|ies|ises)|excused|unavailable|missing|away|"
    r"not (?:present|attending|available|here|in attendance)|non[ -]attend\w*|"
    r"(?:not |un)able to (?:attend|join|make it)|(?:could|ca)(?:n['’]?t| ?not) (?:make it|attend|join)|"
    r"(?:will not|won['’]t) (?:be )?(?:attend|join|mak|able|there|here)\w*|sorry to miss|"
    r"entschuldigt|unentschuldigt|abwesende?|verhindert|excusée?s?|absente?s?|ausentes?|ausencias?|disculpad[oa]s|"
    r"(?:se )?(?:excusan?|disculpan?)(?: su (?:asistencia|ausencia))?|no asist(?:en?|ieron|ió)|giustificat[ie]|"
    r"förhinder|justificad[oa]s|faltas|assenti|assente|afwezig(?:en)?|verhinderd|afgemeld|frånvarande|fraværende|forfall|poissa|"
    r"nieobecni|omluveni|nepřítomni|отсутствовали|отсутствуют|відсутні|缺席|缺席者|欠席|欠席者|불참|불참자"
)
"""Words over, or beside, those who were not there."""

ROLES = (
    r"(?:(?:co|vice|acting)[ -]?)?(?:chair|host|lead|organi[sz]er)(?:s|person|ing)?",
    r"(?:moderator|facilitator|scribe|presenter|speaker|guest|observer|visitor|invitee|director|officer|trustee)s?",
    r"(?:also |invited |special )guests?",
    r"secretary|president|treasurer|recorder|minutes|notes|others?|members?|maintainers?",
    r"(?:note|minute)[ -]?takers?",
    r"remote(?:ly)?|in[ -]person|on[ -]?site|online|virtual(?:ly)?|dial-?in|by phone",
    r"(?:on|via) (?:the )?(?:zoom|phone|video|teams|meet|irc|line|screen)|in the (?:room|office)",
    r"also(?: present| attending)?|new|regulars?",
    r"voting|non-voting|core|staff|alternates?",
    r"(?:[\w./-]{1,20} ){0,2}(?:members|guests|observers|team|staff|group|wg|tsc|sig)",
    r"protokoll(?:führung|ant\w*)?|moderation|(?:sitzungs)?leitung|gäste|vorsitz",
    r"secrétaire(?: de séance)?|animat(?:ion|eur|rice)|présidente?|invité(?:[·.]?e)?s",
    r"moderador[ae]?|secretari[oa]|presidente|invitad[oa]s|convidad[oa]s|relator[ae]?|verbalizzante|ospiti",
    r"notulist|voorzitter|gasten|ordförande|sekreterare|referent|ordstyrer|主持人?|记录人?|司会|書記",
)
"""What people do in a meeting, and parts of a list: names may stand behind them."""

GUESTS = (
    r"(?:(?:also|invited|special|other) )?(?:guests?|observers?|visitors?|invitees?)(?: present| attending)?|"
    r"gäste|invité(?:[·.]?e)?s|invitad[oa]s|convidad[oa]s|ospiti|gasten|gäster"
)
"""A heading beside that of the attendance list below which the list goes on."""

NO_LIST = frozenset(
    """agenda topic topics date dates time times when where location place venue room link links url video recording
    recordings slides next previous last duration length quorum note document doc docs zoom meet calendar
    timezone subject title purpose goal goals objective status decision decisions action actions todo todos
    summary approved version start started end ended began opened closed datum ort zeit uhrzeit thema themen
    lieu heure objet ordre fecha lugar hora tema temas data luogo ora orario plaats tijd agendapunten context
    background discussion announcements resources""".split()
)
"""First or last words of a label behind which no names stand: it ends a list."""

NOT_NAMES = frozenset(
    """none nobody tbd tba tbc todo n/a na unknown everyone everybody all others other guests guest observers various
    name names agenda note notes minutes approval topics status blockers discussion summary actions action items links
    recording chair host hosts scribe notetaker secretary moderator facilitator participants attendees
    attendance present members member you me we they it yes no date time location when where remote online zoom
    absent regrets apologies quorum introduction introductions welcome opening housekeeping admin updates
    announcements intro your new please add first last full phd md jr sr esq ph.d pending see same usual several
    some many more most few two three four five six seven eight nine ten dozen people folks persons students
    visitors interns volunteers lurkers staff anonymous etc https http www link sheet spreadsheet here there
    monday tuesday wednesday thursday friday saturday sunday
    keine niemand aucun ninguno nessuno geen cancelled canceled""".split()
)
"""First words of what is no name, in lower case."""

PLACEHOLDER = (
    r"(?:your|my|user|github|some|first|last|full|login|handle)[-_ ]?(?:name|handle|login|id|user|github|here)"
)
"""What a template has in place of a login."""

ORGANISATION = frozenset(
    """ab ag agency airlines aps association bank bv center centre city club co cloud college committee company
    consortium consulting corp corp. corporation council data department dept dept. digital e.v. energy
    federation foundation freelance gmbh group hospital inc inc. independent inst inst. institut institute kk kg
    lab laboratories labs library limited llc llp ltd ltd. media ministry museum n.v. networks nv office ohg oy
    plc press pty pvt research s.a. s.r.l. s.r.o. sa sarl school schule se self services society software
    solutions spa srl stiftung studio studios systems tech technologies technology trust uni union univ univ.
    universidad universität university université verein works unaffiliated""".split()
)
"""Words of a firm's, a school's or an office's name, in lower case."""

MEETING = frozenset(
    """agenda bof board call calls chat committee community council day discussion forum group hackfest hour hours
    kickoff log meeting meetings minutes monthly notes office planning policy project protocol release report
    retro retrospective review roadmap roundtable session sig sprint standup status steering summary sync syncup
    talk task team telcon tf topics triage tsc update updates wg weekly workgroup working workshop january
    february march july september october november december monday tuesday wednesday thursday friday saturday
    sunday sitzung treffen protokoll réunion reunión acta ata riunione verbale vergadering verslag""".split()
)
"""Words of a meeting's title, in lower case: what holds one is no person."""


JOBS = frozenset(
    """manager engineer developer director officer lead architect professor student chair treasurer secretary president
    vp cto ceo cfo ciso representative liaison maintainer contributor coordinator analyst designer scientist researcher
    editor author facilitator moderator host scribe taker owner advocate consultant specialist administrator""".split()
)
"""What people are, in lower case."""

AND = r"(?:and|und|et|y|e|og|och|sowie|plus|и|та)"
"""Words between the last two names of a line."""


def opened(pattern: str) -> str:
    """`pattern` of these tables with its spaces as any one white space, for `re.compile`."""
    return pattern.replace(" ", r"\s")


def any_word(patterns: tuple[str, ...]) -> str:
    """One alternation of the `patterns` of a table."""
    return "(?:" + "|".join(map(opened, patterns)) + ")"

"""The plainest words of other languages than English, as tables that `grammar` adds to its own.

One line a language: German, French, Spanish, Portuguese, Italian, Dutch, the Scandinavian ones, Polish and Czech,
Russian, Chinese, Japanese and Korean. A pattern is written as in `grammar`.
"""

from __future__ import annotations

MARKERS = (
    r"(?:aufgaben?|ma(?:ß|ss)nahmen?|zu (?:tun|erledigen)|arbeitsauftrag|auftrag an|nächste schritte|nächster schritt)",
    r"(?:(?:reste )?à faire|tâches?|points? d['’]actions?|prochaines? (?:étapes?|actions?))",
    r"(?:tareas?|acci(?:ón|ones)(?: a tomar)?|por hacer|pendientes?|próximos? pasos?)",
    r"(?:tarefas?|aç(?:ão|ões)|a fazer|encaminhamentos?|pendências?|próximos? passos?)",
    r"(?:azion[ei]|da fare|compit[oi]|prossim[oi] pass[oi])",
    r"(?:acties?|actiepunt(?:en)?|taak|te doen|vervolgacties?|vervolgstap(?:pen)?)",
    r"(?:åtgärd(?:er)?|att göra|aktionspunkt(?:er)?|aksjon(?:er|spunkt(?:er)?)?|oppgaver?|opgaver?|tiltak)",
    r"(?:zadani[ae]|do zrobienia|úkoly?)",
    r"(?:задач[аи]|поручени[ея]|сделать)",
    r"(?:待办(?:事项)?|行动项|后续行动)",
    r"(?:アクション(?:アイテム)?|宿題)",
    r"(?:할 일|액션 ?아이템)",
)
"""Labels of an action."""

MARKER_HINTS = (
    "acción", "acciones", "aufgabe", "maßnahme", "massnahme", "zu tun", "zu erledigen", "auftrag", "schritt",
    "à faire", "tâche", "prochaine", "d'action", "d’action", "tarea", "por hacer", "pendiente", "próximo",
    "tarefa", "ação", "ações", "a fazer", "encaminhamento", "pendência", "azion", "da fare", "compit", "prossim",
    "actie", "taak", "te doen", "vervolg", "åtgärd", "att göra", "aktion", "aksjon", "oppgave", "opgave", "tiltak",
    "zadani", "do zrobienia", "úkol", "ukol", "задач", "поручени", "сделать", "待办", "行动", "アクション", "宿題",
    "할 일", "액션",
)  # fmt: skip
"""Every marker above holds one of these in lower case."""

SECTIONS = (
    r"(?:nächste )?aufgaben(?:liste)?|ma(?:ß|ss)nahmen(?:liste)?|nächste schritte|zu (?:erledigen|tun)|"
    r"aktion(?:en|spunkte)|arbeitsaufträge",
    r"(?:points d['’])?actions?(?: à mener| à faire| décidées| prévues)?|(?:reste )?à faire|tâches|"
    r"prochaines (?:étapes|actions)|plan d['’]actions?",
    r"tareas(?: pendientes| asignadas)?|acciones(?: a tomar| pendientes)?|pendientes|por hacer|próximos pasos|"
    r"compromisos",
    r"próximos passos|próximas ações|tarefas|ações|pendências|encaminhamentos|a fazer",
    r"azioni|prossimi passi|da fare|compiti",
    r"actie(?:s|punten|lijst)?|taken(?:lijst)?|te doen|vervolg(?:acties|stappen)|volgende stappen",
    r"åtgärder|åtgärdslista|att göra|aktionspunkter|nästa steg|aksjonspunkter|oppgaver|opgaver|tiltak|neste steg",
    r"zadania|do zrobienia|[úu]koly|další kroky",
    r"задачи|поручения|следующие шаги|что сделать",
    r"待办(?:事项)?|行动项|后续行动|下一步(?:行动|计划)?",
    r"アクション(?:アイテム)?|次のステップ|宿題|やること",
    r"할 일|액션 ?아이템|다음 단계",
)
"""Headings and lead-ins that open a list of actions, in lower case."""

SECTION_HINTS = (
    *MARKER_HINTS, "aktion", "aufträge", "erledig", "faire", "étape", "pasos", "compromisos", "passos", "ações",
    "passi", "taken", "volgende stappen", "nästa steg", "neste steg", "kroky", "шаги", "下一步", "次の", "やること",
    "다음 단계",
)  # fmt: skip
"""Every section above holds one of these in lower case."""

SECTION_WORDS_BEFORE = (
    r"(?:offene|neue|alte|letzte|laufende|erledigte|abgeschlossene|vorige|beschlossene|"
    r"vereinbarte|weitere|wichtige|aktuelle)[nrs]?|zusammenfassung|übersicht|liste|kontrolle|"
    r"rückblick|stand|alle|die|der|unsere|auf|aus|"
    r"les?|la|des|du|nos|nouvelles|anciennes|suivi|rappel|récapitulatif|résumé|revue|relevé|"
    r"las?|los|el|de|del|nuevas|lista|resumen|revisión|seguimiento|estado|"
    r"as|os|da|das|dos|novas|resumo|revisão|acompanhamento|"
    r"le|delle|dei|elenco|nuove|riepilogo|revisione|"
    r"openstaande|nieuwe|oude|lopende|vorige|afgeronde|overzicht|bespreking|van|het|"
    r"öppna|nya|åpne|nye|åbne|otwarte|nowe|otevřené|nové|открытые|новые"
)
"""Words that may stand before a section's name and leave it one."""

SECTION_WORDS_AFTER = (
    r"do (?:příštího|pristiho|dalšího|dalsiho) (?:meetingu|setkání|setkani)|"
    r"aus|vom|von|der|des|dem|letzten|letztem|vorigen|sitzung|treffens?|mal|besprechung|woche|protokolls?|bis|zum|zur|"
    r"nächsten|offen|nach (?:person(?:en)?|zuständigkeit|verantwortlichen)|par (?:personne|responsable)|"
    r"por (?:persona|pessoa|responsable|responsável)|per (?:persona|persoon)|"
    r"de|la|du|des|pour|lors|prévues|dernière|précédente|réunion|séance|prochaine|en cours|en attente|ouvertes|"
    r"para|del?|las?|el|reunión|anterior(?:es)?|pasada|próxima|pendientes|abiertas|"
    r"da|das|do|reunião|passada|pendentes|abertas|"
    r"della|dalla|riunione|precedente|scorsa|aperte|"
    r"uit|van|vorig|vorige|keer|vergadering|overleg|notulen|deze|volgende|"
    r"från|förra|mötet|fra|forrige|møtet?|mødet?|poprzedniego|spotkania"
)
"""Words that may stand behind a section's name and leave it one."""

AUXILIARIES = (
    r"wird|werden|soll|sollen|sollte|muss|müssen|kann|va a|van a|va|vont|doit|doivent|devra|debe|deben|tiene que|deve|"
    r"devem|vai|vão|deve|dovrà|zal|zullen|gaat|gaan|moet|moeten|ska|skal|skall|ficou de|"
    r"se compromete a|se encarga de|si impegna a|si occupa di|s['’]engage à|s['’]occupe de|se charge de"
)
"""What stands between who and what."""

NOTHING = (
    r"keine?(?: (?:neuen |offenen )?(?:aufgaben|maßnahmen|todos?|punkte))?|nichts|aucune?(?: (?:action|tâche))?|"
    r"néant|rien|(?:ninguna?|sin)(?: (?:tareas?|acci(?:ón|ones)|pendientes))?|nada|nenhuma?(?: (?:tarefa|ação))?|"
    r"nessun[oa]?(?: (?:azione|compito))?|niente|geen(?: (?:nieuwe )?(?:acties|actiepunten))?|niets|ingen(?:ting)?|"
    r"inga|brak|žádné|нет|无|なし|特になし|없음"
)
"""What stands under a heading of actions when there are none."""

NEXT_CALL = (
    r"(?:nächste[rs]?|prochaine?|próxim[oa]|prossim[oa]|volgende?|nästa|neste|næste|następn[ea]|příští|"
    r"следующ(?:ая|ее|ий)) (?:[\w-]+ ){0,2}?[\w-]{2,30} ?: [^:]{0,20}\d|"
    r"(?:termin|datum) ?: [^:]{0,20}\d"
)
"""How a note says when the group meets next: `Nächstes Treffen: 11. November`."""

VERBS = frozenset(
    """aktualisiert bereitet besorgt bestellt bringt bucht entwirft erkundigt erstellt fragt führt gibt hängt holt
    informiert kauft klärt kontaktiert kümmert legt leitet macht meldet nimmt organisiert prüft recherchiert redet
    reserviert ruft sammelt schaut schickt schlägt schreibt sendet setzt spricht stellt stimmt sucht telefoniert testet
    trifft überarbeitet übernimmt veröffentlicht verschickt vervollständigt

    achète ajoute appelle apporte cherche communique commande complète contacte contrôle convoque corrige crée
    demande diffuse écrit envoie établit fait finalise fixe gère imprime informe installe lance met organise paie
    prend prépare présente prévient propose publie rappelle rédige regarde relance relit remplit renvoie répond
    réserve s'occupe suit teste traduit transmet trouve vérifie

    actualiza añade averigua avisa busca coge compra comprueba consulta contacta convoca corrige crea envía enviará
    escribe hace imprime informa llama manda mira organiza paga pide prepara pregunta propone publica redacta reserva
    revisa sube traduce trae

    adiciona arruma atualiza compra confere contacta contata corrige cria encaminha entrega envia escreve faz imprime
    liga marca organiza paga pede pesquisa prepara procura propõe publica redige reserva revisa traduz verifica

    aggiorna cerca chiama chiede compra contatta contatterà controlla crea fa invia invierà manda organizza paga
    prenota prepara propone pubblica raccoglie scrive sistema traduce verifica

    bekijkt belt benadert bespreekt bestelt bereidt brengt checkt contacteert controleert doet geeft haalt houdt
    informeert koopt kijkt leest levert maakt meldt neemt organiseert past pakt plaatst plant regelt reserveert
    schrijft spreekt stelt stuurt test vraagt verstuurt voegt werkt zet zoekt zorgt

    beställer bokar fixar frågar gör kollar köper kontaktar ordnar ringer skickar skriver tar undersöker bestiller
    finner kjøper køber kontakter lager laver sender sjekker spør spørger tager tjekker undersøker
    """.split()
)
"""What somebody does, in the third person, as tasks are written: `Karim envoie …`."""

EVERYBODY = r"jeder|alle|tous|toutes|todos|todas|tutti|tutte|allen|allemaal|iedereen|alla|wszyscy|všichni|все|全員|全员"
"""Words for all of those present."""

ACTION_COLUMN = (
    r"aufgaben?|ma(?:ß|ss)nahmen?|was|zu tun|tâches?|actions? à mener|quoi|à faire|tareas?|acción|acciones|qué|"
    r"tarefas?|ação|ações|o qu[eê]|azion[ei]|cosa|compit[oi]|acties?|actiepunt(?:en)?|taken|taak|wat|"
    r"åtgärd(?:er)?|uppgift(?:er)?|oppgaver?|opgaver?|tiltak|zadani[ae]|úkoly?|задач[аи]|что|行动项|待办(?:事项)?|内容|"
    r"アクション|할 일"
)
FIRM_ACTION_COLUMN = (
    r"aufgaben?|ma(?:ß|ss)nahmen?|tâches?|tareas?|acción|acciones|tarefas?|ação|ações|azion[ei]|compit[oi]|acties?|"
    r"actiepunt(?:en)?|taken|taak|åtgärd(?:er)?|oppgaver?|opgaver?|tiltak|zadani[ae]|úkoly?|задач[аи]|行动项|"
    r"待办(?:事项)?|アクション"
)
"""Headers that name a column of actions even where no heading says that the table lists any."""
OWNER_COLUMN = (
    r"verantwortlich\w*|zuständig\w*|wer|bearbeiter(?:in)?|durch wen|responsables?|qui|par qui|pilote|porteur|"
    r"quién|quien|encargad[oa]s?|asignad[oa]s?|respons[aá]ve(?:l|is)|quem|responsabil[ei]|chi|"
    r"wie|door wie|verantwoordelijk\w*|eigenaar|actiehouder|trekker|ansvarig\w*|ansvarlig\w*|vem|hvem|kto|kdo|"
    r"odpowiedzialn\w+|zodpov\w+|кто|ответственн\w+|исполнител\w+|负责人|担当(?:者)?|담당자?"
)
DUE_COLUMN = (
    r"fällig(?: am)?|termin|bis(?: wann)?|frist|échéance|(?:pour |avant )?quand|pour le|date limite|délai|"
    r"fecha(?: límite| de entrega)?|plazo|(?:para )?cu[aá]ndo|prazo|(?:até |para )?quando|data limite|scadenza|"
    r"entro(?: quando)?|(?:voor )?wanneer|uiterlijk|termijn|einddatum|gereed|när|senast|når|hvornår|termín|do kiedy|"
    r"когда|срок|截止(?:日期)?|期限|기한"
)
PLAIN_WHEN = r"termin|wann|quand|cu[aá]ndo|fecha|quando|wanneer|när|når|hvornår|когда"
STATUS_COLUMN = (
    r"stand|erledigt\??|statut|état|avancement|estado|situação|stato|stand van zaken|voortgang|статус|状态|状況|상태"
)
"""Headers of a table of actions."""
NOT_NAMES = frozenset(
    """segunda terça quarta quinta sexta bis heute nächste nächsten avant demain hasta antes para mañana voor volgende
    entro domani até amanhã""".split()
)
"""Words of time, which no name is, beside the days of the week."""

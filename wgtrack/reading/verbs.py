"""English imperatives: what a task begins with, and what a name never is."""

from __future__ import annotations

VERBS = frozenset(
    """abort absorb accept access achieve acknowledge acquire act activate adapt add address adjust administer adopt
    advance advertise advise agree aim align allocate allow amend amplify analyse analyze annotate announce answer
    append apply appoint approach approve arbitrate archive arrange ascertain ask assemble assess assign assist
    attach attempt attend audit author automate avoid await award backfill backport ban base batch beautify begin
    benchmark bisect block blog book boost bootstrap borrow bounce braindump brainstorm break bring broadcast
    broaden browse bug build bump bundle buy cache calculate calibrate call calm cancel capture care carry catalog
    catalogue catch categorise categorize celebrate certify change characterize chase check choose chop circle
    circulate cite claim clamp clarify classify clean cleanup clear clip clone close coach code collaborate collapse
    collate collect comb combine come comment commit communicate compare compile complete compose compost compress
    compute conclude condense conduct confer configure confirm congratulate connect consider consolidate construct
    consult contact continue contrast contribute convene convert convince cook coordinate copy correct count cover
    craft create cross cross-check crosscheck curate customise customize cut deal debug decide declare decline
    decommission decouple dedicate deduce dedupe deduplicate defend defer define delay delegate delete deliver demo
    demonstrate deploy deprecate derive describe design detail detect determine develop devise diagnose
    differentiate dig digitise digitize direct disable disclose discover discuss dismiss dispose disseminate
    dissolve distill distribute dive divide do document donate double double-check download draft draw drive drop
    dry dump duplicate dust e-mail earmark edit elaborate elect eliminate email embed emphasize enable encourage
    endorse enforce engage engineer enhance enlarge enlist enquire enrol enroll ensure enter enumerate equip erase
    escalate establish estimate evaluate evict evolve examine exchange exclude execute exempt expand expedite
    experiment explain explore export expose express extend extract facilitate fact-check familiarise familiarize
    feed fetch figure file fill filter finalise finalize find fine-tune finish fix flag flesh flip flush focus fold
    follow fork form formalize format formulate forward foster freeze fund fundraise gather gauge generate get give
    glue go grab grant greet group grow guide hand handle hang harden harmonise harmonize have heal help hide
    highlight hire hold host identify illustrate implement import impose improve include incorporate increase inform
    initiate inquire insert inspect install instruct instrument integrate interpret interview introduce inventory
    investigate invite invoice involve isolate itemise itemize iterate join judge justify keep kick kill knit knock
    label land launch lead learn leave lend let liaise lift light link list load lobby localise localize locate lock
    log look mail maintain make manage map mark maximise maximize measure mediate meet mend mention mentor merge
    message migrate minimise minimize mirror mitigate mock model moderate modify monitor motivate mount move mow
    nail narrow navigate need negotiate nominate notarize note notify nudge observe obtain offer offload oil omit
    onboard open operate optimize order organise organize outline overhaul oversee own pack paint pair parse
    participate pass paste patch pay peel perform permit persuade phone photograph pick pilot pin ping pitch place
    plan play plot plug point poke polish poll ponder pool populate port post postpone pour practice practise
    pre-register predict prep prepare present preserve press preview print prioritise prioritize probe proceed
    process procure produce profile promote proofread propose protect prototype prove provide prune publicise
    publicize publish pull punt purchase purge pursue push put qualify quantify query question quote raise ramp rank
    rate re- re-check re-open re-read re-run re-send re-submit re-test reach react read readdress reaffirm realign
    reassess reassign rebase rebuild recap recategorize receive recheck reclassify recommend reconcile reconfigure
    reconsider reconvene record recover recreate recruit redeploy redesign redirect redistribute redline redo
    redraft reduce reevaluate refactor refer reference refine reflect reformat reframe refresh refund regenerate
    register rehearse reimburse reinstall reiterate reject relabel relay release relocate remind remove rename
    render renew rent reopen reorganize repaint repair repeat rephrase replace reply report repost represent reprint
    reproduce request require reread reroute rerun reschedule research resend reserve reset resolve respond restart
    restore restructure resubmit resume retain retest rethink retire retract retrieve retry return reuse revamp
    revert review revise revisit revive reword rework rewrite rinse roast roll rotate rough route rub run sanitise
    sanitize save say scaffold scale scan schedule scope scrape screen scrub search secure seek select sell send
    separate serve set settle setup sew shadow shape share shepherd shift ship shop shorten shovel show shut sign
    signal simplify simulate sing sketch skim slim smoke-test snapshot soak socialise socialize solicit solve sort
    source speak spec specify spell spend spike spin split sponsor spread squash stabilise stabilize staff stage
    standardise standardize start state stay steer stir stop store streamline strengthen stress-test strike strip
    structure study submit subscribe substitute subtract suggest summarise summarize summon sunset supervise
    supplement supply support survey suspend swap sweep switch sync synchronise synchronize synthesize table
    tabulate tackle tag tailor take talk target taste teach tell terminate test text thank think throw tidy tie
    tighten timebox toggle touch trace track train transcribe transfer transform transition translate triage trial
    trigger trim troubleshoot try tune turn tweak tweet type unblock understand undo unify uninstall unlock unpack
    unpin unsubscribe untangle update upgrade upload use utilise utilize vacuum validate verify version vet view
    visit visualise visualize volunteer vote wait walk want warn wash watch weed weigh welcome whitelist widen wipe
    wire withdraw work wrangle wrap write""".split()
)
"""Imperatives with which a task begins: never a name, and what makes `NAME to …` a task."""

VERBS_THAT_ARE_NAMES = frozenset("mark grant chase bill sue pat drew rob frank".split())
"""Imperatives that are given names too: `Mark to …` and `Mark:` are somebody, `Mark it` is not."""

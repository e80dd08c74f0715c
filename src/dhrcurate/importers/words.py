"""Words of English, and of how reviews are written, that tell where a name or a sentence can begin and end."""

from __future__ import annotations

from dhrcurate.domain.word_sets import word_set

LINKS = word_set("""
    a an the of and or to for with by from in on at as into onto upon via per than within between among against about
    regarding concerning including involving using following during after before under over through across towards
    throughout alongside around beside beyond despite except inside near outside toward till until unless versus whereby
    plus since
    that which who whom whose their its his her our your any all each every both no
    is are was were be been being am has have had do does did if when where while whether because such
    should must shall will would can could may might & / - – — + e.g. i.e. eg ie
""")
"""Words after which no sentence and no recommendation ends."""

JOINTS = word_set("of and the for in on with to at by & / - – — | a an 's")
"""Small words inside names of bodies."""

VERBS = word_set("""
    should must shall will would can could may might is are was were be been being has have had do does did
    ensure ensures ensured that which who this these those their its it they we he she his her there
    review reviews consider considers develop develops provide provides seek seeks undertake undertakes make makes
    if when where while whether because not no
""")
"""Words that stand in sentences and hardly ever in names of bodies."""

HEADS = word_set("""
    police constabulary force trust council board partnership partnerships service services group agency agencies team
    teams ccg ccgs icb icbs pct pcts lscb lsab scb csp csps hospital hospitals centre center probation authority
    authorities office forum practice practices surgery surgeries college school schools university association
    department departments ministry commission commissioner society unit committee network court courts prison prisons
    hmp cps refuge aid panel executive provider providers gps gp organisation organisations organization charity
    company housing homes partners professionals practitioners bodies body institute federation alliance consortium
    consultancy directorate division cabinet secretary government marac maracs mash governance subgroup sub-group
    conference coroner chair chief nhs health college landlords landlord idva idvas cafcass parliament foundation
    bureau union embassy church mosque army navy safeguarding care education wales england staff officers managers
    workers employees teachers clinicians doctors nurses midwives
""")
"""Words with which names of bodies end."""

ACTS = word_set("""
    supports re-affirms reaffirms affirms reviews takes undertakes ensures considers develops provides seeks works makes
    continues explores establishes promotes raises encourages requires requests reminds reports monitors produces
    updates implements introduces identifies adopts commissions delivers includes improves strengthens shares reinforces
    revises completes conducts audits trains offers appoints invites writes publishes reflects satisfies assures
    leads liaises agrees creates maintains embeds evaluates examines addresses acknowledges commits arranges assesses
    asks brings builds carries circulates clarifies collects communicates contacts coordinates co-ordinates designs
    disseminates discusses draws enables engages enhances expands extends funds gives holds informs investigates issues
    keeps links looks nominates notes obtains operates organises participates plans prepares prioritises puts reduces
    refers refreshes sets signs submits uses widens recognises records amends allocates extends facilitates
""")
"""Verbs that follow the actor in a recommendation's sentence: "Exampleshire Police reviews ..."."""

MODALS = word_set("should must shall will needs need to is are would ought may has have")
"""Words that follow an actor: "Exampleshire Police should ..."."""

PREFIXES = word_set("nhs hm hmp gp da dv dva uk eu bme bame lgbt lgbtq it ict")
"""Acronyms that stand before the word they belong to, so that no text ends with them."""

FOLLOWERS = word_set("""
    service services trust trusts board boards team teams group groups practice practices coordinator coordinators
    co-ordinator meeting meetings process steering panel chair chairs lead leads unit units staff officer officers
    manager managers worker workers forum partnership commissioner commissioners provider providers network surgery
    surgeries hospital department office form forms risk referral referrals training guidance guidelines policy scheme
    project programme programmes champion champions level protocol toolkit system model strategy action plan code act
    report reports checklist assessment assessments level commissioned practitioner practitioners adviser advisers
    advisor advisors workforce conference review reviews
""")
"""Words that an acronym before them belongs to, as in "MARAC Steering Group"."""

MONTHS = word_set("january february march april may june july august september october november december")
"""Months, for dates at the end of a text."""

PHRASAL = frozenset(
    f"{verb} {particle}"
    for verbs, particles in (
        ("acted built relied agreed consulted embarked", "on upon"),
        ("adhered adhere listened agreed", "to"),
        ("complied comply dealt", "with"),
        ("cared catered accounted", "for"),
    )
    for verb in verbs.split()
    for particle in particles.split()
)
"""Verbs with the particle that they may end a sentence with: "... is acted upon"."""

COUNTED = word_set("level levels section part tier stage phase step recommendation chapter annex appendix")
"""Words that a figure after them belongs to, as in "level 3"; what follows may belong to them too."""

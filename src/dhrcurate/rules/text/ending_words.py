"""Classes of words, by what has to follow them at the end of a text."""

from __future__ import annotations

from dhrcurate.domain.word_sets import word_set

DETERMINERS = word_set(
    "the a an of and or nor than their its our your whose every my onto via per plus whilst while"
    " although though but unless because since if whether between among amongst during throughout towards toward"
    " regarding concerning despite including namely especially particularly these those even very quite nearly"
    " almost merely overly unduly principally whereby whereas whenever ought"
)
"""Words that nothing ends with."""
PREPOSITIONS = word_set(
    "for with from by at to in on about within across through after before without against under over as into upon"
)
LEFT_BEHIND = word_set("who whom whose which what whoever whatever wherever where that")
"""Words that let a preposition stand at the end: "whom to report to"."""
AWAY = LEFT_BEHIND | word_set("when how why")
"""Words after which the complement of a verb may stand before it: "how safe they are"."""
CLAUSE_TAKERS = word_set(
    "ensure ensures ensuring ensured recommend recommends recommended recommendation requirement require requires"
    " so check checks agree agrees assure assurance confirm sure aware consider considers recognise clear essential"
    " important satisfied means given fact confirmation confirms evidence concern concerns knowledge understanding view"
)
"""Words after which "that" opens a clause and stands for no part of it."""
PARTICLE_VERBS = word_set(
    "carry carries carried bring put set take taken hand handed fill filled follow followed roll rolled check"
    " sign signed drop dropped close opt built build buy bought log logged join step stepped phase phased rely"
    " relied refer referred live lived adhere adhered work worked report reported respond act acted call called"
    " come comes go going gone stay check-up turn lead look looked moved move opted speak spoken dealt paid"
    " thought listen listened get got keep kept stand used want engaged written planned catered agreed pass"
    " passed brought thought switched shut sent passing bringing"
)
"""Verbs that a particle may close: "signed up", "carried on"."""
PHRASAL = {
    verb: word_set(particles)
    for verb, particles in {
        "dealt": "with", "adhered": "to", "relied": "on upon", "signed": "off up in to", "agreed": "to on with",
        "responded": "to", "referred": "to on", "listened": "to", "complied": "with", "acted": "on upon as",
        "followed": "up through", "catered": "for", "accounted": "for", "engaged": "with in", "consulted": "on",
        "cared": "for", "looked": "after at into", "built": "on upon", "logged": "in on", "reported": "on to",
        "filled": "in out", "attended": "to", "worked": "with on", "subscribed": "to", "contributed": "to",
        "committed": "to", "entitled": "to", "invested": "in", "based": "in on", "focused": "on",
        "involved": "in with", "interested": "in", "participated": "in", "lived": "in with", "opted": "in out",
        "linked": "to", "moved": "on out in", "called": "for on by", "turned": "to", "planned": "for", "hoped": "for",
        "asked": "for about", "applied": "for", "learned": "from", "touched": "on", "carried": "on out over",
        "passed": "on", "handed": "over", "embarked": "on", "alluded": "to", "objected": "to", "replied": "to",
        "tampered": "with", "interfered": "with", "provided": "for", "prepared": "for", "accessed": "",
        "aspired": "to", "insisted": "on", "commented": "on", "decided": "on upon", "improved": "on upon",
        "expected": "of", "required": "of", "spoken": "to", "pointed": "to", "phased": "in out",
    }.items()
}  # fmt: skip
"""Participles, each with the prepositions that may close it: "dealt with", and not "agreed at"."""
NOUNS_IN_ING = word_set(
    "training meeting housing funding safeguarding learning understanding planning hearing briefing policing"
    " counselling screening recording finding wellbeing well-being monitoring reporting staffing commissioning"
    " sharing need speed seed handling warning building parenting engaging nursing grooming stalking thinking"
    " decision-making bed prescribing spending"
)
"""Words in -ing that name an activity or a thing by themselves: "a log of prescribing", "courses on safeguarding"."""
PRONOUNS = word_set("it they we he she i")
AFTER_CONJUNCTION = word_set(
    "that which if when where because so until unless and while how what whom why whether whereby"
)
MODALS = word_set("should must shall will would can could may might cannot")
AUXILIARIES = word_set("is are was were be been being has have had")
TRANSITIVE = word_set(
    "ensure provide develop establish include implement undertake enable consider make seek give identify promote"
    " strengthen explain describe reflect produce require define take bring ascertain embed deliver obtain create"
    " maintain demonstrate facilitate incorporate introduce encourage satisfy devise design utilise adopt"
    " determine gain become put recommend highlight emphasise regard involve reinforce raise examine initiate"
    " prevent inform allow appoint avoid arrange assist equip urge invite remind notify commission conduct convey"
    " disseminate finalise formalise instigate minimise secure tackle undertake update warrant withdraw clarify"
    " reiterate signpost complete detect tailor grant exclude install compile mitigate foster sustain represent"
    " exploit compel deter enforce entail exert fulfil hinder impose instil interpret invoke jeopardise justify"
    " nominate nurture overcome permit preserve procure prohibit pursue quantify rectify render replicate"
    " restrict retain reveal scrutinise specify stimulate streamline summarise supplement suppress trigger"
    " uncover underestimate undermine uphold verify weaken mention receive discharge allocate accompany acquire"
    " amend analyse appraise assign attach attribute authorise commend compose comprise condone construct correct"
    " counter cultivate delegate deny deploy depict deserve destroy discourage discover disregard elicit"
    " eliminate embrace empower endorse enhance enlist enrich evaluate execute expedite expose extract illustrate"
    " incentivise lessen locate maximise modify motivate omit oppose outline overlook oversee perpetrate persuade"
    " portray possess preclude prescribe prove provoke publicise reassure recognise reduce refresh regulate"
    " reinstate reject remove renew replace reproduce revise send spend standardise suggest tell threaten"
    " tolerate transform utilise warn widen breach bear boost alleviate aid appreciate assert attain avert"
    " broaden characterise classify combat confer confront consolidate constitute convene convince designate"
    " diagnose dispel displace distinguish embody encompass enshrine envisage equate exacerbate exceed fill"
    " furnish harness inhibit instruct lodge necessitate offset pose postpone promulgate provide raise reap"
    " regain relieve resemble revisit rule safeguard salvage simplify solve supply surmount synthesise undergo"
    " undo unify validate verify approve"
)
"""Base forms of verbs that need an object."""
RELATING = TRANSITIVE | word_set(
    "support name cover capture affect concern contain define govern hold influence lead present show surround set"
    " meet encompass outline underpin address protect improve"
)
"""Base forms that need an object after "which" and "that": "a protocol which supports"."""
ALSO_NOUNS = word_set(
    "deal amount counter discharge aid boost breach repair outline rule remedy supply bear warn update commission"
    " conduct show lead support set raise design produce concern regard grant"
)
TAKES_A_PREPOSITION = word_set("deal adhere rely relies relied consist consists pertain pertains refrain amount")
"""Base forms that a preposition has to follow."""
OBJECT_AWAY = word_set(
    "what which whom who how that they we it you he she not to-do whatever wherever as than easy easier hard harder"
    " difficult impossible simple"
)
ATTRIBUTES = word_set(
    "domestic mental multi-agency front-line frontline sexual coercive statutory clinical existing relevant"
    " appropriate specific various certain several main key regional current further additional robust comprehensive"
    " formal dedicated full clear any each such significant serious non multi emotional physical primary secondary"
    " joint strategic national local social children’s women’s adult’s adults’ victim’s people’s patient’s"
    " operational individual early routine annual third effective substance"
)
"""Adjectives that stand before a noun."""
ADJECTIVES = word_set(
    "civil major wrong sole electronic necessary correct incorrect attempted proper accurate adequate urgent"
    " important safe sensitive new old large small good better best high higher highest low lower wide wider broad"
    " broader short long complex consistent independent sufficient recent previous subsequent initial final ongoing"
    " immediate particular general special overall entire whole real actual active positive negative practical"
    " personal financial economic political historical historic legal environmental educational psychological"
    " psychiatric technical cultural central frequent detailed improved increased enhanced agreed required updated"
    " revised combined suitable available reasonable possible responsible vulnerable similar same next last first"
    " two three four five six ten twelve more fewer safeguarding useful helpful successful thorough simple voluntary"
    " temporary permanent mandatory different strong serious violent poor limited concurrent efficient normal common"
    " usual typical careful continuous systematic structured external internal regular timely prompt rapid earlier"
    " later severe younger older single alleged suspected repeat persistent closer stronger greater smaller bigger"
    " genuine reliable secure stable meaningful visible mutual shared dedicated designated specialist"
)
"""Adjectives and numerals; participles only where a noun follows as a rule."""
NO_HEADS = word_set(
    "same next last first two three four five six ten twelve more fewer best vulnerable whole old real highest"
    " positive accurate agreed required good initial possible important final negative"
)
"""Those that may stand for a noun: "the same", "the first"."""
NOUNS_LIKE_ADJECTIVES = word_set(
    "professional individual manual ritual official potential material trial tutorial memorial initial special"
    " periodical musical vertical chemical denial burial serial commercial visual virtual radical unless"
    " nevertheless crucible regional residual provisional national local referral approval statistical tribunal"
    " jewel equal dial editorial testimonial initiative perspective objective executive representative relative"
    " alternative narrative directive detective incentive motive archive operative collective cooperative"
    " co-operative positive negative preventative five live drive table timetable variable constable deliverable"
    " vulnerable disable enable native captive fugitive receive give arrive survive handful mouthful responsible"
    " accountable five dive hive adjective imperative prerogative connective additive"
)
"""Nouns that end like adjectives."""
PREDICATIVE = word_set(
    "is are be was were been being as more most very not and or become becomes remain remains made make too so less"
    " fully equally where if when at in for it them they we us cost"
)
MASS_NOUNS = word_set(
    "abuse violence health housing police safety information guidance safeguarding protection harassment"
    " homelessness wellbeing staff evidence learning training counselling awareness care equipment software"
    " policing"
)
"""Nouns that "a" cannot belong to, so that another noun has to follow: "a domestic abuse"."""
NEEDS_A_COMPLEMENT = word_set(
    "fact extent importance lack necessity likelihood aim ability inability use seizure inclusion identification"
    " establishment absence"
)
"""Nouns that, after "the", have to be followed by what they are about."""
NOUNS = word_set(
    "abuse violence police staff service services housing health victim victims survivor survivors child children"
    " people person officer officers practitioner practitioners professional professionals worker workers agency"
    " agencies organisation organisations partner partners partnership board trust council force authority"
    " authorities department team teams family families patient patients carer carers tenant tenants perpetrator"
    " perpetrators offender offenders manager managers supervisor supervisors school schools hospital surgery"
    " information policy policies procedure procedures training guidance action actions data case cases incident"
    " incidents assessment assessments referral referrals meeting meetings risk safety safeguarding lessons decision"
    " decisions recommendation recommendations system systems correspondence adult adults women men community"
    " government role responsibility responsibilities opportunity opportunities resources evidence tenancy crime"
    " victim’s perpetrator’s patient’s practices pharmacies nurses midwives custody bail probation pattern video"
    " homicide pathway pathways protocol protocols member members unit"
)
"""Nouns of the field that are hardly ever verbs."""
NOUN_ENDINGS = ("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ance", "ence", "ship")
NO_NOUNS = word_set(
    "mention mentions function functions question questions caution cautions condition conditions position positions"
    " commission commissions document documents implement implements supplement supplements influence experience"
    " balance finance reference evidence complement augment cement torment ferment lament comment comments"
    " compliment enhance hence whence commence"
)
"""Words that end like nouns, and may be verbs."""
HALF_PHRASES = frozenset(
    {
        *("in light", "in relation", "in accordance", "in conjunction", "in respect", "in compliance", "in terms"),
        *("with regard", "with reference", "on behalf", "as part", "by means", "by way", "in the context"),
        *("in the light", "in the event", "on the basis", "in the course", "for the purpose", "for the purposes"),
        *("in the form", "in the wake", "on the grounds", "at the expense", "in the hands", "in the absence"),
        *("view to", "according to", "prior to", "regard to", "addition to", "with a view", "with the aim"),
        *("with the intention", "give rise", "gives rise", "take account", "takes account", "make use", "makes use"),
        *("make certain", "makes certain", "in order", "as soon", "least one", "least two", "least three", "no longer"),
        *("health and social", "with long term", "of long term", "for long term", "there has", "whether or"),
    }
)
"""Beginnings of phrases that stand for a preposition."""

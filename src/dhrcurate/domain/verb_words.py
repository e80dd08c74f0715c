"""Verbs of recommendations, by how surely they are no nouns."""

from __future__ import annotations

from dhrcurate.domain.word_sets import word_set

FINITE = word_set("""
is are be was were been has have had will shall should must can could may might would ought does do did need
needs please requires require required recommends recommended recommend invites invited asks asked requests
""")
"""Words that make a sentence wherever they are."""

ACTIONS = word_set("""
accept accommodate accompany achieve acknowledge acquaint acquire adapt add address adhere administer admit adopt
advise afford agree align alleviate allocate allow amend announce anticipate apologise apply appoint appraise
appreciate approve argue arrange ascertain ask assess assign assume assure attach attain attend attract authorise
avoid become begin believe belong bring broaden build calculate cancel carry cease certify choose circulate clarify
classify co-operate co-ordinate collaborate collate collect commence communicate compare complete comply conceal
conclude conduct confirm confront connect consider consolidate constitute consult contain contemplate continue
contribute convene convey convince cooperate coordinate counteract create criticise de-escalate decide declare
dedicate deem deescalate defer define delete deliver demonstrate deploy derive describe deserve design designate
detect deter determine develop devise diagnose differ disagree disclose discontinue discourage discover discuss
dismiss dispel disrupt disseminate distinguish distribute diversify divert earmark educate eliminate embed emphasise
employ empower enable enact encourage enforce engage enhance enlarge enlist enquire enrich enrol ensure enter envisage
equate equip eradicate escalate establish evaluate evolve examine exclude exist expand expedite explain explore extend
facilitate familiarise find follow foresee forget formalise formulate fulfil furnish gather generate give harness hear
heed heighten hesitate hold identify illustrate imagine impart implement impose improve incentivise include
incorporate increase induct infer inform inherit initiate insert insist inspect instigate instil instruct integrate
interpret intervene introduce investigate invite involve join justify keep launch learn lengthen lessen let liaise
listen locate maintain make manage maximise mediate merge minimise mitigate mobilise modernise modify motivate
negotiate nominate normalise notify observe obtain omit operate optimise organise outsource overcome oversee
participate perceive perform persist personalise persuade postpone prepare prescribe preserve prevent prioritise
procure produce prohibit promote protect prove provide publicise publish pursue put quantify re-affirm re-examine
re-issue re-launch react reaffirm realise reassess reassure rebuild receive recognise recommend reconsider reconvene
recover rectify redesign reduce refer refine reflect refocus refrain refresh reinforce reinstate reiterate relay
relocate rely remain remember remind remove remunerate render renew reopen reorganise repay replace replicate resist
resolve respond restore restrict restructure retain retrain retrieve reveal revise revisit rewrite satisfy scope
scrutinise secure seek select send set share shorten sign signpost simplify speak specify spend standardise stipulate
streamline strengthen strive submit substantiate succeed suggest summarise supervise supply suspend sustain tackle
take teach tell thank think tighten tolerate transform translate undergo underline underpin understand undertake unify
unite unlock update uphold upskill urge utilise validate verify waive warn weigh widen withdraw withhold write
""")
"""Base forms that are hardly ever nouns."""

AMBIGUOUS = word_set("""
access act aim alert assist audit benchmark brief call campaign cascade chair challenge champion change check
commission commit contact copy document double-check fast-track flag fund help highlight host issue lead limit link
lobby log look mandate map match monitor name note offer pair pilot plan pool process raise record recruit report
request research review ring-fence roll run safeguard scan screen shadow signal sponsor stagger stop support swap
tailor target test trace track train trial upgrade use visit work
""")
"""Base forms that are also nouns; they are an action only where a verb is expected."""

ALSO_ATTRIBUTES = word_set("""
advocate anchor archive balance base book boost bridge broadcast budget bundle catalogue chart coach code combine cost
cover cut debate delay delegate discharge display double draft draw email end exercise fix frame free grade group
guide head hire house index interview label list lower market measure minute mirror model number outline partner pay
phase phone photograph place pledge plot position post print prompt question rank rate reach read reference reform
register rehearse release repair repeat reserve resource rest resume return reward rotate route sample schedule score
script search segment sequence shift sort source split spread stage start state store stress structure study survey
switch table task tender text ticket time transfer transport treat triage turn value view voice watch welcome witness
""")
"""Base forms that open noun phrases as often as orders: "partner agencies", "partner with a college"."""

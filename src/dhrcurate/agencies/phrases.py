"""The phrases that tell the kind of an agency, in its own name or in names that others use.

Facts of the language, as `normalise.words` yields them: expanded, in the singular, without fillers such as "of" and
"and". Phrases of one family are separated by semicolons.
"""

from __future__ import annotations

BY_FAMILY = {
    "police": "police; chief constable; constabulary; police service; police force; police headquarters; "
    "police station",
    "police-authority": "police authority; police board",
    "police-panel": "police crime panel; police federation; police treatment centre; police advisory board",
    "pcc": (
        "police crime commissioner; police commissioner; police crime commission; police fire crime commissioner; "
        "commissioner police crime; office police crime commissioner; office police fire crime commissioner; office "
        "policing crime; police crime office"
    ),
    "fire": (
        "fire; fire rescue service; fire rescue authority; fire service; fire brigade; fire authority; fire rescue; "
        "fire civil defence authority; rescue service; combined fire authority; combined fire rescue "
        "authority; county fire rescue service; county fire brigade; county fire service; fire rescue service "
        "authority"
    ),
    "ambulance": (
        "ambulance service; ambulance trust; ambulance; ambulance service nhs trust; ambulance service nhs "
        "foundation trust; ambulance nhs trust; ambulance nhs foundation trust; ambulance service trust; "
        "ambulance service foundation trust"
    ),
    "air-ambulance": "air ambulance; air ambulance trust; air ambulance service; air ambulance charity",
    "ccg": "clinical commissioning group; clinical commission group; commissioning group; clinical commissioning",
    "pct": (
        "primary care trust; teaching primary care trust; nhs primary care trust; primary care nhs trust; "
        "primary care group"
    ),
    "icb": "integrated care board; integrated care system; integrated care partnership; nhs integrated care board",
    "health-board": (
        "university health board; local health board; health board; university local health board; university "
        "hospital health board; university board"
    ),
    "health-authority": "strategic health authority; health authority",
    "nhs-trust": (
        "nhs trust; nhs foundation trust; foundation trust; hospital trust; nhs foundation; foundation nhs "
        "trust; trust nhs; nhs group"
    ),
    "trust": "trust",
    "nhs": "nhs",
    "hospital": "hospital; infirmary; hospice",
    "probation": (
        "probation; probation service; probation area; probation board; probation delivery unit; probation region"
    ),
    "national-probation": "national probation service",
    "probation-trust": "probation trust",
    "crc": "community rehabilitation company; community rehabilitation company limited",
    "prison": (
        "prison; prison young offender institution; young offender institution; young offender institute; "
        "immigration removal centre; remand centre; secure training centre"
    ),
    "prison-service": "prison service",
    "prison-probation": "prison probation service; prison probation; probation prison service; probation prison",
    "council": (
        "council; local authority; unitary authority; unitary council; unitary; civic centre; highway "
        "authority; education authority"
    ),
    "county-council": "county council; county hall",
    "borough-council": "borough council; borough; council borough",
    "county-borough-council": "county borough council; county borough",
    "district-council": "district council; council district",
    "city-council": "city council; city borough council",
    "metropolitan-council": (
        "metropolitan borough council; metropolitan district council; metropolitan borough; metropolitan "
        "council; metropolitan city council"
    ),
    "london-council": "london borough; london borough council; royal borough; royal borough council",
    "parish-council": "parish council; town council; community council; village council",
    "combined-authority": "combined authority; mayoral combined authority; county combined authority",
    "transport": "transport executive; passenger transport executive; transport authority",
    "csp": (
        "community safety partnership; community safety board; crime disorder reduction partnership; safety "
        "partnership; community safety team partnership; community safety executive"
    ),
    "safeguarding-adults": (
        "safeguarding adult board; adult safeguarding board; safeguarding adult partnership; adult "
        "safeguarding partnership; local safeguarding adult board; safeguarding vulnerable adult board; "
        "safeguarding adult executive; adult protection committee; safeguarding adult partnership board"
    ),
    "safeguarding-children": (
        "safeguarding children board; children safeguarding board; local safeguarding children board; "
        "children protection committee"
    ),
    "safeguarding-children-partnership": (
        "safeguarding children partnership; children safeguarding partnership; local safeguarding children "
        "partnership; safeguarding children partnership board; multi agency safeguarding children partnership"
    ),
    "safeguarding": (
        "safeguarding board; safeguarding partnership; safeguarding executive; safeguarding executive board; "
        "safeguarding children adult board; safeguarding adult children board; children adult safeguarding board; "
        "adult children safeguarding board; safeguarding children adult partnership; safeguarding adult children "
        "partnership; children adult safeguarding partnership; adult children safeguarding partnership; local "
        "safeguarding children adult board; local safeguarding adult children board"
    ),
    "wellbeing-board": "health wellbeing board; health well being board",
    "abuse-partnership": (
        "domestic abuse partnership; domestic abuse board; domestic abuse forum; domestic abuse partnership "
        "board; domestic abuse strategic board; domestic abuse executive group; domestic abuse steering "
        "group; local partnership board; domestic abuse local partnership board; domestic sexual abuse "
        "partnership; domestic abuse strategic partnership"
    ),
    "support-service": (
        "domestic abuse service; domestic abuse support service; women aid; refuge; rape crisis; domestic "
        "abuse support; rape crisis centre; sexual assault referral centre; victim support; idva service"
    ),
    "department": "department; ministry; secretary state; minister state; minister; departmen",
    "coroner": "coroner; coroner court; coroner office; senior coroner; area coroner",
    "court": "court; magistrate court; crown court; county court; family court; high court; court tribunal service",
    "university": "university",
    "school": (
        "school; primary school; high school; academy; nursery; secondary school; infant school; junior "
        "school; grammar school; special school; sixth form; academy trust; multi academy trust"
    ),
    "college": "college",
    "royal-college": "royal college",
    "gp": (
        "surgery; medical centre; medical practice; health centre; group practice; gp practice; gp surgery; "
        "general practice; practice; doctor surgery; walk centre; family practice; gp; primary care centre; "
        "primary care network; medical group; pharmacy; dental practice; clinic; day centre"
    ),
    "care-home": (
        "care home; nursing home; residential home; rest home; care centre; residential care home; nursing "
        "care home; home care; nursing care; nursing residential home; retirement home; residential care; "
        "nursing centre; care group; care service; healthcare home; retirement village; supported living; "
        "home health"
    ),
    "company": "limited; plc; llp; incorporated; company",
    "housing": (
        "housing association; housing group; housing trust; housing society; housing partnership; home "
        "limited; home group; housing limited; community housing"
    ),
    "council-service": (
        "adult social care; children social care; social care; social service; children service; children "
        "social service; highway; trading standard; youth offending; youth offending team; early help; "
        "education; adult service; environmental health; housing service; housing option; "
        "housing department; homelessness; "
        "children young people; adult safeguarding; public health; education department; county social "
        "service; licensing; planning department; adult care; children care"
    ),
}
"""Phrases by the family of agencies that they tell."""

"""Sound, ordinary recommendations, as reviews word them: no rule may say more of their texts than a hint."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.domain.finding import Severity
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from fake_names import FakeNames
from rule_cases import record_data

TEXTS = """
It is recommended that the Safer Exampleton Partnership reports progress to its board every six months.
The CSP should seek assurance that agencies’ policies on coercive control are in line with the Serious Crime Act 2015.
Exampleshire Police to review the 'golden hour' guidance given to officers' supervisors.
NHS England and NHS Improvement should issue guidance to GPs on the flagging of patients' records (see NICE NG116).
All GP practices in the borough to sign up to IRIS by 31st March 2016.
Review the use of DASH, MARAC and MAPPA level 2 referrals across the county
Ensure that learning from this DHR is shared with front-line staff
Develop a joint protocol between mental health, substance misuse and domestic abuse services.
Embed routine enquiry in maternity, A&E and sexual health settings.
Children’s Services must ensure that a father's history is sought pre-birth and post-birth.
That a task and finish group is set up to look at honour-based abuse ("HBA") within BAME communities.
To carry out an audit of 25 MARAC cases, with a 95% target for actions completed in 28 days.
Re-launch the 24/7 helpline and the "Ask for ANI" scheme in all pharmacies.
Information on non-molestation orders is to be put on the PNC within 24 hours of service.
The Home Office should consider whether section 76 of the Serious Crime Act 2015 ought to cover ex-partners.
Where a patient discloses abuse, the practitioner should record it verbatim and offer a referral to an IDVA.
When officers attend a verbal argument with no offences disclosed, they should complete a DASH nonetheless.
If a tenant reports noise nuisance the housing officer should consider domestic abuse as a cause.
Although agencies worked well together, the lead professional's role should be made clearer in the protocol.
In light of this review, the Trust should revise its did-not-attend (DNA) policy for adults.
Following the pilot, the force should extend body-worn video to all response officers.
Staff at the Medical Centre to be reminded of their duty to refer.
A single point of contact for schools should be named in each agency and advertised on its intranet.
The Partnership to lobby government for a register of serial perpetrators.
No further action should be taken on a referral until the referrer has been spoken to.
An IT solution is needed that lets hospitals see one another's alerts.
Health visitors: ensure that each mother is seen alone at least once.
Adult Social Care: the eligibility form should ask who else lives at the address.
Training. All call handlers should be trained to recognise stalking.
Probation should (a) check call-outs before sentence and tell the court what was found.
GPs need to know what to do when both partners are patients: a short guide should be written for them.
The Council, its partners and providers should agree how carers' assessments are offered, by whom, and when.
Raise public awareness of older people's experience of abuse through a campaign aimed at family, friends and neighbours.
Support employers to adopt a domestic abuse policy, e.g. through the Employers' Initiative.
Commissioners should fund two whole-time equivalent IDVA posts at the hospital until 2020/21.
Link the suicide prevention plan with the domestic abuse strategy
Provide assurance to the board that action 3.2 of the IMR has been completed.
Work with faith leaders to publish materials in Polish, Urdu and Romanian.
The College of Policing to update its Authorised Professional Practice on risk.
For the police to ensure that crimes are recorded in accordance with the National Crime Recording Standard (NCRS).
For all agencies to use the term "domestic abuse" and not "domestics" in their records.
Members of the panel recommend that the bereaved are offered an advocate from the outset.
Consideration should be given to a county-wide perpetrator programme.
Regular dip sampling of 10 cases per month by team managers is required.
Implement a think-family approach, i.e. one that looks at the needs of all who live in the home.
Trust-wide roll-out of level 3 safeguarding training must reach 90% of eligible staff.
The CCG assures itself that discharge letters reach GP practices within two working days.
Housing providers to display the helpline number 0808 200 0247 in communal areas.
Audit compliance with the safeguarding supervision policy twice a year.
Identify carers who are also victims, and those who are perpetrators, and refer them on.
Learning from the case should be used in the Partnership's train-the-trainer programme, “See it, say it”.
Explore options for co-location of police, health and social care staff at the front door (MASH).
Escalate disagreements between agencies in line with the Board's resolution policy.
Exampleshire Police should test whether "no further action" cases were reviewed – and publish the result.
Contact details of specialist services, including those for men, are made available in all waiting rooms.
The Trust continues to monitor the uptake of training and reports on it to the Board.
Reinforce the message that consent is not needed where there is a risk of serious harm.
It would be helpful if the Crown Prosecution Service set out how witnesses are told that a case will not proceed.
That that which was learnt is written down and kept by the Board for those who had had no part in the review.
For the force to record why an arrest wasn't made.
For every officer who attended an incident to add what they saw to the log.
Whenever a victim has withdrawn support, the supervisor records why she did and what was offered to her.
Single agency recommendation: Midwifery records who accompanies the patient.
Recommendation for the College of Policing: adds economic abuse to the initial course.
National recommendation – that registrars be taught to spot forced marriage.
Map services for men.
Name a lead.
Pilot a navigator role in the emergency department.
Flag repeat callers.
Safeguard children first.
Never assume consent.
Risk-assess home visits.
Cross-reference police and housing lists.
Do not close the case until the victim has been spoken to.
Don’t discharge a patient until her ride has arrived.
However small the concern, practitioners should write it down and tell their lead.
But for exceptional cases, no referral should wait longer than five days.
Instead of a letter, the team should telephone a parent who missed an appointment.
Otherwise well-regarded programmes should still be evaluated by somebody independent.
Such cases as involve a firearm should go to the licensing team the same day.
Such a register, if it is created, should include emotional harm.
Also referred to as cuckooing, home takeover should be added to the exploitation pathway.
Following this tragedy, the parish should be offered a listening post.
That GPs code abuse.
That learning be spread, not stored.
Improving the quality of chronologies.
Quicker access to interpreters.
Argymhellir bod yr heddlu yn cofnodi pob galwad.
Bod yr heddlu a'r bwrdd iechyd yn cytuno ar un ffurflen.
The Partnership has already acted on much of this; what remains is for it to test whether the new form is used.
Police officers were polite but hurried. Time is what victims need: give them it.
Mental health teams had discharged him twice. A missed appointment is a reason to ask more, not less.
By Q2 (July-Sept) 2023, 90% of GPs to have done the 2-hr course.
Police and probation to agree how breaches of restraining orders are shared out of hours.
It remains for the Home Office to say why the fee was kept.
Recommendation 25 – on interpreters – from the 2014 review should be taken up again.
The Board should revisit the inquiry’s Recommendation 8: interpreters in court.
Staff should aim for an Ã grade in each audit of files.
Disseminate the findings.
""".strip().splitlines()


def context(texts: list[str]) -> RuleContext:
    rows = [{"text": text} for text in texts]
    data = record_data({"recommendations": rows})
    return RuleContext(record=Record.model_validate(data), names=FakeNames(), today=date(2026, 11, 22), data=data)


def said_of(texts: list[str]) -> list[str]:
    rules = [r for r in all_rules() if r.code[:4] in {"DHR3", "DHR5"}]
    found = check_record(context(texts), rules)
    return [f"{f.number}: {f.name}: {f.message}" for f in found if f.severity is not Severity.INFO]


def test_ordinary_recommendations_are_left_alone() -> None:
    assert said_of(TEXTS) == []


@pytest.mark.parametrize("text", TEXTS)
def test_so_they_are_one_by_one_without_their_full_stop(text: str) -> None:
    assert said_of([text.removesuffix(".")]) == []

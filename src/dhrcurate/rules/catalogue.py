"""The catalogue of rules: every rule under its permanent code, family by family.

A rule exists once it is listed here. Nothing that a rule imports imports the catalogue; whatever needs to know which
rules there are does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dhrcurate.rules.addressees.actor import text_names_another_actor
from dhrcurate.rules.addressees.decided import alias_in_agencies
from dhrcurate.rules.addressees.era import agency_not_in_existence
from dhrcurate.rules.addressees.missing import missing_addressee
from dhrcurate.rules.addressees.names import agency_variant, unknown_agency, unresolved_agency
from dhrcurate.rules.addressees.several import empty_part, fused_agencies, repeated_agency, several_agencies
from dhrcurate.rules.addressees.slip import row_slip
from dhrcurate.rules.addressees.unnamed import agency_not_in_cell
from dhrcurate.rules.addressees.vague import collective_addressee, not_an_agency, unspecific_agency
from dhrcurate.rules.addressees.variants import inconsistent_agency_names
from dhrcurate.rules.curation.decisions import (
    accepted_with_errors,
    sign_off_without_name,
    signed_off_with_findings,
    signed_off_with_pending,
)
from dhrcurate.rules.curation.incomplete import incomplete_row
from dhrcurate.rules.curation.later import gone_upstream, open_conflict
from dhrcurate.rules.curation.samples import sample_no_longer_holds
from dhrcurate.rules.curation.waivers import lapsed_waiver, unused_waiver, waiver_of_unknown_rule, waiver_without_reason
from dhrcurate.rules.disclosure import personal
from dhrcurate.rules.documents.addressees import addressee_differs_from_document, addressee_not_compared
from dhrcurate.rules.documents.left_out import not_extracted, passage_used_twice, several_passages
from dhrcurate.rules.documents.numbers import number_differs_from_document
from dhrcurate.rules.documents.reading import document_of_another_review, unreadable_document
from dhrcurate.rules.documents.texts import differs_from_document, not_in_document
from dhrcurate.rules.documents.versions import document_contradicts_itself
from dhrcurate.rules.files.identity import duplicate_key, id_not_stem, reserved_id
from dhrcurate.rules.files.keys import unknown_key
from dhrcurate.rules.files.reading import (
    file_too_large,
    newer_format,
    not_this_schema,
    not_toml,
    not_utf8,
    unreadable_file,
)
from dhrcurate.rules.files.source_page import missing_source_page, source_page_differs, source_page_outside
from dhrcurate.rules.files.values import control_character, not_canonical
from dhrcurate.rules.library.agencies import duplicate_alias, one_agency_two_names, unknown_kind, unused_register_entry
from dhrcurate.rules.library.recommendations import shared_recommendation
from dhrcurate.rules.library.reviews import duplicate_id, same_review_twice, source_imported_twice
from dhrcurate.rules.metadata.dates import (
    date_in_future,
    dated_before_death,
    death_before_duty,
    implausible_year_of_death,
    impossible_date,
    missing_date,
    missing_year_of_death,
    report_after_publication,
)
from dhrcurate.rules.metadata.origin import missing_source, missing_summary, source_without_link, unknown_csp
from dhrcurate.rules.numbering.absent import missing_number, none_numbered
from dhrcurate.rules.numbering.count import count_differs
from dhrcurate.rules.numbering.duplicates import duplicate_number, duplicate_number_normalised
from dhrcurate.rules.numbering.gaps import number_gap
from dhrcurate.rules.numbering.order import numbering_restarts, string_sorted
from dhrcurate.rules.numbering.schemes import mixed_numbering, number_clashes_with_group, text_in_number
from dhrcurate.rules.registry import Rule
from dhrcurate.rules.text.action_plan import action_plan_in_text
from dhrcurate.rules.text.balance import unbalanced_bracket, unbalanced_quotation_mark
from dhrcurate.rules.text.beginnings import beginning_lost
from dhrcurate.rules.text.damaged_words import broken_word, glued_words, misread_word
from dhrcurate.rules.text.duplicates import duplicate_text, near_duplicate_text
from dhrcurate.rules.text.encoding import damaged_encoding
from dhrcurate.rules.text.entries import entry_not_recommendation
from dhrcurate.rules.text.fragments import fragment_without_introduction
from dhrcurate.rules.text.lists import flattened_list, semicolon_list
from dhrcurate.rules.text.narrative import narrative
from dhrcurate.rules.text.references import dangling_reference, deadline_without_date
from dhrcurate.rules.text.residue import hyphenation_residue, page_residue
from dhrcurate.rules.text.run_in_names import addressee_in_text
from dhrcurate.rules.text.run_on import recommendation_run_in
from dhrcurate.rules.text.shape import cut_off, empty_text, heading_not_recommendation, starts_in_mid_thought, too_short
from dhrcurate.rules.text.source import differs_from_source, not_in_source
from dhrcurate.rules.text.words import doubled_word, stray_footnote_digit
from dhrcurate.rules.trail.chain import (
    broken_trail,
    changed_outside_trail,
    clock_went_back,
    interrupted_write,
    lost_trail,
    missing_trail,
    torn_trail,
    two_heads,
)
from dhrcurate.rules.trail.shared import trail_of_two_records


class Family(NamedTuple):
    """The rules whose codes begin alike.

    Attributes:
        prefix: The beginning of their codes.
        title: What the family is called.
        rules: Its rules by code.
    """

    prefix: str
    title: str
    rules: Mapping[str, Rule]


FAMILIES = (
    Family(
        "DHR0",
        "File",
        {
            "DHR001": not_utf8,
            "DHR002": not_toml,
            "DHR003": not_this_schema,
            "DHR004": unknown_key,
            "DHR005": id_not_stem,
            "DHR006": newer_format,
            "DHR007": missing_source_page,
            "DHR008": source_page_differs,
            "DHR009": control_character,
            "DHR010": not_canonical,
            "DHR011": reserved_id,
            "DHR012": file_too_large,
            "DHR013": unreadable_file,
            "DHR014": duplicate_key,
            "DHR015": source_page_outside,
        },
    ),
    Family(
        "DHR1",
        "Numbering",
        {
            "DHR101": duplicate_number,
            "DHR102": duplicate_number_normalised,
            "DHR103": missing_number,
            "DHR104": none_numbered,
            "DHR105": number_gap,
            "DHR106": string_sorted,
            "DHR107": numbering_restarts,
            "DHR108": mixed_numbering,
            "DHR109": number_clashes_with_group,
            "DHR110": count_differs,
            "DHR111": text_in_number,
        },
    ),
    Family(
        "DHR2",
        "Addressees",
        {
            "DHR201": missing_addressee,
            "DHR202": several_agencies,
            "DHR203": agency_variant,
            "DHR204": unresolved_agency,
            "DHR205": collective_addressee,
            "DHR206": unspecific_agency,
            "DHR207": not_an_agency,
            "DHR208": unknown_agency,
            "DHR209": inconsistent_agency_names,
            "DHR210": empty_part,
            "DHR211": repeated_agency,
            "DHR212": agency_not_in_existence,
            "DHR213": text_names_another_actor,
            "DHR214": fused_agencies,
            "DHR215": alias_in_agencies,
            "DHR216": row_slip,
            "DHR217": agency_not_in_cell,
        },
    ),
    Family(
        "DHR3",
        "Text",
        {
            "DHR301": empty_text,
            "DHR302": too_short,
            "DHR303": starts_in_mid_thought,
            "DHR304": heading_not_recommendation,
            "DHR305": flattened_list,
            "DHR306": semicolon_list,
            "DHR307": cut_off,
            "DHR308": doubled_word,
            "DHR309": unbalanced_quotation_mark,
            "DHR310": unbalanced_bracket,
            "DHR311": damaged_encoding,
            "DHR312": stray_footnote_digit,
            "DHR313": hyphenation_residue,
            "DHR314": page_residue,
            "DHR315": duplicate_text,
            "DHR316": near_duplicate_text,
            "DHR317": dangling_reference,
            "DHR318": not_in_source,
            "DHR319": differs_from_source,
            "DHR320": addressee_in_text,
            "DHR321": recommendation_run_in,
            "DHR322": action_plan_in_text,
            "DHR323": narrative,
            "DHR324": entry_not_recommendation,
            "DHR325": fragment_without_introduction,
            "DHR326": beginning_lost,
            "DHR327": broken_word,
            "DHR328": glued_words,
            "DHR329": misread_word,
            "DHR330": deadline_without_date,
        },
    ),
    Family(
        "DHR4",
        "Metadata",
        {
            "DHR401": missing_year_of_death,
            "DHR402": missing_date,
            "DHR403": implausible_year_of_death,
            "DHR404": death_before_duty,
            "DHR405": dated_before_death,
            "DHR406": date_in_future,
            "DHR407": impossible_date,
            "DHR408": report_after_publication,
            "DHR409": unknown_csp,
            "DHR410": missing_source,
            "DHR411": source_without_link,
            "DHR412": missing_summary,
        },
    ),
    Family(
        "DHR5",
        "Disclosure",
        {
            "DHR501": personal.email_address,
            "DHR502": personal.telephone_number,
            "DHR503": personal.postcode,
            "DHR504": personal.nhs_number,
            "DHR505": personal.exact_date_of_life,
            "DHR506": personal.titled_name,
            "DHR507": personal.untitled_name,
            "DHR508": personal.incident_date,
            "DHR509": personal.street,
            "DHR510": personal.officer_number,
            "DHR511": personal.name_with_age,
            "DHR512": personal.national_insurance_number,
            "DHR513": personal.vehicle_registration,
            "DHR514": personal.age_with_place,
        },
    ),
    Family(
        "DHR6",
        "Curation",
        {
            "DHR601": accepted_with_errors,
            "DHR602": signed_off_with_pending,
            "DHR603": sign_off_without_name,
            "DHR604": unused_waiver,
            "DHR605": lapsed_waiver,
            "DHR606": waiver_of_unknown_rule,
            "DHR607": waiver_without_reason,
            "DHR608": incomplete_row,
            "DHR609": signed_off_with_findings,
            "DHR610": open_conflict,
            "DHR611": gone_upstream,
            "DHR612": sample_no_longer_holds,
        },
    ),
    Family(
        "DHR7",
        "Library",
        {
            "DHR701": source_imported_twice,
            "DHR702": same_review_twice,
            "DHR703": shared_recommendation,
            "DHR704": one_agency_two_names,
            "DHR705": unused_register_entry,
            "DHR706": duplicate_alias,
            "DHR707": unknown_kind,
            "DHR708": duplicate_id,
        },
    ),
    Family(
        "DHR8",
        "Documents",
        {
            "DHR801": not_in_document,
            "DHR802": differs_from_document,
            "DHR803": number_differs_from_document,
            "DHR804": addressee_differs_from_document,
            "DHR805": not_extracted,
            "DHR806": several_passages,
            "DHR807": passage_used_twice,
            "DHR808": unreadable_document,
            "DHR809": document_of_another_review,
            "DHR810": addressee_not_compared,
            "DHR811": document_contradicts_itself,
        },
    ),
    Family(
        "DHR9",
        "Trail",
        {
            "DHR901": missing_trail,
            "DHR902": changed_outside_trail,
            "DHR903": broken_trail,
            "DHR904": two_heads,
            "DHR905": torn_trail,
            "DHR906": clock_went_back,
            "DHR907": lost_trail,
            "DHR908": interrupted_write,
            "DHR909": trail_of_two_records,
        },
    ),
)
"""Every rule, in the order of the codes."""

_BY_CODE = {code: rule for family in FAMILIES for code, rule in family.rules.items()}
_BY_NAME = {rule.name: rule for rule in _BY_CODE.values()}


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(_BY_CODE.values())


def find_rule(selector: str) -> Rule | None:
    """The rule with that code or name, in any case."""
    return _BY_CODE.get(selector.upper()) or _BY_NAME.get(selector.lower())

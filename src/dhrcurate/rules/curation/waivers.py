"""Waivers that do not do their job."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.rules.addressees.vague import AMONG_AGENCIES
from dhrcurate.rules.cells import sort_in_agencies
from dhrcurate.rules.context import DecisionContext, WaiverUse
from dhrcurate.rules.registry import Rule, decision_rule


@decision_rule("DHR604", "unused-waiver", Severity.WARNING, fix=Safety.UNSAFE)
def unused_waiver(context: DecisionContext) -> Iterator[Finding]:
    """A waiver silences no finding.

    Why: The fault was fixed, and the waiver would silently excuse the next one of its kind.

    Before: a waiver of missing-addressee on a recommendation that has an addressee

    After: the waiver removed

    Note: The fix is unsafe: a waiver is a decision with a reason and a name, and only a curator can tell whether it has
    had its day, or the rule merely fails to see the fault at the moment. A waiver of what acceptance settles as well, a
    meeting or a collective among the agencies, is not told once the recommendation is accepted.
    """
    for use in context.waivers:
        if use.use == "unused" and use.rule_name and not _is_settled(context, use):
            fix = _removal(context, use)
            yield _finding(unused_waiver, context, use, f"this waiver of {use.rule_name} waives nothing", fix)


@decision_rule("DHR605", "lapsed-waiver", Severity.WARNING)
def lapsed_waiver(context: DecisionContext) -> Iterator[Finding]:
    """A waiver has lapsed, because the waived value has changed.

    Why: The reason was given for another value. Somebody must decide whether it holds for the new one.

    Before: a waiver for a cell that has since been edited

    After: the finding waived again, or fixed and the waiver removed
    """
    for use in context.waivers:
        if use.use == "lapsed":
            yield _finding(
                lapsed_waiver,
                context,
                use,
                f"this waiver of {use.rule_name or 'a rule'} has lapsed: the value is not the one that was waived",
            )


@decision_rule("DHR606", "waiver-of-unknown-rule", Severity.WARNING)
def waiver_of_unknown_rule(context: DecisionContext) -> Iterator[Finding]:
    """A waiver names a rule that does not exist.

    Why: It silences nothing, although its author believes that it does.

    Before: rule = "DHR2001"

    After: rule = "DHR201"
    """
    for use in context.waivers:
        if use.rule_name is None:
            yield _finding(waiver_of_unknown_rule, context, use, "this waiver names a rule that does not exist")


@decision_rule("DHR607", "waiver-without-reason", Severity.WARNING)
def waiver_without_reason(context: DecisionContext) -> Iterator[Finding]:
    """A waiver has no reason, or no name.

    Why: An accepted finding needs an account of who accepted it, and why.

    Before: rule = "DHR205", reason = ""

    After: rule = "DHR205", reason = "the review itself addresses all agencies", by = "A. Curator"
    """
    for use in context.waivers:
        lacking = [
            word for word, value in (("a reason", use.waiver.reason), ("a name", use.waiver.by)) if not value.strip()
        ]
        if lacking:
            yield _finding(waiver_without_reason, context, use, f"this waiver is without {' and '.join(lacking)}")


def _finding(rule: Rule, context: DecisionContext, use: WaiverUse, message: str, fix: Fix | None = None) -> Finding:
    about = context.record_context.record.by_key(use.key) if use.key else None
    return rule.finding(message, path=use.path, about=about, fix=fix)


def _is_settled(context: DecisionContext, use: WaiverUse) -> bool:
    """Whether a recommendation was accepted with what the waiver excuses among its agencies."""
    about = context.record_context.record.by_key(use.key) if use.key else None
    wanted = AMONG_AGENCIES.get(use.rule_name or "")
    if wanted is None or about is None or about.undecided:
        return False
    odd, names = context.record_context.odd_agencies, context.record_context.names
    return any(sort_in_agencies(agency, odd, names) is wanted for agency in about.agencies)


def _removal(context: DecisionContext, use: WaiverUse) -> Fix | None:
    """The fix that removes a waiver from its list, and the list with its last waiver."""
    path, _, position = use.path.rpartition("/")
    waivers = get(context.record_context.data, path)
    if not isinstance(waivers, list) or not position.isdecimal() or int(position) >= len(waivers):
        return None
    left = [w for i, w in enumerate(waivers) if i != int(position)]
    return Fix(Safety.UNSAFE, "take the waiver out", (Edit(path, waivers, left or None),))

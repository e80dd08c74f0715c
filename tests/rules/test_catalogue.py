from __future__ import annotations

import pkgutil
from importlib import import_module

import dhrcurate.rules
from dhrcurate.rules.catalogue import FAMILIES, all_rules
from dhrcurate.rules.registry import Rule


def test_every_decorated_rule_is_listed() -> None:
    modules = (m.name for m in pkgutil.walk_packages(dhrcurate.rules.__path__, "dhrcurate.rules.") if not m.ispkg)
    decorated = {
        (rule.code, rule.name)
        for module in map(import_module, modules)
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
    assert decorated == {(rule.code, rule.name) for rule in all_rules()}


def test_every_rule_is_listed_once_under_its_own_code() -> None:
    listed = [(code, rule.code) for family in FAMILIES for code, rule in family.rules.items()]
    assert [code for code, _ in listed] == [code for _, code in listed]
    assert len({code for code, _ in listed}) == len(listed)


def test_every_family_has_a_name_and_lists_its_own_codes_in_order() -> None:
    for family in FAMILIES:
        assert family.title
        assert all(code.startswith(family.prefix) for code in family.rules)
        assert list(family.rules) == sorted(family.rules)
    assert [rule.code for rule in all_rules()] == sorted(rule.code for rule in all_rules())

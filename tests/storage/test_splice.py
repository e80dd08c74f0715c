from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhrcurate.domain.canonical import canonical
from dhrcurate.domain.edit import Edit, apply, get
from dhrcurate.storage.codec import parse
from dhrcurate.storage.splice import splice
from toml_styles import CONFLICTS, EXTRA, EXTRACTED, EXTRACTIONS, RECOMMENDATION, WAIVERS, WORDS, contents, styled

SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60
)


@st.composite
def edits(draw: st.DrawFn, data: dict[str, Any]) -> list[Edit]:
    """Edits of every kind, each fitting what those before it leave."""
    result: list[Edit] = []
    for _ in range(draw(st.integers(1, 5))):
        now = apply(data, result)
        keys = [r["key"] for r in now.get("recommendations", [])]
        kind = draw(st.sampled_from(["field", "field", "field", "top", "add", "remove", "order", "waivers"]))
        path: str
        new: Any
        nested: dict[str, Any] = {"waivers": WAIVERS, "extra": EXTRA, "extracted": EXTRACTED, "conflicts": CONFLICTS}
        if kind == "field" and keys:
            name = draw(st.sampled_from(["number", "title", "text", "note", "agencies", "status", *nested]))
            path = f"/recommendations/{draw(st.sampled_from(keys))}/{name}"
            values: Any = {"agencies": st.lists(WORDS, max_size=5), **nested}.get(name, WORDS)
            required = name in ("text", "agencies", "status")
            new = draw(values if required else st.one_of(st.none(), values))
        elif kind == "top":
            path = draw(
                st.sampled_from(
                    [
                        "/review/title",
                        "/review/summary",
                        "/source/publisher",
                        "/curation/by",
                        "/x",
                        "/source",
                        "/waivers",
                        "/extractions",
                    ]
                )
            )
            whole = {"/source": st.fixed_dictionaries({"url": WORDS}), "/waivers": WAIVERS, "/extractions": EXTRACTIONS}
            new = draw(st.one_of(st.none(), whole.get(path, WORDS)))
        elif kind == "add":
            path = f"/recommendations/r{100 + len(result):03}"
            new = {"key": path[-4:], **draw(RECOMMENDATION)}
        elif kind == "remove" and keys:
            path, new = f"/recommendations/{draw(st.sampled_from(keys))}", None
        elif kind == "order" and keys:
            path, new = "/recommendations/@order", draw(st.permutations(keys))
        else:
            continue
        result.append(Edit(path, get(now, path), new))
    return result


@SLOW
@given(st.data())
def test_every_edit_is_written_into_every_style(data: st.DataObject) -> None:
    content = data.draw(contents())
    raw, _ = data.draw(styled(content))
    assert canonical(parse(raw)) == canonical(content)
    some = data.draw(edits(content))
    after = splice(raw, some)
    assert canonical(parse(after)) == canonical(apply(content, some))


@SLOW
@given(st.data())
def test_setting_one_value_changes_its_own_lines_only(data: st.DataObject) -> None:
    content = data.draw(contents().filter(lambda c: bool(c["recommendations"])))
    raw, comments = data.draw(styled(content))
    key = data.draw(st.sampled_from([r["key"] for r in content["recommendations"]]))
    path = f"/recommendations/{key}/{data.draw(st.sampled_from(['text', 'status', 'agencies', 'note', 'number']))}"
    old = get(content, path)
    new = data.draw(st.lists(WORDS, max_size=5) if isinstance(old, list) else WORDS)
    after = splice(raw, [Edit(path, old, new)])
    lines, lines_after = raw.split(b"\n"), after.split(b"\n")
    same_before = next((i for i, (a, b) in enumerate(zip(lines, lines_after, strict=False)) if a != b), len(lines))
    same_behind = next((i for i, (a, b) in enumerate(zip(lines[::-1], lines_after[::-1], strict=False)) if a != b), 0)
    touched = b"\n".join(lines[same_before : len(lines) - same_behind])
    written = old if isinstance(old, str) else " ".join(old or [])
    assert touched.count(b"\n") <= 4 + 2 * written.count("\n") + 3 * len(old or [])
    gone = [c for c in comments if c.encode() not in after]
    removed = len(old) - len(new) if isinstance(old, list) else 0
    assert len(gone) <= max(removed, 0), gone


@SLOW
@given(st.data())
def test_structure_edits_lose_no_comment_outside_what_is_removed(data: st.DataObject) -> None:
    content = data.draw(contents().filter(lambda c: len(c["recommendations"]) > 1))
    raw, comments = data.draw(styled(content))
    keys = [r["key"] for r in content["recommendations"]]
    new = {"key": "r100", "text": "t", "addressed_to": "", "agencies": [], "status": "pending"}
    order = data.draw(st.permutations([*keys, "r100"]))
    some = [Edit("/recommendations/r100", None, new), Edit("/recommendations/@order", [*keys, "r100"], order)]
    after = splice(raw, some)
    assert [c for c in comments if c.encode() not in after] == []


@pytest.mark.parametrize("end", [b"", b"\n", b"  # last"])
def test_a_key_added_beside_tables_stands_before_them(end: bytes) -> None:
    raw = b'format = 1\n\n[[recommendations]]\nkey = "r001"\ntext = "Train."' + end
    waiver = {"rule": "DHR205", "reason": "as printed", "by": "A. Curator"}
    edits = [
        Edit("/recommendations/r001/waivers", None, [waiver]),
        Edit("/recommendations/r001/extra", None, {}),
    ]
    assert parse(splice(raw, edits)) == apply(parse(raw), edits)

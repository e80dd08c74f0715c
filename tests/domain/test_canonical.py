from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.canonical import NotCanonicalError, canonical, digest

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
)


@given(values)
def test_agrees_with_a_plain_implementation_of_rfc_8785(value: object) -> None:
    def lf(v: object) -> object:
        if isinstance(v, str):
            return v.replace("\r\n", "\n")
        if isinstance(v, list):
            return [lf(i) for i in v]
        if isinstance(v, dict):
            return {k: lf(i) for k, i in v.items()}
        return v

    assert canonical(value) == rfc8785.dumps(lf(value))  # type: ignore[arg-type]  # the strategy yields JSON only


def test_line_ends_and_the_order_of_keys_do_not_change_a_digest() -> None:
    assert digest({"b": "x\r\ny", "a": 1}) == digest({"a": 1, "b": "x\ny"})


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), "2026-11-22T10:00:00Z"),
        (datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=2))), "2026-11-22T10:00:00Z"),
        (datetime(2026, 11, 22, 10, 0, 0, 120_000, tzinfo=UTC), "2026-11-22T10:00:00.12Z"),
    ],
)
def test_moments_are_written_in_utc(moment: datetime, written: str) -> None:
    assert canonical(moment) == f'"{written}"'.encode()


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**53,
        [-(2**60)],
        "\ud800",
        {"at": datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))},
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)

"""Families ranked on columns agree with counting row by row, whatever is chosen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_overview import Made, act, finding

from expertise import service_dashboard
from expertise.batch import kin, results
from expertise.batch.overview import Choice, overview
from expertise.batch.results import Made as Written

NAMES = ("", "a", "b", "c")


def run(acts: list[str], findings: list[tuple[int, str, bool, int]]) -> Made:
    """A run of acts by family, every second one a decree, and findings (act, family, shown, severity)."""
    made = [act(n, type="law" if n % 2 else "decree", family=name) for n, name in enumerate(acts)]
    placed = sorted((of % len(acts), name, shown, severity) for of, name, shown, severity in findings)
    return Made(
        made,
        [
            finding(of, severity=severity, shown=shown) | {"family": name}
            for of, name, shown, severity in placed
        ],
    )


def counted(members: list[tuple[str, int, float, int]]) -> list[tuple[str, int, int, int]]:
    """Rank (family, act, weight, place) row by row: name, copies, acts, first."""
    groups: dict[str, list[tuple[int, float, int]]] = {}
    for name, of, weight, place in members:
        if name:
            groups.setdefault(name, []).append((of, weight, place))
    several = [(name, each) for name, each in groups.items() if len(each) > 1]
    several.sort(key=lambda g: (-len(g[1]), -sum(w for _, w, _ in g[1]), min(p for _, _, p in g[1])))
    return [
        (name, len(each), len({of for of, _, _ in each}), min(place for _, _, place in each))
        for name, each in several
    ]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=8),
    st.lists(
        st.tuples(
            st.integers(0, 7), st.sampled_from(NAMES), st.booleans(), st.sampled_from((0, 25, 50, 100))
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_families_agree_with_counting_row_by_row(acts, findings, decrees):
    tables = run(acts, findings)
    seen = overview(tables).chosen(Choice(types=frozenset({"decree"} if decrees else ())))
    rows = [
        (row["family"], row["act"], row["severity"] / 100 * 0.8, place)
        for place, row in enumerate(
            tables.table("findings", ("family", "act", "severity", "shown")).to_pylist()
        )
        if row["shown"] and not (decrees and row["act"] % 2)
    ]
    found = kin.ranked(seen, "norm")
    assert [(f.name, f.copies, f.acts, f.first) for f in found] == counted(rows)
    for family in found:
        inside = kin.members(seen, "norm", family.name)
        assert (inside.findings.num_rows, inside.acts.num_rows) == (family.copies, family.acts)
        assert inside.findings["row"][0].as_py() == family.first
    weights = {n: sum(w for _, of, w, _ in rows if of == n) for n in range(len(acts))}
    whole = [(name, n, weights[n], n) for n, name in enumerate(acts) if not (decrees and n % 2)]
    assert [(f.name, f.copies, f.acts, f.first) for f in kin.ranked(seen, "act")] == counted(whole)
    assert kin.ranked(seen, "norm", 1) == found[:1]


def test_a_run_without_findings_has_no_families_and_no_cells(tmp_path):
    said = {
        **act(0, title="О примере", family=""), "format": "txt", "articles": 1, "units": 1, "characters": 9,
        "amending": False, "comparative": False, "warnings": [], "findings": 0, "high": 0, "medium": 0,
        "low": 0, "severity": 0, "weight": 0.0,
    }  # fmt: skip
    results.write(tmp_path, iter([Written([("acts", said)], {})]), {"versions": {}, "folder": "."}, {})
    _, seen = service_dashboard.opened(tmp_path)
    assert [kin.ranked(seen, kind) for kind in kin.KINDS] == [[], []]
    assert (seen.cells(), [each.findings for each in seen.ranked()], seen.values("factor")) == ([], [0], [])

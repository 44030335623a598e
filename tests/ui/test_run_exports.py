"""What a page of the dashboard shows is what its files hold, and no file is made before somebody wants it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from expertise import service_dashboard as dashboard
from expertise.batch import results
from expertise.settings import ui
from tests.benchmarks import big_run

testing = pytest.importorskip("streamlit.testing.v1")
ACTS = 400  # more than a page shows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return big_run.write(tmp_path_factory.mktemp("run"), ACTS)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, office: Any) -> dict[str, Callable[[], bytes]]:
    """What makes each file that the page offers, by the file's name."""
    import widgets.exports as exports

    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(exports, "download", lambda _, name, make, *__, **___: made.update({name: make}))
    return made


@pytest.fixture
def screen(known: Any, folder: Path, files: Mapping[str, Any]) -> Callable[..., Any]:
    """Draw the dashboard: screen("acts", **{"run-types": ["law"]})."""
    known.store.set({"run": str(folder)})

    def draw(tab: str, **state: object) -> Any:
        test = testing.AppTest.from_file(str(ui() / "pages.py"), default_timeout=60)
        for key, value in {"run-tab": tab, **state}.items():
            test.session_state[key] = value
        done = test.run().switch_page("screens/dashboard.py").run()
        assert not done.exception
        return done

    return draw


def table(data: bytes) -> tuple[list[str], list[list[str]]]:
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    return heads, rows


def agrees(shown: Any, data: bytes) -> int:
    """Hold a table on the page against its file and return how many rows the file has."""
    heads, rows = table(data)
    assert len(shown) <= len(rows)
    for head in shown.columns:
        column = heads.index(head)
        assert [str(value) for value in shown[head]] == [row[column] for row in rows[: len(shown)]], head
    return len(rows)


CHOICES: list[dict[str, object]] = [{}, {"run-types": ["law", "order"], "run-factors": ["A1"]}]


@pytest.mark.parametrize("choice", CHOICES)
def test_acts_shown_are_the_first_of_the_file(screen, files, folder, choice):
    page = screen("acts", **choice)
    _, seen = dashboard.opened(folder)
    kept = seen.chosen(
        dashboard.Choice(
            types=frozenset(choice.get("run-types", ())), factors=frozenset(choice.get("run-factors", ()))
        )
    )
    assert agrees(page.dataframe[0].value, files["acts.csv"]()) == kept.acts.num_rows
    assert len(page.dataframe[0].value) == min(300, kept.acts.num_rows)


@pytest.mark.parametrize("column", ["body", "type", "year", "fields"])
def test_groups_shown_are_those_of_the_file(screen, files, column):
    page = screen("groups", **{"run-group": column})
    shown = page.dataframe[0].value
    assert agrees(shown, files[f"groups-{column}.csv"]()) == len(shown)
    # Of years none is left out: a chart that ends in 2011 says that nothing happened since.
    most = len(shown) if column == "year" else min(20, len(shown))
    assert files[f"groups-{column}.svg"]().decode().count("<rect") == 1 + most
    cut = any("в таблице и файлах все" in caption.value for caption in page.caption)
    assert cut == (most < len(shown))


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("kind", ["norm", "act"])
def test_families_shown_are_the_first_of_the_file(screen, files, folder, kind, choice):
    page = screen("families", **{"run-kind": kind}, **choice)
    shown = page.dataframe[0].value
    assert agrees(shown, files[f"families-{kind}.csv"]()) >= len(shown) > 0
    counts = [int(row[1]) for row in table(files[f"families-{kind}.csv"]())[1]]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 2


def test_the_heat_map_s_file_counts_every_finding(screen, files, folder):
    screen("heat")
    _, seen = dashboard.opened(folder)
    _, rows = table(files["heat.csv"]())
    assert sum(int(row[2]) for row in rows) == sum(cell.findings for cell in seen.cells())
    assert files["heat.svg"]().decode().count("<rect") == 1 + len(rows)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A run of 120 files none of which could be checked."""
    rows = (
        {
            "file": f"acts/{place}.docx", "name": f"{place}.docx", "sha256": None, "code": "encrypted",
            "message_ru": f"{place}.docx: пароль", "message_ky": f"{place}.docx: сырсөз", "again": False,
        }
        for place in range(120)
    )  # fmt: skip
    run = tmp_path / "damaged"
    run.mkdir()
    results.write(run, (results.Made([("failures", row)], {}) for row in rows), big_run.HEAD, {})
    return run


def test_files_that_could_not_be_checked_stand_on_the_page_with_their_reasons(screen, files, damaged):
    import office

    office.desk().store.set({"run": str(damaged)})
    page = screen("failures")
    shown = " ".join(each.proto.body for each in page.get("html"))
    assert shown.count("<td>защищён паролем</td>") == 100
    _, rows = table(files["failures.csv"]())
    assert [row[0] for row in rows] == [f"acts/{place}.docx" for place in range(120)]
    assert rows[0][1:] == ["защищён паролем", "0.docx: пароль", "нет"]


@pytest.mark.parametrize("tab", ["acts", "heat", "groups", "families", "quality"])
def test_a_run_without_a_single_act_says_so(screen, damaged, tab):
    import office

    office.desk().store.set({"run": str(damaged)})
    (said,) = (info.value for info in screen(tab).info if "Суждений" not in info.value)
    assert ("Выбирать не из чего" if tab == "quality" else "нет ни одного проверенного акта") in said


def test_another_run_is_opened_whatever_was_chosen_in_the_last(screen, folder, damaged):
    page = screen("acts", **{"run-types": ["law"]})
    page.text_input(key="run-folder").set_value(str(damaged))
    page.button[0].click().run()
    assert not page.exception
    assert page.multiselect(key="run-types").value == []
    page.text_input(key="run-folder").set_value(str(folder))
    page.button[0].click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) == 300


def test_a_folder_is_kept_whole_however_it_was_typed(screen, folder, monkeypatch):
    page = screen("acts")
    import office

    monkeypatch.chdir(folder.parent)
    page.text_input(key="run-folder").set_value(f' "{folder.name}" ')
    page.button[0].click().run()
    assert not page.exception
    assert office.desk().store.settings()["run"] == str(folder)


def test_the_choice_of_acts_stays_while_another_page_is_open(screen, folder):
    _, seen = dashboard.opened(folder)
    page = screen("acts", **{"run-types": ["law"]})
    page.slider(key="run-years").set_range(2000, 2010).run()
    kept = len(page.dataframe[0].value)
    assert 0 < kept < seen.acts.num_rows
    page.switch_page("screens/campaigns.py").run()
    page.switch_page("screens/dashboard.py").run()
    assert page.multiselect(key="run-types").value == ["law"]
    assert page.slider(key="run-years").value == (2000, 2010)
    assert len(page.dataframe[0].value) == kept


def test_norms_and_members_in_a_file_are_all_there_are(screen, folder):
    screen("acts")
    from widgets import run_tables as tables

    run, seen = dashboard.opened(folder)
    act = seen.ranked(1)[0]
    inside = seen.of([act.act])
    found = dashboard.some_norms(run, inside.findings["row"].to_pylist())
    every = list(
        tables.norm_rows(dashboard.norms_at(run, inside.findings["row"].to_pylist()), inside.titles())
    )
    assert every == list(tables.norm_rows(found, {act.act: act.title}))
    assert len(every) == act.findings
    for kind in dashboard.KINDS:
        family = dashboard.families(seen, kind, 1)[0]
        inside = dashboard.members(seen, kind, family.name)
        rows = list(tables.member_rows(run, inside, kind, family.name))
        assert rows[:5] == list(tables.member_rows(run, inside, kind, family.name, 5))
        assert (len(rows), len({number for number, _ in rows})) == (family.copies, family.acts)
        assert {row[tables.MEMBERS.index("likeness")] for _, row in rows} <= {93, 100}


@pytest.mark.parametrize("tab", ["acts", "heat", "groups", "families"])
def test_a_page_is_drawn_without_making_a_file(screen, files, monkeypatch, tab):
    import widgets.exports as exports

    def never(*_: object) -> bytes:
        raise AssertionError("a file was made unasked")

    for name in ("as_csv", "as_xlsx", "picture"):
        monkeypatch.setattr(exports, name, never)
    screen(tab)
    assert all(callable(make) for make in files.values())
    assert files


def test_a_full_sheet_goes_on_in_another():
    data = dashboard.as_xlsx("a", ["А"], ([n] for n in range(5)), limit=3)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        counts = [archive.read(name).count(b"<row ") for name in sheets]
    assert counts == [3, 3, 2]

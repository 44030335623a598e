"""The site: the same store the same bytes, valid data, nothing that should not be there, verify."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from lxml import etree, html

from expertise import service_publish, service_release
from expertise.errors import ExpertiseError
from expertise.lexicon.fields import load_names
from expertise.lexicon.site_words import load_site_words
from expertise.publish.manifest import site_faults
from expertise.publish.markup import Markup, joined, tag
from expertise.publish.open_data import as_xlsx, safe
from expertise.publish.search_index import folded
from expertise.service_clearing import Releasing
from expertise.service_verify import verify_public
from expertise.settings import lexicons
from tests.publish.small_office import RU, decide, sign, take_in

HOSTILE = '<script>alert(1)</script> & "кавычки" =1+1'


def release(desk, draft, **said):
    return service_release.release(desk, draft, Releasing("Б. О.", fields=("licensing", "land"), **said))


@pytest.fixture
def site(desk, draft, tmp_path) -> Path:
    release(desk, draft)
    service_publish.publish(desk, tmp_path / "site")
    return tmp_path / "site"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def lines(folder: Path) -> list[dict]:
    return [
        json.loads(line) for line in (folder / "data" / "conclusions.jsonl").read_text("utf-8").splitlines()
    ]


def refusal(call) -> str:
    with pytest.raises(ExpertiseError) as refused:
        call()
    return refused.value.code


def test_the_same_store_gives_the_same_bytes(desk, site, tmp_path):
    done = service_publish.publish(desk, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(site)
    assert (done.versions, done.removed) == (1, 0)
    assert service_publish.publish(desk, site).changed == 0


def test_an_office_that_released_nothing_has_a_site_that_says_so(desk, draft, tmp_path):
    done = service_publish.publish(desk, tmp_path / "site")
    assert (done.key, done.versions) == ("", 0)
    assert draft not in "".join(tree(tmp_path / "site"))
    assert [f.code for f in site_faults(tmp_path / "site")[0]] == ["unsigned"]


def test_every_page_is_whole_in_both_languages_and_leads_nowhere_else(site):
    files = tree(site)
    pages = [name for name in files if name.endswith(".html")]
    assert {n.removeprefix("ru/") for n in pages if n.startswith("ru/")} == {
        n.removeprefix("ky/") for n in pages if n.startswith("ky/")
    }
    for name in pages:
        page = html.fromstring(files[name].decode())
        assert page.get("lang") == (name[:2] if "/" in name else "ky")
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
        assert not page.xpath("//script[not(@src)] | //*[@style] | //style")
        for target in page.xpath("//@href | //@src | //@action"):
            assert not re.match(r"[a-z]+:", target), (name, target)
            path, _, mark = target.partition("#")
            there = (site / name).parent.joinpath(path).resolve() if path else site / name
            assert there.is_file(), (name, target)
            if mark:
                marked = html.fromstring(there.read_bytes().decode())
                assert marked.xpath(f"//*[@id='{mark}']"), (name, target)


def test_ids_are_unique_and_headings_in_order(site):
    for name, data in tree(site).items():
        if name.endswith(".html"):
            page = html.fromstring(data.decode())
            ids = page.xpath("//@id")
            assert len(ids) == len(set(ids)), name
            levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
            assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), (name, levels)


def test_the_lines_fit_the_schema_and_hold_their_signature(site):
    schema = json.loads((site / "data" / "conclusion.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for line in lines(site):
        jsonschema.Draft202012Validator(schema).validate(line)
    broken = {**lines(site)[0], "status": "gone"}
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(broken))


def test_a_correction_keeps_the_old_version_at_its_address(desk, draft, site):
    old = tree(site)
    decide(desk, draft, "reject", reason="low-risk")
    sign(desk, draft, "8")
    release(desk, draft, note={"ru": "Убрано лишнее", "ky": "Ашыкчасы алынды"})
    service_publish.publish(desk, site)
    now = tree(site)
    kept = [n for n in old if n.startswith("files/")]
    assert {n: now[n] for n in kept} == {n: old[n] for n in kept}
    first = now[f"ru/drafts/{draft}/conclusion-1.html"].decode()
    assert "conclusion-2.html" in first
    assert "Убрано лишнее" in now[f"ru/drafts/{draft}/index.html"].decode()
    assert "Ашыкчасы алынды" in now[f"ky/drafts/{draft}/conclusion-2.html"].decode()
    assert [line["status"] for line in lines(site)] == ["corrected", "standing"]
    assert site_faults(site)[0] == []
    assert len(etree.fromstring(now["ru/feed.atom"]).findall("{*}entry")) == 2


def test_a_withdrawn_conclusion_leaves_its_address_and_reason_only(desk, draft, site):
    service_release.recall(desk, draft, {"ru": "выпущено по ошибке", "ky": "жаңылыш чыгарылган"})
    done = service_publish.publish(desk, site)
    assert done.removed > 4
    names = tree(site)
    assert not [n for n in names if n.startswith("files/")]
    for language, reason in (("ru", "выпущено по ошибке"), ("ky", "жаңылыш чыгарылган")):
        assert reason in names[f"{language}/drafts/{draft}/conclusion-1.html"].decode()
        assert reason in names[f"{language}/drafts/{draft}/index.html"].decode()
    assert "необходимости" not in b"".join(names.values()).decode("utf-8", "replace")
    (line,) = lines(site)
    assert (line["status"], line["record"]) == ("withdrawn", None)
    schema = json.loads(names["data/conclusion.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(line)
    assert site_faults(site)[0] == []


def test_what_is_typed_is_shown_and_never_run(desk, tmp_path):
    draft = take_in(desk, RU.replace("О выдаче разрешений", "О выдаче <b>разрешений</b> & =1+1"))
    decide(desk, draft)
    sign(desk, draft, initiator={"ru": HOSTILE, "ky": ""}, remarks={"ru": HOSTILE, "ky": HOSTILE})
    release(desk, draft, confirmed="да")
    service_publish.publish(desk, tmp_path / "site")
    for name, data in tree(tmp_path / "site").items():
        if name.endswith((".html", ".js", ".atom")):
            assert "<script>alert" not in data.decode()
        if name.endswith(".html"):
            assert not html.fromstring(data.decode()).xpath("//b")
    index = (tmp_path / "site" / "assets" / "index.ru.js").read_text("utf-8")
    assert json.loads(index.removeprefix("window.EXPERTISE_INDEX=").rstrip(";\n"))


def test_no_cell_is_a_formula(desk, tmp_path):
    assert [safe(c) for c in ("=1", "+1", "-1", "@a", "\t=1", " =1", "1", "", 5)] == [
        "'=1", "'+1", "'-1", "'@a", "'\t=1", "' =1", "1", "", 5,
    ]  # fmt: skip
    book = as_xlsx({"a": (("x",), [("=1+1",), (3,)])}, "")
    with ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert as_xlsx({"a": (("x",), [("=1+1",), (3,)])}, "") == book


def test_the_tables_say_what_the_lines_say(site):
    text = (site / "data" / "findings.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    (line,) = lines(site)
    assert [row["number"] for row in rows] == [f["number"] for f in line["record"]["findings"]]
    assert {row["draft"] for row in rows} == {line["record"]["draft"]}


def spoil(site: Path, how: str) -> str:
    """Alter one thing of a site and return the path that verify has to name."""
    draft = next((site / "files" / "drafts").iterdir()).name
    folder = site / "files" / "drafts" / draft / "conclusion-1"
    if how == "altered":
        path = folder / "conclusion.ru.pdf"
        path.write_bytes(path.read_bytes() + b" ")
    elif how == "missing":
        path = site / "ky" / "index.html"
        path.unlink()
    elif how == "added":
        path = site / "ru" / "new.html"
        path.write_text("x")
    elif how == "record":
        path = folder / "conclusion.json"
        path.write_text(
            path.read_text("utf-8").replace('"medium"', '"low"').replace('"high"', '"low"'), "utf-8"
        )
    else:
        path = site / "manifest.json"
        path.write_text(re.sub(r'"updated": "2', '"updated": "1', path.read_text("utf-8")), "utf-8")
    return path.relative_to(site).as_posix()


@pytest.mark.parametrize("how", ["altered", "missing", "added", "record", "manifest"])
def test_whatever_is_altered_is_named(site, how):
    assert verify_public(site).faults == []
    name = spoil(site, how)
    assert name in {fault.what for fault in verify_public(site).faults}


def test_a_site_that_somebody_signed_anew_is_told_by_its_key(desk, site, tmp_path):
    key = verify_public(site).key
    assert verify_public(site, [key], key[:12]).ours is True
    assert verify_public(site, []).ours is False
    (fault, *_) = verify_public(site, None, "0000").faults
    assert fault.code == "other-key"
    ring = json.loads((site / "keys.json").read_text())
    (site / "keys.json").write_text(json.dumps([]))
    assert {"stranger", "altered"} <= {f.code for f in verify_public(site).faults}
    (site / "keys.json").write_text(json.dumps(ring[0]))
    assert "keys" in {f.code for f in verify_public(site).faults}


def test_a_released_record_is_verified_by_itself_and_with_its_files(site, tmp_path):
    folder = next(site.rglob("conclusion.json")).parent
    assert verify_public(folder / "conclusion.json").files > 4
    alone = Path(shutil.copy(folder / "conclusion.json", tmp_path / "a.json"))
    assert (verify_public(alone).faults, verify_public(alone).files) == ([], 0)
    (folder / "conclusion.ky.docx").write_bytes(b"other")
    assert [f.what for f in verify_public(folder / "conclusion.json").faults] == ["conclusion.ky.docx"]
    assert refusal(lambda: verify_public(tmp_path)) == "not-a-site"
    assert refusal(lambda: verify_public(tmp_path / "none.json")) == "not-found"


def test_a_folder_of_somebody_else_is_left_alone(desk, draft, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    assert refusal(lambda: service_publish.publish(desk, tmp_path / "mine")) == "site-folder"
    (tmp_path / "file").write_text("x")
    assert refusal(lambda: service_publish.publish(desk, tmp_path / "file")) == "site-folder"


def test_a_hostile_list_removes_nothing_outside(desk, site, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("x")
    path = site / "manifest.json"
    told = json.loads(path.read_text("utf-8"))
    told["record"]["files"]["../victim.txt"] = "0"
    path.write_text(json.dumps(told), "utf-8")
    service_publish.publish(desk, site)
    assert victim.exists()


def test_words_and_fields_are_there_in_both_languages():
    words = load_site_words(lexicons() / "publish" / "words.yml")
    assert all(text["ru"] and text["ky"] for text in words.texts.values())
    assert len(load_names(lexicons() / "fields").names) > 10


def test_text_is_escaped_and_markup_is_not():
    assert tag("p", "<a>", Markup("<b>x</b>"), None, ["&", 3], title='"') == (
        '<p title="&quot;">&lt;a&gt;<b>x</b>&amp;3</p>\n'
    )
    assert tag("input", disabled=True, hidden=False, id_="a") == '<input disabled id="a">'
    assert joined("a & b") == "a &amp; b"


def test_words_are_folded():
    assert folded("Өзгөчө ҮЙ, Ёлка-ңң_2!") == "озгочо уй елка нн_2"

"""Release, correction, withdrawal, what must stay inside: entries of the journal, nothing vanishes."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from expertise import service_clearing as clearing
from expertise import service_keys, service_publish, service_release
from expertise.errors import ExpertiseError
from expertise.publish.envelope import Signature, is_sound
from expertise.publish.keys import Signer
from expertise.review.releases import releases, standing
from expertise.service_clearing import Releasing
from expertise.service_release import Attaching
from expertise.service_verify import verify_store
from tests.publish.small_office import RU, decide, sign, take_in

SAID = Releasing("Б. Осмонов", fields=("licensing",))


def refusal(call) -> str:
    with pytest.raises(ExpertiseError) as refused:
        call()
    return refused.value.code


def release(desk, draft, said=SAID, phrase=""):
    return service_release.release(desk, draft, said, phrase)


def test_a_named_person_releases_once(desk, draft):
    first = release(desk, draft)
    assert (first.kind, first.person) == ("release", "Б. Осмонов")
    assert release(desk, draft) == first
    (made,) = releases(desk.store.entries(draft))
    record = json.loads(desk.store.file(made.record))
    assert is_sound(record, Signature(made.public, made.signature))
    assert record["findings"]
    assert verify_store(desk.store) == []
    assert desk.state(draft).is_signed


def test_the_record_says_who_could_abuse_the_norm_and_where_it_stands(desk, draft):
    release(desk, draft)
    record = json.loads(desk.store.file(releases(desk.store.entries(draft))[0].record))
    found = [f for f in record["findings"] if f["place"].get("ru", "").startswith("ст. 1")]
    assert all(f["eids"]["ru"] and f["eids"]["ky"] for f in found)
    assert any("орган" in f["who"]["ru"] for f in found)
    assert all(f["cure"]["ru"] and f["cure"]["ky"] for f in record["findings"])


def test_names_of_files_and_of_who_decided_stay_inside(desk):
    draft = desk.receive([("Проект Планованова.txt", RU.encode())])[0].draft
    decide(desk, draft, "reject", reason="low-risk", note="заметка Планованова")
    sign(desk, draft)
    release(desk, draft, Releasing(confirmed="имя файла печатается в заключении"))
    (made,) = releases(desk.store.entries(draft))
    assert "Планован" not in desk.store.file(made.record).decode()


@pytest.mark.parametrize(
    ("said", "code"),
    [(Releasing(fields=("nothing",)), "release-field"), (Releasing("  "), "release-name")],
)
def test_what_is_missing_is_told(desk, draft, said, code):
    desk.store.set({"name": ""})
    assert refusal(lambda: release(desk, draft, said)) == code


def test_only_a_signed_conclusion_can_be_released(desk):
    draft = take_in(desk)
    assert refusal(lambda: release(desk, draft)) == "release-unsigned"
    assert refusal(lambda: clearing.warnings(desk, draft)) == "release-unsigned"


def test_a_restricted_draft_stays_inside_until_the_ban_is_lifted(desk, draft):
    assert refusal(lambda: service_release.restrict(desk, draft, " ")) == "restrict-reason"
    service_release.restrict(desk, draft, "служебное пользование")
    assert refusal(lambda: release(desk, draft)) == "release-restricted"
    assert clearing.warnings(desk, draft).restricted == "служебное пользование"
    service_release.restrict(desk, draft, "рассекречено", on=False)
    release(desk, draft)
    assert refusal(lambda: service_release.restrict(desk, draft, "поздно")) == "restrict-released"
    assert [e.kind for e in desk.store.entries(draft)][-3:] == ["restrict", "restrict", "release"]


@pytest.mark.parametrize(
    "personal",
    ["Обратился Асанов Бакыт Токтогулович.", "тел. 0555 12 34 56", "ПИН 12345678901234", "a@mail.kg"],
)
def test_personal_data_needs_a_reason(desk, draft, personal):
    sign(desk, draft, "8", remarks={"ru": personal, "ky": ""})
    assert clearing.warnings(desk, draft).personal
    assert refusal(lambda: release(desk, draft)) == "release-personal"
    release(desk, draft, Releasing(confirmed="согласие получено"))


def test_a_correction_is_a_new_version_with_a_note(desk, draft):
    release(desk, draft)
    decide(desk, draft, "reject", reason="low-risk")
    assert clearing.warnings(desk, draft).later
    sign(desk, draft, "8")
    assert service_publish.standings(desk, "ru")[0].state == "newer"
    assert refusal(lambda: release(desk, draft)) == "correction-note"
    release(desk, draft, Releasing(note={"ru": "Исправлено"}))
    one, two = releases(desk.store.entries(draft))
    record = json.loads(desk.store.file(two.record))
    assert record["replaces"] == json.loads(desk.store.file(one.record))["id"]
    assert record["note"] == {"ru": "Исправлено", "ky": "Исправлено"}
    assert standing((one, two)) == two


def test_a_withdrawal_is_a_new_entry_and_a_release_after_it_the_next_version(desk, draft):
    assert refusal(lambda: service_release.recall(desk, draft, {"ru": "рано"})) == "recall-nothing"
    release(desk, draft)
    assert refusal(lambda: service_release.recall(desk, draft, {"ru": ""})) == "recall-reason"
    service_release.recall(desk, draft, {"ru": "ошибка"}, "Б. Осмонов")
    assert refusal(lambda: service_release.recall(desk, draft, {"ru": "снова"})) == "recall-nothing"
    assert service_publish.standings(desk, "ru")[0].state == "withdrawn"
    release(desk, draft, Releasing(note={"ru": "снова"}))
    first, second = releases(desk.store.entries(draft))
    assert first.recall.person == "Б. Осмонов"
    assert (second.version, second.recall) == (2, None)


def test_an_earlier_version_can_be_withdrawn_too(desk, draft):
    release(desk, draft)
    sign(desk, draft, "8")
    release(desk, draft, Releasing(note={"ru": "Исправлено"}))
    service_release.recall(desk, draft, {"ru": "личные данные"}, version=1)
    assert (
        refusal(lambda: service_release.recall(desk, draft, {"ru": "снова"}, version=1)) == "recall-nothing"
    )
    assert refusal(lambda: service_release.recall(desk, draft, {"ru": "нет"}, version=3)) == "recall-nothing"
    one, two = releases(desk.store.entries(draft))
    assert one.recall
    assert standing((one, two)) == two
    first, second = service_publish.register(desk).dossiers[0].versions
    assert (first.status, first.files, second.status) == ("withdrawn", {}, "standing")


def test_a_locked_key_asks_for_its_phrase(desk, draft):
    service_keys.new_key(desk.store, "тайна")
    assert refusal(lambda: release(desk, draft)) == "key-locked"
    assert releases(desk.store.entries(draft)) == ()
    assert release(desk, draft, phrase="тайна")


def test_something_decided_meanwhile_stops_the_release(desk, draft, monkeypatch):
    original = service_release._payload

    def slow(*args):
        service_release.restrict(desk, draft, "в это самое время")
        return original(*args)

    monkeypatch.setattr(service_release, "_payload", slow)
    assert refusal(lambda: release(desk, draft)) == "journal-moved"


def test_altered_released_files_and_signatures_are_found(desk, draft):
    release(desk, draft)
    (made,) = releases(desk.store.entries(draft))
    desk.store.file_path(made.files["conclusion.ru.pdf"]).write_bytes(b"other")
    desk.store.file_path(made.record).unlink()
    codes = {(f.code, f.what.partition(": ")[2]) for f in verify_store(desk.store)}
    assert ("file-altered", "conclusion.ru.pdf") in codes
    assert ("file-lost", "1") in codes


def test_an_ed25519_signature_from_outside_is_checked(desk, draft):
    assert (
        refusal(lambda: service_release.attach(desk, draft, Attaching("x", "a.sig", b""))) == "recall-nothing"
    )
    release(desk, draft)
    (made,) = releases(desk.store.entries(draft))
    file = desk.store.file(made.files["conclusion.ru.pdf"])
    key = Ed25519PrivateKey.generate()
    public, raw = key.public_key().public_bytes_raw(), key.sign(file)

    def attach(data, name="a.sig", target="conclusion.ru.pdf", **more):
        return service_release.attach(desk, draft, Attaching(target, name, data, **more))

    assert refusal(lambda: attach(raw)) == "attach-wrong"  # the office does not know this key
    assert refusal(lambda: attach(raw[:-1], key=public)) == "attach-wrong"
    assert refusal(lambda: attach(raw, key=b"?")) == "not-a-key"
    assert refusal(lambda: attach(raw, target="no")) == "attach-target"
    assert refusal(lambda: attach(raw, "a.exe")) == "attach-name"
    assert attach(raw, key=public).payload["checked"] is True
    own = service_keys.signer(desk.store).sign(file)
    assert attach(base64.b64encode(base64.b64decode(own))).payload["checked"] is True
    assert Signer(key).public != own


def test_any_other_signature_needs_consent_and_is_named_unchecked(desk, draft):
    release(desk, draft)
    cms = Attaching("conclusion.ky.docx", "sign.p7s", b"\x30\x82 cms")
    assert refusal(lambda: service_release.attach(desk, draft, cms)) == "attach-consent"
    entry = service_release.attach(desk, draft, Attaching(cms.target, cms.name, cms.data, consent=True))
    assert (entry.payload["checked"], entry.payload["name"]) == (False, "conclusion.ky.docx.p7s")
    assert verify_store(desk.store) == []

"""Whatever stands in a draft, reading and applying it ends in operations, misfits or unparsed lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.act import Role
from expertise.amending.apply import apply
from expertise.amending.consolidation import Consolidation
from expertise.amending.frame import frame
from expertise.amending.parse import parse
from expertise.reading import read_text
from tests.amending.conftest import BASE_HEAD, END, HEAD, LEAD

BITS = {
    "ru": (
        "статью 1|части 1 и 2|пункт 1 части 2 статьи 1|в статье 2|слова|«орган»|«учёт ведётся»|заменить|"
        "словами|дополнить|исключить|признать утратившей силу|считать|соответственно частями 2 и 3|"
        "изложить в следующей редакции:|следующего содержания:|\n«3. Новая часть.»|\n«Текст абзаца.»|"
        "частью 3|абзац второй|первое предложение|после|перед|,|;|(|«|»|в различных падежах|"
        "по всему тексту|наименование|\n2) |\nа) |:|и"
    ),
    "ky": (
        "1-берене|1 жана 2-бөлүктөрү|1-берененин 2-бөлүгүнүн 1-пункту|2-беренеде|деген сөз|«орган»|"
        "деген сөзгө|алмаштырылсын|деген сөздөн кийин|менен толукталсын|алып салынсын|"
        "күчүн жоготту деп табылсын|деп эсептелсин|тиешелүүлүгүнө жараша|"
        "төмөнкүдөй редакцияда баяндалсын:|төмөнкүдөй мазмундагы 3-бөлүк|\n«3. Жаңы бөлүк.»|"
        "\n«Абзацтын тексти.»|экинчи абзацы|биринчи сүйлөмү|,|;|«|»|бүткүл текст боюнча|аталышы|\n2) |"
        "\nа) |:|жана"
    ),
}
BASE = {
    "ru": "Статья 1. Первая\n1. Орган ведёт учёт. Учёт ведётся всегда.\n2. Орган:\n1) хранит;\n2) ищет.\n"
    "Статья 2. Вторая\nДела открыты.\nДела хранит орган.",
    "ky": "1-берене. Биринчи\n1. Орган эсеп жүргүзөт. Эсеп дайыма жүргүзүлөт.\n2. Орган:\n1) сактайт;\n"
    "2) издейт.\n2-берене. Экинчи\nИштер ачык.\nИштерди орган сактайт.",
}  # fmt: skip


def true_offsets(done: Consolidation) -> None:
    at = 0
    for piece in done.pieces:
        assert piece.start in (at, at + 1)
        at = piece.end
    assert at == len(done.act.text)
    for gone in done.removed:
        assert gone.span.of(done.base.text) == gone.text
        assert 0 <= gone.at <= len(done.act.text)
    assert all(0 <= mark.span.start < mark.span.end <= len(done.act.text) for mark in done.marks)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["ru", "ky"]), st.data())
def test_formulas_in_disorder(language, data):
    bits = data.draw(st.lists(st.sampled_from(BITS[language].split("|")), min_size=1, max_size=25))
    draft = read_text(f"{HEAD[language]}{LEAD[language]}1) {' '.join(bits)};{END[language]}")
    parsed = parse(draft)
    for line in draft.lines:
        if line.role is Role.FORMULA and len(line.span):
            spans = [*(o.span for o in parsed.operations), *(u.span for u in parsed.unparsed)]
            told = any(span.overlaps(line.span) for span in spans)
            assert told or parsed.leads or parsed.unparsed
    base = read_text(BASE_HEAD[language] + BASE[language])
    for act in range(len(parsed.acts)):
        true_offsets(apply(base, draft, parsed, act))


@given(st.text(alphabet='аб «»"“”„( )-,', max_size=40))
def test_a_frame_leads_back_to_its_text(text):
    found = frame(text, 0, len(text))
    assert len(found.places) == len(found.text)
    assert list(found.places) == sorted(found.places)
    for place, sign in enumerate(found.text):
        if place not in found.quotes:
            assert text[found.places[place]] == sign

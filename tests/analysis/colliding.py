"""Seeded collisions as acts: the cases of corpora/collisions put among articles that clash with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from expertise.act import Act, Language
from expertise.analysis.finding import Finding
from expertise.reading import read_text
from expertise.settings import corpora

FILES = {
    "C-DL": "deadlines", "C-INT": "contradictions", "C-HIER": "hierarchy", "C-TERM": "terms",
    "C-REF": "references",
}  # fmt: skip
RU = {
    1: ("Предмет регулирования", "Настоящий Закон регулирует отношения в сфере примеров."),
    2: ("Принципы", "Деятельность основывается на принципах законности и гласности."),
    3: ("Сфера действия", "Действие настоящего Закона распространяется на территорию республики."),
    6: (
        "Информирование населения",
        "Орган местного самоуправления ежегодно публикует доклад о своей работе.",
    ),
    8: ("Финансирование", "Финансирование мероприятий осуществляется за счет средств бюджета."),
    9: ("Международное сотрудничество", "Сотрудничество строится на основе международных договоров."),
}
KY = {
    1: ("Жөнгө салуу предмети", "Ушул Мыйзам мисалдар чөйрөсүндөгү мамилелерди жөнгө салат."),
    2: ("Принциптер", "Иш мыйзамдуулук жана айкындуулук принциптерине негизделет."),
    3: ("Колдонулуу чөйрөсү", "Ушул Мыйзамдын күчү республиканын аймагына жайылтылат."),
    6: (
        "Калкты маалымдоо",
        "Жергиликтүү өз алдынча башкаруу органы өз иши жөнүндө баяндаманы жыл сайын жарыялайт.",
    ),
    8: ("Каржылоо", "Иш-чараларды каржылоо бюджеттин каражаттарынын эсебинен жүргүзүлөт."),
    9: ("Эл аралык кызматташуу", "Кызматташуу эл аралык келишимдердин негизинде курулат."),
}
#: What references point to: article 4 with three parts and points, article 5 repealed, one annex.
RU_REF = {
    4: (
        "Условия",
        "1. Первое.\n2. Участник представляет:\n1) справку;\n2) договор;\n3) план.\n3. Третье.",
    ),
    5: ("Ограничения", "Утратила силу."),
}
KY_REF = {
    4: (
        "Шарттар",
        "1. Биринчи.\n2. Катышуучу берет:\n1) маалымкатты;\n2) келишимди;\n3) планды.\n3. Үчүнчү.",
    ),
    5: ("Чектөөлөр", "Күчүн жоготту."),
}
HEADS = {
    ("ru", "law"): "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО примере\n\n",
    ("ru", "code"): "КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nКОДЕКС ПРИМЕРОВ\n\n",
    ("ky", "law"): "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nМисал жөнүндө\n\n",
    ("ky", "code"): "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН КОДЕКСИ\n\nМИСАЛДАР КОДЕКСИ\n\n",
}
ANNEX = {"ru": "\nПриложение 1\n\nФОРМА ЗАЯВЛЕНИЯ\n", "ky": "\n1-тиркеме\n\nАРЫЗДЫН ФОРМАСЫ\n"}


@dataclass(frozen=True)
class Case:
    """A seeded collision with its near miss; ``held`` ones were not looked at while the detectors grew."""

    id: str
    kind: str
    texts: dict[str, dict[str, str]]

    @property
    def held(self) -> bool:
        number = int(self.id[-2:])
        return number % 3 == 0 or number == 20


def cases(kind: str) -> Iterator[Case]:
    path = corpora() / "collisions" / f"{FILES[kind]}.yml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for each in data["cases"]:
        yield Case(each["id"], kind, {"ru": each["ru"], "ky": each["ky"]})


def acts(case: Case, language: Language, which: str) -> tuple[Act, Act | None]:
    """Return the act with the clash (or its near miss), and the act of higher force where there is one."""
    text = case.texts[language]
    articles = dict(RU if language == "ru" else KY)
    rule = "Правила" if language == "ru" else "Эрежелер"
    articles[7] = (rule, text[which])
    if case.kind == "C-REF":
        articles |= RU_REF if language == "ru" else KY_REF
        return _act(articles, language, "law", ANNEX[language]), None
    if case.kind == "C-HIER":
        return _act(articles, language, "law"), _act(
            {1: articles[1], 2: (rule, text["first"])}, language, "code"
        )
    articles[4] = ("Порядок" if language == "ru" else "Тартип", text["first"])
    return _act(articles, language, "law"), None


def _act(articles: dict[int, tuple[str, str]], language: Language, kind: str, tail: str = "") -> Act:
    form = "Статья {0}. {1}\n{2}\n" if language == "ru" else "{0}-берене. {1}\n{2}\n"
    body = "\n".join(form.format(number, *articles[number]) for number in sorted(articles))
    return read_text(HEADS[language, kind] + body + tail, f"{kind}.{language}.txt")


def touches(found: Finding, case: Case, language: Language, which: str) -> bool:
    """Tell whether a finding stands at the seeded norm, or at the one it clashes with."""
    text = case.texts[language]
    norms = text[which] + "\n" + text.get("first", "")
    return found.quote in norms

"""Random operations on a random act, said in formulas of both languages, parse back and apply exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.act import Act, Kind
from expertise.amending.apply import apply
from expertise.amending.operations import Action, Operation
from expertise.amending.parse import parse
from expertise.amending.places import Part, Place
from expertise.reading import read_text
from tests.amending.conftest import BASE_HEAD, END, HEAD, LEAD

SYLLABLES = ("ба", "ве", "го", "ду", "жи", "зо", "ку", "ла", "мо", "не")
REPEALED = {"ru": ("Утратила силу.", "Утратила силу."), "ky": ("Күчүн жоготту.", "Күчүн жоготту.")}


def word(number: int) -> str:
    """A word that is in no lexicon, another one for every number."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:04}")


@dataclass
class Passage:
    number: int
    text: str
    void: bool = False


@dataclass
class Article:
    number: int
    heading: str
    parts: list[Passage]


@dataclass
class World:
    """The act as it should be; ``count`` makes new words, ``said`` "
    "are the formulas, ``meant`` the operations."""

    language: str
    articles: list[Article] = field(default_factory=list)
    count: int = 0
    said: list[str] = field(default_factory=list)
    meant: list[tuple[Action, tuple[Place, ...], tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=list
    )

    def word(self) -> str:
        self.count += 1
        return word(self.count)

    def sentence(self) -> str:
        return f"{self.word().capitalize()} {self.word()} {self.word()} {self.word()}."

    def text(self) -> str:
        lines = [BASE_HEAD[self.language].strip()]
        for article in self.articles:
            name = f"Статья {article.number}." if self.language == "ru" else f"{article.number}-берене."
            lines.append(f"{name} {article.heading}")
            lines += [f"{part.number}. {part.text}" for part in article.parts]
        return "\n".join(lines)

    def note(
        self, action: Action, place: Place, old: tuple[str, ...] = (), new: tuple[str, ...] = ()
    ) -> None:
        self.meant.append((action, (place,), old, new))


def at(article: Article, part: Passage | None = None, kind: Part = Part.UNIT, number: str = "") -> Place:
    steps = [(Kind.ARTICLE, str(article.number)), *([(Kind.PART, str(part.number))] if part else [])]
    return Place(tuple(steps), kind, number)


Change = Callable[[World, Article, Passage], bool]


def middle(part: Passage) -> str:
    """A word that no sentence begins or ends with."""
    return part.text.split()[1]


def say(world: World, russian: str, kyrgyz: str) -> None:
    world.said.append(russian if world.language == "ru" else kyrgyz)


def replace_word(world: World, article: Article, part: Passage) -> bool:
    old, new, a, p = middle(part), world.word(), article.number, part.number
    say(world, f"в части {p} статьи {a} слово «{old}» заменить словом «{new}»;",
        f"{a}-берененин {p}-бөлүгүндөгү «{old}» деген сөз «{new}» деген сөзгө алмаштырылсын;")  # fmt: skip
    part.text = part.text.replace(old, new)
    world.note(Action.REPLACE_WORDS, at(article, part), (old,), (new,))
    return True


def insert_after(world: World, article: Article, part: Passage) -> bool:
    old, new, a, p = middle(part), f", {world.word()}", article.number, part.number
    say(world, f"часть {p} статьи {a} после слова «{old}» дополнить словами «{new}»;",
        f"{a}-берененин {p}-бөлүгү «{old}» деген сөздөн кийин "
         f"«{new}» деген сөздөр менен толукталсын;")  # fmt: skip
    part.text = part.text.replace(old, old + new)
    world.note(Action.INSERT_WORDS, at(article, part), (old,), (new,))
    return True


def insert_before(world: World, article: Article, part: Passage) -> bool:
    old, new, a, p = middle(part), world.word(), article.number, part.number
    say(world, f"часть {p} статьи {a} перед словом «{old}» дополнить словом «{new}»;",
        f"{a}-берененин {p}-бөлүгү «{old}» деген сөздөн "
         f"мурда «{new}» деген сөз менен толукталсын;")  # fmt: skip
    part.text = part.text.replace(old, f"{new} {old}")
    world.note(Action.INSERT_WORDS, at(article, part), (old,), (new,))
    return True


def append_words(world: World, article: Article, part: Passage) -> bool:
    new, a, p = world.word(), article.number, part.number
    say(world, f"часть {p} статьи {a} дополнить словами «{new}»;",
        f"{a}-берененин {p}-бөлүгү «{new}» деген сөздөр менен толукталсын;")  # fmt: skip
    part.text = f"{part.text[:-1]} {new}."
    world.note(Action.INSERT_WORDS, at(article, part), (), (new,))
    return True


def delete_word(world: World, article: Article, part: Passage) -> bool:
    old, a, p = middle(part).rstrip(","), article.number, part.number
    if "," in part.text or len(part.text.split()) < 4:
        return False
    say(world, f"в части {p} статьи {a} слово «{old}» исключить;",
        f"{a}-берененин {p}-бөлүгүндө «{old}» деген сөз алып салынсын;")  # fmt: skip
    part.text = part.text.replace(f" {old}", "", 1)
    world.note(Action.DELETE_WORDS, at(article, part), (old,))
    return True


def add_sentence(world: World, article: Article, part: Passage) -> bool:
    new, a, p = world.sentence(), article.number, part.number
    say(world, f"часть {p} статьи {a} дополнить предложением следующего содержания: «{new}»;",
        f"{a}-берененин {p}-бөлүгү төмөнкүдөй мазмундагы сүйлөм менен толукталсын: «{new}»;")  # fmt: skip
    part.text += f" {new}"
    world.note(Action.ADD_SENTENCE, at(article, part, Part.SENTENCE))
    return True


def delete_sentence(world: World, article: Article, part: Passage) -> bool:
    _, dot, rest = part.text.partition(". ")
    if not dot:
        return False
    a, p = article.number, part.number
    say(world, f"в части {p} статьи {a} первое предложение исключить;",
        f"{a}-берененин {p}-бөлүгүнүн биринчи сүйлөмү алып салынсын;")  # fmt: skip
    part.text = rest
    world.note(Action.DELETE, at(article, part, Part.SENTENCE, "1"))
    return True


def reword(world: World, article: Article, part: Passage) -> bool:
    new, a, p = world.sentence(), article.number, part.number
    say(world, f"часть {p} статьи {a} изложить в следующей редакции:\n«{p}. {new}»;",
        f"{a}-берененин {p}-бөлүгү төмөнкүдөй редакцияда баяндалсын:\n«{p}. {new}»;")  # fmt: skip
    part.text = new
    world.note(Action.NEW_WORDING, at(article, part))
    return True


def add_part(world: World, article: Article, part: Passage) -> bool:
    fresh = Passage(article.parts[-1].number + 1, world.sentence())
    a, p = article.number, fresh.number
    say(world, f"статью {a} дополнить частью {p} следующего содержания:\n«{p}. {fresh.text}»;",
        f"{a}-берене төмөнкүдөй мазмундагы {p}-бөлүк менен толукталсын:\n«{p}. {fresh.text}»;")  # fmt: skip
    article.parts.append(fresh)
    world.note(Action.ADD, at(article, fresh))
    return True


def add_article(world: World, article: Article, part: Passage) -> bool:
    fresh = Article(
        world.articles[-1].number + 1,
        world.word().capitalize(),
        [Passage(1, world.sentence()), Passage(2, world.sentence())],
    )
    a, (one, two) = fresh.number, fresh.parts
    body = f"{fresh.heading}\n1. {one.text}\n2. {two.text}"
    say(world, f"дополнить статьей {a} следующего содержания:\n«Статья {a}. {body}»;",
        f"төмөнкүдөй мазмундагы {a}-берене менен толукталсын:\n«{a}-берене. {body}»;")  # fmt: skip
    world.articles.append(fresh)
    world.note(Action.ADD, at(fresh))
    return True


def delete_part(world: World, article: Article, part: Passage) -> bool:
    if len(article.parts) < 3:
        return False
    a, p = article.number, part.number
    say(world, f"часть {p} статьи {a} исключить;", f"{a}-берененин {p}-бөлүгү алып салынсын;")
    world.note(Action.DELETE, at(article, part))
    article.parts.remove(part)
    return True


def repeal_part(world: World, article: Article, part: Passage) -> bool:
    a, p = article.number, part.number
    say(world, f"часть {p} статьи {a} признать утратившей силу;",
        f"{a}-берененин {p}-бөлүгү күчүн жоготту деп табылсын;")  # fmt: skip
    part.text, part.void = REPEALED[world.language][1], True
    world.note(Action.REPEAL, at(article, part))
    return True


def rename(world: World, article: Article, part: Passage) -> bool:
    new, a = f"{world.word().capitalize()} {world.word()}", article.number
    say(world, f"наименование статьи {a} изложить в следующей редакции: «{new}»;",
        f"{a}-берененин аталышы төмөнкүдөй редакцияда баяндалсын: «{new}»;")  # fmt: skip
    article.heading = new
    world.note(Action.RENAME, at(article, None, Part.HEADING))
    return True


def renumber(world: World, article: Article, part: Passage) -> bool:
    last = article.parts[-1]
    a, p = article.number, last.number
    say(world, f"часть {p} статьи {a} считать частью {p + 1};",
        f"{a}-берененин {p}-бөлүгү {p + 1}-бөлүк деп эсептелсин;")  # fmt: skip
    world.note(Action.RENUMBER, at(article, last), (), (str(p + 1),))
    last.number += 1
    return True


CHANGES: tuple[Change, ...] = (
    replace_word, insert_after, insert_before, append_words, delete_word, add_sentence,
    delete_sentence, reword,
    add_part, add_article, delete_part, repeal_part, rename, renumber,
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn, language: str) -> tuple[str, World]:
    """Draw an act and changes of it; returns its text before them, and the world after them."""
    world = World(language)
    for number in range(1, draw(st.integers(2, 4)) + 1):
        parts = [Passage(n, world.sentence()) for n in range(1, draw(st.integers(2, 4)) + 1)]
        world.articles.append(Article(number, world.word().capitalize(), parts))
    before = world.text()
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=8)):
        article = draw(st.sampled_from(world.articles))
        part = draw(st.sampled_from(article.parts))
        if not part.void:
            change(world, article, part)
    return before, world


def draft_of(world: World) -> Act:
    items = "\n".join(f"{number}) {formula}" for number, formula in enumerate(world.said, start=1))
    return read_text(HEAD[world.language] + LEAD[world.language] + items + END[world.language])


def as_meant(act: Act, order: Operation) -> object:
    new = tuple(span.of(act.text) for span in order.new) or order.numbers
    return order.action, order.places, tuple(span.of(act.text) for span in order.old), new


def holds(before: str, world: World) -> None:
    if not world.said:
        return
    draft = draft_of(world)
    parsed = parse(draft)
    assert [as_meant(draft, order) for order in parsed.operations] == world.meant
    assert parsed.unparsed == ()
    done = apply(read_text(before), draft, parsed, 0)
    assert done.act.text == world.text()
    assert [m.reason for m in done.misfits if m.reason != "number-gap"] == []
    assert [u.eid for u in done.act.units] == [u.eid for u in read_text(world.text()).units]


@settings(max_examples=60, deadline=None)
@given(worlds("ru"))
def test_russian(drawn):
    holds(*drawn)


@settings(max_examples=60, deadline=None)
@given(worlds("ky"))
def test_kyrgyz(drawn):
    holds(*drawn)

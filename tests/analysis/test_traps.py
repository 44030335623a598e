"""The traps of the method: what looks like a factor and is none, beside what is one. Both languages."""

import pytest

from expertise.analysis.check import check
from expertise.lexicon.lexicon import load_lexicon
from expertise.reading import read_text
from expertise.settings import lexicons

HEADS = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья 1. {heading}\n{text}\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\n1-берене. {heading}\n{text}\n",
}


def factors(language, text, heading=None):
    """Return the factors the default view shows for a one-article excerpt."""
    words = HEADS[language].format(
        heading=heading or ("Порядок" if language == "ru" else "Тартип"), text=text
    )
    act = read_text(words)
    assert act.language == language
    return {f.factor for f in check(act, load_lexicon(lexicons()), excerpt=True).shown()}


SILENT = [
    # «вправе» of citizens and of parties is a right
    ("ru", "Гражданин вправе обратиться в уполномоченный орган с заявлением.", None),
    ("ru", "Сторона договора вправе отказаться от исполнения.", None),
    ("ky", "Жаран ыйгарым укуктуу органга арыз менен кайрылууга укуктуу.", None),
    ("ky", "Келишимдин тарабы аткаруудан баш тартууга укуктуу.", None),
    # «ыйгарым укуктуу орган» is a name, «толук укуктуу», «тең укуктуу» are no powers
    ("ky", "Ыйгарым укуктуу орган реестрди жүргүзөт.", None),
    ("ky", "Комиссиянын мүчөлөрү тең укуктуу.", None),
    # «мүмкүнчүлүк» is a noun
    ("ky", "Мамлекеттик орган жарандарга маалымат алуу мүмкүнчүлүгүн түзөт.", None),
    # «өз алдынча башкаруу» is self-government
    ("ky", "Жергиликтүү өз алдынча башкаруу органдары отчет даярдайт.", None),
    # «и другие» outside lists of documents, grounds, requirements is ordinary
    ("ru", "Орган взаимодействует с министерствами и другими организациями.", None),
    # bans on a body are safeguards
    ("ru", "Уполномоченный орган не вправе требовать иные документы.", None),
    ("ru", "Не допускается отказ в регистрации по иным основаниям.", None),
    ("ky", "Ыйгарым укуктуу орган башка документтерди талап кылууга укуктуу эмес.", None),
    ("ky", "Башка негиздер боюнча каттоодон баш тартууга жол берилбейт.", None),
    # definitions, goals
    ("ru", "Разумный срок - срок, необходимый для проверки документов.", "Основные понятия"),
    ("ky", "Акылга сыярлык мөөнөт - документтерди текшерүүгө керектүү мөөнөт.", "Негизги түшүнүктөр"),
    ("ru", "Орган обеспечивает своевременное и эффективное оказание услуг.", "Цели и задачи"),
    # a limit stands beside the vague word
    ("ru", "Владелец станции сообщает органу об аварии немедленно, но не позднее 3 часов.", None),
    (
        "ky",
        "Станциянын ээси авария жөнүндө органга токтоосуз, бирок 3 сааттан кечиктирбей билдирет.",
        None,
    ),
    # an exact reference closes the exception
    (
        "ru",
        "Разрешение действует три года, за исключением случаев, предусмотренных частью 4 настоящей статьи.",
        None,
    ),
    # possibility of a fact, no power
    ("ru", "Возмещается вред, который может быть причинён животными.", None),
    # courts have their own criteria
    ("ru", "Суд вправе уменьшить размер неустойки.", None),
    ("ky", "Сот айыптын өлчөмүн азайтууга укуктуу.", None),
    # private law
    ("ru", "Работодатель вправе при необходимости перенести отпуск работника.", None),
    ("ky", "Иш берүүчү зарыл болгон учурда кызматкердин өргүүсүн жылдырууга укуктуу.", None),
]

SPEAKS = [
    ("ru", "Уполномоченный орган вправе отказать в выдаче лицензии.", "A2"),
    ("ky", "Ыйгарым укуктуу орган лицензия берүүдөн баш тартууга укуктуу.", "A2"),
    ("ky", "Министрлик лицензиянын колдонулушун токтото алат.", "A2"),
    ("ru", "Порядок выдачи разрешений определяется уполномоченным органом.", "A4"),
    ("ky", "Уруксаттарды берүү тартиби ыйгарым укуктуу орган тарабынан аныкталат.", "A4"),
    ("ru", "Инспекция при необходимости проводит внеплановую проверку.", "A1"),
    ("ky", "Инспекция зарыл болгон учурда пландан тышкары текшерүү жүргүзөт.", "A1"),
    ("ru", "Министерство рассматривает жалобы в кратчайшие сроки.", "A1"),
    ("ru", "Заявитель обязан представить в орган иные документы.", "B1"),
    ("ky", "Арыз ээси органга башка документтерди берүүгө милдеттүү.", "B1"),
]


@pytest.mark.parametrize(("language", "text", "heading"), SILENT)
def test_a_trap_raises_no_finding(language, text, heading):
    assert factors(language, text, heading) == set()


@pytest.mark.parametrize(("language", "text", "factor"), SPEAKS)
def test_the_factor_beside_the_trap_is_seen(language, text, factor):
    assert factor in factors(language, text)


def test_kyrgyz_without_its_letters_is_read_all_the_same():
    text = (
        "Ыйгарым укуктуу орган лицензия беруудон баш тартууга укуктуу.\n"
        "Тартиби Министрлер Кабинети тарабынан аныкталат."
    )
    act = read_text("КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\n1-статья. Тартип\n" + text + "\n")
    assert act.language == "ky"
    found = {f.factor for f in check(act, load_lexicon(lexicons()), excerpt=True).shown()}
    assert {"A2", "A4"} <= found


def test_old_and_new_words_for_article_read_alike():
    text = "Уруксат берүү тартиби Министрлер Кабинети тарабынан аныкталат."
    found = [
        {f.rule for f in check(read_text(f"КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\n1-{word}. Тартип\n{text}\n"),
                               load_lexicon(lexicons()), excerpt=True).shown()}
        for word in ("берене", "статья")
    ]  # fmt: skip
    assert found[0] == found[1] != set()

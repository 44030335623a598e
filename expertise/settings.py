"""Where data lies and what a person may set by the environment."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path
from typing import Literal

from expertise.errors import WrongUse

_OFFICE_WINDOWS = Path("LibreOffice/program/soffice.exe")


@cache
def data_root() -> Path:
    """Return the folder that holds lexicons/ and corpora/: inside an installed wheel, else the checkout.

    Raises WrongUse when neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_data", package.parent):
        if (root / "lexicons").is_dir():
            return root
    raise WrongUse("data-missing", folder=str(package))


def lexicons() -> Path:
    """Return the folder of rules, terms, methodologies and messages."""
    return data_root() / "lexicons"


def corpora() -> Path:
    """Return the folder of sample acts and drafts."""
    return data_root() / "corpora"


def corpus_of(folder: Path) -> Path:
    """Return where the corpus of acts in force lies in a data folder; it need not exist."""
    return folder / "corpus.db"


def language() -> Literal["ru", "ky"]:
    """Return the language of messages and reports: EXPERTISE_LANG, else «ru».

    Raises WrongUse for any other value.
    """
    if not any(name.upper().startswith("EXPERTISE_") for name in os.environ):
        return "ru"
    # Imported here: it takes longer than everything else the command line needs to show its help.
    from pydantic import ValidationError
    from pydantic_settings import BaseSettings, SettingsConfigDict

    class Environment(BaseSettings):
        """The variables EXPERTISE_*."""

        model_config = SettingsConfigDict(env_prefix="EXPERTISE_", env_ignore_empty=True)
        lang: Literal["ru", "ky"] = "ru"

    try:
        return Environment().lang
    except ValidationError:
        raise WrongUse("unknown-language", value=os.environ.get("EXPERTISE_LANG", "")) from None


def ui() -> Path:
    """Return the folder of the desk's pages."""
    return data_root() / "ui"


def home() -> Path:
    """Return the folder of this user's drafts and decisions, which need not exist yet.

    It is EXPERTISE_HOME, else where the system keeps the data of programs.
    """
    if chosen := os.environ.get("EXPERTISE_HOME", ""):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("expertise", appauthor=False)


def office() -> str:
    """Return the program that converts old formats: LibreOffice's, empty where it is not there.

    EXPERTISE_SOFFICE names it (a path); «none» does without.
    """
    if chosen := os.environ.get("EXPERTISE_SOFFICE", ""):
        return "" if chosen == "none" else chosen
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    places = (
        *(
            Path(os.environ.get(root, "C:/")) / _OFFICE_WINDOWS
            for root in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        ),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    return next((str(place) for place in places if place.is_file()), "")

"""The sample draft in both languages, as if somebody had dragged it onto the page."""

from expertise import service
from expertise.settings import corpora


def sample_files() -> list[tuple[str, bytes]]:
    """Return the files of the sample: name and bytes."""
    folder = corpora() / "samples"
    paths = [folder / f"{service.SAMPLE}.{language}.docx" for language in ("ky", "ru")]
    return [(path.name, path.read_bytes()) for path in paths]

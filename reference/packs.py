"""Context packs: what the coach knows about a country and a sector, and the example answers it can show.

All of it is data under ``reference/data/``; this module reads it once, checks it, and hands
out frozen objects. A pack never changes a score by itself: it offers words, places and examples, not
points.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

PACKS_DIR = Path(__file__).parent / "data"
DEFAULT = "default"
LANGUAGES: tuple[str, ...] = ("fr", "en")
EXAMPLE_STEPS: tuple[str, ...] = ("vision", "mission", "clientele", "differentiation", "offre", "synthesis")
SECTORS: tuple[str, ...] = (
    "restaurant",
    "beauty",
    "retail",
    "services",
    "crafts",
    "transport",
    "agriculture",
    "education",
    "health",
    "technology",
)
EXAMPLES_MINIMUM = 3


class PackError(ValueError):
    """A pack file is missing something or malformed; the message names the file and the key."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {key}: {reason}")


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in French and in English."""

    fr: str
    en: str

    def get(self, language: str) -> str:
        """Return the wording of that language; anything but French reads the English one."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class City:
    """A town with the region (state, province, district) that it belongs to."""

    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Word:
    """A local word that customers use, with a short gloss in both languages."""

    word: str
    gloss: Text


@dataclass(frozen=True, slots=True)
class CountryPack:
    """Facts about trading in one country; `price_steps` are whole units of `currency` (ISO 4217)."""

    code: str
    name: Text
    currency: str
    currency_forms: tuple[str, ...]
    price_steps: tuple[int, ...]
    payment_means: tuple[Text, ...]
    languages: tuple[Text, ...]
    cities: tuple[City, ...]
    legal_forms: tuple[Text, ...]
    seasons: tuple[Text, ...]
    vocabulary: tuple[Word, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the pack as plain values that JSON can hold, to be kept with a session."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SectorPack:
    """What is usual in one trade: units of sale, figures to watch, rivals of habit, questions about costs."""

    slug: str
    name: Text
    icon: str
    units: tuple[Text, ...]
    kpis: tuple[Text, ...]
    alternatives: tuple[Text, ...]
    cost_questions: tuple[Text, ...]
    vocabulary_fr: tuple[str, ...]
    vocabulary_en: tuple[str, ...]

    def vocabulary(self, language: str) -> tuple[str, ...]:
        """Return the words of the trade in that language."""
        return self.vocabulary_fr if language == "fr" else self.vocabulary_en

    def to_dict(self) -> dict[str, Any]:
        """Return the pack as plain values that JSON can hold, to be kept with a session."""
        return asdict(self)


def country_pack(code: str) -> CountryPack:
    """Return the pack of an ISO 3166 two-letter code in any case; an unknown code gets the default pack."""
    packs = _countries()
    return packs.get(code.strip().lower(), packs[DEFAULT])


def country_packs() -> tuple[CountryPack, ...]:
    """Return the packs of all known countries, by code, without the default one."""
    return tuple(pack for code, pack in sorted(_countries().items()) if code != DEFAULT)


def sector_pack(slug: str) -> SectorPack:
    """Return the pack of a sector slug; an unknown slug gets the default pack."""
    packs = _sectors()
    return packs.get(slug, packs[DEFAULT])


def examples(step: str, sector: str, language: str) -> tuple[str, ...]:
    """Return at least three example answers for a step; an unknown sector gets the default ones.

    An unknown step or language is a programming error and raises `KeyError`.
    """
    books = _examples()
    return books.get(sector, books[DEFAULT])[step, language]


@lru_cache(maxsize=1)
def _countries() -> dict[str, CountryPack]:
    return load_countries(PACKS_DIR / "countries")


@lru_cache(maxsize=1)
def _sectors() -> dict[str, SectorPack]:
    return load_sectors(PACKS_DIR / "sectors")


@lru_cache(maxsize=1)
def _examples() -> dict[str, dict[tuple[str, str], tuple[str, ...]]]:
    return load_examples(PACKS_DIR / "examples")


def load_countries(folder: Path) -> dict[str, CountryPack]:
    """Read every country file of a folder, by code; raises `PackError` on the first fault."""
    return {path.stem: _country(_File(path)) for path in _files(folder, required=(DEFAULT,))}


def load_sectors(folder: Path) -> dict[str, SectorPack]:
    """Read every sector file of a folder, by slug; raises `PackError` on the first fault."""
    return {path.stem: _sector(_File(path)) for path in _files(folder, required=(*SECTORS, DEFAULT))}


def load_examples(folder: Path) -> dict[str, dict[tuple[str, str], tuple[str, ...]]]:
    """Read every book of examples of a folder: sector -> (step, language) -> answers; raises `PackError`."""
    return {path.stem: _book(_File(path)) for path in _files(folder, required=(*SECTORS, DEFAULT))}


def _files(folder: Path, *, required: Iterable[str]) -> list[Path]:
    for stem in required:
        path = folder / f"{stem}.toml"
        if not path.is_file():
            raise PackError(path, "file", "is missing")
    return sorted(folder.glob("*.toml"))


def _country(file: "_File") -> CountryPack:
    file.must_be("code", file.path.stem)
    return CountryPack(
        code=file.path.stem,
        name=file.text("name"),
        currency=file.string("currency"),
        currency_forms=file.strings("currency_forms"),
        price_steps=file.rising_amounts("price_steps"),
        payment_means=file.texts("payment_means"),
        languages=file.texts("languages"),
        cities=tuple(City(name, region) for name, region in file.pairs("cities")),
        legal_forms=file.texts("legal_forms"),
        seasons=file.texts("seasons"),
        vocabulary=tuple(Word(word, gloss) for word, gloss in file.glossary("vocabulary")),
    )


def _sector(file: "_File") -> SectorPack:
    file.must_be("slug", file.path.stem)
    return SectorPack(
        slug=file.path.stem,
        name=file.text("name"),
        icon=file.string("icon"),
        units=file.texts("units"),
        kpis=file.texts("kpis"),
        alternatives=file.texts("alternatives"),
        cost_questions=file.texts("cost_questions"),
        vocabulary_fr=file.strings("vocabulary.fr"),
        vocabulary_en=file.strings("vocabulary.en"),
    )


def _book(file: "_File") -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (step, language): file.strings(f"{step}.{language}", at_least=EXAMPLES_MINIMUM)
        for step in EXAMPLE_STEPS
        for language in LANGUAGES
    }


class _File:
    """One parsed TOML file whose every read is checked and whose every complaint names file and key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PackError(path, "file", f"is not valid UTF-8 TOML ({error})") from error

    def must_be(self, key: str, expected: str) -> None:
        if self.string(key) != expected:
            raise self._fault(key, f"must be {expected!r}, like the file's name")

    def string(self, key: str) -> str:
        return self._as_string(key, self._get(key))

    def strings(self, key: str, *, at_least: int = 1) -> tuple[str, ...]:
        return tuple(self._as_string(key, item) for item in self._list(key, at_least))

    def text(self, key: str) -> Text:
        return self._as_text(key, self._get(key))

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(self._as_text(key, item) for item in self._list(key))

    def pairs(self, key: str) -> list[tuple[str, str]]:
        return [self._as_pair(key, item) for item in self._list(key)]

    def glossary(self, key: str) -> list[tuple[str, Text]]:
        return [self._as_entry(key, item) for item in self._list(key)]

    def rising_amounts(self, key: str) -> tuple[int, ...]:
        amounts = self._list(key)
        if any(type(amount) is not int or amount <= 0 for amount in amounts) or amounts != sorted(
            set(amounts)
        ):
            raise self._fault(key, "must be whole amounts above zero, each larger than the one before")
        return tuple(amounts)

    def _get(self, key: str) -> Any:
        value: Any = self._data
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                raise self._fault(key, "is missing")
            value = value[part]
        return value

    def _list(self, key: str, at_least: int = 1) -> list[Any]:
        value = self._get(key)
        if not isinstance(value, list) or len(value) < at_least:
            raise self._fault(key, f"must be a list of at least {at_least}")
        return value

    def _as_string(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._fault(key, f"must be text that is not empty, not {value!r}")
        return value

    def _as_text(self, key: str, value: Any) -> Text:
        if isinstance(value, str):  # a proper name reads the same in both languages
            value = {"fr": value, "en": value}
        if not isinstance(value, dict) or not {"fr", "en"} <= value.keys():
            raise self._fault(key, f"must be text or a table with fr and en, not {value!r}")
        return Text(self._as_string(key, value["fr"]), self._as_string(key, value["en"]))

    def _as_pair(self, key: str, value: Any) -> tuple[str, str]:
        if not isinstance(value, list) or len(value) != 2:
            raise self._fault(key, f"must hold pairs, not {value!r}")
        return self._as_string(key, value[0]), self._as_string(key, value[1])

    def _as_entry(self, key: str, value: Any) -> tuple[str, Text]:
        if not isinstance(value, dict) or "word" not in value:
            raise self._fault(key, f"must hold tables with word, fr and en, not {value!r}")
        return self._as_string(key, value["word"]), self._as_text(key, value)

    def _fault(self, key: str, reason: str) -> PackError:
        return PackError(self.path, key, reason)

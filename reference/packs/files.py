"""Reads the data files: each is checked against a frozen model, and an error names the file and the key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

DATA: Final = Path(__file__).parent.parent / "data"
LANGUAGES: Final = ("fr", "en")
#: Text that is not blank.
Line: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"\S")]
Content = TypeVar("Content")
Model = TypeVar("Model", bound=BaseModel)


class PackError(ValueError):
    """A data file is invalid; the message names the file and the key."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {key}: {reason}")


class Frozen(BaseModel):
    """The base of immutable values; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Translated(Frozen, Generic[Content]):
    """The same content in French and in English."""

    fr: Content
    en: Content

    def get(self, language: str) -> Content:
        """Return the content in French, or in English for every other language."""
        return self.fr if language == "fr" else self.en


class Text(Translated[Line]):
    """A text in French and in English; a plain string in a file, such as a proper name, is both."""

    @model_validator(mode="before")
    @classmethod
    def _same_in_both(cls, value: Any) -> Any:
        return {"fr": value, "en": value} if isinstance(value, str) else value


def read(path: Path) -> dict[str, Any]:
    """Return a data file as a dictionary; raises PackError when it is no valid TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(path, "file", f"is not valid UTF-8 TOML ({error})") from error


def checked(model: type[Model], values: Mapping[str, Any], path: Path) -> Model:
    """Return the values of a file as a model; raises PackError for the first error."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        raise PackError(path, ".".join(map(str, fault["loc"])), fault["msg"]) from error

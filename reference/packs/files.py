"""Reading the data files: each is checked against a frozen model, and a fault names the file and the key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

DATA: Final = Path(__file__).parent.parent / "data"
LANGUAGES: Final = ("fr", "en")
#: Text that is not blank.
Line: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"\S")]


class PackError(ValueError):
    """A data file is missing something or malformed; the message names the file and the key."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {key}: {reason}")


class Frozen(BaseModel):
    """A value: it never changes, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """The same thing said in French and in English; one plain string, such as a proper name, is both."""

    fr: Line
    en: Line

    @model_validator(mode="before")
    @classmethod
    def _same_in_both(cls, value: Any) -> Any:
        return {"fr": value, "en": value} if isinstance(value, str) else value

    def get(self, language: str) -> str:
        """Return the wording of that language; anything but French reads the English one."""
        return self.fr if language == "fr" else self.en


Model = TypeVar("Model", bound=BaseModel)


def read(path: Path) -> dict[str, Any]:
    """Return a data file as a dictionary; raises `PackError` when it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(path, "file", f"is not valid UTF-8 TOML ({error})") from error


def checked(model: type[Model], values: Mapping[str, Any], path: Path) -> Model:
    """Return the values of a file as a model; raises `PackError` on the first fault."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        raise PackError(path, ".".join(map(str, fault["loc"])), fault["msg"]) from error

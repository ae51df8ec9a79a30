"""Forms of the editor: one for a block, one for photos, one for settings of the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.files.base import File
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from agents.palettes import palettes
from websites.definition.blocks import (
    FIELDS,
    LISTS,
    PICTURED,
    entries_of,
    interface_language,
    text_at,
    text_paths,
)
from websites.definition.operations import (
    AddEntry,
    Batch,
    MoveEntry,
    Operation,
    RemoveEntry,
    SetImage,
    SetSite,
    WriteBlock,
)
from websites.definition.operations.base import MULTILINE_FIELDS
from websites.definition.schema import AnyBlock, Definition, Entry, Quote
from websites.models import SiteImage

#: File types that the browser offers; the server checks the content instead.
ACCEPTED: Final = "image/jpeg,image/png,image/webp,image/gif"
_IN_FRENCH: Final = _("In French, as your site: for people who do not see the photo, and for search engines.")
_IN_ENGLISH: Final = _(
    "In English, as your site: for people who do not see the photo, and for search engines."
)
_LINE: Final = 200
_BODY: Final = 4000
_SHAPES: Final[dict[str, type[Entry] | type[Quote]]] = {"entries": Entry, "quotes": Quote}
#: Labels that differ from `FIELDS`, by kind of block and field.
_LABELS: Final[dict[tuple[str, str], Any]] = {
    ("questions", "title"): _("Question"),
    ("questions", "text"): _("Answer"),
    ("testimonials", "text"): _("What they said"),
    ("gallery", "title"): _("Title"),
}


@dataclass(frozen=True)
class Group:
    """The fields of one entry; `place` is its index, None for the empty entry at the end."""

    place: int | None
    fields: Sequence[Any]
    is_first: bool = False
    is_last: bool = False
    image: SiteImage | None = None


def _label(kind: str, path: str) -> Any:
    """Return the label of a text; some texts of entries have a label of their own."""
    name = path.rpartition(".")[2]
    return _LABELS.get((kind, name), FIELDS[name]) if "." in path else FIELDS[name]


def text_field(kind: str, path: str) -> forms.CharField:
    """Return the form field of a text, with a text area where several lines are allowed.

    The widget has no `maxlength`, because browsers cut pasted text silently; validation reports it instead.
    """
    name = path.rpartition(".")[2]
    is_body = name in MULTILINE_FIELDS
    attrs: dict[str, Any] = {"dir": "auto", "class": "form-control"}
    if is_body:
        attrs["rows"] = 3
    field = forms.CharField(
        label=_label(kind, path),
        required=False,
        widget=forms.Textarea(attrs) if is_body else forms.TextInput(attrs),
        validators=[MaxLengthValidator(_BODY if is_body else _LINE)],
    )
    field.widget.attrs.pop("maxlength", None)
    return field


class BlockForm(forms.Form):
    """The texts of one block, the texts of its entries, and an empty entry."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, block: AnyBlock, version: int, images: Mapping[str, SiteImage] | None = None
    ) -> None:
        texts = {path: text_at(block, path) for path in text_paths(block)}
        initial = {"version": version, **texts, "has_form": getattr(block, "has_form", False)}
        super().__init__(data, prefix=block.id, initial=initial)
        self.block, self.texts, self.images = block, texts, images or {}
        for path in [*texts, *self._new()]:
            if path != "alt" or self.image_id:
                self.fields[path] = text_field(block.kind, path)
        if hasattr(block, "has_form"):
            self.fields["has_form"] = forms.BooleanField(label=_("Visitors can write here"), required=False)

    @property
    def image_id(self) -> str:
        """The id of the image that the block shows, "" for none."""
        return str(getattr(self.block, "image", ""))

    @property
    def image(self) -> SiteImage | None:
        """The image that the block shows; None when it has none or the image was deleted."""
        return self.images.get(self.image_id)

    @property
    def takes_photos(self) -> bool:
        """Whether the block can show images."""
        return self.block.kind in PICTURED or self.block.kind == "gallery"

    def _new(self) -> list[str]:
        """Return the paths of the texts of the empty entry."""
        name = LISTS.get(self.block.kind, "")
        shape = _SHAPES.get(name)
        at = len(entries_of(self.block))
        wanted = [part for part in shape.model_fields if self._shows(part)] if shape else []
        return [f"{name}.{at}.{part}" for part in wanted]

    def _shows(self, part: str) -> bool:
        return not (part == "price" and self.block.kind in {"questions", "features"})

    def head(self) -> Iterator[Any]:
        """Yield the fields that belong neither to an entry nor to the photo."""
        return (self[name] for name in self.fields if "." not in name and name not in {"version", "alt"})

    def alt(self) -> Any:
        """Return the field of the photo’s alternative text, None without a photo."""
        return self["alt"] if "alt" in self.fields else None

    def groups(self) -> Iterator[Group]:
        """Yield the fields of each entry, the empty entry last."""
        count = len(entries_of(self.block))
        for place in range(count + 1):
            start = f"{LISTS.get(self.block.kind, '')}.{place}."
            names = [name for name in self.fields if name.startswith(start) and self._is_shown(name)]
            if names:
                fields = [self[name] for name in names]
                is_new = place == count
                image = None if is_new else self._image_of(place)
                yield Group(None if is_new else place, fields, place == 0, place == count - 1, image)

    def _image_of(self, place: int) -> SiteImage | None:
        return self.images.get(getattr(entries_of(self.block)[place], "image", ""))

    def _is_shown(self, name: str) -> bool:
        return self._shows(name.rpartition(".")[2]) or bool(self.texts.get(name))

    def operation(self) -> Operation:
        """Return the operation that saves the cleaned values."""
        values = self.cleaned_data
        written = {path: values[path] for path in self.texts if path in values and self._is_shown(path)}
        steps: list[Operation] = [
            WriteBlock(block=self.block.id, texts=written, has_form=values.get("has_form"))
        ]
        new = {path.rpartition(".")[2]: values[path] for path in self._new()}
        if any(new.values()):
            shape = _SHAPES[LISTS[self.block.kind]]
            steps.append(AddEntry(block=self.block.id, entry=shape.model_construct(**new)))
        return steps[0] if len(steps) == 1 else Batch(operations=tuple(steps))

    def without_image(self) -> Operation:
        """Return the operation that saves the values and removes the image."""
        return Batch(operations=(self.operation(), SetImage(block=self.block.id, image="")))

    def moved(self, order: str, place: int) -> Operation:
        """Return the operation that saves the values, then moves an entry "up" or "down" or does "remove"."""
        operation = self.operation()
        if self.block.kind not in LISTS:
            return operation
        at = place - self._emptied_before(place)
        if self._emptied_before(place + 1) > self._emptied_before(place):
            return operation  # the entry is removed anyway: its texts were emptied
        if order == "remove":
            step: Operation = RemoveEntry(block=self.block.id, at=at)
        else:
            step = MoveEntry(block=self.block.id, at=at, to=at + (1 if order == "down" else -1))
        return Batch(operations=(operation, step))

    def _emptied_before(self, place: int) -> int:
        """Return how many entries before a place are removed because all their texts were emptied."""
        name = LISTS[self.block.kind]
        if name == "pictures":
            return 0
        emptied = 0
        for at in range(min(place, len(entries_of(self.block)))):
            paths = [path for path in self.texts if path.startswith(f"{name}.{at}.")]
            emptied += not any(self.cleaned_data[path] for path in paths if path in self.cleaned_data)
        return emptied


class PhotosInput(forms.FileInput):
    """A file input for several photos; phones offer their camera.

    Phones that store HEIC convert a photo to JPEG when only the accepted types are listed.
    """

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """One or several uploaded files; their content is checked when they are stored."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        """Return the files, or raise ValidationError when none was chosen."""
        files = [file for file in data or () if file]
        if not files:
            raise forms.ValidationError(_("Choose a photo."))
        return files


class PhotoForm(forms.Form):
    """Photos to upload and their alternative text, in the language of the site."""

    photos = PhotosField(
        label=_("Photo"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, up to 10 MB. Place and camera, which photos note, are left out."
        ),
        widget=PhotosInput(attrs={"class": "form-control", "accept": ACCEPTED, "data-photos": ""}),
    )
    alt = text_field("photo", "alt")

    def __init__(self, data: Any = None, files: Any = None, *, language: str, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.fields["alt"].help_text = _IN_FRENCH if language == "fr" else _IN_ENGLISH


class LookForm(forms.Form):
    """The settings of the whole site."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    theme = forms.ChoiceField(label=_("Look"), widget=forms.Select(attrs={"class": "form-select"}))
    palette = forms.ChoiceField(
        label=_("Colours"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    mark = forms.ChoiceField(
        label=_("Logo"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    title = text_field("site", "title")
    description = text_field("site", "description")

    def __init__(
        self,
        data: Any,
        *,
        definition: Definition,
        version: int,
        themes: Sequence[tuple[str, str]],
        marks: Sequence[tuple[str, str]],
    ) -> None:
        values = definition.model_dump(include={"theme", "palette", "mark", "title", "description"})
        super().__init__(data, prefix="site", initial={"version": version, **values})
        self.definition = definition
        fields: dict[str, Any] = self.fields
        fields["theme"].choices = _with_current(themes, definition.theme)
        fields["palette"].choices = [("", _("As the look has them")), *palette_names()]
        fields["mark"].choices = _with_current([("", _("The name in letters")), *marks], definition.mark)
        fields["title"].label = _("Title for search engines")
        fields["description"].label = _("Description for search engines")

    def body(self) -> Iterator[Any]:
        """Yield the visible fields."""
        return (self[name] for name in self.fields if name != "version")

    def operation(self) -> Operation:
        """Return the operation that saves the values that changed."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        steps = [
            SetSite.model_validate({"aspect": name, "value": value})
            for name, value in values.items()
            if getattr(self.definition, name) != value
        ]
        return steps[0] if len(steps) == 1 else Batch(operations=tuple(steps))


def palette_names() -> list[tuple[str, str]]:
    """Return key and name of each palette, in the language of the interface."""
    return [(one.key, one.name.get(interface_language())) for one in palettes().values()]


def _with_current(choices: Sequence[tuple[str, Any]], current: str) -> list[tuple[str, Any]]:
    """Return the choices, with the current value added when it is not among them."""
    return [*choices] if current in {key for key, _name in choices} else [(current, current), *choices]

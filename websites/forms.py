"""Forms of the editor: one for a block, one for photos, one for settings of the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.files.base import File
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agents.palettes import palettes
from agents.template.themes import themes
from websites.definition.blocks import FIELDS, LISTS, PICTURED, entries_of, interface_language
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
from websites.definition.schema import AnyBlock, Contact, Definition, Entry, Quote
from websites.models import Site, SiteImage
from websites.rendering.assets import marks_of
from websites.rendering.contact_links import unreachable

_LINE: Final = 200
_BODY: Final = 4000
_SHAPES: Final[dict[str, type[Entry] | type[Quote]]] = {"entries": Entry, "quotes": Quote}
#: Labels of texts of entries that differ from `FIELDS`, by kind of block and field.
_LABELS: Final[dict[tuple[str, str], Any]] = {
    ("questions", "title"): _("Question"),
    ("questions", "text"): _("Answer"),
    ("testimonials", "text"): _("What they said"),
}


def text_field(kind: str, path: str) -> forms.CharField:
    """Return the form field of a text, with a text area where several lines are allowed.

    The widget has no `maxlength`, because browsers cut pasted text silently; validation reports it instead.
    """
    name = path.rpartition(".")[2]
    is_body = name in MULTILINE_FIELDS
    attrs: dict[str, Any] = {"dir": "auto", "class": "form-control"}
    label: Any = _LABELS.get((kind, name), FIELDS[name]) if "." in path else FIELDS[name]
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea({**attrs, "rows": 3}) if is_body else forms.TextInput(attrs),
        validators=[MaxLengthValidator(_BODY if is_body else _LINE)],
    )


def unreachable_note(name: str, parts: Sequence[str]) -> SafeString:
    """Return what is wrong with numbers, or with an address, that visitors cannot use."""
    note = (
        _("No mail can be sent to “{}”: visitors see it without a link. Check it, please.")
        if name == "email"
        else _("“{}” cannot be dialled: it is shown without a button. Check it, or add + and country code.")
    )
    return format_html(str(note), ", ".join(parts))


class BlockForm(forms.Form):
    """The texts of one block, the texts of its entries, and an empty entry."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        block: AnyBlock,
        version: int,
        images: Mapping[str, SiteImage] | None = None,
        country: str = "",
    ) -> None:
        self.block, self.texts, self.images = block, block.texts(), images or {}
        self.entries, self.list_name = entries_of(block), LISTS.get(block.kind, "")
        initial = {"version": version, **self.texts, "has_form": getattr(block, "has_form", False)}
        super().__init__(data, prefix=block.id, initial=initial)
        for path in [*self.texts, *self._new()]:
            if path != "alt" or self.image_id:
                self.fields[path] = text_field(block.kind, path)
        if hasattr(block, "has_form"):
            self.fields["has_form"] = forms.BooleanField(label=_("Visitors can write here"), required=False)
        for name, parts in unreachable(block, country).items() if isinstance(block, Contact) else ():
            self.fields[name].help_text = unreachable_note(name, parts)

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
        return self.block.kind in PICTURED

    def _new(self) -> dict[str, str]:
        """Return the names of the texts of the empty entry by their paths."""
        shape = _SHAPES.get(self.list_name)
        start = f"{self.list_name}.{len(self.entries)}"
        return {f"{start}.{name}": name for name in shape.model_fields if self._shows(name)} if shape else {}

    def _shows(self, name: str) -> bool:
        return not (name == "price" and self.block.kind in {"questions", "features"})

    def head(self) -> Iterator[Any]:
        """Yield the fields that belong neither to an entry nor to the photo."""
        return (self[name] for name in self.fields if "." not in name and name not in {"version", "alt"})

    def alt(self) -> Any:
        """Return the field of the photo’s alternative text, None without a photo."""
        return self["alt"] if "alt" in self.fields else None

    def groups(self) -> Iterator[dict[str, Any]]:
        """Yield the fields and the image of each entry; the empty entry comes last and has no place."""
        count = len(self.entries)
        for place in range(count + 1):
            start = f"{self.list_name}.{place}."
            fields = [self[name] for name in self.fields if name.startswith(start) and self._is_shown(name)]
            if fields and place == count:
                yield {"place": None, "fields": fields}
            elif fields:
                image = self.images.get(getattr(self.entries[place], "image", ""))
                ends = {"is_first": place == 0, "is_last": place == count - 1}
                yield {"place": place, "fields": fields, "image": image, **ends}

    def _is_shown(self, path: str) -> bool:
        return self._shows(path.rpartition(".")[2]) or bool(self.texts.get(path))

    def operation(self) -> Operation:
        """Return the operation that saves the cleaned values."""
        values = self.cleaned_data
        written = {path: values[path] for path in self.texts if path in values and self._is_shown(path)}
        write = WriteBlock(block=self.block.id, texts=written, has_form=values.get("has_form"))
        new = {name: values[path] for path, name in self._new().items()}
        if not any(new.values()):
            return write
        entry = _SHAPES[self.list_name].model_construct(**new)
        return Batch(operations=(write, AddEntry(block=self.block.id, entry=entry)))

    def without_image(self) -> Operation:
        """Return the operation that saves the values and removes the image."""
        return Batch(operations=(self.operation(), SetImage(block=self.block.id, image="")))

    def moved(self, order: str, place: int) -> Operation:
        """Return the operation that saves the values, then moves an entry "up" or "down" or does "remove"."""
        emptied = [at for at in range(len(self.entries)) if self._is_emptied(at)]
        if not self.list_name or place in emptied:
            return self.operation()
        at = place - sum(other < place for other in emptied)
        step: Operation = MoveEntry(block=self.block.id, at=at, to=at + (1 if order == "down" else -1))
        if order == "remove":
            step = RemoveEntry(block=self.block.id, at=at)
        return Batch(operations=(self.operation(), step))

    def _is_emptied(self, place: int) -> bool:
        """Say whether an entry is removed when the values are saved, because all its texts were emptied."""
        paths = [path for path in self.texts if path.startswith(f"{self.list_name}.{place}.")]
        return self.list_name != "pictures" and not any(self.cleaned_data.get(path) for path in paths)


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
        widget=PhotosInput(
            # the types that the browser offers; the server checks the content instead
            attrs={
                "class": "form-control",
                "accept": "image/jpeg,image/png,image/webp,image/gif",
                "data-photos": "",
            }
        ),
    )
    alt = text_field("photo", "alt")

    def __init__(self, data: Any = None, files: Any = None, *, language: str, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.fields["alt"].help_text = (
            _("In French, as your site: for people who do not see the photo, and for search engines.")
            if language == "fr"
            else _("In English, as your site: for people who do not see the photo, and for search engines.")
        )


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

    def __init__(self, data: Any, *, site: Site, definition: Definition) -> None:
        values = definition.model_dump(include={"theme", "palette", "mark", "title", "description"})
        super().__init__(data, prefix="site", initial={"version": site.version, **values})
        self.definition = definition
        marks = [(one.item.key, one.item.label) for one in marks_of(site.business.brief)]
        fields: dict[str, Any] = self.fields
        fields["theme"].choices = _with_current(theme_names(), definition.theme)
        fields["palette"].choices = [("", _("As the look has them")), *palette_names()]
        fields["mark"].choices = _with_current([("", _("The name in letters")), *marks], definition.mark)
        fields["title"].label = _("Title for search engines")
        fields["description"].label = _("Description for search engines")

    def operation(self) -> Operation:
        """Return the operation that saves the values that changed."""
        steps = [
            SetSite.model_validate({"aspect": name, "value": value})
            for name, value in self.cleaned_data.items()
            if name != "version" and getattr(self.definition, name) != value
        ]
        return steps[0] if len(steps) == 1 else Batch(operations=tuple(steps))


def theme_names() -> list[tuple[str, str]]:
    """Return key and name of each theme, in the language of the interface."""
    return [(one.key, one.name.get(interface_language())) for one in themes().values()]


def palette_names() -> list[tuple[str, str]]:
    """Return key and name of each palette, in the language of the interface."""
    return [(one.key, one.name.get(interface_language())) for one in palettes().values()]


def _with_current(choices: Sequence[tuple[str, Any]], current: str) -> list[tuple[str, Any]]:
    """Return the choices, with the current value added when it is not among them."""
    return [*choices] if current in {key for key, _name in choices} else [(current, current), *choices]

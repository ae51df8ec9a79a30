"""Operations, their descriptions, undo and redo, and conflicts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Activity
from businesses.tests.factories import BusinessFactory
from websites import services as editing
from websites.definition.blocks import NAMES, entries_of
from websites.definition.operations import (
    AddBlock,
    AddEntry,
    Batch,
    DuplicateBlock,
    HideBlock,
    KeepMine,
    MoveBlock,
    MoveEntry,
    Operation,
    RemoveBlock,
    RemoveEntry,
    SetForm,
    SetImage,
    SetSite,
    SetText,
    TakeNew,
    WriteBlock,
)
from websites.definition.schema import (
    MOST_BLOCKS,
    Contact,
    Definition,
    Entry,
    Footer,
    Gallery,
    Header,
    Hero,
    Origin,
    Picture,
    Quote,
    Services,
)
from websites.definition.schema import Testimonials as Praise
from websites.errors import EditRefused, NothingToUndo, SiteChanged
from websites.models import Site, SiteRevision
from websites.services import change, definition_of, redo, undo
from websites.tests.factories import SiteFactory

ORIGIN = Origin(agent="content", key="service.2.price", text="500 F", facts={"price": "old"})
SITE = Definition(
    language="fr",
    theme="marche",
    blocks=(
        Header(id="aaaaaa", name="Jardin"),
        Hero(id="bbbbbb", headline="Bonjour"),
        Services(
            id="cccccc",
            title="Nos paniers",
            entries=(Entry(title="Petit", price="1 000 F"), Entry(title="Grand", price="500 F")),
            origins={"entries.1.price": ORIGIN},
        ),
        Praise(id="dddddd", title="Avis", quotes=(Quote(text="Bon", author="Fatou"),)),
        Gallery(id="eeeeee", title="Photos", pictures=(Picture(image="x"),)),
        Contact(id="ffffff", title="Contact"),
        Footer(id="abcdef", text="Fin"),
    ),
)


def order(definition: Definition) -> str:
    return "".join(block.id[0] for block in definition.blocks)


def block(definition: Definition, block_id: str) -> Any:
    found = definition.block(block_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (MoveBlock(block="ffffff", at=0), "afbcdea"),
        (MoveBlock(block="bbbbbb", at=99), "acdefba"),
        (RemoveBlock(block="dddddd"), "abcefa"),
        (Batch(operations=(RemoveBlock(block="dddddd"), RemoveBlock(block="eeeeee"))), "abcfa"),
    ],
)
def test_blocks_are_moved_and_removed(operation: Operation, expected: str) -> None:
    assert order(operation.apply(SITE)) == expected


def test_a_new_section_precedes_the_footer_and_has_a_heading_in_the_sites_language() -> None:
    after = AddBlock(kind="questions").apply(SITE)
    new: Any = after.blocks[-2]
    assert (new.kind, new.title) == ("questions", "Vos questions")


@pytest.mark.parametrize("kind", ["header", "hero", "contact", "footer", "nonsense"])
def test_a_second_header_or_an_unknown_section_is_refused(kind: str) -> None:
    with pytest.raises(EditRefused):
        AddBlock(kind=kind).apply(SITE)


def test_no_section_is_added_to_a_full_site() -> None:
    full = SITE
    while len(full.blocks) < MOST_BLOCKS:
        full = DuplicateBlock(block="cccccc").apply(full)
    for operation in (DuplicateBlock(block="cccccc"), AddBlock(kind="about")):
        with pytest.raises(EditRefused, match="30"):
            operation.apply(full)


def test_a_copy_has_an_id_of_its_own() -> None:
    after = DuplicateBlock(block="cccccc").apply(SITE)
    assert after.blocks[3].kind == "services"
    assert len({one.id for one in after.blocks}) == 8


def test_a_hidden_section_keeps_its_texts() -> None:
    hidden = HideBlock(block="cccccc").apply(SITE)
    assert block(hidden, "cccccc").entries == block(SITE, "cccccc").entries
    assert "cccccc" not in [one.id for one in hidden.visible_blocks()]
    assert HideBlock(block="cccccc", is_hidden=False).apply(hidden) == SITE


def test_a_text_is_cleaned_and_keeps_to_one_line() -> None:
    after = SetText(block="bbbbbb", path="headline", text=" Bon\x00jour\nà \u202etous ").apply(SITE)
    assert block(after, "bbbbbb").headline == "Bonjour à tous"


def test_a_text_of_several_lines_keeps_them() -> None:
    after = SetText(block="bbbbbb", path="text", text="Une\r\n\r\ndeux").apply(SITE)
    assert block(after, "bbbbbb").text == "Une\n\ndeux"


@pytest.mark.parametrize(
    "path", ["nonsense", "entries.9.title", "id", "kind", "image", "origins", "is_hidden"]
)
def test_only_texts_can_be_written(path: str) -> None:
    with pytest.raises(EditRefused):
        SetText(block="cccccc", path=path, text="x").apply(SITE)


def test_a_text_too_long_is_refused_with_its_limit() -> None:
    with pytest.raises(EditRefused, match="200"):
        SetText(block="bbbbbb", path="headline", text="x" * 201).apply(SITE)


def test_entries_are_added_moved_and_removed() -> None:
    more = AddEntry(block="cccccc", entry=Entry(title="Moyen", price="700 F")).apply(SITE)
    assert [entry.title for entry in entries_of(block(more, "cccccc"))] == ["Petit", "Grand", "Moyen"]
    swapped = MoveEntry(block="cccccc", at=2, to=1).apply(more)
    assert [entry.title for entry in entries_of(block(swapped, "cccccc"))] == ["Petit", "Moyen", "Grand"]
    moved = MoveEntry(block="cccccc", at=2, to=0).apply(swapped)
    assert [entry.title for entry in entries_of(block(moved, "cccccc"))] == ["Grand", "Petit", "Moyen"]
    assert [*block(moved, "cccccc").origins] == ["entries.0.price"]
    fewer = RemoveEntry(block="cccccc", at=0).apply(moved)
    assert block(fewer, "cccccc").origins == {}


def test_pictures_and_quotes_are_entries_too() -> None:
    quoted = AddEntry(block="dddddd", entry=Quote(text="Frais !", author="Ali")).apply(SITE)
    shown = AddEntry(block="eeeeee", entry=Picture(image="y", alt="Le jardin")).apply(quoted)
    assert block(shown, "dddddd").quotes[1].author == "Ali"
    assert block(shown, "eeeeee").pictures[1].alt == "Le jardin"


@pytest.mark.parametrize(
    "operation",
    [
        AddEntry(block="cccccc", entry=Quote(text="Non")),
        AddEntry(block="bbbbbb", entry=Entry(title="Non")),
        RemoveEntry(block="cccccc", at=2),
        MoveEntry(block="cccccc", at=-1, to=0),
        SetImage(block="cccccc", image="x"),
        SetForm(block="bbbbbb", is_on=False),
        MoveBlock(block="aaaaaa", at=3),
        DuplicateBlock(block="ffffff"),
        RemoveBlock(block="000000"),
        SetSite(aspect="palette", value="nonsense"),
        KeepMine(block="bbbbbb", path="headline", origin=ORIGIN),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(operation: Operation) -> None:
    with pytest.raises(EditRefused, match=r"\w"):
        operation.apply(SITE)


def test_a_form_writes_a_whole_section_and_drops_emptied_entries() -> None:
    texts = {"title": "Paniers", "entries.0.title": "", "entries.0.price": "", "entries.1.title": "Géant"}
    after = WriteBlock(block="cccccc", texts=texts).apply(SITE)
    assert [entry.title for entry in entries_of(block(after, "cccccc"))] == ["Géant"]
    assert [*block(after, "cccccc").origins] == ["entries.0.price"]


def test_a_form_with_one_change_describes_it() -> None:
    written = WriteBlock(block="bbbbbb", texts={"headline": "Salut", "text": ""})
    assert "Salut" in written.describe(SITE)


def test_a_text_whose_fact_changed_is_taken_or_kept() -> None:
    new = Origin(agent="content", key="service.2.price", text="600 F", facts={"price": "new"})
    taken = block(TakeNew(block="cccccc", path="entries.1.price", origin=new).apply(SITE), "cccccc")
    kept = block(KeepMine(block="cccccc", path="entries.1.price", origin=new).apply(SITE), "cccccc")
    assert (taken.entries[1].price, kept.entries[1].price) == ("600 F", "500 F")
    assert taken.origins["entries.1.price"] == kept.origins["entries.1.price"] == new


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_operation_has_a_description(language: str) -> None:
    from django.utils.translation import override

    with override(language):
        said = [operation.describe(SITE) for operation in EVERY]
    assert len({*said}) == len(EVERY)
    assert all(one.endswith((".", "»")) or "»" in one or "”" in one for one in said)


EVERY: list[Operation] = [
    SetText(block="bbbbbb", path="headline", text="Salut"),
    SetText(block="bbbbbb", path="headline", text=""),
    SetImage(block="bbbbbb", image="x"),
    SetImage(block="bbbbbb", image=""),
    SetForm(block="ffffff", is_on=False),
    SetForm(block="ffffff", is_on=True),
    AddBlock(kind="about"),
    RemoveBlock(block="cccccc"),
    MoveBlock(block="cccccc", at=5),
    HideBlock(block="cccccc"),
    HideBlock(block="cccccc", is_hidden=False),
    DuplicateBlock(block="cccccc"),
    WriteBlock(block="cccccc", texts={"title": "Un", "entries.0.title": "Deux"}),
    AddEntry(block="cccccc", entry=Entry(title="Moyen")),
    RemoveEntry(block="cccccc", at=0),
    MoveEntry(block="cccccc", at=0, to=1),
    SetSite(aspect="palette", value="ocean"),
    SetSite(aspect="theme", value="atelier"),
    SetSite(aspect="mark", value=""),
    SetSite(aspect="title", value="Titre"),
    SetSite(aspect="description", value="Texte"),
    KeepMine(block="cccccc", path="entries.1.price", origin=ORIGIN),
]


@given(text=st.text(max_size=300), at=st.integers(-5, 50))
def test_any_text_is_written_or_refused_and_never_lost(text: str, at: int) -> None:
    paths = [(one.id, path) for one in SITE.blocks for path in one.texts()]
    block_id, path = paths[at % len(paths)]
    try:
        after = SetText(block=block_id, path=path, text=text).apply(SITE)
    except EditRefused:
        assert len(text) > 200
        return
    letters = [letter for letter in text if letter.isalnum()]
    assert len([one for one in block(after, block_id).texts()[path] if one.isalnum()]) >= len(letters) * 0.5


def test_every_kind_has_a_name() -> None:
    assert {one.kind for one in SITE.blocks} <= {*NAMES}


# --- Use cases --------------------------------------------------------------------------------------------


@pytest.fixture
def site(owner: User) -> Site:
    made: Site = SiteFactory.create(
        business=BusinessFactory.create(owner=owner), definition=SITE.model_dump(mode="json")
    )
    return made


HEADLINE = SetText(block="bbbbbb", path="headline", text="Salut")
HIDE = HideBlock(block="cccccc")


def test_a_change_is_saved_with_the_earlier_definition(owner: User, site: Site) -> None:
    changed = change(by=owner, site=site, version=1, operation=HEADLINE)
    revision = SiteRevision.objects.get()
    assert (changed.site.version, revision.version, revision.created_by) == (2, 1, owner)
    assert Definition.model_validate(revision.definition) == SITE
    assert block(definition_of(Site.objects.get()), "bbbbbb").headline == "Salut"
    assert Activity.objects.filter(action="websites.site.changed").count() == 1


def test_a_change_that_changes_nothing_leaves_no_trace(owner: User, site: Site) -> None:
    same = SetText(block="bbbbbb", path="headline", text="Bonjour")
    assert change(by=owner, site=site, version=1, operation=same) == (site, "")
    assert not SiteRevision.objects.exists()


def test_a_change_to_an_older_version_writes_nothing(owner: User, colleague: User, site: Site) -> None:
    change(by=owner, site=site, version=1, operation=HEADLINE)
    with pytest.raises(SiteChanged):
        change(by=colleague, site=site, version=1, operation=HIDE)
    assert not block(definition_of(Site.objects.get()), "cccccc").is_hidden
    assert [one.created_by for one in editing.changes_since(site, 1)] == [owner]


def test_undo_and_redo_go_back_and_forth_exactly(owner: User, site: Site) -> None:
    first = change(by=owner, site=site, version=1, operation=HEADLINE).site
    second = change(by=owner, site=first, version=2, operation=HIDE).site
    states = [definition_of(second), definition_of(first), SITE]
    back_one = undo(by=owner, site=second, version=3).site
    back_two = undo(by=owner, site=back_one, version=4).site
    assert [definition_of(one) for one in (back_one, back_two)] == [states[1], SITE]
    forth = redo(by=owner, site=back_two, version=5).site
    assert definition_of(forth) == states[1]
    assert definition_of(redo(by=owner, site=forth, version=6).site) == states[0]


def test_there_is_nothing_to_undo_or_redo_at_first(owner: User, site: Site) -> None:
    for use_case in (undo, redo):
        with pytest.raises(NothingToUndo):
            use_case(by=owner, site=site, version=1)


def test_a_change_after_undo_discards_the_undone_changes(owner: User, site: Site) -> None:
    changed = change(by=owner, site=site, version=1, operation=HEADLINE).site
    back = undo(by=owner, site=changed, version=2).site
    other = change(by=owner, site=back, version=3, operation=HIDE).site
    with pytest.raises(NothingToUndo):
        redo(by=owner, site=other, version=4)


def test_only_the_last_changes_can_be_undone(
    owner: User, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "MOST_REVISIONS", 3)
    for number in range(5):
        operation = SetText(block="bbbbbb", path="headline", text=f"Titre {number}")
        site = change(by=owner, site=site, version=site.version, operation=operation).site
    assert sorted(site.revisions.values_list("version", flat=True)) == [3, 4, 5]


def test_a_refused_change_writes_nothing(owner: User, site: Site) -> None:
    with pytest.raises(EditRefused):
        change(by=owner, site=site, version=1, operation=RemoveBlock(block="000000"))
    assert Site.objects.get().version == 1


pytestmark = pytest.mark.django_db

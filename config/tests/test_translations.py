"""Every text of the interface exists in French, once, with the same gaps to fill and French typography."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FRENCH = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
LITERAL = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TIGHT = re.compile(
    r"(?<![\u202f\u00a0\s(&])[;!?](?=\s|$)|[^\S\u202f\u00a0][;!?]|\w:(?=\s|$)| :|« | »|«\w|\w»|\w'\w"
)
#: A text of at most so many letters is a label that stands on one line.
LABEL = 30
#: Files of sentences that people read, without patterns among them.
SHOWN_DATA = [
    "agents/progress.toml",
    "agents/logo/captions.toml",
    "agents/palettes.toml",
    "agents/template/reasons.toml",
    "agents/template/themes.toml",
    "agents/research/data/sources.toml",
    "coaching/coach/data/fr/templates.toml",
    "coaching/coach/data/fr/messages.toml",
    "coaching/coach/data/fr/rubric.toml",
    "coaching/coach/data/fr/questions.toml",
    "coaching/comments.toml",
    "coaching/steps.toml",
    "reference/data/currencies.toml",
    "reference/data/legal_forms.toml",
    "websites/definition/texts.toml",
    "websites/rendering/themes/labels.toml",
]


def in_python(file: Path) -> Iterator[tuple[str, str]]:
    """Texts that a Python file marks for translation, each after its context."""
    for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        wanted = {
            **dict.fromkeys(PLAIN, (0,)),
            **dict.fromkeys(PLURAL, (0,)),
            **dict.fromkeys(IN_CONTEXT, (1,)),
        }
        for index in wanted.get(name, ()):
            argument = call.args[index] if len(call.args) > index else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield (ast.literal_eval(call.args[0]) if index else ""), argument.value


def in_template(file: Path) -> Iterator[tuple[str, str]]:
    """Texts that a template marks for translation, each after its context."""
    source = templatize(file.read_text(), origin=str(file))
    for found in re.finditer(rf"(?<!\w)(n?p?gettext|_)\({LITERAL}(?:, {LITERAL})?", source):
        context, literal = (found[2], found[3]) if "p" in found[1] else ("''", found[2])
        yield str(ast.literal_eval(context)), str(ast.literal_eval(literal))


def sources() -> Iterator[Path]:
    for folder in (path.parent for path in ROOT.glob("*/__init__.py")):
        yield from (file for file in folder.rglob("*.py") if not {"tests", "migrations"} & set(file.parts))
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "templates").rglob("*.txt")


def marked(file: Path) -> set[tuple[str, str]]:
    return {pair for pair in (in_python(file) if file.suffix == ".py" else in_template(file)) if pair[1]}


def singular(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def texts(message: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [message] if isinstance(message, str) else list(message or [""])


#: The gallery's parts name the files that they show; staff read them.
SHOWN = [file for file in (ROOT / "templates").rglob("*.html") if file.parent.name != "gallery"]
#: The product's name, the languages in their own words, classes of layouts.
NAMES = {"Genesis", "FR", "Français", "EN", "English", "column", "slim"}
with FRENCH.open("rb") as _file:
    CATALOG = [entry for entry in read_po(_file, locale="fr") if entry.id]


def test_each_marked_text_has_french_words() -> None:
    done = (entry for entry in CATALOG if all(texts(entry.string)) and not entry.fuzzy)
    known = {(entry.context or "", singular(entry.id)) for entry in done}
    missing = {
        str(file.relative_to(ROOT)): lost for file in sources() if (lost := sorted(marked(file) - known))
    }
    assert not missing


def bare_words(source: str) -> set[str]:
    """Words that a template shows, or reads out, as they stand."""
    spoken = re.sub(r"(?s)\{% ?(comment|blocktranslate)\b.*?\{% ?end\1 ?%\}", " ", source)
    spoken = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|&\w+;", " ", spoken)
    read_out = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', spoken)
    return set(re.findall(r"[^\W\d_]{2,}", " ".join([re.sub(r"(?s)<[^>]*>", " ", spoken), *read_out])))


def test_no_template_shows_words_that_are_not_marked() -> None:
    bare = {str(file.relative_to(ROOT)): bare_words(file.read_text()) - NAMES for file in SHOWN}
    assert {file: words for file, words in bare.items() if words} == {}


def test_no_translation_is_left_over() -> None:
    used = {pair for file in sources() for pair in marked(file)}
    assert [entry.id for entry in CATALOG if (entry.context or "", singular(entry.id)) not in used] == []


def test_no_text_is_translated_twice() -> None:
    context = r'(?:msgctxt "(?P<context>.*)"\n)?'
    found = re.findall(rf'^{context}msgid ((?:".*"\n)+)', FRENCH.read_text(), re.M)
    assert [entry for entry, count in Counter(found).items() if count > 1] == []


def test_each_translation_fills_the_same_gaps() -> None:
    wrong = [
        singular(entry.id)
        for entry in CATALOG
        for text in texts(entry.string)[-1:]
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(texts(entry.id)[-1]))
    ]
    assert wrong == []


def test_french_typography_is_kept() -> None:
    wrong = [
        text for entry in CATALOG for text in texts(entry.string) if TIGHT.search(PLACEHOLDER.sub("x", text))
    ]
    assert wrong == []


def test_a_french_sentence_never_breaks_within_the_word_for_mail() -> None:
    sentences = [text for entry in CATALOG for text in texts(entry.string) if len(text) > LABEL]
    assert [text for text in sentences if "e-mail" in text] == []


@pytest.mark.parametrize(
    ("text", "wrong"), [("Vraiment\u202f?", False), ("Vraiment ?", True), ("Non!", True), ("l'idée", True)]
)
def test_the_typography_rule_itself(text: str, wrong: bool) -> None:
    assert bool(TIGHT.search(text)) == wrong


def sentences(table: object, is_french: bool) -> Iterator[str]:
    """The French texts of a table of data."""
    if isinstance(table, str) and is_french:
        yield table
    for key, inner in table.items() if isinstance(table, dict) else ():
        yield from sentences(inner, is_french or key == "fr" or str(key).endswith("_fr"))
    for inner in table if isinstance(table, list) else ():
        yield from sentences(inner, is_french)


def test_french_typography_is_kept_in_data_that_is_shown() -> None:
    shown = {
        file: list(sentences(tomllib.loads((ROOT / file).read_text()), "/fr/" in file)) for file in SHOWN_DATA
    }
    assert [file for file, found in shown.items() if not found] == []
    wrong = [
        (file, text)
        for file, found in shown.items()
        for text in found
        if TIGHT.search(re.sub(r"\{\w*\}", "x", text))
    ]
    assert wrong == []

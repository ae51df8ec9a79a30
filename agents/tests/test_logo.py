"""What the logo agent promises of every mark."""

import re
from functools import reduce
from xml.etree import ElementTree

import pytest
from fontTools.misc.arrayTools import unionRect
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from agents.contract import Inputs, Progress
from agents.logo import AGENT, TALL_MARKS, for_header, on_ground, recolour
from agents.logo.colours import Ground, ground_of, part_colours
from agents.logo.faces import FOLDER, face_for, families
from agents.logo.generate import STYLES
from agents.logo.lettering import Lettering, set_line
from agents.logo.names import cased, initials, line_breaks, printable_words
from agents.logo.symbols import symbol_for, symbols, symbols_of
from agents.palettes import TEXT_CONTRAST, Palette, contrast, palettes
from agents.schemas import LogoResult, Mark
from reference import packs
from reference.packs import sector_pack, trades

SIGN_CONTRAST = 3.0  # WCAG 2.2 for large text and signs (1.4.11)
SVG = "{http://www.w3.org/2000/svg}"
SECTORS = (*packs.SECTORS, packs.OTHER)
NAMES = (
    "Bo",
    "Chez Tantie Adjoua",
    "Aïcha Beauté",
    "L’Épicerie du Marché",
    "Ŋutsu Ɛkɔ",
    "Ẹlẹ́gbẹ́ Foods",
    "ALIMENTATION GÉNÉRALE DIALLO ET FRÈRES",
    "Bright Future Academy of Science Takoradi",
    "a" * 40,
    "Société de transformation " * 8,
    "Société de Transformation des Produits Agricoles et de Commercialisation",
    "مطعم السلام",
    "🔥🔥",
    "名前",
    "<b>&amp;</b>",
)


def quiet(done: int, doing: str) -> None:
    """Take progress and keep it to oneself."""


def logo(name: str, sector: str = "restaurant", city: str = "Lomé", report: Progress = quiet) -> LogoResult:
    inputs = Inputs(language="fr", business_name=name, sector=sector, city=city)
    result = AGENT.run(inputs, report)
    assert isinstance(result, LogoResult)
    return result


def drawings(result: LogoResult) -> list[str]:
    return [svg for mark in result.marks for svg in (mark.svg, mark.small)]


def bounds(svg: str) -> tuple[float, ...]:
    boxes = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        pen = ControlBoundsPen(None)
        parse_path(path.attrib["d"], pen)
        boxes.append(pen.bounds)
    return tuple(reduce(unionRect, boxes))


def test_the_same_business_gets_the_same_marks() -> None:
    assert logo("Chez Tantie Adjoua") == logo("Chez Tantie Adjoua")


def test_there_are_eight_styles_under_stable_keys() -> None:
    keys = {mark.item.key for mark in logo("Mama Care", "health").marks}
    assert keys == {f"mark.{style}" for style in STYLE_KEYS}


STYLE_KEYS = ("sign", "symbol", "emblem", "stacked", "monogram", "wordmark", "script", "poster")


@pytest.mark.parametrize("name", NAMES)
def test_marks_are_plain_paths_with_a_title(name: str) -> None:
    for svg in drawings(logo(name)):
        root = ElementTree.fromstring(svg)
        assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}title", f"{SVG}path"}
        assert root.attrib["role"] == "img"
        assert not re.search(
            r"style=|href|url\(|<script| id=| on\w+=", re.sub(r"<title>.*?</title>", "", svg)
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_is_under_25_kilobytes(name: str) -> None:
    assert max(len(svg.encode()) for svg in drawings(logo(name))) < 25_000


def test_the_title_is_the_alternative_text_with_markup_as_text() -> None:
    mark = logo("<b>Awa</b>").marks[0]
    title = ElementTree.fromstring(mark.svg).find(f"{SVG}title")
    assert title is not None
    assert title.text == mark.item.text


def test_every_mark_names_its_font_and_licence() -> None:
    for mark in logo("Mama Care").marks:
        assert mark.font
        assert "SIL Open Font License 1.1" in mark.licence


def test_every_font_comes_with_its_licence_text() -> None:
    for key in families():
        assert "SIL Open Font License" in (FOLDER / f"{key}-OFL.txt").read_text()


def of_business(**values: str) -> Inputs:
    """Return inputs for a logo."""
    return Inputs.model_validate({"language": "fr", "business_name": "Nila", "sector": "crafts", **values})


def test_every_line_of_business_has_three_signs_that_fit_all_its_trades() -> None:
    assert all(len(symbols_of(of_business(sector=sector))) >= 3 for sector in SECTORS)


def test_every_sign_and_first_style_of_a_sector_or_a_trade_exists() -> None:
    designs = [sector_pack(sector).site for sector in SECTORS]
    used = {name for design in designs for name in design.logo_symbols}
    assert used | {trade.symbol for trade in trades().values()} <= symbols().keys()
    assert {style for design in designs for style in design.logo_styles} <= {style.key for style in STYLES}


@pytest.mark.parametrize(("trade", "sign"), [("bakery", "bread"), ("poultry", "hen"), ("solar", "sun")])
def test_a_trade_has_its_sign(trade: str, sign: str) -> None:
    assert symbol_for(of_business(trade=trade)).name == sign


def test_a_picked_sign_goes_before_that_of_the_trade() -> None:
    assert symbol_for(of_business(trade="bakery", symbol="heart")).name == "heart"


def test_without_a_trade_no_sign_speaks_of_one() -> None:
    drawn = {symbol_for(of_business(business_name=f"Name {number}")).name for number in range(50)}
    assert drawn <= {"quilt", "star", "rise"}


letters = st.text(
    st.characters(codec="utf-8", categories=["Lu", "Ll", "Lo", "Mn", "Nd", "Pd", "Po", "Sm", "Zs", "So"]),
    min_size=1,
    max_size=200,
)
latin = st.text("abcdefÉÇàïôœæŋɛɔẹọẹ́ñ’'-& .WMTVAYLy", min_size=2, max_size=40)


@trials(max_examples=40, deadline=None)
@given(name=letters | latin, sector=st.sampled_from(SECTORS), city=latin | st.just(""))
def test_whatever_the_name_every_drawing_stays_in_its_frame(name: str, sector: str, city: str) -> None:
    result = logo(name, sector, city)
    assert len(result.marks) == 8
    for svg in drawings(result):
        _, _, width, height = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
        left, top, right, bottom = bounds(svg)
        assert -0.2 <= left <= right <= width + 0.2
        assert -0.2 <= top <= bottom <= height + 0.2


@pytest.mark.parametrize("palette", palettes().values(), ids=str)
@pytest.mark.parametrize("ground", ["paper", "dark", "brand"])
def test_parts_stand_out_from_their_ground(palette: Palette, ground: Ground) -> None:
    colours, behind = part_colours(palette, ground), ground_of(palette, ground)
    assert contrast(colours["ink"], behind) >= TEXT_CONTRAST
    assert contrast(colours["on_panel"], colours["panel"]) >= TEXT_CONTRAST
    for part in ("brand", "accent", "panel"):
        assert contrast(colours[part], behind) >= SIGN_CONTRAST
    assert contrast(colours["panel_accent"], colours["panel"]) >= SIGN_CONTRAST


def colours_of(mark: Mark) -> set[str]:
    return set(re.findall(r'fill="(#\w+)"', mark.svg + mark.small))


def test_a_mark_takes_another_palette_and_back() -> None:
    mark = logo("Mama Care").marks[0]
    other = recolour(mark, palettes()["ocean"])
    assert colours_of(other) <= set(part_colours(palettes()["ocean"]).values())
    assert recolour(other, palettes()[mark.palette]) == mark


def test_a_headers_logo_is_the_icon_of_a_tall_mark_and_the_whole_of_a_long_one() -> None:
    for mark in logo("Mama Care").marks:
        shown = for_header(mark, palettes()["ocean"])
        ready = recolour(mark, palettes()["ocean"])
        bare = re.sub(r"<style>.*</style>", "", shown.svg)
        assert bare == (ready.small if mark.item.key in TALL_MARKS else ready.svg)


def test_on_dark_only_colours_change() -> None:
    mark = logo("Mama Care").marks[0]
    dark = on_ground(mark, "dark")
    assert re.sub("#[0-9a-f]{6}", "", dark.svg) == re.sub("#[0-9a-f]{6}", "", mark.svg)
    assert colours_of(dark) <= set(part_colours(palettes()[mark.palette], "dark").values())


def test_a_name_of_only_emoji_still_gets_eight_different_marks() -> None:
    assert len({mark.svg.split("</title>")[1] for mark in logo("🔥🔥").marks}) == 8


def test_small_words_are_not_initials() -> None:
    assert initials(printable_words("La Maison de la Coiffure")) == "MC"
    assert initials(printable_words("Bo")) == "B"


def test_letters_joined_by_a_sign_are_each_an_initial() -> None:
    assert initials(printable_words("K&S Auto 2000")) == "KS"


def test_what_kind_of_company_it_is_gives_no_initial_and_is_painted_small() -> None:
    words = printable_words("AVATAWY LTD")
    assert initials(words) == "A"
    assert [(word.text, word.is_small) for word in cased(words, False)] == [("Avatawy", False), ("Ltd", True)]


def test_a_name_that_is_a_kind_of_company_is_still_a_name() -> None:
    assert [word.is_small for word in printable_words("SARL")] == [False]


def test_an_arabic_name_has_one_initial_and_its_article_is_none() -> None:
    assert initials(printable_words("مطعم السلام")) == "م"
    assert initials(printable_words("السلام")) == "س"


@pytest.mark.parametrize("name", ["3 Étoiles", "Awa B", "Avatawy Ltd", "Chez A"])
def test_nothing_short_stands_alone_in_its_line(name: str) -> None:
    assert [len(lines) for lines in line_breaks(printable_words(name))] == [1]


def sign_and_name(name: str, key: str) -> tuple[float, float]:
    """Return where the sign's and the name's middles are."""
    mark = next(mark for mark in logo(name).marks if mark.item.key == key)
    parts = re.findall(r'(<path data-part="(\w+)".*?/>)', mark.svg)
    middles = {}
    for path, part in parts:
        left, _, right, _ = bounds(f'<svg xmlns="http://www.w3.org/2000/svg">{path}</svg>')
        middles[part] = (left + right) / 2
    return middles["brand"], middles["ink"]


@pytest.mark.parametrize(("name", "is_before"), [("Awa Couture", True), ("مطعم السلام", False)])
def test_the_sign_stands_where_reading_begins(name: str, is_before: bool) -> None:
    sign, letters = sign_and_name(name, "mark.symbol")
    assert (sign < letters) == is_before


def test_a_very_long_word_is_set_narrow_on_a_shop_sign() -> None:
    mark = next(one for one in logo("Electromécaniciennes").marks if one.item.key == "mark.sign")
    _, _, width, height = map(float, ElementTree.fromstring(mark.svg).attrib["viewBox"].split())
    assert width / height < 7


def test_letters_of_african_languages_keep_the_styles_apart() -> None:
    assert len({mark.font for mark in logo("Ŋutsu Ɛkɔ").marks}) >= 4


def test_a_nameless_business_gets_several_signs_of_its_line() -> None:
    marks = logo("🔥🔥", "services").marks
    shapes = {
        re.sub(r"[\d.]+", "", path) for mark in marks for path in re.findall(r' d="([^"]+)"', mark.small)
    }
    assert len(shapes) > 5


def test_a_line_never_ends_on_a_link_word() -> None:
    for lines in line_breaks(printable_words("La Maison de la Coiffure Élégante")):
        assert not any(line[-1].is_small for line in lines)


def test_arabic_and_latin_words_stand_from_right_to_left() -> None:
    style, words = Lettering("lalezar"), printable_words("مطعم Awa")
    face = face_for("مطعم Awa", "lalezar")
    latin_last = set_line(words, face, style).box
    assert set_line(words[1:], face, style).box.left < latin_last.right / 2


def test_letters_that_no_font_has_are_left_out() -> None:
    assert [word.text for word in printable_words("Awa 🔥 名前 Couture")] == ["Awa", "Couture"]


def test_a_long_name_stops_at_a_whole_word_and_not_at_a_link_word() -> None:
    words = printable_words("Société de Transformation des Produits de la Meilleure Pêche")
    assert " ".join(word.text for word in words) == "Société de Transformation des Produits"


def test_progress_only_rises_to_one_hundred() -> None:
    percents: list[int] = []
    logo("Bo", report=lambda done, doing: percents.append(done))
    assert percents == sorted(percents)
    assert percents[-1] == 100

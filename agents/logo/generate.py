"""All marks of a business, the best fitting first."""

from typing import Final

from agents.contract import Inputs, Item, Progress
from agents.data_files import load
from agents.logo import icons, styles
from agents.logo.colours import Ground, coloured, with_dark_scheme
from agents.logo.emblem import emblem
from agents.logo.faces import families
from agents.logo.names import printable_words
from agents.logo.styles import Style, Subject
from agents.logo.symbols import stable_choice, symbol_for, symbols_of
from agents.palettes import Palette, palettes, sector_palettes
from agents.schemas import LogoResult, Mark
from reference.packs import sector_pack

STYLES: Final = (
    Style("sign", "badge", styles.sign, "sign"),
    Style("symbol", "symbol", styles.symbol, "plain"),
    Style("emblem", "emblem", emblem, "ring"),
    Style("stacked", "stacked", styles.stacked, "arch"),
    Style("monogram", "monogram", styles.monogram, "squircle"),
    Style("wordmark", "wordmark", styles.wordmark, "drop"),
    Style("script", "wordmark", styles.script, "lozenge"),
    Style("poster", "badge", styles.poster, "shield"),
)
#: Marks that are too high for a page's header: their icon stands there, beside the name in type.
TALL_MARKS: Final = ("mark.emblem", "mark.stacked", "mark.monogram", "mark.poster")


def generate(inputs: Inputs, report: Progress) -> LogoResult:
    """Make every mark of a business; the same name, line of business and town give the same marks."""
    report(5, "drawing")
    name, sector = inputs.business_name, inputs.sector
    subject = Subject(name, printable_words(name), symbol_for(inputs), printable_words(inputs.city))
    palette = stable_choice(sector_palettes(sector) or list(palettes().values()), name, "palette")
    order = sector_pack(sector).site.logo_styles
    ranked = sorted(STYLES, key=lambda style: order.index(style.key) if style.key in order else len(order))
    marks = []
    for number, style in enumerate(ranked, start=1):
        marks.append(_mark(style, subject, palette, inputs))
        report(5 + 95 * number // len(ranked), "drawing")
    return LogoResult(marks=tuple(marks))


def _mark(style: Style, subject: Subject, palette: Palette, inputs: Inputs) -> Mark:
    subject = subject if subject.words else _with_symbol(subject, style, inputs)
    drawing = style.draw(subject) if subject.words else icons.symbol_only(subject, style.background)
    captions, name = load("logo/captions.toml")[inputs.language], " ".join(inputs.business_name.split())
    title = captions["shows"]["named"].format(name=name, form=captions["shows"][style.key])
    fonts = [families()[font].name for font in dict.fromkeys(drawing.fonts)]
    margin = 0.035 * max(drawing.box.height, drawing.box.width / 4)  # little: the page gives its own
    return Mark(
        item=Item(
            key=f"mark.{style.key}",
            label=captions["label"][style.key],
            text=title,
            uses=("name", "place") if style.key == "emblem" and inputs.city else ("name",),
            why=captions["why"][style.key],
        ),
        kind=style.kind,
        palette=palette.key,
        svg=coloured(drawing.svg(title, margin), palette),
        small=coloured(icons.icon(style.key, subject).svg(title, 0, square=64), palette),
        font=", ".join(fonts),
        licence="; ".join(f"{font}, SIL Open Font License 1.1" for font in fonts),
    )


def _with_symbol(subject: Subject, style: Style, inputs: Inputs) -> Subject:
    """Return a subject without a name with a sign for its business; its marks take the signs in turn."""
    choices = symbols_of(inputs)
    at = choices.index(subject.symbol)
    return subject._replace(symbol=choices[(at + STYLES.index(style)) % len(choices)])


def recolour(mark: Mark, palette: Palette, ground: Ground = "paper") -> Mark:
    """Return the mark in another palette, in the colours for a ground."""
    svg, small = (coloured(drawing, palette, ground) for drawing in (mark.svg, mark.small))
    return mark.model_copy(update={"palette": palette.key, "svg": svg, "small": small})


def for_header(mark: Mark, palette: Palette, ground: Ground = "paper") -> Mark:
    """Return the mark in a palette as a page's header shows it: of a tall one its icon, which reads there.

    On paper it also holds the colours for people who read on dark; the icon for browsers stays as it is.
    """
    ready = recolour(mark, palette)
    svg = ready.small if mark.item.key in TALL_MARKS else ready.svg
    svg = with_dark_scheme(svg, palette) if ground == "paper" else coloured(svg, palette, ground)
    return ready.model_copy(update={"svg": svg})


def on_ground(mark: Mark, ground: Ground) -> Mark:
    """Return the mark in its own palette, in the colours for a ground: "paper", "dark" or "brand"."""
    return recolour(mark, palettes()[mark.palette], ground)

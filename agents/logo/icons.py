"""Square marks for icons, and signs without a name."""

from agents.logo.drawing import Drawing
from agents.logo.faces import face_for
from agents.logo.lettering import Lettering, set_line
from agents.logo.names import Word, initials
from agents.logo.outline import Box, Outline, disc, frame, ring, rounded
from agents.logo.shapes import bar, shape
from agents.logo.styles import Subject

#: Fonts of the icons that show letters.
LETTERED = {"monogram": "fraunces", "wordmark": "caprasimo", "script": "script", "poster": "anton"}
SQUARE = Box(0, 0, 100, 100)


def icon(style: str, subject: Subject) -> Drawing:
    """Return the square mark of a style, 100 units a side: the sign, or initials on a ground."""
    if style in LETTERED and subject.words:
        return _letters(style, subject)
    if style == "symbol":
        return Drawing(subject.symbol.layers(SQUARE, "brand", "accent"))
    panel = rounded(SQUARE, {"sign": 22.0, "poster": 8.0}.get(style, 50.0))
    inside = SQUARE.inset({"sign": 18, "poster": 18, "emblem": 24}.get(style, 21))
    return Drawing(
        (
            ("panel", shape("arch", 100).fitted(SQUARE) if style == "stacked" else panel),
            ("panel_accent", ring(50, 50, 45, 4) if style == "emblem" else Outline()),
            *subject.symbol.layers(inside, "on_panel", "panel_accent"),
        )
    )


def _letters(style: str, subject: Subject) -> Drawing:
    letters = initials(subject.words)[: 1 if style in ("wordmark", "script") else None]
    face = face_for(letters, LETTERED[style])
    reach = 56 if len(letters) == 1 else 80 if subject.ground == "squircle" else 72
    reach = min(reach, 54) if style == "monogram" and subject.ground == "lozenge" else reach
    box, accent = Box(50 - reach / 2, 22, 50 + reach / 2, 78), Outline()
    if style == "poster":
        box, accent = Box(16, 26, 84, 74), bar(16, 84, 14, 7) + bar(16, 84, 86, 7)
    if style == "wordmark":
        box, accent = Box(16, 22, 70, 78), disc(80, 71, 8)
    ground = rounded(SQUARE, {"wordmark": 28.0, "script": 50.0}.get(style, 10.0))
    return Drawing(
        (
            ("panel", shape(subject.ground, 100).fitted(SQUARE) if style == "monogram" else ground),
            ("panel_accent", accent),
            ("on_panel", set_line((Word(letters),), face, Lettering(face.key)).fitted(box)),
        ),
        (face.key,),
    )


def symbol_only(subject: Subject, ground: str) -> Drawing:
    """Return the sign alone on a ground, for a name of which nothing can be painted."""
    if ground == "plain":
        return Drawing(subject.symbol.layers(Box(-100, -100, 100, 100), "brand", "accent"))
    half, accents = 58.0 if ground in ("lozenge", "drop") else 66.0, [Outline()]
    if ground == "ring":
        panel, accents = disc(0, 0, 120), [ring(0, 0, 112, 5)]
    elif ground == "sign":
        panel = rounded(Box(-200, -120, 200, 120), 30)
        accents = [frame(Box(-188, -108, 188, 108), 20, 5), disc(-140, 0, 10), disc(140, 0, 10)]
    else:
        panel = shape(ground, 240)
    symbol = subject.symbol.layers(Box(-half, -half, half, half), "on_panel", "panel_accent")
    return Drawing((("panel", panel), *(("panel_accent", accent) for accent in accents), *symbol))

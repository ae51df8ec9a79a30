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


def icon(style: str, subject: Subject) -> Drawing:
    """Return the square mark of a style, 100 units a side: the sign, or initials on a ground."""
    if style in LETTERED and subject.words:
        return _letters(style, subject)
    drawing = Drawing()
    if style == "symbol":
        drawing.add_symbol(subject.symbol, Box(0, 0, 100, 100), "brand", "accent")
        return drawing
    square = Box(0, 0, 100, 100)
    panel = rounded(square, {"sign": 22.0, "poster": 8.0}.get(style, 50.0))
    drawing.add("panel", shape("arch", 100).fitted(square) if style == "stacked" else panel)
    if style == "emblem":
        drawing.add("panel_accent", ring(50, 50, 45, 4))
    inset = {"sign": 18, "poster": 18, "emblem": 24}.get(style, 21)
    drawing.add_symbol(
        subject.symbol, Box(inset, inset, 100 - inset, 100 - inset), "on_panel", "panel_accent"
    )
    return drawing


def _letters(style: str, subject: Subject) -> Drawing:
    drawing = Drawing()
    letters = initials(subject.words)
    letters = letters[:1] if style in ("wordmark", "script") else letters
    face = face_for(letters, LETTERED[style])
    drawing.fonts.append(face.key)
    drawing.add("panel", _ground(style, subject))
    reach = 56 if len(letters) == 1 else 80 if subject.ground == "squircle" else 72
    reach = min(reach, 54) if style == "monogram" and subject.ground == "lozenge" else reach
    box = Box(50 - reach / 2, 22, 50 + reach / 2, 78)
    if style == "poster":
        box = Box(16, 26, 84, 74)
        drawing.add("panel_accent", bar(16, 84, 14, 7) + bar(16, 84, 86, 7))
    if style == "wordmark":
        box = Box(16, 22, 70, 78)
        drawing.add("panel_accent", disc(80, 71, 8))
    drawing.add("on_panel", set_line((Word(letters),), face, Lettering(face.key)).fitted(box))
    return drawing


def _ground(style: str, subject: Subject) -> Outline:
    box = Box(0, 0, 100, 100)
    if style == "monogram":
        return shape(subject.ground, 100).fitted(box)
    return rounded(box, {"wordmark": 28.0, "script": 50.0}.get(style, 10.0))


def symbol_only(subject: Subject, ground: str) -> Drawing:
    """Return the sign alone on a ground, for a name of which nothing can be painted."""
    drawing = Drawing()
    if ground == "plain":
        drawing.add_symbol(subject.symbol, Box(-100, -100, 100, 100), "brand", "accent")
        return drawing
    if ground == "ring":
        drawing.add("panel", disc(0, 0, 120))
        drawing.add("panel_accent", ring(0, 0, 112, 5))
    elif ground == "sign":
        panel = Box(-200, -120, 200, 120)
        drawing.add("panel", rounded(panel, 30))
        drawing.add("panel_accent", frame(Box(-188, -108, 188, 108), 20, 5))
        for x in (-140, 140):
            drawing.add("panel_accent", disc(x, 0, 10))
    else:
        drawing.add("panel", shape(ground, 240))
    half = 58.0 if ground in ("lozenge", "drop") else 66.0
    drawing.add_symbol(subject.symbol, Box(-half, -half, half, half), "on_panel", "panel_accent")
    return drawing

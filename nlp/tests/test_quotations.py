"""Quotations are exact parts of a text, and statements end at punctuation outside figures."""

from nlp.quotations import clause_around, in_contrast, statement_end, statement_start, trimmed_quotation
from nlp.text import Span, sentence_at


def test_a_quote_has_no_blank_or_sign_at_its_borders() -> None:
    text = "Nous aidons « les mères de Lomé et » demain."
    quotation = trimmed_quotation(text, "mission", text.index("«"), text.index("»") + 1)
    assert quotation.quote == "les mères de Lomé et"
    assert text[slice(*quotation.span)] == quotation.quote


def test_a_quote_does_not_end_with_a_link_word() -> None:
    assert trimmed_quotation("les mères de Lomé et de", "mission", 0, 23).quote == "les mères de Lomé"


def test_a_statement_ends_at_a_stop_or_semicolon_but_not_within_a_figure() -> None:
    text = "je vends; le plat coute 2.500 f par jour. oui"
    at = text.index("500")
    assert text[statement_start(text, at) : statement_end(text, at)] == " le plat coute 2.500 f par jour"
    assert statement_end(text, text.index("oui")) == len(text)


def test_a_clause_stands_between_commas_and_links() -> None:
    text = "le riz, le poulet a 500 f et le jus"
    start = text.index("500")
    assert text[slice(*clause_around(text, Span(start, start + 5)))].strip() == "le poulet a 500 f"


def test_what_is_denied_or_said_of_others_is_in_contrast() -> None:
    assert in_contrast("unlike the shops", 11, "en")
    assert not in_contrast("no. we help the shops", 16, "en")


def test_the_sentence_at_a_position_is_the_whole_text_if_there_is_none() -> None:
    text = "Un plat à 2.500 F. Un jus !"
    assert text[slice(*sentence_at(text, 12))] == "Un plat à 2.500 F."
    assert text[slice(*sentence_at(text, 18))] == text

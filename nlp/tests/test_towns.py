"""Towns are read where they are written with a capital; quarters belong to the area of their town."""

from nlp.towns import area_of, towns


def test_towns_are_quoted_with_their_area() -> None:
    found = towns("De Yopougon à Grand-Bassam, puis Thiès.", "mission")
    assert [(town.quotation.quote, town.area) for town in found] == [
        ("Yopougon", "abidjan"),
        ("Grand-Bassam", "abidjan"),
        ("Thiès", "thies"),
    ]


def test_a_word_in_lower_case_is_no_town() -> None:
    assert towns("une medina et un plateau", "mission") == ()


def test_a_city_as_entered_has_its_area() -> None:
    assert area_of("cocody, abidjan") == "abidjan"
    assert area_of("Nowhere") == ""

"""What an answer says of how to reach the business."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.contacts import Contacts, contacts

ONE, TWO = "77 220 00 89", "76 200 00 97"


@pytest.mark.parametrize(
    ("text", "country", "said"),
    [
        (f"Commandez par WhatsApp au {ONE} avant 10 h.", "SN", {"whatsapp": ONE}),
        (f"Appelez-nous ou écrivez sur WhatsApp : {ONE}.", "SN", {"phone": ONE, "whatsapp": ONE}),
        (f"Tél. {ONE} / {TWO}.", "SN", {"phone": f"{ONE} / {TWO}"}),
        (f"Tél : {ONE}, WhatsApp : {TWO}", "SN", {"phone": ONE, "whatsapp": TWO}),
        ("Call 024 412 3456 to order.", "GH", {"phone": "024 412 3456"}),
        ("Écrivez à awa@example.sn.", "SN", {"email": "awa@example.sn"}),
        (
            "Nous sommes ouverts du lundi au samedi de 8h à 20h.",
            "SN",
            {"hours": "Du lundi au samedi de 8h à 20h"},
        ),
        ("Horaires : lun-sam 8h-19h, dimanche 10h-14h", "SN", {"hours": "Lun-sam 8h-19h, dimanche 10h-14h"}),
        ("We open Monday to Saturday, 8am to 6pm.", "GH", {"hours": "Monday to Saturday, 8am to 6pm"}),
        ("Ouvert 7j/7, 24h/24.", "SN", {"hours": "7j/7, 24h/24"}),
        ("Adresse : 14 av. Bourguiba, Dakar", "SN", {"address": "14 av. Bourguiba, Dakar"}),
        (
            "Notre boutique est située à Ouakam, rue 12, en face de la mosquée.",
            "SN",
            {"address": "Ouakam, rue 12, en face de la mosquée"},
        ),
        ("Retrouvez-nous au marché HLM, cantine 12.", "SN", {"address": "Marché HLM, cantine 12"}),
        ("Our shop is located on 12 Allen Avenue, Ikeja.", "NG", {"address": "12 Allen Avenue, Ikeja"}),
    ],
)
def test_what_is_said_of_the_business_is_found(text: str, country: str, said: dict[str, str]) -> None:
    assert contacts(text, country) == Contacts(**said)


@pytest.mark.parametrize(
    "text",
    [
        f"Mon fournisseur Moussa, tél. {ONE}.",
        f"Payez par Wave au {ONE}.",
        "Notre capital est de 338 200 000 F.",
        "Les autres salons sont ouverts de 9h à 18h.",
        "Nous sommes ouverts le samedi et nous livrons de 8h à 12h.",
        "Livraison de 8 h à 12 h.",
        "La banque est ouverte de 8h à 16h.",
        "Nous sommes installés depuis 2010 au marché Sandaga.",
        "Je suis installée à Thiès pour vendre.",
        "Nous vendons au marché Sandaga.",
        "",
    ],
)
def test_what_may_be_somebody_elses_is_left_out(text: str) -> None:
    assert contacts(text, "SN") == Contacts()


@given(st.text(st.sampled_from("à8hdu lundi.:/77 220 00 89ouvert\nadresse rue,(@)"), max_size=80))
def test_every_detail_is_a_part_of_the_text(text: str) -> None:
    for value in contacts(text, "SN"):
        assert all(part.lower() in text.lower() for part in value.split(" / "))

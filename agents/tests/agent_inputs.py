"""What the agents' tests give them: a good brief in each language, and any text at all."""

from typing import Any

from hypothesis import strategies as st

from agents.contract import Inputs

GOOD_FR = {
    "vision": "D’ici 2036, plus aucun enfant de Boribana n’apprend sans lumière.",
    "mission": (
        "Nous réparons les lampes solaires des familles de Boribana, à Bouaké, pour que plus aucun enfant "
        "n’apprenne sans lumière. Nous formons deux apprentis par an."
    ),
    "clientele": "Les vendeuses de nuit du marché de Boribana, payées 1 500 FCFA par soir.",
    "differentiation": (
        "Contrairement au vendeur du marché, nous ouvrons la lampe devant vous. "
        "Les concurrents vendent du neuf. Sur 90 lampes réparées, 84 marchent encore. "
        "Chaque réparation nous coûte 600 FCFA."
    ),
    "offre": (
        "Une réparation de lampe avec batterie neuve, à 2 500 FCFA la lampe, faite en une heure à Boribana. "
        "Carnet de cinq réparations : 11 000 FCFA. Le câble n’est pas compris. Payez par Wave ou en espèces. "
        "Votre étal reste éclairé toute la nuit. Lampe en panne avant six mois, réparation offerte. "
        "Commandez par WhatsApp avant 18 h. Notre marge est de 900 FCFA."
    ),
}
GOOD_EN = {
    "vision": "By 2036, no family in Nima fetches water before school.",
    "mission": (
        "We fill and carry water cans for families in Nima, Accra, so that no child fetches water before "
        "school. We wash every can in front of you."
    ),
    "clientele": "Working mothers in Nima who earn 40 cedis a day.",
    "differentiation": (
        "Unlike the tanker, we come to the door. Our competitors sell by the tank. In 30 days we missed "
        "2 doors. Our margin is 3 cedis a can."
    ),
    "offre": (
        "A 20 litre can of filtered water, at 5 cedis per can, delivered before 7 am in Nima. Ten cans "
        "prepaid: 45 cedis. The can is not included. Pay with MTN MoMo or cash. "
        "You leave for work with a full kitchen. "
        "If we come late, the can is free. Order on WhatsApp before 9 pm."
    ),
}


def good(language: str = "fr", **changes: Any) -> Inputs:
    """Inputs with good answers in either language."""
    fr = language == "fr"
    given: dict[str, Any] = {
        "language": language,
        "business_name": "Lumière de Boribana" if fr else "Nima Water Door",
        "sector": "services" if fr else "retail",
        "country": "CI" if fr else "GH",
        "city": "Bouaké" if fr else "Accra",
        "currency": "XOF" if fr else "GHS",
        "texts": GOOD_FR if fr else GOOD_EN,
    }
    return Inputs(**{**given, **changes})


_SAID = st.sampled_from(
    [
        *" ".join(GOOD_FR.values()).split(". "),
        *" ".join(GOOD_EN.values()).split(". "),
        "</script>",
        "« 12 » ;",
        "🍲",
    ]
)
_TEXT = st.one_of(st.text(max_size=300), st.lists(_SAID | st.text(max_size=30), max_size=8).map(". ".join))
#: Inputs with any text in them: real sentences cut and mixed, other scripts, signs, nothing.
ANY = st.builds(
    Inputs,
    language=st.sampled_from(["fr", "en"]),
    business_name=st.one_of(st.text(max_size=200), st.just("Chez Awa 24")),
    sector=st.sampled_from(["restaurant", "beauty", "nothing", ""]),
    country=st.sampled_from(["SN", ""]),
    city=st.sampled_from(["Dakar", "", "Cocody 2, Abidjan"]) | st.text(max_size=60),
    currency=st.sampled_from(["XOF", ""]),
    texts=st.dictionaries(
        st.sampled_from(["vision", "mission", "clientele", "differentiation", "offre"]), _TEXT
    ),
    tone=st.sampled_from(["warm", "plain", "proud"]),
    site_texts=st.dictionaries(
        st.sampled_from(["about.warm", "headline.plain", "service.1.title", "service.1.price", "call.warm"]),
        _TEXT,
        max_size=4,
    ),
)

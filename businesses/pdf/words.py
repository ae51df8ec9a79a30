"""The words of a brief's PDF, in French and English: a brief speaks its own language, whoever prints it."""

from typing import Any, Final

#: Sections of the research that are lists of findings, in the order of the page.
KINDS_OF_FINDINGS: Final = ("country", "costs", "seasons", "permits", "legal_forms", "risks", "web")
CLAIM_KIND: Final[dict[str, dict[str, str]]] = {
    "fr": {"said": "Dit", "computed": "Calculé", "table": "Source", "to_verify": "À vérifier"},
    "en": {"said": "Said", "computed": "Computed", "table": "Source", "to_verify": "To verify"},
}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "fr": {
        "page": "Page",
        "scores": "Ce que le coach a lu, sur 100. Un score n’est pas une probabilité de réussite.",
        "steps": {
            "vision": "Vision",
            "mission": "Mission",
            "clientele": "Clientèle",
            "differentiation": "Différence",
            "offre": "Offre",
        },
        "not_known": "à préciser",
        "summary": "En résumé",
        "project": "Le projet",
        "unknown": "À préciser.",
        "to_find_out": "Ce qu’il reste à trouver",
        "sums": "Les comptes de l’offre",
        "sum_labels": {
            "margin": "Marge sur le prix",
            "break_even": "Ventes par mois pour couvrir les charges",
        },
        "research": {
            "chapter": "Le marché et ses règles",
            "market": "Taille du marché, pas à pas",
            "rivals": "Les autres choix des clients",
            "country": "Le pays",
            "costs": "Les dépenses habituelles du métier",
            "seasons": "Les saisons",
            "permits": "Règles et autorisations à vérifier",
            "legal_forms": "Formes juridiques possibles",
            "risks": "Risques, et comment les tester",
            "web": "Vu sur le web",
            "to_verify": "Reste à vérifier",
        },
        "rival_columns": ["Autre choix", "Ce qu’il fait bien", "Ce qui lui manque"],
        "not_said": "à préciser",
        "to_verify": "à vérifier",
        "to_ask": "à trouver",
        "claims": "D’où viennent les chiffres",
        "claims_intro": "Chaque chiffre de ce dossier est dit par la personne, calculé, tiré d’une source "
        "nommée, ou signalé comme à vérifier.",
        "claim_columns": ["Chiffre", "Où", "D’où il vient"],
        "places": {
            "summary": "Résumé",
            "vision": "Vision",
            "mission": "Mission",
            "target_audience": "Clientèle",
            "differentiation": "Ce qui nous distingue",
            "value_proposition": "Offre et prix",
        },
    },
    "en": {
        "page": "Page",
        "scores": "What the coach read, out of 100. A score is no probability of success.",
        "steps": {
            "vision": "Vision",
            "mission": "Mission",
            "clientele": "Customers",
            "differentiation": "Difference",
            "offre": "Offer",
        },
        "not_known": "to be worked out",
        "summary": "In short",
        "project": "The project",
        "unknown": "To be worked out.",
        "to_find_out": "Still to find out",
        "sums": "The sums of the offer",
        "sum_labels": {"margin": "Margin on the price", "break_even": "Sales a month that cover fixed costs"},
        "research": {
            "chapter": "The market and its rules",
            "market": "Size of the market, step by step",
            "rivals": "What customers could choose instead",
            "country": "The country",
            "costs": "Usual costs of the trade",
            "seasons": "Seasons",
            "permits": "Rules and permits to check",
            "legal_forms": "Possible legal forms",
            "risks": "Risks, and how to test them",
            "web": "Seen on the web",
            "to_verify": "Still to verify",
        },
        "rival_columns": ["Alternative", "What it does well", "What it lacks"],
        "not_said": "to be worked out",
        "to_verify": "to verify",
        "to_ask": "to find out",
        "claims": "Where the figures come from",
        "claims_intro": "Every figure in this brief was said by the person, computed, taken from a named "
        "source, or is marked as to verify.",
        "claim_columns": ["Figure", "Where", "Where it comes from"],
        "places": {
            "summary": "Summary",
            "vision": "Vision",
            "mission": "Mission",
            "target_audience": "Customers",
            "differentiation": "What sets us apart",
            "value_proposition": "Offer and price",
        },
    },
}

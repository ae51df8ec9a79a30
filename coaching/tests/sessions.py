"""The answers and facts of two complete sessions, in French and English."""

from coaching.coach.scoring.facts import BusinessFacts

CRATES_FACTS = BusinessFacts("Caisse Fraîche", "agriculture", "Parakou", "Bénin", "XOF")
CRATES = {
    "vision": "Dans dix ans, chaque famille de Parakou mangera des légumes sains cultivés près de chez elle.",
    "mission": "Nous aidons les vendeuses du marché Arzèkè à garder leurs légumes frais plus longtemps "
    "avec des caisses isolées fabriquées sur place.",
    "clientele": "Mes clientes sont les vendeuses de légumes du marché Arzèkè à Parakou. Elles perdent "
    "2 000 F par jour parce que leurs tomates pourrissent. Aujourd’hui elles couvrent les paniers avec des "
    "pagnes mouillés. J’ai parlé à 14 d’entre elles. Elles peuvent payer 500 F par semaine.",
    "differentiation": "Contrairement aux frigos, nos caisses marchent sans électricité. Nous avons testé "
    "avec 6 vendeuses pendant un mois et les tomates tiennent quatre jours.",
    "offre": "Je loue une caisse isolée de 40 litres à 400 F par semaine, livrée au marché le lundi. "
    "Paiement par MTN Mobile Money.",
}

BAKERY_FACTS = BusinessFacts("Morning Loaf", "restaurant", "Accra", "Ghana", "GHS", "en")
BAKERY = {
    "vision": "By 2035, no kiosk in Accra opens without fresh bread, and forty young bakers own their oven.",
    "mission": "We help kiosk owners in Nima to sell hot breakfast before work starts.",
    "clientele": "Our first customers are kiosk owners in Nima. They lose about GHS 60 a day because bread "
    "comes after eight. Today they walk to the depot at Kaneshie. They can pay up to GHS 9 per loaf.",
    "differentiation": "Unlike the depot, we deliver before six and take back what is not sold. Tested for "
    "five weeks with 9 kiosks.",
    "offre": "We sell fresh butter bread at GHS 8 per loaf, delivered to the kiosk before six. Pay by MoMo.",
}

"""Reading French and English: sentences, figures, money, people, towns and trades. Pure, without Django."""

"""Reading French and English: sentences, numerals, money, people and places. Pure, without Django."""

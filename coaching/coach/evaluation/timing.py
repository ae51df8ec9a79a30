"""Reports the processor time of a review: `python -m coaching.coach.evaluation.timing`."""

import statistics
import sys
import time
from itertools import product

from coaching.coach.scoring.results import ReviewContext
from coaching.coach.scoring.review import review
from coaching.coach.steps import STEPS
from nlp.data_files import LANGUAGES

PARAGRAPH = {
    "fr": "Les couturières de Kara cousent {0} uniformes pour {1} F pièce. Le courant manque {2} soirs "
    "par semaine, elles perdent une commande sur {3} et finissent chez un voisin qui a un groupe. ",
    "en": "Seamstresses in Tamale sew {0} uniforms for {1} cedis each. The power fails {2} nights a "
    "week, they lose one order in {3} and end up with a neighbour who owns a generator. ",
}


def answer_of(length: int, language: str, seed: int) -> str:
    """Return an answer of a given length in characters whose sentences differ in their figures."""
    paragraphs = (
        PARAGRAPH[language].format(*(seed + part + figure for figure in range(4))) for part in range(40)
    )
    return "".join(paragraphs)[:length]


def median_milliseconds(step: str, language: str, length: int) -> float:
    """Return the median processor time of one review, after a first one that loads the data."""
    context, times = ReviewContext(language=language), []
    for run in range(41):
        text = answer_of(length, language, run)
        begin = time.process_time()
        review(step, text, context)
        times.append(1000 * (time.process_time() - begin))
    return statistics.median(times[1:])


if __name__ == "__main__":
    for length, language in product((300, 2000, 5000), LANGUAGES):
        line = "  ".join(f"{step} {median_milliseconds(step, language, length):.2f}" for step in STEPS)
        sys.stdout.write(f"{length} characters, {language}, ms: {line}\n")

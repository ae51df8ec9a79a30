"""The evaluation of the coach: its figures, and files that are refused with a reason."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coaching.coach import rubric
from coaching.coach.data_files import load
from coaching.coach.evaluation.calibration import fitted_weights
from coaching.coach.evaluation.evaluation import Row, evaluate, read_rows

GOOD = "By 2035 every tomato grower around Techiman sells her whole harvest and keeps her girls in class."
POOR = "To be the best company and offer quality services to satisfy all our customers."


def row(label: str = "strong", text: str = GOOD, **values: str) -> dict[str, str]:
    return {"id": label, "step": "vision", "lang": "en", "text": text, "label": label, "pair": "p1"} | values


def rows(*dicts: dict[str, str]) -> list[Row]:
    return read_rows(json.dumps(values) for values in dicts)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in (row(), row("weak", POOR))), encoding="utf-8")
    return path


def run(*args: str) -> str:
    out = StringIO()
    call_command("evaluate_coach", *args, stdout=out)
    return out.getvalue()


def test_a_pair_ranked_right_gives_full_figures() -> None:
    total = evaluate(rows(row(), row("weak", POOR))).total
    assert (total.auc, total.pairs) == (1.0, 1.0)


def test_a_tie_counts_half_for_the_auc_and_nothing_for_the_pairs() -> None:
    total = evaluate(rows(row(), row("weak", GOOD))).total
    assert (total.auc, total.pairs) == (0.5, 0.0)


def test_labels_turned_round_show_as_an_auc_of_zero_and_as_worst_items() -> None:
    result = evaluate(rows(row("weak"), row("strong", POOR)))
    assert result.total.auc == 0.0
    assert {one.row.label for one in result.worst["vision en"]} == {"strong", "weak"}


def test_the_confusion_matrix_counts_each_label_by_band() -> None:
    bands = evaluate(rows(row(), row("weak", POOR))).total.bands
    assert sum(bands["strong"].values()) == sum(bands["weak"].values()) == 1
    assert bands["weak"]["draft"] == 1


def test_rows_without_a_pair_count_for_the_auc_only() -> None:
    total = evaluate(rows(row(pair=""), row("weak", POOR, pair=""))).total
    assert (total.auc, total.pairs) == (1.0, None)


def test_a_pair_never_straddles_the_halves() -> None:
    both = rows(row(), row("weak", POOR))
    assert len({one.half for one in both}) == 1


def test_json_holds_exactly_the_figures_and_the_scores(labelled: Path) -> None:
    result = json.loads(run(str(labelled), "--json"))
    assert set(result) == {"auc", "pairs", "by_step", "by_language", "scores"}
    assert all(set(one) == {"id", "score", "criteria"} for one in result["scores"])


@pytest.mark.parametrize("text", ["", " \n", "\u202e😀" * 400, GOOD + " We sell bread." * 400])
def test_empty_odd_and_very_long_texts_without_a_pair_are_scored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(row("weak", text) | {"pair": None, "id": 7}) + "\r\n", encoding="utf-8")
    result = json.loads(run(str(path), "--json"))
    assert (result["auc"], result["pairs"]) == (None, None)
    assert result["scores"][0]["id"] == 7


def test_json_output_is_one_object_and_nothing_else(labelled: Path) -> None:
    result = json.loads(run(str(labelled), "--json"))
    assert result["auc"] == 1.0
    assert set(result) >= {"auc", "pairs", "by_step", "by_language", "scores"}
    assert set(result["scores"][0]) == {"id", "score", "criteria"}


def test_tables_show_every_step_and_language_beside_the_word_count(labelled: Path) -> None:
    shown = run(str(labelled))
    assert "vision en" in shown
    assert "words AUC" in shown


def test_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    steering = [row(id="\x1b[2J", text="\x1b]0;x\x07 bof"), row("weak", id="b")]
    path.write_text("\n".join(map(json.dumps, steering)), "utf-8")
    assert "\x1b" not in run(str(path))


def test_the_halves_add_up(labelled: Path) -> None:
    half = rows(row())[0].half
    assert len(json.loads(run(str(labelled), "--json", "--half", half))["scores"]) == 2
    other = "report" if half == "calibration" else "calibration"
    with pytest.raises(CommandError, match="no labelled answer"):
        run(str(labelled), "--half", other)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "line 2: not valid JSON"),
        ("[1]", "line 2: an object is expected"),
        (json.dumps(row(step="dessert")), "line 2: unknown step 'dessert'"),
        (json.dumps(row(lang="de")), "line 2: unknown lang 'de'"),
        (json.dumps(row(label="fine")), "line 2: unknown label 'fine'"),
        (json.dumps({"id": "a"}), "line 2: 'step' is missing"),
        (json.dumps(row() | {"text": 3}), "line 2: 'text' is missing or not a text"),
        (json.dumps(row() | {"text": "un mot \ud800"}), "line 2: holds half a character"),
        ("[" * 200_000, "line 2: nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "thousands of digits"),
    ],
)
def test_an_unusable_line_is_named_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line, encoding="utf-8")
    with pytest.raises(CommandError, match=reason):
        run(str(path))


def test_a_missing_file_and_a_binary_file_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    for path, reason in ((tmp_path / "none.jsonl", "cannot be read"), (binary, "not UTF-8")):
        with pytest.raises(CommandError, match=reason):
            run(str(path))


def test_blank_lines_and_extra_keys_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "extra.jsonl"
    path.write_text("\n" + json.dumps(row(level="3")) + "\n\n", encoding="utf-8")
    assert len(json.loads(run(str(path), "--json"))["scores"]) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_coach_ranks_the_half_it_was_not_calibrated_on(language: str) -> None:
    path = Path(__file__).parents[1] / "evaluation" / f"{language}.jsonl"
    unseen = [one for one in read_rows(path.read_text(encoding="utf-8").splitlines()) if one.half == "report"]
    total = evaluate(unseen).total
    assert total.auc is not None
    assert total.auc >= 0.9
    assert total.word_auc is not None
    assert total.word_auc < 0.65


def test_fitting_prints_a_weight_for_every_criterion(labelled: Path) -> None:
    fitted = run(str(labelled), "--fit")
    assert "[vision.own_words]\nweight = " in fitted
    assert fitted.count("weight = ") == len(rubric("vision", "en"))


def test_fitting_gives_more_weight_to_what_tells_strong_from_weak() -> None:
    scores = evaluate(rows(row(), row("weak", POOR))).scores
    weights = fitted_weights("vision", scores)
    design = {key: rule["design"] for key, rule in load("rubric")["vision"].items()}
    assert weights["beneficiary"] / design["beneficiary"] > weights["stability"] / design["stability"]
    assert min(weights.values()) > 0


def test_fitting_needs_both_labels(tmp_path: Path) -> None:
    path = tmp_path / "strong.jsonl"
    path.write_text(json.dumps(row()), encoding="utf-8")
    with pytest.raises(CommandError, match="needs strong and weak"):
        run(str(path), "--fit")

"""The state of a session and its steps: loaded, locked, checked, and saved."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from coaching.coach import ReviewContext
from coaching.coach.scoring.facts import BusinessFacts
from coaching.errors import EditConflict, StepNotOpen
from coaching.models import CoachingSession, CoachingStep
from coaching.steps import BY_KEY, CONTENT_STEPS, LAST
from nlp.trade_reading import read_trade
from reference.packs import Example, country_pack, examples, examples_for

Steps = Mapping[str, CoachingStep]


def steps_of(session: CoachingSession) -> dict[str, CoachingStep]:
    """Return the session's steps by name, in order (one query)."""
    return session.steps.defer("examples_provided").by_name()


def lock(by: User, session_id: str, name: str) -> tuple[CoachingSession, Steps, CoachingStep]:
    """Lock the user's own session and its steps, and return them with the step of that name (two queries).

    All steps are locked because a review depends on the answers of the other steps. Steps are locked before
    their session. Raises CoachingSession.DoesNotExist, also when the session is deleted, and StepNotOpen when
    an earlier step is incomplete and this one was never answered.
    """
    rows = CoachingStep.objects.of_session(by, session_id).defer("coach_message")
    steps = rows.select_for_update(no_key=True, of=("self",)).by_name()
    sessions = CoachingSession.objects.visible_to(by).for_answers()
    session = sessions.select_for_update(no_key=True, of=("self",)).get(session_id=session_id)
    if not steps[name].is_reached({key: step.is_complete for key, step in steps.items()}):
        raise StepNotOpen(_("This step opens when the ones before it are done."))
    return session, steps, steps[name]


def review_context(session: CoachingSession, steps: Steps, name: str) -> ReviewContext:
    """Return the context in which the coach reviews the answer of this step."""
    return ReviewContext(
        language=session.language,
        business_name=session.business_name,
        sector=session.sector_id,
        country=session.country_id,
        city=session.city,
        answers={key: answer for key, answer in answers_of(steps).items() if key != name},
        examples=(
            *(one.text for one in shown_examples(session, steps, name)),
            *examples(name, session.sector_id, session.language),
        ),
        question=BY_KEY[name].text(session.language).question,
    )


def shown_examples(session: CoachingSession, steps: Steps, name: str) -> tuple[Example, ...]:
    """Return the example answers of a step, those of the trade that name and answers speak of first."""
    answers, language = answers_of(steps), session.language
    trade = read_trade(session.business_name, answers, language, session.sector_id)
    return examples_for(name, session.sector_id, trade, language)


def answers_of(steps: Steps) -> dict[str, str]:
    """Return the answers by step, without empty ones."""
    return {name: step.user_response for name, step in steps.items() if step.user_response}


def business_facts(session: CoachingSession) -> BusinessFacts:
    """Return the details of the session as the coach compares answers with them."""
    pack = country_pack(session.country_id)
    return BusinessFacts(
        name=session.business_name,
        sector=session.sector_id,
        city=session.city,
        country=pack.name.get(session.language),
        currency=pack.currency,
        language=session.language,
    )


def check_conflict(step: CoachingStep, text: str, version: int, editor: str) -> None:
    """Raise EditConflict when another page has saved a different text since this page read `version`.

    A page (`editor`) never conflicts with itself: on a weak network the response to its last save may be
    lost. A blank stored text causes no conflict.
    """
    is_same_page = bool(editor) and step.editor == editor
    if step.version != version and not is_same_page and step.text != text and step.text.strip():
        raise conflict_error(step)


def conflict_error(stored: CoachingStep) -> EditConflict:
    """Return the EditConflict for a step that another page has saved."""
    message = _("This step was changed in another tab or on another device since you opened this page.")
    return EditConflict(message, theirs=stored.text, version=stored.version)


def save_progress(session: CoachingSession, steps: Steps, *more: str) -> None:
    """Compute and save the progress of a locked session, with the columns in `more` (one query).

    Its confidence is the mean of the content steps, in which an incomplete step counts as 0.
    """
    complete = {name: step for name, step in steps.items() if step.is_complete}
    total = sum(step.confidence_score for name, step in complete.items() if name != LAST)
    session.step_completion = {name: step.is_complete for name, step in steps.items()}
    session.current_step = next((name for name in steps if name not in complete), LAST)
    session.coaching_confidence = round(total / len(CONTENT_STEPS), 4)
    session.coaching_duration = sum(step.step_duration for step in steps.values())
    progress = ("step_completion", "current_step", "coaching_confidence", "coaching_duration")
    session.save(update_fields=["status", "completed_at", *progress, *more])

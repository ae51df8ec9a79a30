"""What goes into an agent and what comes out: typed, versioned, and ready for the claim ledger."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

AgentKey: TypeAlias = Literal["research", "content", "logo", "seo", "template"]
#: In the order of the progress page.
AGENT_KEYS: Final[tuple[AgentKey, ...]] = get_args(AgentKey)
#: The facts of a brief that items rest on; an item names those that it uses.
FactKey: TypeAlias = Literal["name", "customer", "problem", "promise", "price", "place"]
Tone: TypeAlias = Literal["warm", "plain", "proud"]
TONES: Final[tuple[Tone, ...]] = get_args(Tone)
#: Takes how much is done (0-100) and the key of what is done now (words in `agents/progress.toml`).
Progress: TypeAlias = Callable[[int, str], None]


class Frozen(BaseModel):
    """A value: it never changes, and unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Frozen):
    """A number in an item's text and where it comes from.

    `numeral` stands in the text as written. Kinds: `said` by the person (`step` and the exact `quote`),
    `computed` (`formula` with its numbers), from a named `table` (`source` and `year`), or `to_verify`.
    """

    numeral: str
    kind: Literal["said", "computed", "table", "to_verify"]
    step: str = ""
    quote: str = ""
    formula: str = ""
    source: str = ""
    year: int | None = None


class Item(Frozen):
    """One piece of a result that can be accepted, edited or rejected.

    `key` stays the same from run to run ("about.warm"); `label` is what it is, in the brief's language;
    `uses` are the facts that the text rests on, `from_texts` the site texts (their item keys) that it was
    made from; when one of them changes the item is to be reviewed. `why` says in one sentence why the agent
    proposes it.
    """

    key: str
    label: str
    text: str
    figures: tuple[Figure, ...] = ()
    uses: tuple[FactKey, ...] = ()
    from_texts: tuple[str, ...] = ()
    why: str = ""


class WebPage(Frozen):
    """A page that a web search found: untrusted text from outside, cut to a few sentences."""

    title: str
    url: str = Field(pattern=r"^https?://\S+$")
    text: str


class Inputs(Frozen):
    """All that an agent may know of a brief.

    `texts` are the person's own, by step name, as they stand in the brief; `site_texts` are the site texts
    that hold now (accepted or edited ones first), by item key. `country` is an ISO 3166 two-letter code.
    `trade` is a key of `reference.packs.trades`, "" when unknown, `symbol` the sign that the person picked
    for the logo, "" for none. `found` are pages of a web search; `web_reached` is None when no search was
    asked for.
    """

    language: Literal["fr", "en"]
    business_name: str
    sector: str
    trade: str = ""
    symbol: str = ""
    country: str = ""
    city: str = ""
    currency: str = ""
    texts: Mapping[str, str] = Field(default_factory=dict)
    tone: Tone = "warm"
    site_texts: Mapping[str, str] = Field(default_factory=dict)
    found: tuple[WebPage, ...] = ()
    web_reached: bool | None = None


class Result(Frozen):
    """What an agent made; each agent has its own, with a `version` that rises when its shape changes."""

    version: int

    def items(self) -> Iterator[Item]:
        """Yield what can be accepted, edited or rejected, in the order of the fields: that of the page."""
        return _items_in(self)


def _items_in(value: object) -> Iterator[Item]:
    parts = dict(value) if isinstance(value, Frozen) else value
    if isinstance(value, Item):
        yield value
    elif isinstance(parts, Mapping | tuple):
        for part in parts.values() if isinstance(parts, Mapping) else parts:
            yield from _items_in(part)


class Agent(NamedTuple):
    """One agent: what it reads of the inputs, what it makes, and how.

    `version` rises when the same inputs give another result, so that results are made anew.
    """

    key: AgentKey
    version: int
    reads: frozenset[str]
    run: Callable[[Inputs, Progress], Result]


def agent(key: AgentKey) -> Agent:
    """Return an agent; its module is read when first asked for, as fonts and keyword tables cost memory."""
    found: Agent = import_module(f"agents.{key}").AGENT
    return found


def fingerprint(agent: Agent, inputs: Inputs) -> str:
    """Return the hash of all that a run depends on: the agent, its version, and what it reads."""
    read: dict[str, Any] = inputs.model_dump(include=set(agent.reads), mode="json")
    text = json.dumps([agent.key, agent.version, read], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

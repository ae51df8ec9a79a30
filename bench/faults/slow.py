"""A worker whose agents take their time: `python -m bench.faults.slow SECONDS`, to break in mid-run."""

import os
import sys
import time

import django


def main(seconds: float) -> None:
    """Work as `manage.py worker` does, each agent's work stretched to that many seconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from django.db import connection

    from agents.contract import Agent, AgentKey, Inputs, Progress, Result, agent
    from briefs.services import runs  # models load after setup
    from jobs import worker  # models load after setup

    def slow(key: AgentKey) -> Agent:
        real = agent(key)

        def run(inputs: Inputs, tell: Progress) -> Result:
            for tenth in range(10):
                tell(10 * tenth, "writing")
                time.sleep(seconds / 10)
            return real.run(inputs, tell)

        return Agent(real.key, real.version, real.reads, run)

    connection.settings_dict["OPTIONS"].pop("pool", None)  # as manage.py does
    vars(runs)["agent"] = slow  # in place of the look-up
    worker.work(
        concurrency=1, once=False, report=lambda text: print(f"    {text}", file=sys.stderr, flush=True)
    )


if __name__ == "__main__":
    main(float(sys.argv[1]))

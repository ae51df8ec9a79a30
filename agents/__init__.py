"""The five agents: pure functions from a brief to results that a person accepts, edits or rejects.

No database, no framework, no network: what an agent knows is in its inputs and in its data files.
"""

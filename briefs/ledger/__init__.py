"""The claim ledger: where every figure that a person shows to others comes from."""

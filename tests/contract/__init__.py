"""The outside judge: what the vendors' own specifications say, against what the fakes declare.

`vendor/` holds the facts (see `distil/`), `judge.py` compares, `exceptions.py` lists facts that are known
to be wrong, `baseline.json` what was reached so far. `python -m tests.contract` prints what is missing.
`messages/` asks the fakes for every text, code and header that has a source.
"""

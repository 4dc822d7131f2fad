"""Every message, code and status of the vendors that has a source, asserted once on the fake itself.

`rows.py` gathers them: the messages of successes are distilled into `../vendor`, everything else stands in
`books.json`, `wrike.json` and `oauth.json` beside it. `situations/` leads into each; a refusal has its
situation in `tests/say_no`. `python -m tests.contract.messages` tells what is asserted and what is not yet.
"""

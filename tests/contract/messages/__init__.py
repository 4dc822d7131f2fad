"""Every message, code and status of the vendors that has a source, asserted once on the fake itself.

`rows.py` gathers them: what Zoho's specifications say of successes is distilled into `../vendor`, everything
else stands in the JSON file of its fake, here. `situations/` leads into each; a refusal has its situation in
`tests/say_no`. `python -m tests.contract.messages` tells what is asserted and what is not yet.
"""

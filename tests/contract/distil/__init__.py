"""Distils vendors' specifications into `tests/contract/vendor`: bare facts, no prose, no examples.

(But for the example of a message, which is what the service says.)

`scripts/distill FOLDER` runs it; the folder holds `zoho-books/*.yml` (the vendor's OpenAPI files) and
`wrike/` (see `wrike.py`). Nothing else needs that folder.
"""

"""Distils vendors' specifications into `tests/contract/vendor`: bare facts, no prose, no examples.

`scripts/distill FOLDER` runs it; the folder holds `zoho-books/*.yml` (the vendor's OpenAPI files) and
`wrike/` (see `wrike.py`). Nothing else needs that folder.
"""

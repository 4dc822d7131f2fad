"""Tasks of projects."""

from __future__ import annotations

from ..room import Call
from .common import project as furnish

__all__ = ["CALLS", "furnish"]
CALLS = {
    "POST /projects/{}/tasks": Call({"task_name": "Build"}),
    "PUT /projects/{}/tasks/{}": Call({"task_name": "Draw"}),
}

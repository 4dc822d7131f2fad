"""`/_control` for one world: what the kit's control API asks for, done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from harness import servers
from harness.durations import seconds
from harness.errors import nearest
from harness.targets import target_of

from .asked import organization_of, person_of, usable

if TYPE_CHECKING:
    from harness.world import World


class Hub(Protocol):
    """Who keeps the worlds of one server."""

    async def create(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """A further world, described."""
        ...

    async def delete(self, world: str) -> None:
        """End a further world; raises UsageError."""
        ...

    @property
    def ids(self) -> list[str]:
        """The ids of the worlds; the first is ''."""
        ...


class WorldControls:
    """The controls of one world. `hub` is None where there is but this world."""

    def __init__(self, world: World, hub: Hub | None = None) -> None:
        self._world, self.hub = world, hub
        self._snapshots: dict[str, Any] = {}

    def remember_beginning(self) -> None:
        """What `reset` goes back to is the present state."""
        self._snapshots[""] = self._world.snapshot()

    async def create_world(self, options: Mapping[str, Any]) -> Any:
        """A further, fresh world."""
        with usable():
            return await self._need_hub().create(options)

    async def worlds(self) -> Any:
        """The ids of the worlds on this server."""
        return {"worlds": self.hub.ids if self.hub else [""]}

    async def delete_world(self, world: str) -> Any:
        """End a further world."""
        with usable():
            await self._need_hub().delete(world)
        return {"deleted": world}

    async def reset(self) -> Any:
        """Back to the state that the world began with; the journal is emptied."""
        if "" not in self._snapshots:
            raise servers.Unusable("This world has no beginning to go back to.")
        async with self._world.quiet:
            self._world.restore(self._snapshots[""])
            self._world.journal.clear()
        return {"reset": True}

    async def snapshot(self) -> Any:
        """Keep the present state, between two actions."""
        async with self._world.quiet:
            name = str(len(self._snapshots) or 1)
            self._snapshots[name] = self._world.snapshot()
        return {"snapshot": name}

    async def restore(self, snapshot: str) -> Any:
        """Back to a kept state."""
        if snapshot not in self._snapshots:
            raise servers.Unusable(f"No snapshot '{snapshot}'. {nearest(snapshot, self._snapshots)}")
        async with self._world.quiet:
            self._world.restore(self._snapshots[snapshot])
        return {"restored": snapshot}

    async def clock(self) -> Any:
        """The time, in seconds and in words."""
        now = self._world.clock.now()
        return {"now": now, "utc": servers.instant(now).isoformat(), "manual": self._world.clock.manual}

    async def advance(self, by: str) -> Any:
        """Move the clock, settling at each timer."""
        with usable():
            await self._world.advance(seconds(by))
        return await self.clock()

    async def settle(self) -> Any:
        """Wait until nothing is due."""
        with usable():
            await self._world.settle()
        return {"settled": True}

    async def faults(self) -> Any:
        """The faults that are set."""
        return {"faults": self._world.context.faults.all()}

    async def add_fault(self, fault: Mapping[str, Any]) -> Any:
        """Set a fault; `at` as in scenarios: `POST wrike /folders/*/tasks`."""
        with usable():
            return {"fault": self._world.context.faults.add({**fault, "at": self._target(fault["at"])})}

    async def remove_fault(self, fault: str) -> Any:
        """Take a fault back."""
        known = [one["id"] for one in self._world.context.faults.all()]
        if fault not in known:
            raise servers.Unusable(f"No fault '{fault}'. {nearest(fault, known)}")
        self._world.context.faults.remove(fault)
        return {"removed": fault}

    async def mint(self, options: Mapping[str, Any]) -> Any:
        """A ready token."""
        with usable():
            token = self._world.token(
                self._vendor(options),
                person_of(self._world, options.get("person")),
                options.get("tenant"),
                options.get("scopes"),
                options.get("lifetime"),
            )
        return {"token": token}

    async def revoke_token(self, token: str) -> Any:
        """Revoke a token."""
        return {"revoked": servers.revoke_token(self._world.context, token)}

    async def end_tokens(self, options: Mapping[str, Any]) -> Any:
        """Something at a vendor that ends tokens."""
        with usable():
            vendor, person = self._vendor(options), person_of(self._world, options.get("person"))
            return {"ended": self._world.happen(vendor, options["event"], person, options.get("tenant"))}

    async def client(self, options: Mapping[str, Any]) -> Any:
        """A client for a program of one's own."""
        with usable():
            owner = options.get("owner")
            return servers.new_client(
                self._world.context,
                self._vendor(options),
                options.get("name", "Your application"),
                options.get("redirect_uris", ()),
                None if owner is None else person_of(self._world, owner),
            )

    async def code(self, options: Mapping[str, Any]) -> Any:
        """A code for a client, such as a self client."""
        with usable():
            code = servers.give_code(
                self._world.context,
                self._vendor(options),
                options["client_id"],
                person_of(self._world, options.get("person")),
                options["scopes"],
                options.get("tenant"),
                options.get("lifetime"),
            )
        return {"code": code}

    async def journal(self, since: int) -> Any:
        """The exchanges after that number."""
        journal = self._world.journal
        shown = [exchange.as_json() for exchange in journal.since(since)]
        return {"last": journal.last, "dropped": journal.dropped, "exchanges": shown}

    async def logs(self, organization: str | None) -> Any:
        """The workflow log of the organization."""
        chosen = organization_of(self._world, organization)
        lines = self._world.workflow.logs(chosen)
        return {"organization": chosen, "logs": [asdict(line) for line in lines]}

    async def assumptions(self) -> Any:
        """Every assumption, its choice, and whether the world leaned on it."""
        return {"assumptions": describe_assumptions(self._world)}

    async def assume(self, choices: Mapping[str, str]) -> Any:
        """Choose other alternatives."""
        with usable():
            for key, alternative in choices.items():
                self._world.assumptions.choose(key, alternative)
        return await self.assumptions()

    def _target(self, at: Any) -> Mapping[str, Any]:
        words = filter(None, at.values()) if isinstance(at, dict) else str(at).split()
        named = target_of(map(str, words), self._world.fakes.names).as_record()
        return at if isinstance(at, dict) else named

    def _need_hub(self) -> Hub:
        if self.hub is None:
            raise servers.Unusable("Further worlds need 'harness up'.")
        return self.hub

    def _vendor(self, options: Mapping[str, Any]) -> str:
        known = servers.vendors(self._world.context)
        if options["vendor"] not in known:
            raise servers.Unusable(
                f"There is no vendor '{options['vendor']}'. {nearest(options['vendor'], known)}"
            )
        return str(options["vendor"])


def describe_assumptions(world: World) -> list[dict[str, Any]]:
    """All assumptions as JSON objects, by key."""
    asked = set(world.assumptions.asked())
    return [
        {
            "key": one.key,
            "question": one.question,
            "evidence": one.evidence,
            "alternatives": dict(one.alternatives),
            "choice": world.assumptions.chosen(one.key),
            "leaned_on": one.key in asked,
        }
        for one in sorted(world.assumptions.declared.values(), key=lambda one: one.key)
    ]

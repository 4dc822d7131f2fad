"""The tree against a simple model: create, move, delete, restore, list, page; nothing lost, nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.mocks.wrike.office import HERE, Office, root


@dataclass
class Node:
    """A folder or task: what it lies in, and with which deletion it went to the bin."""

    path: str
    above: set[str] = field(default_factory=set)
    gone_with: str | None = None


class Model:
    """The tree as sets. A node that lies in nothing lies in the root."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}

    def live(self, path: str = "") -> list[str]:
        return sorted(
            key for key, one in self.nodes.items() if one.gone_with is None and one.path.startswith(path)
        )

    def gone(self) -> list[str]:
        return sorted(key for key, one in self.nodes.items() if one.gone_with is not None)

    def below(self, key: str) -> set[str]:
        found = {key}
        while more := {one for one, node in self.nodes.items() if node.above & found} - found:
            found |= more
        return found

    def inside(self, key: str, path: str) -> set[str]:
        return {one for one in self.live(path) if key in self.nodes[one].above}

    def delete(self, key: str) -> None:
        taken = {key}
        while more := {
            one
            for one in self.live()
            if one not in taken and self.nodes[one].above and self.nodes[one].above <= taken
        }:
            taken |= more
        for one in self.live():
            if one in taken:
                self.nodes[one].gone_with = key
            else:
                self.nodes[one].above -= taken

    def restore(self, key: str) -> None:
        together = self.nodes[key].gone_with
        back = {key}
        while more := {
            one
            for one, node in self.nodes.items()
            if node.gone_with == together and one not in back and node.above & back
        }:
            back |= more
        for one in back:
            self.nodes[one].gone_with = None
        for one in back:
            self.nodes[one].above = {
                above for above in self.nodes[one].above if self.nodes[above].gone_with is None
            }


class Tree(RuleBasedStateMachine):
    """One person's whole account."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office()
        self.model = Model()

    def pick(self, data: st.DataObject, keys: list[str]) -> str:
        return data.draw(st.sampled_from(keys))

    @rule(data=st.data())
    def create_folder(self, data: st.DataObject) -> None:
        where = data.draw(st.sampled_from([root(HERE), *self.model.live("/folders")]))
        key = self.office.folder("F", where)
        self.model.nodes[key] = Node("/folders", {where} - {root(HERE)})

    @rule(data=st.data())
    def create_task(self, data: st.DataObject) -> None:
        where = data.draw(st.sampled_from([root(HERE), *self.model.live("/folders")]))
        key = self.office.task("T", where)["id"]
        self.model.nodes[key] = Node("/tasks", {where} - {root(HERE)})

    @precondition(lambda self: self.model.live("/tasks"))
    @rule(data=st.data())
    def create_subtask(self, data: st.DataObject) -> None:
        above = self.pick(data, self.model.live("/tasks"))
        key = self.office.task("S", root(HERE), superTasks=[above])["id"]
        self.model.nodes[key] = Node("/tasks", {above})

    @precondition(lambda self: self.model.live("/folders"))
    @rule(data=st.data())
    def add_parent(self, data: st.DataObject) -> None:
        key = self.pick(data, self.model.live())
        parents = [one for one in self.model.live("/folders") if one not in self.model.below(key)]
        if parents:
            parent = self.pick(data, parents)
            self.office.one("PUT", f"{self.model.nodes[key].path}/{key}", json={"addParents": [parent]})
            self.model.nodes[key].above.add(parent)

    @precondition(lambda self: self.model.live("/folders"))
    @rule(data=st.data())
    def remove_parent(self, data: st.DataObject) -> None:
        key = self.pick(data, self.model.live())
        parent = self.pick(data, self.model.live("/folders"))
        self.office.one("PUT", f"{self.model.nodes[key].path}/{key}", json={"removeParents": [parent]})
        self.model.nodes[key].above.discard(parent)

    @precondition(lambda self: self.model.live())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        key = self.pick(data, self.model.live())
        self.office.one("DELETE", f"{self.model.nodes[key].path}/{key}")
        self.model.delete(key)

    @precondition(lambda self: self.model.gone())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        key = self.pick(data, self.model.gone())
        self.office.one("PUT", f"{self.model.nodes[key].path}/{key}", json={"restore": True})
        self.model.restore(key)

    @invariant()
    def the_bin_holds_what_is_gone(self) -> None:
        assert sorted(one["id"] for one in self.office.view("bin")) == self.model.gone()

    @invariant()
    def folders_hold_their_children(self) -> None:
        listed = {one["id"]: one for one in self.office.data("GET", "/folders")[2:]}
        assert sorted(listed) == sorted(
            key for key, one in self.model.nodes.items() if one.path == "/folders"
        )
        for key in self.model.live("/folders"):
            assert set(listed[key]["childIds"]) == self.model.inside(key, "/folders")

    @invariant()
    def pages_hold_every_task_once(self) -> None:
        live = self.model.live("/tasks")
        answer = self.office.ask("GET", "/tasks", params={"pageSize": 2, "subTasks": "true"}).json()
        seen = [one["id"] for one in answer["data"]]
        assert answer.get("responseSize", len(live)) == len(live)
        while token := answer.get("nextPageToken"):
            answer = self.office.ask(
                "GET", "/tasks", params={"nextPageToken": token, "subTasks": "true"}
            ).json()
            seen += [one["id"] for one in answer["data"]]
            assert len(seen) <= len(live)  # or it would go round for ever
        assert sorted(seen) == live

    @invariant()
    def nodes_know_what_they_lie_in(self) -> None:
        for path, names in (("/folders", ("parentIds",)), ("/tasks", ("parentIds", "superTaskIds"))):
            if keys := self.model.live(path):
                for one in self.office.data("GET", f"{path}/{','.join(keys)}"):
                    above = {key for name in names for key in one[name]} - {root(HERE)}
                    assert above == self.model.nodes[one["id"]].above


TestTree = Tree.TestCase
TestTree.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)

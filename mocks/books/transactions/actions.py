"""What is done to one document of any kind beside saving it: status, addresses, template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..contacts.fields import ADDRESS
from ..errors import BooksError
from ..fields import flag, text
from ..operations import fetch, missing, said
from ..plan import Reply, declare, resource_of
from ..resource import Resource, strict
from . import comments, people, templates
from .fields import DOCUMENT_ADDRESS

Act = Callable[[Call, Record], Mapping[str, object]]
"""What an action changes about the document; refuses what cannot be done to it."""
TEMPLATE = (text("template_name"), Field("template_id", "id"), text("template_type"))
_TEMPLATES = "templates"
_ADDRESS = tuple(
    one for one in ADDRESS if one.name in ("address", "street2", "city", "state", "zip", "country", "fax")
)


@dataclass(frozen=True)
class Action:
    """One action: the operation's name, where it is (`status/sent`), its message, what it does, and how the
    history tells it."""

    name: str
    path: str
    message: str
    act: Act
    told: str
    status: int = 200
    body: tuple[Field, ...] = ()


def operations(resource: Resource, actions: Iterable[Action]) -> Iterator[Operation]:
    """The actions of a kind of document."""
    for one in actions:
        yield declare(
            one.name,
            "POST",
            f"/{resource.at}/{{{resource.key}}}/{one.path}",
            _done(one),
            scope=f"{resource.scopes}.CREATE",
            message=one.message,
            body=one.body,
            status=one.status,
            resource=resource,
        )


def addresses(resource: Resource, message: str, extra: tuple[Field, ...] = ()) -> Iterator[Operation]:
    """Its own billing and shipping address; `message` takes the kind, `extra` is taken and not kept."""
    for kind in ("billing", "shipping"):
        yield declare(
            f"update_{resource.name}_{kind}_address",
            "PUT",
            f"/{resource.at}/{{{resource.key}}}/address/{kind}",
            _address(kind),
            scope=f"{resource.scopes}.UPDATE",
            message=message.format(kind.capitalize()),
            answer={f"{kind}_address": strict([*DOCUMENT_ADDRESS, flag("is_update_customer")])},
            body=(*_ADDRESS, *extra),
            partial=True,
            resource=resource,
        )


def template(resource: Resource) -> Iterator[Operation]:
    """The templates there are, and the choice of one."""
    yield declare(
        f"list_{resource.name}_templates",
        "GET",
        f"/{resource.at}/templates",
        _list,
        scope=f"{resource.scopes}.READ",
        message="success",
        answer={_TEMPLATES: {"type": "array", "items": strict(list(TEMPLATE))}},
        resource=resource,
    )
    yield declare(
        f"update_{resource.name}_template",
        "PUT",
        f"/{resource.at}/{{{resource.key}}}/templates/{{template_id}}",
        _choose,
        scope=f"{resource.scopes}.UPDATE",
        message=resource.messages.updated,
        resource=resource,
    )


def change(call: Call, record: Record, changes: Mapping[str, object], told: str) -> Record:
    """Save what an action changes, and write its history down; `told` says what happened."""
    changed = state.update(call.context, resource_of(call), call.tenant, record, changes, call.cause)
    comments.remember(call, changed, told)
    return changed


def require_way(call: Call, called: str, status: str, *, allowed: bool) -> None:
    """Refuse an action on a document (`an invoice`) whose status, by name, does not allow it."""
    refused = not allowed and call.context.assume("books.invoice_transition") == "refused"
    if call.context.fails(checks.TRANSITION, refused):
        raise BooksError.wrong_status(called, status)


def _done(one: Action) -> Callable[[Call], Reply]:
    def action(call: Call) -> Reply:
        record = fetch(call, resource_of(call))
        change(call, record, one.act(call, record), one.told)
        return Reply()

    return action


def _address(kind: str) -> Callable[[Call], Reply]:
    name = f"{kind}_address"
    kept = {one.name for one in DOCUMENT_ADDRESS}

    def action(call: Call) -> Reply:
        record = fetch(call, resource_of(call))
        after = {**record.get(name, {}), **{key: value for key, value in said(call).items() if key in kept}}
        changed = change(call, record, {name: after}, f"{kind.capitalize()} address changed")
        shown = people.address(call.context, call.tenant, changed, name)
        return Reply({name: {**shown, "is_update_customer": False}})

    return action


def _list(call: Call) -> Reply:
    return Reply({_TEMPLATES: templates.all_of(call.context, call.tenant, resource_of(call).plural)})


def _choose(call: Call) -> Reply:
    resource, key = resource_of(call), call.ids["template_id"]
    record = fetch(call, resource)
    known = templates.known(call.context, call.tenant, resource.plural, key)
    if call.context.fails(checks.RECORD, not known):
        raise missing(call, "Template")
    change(call, record, {"template_id": key}, "Template changed")
    return Reply()

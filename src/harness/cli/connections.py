"""`harness connections`: what the portal's Connections page can do, from a shell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..control_client import RUNNING
from ..errors import UsageError
from .command import FAILED, FILE, ends_well

if TYPE_CHECKING:
    from ..control_client import Asks


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the connections are, whose they are, and how to say it."""

    ask: Asks
    organization: str | None
    json: bool

    def say(self, answer: Mapping[str, Any], words: Callable[[Any], Iterator[str]]) -> None:
        """Print an answer: as JSON, or in words."""
        if self.json:
            click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            click.echo("\n".join(words(answer)))


@click.group()
def connections() -> None:
    """Define, connect and revoke connections, of a running 'harness up' or of a state file."""


def _command(name: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """A command about connections: `run` gets the desk, and what it asks for itself."""

    def decorate(run: Callable[..., int | None]) -> click.Command:
        @click.option("--at", default=RUNNING, show_default=True, metavar="URL", help="The controls to ask.")
        @click.option("--state", type=FILE, metavar="FILE", help="Ask a state file instead.")
        @click.option(
            "--extension", type=click.Path(path_type=Path), metavar="DIR", help="That the state is of."
        )
        @click.option("--organization", metavar="ID", help="Whose; the first if none is named.")
        @click.option("--json", "json_", is_flag=True, help="As JSON.")
        @ends_well
        @wraps(run)
        def command(
            at: str,
            state: Path | None,
            extension: Path | None,
            organization: str | None,
            json_: bool,
            **own: Any,
        ) -> int:
            with _asking(at, state, extension) as ask:
                return run(Desk(ask, organization, json_), **own) or 0

        return connections.command(name)(command)

    return decorate


@contextmanager
def _asking(at: str, state: Path | None, extension: Path | None) -> Iterator[Asks]:
    from ..control_client import kept, running

    with running(at) if state is None else kept(state, extension) as ask:
        yield ask


LINK_NAME = click.argument("link_name", metavar="LINK_NAME")
PERSON = click.option("--person", metavar="NAME", help="Who does it; the first person if nobody is named.")


@connections.command("services")
@click.argument("words", required=False, default="")
@click.option("--category", default="", help="Only those of a category.")
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@ends_well
def services(words: str, category: str, json_: bool) -> int:
    """The services of the catalogue whose name holds WORDS."""
    from ..connections import CATEGORIES, SERVICES, search
    from ..errors import nearest

    if category and category not in CATEGORIES:
        raise UsageError(f"There is no category '{category}'. {nearest(category, CATEGORIES)}")
    found = search(SERVICES.values(), words, category)
    if json_:
        click.echo(json.dumps([one.record() for one in found], indent=2, ensure_ascii=False))
        return 0
    for one in found:
        click.echo(f"{one.link_name:<24}{one.name:<26}{one.category:<24}{one.authentication.kind}")
    if not found:
        raise UsageError(f"No service has '{words}' in its name; 'harness connections services' lists all.")
    return 0


@_command("service")
@LINK_NAME
@click.option("--from", "file", type=FILE, metavar="FILE", help="Define it: YAML as under 'services:'.")
@click.option("--delete", is_flag=True, help="Delete it.")
def service(desk: Desk, link_name: str, file: Path | None, delete: bool) -> None:
    """One service; with --from a custom one is added or changed."""
    if delete:
        desk.say(desk.ask("DELETE", f"/services/{link_name}"), _deleted)
        return
    if file is not None:
        from ..scenario.services_file import read_values

        desk.ask("PUT", f"/services/{link_name}", read_values(file, link_name))
    desk.say(desk.ask("GET", f"/services/{link_name}"), _service)


@_command("list")
def list_(desk: Desk) -> None:
    """The connections as an organization sees them."""

    def words(answer: Any) -> Iterator[str]:
        for one in [*answer["connections"], *answer["external"]]:
            service = one["service_name"] or one["authentication"]
            yield f"{one['link_name']:<28}{service:<22}{one['status']:<16}{_who(one)}".rstrip()
        if not answer["connections"] and not answer["external"]:
            yield "There is no connection yet."

    desk.say(desk.ask("GET", "/connections", organization=desk.organization), words)


@_command("show")
@LINK_NAME
def show(desk: Desk, link_name: str) -> None:
    """One connection: who authorised it, what uses it, and its sample code."""

    def words(answer: Any) -> Iterator[str]:
        yield from _connection(answer)
        if "external" in answer:
            yield f"  connection URL  {answer['external']['connection_url']}"
            yield f"  revoke URL      {answer['external']['revoke_url']}"
            return
        for place in answer["used_by"]:
            yield f"  used by         {place}"
        yield f"\nDeluge:\n{answer['samples']['deluge']}\n\nJSON:"
        yield json.dumps(answer["samples"]["json"], indent=2, ensure_ascii=False)

    desk.say(desk.ask("GET", f"/connections/{link_name}", organization=desk.organization), words)


@_command("create")
@LINK_NAME
@click.option("--service", required=True, help="Link name of the service.")
@click.option("--scope", "scopes", multiple=True, help="A scope to ask for; as often as needed.")
@click.option("--name", default="", help="What people see.")
@click.option("--login-user", is_flag=True, help="Use credentials of the login user.")
def create(
    desk: Desk, link_name: str, service: str, scopes: tuple[str, ...], name: str, login_user: bool
) -> None:
    """Define a connection; 'connect' authorises it."""
    definition = {
        "link_name": link_name,
        "service": service,
        "scopes": list(scopes),
        "name": name,
        "use_credentials_of_login_user": login_user,
    }
    desk.say(desk.ask("POST", "/connections", definition), _connection)


@_command("edit")
@LINK_NAME
@click.option("--scope", "scopes", multiple=True, help="A scope to ask for from now on.")
@click.option("--name", help="What people see.")
def edit(desk: Desk, link_name: str, scopes: tuple[str, ...], name: str | None) -> None:
    """Change the name or the scopes of a connection; other scopes ask for consent again."""
    changes = _filled(name=name, scopes=list(scopes))
    desk.say(desk.ask("PUT", f"/connections/{link_name}", changes), _connection)


CONSENT = (
    PERSON,
    click.option("--deny", is_flag=True, help="Decline at the vendor's page."),
    click.option("--without", multiple=True, metavar="SCOPE", help="Untick a scope at the vendor's page."),
    click.option("--enter", multiple=True, metavar="NAME=VALUE", help="What connecting asks for: a key …"),
    click.option("--browser", is_flag=True, help="Only print the URL for a browser of yours."),
)


def _consenting(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(CONSENT):
        command = option(command)
    return command


@_command("connect")
@LINK_NAME
@_consenting
def connect(desk: Desk, link_name: str, **consent: Any) -> int:
    """Authorise a connection by consent, or by entering what is asked. Exit code 1 if it was denied."""
    return _connect(desk, link_name, **consent)


@_command("reconnect")
@LINK_NAME
@_consenting
def reconnect(desk: Desk, link_name: str, **consent: Any) -> int:
    """Connect again what was revoked; its link name stays."""
    shown = desk.ask("GET", f"/connections/{link_name}", organization=desk.organization)["connection"]
    if shown["status"] != "Disconnected":
        raise UsageError(f"'{link_name}' is {shown['status']}: only what was revoked is reconnected.")
    return _connect(desk, link_name, **consent)


def _connect(
    desk: Desk,
    link_name: str,
    *,
    person: str | None,
    deny: bool,
    without: tuple[str, ...],
    enter: tuple[str, ...],
    browser: bool,
) -> int:
    body = _filled(organization=desk.organization, person=person, entered=_entered(enter))
    if browser:
        answer = desk.ask("POST", f"/connections/{link_name}/begin", body)
        desk.say(answer, lambda said: iter([said["url"]]))
        return 0
    consent = _filled(decision="deny" if deny else "accept", without=list(without))
    answer = desk.ask("POST", f"/connections/{link_name}/authorize", {**body, **consent})
    desk.say(answer, _connection)
    return FAILED if answer["problem"] else 0


@_command("revoke")
@LINK_NAME
@PERSON
@click.option("--at-vendor", is_flag=True, help="Remove the access at the vendor instead.")
def revoke(desk: Desk, link_name: str, person: str | None, at_vendor: bool) -> None:
    """Revoke a connection: Disconnected, its record stays."""
    at = "vendor" if at_vendor else "connection"
    body = _filled(organization=desk.organization, person=person, at=at)
    desk.say(desk.ask("POST", f"/connections/{link_name}/revoke", body), _connection)


@_command("delete")
@LINK_NAME
@click.option("--anyway", is_flag=True, help="Also while the extension uses it.")
def delete(desk: Desk, link_name: str, anyway: bool) -> None:
    """Delete a connection, and what every organization has authorised of it."""
    answer = desk.ask("DELETE", f"/connections/{link_name}", anyway="true" if anyway else None)
    desk.say(answer, _deleted)


@_command("happens")
@click.argument("vendor")
@click.argument("event")
@PERSON
@click.option("--tenant", metavar="ID", help="The account, where it happens to all of one.")
def happens(desk: Desk, vendor: str, event: str, person: str | None, tenant: str | None) -> None:
    """Let something happen at a vendor that ends tokens, such as: wrike 'password reset'."""
    body = {"vendor": vendor, "event": event, **_filled(person=person, tenant=tenant)}
    desk.say(desk.ask("POST", "/tokens/end", body), lambda said: iter([f"{said['ended']} grants ended."]))


@_command("client")
@click.argument("vendor")
@click.option("--redirect-uri", "uris", multiple=True, metavar="URL", help="Where it may send people back.")
@click.option("--name", help="What people see at consent.")
@click.option("--owner", metavar="NAME", help="Whose it is: it may ask for tokens in its own name then.")
def client(desk: Desk, vendor: str, uris: tuple[str, ...], name: str | None, owner: str | None) -> None:
    """Register a client of your own at a vendor; its secret is shown once, here."""
    body = {"vendor": vendor, **_filled(redirect_uris=list(uris), name=name, owner=owner)}
    desk.say(desk.ask("POST", "/clients", body), _values)


@_command("code")
@click.argument("vendor")
@click.argument("client_id")
@click.option("--scope", "scopes", multiple=True, required=True, help="As often as needed.")
@PERSON
@click.option("--tenant", metavar="ID", help="The organization or account.")
def code(
    desk: Desk,
    vendor: str,
    client_id: str,
    scopes: tuple[str, ...],
    person: str | None,
    tenant: str | None,
) -> None:
    """A code for a client, as the console of a self client gives one."""
    given = _filled(person=person, tenant=tenant)
    body = {"vendor": vendor, "client_id": client_id, "scopes": list(scopes), **given}
    desk.say(desk.ask("POST", "/codes", body), _values)


def _values(answer: Mapping[str, Any]) -> Iterator[str]:
    for name, value in answer.items():
        shown = " ".join(value) if isinstance(value, list) else value
        yield f"{name.replace('_', ' '):<16}{shown}"


def _deleted(answer: Any) -> Iterator[str]:
    yield f"{answer['deleted']} is deleted."


def _service(one: Any) -> Iterator[str]:
    yield f"{one['name']} ({one['link_name']})"
    yield f"  authentication  {one['authentication']}{', custom' if one['custom'] else ''}"
    if one["category"]:
        yield f"  category        {one['category']}"
    for host in one["hosts"]:
        yield f"  host            {host}"
    for connection in one["connections"]:
        yield f"  used by         {connection}"
    for scope, meaning in one["scopes"].items():
        yield f"  {scope:<40}  {meaning}".rstrip()


def _connection(answer: Any) -> Iterator[str]:
    one = answer["connection"]
    yield f"{one['name']} ({one['link_name']})"
    yield f"  service         {one['service_name'] or 'a third party'} ({one['authentication']})"
    yield f"  status          {one['status']}"
    if answer.get("problem"):
        yield f"  not connected   {answer['problem']}"
    if one["scopes"]:
        yield f"  scopes          {' '.join(one['scopes'])}"
    for given in one["authorizations"]:
        due = ", new scopes await consent" if given["consent_due"] else ""
        yield f"  authorised by   {given['person']}: {given['status']}{due}"


def _filled(**body: Any) -> dict[str, Any]:
    """What was given, as the body of a request."""
    return {name: value for name, value in body.items() if value}


def _who(connection: Mapping[str, Any]) -> str:
    return ", ".join(one["person"] for one in connection["authorizations"] if one["status"] == "Connected")


def _entered(written: tuple[str, ...]) -> dict[str, str]:
    entered = {}
    for one in written:
        name, found, value = one.partition("=")
        if not found:
            raise UsageError(f"'{one}' is not NAME=VALUE, for example --enter api_key=abc.")
        entered[name] = value
    return entered

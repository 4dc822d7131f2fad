"""The ring of exchanges: its two bounds, its numbers, and what it shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from mocks.kit.clock import Clock
from mocks.kit.journal import Exchange, Headers, Journal
from mocks.kit.store import Store

COUNT, SIZE = 6, 12_000


def make_journal(count: int = COUNT, size: int = SIZE) -> Journal:
    return Journal(Clock(Store()), count=count, size=size)


def open_one(journal: Journal, body: bytes = b"", headers: Headers | None = None) -> Exchange:
    return journal.open("GET", "https://www.wrike.com/api/v4/folders", headers or [], body)


class JournalMachine(RuleBasedStateMachine):
    """Exchanges opened, answered, failed and annotated in any order, also after they were dropped."""

    exchanges = Bundle("exchanges")

    def __init__(self) -> None:
        super().__init__()
        self.journal = make_journal()
        self.opened = 0

    @rule(target=exchanges, size=st.integers(0, 9_000))
    def open(self, size: int) -> Exchange:
        self.opened += 1
        exchange = open_one(self.journal, bytes(size), [("x-size", str(size))])
        assert exchange.id == self.opened
        return exchange

    @rule(exchange=exchanges, size=st.integers(0, 9_000))
    def complete(self, exchange: Exchange, size: int) -> None:
        self.journal.complete(exchange, 200, [("content-length", str(size))], bytes(size))

    @rule(exchange=exchanges)
    def fail(self, exchange: Exchange) -> None:
        self.journal.fail(exchange, "the connection was reset")

    @rule(exchange=exchanges)
    def find(self, exchange: Exchange) -> None:
        self.journal.find(exchange, "unchecked-response", "status 401 was never looked at")

    @rule(target=exchanges)
    def clear(self) -> object:
        self.journal.clear()
        assert self.journal.dropped == 0
        return multiple()

    @invariant()
    def counts_exactly_what_it_keeps(self) -> None:
        assert self.journal.held == sum(exchange.held for exchange in self.journal)
        assert all(exchange.held == exchange.size for exchange in self.journal if exchange.done)

    @invariant()
    def stays_within_both_bounds(self) -> None:
        assert len(self.journal) <= COUNT
        assert self.journal.held <= SIZE or len(self.journal) == 1

    @invariant()
    def gives_every_exchange_that_it_keeps_by_its_number(self) -> None:
        kept = list(self.journal)
        assert [self.journal.get(exchange.id) for exchange in kept] == kept
        missing = set(range(self.opened + 2)) - {exchange.id for exchange in kept}
        assert all(self.journal.get(number) is None for number in missing)
        assert self.journal.last == self.opened


TestJournal = JournalMachine.TestCase


def test_the_oldest_go_first_and_are_counted() -> None:
    journal = make_journal(count=3)
    for _ in range(5):
        open_one(journal)
    assert [exchange.id for exchange in journal] == [3, 4, 5]
    assert journal.dropped == 2
    assert [exchange.id for exchange in journal.since(3)] == [4, 5]


def test_an_answer_that_is_too_big_makes_room_at_once() -> None:
    journal = make_journal()
    first, second = open_one(journal), open_one(journal)
    journal.complete(second, 200, [], bytes(SIZE))
    assert journal.get(first.id) is None
    assert list(journal) == [second]


def test_an_answer_to_an_exchange_that_was_dropped_counts_for_nothing() -> None:
    journal = make_journal(count=1)
    first = open_one(journal)
    second = open_one(journal)
    journal.complete(first, 200, [], bytes(SIZE))
    assert list(journal) == [second]
    assert journal.held == second.held


def test_a_hundred_thousand_exchanges_stay_within_their_bounds() -> None:
    journal = Journal(Clock(Store()), count=50, size=100_000)
    for _ in range(100_000):
        journal.complete(open_one(journal), 200, [], b"{}")
    assert len(journal) == 50
    assert journal.dropped == 99_950


def test_an_exchange_is_done_with_an_answer_or_with_a_reason_for_none() -> None:
    journal = make_journal()
    answered, failed, open_still = open_one(journal), open_one(journal), open_one(journal)
    journal.complete(answered, 204, [], b"")
    journal.fail(failed, "no answer within 40 s")
    assert [one.done for one in (answered, failed, open_still)] == [True, True, False]


def test_numbers_go_on_after_it_was_cleared() -> None:
    journal = make_journal()
    first = open_one(journal)
    journal.clear()
    assert open_one(journal).id == first.id + 1
    assert journal.get(first.id) is None


def test_what_it_shows_is_complete_and_without_secrets() -> None:
    journal = make_journal()
    parent = open_one(journal)
    exchange = journal.open(
        "POST",
        "https://accounts.zoho.com/oauth/v2/token?client_secret=hidden",
        [("authorization", "Bearer hidden"), ("accept", "*/*")],
        b"refresh_token=hidden&grant_type=refresh_token",
        parent=parent.id,
        cause={"function": "createwrikeproject", "line": 12},
        origin="function",
    )
    exchange.service, exchange.operation, exchange.tenant = "accounts_zoho", "token", "60001"
    journal.complete(exchange, 400, [("content-type", "application/json")], b'{"access_token":"hidden"}')
    journal.find(exchange, "unchecked-response", "the body {'access_token': 'hidden'} was not looked at")
    journal.fail(exchange, "lost on the way to https://x.example/?code=hidden")
    assert exchange.as_json() == {
        "id": 2,
        "parent": 1,
        "time": 1768467600.0,
        "origin": "function",
        "cause": {"function": "createwrikeproject", "line": 12},
        "service": "accounts_zoho",
        "operation": "token",
        "tenant": "60001",
        "person": None,
        "method": "POST",
        "url": "https://accounts.zoho.com/oauth/v2/token?client_secret=[redacted]",
        "request_headers": [("authorization", "Bearer [redacted]"), ("accept", "*/*")],
        "request_body": "refresh_token=[redacted]&grant_type=refresh_token",
        "status": 400,
        "response_headers": [("content-type", "application/json")],
        "response_body": '{"access_token":"[redacted]"}',
        "delay": 0.0,
        "reason": None,
        "vendor_error": None,
        "error": "lost on the way to https://x.example/?code=[redacted]",
        "fault": None,
        "findings": [
            {
                "code": "unchecked-response",
                "message": "the body {'access_token': '[redacted]'} was not looked at",
            }
        ],
    }


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.binary(), st.binary())
def test_its_size_grows_with_everything_that_it_holds(headers: Headers, sent: bytes, got: bytes) -> None:
    journal = make_journal()
    exchange = open_one(journal, sent, headers)
    journal.complete(exchange, 200, headers, got)
    texts = 2 * sum(len(name) + len(value) for name, value in headers)
    assert exchange.size > texts + len(sent) + len(got)

"""What actions are given."""

from __future__ import annotations

from .fakes import ACME, GLOBEX, Workshop


def test_global_fields_reach_a_function_as_variables() -> None:
    shop = Workshop()
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    given = shop.environment.with_global_fields(ACME, {"project": {"a": 1}})
    assert given == {"wrike_folder": "IEAAA", "project": {"a": 1}}


def test_global_fields_can_be_keys_of_the_organization() -> None:
    shop = Workshop({"workflow.global_fields": "organization"})
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    given = shop.environment.with_global_fields(ACME, {"organization": {"organization_id": ACME}})
    assert given == {"organization": {"organization_id": ACME, "wrike_folder": "IEAAA"}}


def test_global_fields_of_one_organization_are_not_those_of_another() -> None:
    shop = Workshop()
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    assert shop.environment.with_global_fields(GLOBEX, {"project": {}}) == {"project": {}}


def test_an_extension_without_global_fields_leans_on_no_assumption() -> None:
    shop = Workshop()
    shop.environment.with_global_fields(ACME, {})
    assert shop.assumptions.asked() == []


def test_a_record_named_like_a_global_field_keeps_its_name() -> None:
    shop = Workshop()
    shop.fields[ACME] = {"project": "IEAAA"}
    assert shop.environment.with_global_fields(ACME, {"project": {"a": 1}}) == {"project": {"a": 1}}

"""What Books has and this fake has not: 501 in Books' envelope, never as if there were no such path.

From the vendor's OpenAPI files of 2025. One that is built counts as built, also while it is still named
here: take its line out with the next change. Records of custom modules (`/cm_…`) are not built either: see
`dialect.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..kit.service import Call, Operation
from .errors import BooksError
from .plan import Reply, declare

_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_RIGHTS = {"GET": "READ", "POST": "CREATE", "PUT": "UPDATE", "DELETE": "DELETE"}
_LACKING: Mapping[str, str] = {
    "accountants": """
        POST GET /basecurrencyadjustment
        GET DELETE /basecurrencyadjustment/{base_currency_adjustment_id}
        GET /basecurrencyadjustment/accounts
        POST GET /chartofaccounts
        PUT GET DELETE /chartofaccounts/{account_id}
        POST /chartofaccounts/{account_id}/active
        POST /chartofaccounts/{account_id}/inactive
        GET /chartofaccounts/transactions
        DELETE /chartofaccounts/transactions/{transaction_id}
        POST GET /journals
        PUT GET DELETE /journals/{journal_id}
        POST /journals/{journal_id}/status/publish
        POST /journals/{journal_id}/attachment
        POST /journals/{journal_id}/comments
        DELETE /journals/{journal_id}/comments/{comment_id}
    """,
    "banking": """
        POST GET /bankaccounts
        PUT GET DELETE /bankaccounts/{account_id}
        POST /bankaccounts/{account_id}/inactive
        POST /bankaccounts/{account_id}/active
        POST /bankstatements
        GET /bankaccounts/{account_id}/statement/lastimported
        DELETE /bankaccounts/{account_id}/statement/{statement_id}
        GET POST /bankaccounts/rules
        GET PUT DELETE /bankaccounts/rules/{rule_id}
        POST GET /banktransactions
        PUT GET DELETE /banktransactions/{bank_transaction_id}
        GET POST /banktransactions/uncategorized/{transaction_id}/match
        POST /banktransactions/{transaction_id}/unmatch
        POST /banktransactions/uncategorized/{transaction_id}/exclude
        POST /banktransactions/uncategorized/{transaction_id}/restore
        POST /banktransactions/uncategorized/{transaction_id}/categorize
        POST /banktransactions/uncategorized/{transaction_id}/categorize/expenses
        POST /banktransactions/{transaction_id}/uncategorize
        POST /banktransactions/uncategorized/{transaction_id}/categorize/vendorpayments
        POST /banktransactions/uncategorized/{transaction_id}/categorize/customerpayments
        POST /banktransactions/uncategorized/{transaction_id}/categorize/creditnoterefunds
        POST /banktransactions/uncategorized/{transaction_id}/categorize/vendorcreditrefunds
        POST /banktransactions/uncategorized/{statement_line_id}/categorize/paymentrefunds
        POST /banktransactions/uncategorized/{statement_line_id}/categorize/vendorpaymentrefunds
    """,
    "bills": """
        POST GET PUT /bills
        PUT GET DELETE /bills/{bill_id}
        PUT /bill/{bill_id}/customfields
        POST /bills/{bill_id}/status/void
        POST /bills/{bill_id}/status/open
        POST /bills/{bill_id}/submit
        POST /bills/{bill_id}/approve
        PUT /bills/{bill_id}/address/billing
        GET /bills/{bill_id}/payments
        POST /bills/{bill_id}/credits
        DELETE /bills/{bill_id}/payments/{bill_payment_id}
        GET POST DELETE /bills/{bill_id}/attachment
        GET POST /bills/{bill_id}/comments
        DELETE /bills/{bill_id}/comments/{comment_id}
        GET /bills/editpage/frompurchaseorders
        POST GET /recurringbills
        PUT /recurringbills/{recurring_bill_id}
        GET DELETE /recurring_bills/{recurring_bill_id}
        POST /recurringbills/{recurring_bill_id}/status/stop
        POST /recurringbills/{recurring_bill_id}/status/resume
        GET /recurringbills/{recurring_bill_id}/comments
    """,
    "contacts": """
        POST /crm/account/{crm_account_id}/import
        POST /crm/contact/{crm_contact_id}/import
        POST /crm/vendor/{crm_vendor_id}/import
    """,
    "creditnotes": """
        POST GET /creditnotes
        PUT GET DELETE /creditnotes/{creditnote_id}
        POST GET /creditnotes/{creditnote_id}/email
        POST /creditnotes/{creditnote_id}/status/void
        POST /creditnotes/{creditnote_id}/status/draft
        POST /creditnotes/{creditnote_id}/status/open
        POST /creditnotes/{creditnote_id}/submit
        POST /creditnotes/{creditnote_id}/approve
        GET /creditnotes/{creditnote_id}/emailhistory
        PUT /creditnotes/{creditnote_id}/address/billing
        PUT /creditnotes/{creditnote_id}/address/shipping
        GET /creditnotes/templates
        PUT /creditnotes/{creditnote_id}/templates/{template_id}
        GET POST /creditnotes/{creditnote_id}/invoices
        DELETE /creditnotes/{creditnote_id}/invoices/{creditnote_invoice_id}
        GET POST /creditnotes/{creditnote_id}/comments
        DELETE /creditnotes/{creditnote_id}/comments/{comment_id}
        GET /creditnotes/refunds
        GET POST /creditnotes/{creditnote_id}/refunds
        GET PUT DELETE /creditnotes/{creditnote_id}/refunds/{creditnote_refund_id}
    """,
    "customerpayments": """
        POST GET DELETE PUT /customerpayments
        PUT GET DELETE /customerpayments/{payment_id}
        GET POST /customerpayments/{customer_payment_id}/refunds
        PUT /customerpayment/{customer_payment_id}/customfields
        GET PUT DELETE /customerpayments/{customer_payment_id}/refunds/{refund_id}
    """,
    "debitnotes": """
        POST GET /vendorcredits
        PUT GET DELETE /vendorcredits/{vendor_credit_id}
        POST /vendorcredits/{vendor_credit_id}/status/open
        POST /vendorcredits/{vendor_credit_id}/status/void
        POST /vendorcredits/{vendor_credit_id}/submit
        POST /vendorcredits/{vendor_credit_id}/approve
        GET POST /vendorcredits/{vendor_credit_id}/bills
        DELETE /vendorcredits/{vendor_credit_id}/bills/{vendor_credit_bill_id}
        POST GET /vendorcredits/{vendor_credit_id}/refunds
        PUT GET DELETE /vendorcredits/{vendor_credit_id}/refunds/{vendor_credit_refund_id}
        GET /vendorcredits/refunds
        POST GET /vendorcredits/{vendor_credit_id}/comments
        DELETE /vendorcredits/{vendor_credit_id}/comments/{comment_id}
    """,
    "estimates": """
        POST GET PUT /estimates
        PUT GET DELETE /estimates/{estimate_id}
        PUT /estimate/{estimate_id}/customfields
        POST /estimates/{estimate_id}/status/sent
        POST /estimates/{estimate_id}/status/accepted
        POST /estimates/{estimate_id}/status/declined
        POST /estimates/{estimate_id}/submit
        POST /estimates/{estimate_id}/approve
        POST GET /estimates/{estimate_id}/email
        POST /estimates/email
        GET /estimates/pdf
        GET /estimates/print
        PUT /estimates/{estimate_id}/address/billing
        PUT /estimates/{estimate_id}/address/shipping
        GET /estimates/templates
        PUT /estimates/{estimate_id}/templates/{template_id}
        GET POST /estimates/{estimate_id}/comments
        PUT DELETE /estimates/{estimate_id}/comments/{comment_id}
    """,
    "expenses": """
        POST GET PUT /recurringexpenses
        PUT GET DELETE /recurringexpenses/{recurring_expense_id}
        POST /recurringexpenses/{recurring_expense_id}/status/stop
        POST /recurringexpenses/{recurring_expense_id}/status/resume
        GET /recurringexpenses/{recurring_expense_id}/expenses
        GET /recurringexpenses/{recurring_expense_id}/comments
    """,
    "fixedasset": """
        POST GET /fixedassets
        PUT GET DELETE /fixedassets/{fixed_asset_id}
        GET /fixedassets/{fixed_asset_id}/history
        GET /fixedassets/{fixed_asset_id}/forecast
        POST /fixedassets/{fixed_asset_id}/status/active
        POST /fixedassets/{fixed_asset_id}/status/cancel
        POST /fixedassets/{fixed_asset_id}/status/draft
        POST /fixedassets/{fixed_asset_id}/writeoff
        POST /fixedassets/{fixed_asset_id}/sell
        POST /fixedassets/{fixed_asset_id}/comments
        DELETE /fixedassets/{fixed_asset_id}/comments/{comment_id}
        POST GET /fixedassettypes
        PUT DELETE /fixedassettypes/{fixed_asset_type_id}
    """,
    "invoices": """
        PUT /creditnotes
        POST GET PUT /recurringinvoices
        PUT GET DELETE /recurringinvoices/{recurring_invoice_id}
        POST /recurringinvoices/{recurring_invoice_id}/status/stop
        POST /recurringinvoices/{recurring_invoice_id}/status/resume
        PUT /recurringinvoices/{recurring_invoice_id}/templates/{template_id}
        GET /recurringinvoices/{recurring_invoice_id}/comments
        POST GET /retainerinvoices
        PUT GET DELETE /retainerinvoices/{retainerinvoice_id}
        POST /retainerinvoices/{retainerinvoice_id}/status/sent
        PUT /retainerinvoices/{retainerinvoice_id}/templates/{template_id}
        POST /retainerinvoices/{retainerinvoice_id}/status/void
        POST /retainerinvoices/{reatinerinvoice_id}/status/draft
        POST /retainerinvoices/{reatinerinvoice_id}/submit
        POST /retainerinvoices/{reatinerinvoice_id}/approve
        POST GET /retainerinvoices/{retainerinvoice_id}/email
        PUT /retainerinvoices/{retainerinvoice_id}/address/billing
        GET /retainerinvoices/templates
        GET POST /retainerinvoices/{retainerinvoice_id}/attachment
        DELETE /retainerinvoices/{retainerinvoice_id}/documents/{document_id}
        GET POST /retainerinvoices/{retainerinvoice_id}/comments
        DELETE PUT /retainerinvoices/{retainerinvoice_id}/comments/{comment_id}
        POST GET /salesreceipts
        PUT GET DELETE /salesreceipts/{sales_receipt_id}
        POST /salesreceipts/{sales_receipt_id}/email
    """,
    "purchaseorders": """
        POST GET PUT /purchaseorders
        PUT GET DELETE /purchaseorders/{purchase_order_id}
        PUT /purchaseorder/{purchaseorder_id}/customfields
        POST /purchaseorders/{purchaseorder_id}/status/open
        POST /purchaseorders/{purchaseorder_id}/status/billed
        POST /purchaseorders/{purchaseorder_id}/status/cancelled
        POST /purchaseorders/{purchaseorder_id}/submit
        POST /purchaseorders/{purchaseorder_id}/approve
        POST GET /purchaseorders/{purchaseorder_id}/email
        PUT /purchaseorders/{purchaseorder_id}/address/billing
        GET /purchaseorders/templates
        PUT /purchaseorders/{purchaseorder_id}/templates/{template_id}
        GET POST PUT DELETE /purchaseorders/{purchaseorder_id}/attachment
        GET POST /purchaseorders/{purchaseorder_id}/comments
        PUT DELETE /purchaseorders/{purchaseorder_id}/comments/{comment_id}
        POST=UPDATE /purchaseorders/{purchaseorder_id}/reject
    """,
    "settings": """
        POST /crm/item/{crm_product_id}/import
        POST /settings/locations/enable
        POST GET /locations
        PUT DELETE /locations/{location_id}
        POST /locations/{location_id}/active
        POST /locations/{location_id}/inactive
        POST /locations/{location_id}/markasprimary
        POST PUT GET DELETE /settings/openingbalances
        PUT /recurringbills
    """,
    "vendorpayments": """
        POST GET PUT DELETE /vendorpayments
        PUT GET DELETE /vendorpayments/{payment_id}
        GET POST /vendorpayments/{payment_id}/refunds
        GET PUT DELETE /vendorpayments/{payment_id}/refunds/{vendorpayment_refund_id}
        POST GET /vendorpayments/{payment_id}/email
    """,
}
"""By group of scopes, a path a line with its methods, each with the right that it asks for if that is odd."""


def operations(built: Iterable[Operation]) -> Iterator[Operation]:
    """What is lacking beside what is built."""
    known = {_key(one.method, one.path) for one in built}
    for group, lines in _LACKING.items():
        for line in lines.strip().splitlines():
            *methods, path = line.split()
            for written in methods:
                method, _, right = written.partition("=")
                if _key(method, path) not in known:
                    yield _operation(method, path, f"{group}.{right or _RIGHTS[method]}")


def _operation(method: str, path: str, scope: str) -> Operation:
    name = f"{method.lower()} {path}".replace("/", " ").replace("{", "").replace("}", "")
    declared = declare("_".join(name.split()), method, path, _lacking, scope=scope, message="")
    return replace(declared, status=501, answer={}, unbuilt=BooksError.not_built)


def _lacking(call: Call) -> Reply:
    raise BooksError.not_built()


def _key(method: str, path: str) -> tuple[str, str]:
    return method, _PLACEHOLDER.sub("{}", path)

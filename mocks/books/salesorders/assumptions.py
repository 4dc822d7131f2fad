"""What nobody outside Zoho knows about sales orders, and what this fake takes for it."""

from __future__ import annotations

from ...kit.assumptions import Assumption

ALL = (
    Assumption(
        "books.order_begins",
        "Which status has a sales order that was just made?",
        "The specification's example is open; one of its operations marks a draft as open, and the "
        "documentation of Zoho Inventory, which has the same orders, shows a draft. UNKNOWN.",
        {"draft": "`draft`", "open": "`open`"},
        "draft",
    ),
    Assumption(
        "books.overdue_order",
        "Which status has a sales order that is past its shipment date and partly invoiced?",
        "Both statuses are documented, each by itself; UNKNOWN.",
        {"overdue": "`overdue`", "partially_invoiced": "`partially_invoiced`"},
        "overdue",
    ),
    Assumption(
        "books.void_order",
        "Can what an invoice took of a sales order be invoiced again once the invoice is void?",
        "UNKNOWN. Deleting the invoice frees it.",
        {"frees": "yes: the order is as if there were no such invoice", "keeps": "no, it stays invoiced"},
        "frees",
    ),
    Assumption(
        "books.mapped_order",
        "With which sales order does mapwithorder associate an invoice?",
        "The call names invoices alone, and its message says `their sales orders`. The specification says "
        "that an invoice's reference_number can hold the number of its order; that of a live invoice of an "
        "order does. UNKNOWN.",
        {
            "reference": "the one whose number is the invoice's reference_number",
            "customer": "the customer's oldest confirmed one that has an item of the invoice left",
        },
        "reference",
    ),
)

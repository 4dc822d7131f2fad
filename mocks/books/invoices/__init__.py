"""Invoices: lines, totals, statuses, what they bill, payments, mails, comments, files."""

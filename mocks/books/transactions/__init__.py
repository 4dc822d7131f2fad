"""What documents of a sale have in common: lines, totals, people, mails, comments, files, paper."""

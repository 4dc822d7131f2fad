"""What work is billed at and costs: rates, what they make of effort and hours, and when each held."""

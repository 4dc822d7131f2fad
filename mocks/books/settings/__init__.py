"""What an organization sets up before it trades: currencies, exchange rates, taxes."""

"""OAuth 1.0a (RFC 5849), for services that still have it: three addresses, a signature on every call."""

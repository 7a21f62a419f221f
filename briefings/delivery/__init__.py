"""Who receives what: editions, messages, the outbox, and the server that takes them."""

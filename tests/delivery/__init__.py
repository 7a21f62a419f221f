"""Deliveries: messages, the outbox, servers good and bad."""

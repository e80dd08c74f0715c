"""The audit trail: events, appending, verifying, replaying and merging them."""

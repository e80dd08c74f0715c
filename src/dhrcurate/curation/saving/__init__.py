"""Changes made durable: locked, rebased, committed, undone; recovered after a crash."""

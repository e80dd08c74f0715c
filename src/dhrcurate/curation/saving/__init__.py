"""A change made durable: locked, fitted to what stands there, committed, undone; finished after a crash."""

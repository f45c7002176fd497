"""What was done and read: chained digests, the log of sensitive reads, verification."""

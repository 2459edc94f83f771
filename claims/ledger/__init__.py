"""The append-only, hash-chained public record, and what reads it."""

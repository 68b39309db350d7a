"""Answers from outside: worked cases and second methods that every rule is held to."""

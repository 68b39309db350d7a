"""The question bank: tasks with each trainee's own numbers, and their judging. Pure and seeded: no clock, no disk."""

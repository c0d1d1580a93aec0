"""Sending under bad conditions: servers that misbehave, programs that are killed, and what it costs."""

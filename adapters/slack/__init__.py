"""Slack, through its Web API and its events.

Bolt is not used: it acknowledges an event before its listeners have committed it.
"""

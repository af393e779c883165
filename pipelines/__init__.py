"""Pipelines: one module a step, in the order that the settings show."""

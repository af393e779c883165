"""Whom a project serves."""

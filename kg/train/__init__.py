"""Labelled articles to weights, and how well they read."""

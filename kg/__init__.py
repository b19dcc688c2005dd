"""Alaqat: news articles, Arabic first and English second, to a knowledge graph of who did what to whom."""

__version__ = "0.1.0"

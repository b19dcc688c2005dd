"""Who is meant: from mentions in an article to entities with IRIs."""

from kg.link.linker import Linker

__all__ = ["Linker"]

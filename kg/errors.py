"""What can go wrong. Each message says where, what, and what to do."""


class KgError(Exception):
    """Base of all errors that Alaqat raises on purpose; the command line prints its message and exits with 1."""


class InputError(KgError):
    """An input can't be read; the message names file, line and remedy."""


class ResourceError(KgError):
    """A data file of Alaqat's own is wrong; the message names file, entry and remedy."""


class QueryError(KgError):
    """A query can't be run; the message quotes it and says what is wrong."""

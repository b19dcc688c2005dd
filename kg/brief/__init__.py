"""Rival claims on an event, and briefs on an actor or two: what articles say, each line with its sentence, its outlet and its speaker."""

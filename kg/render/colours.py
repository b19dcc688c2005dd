"""The colours of the groups of relations, the same in every picture."""

COLOURS = {  # read on white and on black, and told from each other by the colour-blind
    "contact": "#5678fe",
    "support": "#22a85a",
    "cooperation": "#236a61",
    "verbal conflict": "#e57f02",
    "material conflict": "#bc311f",
    "offices": "#ae099f",
    "events and places": "#9a9da3",
}

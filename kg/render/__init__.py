"""The graph for people and for other programs: pages, records, and the standard forms of RDF."""

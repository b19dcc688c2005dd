// The editor on the endpoint of this server alone: nothing is looked up elsewhere, so prefixes and names are not either.
"use strict";
const endpoint = new URL("/sparql", location.href).href;
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.value = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX kgo: <https://w3id.org/alaqat/ontology#>\nPREFIX kge: <https://w3id.org/alaqat/entity/>\nSELECT ?who ?relation ?whom WHERE {\n  ?who ?relation ?whom .\n  ?relation rdfs:subPropertyOf kgo:materialConflict .\n}\nORDER BY ?who ?whom\nLIMIT 50";
new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint, method: "GET" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  copyEndpointOnNewTab: false,
  persistenceId: "alaqat",
});

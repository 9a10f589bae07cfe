"""The register as a folder of pages that work from disk: no server, no network."""

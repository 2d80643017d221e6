"""Language and embedding models, through LiteLLM: the only importer of it."""

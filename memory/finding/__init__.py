"""Finding: what a question asks for, and the order of what a search brought. Pure."""

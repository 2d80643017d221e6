"""A question that leans on what was said before it is made to stand by itself. Rules, no model."""

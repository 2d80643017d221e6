"""The core: what a message means, what is answered, and in which order. Knows no platform and no store."""

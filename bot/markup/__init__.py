"""What a reply's text looks like, apart from any platform: read, and cut into messages. Pure."""

"""Matrix, through the client-server API, with end-to-end encryption."""

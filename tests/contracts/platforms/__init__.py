"""Each platform as a stage on which the contract of a ChatAdapter is played."""

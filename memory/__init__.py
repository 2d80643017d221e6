"""What is kept: the journal that holds the truth and the index that finds it again."""

"""Who gives what to whom, as sentences say it: verbs, nouns and the words that link them to names and sums."""

"""What a run is worth: what is held, missing, gone, known to be missing."""

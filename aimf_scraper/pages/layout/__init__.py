"""From a tree to lines of text and the boxes that they stand in."""

"""What every kind of fact is read with; knows no French word and no kind of fact."""

"""The AIMF site as a dataset in which every value carries its evidence."""

__version__ = "0.1.0"

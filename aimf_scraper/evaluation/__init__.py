"""How good the rules are: their facts held against a labelled file, by value.

``read_gold`` reads the labels, ``evaluate`` scores, ``Report`` prints; ``agreement`` compares two
people's labels.
"""

from aimf_scraper.evaluation.gold import GoldPage, read_gold
from aimf_scraper.evaluation.kappa import agreement
from aimf_scraper.evaluation.report import Report, evaluate

__all__ = ["GoldPage", "Report", "agreement", "evaluate", "read_gold"]

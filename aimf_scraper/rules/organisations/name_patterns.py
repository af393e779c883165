"""What names of organisations are made of, as patterns. Every repeat is bounded."""

from __future__ import annotations

import re
from typing import Final

from aimf_scraper.rules.names.adjectives import adjective
from aimf_scraper.rules.organisations.latin import CAP, UPPER
from aimf_scraper.rules.organisations.word_families import any_word, words_of

ADJECTIVE: Final = adjective()
LINK: Final = (
    r"(?:pour\s(?:l['’]|la\s|le\s|les\s)?|de\sl['’]|de\sla\s|des\s|du\s|de\s|d['’]une?\s|d['’]|en\s|sur\s"
    rf"|aux\s|(?:au\s|à\sla\s|à\sl['’])(?={UPPER}))"
)
LOWER: Final = r"[a-zß-öø-ÿœ-]{3,24}"
#: "l'Institut français et de la brasserie Excelsior", "et de la mairie de Man": another body.
ANOTHER: Final = rf"(?!{LINK}(?:{any_word('another_body')})s?\b|{LINK}{LOWER}\s{UPPER}|à\s|aux?\s)"
#: What a school or a ministry is for, written large: "d'Architecture et d'Urbanisme".
FIELD: Final = rf"{UPPER}[\w’-]{{0,20}}(?:{any_word('field_ending')})\b"
#: What ends like a field and is a body of its own: "du consulat et de la Fondation Axian".
BODY: Final = rf"(?:{any_word('body_in_tion')})a?tion\b"
SEGMENT: Final = (
    rf"\s(?:et\s(?!{LINK}{BODY})(?={LINK}{FIELD})|et\s{ANOTHER}(?={LINK}{LOWER}\b)|et\s{LOWER}\s(?={LINK}))?{LINK}"
    rf"(?:{ADJECTIVE}\s)?(?:{CAP}|{LOWER})(?:[\s-](?:{CAP}|{ADJECTIVE}\b)){{0,4}}"
)
#: "ministère de la Jeunesse, de la Culture et de la Communication": the list is the name.
MORE_DUTIES: Final = (
    r"(?:(?:,\s|\set\s)(?:de\sla\s|de\sl['’]|du\s|des\s|à\sla\s|à\sl['’]|aux?\s)"
    rf"{CAP}(?:\s{ADJECTIVE}\b)?){{0,5}}"
)
#: "de la Protection des enfants", "de la Promotion du sport": what the last duty is of, written small.
DUTY_OF: Final = (
    rf"(?:(?:{'|'.join(f'(?<={one})' for one in words_of('duty_of'))})"
    rf"\s(?:des\s|du\s|de\sla\s|de\sl['’]|de\s|d['’]){LOWER}(?:\s{ADJECTIVE}\b)?)?"
)


REST: Final = re.compile(
    rf"(?:[\s-]{ADJECTIVE}\b){{0,3}}(?:[\s]{CAP}){{0,4}}(?:\s{ADJECTIVE}\b){{0,2}}(?:{SEGMENT}){{0,6}}"
)
#: "Fondation Daniel et Nina Carasso": two given names and one surname.
COUPLE: Final = re.compile(rf"\s{CAP}\set\s(?P<second>{CAP})\s{CAP}(?!\w|\s{UPPER})")
#: "Fondation groupe Renault", "Fondation d'entreprise Hermès".
OF_GROUP: Final = re.compile(rf"\s(?:{any_word('of_group')})\s{CAP}(?:\s{CAP})?")
DUTIES: Final = re.compile(
    rf"(?:\s(?:{ADJECTIVE}|{any_word('in_charge')})\b){{0,2}}\s(?:de\sla\s|de\sl['’]|du\s|des\s|de\s|d['’]|à\sla\s|à\sl['’]|aux?\s)"
    rf"{CAP}(?:\s{ADJECTIVE}\b){{0,2}}{MORE_DUTIES}(?:\s(?:du\s|des\s|de\sl['’]|de\sla\s|de\s){CAP}(?:\s{CAP})?{MORE_DUTIES})?{DUTY_OF}(?:\sau\s{LOWER}|\s(?:du\sterritoire|des\sterritoires)\b)?"
    rf"|\s(?:d['’][EÉ]tat\s)?aux\s{LOWER}(?:\s(?:{ADJECTIVE}|[a-zß-öø-ÿ]{{2,18}}é(?:e|es|s)?)\b)?"
)
INFINITIVE: Final = words_of("infinitive")
STEP: Final = re.compile(
    rf"\s(?:et\s{ANOTHER})?(?P<link>{LINK})(?:une?\s)?(?P<noun>{LOWER})(?![\w’'])"
    rf"(?:\s{ADJECTIVE}\b){{0,2}}(?:\set\s{ADJECTIVE}(?![\w’'-]))?"
)
FIRST_ADJECTIVES: Final = re.compile(rf"(?:[\s-]{ADJECTIVE}\b){{0,3}}")
STEPS_MOST: Final = 5
ADJECTIVE_MOST: Final = 24
CAP_WORD: Final = re.compile(rf"(?<![\w])(?:[ldLD]['’])?{CAP}")
OF: Final = r"(?:(?:of|for|and|the|on|in|für|din)\s){0,2}"
FOREIGN_BEFORE: Final = re.compile(rf"(?<![\w-])(?:{CAP}\s{OF}){{1,7}}\Z")
FOREIGN_AFTER: Final = re.compile(rf"(?:\s{OF}{CAP}){{0,7}}")
FOREIGN_REACH: Final = 110

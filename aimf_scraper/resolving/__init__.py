"""One body, one name: partners of all records brought together after each run.

``names`` says by what a name is compared, ``units`` which names one body each has where
it stands, ``pairs`` which two are one and why, ``clusters`` what follows of all pairs
together, ``bodies`` which id and which name a body keeps, ``settling`` does it to the database.
A record's own names are never changed: its partners say the id of their body besides.
"""

"""Archive: every response as WARC 1.1, written, checked, packed and read again.

``writer`` writes, ``index`` remembers where each capture lies,
``reader`` reads our files and other people's, ``verify`` checks them, ``wacz``
packs them, ``listing`` answers "which captures are there of this page".
"""

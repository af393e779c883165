"""`serve`: the pages, what stands around them, and Datasette that answers with both.

``explore_app`` is what all pages share, ``served`` the database below it; ``pages``, ``front``
and ``review_pages`` are the pages, ``routes`` their addresses; ``explorer`` is Datasette with
them in it, through ``hooks``; ``guard`` stands around everything.
"""

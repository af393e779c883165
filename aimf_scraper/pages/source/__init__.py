"""From bytes to a tree: encoding, parsing, menus, addresses, XML."""

"""The open pages, and the pages inside where they are looked after."""

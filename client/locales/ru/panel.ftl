# Labels of both consoles.

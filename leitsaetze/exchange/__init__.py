"""What goes in and out: a whole dialogue from one file; later feeds, exports, API, search."""

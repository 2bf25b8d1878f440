"""A course as a folder of pages for any web server: a page in front, every week to read, the words, the handbook."""

"""For authors: notebooks in one form, figures of the texts from the data, glossary and run sheets."""

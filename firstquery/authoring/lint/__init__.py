"""`firstquery lint`: what an author can break in a week's files, told in sentences. One module a family of rules."""

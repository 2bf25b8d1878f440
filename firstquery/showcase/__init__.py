"""Something to show: pages of what she made and picked, and the slides of her talk."""

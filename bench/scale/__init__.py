"""Search, Today and a group's page in a practice and in one a hundred times its size; searches beside foreign hits."""

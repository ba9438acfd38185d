"""My reference: a private mark by which an author finds all they wrote about one client; seen by nobody else."""

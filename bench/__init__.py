"""Workloads that measure the product beside a bare server, and what they print."""

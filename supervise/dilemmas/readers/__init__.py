"""Who had a thread open: kept for six months, so that after a cover those who may have seen the words can be told."""

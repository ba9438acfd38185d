"""The Flask-aware ground: sessions, pages, forms, the shield and the live channel."""

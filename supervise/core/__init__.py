"""The ground under every feature; it knows neither Flask nor any feature."""

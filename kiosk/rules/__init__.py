"""The rules of the service: new PINs, standings, validity, advice. Pure."""

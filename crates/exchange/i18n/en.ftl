### Sharing: practices, advisories, cross-border cases, evidence.

exchange-menu = Sharing

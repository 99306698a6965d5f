### Sharing: practices, advisories, cross-border cases, evidence.


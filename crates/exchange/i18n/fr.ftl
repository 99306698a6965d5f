### Partager : pratiques, alertes, affaires transfrontières, preuves.


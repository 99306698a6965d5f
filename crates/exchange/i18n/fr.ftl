### Partager : pratiques, alertes, affaires transfrontières, preuves.

exchange-menu = Partage

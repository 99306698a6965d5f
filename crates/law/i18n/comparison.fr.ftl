### La comparaison : carte des écarts, deux à deux, évolution, recherche. Un score n’est jamais montré sans ce sur quoi il porte.

## Lieux
law-section-map = Carte des écarts
law-section-pairs = Deux à deux
law-section-time = Évolution

## Recherche
law-comparison-search-label = Que cherchez-vous dans les lois ?
law-comparison-search = Chercher
law-comparison-search-hint = Par exemple :
law-comparison-try-1 = délai violation
law-comparison-try-2 = hébergement à l’étranger
law-comparison-try-3 = déclaration
law-comparison-search-title = Recherche dans les lois
law-comparison-search-nothing = Essayez un mot plus court ou un autre, ou passez par un thème.
law-comparison-search-matrix = Voir dans le tableau
law-comparison-search-first = Les { $n } plus proches sont ici.
law-comparison-found-in = Trouvé dans
law-comparison-found-more = et { $n ->
    [one] { $n } autre endroit
   *[other] { $n } autres endroits
 }
law-comparison-in-question = la question
law-comparison-in-topic = le thème
law-comparison-in-offered = les réponses possibles
law-comparison-in-value = la réponse ({ $instrument })
law-comparison-in-article = l’article ({ $instrument })
law-comparison-in-note = la note ({ $instrument })
law-comparison-in-sources = les sources ({ $instrument })
law-comparison-near = Dans le thème
law-comparison-for-words = pour « { $words } ».

## Filtres
law-comparison-by-topic = Par thème
law-comparison-table = Les réponses, question par question
law-comparison-this-topic = Ce thème seul
law-comparison-filters = Filtrer le tableau
law-comparison-filter-relation = Rapport
law-comparison-filter-confidence = Une réponse au moins est
law-comparison-filter-attested = Attestation
law-comparison-attested-some = une réponse au moins attestée
law-comparison-attested-none = aucune réponse attestée
law-comparison-weight-3 = 3, essentiel
law-comparison-weight-2 = 2, important
law-comparison-weight-1 = 1, secondaire
law-comparison-weight-0 = 0, pour information
law-comparison-weight = poids { $n } sur 3
law-comparison-with = Les trois lois + { $reference }
law-comparison-group-with = Les trois lois et une référence
law-comparison-group-pairs = Deux textes
law-comparison-address = Adresse de cette vue

## Convergence
law-comparison-convergence = Convergence
law-comparison-coverage = Couverture
law-comparison-no-score = Rien n’est établi des deux côtés à la fois : pas de convergence à mesurer.
law-comparison-score = { $score } ({ $counted } sur { $whole })
law-comparison-score-none = non établie (0 sur { $whole })
law-comparison-information = pour information
law-comparison-of = { $counted } sur { $whole }
law-comparison-score-head = Convergence (rapprochements comptés)
law-comparison-whole = Ensemble

## Question
law-comparison-valid = valable { $when }
law-comparison-quantities = À la même échelle
law-comparison-to-common-rule = Vers une règle commune
law-comparison-neighbours = Questions voisines

## Carte des écarts
law-comparison-map-title = Carte des écarts
law-comparison-map-title-topic = Carte des écarts : { $topic }
law-comparison-map-lead = Où les textes s’écartent, thème par thème. Choisissez un thème pour voir ses questions.
law-comparison-map-label = Carte de la convergence par thème et par paire de textes. Les mêmes chiffres sont dans le tableau qui suit.
law-comparison-map-label-topic = Carte des rapports par question et par paire de textes, thème { $topic }. Les mêmes rapports sont dans le tableau qui suit.
law-comparison-map-pairs = Textes rapprochés
law-comparison-map-topics = Tous les thèmes
law-comparison-pairs-national = Les trois lois entre elles
law-comparison-pairs-all = Les trois lois entre elles et face à chaque référence
law-comparison-pairs-references = Les références entre elles
law-comparison-against = Les trois lois face à : { $reference }
law-comparison-key-figures = Dans chaque case : la convergence, puis le nombre de rapprochements comptés sur ceux qui pourraient l’être.
law-comparison-key-marks = Dans chaque case : = identiques, ≈ compatibles, ≠ différentes, ∅ silence, ? non établi, – non comparables.
law-comparison-key-strokes = Sans trait : écart nul ou de moins de 10 %. Un trait : moins de 35 %. Deux : moins de 65 %. Trois : davantage.
law-comparison-key-hollow = Case vide au bord tireté : rien n’est établi, ou rien n’est à compter.
law-comparison-figures = Les mêmes chiffres
law-comparison-figures-hint = Convergence, puis entre parenthèses le nombre de rapprochements comptés sur ceux qui pourraient l’être.

## Deux à deux
law-comparison-pairs-title = Textes deux à deux
law-comparison-pairs-lead = Ce qui rapproche et sépare chaque paire de textes, et ce sur quoi cela porte.
law-comparison-pairs-label = Carte de la convergence de chaque paire de textes. Les mêmes chiffres sont dans les tableaux qui suivent.
law-comparison-counts = Questions par rapport
law-comparison-words-count = { $words } ({ $n })
law-comparison-divergences = Écarts
law-comparison-all-questions = Toutes les questions
law-comparison-all-topics = Tous les thèmes
law-comparison-no-rows = Aucune question ici.
law-comparison-no-rows-hint = Choisissez un autre rapport ou un autre thème. L’absence d’écart établi ne veut pas dire que les textes concordent : voyez la couverture.
law-comparison-gravest = Les plus graves d’abord : le poids de la question, puis l’ampleur de l’écart.
law-comparison-near-by-topic = Convergence par thème
law-comparison-matrix-of-pair = Le tableau de ces deux textes

## Évolution
law-comparison-time-title = Évolution de la convergence
law-comparison-time-lead = Du relevé livré avec le logiciel jusqu’à aujourd’hui, à chaque réponse enregistrée ou attestée, avec les poids actuels.
law-comparison-time-label = Convergence et couverture dans le temps, en { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
 }. Les mêmes chiffres sont dans le tableau qui suit.
law-comparison-time-key = Trait plein et ronds : convergence. Trait interrompu et carrés : couverture. Une convergence qui manque n’est pas tracée.
law-comparison-time-none = Aucune correction n’a encore été enregistrée pour ces textes : il n’y a qu’un point, celui du relevé.
law-comparison-time-caption = Une ligne par jour où quelque chose a changé, la plus récente d’abord. Les dates sont celles que donnent les auteurs.
law-comparison-time-day = Jour
law-comparison-time-what = Ce qui a changé
law-comparison-time-survey = Relevé livré (novembre 2026)
law-comparison-time-surveyed = novembre 2026
law-comparison-time-answers = { $n ->
    [one] { $n } réponse enregistrée
   *[other] { $n } réponses enregistrées
 }
law-comparison-time-attested = { $n ->
    [one] { $n } réponse attestée
   *[other] { $n } réponses attestées
 }
law-comparison-time-turned = { $n ->
    [one] { $n } date de validité atteinte
   *[other] { $n } dates de validité atteintes
 }
law-comparison-time-more = Les jours plus anciens sont dans le tracé.

### Les lois côte à côte. « Non établi » veut dire que nous ne savons pas, jamais que la loi n’en dit rien.

## Menu et titres
law-menu = Lois comparées
law-section-comparison = Comparaison
law-section-profile = Réponses à établir
law-comparison-title = Les trois lois côte à côte
law-comparison-lead = Ce que prévoient les lois du Mali, du Burkina Faso et du Niger, et les textes auxquels on les compare.
law-nature = Relevé documentaire de novembre 2026, sans valeur de conseil juridique. « Non établi » veut dire que la réponse n’est pas connue ici.
law-profile-title = Réponses à établir
law-profile-lead = Ce qui est connu de chaque loi nationale, et ce que son autorité pourrait encore établir.

## Convergence
law-convergence-title = Convergence des trois lois
law-convergence = Convergence : { $score }.
law-no-convergence = Rien n’est établi pour deux lois à la fois : pas de convergence à mesurer.
law-coverage = Elle porte sur { $coverage } de ce qui pourrait être comparé ({ $counted } rapprochements sur { $whole }).
law-information = Thème d’information : il n’entre pas dans la convergence.
law-memory-on = Les réponses données de mémoire sont comptées ; elles restent à vérifier.
law-key = Dans le tableau : « lu » dans le texte, « secondaire » d’après une autre source, « de mémoire » à vérifier.
law-memory-off = Les réponses données de mémoire ne sont pas comptées.
law-with-memory = Les compter
law-without-memory = Ne pas les compter
law-rests-on-memory = repose sur une réponse donnée de mémoire

## Filtres
law-filter-words = Rechercher
law-filter-topic = Thème
law-filter-relation = Rapport entre les trois lois
law-filter-columns = Textes
law-filter-memory = Réponses de mémoire
law-filter-memory-off = Ne pas compter
law-filter-memory-on = Compter
law-filter-all = Tous
law-filter-all-relations = Tous
law-filter-all-columns = Tous les textes
law-filter-national = Les trois lois
law-filter-apply = Afficher
law-filter-clear = Effacer les filtres
law-questions-found = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }
law-none-found = Aucune question ne répond à cette recherche.
law-none-found-hint = Retirez un filtre ou changez de mots.

## Colonnes
law-col-question = Question
law-col-topic = Thème
law-col-relation = Rapport
law-col-laws = Les trois lois
law-col-instrument = Texte
law-col-answer = Réponse
law-col-article = Article
law-col-confidence = Certitude
law-col-note = Note et sources
law-col-pair = Textes rapprochés
law-col-distance = Écart
law-col-weight = Poids
law-col-waiting = Autres lois connues

## Réponses
law-answers = Ce que prévoit chaque texte
law-yes = Oui
law-no = Non
law-finding-unknown = non établi
law-finding-silent = rien de prévu
law-finding-not-applicable = sans objet
law-reported = À confirmer : { $report }
law-open-list = { $list } (liste ouverte)
law-without-delay = sans délai
law-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
 }
law-months = { $n } mois
law-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
 }
law-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
 }
law-percent = { $n } %
law-from-to = de { $min } à { $max }
law-up-to = jusqu’à { $max }
law-at-least = au moins { $min }
law-with-turnover = { $sum }, ou { $n } % du chiffre d’affaires
law-no-article = article non relevé
law-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
 }
law-source-read = Page lue :
law-source-cited = Adresse citée, non ouverte :

## Certitude et attestation
law-confidence-verified = lu dans le texte
law-confidence-secondary = source secondaire
law-confidence-recalled = de mémoire, à vérifier
law-confidence-unknown = non établi
law-mark-verified = lu
law-mark-secondary = secondaire
law-mark-recalled = de mémoire
law-attested = attesté
law-attested-by = attesté par { $authority }
law-not-attested = non attesté
law-attested-count = { $n ->
    [0] Aucune réponse attestée
    [one] { $n } réponse attestée
   *[other] { $n } réponses attestées
 }
law-not-read-whole = La loi n’a pas été lue en entier.

## Rapports
law-relation-same = identiques
law-relation-compatible = compatibles
law-relation-different = différentes
law-relation-silent = silence
law-relation-missing = non établi
law-relation-not-comparable = non comparables
law-known-of = { $known } des { $sides } lois nationales répondent.
law-pairs = Deux à deux
law-pair = { $left } et { $right }
law-bridge-open-list = une liste est ouverte : rien ne prouve un écart
law-bridge-open-bound = une borne n’est donnée que d’un côté
law-bridge-units = même durée, en d’autres unités
law-bridge-parity = même somme, à la parité fixe
law-bridge-declared = termes différents, conciliables
law-silent-both = aucun des deux ne prévoit rien
law-silent-left = le premier ne prévoit rien
law-silent-right = le second ne prévoit rien
law-obstacle-not-applicable = sans objet pour l’un des deux
law-obstacle-text = textes à lire côte à côte
law-obstacle-open-lists = deux listes ouvertes sans élément commun
law-obstacle-bounds = bornes de nature différente
law-obstacle-type = réponses de nature différente
law-distance-at-once = sans délai d’un côté, délai chiffré de l’autre
law-distance-hours = { $n ->
    [one] écart de { $n } heure
   *[other] écart de { $n } heures
 }
law-distance-days = { $n ->
    [one] écart de { $n } jour
   *[other] écart de { $n } jours
 }
law-distance-about-days = { $n ->
    [one] écart d’environ { $n } jour
   *[other] écart d’environ { $n } jours
 }
law-distance-count = écart de { $n }
law-distance-money = écart de { $sum }
law-distance-converted = écart de { $sum }, à la parité fixe
law-distance-no-parity = monnaies sans parité fixe
law-distance-turnover = { $n ->
    [one] { $n } point de chiffre d’affaires
   *[other] { $n } points de chiffre d’affaires
 }
law-codes-left = Le premier seul : { $codes }.
law-codes-right = Le second seul : { $codes }.
law-codes-common = En commun : { $codes }.
law-codes-unproved = Absent d’une liste ouverte, ce qui ne prouve rien : { $codes }.

## À établir
law-todo = { $n ->
    [0] Toutes les réponses sont établies
    [one] { $n } réponse à établir
   *[other] { $n } réponses à établir
 }
law-todo-hint = La plus utile d’abord : le poids de la question, puis le nombre d’autres lois nationales qui y répondent déjà.
law-todo-all = Voir toute la liste

## Fiche d’un texte
law-instruments = Tous les textes
law-alerts = À savoir avant tout usage
law-fact-date = Date
law-fact-in-force = En vigueur
law-fact-reference = Référence
law-fact-authority = Autorité
law-fact-status = Situation de l’autorité
law-fact-composition = Composition
law-fact-read = Lecture
law-read-whole = Texte lu en entier
law-read-in-part = Texte connu par extraits ou de seconde main
law-status-operational = en activité
law-status-merging = fusion en cours
law-status-reported-abolished = À confirmer : suppression signalée, non confirmée
law-status-abolished = supprimée
law-amendments = Modifications
law-implementing-texts = Textes d’application
law-related-texts = Textes liés

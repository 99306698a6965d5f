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
law-coverage = Elle porte sur { $coverage } de ce qui pourrait être comparé ({ $counted } rapprochements sur { $whole }).
law-information = Thème d’information : il n’entre pas dans la convergence.
law-memory-on = Les réponses données de mémoire sont comptées ; elles restent à vérifier.
law-key = Dans le tableau : « lu » dans le texte, « secondaire » d’après une autre source, « de mémoire » à vérifier.
law-memory-off = Les réponses données de mémoire ne sont pas comptées.
law-with-memory = Les compter
law-without-memory = Ne pas les compter
law-rests-on-memory = repose sur une réponse donnée de mémoire

## Filtres
law-filter-topic = Thème
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
law-distance-about-months = écart d’environ { $n } mois
law-distance-about-years = { $n ->
    [one] écart d’environ { $n } an
   *[other] écart d’environ { $n } ans
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

## Saisir une réponse
law-edit-finding = Ce que prévoit le texte
law-edit-finding-value = prévu
law-edit-value-below = La valeur est donnée plus bas.
law-edit-silent-hint = Le texte a été lu et n’en dit rien.
law-edit-na-hint = La question n’a pas d’objet pour ce texte.
law-edit-unknown-hint = Nous ne savons pas : la question reste à établir.
law-edit-codes = Ce que nomme le texte
law-edit-extent = Étendue de la liste
law-edit-partial = La liste est ouverte
law-edit-partial-hint = Ce qui n’y figure pas peut exister : son absence ne prouve rien.
law-edit-duration = Durée
law-edit-duration-hint = Dans les unités du texte : 72 heures s’écrit 72 heures, et non 3 jours.
law-edit-at-once = Délai immédiat
law-edit-hours = Heures
law-edit-days = Jours
law-edit-months = Mois
law-edit-years = Années
law-edit-percent = Pourcentage
law-edit-count = Nombre
law-edit-amount = Montant
law-edit-amount-hint = Une borne suffit. Pour une somme fixe, donnez deux fois la même.
law-edit-min = Au moins
law-edit-max = Au plus
law-edit-currency = Monnaie
law-edit-currency-hint = XOF pour le franc CFA, EUR pour l’euro.
law-edit-turnover = Part du chiffre d’affaires
law-edit-turnover-hint = En pour cent, si le texte en donne une.
law-edit-text = Réponse en quelques mots
law-edit-text-hint = En français, avec vos mots.
law-edit-confidence = Certitude
law-edit-confidence-hint = À laisser vide quand la réponse n’est pas établie.
law-edit-verified-hint = Vous avez lu l’article, même par extrait.
law-edit-secondary-hint = Une note, la presse ou un document public le rapporte.
law-edit-recalled-hint = Sans relecture : la réponse ne sera pas montrée comme établie.
law-edit-article-hint = Comme le texte le numérote : 12, 12 bis, 12 et 14.
law-edit-note = Note
law-edit-note-hint = Ce qu’il faut savoir pour lire la réponse, avec vos mots.
law-edit-sources = Sources
law-edit-sources-hint = Ce sur quoi repose la réponse. D’autres lignes s’ajoutent quand celles-ci sont remplies.
law-edit-source = Source { $row }
law-edit-source-name = Nom
law-edit-source-url = Adresse de la page lue
law-edit-source-cited = Adresse citée, non ouverte
law-edit-valid = Dates de validité
law-edit-valid-hint = À laisser vides quand elles ne sont pas connues.
law-edit-valid-from = Depuis le
law-edit-valid-to = Jusqu’au
law-edit-fault-finding = Dites ce que prévoit le texte.
law-edit-fault-both = Une valeur est saisie, et vous avez choisi qu’il n’y en a pas. Effacez la valeur, ou choisissez « prévu ».
law-edit-fault-no-value = Donnez la valeur, ou choisissez une autre réponse.
law-edit-fault-no-code = Cochez au moins un élément de la liste, ou choisissez « rien de prévu ».
law-edit-fault-no-time = Donnez une durée, ou cochez « sans délai ».
law-edit-fault-no-sum = Donnez une somme : au moins, au plus, ou les deux.
law-edit-fault-at-once = « Sans délai » ne va pas avec une durée : gardez l’un des deux.
law-edit-fault-bounds = La borne haute est inférieure à la borne basse.
law-edit-fault-number = { $field ->
    [years] Années
    [months] Mois
    [days] Jours
    [hours] Heures
    [min] Au moins
    [max] Au plus
    [turnover] Part du chiffre d’affaires
   *[other] Nombre
 } : écrivez un nombre entier, de 0 à { $max }.
law-edit-fault-currency = Écrivez les trois lettres de la monnaie : XOF, EUR.
law-edit-fault-not-bool = Cette question se répond par oui ou par non.
law-edit-fault-not-choice = Cette question se répond par un des choix proposés.
law-edit-fault-not-list = Cette question se répond par une liste de choix proposés.
law-edit-fault-not-duration = Cette question se répond par une durée.
law-edit-fault-not-amount = Cette question se répond par un montant.
law-edit-fault-not-count = Cette question se répond par un nombre.
law-edit-fault-not-text = Cette question se répond par un texte court.
law-edit-fault-confidence = Dites d’où vient la réponse : lue dans le texte, d’une source secondaire ou de mémoire.
law-edit-fault-source-name = Source { $row } : donnez son nom.
law-edit-fault-address = Source { $row } : l’adresse commence par https:// ou http:// et ne contient pas d’espace.
law-edit-fault-many-sources = Une réponse a { $max } sources au plus.
law-edit-fault-day = { $field ->
    [valid_from] Depuis le
   *[other] Jusqu’au
 } : écrivez une date qui existe.
law-edit-fault-reason = Donnez le motif : ce qui a été relu ou corrigé.
law-edit-fault-ends-before = La validité finit avant de commencer.
law-edit-fault-long = Un texte dépasse { $max } caractères.
law-edit-title = Répondre à une question
law-edit-present = Réponse actuelle
law-edit-reason = Motif
law-edit-reason-hint = Ce qui a été relu ou corrigé. Le motif reste dans l’historique.
law-edit-permanent = La réponse est inscrite au journal de votre autorité et visible des autres. Elle peut être corrigée ; ce qu’elle remplace reste visible.
law-edit-save = Enregistrer la réponse
law-edit-open = Répondre ou corriger

## Fiche d’une réponse
law-cell-open = Fiche et historique
law-cell-standing = Tenue de la réponse
law-cell-keeper = Tenue par
law-cell-joint = les autorités ensemble
law-cell-origin = Origine
law-cell-revision = Révision { $n }
law-cell-shipped = Relevé documentaire de novembre 2026, non repris par une autorité
law-cell-attested = Attestée par
law-cell-written = Rédigée par
law-cell-compare = Comparer les textes
law-cell-joint-title = Texte de référence
law-cell-joint-lead = Ce texte n’est la loi d’aucune autorité : une correction se propose, et les autorités en décident ensemble.
law-no-source = aucune source relevée
law-valid-since = depuis le { $from }
law-valid-until = jusqu’au { $to }
law-valid-between = du { $from } au { $to }
law-valid-unsaid = non précisées
law-proof-of = Preuve de { $reference }
law-history = Historique
law-history-revision = Révision { $n }
law-history-shipped = Relevé d’origine
law-history-shipped-lead = Fourni avec le logiciel.
law-history-unreadable = Une autre version de Liptako a écrit cette réponse : celle-ci ne l’emploie pas.
law-history-others = Attestations d’une réponse que cette version ne connaît pas
law-differences = Ce qui a changé
law-col-field = Élément
law-col-before = Avant
law-col-after = Après
law-nothing = rien
law-next-title = Question suivante
law-next-left = { $n ->
    [one] Dernière réponse à établir de votre colonne.
   *[other] Il reste { $n } réponses à établir dans votre colonne.
 }
law-next-answer = Répondre à la suivante
law-next-list = Toutes les réponses à établir
law-next-none = Toutes les réponses sont établies.
law-saved = La réponse est enregistrée. Une autre personne de votre autorité peut l’attester.
law-saved-unknown = La question est de nouveau à établir.

## Attester
law-attest-title = Attester une réponse
law-attest-topic-title = Attester le thème « { $topic } »
law-attest-open = Attester
law-attest-read = Ce que vous attestez
law-attest-tick = Cochez les réponses que vous attestez
law-attest-together = Toutes les réponses cochées sont signées ensemble, ou aucune.
law-attest-lead = Vous attestez au nom de votre autorité ({ $authority }), dans la fonction suivante : { $function }. Cet acte est signé et visible des autres autorités.
law-attest-password = Mot de passe
law-attest-password-hint = Il ouvre votre clé de signature.
law-attest-do = Attester cette réponse
law-attest-do-ticked = Attester les réponses cochées
law-attest-back = Revenir à la réponse
law-attest-none = Rien à attester dans ce thème
law-attest-none-hint = Chaque réponse connue y est attestée.
law-attest-nothing = Cochez au moins une réponse.
law-attest-too-many = Attestez { $max } réponses au plus à la fois.
law-attest-refused = « { $question } » n’est pas attestée, les autres non plus. { $why }
law-attest-done = { $n ->
    [one] La réponse est attestée.
   *[other] { $n } réponses sont attestées.
 }
law-duty-unknown = Une réponse non établie ne s’atteste pas.
law-duty-wrote = Vous avez rédigé cette réponse : une autre personne de votre autorité doit l’attester.
law-duty-not-permitted = Une personne qui en a le rôle peut attester cette réponse.

## Refus
law-absent-instrument = Aucun texte n’a pour identifiant « { $id } ».
law-absent-question = Aucune question n’a pour identifiant « { $id } ».
law-absent-topic = Aucun thème n’a pour identifiant « { $id } ».
law-absent-answers = Aucune question n’est posée au texte « { $instrument } ».
law-refused-column = { $instrument } : cette colonne est tenue par { $authority }, qui seule peut y répondre.
law-refused-reference = { $instrument } : ce texte de référence se corrige par une proposition, que les autorités décident ensemble.
law-refused-not-ours = Cette colonne est tenue par une autre autorité, ou par les autorités ensemble.
law-refused-stale = Cette réponse a été corrigée pendant que vous écriviez. La réponse actuelle est ci-dessus, et votre saisie est gardée : relisez, puis enregistrez de nouveau pour la remplacer.
law-refused-type = La réponse n’est pas du type que demande la question.
law-refused-no-change = Cette réponse est celle qui est déjà inscrite : rien n’est à enregistrer.
law-refused-other-answer = La réponse a changé depuis que vous l’avez lue. Relisez celle qui est affichée, puis attestez-la.
law-refused-attested = Cette réponse est déjà attestée.

## Avancement
law-progress = Avancement
law-progress-whole = Réponses établies : { $established } sur { $whole } ; attestées : { $attested } ; à établir : { $unknown }.
law-progress-topics = Avancement par thème
law-progress-topic = Établies : { $established } sur { $whole } ; attestées : { $attested } ; à établir : { $unknown }
law-todo-answer = Répondre
law-unattested = { $n ->
    [0] Aucune réponse connue n’attend d’attestation
    [one] { $n } réponse connue, non attestée
   *[other] { $n } réponses connues, non attestées
 }
law-unattested-hint = L’attestation dit que l’autorité tient la réponse pour exacte. Qui l’a rédigée ne l’atteste pas.
law-unattested-do = Attester ce thème
law-profile-answers = Ce que prévoit le texte
law-profile-answers-hint = Chaque réponse mène à sa fiche : ce sur quoi elle repose, qui l’atteste, son historique.
law-profile-all = Tout déplier
law-profile-fold = Tout replier

## Ce qui se rattache à une notion du vocabulaire
law-concept-panel = Dans les lois
law-concept-guide = Ce que le guide en dit
law-concept-guide-open = Décrire un traitement et lire ce qui s’applique
law-concept-topics = Thèmes :
law-concept-questions = Ce que les trois lois répondent
law-concepts = Notions :

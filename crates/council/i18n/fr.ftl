### Le plan d’action conjoint. Les mots du métier sont ceux du glossaire des autorités.

## Pages et menu
plan-menu = Plan d’action
plan-menu-actions = Actions
plan-menu-proposals = Propositions
plan-title = Plan d’action conjoint
plan-lead = Les axes du plan, et où en est chacun aujourd’hui.
plan-actions-title = Actions du plan
plan-proposals-title = Propositions
plan-proposals-lead = Toute modification du plan est proposée, puis décidée par les autorités. Rien ne change avant leur accord.
plan-empty = Le plan est vide.
plan-empty-hint = Il apparaîtra ici dès que les autorités l’auront adopté.
plan-axis-number = Axe { $n } :
plan-actions-count = { $n ->
    [0] Aucune action
    [one] { $n } action
   *[other] { $n } actions
 }
plan-objectives-count = { $n ->
    [0] aucun objectif
    [one] { $n } objectif
   *[other] { $n } objectifs
 }
plan-late-count = { $n ->
    [one] { $n } action en retard
   *[other] { $n } actions en retard
 }
plan-blocked-count = { $n ->
    [one] { $n } action bloquée
   *[other] { $n } actions bloquées
 }
plan-awaiting = { $n ->
    [one] { $n } proposition attend la décision de votre autorité ({ $authority })
   *[other] { $n } propositions attendent la décision de votre autorité ({ $authority })
 }
plan-newest = Dernières propositions
plan-all-actions = Toutes les actions
plan-all-proposals = Toutes les propositions
plan-new-action = Proposer une action

## Listes
plan-filter-words = Rechercher
plan-filter-axis = Axe
plan-filter-owner = Autorité responsable
plan-filter-standing = Situation
plan-filter-all = Tous
plan-filter-all-authorities = Toutes
plan-filter-all-standings = Toutes
plan-filter-apply = Afficher
plan-filter-clear = Effacer les filtres
plan-actions-found = { $n ->
    [one] { $n } action
   *[other] { $n } actions
 }
plan-proposals-found = { $n ->
    [one] { $n } proposition
   *[other] { $n } propositions
 }
plan-none-found = Aucune action ne répond à cette recherche.
plan-none-found-hint = Retirez un filtre ou changez de mots.
plan-no-proposal = Aucune proposition ici.
plan-no-proposal-hint = Une proposition part de la page d’une action.
plan-export-csv = Télécharger (CSV, tableur)
plan-export-json = Télécharger (JSON)
plan-pages = Pages de la liste
plan-page-earlier = Page précédente
plan-page-later = Page suivante
plan-page-of = Page { $number } sur { $last }
plan-col-number = N°
plan-col-action = Action
plan-col-owner = Responsable
plan-col-due = Échéance
plan-col-standing = Situation
plan-col-reference = Référence
plan-col-subject = Objet
plan-col-author = Autorité
plan-col-date = Date
plan-col-outcome = Décision
plan-col-awaited = Positions attendues
plan-col-level = Confirmation
plan-col-field = Rubrique
plan-col-before = Avant
plan-col-after = Après
plan-col-value = Valeur
plan-col-value-in = Valeur ({ $unit })
plan-add-indicator = Ajouter un indicateur
plan-history-count = { $n ->
    [one] { $n } proposition
   *[other] { $n } propositions
 }
plan-col-evidence = Pièce justificative

## Situations et décisions
plan-standing-done = réalisée
plan-standing-under-way = en cours
plan-standing-late = en retard
plan-standing-blocked = bloquée
plan-standing-planned = prévue
plan-standing-cancelled = abandonnée
plan-outcome-open = à décider
plan-outcome-adopted = adoptée
plan-outcome-adopted-at = adoptée, confirmation { $level }
plan-outcome-in-force = adoptée, en vigueur
plan-outcome-rejected = rejetée
plan-outcome-superseded = caduque
plan-position-agrees = approuve
plan-position-refuses = refuse
plan-rule-consensus = Règle de décision : consensus de toutes les autorités membres.
plan-rule-majority = Règle de décision : majorité des autorités membres.
plan-rule-owner = Règle de décision : accord de l’autorité responsable de l’action ({ $owner }).
plan-nobody = aucune
plan-nobody-yet = aucune pour l’instant
plan-colon = { " : " }
plan-nothing = (rien)

## Une action
plan-action = Action
plan-progress = Avancement
plan-axis = Axe
plan-objective = Objectif
plan-action-number = Action n° { $reference }
plan-facts = En bref
plan-description = Description
plan-owner = Autorité responsable
plan-owner-hint = Celle qui répond de l’action. Elle ne figure pas parmi les contributeurs.
plan-contributors = Autorités contributrices
plan-start = Début
plan-due = Échéance
plan-deliverables = Livrables
plan-fold-description = Description et intitulé en anglais
plan-fold-authorities = Autorités, objectif et numéro
plan-indicators = Indicateurs
plan-no-indicator = Aucun indicateur n’est prévu.
plan-measures = Valeurs mesurées
plan-from-to = départ : { $baseline }, cible : { $target }
plan-not-measured = Pas encore de valeur mesurée.
plan-latest-value = Dernière valeur : { $value }, le
plan-reached = { $percent } % du chemin vers la cible
plan-needs = Dépend de
plan-needs-hint = Les actions qui doivent être achevées avant celle-ci.
plan-needed-by = Attendue par
plan-revision = Version en vigueur
plan-state = Situation
plan-account = Compte rendu
plan-history = Historique
plan-first-value = Première version de cette action.
plan-fields-changed = { $n ->
    [one] { $n } rubrique modifiée
   *[other] { $n } rubriques modifiées
 }
plan-no-position = Aucune autorité ne s’est encore prononcée.
plan-proof-of = Preuve { $reference }
plan-open-here = Une proposition sur cette action attend une décision :
plan-report-progress = Déclarer l’avancement
plan-propose-change = Proposer une modification
plan-may-not-propose = Votre rôle ne permet pas de proposer une modification. L’administrateur de votre autorité attribue les rôles.
plan-sign-in-to-propose = Connectez-vous pour proposer une modification.

## Une proposition
plan-proposal-title = Proposition { $reference }
plan-proposal-named = Proposition { $reference }
plan-subject-progress = Avancement : { $title }
plan-subject-several = { $n ->
    [one] { $title }, et { $n } autre élément
   *[other] { $title }, et { $n } autres éléments
 }
plan-where = Où en est cette proposition
plan-next-consensus = Elle sera adoptée quand toutes les autorités l’auront approuvée ; un seul refus la rejette. Doivent encore se prononcer : { $awaited }.
plan-next-majority = Elle sera adoptée quand plus de la moitié des autorités l’auront approuvée. Peuvent encore se prononcer : { $awaited }.
plan-next-owner = Elle sera adoptée quand l’autorité responsable l’aura approuvée. Se prononce encore : { $awaited }.
plan-next-in-force = Elle est adoptée et confirmée par toutes les autorités : elle est en vigueur.
plan-next-confirming = Elle est adoptée. Elle entrera en vigueur quand toutes les autorités auront conservé et contresigné les actes qui la décident ; cela se fait au prochain échange entre les nœuds.
plan-next-rejected = Elle est rejetée et ne changera pas le plan. Une nouvelle proposition peut être rédigée.
plan-next-superseded = Une autre proposition sur le même élément a été adoptée : celle-ci ne peut plus l’être.
plan-changes-count = { $n ->
    [one] Modification proposée
   *[other] Modifications proposées : { $n } éléments
 }
plan-new-thing = Nouvel élément du plan.
plan-differences = Rubriques modifiées, avant et après
plan-no-difference = Aucune rubrique ne change.
plan-competing = Propositions concurrentes
plan-competing-lead = Elles portent sur le même élément : une seule d’entre elles peut être adoptée.
plan-about-proposal = Origine
plan-drafter = Rédigée par
plan-reason = Motif
plan-decide = Décision de votre autorité ({ $authority })
plan-decide-lead = Vous vous prononcez au nom de votre autorité ({ $authority }), dans la fonction suivante : { $function }. Cet acte est signé, définitif et visible des autres autorités.
plan-position-reason = Motif de la position
plan-position-reason-hint = Nécessaire pour refuser.
plan-password = Votre mot de passe
plan-password-hint = Il ouvre votre clé de signature, le temps de cet acte.
plan-agree = Approuver
plan-refuse = Refuser
plan-agreed = L’approbation de votre autorité est signée et inscrite au journal.
plan-refused = Le refus de votre autorité est signé et inscrit au journal.
plan-refusal-needs-reason = Indiquez pourquoi votre autorité refuse.
plan-duty-drafted = Vous avez rédigé cette proposition : une autre personne de votre autorité doit se prononcer.
plan-duty-spoken = Votre autorité ({ $authority }) s’est déjà prononcée. Une position est définitive.
plan-duty-not-ours = Cette décision revient à l’autorité responsable de l’action ({ $owner }).
plan-duty-not-permitted = Votre rôle ne permet pas de se prononcer au nom de votre autorité. Une personne qui a le rôle d’approbation peut le faire.
plan-duty-signed-out = Connectez-vous pour vous prononcer au nom de votre autorité.
plan-duty-refuse-only = Votre autorité a déjà approuvé une proposition concurrente. Elle peut refuser celle-ci, et ne pourra l’approuver que si l’autre est rejetée :
plan-proofs = Preuves
plan-proofs-lead = Chaque acte est inscrit au journal de son auteur. Les autres autorités le conservent et le contresignent : personne ne peut le modifier sans que cela se voie.
plan-proof-proposal = Proposition
plan-proof-position = Position de l’autorité { $authority }
plan-proof-journal = Inscription au journal
plan-proof-cosigners = Contresignée par
plan-proof-leaf = Empreinte de l’inscription
plan-proof-commitment = Empreinte du texte
plan-proof-key = Clé de signature de l’agent

## Rédiger
plan-change-title = Proposer une modification
plan-edit-lead = Rien ne change avant la décision des autorités. Dépliez seulement les rubriques à modifier.
plan-title-fr = Intitulé en français
plan-title-en = Intitulé en anglais
plan-summary-fr = Présentation en français
plan-summary-en = Présentation en anglais
plan-description-fr = Description en français
plan-description-en = Description en anglais
plan-number = Numéro d’ordre
plan-number-hint = Son rang dans l’objectif, à partir de 1.
plan-deliverables-fr = Livrables en français
plan-deliverables-hint = Un livrable par ligne.
plan-deliverables-en = Livrables en anglais
plan-deliverables-en-hint = Dans le même ordre, un par ligne.
plan-indicators-hint = Laissez vide une ligne dont vous n’avez pas besoin ; videz-la pour retirer un indicateur.
plan-indicator-row = Indicateur { $n }
plan-indicator-named = Indicateur « { $id } »
plan-indicator-words = { $name }, en { $unit } : de { $baseline } à { $target }
plan-indicator-name-fr = Ce qui est mesuré, en français
plan-indicator-name-en = Ce qui est mesuré, en anglais
plan-unit-fr = Unité en français
plan-unit-en = Unité en anglais
plan-baseline = Valeur de départ
plan-target = Cible
plan-number-form = Un nombre, par exemple 12,5.
plan-reason-hint = Ce qui justifie la proposition, pour celles et ceux qui décideront.
plan-proposal-is-permanent = Une proposition est inscrite au journal de votre autorité : elle ne s’efface pas.
plan-check = Relire avant de proposer
plan-propose = Proposer
plan-proposed = La proposition est inscrite au journal. Les autorités peuvent se prononcer.
plan-preview = Ce que vous allez proposer
plan-preview-hint = Rien n’est encore enregistré. Corrigez ci-dessous ou proposez.
plan-progress-title = Déclarer l’avancement
plan-progress-lead = L’avancement déclaré est une proposition : il entre en vigueur quand les autorités l’ont approuvé.
plan-progress-owner = L’avancement déclaré est une proposition : il entre en vigueur quand l’autorité responsable ({ $owner }) l’a approuvé.
plan-account-hint = Pourquoi l’action est bloquée ou abandonnée ; ce qui a été livré et où le trouver, quand elle est réalisée.
plan-new-values = Nouvelles valeurs mesurées
plan-new-values-hint = Les valeurs déjà inscrites restent. Une valeur du même jour remplace la précédente.
plan-measured-on = Mesurée le
plan-measure-named = Mesure « { $indicator } », { $day }
plan-evidence-hint = Le document qui la prouve : titre, référence, date.

## Fautes de saisie
plan-fault-empty = Remplissez ce champ.
plan-fault-too-long = Raccourcissez ce texte : { $max } caractères au plus.
plan-fault-too-many = Il y a trop d’éléments : { $max } au plus.
plan-fault-unreadable = Retirez les caractères invisibles de ce texte.
plan-fault-not-a-date = Écrivez une date, par exemple 2026-03-31.
plan-fault-not-a-number = Écrivez un nombre, par exemple 12,5 : quinze chiffres au plus, dont six après la virgule.
plan-fault-number-range = Écrivez un nombre de 1 à 255.
plan-fault-due-before-start = L’échéance ne peut pas précéder le début.
plan-fault-owner-contributes = L’autorité responsable ne peut pas être aussi contributrice.
plan-fault-member = Choisissez des autorités membres, chacune une seule fois.
plan-fault-indicator-twice = Deux indicateurs portent le même identifiant.
plan-fault-indicator-id = L’identifiant de l’indicateur ne comporte que des lettres, des chiffres et des tirets.
plan-fault-target-is-baseline = La cible doit différer de la valeur de départ.
plan-fault-cycle = L’action dépendrait d’elle-même, directement ou par d’autres actions.
plan-fault-dependency-twice = La même action est citée deux fois.
plan-fault-unknown = Choisissez un élément qui figure au plan.
plan-fault-blocked-without-reason = Indiquez pourquoi l’action est bloquée.
plan-fault-cancelled-without-reason = Indiquez pourquoi l’action est abandonnée.
plan-fault-done-without-account = Indiquez ce qui a été livré et où le trouver.
plan-fault-no-evidence = Citez le document qui prouve cette valeur.
plan-fault-unknown-indicator = Cet indicateur ne figure pas dans l’action.
plan-fault-measured-twice = Cet indicateur a déjà une valeur ce jour-là.
plan-fault-measured-later = Une valeur ne peut pas être mesurée dans l’avenir.
plan-fault-no-change = Cette proposition ne change rien. Modifiez au moins une rubrique.
plan-fault-changed-twice = Le même élément est modifié deux fois.
plan-fault-progress-not-alone = L’avancement d’une action se propose seul.

## Refus
plan-refused-stale = L’action a changé depuis que vous avez ouvert ce formulaire. Repartez de sa page pour proposer à partir de la version en vigueur.
plan-refused-unknown-parent = La version dont part cette proposition n’est pas en vigueur. Repartez de la page de l’action.
plan-refused-unknown-reference = Cette proposition cite un élément qui ne figure pas au plan.
plan-refused-own-proposal = Vous avez rédigé cette proposition : une autre personne de votre autorité doit se prononcer.
plan-refused-spoken-twice = Votre autorité s’est déjà prononcée sur cette proposition.
plan-refused-competing = Votre autorité a déjà approuvé une proposition concurrente, encore à décider. Elle ne peut approuver celle-ci que si l’autre est rejetée.
plan-refused-adopted = La proposition est déjà adoptée.
plan-refused-rejected = La proposition est déjà rejetée.
plan-refused-superseded = La proposition est caduque : une autre a été adoptée sur le même élément.
plan-refused-not-ours = Cette décision revient à l’autorité responsable de l’action.
plan-refused-other-text = Le texte de la proposition n’est pas celui que vous avez lu. Rechargez la page.
plan-refused-circle = Avec ce que votre autorité a déjà approuvé, des actions s’attendraient les unes les autres sans fin.

## Inscriptions irrégulières : conservées, montrées, sans effet
plan-irregular-unreadable = L’inscription est illisible.
plan-irregular-audience = L’inscription n’est pas adressée à toutes les autorités membres.
plan-irregular-content = Le texte ne respecte pas les règles du plan.
plan-irregular-proposal-twice = Le journal contient déjà une proposition de même identifiant.
plan-irregular-rule = La règle de décision citée n’est pas celle de la charte.
plan-irregular-unknown-parent = La version à remplacer n’est pas en vigueur.
plan-irregular-stale = La version à remplacer l’était déjà.
plan-irregular-unknown-reference = L’inscription cite un élément absent du plan.
plan-irregular-signature = L’acte n’est pas signé par l’agent qu’il nomme.
plan-irregular-unknown-proposal = L’inscription ne cite aucune proposition connue.
plan-irregular-own-proposal = L’agent qui a rédigé la proposition s’est prononcé lui-même.
plan-irregular-spoken-twice = L’autorité s’était déjà prononcée.
plan-irregular-competing = L’autorité avait approuvé une proposition concurrente encore à décider.

# Après un nombre
plan-counted-done = { $n ->
    [one] réalisée
   *[other] réalisées
 }
plan-counted-under-way = { $n ->
    [one] en cours
   *[other] en cours
 }
plan-counted-late = { $n ->
    [one] en retard
   *[other] en retard
 }
plan-counted-blocked = { $n ->
    [one] bloquée
   *[other] bloquées
 }
plan-counted-planned = { $n ->
    [one] prévue
   *[other] prévues
 }
plan-counted-cancelled = { $n ->
    [one] abandonnée
   *[other] abandonnées
 }

## Notions du vocabulaire commun
plan-concepts = Notions du vocabulaire commun
plan-concepts-hint = Ce dont il s’agit : chaque notion relie l’action aux lois, et bientôt aux formations et aux campagnes. Douze au plus.
plan-concept-panel = Dans le plan d’action
plan-concept-all = Voir les { $n } actions
plan-filter-concept = Notion
plan-filter-of-concept = Notion :
plan-filter-all-concepts = Toutes
plan-fault-concept-order = Chaque notion est nommée une fois, dans l’ordre de son identifiant.
plan-fault-unknown-concept = Une des notions cochées n’est pas dans le vocabulaire. Rechargez la page et choisissez dans la liste.

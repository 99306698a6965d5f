### La règle commune : options, propositions, positions, texte commun, tableaux.

## Titres
law-section-alignment = Règle commune
law-section-common-text = Texte commun
law-align-title = Vers une règle commune
law-align-lead = Ce sur quoi les trois lois pourraient s’accorder, ce que chacune aurait à changer, et ce que les autorités ont décidé.
law-align-awaiting = { $n ->
    [one] { $n } proposition attend la position de votre autorité ({ $authority }).
   *[other] { $n } propositions attendent la position de votre autorité ({ $authority }).
 }
law-align-counts = Questions en discussion : { $open }. Règles communes en vigueur : { $in_force }.
law-align-references-awaiting = Textes de référence : propositions à décider
law-align-documents = Documents
law-align-files = Fichiers à télécharger
law-align-download = Télécharger en { $format }
law-align-first = À examiner d’abord
law-align-first-hint = Ce qui attend votre autorité, ce qui est en discussion, puis les écarts établis, les plus graves d’abord.
law-align-topic-counts = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }{ $apart ->
    [0] {""}
    [one] , { $apart } écart
   *[other] , { $apart } écarts
 }{ $open ->
    [0] {""}
   *[other] , { $open } en discussion
 }{ $adopted ->
    [0] {""}
    [one] , { $adopted } règle adoptée
   *[other] , { $adopted } règles adoptées
 }
law-align-state = État
law-align-state-awaiting = attend votre autorité
law-align-state-open = en discussion
law-align-state-none = sans proposition
law-align-state-adopted = règle adoptée

## Une question
law-align-to-comparison = Voir les réponses de tous les textes
law-align-open-here = Une proposition attend une décision :
law-align-rule = Règle commune
law-align-not-harmonised = Cette question décrit une institution ou un texte : aucune règle commune n’est nécessaire.
law-align-options = { $n ->
    [0] Aucune option
    [one] { $n } option
   *[other] { $n } options
 }
law-align-options-lead = Chaque option vient d’une réponse relevée. Le tableau dit ce qu’elle demanderait à chaque loi, telle qu’elle est connue aujourd’hui.
law-align-options-caption = Options, et ce qu’elles demandent à chaque loi
law-align-known = { $known } des { $laws } lois nationales sont établies sur cette question : ce qui manque n’est ni compté, ni supposé.
law-align-option = Option
law-align-whose = D’où elle vient
law-align-act = Proposer
law-align-today = Aujourd’hui
law-align-n-changes = { $n ->
    [0] aucune loi à changer parmi celles qui sont établies
    [one] { $n } loi à changer parmi celles qui sont établies
   *[other] { $n } lois à changer parmi celles qui sont établies
 }
law-align-propose-this = Partir de cette option
law-align-propose-own = Proposer une règle commune
law-align-withheld = { $n ->
    [0] Toutes les options sont proposées
    [one] { $n } option n’est pas proposée : pourquoi
   *[other] { $n } options ne sont pas proposées : pourquoi
 }
law-align-withheld-undeclared = Ce que cela veut dire n’est pas déclaré pour cette question.
law-align-withheld-too-few = Il faut au moins deux lois nationales établies, dont une qui prévoit quelque chose.
law-align-withheld-unrankable = Les réponses établies ne se laissent pas ordonner : liste ouverte, borne donnée d’un seul côté ou réponse sans rang.
law-align-withheld-nothing-common = Les lois établies n’ont rien en commun sur ce point.
law-align-withheld-unknown = La réponse n’est pas établie.
law-align-withheld-silent = Le texte lu ne prévoit rien.
law-align-withheld-not-applicable = La question est sans objet pour ce texte.
law-align-withheld-reported = La réponse ne fait que répéter un signalement non confirmé.
law-align-strictest = La plus stricte des lois nationales établies
law-align-protective = La plus protectrice des personnes, parmi les lois nationales établies
law-align-own = Valeur propre aux autorités
law-align-open = (liste ouverte dans ce texte)
law-align-scales = Ce que veulent dire « stricte » et « protectrice » ici
law-align-scales-lead = C’est notre appréciation, non celle d’une loi. Elle figure dans le fichier alignment.toml, que les juristes peuvent relire et corriger.
law-align-order-none = Non déclaré pour cette question.
law-align-order-yes = « Oui » l’est davantage.
law-align-order-no = « Non » l’est davantage.
law-align-order-longer = Le délai le plus long l’est davantage.
law-align-order-shorter = Le délai le plus court l’est davantage.
law-align-order-higher = La valeur la plus haute l’est davantage.
law-align-order-lower = La valeur la plus basse l’est davantage.
law-align-order-more = Tout ce que nomme au moins une des lois.
law-align-order-fewer = Seulement ce que nomment toutes les lois.
law-align-order-ranked = Du moins au plus : { $codes }.
law-align-proposals = Propositions
law-align-no-proposal = Aucune proposition sur cette question.
law-align-col-reference = Référence
law-align-col-date = Date

## Qui changerait quoi
law-align-already = déjà ainsi
law-align-other-units = même quantité, dite autrement
law-align-check = à vérifier
law-align-check-open-list = liste ouverte : ce qu’elle ne nomme pas peut y être
law-align-must-change = doit changer
law-align-must-legislate = doit légiférer
law-align-silent = rien n’est prévu aujourd’hui
law-align-read = à lire côte à côte
law-align-from-to = de « { $from } » à « { $to } »

## Proposer
law-align-propose-title = Proposer une règle commune
law-align-propose-lead = Une valeur, la rédaction de la disposition, et le motif. Les trois autorités se prononceront.
law-align-replaces = Cette proposition remplacerait la règle en vigueur :
law-align-start-from = Partir d’une option
law-align-value = Valeur de la règle
law-align-wording = Rédaction de la disposition
law-align-wording-fr = Rédaction en français
law-align-wording-en = Rédaction en anglais
law-align-wording-hint = Telle qu’elle figurerait dans le texte commun, 2 000 caractères au plus.
law-align-reason = Motif
law-align-reason-hint = Pourquoi cette règle, pour les autres autorités.
law-align-permanent = Une proposition est inscrite au journal de votre autorité : elle ne s’efface pas.
law-align-propose = Proposer
law-align-proposed = La proposition est inscrite au journal. Les autorités peuvent se prononcer.
law-align-reference-title = Proposer une réponse d’un texte de référence
law-align-reference-lead = Aucune autorité ne tient seule la colonne de ce texte ({ $instrument }) : la réponse change quand les autorités l’ont décidé ensemble.
law-align-present = Réponse actuelle
law-align-subject-reference = { $instrument } : { $question }

## Une proposition
law-align-proposal-title = Proposition { $reference }
law-align-where = Où en est cette proposition
law-align-outcome-open = à décider
law-align-outcome-adopted-at = adoptée, confirmation { $level }
law-align-outcome-in-force = adoptée, en vigueur
law-align-outcome-rejected = rejetée
law-align-outcome-withdrawn = retirée
law-align-outcome-superseded = caduque
law-align-rule-consensus = Règle de décision : consensus de toutes les autorités membres.
law-align-rule-majority = Règle de décision : majorité des autorités membres.
law-align-next-consensus = Elle sera adoptée quand toutes les autorités l’auront approuvée ; un seul refus la rejette. Doivent encore se prononcer : { $awaited }.
law-align-next-majority = Elle sera adoptée quand plus de la moitié des autorités l’auront approuvée. Peuvent encore se prononcer : { $awaited }.
law-align-next-in-force = Elle est adoptée et confirmée par toutes les autorités : elle est en vigueur.
law-align-next-confirming = Elle est adoptée. Elle entrera en vigueur quand toutes les autorités auront conservé et contresigné les actes qui la décident ; cela se fait au prochain échange entre les nœuds.
law-align-next-rejected = Elle est rejetée et ne change rien. Une nouvelle proposition peut être rédigée.
law-align-next-withdrawn = L’autorité qui l’avait proposée l’a retirée.
law-align-next-superseded = Une autre proposition sur le même point a été adoptée : celle-ci ne peut plus l’être.
law-align-agrees = approuve
law-align-refuses = refuse
law-align-withdraws = retire
law-align-proof-of = Preuve { $reference }
law-align-proposed-rule = Règle proposée
law-align-proposed-answer = Réponse proposée
law-align-before = La règle qu’elle remplacerait
law-align-who-changes = Ce qu’elle demande à chaque loi
law-align-asks = Ce qui est demandé
law-align-competing = Propositions concurrentes
law-align-competing-lead = Elles portent sur le même point : une seule d’entre elles peut être adoptée.
law-align-origin = Origine
law-align-drafter = Rédigée par
law-align-author = Autorité
law-align-decide = Décision de votre autorité ({ $authority })
law-align-decide-lead = Vous vous prononcez au nom de votre autorité ({ $authority }), dans la fonction suivante : { $function }. Cet acte est signé, définitif et visible des autres autorités.
law-align-withdraw-hint = Votre autorité a proposé ce texte : le refuser, c’est le retirer.
law-align-position-reason = Motif de la position
law-align-position-reason-hint = Nécessaire pour refuser.
law-align-password = Votre mot de passe
law-align-password-hint = Il ouvre votre clé de signature, le temps de cet acte.
law-align-agree = Approuver la proposition
law-align-refuse = Refuser la proposition
law-align-withdraw = Retirer la proposition
law-align-agreed = L’approbation de votre autorité est signée et inscrite au journal.
law-align-refused = Le refus de votre autorité est signé et inscrit au journal.
law-align-refusal-needs-reason = Indiquez pourquoi votre autorité refuse.
law-align-duty-drafted = Vous avez rédigé cette proposition : une autre personne de votre autorité doit se prononcer.
law-align-duty-spoken = Votre autorité ({ $authority }) s’est déjà prononcée. Une position est définitive.
law-align-duty-not-permitted = Votre rôle ne permet pas de se prononcer au nom de votre autorité. Une personne qui a le rôle d’approbation peut le faire.
law-align-duty-signed-out = Connectez-vous pour vous prononcer au nom de votre autorité.
law-align-duty-refuse-only = Votre autorité a déjà approuvé une proposition concurrente. Elle peut refuser celle-ci, et ne pourra l’approuver que si l’autre est rejetée :
law-align-proofs = Preuves
law-align-proofs-lead = Chaque acte est inscrit au journal de son auteur. Les autres autorités le conservent et le contresignent : personne ne peut le modifier sans que cela se voie.
law-align-proof-proposal = Proposition
law-align-proof-position = Position de l’autorité { $authority }
law-align-proof-journal = Inscription au journal
law-align-proof-cosigners = Contresignée par
law-align-proof-leaf = Empreinte de l’inscription
law-align-proof-commitment = Empreinte du texte
law-align-proof-key = Clé de signature de l’agent
law-align-nobody-yet = aucune pour l’instant

## Commentaires
law-align-comments = { $n ->
    [0] Commentaires
    [one] { $n } commentaire
   *[other] { $n } commentaires
 }
law-align-comment = Votre commentaire
law-align-comment-hint = Visible des trois autorités. Il n’engage personne, et ne s’efface pas.
law-align-comment-send = Publier le commentaire
law-align-commented = Le commentaire est inscrit au journal.
law-align-about = sur { $reference }

## Refus
law-align-fault-long = Ce texte est trop long : { $max } caractères au plus.
law-align-fault-unreadable = Ce texte contient des caractères qui ne se lisent pas comme ils s’écrivent. Retapez-le.
law-align-fault-value = Cette valeur ne répond pas à la question, ou ne fait que répéter un signalement. Choisissez-en une autre.
law-align-fault-answer = La proposition sort des limites permises. Relisez-la, puis recommencez.
law-align-refused-stale = La règle a changé depuis que vous avez ouvert ce formulaire. Repartez de la page de la question.
law-align-refused-spoken = Votre autorité s’est déjà prononcée sur cette proposition.
law-align-refused-competing = Votre autorité a déjà approuvé une proposition concurrente, encore à décider. Elle ne peut approuver celle-ci que si l’autre est rejetée.
law-align-refused-column = Cette colonne est celle d’une loi nationale : son autorité la tient seule.
law-align-refused-other-text = Le texte de la proposition n’est pas celui que vous avez lu. Rechargez la page.
law-align-refused-signature = L’acte n’a pas pu être signé à votre nom. Reconnectez-vous, puis recommencez.
law-align-refused-not-harmonised = Aucune règle commune n’est nécessaire sur cette question : elle décrit une institution ou un texte.
law-align-refused-no-change = C’est déjà ce qui vaut : rien ne changerait.
law-align-refused-adopted = La proposition est déjà adoptée.
law-align-refused-rejected = La proposition est déjà rejetée.
law-align-refused-superseded = La proposition est caduque : une autre a été adoptée sur le même point.

## Texte commun
law-common-title = Texte commun
law-common-lead = Les règles que les trois autorités ont adoptées ensemble. Ce texte ne lie pas les États : il est la base que leurs lois pourraient reprendre.
law-common-empty = Aucune règle commune n’est encore adoptée.
law-common-empty-hint = Le texte se remplit à mesure que les autorités décident.
law-common-counts = { $n ->
    [one] { $n } règle adoptée, dont { $in_force } en vigueur.
   *[other] { $n } règles adoptées, dont { $in_force } en vigueur.
 }
law-common-agreed = approuvée par { $authorities } ; proposée le { $date }
law-common-earlier = { $n ->
    [one] { $n } rédaction antérieure
   *[other] { $n } rédactions antérieures
 }

## Tableaux
law-conc-title = Tableau de concordance
law-conc-lead = Question par question, ce que prévoit chacune des trois lois, sur quel article, avec quelle certitude, et la règle commune si elle est adoptée.
law-conc-article = article { $article }
law-conc-with-references = Ajouter les textes de référence
law-conc-without-references = Les trois lois seules
law-trans-of = Transposition : { $country }
law-trans-lead = Pour chaque règle commune adoptée : ce que la loi prévoit aujourd’hui, ce qui devrait changer, et où en est la transposition.
law-trans-empty = Aucune règle commune n’est encore adoptée : il n’y a rien à transposer.
law-trans-empty-hint = Le tableau se remplit à mesure que les autorités décident.
law-trans-provision = Règle commune
law-trans-present = Article et disposition actuels
law-trans-change = Ce qui doit changer
law-trans-done = transposé, à attester
law-trans-done-attested = transposé, attesté
law-trans-to-do = à transposer
law-trans-to-check = à vérifier
law-trans-not-established = non établi

## Inscriptions irrégulières : conservées, montrées, sans effet
law-irregular-unreadable = L’inscription est illisible.
law-irregular-audience = L’inscription n’est pas adressée à toutes les autorités membres.
law-irregular-content = Un texte manque ou sort des limites permises.
law-irregular-column = La colonne de ce texte n’est pas de celles que son auteur peut changer ainsi.
law-irregular-stale = La réponse ou la règle à remplacer l’était déjà.
law-irregular-signature = L’acte n’est pas signé par l’agent qu’il nomme.
law-irregular-own-answer = L’agent qui a rédigé la réponse l’a attestée lui-même.
law-irregular-proposal-twice = Le journal contient déjà une proposition de même identifiant.
law-irregular-rule = La règle de décision citée n’est pas celle de la charte.
law-irregular-unknown-parent = La règle à remplacer n’a jamais été adoptée.
law-irregular-unknown-proposal = L’inscription ne cite aucune proposition connue.
law-irregular-own-proposal = L’agent qui a rédigé la proposition s’est prononcé lui-même.
law-irregular-spoken-twice = L’autorité s’était déjà prononcée.
law-irregular-competing = L’autorité avait approuvé une proposition concurrente encore à décider.
law-align-reference-open = Proposer une correction
law-align-agreed-jointly = Qui a approuvé cette réponse : proposition { $reference }
law-section-concordance = Concordance
law-align-relation = Rapport entre les trois lois
law-align-absent-proposal = Aucune proposition ne porte la référence « { $id } ».

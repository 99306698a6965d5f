### Le guide : une description, trois réponses. Pour une boutique, une clinique, une banque ; les mots du métier restent exacts.

guide-menu = Guide

## Porte, sur la première page
guide-door-title = Vous gardez des données sur des personnes ?
guide-door-lead = Décrivez votre activité : le guide dit ce que prévoient les lois du Mali, du Burkina Faso et du Niger. Sans compte ; rien n’est enregistré.
guide-door-button = Ouvrir le guide

## Entrée
guide-title = Données personnelles : que devez-vous faire ?
guide-lead = Une boutique, une clinique, une école, une banque : dès que vous gardez des noms, des numéros ou des images, la loi prévoit des règles. Décrivez votre activité ; le guide vous dit ce que prévoient les trois lois.
guide-start = Commencer
guide-resume = Reprendre vos réponses
guide-how-long = { $n } écrans courts, environ cinq minutes. Passez ce que vous ne savez pas.
guide-how-kept = Rien n’est enregistré ici : vos réponses restent dans l’adresse de la page. Gardez cette adresse pour reprendre plus tard. Qui la reçoit peut lire vos réponses.
guide-how-sure = Quand la loi n’est pas connue avec certitude, le guide le dit, et vous indique à quelle autorité le demander.
guide-nature = Le guide informe ; il ne remplace pas un avis juridique. Relevé documentaire de novembre 2026, et ce que les autorités ont corrigé depuis.
guide-examples = Ou partir d’une question
guide-examples-lead = Un clic donne la réponse ; vous pourrez changer la description ensuite.
guide-example-clinic = Une clinique de Ouagadougou peut-elle héberger ses données à l’étranger ?
guide-example-bank = Une banque présente dans les trois pays : que doit-elle déposer, et combien cela coûte-t-il ?
guide-example-breach = Quel est le délai pour notifier une violation de données ?
guide-example-shop = Une boutique de Bamako installe des caméras : que doit-elle faire ?

## Écrans
guide-step-of = Écran { $n } sur { $whole }
guide-next = Continuer
guide-back = Écran précédent
guide-to-verdict = Voir le résultat
guide-skip = Voir le résultat sans attendre
guide-kept-short = Rien n’est enregistré : vos réponses sont dans l’adresse de la page.
guide-yes = Oui
guide-no = Non
guide-unsaid = Je ne sais pas
guide-choose-several = Cochez tout ce qui convient.
guide-unanswered = sans réponse

## Ce qui ne va pas
guide-faults = Une réponse n’a pas été comprise
guide-fault-long = L’adresse est trop longue : { $length } caractères, { $max } au plus. Aucune réponse n’a été lue ; recommencez depuis le premier écran.
guide-fault-unreadable = L’adresse est abîmée. Aucune réponse n’a été lue ; recommencez depuis le premier écran.
guide-fault-unknown = L’adresse nomme « { $name } », que le guide ne demande pas.
guide-fault-value = « { $value } » n’est pas une des réponses proposées.
guide-fault-several = Choisissez une seule réponse.
guide-fault-alone = « { $choice } » ne va avec aucune autre réponse : décochez l’une ou l’autre.
guide-fault-count = « { $value } » n’est pas un nombre entier : écrivez-le en chiffres.
guide-fault-too-much = Cette réponse est trop longue.
guide-fault-at = { $question } { $fault }
guide-contradictions = Deux réponses se contredisent
guide-change = Changer
guide-stopped = Le résultat attend que ces réponses soient corrigées.

## Réponses
guide-answers-title = Vos réponses
guide-answers-none = Vous n’avez encore répondu à rien.
guide-answers-none-hint = Commencez par le premier écran ; chaque réponse précise le résultat.
guide-answers-keep = Pour reprendre plus tard, gardez l’adresse de cette page.

## Résultat
guide-verdict-title = Ce que prévoient les lois
guide-verdict-lead = D’après les réponses ci-dessous.
guide-verdict-jump = Aller à
guide-views = Que voulez-vous voir ?
guide-view-all = Tout
guide-view-file = Formalités et frais
guide-view-abroad = À l’étranger
guide-view-duties = Obligations
guide-view-breach = Violation de données
guide-view-risk = Sanctions et recours
guide-missing = { $n ->
    [one] Une réponse de plus préciserait le résultat
   *[other] { $n } réponses de plus préciseraient le résultat
 }
guide-applies-yes = Cette loi s’applique à vous.
guide-applies-no = Cette loi ne semble pas s’appliquer à vous.
guide-applies-open = Il n’est pas établi que cette loi s’applique à vous. Si elle s’applique :
guide-outside = Aucune raison connue de l’appliquer n’est remplie par vos réponses. Dans le doute, demandez à l’autorité ({ $authority }).
guide-kind-connects = Raisons d’appliquer la loi
guide-kind-excludes = Raisons de ne pas l’appliquer
guide-kind-authority = À qui s’adresser
guide-kind-formality = Ce qu’il faut déposer
guide-kind-fee = Ce que cela coûte
guide-kind-delay = Le délai de l’autorité
guide-kind-transfer = Données qui sortent du pays
guide-kind-hosting = Lieu d’hébergement
guide-kind-lawfulness = Ce qui est permis
guide-kind-duty = Vos obligations
guide-kind-rights = Ce que vous devez aux personnes
guide-kind-breach = Violation de données
guide-kind-breach-hint = Perte, vol ou fuite de données.
guide-kind-sanction = Ce que l’on risque
guide-kind-complaint = Plaintes et recours
guide-not-established = non établi
guide-how-much-open = oui, mesure non établie
guide-not-concerned = rien d’après vos réponses
guide-if-concerned = Seulement si vous êtes concerné : vos réponses ou la loi ne permettent pas de le dire.
guide-tell-some = { $n ->
    [one] Il nous manque une réponse
   *[other] Il nous manque { $n } réponses
 }
guide-tell = Il nous manque vos réponses :
guide-ask = Non établi ici : demandez à l’autorité ({ $authority })
guide-article = art. { $article }
guide-no-article = article non relevé
guide-why = D’où cela vient
guide-rule = Règle
guide-when = Vaut si :
guide-requires = Oui si :
guide-condition-and = { " ; et " }
guide-condition-or = { " ; ou " }
guide-condition-is = { $what } : { $value }
guide-condition-is-not = { $what } : pas { $value }
guide-condition-not = pas ({ $words })
guide-condition-quoted = « { $what } »
guide-condition-law = « { $what } » dans la loi
guide-condition-overlap = quelque chose de commun à { $left } et à { $right }
guide-condition-beyond = { $what } : autre chose que { $value }
guide-condition-only = { $what } : rien d’autre que { $value }
guide-standing-open-list = la liste lue est ouverte
guide-standing-unknown = non connu ici
guide-standing-recalled = connu de mémoire seulement
guide-standing-silent = le texte lu ne prévoit rien
guide-standing-not-applicable = sans objet pour cette loi
guide-standing-reported = un signalement reste à confirmer
guide-standing-out-of-date = pas en vigueur aujourd’hui
guide-differences = Ce qui change d’un pays à l’autre
guide-differences-short = Différences
guide-differences-none = Rien de ce qui est établi ne diffère d’après vos réponses. Ce qui n’est pas établi peut différer.
guide-perhaps = { $n ->
    [one] Un point diffère peut-être : il n’est pas établi partout
   *[other] { $n } points diffèrent peut-être : ils ne sont pas établis partout
 }
guide-perhaps-caption = Points qui diffèrent peut-être
guide-col-point = Point
guide-col-answer = Réponse
guide-col-trust = Article et certitude
guide-keep = Garder ce résultat
guide-pdf = Télécharger en PDF
guide-programs = Pour un programme (JSON) :
guide-programs-verdict = ce résultat
guide-programs-rules = les questions et les règles
guide-answers-all = Toutes les questions, avec ou sans réponse
guide-letter = Lettre prête à compléter pour l’autorité ({ $authority })
guide-letter-ready = { $n ->
    [one] { $n } point à demander : lettre prête à compléter
   *[other] { $n } points à demander : lettre prête à compléter
 }
guide-table-caption = { $country } : ce que prévoit la loi

## Lettre à l’autorité, toujours en français
guide-letter-sender = [Nom de votre organisme]
guide-letter-address = [Adresse, ville]
guide-letter-contact = [Téléphone, courriel]
guide-letter-to = À : { $authority } ({ $acronym })
guide-letter-place = [Lieu], le [date]
guide-letter-subject = Objet : traitement de données à caractère personnel, demande de précisions
guide-letter-greeting = Madame, Monsieur,
guide-letter-opening = En qualité de responsable du traitement, nous vous décrivons ci-dessous un traitement de données à caractère personnel et vous prions de nous préciser ce que prévoit la loi applicable ({ $law }).
guide-letter-processing = Le traitement
guide-letter-describe = [Décrivez le traitement]
guide-letter-known = Ce que nous avons relevé, sauf erreur de notre part
guide-letter-asked = Ce que nous vous prions de nous préciser
guide-letter-closing = Nous nous tenons à votre disposition pour tout complément et vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée.
guide-letter-signature = [Nom, fonction, signature]
guide-letter-origin = Lettre préparée le { $date } avec le guide public Liptako. Relisez-la et complétez-la avant de l’envoyer ; elle n’engage que son signataire.
guide-api-not-asked = « { $fact } » : cette réponse n’a pas d’objet d’après vos autres réponses ({ $others }).

### Pièces d’un contrôle, mises sous scellé numérique.

## Titres
evidence-section = Preuves
evidence-title = Scellés de preuves
evidence-lead = Un scellé fige un dossier de pièces : si un seul octet change ensuite, on sait lequel. Les fichiers restent chez vous ; seul leur relevé est inscrit au journal.
evidence-record-title = Inscrire un scellé
evidence-record-lead = Déposez ici le relevé du scellé fait sur place. L’heure qui fait foi sera celle de la première contresignature d’une autre autorité.
evidence-untitled = Scellé sans titre
evidence-what = Ce qui est scellé

## Marche à suivre
evidence-how = Comment sceller un dossier
evidence-how-1 = Sur place, même sans réseau, scellez le dossier :
evidence-how-2 = Notez l’empreinte sur le procès-verbal et faites-la lire aux personnes présentes.
evidence-how-3 = Dès que possible, inscrivez ici le relevé (fichier manifest.txt du scellé).
evidence-how-4 = Plus tard, vérifiez le dossier :

## Liste
evidence-none = Aucun scellé pour l’instant
evidence-none-hint = Les scellés que votre autorité inscrit, ou qu’une autre lui ouvre, apparaîtront ici.
evidence-count = { $n ->
    [one] Un scellé
   *[other] { $n } scellés
 }
evidence-pages = Pages de la liste
evidence-newer = Plus récents
evidence-older = Plus anciens

## Un scellé
evidence-title-field = Objet
evidence-reference = Référence
evidence-authority = Autorité
evidence-files = Contenu
evidence-files-n = { $n ->
    [one] 1 fichier
   *[other] { $n } fichiers
 }
evidence-bytes = Taille
evidence-bytes-n = { $n ->
    [one] 1 octet
   *[other] { $n } octets
 }
evidence-made = Scellé le
evidence-made-hint = selon l’horloge de la machine
evidence-recorded = Inscrit au journal le
evidence-by = Inscrit par
evidence-readers = Qui peut le lire
evidence-note = Circonstances
evidence-fingerprint = Empreinte
evidence-fingerprint-hint = À comparer, groupe par groupe, avec celle du procès-verbal.
evidence-manifest-hash = Empreinte complète du relevé (SHA-256)
evidence-root = Racine des pièces
evidence-journal-place = Place au journal
evidence-when = Depuis quand
evidence-when-lead = Une autre autorité a conservé et contresigné cette inscription sans en connaître le contenu : à cette heure-là au plus tard, les pièces étaient dans l’état scellé.
evidence-existed = Pièces dans cet état au plus tard le
evidence-not-yet = Aucune autre autorité ne l’a encore contresigné : l’heure ne fait pas encore foi.
evidence-cosigned = Contresignatures
evidence-cosigned-at = Contresigné le
evidence-keep = À conserver avec les pièces
evidence-print = Procès-verbal de scellé (PDF)
evidence-proof = Preuve d’inscription (proof.txt)
evidence-proof-hint = Placez proof.txt dans le dossier du scellé : la vérification contrôlera aussi la date, sans réseau.

## Inscrire
evidence-manifest = Relevé du scellé
evidence-manifest-hint = Le fichier manifest.txt du dossier « .seal ». Les pièces elles-mêmes ne sont pas envoyées.
evidence-note-hint = Lieu, personnes présentes, support.
evidence-readers-ask = Ouvrir aussi ce scellé à
evidence-readers-hint = Sans choix, votre autorité seule peut le lire. Les autres voient qu’une inscription confidentielle existe, rien de plus.
evidence-sign-lead = Vous signez pour { $authority }, en qualité de : { $function }.
evidence-password = Votre mot de passe
evidence-password-hint = Il ouvre votre clé de signature.
evidence-record-send = Signer et inscrire
evidence-recorded-done = Le scellé est inscrit au journal.

## Refus
evidence-fault-file = Choisissez le fichier manifest.txt du scellé.
evidence-fault-text = Ce fichier n’est pas un relevé de scellé : ce n’est pas du texte.
evidence-fault-manifest = Ligne { $line } du relevé : { $why ->
    [large] le relevé est trop long.
    [start] ce n’est pas un relevé de scellé (« liptako-evidence/1 » est attendu).
    [path] ce chemin ne peut venir d’un scellé.
    [order] les chemins ne sont pas dans l’ordre.
    [sum] les totaux ou la racine de l’en-tête ne correspondent pas aux lignes : le relevé a été modifié.
    [words] l’objet ou la référence est trop long, ou contient des caractères interdits.
   *[line] ce n’est pas la ligne attendue ici.
 }
evidence-fault-already = Votre autorité a déjà inscrit ce relevé (n° { $n } de son journal).

## Irrégularités
evidence-irregular-unreadable = Ce scellé ne peut être lu.
evidence-irregular-signature = Ce scellé n’est pas signé par la personne qu’il nomme.
evidence-irregular-audience = Ce scellé n’est pas un envoi confidentiel, ou son auteur ne peut le lire.

## Papier
evidence-paper-title = Procès-verbal de scellé numérique
evidence-paper-notice = Ce document décrit un scellé ; il ne contient aucune pièce. Sa valeur devant un tribunal relève du droit de chaque pays.
evidence-check = Comment vérifier
evidence-check-1 = Réunir le dossier des pièces et son scellé (avec { $file } et, s’il existe, proof.txt).
evidence-check-2 = Lancer « liptako evidence verify » sur le dossier, sur n’importe quelle machine, sans réseau.
evidence-check-3 = Comparer l’empreinte affichée avec celle de ce procès-verbal.
evidence-signatures = Signatures
evidence-signature-name = Nom
evidence-signature-function = Qualité
evidence-signature = Signature

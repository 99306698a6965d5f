# Pages of the journals, the peers and the bundles; messages of the command line.

journal-menu = Journals
journal-title = The signed journals
journal-title-of = Journal: { $authority }
journal-lead = Each authority keeps one journal, which its own node alone writes and signs. The two others copy it, check that it only ever grew, and cosign it. Nobody can rewrite it unseen.
journal-size = Length
journal-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }
journal-holders = Stored and cosigned by
journal-no-holder = nobody else so far
journal-up-to = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }
journal-root = Hash of the whole journal
journal-frozen = Two different histories of this journal were signed. It is frozen at the last common length; the proof lies in the node's “evidence” folder. The authorities decide.
journal-empty = This journal has no entry yet.
journal-empty-hint = It will fill at the first contact with its node.
journal-caption = Entries { $first } to { $last }, of { $size }
journal-number = Number
journal-kind = Kind
journal-written = Written
journal-level = Confirmation
journal-pages = Pages of the journal
journal-newer = Newer
journal-older = Older
kind-sealed = Confidential sending
kind-genesis = Opening of the journal
kind-key-rotation = Change of key
kind-erasure = Erasure
kind-receipt = Receipt
kind-restore-override = Signing resumed by override
kind-act-key = Officer's key registered
kind-act-key-revoked = Officer's key revoked
kind-plan-proposal = Proposal on the action plan
kind-plan-position = Position on a proposal
kind-law-answer = Answer of a law
kind-law-attestation = Attestation of an answer
kind-law-proposal = Proposed common rule or answer of a reference instrument
kind-law-position = An authority’s position on a proposal of law
kind-law-comment = Remark on a question of law
kind-exchange-file = Attached document
kind-practice-version = Version of a practice
kind-practice-review = Review of a practice
kind-practice-adoption = Adoption of a practice
kind-practice-feedback = Feedback on a practice
kind-advisory = Version of an advisory
kind-advisory-acknowledgement = Acknowledgement of an advisory
kind-advisory-publication = Publication of an advisory
kind-case-opened = Opening of a cross-border case
kind-case-step = Step of a cross-border case
kind-evidence-seal = Seal of exhibits
kind-unknown = Kind unknown to this version

entry-title = Entry { $n }
entry-sealed = The journal shows only that this was sent, when, and its fingerprint: neither its subject, nor its addressees, nor its content. The authorities addressed, they alone, read it in its place (a case, an advisory). If yours is not addressed, it will learn nothing more.
entry-lead = An entry holds no text: only its hash, which is enough to prove that it has not changed. Here is what is needed to check that it stands in its place in the journal.
entry-level = Confirmation
entry-officer = Signed by
entry-proposal = Read the proposal
entry-officer-named = { $name }, { $function }
entry-object = Object
entry-leaf = Hash of the entry
entry-commitment = Hash of the text
entry-irregular = This entry breaks a rule and has no effect. { $reason }
entry-erased = text erased
entry-erasure = Erased text
entry-erasure-what = The authority that wrote this text had it erased. The entry remains and the journal verifies as before; the text, and the salt that tied it to its fingerprint, are destroyed here.
entry-erasure-reason = Reason
entry-erasure-asked = Erasure asked for
entry-erasure-receipt = Receipt of destruction: { $authority }
entry-erasure-missing = not received yet
entry-stored-by = Who stores it
entry-stored-by-nobody = No peer has cosigned it yet. One will at the next contact.
entry-cosigned = cosigned the journal when it held { $n } entries
entry-proof = Proof to take away
entry-proof-how = This file can be checked anywhere, without network and without this node, with nothing but the authorities' public cards.
entry-proof-take = Take the proof
entry-proof-show = Show the proof
entry-no-proof = No signed checkpoint covers this entry yet.

peers-menu = Exchange
peers-title = The exchange between the nodes
peers-lead = The other authorities' nodes, and how far the exchange with each one is.
peers-this-node = This node
peers-fingerprint = Fingerprint of its card
peers-none = No peer is declared.
peers-none-hint = Accept another authority's card on the command line: liptako peers add.
peers-state-well = Up to date
peers-state-behind = Behind
peers-state-silent = No answer
peers-state-never = Never reached
peers-state-frozen = Journal frozen
peers-last-error = Last incident:
peers-last-contact = Last contact
peers-never = never
peers-address = Address dialled
peers-it-dials = none: it dials us
peers-lacks = It lacks
peers-we-lack = We lack
peers-entries = { $n ->
    [0] nothing
    [one] { $n } entry
   *[other] { $n } entries
 }
peers-bodies = { $n ->
    [one] { $n } text
   *[other] { $n } texts
 }
peers-bytes = Bytes exchanged
peers-bytes-counted = { $sent } sent, { $received } received

bundles-menu = USB stick
bundles-title = Exchange by USB stick
bundles-lead = When there is no network, a USB stick carries the same bytes. Each bundle is sealed for the node that will read it: a lost stick gives no text away.
bundles-export = Prepare a bundle
bundles-export-how = The bundle holds everything the receiver lacks, of every journal.
bundles-to = Receiver
bundles-export-do = Prepare the bundle
bundles-exported = { $entries ->
    [0] The bundle { $name } is ready: the receiver lacked nothing, it carries receipts.
    [one] The bundle { $name } is ready: { $entries } entry.
   *[other] The bundle { $name } is ready: { $entries } entries.
 }
bundles-import = Read a bundle
bundles-import-how = Choose every file of the LPK1-… folder received. The order does not matter, and reading twice does no harm.
bundles-files = Files of the bundle
bundles-files-hint = The file “manifest.txt” and every part.
bundles-import-do = Read the bundle
bundles-imported = { $entries ->
    [0] The bundle was read: it brought nothing new.
    [one] The bundle was read: { $entries } new entry.
   *[other] The bundle was read: { $entries } new entries.
 }
bundles-incomplete = Parts are missing: { $parts }. What could be read is kept; choose the missing files and read again.
bundles-refused = This bundle is refused; nothing was changed.
bundles-refused-why = This bundle is refused; nothing was changed. { $reason }
bundles-part-refused = The part { $part } is refused; what could be read is kept.
bundles-part-refused-why = The part { $part } is refused; what could be read is kept. { $reason }
bundles-no-files = Choose at least one file.
bundles-ready = Bundles ready
bundles-none = No bundle is ready.
bundles-none-hint = Prepare one above.
bundles-copy = On the stick, make a folder named { $folder } and copy all these files into it.
bundles-size = { $n } bytes

cmd-case-number = Number
cmd-case-kind = Kind
cmd-case-title = Subject
cmd-case-concerned = Authorities
cmd-case-stage = State
cmd-case-opened = Opened on
cmd-case-no-kind = “{ $kind }” is not a kind of case; the kinds are: { $known }.
cmd-case-none = No case { $number } is readable here; liptako case list gives the numbers.
cmd-case-format = The file ends with .pdf, .docx or .json.
cmd-case-written = The case is written to { $file }. This file holds personal data.

# Command line
cmd-catching-up = Reading the journals
cmd-no-node = “{ $dir }” is not the directory of a node.
cmd-no-node-hint = Create it with liptako init --authority CODE --dir FOLDER, or name the right directory with --dir.
cmd-busy = Another liptako process ({ $holder }) uses “{ $dir }”.
cmd-busy-hint = Stop the node first, or do it on its pages.
cmd-no-database = The database { $place } does not open ({ $reason }).
cmd-no-database-hint = Check [storage] database with liptako config check.
init-not-a-member = The charter has no member “{ $code }”; it has: { $known }.
init-not-empty = “{ $dir }” is not empty: choose a new folder.
init-done = The node is created in { $dir }.
init-recovery = Recovery key. Copy it onto paper, keep it off line, then delete the file { $file }:
init-fingerprint = Hand the card { $card } to the other authorities. They will ask you to read this fingerprint aloud:
init-next = Next: accept their cards (liptako peers add), create the first account (liptako user add … --role administrator), then liptako serve --dir { $dir }
serve-address = The address { $address } cannot be opened ({ $reason }).
serve-address-hint = Another program may hold it; change it in liptako.toml.
permissions-unheld = The table { $file } gives { $n ->
    [one] this permission to no role, so nobody has it: { $names }. To give it, add its name
   *[other] these permissions to no role, so nobody has them: { $names }. To give them, add their names
 } to “permissions = […]” of a role.
permissions-usual = { $name } (usually: { $roles })
serve-stopped = The node stops because its disk refused to write ({ $reason }).
serve-stopped-hint = Nothing that was acknowledged is lost; check the disk, then start again.
config-well = The settings are valid.
setting-node-authority = Code of the authority in the charter.
setting-web-listen = Address of the officers' pages.
setting-web-behind-proxy = Whether an HTTPS proxy stands in front of the pages.
setting-web-demonstration = Whether the data are fictional; every page then says so.
setting-exchange-listen = Address where the peers' nodes may dial; without it, this node only dials.
setting-exchange-every = Seconds between two calls when nothing new is to be sent.
setting-storage-database = Database: sqlite, or a postgres://… address
setting-storage-lock = Folder of the signing lock, better on another volume.
setting-from-file = (from the file)
setting-from-environment = (from the environment)
setting-from-default = (default)
user-password = Password (12 characters or more):
user-first = The administrator's account “{ $login }” is open. Others are created on the pages or here.
user-added = The account “{ $login }” is open. Hand over in person this temporary password, to be changed at the first sign-in:
user-closed = The account “{ $login }” and its sessions are closed.
user-reset-done = Temporary password of “{ $login }”, to be handed over in person:
user-column-login = Login
user-column-name = Name
user-column-function = Function
user-column-roles = Roles
user-column-state = State
user-active = open
user-disabled = closed
cmd-plan-cli-done = done
cmd-plan-cli-under-way = under way
cmd-plan-cli-late = late
cmd-plan-cli-blocked = blocked
cmd-plan-cli-planned = planned
cmd-plan-cli-cancelled = given up
cmd-plan-cli-open = open
cmd-plan-cli-adopted = adopted
cmd-plan-cli-rejected = rejected
cmd-plan-cli-superseded = superseded
cmd-plan-cli-agrees = agrees
cmd-plan-cli-refuses = refuses
cmd-plan-column-axis = Axis
cmd-plan-column-number = No.
cmd-plan-column-action = Action
cmd-plan-column-owner = Owner
cmd-plan-column-state = State
cmd-plan-column-due = Due
cmd-plan-column-id = Identifier
cmd-plan-column-reference = Reference
cmd-plan-column-about = About
cmd-plan-column-positions = Positions
cmd-plan-no-axis = This axis is not in the plan.
cmd-plan-no-action = This action is not in the plan; liptako plan list gives the identifiers.
cmd-plan-no-proposal = There is no proposal “{ $proposal }” here; liptako plan proposals lists them.
cmd-plan-password = Password of { $login }:
cmd-plan-decided = The position is recorded and signed. It will leave at the next contact.
journal-no-entry = The journal has no entry { $n } that a checkpoint covers.
journal-unknown-origin = No card is known for the journal “{ $origin }”.
journal-proof-holds = The proof holds: entry { $n } stands in the journal { $origin }, { $size } entries long.
journal-proof-cosigned = Cosigned by { $who }: { $moment }
journal-verifying = Verifying
journal-verified-erased = { "  " }{ $n ->
    [one] { $n } text erased by its authority
   *[other] { $n } texts erased by their authority
 }
journal-verified = ✓ { $who }: { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
 }, { $bodies ->
    [one] { $bodies } text
   *[other] { $bodies } texts
 }, { $cosigners ->
    [one] { $cosigners } cosigner
   *[other] { $cosigners } cosigners
 }
journal-all-sound = Everything is intact.
journal-faults = { $n ->
    [one] { $n } fault found.
   *[other] { $n } faults found.
 }
peers-column-authority = Authority
peers-column-error = Last incident
peers-other-fingerprint = The fingerprint read is not that of this card, which is: { $found }.
peers-read-aloud = The fingerprint of this card is { $fingerprint }.
peers-read-aloud-hint = Call the authority, have it read aloud, then give what you heard with --fingerprint.
peers-added = The card of { $who } is accepted. It counts from the node's next start.
peers-suspended = This node does not sign for now. { $reason }
peers-resume-needless = This node signs already.
peers-resume-refused = This node cannot sign yet.
peers-resumed = This node signs again.
backup-doing = Backing up
backup-done = The backup is in { $folder } ({ $files } files). It holds the node's keys: keep it as the node itself.
restore-doing = Restoring
restore-done = The node is made again in { $dir }; every byte was verified.
restore-next = It will not sign before its peers have shown it its newest state: start it, it will call them.
rebuild-doing = Rebuilding the tables
rebuild-done = { $n ->
    [one] The tables are made again from { $n } entry.
   *[other] The tables are made again from { $n } entries.
 }
rebuild-differed = They differed from what the journals say; please report it, it is a fault of the program or of the disk.
demo-preparing = Preparing three fictional nodes in { $folder }…
demo-other-folder = “{ $folder }” holds something else than a demonstration: name another folder with --folder.
demo-ports-hint = Choose other ports with --port and --exchange-port.
demo-column-node = Node
demo-column-pages = Pages
demo-column-process = Process
demo-accounts = Accounts of each node: { $drafter } drafts, { $approver } approves, { $administrator } administers. Password of all: { $password }
demo-end = Fictional data. Ctrl-C stops everything; nothing is lost, the same command resumes.
bundle-writing = Writing the bundle
bundle-reading = Reading the bundle
bundle-partial = Not everything fitted: prepare another bundle once this one has been read.
bundle-answer = Hand this stick back to the sender: it carries receipts, in { $folder }.
bundle-not-a-peer = “{ $code }” is no peer of this node; there are: { $known }.
cmd-guide-not-a-pair = “{ $given }” is not a fact and its value: write fact=value.
cmd-guide-shipped = Laws as this program holds them; no node was read in “{ $dir }”.
cmd-guide-applies-yes = The law applies.
cmd-guide-applies-no = The law does not apply, from what you describe.
cmd-guide-applies-not-established = It is not established that the law applies; what follows holds if it does.
cmd-guide-article = art. { $article }
cmd-guide-to-ask = Not established, to ask the authority ({ $authority }):
cmd-guide-differences = What differs for certain between the countries:
cmd-guide-missing = Facts not given that would settle more: { $facts }
cmd-guide-column-fact = FACT
cmd-guide-column-question = QUESTION
cmd-guide-number = number

cmd-law-format = “{ $format }” is not a format; write toml, csv, xlsx or yaml.
cmd-law-no-instrument = There is no instrument “{ $instrument }”; known: { $known }.
cmd-law-which-instrument = The file does not say which instrument this is: add --instrument.
cmd-law-no-answers = No answer is expected from “{ $instrument }”.
cmd-law-written = “{ $file }” is written.
cmd-law-sound = { $n ->
    [one] The file has no fault: { $n } answer.
   *[other] The file has no fault: { $n } answers.
}
cmd-law-faults = { $n ->
    [one] The file has { $n } fault.
   *[other] The file has { $n } faults.
}
cmd-law-column-question = question
cmd-law-column-before = today
cmd-law-column-after = after the import
cmd-law-imported = { $n ->
    [one] { $n } answer is recorded. It will leave at the next contact.
   *[other] { $n } answers are recorded. They will leave at the next contact.
}

## Practices
cmd-practice-importing = Reading the documents
cmd-practice-password = Password of { $login }:
cmd-practice-forbidden = This account may not draft practices.
cmd-practice-not-a-folder = “{ $folder }” is no folder, or is a link: give the folder itself.
cmd-practice-too-many = The folder holds more than { $max } documents: import it in several goes.
cmd-practice-imported = { $n ->
    [0] No new draft.
    [one] { $n } draft saved. Another person completes and publishes it.
   *[other] { $n } drafts saved. Another person completes and publishes them.
 }
cmd-practice-would-import = { $n ->
    [0] No new draft would be saved.
    [one] { $n } draft would be saved.
   *[other] { $n } drafts would be saved.
 }
cmd-practice-already = { $n ->
    [one] { $n } document was imported already.
   *[other] { $n } documents were imported already.
 }
cmd-practice-same = { $path }: the same bytes as { $other }.
cmd-practice-attached = { $path }: attached already to “{ $other }”.
cmd-practice-near = { $path }: its title is near “{ $other }”. The draft is saved; read both.
cmd-practice-refused = { $n ->
    [one] { $n } item refused:
   *[other] { $n } items refused:
 }
cmd-practice-refused-one = { $path }: { $why }
cmd-practice-why-link = a symbolic link: only the files of the folder are read.
cmd-practice-why-special = it is no ordinary file.
cmd-practice-why-name = its name cannot be read.
cmd-practice-why-kind = only md, txt, pdf and docx files are imported.
cmd-practice-why-content = its content is not what its extension says.
cmd-practice-why-empty = it is empty.
cmd-practice-why-large = it is too large.
cmd-practice-why-deep = folders nested too deep.
cmd-practice-why-text = it is no text in UTF-8.
cmd-practice-why-changed = it changed while it was read.
cmd-practice-why-unreadable = it cannot be read ({ $detail }).
cmd-practice-column-name = Name
cmd-practice-column-kind = Kind
cmd-practice-column-title = Title
cmd-practice-column-version = Version
cmd-practice-column-state = Positions
cmd-practice-column-officer = Saved by
cmd-practice-none = No practice.
cmd-practice-no-draft = No draft.
cmd-practice-exported = { $n ->
    [one] { $n } practice written into { $folder }.
   *[other] { $n } practices written into { $folder }.
 }

## Seals of evidence
cmd-evidence-reading = Reading the exhibits
cmd-evidence-sealed = { $n ->
    [one] One file is sealed; the seal is in { $out }.
   *[other] { $n } files are sealed; the seal is in { $out }.
 }
cmd-evidence-fingerprint = Fingerprint, for the inspection record:
cmd-evidence-next = Next: record the file manifest.txt on your node’s page “Evidence”, so that the date counts.
cmd-evidence-intact = { $n ->
    [one] Intact: the file is as it was sealed.
   *[other] Intact: the { $n } files are as they were sealed.
 }
cmd-evidence-not-intact = The folder is no longer as it was sealed.
cmd-evidence-altered = { $path }: the content changed ({ $then } bytes sealed, { $now } now).
cmd-evidence-span = between bytes { $from } and { $to }
cmd-evidence-spans-more = and { $n ->
    [one] one more place
   *[other] { $n } more places
 }
cmd-evidence-missing = { $path }: is missing.
cmd-evidence-added = { $path }: was not there.
cmd-evidence-renamed = { $path }: is now at { $now }, content unchanged.
cmd-evidence-touched = { $path }: content unchanged, modification time changed ({ $then }, then { $now }).
cmd-evidence-no-blocks = The seal’s file blocks.bin is missing or does not fit: where the changes are cannot be told.
cmd-evidence-no-proof = There is no proof of recording (proof.txt) in the seal: the content is verified, the date is not.
cmd-evidence-no-card = The proof comes from { $origin }, whose card is not here: the date is not verified. Give the cards with --card.
cmd-evidence-proven = The proof holds: { $who } recorded this seal, number { $n } of its journal.

## Advisories
backup-marked = { $n ->
    [one] It holds one advisory marked TLP:AMBER or stricter: whoever reads it must have the right to.
   *[other] It holds { $n } advisories marked TLP:AMBER or stricter: whoever reads them must have the right to.
  }
cmd-advisory-none = There is no advisory “{ $id }” here, or it is not for you.
cmd-advisory-label = “{ $label }” is not a marking; write red, amber-strict, amber, green or clear.
cmd-advisory-hidden = { $n ->
    [one] One TLP:RED advisory is not shown: add --login.
   *[other] { $n } TLP:RED advisories are not shown: add --login.
  }
cmd-advisory-eyes = { $label }, for { $authorities }. { $means }
cmd-advisory-eyes-functions = { $label }, for { $authorities }, functions { $functions }. { $means }
cmd-advisory-means-red = Not to be passed on.
cmd-advisory-means-amber-strict = Inside each authority.
cmd-advisory-means-amber = For these authorities and the bodies they serve.
cmd-advisory-means-green = Never by a public channel.
cmd-advisory-means-clear = For everybody.
cmd-advisory-column-id = identifier
cmd-advisory-column-label = marking
cmd-advisory-column-severity = severity
cmd-advisory-column-author = authority
cmd-advisory-column-title = title
cmd-advisory-written = “{ $file }” is written.
cmd-advisory-found = { $title }: received under { $label }.
cmd-advisory-kept = { $n ->
    [one] One draft is kept. Its readers are chosen on the pages.
   *[other] { $n } drafts are kept. Their readers are chosen on the pages.
  }

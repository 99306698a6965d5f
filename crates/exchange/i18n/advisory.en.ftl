### Advisories: what threatens, who may read it, who does what about it.

advisory-section = Advisories
advisory-title = Advisories
advisory-lead = Threats, frauds and data breaches that the authorities report to one another. Each advisory carries a TLP 2.0 marking, which says who may read it and pass it on.
advisory-tools = Tools
advisory-new = Draft an advisory
advisory-import = Import a STIX or MISP file
advisory-contacts = Recipients by sector
advisory-public-page = Public page
advisory-late = Late
advisory-awaited = To acknowledge
advisory-withdrawn = Withdrawn
advisory-public = Public
advisory-before = before
advisory-version = Version

## Marking
advisory-label = Marking
advisory-label-hint = Choose the widest that harms nobody: it can be widened later; what was read cannot be forgotten.
advisory-tlp-red = For the persons named only; not to be passed on.
advisory-tlp-amber-strict = For the authorities named, inside each, as far as people need to know.
advisory-tlp-amber = For the authorities named and the bodies they serve, as far as they need to know.
advisory-tlp-green = For the authorities and their partners; never by a public channel.
advisory-tlp-clear = For everybody.
advisory-authorities = Receiving authorities
advisory-authorities-hint = For TLP:RED, TLP:AMBER+STRICT and TLP:AMBER. TLP:GREEN and TLP:CLEAR go to all.
advisory-functions = Functions that may open it (TLP:RED)
advisory-functions-hint = In each receiving authority, only people in these functions open it. Whoever drafts and whoever issues keep access.

## Severity
advisory-severity-critical = Critical
advisory-severity-high = High
advisory-severity-medium = Medium
advisory-severity-low = Low

## Threats
advisory-threat-vulnerability = Vulnerability
advisory-threat-phishing = Phishing
advisory-threat-fraud = Fraud
advisory-threat-malware = Malware
advisory-threat-ransomware = Ransomware
advisory-threat-data-breach = Data breach
advisory-threat-impersonation = Impersonation of an authority
advisory-threat-disruption = Service disruption
advisory-threat-other = Other threat

## Sectors
advisory-sector-people = General public
advisory-sector-government = Government and local bodies
advisory-sector-finance = Banks, microfinance, insurance
advisory-sector-mobile-money = Mobile money
advisory-sector-telecommunications = Telecommunications
advisory-sector-health = Health
advisory-sector-education = Education
advisory-sector-energy = Energy and water
advisory-sector-transport = Transport
advisory-sector-commerce = Trade, industry, services
advisory-sector-media = Media
advisory-sector-justice = Justice and security
advisory-sector-associations = Associations and humanitarian work
advisory-sector-authorities = Data-protection authorities

## Indicators
advisory-indicator-domain = Domain name
advisory-indicator-url = Web address
advisory-indicator-ip = IP address
advisory-indicator-hash = File digest
advisory-indicator-email = E-mail address
advisory-indicator-phone = Phone number
advisory-indicator-file-name = File name
advisory-indicator-value = Indicator
advisory-indicator-kind = Kind
advisory-indicator-remark = Remark
advisory-defanged = Written with brackets, so that nobody follows one by accident.

## List
advisory-to-acknowledge = { $n ->
    [one] { $authority } has one advisory to acknowledge
   *[other] { $authority } has { $n } advisories to acknowledge
  }
advisory-drafts = Drafts to read again or to issue
advisory-filter-words = Words
advisory-filter-all = All
advisory-filter-sector = Sector
advisory-filter-state = State
advisory-filter-apply = Filter
advisory-state-standing = In force
advisory-state-withdrawn = Withdrawn
advisory-state-awaited = To acknowledge
advisory-state-public = On our public page
advisory-none = No advisory here.
advisory-none-hint = Widen the filters, or draft an advisory.
advisory-found = { $n ->
    [one] One advisory
   *[other] { $n } advisories
  }
advisory-col-advisory = Advisory
advisory-col-author = Issuing authority

## One advisory
advisory-says = What it says
advisory-for = For: { $authorities }.
advisory-for-functions = For: { $authorities }; functions: { $functions }.
advisory-sealed = Sealed: the other authorities see only that it exists.
advisory-acknowledgements = Acknowledgements
advisory-deadline = To be acknowledged by
advisory-no-deadline = No date is asked for.
advisory-is-author = issued the advisory
advisory-acknowledge-for = Answer for { $authority }
advisory-response = What does your authority do?
advisory-response-received = Received
advisory-response-acting = We are acting
advisory-response-not-concerned = Not concerned
advisory-response-reason = More about it
advisory-response-reason-hint = Needed when your authority is not concerned.
advisory-acknowledge = Acknowledge the advisory
advisory-acknowledged = The acknowledgement is recorded and signed.
advisory-acknowledge-other = Your authority has to acknowledge this advisory: somebody who may bind it does so.
advisory-public-older = (an earlier version)
advisory-revise = Draft a new version
advisory-publish = Hand on or publish
advisory-notice = Notice for sectors
advisory-withdraw = Withdraw the advisory
advisory-export-strict = An exported file keeps its marking { $label }: it is for your eyes and those that the marking names.
advisory-origin = Where it comes from
advisory-origin-floor = Received under { $label }: it will never be issued under a wider marking.
advisory-history = History and proofs
advisory-drafted-by = Drafted by { $who }.
advisory-history-version = Version { $revision }, { $label }
advisory-history-public = Put on the public page
advisory-history-retracted = Taken off the public page
advisory-history-sectors = Handed on to sectors: { $sectors }
advisory-history-withdrawn = Withdrawn by its authority

## Drafting
advisory-new-title = New advisory
advisory-revise-title = New version of the advisory
advisory-draft-title = Draft advisory
advisory-draft-lead = A draft stays on your node. Somebody else of your authority reads it, sees the final list of readers, and issues it.
advisory-reason = Why this new version
advisory-reason-hint = Read by everybody who receives it.
advisory-agreement = The source’s agreement
advisory-agreement-hint = Above TLP:GREEN, sharing with another authority needs the agreement of whoever entrusted you with the information: who gave it, and when.
advisory-field-title = Title
advisory-field-lang = Language
advisory-lang-fr = French
advisory-lang-en = English
advisory-field-threat = Threat
advisory-field-severity = Severity
advisory-field-severity-hint = Critical: harm is certain and wide, or under way.
advisory-field-sectors = Sectors touched
advisory-field-summary = In short
advisory-field-summary-hint = What to know in a minute. Markdown.
advisory-field-body = In detail
advisory-field-body-hint = Markdown: headings, lists, tables.
advisory-field-actions = What to do
advisory-field-actions-hint = One action a line; for a date add “| 2026-12-31”.
advisory-field-indicators = How to recognise it
advisory-field-indicators-hint = One indicator a line: domain, web address, IP, digest, e-mail, phone, “file: name”. A remark after “|”.
advisory-field-references = References
advisory-field-references-hint = One a line: “name | https://…”.
advisory-field-acknowledge = To be acknowledged by
advisory-field-acknowledge-hint = Each receiving authority says by that day what it does about it.
advisory-field-concepts = Concepts of the vocabulary
advisory-draft-save = Save the draft
advisory-draft-kept = The draft is kept on your node.
advisory-draft-discard = Throw the draft away
advisory-draft-discarded = The draft is thrown away.
advisory-next = What comes next
advisory-to-issue = Read again and issue
advisory-next-other = Somebody else of your authority, who may bind it, will read this draft and issue it.
advisory-back-to-draft = Back to the draft

## Issuing
advisory-issue-title = Issue the advisory
advisory-issue-lead = Read the advisory again, and the list of those who will be able to open it. Nothing is sent before your signature.
advisory-readers = Final list of readers
advisory-readers-ours = The complete list of accounts of your node that will be able to open it.
advisory-readers-theirs = The people named sign for this authority; whoever may read advisories there will read it too.
advisory-readers-theirs-in = The people named sign for this authority; whoever holds one of these functions there will read it too: { $functions }.
advisory-beyond = Beyond the authorities
advisory-beyond-red = Nobody. No public page, no notice to sectors, no passing on.
advisory-beyond-amber-strict = Nobody outside the authorities named.
advisory-beyond-amber = The bodies that these authorities serve, if they need to know. No public page, no notice to sectors.
advisory-beyond-green = The recipients in sectors that each authority chooses. No public page.
advisory-beyond-clear = Everybody: each authority may put it on its public page and send it to its recipients in sectors.
advisory-left-out = Will not read it: { $authorities }.
advisory-as-read = The advisory as it will be read
advisory-personal = { $n ->
    [one] One indicator is a phone number or an e-mail address. Check that it does not point at a victim.
   *[other] { $n } indicators are phone numbers or e-mail addresses. Check that they do not point at victims.
  }
advisory-issue-as = Sign as: { $function }
advisory-confirm = I have read the list of readers: these and nobody else.
advisory-confirm-needed = Confirm the list of readers.
advisory-password = Your password
advisory-password-hint = It opens your signing key, which nobody else can open.
advisory-issue = Issue the advisory
advisory-issued = The advisory is issued and signed.

## Handing on and publishing
advisory-publish-title = Hand on or publish
advisory-to-sectors = To sectors
advisory-to-sectors-lead = You get a notice to print and a text to send, with the list of your recipients. Nothing is sent in your place.
advisory-recipients = { $n ->
    [0] no recipient
    [one] one recipient
   *[other] { $n } recipients
  }
advisory-hand-on = Hand on to these sectors
advisory-handed-on = It is recorded. Here is the notice to send.
advisory-make-public = Put on the public page
advisory-published = The advisory is on your public page.
advisory-retract = Take off the public page
advisory-retracted = The advisory is no longer on your public page.
advisory-not-public = TLP:GREEN goes by no public channel.
advisory-withdraw-title = Withdraw the advisory
advisory-withdraw-lead = Everybody who received it will see that it no longer holds, and why. Public pages that show it disappear.
advisory-withdraw-reason = Why
advisory-withdraw-reason-hint = For instance: false alarm, threat removed.
advisory-withdrawn-done = The advisory is withdrawn.

## Notice and recipients
advisory-notice-title = Notice for sectors
advisory-notice-lead = Print the notice or send the text. It holds no link and asks for no code.
advisory-notice-pdf = Notice as PDF
advisory-notice-text = Text to send
advisory-notice-to = Recipients
advisory-notice-nobody = This advisory has not been handed on to sectors yet.
advisory-notice-no-contacts = You know no recipient in these sectors yet.
advisory-notice-plain = The text
advisory-notice-from = Notice of { $authority }
advisory-contacts-title = Recipients by sector
advisory-contacts-lead = Whom your authority writes to in each sector. This list stays on your node: it is never shared.
advisory-contacts-none = No recipient.
advisory-contacts-none-hint = Add a contact per sector.
advisory-contact-name = Name
advisory-contact-address = Where to write
advisory-contact-address-hint = E-mail address, number or street address.
advisory-contact-add = Add the recipient
advisory-contact-added = The recipient is added.
advisory-contact-remove = Remove
advisory-contact-removed = The recipient is removed.

## Public page
advisory-door-title = Public advisories
advisory-door-lead = Frauds, fake messages, data leaks: what goes around and how to guard against it.
advisory-door-button = Read the advisories
advisory-public-title = Public advisories
advisory-public-lead = What { $authority } brings to everybody’s knowledge.
advisory-public-none = No public advisory at the moment.
advisory-public-none-hint = This page will say what threatens, and what to do.
advisory-public-by = Published by { $authority } on
advisory-public-from = Advisory issued by { $authority }.
advisory-public-gone-title = Advisory withdrawn
advisory-public-gone = This advisory was withdrawn. It no longer holds.
advisory-never-title = Is it really us?
advisory-never = No data-protection authority will ever ask you for a code, a password or a payment, by message or by phone.

## Import
advisory-import-title = Import advisories
advisory-import-lead = A STIX 2.1 file or a MISP event (JSON). It is shown to you first; what you keep becomes a draft on your node.
advisory-import-file = File
advisory-import-file-hint = At most 8 MiB.
advisory-import-read = Read the file
advisory-import-strict = Markings are read strictly
advisory-import-strict-lead = Without a marking, or with two, the strictest holds. An unknown or forged marking has the file refused. What was entrusted to you under TLP:RED will never be issued under a wider marking.
advisory-preview-title = Before keeping
advisory-preview-lead = { $name } ({ $format }): { $n ->
    [one] one advisory found.
   *[other] { $n } advisories found.
  }
advisory-remarks = To know
advisory-import-take = Keep as a draft
advisory-import-keep = Keep what is ticked
advisory-import-drop = Keep nothing
advisory-import-kept = { $n ->
    [0] Nothing was kept.
    [one] One draft is kept. Choose who will read it.
   *[other] { $n } drafts are kept. Choose who will read them.
  }
advisory-import-dropped = The file is forgotten.
advisory-import-large = The file has { $kilobytes } KiB; at most 8192 are read. Cut it in parts.
advisory-import-json = This is no JSON that can be read here ({ $detail }).
advisory-import-not-stix = This is no STIX 2.1 bundle.
advisory-import-not-misp = This is neither a STIX 2.1 bundle nor a MISP event.
advisory-import-object = “{ $object }” is not as it should be ({ $what }). Nothing was kept.
advisory-import-forged = “{ $object }” passes for a TLP marking and is none. Nothing was kept; ask the source for a proper file.
advisory-import-unknown-marking = “{ $object }” carries the marking { $marking }, which the file does not define. Nothing was kept.
advisory-import-many = “{ $object }”: more than { $max }. Nothing was kept; cut the file in parts.
advisory-import-nothing = The file holds nothing to make an advisory of.
advisory-remark-unmarked = “{ $object }” carries no marking: read as TLP:RED.
advisory-remark-conflict = “{ $object }” carries several markings: the strictest, { $label }, is taken.
advisory-remark-stricter = “{ $object }” is stricter than the whole: the whole takes { $label }.
advisory-remark-restricted = “{ $object }” carries a restriction of another system: read as TLP:RED.
advisory-remark-statement = The source states: “{ $text }”.
advisory-remark-left-aside = “{ $object }” is not taken over.
advisory-remark-absent = “{ $object }” is referred to and is not in the file.
advisory-remark-indicator = Indicator not understood, left aside: “{ $text }”.
advisory-remark-title-moved = The title was too long: it stands whole in the details.
advisory-remark-summary-moved = The summary was too long: it stands whole in the details.
advisory-remark-severity = The severity is not said: “medium” is assumed. Correct it.

## What is refused
advisory-fault-long = At most { $max } characters.
advisory-fault-many = At most { $max }.
advisory-fault-address = This is no http or https address.
advisory-fault-day = This is no day, like 2026-12-31.
advisory-fault-line = Line { $line }, not understood: “{ $text }”.
advisory-fault-nobody = Name at least one other authority.
advisory-fault-functions = TLP:RED names 1 to 20 functions.
advisory-refused-own-draft = You drafted this: somebody else has to issue it.
advisory-refused-author = Only the authority that issued an advisory may change it, withdraw it or change its marking.
advisory-refused-audience = These recipients do not suit this marking.
advisory-refused-narrowed = An authority that has received this advisory would be left out: what was read cannot be taken back. Withdraw the advisory and issue another.
advisory-refused-wider = The information was entrusted to you under a stricter marking, or the source’s agreement is missing.
advisory-refused-withdrawn = This advisory is withdrawn.
advisory-refused-own-advisory = An authority does not acknowledge its own advisory.
advisory-refused-marking = Its marking does not let it be handed on so.
advisory-refused-moved = The advisory has a newer version than the one you read, or this draft is issued already. Read it again.
advisory-refused-unmarked = This draft has no marking yet: complete it first.
advisory-refused-changed = The draft changed while you were reading. Read it again.
advisory-refused-readers = The list of readers changed while you were reading. Read it again, then confirm.
advisory-refused-not-found = There is no such advisory, or it is not for you.

## Entries without effect
advisory-irregular-unreadable = This is no readable record of an advisory.
advisory-irregular-author = The advisory is another authority’s.
advisory-irregular-signature = The record is not signed by the person it names.
advisory-irregular-own-draft = Whoever drafted the advisory also issued it.
advisory-irregular-content = A field is missing or out of bounds.
advisory-irregular-audience = Its readers are not those of its marking, or it should have been sealed.
advisory-irregular-stale = This version does not follow the one before.
advisory-irregular-narrowed = This version leaves out an authority that read the one before.
advisory-irregular-wider = This version is wider than the marking under which the information was received.
advisory-irregular-withdrawn = The advisory was withdrawn.
advisory-irregular-unknown-version = The version cited is not known here.
advisory-irregular-own-advisory = An authority does not acknowledge its own advisory.
advisory-irregular-marking = The marking did not let it be handed on so.

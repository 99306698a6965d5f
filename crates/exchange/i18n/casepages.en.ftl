### Cross-border cases: the pages.

casepages-section = Cases
casepages-title = Cross-border cases
casepages-lead = A case keeps one number and one timeline, from its opening to its closing. Only the authorities concerned read it.
casepages-more = Around the cases
casepages-open = Open a case
casepages-desk = On the desk of { $authority }
casepages-desk-empty = Nothing waits for your authority
casepages-desk-empty-hint = What you will have to do appears here, the nearest deadline first.
casepages-drafts = { $n ->
    [one] { $n } draft awaits the second signature
   *[other] { $n } drafts await the second signature
}
casepages-draft-awaits-you = For you to approve
casepages-draft-awaits = Awaits a second person
casepages-draft-returned-to-you = Sent back, to be mended
casepages-draft-returned = Sent back to whoever wrote it
casepages-ours = { $n ->
    [0] Nothing is awaited from your authority.
    [one] One thing is awaited from your authority.
   *[other] { $n } things are awaited from your authority, the nearest first.
}
casepages-awaited = What we await from the others
casepages-theirs = { $n ->
    [one] One thing is awaited from another authority.
   *[other] { $n } things are awaited from the other authorities, the nearest first.
}
casepages-all = All cases
casepages-count = { $n ->
    [one] One case
   *[other] { $n } cases, the one changed last first
}
casepages-none = No case yet
casepages-none-hint = Open one to ask for information, hand over a complaint or consult the other authorities.
casepages-none-found = No case answers this search
casepages-none-found-hint = Remove a filter, or search by number (ML-2026-0007), subject or controller.
casepages-filter-words = Number or words
casepages-filter-all = All
casepages-filter-role = Our part
casepages-filter-late = Only those with a deadline passed
casepages-filter-apply = Search the cases
casepages-role-opener = Opened by us
casepages-role-lead = Led by us
casepages-role-asked = Received from another authority
casepages-col-case = Case
casepages-col-duty = What is awaited
casepages-col-end = Deadline
casepages-col-whose = From whom
casepages-col-members = Authorities
casepages-col-state = State
casepages-col-next = Next
casepages-no-number = Number not known
casepages-no-title = Subject not readable here
casepages-closed-as = Closed: { $outcome }

casepages-kinds-lead = What is it about? The kind of case decides the few fields to fill in, and the deadlines.
casepages-kind-information = A precise question to another authority: a fact, a document, a practice.
casepages-kind-complaint = A complaint received here is about a controller in another country.
casepages-kind-inspection = Verify together, on site, on documents or on line.
casepages-kind-consultation = Ask the other authorities for their analysis of a question of law or practice.
casepages-kind-urgent = A danger to persons cannot wait for an ordinary decision.
casepages-kind-opinion = Speak with one voice: one text, approved by each authority concerned.

casepages-open-lead = A few fields are enough. Nothing leaves yet: a second person will read it, see who will read it, and sign.
casepages-open-next = You can attach documents next, and a second person will approve the sending.
casepages-open-send = Save the draft opening
casepages-start-from = Start from a template of act, to be adapted:
casepages-person = The complainant
casepages-person-hint = Kept apart from the rest, so that it can be erased alone. Leave it empty if the identity is of no use to the other authority.
casepages-item-needed = needed

casepages-f-readers = Who will read this case
casepages-h-readers = Only the authorities ticked, and yours. The other will see that something confidential was sent, nothing more.
casepages-f-about = Subject
casepages-h-about = One line, without the name of a person concerned.
casepages-f-controller = Controller
casepages-h-controller = The body it is about.
casepages-f-country = Its country
casepages-f-received = Complaint received on
casepages-h-received = The time to hand it over runs from that day.
casepages-f-facts = Facts
casepages-h-facts = What happened, with dates.
casepages-f-context = Context
casepages-f-asked = What is asked
casepages-h-asked = In a few sentences: what you expect of the other authority.
casepages-f-checklist = The minimum is there
casepages-h-checklist = The same list for the three authorities. Nobody may ask for more before examining the case.
casepages-f-person_name = Name
casepages-f-person_contact = How to reach them
casepages-f-person_remark = To know
casepages-h-person_remark = For example: a minor, represented by…
casepages-f-kind = Kind
casepages-f-reference = Reference
casepages-h-reference = That of your own register, if you have one.
casepages-f-completed = What is brought
casepages-f-admissible = Can the case be examined?
casepages-h-admissible = A missing item is no refusal: the case awaits its completion and keeps its number.
casepages-h-admissible-reason = Needed when it cannot be examined.
casepages-f-missing = What is missing
casepages-f-reason = Reason
casepages-f-lead = Lead authority
casepages-h-lead = It leads once all the authorities concerned have named the same one.
casepages-f-to = To whom
casepages-f-request = Request
casepages-f-answers = In reply to
casepages-f-answer = Which answer
casepages-f-reply = Reply
casepages-f-note = Note
casepages-h-note = Between those who handle the case. It does not bind the authority.
casepages-f-key-points = Key points
casepages-h-key-points = Before any draft text: facts established, facts discussed, rules at stake, outcome in view.
casepages-f-resolution = How the matter was settled
casepages-h-resolution = Say also how the person’s agreement is known.
casepages-f-form = Nature of the text
casepages-f-title = Title
casepages-f-draft = Whole text
casepages-h-draft = Each authority will read and approve exactly this text.
casepages-f-also-agree = Your own position
casepages-also-agree = The signature also gives our authority’s agreement
casepages-h-also-agree = Otherwise your authority takes its position apart.
casepages-f-on = On the text
casepages-f-agrees = Position of your authority
casepages-agree-yes = It approves this text
casepages-agree-no = It objects
casepages-f-objection = Reason
casepages-h-objection = Needed to object: the passage, the reason, and what you could approve.
casepages-f-deadline = Deadline
casepages-f-reminder = Message
casepages-f-days = More days
casepages-h-days = Once for a deadline, within the limit shown on the page of deadlines.
casepages-f-duty = For
casepages-f-handler = Who handles the case
casepages-f-handler-name = Name
casepages-f-handler-function = Function
casepages-f-measure = Measure
casepages-f-until = Until
casepages-f-why-urgent = Why it cannot wait
casepages-f-joins = Authority that joins the case
casepages-f-widen-reason = What it must know
casepages-h-widen-reason = It will see nothing of what came before: tell it here what may be told. You can then send it your own steps again, one by one.
casepages-f-resend = Step to send again
casepages-h-resend = It will also be read by the authority that joined the case.
casepages-f-again = Step sent again
casepages-f-outcome = Outcome
casepages-f-closing-text = What is to be known
casepages-f-document = File
casepages-f-caption = What it is
casepages-f-clock = Deadlines
casepages-f-what = What is to be erased?

casepages-admissible = Admissible
casepages-incomplete = To be completed
casepages-admissible-yes = Yes, it can be examined
casepages-admissible-no = Not yet, or not at all
casepages-agrees = Approves
casepages-objects = Objects
casepages-left-counts = { $met } met, { $late } missed
casepages-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
casepages-bytes = { $n } bytes
casepages-kilobytes = { $n } kB
casepages-megabytes = { $n } MB

casepages-clock = The legal clock
casepages-clock-nothing = Nothing is awaited.
casepages-clock-past = { $n ->
    [one] One deadline past
   *[other] { $n } deadlines past
}
casepages-clock-why = Where these deadlines come from
casepages-clock-began = Running since { $day }.
casepages-clock-begins-when = Will begin when { $authority } has received it.
casepages-clock-left = { $n ->
    [0] Due today, { $day }
    [one] Until { $day }: one day left
   *[other] Until { $day }: { $n } days left
}
casepages-clock-window = { $n ->
    [0] Possible until today, { $day }
    [one] Possible until { $day }: one more day
   *[other] Possible until { $day }: { $n } more days
}
casepages-clock-since = { $n ->
    [one] Due on { $day }, one day ago
   *[other] Due on { $day }, { $n } days ago
}
casepages-clock-met-proven = Done on { $day }, proven by another authority
casepages-clock-met-said = Done on { $day }, by its author’s word; the proof comes with the line
casepages-clock-done-late-on = Due on { $day }, done on { $done }
casepages-clock-lapsed-on = No longer awaited (was due on { $day })
casepages-clock-unknown = No longer awaited
casepages-clock-extended = { $n ->
    [one] Extended by one day.
   *[other] Extended by { $n } days.
}
casepages-clock-reminders = { $n ->
    [one] One reminder sent.
   *[other] { $n } reminders sent.
}

casepages-headless = The opening of this case has not arrived here yet. The steps already received are shown.
casepages-erased-here = The content of this case has been erased. What remains is enough to count, without any name.
casepages-joined-later = Your authority joined this case under way: it sees only what has been addressed to it since.
casepages-now = What { $authority } can do now
casepages-nothing-pressing = Nothing presses on your side.
casepages-other-steps = Other possible steps
casepages-add-document = Attach a document
casepages-text = Joint text
casepages-text-open = Before the authorities
casepages-text-adopted = Adopted by all
casepages-text-refused = Refused
casepages-same-text = The same text on every side, known by its fingerprint:
casepages-no-position = no position yet
casepages-read-text = Read the whole text
casepages-timeline = { $n ->
    [one] The timeline: one step
   *[other] The timeline: { $n } steps, the newest first
}
casepages-no-effect = Without effect. { $why }
casepages-proof = Proof { $reference }
casepages-approved-by = approved by { $name }, { $function }
casepages-about = The case
casepages-opener = Opened by
casepages-leads = Led by
casepages-lead-agreed = { $authority }, lead authority by agreement
casepages-lead-opener = { $authority }, which opened it, until a lead authority is named
casepages-lead-said = { $by } names { $lead }
casepages-handled-at = Handled at { $authority } by
casepages-handler-unsaid = not said
casepages-own-reference = (reference { $reference })
casepages-pdf = The whole case as PDF
casepages-readers = Who reads this case
casepages-reader-us = our authority
casepages-reader-all = reads everything
casepages-reader-nothing = will only see that something confidential was sent: neither subject, nor addressees, nor content
casepages-documents = { $n ->
    [0] Documents
    [one] One document
   *[other] { $n } documents
}
casepages-no-document = No document attached.
casepages-erasures = { $n ->
    [one] One erasure
   *[other] { $n } erasures
}
casepages-erasure-asked = Asked by { $authority },
casepages-receipt = Receipt of { $authority }: destroyed on
casepages-receipt-missing = Receipt still awaited: { $authorities }

casepages-lead-acknowledged = Tell the other authority that the case has reached good hands.
casepages-lead-completed = Bring what was missing. The case goes on under the same number.
casepages-lead-admissibility = Does the case hold the minimum? Tick only what is really missing.
casepages-lead-lead = Name the authority that should lead the case.
casepages-lead-request = Ask for one precise thing: the time to reply runs once the other authority has received it.
casepages-lead-reply = Answer what is asked. Documents can be attached next.
casepages-lead-key-points = Write down what the authorities agree upon, and what they still discuss.
casepages-lead-draft = Put a text before the authorities concerned. It is adopted when all have approved it.
casepages-lead-position = Read the whole text, then take position for your authority. A position is not taken back.
casepages-lead-early-resolution = The request was met before any decision, and the person agrees.
casepages-lead-reminder = A deadline passed or near? A word is often enough.
casepages-lead-extension = Take more time, once, and say why.
casepages-lead-handled = Say who handles the case at your authority from now on. The others will see this name and function, nothing else.
casepages-lead-urgent = A provisional measure, with its end. It ceases by itself on the day said.
casepages-lead-widened = Let the other authority into the case, from now on.
casepages-lead-resent = Send one of your steps again to the authority that joined the case after it.
casepages-lead-closed = Say how the case ends. It can be opened again under the same number.
casepages-lead-reopened = Take up the case under its number, with its whole timeline.
casepages-lead-note = A word to those who handle the case at the other authorities.
casepages-widen-warning = Widening cannot be taken back: this authority will read everything that follows. It receives nothing of what came before, except what each authority chooses to send it again. Check that the law allows this case to be shared with it.
casepages-will-read = Who will read it
casepages-needs-approval = Nothing leaves yet: a second person will read it and sign.
casepages-leaves-at-once = Leaves at once, and stays on the timeline: this step does not bind the authority and awaits no second signature.
casepages-draft-save = Save the draft
casepages-send = Send this step

casepages-draft-title = Draft: { $what }
casepages-draft-lead = Nothing has left the authority. A second person reads what leaves, and to whom, then signs.
casepages-leaves = What leaves
casepages-drafted-by = Written by { $name }, { $function },
casepages-draft-agrees-too = The signature will also give our authority’s agreement to this text
casepages-draft-edit = Change the draft
casepages-draft-discard = Give up the draft
casepages-approve-title = Second signature
casepages-approve-lead = By typing your password you sign ({ $function }) for { $authority }. It leaves at once for the readers above, and can no longer be taken out of the journal.
casepages-password = Your password
casepages-password-hint = It opens your signing key, for this act only.
casepages-approve = Approve and send
casepages-send-back-title = Send back to whoever wrote it
casepages-send-back = Send the draft back
casepages-remark = What is to be mended
casepages-remark-hint = This remark stays within your authority.
casepages-returned-by = Sent back by { $name }, { $function }
casepages-approve-returned = This draft was sent back. It can be approved once it has been mended.
casepages-approve-other = You wrote it: another person of your authority must approve it.
casepages-approve-not-you = Somebody who can bind the authority must approve it.

casepages-drafted = Draft saved. Nothing has left: a second person must approve it.
casepages-recorded = Step written to the journal and sent.
casepages-amended = Draft changed.
casepages-approved = Signed, written to the journal and sent to the authorities concerned.
casepages-sent-back = Draft sent back with your remark.
casepages-discarded = Draft given up. Nothing had left.

casepages-refused-rule = This step is not possible now. { $why }
casepages-refused-same-officer = You wrote this draft: another person must approve it.
casepages-refused-not-drafter = Only whoever wrote this draft can change it.
casepages-refused-not-awaited = This deadline is not open, or cannot be extended so. Read the clock of the case again.
casepages-refused-nothing-to-erase = Nothing of your authority’s is left to erase here.
casepages-refused-not-now = Your authority cannot take this step now. Read the case again: it may have changed.
casepages-fault-date = A date, for example 2026-08-06.
casepages-fault-number = A whole number of days.

casepages-erase-title = Erase
casepages-erase-lead = Your authority can have destroyed what it wrote, here and at each authority that holds it. Each gives a receipt; a missing receipt stays visible.
casepages-erase-warning = An erasure cannot be taken back. The entry stays in the journal, without its content.
casepages-erase-none = Nothing to erase
casepages-erase-none-hint = Your authority wrote nothing here that can be erased. A whole case is erased after its closing.
casepages-erase-person = The identity of the complainant
casepages-erase-person-hint = The rest of the case stays.
casepages-erase-everything = All that our authority wrote in this closed case
casepages-erase-everything-hint = The kind, the dates, the outcome and the deadlines met remain: enough to count, without any name.
casepages-h-erase-reason = Read by the authorities concerned; name nobody.
casepages-erase-send = Erase for good
casepages-erase-of = Case { $number }.
casepages-erase-done = Erasure asked of each authority that holds this content. The receipts will appear here.

casepages-delays-title = Deadlines and minimum
casepages-delays-lead = How long each thing takes, what a case must hold at the least, and where that comes from.
casepages-delays-proposal = Proposal, version { $version }. No text in force binds the three authorities on these deadlines: they will decide, and the decision will be cited here.
casepages-delays-how = A deadline runs once the authority that must act has received and stored the step; that day does not count. A last day without work moves to the next working day, in the country of that authority.
casepages-delays-length = Time
casepages-delays-extension = Extension
casepages-delays-alerts = Alert before the end
casepages-delays-source = Where it comes from
casepages-delays-no = no
casepages-delays-model = after a model
casepages-delays-retention = Content kept after the closing
casepages-delays-checklist = { $n ->
    [one] The minimum: one item
   *[other] The minimum: { $n } items
}

casepages-acts-title = Templates of acts
casepages-acts-lead = Texts to start from, written by us in French, to be adapted to each law. In a case they fill themselves with what is known.
casepages-acts-take = Take the file (Markdown)

casepages-figures-title = Figures
casepages-figures-lead = The cases to which { $authority } is a party: how many, how they end, which deadlines are met. No person appears in them.
casepages-figures-published = Small numbers are hidden, as in a publication: in a small country they would point to somebody.
casepages-figures-show-all = Show all numbers, for our authority only
casepages-figures-internal = All numbers are shown: not to be published.
casepages-figures-hide-few = Hide small numbers
casepages-figures-files = The figures as files
casepages-pdf-person = PDF with the person’s identity
casepages-json = The case as JSON
casepages-document-lead = The file stays here, readable by your authority alone, until a second person approves its sending.
casepages-h-files = One or several files, up to 1 GB each.
casepages-attach = Attach
casepages-remove = Remove { $name }
casepages-attached = Document attached to the draft.
casepages-removed = Document removed and erased.
casepages-no-file = Choose at least one file.

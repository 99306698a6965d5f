### Library of practices: guides, checklists, templates, decisions, tools, lessons learnt, questions to peers.

practice-section = Practices
practice-title = Library of practices
practice-lead = What one authority worked out, so that the two others need not. Each practice is reviewed, adopted, improved, and says what using it showed.
practice-absent = No practice is called “{ $name }”.
practice-absent-draft = This draft is gone: it was published or thrown away.

## List
practice-new = Write a practice
practice-ask = Ask the peers a question
practice-drafts-n = { $n ->
    [0] No draft
    [one] { $n } draft
   *[other] { $n } drafts
 }
practice-search = Search
practice-kind = Kind
practice-all-kinds = All kinds
practice-sector = Sector
practice-sectors-all = All sectors
practice-country = Country
practice-countries-all = The three countries
practice-state = State
practice-state-any = All states
practice-state-awaiting = Without a position of { $authority }
practice-state-by-all = Used by all
practice-state-unread = Not reviewed yet
practice-state-unfit = Found unfit
practice-state-unanswered = Question without an answer
practice-state-offered = Improvement offered
practice-apply = Filter
practice-clear = Show all
practice-of-concept = Practices tied to the concept
practice-none = No practice fits.
practice-none-hint = Take a filter away, or search with fewer words.
practice-found = { $n ->
    [one] { $n } practice
   *[other] { $n } practices
 }
practice-found-more = More than { $n } practices, the newest first: say more.
practice-pages = Pages of the list
practice-page-before = Previous page
practice-page-after = Next page
practice-version-n = version { $n }
practice-found-fit = { $n ->
    [one] reviewed: fit for use
   *[other] reviewed { $n } times: fit for use
 }
practice-found-unfit = { $n ->
    [one] reviewed: to be mended
   *[other] reviewed: to be mended, say { $n } authorities
 }
practice-n-feedback = { $n ->
    [one] { $n } account of use
   *[other] { $n } accounts of use
 }
practice-n-answers = { $n ->
    [0] no answer
    [one] { $n } answer
   *[other] { $n } answers
 }
practice-standing-variant = variant
practice-standing-improvement = improvement offered
practice-standing-taken = improvement taken in
practice-concept-panel = Practices
practice-concept-all = See the { $n } practices

## Kinds
practice-kind-guide = Guide
practice-kind-checklist = Inspection checklist
practice-kind-template = Template of an act
practice-kind-decision = Decision of the college
practice-kind-tool = Tool
practice-kind-lesson = Lesson learnt
practice-kind-question = Question to peers

## Sectors
practice-sector-administration = Administration
practice-sector-local-government = Town halls and regions
practice-sector-civil-registration = Civil registration and identity
practice-sector-telecom = Telecommunications
practice-sector-finance = Banking, insurance and mobile money
practice-sector-health = Health
practice-sector-education = Education
practice-sector-employment = Employment
practice-sector-security = Security and video surveillance
practice-sector-commerce = Trade and services
practice-sector-media = Media and social networks
practice-sector-humanitarian = Humanitarian work and associations
practice-sector-justice = Justice and police
practice-sector-authorities = Protection authorities

## Licences
practice-licence = Licence
practice-licence-hint = What others may do with it.
practice-licence-cc-by = CC BY 4.0 (free reuse, naming the author)
practice-licence-cc-by-sa = CC BY-SA 4.0 (likewise, under the same licence)
practice-licence-etalab = Licence ouverte Etalab 2.0
practice-licence-eupl = EUPL 1.2 (programs)
practice-licence-cc0 = CC0 1.0 (no condition)
practice-licence-internal = Among authorities only (rights of a third party, or unknown)

## One practice
practice-author = author
practice-authors = Authors
practice-concepts = Concepts
practice-basis = Legal basis
practice-basis-compare = Each link compares the three laws on the question.
practice-facts = Facts
practice-pdf = As PDF
practice-version = Version
practice-versions = Versions
practice-written-by = Written by { $name }
practice-published-by = published by { $name }
practice-comma = { ", " }
practice-proof-of = Proof { $reference }
practice-paper-trace = fingerprint of the text: { $commitment }
practice-older = You are reading an older version: version { $n } replaces it.
practice-see-newest = Read the present version
practice-starts-from = Starts from:
practice-takes-in = Takes in the improvement
practice-changes-since = Differences from version { $n }
practice-attachments = Attachments
practice-three = In the three authorities
practice-no-stance = No position yet.
practice-about-version = on version { $n }
practice-earlier = Earlier positions and reviews
practice-stance = Position of the authority
practice-stance-adopted = Adopted
practice-stance-adopted-hint = We use it as it is.
practice-stance-adapted = Adapted
practice-stance-adapted-hint = We use it with changes, told below.
practice-stance-not-applicable = Not applicable
practice-stance-not-applicable-hint = It does not suit us, for the reason told below.
practice-fit = Fit for use
practice-unfit = To be mended
practice-unfit-hint = Say what must change.
practice-feedback = What using it showed
practice-answers = Answers
practice-no-feedback = Nobody has said yet what using it showed.
practice-no-answer = Nobody has answered yet.
practice-children = What started from it
practice-take-in = Take into the next version

## Actions
practice-adopt = Give the position of { $authority }
practice-review = Review
practice-tell = Tell what using it showed
practice-answer = Answer
practice-revise = Prepare the next version
practice-improve = Offer an improvement
practice-vary = make a variant of it

## Differences
practice-changes = Differences between two versions
practice-changes-lead = From version { $from } to version { $to }.
practice-changed-fields = Fields changed
practice-changed-text = Text
practice-same-text = The text has not changed.
practice-col-field = Field
practice-col-before = Before
practice-col-after = After
practice-removed = Removed:
practice-added = Added:

## Writing
practice-new-title = Write a practice
practice-edit-title = Change the draft
practice-write-lead = The draft stays in your authority. It is shared only once another person has published it.
practice-write-revision = The next version of a practice of your authority. The present one stays readable.
practice-write-improvement = Your improvement is published beside the original; its authority decides whether to take it into its next version.
practice-write-variant = A practice of your authority, which says where it starts from.
practice-lang = Language of the text
practice-lang-fr = French
practice-lang-en = English
practice-field-title = Title
practice-summary = Summary
practice-summary-hint = Two sentences: whom it serves, what it gives.
practice-body = Text
practice-body-hint = In Markdown: # heading, - list, - [ ] box to tick, **bold**, [word](address), tables. No pictures, no HTML.
practice-note = What changes
practice-note-hint = One line, read in the history.
practice-authors-hint = One name, service or function per line, as they wish to be cited.
practice-basis-hint = One reference per line. To lead to the comparison of laws, begin with the identifier of the question: “breach.notify_authority.deadline: article of the text”.
practice-sectors-hint = No sector ticked: all.
practice-countries-hint = No country ticked: the three.
practice-concepts-hint = Concepts tie the practice to the laws, the plan and the courses.
practice-drop = Attachments to take off
practice-draft-stays = Nothing is shared at this step.
practice-save-draft = Save the draft
practice-draft-saved = The draft is saved.
practice-draft-discarded = The draft is thrown away.
practice-drafts = Drafts
practice-drafts-lead = National data: the other authorities do not see them. Another person than those who wrote publishes.
practice-no-draft = No draft.
practice-no-draft-hint = Write a practice, or import a folder of documents with “liptako practice import”.
practice-draft-note = Draft: seen in your authority only.
practice-saved-by = Saved by { $name }
practice-next-of = Next version of:
practice-is-next = next version
practice-edit = Change
practice-discard = Throw the draft away

## Publishing
practice-publish-title = Publication
practice-publish-lead = Once published, the practice stands in your authority’s journal and is shared with the two others. You sign for your authority.
practice-publish-other = You wrote in this draft: another person of your authority publishes it.
practice-publish-not-permitted = Your role does not let you publish: a person entitled to sign will.
practice-lacking = Before it is published, complete:
practice-publish = Publish and sign
practice-published = The practice is published.
practice-choose = Publish
practice-publish-several-title = Publish the ticked drafts
practice-publish-several-lead = Each is published and signed by itself.
practice-publish-several = Publish and sign the ticked drafts
practice-publish-none = Tick at least one draft.
practice-published-several = { $n ->
    [one] { $n } practice published.
   *[other] { $n } practices published.
 } { $refused ->
    [0] { "" }
    [one] { $refused } draft is still to be completed.
   *[other] { $refused } drafts are still to be completed.
 }
practice-password = Your password
practice-password-hint = It opens your signing key.
practice-sign-lead = You sign as “{ $function }” for { $authority }.

## Saying something
practice-review-title = Review a practice
practice-review-lead = Your authority says whether this version can serve as it is. Its author and readers see your remarks.
practice-verdict = Verdict
practice-remarks = Remarks
practice-remarks-hint = Needed when the practice is to be mended.
practice-review-send = Sign the review
practice-reviewed = The review is recorded.
practice-adopt-title = Position of the authority
practice-adopt-lead = Say what your authority makes of this version. A new position replaces the one before, which stays in the history.
practice-stance-text = Details
practice-stance-text-hint = What you changed, or why the practice does not suit.
practice-adopt-send = Sign the position
practice-adopted = The position is recorded.
practice-tell-title = What using it showed
practice-tell-lead = What worked, what lacked, what you counted. Never the name of a person.
practice-told-text = Text
practice-figures = Figures
practice-figures-hint = What you counted: inspections, files, sessions, minutes… Figures of several authorities are never added up.
practice-figure-label = What is counted
practice-figure-count = Number
practice-tell-send = Share this account
practice-answer-title = Answer a question
practice-answer-lead = Your answer is shared with the three authorities. Cite a practice by its address if there is one.
practice-answer-send = Share the answer
practice-told = It is shared with the two other authorities.

## Refusals
practice-refused-changed = This draft was changed while you read it. Read it again, then start over.
practice-refused-own-draft = You wrote in this draft: another person publishes it.
practice-refused-not-ours = This practice is another authority’s: offer an improvement or make a variant.
practice-refused-no-change = This is your authority’s position on this version already.
practice-refused-file = An attachment is not available on this node. Load the page again and start over.
practice-fault-long = Shorten it: { $max } characters at most.
practice-fault-many = { $max } at most.
practice-fault-twice = The same value stands there twice.
practice-fault-concept = Choose concepts of the common vocabulary.
practice-fault-unknown = This reference does not have the expected form.
practice-fault-count = Write a whole number.
practice-irregular-unreadable = This record is no practice that this version of the program can read.
practice-irregular-audience = A practice is shared with every authority.
practice-irregular-content = Its content breaks a rule of the library.
practice-irregular-signature = The person named did not sign it.
practice-irregular-own-draft = Who writes a practice does not publish it.
practice-irregular-number = Its version number does not follow.
practice-irregular-unknown-version = The version cited does not exist, or its author had not seen it.
practice-irregular-own-review = An authority does not review its own practice.
practice-irregular-own-source = An improvement comes from another authority.
practice-irregular-wrong-form = A question is answered; the rest is reviewed, adopted and used.
practice-add-files = Attach documents
practice-add-files-hint = 1 GB per file at most, 2 GB per sending. They stay on this node until the practice is published.
practice-add-files-send = Attach
practice-files-none = Choose at least one file.
practice-files-added = { $n ->
    [one] { $n } document attached.
   *[other] { $n } documents attached.
 }

### The joint action plan. Words of the trade follow the authorities' glossary.

## Pages and menu
plan-menu = Action plan
plan-menu-actions = Actions
plan-menu-proposals = Proposals
plan-title = Joint action plan
plan-lead = The axes of the plan, and where each of them stands today.
plan-actions-title = Actions of the plan
plan-proposals-title = Proposals
plan-proposals-lead = Every change of the plan is proposed, then decided by the authorities. Nothing changes before they agree.
plan-empty = The plan is empty.
plan-empty-hint = It will appear here as soon as the authorities have adopted it.
plan-axis-number = Axis { $n }:
plan-actions-count = { $n ->
    [0] No action
    [one] { $n } action
   *[other] { $n } actions
 }
plan-objectives-count = { $n ->
    [0] no objective
    [one] { $n } objective
   *[other] { $n } objectives
 }
plan-late-count = { $n ->
    [one] { $n } late action
   *[other] { $n } late actions
 }
plan-blocked-count = { $n ->
    [one] { $n } blocked action
   *[other] { $n } blocked actions
 }
plan-awaiting = { $n ->
    [one] { $n } proposal awaits the decision of your authority ({ $authority })
   *[other] { $n } proposals await the decision of your authority ({ $authority })
 }
plan-newest = Newest proposals
plan-all-actions = All actions
plan-all-proposals = All proposals
plan-new-action = Propose an action

## Lists
plan-filter-words = Search
plan-filter-axis = Axis
plan-filter-owner = Authority in charge
plan-filter-standing = Standing
plan-filter-all = All
plan-filter-all-authorities = All
plan-filter-all-standings = All
plan-filter-apply = Show
plan-filter-clear = Clear the filters
plan-actions-found = { $n ->
    [one] { $n } action
   *[other] { $n } actions
 }
plan-proposals-found = { $n ->
    [one] { $n } proposal
   *[other] { $n } proposals
 }
plan-none-found = No action answers this search.
plan-none-found-hint = Remove a filter or try other words.
plan-no-proposal = No proposal here.
plan-no-proposal-hint = A proposal starts from the page of an action.
plan-export-csv = Download (CSV, spreadsheet)
plan-export-json = Download (JSON)
plan-pages = Pages of the list
plan-page-earlier = Previous page
plan-page-later = Next page
plan-page-of = Page { $number } of { $last }
plan-col-number = No.
plan-col-action = Action
plan-col-owner = In charge
plan-col-due = Due
plan-col-standing = Standing
plan-col-reference = Reference
plan-col-subject = Subject
plan-col-author = Authority
plan-col-date = Date
plan-col-outcome = Decision
plan-col-awaited = Positions awaited
plan-col-level = Confirmation
plan-col-field = Field
plan-col-before = Before
plan-col-after = After
plan-col-value = Value
plan-col-value-in = Value ({ $unit })
plan-add-indicator = Add an indicator
plan-history-count = { $n ->
    [one] { $n } proposal
   *[other] { $n } proposals
 }
plan-col-evidence = Evidence

## Standings and decisions
plan-standing-done = done
plan-standing-under-way = under way
plan-standing-late = late
plan-standing-blocked = blocked
plan-standing-planned = planned
plan-standing-cancelled = cancelled
plan-outcome-open = to be decided
plan-outcome-adopted = adopted
plan-outcome-adopted-at = adopted, confirmation { $level }
plan-outcome-in-force = adopted, in force
plan-outcome-rejected = rejected
plan-outcome-superseded = superseded
plan-position-agrees = approves
plan-position-refuses = refuses
plan-rule-consensus = Decision rule: consensus of all member authorities.
plan-rule-majority = Decision rule: majority of the member authorities.
plan-rule-owner = Decision rule: agreement of the authority in charge of the action ({ $owner }).
plan-nobody = none
plan-nobody-yet = none yet
plan-colon = { ": " }
plan-nothing = (nothing)

## One action
plan-action = Action
plan-progress = Progress
plan-axis = Axis
plan-objective = Objective
plan-action-number = Action no. { $reference }
plan-facts = In brief
plan-description = Description
plan-owner = Authority in charge
plan-owner-hint = The one that answers for the action. It is not among the contributors.
plan-contributors = Contributing authorities
plan-start = Start
plan-due = Due
plan-deliverables = Deliverables
plan-fold-description = Description and English title
plan-fold-authorities = Authorities, objective and number
plan-indicators = Indicators
plan-no-indicator = No indicator is foreseen.
plan-measures = Measured values
plan-from-to = baseline: { $baseline }, target: { $target }
plan-not-measured = No measured value yet.
plan-latest-value = Latest value: { $value }, on
plan-reached = { $percent }% of the way to the target
plan-needs = Depends on
plan-needs-hint = The actions that must be finished before this one.
plan-needed-by = Awaited by
plan-revision = Version in force
plan-state = Standing
plan-account = Account
plan-history = History
plan-first-value = First version of this action.
plan-fields-changed = { $n ->
    [one] { $n } field changed
   *[other] { $n } fields changed
 }
plan-no-position = No authority has spoken yet.
plan-proof-of = Proof { $reference }
plan-open-here = A proposal on this action awaits a decision:
plan-report-progress = Report progress
plan-propose-change = Propose a change
plan-may-not-propose = Your role does not let you propose a change. The administrator of your authority assigns the roles.
plan-sign-in-to-propose = Sign in to propose a change.

## One proposal
plan-proposal-title = Proposal { $reference }
plan-proposal-named = Proposal { $reference }
plan-subject-progress = Progress: { $title }
plan-subject-several = { $n ->
    [one] { $title }, and { $n } other item
   *[other] { $title }, and { $n } other items
 }
plan-where = Where this proposal stands
plan-next-consensus = It will be adopted when every authority has approved it; one refusal rejects it. Still to speak: { $awaited }.
plan-next-majority = It will be adopted when more than half of the authorities have approved it. May still speak: { $awaited }.
plan-next-owner = It will be adopted when the authority in charge has approved it. Still to speak: { $awaited }.
plan-next-in-force = It is adopted and confirmed by all authorities: it is in force.
plan-next-confirming = It is adopted. It will be in force when every authority has stored and cosigned the acts that decide it; that happens at the next exchange between the nodes.
plan-next-rejected = It is rejected and will not change the plan. A new proposal can be drafted.
plan-next-superseded = Another proposal on the same item was adopted: this one no longer can be.
plan-changes-count = { $n ->
    [one] Proposed change
   *[other] Proposed changes: { $n } items
 }
plan-new-thing = A new item of the plan.
plan-differences = Fields changed, before and after
plan-no-difference = No field changes.
plan-competing = Competing proposals
plan-competing-lead = They are about the same item: only one of them can be adopted.
plan-about-proposal = Origin
plan-drafter = Drafted by
plan-reason = Reason
plan-decide = Decision of your authority ({ $authority })
plan-decide-lead = You speak for your authority ({ $authority }), in this function: { $function }. This act is signed, final and seen by the other authorities.
plan-position-reason = Reason for the position
plan-position-reason-hint = Needed to refuse.
plan-password = Your password
plan-password-hint = It opens your signing key for the length of this act.
plan-agree = Approve
plan-refuse = Refuse
plan-agreed = Your authority's approval is signed and entered in the journal.
plan-refused = Your authority's refusal is signed and entered in the journal.
plan-refusal-needs-reason = Say why your authority refuses.
plan-duty-drafted = You drafted this proposal: another person of your authority must speak on it.
plan-duty-spoken = Your authority ({ $authority }) has already spoken. A position is final.
plan-duty-not-ours = This decision belongs to the authority in charge of the action ({ $owner }).
plan-duty-not-permitted = Your role does not let you speak for your authority. A person with the approver's role can.
plan-duty-signed-out = Sign in to speak for your authority.
plan-duty-refuse-only = Your authority has already approved a competing proposal. It can refuse this one, and can approve it only if the other is rejected:
plan-proofs = Proofs
plan-proofs-lead = Each act is entered in its author's journal. The other authorities store and cosign it: nobody can alter it unseen.
plan-proof-proposal = Proposal
plan-proof-position = Position of the authority { $authority }
plan-proof-journal = Journal entry
plan-proof-cosigners = Cosigned by
plan-proof-leaf = Hash of the entry
plan-proof-commitment = Hash of the text
plan-proof-key = The officer's signing key

## Drafting
plan-change-title = Propose a change
plan-edit-lead = Nothing changes before the authorities decide. Unfold only what is to change.
plan-title-fr = Title in French
plan-title-en = Title in English
plan-summary-fr = Summary in French
plan-summary-en = Summary in English
plan-description-fr = Description in French
plan-description-en = Description in English
plan-number = Order number
plan-number-hint = Its place within the objective, from 1.
plan-deliverables-fr = Deliverables in French
plan-deliverables-hint = One deliverable per line.
plan-deliverables-en = Deliverables in English
plan-deliverables-en-hint = In the same order, one per line.
plan-indicators-hint = Leave empty a row you do not need; empty it to remove an indicator.
plan-indicator-row = Indicator { $n }
plan-indicator-named = Indicator “{ $id }”
plan-indicator-words = { $name }, in { $unit }: from { $baseline } to { $target }
plan-indicator-name-fr = What is measured, in French
plan-indicator-name-en = What is measured, in English
plan-unit-fr = Unit in French
plan-unit-en = Unit in English
plan-baseline = Baseline
plan-target = Target
plan-number-form = A number, for example 12.5.
plan-reason-hint = What justifies the proposal, for those who will decide.
plan-proposal-is-permanent = A proposal is entered in your authority's journal: it cannot be erased.
plan-check = Read over before proposing
plan-propose = Propose
plan-proposed = The proposal is entered in the journal. The authorities can now speak.
plan-preview = What you are about to propose
plan-preview-hint = Nothing is recorded yet. Correct it below, or propose.
plan-progress-title = Report progress
plan-progress-lead = Reported progress is a proposal: it takes effect when the authorities have approved it.
plan-progress-owner = Reported progress is a proposal: it takes effect when the authority in charge ({ $owner }) has approved it.
plan-account-hint = Why the action is blocked or cancelled; what was delivered and where it is, when it is done.
plan-new-values = New measured values
plan-new-values-hint = Values already recorded stay. A value of the same day replaces the earlier one.
plan-measured-on = Measured on
plan-measure-named = Measure “{ $indicator }”, { $day }
plan-evidence-hint = The document that proves it: title, reference, date.

## Faults of input
plan-fault-empty = Fill in this field.
plan-fault-too-long = Shorten this text: { $max } characters at most.
plan-fault-too-many = There are too many items: { $max } at most.
plan-fault-unreadable = Remove the invisible characters from this text.
plan-fault-not-a-date = Write a date, for example 2026-03-31.
plan-fault-not-a-number = Write a number, for example 12.5: fifteen digits at most, six of them after the point.
plan-fault-number-range = Write a number from 1 to 255.
plan-fault-due-before-start = The due date cannot come before the start.
plan-fault-owner-contributes = The authority in charge cannot also be a contributor.
plan-fault-member = Choose member authorities, each once only.
plan-fault-indicator-twice = Two indicators have the same identifier.
plan-fault-indicator-id = The identifier of an indicator holds only letters, digits and hyphens.
plan-fault-target-is-baseline = The target must differ from the baseline.
plan-fault-cycle = The action would depend on itself, directly or through others.
plan-fault-dependency-twice = The same action is named twice.
plan-fault-unknown = Choose something that is in the plan.
plan-fault-blocked-without-reason = Say why the action is blocked.
plan-fault-cancelled-without-reason = Say why the action is cancelled.
plan-fault-done-without-account = Say what was delivered and where it is.
plan-fault-no-evidence = Name the document that proves this value.
plan-fault-unknown-indicator = The action does not have this indicator.
plan-fault-measured-twice = This indicator already has a value on that day.
plan-fault-measured-later = A value cannot be measured in the future.
plan-fault-no-change = This proposal changes nothing. Change at least one field.
plan-fault-changed-twice = The same item is changed twice.
plan-fault-progress-not-alone = The progress of an action is proposed alone.

## Refusals
plan-refused-stale = The action has changed since you opened this form. Start again from its page, to propose from the version in force.
plan-refused-unknown-parent = The version this proposal starts from is not in force. Start again from the page of the action.
plan-refused-unknown-reference = This proposal names something that is not in the plan.
plan-refused-own-proposal = You drafted this proposal: another person of your authority must speak on it.
plan-refused-spoken-twice = Your authority has already spoken on this proposal.
plan-refused-competing = Your authority has already approved a competing proposal, still to be decided. It can approve this one only if the other is rejected.
plan-refused-adopted = The proposal is already adopted.
plan-refused-rejected = The proposal is already rejected.
plan-refused-superseded = The proposal is superseded: another was adopted on the same item.
plan-refused-not-ours = This decision belongs to the authority in charge of the action.
plan-refused-other-text = The text of the proposal is not the one you read. Reload the page.
plan-refused-circle = With what your authority has already approved, actions would wait for one another without end.

## Irregular entries: kept, shown, without effect
plan-irregular-unreadable = The entry cannot be read.
plan-irregular-audience = The entry is not addressed to every member authority.
plan-irregular-content = The text breaks the rules of the plan.
plan-irregular-proposal-twice = The journal already holds a proposal with this identifier.
plan-irregular-rule = The decision rule it names is not the charter's.
plan-irregular-unknown-parent = The version to be replaced is not in force.
plan-irregular-stale = The version to be replaced already was.
plan-irregular-unknown-reference = The entry names something that is not in the plan.
plan-irregular-signature = The act is not signed by the officer it names.
plan-irregular-unknown-proposal = The entry names no known proposal.
plan-irregular-own-proposal = The officer who drafted the proposal spoke on it.
plan-irregular-spoken-twice = The authority had already spoken.
plan-irregular-competing = The authority had approved a competing proposal still to be decided.

# After a figure
plan-counted-done = { $n ->
    [one] done
   *[other] done
 }
plan-counted-under-way = { $n ->
    [one] under way
   *[other] under way
 }
plan-counted-late = { $n ->
    [one] late
   *[other] late
 }
plan-counted-blocked = { $n ->
    [one] blocked
   *[other] blocked
 }
plan-counted-planned = { $n ->
    [one] planned
   *[other] planned
 }
plan-counted-cancelled = { $n ->
    [one] given up
   *[other] given up
 }

## Concepts of the common vocabulary
plan-concepts = Concepts of the common vocabulary
plan-concepts-hint = What it is about: each concept ties the action to the laws, and soon to courses and campaigns. Twelve at most.
plan-concept-panel = In the action plan
plan-concept-all = See all { $n } actions
plan-filter-concept = Concept
plan-filter-of-concept = Concept:
plan-filter-all-concepts = All
plan-fault-concept-order = Each concept is named once, in the order of its identifier.
plan-fault-unknown-concept = One of the concepts ticked is not in the vocabulary. Reload the page and choose from the list.

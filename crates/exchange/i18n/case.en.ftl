### Cross-border cases: their words.

case-kind-information = Request for information
case-kind-complaint = Transfer of a complaint
case-kind-inspection = Joint inspection
case-kind-consultation = Consultation
case-kind-urgent = Urgent measure
case-kind-opinion = Joint opinion

case-stage-headless = Opening not readable here
case-stage-opened = Opened
case-stage-incomplete = To be completed
case-stage-examined = Under examination
case-stage-answered = Answered
case-stage-drafted = Text before the authorities
case-stage-contested = Text refused, to be revised
case-stage-adopted = Text adopted
case-stage-closed = Closed

case-step-opened = Opening
case-step-person = Complainant
case-step-acknowledged = Acknowledgement of receipt
case-step-completed = Completion
case-step-admissibility = Admissibility
case-step-lead = Lead authority
case-step-request = Request
case-step-reply = Reply
case-step-note = Note
case-step-document = Document
case-step-key-points = Summary of key points
case-step-draft = Draft text
case-step-position = Position
case-step-early-resolution = Early resolution
case-step-reminder = Reminder
case-step-extension = Extension
case-step-handled = Hand-over inside the authority
case-step-urgent = Provisional measure
case-step-widened = Another authority joins
case-step-resent = Sent again
case-step-closed = Closing
case-step-reopened = Reopening
case-step-retained = What remains after erasure

case-outcome-answered = Answered
case-outcome-decided = Joint decision or opinion adopted
case-outcome-resolved = Resolved early
case-outcome-inadmissible = Not admissible
case-outcome-withdrawn = Withdrawn
case-outcome-no-action = No further action

case-duty-transmission = Hand the complaint over
case-duty-acknowledgement = Acknowledge receipt
case-duty-admissibility = Decide on admissibility
case-duty-completion = Complete the file
case-duty-reply = Reply
case-duty-position = Take position on the text
case-duty-revision = Bring a revised text
case-duty-early-resolution = Seek an early resolution
case-duty-measure = End of the provisional measure
case-duty-closing = Close the case

case-clock-not-started = Starts when the other authority has stored it
case-clock-running = Running
case-clock-near = Due soon
case-clock-met = Met
case-clock-met-by-word = Met, as its author says
case-clock-late = Late
case-clock-done-late = Done late
case-clock-lapsed = No longer due

case-mark-unreadable = Its content cannot be read.
case-mark-audience = It is not addressed to the authorities concerned, all of them and nobody else.
case-mark-not-concerned = Its author is not concerned by the case.
case-mark-not-signed = It is not signed by a person other than the one who drafted it.
case-mark-number = The case is opened already, or its number belongs to another.
case-mark-target = What it refers to is not in the case.
case-mark-not-yours = This step belongs to another authority.
case-mark-already-done = This was done already.
case-mark-closed = The case is closed.
case-mark-not-closed = The case is not closed.
case-mark-text-open = A text is still before the authorities, or adopted.
case-mark-text-decided = This text is already adopted or refused.
case-mark-agreed-elsewhere = This authority has already agreed to another text, which is not refused.
case-mark-kind = This step does not exist in cases of this kind.
case-mark-too-many = The case already has as many steps as one may have.

case-answer-full = Full answer
case-answer-partial = Partial answer, the rest follows
case-answer-refused = Refusal with reasons

case-form-decision = Decision
case-form-opinion = Opinion

case-unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
case-unit-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
case-unit-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
case-unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
case-problem-empty = To be filled in.
case-problem-too-long = At most { $max } characters.
case-problem-unknown = This value is not offered.
case-problem-checklist = A needed item of the list is not fulfilled.
case-problem-too-many = At most { $max }.
case-problem-day = This day does not fit.
case-problem-control = One line, without invisible characters.

case-admissible-yes = Admissible
case-admissible-no = To be completed
case-position-agrees = Agreement
case-position-objects = Objection
case-verdict-open = Before the authorities
case-verdict-adopted = Adopted by all the authorities concerned
case-verdict-rejected = Refused
case-measure-until = Until { $day }, that day included

case-figures-kind = Kind of case
case-figures-open = Open
case-figures-all = All
case-figures-median = Median length, in days
case-figures-cases = Cases this authority is party to
case-figures-delays = Delays met and missed
case-figures-duty = What is due
case-figures-met = Met
case-figures-late = Missed
case-figures-running = Running or not started
case-figures-erased = Cases whose content is erased, all delays
case-figures-few = fewer than 5
case-figures-withheld = not published
case-figures-none = –

case-paper-title = Case { $number }
case-paper-kind = Kind
case-paper-stage = State
case-paper-outcome = Outcome
case-paper-opener = Opened by
case-paper-opened = Opened on
case-paper-concerned = Authorities concerned
case-paper-lead = Lead authority
case-paper-handler = Handled by
case-paper-facts = The facts
case-paper-controller = Controller
case-paper-asked = What is asked
case-paper-checklist = Admissibility: items fulfilled at the opening
case-paper-name = Name
case-paper-contact = Contact
case-paper-remark = Remark
case-paper-clock = Delays
case-paper-delays-proposed = These delays are a proposal; the three authorities have not decided them yet. A delay starts when the authority that has to act has stored and cosigned the step.
case-paper-duty = What is due
case-paper-whose = From
case-paper-starts = Starts
case-paper-ends = Ends
case-paper-state = State
case-paper-authority = Authority
case-paper-position = Position
case-paper-positions = Positions
case-paper-signed = Signed by
case-paper-why = Reason
case-paper-verdict = State of the text
case-paper-commitment = Commitment (SHA-256)
case-paper-documents = Documents
case-paper-document = Document
case-paper-size = Size
case-paper-bytes = { $bytes } bytes
case-paper-sha256 = SHA-256
case-paper-from = Attached by
case-paper-timeline = Timeline
case-paper-entry = Entry
case-paper-when = Date, as its author says
case-paper-step = Step
case-paper-text = Content
case-paper-who = Drafted by
case-paper-approved-by = Approved and signed by { $officer }
case-paper-proof = Confirmation and commitment
case-paper-no-effect = NO EFFECT
case-paper-person-left-out = Identity not printed
case-paper-erasures = Erasures
case-paper-receipts = Receipts
case-paper-missing = Missing receipts
case-paper-none = Nothing.
case-paper-notice = Printed from the signed journals of the authorities concerned. Each step carries the authority, the number of its entry and the commitment of its content, by which each can verify it on its own node. It holds personal data: keep and destroy it as such.

### Words of the page: frame, forms, failures, account, people.

## Frame
layout-skip = Skip to content
layout-menu = Main menu
layout-menu-short = Menu
layout-breadcrumbs = Breadcrumb
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-about = About
layout-node-of = Node of the authority: { $authority }, { $country }
layout-demonstration = Demonstration: the plan, the people and their acts are fictional and commit no authority.
theme-label = Appearance:
theme-auto = automatic
theme-light = light
theme-dark = dark

## Confirmation
level-n0 = recorded, to be confirmed
level-n0-title = In the journal of the authority that took it; no other authority has confirmed it yet.
level-n1 = confirmed by another authority
level-n1-title = Stored and cosigned by another authority: the act takes effect.
level-n2 = confirmed by all
level-n2-title = Stored and cosigned by every authority: joint texts take effect.

## Time
ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
 }
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
 }
ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
 }
colon = { ": " }

## Forms
form-optional = (optional)
form-faults = The form was not saved. Please correct the following:
form-required = Fill in this field.
form-too-long = Shorten this text: { $length } characters, { $max } at most.
form-control-characters = Remove the invisible characters from this text.
form-choice = Choose one of the values offered.
form-refused = The form arrived incomplete. Reload the page and try again.
form-too-large = The form is too large. Shorten the texts and try again.
form-expired = This form has expired or does not come from this page. Reload the page and try again: nothing was saved.
form-foreign = This request comes from another site and was not carried out. Use the pages of this node.
upload-cut = The sending was cut before its end: nothing was saved. Try again.
upload-too-large = A file has at most 1 GiB, and a sending 2 GiB. Nothing was saved: send less at a time.
upload-too-many = A sending has at most { $most } files. Nothing was saved: send fewer at a time.
upload-busy = Too many files are being sent to this node now. Try again in a few minutes.

## Failures
failure-what-to-do = What can I do?
failure-home = Back to the first page
failure-not-found-title = Page not found
failure-not-found-what = There is nothing at this address.
failure-not-found-hint = Check the address, or start from the first page. Something very recent from another authority may not have arrived here yet.
failure-method-title = This page only receives a form
failure-method-what = This address receives a form; it cannot be opened directly.
failure-method-hint = Go back to the previous page and send the form.
failure-forbidden-title = Access not allowed
failure-forbidden-what = Your role does not allow opening this page.
failure-forbidden-hint = Ask the administrator of your authority if you need it.
failure-sign-in-title = Please sign in
failure-sign-in-what = This page requires you to be signed in.
failure-sign-in-hint = Sign in, then try again.
failure-invalid-title = Request refused
failure-invalid-hint = Go back to the previous page, correct it and send it again.
failure-conflict-title = Things have changed
failure-conflict-hint = Reload the page to see how things stand, then decide again.
failure-too-many-title = Too many attempts
failure-too-many-what = { $seconds ->
    [one] Wait { $seconds } second before the next attempt.
   *[other] Wait { $seconds } seconds before the next attempt.
 }
failure-too-many-hint = This delay protects accounts. It grows with every failed attempt.
failure-unavailable-title = Not possible right now
failure-unavailable-hint = Nothing was lost. Try again in a moment; if it lasts, tell the administrator of the node.
failure-internal-title = An error on our side
failure-internal-what = Something unexpected happened. It is recorded under number { $report }.
failure-internal-hint = Try once more. If the error comes back, give this number to the administrator of the node.
failure-busy = The database is busy with other work.
failure-full = The disk of the node is full.
failure-recovering = This node has just been restored and cannot sign yet: it waits for the other authorities to show it its latest state.
failure-behind = This node is still reading its own journal.
failure-stopping = The node is stopping. Send the request again when it is back.
form-save = Save
form-cancel = Cancel

## First page for visitors
front-lead = { $country } · { $house }
front-officers = Do you work for the authority?

## Sign-in
sign-in-title = Sign in
sign-in-lead = Access is for officers of the authority.
sign-in-login = Login
sign-in-password = Password
sign-in-help = I cannot sign in
sign-in-help-text = Ask the administrator of your authority’s node for a temporary password. Nobody will ever ask for your password by phone or message.
sign-out-done = You are signed out.

## About
about-title = About
about-lead = Liptako is the common house of the data-protection authorities of the joint framework. Each authority runs its own node, at home; nothing leaves it unless it decides so.
about-members = The member authorities
about-trust = How to read a confirmation
about-trust-text = Every shared act is recorded in its author’s signed journal. The other authorities store and cosign it: nobody, the operator included, can rewrite history unseen.
about-privacy = What these pages remember
about-privacy-text = No tracker, no script, no outside service. Cookies keep your session, your language and the appearance you chose, check that your forms come from here and show you their result.

## Account
account-title = My account
password-title = Change password
password-must = Your password is temporary. Choose your own to go on.
password-current = Current password
password-new = New password
password-again = New password, once more
password-hint = At least { $min } characters. A phrase of several words is easy to remember and hard to guess.
password-effect = Your other sessions will end. Your signing key, if you have one, will be sealed again under the new password.
password-save = Change password
password-differs = The two new passwords differ. Type them again.
password-changed = Your password is changed. Your other sessions have ended.
sessions-title = Open sessions
sessions-lead = End a session you do not recognise, then change your password.
session-agent = Browser
session-agent-unknown = unknown
session-address = Address
session-created = Opened
session-seen = Last page
session-this = this session
session-end = End
sessions-end-others = End all other sessions
session-ended = The session has ended.
sessions-ended = { $n ->
    [one] { $n } session ended.
   *[other] { $n } sessions ended.
 }

## People
people-menu = People
people-title = People
people-lead = The accounts of the authority’s officers. They stay on this node and are not shared; only signing keys are known to the other authorities.
people-new = Open an account
people-create = Open the account
people-count = { $n ->
    [one] { $n } account
   *[other] { $n } accounts
 }
person-name = Name
person-name-hint = As it will stand on acts.
person-login = Login
person-login-hint = 2 to 40 characters: small letters, digits, dot, dash. For example: a.traore
person-function = Function
person-function-hint = The function is named on signed acts.
person-roles = Roles
person-roles-hint = What the person may do. Nobody approves what they drafted themselves.
person-state = State
person-active = active
person-waiting = password to be chosen
person-disabled-state = disabled
person-is-disabled = This account is disabled: the person can neither sign in nor sign acts.
person-since = account opened on { $date }
person-saved = The account is saved.
person-disabled = The account of { $name } is disabled. Its sessions have ended; its signing key, if it had one, is revoked.
person-more = Account security
person-reset = Give a temporary password
person-end-sessions = End their sessions
person-disable = Disable the account
person-enable = Enable the account
person-reset-hint = A temporary password ends open sessions and revokes the signing key: the person will receive a new one.
temporary-title = Temporary password
temporary-for = For { $name }, login { $login }:
temporary-how = Hand it over in person or say it aloud. It is shown only once, is good for seven days and only allows choosing one’s own password.
temporary-done = Noted

## Refusals
identity-sign-in-refused = Login or password not accepted. Check capital letters and try again.
identity-temporary-expired = The temporary password has expired. Ask the administrator for another.
identity-login-taken = The login “{ $login }” is taken, perhaps by a disabled account. Choose another.
identity-login = Write 2 to 40 characters: small letters, digits, dot, dash, underscore, beginning with a letter.
identity-name = Write a name of 1 to 80 characters.
identity-unknown-function = Choose a function from the list.
identity-unknown-role = Choose roles from the list.
identity-no-role = Choose at least one role.
identity-incompatible = These roles are never held together. { $en }
identity-last-administrator = This is the last account that manages accounts. Give the role to somebody else first.
identity-own-account = Nobody does this to their own account. Ask another administrator.
identity-administrator-exists = An administrator exists already. Sign in with that account to open others.
identity-inactive = This account is disabled.
identity-password-short = Choose a password of at least { $min } characters.
identity-password-long = Choose a shorter password.
identity-password-uniform = Vary the characters more.
identity-password-login = The password must not contain your login.
identity-password-same = Choose a password that differs from the current one.
identity-password-wrong = The password is wrong. Check capital letters and try again.
identity-must-change = Choose your own password first.
identity-not-a-signer = None of your roles allows signing acts.
identity-forbidden = This account may not manage accounts.
identity-not-found = No such account.
identity-cost = The cost of passwords is out of range: 8 KiB to 1 GiB, 1 to 64 passes, 1 to 16 lanes.
identity-storage = The database did not answer.

## Vocabulary
vocabulary-menu = Vocabulary
vocabulary-title = Common vocabulary
vocabulary-lead = The concepts that the three authorities use alike, and all that hangs on them: laws, action plan, and soon practices, courses and campaigns.
vocabulary-nature = Definitions written for the framework’s own needs: they have no force of law. What a law provides stands in its column.
vocabulary-words = Look for a concept
vocabulary-search = Search
vocabulary-found = { $n ->
    [one] { $n } concept found
   *[other] { $n } concepts found
 }
vocabulary-all = The whole vocabulary
vocabulary-none = No concept answers these words.
vocabulary-none-hint = Try a shorter word, or browse the whole vocabulary.
vocabulary-also = Also called
vocabulary-other = In French
vocabulary-broader = Broader concept
vocabulary-narrower = Narrower concepts
vocabulary-related = To read beside it
vocabulary-hangs = What hangs on it
vocabulary-hangs-nothing = Nothing hangs directly on this concept yet.
vocabulary-hangs-hint = See the narrower or neighbouring concepts.
vocabulary-links = Elsewhere on the Web
vocabulary-links-hint = Terms of the W3C Data Privacy Vocabulary (DPV 2.0, in English).
vocabulary-match-exact = same concept
vocabulary-match-close = close concept
vocabulary-match-broad = broader concept
vocabulary-match-narrow = narrower concept
vocabulary-match-near = neighbouring concept
vocabulary-name = Permanent name
vocabulary-export = Reuse this vocabulary
vocabulary-export-hint = Version of { $version }, in SKOS: the same files on the three nodes.
vocabulary-concepts = Concepts

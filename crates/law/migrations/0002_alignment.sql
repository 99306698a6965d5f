-- Proposals that count: common rules, and answers of reference instruments. None is ever changed, `outcome` aside.
CREATE TABLE law_proposal (
    origin INTEGER NOT NULL,          -- the record: author's position in the charter
    idx INTEGER NOT NULL,             -- and index in the author's journal
    object BLOB NOT NULL,             -- the proposal's own identifier
    commitment BLOB NOT NULL,         -- what positions cite
    instrument TEXT NOT NULL,         -- the reference instrument; empty for a common rule
    question TEXT NOT NULL,
    parent BLOB NOT NULL,             -- commitment of the adopted proposal it replaces; empty for a first one
    revision INTEGER NOT NULL,        -- which one it would be, from 1
    content BLOB NOT NULL,            -- the subject, as the record encodes it
    reason TEXT NOT NULL,
    officer BLOB NOT NULL,            -- who drafted it
    officer_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    seconds INTEGER NOT NULL,         -- the author's clock
    ord_sum INTEGER NOT NULL,         -- with (origin, idx), the one order of all records
    outcome TEXT NOT NULL,            -- open, adopted, rejected, superseded: recomputed
    PRIMARY KEY (origin, idx)
);
CREATE INDEX law_proposal_by_target ON law_proposal (question, instrument, revision);
CREATE INDEX law_proposal_by_object ON law_proposal (object, origin);
CREATE INDEX law_proposal_by_commitment ON law_proposal (commitment);
CREATE INDEX law_proposal_by_outcome ON law_proposal (outcome, ord_sum, origin, idx);

-- What each authority said of a proposal, signed: one row per authority and proposal.
CREATE TABLE law_position (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    proposal_origin INTEGER NOT NULL,
    proposal_idx INTEGER NOT NULL,
    agrees INTEGER NOT NULL,
    reason TEXT NOT NULL,
    officer BLOB NOT NULL,
    officer_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX law_position_by_proposal ON law_position (proposal_origin, proposal_idx, origin);

-- Remarks, which bind nobody.
CREATE TABLE law_comment (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    question TEXT NOT NULL,
    proposal BLOB NOT NULL,           -- commitment of the proposal it is about; empty when about the question
    comment TEXT NOT NULL,
    officer BLOB NOT NULL,
    officer_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    ord_sum INTEGER NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX law_comment_by_question ON law_comment (question, ord_sum, origin, idx);

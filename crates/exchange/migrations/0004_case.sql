-- Cross-border cases. Their records are sealed: on the node of an authority that is not concerned these tables hold nothing
-- of them.

-- Every readable step, one row each: a case is computed again from all of its rows whenever one arrives, or is erased.
CREATE TABLE case_event (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    object BLOB NOT NULL,
    ord_sum INTEGER NOT NULL,
    seen BLOB NOT NULL,           -- journal sizes its author had seen, eight bytes each, in charter order
    seconds INTEGER NOT NULL,
    commitment BLOB NOT NULL,
    audience INTEGER NOT NULL,
    payload BLOB NOT NULL,
    signed INTEGER NOT NULL,      -- the approver's signature holds
    mark TEXT NOT NULL,           -- why it has no effect; empty when it has
    PRIMARY KEY (origin, idx)
);
CREATE INDEX case_event_object ON case_event (object);

-- What follows, for lists and figures.
CREATE TABLE case_head (
    object BLOB NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,         -- empty while it is not known
    country TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    controller TEXT NOT NULL,
    opener INTEGER,
    lead INTEGER,
    concerned INTEGER NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    opened INTEGER NOT NULL,
    closed INTEGER,
    steps INTEGER NOT NULL,
    newest_sum INTEGER NOT NULL,
    newest_origin INTEGER NOT NULL
);
CREATE INDEX case_head_number ON case_head (number);
CREATE INDEX case_head_newest ON case_head (newest_sum);
CREATE INDEX case_head_serial ON case_head (country, year, serial);

-- National: what one officer has written and another has not approved yet. It never enters the journal as such.
CREATE TABLE case_draft (
    id BLOB NOT NULL PRIMARY KEY,
    case_object BLOB,             -- none for an opening
    audience INTEGER NOT NULL,
    step BLOB NOT NULL,
    person BLOB,
    also_agree INTEGER NOT NULL,
    drafter BLOB NOT NULL,
    written INTEGER NOT NULL,
    returned_by BLOB,
    returned_remark TEXT NOT NULL,
    returned_at INTEGER
);
CREATE TABLE case_draft_document (
    draft BLOB NOT NULL,
    position INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (draft, position)
);

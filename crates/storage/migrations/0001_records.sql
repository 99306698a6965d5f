-- One row per entry applied, whoever wrote it and whether or not its body may be read here.
CREATE TABLE record (
    origin INTEGER NOT NULL,          -- position of the author in the charter
    idx INTEGER NOT NULL,             -- position in the author's journal, from 0
    kind INTEGER NOT NULL,
    object BLOB NOT NULL,
    previous INTEGER,
    audience INTEGER NOT NULL,        -- bits by position in the charter
    seconds INTEGER NOT NULL,         -- the author's clock
    seen TEXT NOT NULL,               -- what it follows: sizes by charter order, its own index in its own place
    ord_sum INTEGER NOT NULL,         -- sum of those: with (origin, idx), the one order of all records
    entry_hash BLOB NOT NULL,         -- RFC 6962 leaf
    commitment BLOB,                  -- of the first body
    act_key BLOB,                     -- key of the officer who signed
    request BLOB,                     -- idempotency key of the act that made it
    payload_len INTEGER,              -- bytes; NULL when there is no body or it is not for this node
    PRIMARY KEY (origin, idx)
);
CREATE INDEX record_by_object ON record (object, ord_sum, origin, idx);
CREATE INDEX record_by_request ON record (origin, request);
CREATE INDEX record_by_order ON record (ord_sum, origin, idx);

-- How far each journal has been folded into the shared tables.
CREATE TABLE applied (
    origin INTEGER NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL
);

-- Records that break a rule of the house: kept, shown, without effect.
CREATE TABLE irregular (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (origin, idx, reason)
);

-- Texts that can be searched, as folded words.
CREATE TABLE search_doc (
    id INTEGER NOT NULL PRIMARY KEY,  -- drawn from (kind, object, lang)
    kind INTEGER NOT NULL,
    object BLOB NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (kind, object, lang)
);

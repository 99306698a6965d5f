-- Sealed records: what a row shows comes from its entry until its body is here.
ALTER TABLE record ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
-- 1 once its author had it erased: salt and bodies are destroyed here.
ALTER TABLE record ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

-- Sealed entries whose body is not here: not for this node, or still on its way.
CREATE TABLE unopened (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    commitment BLOB NOT NULL,         -- of the first body
    ord_sum INTEGER NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX unopened_by_commitment ON unopened (commitment);

-- Erasures asked by the author of a record.
CREATE TABLE erasure (
    origin INTEGER NOT NULL,          -- author of the erasure and of the record
    idx INTEGER NOT NULL,             -- the erasure
    erased INTEGER NOT NULL,          -- the record erased
    object BLOB NOT NULL,             -- what the record was about
    kind INTEGER NOT NULL,            -- of what kind it was
    audience INTEGER NOT NULL,        -- who held it
    sealed INTEGER NOT NULL,
    reason TEXT NOT NULL,
    asked INTEGER NOT NULL,           -- the author's clock
    PRIMARY KEY (origin, idx)
);
CREATE INDEX erasure_by_object ON erasure (object);
CREATE INDEX erasure_by_record ON erasure (origin, erased);

-- Holders' words that they have destroyed what was to be erased.
CREATE TABLE receipt (
    origin INTEGER NOT NULL,          -- the holder
    idx INTEGER NOT NULL,
    of_origin INTEGER NOT NULL,       -- the erasure
    of_idx INTEGER NOT NULL,
    given INTEGER NOT NULL,           -- the holder's clock
    PRIMARY KEY (origin, idx)
);
CREATE INDEX receipt_by_erasure ON receipt (of_origin, of_idx);

-- National: when each peer's cosignatures of each journal were made, as far as this node has heard. The first one that
-- covers an entry starts legal clocks. At most one row for each size of a journal and peer.
CREATE TABLE cosigned (
    origin INTEGER NOT NULL,          -- the journal
    peer INTEGER NOT NULL,            -- who cosigned
    size INTEGER NOT NULL,            -- entries covered
    seconds INTEGER NOT NULL,         -- the peer's clock, under its signature
    PRIMARY KEY (origin, peer, size)
);

-- What this node remembers of its peers. National data: it never enters the journal.

-- One row per peer: the last contact and what it cost.
CREATE TABLE peer_contact (
    member TEXT NOT NULL PRIMARY KEY,      -- code in the charter
    last_contact INTEGER,                  -- unix seconds of the last contact that went well
    last_attempt INTEGER,                  -- unix seconds of the last contact, whoever dialled
    last_error TEXT,                       -- one line; null when the last contact went well
    clock_offset INTEGER,                  -- seconds the peer's clock was ahead of ours
    wire_in INTEGER NOT NULL,              -- bytes received, TLS included
    wire_out INTEGER NOT NULL,
    exchange_in INTEGER NOT NULL,          -- bytes received above TLS
    exchange_out INTEGER NOT NULL,
    bundles_out INTEGER NOT NULL           -- number of the last bundle written for the peer
);

-- How far each journal was stored at the peer when it last greeted us, and how far we were told by that
-- peer which sealed bodies we may read.
CREATE TABLE peer_origin (
    member TEXT NOT NULL,
    origin INTEGER NOT NULL,               -- position in the charter
    stored INTEGER NOT NULL,
    learnt INTEGER NOT NULL,
    PRIMARY KEY (member, origin)
);

-- Sealed bodies that a peer told us we may read and that are not here yet.
CREATE TABLE body_offer (
    commitment BLOB NOT NULL PRIMARY KEY,
    origin INTEGER NOT NULL,               -- position in the charter
    idx INTEGER NOT NULL                   -- the sealed entry
);

-- Bundles written and taken, and the receipts that came back.
CREATE TABLE bundle (
    outgoing INTEGER NOT NULL,             -- 1: written here for the member; 0: taken from the member
    member TEXT NOT NULL,
    number INTEGER NOT NULL,
    made INTEGER NOT NULL,                 -- unix seconds: written, or first taken
    complete INTEGER NOT NULL,             -- taken: 1 when every part was; written: 1 when its receipt came back
    PRIMARY KEY (outgoing, member, number)
);

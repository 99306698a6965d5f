-- Files: what their records say. The bytes are in the bodies, never here. None is ever changed.
CREATE TABLE exchange_file (
    origin INTEGER NOT NULL,          -- the record: author's position in the charter
    idx INTEGER NOT NULL,             -- and index in the author's journal
    object BLOB NOT NULL,             -- the file's own identifier
    name TEXT NOT NULL,
    media INTEGER NOT NULL,           -- number of the kind of file, as in the record
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    part_bytes INTEGER NOT NULL,      -- bytes of every part but the last
    parts BLOB NOT NULL,              -- per part 37 bytes: commitment, chunks (big-endian), size bucket
    has_text INTEGER NOT NULL,        -- 0 none found, 1 its beginning, 2 all of it
    seconds INTEGER NOT NULL,         -- the author's clock
    ord_sum INTEGER NOT NULL,         -- with (origin, idx), the one order of all records
    PRIMARY KEY (origin, idx)
);
CREATE INDEX exchange_file_by_object ON exchange_file (object);

-- What could be read of a file, as text: for the search of what it hangs on.
CREATE TABLE exchange_file_text (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    object BLOB NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX exchange_file_text_by_object ON exchange_file_text (object);

-- Facts: the proposals and positions that count, one row per record. None is ever changed, `outcome` aside.
CREATE TABLE plan_proposal (
    origin INTEGER NOT NULL,          -- the record: author's position in the charter
    idx INTEGER NOT NULL,             -- and index in the author's journal
    object BLOB NOT NULL,             -- the proposal's own identifier
    commitment BLOB NOT NULL,         -- what positions cite
    seconds INTEGER NOT NULL,         -- the author's clock
    ord_sum INTEGER NOT NULL,         -- with (origin, idx), the one order of all records
    drafter BLOB NOT NULL,
    drafter_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    reason TEXT NOT NULL,
    rule TEXT NOT NULL,               -- consensus, majority, owner
    decider INTEGER NOT NULL,         -- the member whose word decides when the rule is “owner”
    outcome TEXT NOT NULL,            -- open, adopted, rejected, superseded: recomputed
    PRIMARY KEY (origin, idx)
);
CREATE INDEX plan_proposal_by_object ON plan_proposal (object, origin);
CREATE INDEX plan_proposal_by_commitment ON plan_proposal (commitment);
CREATE INDEX plan_proposal_by_outcome ON plan_proposal (outcome, ord_sum, origin, idx);
CREATE INDEX plan_proposal_by_order ON plan_proposal (ord_sum, origin, idx);

CREATE TABLE plan_change (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    place INTEGER NOT NULL,           -- position within the proposal, from 0
    part INTEGER NOT NULL,            -- 1 axis, 2 objective, 3 action, 4 progress
    object BLOB NOT NULL,             -- the thing changed
    commitment BLOB NOT NULL,         -- of the proposal
    parent BLOB NOT NULL,             -- commitment of the proposal that made the value replaced; empty for a first one
    revision INTEGER NOT NULL,        -- which value of the thing it would be, from 1; for progress, within the tenure
    owner INTEGER,                    -- action and progress: the owner
    since BLOB,                       -- commitment of the proposal by which it became the owner
    since_revision INTEGER NOT NULL,  -- revision of the action made by that proposal; 0 for axes and objectives
    content BLOB NOT NULL,            -- the full new value, as the record encodes it
    PRIMARY KEY (origin, idx, place)
);
CREATE INDEX plan_change_by_object ON plan_change (object, part, parent);

CREATE TABLE plan_position (
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
CREATE INDEX plan_position_by_proposal ON plan_position (proposal_origin, proposal_idx, origin);

-- The plan in force: one row per thing, recomputed from the facts when a proposal that touches it is adopted.
CREATE TABLE plan_axis (
    object BLOB NOT NULL PRIMARY KEY,
    commitment BLOB NOT NULL,         -- of the proposal that made this value
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE plan_objective (
    object BLOB NOT NULL PRIMARY KEY,
    commitment BLOB NOT NULL,
    revision INTEGER NOT NULL,
    axis BLOB NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE plan_action (
    object BLOB NOT NULL PRIMARY KEY,
    commitment BLOB NOT NULL,
    revision INTEGER NOT NULL,
    objective BLOB NOT NULL,
    number INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    start_day TEXT NOT NULL,          -- 2026-03-31
    due_day TEXT NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,              -- planned until progress says otherwise
    progress BLOB,                    -- the progress in force
    progress_by BLOB                  -- commitment of the proposal that made it
);
CREATE INDEX plan_action_by_objective ON plan_action (objective, number);

CREATE TABLE plan_dependency (
    action BLOB NOT NULL,
    needs BLOB NOT NULL,              -- the action that must be done first
    PRIMARY KEY (action, needs)
);
CREATE INDEX plan_dependency_by_need ON plan_dependency (needs, action);

-- How many actions stand where, counted as they change: the overview and the lists ask at every visit. What the
-- calendar may make late is counted by month; the days of the present month are looked at one by one.
CREATE TABLE plan_count (
    objective BLOB NOT NULL,
    owner INTEGER NOT NULL,
    state TEXT NOT NULL,
    month TEXT NOT NULL,              -- of the last day, 2026-03; empty in a state that the calendar does not change
    n INTEGER NOT NULL,               -- never 0
    PRIMARY KEY (objective, owner, state, month)
);
INSERT INTO plan_count (objective, owner, state, month, n)
    SELECT objective, owner, state, month, count(*) FROM (
        SELECT objective, owner, state,
               CASE WHEN state IN ('planned', 'under-way') THEN substr(due_day, 1, 7) ELSE '' END AS month
        FROM plan_action) actions
    GROUP BY objective, owner, state, month;

-- How many proposals stand where.
CREATE TABLE plan_outcome (
    outcome TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL                -- never 0
);
INSERT INTO plan_outcome (outcome, n) SELECT outcome, count(*) FROM plan_proposal GROUP BY outcome;

-- The list of an objective's actions in its order, narrowed without reading the actions themselves.
CREATE INDEX plan_action_in_order ON plan_action (objective, number, object, owner, state, due_day);
DROP INDEX plan_action_by_objective;
CREATE INDEX plan_action_by_day ON plan_action (state, due_day, objective, owner);

-- One value of a thing with a long history.
CREATE INDEX plan_change_by_value ON plan_change (object, part, commitment);

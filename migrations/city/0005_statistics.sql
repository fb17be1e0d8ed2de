-- Maintained figures. A write appends what it changed to stat_delta in its own transaction; a job
-- folds deltas into stat_total, where each union's row holds the whole subtree. A read adds both.
CREATE TABLE stat_delta (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    measure    text NOT NULL,
    dimension  text NOT NULL,
    key        text NOT NULL,
    value      bigint NOT NULL CHECK (value <> 0),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX stat_delta_tenant ON stat_delta (union_path, measure, dimension);
CREATE INDEX stat_delta_union ON stat_delta (union_id, union_path);
CALL protect('stat_delta', 'subtree', 'subtree');
GRANT SELECT, INSERT ON stat_delta TO lianxin_app;
CALL admit_worker('stat_delta', 'SELECT, DELETE');

CREATE TABLE stat_total (
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    measure    text NOT NULL,
    dimension  text NOT NULL,
    key        text NOT NULL,
    value      bigint NOT NULL,
    PRIMARY KEY (union_id, measure, dimension, key),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX stat_total_tenant ON stat_total (union_path);
-- The application writes totals only when a subtree moves: every superior whose total changes then
-- lies below the union that moves it.
CALL protect('stat_total', 'subtree', 'subtree');
GRANT SELECT, INSERT, UPDATE ON stat_total TO lianxin_app;
CALL admit_worker('stat_total', 'SELECT, INSERT, UPDATE, DELETE');

-- One row that folding and moving a subtree both lock, so that neither sees half of the other.
CREATE TABLE stat_fold (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    folded_at timestamptz
);
INSERT INTO stat_fold DEFAULT VALUES;
CALL protect('stat_fold', 'true', 'true');
GRANT SELECT, UPDATE ON stat_fold TO lianxin_app;
CALL admit_worker('stat_fold', 'SELECT, UPDATE');

-- Folding finds the unions above by their paths, and needs nothing else of them.
CALL admit_worker('unions', 'SELECT (id, path)');

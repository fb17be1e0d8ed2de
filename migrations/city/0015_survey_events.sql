-- That a round was opened, closed or reminded of, for those below who may read it. The audit trail tells
-- the unions above; from below it is not read. union_id is the union in whose trail the act stands.
CREATE TABLE survey_event (
    id         uuid PRIMARY KEY,
    round_id   uuid NOT NULL REFERENCES survey_round (id),
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    -- as in the trail
    action     text NOT NULL,
    at         timestamptz NOT NULL,
    -- the transaction that wrote it, for telling what is new since a snapshot
    xact       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX survey_event_order ON survey_event (xact, id);
CREATE INDEX survey_event_round ON survey_event (round_id);
CREATE INDEX survey_event_union ON survey_event (union_id, union_path);
-- From below it is read by whoever may read the round: the policy of the round decides that.
CALL protect('survey_event',
    isolation_rule('subtree') || $q$ OR (starts_with(nullif(current_setting('lianxin.path', true), ''), union_path)
        AND EXISTS (SELECT FROM survey_round r WHERE r.id = survey_event.round_id))$q$, 'subtree');
GRANT SELECT, INSERT ON survey_event TO lianxin_app;
CALL admit_worker('survey_event', 'SELECT');

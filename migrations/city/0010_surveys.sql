-- Survey rounds (摸底调查, notice §5.2). A round fixes its list of households on the day it opens; each
-- household gets a dated record that no later one overwrites; closing keeps the figures for good.
CREATE TABLE survey_round (
    id          uuid PRIMARY KEY,
    -- the union that opens and closes it
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    name        text NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    note        text,
    state       text NOT NULL CHECK (state IN ('DRAFT','OPEN','CLOSED')),
    opens_on    date NOT NULL,
    closes_on   date NOT NULL CHECK (closes_on >= opens_on),
    -- whose households: those of this union and of all below it, of these kinds
    scope_id    uuid NOT NULL REFERENCES unions (id),
    kinds       text[] NOT NULL CHECK (cardinality(kinds) BETWEEN 1 AND 2 AND kinds <@ ARRAY['LINKED','OWN_UNIT']),
    -- a list of {code, kind, label, help, required, options: [{code, label}]}; fixed once it is open
    questions   jsonb NOT NULL,
    -- households on the list when it was fixed
    listed      bigint NOT NULL DEFAULT 0,
    opened_at   timestamptz,
    closed_at   timestamptz,
    -- the round that this one was compared with when it closed
    previous_id uuid REFERENCES survey_round (id),
    created_at  timestamptz NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'DRAFT') = (opened_at IS NULL)),
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL))
);
CREATE INDEX survey_round_tenant ON survey_round (union_path, id);
CREATE INDEX survey_round_union ON survey_round (union_id, union_path);
CREATE INDEX survey_round_scope ON survey_round (scope_id);
CREATE INDEX survey_round_previous ON survey_round (previous_id) WHERE previous_id IS NOT NULL;

-- One household of the list. It stays on it whatever becomes of its pairing or its file: only a person's
-- act changes the state. Its round and its household are no foreign keys: neither is ever deleted once it is
-- on a list, and checking each of 600,000 rows takes as long as writing them.
CREATE TABLE survey_task (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    round_id        uuid NOT NULL,
    union_id        uuid NOT NULL,
    union_path      text COLLATE "C" NOT NULL,
    household_id    uuid NOT NULL,
    -- who answered for it when the list was fixed; who does now is in the household
    listed_cadre_id uuid,
    state           text NOT NULL DEFAULT 'TODO' CHECK (state IN ('TODO','NOT_MET','DONE','LATE','MOVED_AWAY','REFUSED','ENDED')),
    -- visits at which nobody was met
    tries           smallint NOT NULL DEFAULT 0,
    -- the day of the act that brought it into its state
    settled_on      date,
    -- the record that counts
    record_id       uuid,
    version         integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state IN ('DONE','LATE')) = (record_id IS NOT NULL)),
    CHECK ((state = 'TODO') = (settled_on IS NULL))
);
CREATE UNIQUE INDEX survey_task_household ON survey_task (household_id, round_id);
CREATE INDEX survey_task_list ON survey_task (round_id, union_path, household_id);
-- What is rare is found in a wide subtree without reading all of it, and in the order of the list.
CREATE INDEX survey_task_state ON survey_task (round_id, state, union_path, household_id) WHERE state NOT IN ('TODO','NOT_MET');
CREATE INDEX survey_task_open ON survey_task (round_id, union_path, household_id) WHERE state IN ('TODO','NOT_MET');
CREATE INDEX survey_task_union ON survey_task (union_id, union_path);
CALL protect('survey_task', 'subtree', 'own');
-- Opening a round puts the households of the unions below on its list; what becomes of them there is
-- their own unions' to say.
DO $$ BEGIN
    EXECUTE format('ALTER POLICY inserts ON survey_task WITH CHECK (%s)', isolation_rule('subtree'));
END $$;
GRANT SELECT, INSERT, UPDATE ON survey_task TO lianxin_app;

-- A round is its union's; whoever has a household of the own subtree on its list reads it too. A draft
-- has no list, so nobody below sees one.
CALL protect('survey_round',
    isolation_rule('subtree') || $q$ OR EXISTS (SELECT FROM survey_task t WHERE t.round_id = survey_round.id
        AND t.union_path >= nullif(current_setting('lianxin.path', true), '')
        AND t.union_path < nullif(current_setting('lianxin.path', true), '') || '~')$q$, 'own');
-- Only what was never opened may vanish.
DO $$ BEGIN
    EXECUTE format('ALTER POLICY deletes ON survey_round USING (%s AND state = ''DRAFT'')', isolation_rule('own'));
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON survey_round TO lianxin_app;

-- The facts of a household as they were on a day: what is counted, and what a superior may see.
CREATE TABLE survey_record (
    id            uuid PRIMARY KEY,
    round_id      uuid NOT NULL REFERENCES survey_round (id),
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    household_id  uuid NOT NULL REFERENCES household (id),
    cadre_id      uuid NOT NULL REFERENCES staff (id),
    visit_id      uuid NOT NULL REFERENCES visit (id),
    visited_on    date NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('HOME','WORKPLACE','GROUP','OFFICE')),
    hukou         text NOT NULL,
    housing       text NOT NULL,
    population    integer NOT NULL,
    labour_force  integer NOT NULL,
    income_fen    bigint NOT NULL CHECK (income_fen >= 0),
    rigid_fen     bigint NOT NULL CHECK (rigid_fen >= 0),
    main_cause    text NOT NULL,
    other_causes  text[] NOT NULL,
    needs         text[] NOT NULL,
    tier          text NOT NULL,
    needy_file    text NOT NULL,
    single_parent_female_worker boolean NOT NULL,
    -- whether the family asked for anything; what it asked for is in survey_record_private
    claims        boolean NOT NULL,
    -- answers by choice and by yes or no: question:option
    choices       text[] NOT NULL,
    -- answers in numbers, by question; money in fen
    numbers       jsonb NOT NULL,
    -- what it was compared with, and what had changed since: the last record of another round, or else the file
    previous_id   uuid REFERENCES survey_record (id),
    compared      jsonb NOT NULL,
    income_change text NOT NULL,
    differences   text[] NOT NULL,
    -- the record that this one corrects
    supersedes_id uuid UNIQUE REFERENCES survey_record (id),
    recorded_at   timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX survey_record_tenant ON survey_record (union_path, id);
CREATE INDEX survey_record_union ON survey_record (union_id, union_path);
CREATE INDEX survey_record_household ON survey_record (household_id, union_path, visited_on, id);
CREATE INDEX survey_record_round ON survey_record (round_id, union_path, id);
CALL protect('survey_record', 'subtree', 'own');
-- Records are added, never changed: not even their own union may.
GRANT SELECT, INSERT ON survey_record TO lianxin_app;
ALTER TABLE survey_task ADD FOREIGN KEY (record_id) REFERENCES survey_record (id);

CREATE TABLE survey_record_private (
    record_id    uuid PRIMARY KEY REFERENCES survey_record (id),
    household_id uuid NOT NULL REFERENCES household (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    place        text,
    met_whom     text,
    observed     text,
    claims       text,
    -- answers in words, by question
    texts        jsonb NOT NULL,
    -- why an earlier record was wrong
    correction   text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX survey_record_private_union ON survey_record_private (union_id, union_path);
CALL protect('survey_record_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$, 'own');
GRANT SELECT, INSERT ON survey_record_private TO lianxin_app;

-- 催办: a union above reminds one below, which reads it.
CREATE TABLE survey_reminder (
    id          uuid PRIMARY KEY,
    round_id    uuid NOT NULL REFERENCES survey_round (id),
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    -- the union that was reminded, also after a merger
    reminded_id uuid NOT NULL,
    -- the union that reminded it
    by_union_id uuid NOT NULL REFERENCES unions (id),
    text        text,
    unfinished  bigint NOT NULL,
    reminded_on date NOT NULL,
    created_at  timestamptz NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
-- Once a day: reminding is no drum.
CREATE UNIQUE INDEX survey_reminder_once ON survey_reminder (reminded_id, round_id, reminded_on);
CREATE INDEX survey_reminder_round ON survey_reminder (round_id, union_path, id);
CREATE INDEX survey_reminder_union ON survey_reminder (union_id, union_path, id);
CREATE INDEX survey_reminder_by ON survey_reminder (by_union_id);
CALL protect('survey_reminder', 'subtree', 'subtree');
GRANT SELECT, INSERT ON survey_reminder TO lianxin_app;

-- The figures of a round as they were when it closed, for every union that had a household on its list
-- or below which one had. Whatever moves or changes later, these stay: at_path and name are of that day.
CREATE TABLE survey_report (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    round_id   uuid NOT NULL REFERENCES survey_round (id),
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    at_path    text COLLATE "C" NOT NULL,
    name       text NOT NULL,
    -- cells of the whole subtree: STATE:DONE, CAUSE:ILLNESS, ANSWER:Q1:A, MOVEMENT:FELL …
    cells      jsonb NOT NULL,
    UNIQUE (round_id, at_path),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX survey_report_union ON survey_report (union_id, union_path, round_id);
CREATE INDEX survey_report_tenant ON survey_report (union_path, round_id);
CALL protect('survey_report', 'subtree', 'subtree');
GRANT SELECT, INSERT ON survey_report TO lianxin_app;

-- Whoever records holds the round in common, whoever closes it holds it alone: the rows of a superior's
-- round can't be locked from below.
CREATE FUNCTION survey_key(round uuid) RETURNS bigint LANGUAGE sql STABLE
    RETURN hashtextextended(current_schema() || ':survey:' || round, 0);

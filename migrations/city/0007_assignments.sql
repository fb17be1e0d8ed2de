-- The instant that a timeline shows for something that happened on a day: when it was written down,
-- if that was the same day in China, otherwise the noon of the day.
CREATE FUNCTION happened(day date, noted timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (noted AT TIME ZONE 'Asia/Shanghai')::date = day THEN noted
                ELSE (day + time '12:00') AT TIME ZONE 'Asia/Shanghai' END;

-- Pairing (notice §3.2): 2 to 4 households a cadre. A fifth has no slot, whoever clicks when.
CREATE TABLE pairing (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    household_id uuid NOT NULL REFERENCES household (id),
    cadre_id     uuid NOT NULL REFERENCES staff (id),
    slot         smallint NOT NULL CHECK (slot BETWEEN 1 AND 4),
    started_on   date NOT NULL,
    ended_on     date CHECK (ended_on >= started_on),
    end_reason   text CHECK (end_reason IN ('RELIEVED','MOVED_AWAY','DECEASED','DECLINED','NOT_ELIGIBLE','CADRE_LEFT','REASSIGNED','DUPLICATE')),
    created_by   uuid,
    ended_by     uuid,
    -- when the days above were written down, for the order of a timeline
    created_at   timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((ended_on IS NULL) = (end_reason IS NULL))
);
CREATE UNIQUE INDEX pairing_slot ON pairing (cadre_id, slot) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX pairing_one_cadre ON pairing (household_id) WHERE ended_on IS NULL;
CREATE INDEX pairing_tenant ON pairing (union_path, id);
-- Indexes by household carry the path, so that the policy's range is answered by the same index and
-- the planner does not combine it with that of the whole subtree.
CREATE INDEX pairing_household ON pairing (household_id, union_path, id);
CREATE INDEX pairing_cadre ON pairing (cadre_id, union_path, id);
CREATE INDEX pairing_union ON pairing (union_id, union_path);
CALL protect('pairing', 'subtree', isolation_rule('own') || ' OR settles(household_id)');
GRANT SELECT, INSERT, UPDATE ON pairing TO lianxin_app;

CREATE TABLE helper (
    household_id uuid NOT NULL REFERENCES household (id),
    staff_id     uuid NOT NULL REFERENCES staff (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    since        date NOT NULL,
    PRIMARY KEY (household_id, staff_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX helper_staff ON helper (staff_id);
CREATE INDEX helper_union ON helper (union_id, union_path);
CALL protect('helper', 'subtree', isolation_rule('own') || ' OR settles(household_id)');
GRANT SELECT, INSERT, DELETE ON helper TO lianxin_app;

CREATE TABLE hand_over (
    id          uuid PRIMARY KEY,
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    pairing_id  uuid NOT NULL REFERENCES pairing (id),
    from_id     uuid NOT NULL REFERENCES staff (id),
    to_id       uuid NOT NULL REFERENCES staff (id),
    note        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('PROPOSED','ACCEPTED','REFUSED','LAPSED')),
    answer      text,
    proposed_at timestamptz NOT NULL,
    answered_at timestamptz,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (from_id <> to_id),
    CHECK ((state = 'PROPOSED') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX hand_over_one_open ON hand_over (pairing_id) WHERE state = 'PROPOSED';
CREATE INDEX hand_over_tenant ON hand_over (union_path, id);
CREATE INDEX hand_over_from ON hand_over (from_id);
CREATE INDEX hand_over_to ON hand_over (to_id);
CREATE INDEX hand_over_union ON hand_over (union_id, union_path);
CALL protect('hand_over', 'names', 'own');
GRANT SELECT, INSERT, UPDATE ON hand_over TO lianxin_app;

CREATE TABLE visit (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    household_id uuid NOT NULL REFERENCES household (id),
    cadre_id     uuid NOT NULL REFERENCES staff (id),
    visited_on   date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('HOME','WORKPLACE','PHONE','ONLINE','GROUP','OFFICE')),
    purpose      text NOT NULL CHECK (purpose IN ('RESURVEY','ROUTINE','FESTIVAL','CHECK','POLICY','FOLLOW_UP','LIFT_CHECK')),
    met          boolean NOT NULL,
    needs        text[] NOT NULL,
    recorded_at  timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX visit_tenant ON visit (union_path, visited_on, id);
-- A wide subtree's newest visits are read from the end of this one, a narrow one's from the one above.
CREATE INDEX visit_recent ON visit (visited_on, id);
CREATE INDEX visit_household ON visit (household_id, union_path, visited_on, id);
CREATE INDEX visit_cadre ON visit (cadre_id, visited_on, id);
CREATE INDEX visit_union ON visit (union_id, union_path);
CALL protect('visit', 'subtree', 'own');
GRANT SELECT, INSERT ON visit TO lianxin_app;

CREATE TABLE visit_private (
    visit_id     uuid PRIMARY KEY REFERENCES visit (id),
    household_id uuid NOT NULL REFERENCES household (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    place        text,
    met_whom     text,
    observed     text,
    claims       text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX visit_private_union ON visit_private (union_id, union_path);
CALL protect('visit_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$, 'own');
GRANT SELECT, INSERT ON visit_private TO lianxin_app;

-- A promise made at the table: open until proof or the family's own word closes it.
CREATE TABLE measure (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    household_id uuid NOT NULL REFERENCES household (id),
    visit_id     uuid REFERENCES visit (id),
    cadre_id     uuid NOT NULL REFERENCES staff (id),
    need         text,
    promised_on  date NOT NULL,
    due_on       date NOT NULL,
    state        text NOT NULL CHECK (state IN ('OPEN','DONE','DROPPED')),
    proof        text CHECK (proof IN ('DOCUMENT','FAMILY_CODE','FAMILY_WORD')),
    done_on      date,
    closed_by    uuid,
    -- when promise and end were written down, for the order of a timeline
    created_at   timestamptz NOT NULL DEFAULT now(),
    closed_at    timestamptz,
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'DONE') = (proof IS NOT NULL AND done_on IS NOT NULL)),
    CHECK (due_on >= promised_on)
);
CREATE INDEX measure_tenant ON measure (union_path, due_on, id);
CREATE INDEX measure_household ON measure (household_id, union_path, due_on, id);
CREATE INDEX measure_cadre_open ON measure (cadre_id, due_on, id) WHERE state = 'OPEN';
CREATE INDEX measure_open ON measure (union_path, due_on, id) WHERE state = 'OPEN';
-- A wide subtree's promises in the order they fall due; the open ones apart from many years' done ones.
CREATE INDEX measure_due ON measure (due_on, id);
CREATE INDEX measure_open_due ON measure (due_on, id) WHERE state = 'OPEN';
CREATE INDEX measure_visit ON measure (visit_id, union_path) WHERE visit_id IS NOT NULL;
CREATE INDEX measure_union ON measure (union_id, union_path);
CALL protect('measure', 'subtree', 'own');
GRANT SELECT, INSERT, UPDATE ON measure TO lianxin_app;

CREATE TABLE measure_private (
    measure_id   uuid PRIMARY KEY REFERENCES measure (id),
    household_id uuid NOT NULL REFERENCES household (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    text         text NOT NULL,
    family_code  text NOT NULL,
    -- wrong codes entered so far; at five the code no longer closes the promise
    code_failures smallint NOT NULL DEFAULT 0 CHECK (code_failures BETWEEN 0 AND 5),
    proof_note   text,
    drop_reason  text,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX measure_private_union ON measure_private (union_id, union_path);
CALL protect('measure_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$, 'own');
GRANT SELECT, INSERT, UPDATE ON measure_private TO lianxin_app;

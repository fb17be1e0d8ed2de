-- Programmes (救助项目, notice §4.3) with their rules as data, and the lines of the minimum living allowance
-- (最低生活保障线) that incomes are measured by. Amounts are fen.

-- The stage of school that a member goes to (学段). Like the education beside it, it is a fact that superiors
-- count and that names nobody; the school itself is in member_private.
ALTER TABLE member ADD COLUMN school_level text
    CHECK (school_level IN ('PRIMARY','JUNIOR_MIDDLE','SENIOR_MIDDLE','VOCATIONAL','COLLEGE','BACHELOR','MASTER'));

CREATE TABLE programme (
    id          uuid PRIMARY KEY,
    -- the union that sets it: it holds for the households of its whole subtree
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    year        integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    kind        text NOT NULL CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$' AND length(kind) <= 40),
    name        text NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    note        text,
    state       text NOT NULL CHECK (state IN ('DRAFT','OPEN','CLOSED')),
    -- the days on which may be applied
    opens_on    date NOT NULL,
    closes_on   date NOT NULL CHECK (closes_on >= opens_on),
    -- {rules, amounts, household_cap_fen, pupil_cap_fen, papers}
    terms       jsonb NOT NULL,
    -- the edition of the terms that applies now; 0 for a draft
    edition     integer NOT NULL DEFAULT 0,
    opened_at   timestamptz,
    closed_at   timestamptz,
    created_at  timestamptz NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((state = 'DRAFT') = (opened_at IS NULL) AND (state = 'DRAFT') = (edition = 0)),
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL))
);
CREATE INDEX programme_tenant ON programme (union_path, id);
CREATE INDEX programme_union ON programme (union_id, union_path);

-- A draft is its union's alone. An open one is read by the unions above, and by those below, whose
-- households it is for.
CALL protect('programme',
    isolation_rule('own') || $q$ OR state <> 'DRAFT' AND (($q$ || isolation_rule('subtree') || $q$)
        OR starts_with(nullif(current_setting('lianxin.path', true), ''), union_path))$q$, 'own');
-- Only what was never opened may vanish.
DO $$ BEGIN
    EXECUTE format('ALTER POLICY deletes ON programme USING (%s AND state = ''DRAFT'')', isolation_rule('own'));
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme TO lianxin_app;

-- The terms as they were from one change to the next. They are added and never changed, so what an
-- application was decided by stays readable.
CREATE TABLE programme_edition (
    id           uuid PRIMARY KEY,
    programme_id uuid NOT NULL REFERENCES programme (id),
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    edition      integer NOT NULL CHECK (edition > 0),
    name         text NOT NULL,
    opens_on     date NOT NULL,
    closes_on    date NOT NULL,
    terms        jsonb NOT NULL,
    -- why it was changed; nothing for the first
    reason       text,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    created_at   timestamptz NOT NULL,
    UNIQUE (programme_id, edition),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((edition = 1) = (reason IS NULL))
);
CREATE INDEX programme_edition_union ON programme_edition (union_id, union_path);
CREATE INDEX programme_edition_staff ON programme_edition (staff_id);
CALL protect('programme_edition',
    isolation_rule('subtree') || $q$ OR starts_with(nullif(current_setting('lianxin.path', true), ''), union_path)$q$, 'own');
GRANT SELECT, INSERT ON programme_edition TO lianxin_app;

-- A line as the civil affairs publish it. Rows are added and never changed: a correction is a further
-- revision of the same month, and the newest revision of the newest month counts.
CREATE TABLE living_line (
    id            uuid PRIMARY KEY,
    -- the union that entered it
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    -- a county of GB/T 2260, or a zone that is counted as one
    division_code text NOT NULL CHECK (division_code ~ '^[0-9]{6}$'),
    -- what the county is called
    place         text NOT NULL,
    area          text NOT NULL CHECK (area IN ('URBAN','RURAL')),
    valid_from    date NOT NULL CHECK (extract(day FROM valid_from) = 1),
    revision      integer NOT NULL CHECK (revision > 0),
    monthly_fen   bigint NOT NULL CHECK (monthly_fen > 0),
    source        text NOT NULL,
    staff_id      uuid NOT NULL REFERENCES staff (id),
    created_at    timestamptz NOT NULL,
    CONSTRAINT living_line_once UNIQUE (division_code, area, valid_from, revision),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX living_line_union ON living_line (union_id, union_path);
CREATE INDEX living_line_staff ON living_line (staff_id);
-- The whole city reads it: it is published to everybody, and the household of a union of an industry lives in
-- a county that is not that union's.
CALL protect('living_line', $q$left(union_path, 5) = left(nullif(current_setting('lianxin.path', true), ''), 5)$q$, 'own');
GRANT SELECT, INSERT ON living_line TO lianxin_app;

-- Rosters (花名册): a table of households that a union uploads, looks through and loads. What was read
-- rests here sealed, because it names people, until it is loaded, taken back or a week old.
CREATE TABLE roster (
    id          uuid PRIMARY KEY,
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    staff_id    uuid NOT NULL REFERENCES staff (id),
    file_name   text NOT NULL,
    state       text NOT NULL CHECK (state IN ('READING','CHECKING','CHECKED','LOADING','LOADED','CANCELLED','REFUSED')),
    -- whoever works on it; another token ends the work of the one before
    run         uuid NOT NULL,
    -- when whoever works on it last said so
    beat_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    done        integer NOT NULL DEFAULT 0,
    total       integer NOT NULL DEFAULT 0,
    rows        integer NOT NULL DEFAULT 0,
    households  integer NOT NULL DEFAULT 0,
    members     integer NOT NULL DEFAULT 0,
    good        integer NOT NULL DEFAULT 0,
    faulty      integer NOT NULL DEFAULT 0,
    known       integer NOT NULL DEFAULT 0,
    known_members integer NOT NULL DEFAULT 0,
    faults      integer NOT NULL DEFAULT 0,
    loaded_households integer NOT NULL DEFAULT 0,
    loaded_members    integer NOT NULL DEFAULT 0,
    -- headings that no column is known by
    ignored     text[] NOT NULL DEFAULT '{}',
    -- why it can't be read, or what happened to it, in both languages
    remark_zh   text,
    remark_en   text,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    CHECK ((remark_zh IS NULL) = (remark_en IS NULL)),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX roster_union ON roster (union_id, union_path, id);
CREATE INDEX roster_tenant ON roster (union_path, id);
CREATE INDEX roster_created ON roster (created_at);

-- One row of the file, sealed by the application.
CREATE TABLE roster_row (
    roster_id  uuid NOT NULL REFERENCES roster (id) ON DELETE CASCADE,
    number     integer NOT NULL,
    -- rows of one household have the same
    family     integer NOT NULL,
    sheet      text NOT NULL,
    -- in the sheet, counted from 1
    line       integer NOT NULL,
    sealed     bytea NOT NULL,
    PRIMARY KEY (roster_id, family, number)
);

-- What the check found of one household of the file.
CREATE TABLE roster_household (
    roster_id  uuid NOT NULL REFERENCES roster (id) ON DELETE CASCADE,
    family     integer NOT NULL,
    verdict    text NOT NULL CHECK (verdict IN ('GOOD','FAULTY','KNOWN')),
    -- the union that it is to be registered in
    target_id  uuid NOT NULL,
    PRIMARY KEY (roster_id, family)
);
CREATE INDEX roster_household_verdict ON roster_household (roster_id, verdict, family);

-- A cell that can't stay so.
CREATE TABLE roster_fault (
    roster_id  uuid NOT NULL REFERENCES roster (id) ON DELETE CASCADE,
    number     integer NOT NULL,
    -- the row's family and number
    family     integer NOT NULL,
    row_number integer NOT NULL,
    sheet      text NOT NULL,
    line       integer NOT NULL,
    -- identifier of the column
    field      text NOT NULL,
    -- what stands in the cell, sealed
    value      bytea,
    reason_zh  text NOT NULL,
    reason_en  text NOT NULL,
    PRIMARY KEY (roster_id, number)
);
CREATE INDEX roster_fault_row ON roster_fault (roster_id, family, row_number);

CALL protect('roster', 'names', 'names');
-- What was read is whose roster it is; the list of rosters is looked up once for each statement.
CALL protect('roster_row', 'roster_id IN (SELECT id FROM roster)', 'roster_id IN (SELECT id FROM roster)');
CALL protect('roster_household', 'roster_id IN (SELECT id FROM roster)', 'roster_id IN (SELECT id FROM roster)');
CALL protect('roster_fault', 'roster_id IN (SELECT id FROM roster)', 'roster_id IN (SELECT id FROM roster)');
GRANT SELECT, INSERT, UPDATE ON roster TO lianxin_app;
GRANT SELECT, INSERT, DELETE ON roster_row, roster_household, roster_fault TO lianxin_app;
CALL admit_worker('roster', 'SELECT, DELETE');

-- Which of these people have a file in the city, by the keyed hash of the identity number. It looks
-- across branches, so it acts as the owner, and tells what registering each of them would tell: that
-- there is a file. Without the key of the hash nobody can ask for a number of their own making.
CREATE FUNCTION filed(digests bytea[]) RETURNS SETOF bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT p.id_number_digest FROM member_private p
        WHERE p.id_number_digest = ANY (digests) AND p.current AND NOT p.disputed;
END
$$;
REVOKE ALL ON FUNCTION filed(bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION filed(bytea[]) TO lianxin_app;
